//! Decisions: what is put to the members of a coalition, how they vote on it,
//! and what follows.
//!
//! A proposal waits, is open, and is closed. Nothing about how people vote is
//! told before it closes; then a record is published that anyone can count
//! again.

pub mod acts;
pub mod api;
pub mod ballot;
pub mod pages;
pub mod plan;

pub use api::api;
pub use pages::pages;
