//! Checking the audit that is shown.

use super::at;
use crate::audits::check::{self, Check};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{self, action, day};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

/// What came of the last check, and the button for another.
pub(super) fn part(view: &View, slug: &str, check: Option<&Check>) -> Markup {
    html! {
        h2 #check { (view.t("audits-check")) }
        p { (view.t("audits-check-lead")) }
        @if let Some(check) = check { (came(view, check)) }
        @if !check.is_some_and(Check::is_open) {
            (action(view, &at(slug, "audit/check"), &view.t("audits-check-send"), "quiet", &[]))
        }
    }
}

/// What came of a check.
pub(super) fn came(view: &View, check: &Check) -> Markup {
    let said = view.t(&format!("audits-check-{}", check.said));
    let when = html! { (view.t("audits-check-on")) " " (day(view, check.made)) "." };
    html! {
        @match check.said {
            "making" => { div.band { p role="status" { (said) } } }
            "same" | "numbers" => { p { strong { (said) } " " (when) } }
            _ => { div.caution { p { (said) " " (when) } } }
        }
        @if !check.places.is_empty() {
            p { (view.t("audits-check-places")) }
            ul { @for place in &check.places { li { code translate="no" { (place) } } } }
        }
        @if check.said == "differs" { p { (view.t("audits-check-next")) } }
    }
}

/// A button that needs nothing but its proof.
#[derive(Debug, Deserialize)]
pub struct Button {}

/// Has the audit checked.
pub async fn ask(
    view: View,
    Path(slug): Path<String>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    match check::ask(&view.app, &view.who, &slug).await {
        Ok(()) => Ok(parts::to(&at(&slug, "audit"), "audit-check-asked")),
        Err(problem) => super::group::again(&view, &slug, None, problem).await,
    }
}
