//! The egalitarian least core: of all shares that leave groups the least
//! reason to go it alone, those that are nearest to equal.
//!
//! The least core of a game is often many shares, and which of them a linear
//! program ends at is chance. The one whose squares sum to the least is always
//! one alone (Yan and Procaccia 2021, doi:10.1609/aaai.v35i6.16721).

use crate::error::ValueError;
use crate::least_core::{LeastCore, Shares};
use capstan_stats::linalg::{cholesky, solve};

/// A group may fall short of its need by about this part of the largest worth:
/// more than what a linear program leaves open.
const FLAT: f64 = 1e-8;

/// The egalitarian least core of the game whose subsets are worth `worths`, by
/// mask, less what nobody is worth.
///
/// # Errors
/// As [`crate::least_core::least_core`].
pub fn egalitarian_least_core(worths: &[f64]) -> Result<LeastCore, ValueError> {
    let mut shares = Shares::new(worths)?;
    let (_, excess) = shares.least_excess()?;
    let n = shares.players as f64;
    let whole = shares.settled.first().map_or(0.0, |s| s.1);
    // How far a group must get from equal shares at least. What all players
    // have more or less in common moves nothing, so it is taken off.
    let needs = shares.open.iter().map(|&mask| {
        let size = f64::from(mask.count_ones());
        let mut row: Vec<f64> = (0..shares.players)
            .map(|p| (mask >> p & 1) as f64 - size / n)
            .collect();
        row.push(shares.worths[mask] - excess - size * whole / n);
        row
    });
    let apart = nearest(&needs.collect::<Vec<_>>(), shares.players)?;
    let found: Vec<f64> = apart.iter().map(|y| whole / n + y).collect();
    Ok(LeastCore {
        shares: shares.back(&found),
        excess: excess * shares.scale,
    })
}

/// The shortest `y` of `width` numbers with `row · y >= need` for all of
/// `rows`, each of which ends with its need: a least distance program by
/// non-negative least squares (Lawson and Hanson 1974, chapter 23).
fn nearest(rows: &[Vec<f64>], width: usize) -> Result<Vec<f64>, ValueError> {
    // The weights, above 0, of the few rows that count.
    let mut held: Vec<(usize, f64)> = Vec::new();
    let mut refused: Vec<usize> = Vec::new();
    for _ in 0..10 * (rows.len() + 1) {
        let rest = rest(rows, &held, width);
        let slope = |at: usize| dot(&rows[at], &rest);
        let free = (0..rows.len()).filter(|at| !refused.contains(at));
        let free = free.filter(|at| held.iter().all(|(h, _)| h != at));
        let best = free.max_by(|&a, &b| slope(a).total_cmp(&slope(b)));
        let Some(next) = best.filter(|&at| slope(at) > FLAT) else {
            let last = rest[width];
            return Ok(rest[..width].iter().map(|r| -r / last).collect());
        };
        held.push((next, 0.0));
        match fit(rows, held.clone(), width) {
            Some(fitted) if fitted.iter().any(|(at, _)| *at == next) => {
                held = fitted;
                refused.clear();
            }
            // It says nothing that the others do not say.
            _ => {
                held.pop();
                refused.push(next);
            }
        }
    }
    Err(ValueError::Program {
        why: "shares near equal ones were not found, since its numbers are too close".to_owned(),
    })
}

/// What the held rows leave of the wanted point, which is 0 but for a last 1.
fn rest(rows: &[Vec<f64>], held: &[(usize, f64)], width: usize) -> Vec<f64> {
    let mut rest = vec![0.0; width + 1];
    rest[width] = 1.0;
    for &(at, weight) in held {
        rest.iter_mut()
            .zip(&rows[at])
            .for_each(|(r, x)| *r -= weight * x);
    }
    rest
}

/// The weights from 0 on that fit best, starting from weights that are; rows
/// whose weight falls to 0 are let go. `None` if rows depend on each other.
fn fit(rows: &[Vec<f64>], mut held: Vec<(usize, f64)>, width: usize) -> Option<Vec<(usize, f64)>> {
    loop {
        let n = held.len();
        let mut products = vec![0.0; n * n];
        for (i, (a, _)) in held.iter().enumerate() {
            for (j, (b, _)) in held.iter().enumerate() {
                products[i * n + j] = dot(&rows[*a], &rows[*b]);
            }
        }
        let mut best: Vec<f64> = held.iter().map(|(at, _)| rows[*at][width]).collect();
        let size: Vec<f64> = (0..n).map(|i| products[i * n + i]).collect();
        cholesky(&mut products, n).ok()?;
        if (0..n).any(|i| products[i * n + i] < 1e-7 * size[i].sqrt()) {
            return None;
        }
        solve(&products, n, &mut best);
        if best.iter().all(|w| *w > 0.0) {
            return Some(held.iter().zip(best).map(|((at, _), w)| (*at, w)).collect());
        }
        // As far as the first weight that reaches 0.
        let parts = held.iter().zip(&best).filter(|(_, b)| **b <= 0.0);
        let part = parts.map(|((_, w), b)| w / (w - b).max(f64::MIN_POSITIVE));
        let part = part.fold(1.0, f64::min);
        for ((_, weight), b) in held.iter_mut().zip(&best) {
            *weight += part * (b - *weight);
        }
        let before = held.len();
        held.retain(|(_, weight)| *weight > 1e-14);
        if held.len() == before {
            return None;
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::least_core::{least_core, sums};
    use proptest::prelude::*;

    fn squares(x: &[f64]) -> f64 {
        dot(x, x)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// It is in the least core, and from it no way to any other share of
        /// the least core leads nearer to equal shares.
        #[test]
        fn nothing_in_the_least_core_is_more_equal(players in 1usize..7, seed: u64) {
            let stream = capstan_stats::Stream::root(seed);
            let steps = 1.0 + (seed % 5) as f64;
            // Few different worths make for wide least cores and many ties.
            let w: Vec<f64> = (0..1u64 << players)
                .map(|m| (stream.uniform(m) * steps).floor() / steps)
                .collect();
            let found = egalitarian_least_core(&w).unwrap();
            let plain = least_core(&w).unwrap();
            prop_assert!((found.excess - plain.excess).abs() < 1e-7);
            let given = sums(&found.shares);
            let all = w.len() - 1;
            prop_assert!((given[all] - (w[all] - w[0])).abs() < 1e-7);
            for mask in 1..all {
                prop_assert!(w[mask] - w[0] - given[mask] <= found.excess + 1e-6);
            }
            prop_assert!(squares(&found.shares) <= squares(&plain.shares) + 1e-6);
            let mut space = Shares::new(&w).unwrap();
            let (_, excess) = space.least_excess().unwrap();
            for group in 1..all {
                let other = space.most(group, excess).unwrap();
                let other = space.back(&other);
                let way: f64 = found.shares.iter().zip(&other).map(|(x, z)| x * (z - x)).sum();
                prop_assert!(way > -1e-5, "{way} {:?} {other:?}", found.shares);
            }
        }
    }

    #[test]
    fn what_may_be_equal_is() {
        // Two of three are enough for all but a little: a wide least core.
        let worth = |m: usize| [0.0, 0.0, 0.5, 1.0][m.count_ones() as usize];
        let found = egalitarian_least_core(&(0..8).map(worth).collect::<Vec<_>>()).unwrap();
        for share in found.shares {
            assert!((share - 1.0 / 3.0).abs() < 1e-7);
        }
        // One left glove and two right ones: the left one decides.
        let pair = |m: usize| f64::from(u8::from(m & 4 != 0 && m & 3 != 0));
        let found = egalitarian_least_core(&(0..8).map(pair).collect::<Vec<_>>()).unwrap();
        for (share, wanted) in found.shares.iter().zip([0.0, 0.0, 1.0]) {
            assert!((share - wanted).abs() < 1e-6, "{share}");
        }
    }

    #[test]
    fn the_nearest_point_by_hand() {
        // y0 + y1 >= 2 and y0 >= 1.5: (1.5, 0.5).
        let rows = [
            vec![1.0, 1.0, 2.0],
            vec![1.0, 0.0, 1.5],
            vec![0.0, 1.0, -3.0],
        ];
        let found = nearest(&rows, 2).unwrap();
        assert!((found[0] - 1.5).abs() < 1e-7 && (found[1] - 0.5).abs() < 1e-7);
        assert_eq!(nearest(&rows[2..], 2).unwrap(), [0.0, 0.0]);
    }

    #[test]
    fn the_smallest_games() {
        let one = egalitarian_least_core(&[2.0, 5.0]).unwrap();
        assert_eq!((one.shares, one.excess), (vec![3.0], 0.0));
        let same = egalitarian_least_core(&[1.0; 8]).unwrap();
        assert!(same.shares.iter().all(|x| x.abs() < 1e-9));
    }
}
