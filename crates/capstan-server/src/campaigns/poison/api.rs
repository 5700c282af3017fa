//! The plan before the gates as JSON.

use super::{Reviewed, Written};
use crate::api::Body;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::campaigns::acts::see;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use capstan_coalition::role::Deed;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, write, remove))
        .routes(routes!(review))
}

/// The plan that the gates look at, for organisers.
#[utoipa::path(
    get, path = "/campaigns/{campaign}/plan", tag = "campaigns",
    responses((status = 200, body = Written), NotShown),
    security(("token" = ["read"]))
)]
async fn show(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Body<Written>, Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let seen = see(&app, &who, &mut conn, &id).await?;
    let plan = seen.campaign.brief.poison.as_ref();
    let plan = plan.filter(|_| seen.may(Deed::DraftCampaign));
    Ok(Body(Written::of(plan.ok_or_else(Problem::missing)?)))
}

/// Write the plan of a draft, so that the gates can look at it. Nothing with
/// which to mislead a system ships.
#[utoipa::path(
    put, path = "/campaigns/{campaign}/plan", tag = "campaigns",
    request_body = Written,
    responses((status = 204, description = "It is written"), NotDone),
    security(("token" = ["organise"]))
)]
async fn write(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(written): Body<Written>,
) -> Result<StatusCode, Problem> {
    super::write(&app, &who, &id, Some(&written)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take the plan out of a draft.
#[utoipa::path(
    delete, path = "/campaigns/{campaign}/plan", tag = "campaigns",
    responses((status = 204, description = "It is gone"), NotDone),
    security(("token" = ["organise"]))
)]
async fn remove(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    super::write(&app, &who, &id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Say something of a plan that others wrote. Its authors cannot.
#[utoipa::path(
    post, path = "/campaigns/{campaign}/plan/reviews", tag = "campaigns",
    request_body = Reviewed,
    responses((status = 204, description = "It is said"), NotDone),
    security(("token" = ["organise"]))
)]
async fn review(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    Body(said): Body<Reviewed>,
) -> Result<StatusCode, Problem> {
    super::review(&app, &who, &id, &said).await?;
    Ok(StatusCode::NO_CONTENT)
}
