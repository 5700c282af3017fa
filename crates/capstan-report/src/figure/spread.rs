//! Labels that do not overlap.

/// Where the middles of boxes of `heights` must stand so that none overlap,
/// all lie between `from` and `to`, and the sum of squared distances from
/// `wanted` is the smallest. Boxes keep the order of what is wanted. If they
/// do not all fit, they begin at `from` and go beyond `to`.
pub fn spread(wanted: &[f64], heights: &[f64], from: f64, to: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    // With the room taken by earlier boxes subtracted, boxes that do not
    // overlap are numbers that do not fall: an isotonic regression, solved by
    // pooling neighbours that disagree.
    let mut before = 0.0;
    let mut pools: Vec<(f64, usize)> = Vec::new();
    let mut offsets = Vec::with_capacity(order.len());
    for &i in &order {
        let offset = before + heights[i] / 2.0;
        offsets.push(offset);
        before += heights[i];
        pools.push((wanted[i] - offset, 1));
        while let [.., (a, n), (b, m)] = pools[..]
            && a > b
        {
            pools.truncate(pools.len() - 2);
            let (n, m) = (n as f64, m as f64);
            pools.push(((a * n + b * m) / (n + m), (n + m) as usize));
        }
    }
    let slots = pools
        .iter()
        .flat_map(|&(slot, n)| std::iter::repeat_n(slot, n));
    let highest = (to - before).max(from);
    let mut out = vec![0.0; wanted.len()];
    for ((&i, slot), offset) in order.iter().zip(slots).zip(offsets) {
        out[i] = slot.clamp(from, highest) + offset;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbours_share_the_move() {
        // Two boxes of 10 that both want 50 stand at 45 and 55.
        assert_eq!(
            spread(&[50.0, 50.0], &[10.0, 10.0], 0.0, 100.0),
            [45.0, 55.0]
        );
        // Far from each other, nobody moves.
        assert_eq!(
            spread(&[80.0, 20.0], &[10.0, 10.0], 0.0, 100.0),
            [80.0, 20.0]
        );
        // At the edge, the first stops and the second makes way.
        assert_eq!(spread(&[1.0, 2.0], &[10.0, 20.0], 0.0, 100.0), [5.0, 20.0]);
        assert_eq!(spread(&[], &[], 0.0, 1.0), [0.0; 0]);
    }

    proptest! {
        #[test]
        fn boxes_never_overlap(
            boxes in proptest::collection::vec((0.0..300.0f64, 8.0..40.0f64), 0..10),
            to in 50.0..400.0f64,
        ) {
            let (wanted, heights): (Vec<f64>, Vec<f64>) = boxes.into_iter().unzip();
            let placed = spread(&wanted, &heights, 0.0, to);
            let fits = heights.iter().sum::<f64>() <= to;
            for i in 0..placed.len() {
                prop_assert!(placed[i] - heights[i] / 2.0 >= -1e-9);
                prop_assert!(!fits || placed[i] + heights[i] / 2.0 <= to + 1e-9);
                for j in 0..i {
                    let apart = (placed[i] - placed[j]).abs();
                    prop_assert!(apart >= (heights[i] + heights[j]) / 2.0 - 1e-9);
                    if wanted[i] < wanted[j] {
                        prop_assert!(placed[i] < placed[j]);
                    }
                }
            }
        }
    }
}
