//! Intervals from bootstrap draws.

use crate::interval::{Interval, quantile, t95};
use statrs::distribution::{ContinuousCDF, Normal};

/// The 95 % interval of `value` from `draws` of it over `clusters` people:
/// the percentiles of the draws, a little further out for few clusters, as
/// Student's t is (the expanded percentile interval of Hesterberg 2015,
/// doi:10.1080/00031305.2015.1089789). Draws that are no finite numbers are
/// passed over.
///
/// `None` for fewer than two clusters or without draws, when nothing is known
/// about the spread.
pub fn expanded(value: f64, mut draws: Vec<f64>, clusters: usize) -> Option<Interval> {
    draws.retain(|d| d.is_finite());
    if clusters < 2 || draws.is_empty() || !value.is_finite() {
        return None;
    }
    draws.sort_by(f64::total_cmp);
    let n = clusters as f64;
    let reach = (n / (n - 1.0)).sqrt() * t95(n - 1.0);
    let tail = Normal::standard().cdf(-reach);
    Some(Interval {
        value,
        low: quantile(&draws, tail).min(value),
        high: quantile(&draws, 1.0 - tail).max(value),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_percentiles_for_many_clusters_and_wider_for_few() {
        let draws: Vec<f64> = (0..=1000).map(f64::from).collect();
        let many = expanded(500.0, draws.clone(), 1_000_000).unwrap();
        assert!((many.low - 25.0).abs() < 0.1 && (many.high - 975.0).abs() < 0.1);
        // 10 clusters: sqrt(10/9) * 2.262157 = 2.384521, which the normal
        // passes with probability 0.0085509.
        let few = expanded(500.0, draws, 10).unwrap();
        assert!((few.low - 8.5509).abs() < 0.01, "{few:?}");
        assert!((few.high - 991.4491).abs() < 0.01, "{few:?}");
    }

    #[test]
    fn nothing_is_said_about_one_person() {
        assert_eq!(expanded(1.0, vec![1.0, 2.0], 1), None);
        assert_eq!(expanded(1.0, vec![f64::NAN], 9), None);
        let i = expanded(1.0, vec![f64::NAN, 1.0, 1.0], 9).unwrap();
        assert_eq!((i.low, i.high), (1.0, 1.0));
    }
}
