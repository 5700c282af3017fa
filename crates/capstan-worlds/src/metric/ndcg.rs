//! Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002,
//! doi:10.1145/582415.582418) with the gain 2^r - 1 and the discount
//! log2(rank + 1), for people with at least k test ratings.

use super::{Gone, Metric, Ranked};

/// nDCG at 5.
pub(super) const AT_5: Metric = Metric {
    name: "ndcg@5",
    exposure: |list| f64::from(u8::from(list.values.len() >= 5)),
    score: |list| ndcg(list, 5),
    ..AT_10
};

/// nDCG at 10.
pub(super) const AT_10: Metric = Metric {
    name: "ndcg@10",
    lower_is_better: false,
    needs_ratings: false,
    gone: Gone::LeftOut,
    of_everyone: false,
    root: false,
    exposure: |list| f64::from(u8::from(list.values.len() >= 10)),
    score: |list| ndcg(list, 10),
};

fn ndcg(list: &Ranked<'_>, k: usize) -> f64 {
    if list.values.len() < k {
        return 0.0;
    }
    let best = gain(&list.ideal[..k]);
    // Where nothing can be gained every order is the best one.
    if best > 0.0 {
        gain(&list.values[..k]) / best
    } else {
        1.0
    }
}

fn gain(values: &[f32]) -> f64 {
    values
        .iter()
        .zip(2u32..)
        .map(|(&v, place)| (f64::from(v).exp2() - 1.0) / f64::from(place).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::by_hand;

    #[test]
    fn by_the_definition() {
        let given = [3.0, 5.0, 1.0, 1.0, 1.0];
        let tail = 1.0 / 4f64.log2() + 1.0 / 5f64.log2() + 1.0 / 6f64.log2();
        let found = 7.0 + 31.0 / 3f64.log2() + tail;
        let best = 31.0 + 7.0 / 3f64.log2() + tail;
        let (score, exposure) = by_hand("ndcg@5", &given, &[5.0, 4.0, 3.0, 2.0, 1.0]);
        assert!((score - found / best).abs() < 1e-12);
        assert_eq!(exposure, 1.0);
        assert_eq!(by_hand("ndcg@10", &given, &[5.0; 5]), (0.0, 0.0));
        assert_eq!(by_hand("ndcg@5", &[0.0; 5], &[1.0; 5]), (1.0, 1.0));
    }
}
