//! Leaving: what goes and what stays, and the statement of it.

use crate::app::App;
use crate::coalitions::acts::{self, leave as act, view};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{action, page, typed};
use crate::web::view::View;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_proof::Signed;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};

/// What leaving removes and keeps, before it is done.
pub async fn ask(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let leaving = acts::leaving(&view.app, &view.who, &slug).await?;
    let coalition = view::show(&view.app, &slug).await?;
    let here = format!("/coalitions/{slug}/leave");
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        @if leaving.last_steward {
            p.caution { (view.t("problem-last-steward")) }
            p { a href={ "/coalitions/" (slug) "/members" } { (view.t("coalition-staff")) } }
        } @else {
            h2 { (view.t("leave-removed")) }
            ul {
                @for key in ["membership", "consents", "pledges", "notices", "invitations", "drafts"] {
                    li { (view.t(&format!("leave-removed-{key}"))) }
                }
            }
            h2 { (view.t("leave-kept")) }
            ul {
                li { (view.t("leave-kept-ballots")) }
                @if leaving.in_log { li { (view.t("leave-kept-log")) } }
            }
            @if leaving.last_member { p.caution { (view.t("leave-last")) } }
            p { (view.t("leave-next")) }
            (action(&view, &here, &view.t("leave-send"), "danger", &[]))
        }
    };
    Ok(page(&view, &view.t("leave-title"), body))
}

/// A form without fields.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Leaves, and shows the signed statement, which is kept nowhere.
pub async fn leave(
    view: View,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Markup, Problem> {
    let left = acts::leave(&view.app, &view.who, &slug).await?;
    let body = html! {
        p.done role="status" { (view.t("left-done")) }
        p { (view.t("left-statement")) }
        p.code { (left.statement) }
        (action(&view, "/coalitions/statement", &view.t("left-download"), "",
            &[("statement", &left.statement)]))
        p { (view.t("left-check")) " " a href="/coalitions/keys.json" { "keys.json" } }
        p { a href="/coalitions" { (view.t("shell-coalitions")) } }
    };
    Ok(page(&view, &view.t("left-title"), body))
}

/// A statement as it was shown.
#[derive(Debug, Deserialize)]
pub struct Shown {
    statement: String,
}

/// Gives a statement of ours back as a file; nothing else is given back.
pub async fn download(
    State(app): State<App>,
    Form(shown): Form<Shown>,
) -> Result<Response, Problem> {
    let signed: Signed = shown.statement.parse().map_err(|_| Problem::missing())?;
    let key = act::key(&app.store.keys).public();
    signed.verify(Some(&key)).map_err(|_| Problem::missing())?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"left.json\"",
        ),
    ];
    Ok((headers, format!("{signed}\n")).into_response())
}

/// The key with which this installation signs.
pub async fn keys(State(app): State<App>) -> Json<Value> {
    Json(json!({"statements": act::key(&app.store.keys).public()}))
}
