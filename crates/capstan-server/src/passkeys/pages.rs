//! The pages of passkeys. What only a script can do, asking the device, is in
//! `web/src/passkeys.ts`; it fills in the forms of these pages.

use super::acts::{self, Answer, Asked, Own};
use crate::limits::Peer;
use crate::people::pages::{at, onward, set_lang, sign_in_page};
use crate::people::session::set_cookie;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, day, field, page, script, to, typed, wrong};
use crate::web::view::View;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/you/passkeys", passkeys)
        .post("/you/passkeys", add)
        .post("/you/passkeys/rename", rename)
        .post("/you/passkeys/remove", remove)
        .post("/sign-in/passkey", sign_in)
}

/// The entry in the list of one's own pages.
pub fn link(view: &View) -> Markup {
    html! { li { a href="/you/passkeys" { (view.t("passkeys-title")) } } }
}

/// What is said of a lost phrase.
pub fn lost(view: &View) -> String {
    view.t("passkeys-phrase-lost")
}

/// What a new phrase does.
pub fn why(view: &View) -> String {
    view.t("passkeys-phrase-why")
}

/// What the script fills in, and what it says.
fn asked(view: &View, asked: &Asked, fields: Markup, send: &str) -> Markup {
    html! {
        (view.proof())
        input type="hidden" name="sealed" value=(asked.sealed);
        input type="hidden" name="answer";
        (fields)
        p.actions { button { (send) } }
    }
}

fn said(view: &View, first: &str) -> Markup {
    html! {
        p.caution #passkey-said hidden[first.is_empty()]
            data-unable=(view.t("passkeys-unable"))
            data-known=(view.t("passkeys-known"))
            data-failed=(view.t("passkeys-failed")) { (first) }
    }
}

/// Signing in with a passkey, on the page for signing in; it leads to `back`.
/// Nothing of it shows without scripts.
pub fn door(view: &View, back: &str) -> Markup {
    let Some(question) = acts::ask(&view.app) else {
        return html! {};
    };
    let fields = html! {
        @if !back.is_empty() { input type="hidden" name="back" value=(back); }
    };
    html! {
        (said(view, ""))
        form method="post" action="/sign-in/passkey" hidden data-passkey="get"
            data-options=(question.options.to_string()) {
            (asked(view, &question, fields, &view.t("passkeys-sign-in")))
        }
        (script("passkeys"))
    }
}

/// What the form for signing in sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SignIn {
    #[serde(flatten)]
    answer: Answer,
    back: String,
}

async fn sign_in(
    view: View,
    peer: Peer,
    headers: HeaderMap,
    Form(sent): Form<SignIn>,
) -> Result<Response, Problem> {
    match acts::sign_in(&view.app, &peer, &view.who, &headers, &sent.answer).await {
        Ok((secret, lang)) => {
            let mut response = to(onward(&sent.back), "signed-in");
            set_cookie(&view.app, &mut response, &secret);
            set_lang(&mut response, &lang);
            Ok(response)
        }
        Err(problem) if problem.is_input() => {
            let shown = sign_in_page(&at(&view, "/sign-in"), "", &sent.back, Some(&problem));
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// A passkey in the list.
fn card(view: &View, key: &Own) -> Markup {
    let field = format!("name-{}", key.id);
    html! {
        li.card {
            h3 { (typed(&key.name)) }
            p { (view.t("passkeys-made")) " " (day(view, key.made_day)) " · "
                (view.t("passkeys-used")) " " (day(view, key.used_day)) }
            details {
                summary { (view.t("passkeys-rename")) }
                form method="post" action="/you/passkeys/rename" {
                    (view.proof())
                    input type="hidden" name="id" value=(key.id);
                    div.field {
                        label for=(field) { (view.t("passkeys-name")) }
                        input id=(field) name="name" dir="auto" value=(key.name) type="text"
                            autocomplete="off" maxlength="80" required;
                    }
                    p.actions { button.quiet { (view.t("passkeys-rename")) } }
                }
            }
            (action(view, "/you/passkeys/remove", &view.t("passkeys-remove"), "danger",
                &[("id", &key.id)]))
        }
    }
}

/// The part of the page with which a passkey is added.
fn new(view: &View, name: &str, question: &Asked, problem: Option<&Problem>) -> Markup {
    let fields = field(
        view,
        &Field {
            name: "name",
            label: view.t("passkeys-name"),
            hint: view.t("passkeys-name-hint"),
            value: name,
            required: true,
            most: 80,
            ..Field::default()
        },
        problem,
    );
    html! {
        (said(view, &view.t("passkeys-scripts")))
        form method="post" action="/you/passkeys" hidden data-passkey="create"
            data-options=(question.options.to_string()) {
            (asked(view, question, fields, &view.t("passkeys-add")))
        }
    }
}

async fn show(view: &View, name: &str, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let view = &at(view, "/you/passkeys");
    let own = acts::list(&view.app, &view.who).await?;
    let adding = match acts::ask_new(&view.app, &view.who).await {
        Ok(question) => new(view, name, &question, problem),
        Err(why) if why.key == "passkey-fresh" => html! {
            p { (why.say(view.voice())) }
            (action(view, "/sign-out", &view.t("people-sign-out"), "quiet", &[]))
        },
        Err(why) if why.is_input() => html! { p { (why.say(view.voice())) } },
        Err(_) if !acts::are_possible(&view.app) => html! {
            p { (view.t("passkeys-impossible")) }
        },
        Err(why) => return Err(why),
    };
    let body = html! {
        (wrong(view, problem))
        p.lead { (view.t("passkeys-lead")) }
        p { (view.t("passkeys-phrase")) }
        @if !own.is_empty() {
            ul.cards { @for key in &own { (card(view, key)) } }
        }
        h2 { (view.t("passkeys-new")) }
        (adding)
        p { a href="/you" { (view.t("people-back")) } }
        (script("passkeys"))
    };
    Ok(page(view, &view.t("passkeys-title"), body))
}

/// The passkeys of who asks.
async fn passkeys(view: View) -> Result<Markup, Problem> {
    show(&view, "", None).await
}

/// What the form of a new passkey sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct New {
    #[serde(flatten)]
    answer: Answer,
    name: String,
}

async fn shown_again(view: &View, name: &str, problem: Problem) -> Result<Response, Problem> {
    if !problem.is_input() {
        return Err(problem);
    }
    let shown = show(view, name, Some(&problem)).await?;
    Ok((problem.status, shown).into_response())
}

async fn add(view: View, Form(sent): Form<New>) -> Result<Response, Problem> {
    match acts::add(&view.app, &view.who, &sent.name, &sent.answer).await {
        Ok(()) => Ok(to("/you/passkeys", "passkey-added")),
        Err(problem) => shown_again(&view, &sent.name, problem).await,
    }
}

/// Which passkey, and what it is to be called.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Which {
    id: String,
    name: String,
}

async fn rename(view: View, Form(sent): Form<Which>) -> Result<Response, Problem> {
    match acts::rename(&view.app, &view.who, &sent.id, &sent.name).await {
        Ok(()) => Ok(to("/you/passkeys", "passkey-renamed")),
        Err(mut problem) => {
            // The field of this name on the page is that of a new passkey.
            problem.field = None;
            shown_again(&view, "", problem).await
        }
    }
}

async fn remove(view: View, Form(sent): Form<Which>) -> Result<Response, Problem> {
    acts::remove(&view.app, &view.who, &sent.id).await?;
    Ok(to("/you/passkeys", "passkey-removed"))
}
