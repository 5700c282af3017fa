//! The pages of making an account, signing in and getting a new phrase.

use crate::limits::Peer;
use crate::passkeys;
use crate::people::acts::{self, Drawn, For};
use crate::people::{account, session};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{self, Field, field, form, page, to, wrong};
use crate::web::view::{LANG, View, back};
use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    /// A path of this service.
    #[serde(default)]
    pub back: String,
}

/// What the forms about a drawn phrase send.
#[derive(Debug, Default, Deserialize)]
pub struct Steps {
    #[serde(default)]
    sealed: String,
    #[serde(default)]
    first: String,
    #[serde(default)]
    second: String,
    #[serde(default)]
    back: String,
}

/// Where a phrase is being drawn for: a new account or a new phrase.
#[derive(Clone, Copy)]
struct Way<'a> {
    path: &'static str,
    purpose: For<'a>,
    back: &'a str,
}

impl Way<'_> {
    fn account(back: &str) -> Way<'_> {
        Way {
            path: "/sign-up",
            purpose: For::Account,
            back,
        }
    }

    fn phrase(person: &str) -> Way<'_> {
        Way {
            path: "/you/phrase",
            purpose: For::Person(person),
            back: "",
        }
    }
}

/// Where signing in leads: back, or to one's own page.
pub fn onward(path: &str) -> &str {
    if path.is_empty() { "/you" } else { back(path) }
}

fn hidden(way: Way<'_>, drawn: &Drawn) -> Markup {
    html! {
        input type="hidden" name="sealed" value=(drawn.sealed);
        @if !way.back.is_empty() { input type="hidden" name="back" value=(way.back); }
    }
}

/// `view` at the page where its steps began: links that lead back lead there,
/// since a page that answers a form has no address of its own.
pub fn at(view: &View, path: &str) -> View {
    let mut view = view.clone();
    if view.path.split('?').next() != Some(path) {
        path.clone_into(&mut view.path);
    }
    view
}

/// The page that shows a phrase.
fn show(view: &View, way: Way<'_>, drawn: &Drawn, problem: Option<&Problem>) -> Markup {
    let view = &at(view, way.path);
    let new = matches!(way.purpose, For::Account);
    let title = view.t(if new {
        "people-sign-up"
    } else {
        "people-phrase-new"
    });
    let body = html! {
        (wrong(view, problem))
        @if new { p.lead { (view.t("people-sign-up-lead")) } }
        p { (view.t("people-phrase-write")) }
        ol.phrase translate="no" { @for word in drawn.phrase.words() { li { (word) } } }
        p.caution { (view.t("people-phrase-warning")) }
        (form(view, &format!("{}/words", way.path), &view.t("people-phrase-written"), hidden(way, drawn)))
        @if new {
            p { (view.t("people-have-account")) " "
                a href={ "/sign-in?back=" (parts::query(way.back)) } { (view.t("shell-sign-in")) } }
        }
    };
    page(view, &title, body)
}

/// The page that asks for two of its words.
fn ask(
    view: &View,
    way: Way<'_>,
    drawn: &Drawn,
    typed: [&str; 2],
    problem: Option<&Problem>,
) -> Markup {
    let view = &at(view, way.path);
    let fields = html! {
        (hidden(way, drawn))
        @for ((name, typed), place) in ["first", "second"].into_iter().zip(typed).zip(drawn.asked) {
            (field(view, &Field {
                name,
                label: view.say("people-phrase-word", args![place = place + 1]),
                value: typed,
                required: true,
                most: 20,
                ..Field::default()
            }, problem))
        }
    };
    let send = match way.purpose {
        For::Account => "people-sign-up-send",
        For::Person(_) => "people-phrase-send",
    };
    let body = html! {
        (wrong(view, problem))
        p.lead { (view.t("people-phrase-asked")) }
        (form(view, &format!("{}/new", way.path), &view.t(send), fields))
        form method="post" action={ (way.path) "/again" } {
            (view.proof())
            (hidden(way, drawn))
            p.actions { button.quiet { (view.t("people-phrase-again")) } }
        }
    };
    page(view, &view.t("people-phrase-check"), body)
}

/// Begins again with what was wrong: a fresh phrase for a new account; for a
/// new phrase, the old one is asked again.
fn afresh(view: &View, way: Way<'_>, problem: Problem) -> Result<Response, Problem> {
    if !problem.is_input() {
        return Err(problem);
    }
    let shown = match way.purpose {
        For::Account => {
            let drawn = acts::draw(&view.app, view.lang, way.purpose);
            show(view, way, &drawn, Some(&problem))
        }
        For::Person(_) => phrase_page(view, "", Some(&problem)),
    };
    Ok((problem.status, shown).into_response())
}

/// The first page of making an account.
pub async fn sign_up(view: View, Query(next): Query<Next>) -> Response {
    if view.who.is_someone() {
        return Redirect::to(onward(&next.back)).into_response();
    }
    let way = Way::account(&next.back);
    let drawn = acts::draw(&view.app, view.lang, way.purpose);
    show(&view, way, &drawn, None).into_response()
}

fn again(view: &View, way: Way<'_>, sealed: &str) -> Result<Response, Problem> {
    match acts::open(&view.app, sealed, way.purpose) {
        Ok(drawn) => Ok(show(view, way, &drawn, None).into_response()),
        Err(problem) => afresh(view, way, problem),
    }
}

fn words(view: &View, way: Way<'_>, sealed: &str) -> Result<Response, Problem> {
    match acts::open(&view.app, sealed, way.purpose) {
        Ok(drawn) => Ok(ask(view, way, &drawn, ["", ""], None).into_response()),
        Err(problem) => afresh(view, way, problem),
    }
}

/// The phrase of these steps, if the two words were typed; else the page that
/// says what is wrong.
fn checked(
    view: &View,
    way: Way<'_>,
    steps: &Steps,
) -> Result<Drawn, Box<Result<Response, Problem>>> {
    let drawn = acts::open(&view.app, &steps.sealed, way.purpose)
        .map_err(|problem| Box::new(afresh(view, way, problem)))?;
    let typed = [steps.first.as_str(), steps.second.as_str()];
    match acts::check_words(&drawn, typed) {
        Ok(()) => Ok(drawn),
        Err(problem) => {
            let asked = ask(view, way, &drawn, typed, Some(&problem));
            Err(Box::new(Ok((problem.status, asked).into_response())))
        }
    }
}

/// Shows the phrase of a new account again.
///
/// # Errors
/// If the store fails.
pub async fn sign_up_again(view: View, Form(steps): Form<Steps>) -> Result<Response, Problem> {
    again(&view, Way::account(&steps.back), &steps.sealed)
}

/// Asks for two words of the phrase of a new account.
///
/// # Errors
/// If the store fails.
pub async fn sign_up_words(view: View, Form(steps): Form<Steps>) -> Result<Response, Problem> {
    words(&view, Way::account(&steps.back), &steps.sealed)
}

/// Makes the account.
///
/// # Errors
/// If too many were made here.
pub async fn sign_up_new(
    view: View,
    peer: Peer,
    headers: HeaderMap,
    Form(steps): Form<Steps>,
) -> Result<Response, Problem> {
    let way = Way::account(&steps.back);
    let drawn = match checked(&view, way, &steps) {
        Ok(drawn) => drawn,
        Err(answer) => return *answer,
    };
    let made = acts::create(
        &view.app,
        &peer,
        &view.who,
        &headers,
        &drawn.phrase,
        view.lang,
    )
    .await;
    match made {
        Ok(secret) => {
            let mut response = to(onward(&steps.back), "signed-up");
            session::set_cookie(&view.app, &mut response, &secret);
            Ok(response)
        }
        Err(problem) => afresh(&view, way, problem),
    }
}

/// What the form for signing in sends.
#[derive(Debug, Default, Deserialize)]
pub struct SignIn {
    #[serde(default)]
    phrase: String,
    #[serde(default)]
    back: String,
}

fn phrase_field(view: &View, typed: &str, problem: Option<&Problem>) -> Markup {
    field(
        view,
        &Field {
            name: "phrase",
            label: view.t("people-phrase"),
            hint: view.t("people-phrase-hint"),
            value: typed,
            required: true,
            autocomplete: "current-password",
            most: 400,
            ..Field::default()
        },
        problem,
    )
}

/// The page for signing in, with what was typed as a phrase; it leads to
/// `back`.
pub fn sign_in_page(view: &View, phrase: &str, back: &str, problem: Option<&Problem>) -> Markup {
    let fields = html! {
        (phrase_field(view, phrase, problem))
        @if !back.is_empty() { input type="hidden" name="back" value=(back); }
    };
    let body = html! {
        (wrong(view, problem))
        (form(view, "/sign-in", &view.t("shell-sign-in"), fields))
        (passkeys::door(view, back))
        p { (view.t("people-no-account")) " "
            a href={ "/sign-up?back=" (parts::query(back)) } { (view.t("people-sign-up")) } }
        p.hint { (passkeys::lost(view)) }
        (crate::demo::pages::doors(view, back))
    };
    page(view, &view.t("shell-sign-in"), body)
}

/// The page for signing in.
pub async fn sign_in(view: View, Query(next): Query<Next>) -> Response {
    if view.who.is_someone() {
        return Redirect::to(onward(&next.back)).into_response();
    }
    sign_in_page(&view, "", &next.back, None).into_response()
}

/// Signs in, and keeps the language of the person in the browser.
///
/// # Errors
/// If it was tried too often.
pub async fn sign_in_send(
    view: View,
    peer: Peer,
    headers: HeaderMap,
    Form(typed): Form<SignIn>,
) -> Result<Response, Problem> {
    match acts::sign_in(&view.app, &peer, &view.who, &headers, &typed.phrase).await {
        Ok((secret, lang)) => {
            let mut response = to(onward(&typed.back), "signed-in");
            session::set_cookie(&view.app, &mut response, &secret);
            set_lang(&mut response, &lang);
            Ok(response)
        }
        Err(problem) if problem.is_input() => {
            let shown = sign_in_page(&view, &typed.phrase, &typed.back, Some(&problem));
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Keeps a language in the browser.
pub fn set_lang(response: &mut Response, lang: &str) {
    let cookie = format!("{LANG}={lang}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Signs out: ends the session of this browser.
///
/// # Errors
/// If the store fails.
pub async fn sign_out(view: View, Form(_): Form<Next>) -> Result<Response, Problem> {
    if let Some(own) = &view.who.session {
        account::end_session(&view.app, &view.who, Some(&own.id)).await?;
    }
    let mut response = to("/", "signed-out");
    session::set_cookie(&view.app, &mut response, "");
    Ok(response)
}

fn phrase_page(view: &View, typed: &str, problem: Option<&Problem>) -> Markup {
    let body = html! {
        (wrong(view, problem))
        p.lead { (passkeys::why(view)) }
        (form(view, "/you/phrase", &view.t("people-phrase-next"), phrase_field(view, typed, problem)))
    };
    page(view, &view.t("people-phrase-new"), body)
}

/// The page that asks for the old phrase before a new one.
///
/// # Errors
/// If nobody is signed in.
pub async fn phrase(view: View) -> Result<Markup, Problem> {
    view.who.person()?;
    Ok(phrase_page(&view, "", None))
}

/// Shows the new phrase, if the old one is theirs.
///
/// # Errors
/// If nobody is signed in, or it was tried too often.
pub async fn phrase_send(
    view: View,
    peer: Peer,
    Form(typed): Form<SignIn>,
) -> Result<Response, Problem> {
    let person = view.who.person()?;
    let old = acts::recognise(&view.app, &peer, &typed.phrase).await;
    match old.and_then(|old| acts::own(&old, person)) {
        Ok(()) => {
            let way = Way::phrase(person);
            let drawn = acts::draw(&view.app, view.lang, way.purpose);
            Ok(show(&view, way, &drawn, None).into_response())
        }
        Err(problem) if problem.is_input() => {
            let shown = phrase_page(&view, &typed.phrase, Some(&problem));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Shows the new phrase again.
///
/// # Errors
/// If nobody is signed in.
pub async fn phrase_again(view: View, Form(steps): Form<Steps>) -> Result<Response, Problem> {
    again(&view, Way::phrase(view.who.person()?), &steps.sealed)
}

/// Asks for two words of the new phrase.
///
/// # Errors
/// If nobody is signed in.
pub async fn phrase_words(view: View, Form(steps): Form<Steps>) -> Result<Response, Problem> {
    words(&view, Way::phrase(view.who.person()?), &steps.sealed)
}

/// Makes the new phrase the one that opens the account.
///
/// # Errors
/// If nobody is signed in.
pub async fn phrase_new(view: View, Form(steps): Form<Steps>) -> Result<Response, Problem> {
    let way = Way::phrase(view.who.person()?);
    let drawn = match checked(&view, way, &steps) {
        Ok(drawn) => drawn,
        Err(answer) => return *answer,
    };
    match account::set_phrase(&view.app, &view.who, &drawn.phrase).await {
        Ok(()) => Ok(to("/you", "phrase")),
        Err(problem) => afresh(&view, way, problem),
    }
}
