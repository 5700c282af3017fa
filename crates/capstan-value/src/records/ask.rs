//! What can be asked about records.

use crate::error::ValueError;
use serde::{Deserialize, Serialize};

/// A method and what it says about itself.
#[derive(Clone, Copy, Debug)]
pub struct MethodInfo {
    /// The name on the command line.
    pub name: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// What its intervals are about.
    pub interval: Over,
}

/// What an interval is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// How much values would differ with other test examples.
    Tests,
    /// How much values would differ with other subsets drawn; the test
    /// examples are as they are.
    Samples,
}

const fn info(name: &'static str, source: &'static str, interval: Over) -> MethodInfo {
    MethodInfo {
        name,
        source,
        interval,
    }
}

const JIA: &str = "Jia and others 2019, arXiv:1908.08619";

/// Every method.
pub const METHODS: [MethodInfo; 15] = [
    info("knn-shapley", JIA, Over::Tests),
    info(
        "knn-banzhaf",
        "Capstan, after Jia and others 2019, arXiv:1908.08619",
        Over::Tests,
    ),
    info(
        "knn-beta",
        "Capstan, after Jia and others 2019, arXiv:1908.08619",
        Over::Tests,
    ),
    info("knn-loo", JIA, Over::Tests),
    info(
        "knn-soft",
        "Wang and Jia 2023, arXiv:2304.04258",
        Over::Tests,
    ),
    info(
        "knn-threshold",
        "Wang and others 2023, arXiv:2308.15709",
        Over::Tests,
    ),
    info("knn-regression", JIA, Over::Tests),
    info(
        "knn-weighted",
        "Capstan, the game of Wang and others 2024, arXiv:2401.11103",
        Over::Tests,
    ),
    info("loo", "what is lost when one alone leaves", Over::Tests),
    info(
        "permutation",
        "Castro and others 2009, doi:10.1016/j.cor.2008.04.004",
        Over::Samples,
    ),
    info(
        "truncated",
        "Ghorbani and Zou 2019, arXiv:1904.02868",
        Over::Samples,
    ),
    info(
        "antithetic",
        "Mitchell and others 2022, arXiv:2104.12199",
        Over::Samples,
    ),
    info(
        "banzhaf",
        "Wang and Jia 2023, arXiv:2205.15466",
        Over::Samples,
    ),
    info("oob", "Kwon and Zou 2023, arXiv:2304.07718", Over::Samples),
    info(
        "influence",
        "Koh and Liang 2017, arXiv:1703.04730; of ridge, exactly",
        Over::Tests,
    ),
];

/// The method called `name`.
///
/// # Errors
/// If there is none; the error names those there are.
pub fn method(name: &str) -> Result<MethodInfo, ValueError> {
    METHODS
        .iter()
        .find(|m| m.name == name)
        .copied()
        .ok_or_else(|| ValueError::Range {
            name: "--method",
            found: name.to_owned(),
            expected: format!("one of {}", METHODS.map(|m| m.name).join(", ")),
        })
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The method by name.
    pub method: String,
    /// Settings of method and model, as `name=value`.
    pub set: Vec<String>,
    /// The model by name; logistic if not given, ridge for numbers. Methods of
    /// nearest neighbours bring their own.
    pub model: Option<String>,
    /// The metric by name; accuracy if not given, squared error for numbers.
    pub metric: Option<String>,
    /// Whether the players are owners of records.
    pub owners: bool,
    /// The seed of everything drawn.
    pub seed: u64,
    /// How narrow intervals should be before drawing stops.
    pub tolerance: Option<f64>,
    /// How many subsets to evaluate at most; 20,000 if not given.
    pub budget: Option<u64>,
}

impl Plan {
    /// Whether labels are numbers to predict.
    ///
    /// # Errors
    /// If there is no such method or metric.
    pub fn numbers(&self) -> Result<bool, ValueError> {
        let method = method(&self.method)?;
        let metric = self
            .metric
            .as_deref()
            .map(super::Metric::named)
            .transpose()?;
        Ok(method.name == "knn-regression" || metric.is_some_and(super::Metric::of_numbers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_have_names_of_their_own() {
        for info in METHODS {
            assert_eq!(method(info.name).unwrap().source, info.source);
        }
        let error = method("shapely").unwrap_err().to_string();
        assert!(error.contains("knn-shapley, knn-banzhaf"), "{error}");
    }
}
