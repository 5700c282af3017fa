//! What everybody got in every world, and what follows from it with its
//! uncertainty.
//!
//! The worth of a subset is a ratio of sums over people. How far one person,
//! or one replicate, pulls it is known to first order, and a value is a sum of
//! worths, so its pulls are the same sum of theirs. The people who are tested
//! are drawn from a population and the folds of a replicate at random: both
//! spread a value, and so do the subsets where these are drawn (the
//! infinitesimal jackknife: Efron 1982, doi:10.1137/1.9781611970319).

use crate::game::Coalition;
use crate::groups::Terms;
use capstan_stats::Interval;
use capstan_stats::interval::{satterthwaite, t95};
use capstan_worlds::{METRICS, Outcome};
use std::collections::HashMap;

/// A sum of worths, by the places of the subsets in a [`Book`].
pub type Sum = Vec<(u32, f64)>;

/// The subsets whose worth is asked for, each once.
#[derive(Debug, Default)]
pub struct Book {
    subsets: Vec<Coalition>,
    places: HashMap<Coalition, u32>,
}

impl Book {
    /// The subsets, in the order in which they were first asked for.
    pub fn subsets(&self) -> &[Coalition] {
        &self.subsets
    }

    /// The place of a subset, which is written down if it is new.
    pub fn place(&mut self, subset: Coalition) -> u32 {
        let next = self.subsets.len() as u32;
        *self.places.entry(subset).or_insert_with_key(|subset| {
            self.subsets.push(subset.clone());
            next
        })
    }

    /// The same sum by places, each at most once.
    pub fn sum(&mut self, terms: Terms) -> Sum {
        let placed = terms.into_iter().map(|(s, w)| (self.place(s), w));
        gathered(placed.collect())
    }
}

/// Equal places become one, and those that cancel out go.
pub fn gathered(mut sum: Sum) -> Sum {
    sum.sort_by_key(|(place, _)| *place);
    sum.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    sum.retain(|(_, weight)| *weight != 0.0);
    sum
}

/// How often what is drawn was drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Draws {
    /// Nothing is drawn: every subset counts.
    None,
    /// The value is the mean of these.
    Mean(Vec<Sum>),
    /// The value is the mean worth of the first less that of the second.
    Between(Vec<u32>, Vec<u32>),
}

/// An estimate and where its uncertainty comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its variance: of the people who are tested, of replicates, of draws.
    pub variance: [f64; 3],
    /// The degrees of freedom of each.
    pub freedom: [f64; 3],
}

impl Estimate {
    /// The 95 % interval.
    pub fn interval(&self) -> Interval {
        let [a, b, c] = [0, 1, 2].map(|n| (self.variance[n], self.freedom[n]));
        let error = self.variance.iter().sum::<f64>().sqrt();
        Interval::around(self.value, t95(satterthwaite(&[a, b, c])) * error)
    }
}

impl Estimate {
    /// What it would be with `times` as many replicates and draws, as far as
    /// these tell: the people who are tested stay the same.
    pub fn with_more(&self, times: f64) -> Self {
        let [people, replicates, draws] = self.variance;
        let [of_people, of_replicates, of_draws] = self.freedom;
        let more = |freedom: f64| (freedom + 1.0) * times - 1.0;
        Self {
            value: self.value,
            variance: [people, replicates / times, draws / times],
            freedom: [of_people, more(of_replicates), more(of_draws)],
        }
    }
}

/// What everybody got of one metric in every world of a [`Book`].
#[derive(Debug)]
pub struct Ledger {
    metric: usize,
    people: usize,
    /// The denominators of each replicate: they do not depend on the world.
    exposure: Vec<Vec<f32>>,
    /// The numerators of each replicate, world after world.
    scores: Vec<Vec<f32>>,
}

impl Ledger {
    /// Of `replicates` replicates, without a world.
    pub fn new(metric: usize, people: usize, replicates: usize) -> Self {
        Self {
            metric,
            people,
            exposure: vec![Vec::new(); replicates],
            scores: vec![Vec::new(); replicates],
        }
    }

    /// What one world adds: numerators and denominators of all people.
    pub fn row(&self, outcome: &Outcome) -> [Vec<f32>; 2] {
        [0, 1].map(|part| {
            let people = outcome.people.iter();
            people.map(|sums| sums[part][self.metric]).collect()
        })
    }

    /// Adds the next world of a replicate.
    pub fn add(&mut self, replicate: usize, [scores, exposure]: [Vec<f32>; 2]) {
        self.scores[replicate].extend(scores);
        self.exposure[replicate] = exposure;
    }

    /// How many worlds there are.
    pub fn worlds(&self) -> usize {
        self.scores
            .iter()
            .map(|s| s.len() / self.people.max(1))
            .sum()
    }

    /// The sum of worths on the test data of those who are `seen`, with its
    /// uncertainty. `None` where the metric has nothing to go by.
    pub fn estimate(&self, sum: &[(u32, f64)], draws: &Draws, seen: &[bool]) -> Option<Estimate> {
        let exposure = Exposure::new(self, seen)?;
        let mut value = 0.0;
        let mut pulls = vec![0.0; self.people];
        let mut by_replicate = vec![0.0; self.scores.len()];
        for &(place, weight) in sum {
            let world = self.world(place, &exposure, seen);
            let slope = weight * world.slope / exposure.total;
            value += weight * world.worth;
            for (pull, (got, shown)) in pulls.iter_mut().zip(world.got.iter().zip(&exposure.of)) {
                *pull += slope * (got - world.ratio * shown);
            }
            for (pull, (got, shown)) in by_replicate
                .iter_mut()
                .zip(world.by_replicate.iter().zip(&exposure.by_replicate))
            {
                *pull += slope * (got - world.ratio * shown);
            }
        }
        let resting = exposure.of.iter().filter(|&&d| d > 0.0).count() as f64;
        let replicates = by_replicate.len() as f64;
        let (of_draws, freedom) = self.of_draws(draws, &exposure, seen);
        Some(Estimate {
            value,
            variance: [
                spread(&pulls, resting),
                spread(&by_replicate, replicates),
                of_draws,
            ],
            freedom: [resting - 1.0, replicates - 1.0, freedom],
        })
    }

    /// The worth of every subset on the test data of those who are `seen`, then
    /// the same without each of `blocks` blocks of people, then without each
    /// replicate, of two or more. `None` where the metric has nothing to go by,
    /// or nothing is left of it.
    pub fn left_out(&self, seen: &[bool], blocks: usize) -> Option<[Vec<Vec<f64>>; 3]> {
        Exposure::new(self, seen)?;
        let replicates = self.scores.len();
        let metric = &METRICS[self.metric];
        let by_block = |row: &[f32], all: bool| {
            let mut sums = vec![0.0; blocks];
            for (person, (&x, &seen)) in row.iter().zip(seen).enumerate() {
                if seen || all {
                    sums[person % blocks] += f64::from(x);
                }
            }
            sums
        };
        let shown: Vec<Vec<f64>> = self
            .exposure
            .iter()
            .map(|row| by_block(row, metric.of_everyone))
            .collect();
        let apart = if replicates > 1 { replicates } else { 0 };
        let mut out = [1, blocks, apart].map(|sets| vec![Vec::new(); sets]);
        for place in 0..self.worlds() / replicates {
            let start = place * self.people;
            let rows = self.scores.iter();
            let got: Vec<Vec<f64>> = rows
                .map(|scores| by_block(&scores[start..start + self.people], false))
                .collect();
            let worth = |block: Option<usize>, replicate: Option<usize>| {
                let sum = |of: &[Vec<f64>]| {
                    let kept = of.iter().enumerate().filter(|(r, _)| Some(*r) != replicate);
                    let blocks = kept.flat_map(|(_, row)| row.iter().enumerate());
                    let kept = blocks.filter(|(b, _)| Some(*b) != block);
                    kept.map(|(_, x)| x).sum::<f64>()
                };
                let ratio = sum(&got) / sum(&shown);
                let value = if metric.root { ratio.sqrt() } else { ratio };
                let signed = if metric.lower_is_better {
                    -value
                } else {
                    value
                };
                value.is_finite().then_some(signed)
            };
            out[0][0].push(worth(None, None)?);
            for (block, worths) in out[1].iter_mut().enumerate() {
                worths.push(worth(Some(block), None)?);
            }
            for (replicate, worths) in out[2].iter_mut().enumerate() {
                worths.push(worth(None, Some(replicate))?);
            }
        }
        Some(out)
    }

    fn world(&self, place: u32, exposure: &Exposure, seen: &[bool]) -> World {
        let metric = &METRICS[self.metric];
        let start = place as usize * self.people;
        let mut got = vec![0.0; self.people];
        let mut by_replicate = Vec::with_capacity(self.scores.len());
        for scores in &self.scores {
            let row = &scores[start..start + self.people];
            let mut all = 0.0;
            for ((got, &x), _) in got.iter_mut().zip(row).zip(seen).filter(|(_, s)| **s) {
                *got += f64::from(x);
                all += f64::from(x);
            }
            by_replicate.push(all);
        }
        let ratio = by_replicate.iter().sum::<f64>() / exposure.total;
        let value = if metric.root { ratio.sqrt() } else { ratio };
        // What data add is above 0 where they make the error smaller.
        let sign = if metric.lower_is_better { -1.0 } else { 1.0 };
        World {
            worth: sign * value,
            slope: sign * metric.slope(value),
            ratio,
            got,
            by_replicate,
        }
    }

    /// The variance that comes of drawing, and its degrees of freedom.
    fn of_draws(&self, draws: &Draws, exposure: &Exposure, seen: &[bool]) -> (f64, f64) {
        let worth = |place: u32| self.world(place, exposure, seen).worth;
        match draws {
            Draws::None => (0.0, f64::INFINITY),
            Draws::Mean(sums) => {
                let of = |sum: &Sum| sum.iter().map(|&(p, w)| w * worth(p)).sum::<f64>();
                let values: Vec<f64> = sums.iter().map(of).collect();
                (variance_of_mean(&values), values.len() as f64 - 1.0)
            }
            Draws::Between(with, without) => {
                let [a, b] = [with, without].map(|places| {
                    let values: Vec<f64> = places.iter().map(|&p| worth(p)).collect();
                    (variance_of_mean(&values), values.len() as f64 - 1.0)
                });
                (a.0 + b.0, satterthwaite(&[a, b]))
            }
        }
    }
}

/// The denominators: of those who are seen, or of everyone where the metric is
/// a share of what everyone has.
struct Exposure {
    of: Vec<f64>,
    by_replicate: Vec<f64>,
    total: f64,
}

impl Exposure {
    /// `None` if those who are seen have nothing that the metric needs.
    fn new(ledger: &Ledger, seen: &[bool]) -> Option<Self> {
        let all = METRICS[ledger.metric].of_everyone;
        let mut of = vec![0.0; ledger.people];
        let mut by_replicate = Vec::with_capacity(ledger.exposure.len());
        let mut own = 0.0;
        for exposure in &ledger.exposure {
            let mut sum = 0.0;
            for ((of, &shown), &seen) in of.iter_mut().zip(exposure).zip(seen) {
                let shown = f64::from(shown);
                if seen || all {
                    *of += shown;
                    sum += shown;
                }
                if seen {
                    own += shown;
                }
            }
            by_replicate.push(sum);
        }
        (own > 0.0).then(|| Self {
            of,
            total: by_replicate.iter().sum(),
            by_replicate,
        })
    }
}

/// What the people who are seen got in one world.
struct World {
    worth: f64,
    /// How fast the worth moves with the ratio.
    slope: f64,
    ratio: f64,
    got: Vec<f64>,
    by_replicate: Vec<f64>,
}

/// The variance of a mean of `n` from the pulls of each: 0 of one.
fn spread(pulls: &[f64], n: f64) -> f64 {
    if n < 2.0 {
        return 0.0;
    }
    n / (n - 1.0) * pulls.iter().map(|p| p * p).sum::<f64>()
}

/// The variance of the mean of `values`: unknown of one.
fn variance_of_mean(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if n < 2.0 {
        return f64::INFINITY;
    }
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n * (n - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::{Stream, UserWeights};
    use capstan_worlds::{WIDTH, metric};

    const PEOPLE: usize = 200;

    /// Worlds in which everybody gets something at random.
    fn ledger(name: &str, replicates: usize, worlds: u64) -> Ledger {
        let m = metric::find(name).expect("a metric");
        let mut ledger = Ledger::new(m, PEOPLE, replicates);
        for replicate in 0..replicates {
            let stream = Stream::root(2).nth("replicate", replicate as u64);
            for world in 0..worlds {
                let world = stream.nth("world", world);
                let mut outcome = Outcome {
                    people: vec![[[0.0; WIDTH]; 2]; PEOPLE],
                };
                for (person, sums) in (0..).zip(&mut outcome.people) {
                    let shown = (stream.uniform(person) * 4.0).floor();
                    let score = shown * (0.5 + 0.5 * world.uniform(person));
                    sums[0][m] = score as f32;
                    sums[1][m] = shown as f32;
                }
                let row = ledger.row(&outcome);
                ledger.add(replicate, row);
            }
        }
        ledger
    }

    /// A worth by its definition, over people as often as `times` says.
    fn worth(ledger: &Ledger, place: usize, seen: &[bool], times: &[f64]) -> f64 {
        let metric = &METRICS[ledger.metric];
        let (mut got, mut shown) = (0.0, 0.0);
        for (scores, exposure) in ledger.scores.iter().zip(&ledger.exposure) {
            let row = scores[place * PEOPLE..].iter().zip(exposure);
            for ((&score, &exposed), (&seen, times)) in row.zip(seen.iter().zip(times)) {
                if seen {
                    got += times * f64::from(score);
                }
                if seen || metric.of_everyone {
                    shown += times * f64::from(exposed);
                }
            }
        }
        let ratio = got / shown;
        if metric.lower_is_better {
            -(if metric.root { ratio.sqrt() } else { ratio })
        } else {
            ratio
        }
    }

    #[test]
    fn values_and_their_spread_over_people_are_those_of_the_bootstrap() {
        let sum: Sum = vec![(0, 1.0), (1, -0.5), (2, -0.5)];
        let half: Vec<bool> = (0..PEOPLE).map(|p| p % 2 == 0).collect();
        let draws = UserWeights::new(&Stream::root(4), PEOPLE, 2000);
        for name in ["ndcg@10", "rmse", "surfaced_hits"] {
            let ledger = ledger(name, 1, 3);
            for seen in [vec![true; PEOPLE], half.clone()] {
                let of = |times: &[f64]| -> f64 {
                    let each = sum
                        .iter()
                        .map(|&(p, w)| w * worth(&ledger, p as usize, &seen, times));
                    each.sum()
                };
                let got = ledger.estimate(&sum, &Draws::None, &seen).expect("a value");
                assert!((got.value - of(&[1.0; PEOPLE])).abs() < 1e-12);
                // How often each person is in a draw, one column each.
                let mut table = vec![0.0; PEOPLE * PEOPLE];
                table.iter_mut().step_by(PEOPLE + 1).for_each(|x| *x = 1.0);
                let values: Vec<f64> = (0..300).map(|d| of(&draws.totals(d, &table))).collect();
                let spread = (variance_of_mean(&values) * 300.0).sqrt();
                let ratio = got.variance[0].sqrt() / spread;
                assert!((0.85..1.18).contains(&ratio), "{name}: {ratio}");
                assert_eq!(got.variance[1..], [0.0, 0.0]);
            }
        }
    }

    #[test]
    fn replicates_and_draws_spread_a_value_too() {
        let ledger = ledger("ndcg@10", 4, 6);
        let seen = vec![true; PEOPLE];
        let value = |sum: &Sum| ledger.estimate(sum, &Draws::None, &seen).expect("a value");
        // The mean of four replicates spreads as their ratios do.
        let sum: Sum = vec![(0, 1.0)];
        let each: Vec<f64> = (0..4)
            .map(|r| {
                let total = |x: &[f32]| x.iter().map(|&x| f64::from(x)).sum::<f64>();
                total(&ledger.scores[r][..PEOPLE]) / total(&ledger.exposure[r])
            })
            .collect();
        let ratio = value(&sum).variance[1] / variance_of_mean(&each);
        assert!((0.9..1.1).contains(&ratio), "{ratio}");
        // The mean of draws, and the difference of two means.
        let draws = vec![vec![(0, 1.0), (1, -1.0)], vec![(2, 1.0), (3, -1.0)]];
        let mean = gathered(draws.concat().iter().map(|&(p, w)| (p, w / 2.0)).collect());
        let [a, b] = [&draws[0], &draws[1]].map(|sum| value(sum).value);
        let got = ledger.estimate(&mean, &Draws::Mean(draws), &seen);
        let got = got.expect("a value");
        assert!((got.value - (a + b) / 2.0).abs() < 1e-12);
        assert!((got.variance[2] - (a - b).powi(2) / 4.0).abs() < 1e-15);
        let between = Draws::Between(vec![0, 1], vec![2, 3]);
        let got = ledger.estimate(&mean, &between, &seen).expect("a value");
        let at = |p: u32| value(&vec![(p, 1.0)]).value;
        let wanted = ((at(0) - at(1)).powi(2) + (at(2) - at(3)).powi(2)) / 4.0;
        assert!((got.variance[2] - wanted).abs() < 1e-15);
        let reach = t95(satterthwaite(
            &[0, 1, 2].map(|n| (got.variance[n], got.freedom[n])),
        ));
        let error = got.variance.iter().sum::<f64>().sqrt();
        assert!((got.interval().reach() - reach * error).abs() < 1e-15);
        let more = got.with_more(3.0);
        assert_eq!(more.variance[0], got.variance[0]);
        assert_eq!(more.variance[1] * 3.0, got.variance[1]);
        assert_eq!(more.freedom[1], 11.0);
        assert!(more.interval().reach() < got.interval().reach());
    }

    #[test]
    fn worths_without_some_are_those_of_the_others() {
        let half: Vec<bool> = (0..PEOPLE).map(|p| p % 3 > 0).collect();
        for name in ["ndcg@10", "rmse", "surfaced_hits"] {
            let ledger = ledger(name, 3, 2);
            let [all, people, replicates] = ledger.left_out(&half, 7).expect("worths");
            assert_eq!((all.len(), people.len(), replicates.len()), (1, 7, 3));
            let near = |got: f64, wanted: f64| assert!((got - wanted).abs() < 1e-9, "{name}");
            for place in 0..2 {
                near(all[0][place], worth(&ledger, place, &half, &[1.0; PEOPLE]));
                let times: Vec<f64> = (0..PEOPLE)
                    .map(|p| f64::from(u8::from(p % 7 != 4)))
                    .collect();
                near(people[4][place], worth(&ledger, place, &half, &times));
                let mut fewer = Ledger::new(ledger.metric, PEOPLE, 2);
                fewer.scores = ledger.scores[1..].to_vec();
                fewer.exposure = ledger.exposure[1..].to_vec();
                near(
                    replicates[0][place],
                    worth(&fewer, place, &half, &[1.0; PEOPLE]),
                );
            }
            assert_eq!(ledger.left_out(&[false; PEOPLE], 7), None);
        }
    }

    #[test]
    fn nothing_to_go_by_is_no_value() {
        let ledger = ledger("ndcg@10", 1, 1);
        let sum = vec![(0, 1.0)];
        assert_eq!(ledger.estimate(&sum, &Draws::None, &[false; PEOPLE]), None);
        let alone: Vec<bool> = (0..PEOPLE)
            .map(|p| {
                p == ledger.exposure[0]
                    .iter()
                    .position(|&d| d > 0.0)
                    .unwrap_or(0)
            })
            .collect();
        // One person is no sample: only replicates could spread the value.
        let got = ledger
            .estimate(&sum, &Draws::None, &alone)
            .expect("a value");
        assert_eq!(got.variance, [0.0; 3]);
    }

    #[test]
    fn a_book_keeps_each_subset_once() {
        let mut book = Book::default();
        let a = Coalition::of(3, [0]);
        let b = Coalition::of(3, [1]);
        let sum = book.sum(vec![(b.clone(), 1.0), (a.clone(), 0.5), (b.clone(), 0.25)]);
        assert_eq!(sum, [(0, 1.25), (1, 0.5)]);
        assert_eq!(book.sum(vec![(a.clone(), 1.0), (a.clone(), -1.0)]), []);
        assert_eq!(book.subsets(), [b, a]);
    }
}
