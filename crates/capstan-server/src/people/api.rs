//! Accounts, sign-in and the inbox as JSON.

use crate::api::Body;
use crate::api::kinds;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::limits::Peer;
use crate::people::account::{self, Deleted, MadeToken, Membership, NewToken};
use crate::people::acts;
use crate::people::notices::{self, Item};
use crate::people::phrase::Phrase;
use crate::problem::Problem;
use crate::web::view::{lang, language};
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use capstan_store::Micros;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_up))
        .routes(routes!(sign_in))
        .routes(routes!(you, delete))
        .routes(routes!(export))
        .routes(routes!(sessions, end_sessions))
        .routes(routes!(end_session))
        .routes(routes!(tokens, make_token))
        .routes(routes!(end_token))
        .routes(routes!(set_language))
        .routes(routes!(set_phrase))
        .routes(routes!(inbox))
        .routes(routes!(read_all))
        .routes(routes!(read))
}

/// A new account.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"language": "en"}))]
struct NewAccount {
    /// The language of the phrase. Without it, that of the request.
    #[serde(default)]
    #[schema(value_type = Option<kinds::PageLanguage>)]
    language: Option<String>,
}

/// A phrase, shown this once.
#[derive(Debug, Serialize, ToSchema)]
struct Phrases {
    /// The twelve words that open the account. Nobody can give them back.
    #[schema(example = "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong")]
    phrase: String,
}

/// Makes an account.
#[utoipa::path(
    post, path = "/accounts", tag = "accounts",
    request_body = NewAccount,
    responses((status = 201, body = Phrases), NotDone)
)]
async fn sign_up(
    State(app): State<App>,
    peer: Peer,
    headers: HeaderMap,
    Body(new): Body<NewAccount>,
) -> Result<(StatusCode, Body<Phrases>), Problem> {
    let chosen = match new.language.as_deref() {
        Some(code) => language(code).ok_or_else(|| Problem::input("language", "language"))?,
        None => lang(&headers),
    };
    let phrase = acts::create_drawn(&app, &peer, chosen).await?;
    let phrase = phrase.text();
    Ok((StatusCode::CREATED, Body(Phrases { phrase })))
}

/// A program that signs in.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({
    "phrase": "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
    "name": "My script", "scopes": ["read", "member"], "days": 30
}))]
struct SignIn {
    /// The twelve words.
    #[schema(value_type = kinds::Phrase)]
    phrase: String,
    /// The token that it wants.
    #[serde(flatten)]
    token: NewToken,
}

/// Signs a program in: a token for a phrase.
#[utoipa::path(
    post, path = "/sessions", tag = "accounts",
    request_body = SignIn,
    responses((status = 201, body = MadeToken), NotDone)
)]
async fn sign_in(
    State(app): State<App>,
    peer: Peer,
    Body(sent): Body<SignIn>,
) -> Result<(StatusCode, Body<MadeToken>), Problem> {
    let person = acts::recognise(&app, &peer, &sent.phrase).await?;
    let made = account::make_token(&app, &person.id, &sent.token).await?;
    Ok((StatusCode::CREATED, Body(made)))
}

/// One's memberships, for one's own eyes only.
#[utoipa::path(
    get, path = "/you", tag = "you", params(Part),
    responses((status = 200, body = Page<Membership>), NotShown),
    security(("token" = ["read"]))
)]
async fn you(
    State(app): State<App>,
    who: Who,
    part: Part,
) -> Result<Body<Page<Membership>>, Problem> {
    Ok(Body(account::part(&app, &who, &part).await?))
}

/// Deletes the account: leaves every coalition and removes the rest.
#[utoipa::path(
    delete, path = "/you", tag = "you",
    responses((status = 200, body = Deleted), NotDone),
    security(("token" = ["account", "member"]))
)]
async fn delete(State(app): State<App>, who: Who) -> Result<Body<Deleted>, Problem> {
    Ok(Body(account::delete(&app, &who).await?))
}

/// All that is held about one.
#[utoipa::path(
    get, path = "/you/export", tag = "you",
    responses((status = 200, body = Value), NotShown),
    security(("token" = ["account"]))
)]
async fn export(State(app): State<App>, who: Who) -> Result<Body<Value>, Problem> {
    Ok(Body(crate::people::export::export(&app, &who).await?))
}

/// A browser in which one is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    /// The id, for ending it.
    id: String,
    /// What kind of browser it is.
    #[schema(example = "Firefox, Linux")]
    label: String,
    /// When it began, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    started: Micros,
    /// The day it was last used, as the time of its beginning.
    #[schema(example = 1_789_948_800_000_000_i64)]
    seen_day: Micros,
}

/// The browsers in which one is signed in, newest first.
#[utoipa::path(
    get, path = "/you/sessions", tag = "you", params(Part),
    responses((status = 200, body = Page<Session>), NotShown),
    security(("token" = ["account"]))
)]
async fn sessions(
    State(app): State<App>,
    who: Who,
    part: Part,
) -> Result<Body<Page<Session>>, Problem> {
    let all = account::sessions(&app, &who).await?;
    let page = Page::part(all, &part, |session| session.id.clone())?;
    Ok(Body(page.map(|session| Session {
        id: session.id,
        label: session.label,
        started: session.started,
        seen_day: session.seen_day,
    })))
}

/// Signs out in every browser.
#[utoipa::path(
    delete, path = "/you/sessions", tag = "you",
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn end_sessions(State(app): State<App>, who: Who) -> Result<StatusCode, Problem> {
    account::end_session(&app, &who, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs out in one browser. One that has ended stays so.
#[utoipa::path(
    delete, path = "/you/sessions/{id}", tag = "you",
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn end_session(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    account::end_session(&app, &who, Some(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A token of a program, without its secret.
#[derive(Debug, Serialize, ToSchema)]
struct Token {
    /// The id, for ending it.
    id: String,
    /// What it is called.
    #[schema(example = "My script")]
    name: String,
    /// What it may do.
    #[schema(value_type = Vec<kinds::Scope>)]
    scopes: Vec<String>,
    /// When it was made, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    made: Micros,
    /// When it ends, in microseconds UTC since 1970.
    #[schema(example = 1_792_592_000_000_000_i64)]
    expires: Micros,
}

/// The tokens of one's programs, newest first.
#[utoipa::path(
    get, path = "/you/tokens", tag = "you", params(Part),
    responses((status = 200, body = Page<Token>), NotShown),
    security(("token" = ["account"]))
)]
async fn tokens(
    State(app): State<App>,
    who: Who,
    part: Part,
) -> Result<Body<Page<Token>>, Problem> {
    let all = account::tokens(&app, &who).await?;
    let page = Page::part(all, &part, |token| token.id.clone())?;
    Ok(Body(page.map(|token| Token {
        id: token.id,
        name: token.name,
        scopes: token.scopes.split(' ').map(str::to_owned).collect(),
        made: token.made,
        expires: token.expires,
    })))
}

/// Makes a token. It may do no more than the one that makes it.
#[utoipa::path(
    post, path = "/you/tokens", tag = "you",
    request_body = NewToken,
    responses((status = 201, body = MadeToken), NotDone),
    security(("token" = ["account"]))
)]
async fn make_token(
    State(app): State<App>,
    who: Who,
    Body(new): Body<NewToken>,
) -> Result<(StatusCode, Body<MadeToken>), Problem> {
    let made = account::add_token(&app, &who, &new).await?;
    Ok((StatusCode::CREATED, Body(made)))
}

/// Ends a token. One that has ended stays so.
#[utoipa::path(
    delete, path = "/you/tokens/{id}", tag = "you",
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn end_token(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    account::end_token(&app, &who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A language.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"language": "es"}))]
struct Language {
    /// The language.
    #[schema(value_type = kinds::PageLanguage)]
    language: String,
}

/// Changes one's language.
#[utoipa::path(
    put, path = "/you/language", tag = "you",
    request_body = Language,
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn set_language(
    State(app): State<App>,
    who: Who,
    Body(sent): Body<Language>,
) -> Result<StatusCode, Problem> {
    who.may("account")?;
    let lang = language(&sent.language).ok_or_else(|| Problem::input("language", "language"))?;
    account::set_lang(&app, &who, lang).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The old phrase, for a new one.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"phrase": "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong"}))]
struct OldPhrase {
    /// The twelve words that open the account now.
    #[schema(value_type = kinds::Phrase)]
    phrase: String,
}

/// Gives a new phrase for the old one, and ends every session and token.
#[utoipa::path(
    post, path = "/you/phrase", tag = "you",
    request_body = OldPhrase,
    responses((status = 200, body = Phrases), NotDone),
    security(("token" = ["account"]))
)]
async fn set_phrase(
    State(app): State<App>,
    who: Who,
    peer: Peer,
    headers: HeaderMap,
    Body(sent): Body<OldPhrase>,
) -> Result<Body<Phrases>, Problem> {
    let person = who.may("account")?;
    let old = acts::recognise(&app, &peer, &sent.phrase).await?;
    acts::own(&old, person)?;
    let phrase = Phrase::draw(lang(&headers));
    account::set_phrase(&app, &who, &phrase).await?;
    let phrase = phrase.text();
    Ok(Body(Phrases { phrase }))
}

/// What one's memberships are told, newest first.
#[utoipa::path(
    get, path = "/inbox", tag = "inbox",
    params(Part),
    responses((status = 200, body = Page<Item>), NotShown),
    security(("token" = ["read"]))
)]
async fn inbox(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    part: Part,
) -> Result<Body<Page<Item>>, Problem> {
    let voice = app.voices.of(lang(&headers));
    let page = notices::list(&app, &who, voice, part.after(), part.most()).await?;
    Ok(Body(page))
}

/// Marks all notices as read.
#[utoipa::path(
    post, path = "/inbox/read", tag = "inbox",
    responses((status = 204), NotDone),
    security(("token" = ["member"]))
)]
async fn read_all(State(app): State<App>, who: Who) -> Result<StatusCode, Problem> {
    notices::read_all(&app, &who).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Marks a notice as read.
#[utoipa::path(
    post, path = "/inbox/{id}/read", tag = "inbox",
    responses((status = 204), NotDone),
    security(("token" = ["member"]))
)]
async fn read(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    notices::open(&app, &who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
