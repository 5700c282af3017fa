//! Ways to share money, to be tried on what the data of a group are worth
//! before it decides on one.

pub mod api;
pub mod explore;
pub mod pages;

pub use api::api;
pub use pages::pages;
