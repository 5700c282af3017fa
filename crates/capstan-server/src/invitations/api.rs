//! Invitations as JSON.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::invitations::acts::{self, Holding, Invited, MadeInvitation, NewInvitation};
use crate::limits::Peer;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, make))
        .routes(routes!(end))
        .routes(routes!(look))
}

/// One's invitations into a coalition that hold, newest first.
#[utoipa::path(
    get, path = "/coalitions/{coalition}/invitations", tag = "invitations",
    params(Part),
    responses((status = 200, body = Page<Holding>), NotShown),
    security(("token" = ["read"]))
)]
async fn list(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    part: Part,
) -> Result<Body<Page<Holding>>, Problem> {
    let all = acts::list(&app, &who, &slug).await?;
    let page = Page::part(all, &part, |holding| holding.id.clone())?;
    Ok(Body(page))
}

/// Makes an invitation. Its link is shown this once.
#[utoipa::path(
    post, path = "/coalitions/{coalition}/invitations", tag = "invitations",
    request_body = NewInvitation,
    responses((status = 201, body = MadeInvitation), NotDone),
    security(("token" = ["member"]))
)]
async fn make(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    Body(new): Body<NewInvitation>,
) -> Result<(StatusCode, Body<MadeInvitation>), Problem> {
    let made = acts::make(&app, &who, &slug, &new).await?;
    Ok((StatusCode::CREATED, Body(made)))
}

/// Ends one of one's invitations.
#[utoipa::path(
    delete, path = "/coalitions/{coalition}/invitations/{id}", tag = "invitations",
    responses((status = 204), NotDone),
    security(("token" = ["member"]))
)]
async fn end(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    acts::end(&app, &who, &slug, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Where an invitation leads.
#[utoipa::path(
    get, path = "/invitations/{code}", tag = "invitations",
    responses((status = 200, body = Invited), NotShown)
)]
async fn look(
    State(app): State<App>,
    peer: Peer,
    Path(code): Path<String>,
) -> Result<Body<Invited>, Problem> {
    Ok(Body(acts::look(&app, &peer, &code).await?))
}
