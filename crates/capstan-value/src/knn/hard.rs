//! Plain neighbours: a subset is worth the share of `k` that its `k` nearest
//! records with the right label make up; nobody is worth 0.

use super::kinds::Kinds;
use super::sides::{Descent, Steps};
use super::{Room, Rule, Share, checked_k};
use crate::error::ValueError;
use crate::exact::Semivalue;

/// Semivalues of plain nearest neighbours (Jia and others 2019,
/// arXiv:1908.08619, for Shapley; the table of chances carries the others).
///
/// From far to near, `value[i] = value[i + 1] + (right[i] - right[i + 1]) / k *
/// chance[i]`, starting from `right[n] / k * chance[n]`.
#[derive(Clone, Debug)]
pub struct Hard<'a> {
    kinds: Kinds<'a>,
    tests: &'a [u32],
    k: usize,
    /// The chance of each place, divided by `k`.
    steps: Steps,
    shares: bool,
}

impl<'a> Hard<'a> {
    /// For records and test points with these labels, under `rule`.
    ///
    /// # Errors
    /// If `k` is 0.
    pub fn new(
        labels: &'a [u32],
        tests: &'a [u32],
        k: usize,
        rule: Semivalue,
    ) -> Result<Self, ValueError> {
        let k = checked_k(k)?;
        let steps = match rule {
            Semivalue::Shapley => Steps::Share { k, more: 0.0 },
            _ => {
                let mut steps = chances(rule, labels.len(), k);
                let some = steps.iter().rposition(|&c| c > 0.0).map_or(0, |at| at + 1);
                steps.truncate(some);
                steps.shrink_to_fit();
                steps.iter_mut().for_each(|c| *c /= k as f64);
                Steps::List(steps)
            }
        };
        Ok(Self {
            kinds: Kinds::new(labels),
            tests,
            k,
            steps,
            shares: matches!(rule, Semivalue::Shapley),
        })
    }
}

impl Rule for Hard<'_> {
    fn spread(
        &self,
        test: usize,
        row: &mut [f32],
        room: &mut Room<'_>,
    ) -> Result<Share, ValueError> {
        let descent = Descent {
            kinds: &self.kinds,
            right: self.tests[test],
            steps: &self.steps,
        };
        let least = self.steps.at(row.len() - 1);
        let right = descent.values(row, |own, _| own * least, self.k, room)?;
        let worth = right as f64 / self.k as f64;
        Ok(Share {
            worth,
            sum: self.shares.then_some(worth),
        })
    }
}

/// For each place from near to far, of `n`, the chance that fewer than `k`
/// nearer records are there, when each record is there as `rule` draws it.
pub fn chances(rule: Semivalue, n: usize, k: usize) -> Vec<f64> {
    match rule {
        Semivalue::Shapley => (1..=n).map(|i| k.min(i) as f64 / i as f64).collect(),
        Semivalue::LeaveOneOut => (1..=n).map(|i| f64::from(u8::from(i <= k))).collect(),
        Semivalue::Banzhaf => counted(n, k, |_, _| 0.5),
        // An urn in which each draw makes its like more likely.
        Semivalue::Beta { a, b } => {
            counted(n, k, |there, of| (b + there as f64) / (a + b + of as f64))
        }
    }
}

/// The same, from the probability `next` that the next record is there when
/// `there` of `of` are.
fn counted(n: usize, k: usize, next: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    // How likely it is that exactly 0, 1, .. nearer ones are there.
    let mut count = vec![0.0; k.min(n.max(1))];
    count[0] = 1.0;
    (0..n)
        .map(|nearer| {
            let chance = count.iter().sum::<f64>().min(1.0);
            for there in (0..count.len()).rev() {
                let stays = count[there] * (1.0 - next(there, nearer));
                let comes = match there {
                    0 => 0.0,
                    _ => count[there - 1] * next(there - 1, nearer),
                };
                count[there] = stays + comes;
            }
            chance
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knn::testing::{alike, spread};
    use crate::oracle::{self, Q};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_are_those_of_counting_out(right in prop::collection::vec(0u32..2, 1..8), k in 1usize..9) {
            let n = right.len();
            let v = |mask: usize| {
                let there = (0..n).filter(|i| mask >> i & 1 == 1).take(k);
                Q::new(there.map(|i| i128::from(right[i])).sum(), k as i128)
            };
            for (rule, exact) in [
                (Semivalue::Shapley, oracle::shapley(n, v)),
                (Semivalue::Banzhaf, oracle::banzhaf(n, v)),
                (Semivalue::Beta { a: 4.0, b: 1.0 }, oracle::beta(n, 4, 1, v)),
                (Semivalue::Beta { a: 2.0, b: 3.0 }, oracle::beta(n, 2, 3, v)),
                (Semivalue::LeaveOneOut, oracle::leave_one_out(n, v)),
            ] {
                let hard = Hard::new(&right, &[1], k, rule).unwrap();
                alike(&spread(&hard, n).0, &exact)?;
            }
        }
    }

    #[test]
    fn fewer_records_than_neighbours_share_what_they_are_worth() {
        // Two of three are right, and five are looked for.
        let hard = Hard::new(&[1, 1, 0], &[1], 5, Semivalue::Shapley).unwrap();
        let (out, share) = spread(&hard, 3);
        assert_eq!(share.worth, 0.4);
        assert_eq!(out, [0.2, 0.2, 0.0]);
    }

    #[test]
    fn the_chances_of_a_long_list_stay_chances() {
        let banzhaf = chances(Semivalue::Banzhaf, 5000, 5);
        assert_eq!(banzhaf[..5], [1.0; 5]);
        assert!((banzhaf[5] - 31.0 / 32.0).abs() < 1e-15);
        assert_eq!(banzhaf[4999], 0.0);
        let beta = chances(Semivalue::Beta { a: 1.0, b: 1.0 }, 5000, 5);
        for (b, s) in beta.iter().zip(chances(Semivalue::Shapley, 5000, 5)) {
            assert!((b - s).abs() < 1e-12);
        }
    }

    #[test]
    fn no_neighbours_are_refused() {
        assert!(Hard::new(&[1], &[1], 0, Semivalue::Shapley).is_err());
    }
}
