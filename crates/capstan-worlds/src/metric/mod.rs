//! The metrics, each a ratio of sums over people and folds.
//!
//! For one person in one fold the test ratings are put in order of score;
//! a metric says what that list adds to its numerator and its denominator.
//! Definitions follow Vincent, Hecht and Sen, "Data Strikes", WWW 2019. A new
//! metric is one file here and one line in [`METRICS`].

mod error;
mod hits;
mod ndcg;
mod precision;

/// One person's test ratings in one fold, best score first.
#[derive(Debug)]
pub struct Ranked<'a> {
    /// What the person gave, in order of score.
    pub values: &'a [f32],
    /// The scores, in the same order.
    pub scores: &'a [f64],
    /// What the person gave, highest first.
    pub ideal: &'a [f32],
    /// From which value an item counts as liked.
    pub relevant: f32,
    /// How many of the values count as liked.
    pub liked: usize,
}

/// What becomes of a metric for people who left the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// They count, with nothing found for them.
    CountAsZero,
    /// They are no longer measured.
    LeftOut,
}

/// A way to say how well people are served.
#[derive(Debug)]
pub struct Metric {
    /// Its name on the command line and in files.
    pub name: &'static str,
    /// Whether lower is better.
    pub lower_is_better: bool,
    /// Whether scores must be ratings.
    pub needs_ratings: bool,
    /// What becomes of people who left.
    pub gone: Gone,
    /// Whether the denominator is that of everyone in every view, so that the
    /// figures of separate groups add up.
    pub of_everyone: bool,
    /// Whether the square root of the ratio is taken.
    pub root: bool,
    /// What a list adds to the denominator; no need of scores.
    pub exposure: fn(&Ranked<'_>) -> f64,
    /// What a list adds to the numerator.
    pub score: fn(&Ranked<'_>) -> f64,
}

/// All metrics, in the order in which they are shown.
pub static METRICS: [Metric; WIDTH] = [
    hits::SURFACED,
    error::RMSE,
    error::MAE,
    precision::AT_5,
    precision::AT_10,
    precision::RECALL_10,
    ndcg::AT_5,
    ndcg::AT_10,
    hits::NORMALISED,
];

/// How many metrics there are.
pub const WIDTH: usize = 9;

/// The place of a metric in [`METRICS`], by name.
pub fn find(name: &str) -> Option<usize> {
    METRICS.iter().position(|m| m.name == name)
}

impl Metric {
    /// The metric from its two sums; `None` of nothing.
    pub fn ratio(&self, numerator: f64, denominator: f64) -> Option<f64> {
        (denominator > 0.0).then(|| {
            let ratio = numerator / denominator;
            if self.root { ratio.sqrt() } else { ratio }
        })
    }

    /// How fast the metric moves with the plain ratio at `value`.
    pub fn slope(&self, value: f64) -> f64 {
        if self.root && value > 0.0 {
            0.5 / value
        } else {
            1.0
        }
    }
}

fn liked_among_first(list: &Ranked<'_>, k: usize) -> f64 {
    list.values[..k.min(list.values.len())]
        .iter()
        .filter(|&&v| v >= list.relevant)
        .count() as f64
}

fn any_liked(list: &Ranked<'_>) -> f64 {
    f64::from(u8::from(list.liked > 0))
}

#[cfg(test)]
pub(crate) fn by_hand(name: &str, given: &[f32], scores: &[f64]) -> (f64, f64) {
    let mut ideal = given.to_vec();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let list = Ranked {
        values: given,
        scores,
        ideal: &ideal,
        relevant: 4.0,
        liked: given.iter().filter(|&&v| v >= 4.0).count(),
    };
    let metric = &METRICS[find(name).expect("a metric")];
    ((metric.score)(&list), (metric.exposure)(&list))
}
