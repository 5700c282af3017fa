//! Pledges for programs.

use super::acts::{self, Confirmation, Own, People, Terms};
use crate::api::Body;
use crate::api::list::Part;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::campaigns::acts::see;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The API of pledges.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own, pledge, withdraw))
        .routes(routes!(confirm))
        .routes(routes!(people))
}

/// The pledge of whoever asks.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PledgeMine)]
pub struct Mine {
    /// The pledge; nothing if there is none.
    pub pledge: Option<Own>,
}

/// Your own pledge in a campaign.
#[utoipa::path(
    get,
    path = "/campaigns/{campaign}/pledge",
    tag = "pledges",
    responses((status = 200, body = Mine), NotShown),
    security(("token" = ["read"])),
)]
async fn own(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Body<Mine>, Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who, &mut conn, &id).await?;
    let pledge = acts::own(&mut conn, &seen).await?;
    Ok(Body(Mine { pledge }))
}

/// Pledge, or change your pledge. Nobody is told, and nobody is shown without
/// a second act of their own.
#[utoipa::path(
    put,
    path = "/campaigns/{campaign}/pledge",
    tag = "pledges",
    request_body = Terms,
    responses(
        (status = 204, description = "It is kept"),
        NotDone,
    ),
    security(("token" = ["member"])),
)]
async fn pledge(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(terms): Body<Terms>,
) -> Result<StatusCode, Problem> {
    acts::pledge(&app, &who, &id, terms).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take your pledge back. Nothing of it stays.
#[utoipa::path(
    delete,
    path = "/campaigns/{campaign}/pledge",
    tag = "pledges",
    responses(
        (status = 204, description = "It is gone"),
        NotDone,
    ),
    security(("token" = ["member"])),
)]
async fn withdraw(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::withdraw(&app, &who, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirm: the second act, without which nobody is shown.
#[utoipa::path(
    post,
    path = "/campaigns/{campaign}/confirmation",
    tag = "pledges",
    request_body = Confirmation,
    responses(
        (status = 204, description = "It is kept"),
        NotDone,
    ),
    security(("token" = ["member"])),
)]
async fn confirm(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(confirmation): Body<Confirmation>,
) -> Result<StatusCode, Problem> {
    acts::confirm(&app, &who, &id, confirmation.round).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Those who are shown to you: by their handles, in the order of the alphabet.
#[utoipa::path(
    get,
    path = "/campaigns/{campaign}/people",
    tag = "pledges",
    params(Part),
    responses((status = 200, body = People), NotShown),
    security((), ("token" = ["read"])),
)]
async fn people(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    part: Part,
) -> Result<Body<People>, Problem> {
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who.reader(), &mut conn, &id).await?;
    let people = acts::people(&mut conn, &seen, part.after(), part.most()).await?;
    Ok(Body(people))
}
