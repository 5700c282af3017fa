//! A ledger of noised figures: what was released, and what of the privacy
//! budget it took.
//!
//! Noise protects only if it is drawn once. A figure that is asked for again
//! is answered with what was drawn; a figure that would spend more than the
//! budget is refused.

use serde::{Deserialize, Serialize};

/// One release.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Which figure over which data: what makes it the same question.
    pub figure: String,
    /// What it took of the budget.
    pub epsilon: f64,
    /// What was released, the noise in it.
    pub value: f64,
}

/// What was spent of the budget of differential privacy, whose unit is one
/// worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spent {
    /// The budget: the largest sum of epsilons.
    pub budget: f64,
    /// The releases, in order.
    pub entries: Vec<Entry>,
}

/// Why nothing was released.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SpentError {
    /// The budget does not reach.
    #[error(
        "releasing {figure} takes epsilon {asked}, and {left} of {budget} is left; found more than the budget, expected no more. Use what was released before, or agree on a larger budget."
    )]
    Budget {
        /// The figure.
        figure: String,
        /// What it would take.
        asked: f64,
        /// What is left.
        left: f64,
        /// The budget.
        budget: f64,
    },
    /// An epsilon that is none.
    #[error("epsilon {found}: expected a number above 0. Choose one, such as 1.")]
    Epsilon {
        /// What was given.
        found: f64,
    },
    /// No noise could be drawn.
    #[error("no noise could be drawn: {why}. Nothing was released; try again.")]
    Noise {
        /// What the library says.
        why: String,
    },
}

impl Spent {
    /// A ledger with nothing in it.
    pub fn new(budget: f64) -> Self {
        Self {
            budget,
            entries: Vec::new(),
        }
    }

    /// What is left of the budget.
    pub fn left(&self) -> f64 {
        let spent: f64 = self.entries.iter().map(|e| e.epsilon).sum();
        (self.budget - spent).max(0.0)
    }

    /// The release of `figure`: what was released before, or else what `draw`
    /// makes, which is written down. Store the ledger before you show it.
    ///
    /// # Errors
    /// If the budget does not reach, `epsilon` is not above 0, or `draw` fails;
    /// then nothing is written down.
    pub fn release(
        &mut self,
        figure: &str,
        epsilon: f64,
        draw: impl FnOnce() -> Result<f64, SpentError>,
    ) -> Result<f64, SpentError> {
        if let Some(earlier) = self.entries.iter().find(|e| e.figure == figure) {
            return Ok(earlier.value);
        }
        if !(epsilon > 0.0 && epsilon.is_finite()) {
            return Err(SpentError::Epsilon { found: epsilon });
        }
        let left = self.left();
        if epsilon > left * (1.0 + 1e-12) {
            return Err(SpentError::Budget {
                figure: figure.to_owned(),
                asked: epsilon,
                left,
                budget: self.budget,
            });
        }
        let value = draw()?;
        self.entries.push(Entry {
            figure: figure.to_owned(),
            epsilon,
            value,
        });
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_drawn_once_and_the_budget_holds() {
        let mut spent = Spent::new(1.0);
        assert_eq!(spent.release("share", 0.5, || Ok(41.5)), Ok(41.5));
        let again = spent.release("share", 0.5, || panic!("drawn again"));
        assert_eq!(again, Ok(41.5));
        assert_eq!(spent.left(), 0.5);
        let too_much = spent.release("mean", 0.6, || Ok(0.0));
        assert!(matches!(too_much, Err(SpentError::Budget { left, .. }) if left == 0.5));
        assert_eq!(spent.release("mean", 0.5, || Ok(-0.1)), Ok(-0.1));
        assert_eq!((spent.left(), spent.entries.len()), (0.0, 2));
    }

    #[test]
    fn what_fails_is_not_written_down() {
        let mut spent = Spent::new(1.0);
        for epsilon in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let refused = spent.release("share", epsilon, || Ok(1.0));
            assert!(matches!(refused, Err(SpentError::Epsilon { .. })));
        }
        let failed = spent.release("share", 1.0, || {
            Err(SpentError::Noise {
                why: "no entropy".into(),
            })
        });
        assert!(failed.is_err());
        assert_eq!(spent, Spent::new(1.0));
    }
}
