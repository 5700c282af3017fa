//! Worlds: what an operator's system would do on data that is not quite the
//! data it has.
//!
//! A world is one model trained on one change of the data, tested over all
//! folds. A [`Lab`] makes worlds, in parallel and each only once; an
//! [`Account`] turns them into figures with intervals, for each metric and each
//! evaluator view. Nothing here knows why people withhold their data: that is
//! the business of the room above.

pub mod account;
pub mod apart;
pub mod cache;
pub mod change;
pub mod design;
pub mod lab;
pub mod metric;
mod mislead;
pub mod note;
pub mod published;
pub mod split;
pub mod tune;
pub mod view;
pub mod world;

pub use account::{Account, Estimate, Figure, Sums};
pub use cache::Cache;
pub use change::{Change, Withheld};
pub use design::{Design, Protocol};
pub use lab::{Absence, BESIDE, Lab, Progress, Replicate};
pub use metric::{METRICS, Metric, WIDTH};
pub use note::DataNote;
pub use view::{Side, View};
pub use world::Outcome;

/// Why worlds could not be made.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// The model refused.
    #[error(transparent)]
    Learn(#[from] capstan_learn::LearnError),
    /// A finished world could not be written.
    #[error(
        "cannot write {path}: {source}; free some space or choose another --out, then run the same command again: finished worlds are kept"
    )]
    Write {
        /// The file.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The run was cancelled from outside.
    #[error("stopped; run the same command again to go on from here")]
    Cancelled,
}
