//! Regression: a subset is worth minus the squared error of the sum of its `k`
//! nearest targets over `k`; nobody predicts 0.

use super::{Neighbour, Room, Rule, Share, checked_k};
use crate::error::ValueError;

/// Shapley values of nearest-neighbour regression (Jia and others 2019,
/// arXiv:1908.08619, theorem 6), with the worth of nobody, which the paper
/// leaves out, and in the form of a quadratic game where there are no more
/// records than neighbours.
#[derive(Clone, Debug)]
pub struct Regression<'a> {
    targets: &'a [f64],
    tests: &'a [f64],
    k: usize,
}

impl<'a> Regression<'a> {
    /// For records and test points with these targets.
    ///
    /// # Errors
    /// If `k` is 0.
    pub fn new(targets: &'a [f64], tests: &'a [f64], k: usize) -> Result<Self, ValueError> {
        Ok(Self {
            targets,
            tests,
            k: checked_k(k)?,
        })
    }
}

impl Rule for Regression<'_> {
    fn spread(
        &self,
        test: usize,
        out: &mut [f32],
        room: &mut Room<'_>,
    ) -> Result<Share, ValueError> {
        let near = room.near(out)?;
        let (goal, k, n) = (self.tests[test], self.k as f64, near.len());
        let y = |at: usize| self.targets[near[at].record()] / k;
        let nearest: f64 = (0..n.min(self.k)).map(y).sum();
        let worth = -(nearest - goal).powi(2);
        if n <= self.k {
            // -(sum - goal)² is a sum over pairs, each shared by halves.
            for (at, place) in near.iter().enumerate() {
                out[place.record()] = (-y(at) * (nearest - 2.0 * goal)) as f32;
            }
        } else {
            self.descend(near, goal, out);
        }
        Ok(Share {
            worth,
            sum: Some(worth + goal * goal),
        })
    }
}

impl Regression<'_> {
    /// The values from the farthest to the nearest of more than `k` records.
    fn descend(&self, near: &[Neighbour], goal: f64, out: &mut [f32]) {
        let (k, n) = (self.k as f64, near.len());
        let y = |at: usize| self.targets[near[at].record()] / k;
        // Of records nearer than the one at hand.
        let mut nearer: f64 = (0..n - 1).map(y).sum();
        // Of records two or more places behind it, each with its weight.
        let mut behind = 0.0;
        let last = y(n - 1);
        let mean = if n > 1 {
            nearer / (n as f64 - 1.0)
        } else {
            0.0
        };
        let mut value = -(k - 1.0) / n as f64 * last * (last - 2.0 * goal + k * mean)
            - (last - goal).powi(2) / n as f64
            + goal * goal / n as f64;
        out[near[n - 1].record()] = value as f32;
        for at in (0..n - 1).rev() {
            // Places count from 1 in the paper.
            let i = at as f64 + 1.0;
            let (own, next) = (y(at), y(at + 1));
            nearer -= own;
            if at + 2 < n {
                let l = i + 2.0;
                let weight = k.min(l - 1.0) * (k - 1.0).min(l - 2.0) / ((l - 1.0) * (l - 2.0));
                behind += weight * y(at + 2);
            }
            let within = k.min(i);
            let ahead = if at > 0 {
                (within - 1.0) / (i - 1.0) * nearer
            } else {
                0.0
            };
            let expected = ahead + own + next + behind * i / within;
            value += (next - own) * (within / i) * (expected - 2.0 * goal);
            out[near[at].record()] = value as f32;
        }
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
            targets in prop::collection::vec(-5i32..6, 1..8), goal in -5i32..6, k in 1usize..9,
        ) {
            let n = targets.len();
            let exact = oracle::shapley(n, |mask| {
                let there = (0..n).filter(|i| mask >> i & 1 == 1).take(k);
                let sum = there.map(|i| i128::from(targets[i])).sum();
                let error = Q::new(sum, k as i128) - Q::from(i128::from(goal));
                -error * error
            });
            let floats: Vec<f64> = targets.iter().map(|&t| f64::from(t)).collect();
            let goals = [f64::from(goal)];
            let rule = Regression::new(&floats, &goals, k).unwrap();
            let (out, share) = spread(&rule, n);
            alike(&out, &exact)?;
            let sum: f64 = out.iter().map(|&x| f64::from(x)).sum();
            prop_assert!((sum - share.sum.unwrap()).abs() < 1e-4);
        }
    }
}
