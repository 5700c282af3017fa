//! Soft labels: a subset is worth the share of right labels among its `k`
//! nearest records, or among all of it where it is smaller; nobody is worth
//! one guess among the classes.

use super::kinds::Kinds;
use super::sides::{Descent, Steps};
use super::{Room, Rule, Share, checked_k};
use crate::error::ValueError;

/// Shapley values of soft-label neighbours (Wang and Jia 2023,
/// arXiv:2304.04258), in a form that holds for any number of records.
#[derive(Clone, Debug)]
pub struct Soft<'a> {
    kinds: Kinds<'a>,
    tests: &'a [u32],
    k: usize,
    /// What nobody is worth.
    guess: f64,
    /// What each place adds to the one behind it, if it is right and that one
    /// is not.
    steps: Steps,
    /// 1/2 + 1/3 + .. up to `k` or the number of records.
    beyond_one: f64,
}

impl<'a> Soft<'a> {
    /// For records and test points with these labels, of `classes` classes.
    ///
    /// # Errors
    /// If `k` is 0.
    pub fn new(
        labels: &'a [u32],
        tests: &'a [u32],
        k: usize,
        classes: usize,
    ) -> Result<Self, ValueError> {
        let n = labels.len();
        let most = checked_k(k)?.min(n);
        let beyond_one: f64 = (2..=most).map(|j| 1.0 / j as f64).sum();
        Ok(Self {
            kinds: Kinds::new(labels),
            tests,
            k,
            guess: 1.0 / classes.max(1) as f64,
            steps: Steps::Share {
                k: most,
                more: beyond_one / (n as f64 - 1.0).max(1.0),
            },
            beyond_one,
        })
    }
}

impl Rule for Soft<'_> {
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
        let n = row.len() as f64;
        let last = |own: f64, all: f64| {
            let mut value = (own - self.guess) / n;
            if n > 1.0 {
                value += (own - (all - own) / (n - 1.0)) * self.beyond_one / n;
            }
            value
        };
        let most = self.k.min(row.len());
        let right = descent.values(row, last, most, room)?;
        let worth = right as f64 / most as f64;
        Ok(Share {
            worth,
            sum: Some(worth - self.guess),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knn::testing::{alike, spread};
    use crate::oracle::{self, Q};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_are_those_of_counting_out(
            right in prop::collection::vec(0u32..2, 1..8), k in 1usize..9, classes in 2usize..5,
        ) {
            let n = right.len();
            let exact = oracle::shapley(n, |mask| {
                let there: Vec<usize> = (0..n).filter(|i| mask >> i & 1 == 1).take(k).collect();
                if there.is_empty() {
                    return Q::new(1, classes as i128);
                }
                let sum = there.iter().map(|&i| i128::from(right[i])).sum();
                Q::new(sum, there.len() as i128)
            });
            let soft = Soft::new(&right, &[1], k, classes).unwrap();
            let (out, share) = spread(&soft, n);
            alike(&out, &exact)?;
            let sum: f64 = out.iter().map(|&x| f64::from(x)).sum();
            prop_assert!((sum - share.sum.unwrap()).abs() < 1e-6);
        }
    }
}
