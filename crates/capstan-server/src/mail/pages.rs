//! The pages of notices by mail.

use crate::mail::acts::{self, Code, Names, NewAddress};
use crate::people::pages::at;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, field, form, page, tick, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/you/mail", mail)
        .post("/you/mail/address", put)
        .post("/you/mail/code", confirm)
        .post("/you/mail/names", names)
        .post("/you/mail/remove", remove)
        .get("/mail/stop/{code}", stop)
        .post("/mail/stop/{code}", stop_now)
}

async fn mail_page(view: &View, sent: &str, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let view = &at(view, "/you/mail");
    let mail = acts::get(&view.app, &view.who).await?;
    let address = |label: &str, send: &str| {
        let fields = field(
            view,
            &Field {
                name: "address",
                label: view.t(label),
                value: sent,
                kind: "email",
                required: true,
                autocomplete: "email",
                most: 254,
                ..Field::default()
            },
            problem,
        );
        form(view, "/you/mail/address", &view.t(send), fields)
    };
    let body = html! {
        (wrong(view, problem))
        p { (view.t("mail-lead")) }
        @if !mail.offered {
            p.caution { (view.t("mail-none")) }
        }
        @if let Some(known) = &mail.address {
            p { (view.t("mail-address-is")) " " strong { (typed(known)) } }
            @if mail.confirmed {
                (form(view, "/you/mail/names", &view.t("mail-keep"),
                    tick("names", &view.t("mail-names"), mail.names)))
            } @else {
                p { (view.t("mail-code-sent")) }
                (form(view, "/you/mail/code", &view.t("mail-code-send"), field(view, &Field {
                    name: "code",
                    label: view.t("mail-code"),
                    required: true,
                    autocomplete: "one-time-code",
                    most: 20,
                    ..Field::default()
                }, problem)))
            }
            (action(view, "/you/mail/remove", &view.t("mail-remove"), "danger", &[]))
            @if mail.offered {
                h2 { (view.t("mail-other")) }
                (address("mail-address", "mail-address-send"))
            }
        } @else if mail.offered {
            (address("mail-address", "mail-address-send"))
        }
        p { a href="/you" { (view.t("people-back")) } }
    };
    Ok(page(view, &view.t("mail-title"), body))
}

/// How one is told by mail.
async fn mail(view: View) -> Result<Markup, Problem> {
    mail_page(&view, "", None).await
}

/// Leads back after something was done, or shows what is wrong.
async fn answer(
    view: &View,
    done: Result<(), Problem>,
    key: &str,
    sent: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(to("/you/mail", key)),
        Err(problem) if problem.is_input() => {
            let shown = mail_page(view, sent, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn put(view: View, Form(new): Form<NewAddress>) -> Result<Response, Problem> {
    let done = acts::put(&view.app, &view.who, view.lang, &new).await;
    answer(&view, done, "mail-code", &new.address).await
}

async fn confirm(view: View, Form(code): Form<Code>) -> Result<Response, Problem> {
    let done = acts::confirm(&view.app, &view.who, &code).await;
    answer(&view, done, "mail", "").await
}

/// What the form of names sends.
#[derive(Debug, Deserialize)]
struct Ticked {
    #[serde(default)]
    names: String,
}

async fn names(view: View, Form(ticked): Form<Ticked>) -> Result<Response, Problem> {
    let names = Names {
        names: ticked.names == "yes",
    };
    let done = acts::set_names(&view.app, &view.who, &names).await;
    answer(&view, done, "mail-kept", "").await
}

/// A form without fields.
#[derive(Debug, Deserialize)]
struct Nothing {}

async fn remove(view: View, Form(_): Form<Nothing>) -> Result<Response, Problem> {
    let done = acts::remove(&view.app, &view.who).await;
    answer(&view, done, "mail-removed", "").await
}

/// Asks whether mail is to stop: programs that look at mail open its links, so
/// opening one does nothing yet.
async fn stop(view: View, Path(code): Path<String>) -> Markup {
    let body = html! {
        p { (view.t("mail-stop-lead")) }
        (action(&view, &format!("/mail/stop/{code}"), &view.t("mail-stop-now"), "", &[]))
    };
    page(&view, &view.t("mail-stop"), body)
}

async fn stop_now(
    view: View,
    Path(code): Path<String>,
    Form(_): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::stop(&view.app, &code).await?;
    Ok(to("/", "mail-removed"))
}
