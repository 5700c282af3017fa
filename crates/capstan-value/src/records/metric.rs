//! How well test examples are predicted.

use crate::error::ValueError;
use crate::sight::variance;
use capstan_data::{Examples, Labels};
use serde::{Deserialize, Serialize};

/// A metric of predictions; more is better. Each is a mean over test examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// The share of test examples whose class has the highest score; of
    /// classes that share it, each counts for its part.
    Accuracy,
    /// Minus the mean of minus the logarithm of the probability of the class.
    LogLoss,
    /// Minus the mean squared error.
    SquaredError,
    /// 1 minus the squared error over that of predicting the mean of the test
    /// labels.
    R2,
}

impl Metric {
    /// All of them by name.
    pub const ALL: [(&'static str, Metric); 4] = [
        ("accuracy", Metric::Accuracy),
        ("log-loss", Metric::LogLoss),
        ("squared-error", Metric::SquaredError),
        ("r2", Metric::R2),
    ];

    /// The metric called `name`.
    ///
    /// # Errors
    /// If there is none.
    pub fn named(name: &str) -> Result<Self, ValueError> {
        let known = Self::ALL.iter().find(|(n, _)| *n == name);
        known.map(|(_, m)| *m).ok_or_else(|| ValueError::Range {
            name: "--metric",
            found: name.to_owned(),
            expected: format!("one of {}", Self::ALL.map(|(n, _)| n).join(", ")),
        })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, m)| *m == self)
            .map_or("", |(n, _)| n)
    }

    /// Whether it is of numbers and not of classes.
    pub fn of_numbers(self) -> bool {
        matches!(self, Self::SquaredError | Self::R2)
    }
}

/// What a metric needs to know of the test examples.
#[derive(Clone, Debug)]
pub struct Scorer<'a> {
    metric: Metric,
    labels: &'a Labels,
    /// For `R2`, one over the variance of the labels.
    scale: f64,
}

impl<'a> Scorer<'a> {
    /// For these test examples.
    ///
    /// # Errors
    /// If the metric is not one for such labels, or is undefined for all of
    /// them.
    pub fn new(metric: Metric, tests: &'a Examples) -> Result<Self, ValueError> {
        let mut scale = 1.0;
        match &tests.labels {
            Labels::Numbers(of) => {
                if metric == Metric::R2 {
                    scale = 1.0 / variance(of);
                }
                if !scale.is_finite() {
                    return Err(ValueError::Range {
                        name: "--metric",
                        found: format!(
                            "r2 with test labels that are all {}",
                            of.first().copied().unwrap_or_default()
                        ),
                        expected: "labels that differ, or --metric squared-error".to_owned(),
                    });
                }
            }
            Labels::Classes { .. } if metric.of_numbers() => {
                return Err(ValueError::Range {
                    name: "--metric",
                    found: format!("{} of classes", metric.name()),
                    expected: "accuracy or log-loss".to_owned(),
                });
            }
            Labels::Classes { .. } => {}
        }
        Ok(Self {
            metric,
            labels: &tests.labels,
            scale,
        })
    }

    /// What each test example adds, from a row of scores each; why the metric
    /// is undefined, where it is.
    pub fn parts(&self, scores: &[f64]) -> Result<Vec<f64>, String> {
        match self.labels {
            Labels::Numbers(of) => Ok(of
                .iter()
                .zip(scores)
                .map(|(y, s)| {
                    let loss = (s - y).powi(2) * self.scale;
                    if self.metric == Metric::R2 {
                        1.0 - loss
                    } else {
                        -loss
                    }
                })
                .collect()),
            Labels::Classes { of, names } => {
                let width = scores.len() / of.len().max(1);
                let rows = scores.chunks_exact(width.max(1));
                of.iter()
                    .zip(rows)
                    .map(|(&class, row)| match self.metric {
                        Metric::LogLoss => match row.get(class as usize) {
                            Some(&p) if p > 0.0 => Ok(p.ln()),
                            _ => Err(format!(
                                "log-loss is infinite where the class {:?} is given no chance",
                                names.name(class)
                            )),
                        },
                        _ => Ok(share_of_top(row, class as usize)),
                    })
                    .collect()
            }
        }
    }
}

/// 1 if `class` alone has the highest score, its part if others share it.
fn share_of_top(row: &[f64], class: usize) -> f64 {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if row.get(class) == Some(&most) {
        1.0 / row.iter().filter(|s| **s == most).count() as f64
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{classes, numbers};

    #[test]
    fn ties_at_the_top_are_shared() {
        let tests = classes(&[0.0, 1.0, 2.0], &["a", "b", "c"]);
        let scorer = Scorer::new(Metric::Accuracy, &tests).unwrap();
        let scores = [0.4, 0.4, 0.2, 0.1, 0.8, 0.1, 0.5, 0.3, 0.2];
        assert_eq!(scorer.parts(&scores).unwrap(), [0.5, 1.0, 0.0]);
        // The third class was never seen in training.
        let scores = [1.0, 0.0, 0.0, 1.0, 0.5, 0.5];
        assert_eq!(scorer.parts(&scores).unwrap(), [1.0, 1.0, 0.0]);
    }

    #[test]
    fn log_loss_of_no_chance_is_undefined() {
        let tests = classes(&[0.0, 1.0], &["a", "b"]);
        let scorer = Scorer::new(Metric::LogLoss, &tests).unwrap();
        let parts = scorer.parts(&[0.5, 0.5, 0.75, 0.25]).unwrap();
        assert!((parts[0] - 0.5f64.ln()).abs() < 1e-15);
        let why = scorer.parts(&[0.5, 0.5, 1.0, 0.0]).unwrap_err();
        assert!(why.contains("\"b\""), "{why}");
    }

    #[test]
    fn r2_is_one_for_the_truth_and_zero_for_the_mean() {
        let tests = numbers(&[0.0, 0.0, 0.0], &[1.0, 2.0, 6.0]);
        let scorer = Scorer::new(Metric::R2, &tests).unwrap();
        let mean = |s: &[f64]| scorer.parts(s).unwrap().iter().sum::<f64>() / 3.0;
        assert!((mean(&[1.0, 2.0, 6.0]) - 1.0).abs() < 1e-12);
        assert!(mean(&[3.0; 3]).abs() < 1e-12);
        // The mean of three times 0.1 is not 0.1.
        let same = numbers(&[0.0; 3], &[0.1; 3]);
        assert!(Scorer::new(Metric::R2, &same).is_err());
        assert!(Scorer::new(Metric::R2, &classes(&[0.0], &["a"])).is_err());
    }

    #[test]
    fn names_lead_back() {
        for (name, metric) in Metric::ALL {
            assert_eq!(Metric::named(name).unwrap(), metric);
            assert_eq!(metric.name(), name);
        }
        assert!(Metric::named("auc").is_err());
    }
}
