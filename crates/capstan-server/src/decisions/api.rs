//! Decisions as JSON.

use super::acts::{self, Named, Proposing, Shown};
use super::ballot::Ballot;
use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::web::view::lang;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// What was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MadeProposal)]
pub struct Made {
    /// The id of the proposal.
    pub id: String,
}

/// That a ballot was recorded.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = BallotReceipt)]
pub struct Receipt {
    /// A signed statement, as `capstan verify` reads it. It does not tell what
    /// the ballot says.
    pub receipt: String,
}

/// The part of the API on decisions.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, propose))
        .routes(routes!(show, withdraw))
        .routes(routes!(receipt, vote))
        .routes(routes!(record))
        .routes(routes!(receipts))
        .routes(routes!(names))
}

/// Lists what is put to the members of a coalition, newest first.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions", tag = "decisions",
    params(Part),
    security((), ("token" = ["read"])),
    responses((status = 200, description = "A page of proposals", body = Page<Shown>), NotShown)
)]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(coalition): Path<String>,
    part: Part,
) -> Result<Body<Page<Shown>>, Problem> {
    Ok(Body(acts::list(&app, &who, &coalition, &part).await?))
}

/// Puts something to the members.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/decisions", tag = "decisions",
    request_body = Proposing,
    security(("token" = ["member"])),
    responses((status = 201, description = "The proposal", body = Made), NotDone)
)]
async fn propose(
    State(app): State<App>,
    who: Who,
    Path(coalition): Path<String>,
    headers: HeaderMap,
    Body(asked): Body<Proposing>,
) -> Result<Response, Problem> {
    let voice = app.voices.of(lang(&headers));
    let id = acts::propose(&app, &who, &coalition, voice, &asked).await?;
    Ok((StatusCode::CREATED, Body(Made { id })).into_response())
}

/// Shows a proposal; once voting closed, what was decided.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions/{proposal}", tag = "decisions",
    security((), ("token" = ["read"])),
    responses((status = 200, description = "The proposal", body = Shown), NotShown)
)]
async fn show(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
) -> Result<Body<Shown>, Problem> {
    Ok(Body(acts::show(&app, &who, &coalition, &id).await?))
}

/// Takes back one's own proposal before voting opens.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/decisions/{proposal}", tag = "decisions",
    security(("token" = ["member"])),
    responses((status = 204, description = "It is gone"), NotDone)
)]
async fn withdraw(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::withdraw(&app, &who, &coalition, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives the receipt for one's ballot while people vote.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions/{proposal}/ballot", tag = "decisions",
    security(("token" = ["read"])),
    responses((status = 200, description = "The receipt", body = Receipt), NotShown)
)]
async fn receipt(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
) -> Result<Body<Receipt>, Problem> {
    let receipt = acts::receipt(&app, &who, &coalition, &id).await?;
    let receipt = receipt.ok_or_else(Problem::missing)?;
    Ok(Body(Receipt { receipt }))
}

/// Casts a ballot. The last one counts.
#[utoipa::path(
    put, path = "/coalitions/{coalition}/decisions/{proposal}/ballot", tag = "decisions",
    request_body = Ballot,
    security(("token" = ["member"])),
    responses((status = 200, description = "It is recorded", body = Receipt), NotDone)
)]
async fn vote(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
    Body(ballot): Body<Ballot>,
) -> Result<Body<Receipt>, Problem> {
    let receipt = acts::vote(&app, &who, &coalition, &id, ballot).await?;
    Ok(Body(Receipt { receipt }))
}

/// Gives the record of a closed vote, from which anyone can count it again.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions/{proposal}/record", tag = "decisions",
    security((), ("token" = ["read"])),
    responses(
        (status = 200, description = "The record, as `capstan verify` reads it", body = Object),
        NotShown
    )
)]
async fn record(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    Ok(as_json(acts::record(&app, &who, &coalition, &id).await?))
}

/// Gives the receipts that a closed vote counted.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions/{proposal}/receipts", tag = "decisions",
    params(Part),
    security((), ("token" = ["read"])),
    responses((status = 200, description = "A page of receipts", body = Page<String>), NotShown)
)]
async fn receipts(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
    part: Part,
) -> Result<Body<Page<String>>, Problem> {
    let page = acts::some_receipts(&app, &who, &coalition, &id, &part).await?;
    Ok(Body(page))
}

/// Lists whose the ballots of a closed vote are that was not secret.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions/{proposal}/names", tag = "decisions",
    params(Part),
    security(("token" = ["read"])),
    responses((status = 200, description = "A page of ballots", body = Page<Named>), NotShown)
)]
async fn names(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
    part: Part,
) -> Result<Body<Page<Named>>, Problem> {
    who.may("read")?;
    let most = part.most();
    Ok(Body(
        acts::names(&app, &who, &coalition, &id, &part, most).await?,
    ))
}

/// A text that is JSON already.
pub(super) fn as_json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
