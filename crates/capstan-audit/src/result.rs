//! The audit as it is written to `audit.json`: figures about groups, and the
//! recipe that makes them again. Nothing in it is about one person.

use crate::apart::Apart;
use crate::average::Averages;
use crate::cells::Cell;
use crate::choices::Choices;
use crate::falsified::Falsified;
use crate::hourly::Hourly;
use crate::left::LeftOut;
use crate::needed::Needed;
use crate::opacity::Opacity;
use crate::release::Held;
use crate::rule::{Kind, Title};
use crate::search::Found;
use crate::sensitivity::Variant;
use crate::share::ShareCut;
use crate::staggered::Staggered;
use crate::strata::{Stratum, Weighed};
use crate::take::Take;
use crate::tips::Tips;
use crate::verdict::Counts;
use crate::when::Change;
use capstan_stats::disclosure::Withheld;
use capstan_stats::interval::Interval;
use serde::{Deserialize, Serialize};

/// An audit of pay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Audit {
    /// What is audited: `pay`.
    pub audit: String,
    /// The version of Capstan.
    pub capstan: String,
    /// What makes the same audit again.
    pub recipe: Recipe,
    /// The jobs.
    pub jobs: JobCounts,
    /// The workers.
    pub workers: WorkerCounts,
    /// The figures about all counted workers; none if they may not be shown.
    pub headline: Option<Headline>,
    /// The headline under other choices.
    pub sensitivity: Vec<Variant>,
    /// What more workers could say.
    pub needed: Vec<Needed>,
    /// What false donors could have moved.
    pub falsified: Vec<Falsified>,
    /// The smallest share of donors that would have to be false for the mean of
    /// the workers' changes to be on the other side of 0.
    pub turned_by: Option<f64>,
    /// When the rule changed.
    pub changed: Option<Change>,
    /// What the change did, where places changed at different times.
    #[serde(default)]
    pub staggered: Option<Staggered>,
    /// The mean promotion of jobs paid by the rule, and of counted jobs.
    pub promotions: [Option<f64>; 2],
    /// Tips of the counted jobs.
    pub tips: Option<Tips>,
    /// The same for each way in which jobs came in, where there are several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tips_apart: Vec<Apart<Tips>>,
    /// How much of pay does not follow from what is known.
    pub opacity: Option<Opacity>,
    /// The same for each way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opacity_apart: Vec<Apart<Opacity>>,
    /// The simple rule that gives most jobs their pay.
    pub found: Option<Found>,
    /// The same for each way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found_apart: Vec<Apart<Found>>,
    /// What an hour brought.
    pub hourly: Option<Hourly>,
    /// The same for each way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hourly_apart: Vec<Apart<Hourly>>,
    /// What the platform kept.
    pub take: Vec<Take>,
    /// The figures by place.
    pub places: Vec<Cell>,
    /// What is not shown, and why.
    pub withheld: Vec<NotShown>,
}

/// What makes the same audit again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The rule.
    pub rule: RuleNote,
    /// The events.
    pub data: DataNote,
    /// The choices.
    pub choices: Choices,
    /// What a mile costs.
    pub mileage: Option<RatesNote>,
    /// The least an hour must be paid.
    pub wage: Option<RatesNote>,
    /// Where jobs were that do not say it in a form the rates know.
    pub place: String,
    /// How many workers there are in all, if that is known.
    pub roster: Option<usize>,
    /// What is held back, since something was shown before that it could be
    /// taken away from.
    #[serde(default, skip_serializing_if = "Held::is_empty")]
    pub held: Held,
    /// All workers by place and by the year of their first job, if that is
    /// known.
    #[serde(default)]
    pub population: Vec<Stratum>,
}

/// A rule, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleNote {
    /// What it is called.
    pub name: String,
    /// The version of its file.
    pub version: u32,
    /// What it says about what is paid.
    pub kind: Kind,
    /// What it is, in words.
    pub title: Title,
    /// Its formula.
    pub formula: String,
    /// The code of its currency.
    pub currency: String,
    /// Where it was published.
    pub source: String,
    /// The content hash of its file.
    pub hash: String,
    /// Its file.
    pub file: String,
}

/// A table of rates, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatesNote {
    /// What it is called.
    pub name: String,
    /// The version of its file.
    pub version: u32,
    /// What it is, in words.
    pub title: Title,
    /// The content hash of its file.
    pub hash: String,
    /// Its file.
    pub file: String,
}

/// The events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataNote {
    /// The file, as it was named.
    pub file: String,
    /// The content hash of the events, whatever the order of columns and the
    /// form of the file.
    pub hash: String,
    /// How many events; nothing where that would tell how many jobs of few
    /// workers were left out.
    pub events: Option<usize>,
    /// Whether they are made up, as all their sources say.
    pub made_up: bool,
}

/// The jobs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct JobCounts {
    /// Left out, by reason.
    pub left_out: LeftOut,
    /// That the rule could be put beside.
    pub beside_rule: usize,
    /// Of weeks that were paid by the rule.
    pub by_rule: usize,
    /// Of other weeks.
    pub changed: usize,
    /// In the headline.
    pub counted: usize,
    /// Whose parts do not add up to their total, of those beside the rule; none
    /// if they are jobs of few workers.
    pub doubted: Option<usize>,
    /// That were picked by workers, of those beside the rule; none if they are
    /// jobs of few workers.
    pub picked: Option<usize>,
    /// The share of jobs that follow the rule in weeks paid by it, and in the
    /// others.
    pub followed: [f64; 2],
}

/// The workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkerCounts {
    /// With any job.
    pub all: usize,
    /// With a job that the headline could count.
    pub with_jobs: usize,
    /// With enough of them.
    pub counted: usize,
}

/// The figures about all counted workers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// The share cut.
    pub share: ShareCut,
    /// What is clear of each worker.
    pub verdicts: Counts,
    /// The averages.
    pub averages: Averages,
    /// The change of all pay, had people the jobs that they had under the rule.
    pub reweighted: Option<Interval>,
    /// The figures weighed as all workers are, if that is known.
    #[serde(default)]
    pub weighed: Option<Weighed>,
    /// The share cut at the outside among all workers there are.
    pub of_all: Option<[f64; 2]>,
    /// All that was paid, in major units; none if it may not be shown.
    pub paid: Option<f64>,
    /// All that the rule gives, in major units; none if it may not be shown.
    pub by_rule: Option<f64>,
}

/// A figure that is not shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotShown {
    /// Which.
    pub figure: Shown,
    /// Why.
    pub reason: Withheld,
}

/// Figures that may have to be withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// All about the counted workers.
    Headline,
    /// The average by pay.
    OfPay,
    /// Sums of money.
    Totals,
    /// The mean of the workers' changes.
    WorkerMean,
    /// The mean change of those who were cut.
    OfCut,
    /// Promotions of jobs that were paid by the rule.
    Promotions,
    /// Tips.
    Tips,
    /// What does not follow from what is known.
    Opacity,
    /// The simple rule that gives most jobs their pay.
    Search,
    /// What an hour brought.
    Hourly,
    /// What whole logs and picked jobs say of the change, each by itself.
    ChangeApart,
    /// What they say of tips.
    TipsApart,
    /// What they say of what does not follow.
    OpacityApart,
    /// What they say of the simple rule.
    SearchApart,
    /// What they say of pay by the hour.
    HourlyApart,
    /// What the platform kept.
    Take,
    /// When the rule changed.
    Changed,
    /// The figures by place.
    Places,
}

impl Audit {
    /// The file.
    pub fn to_json(&self) -> String {
        // Of structs with text keys only: it cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Why a figure is not shown.
    pub fn why_not(&self, figure: Shown) -> Option<&Withheld> {
        let is = |n: &&NotShown| n.figure == figure;
        self.withheld.iter().find(is).map(|n| &n.reason)
    }
}
