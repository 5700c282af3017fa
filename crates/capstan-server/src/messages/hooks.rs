//! Where providers hand messages in. These addresses have no sessions and no
//! forms: a request counts if its provider signed it.

use super::inbound::{Posted, Refused};
use super::whatsapp::{Handshake, challenge};
use super::{sms_gateway, twilio, whatsapp, work};
use crate::app::App;
use crate::invitations::acts::public_url;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use capstan_store::id;

/// The largest request, in bytes.
const LARGEST: usize = 512 << 10;
/// The largest request of a gateway, which holds its pictures.
const WITH_PICTURES: usize = 24 << 20;

/// The addresses.
pub fn router() -> Router<App> {
    Router::new()
        .route("/hooks/twilio", post(by_twilio))
        .route("/hooks/whatsapp", post(by_whatsapp).get(handshake))
        .layer(DefaultBodyLimit::max(LARGEST))
        .merge(
            Router::new()
                .route("/hooks/sms-gateway", post(by_sms_gateway))
                .layer(DefaultBodyLimit::max(WITH_PICTURES)),
        )
}

/// Takes what a provider sent. Gives what is said at once to each message.
async fn take(
    app: &App,
    name: &str,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
    at_once: bool,
) -> Result<Vec<String>, StatusCode> {
    let provider = app.texts.of(name).ok_or(StatusCode::NOT_FOUND)?;
    let path = uri.path_and_query().map_or("", |path| path.as_str());
    let posted = Posted {
        url: &format!("{}{path}", public_url(app)),
        headers,
        body,
        // Providers go by their own clocks, so ours is the machine's.
        now: id::now(),
    };
    let messages = provider.receive(&posted).map_err(|error| {
        tracing::warn!(%error, provider = name, "a message was not taken");
        match error {
            Refused::Unsigned => StatusCode::FORBIDDEN,
            Refused::Unreadable => StatusCode::BAD_REQUEST,
        }
    })?;
    let mut said = Vec::new();
    for message in &messages {
        let taken = work::take(app, message, at_once).await;
        // Who is not told that it was taken sends it again.
        said.extend(taken.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?);
    }
    Ok(said)
}

async fn by_twilio(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, StatusCode> {
    let said = take(&app, twilio::NAME, &uri, &headers, &body, true).await?;
    let kind = [(header::CONTENT_TYPE, "text/xml; charset=utf-8")];
    Ok((kind, twilio::twiml(&said).into_string()).into_response())
}

async fn by_whatsapp(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, StatusCode> {
    take(&app, whatsapp::NAME, &uri, &headers, &body, false).await?;
    Ok(StatusCode::OK)
}

async fn by_sms_gateway(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, StatusCode> {
    take(&app, sms_gateway::NAME, &uri, &headers, &body, false).await?;
    Ok(StatusCode::OK)
}

async fn handshake(
    State(app): State<App>,
    Query(asked): Query<Handshake>,
) -> Result<String, StatusCode> {
    let settings = &app.config.messages.whatsapp;
    match app.texts.of(whatsapp::NAME) {
        None => Err(StatusCode::NOT_FOUND),
        Some(_) => challenge(settings, &asked).ok_or(StatusCode::FORBIDDEN),
    }
}
