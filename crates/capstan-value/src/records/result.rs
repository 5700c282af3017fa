//! The values of records as they are written to `values.json`.

use super::ask::{Over, Plan};
use super::told::{SeenLine, Together};
use crate::sampling::Stopped;
use crate::usefulness::Usefulness;
use capstan_stats::Interval;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was asked and found, beside the values themselves, which stand in
/// `values.csv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordsResult {
    /// The version of Capstan.
    pub capstan: String,
    /// What decides the last bits of numbers on a processor.
    pub processor: String,
    /// The seed of everything.
    pub seed: u64,
    /// The examples that are valued.
    pub train: DataNote,
    /// The examples to be right about; none where a command of the user's
    /// scores subsets.
    pub test: Option<DataNote>,
    /// How to read both again; opaque to this crate.
    pub source: serde_json::Value,
    /// What was asked.
    pub plan: Plan,
    /// Where the method comes from.
    pub method_source: String,
    /// All settings with their defaults.
    pub settings: BTreeMap<String, serde_json::Value>,
    /// The model; the command where one scores subsets.
    pub model: String,
    /// The metric, in whose unit values are.
    pub metric: String,
    /// `record`, `owner` or `group`.
    pub unit: String,
    /// How many players there are.
    pub players: usize,
    /// How many of them have no value, since fewer than two test examples of
    /// the view count for them.
    #[serde(default, skip_serializing_if = "none")]
    pub unseen: usize,
    /// What all of them and nobody are worth, where that was found out; for
    /// everyone where the view is another one for each player.
    pub worth: Worth,
    /// What the intervals are about.
    pub interval: Over,
    /// How many test points, subsets or samples a value is the mean of.
    pub evaluations: u64,
    /// How many more evaluations would halve the intervals.
    pub to_halve: u64,
    /// Why drawing stopped; none where nothing was drawn.
    pub stopped: Option<Stopped>,
    /// How far values may be off beside their intervals; none if not at all.
    pub bias: Option<f64>,
    /// The sum of all values; none where each is measured on other test
    /// examples, since it would be of nothing.
    pub sum: Option<f64>,
    /// How many values are above 0, below 0, or have an interval with 0 in it.
    pub above: usize,
    /// See `above`.
    pub below: usize,
    /// See `above`.
    pub unclear: usize,
    /// How many subsets were evaluated, where they were counted out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subsets: Option<u64>,
    /// What is told of groups beside their values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub together: Option<Together>,
    /// The values in every view, where it is known whose the test examples
    /// are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<SeenLine>,
    /// The label that all examples have, if there is only one.
    pub only_label: Option<String>,
    /// Whether the values do what values are for, where that was tried.
    pub usefulness: Option<Usefulness>,
    /// The BLAKE3 hash of `values.csv`.
    pub values: String,
}

fn none(many: &usize) -> bool {
    *many == 0
}

/// A data set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataNote {
    /// Its name.
    pub name: String,
    /// Its content hash.
    pub hash: String,
    /// How many records.
    pub records: usize,
    /// How many features.
    pub features: usize,
}

/// What the ends of the game are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// All players together.
    pub all: Option<f64>,
    /// Nobody.
    pub nobody: Option<f64>,
}

impl RecordsResult {
    /// Counts what the intervals say; sums values up if that says anything.
    pub(crate) fn tell(&mut self, values: &[Interval], summed: bool) {
        self.sum = summed.then(|| values.iter().map(|v| v.value).sum());
        self.unclear = values.iter().filter(|v| v.includes_zero()).count();
        self.above = values.iter().filter(|v| v.low > 0.0).count();
        self.below = values.iter().filter(|v| v.high < 0.0).count();
    }

    /// The file.
    pub fn to_json(&self) -> String {
        // A result holds no maps with keys that are not text.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
