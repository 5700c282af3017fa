//! Groups of records under nearest neighbours.
//!
//! Whoever is there, a test point looks at no more than its `k` nearest
//! records, and these are among the `k` nearest of each group. So only those
//! are kept, and asking what a subset of groups is worth takes the same work
//! however many records the groups have. A record may be in several groups,
//! and is there if one of them is; a record in none is there always, or never.

use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::knn::{Points, Records, Room, Rule, Share, scan};
use crate::owen::Unions;
use crate::sight::Sight;
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
    /// For each test point, group after group, and last those always there.
    tests: Vec<Vec<Near>>,
}

/// Points with their labels.
#[derive(Clone, Copy)]
pub struct Labelled<'a, P: ?Sized> {
    /// The features.
    pub points: &'a P,
    /// The label of each.
    pub labels: &'a [u32],
}

/// Takes down what is near each test point.
struct Taker<'a> {
    records: &'a [u32],
    tests: &'a [u32],
    /// The groups of each record.
    of: Vec<Vec<u32>>,
    /// How many records of each list can matter.
    wanted: Vec<usize>,
    taken: Vec<OnceLock<Vec<Near>>>,
}

impl Rule for Taker<'_> {
    fn spread(
        &self,
        test: usize,
        row: &mut [f32],
        room: &mut Room<'_>,
    ) -> Result<Share, ValueError> {
        let mut lists = vec![Near::new(); self.wanted.len()];
        let mut open: usize = self.wanted.iter().sum();
        for (place, n) in (0u32..).zip(room.near(row)?) {
            let right = self.records[n.record()] == self.tests[test];
            for &group in &self.of[n.record()] {
                let list = &mut lists[group as usize];
                if list.len() < self.wanted[group as usize] {
                    list.push(place << 1 | u32::from(right));
                    open -= 1;
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
    /// The game of `groups` (the numbers of their records) for `k` neighbours,
    /// where the records of `always` are there whoever else is.
    ///
    /// # Errors
    /// If `k` is 0, there are no groups, or 2^31 records.
    pub fn new(
        records: Labelled<'_, dyn Records + '_>,
        tests: Labelled<'_, Points<'_>>,
        (groups, always): (&[Vec<u32>], &[u32]),
        k: usize,
    ) -> Result<Self, ValueError> {
        let many = records.points.len();
        if k == 0 || groups.is_empty() || many >= 1 << 31 {
            return Err(ValueError::Range {
                name: "groups",
                found: format!("{} groups of {many} records for k = {k}", groups.len()),
                expected: "at least one group and one neighbour, and fewer than 2^31 records"
                    .to_owned(),
            });
        }
        let mut of = vec![Vec::new(); many];
        let lists = groups.iter().map(Vec::as_slice).chain([always]);
        let mut wanted = vec![0; groups.len() + 1];
        for (number, list) in (0u32..).zip(lists) {
            for &record in list {
                if !of[record as usize].contains(&number) {
                    of[record as usize].push(number);
                    wanted[number as usize] = k.min(wanted[number as usize] + 1);
                }
            }
        }
        let taker = Taker {
            records: records.labels,
            tests: tests.labels,
            of,
            wanted,
            taken: (0..tests.points.len).map(|_| OnceLock::new()).collect(),
        };
        scan(records.points, *tests.points, &taker)?;
        let taken = taker.taken.into_iter();
        Ok(Self {
            k,
            groups: groups.len(),
            tests: taken.map(|t| t.into_inner().unwrap_or_default()).collect(),
        })
    }

    /// Takes those of `list` in that are among the `k` nearest; a record in
    /// both counts once.
    fn take(&self, near: &mut Near, list: &[u32]) {
        for &n in list {
            let full = near.len() == self.k;
            if full && near.last().is_some_and(|&last| last <= n) {
                break;
            }
            if let Err(at) = near.binary_search(&n) {
                if full {
                    near.pop();
                }
                near.insert(at, n);
            }
        }
    }

    fn share(&self, near: &[u32]) -> f64 {
        near.iter().map(|n| f64::from(n & 1)).sum::<f64>() / self.k as f64
    }

    /// What `coalition` is worth for one test point.
    fn worth_at(&self, test: usize, coalition: &Coalition) -> f64 {
        let lists = &self.tests[test];
        let mut near = lists[self.groups].clone();
        coalition
            .iter()
            .for_each(|g| self.take(&mut near, &lists[g]));
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
        let mut near = self.tests[test][self.groups].clone();
        let mut before = self.share(&near);
        for &group in order {
            self.take(&mut near, &self.tests[test][group]);
            let worth = self.share(&near);
            out[group] += worth - before;
            before = worth;
        }
    }

    /// Shapley values from `draws` orders, each with its reverse, that keep
    /// the groups of a union together, in each view of `sight`; the interval
    /// is over test points and orders, and open for a group that is not seen.
    pub fn drawn(
        &self,
        stream: &Stream,
        draws: u64,
        unions: &Unions,
        sight: &Sight,
    ) -> Vec<Vec<Interval>> {
        let orders: Vec<Vec<usize>> = (0..draws.max(2))
            .map(|draw| unions.order(stream, draw))
            .collect();
        let (tests, n) = (self.tests.len(), orders.len());
        // For each order the sum over test points that count, and for each test
        // point the mean over orders; a few test points at a time, for memory.
        let views = sight.views().len();
        let mut by_order = vec![vec![vec![0.0; n]; self.groups]; views];
        let mut by_test = vec![Vec::with_capacity(tests); self.groups];
        for start in (0..tests).step_by(AT_ONCE) {
            let some: Vec<Vec<Vec<f64>>> = (start..tests.min(start + AT_ONCE))
                .into_par_iter()
                .map(|test| orders.iter().map(|o| self.both_ways(test, o)).collect())
                .collect();
            for (test, walks) in (start..).zip(some) {
                for (group, by_test) in by_test.iter_mut().enumerate() {
                    let sum: f64 = walks.iter().map(|walk| walk[group]).sum();
                    by_test.push(sum / n as f64);
                    for (view, by_order) in by_order.iter_mut().enumerate() {
                        if sight.counts(view, group, test) {
                            let sums = by_order[group].iter_mut().zip(&walks);
                            sums.for_each(|(sum, walk)| *sum += walk[group]);
                        }
                    }
                }
            }
        }
        let value = |view: usize, group: usize, by_order: &[f64]| {
            if !sight.seen(view, group) {
                return Interval::around(0.0, f64::INFINITY);
            }
            let by_test = sight.of(view, group, &by_test[group]);
            let counted = by_test.len() as f64;
            let by_order: Vec<f64> = by_order.iter().map(|sum| sum / counted).collect();
            let ((mean, of_orders), (_, of_tests)) = (mean_of(&by_order), mean_of(&by_test));
            let parts = [(of_orders, n as f64 - 1.0), (of_tests, counted - 1.0)];
            let reach = t95(satterthwaite(&parts)) * (of_orders + of_tests).sqrt();
            Interval::around(mean, reach)
        };
        let views = by_order.iter().enumerate();
        views
            .map(|(view, groups)| {
                let groups = groups.iter().enumerate();
                groups.map(|(group, by)| value(view, group, by)).collect()
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

    fn parts(&self, coalition: &Coalition, _: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
        let tests = 0..self.tests.len();
        Ok(tests.map(|test| self.worth_at(test, coalition)).collect())
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
    use crate::exact::{Semivalue, semivalues, worths};
    use proptest::prelude::*;

    /// Records and test points on a line, in three classes.
    struct Line {
        records: (Vec<f32>, Vec<u32>),
        tests: (Vec<f32>, Vec<u32>),
        groups: Vec<Vec<u32>>,
        always: Vec<u32>,
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
                always: Vec::new(),
            }
        }

        fn of(&self, groups: &[Vec<u32>], k: usize) -> Result<KnnGroups, ValueError> {
            let (records, tests) = (points(&self.records), points(&self.tests));
            KnnGroups::new(
                Labelled {
                    points: &records,
                    labels: &self.records.1,
                },
                Labelled {
                    points: &tests,
                    labels: &self.tests.1,
                },
                (groups, &self.always),
                k,
            )
        }

        fn game(&self, k: usize) -> KnnGroups {
            self.of(&self.groups, k).unwrap()
        }

        /// The worth by looking at every record that is there.
        fn worth(&self, k: usize, mask: usize) -> f64 {
            let mut sum = 0.0;
            for (x, label) in self.tests.0.iter().zip(&self.tests.1) {
                let mut there: Vec<(f32, usize)> = (0..self.records.0.len())
                    .filter(|&r| {
                        let mut groups = (0..self.groups.len()).filter(|g| mask >> g & 1 == 1);
                        let always = self.always.contains(&(r as u32));
                        always || groups.any(|g| self.groups[g].contains(&(r as u32)))
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

    fn points(side: &(Vec<f32>, Vec<u32>)) -> Points<'_> {
        Points {
            width: 1,
            len: side.0.len(),
            cells: &side.0,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn only_the_nearest_of_each_group_matter(
            records in 1usize..40, tests in 1usize..6, groups in 1usize..5, k in 1usize..7,
            always: bool, seed: u64,
        ) {
            let mut line = Line::new(records, tests, groups, seed);
            if always {
                let in_none = |r: &u32| line.groups.iter().all(|g| !g.contains(r));
                line.always = (0..records as u32).filter(in_none).collect();
            }
            let found = worths(&line.game(k)).unwrap();
            for (mask, found) in found.iter().enumerate() {
                let wanted = line.worth(k, mask);
                prop_assert!((found - wanted).abs() < 1e-12, "{mask}: {found} {wanted}");
            }
        }
    }

    #[test]
    fn drawn_values_come_to_those_counted_out() {
        let line = Line::new(200, 30, 6, 5);
        let game = line.game(5);
        let all = worths(&game).unwrap();
        let everyone = Sight::everyone();
        let drawn = game.drawn(&Stream::root(1), 300, &Unions::singles(6), &everyone);
        let drawn = &drawn[0];
        let sum: f64 = drawn.iter().map(|v| v.value).sum();
        assert!((sum - (all[63] - all[0])).abs() < 1e-9);
        for (a, b) in drawn.iter().zip(semivalues(&all, Semivalue::Shapley)) {
            assert!((a.value - b).abs() < 0.01, "{a:?} {b:?}");
            assert!(a.low < b && b < a.high);
        }
        // Of each test point alone, its own values spread over the mean.
        let mut each = vec![Vec::new(); 6];
        for test in 0..30 {
            let worth = |mask| game.worth_at(test, &Coalition::from_mask(6, mask));
            let worths: Vec<f64> = (0..64).map(worth).collect();
            let values = semivalues(&worths, Semivalue::Shapley);
            each.iter_mut().zip(values).for_each(|(e, v)| e.push(v));
        }
        for (a, each) in drawn.iter().zip(&each) {
            let reach = t95(29.0) * mean_of(each).1.sqrt();
            // Orders add a little to what test points spread.
            let ratio = a.reach() / reach;
            assert!((0.95..1.5).contains(&ratio), "{ratio}");
        }
    }

    #[test]
    fn unions_come_together() {
        let line = Line::new(60, 8, 4, 2);
        let game = line.game(3);
        let unions = Unions::new(&[0, 0, 1, 1]);
        let drawn = game.drawn(&Stream::root(3), 2000, &unions, &Sight::everyone());
        for (player, value) in drawn[0].iter().enumerate() {
            let terms = unions.owen(player).unwrap();
            let wanted = crate::groups::total(&game, &terms).unwrap();
            assert!((value.value - wanted).abs() < 0.01, "{value:?} {wanted}");
        }
    }

    /// A view says of a group what only its test points would say.
    #[test]
    fn views_are_drawn_from_the_same_orders() {
        let line = Line::new(60, 20, 3, 2);
        let (game, unions) = (line.game(3), Unions::singles(3));
        let points = crate::oracle::Points {
            players: 3,
            tests: 20,
        };
        let sight = points.sight(&crate::oracle::Points::VIEWS);
        let drawn = game.drawn(&Stream::root(3), 50, &unions, &sight);
        for (view, found) in sight.views().iter().zip(&drawn) {
            for (group, got) in found.iter().enumerate() {
                let counted = points.counted(*view, group);
                let some = counted.iter();
                let tests = some.map(|&t| (line.tests.0[t], line.tests.1[t])).unzip();
                let alone = Line {
                    records: line.records.clone(),
                    tests,
                    groups: line.groups.clone(),
                    always: Vec::new(),
                };
                let wanted = alone.game(3);
                let wanted = wanted.drawn(&Stream::root(3), 50, &unions, &Sight::everyone());
                let wanted = wanted[0][group];
                assert!((got.value - wanted.value).abs() < 1e-12, "{view} {group}");
                assert!((got.high - wanted.high).abs() < 1e-9, "{view} {group}");
            }
        }
    }

    #[test]
    fn what_is_no_game_is_refused() {
        let line = Line::new(5, 2, 2, 1);
        assert!(line.of(&line.groups, 0).is_err());
        assert!(line.of(&[], 1).is_err());
    }
}
