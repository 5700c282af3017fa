//! What may be shown of the values of many: means over groups of people, each
//! large enough and without anyone who decides the mean. And what one person
//! may see: their own.

use capstan_coalition::size;
use capstan_stats::Interval;
use capstan_stats::disclosure::Limits;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most steps of a distribution.
const MOST_BINS: usize = 20;
/// The most people who stand for all.
pub const MOST_PEOPLE: u64 = 500;
/// How many digits of a mean are shown.
const DIGITS: i32 = 4;

/// People whose values are near each other, told together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bin {
    /// How many of those who stand for all.
    #[schema(example = 5)]
    pub people: u64,
    /// The mean of their values.
    #[schema(example = 2.31)]
    pub value: f64,
    /// The mean of the lower limits of their intervals.
    #[schema(example = 1.72)]
    pub low: f64,
    /// The mean of the upper limits.
    #[schema(example = 2.9)]
    pub high: f64,
}

/// How values are spread over people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Spread {
    /// How many people there are, as a published size.
    #[schema(example = 20)]
    pub people: u64,
    /// The people in steps, those who add least first.
    pub bins: Vec<Bin>,
}

/// Where one's own value stands among those of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ValueBand)]
pub enum Band {
    /// It is above the mean of all.
    More,
    /// It cannot be told from the mean.
    Alike,
    /// It is below the mean.
    Less,
}

/// What one's own data add.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = OwnValue)]
pub struct Own {
    /// The estimate, in the unit of the valuation.
    #[schema(example = 2.4)]
    pub value: f64,
    /// The lower limit of the 95 % interval.
    #[schema(example = 1.1)]
    pub low: f64,
    /// The upper limit.
    #[schema(example = 3.7)]
    pub high: f64,
    /// Where it stands among the others.
    pub band: Band,
    /// How many jobs of one's own were in it.
    #[schema(example = 24)]
    pub jobs: u64,
}

impl Band {
    /// Where a value stands whose interval is this, if the mean of all is
    /// `mean`.
    pub fn of(interval: Interval, mean: f64) -> Self {
        match interval {
            i if i.low > mean => Self::More,
            i if i.high < mean => Self::Less,
            _ => Self::Alike,
        }
    }

    /// Its word, in keys of sentences.
    pub fn key(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Alike => "alike",
            Self::Less => "less",
        }
    }
}

/// The values of people in steps of at least `least` of them, in none of which
/// one person decides the mean; nothing if there is no such step.
///
/// Whoever looks knows their own value, so `least` counts the others: a step
/// has one more.
pub fn spread(values: &[Interval], least: u64) -> Option<Spread> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|a, b| a.value.total_cmp(&b.value));
    let amounts: Vec<f64> = sorted.iter().map(|v| v.value).collect();
    let steps = steps(&amounts, &limits(least));
    if steps.is_empty() {
        return None;
    }
    let people = size::published(sorted.len() as u64).unwrap_or(least);
    let stand = Standing::new(people, sorted.len());
    let mut passed = 0;
    let bins = steps.into_iter().map(|many| {
        let group = &sorted[passed..passed + many];
        passed += many;
        Bin {
            people: stand.between(passed - many, passed),
            ..mean(group)
        }
    });
    Some(Spread {
        people,
        bins: bins.collect(),
    })
}

/// Whoever looks knows their own, so it takes one more than `least` to hide in.
pub(super) fn limits(least: u64) -> Limits {
    Limits {
        people: usize::try_from(least)
            .unwrap_or(usize::MAX)
            .saturating_add(1),
        ..Limits::default()
    }
}

/// How many of `sorted` amounts stand in each step, so that each may be shown;
/// empty if there is no such step.
pub(super) fn steps(sorted: &[f64], limits: &Limits) -> Vec<usize> {
    let n = sorted.len();
    let count = (n / limits.people).min(MOST_BINS);
    let mut groups: Vec<&[f64]> = (0..count)
        .map(|at| &sorted[at * n / count..(at + 1) * n / count])
        .collect();
    let told = |group: &&[f64]| limits.why_not(group).is_some();
    while let Some(at) = groups.iter().position(told) {
        if groups.len() == 1 {
            return Vec::new();
        }
        // With its smaller neighbour; both lie side by side in the list.
        let before =
            at > 0 && (at + 1 == groups.len() || groups[at - 1].len() < groups[at + 1].len());
        let first = if before { at - 1 } else { at };
        let from: usize = groups[..first].iter().map(|g| g.len()).sum();
        let both = groups[first].len() + groups[first + 1].len();
        groups.splice(first..first + 2, [&sorted[from..from + both]]);
    }
    groups.into_iter().map(<[f64]>::len).collect()
}

/// The mean of some people, of whom nobody stands for all yet.
pub(super) fn mean(group: &[Interval]) -> Bin {
    let mean =
        |of: fn(&Interval) -> f64| short(group.iter().map(of).sum::<f64>() / group.len() as f64);
    Bin {
        people: 0,
        value: mean(|v| v.value),
        low: mean(|v| v.low),
        high: mean(|v| v.high),
    }
}

/// Those who stand for all in the order of their values.
pub(super) struct Standing {
    people: u64,
    all: u64,
}

impl Standing {
    /// For `all` people, whose published size is `people`.
    pub fn new(people: u64, all: usize) -> Self {
        Self {
            people: people.min(MOST_PEOPLE),
            all: all as u64,
        }
    }

    /// How many stand for those from one place to another.
    pub fn between(&self, from: usize, to: usize) -> u64 {
        let share = |passed: usize| passed as u64 * self.people / self.all;
        share(to) - share(from)
    }
}

/// A number with as many digits as are shown.
pub fn short(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let unit = 10f64.powi(DIGITS - 1 - x.abs().log10().floor() as i32);
    (x * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(values: &[f64]) -> Vec<Interval> {
        values.iter().map(|&v| Interval::around(v, 0.5)).collect()
    }

    #[test]
    fn people_stand_in_steps_of_enough() {
        let values: Vec<f64> = (0..12).rev().map(|i| 10.0 + f64::from(i)).collect();
        let found = spread(&exact(&values), 5).unwrap();
        assert_eq!(found.people, 10, "a published size");
        let told: Vec<(u64, f64)> = found.bins.iter().map(|b| (b.people, b.value)).collect();
        assert_eq!(told, [(5, 12.5), (5, 18.5)]);
        assert_eq!((found.bins[0].low, found.bins[0].high), (12.0, 13.0));
        // One fewer makes a single step, and five are too few beside oneself.
        assert_eq!(spread(&exact(&values[..11]), 5).unwrap().bins.len(), 1);
        assert_eq!(spread(&exact(&values[..5]), 5), None);
        assert_eq!(spread(&[], 5), None);
    }

    #[test]
    fn nobody_decides_a_mean() {
        let mut values = vec![1.0; 18];
        values[17] = 1000.0;
        // Whatever stands with it, it decides the mean.
        assert_eq!(spread(&exact(&values), 5), None);
        values[17] = 3.0;
        let found = spread(&exact(&values), 5).unwrap();
        // 3 is more than a quarter of 5 + 3, and not of 11 + 3.
        assert_eq!(found.bins.len(), 2);
        assert_eq!(found.bins[1].value, 1.167);
    }

    #[test]
    fn a_band_is_told_only_where_the_interval_tells_it() {
        let of = |value, reach| Band::of(Interval::around(value, reach), 2.0);
        assert_eq!(of(3.0, 0.5), Band::More);
        assert_eq!(of(3.0, 1.5), Band::Alike);
        assert_eq!(of(1.0, 0.5), Band::Less);
    }

    proptest! {
        #[test]
        fn steps_hold_everyone_once_and_enough(
            values in proptest::collection::vec(-5.0..20.0_f64, 0..300),
            least in 5_u64..12,
        ) {
            let Some(found) = spread(&exact(&values), least) else { return Ok(()) };
            prop_assert!(found.people <= values.len() as u64);
            let stand: u64 = found.bins.iter().map(|b| b.people).sum();
            prop_assert_eq!(stand, found.people.min(MOST_PEOPLE));
            prop_assert!(found.bins.len() as u64 * (least + 1) <= values.len() as u64);
            prop_assert!(found.bins.windows(2).all(|w| w[0].value <= w[1].value));
        }
    }
}
