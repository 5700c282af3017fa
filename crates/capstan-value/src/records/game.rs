//! The game of records: a subset is worth what a model does that learned from
//! it alone.

use super::metric::{Metric, Scorer};
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::sight::mean;
use capstan_data::{Examples, Labels, Owners};
use capstan_learn::supervised::Learner;

/// Examples to learn from in units (single records, or all of one owner), a
/// model, and test examples to be right about.
pub struct RecordGame<'a> {
    /// The examples to learn from.
    pub train: &'a Examples,
    /// The examples to test on.
    pub tests: &'a Examples,
    /// The model.
    pub learner: &'a dyn Learner,
    scorer: Scorer<'a>,
    units: Vec<Vec<u32>>,
    always: Vec<u32>,
}

impl<'a> RecordGame<'a> {
    /// A game of single records, or of their owners.
    ///
    /// # Errors
    /// If the metric cannot be had of these labels or this model, or owners
    /// are asked for and not known.
    pub fn new(
        train: &'a Examples,
        tests: &'a Examples,
        learner: &'a dyn Learner,
        metric: Metric,
        owners: bool,
    ) -> Result<Self, ValueError> {
        let units = units(train, owners)?;
        Self::of_units(train, tests, learner, metric, (units, Vec::new()))
    }

    /// A game whose players have these examples each, ascending; an example
    /// may be of several, and the last ones are there whoever is.
    ///
    /// # Errors
    /// As [`RecordGame::new`].
    pub fn of_units(
        train: &'a Examples,
        tests: &'a Examples,
        learner: &'a dyn Learner,
        metric: Metric,
        (units, always): (Vec<Vec<u32>>, Vec<u32>),
    ) -> Result<Self, ValueError> {
        if metric == Metric::LogLoss && !learner.probabilities() {
            return Err(ValueError::Range {
                name: "--metric",
                found: format!(
                    "log-loss of {}, whose scores are no probabilities",
                    learner.name()
                ),
                expected: "accuracy, or --model logistic".to_owned(),
            });
        }
        if learner.name() == "logistic" && matches!(train.labels, Labels::Numbers(_)) {
            return Err(ValueError::Range {
                name: "--model",
                found: "logistic for numbers".to_owned(),
                expected: "ridge or knn, or --metric accuracy for classes".to_owned(),
            });
        }
        Ok(Self {
            train,
            tests,
            learner,
            scorer: Scorer::new(metric, tests)?,
            units,
            always,
        })
    }

    /// The examples of each player, ascending.
    pub fn units(&self) -> &[Vec<u32>] {
        &self.units
    }

    /// The examples of a subset of players, ascending.
    pub fn rows(&self, coalition: &Coalition) -> Vec<u32> {
        let units = coalition.iter().flat_map(|u| &self.units[u]);
        let mut rows: Vec<u32> = units.chain(&self.always).copied().collect();
        if !rows.is_sorted() {
            rows.sort_unstable();
        }
        rows.dedup();
        rows
    }

    /// What each test example adds to the worth of these examples.
    ///
    /// # Errors
    /// As [`Game::parts`].
    pub fn of_rows(&self, rows: &[u32], state: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
        let learned = self.learner.learn(self.train, rows, state)?;
        let mut scores = Vec::new();
        self.learner
            .scores(self.train, rows, &learned, self.tests, &mut scores);
        // A subset that shows too little leaves the start as it was.
        if !learned.is_empty() {
            *state = learned;
        }
        self.scorer
            .parts(&scores)
            .map_err(|why| ValueError::Undefined {
                size: rows.len(),
                why,
            })
    }
}

/// Whose each example is.
pub(crate) fn owners_of(train: &Examples) -> Result<&Owners, ValueError> {
    train.owners.as_ref().ok_or_else(|| ValueError::Range {
        name: "--owner",
        found: "no column".to_owned(),
        expected: "the column that says whose each record is".to_owned(),
    })
}

/// The examples of each player.
fn units(train: &Examples, owners: bool) -> Result<Vec<Vec<u32>>, ValueError> {
    if !owners {
        return Ok((0..train.len() as u32).map(|r| vec![r]).collect());
    }
    let owners = owners_of(train)?;
    let mut units = vec![Vec::new(); owners.names.len()];
    for (row, &owner) in owners.of.iter().enumerate() {
        units[owner as usize].push(row as u32);
    }
    Ok(units)
}

impl Game for RecordGame<'_> {
    fn players(&self) -> usize {
        self.units.len()
    }

    fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError> {
        self.worth_from(coalition, &mut Vec::new())
    }

    fn worth_from(&self, coalition: &Coalition, state: &mut Vec<f64>) -> Result<f64, ValueError> {
        Ok(mean(&self.parts(coalition, state)?))
    }

    fn parts(&self, coalition: &Coalition, state: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
        self.of_rows(&self.rows(coalition), state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::testing::{classes, numbers};
    use capstan_learn::supervised::{Logistic, Neighbours, Ridge};

    #[test]
    fn a_subset_is_worth_what_its_neighbours_know() {
        let train = classes(&[0.0, 1.0, 10.0], &["a", "b", "b"]);
        let tests = classes(&[0.0, 9.0], &["a", "b"]);
        let knn = Neighbours { k: 1 };
        let game = RecordGame::new(&train, &tests, &knn, Metric::Accuracy, false).unwrap();
        let worth = |m: &[usize]| game.worth(&Coalition::of(3, m.iter().copied())).unwrap();
        assert_eq!(worth(&[]), 0.5);
        assert_eq!(worth(&[0]), 0.5);
        assert_eq!(worth(&[0, 1]), 1.0);
        assert_eq!(worth(&[1]), 0.5);
    }

    #[test]
    fn owners_bring_all_that_is_theirs() {
        let mut train = classes(&[0.0, 1.0, 10.0], &["a", "b", "b"]);
        let mut names = capstan_data::Ids::new();
        names.insert("ann");
        names.insert("bo");
        train.owners = Some(capstan_data::Owners {
            names,
            of: vec![1, 0, 1],
        });
        let knn = Neighbours { k: 1 };
        let game = RecordGame::new(&train, &train, &knn, Metric::Accuracy, true).unwrap();
        assert_eq!(game.rows(&Coalition::full(2)), [0, 1, 2]);
        assert_eq!(game.rows(&Coalition::of(2, [1])), [0, 2]);
        let plain = classes(&[0.0], &["a"]);
        assert!(RecordGame::new(&plain, &plain, &knn, Metric::Accuracy, true).is_err());
    }

    #[test]
    fn groups_may_share_records() {
        let train = classes(&[0.0, 1.0, 10.0, 20.0], &["a", "b", "b", "a"]);
        let knn = Neighbours { k: 1 };
        let units = (vec![vec![0, 2], vec![1, 2]], vec![3]);
        let game = RecordGame::of_units(&train, &train, &knn, Metric::Accuracy, units).unwrap();
        assert_eq!(game.rows(&Coalition::full(2)), [0, 1, 2, 3]);
        assert_eq!(game.rows(&Coalition::of(2, [1])), [1, 2, 3]);
        assert_eq!(game.rows(&Coalition::empty(2)), [3]);
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        let train = classes(&[0.0, 1.0], &["a", "b"]);
        let ridge = Ridge { lambda: 1.0 };
        assert!(RecordGame::new(&train, &train, &ridge, Metric::LogLoss, false).is_err());
        let goals = numbers(&[0.0, 1.0], &[1.0, 2.0]);
        let logistic = Logistic { lambda: 1.0 };
        assert!(RecordGame::new(&goals, &goals, &logistic, Metric::SquaredError, false).is_err());
    }

    #[test]
    fn an_undefined_worth_names_the_size_of_the_subset() {
        let train = classes(&[0.0, 1.0, 2.0], &["a", "a", "b"]);
        let knn = Neighbours { k: 1 };
        let game = RecordGame::new(&train, &train, &knn, Metric::LogLoss, false).unwrap();
        let error = game.worth(&Coalition::of(3, [0, 1])).unwrap_err();
        assert!(
            error.to_string().starts_with("a subset of 2 has no worth"),
            "{error}"
        );
    }
}
