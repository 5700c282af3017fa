//! The values of people and groups as they are written to `values.json`.

use crate::interaction::Bond;
use crate::usefulness::Usefulness;
use crate::value::Value;
use capstan_learn::Params;
use capstan_stats::Interval;
use capstan_worlds::DataNote;
use serde::{Deserialize, Serialize};

/// Values of people or groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatingsValues {
    /// The version of Capstan.
    pub capstan: String,
    /// What decides the last bits of numbers on a processor.
    pub processor: String,
    /// The seed of everything.
    pub seed: u64,
    /// The data set.
    pub data: DataNote,
    /// The operator's model.
    pub model: ModelNote,
    /// Who the players are.
    pub unit: UnitNote,
    /// How a value is made of worths.
    pub method: MethodNote,
    /// The metric.
    pub metric: String,
    /// The view of `values.csv`.
    pub view: String,
    /// How worlds were drawn.
    pub design: DesignNote,
    /// What the model does with everybody's data and with nobody's.
    pub worths: Vec<WorthNote>,
    /// The values, in order of the players.
    pub values: Vec<Line>,
    /// The largest excess of any group in the main view: what it is worth
    /// alone beyond what it gets; of the least core and the nucleolus only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excess: Option<Reading>,
    /// What each union gets, where groups stand together in unions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unions: Vec<UnionLine>,
    /// Pairs of groups, where every subset was trained on.
    pub pairs: Vec<Pair>,
    /// Coalitions that were asked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coalitions: Vec<CoalitionLine>,
    /// What would halve the intervals.
    pub halving: Halving,
    /// Whether the values do what values are for, where that was tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usefulness: Option<Usefulness>,
    /// What a reader should know beside the figures.
    pub notes: Vec<Note>,
}

/// The operator's model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelNote {
    /// Its name.
    pub name: String,
    /// Its hyper-parameters.
    pub params: Params,
    /// Where method and defaults come from.
    pub source: String,
}

/// Who the players are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnitNote {
    /// `user`, or the table of groups as it was named.
    pub name: String,
    /// The content hash of who is in which group; none for people.
    pub hash: Option<String>,
    /// How many people are in no group, and always there.
    pub ungrouped: usize,
}

/// How a value is made of worths.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodNote {
    /// Its name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// Whether subsets were drawn, and not all counted out.
    pub drawn: bool,
}

/// How worlds were drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DesignNote {
    /// How many folds.
    pub folds: u8,
    /// How many draws of folds and first factors.
    pub replicates: u32,
    /// How narrow intervals should be, in the unit of the metric.
    pub tolerance: Option<f64>,
    /// How many subsets to train on at most, as it was asked.
    pub budget: Option<u64>,
    /// How many subsets the values rest on.
    pub subsets: u64,
    /// How many worlds: subsets times replicates.
    pub worlds: u64,
    /// How many orders or subsets were drawn.
    pub draws: u64,
}

/// A number with its 95 % interval, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Whose test data it is measured on.
    pub view: String,
    /// The number; above 0 is better for the people of the view.
    pub value: Option<f64>,
    /// The lower limit.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
    /// Why there is no number.
    pub reason: Option<Reason>,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nobody of the view has test ratings that the metric needs.
    NothingToGoBy,
    /// Too few subsets were drawn for an interval.
    TooFewDraws,
}

/// The metric for a view with everybody's data, and with that of nobody in a
/// group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorthNote {
    /// The view.
    pub view: String,
    /// With everybody's data.
    pub everybody: Option<f64>,
    /// Without all players; none where that was not asked for.
    pub nobody: Option<f64>,
    /// The limits of the 95 % interval of `everybody`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub everybody_within: Option<[f64; 2]>,
    /// Those of `nobody`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nobody_within: Option<[f64; 2]>,
}

/// The value of one player.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The person or group.
    pub id: String,
    /// How many people.
    pub people: usize,
    /// The value in each view, the main one first.
    pub views: Vec<Reading>,
    /// What is lost for everyone when the group leaves; of groups only.
    pub leverage: Option<Reading>,
    /// What the group adds for everyone to those in no group; of groups only.
    pub stand_alone: Option<Reading>,
}

/// Groups that stand together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnionLine {
    /// The union.
    pub name: String,
    /// Its groups.
    pub groups: Vec<String>,
    /// Its Shapley value in the game of unions, for everyone: what its groups
    /// get together.
    pub value: Reading,
}

/// A coalition of groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoalitionLine {
    /// Its groups.
    pub groups: Vec<String>,
    /// What is lost for everyone when all of it leave.
    pub leverage: Reading,
    /// What it adds for everyone to those in no group.
    pub stand_alone: Reading,
    /// Its leverage beyond the sum of those of its groups: above 0 they are
    /// stronger together.
    pub synergy: Reading,
}

/// Two groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The one.
    pub a: String,
    /// The other.
    pub b: String,
    /// What they add together beyond what each adds alone, in the main view.
    pub interaction: Reading,
    /// What that says.
    pub bond: Option<Bond>,
    /// What is lost when both leave beyond what is lost when each does.
    pub synergy: Reading,
}

/// What would halve the intervals, on average over the players.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halving {
    /// How many more worlds, if worlds can do it.
    pub worlds: Option<u64>,
    /// How many more people would have to be measured, where no number of
    /// worlds can.
    pub people: Option<u64>,
}

/// Something a reader should know beside the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The data are made up.
    Synthetic,
    /// One replicate: intervals leave out how ratings are cut into folds.
    OneReplicate,
    /// Some people are in several groups.
    Overlap,
    /// Intervals are narrow enough.
    ToleranceMet,
    /// The budget was used up before intervals were narrow
    /// enough.
    ToleranceMissed,
}

impl Reading {
    /// A number, if it and its interval are some.
    pub(crate) fn new(view: &str, interval: Option<Interval>) -> Self {
        let known = interval.filter(|i| [i.value, i.low, i.high].iter().all(|x| x.is_finite()));
        Self {
            view: view.to_owned(),
            value: known.map(|i| i.value),
            low: known.map(|i| i.low),
            high: known.map(|i| i.high),
            reason: match (interval, known) {
                (None, _) => Some(Reason::NothingToGoBy),
                (Some(_), None) => Some(Reason::TooFewDraws),
                (Some(_), Some(_)) => None,
            },
        }
    }

    /// The number with its interval.
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval {
            value: self.value?,
            low: self.low?,
            high: self.high?,
        })
    }
}

impl Line {
    /// The value in the main view.
    pub fn main(&self) -> Option<Interval> {
        self.views.first().and_then(Reading::interval)
    }

    /// The value in the view called `name`.
    pub fn view(&self, name: &str) -> Option<&Reading> {
        self.views.iter().find(|r| r.view == name)
    }
}

impl RatingsValues {
    /// The bytes of `values.json`: the same for the same values.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The values of the main view for `values.csv`; players without one are
    /// left out.
    pub fn values(&self) -> Vec<Value> {
        let worlds = self.design.worlds;
        let known = self
            .values
            .iter()
            .filter_map(|line| Some((line, line.main()?)));
        known
            .map(|(line, value)| Value::new(line.id.clone(), value, worlds))
            .collect()
    }
}
