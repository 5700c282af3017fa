//! Figures with intervals out of worlds.
//!
//! A figure is a ratio of sums over people and replicates, or a difference of
//! two. Its uncertainty has parts that are added: which people of the
//! population are tested (bootstrap over people, all that belongs to one person
//! together), and which of them strike, with the folds and first factors of
//! each replicate (spread between replicates). The gap has a third: whom the
//! model was trained on, which matters for everyone else. It is read from
//! worlds in which a random part of the people is absent. A change has hardly
//! any of it, since both its worlds share the people who stay. All figures use
//! the same draws, so that differences, ratios and curves keep their pairing.

use crate::lab::{ABSENT_ONE_IN, Replicate};
use crate::metric::{Gone, METRICS, WIDTH};
use crate::view::{Side, View};
use crate::world::Outcome;
use capstan_stats::interval::{Interval, satterthwaite, t95};
use capstan_stats::{Stream, UserWeights};
use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;

/// Sums of each metric for one world and for the base it is compared with.
const KINDS: usize = 4;
const SIDES: [Side; 3] = [Side::Striker, Side::Similar, Side::Other];
const POINT_COLUMNS: usize = SIDES.len() * WIDTH * KINDS;
const GAP_COLUMNS: usize = WIDTH * KINDS;

/// What is asked of an [`Account`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// A metric in the world of a point, for a view.
    Value(usize, View, usize),
    /// A metric in the world of a point minus the same people's in the base.
    Change(usize, View, usize),
    /// How much better the model is than its counterpart, for everyone.
    Gap(usize),
    /// The same for the training set as it is, which is what a change is set
    /// against: whom the model was trained on moves both alike.
    GapAsTrained(usize),
    /// A metric in the base world, for everyone.
    Base(usize),
    /// A metric of the un-personalised counterpart, for everyone.
    Counterpart(usize),
}

/// An estimate, with what it takes to combine it with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// How far each joint draw is from it.
    pub draws: Vec<f64>,
    /// Degrees of freedom of its spread.
    pub freedom: f64,
    /// How far each replicate pulls it.
    pub pulls: Vec<f64>,
}

impl Estimate {
    /// `a` of this estimate plus `b` of another over the same draws.
    pub fn combine(&self, a: f64, other: &Self, b: f64) -> Self {
        let mix = |xs: &[f64], ys: &[f64]| xs.iter().zip(ys).map(|(x, y)| a * x + b * y).collect();
        Self {
            value: a * self.value + b * other.value,
            draws: mix(&self.draws, &other.draws),
            freedom: self.freedom.min(other.freedom),
            pulls: mix(&self.pulls, &other.pulls),
        }
    }

    /// The same with `shift` added and all multiplied by `factor`.
    pub fn moved(&self, factor: f64, shift: f64) -> Self {
        let times = |xs: &[f64]| xs.iter().map(|x| factor * x).collect();
        Self {
            value: factor * self.value + shift,
            draws: times(&self.draws),
            freedom: self.freedom,
            pulls: times(&self.pulls),
        }
    }

    /// The variance of one replicate around the mean of all: how much it
    /// matters who strikes. 0 with fewer than two replicates.
    pub fn variance_of_one(&self) -> f64 {
        let r = self.pulls.len() as f64;
        if r < 2.0 {
            return 0.0;
        }
        r * r / (r - 1.0) * self.pulls.iter().map(|p| p * p).sum::<f64>()
    }

    /// Its standard error.
    pub fn error(&self) -> f64 {
        covariance(&self.draws, &self.draws).sqrt()
    }

    /// Its 95 % interval.
    pub fn interval(&self) -> Interval {
        Interval::around(self.value, t95(self.freedom) * self.error())
    }
}

/// The covariance of two estimates over the same draws.
pub fn covariance(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    let sum: f64 = a
        .iter()
        .zip(b)
        .map(|(x, y)| (x - mean_a) * (y - mean_b))
        .sum();
    sum / (n - 1.0).max(1.0)
}

/// One table of sums: a row a person, summed over replicates, and a row a
/// replicate, summed over people.
#[derive(Clone, Debug)]
struct Block {
    width: usize,
    people: Vec<f64>,
    replicates: Vec<Vec<f64>>,
}

impl Block {
    fn new(people: usize, width: usize) -> Self {
        Self {
            width,
            people: vec![0.0; people * width],
            replicates: Vec::new(),
        }
    }

    fn add(&mut self, mut row: impl FnMut(usize, &mut [f64])) {
        let mut total = vec![0.0; self.width];
        let mut one = vec![0.0; self.width];
        for (person, sums) in self.people.chunks_exact_mut(self.width).enumerate() {
            one.fill(0.0);
            row(person, &mut one);
            for ((sum, all), x) in sums.iter_mut().zip(&mut total).zip(&one) {
                *sum += x;
                *all += x;
            }
        }
        self.replicates.push(total);
    }

    fn totals(&self) -> Vec<f64> {
        let mut out = vec![0.0; self.width];
        for row in &self.replicates {
            for (o, x) in out.iter_mut().zip(row) {
                *o += x;
            }
        }
        out
    }
}

/// The sums of all replicates so far, for a number of points.
#[derive(Clone, Debug)]
pub struct Account {
    people: usize,
    points: Vec<Block>,
    gap: Block,
    absences: Vec<[Shift; WIDTH]>,
}

/// By how much a metric moves for those present when others are absent.
#[derive(Clone, Copy, Debug, Default)]
struct Shift {
    /// Of the model, of the counterpart, and of the model less the counterpart.
    by: [f64; 3],
    /// The part of the variance of each that comes from the persons tested,
    /// each moving a little for no lasting reason.
    noise: [f64; 3],
}

/// The columns of one ratio.
struct Ratio {
    metric: usize,
    numerator: Vec<usize>,
    denominator: Vec<usize>,
    /// What the view itself adds to the denominator: where that is nothing the
    /// view is empty.
    own: Vec<usize>,
}

impl Ratio {
    fn of_view(view: View, metric: usize, kind: usize) -> Self {
        let column = |side: Side, kind: usize| {
            let at = SIDES.iter().position(|s| *s == side).unwrap_or_default();
            (at * WIDTH + metric) * KINDS + kind
        };
        let over: &[Side] = if METRICS[metric].of_everyone {
            &SIDES
        } else {
            view.sides()
        };
        let columns = |sides: &[Side], kind| sides.iter().map(|&s| column(s, kind)).collect();
        Self {
            metric,
            numerator: columns(view.sides(), kind),
            denominator: columns(over, kind + 1),
            own: columns(view.sides(), kind + 1),
        }
    }

    fn of_gap(metric: usize, kind: usize) -> Self {
        Self {
            metric,
            numerator: vec![metric * KINDS + kind],
            denominator: vec![metric * KINDS + kind + 1],
            own: vec![metric * KINDS + kind + 1],
        }
    }

    fn sums(&self, row: &[f64]) -> (f64, f64) {
        let sum = |columns: &[usize]| columns.iter().map(|&c| row[c]).sum();
        (sum(&self.numerator), sum(&self.denominator))
    }

    fn value(&self, totals: &[f64]) -> Option<f64> {
        let (n, d) = self.sums(totals);
        if self.own.iter().all(|&c| totals[c] <= 0.0) {
            return None;
        }
        METRICS[self.metric].ratio(n, d)
    }

    /// How far one row of the table pulls the figure.
    fn pull(&self, totals: &[f64], row: &[f64]) -> f64 {
        let (n, d) = self.sums(totals);
        let (n_row, d_row) = self.sums(row);
        if d <= 0.0 {
            return 0.0;
        }
        let value = METRICS[self.metric].ratio(n, d).unwrap_or_default();
        METRICS[self.metric].slope(value) * (n_row - n / d * d_row) / d
    }
}

impl Account {
    /// An account of `points` points over `people` people.
    pub fn new(people: usize, points: usize) -> Self {
        Self {
            people,
            points: vec![Block::new(people, POINT_COLUMNS); points],
            gap: Block::new(people, GAP_COLUMNS),
            absences: Vec::new(),
        }
    }

    /// How many replicates have been added.
    pub fn replicates(&self) -> usize {
        self.gap.replicates.len()
    }

    /// Adds a replicate; its changes are the points, in order.
    ///
    /// # Panics
    /// If it has another number of changes than the account has points.
    pub fn add(&mut self, replicate: &Replicate) {
        assert_eq!(replicate.outcomes.len(), self.points.len());
        let (base, other) = (&replicate.base.people, &replicate.counterpart.people);
        self.gap.add(|person, row| {
            for m in 0..WIDTH {
                let at = m * KINDS;
                row[at] = f64::from(base[person][0][m]);
                row[at + 1] = f64::from(base[person][1][m]);
                row[at + 2] = f64::from(other[person][0][m]);
                row[at + 3] = f64::from(other[person][1][m]);
            }
        });
        self.absences.push(shifts(replicate));
        let worlds = replicate.changes.iter().zip(&replicate.outcomes);
        for (block, (change, outcome)) in self.points.iter_mut().zip(worlds) {
            block.add(|person, row| {
                let side = change.side[person];
                let first = SIDES.iter().position(|s| *s == side).unwrap_or_default() * WIDTH;
                let (gone, here) = (change.gone[person], &outcome.people[person]);
                for (m, metric) in METRICS.iter().enumerate() {
                    if gone && metric.gone == Gone::LeftOut {
                        continue;
                    }
                    let at = (first + m) * KINDS;
                    row[at] = if gone { 0.0 } else { f64::from(here[0][m]) };
                    row[at + 1] = f64::from(here[1][m]);
                    row[at + 2] = f64::from(base[person][0][m]);
                    row[at + 3] = f64::from(base[person][1][m]);
                }
            });
        }
    }

    /// The ratios of a figure: the first minus the second, with a sign.
    fn ratios(&self, figure: Figure) -> (f64, &Block, Ratio, Option<Ratio>) {
        match figure {
            Figure::Value(p, view, m) => (1.0, &self.points[p], Ratio::of_view(view, m, 0), None),
            Figure::Change(p, view, m) => (
                1.0,
                &self.points[p],
                Ratio::of_view(view, m, 0),
                Some(Ratio::of_view(view, m, 2)),
            ),
            Figure::Gap(m) | Figure::GapAsTrained(m) => (
                if METRICS[m].lower_is_better {
                    -1.0
                } else {
                    1.0
                },
                &self.gap,
                Ratio::of_gap(m, 0),
                Some(Ratio::of_gap(m, 2)),
            ),
            Figure::Base(m) => (1.0, &self.gap, Ratio::of_gap(m, 0), None),
            Figure::Counterpart(m) => (1.0, &self.gap, Ratio::of_gap(m, 2), None),
        }
    }

    /// The figure over all replicates, or over one alone; `None` where it is
    /// undefined.
    pub fn value(&self, figure: Figure, replicate: Option<usize>) -> Option<f64> {
        let (sign, block, a, b) = self.ratios(figure);
        let totals = match replicate {
            Some(r) => block.replicates.get(r)?.clone(),
            None => block.totals(),
        };
        evaluate(sign, &a, b.as_ref(), &totals)
    }

    /// The variance of a figure by first-order pulls: of people, and of
    /// replicates (0 with one replicate); and how many people it rests on.
    fn variances(&self, figure: Figure) -> (f64, f64, usize) {
        let (_, block, a, b) = self.ratios(figure);
        let totals = block.totals();
        let pull =
            |row: &[f64]| a.pull(&totals, row) - b.as_ref().map_or(0.0, |b| b.pull(&totals, row));
        let (mut of_people, mut resting) = (0.0, 0usize);
        for row in block.people.chunks_exact(block.width) {
            of_people += pull(row).powi(2);
            resting += usize::from(a.sums(row).1 > 0.0);
        }
        let r = block.replicates.len() as f64;
        let mut of_replicates = 0.0;
        if r > 1.0 {
            for row in &block.replicates {
                of_replicates += pull(row).powi(2);
            }
            // A pull is on the mean of r replicates, so their sum of squares is
            // the variance of that mean but for the degree of freedom.
            of_replicates *= r / (r - 1.0);
        }
        let n = resting as f64;
        if n > 1.0 {
            of_people *= n / (n - 1.0);
        }
        (of_people, of_replicates, resting)
    }

    /// The variance that a gap, base or counterpart owes to whom the model was
    /// trained on; 0 for other figures and with one replicate.
    ///
    /// If each person moves the metric of the others by an amount of their own,
    /// taking out a share `q` at random moves it with `q (1 - q)` of the variance
    /// that a fresh draw of all people has. In between, the amount itself is that
    /// of a data set smaller by `q / 2`, and grows as that shrinks.
    fn of_training(&self, figure: Figure) -> f64 {
        let (m, which) = match figure {
            Figure::Base(m) => (m, 0),
            Figure::Counterpart(m) => (m, 1),
            Figure::Gap(m) => (m, 2),
            Figure::Value(..) | Figure::Change(..) | Figure::GapAsTrained(_) => return 0.0,
        };
        let by: Vec<f64> = self.absences.iter().map(|s| s[m].by[which]).collect();
        let noise: f64 = self.absences.iter().map(|s| s[m].noise[which]).sum();
        let lasting = covariance(&by, &by) - noise / by.len().max(1) as f64;
        let q = 1.0 / ABSENT_ONE_IN as f64;
        lasting.max(0.0) * (1.0 - q / 2.0).powi(2) / (q * (1.0 - q))
    }

    /// Half the width of a figure's interval, to first order: for deciding when
    /// to stop.
    pub fn reach(&self, figure: Figure) -> f64 {
        let (of_people, of_replicates, resting) = self.variances(figure);
        let of_training = self.of_training(figure);
        let freedom = self.freedom(of_people, of_replicates, of_training, resting);
        t95(freedom) * (of_people + of_replicates + of_training).sqrt()
    }

    fn freedom(&self, of_people: f64, of_replicates: f64, of_training: f64, resting: usize) -> f64 {
        let replicates = self.replicates() as f64 - 1.0;
        satterthwaite(&[
            (of_people, resting as f64 - 1.0),
            (of_replicates, replicates),
            (of_training, replicates),
        ])
    }

    /// Draws people and replicates, once for all figures.
    pub fn settle(&self, stream: &Stream, draws: usize) -> Sums<'_> {
        let weights = UserWeights::new(&stream.child("people"), self.people, draws);
        let drawn = |block: &Block| {
            (0..draws)
                .into_par_iter()
                .map(|draw| weights.totals(draw, &block.people))
                .collect()
        };
        let r = self.replicates();
        let order = stream.child("replicates");
        let replicates = (0..draws as u64)
            .map(|draw| {
                let mut rng = order.at(draw);
                let mut counts = vec![0u16; r];
                for _ in 0..r {
                    counts[rng.random_range(0..r)] += 1;
                }
                counts
            })
            .collect();
        let normal = stream.child("training");
        let training = (0..draws as u64)
            .map(|draw| StandardNormal.sample(&mut normal.at(draw)))
            .collect();
        Sums {
            account: self,
            points: self.points.iter().map(drawn).collect(),
            gap: drawn(&self.gap),
            replicates,
            training,
        }
    }
}

fn evaluate(sign: f64, a: &Ratio, b: Option<&Ratio>, totals: &[f64]) -> Option<f64> {
    let first = a.value(totals)?;
    let second = match b {
        Some(b) => b.value(totals)?,
        None => 0.0,
    };
    Some(sign * (first - second))
}

/// How the metrics of those present move when the others are absent.
fn shifts(replicate: &Replicate) -> [Shift; WIDTH] {
    let absence = &replicate.absence;
    let worlds = [
        &absence.model,
        &replicate.base,
        &absence.counterpart,
        &replicate.counterpart,
    ];
    let present = || (0..absence.present.len()).filter(|&p| absence.present[p]);
    std::array::from_fn(|m| {
        let metric = &METRICS[m];
        let row = |world: &Outcome, person: usize| {
            let sums = &world.people[person];
            (f64::from(sums[0][m]), f64::from(sums[1][m]))
        };
        let totals = worlds.map(|world| {
            present().fold((0.0, 0.0), |(n, d), p| {
                let (n_p, d_p) = row(world, p);
                (n + n_p, d + d_p)
            })
        });
        if totals.iter().any(|(_, d)| *d <= 0.0) {
            return Shift::default();
        }
        let values = totals.map(|(n, d)| metric.ratio(n, d).unwrap_or_default());
        let contrast = |x: [f64; 4]| [x[0] - x[1], x[2] - x[3], (x[0] - x[1]) - (x[2] - x[3])];
        let mut noise = [0.0; 3];
        for person in present() {
            let pulls = std::array::from_fn(|w| {
                let ((n, d), (n_p, d_p)) = (totals[w], row(worlds[w], person));
                metric.slope(values[w]) * (n_p - n / d * d_p) / d
            });
            for (sum, pull) in noise.iter_mut().zip(contrast(pulls)) {
                *sum += pull * pull;
            }
        }
        Shift {
            by: contrast(values),
            noise,
        }
    })
}

/// An account with its draws.
#[derive(Debug)]
pub struct Sums<'a> {
    account: &'a Account,
    points: Vec<Vec<Vec<f64>>>,
    gap: Vec<Vec<f64>>,
    replicates: Vec<Vec<u16>>,
    training: Vec<f64>,
}

impl Sums<'_> {
    /// The estimate of a figure; `None` where it is undefined, or rests on so
    /// few people that more than a twentieth of the draws leave nobody.
    pub fn estimate(&self, figure: Figure) -> Option<Estimate> {
        let (sign, block, a, b) = self.account.ratios(figure);
        let totals = block.totals();
        let value = evaluate(sign, &a, b.as_ref(), &totals)?;
        let drawn = match figure {
            Figure::Value(p, ..) | Figure::Change(p, ..) => &self.points[p],
            Figure::Gap(_) | Figure::GapAsTrained(_) | Figure::Base(_) | Figure::Counterpart(_) => {
                &self.gap
            }
        };
        let r = block.replicates.len();
        let pulls: Vec<f64> = block
            .replicates
            .iter()
            .map(|row| {
                sign * (a.pull(&totals, row) - b.as_ref().map_or(0.0, |b| b.pull(&totals, row)))
            })
            .collect();
        let widen = if r > 1 {
            (r as f64 / (r as f64 - 1.0)).sqrt()
        } else {
            0.0
        };
        let of_training = self.account.of_training(figure);
        let spread = of_training.sqrt();
        let mut undefined = 0;
        let draws: Vec<f64> = drawn
            .iter()
            .zip(&self.replicates)
            .zip(&self.training)
            .map(|((totals, counts), normal)| {
                let of_people = evaluate(sign, &a, b.as_ref(), totals).map_or_else(
                    || {
                        undefined += 1;
                        0.0
                    },
                    |drawn| drawn - value,
                );
                let of_replicates: f64 = pulls
                    .iter()
                    .zip(counts)
                    .map(|(p, &c)| p * f64::from(c))
                    .sum();
                of_people + widen * of_replicates + spread * normal
            })
            .collect();
        if undefined * 20 > draws.len() {
            return None;
        }
        let (of_people, of_replicates, resting) = self.account.variances(figure);
        Some(Estimate {
            value,
            draws,
            freedom: self
                .account
                .freedom(of_people, of_replicates, of_training, resting),
            pulls,
        })
    }
}
