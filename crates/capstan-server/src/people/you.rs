//! The pages of one's own account.

use crate::people::account::{self, Deleted, NewToken, TOKEN_DAYS};
use crate::people::pages::set_lang;
use crate::people::session::set_cookie;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{self, Field, action, day, field, form, page, select, to, typed, wrong};
use crate::web::view::{View, language};
use crate::who::{SCOPES, Who};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_report::{Lang, args};
use maud::{Markup, html};
use serde::Deserialize;

/// One's own page: coalitions, language, and where the rest is.
///
/// # Errors
/// If nobody is signed in.
pub async fn you(view: View) -> Result<Markup, Problem> {
    let memberships = account::memberships(&view.app, &view.who).await?;
    let languages: Vec<(String, String)> = Lang::ALL
        .into_iter()
        .map(|lang| {
            let name = view.app.voices.of(lang).say("shell-language", args![]);
            (lang.code().to_owned(), name)
        })
        .collect();
    let body = html! {
        h2 { (view.t("people-coalitions")) }
        @if memberships.is_empty() {
            p { (view.t("people-coalitions-none")) }
        } @else {
            p { (view.t("people-coalitions-lead")) }
            ul.cards {
                @for m in &memberships {
                    li.card {
                        h3 { a href={ "/coalitions/" (m.coalition) } { (typed(&m.name)) } }
                        p { (view.t("people-handle")) " " strong { (typed(&m.handle)) } " · "
                            (view.t(&format!("people-role-{}", m.role))) }
                        p { a href={ "/coalitions/" (m.coalition) "/invitations" } {
                            (view.t("people-invite")) } }
                        p { a href={ "/coalitions/" (m.coalition) "/donations" } {
                            (view.t("donations-list")) } }
                    }
                }
            }
        }
        p { a href="/coalitions" { (view.t("people-find")) } }
        h2 { (view.t("people-settings")) }
        (form(&view, "/you/language", &view.t("people-keep"),
            select("lang", &view.t("people-language"), view.lang.code(), &languages)))
        ul {
            li { a href="/you/mail" { (view.t("mail-title")) } }
            li { a href="/you/devices" { (view.t("push-title")) } }
            li { a href="/you/sessions" { (view.t("people-sessions")) } }
            li { a href="/you/tokens" { (view.t("people-tokens")) } }
            (crate::passkeys::link(&view))
            li { a href="/you/phrase" { (view.t("people-phrase-new")) } }
            li { a href="/you/export" download { (view.t("people-export")) } }
            li { a href="/you/delete" { (view.t("people-delete")) } }
        }
        (action(&view, "/sign-out", &view.t("people-sign-out"), "quiet", &[]))
    };
    Ok(page(&view, &view.t("shell-you"), body))
}

/// What the form of the language sends.
#[derive(Debug, Deserialize)]
pub struct Language {
    lang: String,
}

/// Changes the language, also in this browser.
///
/// # Errors
/// If nobody is signed in or the language is not spoken.
pub async fn lang(view: View, Form(sent): Form<Language>) -> Result<Response, Problem> {
    let lang = language(&sent.lang).ok_or_else(Problem::missing)?;
    account::set_lang(&view.app, &view.who, lang).await?;
    let mut response = to("/you", "language");
    set_lang(&mut response, lang.code());
    Ok(response)
}

/// The browsers in which one is signed in.
///
/// # Errors
/// If nobody is signed in.
pub async fn sessions(view: View) -> Result<Markup, Problem> {
    let sessions = account::sessions(&view.app, &view.who).await?;
    let own = view.who.session.as_ref().map(|s| s.id.as_str());
    let several = sessions.len() > 1;
    let body = html! {
        p { (view.t("people-sessions-lead")) }
        ul.cards {
            @for session in &sessions {
                li.card {
                    h2 {
                        @if session.label.is_empty() { (view.t("people-session-unknown")) }
                        @else { span translate="no" { (session.label) } }
                        @if own == Some(session.id.as_str()) { " – " (view.t("people-session-own")) }
                    }
                    p { (view.t("people-session-started")) " " (day(&view, session.started)) " · "
                        (view.t("people-session-seen")) " " (day(&view, session.seen_day)) }
                    (action(&view, "/you/sessions/end", &view.t("people-session-end"), "quiet",
                        &[("id", &session.id)]))
                }
            }
        }
        @if several {
            (action(&view, "/you/sessions/end", &view.t("people-sessions-end"), "danger", &[("id", "")]))
        }
        p { a href="/you" { (view.t("people-back")) } }
    };
    Ok(page(&view, &view.t("people-sessions"), body))
}

/// Which session or token is to end.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    id: String,
}

/// Ends a session, or all others.
///
/// # Errors
/// If nobody is signed in.
pub async fn end_session(view: View, Form(which): Form<Which>) -> Result<Response, Problem> {
    let id = Some(which.id.as_str()).filter(|id| !id.is_empty());
    account::end_session(&view.app, &view.who, id).await?;
    let own = view.who.session.as_ref().map(|s| s.id.as_str());
    if id.is_some() && id == own {
        return Ok(to("/", "signed-out"));
    }
    Ok(to("/you/sessions", "session-ended"))
}

async fn tokens_page(
    view: &View,
    typed_in: &NewToken,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let tokens = account::tokens(&view.app, &view.who).await?;
    let days = typed_in.days.to_string();
    let choices: Vec<(String, String)> = TOKEN_DAYS
        .iter()
        .map(|days| {
            (
                days.to_string(),
                view.say("people-token-days", args![days = *days]),
            )
        })
        .collect();
    let scopes_wrong = problem.filter(|p| p.field == Some("scopes"));
    let fields = html! {
        (field(view, &Field {
            name: "name",
            label: view.t("people-token-name"),
            value: &typed_in.name,
            required: true,
            most: 80,
            ..Field::default()
        }, problem))
        fieldset {
            legend { (view.t("people-token-scopes")) }
            @if let Some(problem) = scopes_wrong { p.error { (problem.say(view.voice())) } }
            @for scope in SCOPES {
                (parts::tick_of("scopes", scope, &view.t(&format!("people-scope-{scope}")),
                    typed_in.scopes.iter().any(|s| s == scope)))
            }
        }
        (select("days", &view.t("people-token-for"), &days, &choices))
    };
    let body = html! {
        (wrong(view, problem))
        p { (view.t("people-tokens-lead")) }
        @if !tokens.is_empty() {
            ul.cards {
                @for token in &tokens {
                    li.card {
                        h2 { (typed(&token.name)) }
                        p { (view.t("people-token-ends")) " " (day(view, token.expires)) }
                        ul.tags { @for scope in token.scopes.split(' ') {
                            li translate="no" { (scope) } } }
                        (action(view, "/you/tokens/end", &view.t("people-token-end"), "quiet",
                            &[("id", &token.id)]))
                    }
                }
            }
        }
        h2 { (view.t("people-token-new")) }
        (form(view, "/you/tokens", &view.t("people-token-make"), fields))
        p { a href="/you" { (view.t("people-back")) } }
    };
    Ok(page(view, &view.t("people-tokens"), body))
}

/// The tokens of one's programs.
///
/// # Errors
/// If nobody is signed in.
pub async fn tokens(view: View) -> Result<Markup, Problem> {
    let usual = NewToken {
        name: String::new(),
        scopes: vec!["read".to_owned()],
        days: 30,
    };
    tokens_page(&view, &usual, None).await
}

/// Makes a token and shows it, this once.
///
/// # Errors
/// If nobody is signed in.
pub async fn make_token(view: View, Form(new): Form<NewToken>) -> Result<Response, Problem> {
    match account::add_token(&view.app, &view.who, &new).await {
        Ok(made) => {
            let body = html! {
                p.lead { (view.t("people-token-once")) }
                p.code translate="no" { (made.token) }
                p { (view.t("people-token-ends")) " " (day(&view, made.expires)) }
                p { a href="/you/tokens" { (view.t("people-tokens")) } }
            };
            Ok(page(&view, &view.t("people-token-made"), body).into_response())
        }
        Err(problem) if problem.is_input() => {
            let shown = tokens_page(&view, &new, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Ends a token.
///
/// # Errors
/// If nobody is signed in.
pub async fn end_token(view: View, Form(which): Form<Which>) -> Result<Response, Problem> {
    account::end_token(&view.app, &view.who, &which.id).await?;
    Ok(to("/you/tokens", "token-ended"))
}

/// All that is held about who asks, as a file.
///
/// # Errors
/// If nobody is signed in.
pub async fn export(view: View) -> Result<Response, Problem> {
    let all = crate::people::export::export(&view.app, &view.who).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"capstan.json\"",
        ),
    ];
    Ok((headers, format!("{all:#}\n")).into_response())
}

async fn delete_page(view: &View, problem: Option<&Problem>) -> Result<Markup, Problem> {
    let memberships = account::memberships(&view.app, &view.who).await?;
    let fields = html! {
        (parts::tick("sure", &view.t("people-delete-sure"), false))
    };
    let body = html! {
        (wrong(view, problem))
        p.lead { (view.t("people-delete-lead")) }
        h2 { (view.t("people-delete-gone")) }
        ul {
            li { (view.t("people-delete-gone-account")) }
            @for m in &memberships {
                li { (view.t("people-delete-gone-member")) " " (typed(&m.name)) }
            }
            li { (view.t("people-delete-gone-mail")) }
        }
        h2 { (view.t("people-delete-kept")) }
        ul {
            li { (view.t("people-delete-kept-ballots")) }
            li { (view.t("people-delete-kept-log")) }
            li { (view.t("people-delete-kept-backups")) }
        }
        p { (view.t("people-delete-statements")) }
        (form(view, "/you/delete", &view.t("people-delete"), fields))
        p { a href="/you" { (view.t("people-back")) } }
    };
    Ok(page(view, &view.t("people-delete"), body))
}

/// The page that says what deleting the account does.
///
/// # Errors
/// If nobody is signed in.
pub async fn delete(view: View) -> Result<Markup, Problem> {
    delete_page(&view, None).await
}

/// What the form for deleting sends.
#[derive(Debug, Default, Deserialize)]
pub struct Sure {
    #[serde(default)]
    sure: String,
}

/// Deletes the account.
///
/// # Errors
/// If nobody is signed in.
pub async fn delete_send(view: View, Form(sent): Form<Sure>) -> Result<Response, Problem> {
    let done = match sent.sure.as_str() {
        "yes" => account::delete(&view.app, &view.who).await,
        _ => Err(Problem::input("sure", "delete-sure")),
    };
    match done {
        Ok(Deleted { statements }) => {
            let body = html! {
                p.lead { (view.t("people-deleted-lead")) }
                @if !statements.is_empty() {
                    p { (view.t("people-deleted-statements")) }
                    @for statement in &statements { pre.code { (statement) } }
                }
                p { a href="/" { (view.t("problem-home")) } }
            };
            let gone = View {
                who: Who::default(),
                unread: false,
                ..view
            };
            let mut response = page(&gone, &gone.t("people-deleted"), body).into_response();
            set_cookie(&gone.app, &mut response, "");
            Ok(response)
        }
        Err(problem) if problem.is_input() => {
            let shown = delete_page(&view, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}
