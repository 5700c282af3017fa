//! How far false donors could have moved the headline: if some of the workers
//! counted were made up, what would the figures of the others be at the
//! outside?

use crate::gap::Person;
use capstan_stats::disclosure::Limits;
use serde::{Deserialize, Serialize};

/// The figures of the true donors, at the outside, if so many were false. Beside
/// the figures of all, exact limits would tell how much the few most extreme
/// workers gained or lost, so they are further out by up to a step.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Falsified {
    /// The share of donors that is false, 0 to 1.
    pub share: f64,
    /// How many donors that is.
    pub donors: usize,
    /// The lowest and highest share cut of the others.
    pub cut: [f64; 2],
    /// The lowest and highest mean of their relative changes; none if that of
    /// all may not be shown.
    pub worker_mean: Option<[f64; 2]>,
    /// The lowest and highest change of all that the rule gives; none if that
    /// of all may not be shown.
    pub of_pay: Option<[f64; 2]>,
}

/// The shares of false donors that are looked at.
pub const SHARES: [f64; 4] = [0.01, 0.05, 0.1, 0.2];

/// The steps of limits, as shares.
const STEPS: [f64; 5] = [0.01, 0.02, 0.05, 0.1, 0.2];

/// The step of limits without so many donors. The difference from the figure of
/// all tells the sum of these donors' parts to a step for each of those `left`:
/// for fewer than `limits` allow a figure about, that is to leave the mean of
/// theirs open by as much of what they were paid as the p%-rule says.
fn step(donors: usize, left: usize, limits: &Limits) -> f64 {
    let told = |step: f64| step * left as f64 / donors as f64;
    let safe = |step: &f64| donors >= limits.people || told(*step) >= limits.near;
    STEPS.into_iter().find(safe).unwrap_or(1.0)
}

/// An interval with limits at whole steps, outside of it.
fn outside([low, high]: [f64; 2], step: f64) -> [f64; 2] {
    // What is at a step but for rounding is at it.
    let down = |x: f64| (x / step + 1e-9).floor() * step;
    [down(low), 0.0 - down(-high)]
}

/// The figures at the outside, for each of [`SHARES`] that is at least one
/// donor.
pub fn falsified(people: &[Person<'_>], margin: f64, limits: &Limits) -> Vec<Falsified> {
    let changes: Vec<f64> = people.iter().map(Person::relative).collect();
    let all = people.len();
    let cut = changes.iter().filter(|c| **c < -margin).count();
    let mut sorted = changes;
    sorted.sort_by(f64::total_cmp);
    let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len() as f64;
    let pay: Vec<[f64; 2]> = people.iter().map(|p| [p.difference(), p.by_rule]).collect();
    SHARES
        .into_iter()
        .map(|share| (share, (share * all as f64).floor() as usize))
        .filter(|&(_, donors)| donors > 0 && donors < all)
        .map(|(share, donors)| {
            let left = all - donors;
            let of_left = |n: usize| n as f64 / left as f64;
            let negated: Vec<[f64; 2]> = pay.iter().map(|[d, f]| [-d, *f]).collect();
            let step = step(donors, left, limits);
            Falsified {
                share,
                donors,
                cut: [of_left(cut.saturating_sub(donors)), of_left(cut.min(left))],
                worker_mean: Some(outside(
                    [mean(&sorted[..left]), mean(&sorted[donors..])],
                    step,
                )),
                of_pay: Some(outside(
                    [-highest(&negated, donors), highest(&pay, donors)],
                    step,
                )),
            }
        })
        .collect()
}

/// The highest ratio of sums after `without` of the pairs are taken away, by
/// Dinkelbach's method (1967, doi:10.1287/mnsc.13.7.492): with the best ratio
/// so far, those are taken away that hold it down most.
fn highest(pairs: &[[f64; 2]], without: usize) -> f64 {
    let ratio = |kept: &[[f64; 2]]| {
        let sum = |n: usize| kept.iter().map(|p| p[n]).sum::<f64>();
        sum(0) / sum(1)
    };
    let mut sorted = pairs.to_vec();
    let mut best = ratio(&sorted);
    loop {
        sorted.sort_by(|a, b| (a[0] - best * a[1]).total_cmp(&(b[0] - best * b[1])));
        let found = ratio(&sorted[without..]);
        if found <= best {
            return best;
        }
        best = found;
    }
}

/// The smallest share of false donors that could be all there is to `what`
/// being on its side of `limit`: with them taken away, it is on the other or
/// at it. Nothing if no share below all of them could.
pub fn breakdown(values: &[f64], limit: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    let above = sorted.iter().sum::<f64>() > limit * sorted.len() as f64;
    sorted.sort_by(|a, b| {
        if above {
            b.total_cmp(a)
        } else {
            a.total_cmp(b)
        }
    });
    let mut sum: f64 = sorted.iter().sum();
    for (n, value) in sorted.iter().enumerate() {
        let mean = sum / (sorted.len() - n) as f64;
        if (above && mean <= limit) || (!above && mean >= limit) {
            return Some(n as f64 / sorted.len() as f64);
        }
        sum -= value;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Job;
    use crate::verdict::tests::person;
    use proptest::prelude::*;

    #[test]
    fn the_outside_by_hand() {
        // Ten workers: four lose 1 of 10, six gain 1 of 10. One is false.
        let job = Job::default();
        let people: Vec<Person<'_>> = (0..10)
            .map(|n| person(&job, &[if n < 4 { -1.0 } else { 1.0 }; 5]))
            .collect();
        let found = falsified(&people, 0.01, &Limits::default());
        assert_eq!(found.iter().map(|f| f.donors).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found[0].cut, [3.0 / 9.0, 4.0 / 9.0]);
        let near = |a: Option<[f64; 2]>, b: [f64; 2]| {
            let a = a.expect("limits");
            (a[0] - b[0]).abs() < 1e-12 && (a[1] - b[1]).abs() < 1e-12
        };
        // Between 0.1 and 0.3 of 9, in steps of 2 %: nine of these are 18 %.
        assert!(near(found[0].worker_mean, [0.0, 0.04]), "{found:?}");
        assert!(near(found[0].of_pay, [0.0, 0.04]));
        // Between 0 and 0.4 of 8, in steps of 5 %: four of these are 20 %.
        assert!(near(found[1].of_pay, [0.0, 0.05]));
    }

    #[test]
    fn the_share_that_turns_a_mean() {
        // Without three of the six that gain, the mean of 4 and 3 is below 0;
        // without two it is 0.
        let values: Vec<f64> = (0..10).map(|n| if n < 4 { -1.0 } else { 1.0 }).collect();
        assert_eq!(breakdown(&values, 0.0), Some(0.2));
        assert_eq!(breakdown(&[-1.0, -2.0, 0.5], 0.0), Some(2.0 / 3.0));
        assert_eq!(breakdown(&[1.0, 2.0], 0.0), None);
        assert_eq!(breakdown(&[0.0], 0.0), Some(0.0));
    }

    proptest! {
        /// The adversary takes the mean of the others from that of all: what is
        /// left, the mean of the few most extreme, is open by 15 points.
        #[test]
        fn the_limits_do_not_tell_about_the_few_most_extreme(
            left in 8_usize..400, share in 0_usize..4,
        ) {
            let limits = Limits::default();
            let donors = ((left as f64 * SHARES[share] / (1.0 - SHARES[share])) as usize).max(1);
            let step = step(donors, left, &limits);
            let open = step * left as f64 / donors as f64;
            prop_assert!(donors >= limits.people || open >= limits.near);
            for x in [-0.0731, 0.0, 0.05, 0.1249] {
                let [low, high] = outside([x, x], step);
                prop_assert!(low <= x + 1e-8 && x <= high + 1e-8);
                prop_assert!(high - low <= step * (1.0 + 1e-6));
                prop_assert!(((low / step).round() - low / step).abs() < 1e-6);
            }
        }

        /// Against all ways to take some away.
        #[test]
        fn the_highest_ratio_is_the_highest(
            pairs in proptest::collection::vec((-20.0..20.0_f64, 0.5..30.0_f64), 2..9),
            without in 0_usize..4,
        ) {
            let pairs: Vec<[f64; 2]> = pairs.into_iter().map(|(a, b)| [a, b]).collect();
            let without = without.min(pairs.len() - 1);
            let best = (0..1_u32 << pairs.len())
                .filter(|set| set.count_ones() as usize == without)
                .map(|set| {
                    let kept = || (0..pairs.len()).filter(|n| set >> n & 1 == 0);
                    kept().map(|n| pairs[n][0]).sum::<f64>() / kept().map(|n| pairs[n][1]).sum::<f64>()
                })
                .fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((highest(&pairs, without) - best).abs() < 1e-9);
        }
    }
}
