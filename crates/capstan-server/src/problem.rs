//! What goes wrong, said once for pages and programs.
//!
//! A [`Problem`] has a stable key. Its sentence is `problem-KEY` of the words,
//! its HTTP form follows RFC 9457. Handlers just return it; [`show`] turns it
//! into a page or JSON in the language of who asked.

use crate::app::App;
use crate::web::view::View;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use capstan_report::words::Args;
use capstan_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// The key of its sentence.
    pub key: &'static str,
    /// The field of the input it is about.
    pub field: Option<&'static str>,
    /// The values its sentence is said with.
    pub args: Vec<(&'static str, String)>,
}

/// A problem as programs get it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemJson {
    /// A reference that names the kind of problem.
    #[schema(example = "/problems/sign-in-first")]
    pub r#type: String,
    /// What happened and what to do, in the language asked for.
    #[schema(example = "Sign in first.")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 401)]
    pub status: u16,
    /// The field of the input it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl Problem {
    /// A problem with a status and the key of its sentence.
    pub fn new(status: StatusCode, key: &'static str) -> Self {
        Self {
            status,
            key,
            field: None,
            args: Vec::new(),
        }
    }

    /// An input that cannot be taken (422).
    pub fn input(field: &'static str, key: &'static str) -> Self {
        Self {
            field: Some(field),
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, key)
        }
    }

    /// There is no such thing, or it is none of theirs (404).
    pub fn missing() -> Self {
        Self::new(StatusCode::NOT_FOUND, "missing")
    }

    /// What was sent cannot be read (400).
    pub fn unreadable() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unreadable")
    }

    /// What was sent is too large (413).
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    }

    /// Nobody is signed in (401).
    pub fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-in-first")
    }

    /// They may not (403).
    pub fn forbidden(key: &'static str) -> Self {
        Self::new(StatusCode::FORBIDDEN, key)
    }

    /// It does not go with how things stand (409).
    pub fn conflict(key: &'static str) -> Self {
        Self::new(StatusCode::CONFLICT, key)
    }

    /// With a value for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Whether it is about what was typed, so that the form is shown again.
    pub fn is_input(&self) -> bool {
        matches!(
            self.status,
            StatusCode::UNPROCESSABLE_ENTITY | StatusCode::CONFLICT
        )
    }

    /// Its sentence.
    pub fn say(&self, voice: &capstan_report::words::Voice) -> String {
        let mut args = Args::new();
        for (name, value) in &self.args {
            args.set(*name, value.clone());
        }
        voice.say(&format!("problem-{}", self.key), args)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken { what: "key" } => Self::conflict("key-under-way"),
            StoreError::Taken { what } => Self::conflict("taken").with("what", what),
            StoreError::Missing { .. } => Self::missing(),
            StoreError::TooLarge { .. } => Self::too_large(),
            error => {
                tracing::error!(%error, "the store failed");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "ours")
            }
        }
    }
}

impl From<capstan_store::sqlx::Error> for Problem {
    fn from(error: capstan_store::sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        let wait = self.args.iter().find(|(name, _)| *name == "seconds");
        if self.status == StatusCode::TOO_MANY_REQUESTS
            && let Some(Ok(wait)) = wait.map(|(_, seconds)| HeaderValue::from_str(seconds))
        {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// The problem that an answer tells of, if any. What the framework refuses, it
/// refuses in plain text.
fn problem_of(response: &Response) -> Option<Problem> {
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    let framework = || {
        let key = match status {
            StatusCode::NOT_FOUND => "missing",
            StatusCode::METHOD_NOT_ALLOWED => "method",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "media-type",
            _ => "unreadable",
        };
        (status.is_client_error() && plain).then(|| Problem::new(status, key))
    };
    let ours = response.extensions().get::<Problem>().cloned();
    ours.or_else(framework)
}

/// Shows problems of pages as a page.
pub async fn show_page(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let (view, response) = match View::from_request_parts(&mut parts, &app).await {
        Ok(view) => (view, next.run(Request::from_parts(parts, body)).await),
        Err(problem) => (View::of_nobody(&app, &parts), problem.into_response()),
    };
    match problem_of(&response) {
        Some(problem) => {
            let mut shown = crate::web::parts::problem_page(&view, &problem);
            if let Some(wait) = response.headers().get(header::RETRY_AFTER) {
                shown
                    .headers_mut()
                    .insert(header::RETRY_AFTER, wait.clone());
            }
            shown
        }
        None => response,
    }
}

/// Shows problems of the API as RFC 9457 JSON.
pub async fn show_json(State(app): State<App>, request: Request, next: Next) -> Response {
    let lang = crate::web::view::lang(request.headers());
    let response = next.run(request).await;
    let Some(problem) = problem_of(&response) else {
        return response;
    };
    let json = ProblemJson {
        r#type: format!("/problems/{}", problem.key),
        title: problem.say(app.voices.of(lang)),
        status: problem.status.as_u16(),
        field: problem.field.map(str::to_owned),
    };
    let body = serde_json::to_string(&json).unwrap_or_default();
    let mut shown = (
        problem.status,
        [(header::CONTENT_TYPE, "application/problem+json")],
        body,
    )
        .into_response();
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown
}
