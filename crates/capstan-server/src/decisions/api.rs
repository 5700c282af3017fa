//! Decisions as JSON.

use super::acts::{self, Names, Page, Proposing, Shown};
use super::ballot::Ballot;
use crate::api::Body;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::web::view::lang;
use crate::who::Who;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How many there are on a page if nothing else is asked for.
const USUAL: usize = 20;
/// The most on a page.
const MOST: usize = 100;

/// Which page of a list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// The cursor that the page before gave as `next`.
    pub after: String,
    /// How many, 1 to 100; 20 if it is left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<usize>,
}

impl Asked {
    /// The cursor and the limit.
    ///
    /// # Errors
    /// If the limit is out of range.
    pub fn page(&self) -> Result<(&str, usize), Problem> {
        match self.limit.unwrap_or(USUAL) {
            limit @ 1..=MOST => Ok((&self.after, limit)),
            _ => Err(limited()),
        }
    }
}

fn limited() -> Problem {
    Problem::input("limit", "page-limit").with("most", MOST)
}

/// What was asked for, or that it cannot be read.
///
/// # Errors
/// If it cannot be read.
pub fn asked(asked: Result<Query<Asked>, QueryRejection>) -> Result<Asked, Problem> {
    asked.map(|Query(asked)| asked).map_err(|_| limited())
}

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

type Asks = Result<Query<Asked>, QueryRejection>;

/// Lists what is put to the members of a coalition, newest first.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions", tag = "decisions",
    params(("coalition" = String, Path), Asked),
    security((), ("token" = ["read"])),
    responses((status = 200, description = "A page of proposals", body = Page), NotShown)
)]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(coalition): Path<String>,
    asks: Asks,
) -> Result<Body<Page>, Problem> {
    let asks = asked(asks)?;
    let (after, limit) = asks.page()?;
    Ok(Body(
        acts::list(&app, &who, &coalition, after, limit).await?,
    ))
}

/// Puts something to the members.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/decisions", tag = "decisions",
    params(("coalition" = String, Path)),
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
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
    ),
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
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
    ),
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
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
    ),
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
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
    ),
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
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
    ),
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
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
    ),
    security((), ("token" = ["read"])),
    responses((status = 200, description = "The receipts", body = Vec<String>), NotShown)
)]
async fn receipts(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    Ok(as_json(acts::receipts(&app, &who, &coalition, &id).await?))
}

/// Lists whose the ballots of a closed vote are that was not secret.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/decisions/{proposal}/names", tag = "decisions",
    params(
        ("coalition" = String, Path),
        ("proposal" = String, Path),
        Asked,
    ),
    security(("token" = ["read"])),
    responses((status = 200, description = "A page of ballots", body = Names), NotShown)
)]
async fn names(
    State(app): State<App>,
    who: Who,
    Path((coalition, id)): Path<(String, String)>,
    asks: Asks,
) -> Result<Body<Names>, Problem> {
    who.may("read")?;
    let asks = asked(asks)?;
    let page = asks.page()?;
    Ok(Body(acts::names(&app, &who, &coalition, &id, page).await?))
}

/// A text that is JSON already.
pub(super) fn as_json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
