//! One world: a change of the data, one model, all folds.

use crate::change::Change;
use crate::metric::{METRICS, Ranked, WIDTH};
use crate::split::Split;
use capstan_data::Ratings;
use capstan_learn::Fitted;

/// What each person got in one world: for each metric the numerator and the
/// denominator, summed over folds.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// `[numerators, denominators]` of each person, in the order of
    /// [`METRICS`]. Metrics that need ratings are 0 for models without.
    pub people: Vec<[[f32; WIDTH]; 2]>,
}

/// The sums of a world while its folds are added.
#[derive(Debug)]
pub(crate) struct Tally {
    people: Vec<[[f64; WIDTH]; 2]>,
}

impl Tally {
    pub(crate) fn new(people: usize) -> Self {
        Self {
            people: vec![[[0.0; WIDTH]; 2]; people],
        }
    }

    /// Single precision is what is kept, so that a world read back from disk
    /// and a fresh one are the same.
    pub(crate) fn finish(self) -> Outcome {
        let people = self
            .people
            .iter()
            .map(|sums| sums.map(|s| s.map(|x| x as f32)))
            .collect();
        Outcome { people }
    }

    /// Tests a model on one fold.
    pub(crate) fn test(
        &mut self,
        ratings: &Ratings,
        split: &Split,
        change: &Change,
        fold: u8,
        fitted: &dyn Fitted,
        predicts: bool,
    ) {
        let mut list = List::default();
        for user in 0..ratings.n_users() as u32 {
            list.collect(ratings, split, change, fold, user);
            if list.items.is_empty() {
                continue;
            }
            list.rank(user, fitted);
            let ranked = list.ranked(ratings.relevant());
            let [scores, exposures] = &mut self.people[user as usize];
            for (m, metric) in METRICS.iter().enumerate() {
                if predicts || !metric.needs_ratings {
                    scores[m] += (metric.score)(&ranked);
                    exposures[m] += (metric.exposure)(&ranked);
                }
            }
        }
    }
}

/// The test items of one person in one fold; kept to spare allocations.
#[derive(Default)]
struct List {
    items: Vec<u32>,
    given: Vec<f32>,
    ties: Vec<u32>,
    scores: Vec<f64>,
    order: Vec<usize>,
    values: Vec<f32>,
    ranked_scores: Vec<f64>,
    ideal: Vec<f32>,
}

impl List {
    fn collect(&mut self, ratings: &Ratings, split: &Split, change: &Change, fold: u8, user: u32) {
        self.items.clear();
        self.given.clear();
        self.ties.clear();
        let times = ratings.time_column();
        for at in ratings.range(user) {
            let late = match (change.measured_from, times) {
                (Some(from), Some(times)) => times[at] >= from,
                _ => true,
            };
            if split.fold[at] == fold && late {
                self.items.push(ratings.item_column()[at]);
                self.given.push(ratings.value_column()[at]);
                self.ties.push(split.tie[at]);
            }
        }
        if let Some(untouched) = &split.untouched
            && !self.items.is_empty()
        {
            for &(f, item, tie) in &untouched[user as usize] {
                if f == fold {
                    self.items.push(item);
                    self.given.push(0.0);
                    self.ties.push(tie);
                }
            }
        }
    }

    fn rank(&mut self, user: u32, fitted: &dyn Fitted) {
        let n = self.items.len();
        self.scores.clear();
        self.scores.resize(n, 0.0);
        fitted.scores(user, &self.items, &mut self.scores);
        self.order.clear();
        self.order.extend(0..n);
        let (scores, ties) = (&self.scores, &self.ties);
        self.order
            .sort_unstable_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(ties[a].cmp(&ties[b])));
        self.values.clear();
        self.values
            .extend(self.order.iter().map(|&at| self.given[at]));
        self.ranked_scores.clear();
        self.ranked_scores
            .extend(self.order.iter().map(|&at| scores[at]));
        self.ideal.clear();
        self.ideal.extend_from_slice(&self.given);
        self.ideal.sort_unstable_by(|a, b| b.total_cmp(a));
    }

    fn ranked(&self, relevant: f32) -> Ranked<'_> {
        Ranked {
            values: &self.values,
            scores: &self.ranked_scores,
            ideal: &self.ideal,
            relevant,
            liked: self.ideal.partition_point(|&v| v >= relevant),
        }
    }
}

impl Outcome {
    /// The bytes of a world on disk, without its checksum.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let numbers = self.people.iter().flatten().flatten();
        numbers.flat_map(|x| x.to_le_bytes()).collect()
    }

    /// The world in `bytes`, if they are one of `people` people.
    pub(crate) fn from_bytes(bytes: &[u8], people: usize) -> Option<Self> {
        if bytes.len() != people * WIDTH * 8 {
            return None;
        }
        let mut numbers = bytes
            .as_chunks::<4>()
            .0
            .iter()
            .map(|&b| f32::from_le_bytes(b));
        let mut next = || std::array::from_fn(|_| numbers.next().unwrap_or_default());
        Some(Self {
            people: (0..people).map(|_| [next(), next()]).collect(),
        })
    }

    /// A short name for exactly this outcome.
    pub fn digest(&self) -> String {
        blake3::hash(&self.to_bytes()).to_hex()[..16].to_owned()
    }
}
