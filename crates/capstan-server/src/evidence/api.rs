//! Evidence as JSON.

use crate::api::Body;
use crate::api::list::Part;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::evidence::acts::{self, Ask, Decline, Known, Open, Said, Say, Unsay};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(known, ask, unask))
        .routes(routes!(open, say))
        .routes(routes!(unsay))
        .routes(routes!(decline))
}

/// What is known of oneself, and by whose word.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/members/me/evidence", tag = "members",
    responses((status = 200, body = Known), NotShown),
    security(("token" = ["read"]))
)]
async fn known(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Known>, Problem> {
    Ok(Body(acts::known(&app, &who, &slug).await?))
}

/// Ask the stewards for their word, in place of what was asked before.
#[utoipa::path(
    put, path = "/coalitions/{coalition}/members/me/evidence", tag = "members",
    request_body = Ask,
    responses((status = 204, description = "They are asked"), NotDone),
    security(("token" = ["member"]))
)]
async fn ask(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(asked): Body<Ask>,
) -> Result<StatusCode, Problem> {
    acts::ask(&app, &who, &slug, &asked).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take back what was asked, with what was written.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/members/me/evidence", tag = "members",
    responses((status = 204, description = "It is gone"), NotDone),
    security(("token" = ["member"]))
)]
async fn unask(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::unask(&app, &who, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What members ask the stewards to say. For stewards.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/evidence", tag = "members",
    params(Part),
    responses((status = 200, body = Open), NotShown),
    security(("token" = ["read", "steward"]))
)]
async fn open(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Open>, Problem> {
    let (after, most) = (part.after(), part.most());
    Ok(Body(acts::open(&app, &who, &slug, after, most).await?))
}

/// What came of a steward's word.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = EvidenceOutcome)]
struct Outcome {
    /// Whether it is known of the member now, or waits for another steward.
    outcome: Said,
}

/// Say something of a member: that you vouch for them, or what you checked.
/// For stewards; the log says so without naming the member.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/evidence", tag = "members",
    request_body = Say,
    responses((status = 200, body = Outcome), NotDone),
    security(("token" = ["steward"]))
)]
async fn say(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(said): Body<Say>,
) -> Result<Body<Outcome>, Problem> {
    let outcome = acts::say(&app, &who, &slug, &said).await?;
    Ok(Body(Outcome { outcome }))
}

/// Take back what was said of a member, by whichever stewards.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/evidence/take-back", tag = "members",
    request_body = Unsay,
    responses((status = 204, description = "It is taken back"), NotDone),
    security(("token" = ["steward"]))
)]
async fn unsay(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(unsaid): Body<Unsay>,
) -> Result<StatusCode, Problem> {
    acts::unsay(&app, &who, &slug, &unsaid).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answer what a member asked without giving a word.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/evidence/decline", tag = "members",
    request_body = Decline,
    responses((status = 204, description = "It is answered"), NotDone),
    security(("token" = ["steward"]))
)]
async fn decline(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(declined): Body<Decline>,
) -> Result<StatusCode, Problem> {
    acts::decline(&app, &who, &slug, &declined).await?;
    Ok(StatusCode::NO_CONTENT)
}
