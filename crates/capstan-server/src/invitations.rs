//! Invitations into coalitions, by link and QR code.

pub mod acts;
pub mod api;
pub mod pages;

pub use api::api;
pub use pages::pages;
