//! Phones of an account, as JSON.

use super::linking::{self, Claim, Code, Phones};
use crate::api::Body;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(see, make, unlink))
        .routes(routes!(claim))
}

/// Whether phones are who asks' in a coalition.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/phone", tag = "donations",
    responses((status = 200, body = Phones), NotShown),
    security(("token" = ["read"]))
)]
async fn see(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Phones>, Problem> {
    Ok(Body(linking::see(&app, &who, &slug).await?))
}

/// A code for one's own phone, in place of the one before: it sends `LINK` and
/// the code within an hour, and is yours.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/phone", tag = "donations",
    responses((status = 201, body = Code), NotDone),
    security(("token" = ["member"]))
)]
async fn make(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<(StatusCode, Body<Code>), Problem> {
    let code = linking::make(&app, &who, &slug).await?;
    Ok((StatusCode::CREATED, Body(code)))
}

/// Forget one's own phones. What they shared stays.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/phone", tag = "donations",
    responses((status = 204, description = "They are forgotten"), NotDone),
    security(("token" = ["member"]))
)]
async fn unlink(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<StatusCode, Problem> {
    linking::unlink(&app, &who, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take over what a phone shared, with the code it got when it sent `WEB`.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/phone/claim", tag = "donations",
    request_body = Claim,
    responses((status = 204, description = "It is yours"), NotDone),
    security(("token" = ["member"]))
)]
async fn claim(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(sent): Body<Claim>,
) -> Result<StatusCode, Problem> {
    linking::claim(&app, &who, &slug, &sent).await?;
    Ok(StatusCode::NO_CONTENT)
}
