//! Evidence: what is known of a member, what stewards say of them, and that
//! their pledges count by it.

pub mod acts;
pub mod api;
pub mod pages;

pub use api::api;
pub use pages::pages;
