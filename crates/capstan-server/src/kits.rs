//! Action kits: plain steps for a lever, reviewed by a second person, and what
//! members have done of them.

pub mod acts;
pub mod api;
pub mod draft;
pub mod pages;
pub mod steps;

pub use api::api;
pub use pages::pages;
