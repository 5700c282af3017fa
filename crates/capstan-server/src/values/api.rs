//! Values as JSON.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::values::acts::{self, Shown};
use crate::values::ask::{Ask, LARGEST_TABLE};
use crate::values::spread::Own;
use crate::web::view;
use crate::who::Who;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(
            OpenApiRouter::new()
                .routes(routes!(list, start))
                .layer(DefaultBodyLimit::max(2 * LARGEST_TABLE)),
        )
        .routes(routes!(one, remove))
        .routes(routes!(cancel))
}

/// A valuation that was asked for.
#[derive(Debug, Serialize, ToSchema)]
struct ValuationAsked {
    /// Its id.
    id: String,
}

/// A valuation with one's own.
#[derive(Debug, Serialize, ToSchema)]
struct ValuationWhole {
    /// The valuation.
    valuation: Shown,
    /// What one's own data add; nothing if they are not in it.
    own: Option<Own>,
}

/// The valuations of a coalition, newest first, for its members.
#[utoipa::path(get, path = "/coalitions/{coalition}/values", tag = "values",
    params(("coalition" = String, Path), Part),
    responses((status = 200, body = Page<Shown>), NotShown), security(("token" = ["read"])))]
async fn list(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Page<Shown>>, Problem> {
    let voice = app.voices.of(view::lang(&headers));
    let (_, all) = acts::list(&app, &who, &slug, voice).await?;
    let page = Page::part(all, &part, |one| one.id.clone())?;
    Ok(Body(page))
}

/// Has data valued.
#[utoipa::path(post, path = "/coalitions/{coalition}/values", tag = "values",
    params(("coalition" = String, Path)),
    request_body = Ask,
    responses((status = 202, body = ValuationAsked), NotDone), security(("token" = ["organise"])))]
async fn start(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(ask): Body<Ask>,
) -> Result<(StatusCode, Body<ValuationAsked>), Problem> {
    let id = acts::start(&app, &who, &slug, &ask).await?;
    Ok((StatusCode::ACCEPTED, Body(ValuationAsked { id })))
}

/// A valuation, with what one's own data add. Nobody else sees that.
#[utoipa::path(get, path = "/coalitions/{coalition}/values/{valuation}", tag = "values",
    params(("coalition" = String, Path), ("valuation" = String, Path)),
    responses((status = 200, body = ValuationWhole), NotShown), security(("token" = ["read"])))]
async fn one(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Body<ValuationWhole>, Problem> {
    let voice = app.voices.of(view::lang(&headers));
    let seen = acts::one(&app, &who, &slug, &id, voice).await?;
    Ok(Body(ValuationWhole {
        valuation: seen.shown,
        own: seen.own,
    }))
}

/// Removes a valuation with every member's own.
#[utoipa::path(delete, path = "/coalitions/{coalition}/values/{valuation}", tag = "values",
    params(("coalition" = String, Path), ("valuation" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["organise"])))]
async fn remove(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::remove(&app, &who, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Stops the engine at a valuation.
#[utoipa::path(post, path = "/coalitions/{coalition}/values/{valuation}/cancel", tag = "values",
    params(("coalition" = String, Path), ("valuation" = String, Path)),
    responses((status = 204), NotDone), security(("token" = ["organise"])))]
async fn cancel(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::cancel(&app, &who, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
