//! What forms send, once it is certain that our own page sent it.

use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use subtle::ConstantTimeEq;

/// What a form sent.
#[derive(Debug)]
pub struct Form<T>(pub T);

/// What a form sends that asks for nothing.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

#[derive(Deserialize)]
struct Proof {
    #[serde(default)]
    csrf: String,
}

/// The proof that a form of a session's own page sends along; empty where
/// nobody is signed in.
pub fn csrf(app: &App, who: &Who) -> String {
    match &who.session {
        Some(session) => app.store.keys.tag("forms", &[&session.id]),
        None => String::new(),
    }
}

/// Whether a browser says that a request comes from our own page. Browsers
/// that say nothing are left to the proof in the form.
fn own(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    let (origin, host) = (headers.get(header::ORIGIN), headers.get(header::HOST));
    match (origin.map(|v| v.to_str()), host.map(|v| v.to_str())) {
        (None, _) => true,
        (Some(Ok(origin)), Some(Ok(host))) => origin
            .split_once("://")
            .is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host)),
        _ => false,
    }
}

/// Refuses what did not come from our own page.
///
/// # Errors
/// If the browser says it came from elsewhere, or the proof is wrong.
pub fn check(app: &App, who: &Who, headers: &HeaderMap, proof: &str) -> Result<(), Problem> {
    let expected = csrf(app, who);
    let proven: bool = expected.as_bytes().ct_eq(proof.as_bytes()).into();
    if own(headers) && proven {
        Ok(())
    } else {
        Err(Problem::forbidden("not-our-form"))
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let who = Who::from_request_parts(&mut parts, app).await?;
        let headers = parts.headers.clone();
        let bytes = Bytes::from_request(Request::from_parts(parts, body), app)
            .await
            .map_err(|_| Problem::too_large())?;
        let unreadable = |_| Problem::unreadable();
        let proof: Proof = serde_html_form::from_bytes(&bytes).map_err(unreadable)?;
        check(app, &who, &headers, &proof.csrf)?;
        // So that a form can be read as what a program sends, which has no proof.
        let pairs = bytes.split(|&byte| byte == b'&');
        let pairs = pairs.filter(|pair| !pair.starts_with(b"csrf="));
        let rest = pairs.collect::<Vec<_>>().join(&b'&');
        serde_html_form::from_bytes(&rest)
            .map(Self)
            .map_err(unreadable)
    }
}

/// Where a form leads: on, or back to itself with what is wrong in it, on the
/// page that `form` shows.
///
/// # Errors
/// What is not about what was typed.
pub async fn sent<T>(
    done: Result<T, Problem>,
    on: impl FnOnce(T) -> Response,
    form: impl AsyncFnOnce(&Problem) -> Result<Markup, Problem>,
) -> Result<Response, Problem> {
    match done {
        Ok(made) => Ok(on(made)),
        Err(problem) if problem.is_input() => {
            let page = form(&problem).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
