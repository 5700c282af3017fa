//! Notices by mail, as JSON.

use crate::api::Body;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::mail::acts::{self, Code, Mail, Names, NewAddress};
use crate::problem::Problem;
use crate::web::view::lang;
use crate::who::Who;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get, put, remove))
        .routes(routes!(confirm))
        .routes(routes!(names))
}

/// How one is told by mail.
#[utoipa::path(
    get, path = "/you/mail", tag = "you",
    responses((status = 200, body = Mail), NotShown),
    security(("token" = ["account"]))
)]
async fn get(State(app): State<App>, who: Who) -> Result<Body<Mail>, Problem> {
    Ok(Body(acts::get(&app, &who).await?))
}

/// Keeps an address and mails it a code.
#[utoipa::path(
    put, path = "/you/mail", tag = "you",
    request_body = NewAddress,
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn put(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Body(new): Body<NewAddress>,
) -> Result<StatusCode, Problem> {
    acts::put(&app, &who, lang(&headers), &new).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes the address.
#[utoipa::path(
    delete, path = "/you/mail", tag = "you",
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn remove(State(app): State<App>, who: Who) -> Result<StatusCode, Problem> {
    acts::remove(&app, &who).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes the code that was mailed.
#[utoipa::path(
    post, path = "/you/mail/code", tag = "you",
    request_body = Code,
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn confirm(
    State(app): State<App>,
    who: Who,
    Body(code): Body<Code>,
) -> Result<StatusCode, Problem> {
    acts::confirm(&app, &who, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says whether mail may name coalitions.
#[utoipa::path(
    put, path = "/you/mail/names", tag = "you",
    request_body = Names,
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn names(
    State(app): State<App>,
    who: Who,
    Body(names): Body<Names>,
) -> Result<StatusCode, Problem> {
    acts::set_names(&app, &who, &names).await?;
    Ok(StatusCode::NO_CONTENT)
}
