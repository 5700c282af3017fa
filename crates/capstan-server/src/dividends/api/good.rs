//! The money of all as JSON and files.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::dividends::good::{self, Ask, Spent, There};
use crate::dividends::pages::sent_file;
use crate::dividends::payments::{Paying, created};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub(super) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, ask))
        .routes(routes!(take_back))
        .routes(routes!(confirm))
        .routes(routes!(came_back))
        .routes(routes!(order))
        .routes(routes!(table))
}

/// The money of all.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Spendings)]
struct Listed {
    /// What is there, by account and currency.
    there: Vec<There>,
    /// What was spent, newest first.
    items: Vec<Spent>,
    /// The cursor of the next part; null at the end.
    next: Option<String>,
}

/// A spending that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SpendingAsked)]
struct Asked {
    /// Its id.
    id: String,
}

/// What is kept for all, and what was spent of it. What waits for a second
/// steward is for stewards.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/good", tag = "values",
    params(("coalition" = String, Path), Part),
    responses((status = 200, body = Listed), NotShown), security(("token" = ["read"])))]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Listed>, Problem> {
    let seen = good::list(&app, &who, &slug).await?;
    let Page { items, next } = Page::part(seen.spent, &part, |one| one.id.clone())?;
    Ok(Body(Listed {
        there: seen.there,
        items,
        next,
    }))
}

/// Asks to spend money of all. Nothing is booked before another steward agrees.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/good", tag = "values",
    params(("coalition" = String, Path)), request_body = Ask,
    responses((status = 201, body = Asked), NotDone), security(("token" = ["steward"])))]
async fn ask(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(asked): Body<Ask>,
) -> Result<(StatusCode, Body<Asked>), Problem> {
    let id = good::ask(&app, &who, &slug, &asked).await?;
    Ok((StatusCode::CREATED, Body(Asked { id })))
}

/// Takes back a spending that waits.
#[utoipa::path(delete, path = "/coalitions/{coalition}/dividends/good/{spending}", tag = "values",
    params(("coalition" = String, Path), ("spending" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn take_back(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    good::take_back(&app, &who, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Agrees to a spending, and books it.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/good/{spending}/confirm",
    tag = "values", params(("coalition" = String, Path), ("spending" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn confirm(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    good::confirm(&app, &who, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Writes down that what was spent came back: it is there again.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/good/{spending}/came-back",
    tag = "values", params(("coalition" = String, Path), ("spending" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn came_back(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    good::came_back(&app, &who, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The order for a bank to pay what was spent, as ISO 20022 pain.001. Who pays
/// is kept nowhere.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/good/{spending}/pain001",
    tag = "values", params(("coalition" = String, Path), ("spending" = String, Path)),
    request_body = Paying,
    responses((status = 200, content_type = "application/xml", body = String), NotDone),
    security(("token" = ["steward"])))]
async fn order(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
    Body(paying): Body<Paying>,
) -> Result<Response, Problem> {
    let xml = good::pain001(&app, &who, (&slug, &id), &paying, &created(&app)).await?;
    Ok(sent_file("pain.001.xml", "application/xml", xml))
}

/// All that was spent as a table of commas, with whom it went to.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/good/spent.csv", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 200, content_type = "text/csv", body = String), NotShown),
    security(("token" = ["read", "steward"])))]
async fn table(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let text = good::csv(&app, &who, &slug).await?;
    Ok(sent_file("spent.csv", "text/csv; charset=utf-8", text))
}
