//! Writes that a program sends again under the same `Idempotency-Key` are done
//! once and answered alike, for a day.
//!
//! An answer may hold a secret, such as a new token: it is kept sealed under
//! the key that only its sender knows.

use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use capstan_store::replays::{self, Key, Replay};
use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

/// The header.
pub const KEY: &str = "idempotency-key";

/// The longest key, in characters.
const LONGEST: usize = 200;

/// The shortest key where nobody is signed in, in characters. An answer there
/// may be a new secret, such as a phrase, and whoever guesses the key gets it.
const UNGUESSED: usize = 32;

/// The largest body whose write can be sent again under a key, in bytes.
/// Larger ones are files, which are found by their content anyway.
const LARGEST: usize = 1 << 20;

/// The writes with a key that are being done here. Those of a server that died
/// are none.
#[derive(Debug, Default)]
pub struct UnderWay(Mutex<HashSet<String>>);

/// A write while it is being done.
struct Mark<'a> {
    all: &'a UnderWay,
    id: &'a str,
}

impl UnderWay {
    fn enter<'a>(&'a self, id: &'a str) -> Option<Mark<'a>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(id.to_owned()).then(|| Mark { all: self, id })
    }
}

impl Drop for Mark<'_> {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(self.id);
    }
}

/// The key in the description of a write.
pub fn described() -> Parameter {
    let form = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(UNGUESSED))
        .max_length(Some(LONGEST))
        .pattern(Some("^[!-~]+$"));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "A key of your own: a write that is sent again with it is done once.",
        ))
        .schema(Some(form))
        .build()
}

/// Does writes with a key once.
///
/// # Errors
/// If the key cannot be one, was used for another write, or its write is under
/// way.
pub async fn once(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let writes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let file = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    // Files are found by their content, so a second one changes nothing.
    let Some(key) = key(request.headers())?.filter(|_| writes && !file) else {
        return Ok(next.run(request).await);
    };
    let (mut parts, body) = request.into_parts();
    let who = Who::from_request_parts(&mut parts, &app).await?;
    if !who.is_someone() && key.len() < UNGUESSED {
        return Err(Problem::input("Idempotency-Key", "key-short").with("least", UNGUESSED));
    }
    let sender = who.person().unwrap_or("nobody");
    let id = app.store.keys.tag("writes sent again", &[sender, &key]);
    let body = to_bytes(body, LARGEST)
        .await
        .map_err(|_| Problem::too_large())?;
    let content = fingerprint(&parts.method, &parts.uri.to_string(), &body);
    let _mark = app
        .under_way
        .enter(&id)
        .ok_or(Problem::conflict("key-under-way"))?;
    let write = Key::new(id.clone(), content, app.now());
    let mut conn = app.store.read().await?;
    let replay = replays::find(&mut conn, &write).await?;
    drop(conn);
    match replay {
        Replay::New => {}
        Replay::Unanswered => return Err(Problem::conflict("key-unanswered")),
        Replay::Other => return Err(Problem::input("Idempotency-Key", "key-other")),
        Replay::Answered { status, answer } => {
            return Ok(again(&app, &id, &key, status, &answer));
        }
    }
    let request = Request::from_parts(parts, Body::from(body));
    let response = replays::under(&write, next.run(request)).await;
    keep(&app, &write, &key, response).await
}

/// Forgets what is older than answers are kept.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    let any = replays::any_old(&mut conn, app.now()).await?;
    drop(conn);
    if any {
        let mut tx = app.store.begin().await?;
        replays::forget_old(&mut tx, app.now()).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The key of a write, if it has one.
fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get(KEY) else {
        return Ok(None);
    };
    let wrong = || Problem::new(StatusCode::BAD_REQUEST, "key").with("most", LONGEST);
    let key = value.to_str().map_err(|_| wrong())?.trim();
    if key.is_empty() || key.len() > LONGEST {
        return Err(wrong());
    }
    Ok(Some(key.to_owned()))
}

fn fingerprint(method: &Method, uri: &str, body: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [method.as_str().as_bytes(), uri.as_bytes(), body] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex().to_string()
}

/// Keeps an answer, if it was not kept together with what was done. A refusal
/// is forgotten.
async fn keep(app: &App, write: &Key, key: &str, response: Response) -> Result<Response, Problem> {
    let status = response.status();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, LARGEST)
        .await
        .unwrap_or_else(|_| Bytes::new());
    match std::str::from_utf8(&body) {
        Ok(_) if status.is_success() && write.is_answered() => {}
        // A problem has no body yet: it is shown further out.
        Ok(text) if status.is_success() => {
            let kind = parts
                .headers
                .get(header::CONTENT_TYPE)
                .and_then(|v| v.to_str().ok())
                .unwrap_or("");
            let about = about(write.id(), key);
            let text = format!("{kind}\n{text}");
            let sealed = app.store.keys.seal("answers", &about, &text);
            let mut tx = app.store.begin().await?;
            replays::answer(&mut tx, write, status.as_u16(), &sealed).await?;
            tx.commit().await?;
        }
        _ if write.is_kept() => {
            let mut tx = app.store.begin().await?;
            replays::forget(&mut tx, write).await?;
            tx.commit().await?;
        }
        _ => {}
    }
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// The answer that was kept.
fn again(app: &App, id: &str, key: &str, status: u16, answer: &str) -> Response {
    let text = if answer.is_empty() {
        String::new()
    } else {
        let keys = &app.store.keys;
        match keys.open_sealed("answers", &about(id, key), answer) {
            Some(text) => text,
            None => return Problem::conflict("key-unanswered").into_response(),
        }
    };
    let (kind, body) = text.split_once('\n').unwrap_or(("", &text));
    let mut response = body.to_owned().into_response();
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    match HeaderValue::from_str(kind) {
        Ok(kind) if !kind.is_empty() => response.headers_mut().insert(header::CONTENT_TYPE, kind),
        _ => response.headers_mut().remove(header::CONTENT_TYPE),
    };
    response
        .headers_mut()
        .insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

fn about(id: &str, key: &str) -> String {
    format!("{id} {key}")
}
