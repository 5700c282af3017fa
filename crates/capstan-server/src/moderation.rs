//! What people say about posts: reports, the rulings of stewards, and the
//! replies of those who are named.
//!
//! A post is anything with a kind and an id. A new kind is one line in
//! [`post::find`].

pub mod acts;
pub mod api;
pub mod pages;
pub mod post;

pub use acts::{hidden, replies};
pub use api::api;
pub use pages::{links, pages};
