//! The pages of text messages: files behind a link, and one's own phone.

use super::linking::{self, Claim, Code};
use super::links;
use crate::coalitions::acts::view::show;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, field, form, page, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// The pages.
pub fn pages() -> Pages {
    links::pages()
        .get("/coalitions/{coalition}/phone", phone)
        .post("/coalitions/{coalition}/phone", make)
        .post("/coalitions/{coalition}/phone/claim", claim)
        .post("/coalitions/{coalition}/phone/remove", remove)
}

fn at(slug: &str) -> String {
    format!("/coalitions/{slug}/phone")
}

/// A button that needs nothing but its proof.
#[derive(Debug, Deserialize)]
struct Button {}

async fn whole(
    view: &View,
    slug: &str,
    code: Option<&Code>,
    sent: (&str, Option<&Problem>),
) -> Result<Markup, Problem> {
    let phones = linking::see(&view.app, &view.who, slug).await?;
    let coalition = show(&view.app, slug).await?;
    let here = at(slug);
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        (wrong(view, sent.1))
        @if !phones.offered { p.caution { (view.t("messages-phone-none")) } }
        p.lead { (view.t("messages-phone-lead")) }
        @if phones.phones > 0 {
            p { (view.say("messages-phone-count", args![phones = phones.phones as f64])) }
            (action(view, &format!("{here}/remove"), &view.t("messages-phone-remove"), "danger", &[]))
            p.hint { (view.t("messages-phone-remove-hint")) }
        }
        @if phones.offered && phones.member {
            h2 { (view.t("messages-phone-add")) }
            @if let Some(code) = code {
                p { (view.t("messages-phone-send")) }
                p.lead { strong { code translate="no" { (view.t("messages-phone-word")) " " (code.code) } } }
                p { (view.t("messages-phone-holds")) }
            } @else {
                (action(view, &here, &view.t("messages-phone-make"), "", &[]))
            }
            p { (view.t("messages-phone-consent")) }
        }
        @if phones.offered {
            h2 { (view.t("messages-phone-claim")) }
            p { (view.t("messages-phone-claim-lead")) }
            (form(view, &format!("{here}/claim"), &view.t("messages-phone-claim-send"), field(view, &Field {
                name: "code",
                label: view.t("messages-phone-code"),
                value: sent.0,
                required: true,
                autocomplete: "one-time-code",
                most: 40,
                ..Field::default()
            }, sent.1)))
        }
        p.links { a href={ "/coalitions/" (slug) "/donations" } { (view.t("donations-list")) } }
    };
    Ok(page(view, &view.t("messages-phone"), body))
}

async fn phone(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    whole(&view, &slug, None, ("", None)).await
}

async fn make(
    view: View,
    Path(slug): Path<String>,
    Form(_): Form<Button>,
) -> Result<Markup, Problem> {
    let code = linking::make(&view.app, &view.who, &slug).await?;
    whole(&view, &slug, Some(&code), ("", None)).await
}

async fn claim(
    view: View,
    Path(slug): Path<String>,
    Form(sent): Form<Claim>,
) -> Result<Response, Problem> {
    match linking::claim(&view.app, &view.who, &slug, &sent).await {
        Ok(()) => Ok(to(&at(&slug), "phone-claimed")),
        Err(problem) if problem.is_input() || problem.status == StatusCode::TOO_MANY_REQUESTS => {
            let page = whole(&view, &slug, None, (&sent.code, Some(&problem))).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn remove(
    view: View,
    Path(slug): Path<String>,
    Form(_): Form<Button>,
) -> Result<Response, Problem> {
    linking::unlink(&view.app, &view.who, &slug).await?;
    Ok(to(&at(&slug), "phone-removed"))
}
