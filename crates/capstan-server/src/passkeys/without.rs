//! What stands in for passkeys in programs that are built without them.

use crate::app::App;
use crate::web::pages::Pages;
use crate::web::view::View;
use maud::{Markup, html};
use utoipa_axum::router::OpenApiRouter;

/// No pages.
pub fn pages() -> Pages {
    Pages::default()
}

/// No routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}

/// No way in.
pub fn door(_: &View, _: &str) -> Markup {
    html! {}
}

/// No entry in the list of one's own pages.
pub fn link(_: &View) -> Markup {
    html! {}
}

/// What is said of a lost phrase.
pub fn lost(view: &View) -> String {
    view.t("people-phrase-lost")
}

/// What a new phrase does.
pub fn why(view: &View) -> String {
    view.t("people-phrase-why")
}
