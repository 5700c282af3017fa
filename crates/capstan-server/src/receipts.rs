//! Receipts for everyone: the roots of each day, and what is known of a receipt
//! beside what it says.

pub mod acts;
pub mod api;
pub mod pages;

pub use api::api;
pub use pages::pages;
