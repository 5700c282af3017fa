//! Audits of pay: what each member was paid, for that member alone, and what
//! may be said of all of them together.

pub mod acts;
pub mod api;
pub mod ask;
pub mod check;
pub mod files;
pub mod own;
pub mod pages;
pub mod public;
pub mod refused;
pub mod work;

pub use api::api;
pub use pages::pages;
