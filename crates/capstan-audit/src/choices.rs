//! What could be chosen otherwise; every figure says with which choices it was
//! made, and how it changes with them.

use crate::error::AuditError;
use capstan_data::pay::Record;
use capstan_stats::disclosure::Limits;
use serde::{Deserialize, Serialize};

/// Which jobs the headline is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// Those of worker-weeks that were not paid by the rule any more.
    Changed,
    /// All.
    All,
}

/// How promotions are set beside the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Promotion {
    /// Left apart: base pay beside the rule.
    Apart,
    /// Base and promotion together beside the rule alone, as if it had come
    /// without promotions.
    Folded,
    /// Base and promotion together beside the rule and the mean promotion of
    /// the jobs that were paid by it.
    FoldedMean,
}

/// Which jobs are counted, by how they came in. People who pick what they send
/// do not pick at random, so what whole logs say and what picked jobs say can
/// stand apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Records {
    /// All.
    #[default]
    All,
    /// Those of whole logs.
    FullLog,
    /// Those that were picked.
    Picked,
    /// Those of which it is not known.
    Unknown,
}

impl Records {
    /// The ways in which jobs come in.
    pub const WAYS: [Self; 3] = [Self::FullLog, Self::Picked, Self::Unknown];

    /// Its name, in files and in keys of sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::FullLog => "full-log",
            Self::Picked => "picked",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a job that came in like this is counted.
    pub fn counts(self, record: Option<Record>) -> bool {
        match self {
            Self::All => true,
            Self::FullLog => record == Some(Record::FullLog),
            Self::Picked => record == Some(Record::Picked),
            Self::Unknown => record.is_none(),
        }
    }

    fn is_all(&self) -> bool {
        *self == Self::All
    }
}

/// The choices of an audit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choices {
    /// From which relative change on a worker counts as cut or gaining.
    pub margin: f64,
    /// How far pay may be from the rule and still follow it, in major units.
    pub tolerance: f64,
    /// The fewest jobs of a worker who is counted.
    pub min_jobs: usize,
    /// Which jobs are counted.
    pub jobs: Which,
    /// How promotions are treated.
    pub promotion: Promotion,
    /// The largest weight of one worker in an average, 0 to 1.
    pub cap: f64,
    /// Whether jobs whose parts do not add up to their total are counted.
    pub doubted: bool,
    /// Which jobs are counted, by how they came in.
    #[serde(default, skip_serializing_if = "Records::is_all")]
    pub records: Records,
    /// Bootstrap draws.
    pub draws: usize,
    /// The seed of everything random.
    pub seed: u64,
    /// From where on figures are shown.
    pub limits: Limits,
}

impl Choices {
    /// The usual choices for a rule with this tolerance.
    pub fn usual(tolerance: f64) -> Self {
        let limits = Limits::default();
        Self {
            margin: 0.01,
            tolerance,
            min_jobs: 10,
            jobs: Which::Changed,
            promotion: Promotion::Apart,
            cap: limits.dominance,
            doubted: true,
            records: Records::All,
            draws: 2000,
            seed: 1,
            limits,
        }
    }

    /// Whether they make sense.
    ///
    /// # Errors
    /// If one of them does not.
    pub fn check(&self) -> Result<(), AuditError> {
        let share = |x: f64| (0.0..1.0).contains(&x);
        let wrong = |name, found: String, expected| {
            Err(AuditError::Choice {
                name,
                found,
                expected,
            })
        };
        if !share(self.margin) {
            return wrong(
                "margin",
                self.margin.to_string(),
                "0 or more and less than 1",
            );
        }
        if !(self.tolerance >= 0.0 && self.tolerance.is_finite()) {
            return wrong("tolerance", self.tolerance.to_string(), "0 or more");
        }
        if self.min_jobs == 0 {
            return wrong("min-jobs", "0".into(), "1 or more");
        }
        if !(self.cap > 0.0 && self.cap <= 1.0) {
            return wrong("cap", self.cap.to_string(), "more than 0, and 1 at most");
        }
        if !(200..=100_000).contains(&self.draws) {
            return wrong("draws", self.draws.to_string(), "from 200 to 100000");
        }
        if self.limits.people == 0 {
            return wrong("min-group", "0".into(), "1 or more");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_choices_make_sense_and_others_are_refused_by_name() {
        let usual = Choices::usual(0.05);
        assert!(usual.check().is_ok());
        let text = serde_json::to_string(&usual).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Choices>(&text).expect("choices"),
            usual
        );
        type Change = (&'static str, fn(&mut Choices));
        let changes: [Change; 6] = [
            ("margin = -0.1: expected 0 or more", |c| c.margin = -0.1),
            ("tolerance = NaN", |c| c.tolerance = f64::NAN),
            ("min-jobs = 0", |c| c.min_jobs = 0),
            ("cap = 0", |c| c.cap = 0.0),
            ("draws = 10: expected from 200", |c| c.draws = 10),
            ("min-group = 0", |c| c.limits.people = 0),
        ];
        for (said, change) in changes {
            let mut choices = usual.clone();
            change(&mut choices);
            let error = choices.check().expect_err(said).to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }
}
