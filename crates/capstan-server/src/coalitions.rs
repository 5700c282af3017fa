//! Coalitions: founding one, joining and leaving it, who answers for it, and
//! the log of what they did.

pub mod acts;
pub mod api;
pub mod charter;
pub mod pages;

pub use api::api;
pub use pages::pages;
