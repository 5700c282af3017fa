//! What each record, or all records of one owner, adds to a model that is
//! right about test examples.

mod ask;
mod check;
mod drawing;
mod game;
pub mod influence;
pub mod loo;
mod metric;
mod neighbours;
pub mod oob;
pub mod report;
mod result;
mod run;
mod settings;
#[cfg(test)]
mod testing;

pub use ask::{METHODS, MethodInfo, Over, Plan, method};
pub use game::RecordGame;
pub use metric::{Metric, Scorer};
pub use result::{DataNote, RecordsResult, Worth};
pub use run::{Ask, Found, run};
pub use settings::Settings;
