//! What each record, person and group adds to a system, and how money could
//! be shared on that ground.
//!
//! Who adds what is asked as a [`Game`]: players, and what every subset of
//! them is worth. The players are records, people or groups; the worth is how
//! well a model does that learned from them alone. A method turns the worths
//! into a [`Value`] for each player, with an interval. Small games are counted
//! out in [`exact`], which every other method is tested against.

pub mod apportion;
pub mod dividend;
pub mod error;
pub mod exact;
pub mod game;
pub mod groups;
pub mod groups_knn;
pub mod inequality;
pub mod interaction;
pub mod knn;
pub mod least_core;
pub mod nucleolus;
pub mod owen;
pub mod payout;
pub mod recommender;
pub mod records;
pub mod sampling;
pub mod sight;
pub mod usefulness;
pub mod value;

#[cfg(test)]
mod oracle;

pub use error::ValueError;
pub use exact::Semivalue;
pub use game::{Coalition, Game};
pub use value::Value;
