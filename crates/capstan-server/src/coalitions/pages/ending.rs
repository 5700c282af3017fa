//! Ending a coalition: whether it is to end, and how its stewards agree on it.

use crate::coalitions::acts::end::{self, Shown, Stopped, Wish};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, action, day, field, form, page, paragraphs, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::role::Role;
use maud::{Markup, html};
use serde::Deserialize;

/// A form without fields.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Whether a coalition is to end, for its members.
pub async fn see(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    whole(&view, &slug, &Wish::default(), None).await
}

/// Asks to end it.
pub async fn ask(
    view: View,
    Path(slug): Path<String>,
    Form(wish): Form<Wish>,
) -> Result<Response, Problem> {
    match end::ask(&view.app, &view.who, &slug, &wish).await {
        Ok(()) => Ok(to(&at(&slug), "ending-asked")),
        Err(problem) if problem.is_input() => {
            let page = whole(&view, &slug, &wish, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Agrees to it.
pub async fn confirm(
    view: View,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    match end::confirm(&view.app, &view.who, &slug).await {
        Ok(_) => Ok(to(&at(&slug), "ending-set")),
        Err(problem) if problem.is_input() => {
            let page = whole(&view, &slug, &Wish::default(), Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Calls it off.
pub async fn call_off(
    view: View,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    match end::call_off(&view.app, &view.who, &slug).await {
        Ok(Stopped::Done) => Ok(to(&at(&slug), "ending-off")),
        Ok(Stopped::Waits) => Ok(to(&at(&slug), "ending-opposed")),
        Err(problem) if problem.is_input() => {
            let page = whole(&view, &slug, &Wish::default(), Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn at(slug: &str) -> String {
    format!("/coalitions/{slug}/end")
}

async fn whole(
    view: &View,
    slug: &str,
    wish: &Wish,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (standing, shown) = end::see(&view.app, &view.who, slug).await?;
    let answers = standing.role == Role::Steward;
    let own = Some(&standing.member.handle);
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&standing.coalition.name)) } }
        (wrong(view, problem))
        @match shown.state {
            "none" => p.lead { (view.t("ending-none")) },
            "asked" => p.lead { (view.t("ending-asked")) " " (who(shown.by.as_ref(), view)) "." },
            _ => p.lead { (view.t("ending-set")) " " (day(view, shown.ends)) "." },
        }
        @if shown.state != "none" {
            h2 { (view.t("ending-reason")) }
            blockquote.quote { (paragraphs(&shown.reason)) }
        }
        @if shown.state == "set" {
            p { (view.t("ending-agreed")) " " (who(shown.by.as_ref(), view)) ", "
                (who(shown.confirmed_by.as_ref(), view)) "." }
        }
        @if shown.against.is_some() {
            p.caution { (view.t("ending-opposed-by")) " " (who(shown.against.as_ref(), view)) ". "
                (view.t("ending-opposed-waits")) }
        }
        @for hindrance in &shown.hindrances {
            p.caution { (view.t(&format!("ending-hindered-{}", hindrance.key()))) }
        }
        h2 { (view.t("ending-how")) }
        ul {
            @for key in ["two", "days", "all", "off"] {
                li { (view.t(&format!("ending-how-{key}"))) }
            }
        }
        p.links {
            a href="/you" { (view.t("ending-export")) } " "
            a href={ "/coalitions/" (slug) "/leave" } { (view.t("coalition-leave")) }
        }
        @if answers { (deeds(view, slug, &shown, own, (wish, problem))) }
    };
    Ok(page(view, &view.t("ending-title"), body))
}

/// A handle, or that who had it left.
fn who(handle: Option<&String>, view: &View) -> Markup {
    match handle {
        Some(handle) => typed(handle),
        None => html! { (view.t("ending-left")) },
    }
}

/// What a steward can do.
fn deeds(
    view: &View,
    slug: &str,
    shown: &Shown,
    own: Option<&String>,
    (wish, problem): (&Wish, Option<&Problem>),
) -> Markup {
    let here = at(slug);
    let reason = Field {
        name: "reason",
        label: view.t("ending-reason"),
        hint: view.t("ending-reason-hint"),
        value: &wish.reason,
        kind: "area",
        required: true,
        most: 1000,
        ..Field::default()
    };
    html! {
        @match shown.state {
            "none" if shown.hindrances.is_empty() => {
                h2 { (view.t("ending-ask")) }
                (form(view, &here, &view.t("ending-ask-send"), field(view, &reason, problem)))
            }
            "none" => {}
            state => {
                @if state == "asked" && shown.by.as_ref() != own && shown.hindrances.is_empty() {
                    (action(view, &format!("{here}/confirm"), &view.t("ending-confirm"), "danger", &[]))
                }
                @if shown.against.as_ref() != own {
                    (action(view, &format!("{here}/call-off"), &view.t("ending-call-off"), "quiet", &[]))
                }
            }
        }
    }
}
