//! How far false donors could have moved the headline: if some of the workers
//! counted were made up, what would the figures of the others be at the
//! outside?

use crate::gap::Person;
use serde::{Deserialize, Serialize};

/// The figures of the true donors, at the outside, if so many were false.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Falsified {
    /// The share of donors that is false, 0 to 1.
    pub share: f64,
    /// How many donors that is.
    pub donors: usize,
    /// The lowest and highest share cut of the others.
    pub cut: [f64; 2],
    /// The lowest and highest mean of their relative changes.
    pub worker_mean: [f64; 2],
    /// The lowest and highest change of all that the rule gives.
    pub of_pay: [f64; 2],
}

/// The shares of false donors that are looked at.
pub const SHARES: [f64; 4] = [0.01, 0.05, 0.1, 0.2];

/// The figures at the outside, for each of [`SHARES`] that is at least one
/// donor.
pub fn falsified(people: &[Person<'_>], margin: f64) -> Vec<Falsified> {
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
            Falsified {
                share,
                donors,
                cut: [of_left(cut.saturating_sub(donors)), of_left(cut.min(left))],
                worker_mean: [mean(&sorted[..left]), mean(&sorted[donors..])],
                of_pay: [-highest(&negated, donors), highest(&pay, donors)],
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
        let found = falsified(&people, 0.01);
        assert_eq!(found.iter().map(|f| f.donors).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(found[0].cut, [3.0 / 9.0, 4.0 / 9.0]);
        let near =
            |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() < 1e-12 && (a[1] - b[1]).abs() < 1e-12;
        assert!(near(found[0].worker_mean, [0.1 / 9.0, 0.3 / 9.0]));
        assert!(near(found[0].of_pay, [0.1 / 9.0, 0.3 / 9.0]));
        assert!(near(found[1].of_pay, [0.0, 0.4 / 8.0]));
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
