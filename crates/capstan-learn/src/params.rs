//! Hyper-parameters, with the same names in every model.

use crate::model::{LearnError, ModelInfo};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One hyper-parameter of a model.
#[derive(Debug)]
pub struct ParamInfo {
    /// The name: `factors`, `epochs`, `lr`, `reg`, `k`, `shrink`, `lambda`,
    /// `alpha`, or a word of the model's own.
    pub name: &'static str,
    /// What it is, with its unit.
    pub what: &'static str,
    /// The default, as it would be written.
    pub default: &'static str,
    /// What it may be.
    pub domain: Domain,
}

/// `factors` of factorisations that need at least one.
pub(crate) const FACTORS: ParamInfo = ParamInfo {
    name: "factors",
    what: "hidden tastes per person and item",
    default: "50",
    domain: Domain::Whole(1, 1024),
};

/// `epochs` of factorisations that alternate.
pub(crate) const fn epochs(default: &'static str) -> ParamInfo {
    ParamInfo {
        name: "epochs",
        what: "rounds over all people and all items",
        default,
        domain: Domain::Whole(1, 10_000),
    }
}

/// What a hyper-parameter may be.
#[derive(Debug)]
pub enum Domain {
    /// A whole number from the first to the second.
    Whole(u32, u32),
    /// A number from the first to the second.
    Real(f64, f64),
    /// One of these words.
    Word(&'static [&'static str]),
}

/// The value of a hyper-parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
}

/// A model's hyper-parameters, checked and complete.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Params(BTreeMap<String, Setting>);

impl Params {
    /// The defaults of a model, changed by `changes` (name and value as text).
    ///
    /// # Errors
    /// If a name is not the model's, or a value is outside its domain.
    pub fn new<'a>(
        info: &'static ModelInfo,
        changes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, LearnError> {
        let mut all = BTreeMap::new();
        for p in info.params {
            all.insert(p.name.to_owned(), read(info, p, p.default)?);
        }
        for (name, value) in changes {
            let p = info.params.iter().find(|p| p.name == name).ok_or_else(|| {
                LearnError::UnknownParam {
                    model: info.name,
                    name: name.to_owned(),
                    known: if info.params.is_empty() {
                        "none".to_owned()
                    } else {
                        let names: Vec<_> = info.params.iter().map(|p| p.name).collect();
                        names.join(", ")
                    },
                }
            })?;
            all.insert(p.name.to_owned(), read(info, p, value)?);
        }
        Ok(Self(all))
    }

    /// The number called `name`.
    ///
    /// # Panics
    /// If the model has no such number: an error in the model's code.
    pub fn real(&self, name: &str) -> f64 {
        match self.0.get(name) {
            Some(Setting::Number(x)) => *x,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// The whole number called `name`.
    ///
    /// # Panics
    /// As [`Params::real`].
    pub fn whole(&self, name: &str) -> usize {
        self.real(name) as usize
    }

    /// The word called `name`.
    ///
    /// # Panics
    /// As [`Params::real`].
    pub fn word(&self, name: &str) -> &str {
        match self.0.get(name) {
            Some(Setting::Word(w)) => w,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// All names and values, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Setting)> {
        self.0.iter().map(|(n, v)| (n.as_str(), v))
    }
}

impl std::fmt::Display for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(x) => write!(f, "{x}"),
            Self::Word(w) => f.write_str(w),
        }
    }
}

fn read(info: &'static ModelInfo, p: &ParamInfo, text: &str) -> Result<Setting, LearnError> {
    let bad = |expected: String| LearnError::BadParam {
        model: info.name,
        name: p.name,
        found: text.to_owned(),
        expected,
    };
    match p.domain {
        Domain::Whole(low, high) => text
            .parse::<u32>()
            .ok()
            .filter(|x| (low..=high).contains(x))
            .map(|x| Setting::Number(f64::from(x)))
            .ok_or_else(|| bad(format!("a whole number from {low} to {high}"))),
        Domain::Real(low, high) => text
            .parse::<f64>()
            .ok()
            .filter(|x| (low..=high).contains(x))
            .map(Setting::Number)
            .ok_or_else(|| bad(format!("a number from {low} to {high}"))),
        Domain::Word(words) => words
            .contains(&text)
            .then(|| Setting::Word(text.to_owned()))
            .ok_or_else(|| bad(format!("one of {}", words.join(", ")))),
    }
}
