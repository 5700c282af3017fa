//! The ground floor: seeded streams, intervals, bootstrap, small linear
//! algebra.
//!
//! Everything here is plain slices and numbers. No module knows what a rating,
//! a person or a file is.

pub mod bootstrap;
pub mod disclosure;
pub mod interval;
pub mod linalg;
pub mod resample;
pub mod stream;

pub use bootstrap::UserWeights;
pub use interval::Interval;
pub use stream::{Stream, key_of};
