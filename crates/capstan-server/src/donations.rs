//! Donations: what members send of their pay, with consent, a receipt, and a
//! way back.

pub mod acts;
pub mod api;
pub mod body;
pub mod consent;
pub mod files;
pub mod pages;
pub mod receipt;
pub mod typed;

pub use api::api;
pub use pages::pages;
