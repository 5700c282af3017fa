//! Typed data: ratings, attributes and groups of people; their readers; the
//! synthetic sample.
//!
//! Input becomes typed values here, at the edge. Whatever is wrong with a file
//! is said with its name, line and field, and changes nothing.

pub mod attributes;
pub mod describe;
pub mod error;
pub mod group;
mod hash;
pub mod ids;
pub mod money;
pub mod pay;
pub mod ratings;
pub mod read;
pub mod world;

pub use attributes::{Attributes, Column};
pub use describe::{Description, describe};
pub use error::DataError;
pub use group::{Group, GroupError, Suggestion, suggestions};
pub use ids::Ids;
pub use money::{Currency, Money, MoneyError};
pub use ratings::{Feedback, Keep, Rating, Ratings, Row, Scale};
pub use read::{Duplicates, Loaded, ReadOptions, read, read_bytes, read_sides, read_timed};
pub use world::{World, WorldSpec};

/// A data set: ratings and what is known about users and items.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// What to call it: the file's name, or "sample".
    pub name: String,
    /// The ratings.
    pub ratings: Ratings,
    /// What is known about users.
    pub users: Attributes,
    /// What is known about items.
    pub items: Attributes,
}
