//! Notices on devices (Web Push), for those who ask: that something waits, and
//! nothing else. The operator of the push service that a browser uses cannot
//! read it; it sees when a message comes, and to which browser.

pub mod acts;
pub mod api;
pub mod pages;
pub mod post;
pub mod vapid;

pub use api::api;
pub use pages::pages;
