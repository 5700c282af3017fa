//! Notices by mail, for those who ask: that something waits and where, and
//! nothing else unless the person chose so.

pub mod acts;
pub mod api;
pub mod pages;
pub mod post;

pub use api::api;
pub use pages::pages;
