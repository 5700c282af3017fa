//! What can be asked about records.

use crate::error::ValueError;
use crate::recommender::ask::{LEAST_CORE, NUCLEOLUS};
use serde::{Deserialize, Serialize};

/// A method and what it says about itself.
#[derive(Clone, Copy, Debug)]
pub struct MethodInfo {
    /// The name on the command line.
    pub name: &'static str,
    /// Where it comes from.
    pub source: &'static str,
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
    /// How much values would differ with other test examples and other subsets
    /// drawn.
    Both,
}

const fn info(name: &'static str, source: &'static str) -> MethodInfo {
    MethodInfo { name, source }
}

const JIA: &str = "Jia and others 2019, arXiv:1908.08619";

/// Every method.
pub const METHODS: [MethodInfo; 19] = [
    info("knn-shapley", JIA),
    info(
        "knn-banzhaf",
        "Capstan, after Jia and others 2019, arXiv:1908.08619",
    ),
    info(
        "knn-beta",
        "Capstan, after Jia and others 2019, arXiv:1908.08619",
    ),
    info("knn-loo", JIA),
    info("knn-soft", "Wang and Jia 2023, arXiv:2304.04258"),
    info("knn-threshold", "Wang and others 2023, arXiv:2308.15709"),
    info("knn-regression", JIA),
    info(
        "knn-weighted",
        "Capstan, the game of Wang and others 2024, arXiv:2401.11103",
    ),
    info("loo", "what is lost when one alone leaves"),
    info("shapley", "Shapley 1953, doi:10.1515/9781400881970-018"),
    info("owen", "Owen 1977, doi:10.1007/978-3-642-45494-3_7"),
    info(
        "permutation",
        "Castro and others 2009, doi:10.1016/j.cor.2008.04.004",
    ),
    info("truncated", "Ghorbani and Zou 2019, arXiv:1904.02868"),
    info("antithetic", "Mitchell and others 2022, arXiv:2104.12199"),
    info("banzhaf", "Wang and Jia 2023, arXiv:2205.15466"),
    info("oob", "Kwon and Zou 2023, arXiv:2304.07718"),
    info(
        "influence",
        "Koh and Liang 2017, arXiv:1703.04730; of ridge, exactly",
    ),
    info("least-core", LEAST_CORE),
    info("nucleolus", NUCLEOLUS),
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
    /// Whether the players, or the members of groups, are owners of records.
    pub owners: bool,
    /// Whose test examples values are about: everyone, strikers (a player's
    /// own people), bystanders (all others) or others (people who are no
    /// player); everyone if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<String>,
    /// The coalitions of groups to be told about, by the names of groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coalitions: Vec<Vec<String>>,
    /// The seed of everything drawn.
    pub seed: u64,
    /// How narrow intervals should be before drawing stops.
    pub tolerance: Option<f64>,
    /// How many subsets to evaluate at most; 20,000 if not given, and of groups
    /// under nearest neighbours 2^20.
    pub budget: Option<u64>,
}

impl Plan {
    /// Refuses what cannot be asked of any data.
    ///
    /// # Errors
    /// If the tolerance or the budget is not above 0.
    pub fn check(&self) -> Result<(), ValueError> {
        let wrong = |name, found: String, expected: &str| ValueError::Range {
            name,
            found,
            expected: expected.to_owned(),
        };
        if let Some(t) = self.tolerance.filter(|t| !t.is_finite() || *t <= 0.0) {
            return Err(wrong("--tolerance", t.to_string(), "a number above 0"));
        }
        match self.budget {
            Some(0) => Err(wrong(
                "--budget",
                "0".to_owned(),
                "a whole number of subsets, from 1",
            )),
            _ => Ok(()),
        }
    }

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
