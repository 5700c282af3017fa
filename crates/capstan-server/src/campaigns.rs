//! Campaigns: writing them, opening them together, and what came of them.

pub mod acts;
pub mod api;
pub mod draft;
pub mod outcome;
pub mod pages;
pub mod posts;
pub mod problems;

pub use api::api;
pub use pages::{open, pages};
