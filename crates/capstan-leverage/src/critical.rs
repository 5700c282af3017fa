//! Critical mass: the smallest participation that very likely reaches the
//! target.
//!
//! "Very likely" means a probability of at least 95 % that a campaign of this
//! size reaches it, over who takes part, over people of the same population,
//! and over what the forecast does not know. The search looks where the curve
//! crosses, halving the stretch between a participation that does not suffice
//! and one that does.

use crate::target::{Quantity, Target};
use capstan_stats::interval::{probability_above_t, quantile, satterthwaite, t95_one_sided};
use capstan_worlds::{Estimate, Figure, METRICS, Sums};
use serde::{Deserialize, Serialize};

/// How sure a campaign must be.
const SURE: f64 = 0.95;

/// How many people it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CriticalMass {
    /// The target.
    pub target: String,
    /// The smallest participation looked at that very likely reaches it;
    /// `null` if none does.
    pub value: Option<f64>,
    /// The lower limit of its 95 % interval.
    pub low: Option<f64>,
    /// The upper limit; `null` if it may be that none suffices.
    pub high: Option<f64>,
    /// How many people `value` is.
    pub people: Option<usize>,
    /// Why there is no value.
    pub reason: Option<String>,
    /// Every participation looked at, with the probability of reaching the
    /// target there.
    pub looked_at: Vec<LookedAt>,
}

/// One participation that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LookedAt {
    /// The participation.
    pub participation: f64,
    /// The probability that a campaign of this size reaches the target.
    pub probability: f64,
}

/// By how much a participation passes the target: above 0 reaches it.
#[derive(Clone, Debug)]
pub struct Margin {
    /// The participation.
    pub participation: f64,
    /// The margin.
    pub by: Estimate,
}

impl Margin {
    /// The spread of one campaign around the margin.
    fn spread(&self) -> f64 {
        (self.by.error().powi(2) + self.by.variance_of_one()).sqrt()
    }

    /// The degrees of freedom of that spread.
    fn freedom(&self) -> f64 {
        let replicates = self.by.pulls.len() as f64;
        satterthwaite(&[
            (self.by.error().powi(2), self.by.freedom),
            (self.by.variance_of_one(), replicates - 1.0),
        ])
    }

    /// The probability that a campaign reaches the target.
    pub fn probability(&self) -> f64 {
        probability_above_t(0.0, self.by.value, self.spread(), self.freedom())
    }

    /// Whether it very likely does.
    pub fn suffices(&self) -> bool {
        self.probability() >= SURE
    }
}

/// The margin of the target at the point number `point`; `None` where it is
/// undefined. A target on the normalised loss is put as "loss minus threshold
/// times gap", which needs no division.
pub fn margin(sums: &Sums<'_>, point: usize, participation: f64, target: Target) -> Option<Margin> {
    let m = target.metric;
    let sign = if target.at_least { 1.0 } else { -1.0 };
    let by = match target.quantity {
        Quantity::Value => sums
            .estimate(Figure::Value(point, target.view, m))?
            .moved(sign, -sign * target.threshold),
        Quantity::Change => sums
            .estimate(Figure::Change(point, target.view, m))?
            .moved(sign, -sign * target.threshold),
        Quantity::NormalisedLoss => {
            let worse = if METRICS[m].lower_is_better {
                1.0
            } else {
                -1.0
            };
            let change = sums.estimate(Figure::Change(point, target.view, m))?;
            let gap = sums.estimate(Figure::GapAsTrained(m))?;
            change.combine(sign * worse, &gap, -sign * target.threshold)
        }
    };
    Some(Margin { participation, by })
}

/// Where to look next: between the last participation that does not suffice
/// and the first that does; `None` once they are `step` apart or closer, or if
/// none suffices. `margins` are ascending.
pub fn next(margins: &[Margin], step: f64) -> Option<f64> {
    let first = margins.iter().position(Margin::suffices)?;
    let below = match first {
        0 => 0.0,
        n => margins[n - 1].participation,
    };
    let above = margins[first].participation;
    (above - below > step).then(|| f64::midpoint(above, below))
}

/// The critical mass from all margins, ascending; `people` says how many
/// people a participation is.
pub fn settle(target: Target, margins: &[Margin], people: impl Fn(f64) -> usize) -> CriticalMass {
    let looked_at = margins
        .iter()
        .map(|m| LookedAt {
            participation: m.participation,
            probability: m.probability(),
        })
        .collect();
    let found = margins.iter().find(|m| m.suffices());
    let mut result = CriticalMass {
        target: target.to_string(),
        value: found.map(|m| m.participation),
        low: None,
        high: None,
        people: found.map(|m| people(m.participation)),
        reason: None,
        looked_at,
    };
    let Some(value) = result.value else {
        result.reason = Some(
            "no participation that was looked at reaches the target with a probability of 95 %"
                .to_owned(),
        );
        return result;
    };
    // In each joint draw the whole curve shifts; where it then crosses is one
    // draw of the critical mass.
    let edge: Vec<f64> = margins
        .iter()
        .map(|m| t95_one_sided(m.freedom()) * m.spread())
        .collect();
    let draws = margins[0].by.draws.len();
    let mut crossings: Vec<f64> = (0..draws)
        .map(|d| {
            let (mut x, mut y) = (0.0, f64::NEG_INFINITY);
            for (margin, edge) in margins.iter().zip(&edge) {
                let here = margin.by.value + margin.by.draws[d] - edge;
                if here >= 0.0 {
                    let back = if y.is_finite() {
                        here / (here - y)
                    } else {
                        0.0
                    };
                    return margin.participation - back * (margin.participation - x);
                }
                (x, y) = (margin.participation, here);
            }
            f64::INFINITY
        })
        .collect();
    crossings.sort_unstable_by(f64::total_cmp);
    let low = quantile(&crossings, 0.025);
    result.low = Some(if low.is_finite() {
        low.min(value)
    } else {
        value
    });
    // Between a finite and an infinite neighbour the quantile is not finite.
    let high = crossings[((draws as f64 * 0.975) as usize).min(draws - 1)];
    result.high = high.is_finite().then(|| high.max(value));
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A margin that rises linearly and crosses 0 at one half.
    fn line(p: f64, error: f64) -> Margin {
        let draws = (0..1000)
            .map(|d| error * (f64::from(d) / 999.0 - 0.5) * 12f64.sqrt())
            .collect();
        Margin {
            participation: p,
            by: Estimate {
                value: p - 0.5,
                draws,
                freedom: f64::INFINITY,
                pulls: Vec::new(),
            },
        }
    }

    fn target() -> Target {
        "change of rmse >= 0.5".parse().unwrap()
    }

    #[test]
    fn the_search_closes_in_on_the_crossing() {
        let error = 0.02;
        let mut margins: Vec<Margin> = [0.2, 0.9].map(|p| line(p, error)).to_vec();
        while let Some(p) = next(&margins, 0.01) {
            let at = margins.partition_point(|m| m.participation < p);
            margins.insert(at, line(p, error));
        }
        let found = settle(target(), &margins, |p| (p * 100.0) as usize);
        let wanted = 0.5 + 1.645 * error;
        let value = found.value.unwrap();
        assert!(
            value >= wanted && value < wanted + 0.01,
            "{value} for {wanted}"
        );
        let (low, high) = (found.low.unwrap(), found.high.unwrap());
        assert!(low < value && value < high, "{low} {value} {high}");
        assert!(high - low < 0.09, "{low} {high}");
        assert!(margins.len() < 12);
    }

    #[test]
    fn none_reached_is_said() {
        let margins: Vec<Margin> = [0.1, 0.4].map(|p| line(p, 0.02)).to_vec();
        assert_eq!(next(&margins, 0.01), None);
        let found = settle(target(), &margins, |_| 0);
        assert_eq!(found.value, None);
        assert!(found.reason.unwrap().contains("no participation"));
    }
}
