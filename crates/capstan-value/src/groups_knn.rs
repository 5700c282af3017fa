//! Groups of records under nearest neighbours.
//!
//! Whoever is there, a test point looks at no more than its `k` nearest
//! records, and these are among the `k` nearest of each group. So only those
//! are kept, and asking what a subset of groups is worth takes the same work
//! however many records the groups have. A record may be in several groups,
//! and is there if one of them is; a record in none never is.

use crate::error::ValueError;
use crate::exact::{MOST, Semivalue, semivalues};
use crate::game::{Coalition, Game};
use crate::knn::{Neighbour, Points, Rule, Share, scan};
use crate::owen::Unions;
use crate::value::Value;
use capstan_stats::Stream;
use capstan_stats::interval::{Interval, satterthwaite, t95};
use rayon::prelude::*;
use std::sync::OnceLock;

/// Test points that are walked through together.
const AT_ONCE: usize = 64;

/// The records of one group that can matter to one test point, near to far:
/// twice the place among all records, and 1 more if the label is right.
type Near = Vec<u32>;

/// A game of groups of records: a subset of groups is worth the share of `k`
/// that its `k` nearest records with the right label make up, as a mean over
/// test points.
#[derive(Debug)]
pub struct KnnGroups {
    k: usize,
    groups: usize,
    /// For each test point, group after group.
    tests: Vec<Vec<Near>>,
}

/// Records with their labels.
#[derive(Clone, Copy, Debug)]
pub struct Labelled<'a> {
    /// The features.
    pub points: Points<'a>,
    /// The label of each.
    pub labels: &'a [u32],
}

/// Takes down what is near each test point.
struct Taker<'a> {
    records: &'a [u32],
    tests: &'a [u32],
    /// The groups of each record.
    of: Vec<Vec<u32>>,
    k: usize,
    groups: usize,
    taken: Vec<OnceLock<Vec<Near>>>,
}

impl Rule for Taker<'_> {
    fn spread(&self, test: usize, near: &[Neighbour], _: &mut [f32]) -> Result<Share, ValueError> {
        let mut lists = vec![Near::new(); self.groups];
        let mut open = self.groups;
        for (place, n) in (0u32..).zip(near) {
            let right = self.records[n.record()] == self.tests[test];
            for &group in &self.of[n.record()] {
                let list = &mut lists[group as usize];
                if list.len() < self.k {
                    list.push(place << 1 | u32::from(right));
                    open -= usize::from(list.len() == self.k);
                }
            }
            if open == 0 {
                break;
            }
        }
        // Each test point is asked once.
        let _ = self.taken[test].set(lists);
        Ok(Share {
            worth: 0.0,
            sum: None,
        })
    }
}

impl KnnGroups {
    /// The game of `groups` (the numbers of their records) for `k` neighbours.
    ///
    /// # Errors
    /// If `k` is 0, there are no groups, records or test points, or 2^31
    /// records.
    pub fn new(
        records: Labelled<'_>,
        tests: Labelled<'_>,
        groups: &[Vec<u32>],
        k: usize,
    ) -> Result<Self, ValueError> {
        if k == 0 || groups.is_empty() || records.points.len >= 1 << 31 {
            return Err(ValueError::Range {
                name: "groups",
                found: format!(
                    "{} groups of {} records for k = {k}",
                    groups.len(),
                    records.points.len
                ),
                expected: "at least one group and one neighbour, and fewer than 2^31 records"
                    .to_owned(),
            });
        }
        let mut of = vec![Vec::new(); records.points.len];
        for (number, group) in (0..).zip(groups) {
            for &record in group {
                if !of[record as usize].contains(&number) {
                    of[record as usize].push(number);
                }
            }
        }
        let taker = Taker {
            records: records.labels,
            tests: tests.labels,
            of,
            k,
            groups: groups.len(),
            taken: (0..tests.points.len).map(|_| OnceLock::new()).collect(),
        };
        scan(&records.points, tests.points, &taker)?;
        let taken = taker.taken.into_iter();
        Ok(Self {
            k,
            groups: groups.len(),
            tests: taken.map(|t| t.into_inner().unwrap_or_default()).collect(),
        })
    }

    /// The `k` nearest of two lists, near to far; a record in both counts once.
    fn nearest(&self, a: &[u32], b: &[u32]) -> Near {
        let mut out = Near::with_capacity(self.k);
        let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
        while out.len() < self.k {
            let next = match (a.peek(), b.peek()) {
                (Some(x), Some(y)) if x == y => {
                    b.next();
                    a.next()
                }
                (Some(x), Some(y)) if x > y => b.next(),
                (Some(_), _) => a.next(),
                (None, _) => b.next(),
            };
            match next {
                Some(&n) => out.push(n),
                None => break,
            }
        }
        out
    }

    fn share(&self, near: &[u32]) -> f64 {
        near.iter().map(|n| f64::from(n & 1)).sum::<f64>() / self.k as f64
    }

    /// What `coalition` is worth for one test point.
    fn worth_at(&self, test: usize, coalition: &Coalition) -> f64 {
        let lists = &self.tests[test];
        let near = coalition
            .iter()
            .fold(Near::new(), |near, g| self.nearest(&near, &lists[g]));
        self.share(&near)
    }

    /// What each group adds to those before it, for one test point: the mean of
    /// `order` and its reverse.
    fn both_ways(&self, test: usize, order: &[usize]) -> Vec<f64> {
        let back: Vec<usize> = order.iter().rev().copied().collect();
        let mut out = vec![0.0; self.groups];
        self.walk(test, order, &mut out);
        self.walk(test, &back, &mut out);
        out.iter_mut().for_each(|x| *x /= 2.0);
        out
    }

    /// Adds what each group adds to those before it in `order`.
    fn walk(&self, test: usize, order: &[usize], out: &mut [f64]) {
        let (mut near, mut before) = (Near::new(), 0.0);
        for &group in order {
            near = self.nearest(&near, &self.tests[test][group]);
            let worth = self.share(&near);
            out[group] += worth - before;
            before = worth;
        }
    }

    /// The semivalue of each group, counted out, with a t interval over test
    /// points; `id` names a group.
    ///
    /// # Errors
    /// [`ValueError::TooMany`] if there are more than [`MOST`] groups.
    pub fn exact(
        &self,
        rule: Semivalue,
        id: impl Fn(usize) -> String,
    ) -> Result<Vec<Value>, ValueError> {
        if self.groups > MOST {
            return Err(ValueError::TooMany {
                players: self.groups,
                most: MOST,
            });
        }
        let by_test: Vec<Vec<f64>> = (0..self.tests.len())
            .into_par_iter()
            .map(|test| {
                let worth = |mask| {
                    let subset = Coalition::from_mask(self.groups, mask);
                    self.worth_at(test, &subset)
                };
                let worths: Vec<f64> = (0..1u64 << self.groups).map(worth).collect();
                semivalues(&worths, rule)
            })
            .collect();
        let subsets = 1u64 << self.groups;
        let values = (0..self.groups).map(|group| {
            let each: Vec<f64> = by_test.iter().map(|v| v[group]).collect();
            let (mean, variance) = mean_of(&each);
            let reach = t95(each.len() as f64 - 1.0) * variance.sqrt();
            Value::new(id(group), Interval::around(mean, reach), subsets)
        });
        Ok(values.collect())
    }

    /// Shapley values from `draws` orders, each with its reverse; the interval
    /// is over test points and orders.
    pub fn drawn(&self, stream: &Stream, draws: u64, id: impl Fn(usize) -> String) -> Vec<Value> {
        let all = Unions::singles(self.groups);
        let orders: Vec<Vec<usize>> = (0..draws.max(2))
            .map(|draw| all.order(stream, draw))
            .collect();
        let (tests, n) = (self.tests.len(), orders.len());
        // For each order the mean over test points, for each test point the
        // mean over orders; a few test points at a time, for memory.
        let mut by_order = vec![vec![0.0; n]; self.groups];
        let mut by_test = vec![Vec::with_capacity(tests); self.groups];
        for start in (0..tests).step_by(AT_ONCE) {
            let some: Vec<Vec<Vec<f64>>> = (start..tests.min(start + AT_ONCE))
                .into_par_iter()
                .map(|test| orders.iter().map(|o| self.both_ways(test, o)).collect())
                .collect();
            for walks in some {
                for (group, (means, by_test)) in by_order.iter_mut().zip(&mut by_test).enumerate() {
                    let mut sum = 0.0;
                    for (mean, walk) in means.iter_mut().zip(&walks) {
                        *mean += walk[group] / tests as f64;
                        sum += walk[group];
                    }
                    by_test.push(sum / n as f64);
                }
            }
        }
        let values = by_order.iter().zip(&by_test).enumerate();
        values
            .map(|(group, (by_order, by_test))| {
                let ((mean, of_orders), (_, of_tests)) = (mean_of(by_order), mean_of(by_test));
                let parts = [(of_orders, n as f64 - 1.0), (of_tests, tests as f64 - 1.0)];
                let reach = t95(satterthwaite(&parts)) * (of_orders + of_tests).sqrt();
                Value::new(id(group), Interval::around(mean, reach), n as u64)
            })
            .collect()
    }
}

impl Game for KnnGroups {
    fn players(&self) -> usize {
        self.groups
    }

    fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError> {
        let tests = 0..self.tests.len();
        let sum: f64 = tests.map(|test| self.worth_at(test, coalition)).sum();
        Ok(sum / self.tests.len() as f64)
    }
}

/// A mean and its variance, which is infinite of one number.
fn mean_of(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    if n < 2.0 {
        return (mean, f64::INFINITY);
    }
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    (mean, squares / (n * (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::worths;
    use proptest::prelude::*;

    /// Records and test points on a line, in three classes.
    struct Line {
        records: (Vec<f32>, Vec<u32>),
        tests: (Vec<f32>, Vec<u32>),
        groups: Vec<Vec<u32>>,
    }

    impl Line {
        fn new(records: usize, tests: usize, groups: usize, seed: u64) -> Self {
            let stream = Stream::root(seed).child("line");
            let draw = |name: &str, n: usize| -> (Vec<f32>, Vec<u32>) {
                let stream = stream.child(name);
                let at = |i| (stream.uniform(i) * 20.0) as f32;
                let label = |i| (stream.child("label").uniform(i) * 3.0) as u32;
                (0..n as u64).map(|i| (at(i), label(i))).unzip()
            };
            let member = |g: u64, r: u64| stream.child("group").uniform(g * 1000 + r) < 0.4;
            Self {
                records: draw("records", records),
                tests: draw("tests", tests),
                groups: (0..groups as u64)
                    .map(|g| {
                        (0..records as u32)
                            .filter(|&r| member(g, u64::from(r)))
                            .collect()
                    })
                    .collect(),
            }
        }

        fn game(&self, k: usize) -> KnnGroups {
            KnnGroups::new(side(&self.records), side(&self.tests), &self.groups, k).unwrap()
        }

        /// The worth by looking at every record that is there.
        fn worth(&self, k: usize, mask: usize) -> f64 {
            let mut sum = 0.0;
            for (x, label) in self.tests.0.iter().zip(&self.tests.1) {
                let mut there: Vec<(f32, usize)> = (0..self.records.0.len())
                    .filter(|&r| {
                        let mut groups = (0..self.groups.len()).filter(|g| mask >> g & 1 == 1);
                        groups.any(|g| self.groups[g].contains(&(r as u32)))
                    })
                    .map(|r| ((self.records.0[r] - x).powi(2), r))
                    .collect();
                there.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                let near = there.iter().take(k);
                sum += near.filter(|(_, r)| self.records.1[*r] == *label).count() as f64;
            }
            sum / (k * self.tests.0.len()) as f64
        }
    }

    fn side(side: &(Vec<f32>, Vec<u32>)) -> Labelled<'_> {
        Labelled {
            points: Points {
                width: 1,
                len: side.0.len(),
                cells: &side.0,
            },
            labels: &side.1,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn only_the_nearest_of_each_group_matter(
            records in 1usize..40, tests in 1usize..6, groups in 1usize..5, k in 1usize..7, seed: u64,
        ) {
            let line = Line::new(records, tests, groups, seed);
            let found = worths(&line.game(k)).unwrap();
            for (mask, found) in found.iter().enumerate() {
                let wanted = line.worth(k, mask);
                prop_assert!((found - wanted).abs() < 1e-12, "{mask}: {found} {wanted}");
            }
        }
    }

    #[test]
    fn counted_out_and_drawn_values_agree() {
        let line = Line::new(200, 30, 6, 5);
        let game = line.game(5);
        let id = |g: usize| g.to_string();
        let all = worths(&game).unwrap();
        let shapley = game.exact(Semivalue::Shapley, id).unwrap();
        for (value, wanted) in shapley.iter().zip(semivalues(&all, Semivalue::Shapley)) {
            assert!((value.value - wanted).abs() < 1e-12);
            assert!(value.low < wanted && wanted < value.high);
        }
        let drawn = game.drawn(&Stream::root(1), 300, id);
        let sum: f64 = drawn.iter().map(|v| v.value).sum();
        assert!((sum - all[63]).abs() < 1e-9);
        for (a, b) in drawn.iter().zip(&shapley) {
            assert!((a.value - b.value).abs() < 0.01, "{a:?} {b:?}");
            // Orders add a little to what test points spread.
            let ratio = (a.high - a.low) / (b.high - b.low);
            assert!((0.95..1.5).contains(&ratio), "{ratio}");
        }
    }

    #[test]
    fn what_is_no_game_is_refused() {
        let line = Line::new(5, 2, 2, 1);
        let new = |groups: &[Vec<u32>], k| {
            KnnGroups::new(side(&line.records), side(&line.tests), groups, k)
        };
        assert!(new(&line.groups, 0).is_err());
        assert!(new(&[], 1).is_err());
        let many = vec![vec![0]; 21];
        let error = new(&many, 1)
            .unwrap()
            .exact(Semivalue::Shapley, |g| g.to_string());
        assert!(matches!(
            error,
            Err(ValueError::TooMany { players: 21, .. })
        ));
    }
}
