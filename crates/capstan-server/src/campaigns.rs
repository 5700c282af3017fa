//! Campaigns: writing them, opening them together, and what came of them.

pub mod acts;
pub mod api;
pub mod draft;
pub mod outcome;
pub mod pages;
pub mod poison;
pub mod posts;
pub mod problems;

pub use pages::{open, pages};

use crate::app::App;
use utoipa_axum::router::OpenApiRouter;

/// The JSON.
pub fn api() -> OpenApiRouter<App> {
    api::api().merge(poison::api::api())
}
