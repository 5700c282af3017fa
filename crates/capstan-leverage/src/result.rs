//! The forecast as it is written to `forecast.json`.

use crate::critical::CriticalMass;
use crate::shape::Shape;
use capstan_learn::Params;
use capstan_worlds::DataNote;
use serde::{Deserialize, Serialize};

/// A forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
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
    /// Who does what.
    pub scenario: Vec<ActionNote>,
    /// How worlds were drawn.
    pub design: DesignNote,
    /// The personalisation gap in the main metric.
    pub gap: Gap,
    /// The personalisation gap in every metric.
    pub gaps: Vec<Gap>,
    /// What the model and its counterpart reach today, for everyone.
    pub baselines: Vec<Baseline>,
    /// The curve: one entry for each participation, view and metric.
    pub points: Vec<Point>,
    /// The shape of the curve in the main metric, for everyone.
    pub shape: Shape,
    /// How many people it takes, where a target was given.
    pub critical_mass: Option<CriticalMass>,
    /// What a reader should know beside the figures.
    pub notes: Vec<Note>,
    /// Every world, so that a sample can be made again and compared.
    pub worlds: Vec<WorldNote>,
}

/// The operator's model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelNote {
    /// Its name.
    pub name: String,
    /// Its hyper-parameters.
    pub params: Params,
    /// The model that stands for no personalisation.
    pub counterpart: String,
    /// What those get whom the model does not know.
    pub unknown: String,
    /// Where method and defaults come from.
    pub source: String,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActionNote {
    /// The group as written.
    pub group: String,
    /// The lever as written.
    pub lever: String,
    /// The share of the group that takes part at participation 1.
    pub share: f64,
    /// How many people are called.
    pub people: usize,
}

/// How worlds were drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DesignNote {
    /// `paired` or `published`.
    pub protocol: String,
    /// How many folds.
    pub folds: u8,
    /// How many replicates were asked for at most.
    pub asked: u32,
    /// How many replicates the figures rest on.
    pub replicates: u32,
    /// The participations asked for.
    pub participation: Vec<f64>,
    /// When to stop early, in the unit of the main metric.
    pub tolerance: Option<f64>,
    /// The target as written.
    pub target: Option<String>,
    /// Bootstrap draws.
    pub draws: usize,
    /// Only ratings from this moment on are measured (seconds since 1970).
    pub measured_from: Option<i64>,
}

/// A personalisation gap: how much better everyone is served than without
/// personalisation. Above 0 is better, also where the metric is an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// The metric.
    pub metric: String,
    /// The gap; `null` where the metric does not exist.
    pub value: Option<f64>,
    /// The lower limit of the 95 % interval.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
    /// Why nothing can be normalised by it, where that is so.
    pub reason: Option<String>,
}

/// What a model reaches on the data as they are, for everyone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The model.
    pub model: String,
    /// The metric.
    pub metric: String,
    /// The value; `null` where the metric does not exist.
    pub value: Option<f64>,
    /// The lower limit of the 95 % interval.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
}

/// One figure of the curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The share of those called who take part.
    pub participation: f64,
    /// How many people that is.
    pub people: usize,
    /// The lever.
    pub lever: String,
    /// The group.
    pub group: String,
    /// Whose test data it is measured on.
    pub view: String,
    /// The metric.
    pub metric: String,
    /// Its value after the action.
    pub value: Option<f64>,
    /// The lower limit of the 95 % interval.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
    /// The value minus what the same people have today.
    pub change: Option<f64>,
    /// The lower limit of its 95 % interval.
    pub change_low: Option<f64>,
    /// The upper limit.
    pub change_high: Option<f64>,
    /// The loss as a share of everyone's personalisation gap.
    pub normalised_loss: Option<f64>,
    /// The lower limit of its 95 % interval.
    pub normalised_low: Option<f64>,
    /// The upper limit.
    pub normalised_high: Option<f64>,
    /// Why a figure of this point is `null`.
    pub reason: Option<String>,
}

/// Something a reader should know beside the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// The model serves no better than its counterpart: tune it first.
    NoGap,
    /// One replicate: intervals leave out who strikes.
    OneReplicate,
    /// The folds of the 2019 study, unpaired, for comparison only.
    Published,
    /// The data are made up.
    Synthetic,
    /// Stopped early because intervals were narrow enough.
    Stopped,
    /// The tolerance was not reached.
    ToleranceMissed,
    /// A lever that is only ever simulated.
    Simulated,
}

/// One world in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorldNote {
    /// The replicate.
    pub replicate: u64,
    /// The participation; `null` for the data as they are.
    pub participation: Option<f64>,
    /// The model.
    pub model: String,
    /// A short hash of everything each person got.
    pub digest: String,
    /// Every metric for everyone, in the order of the metrics.
    pub values: Vec<Option<f64>>,
}

impl Forecast {
    /// The bytes of `forecast.json`: the same for the same forecast.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The figure of one participation, view and metric.
    pub fn point(&self, participation: f64, view: &str, metric: &str) -> Option<&Point> {
        self.points
            .iter()
            .find(|p| p.participation == participation && p.view == view && p.metric == metric)
    }

    /// The curve as a table: a line for each point, `curve.csv`.
    pub fn to_csv(&self) -> String {
        let mut text = String::from(
            "participation,people,lever,group,view,metric,value,low,high,change,change_low,change_high,normalised_loss,normalised_low,normalised_high,reason\n",
        );
        let number = |x: Option<f64>| x.map(|x| x.to_string()).unwrap_or_default();
        let quoted = |t: &str| {
            if t.contains([',', '"', '\n']) {
                format!("\"{}\"", t.replace('"', "\"\""))
            } else {
                t.to_owned()
            }
        };
        for p in &self.points {
            let fields = [
                p.participation.to_string(),
                p.people.to_string(),
                quoted(&p.lever),
                quoted(&p.group),
                p.view.clone(),
                p.metric.clone(),
                number(p.value),
                number(p.low),
                number(p.high),
                number(p.change),
                number(p.change_low),
                number(p.change_high),
                number(p.normalised_loss),
                number(p.normalised_low),
                number(p.normalised_high),
                quoted(p.reason.as_deref().unwrap_or_default()),
            ];
            text.push_str(&fields.join(","));
            text.push('\n');
        }
        text
    }
}
