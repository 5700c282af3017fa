//! What a valuation says to all members: nothing of it is about one person.

use crate::values::pooled::Pooled;
use crate::values::spread::Spread;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What came of a valuation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = ValuationResult)]
pub struct Found {
    /// The metric in whose unit values are: "explained" for donated jobs, of
    /// 100 what the model foresees of the differences in pay.
    #[schema(example = "explained")]
    pub metric: String,
    /// The model.
    #[schema(example = "ridge")]
    pub model: String,
    /// How values are made of worths.
    #[schema(example = "shapley")]
    pub method: String,
    /// The platform, of donated jobs; else empty.
    #[schema(example = "shipt")]
    pub platform: String,
    /// The currency of the jobs; else empty.
    #[schema(example = "USD")]
    pub currency: String,
    /// What the model knows of a job before it is paid.
    pub features: Vec<String>,
    /// How many jobs or ratings it learned from and was tested on, rounded
    /// down to hundreds where they are many.
    #[schema(example = 600)]
    pub records: u64,
    /// What everyone's data together are worth.
    pub worth: Worth,
    /// What the model is worth where it knows nobody's, or nobody's of a
    /// group.
    #[schema(example = 0.0)]
    pub nobody: Option<f64>,
    /// The limits of the 95 % interval of `nobody`, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nobody_within: Option<[f64; 2]>,
    /// How values are spread over people; nothing where groups are valued or
    /// there are too few people to show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// The same where some are paid as one, by "household" and "group", as far
    /// as it may be shown.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pools: BTreeMap<String, Pooled>,
    /// The groups that are large enough to be shown.
    #[serde(default)]
    pub groups: Vec<GroupValue>,
    /// How many groups are too small to be shown.
    #[serde(default)]
    #[schema(example = 0)]
    pub hidden: u64,
    /// So many people must come, go or change what they donated before figures
    /// are shown: fewer could be told by the difference to what was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<u64>,
    /// Whether it leaves out donations that came since, for the same reason.
    #[serde(default)]
    pub older: bool,
    /// How many subsets a model was trained on.
    #[schema(example = 2000)]
    pub evaluations: u64,
    /// The seed of everything drawn.
    #[schema(example = 1)]
    pub seed: u64,
}

/// What everyone's data are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = ValuationWorth)]
pub struct Worth {
    /// The estimate.
    #[schema(example = 81.2)]
    pub value: Option<f64>,
    /// The lower limit of its 95 % interval, where one is known.
    #[schema(example = 74.0)]
    pub low: Option<f64>,
    /// The upper limit.
    #[schema(example = 88.4)]
    pub high: Option<f64>,
}

/// The value of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GroupValue {
    /// The group.
    #[schema(example = "busy")]
    pub name: String,
    /// How many people, as a published size.
    #[schema(example = 50)]
    pub people: u64,
    /// The value; nothing where it is undefined.
    pub value: Option<f64>,
    /// The lower limit of its interval.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
}

impl Found {
    /// Whether 0 lies in the interval of what everyone's data are worth.
    pub fn says_nothing(&self) -> bool {
        matches!(self.worth, Worth { low: Some(low), high: Some(high), .. } if low <= 0.0 && high >= 0.0)
    }

    /// The same with nothing in it that could be compared with what was shown.
    #[must_use]
    pub fn without_figures(self, needed: u64) -> Self {
        Self {
            records: 0,
            worth: Worth::default(),
            nobody: None,
            nobody_within: None,
            spread: None,
            pools: BTreeMap::new(),
            groups: Vec::new(),
            withheld: Some(needed),
            ..self
        }
    }

    /// With how many digits after the point its numbers are told.
    pub fn digits(&self) -> u8 {
        let bins = self.spread.iter().flat_map(|s| &s.bins).map(|b| b.value);
        let groups = self.groups.iter().filter_map(|g| g.value);
        let largest = bins.chain(groups).map(f64::abs).fold(0.0, f64::max);
        if largest > 0.0 {
            (1.0 - largest.log10().floor()).clamp(0.0, 6.0) as u8
        } else {
            1
        }
    }
}

/// How many records are told: those of few people could be counted.
pub fn coarse(records: usize) -> u64 {
    let unit = if records >= 1000 { 100 } else { 10 };
    records as u64 / unit * unit
}
