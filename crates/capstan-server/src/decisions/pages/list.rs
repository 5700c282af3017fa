//! What was put to the members of a coalition.

use super::place;
use crate::api::list::Part;
use crate::decisions::acts::{self, Decided, Shown};
use crate::problem::Problem;
use crate::web::parts::{day, page, query, typed};
use crate::web::view::View;
use axum::extract::Path;
use maud::{Markup, html};

/// The list.
pub async fn list(view: View, Path(slug): Path<String>, part: Part) -> Result<Markup, Problem> {
    let (coalition, member) = place(&view, &slug).await?;
    let found = acts::list(&view.app, &view.who, &slug, &part).await?;
    let here = format!("/coalitions/{slug}/decisions");
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        p.lead { (view.t("decisions-lead")) }
        @if member {
            p.actions { a.button href={ (here) "/new" } { (view.t("decisions-new")) } }
        }
        @if found.items.is_empty() { p { (view.t("decisions-none")) } }
        ul.cards { @for shown in &found.items { (card(&view, &here, shown)) } }
        @if let Some(next) = &found.next {
            p.paging { a href={ (here) "?after=" (query(next)) } { (view.t("decisions-older")) } }
        }
    };
    Ok(page(&view, &view.t("decisions-title"), body))
}

fn card(view: &View, here: &str, shown: &Shown) -> Markup {
    html! {
        li.card {
            h2 { a href={ (here) "/" (shown.id) } { (title(view, shown)) } }
            p { (view.t(&format!("proposal-{}", shown.kind))) }
            p { (standing(view, shown)) }
        }
    }
}

/// The question, or that it is hidden.
pub(super) fn title(view: &View, shown: &Shown) -> Markup {
    match shown.hidden {
        Some(_) => html! { (view.t("proposal-hidden")) },
        None => typed(&shown.title),
    }
}

/// Where a proposal stands, in a sentence.
pub(super) fn standing(view: &View, shown: &Shown) -> Markup {
    match (shown.state.as_str(), &shown.decided) {
        ("waiting", _) => html! { (view.t("proposal-opens")) " " (day(view, shown.opens)) "." },
        ("open", _) => html! { (view.t("proposal-closes")) " " (day(view, shown.closes - 1)) "." },
        (_, Some(decided)) => html! {
            strong { (decision(view, shown, decided)) } " "
            (view.t("proposal-closed")) " " (day(view, shown.closes - 1)) "."
        },
        _ => html! {},
    }
}

/// What was decided, in a sentence.
fn decision(view: &View, shown: &Shown, decided: &Decided) -> Markup {
    match (decided.passed, decided.option) {
        (Some(true), _) => html! { (view.t("decided-passed")) },
        (Some(false), _) => html! { (view.t("decided-failed")) },
        (None, Some(option)) => html! {
            (view.t("decided-option")) " "
            (typed(shown.options.get(option).map_or("", String::as_str))) "."
        },
        (None, None) => html! { (view.t("decided-nothing")) },
    }
}
