//! The first page.

use crate::web::parts::page as frame;
use crate::web::view::View;
use maud::{Markup, html};

/// What Capstan is, and where to go.
pub async fn page(view: View) -> Markup {
    let body = html! { p.lead { (view.t("home-lead")) } };
    frame(&view, &view.t("home-title"), body)
}
