//! Reports, rulings and replies as JSON.

use super::acts::{self, Decree, Queue, Replying, Reporting};
use crate::api::Body;
use crate::api::list::Part;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::limits::Peer;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The part of the API about what people say about posts.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(report))
        .routes(routes!(reply))
        .routes(routes!(queue, rule))
        .routes(routes!(settle))
}

/// Reports a post to the stewards of its coalition.
#[utoipa::path(
    post, path = "/posts/{kind}/{id}/reports", tag = "moderation", security(("token" = ["member"])),
    params(
        ("kind" = String, Path, description = "\"coalition\", \"campaign\", \"claim\" or \"proposal\""),
        ("id" = String, Path, description = "Its id; of a coalition, its name in addresses"),
    ),
    request_body = Reporting,
    responses((status = 201, description = "It is reported"), NotDone)
)]
async fn report(
    State(app): State<App>,
    who: Who,
    Path((kind, id)): Path<(String, String)>,
    Body(reporting): Body<Reporting>,
) -> Result<StatusCode, Problem> {
    acts::report(&app, &who, &kind, &id, &reporting).await?;
    Ok(StatusCode::CREATED)
}

/// Proposes a reply to a post, without an account.
#[utoipa::path(
    post, path = "/posts/{kind}/{id}/replies", tag = "moderation",
    params(
        ("kind" = String, Path, description = "\"coalition\", \"campaign\", \"claim\" or \"proposal\""),
        ("id" = String, Path, description = "Its id; of a coalition, its name in addresses"),
    ),
    request_body = Replying,
    responses((status = 201, description = "It waits for a steward"), NotDone)
)]
async fn reply(
    State(app): State<App>,
    peer: Peer,
    Path((kind, id)): Path<(String, String)>,
    Body(replying): Body<Replying>,
) -> Result<StatusCode, Problem> {
    acts::reply(&app, &peer, &kind, &id, &replying).await?;
    Ok(StatusCode::CREATED)
}

/// What waits for the stewards of a coalition.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/reports", tag = "moderation", security(("token" = ["steward"])),
    params(Part),
    responses((status = 200, description = "Reports and replies", body = Queue), NotShown)
)]
async fn queue(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Queue>, Problem> {
    let most = part.most();
    Ok(Body(
        acts::queue(&app, &who, &slug, part.after(), most).await?,
    ))
}

/// Hides a post or keeps it, with a reason.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/reports", tag = "moderation", security(("token" = ["steward"])),
    request_body = Decree,
    responses((status = 204, description = "It is ruled so"), NotDone)
)]
async fn rule(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(decree): Body<Decree>,
) -> Result<StatusCode, Problem> {
    acts::rule(&app, &who, &slug, &decree).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a reply is accepted.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(example = json!({"accept": true}))]
struct Settling {
    /// Whether it is shown beside its post; else it is removed.
    #[schema(required)]
    accept: bool,
}

/// Accepts a reply or refuses it.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/replies/{reply}", tag = "moderation",
    security(("token" = ["steward"])),
    request_body = Settling,
    responses((status = 204, description = "It is settled"), NotDone)
)]
async fn settle(
    State(app): State<App>,
    who: Who,
    Path((slug, reply)): Path<(String, String)>,
    Body(settling): Body<Settling>,
) -> Result<StatusCode, Problem> {
    acts::settle(&app, &who, &slug, &reply, settling.accept).await?;
    Ok(StatusCode::NO_CONTENT)
}
