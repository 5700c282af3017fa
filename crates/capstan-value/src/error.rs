//! What can be in the way of a value.

/// Why there are no values.
#[derive(Debug, thiserror::Error)]
pub enum ValueError {
    /// The worth of a subset is undefined.
    #[error(
        "a subset of {size} has no worth: {why}; choose a metric that is defined there, or another method"
    )]
    Undefined {
        /// How many players are in the subset.
        size: usize,
        /// What makes it undefined.
        why: String,
    },
    /// The model does not have this metric.
    #[error(
        "{metric} does not exist for the model {model}, since {why}; choose another --metric, or a model that predicts ratings"
    )]
    NoMetric {
        /// The metric.
        metric: &'static str,
        /// The model.
        model: &'static str,
        /// What the model says.
        why: &'static str,
    },
    /// More players than can be counted out.
    #[error(
        "{players} players have too many subsets to count out: at most {most}; put them into groups or choose a method that samples"
    )]
    TooMany {
        /// How many players there are.
        players: usize,
        /// How many there may be.
        most: usize,
    },
    /// An option outside its range.
    #[error("{name} = {found}: expected {expected}")]
    Range {
        /// The option.
        name: &'static str,
        /// What was given.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// Values that do not sum to what they share out: an error of ours.
    #[error(
        "the values of a test point sum to {sum} and not to {expected}; this is a fault in Capstan: please report it with the command"
    )]
    NotShared {
        /// What they sum to.
        sum: f64,
        /// What they must sum to.
        expected: f64,
    },
    /// Samples that could not be kept.
    #[error(
        "cannot keep samples in {path}: {source}; free some space or choose another --out, then run the same command again"
    )]
    Log {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The run was cancelled from outside.
    #[error("stopped; run the same command again to go on from here")]
    Cancelled,
    /// A linear program without an answer.
    #[error(
        "the linear program behind these shares has no answer: {why}; choose another method, or check the worths for numbers of very different size"
    )]
    Program {
        /// What the solver says.
        why: String,
    },
    /// A model that cannot be used.
    #[error(transparent)]
    Learn(#[from] capstan_learn::LearnError),
    /// Worlds that could not be made.
    #[error(transparent)]
    World(#[from] capstan_worlds::WorldError),
}
