//! Shares that leave no group a reason to leave, with intervals.
//!
//! The least core and the nucleolus are no sums of worths: they come out of
//! linear programs. So how much they would differ with other test data is
//! found by leaving parts of the test data out, one after the other (the
//! jackknife: Tukey 1958, doi:10.1214/aoms/1177706647; by blocks: Shao and Wu
//! 1989, doi:10.1214/aos/1176347263).

use crate::error::ValueError;
use crate::least_core::{least_core, sums};
use crate::nucleolus::nucleolus;
use crate::recommender::ledger::Estimate;
use capstan_stats::Interval;
use rayon::prelude::*;

/// Into how many blocks test data are cut.
pub const BLOCKS: usize = 20;

/// How the whole is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stable {
    /// The most even shares whose largest excess is least.
    LeastCore,
    /// The shares whose excesses, in order, are least.
    Nucleolus,
}

/// Shares of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// What each player gets.
    pub shares: Vec<Estimate>,
    /// The largest excess of any group but nobody and everybody: what it would
    /// be worth alone beyond what it gets. Above 0 there is a group that has a
    /// reason to leave, whatever the shares.
    pub excess: Estimate,
    /// How far the largest excess may be too high: of many that are nearly
    /// alike the largest is one that luck raised.
    pub luck: f64,
}

impl Shared {
    /// The 95 % interval of the largest excess.
    pub fn excess(&self) -> Interval {
        let around = self.excess.interval();
        Interval {
            low: around.low - self.luck,
            ..around
        }
    }
}

impl Stable {
    /// Shares of the game whose subsets are worth `worths`, by mask, and the
    /// largest excess.
    fn of(self, worths: &[f64]) -> Result<Vec<f64>, ValueError> {
        let mut shares = match self {
            Self::LeastCore => least_core(worths)?.shares,
            Self::Nucleolus => nucleolus(worths)?,
        };
        let given = sums(&shares);
        let nobody = worths.first().copied().unwrap_or(0.0);
        let inner = 1..worths.len().saturating_sub(1);
        let excess = inner
            .map(|m| worths[m] - nobody - given[m])
            .reduce(f64::max);
        shares.push(excess.unwrap_or(0.0));
        Ok(shares)
    }

    /// Shares with their uncertainty: `without` holds, for the people or test
    /// points who are tested and then for replicates, the worths of all
    /// subsets with each block left out; fewer than two blocks tell nothing.
    ///
    /// # Errors
    /// As [`least_core`].
    pub fn share(self, worths: &[f64], without: [&[Vec<f64>]; 2]) -> Result<Shared, ValueError> {
        let found = self.of(worths)?;
        let mut spread = Vec::new();
        for blocks in without {
            let each: Vec<Vec<f64>> = blocks
                .par_iter()
                .map(|worths| self.of(worths))
                .collect::<Result<_, _>>()?;
            spread.push(each);
        }
        let mut estimates = found.iter().enumerate().map(|(at, &value)| {
            let mut variance = [0.0; 3];
            let mut freedom = [f64::INFINITY; 3];
            for (part, each) in spread.iter().enumerate() {
                let values: Vec<f64> = each.iter().map(|shares| shares[at]).collect();
                (variance[part], freedom[part]) = jackknife(&values);
            }
            Estimate {
                value,
                variance,
                freedom,
            }
        });
        let players = found.len() - 1;
        let luck = spread
            .iter()
            .map(|each| {
                let of = each
                    .iter()
                    .map(|shares| shares[players])
                    .collect::<Vec<f64>>();
                luck(found[players], &of)
            })
            .sum();
        let shares = estimates.by_ref().take(players).collect();
        let none = Estimate {
            value: 0.0,
            variance: [0.0; 3],
            freedom: [f64::INFINITY; 3],
        };
        Ok(Shared {
            shares,
            excess: estimates.next().unwrap_or(none),
            luck,
        })
    }
}

/// The variance of an estimate from what it is without each block, and its
/// degrees of freedom: none of fewer than two blocks.
fn jackknife(without: &[f64]) -> (f64, f64) {
    let n = without.len() as f64;
    if without.len() < 2 {
        return (0.0, f64::INFINITY);
    }
    let mean = without.iter().sum::<f64>() / n;
    let squares: f64 = without.iter().map(|x| (x - mean).powi(2)).sum();
    ((n - 1.0) / n * squares, n - 1.0)
}

/// How far the largest of several means is too high, from what it is without
/// each block: luck falls with the root of the number of test points, so it is
/// a little larger where a block is missing.
fn luck(all: f64, without: &[f64]) -> f64 {
    let n = without.len() as f64;
    if without.len() < 2 {
        return 0.0;
    }
    let mean = without.iter().sum::<f64>() / n;
    ((mean - all) / ((n / (n - 1.0)).sqrt() - 1.0)).max(0.0)
}

#[cfg(test)]
mod coverage;

#[cfg(test)]
mod tests {
    use super::*;

    /// Three players, of whom the last is needed, with test points that
    /// disagree how much the first two bring.
    fn points() -> Vec<[f64; 8]> {
        let stream = capstan_stats::Stream::root(4);
        (0..200u64)
            .map(|t| {
                let [a, b] = [0, 1].map(|p| stream.uniform(2 * t + p));
                let worth = |m: usize| {
                    let brings = (m & 1) as f64 * a + (m >> 1 & 1) as f64 * b;
                    (m >> 2) as f64 * brings
                };
                std::array::from_fn(worth)
            })
            .collect()
    }

    fn mean(points: &[[f64; 8]], keep: impl Fn(usize) -> bool) -> Vec<f64> {
        let kept: Vec<_> = (0..points.len()).filter(|&t| keep(t)).collect();
        let of = |m: usize| kept.iter().map(|&t| points[t][m]).sum::<f64>() / kept.len() as f64;
        (0..8).map(of).collect()
    }

    #[test]
    fn shares_spread_as_the_means_they_rest_on() {
        let points = points();
        let all = mean(&points, |_| true);
        let blocks: Vec<Vec<f64>> = (0..BLOCKS)
            .map(|b| mean(&points, |t| t % BLOCKS != b))
            .collect();
        let found = Stable::Nucleolus.share(&all, [&blocks, &[]]).unwrap();
        // Each of the first two gets half of what it brings to the last one.
        for player in 0..2 {
            let brings: Vec<f64> = points.iter().map(|p| p[4 | 1 << player]).collect();
            let n = brings.len() as f64;
            let middle = brings.iter().sum::<f64>() / n;
            let squares: f64 = brings.iter().map(|x| (x - middle).powi(2)).sum();
            let wanted = squares / (n - 1.0) / n / 4.0;
            let share = &found.shares[player];
            assert!((share.value - middle / 2.0).abs() < 1e-7, "{share:?}");
            let ratio = share.variance[0] / wanted;
            assert!((0.5..1.8).contains(&ratio), "{ratio}");
            assert_eq!(share.freedom[0], 19.0);
            assert_eq!(share.variance[1..], [0.0, 0.0]);
        }
        let sum: f64 = found.shares.iter().map(|s| s.value).sum();
        assert!((sum - all[7]).abs() < 1e-7);
        // Nobody has a reason to leave: those who bring nothing alone get
        // more than that.
        assert!(found.excess().high < 0.0, "{:?}", found.excess);
        let even = Stable::LeastCore.share(&all, [&[], &[]]).unwrap();
        assert!((even.excess.value - found.excess.value).abs() < 1e-6);
        assert_eq!(even.shares[0].interval().reach(), 0.0);
    }

    #[test]
    fn one_block_tells_nothing() {
        assert_eq!(jackknife(&[1.0]), (0.0, f64::INFINITY));
        // Means of 1, 2, 3 and 6 without one each: the variance of the mean.
        let without = [11.0 / 3.0, 10.0 / 3.0, 3.0, 2.0];
        let (variance, freedom) = jackknife(&without);
        assert!((variance - 14.0 / 3.0 / 4.0).abs() < 1e-12, "{variance}");
        assert_eq!(freedom, 3.0);
    }
}
