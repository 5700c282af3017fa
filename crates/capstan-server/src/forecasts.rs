//! Forecasts of campaigns: how they are asked for, made, shown and played
//! with.

pub mod acts;
pub mod api;
pub mod ask;
pub mod curves;
pub mod elsewhere;
pub mod explore;
pub mod files;
pub mod forms;
pub mod pages;
pub mod ratings;
pub mod refused;
pub mod work;

use crate::app::App;
use crate::web::pages::Pages;
use utoipa_axum::router::OpenApiRouter;

/// The pages.
pub fn pages() -> Pages {
    forms::add(pages::add(explore::add(Pages::default())))
}

/// The JSON.
pub fn api() -> OpenApiRouter<App> {
    api::router()
}
