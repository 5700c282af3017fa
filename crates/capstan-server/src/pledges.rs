//! Pledges: taking part if enough others do, confirming, and being shown.

pub mod acts;
pub mod api;
pub mod pages;
pub mod queue;

pub use api::api;
pub use pages::pages;
