//! What a model is.

use crate::params::{ParamInfo, Params};
use crate::training::Training;
use capstan_stats::Stream;

/// What a model says about itself.
#[derive(Debug)]
pub struct ModelInfo {
    /// The name on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Where the method and the defaults come from.
    pub source: &'static str,
    /// Time and memory of one training.
    pub cost: &'static str,
    /// What a person gets whom the model does not know: what strikers get.
    pub unknown: &'static str,
    /// The name of the model that stands for "no personalisation".
    pub counterpart: &'static str,
    /// `None` if scores are ratings; otherwise why they are not, which is why
    /// RMSE and MAE do not exist.
    pub ranks_only: Option<&'static str>,
    /// Whether [`Fitted::forget`] works.
    pub forgets: bool,
    /// The hyper-parameters with their defaults.
    pub params: &'static [ParamInfo],
}

/// A model that an operator may run.
pub trait Model: Send + Sync {
    /// What the model says about itself.
    fn info(&self) -> &'static ModelInfo;

    /// Trains on one thread. Equal input and `stream` give equal bits.
    ///
    /// # Errors
    /// If the data cannot carry what the parameters ask for.
    fn fit(
        &self,
        params: &Params,
        train: &Training,
        stream: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError>;
}

/// A trained model.
pub trait Fitted: Send + Sync {
    /// Writes a score for each of `items` into `out`, higher is better.
    ///
    /// For models that predict, a score is a rating inside the scale. A user
    /// without training ratings gets what [`ModelInfo::unknown`] says.
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]);

    /// Removes all ratings of `users`, exactly as if it had been trained
    /// without them. Users without ratings are passed over.
    ///
    /// # Errors
    /// If the model cannot forget ([`ModelInfo::forgets`]).
    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        let _ = users;
        Err(LearnError::CannotForget)
    }

    /// The same once more, with the same bits, to forget others than this one
    /// does; `None` if the model cannot forget.
    fn fork(&self) -> Option<Box<dyn Fitted>> {
        None
    }
}

/// Why a model could not be set up or trained.
#[derive(Debug, thiserror::Error, PartialEq)]
pub enum LearnError {
    /// No such model.
    #[error("there is no model \"{name}\"; the models are {known}")]
    UnknownModel {
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// No such parameter.
    #[error("the model {model} has no parameter \"{name}\"; it has {known}")]
    UnknownParam {
        /// The model.
        model: &'static str,
        /// What was asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// A value outside what the parameter allows.
    #[error("{name} = {found} does not fit the model {model}: expected {expected}")]
    BadParam {
        /// The model.
        model: &'static str,
        /// The parameter.
        name: &'static str,
        /// The value given.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// The data cannot carry what is asked.
    #[error("the model {model} cannot be trained: {why}; {hint}")]
    TooMuch {
        /// The model.
        model: &'static str,
        /// What is in the way.
        why: String,
        /// What to do.
        hint: String,
    },
    /// The model cannot forget.
    #[error("this model cannot forget people without training anew")]
    CannotForget,
}
