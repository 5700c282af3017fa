//! Households and groups as JSON.

use crate::api::Body;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::dividends::pools::{self, Groups, Household, Mine};
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub(super) fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(mine, start, leave))
        .routes(routes!(join))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(groups, write))
                .layer(DefaultBodyLimit::max(2 * pools::LARGEST)),
        )
}

/// The code of a household.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = HouseholdCode, example = json!({"code": "9f1c0d2b7a6e4f5894d3a1b2c3d4e5f6"}))]
struct Code {
    /// As one of its members told it.
    #[schema(max_length = 64)]
    code: String,
}

/// With whom one is paid as one. Nobody else sees it.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/household", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 200, body = Mine), NotShown), security(("token" = ["read"])))]
async fn mine(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Mine>, Problem> {
    Ok(Body(pools::mine(&app, &who, &slug).await?.1))
}

/// Makes a household and gives its code, this once. Whoever is told it can
/// join. Who is of one already leaves it first.
#[utoipa::path(post, path = "/coalitions/{coalition}/dividends/household", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 201, body = Household), NotDone), security(("token" = ["member"])))]
async fn start(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<(StatusCode, Body<Household>), Problem> {
    let made = pools::start(&app, &who, &slug).await?;
    Ok((StatusCode::CREATED, Body(made)))
}

/// Joins the household with this code.
#[utoipa::path(put, path = "/coalitions/{coalition}/dividends/household/code", tag = "values",
    params(("coalition" = String, Path)), request_body = Code,
    responses((status = 204), NotDone), security(("token" = ["member"])))]
async fn join(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(sent): Body<Code>,
) -> Result<StatusCode, Problem> {
    pools::join(&app, &who, &slug, &sent.code).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leaves one's household.
#[utoipa::path(delete, path = "/coalitions/{coalition}/dividends/household", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["member"])))]
async fn leave(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<StatusCode, Problem> {
    pools::leave(&app, &who, &slug).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is in which group, for stewards.
#[utoipa::path(get, path = "/coalitions/{coalition}/dividends/groups", tag = "values",
    params(("coalition" = String, Path)),
    responses((status = 200, body = Groups), NotShown), security(("token" = ["read", "steward"])))]
async fn groups(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Body<Groups>, Problem> {
    let (_, groups) = pools::groups(&app, &who, &slug).await?;
    let table = pools::table(&groups);
    Ok(Body(Groups { table }))
}

/// Writes down anew who is in which group.
#[utoipa::path(put, path = "/coalitions/{coalition}/dividends/groups", tag = "values",
    params(("coalition" = String, Path)), request_body = Groups,
    responses((status = 204), NotDone), security(("token" = ["steward"])))]
async fn write(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(groups): Body<Groups>,
) -> Result<StatusCode, Problem> {
    pools::set_groups(&app, &who, &slug, (&groups.table, "")).await?;
    Ok(StatusCode::NO_CONTENT)
}
