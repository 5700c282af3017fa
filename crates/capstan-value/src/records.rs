//! What each record, owner of records or group of records adds to a model that
//! is right about test examples.

mod ask;
mod check;
mod counted;
mod drawing;
mod game;
pub mod influence;
pub mod loo;
mod metric;
mod near_groups;
mod neighbours;
pub mod oob;
mod rated;
pub mod report;
mod result;
mod run;
mod settings;
#[cfg(test)]
mod testing;
pub mod told;
mod units;
mod view;

pub use ask::{METHODS, MethodInfo, Over, Plan, method};
pub use game::RecordGame;
pub use metric::{Metric, Scorer};
pub use rated::rated;
pub use result::{DataNote, RecordsResult, Worth};
pub use run::{Ask, Found, run};
pub use settings::Settings;
pub use units::Units;
