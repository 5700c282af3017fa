//! The share of workers who were cut.

use crate::verdict::Judged;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::interval::{Interval, wilson};
use capstan_stats::resample::expanded;
use serde::{Deserialize, Serialize};

/// The share of workers whose change is below minus the margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareCut {
    /// How many are.
    pub cut: usize,
    /// How many were counted.
    pub of: usize,
    /// The share with Wilson's interval.
    pub wilson: Interval,
    /// The share with the interval of the bootstrap over workers; none where
    /// all or none were cut, when every draw is the same.
    pub bootstrap: Option<Interval>,
    /// The same share after every worker's change was drawn toward the mean by
    /// as much as chance in their own jobs accounts for.
    pub shrunk: f64,
}

/// The share of `judged` whose change is below minus `margin`; none of nobody.
pub fn share_cut(judged: &[Judged], margin: f64, weights: &UserWeights) -> Option<ShareCut> {
    let is_cut: Vec<f64> = (judged.iter())
        .map(|j| f64::from(u8::from(j.relative < -margin)))
        .collect();
    let cut = is_cut.iter().sum::<f64>() as usize;
    let of = judged.len();
    let wilson = wilson(cut as u64, of as u64)?;
    let draws = (0..weights.draws())
        .map(|draw| weights.totals(draw, &is_cut)[0] / of as f64)
        .collect();
    let varies = cut > 0 && cut < of;
    Some(ShareCut {
        cut,
        of,
        wilson,
        bootstrap: varies.then(|| expanded(wilson.value, draws, of)).flatten(),
        shrunk: shrunk(judged, margin),
    })
}

/// The share cut after shrinking: a worker's change `R` becomes `B R + (1 - B)
/// mean` with `B = t² / (t² + v)`, where `v` is the variance of `R` by chance
/// and `t²` that of the true changes by the method of moments (DerSimonian and
/// Laird 1986, doi:10.1016/0197-2456(86)90046-2). Changes of workers with one
/// job alone have no variance and are left as they are.
fn shrunk(judged: &[Judged], margin: f64) -> f64 {
    let known: Vec<(f64, f64)> = (judged.iter())
        .filter(|j| j.variance > 0.0)
        .map(|j| (j.relative, 1.0 / j.variance))
        .collect();
    let sum = |f: &dyn Fn(&(f64, f64)) -> f64| known.iter().map(f).sum::<f64>();
    let weight = sum(&|(_, w)| *w);
    let centre = sum(&|(r, w)| w * r) / weight;
    let spread = sum(&|(r, w)| w * (r - centre).powi(2));
    let below = weight - sum(&|(_, w)| w * w) / weight;
    let between = ((spread - (known.len() as f64 - 1.0)) / below).max(0.0);
    let share = |v: f64| between / (between + v);
    let heads: f64 = known.iter().map(|(_, w)| 1.0 / (between + 1.0 / w)).sum();
    let mean: f64 = (known.iter())
        .map(|(r, w)| r / (between + 1.0 / w))
        .sum::<f64>()
        / heads;
    let cut = (judged.iter())
        .filter(|j| {
            let change = if j.variance > 0.0 {
                let b = share(j.variance);
                b * j.relative + (1.0 - b) * mean
            } else {
                j.relative
            };
            change < -margin
        })
        .count();
    cut as f64 / judged.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Verdict;
    use capstan_stats::stream::Stream;

    fn judged(changes: &[(f64, f64)]) -> Vec<Judged> {
        let one = |&(relative, variance): &(f64, f64)| Judged {
            relative,
            interval: None,
            variance,
            verdict: Verdict::NotClear,
        };
        changes.iter().map(one).collect()
    }

    fn share(changes: &[(f64, f64)]) -> Option<ShareCut> {
        let weights = UserWeights::new(&Stream::root(1), changes.len(), 2000);
        share_cut(&judged(changes), 0.01, &weights)
    }

    #[test]
    fn the_published_share_with_its_interval() {
        // Of the 94 workers of the report of 2020, 41 % or 39 were cut.
        let published = wilson(39, 94).expect("an interval");
        assert!((published.low - 0.321).abs() < 1e-3 && (published.high - 0.516).abs() < 1e-3);
        let changes: Vec<(f64, f64)> = (0..100)
            .map(|n| (if n < 41 { -0.2 } else { 0.2 }, 1e-6))
            .collect();
        let found = share(&changes).expect("a share");
        assert_eq!((found.cut, found.of), (41, 100));
        let boot = found.bootstrap.expect("an interval");
        // A share of 0.41 of 100 has the standard error 0.0492.
        assert!((boot.low - 0.31).abs() < 0.011 && (boot.high - 0.51).abs() < 0.011);
        assert_eq!(found.shrunk, 0.41, "what is nearly certain is not shrunk");
    }

    #[test]
    fn all_or_none_has_wilsons_interval_only() {
        let found = share(&[(-0.2, 1e-6); 12]).expect("a share");
        assert_eq!((found.wilson.value, found.bootstrap), (1.0, None));
        assert!(found.wilson.low > 0.7 && found.wilson.low < 0.8);
        assert_eq!(share(&[]), None);
    }

    #[test]
    fn changes_that_are_all_chance_shrink_to_their_mean() {
        // The mean is a cut of 2 %; the spread is no more than chance.
        let changes: Vec<(f64, f64)> = (0..40)
            .map(|n| (-0.02 + 0.03 * (f64::from(n % 2) * 2.0 - 1.0), 9e-4))
            .collect();
        let found = share(&changes).expect("a share");
        assert_eq!((found.cut, found.shrunk), (20, 1.0));
    }

    #[test]
    fn shrinking_by_hand() {
        // Two workers at -0.1 and 0.1 with variance 0.01 each: Q = 2, below =
        // 200 - 20000 / 200 = 100, so t² = 0.01, B = 1/2, changes -0.05, 0.05.
        let found = share(&[(-0.1, 0.01), (0.1, 0.01)]).expect("a share");
        assert_eq!(found.shrunk, 0.5);
        // With variance 0.1 each t² is 0 and both are at the mean, 0.
        let found = share(&[(-0.1, 0.1), (0.1, 0.1)]).expect("a share");
        assert_eq!(found.shrunk, 0.0);
    }
}
