//! The directory: a menu of visions in which coalitions and campaigns are
//! found.
//!
//! [`index`] answers searches from memory. [`live`] keeps it fresh: it sees by
//! one number in the store whether anything changed, and takes in only that.

pub mod api;
pub mod bits;
pub mod fold;
pub mod index;
pub mod live;
pub mod pages;
pub mod search;
pub mod visions;

pub use api::api;
pub use live::Live;
pub use pages::pages;
