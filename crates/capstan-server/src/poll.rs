//! The continuous poll: how people's memberships spread over visions.

pub mod acts;
pub mod api;
pub mod pages;

pub use api::api;
pub use pages::pages;
