//! Donations: what members send of their pay, with consent, a receipt, and a
//! way back.

pub mod acts;
pub mod api;
pub mod body;
pub mod coming;
pub mod consent;
pub mod files;
pub mod look;
pub mod pages;
pub mod reading;
pub mod receipt;
mod sample;
pub mod sent;
pub mod typed;

pub use api::api;
pub use pages::pages;
