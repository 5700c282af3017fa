//! One's passkeys as JSON. They are added and used in a browser: what a key
//! signs names the page that asked for it.

use super::acts::{self, Own};
use crate::api::Body;
use crate::api::kinds;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(rename, remove))
}

/// The keys on one's devices that open the account, in the order they were
/// added.
#[utoipa::path(
    get, path = "/you/passkeys", tag = "you", params(Part),
    responses((status = 200, body = Page<Own>), NotShown),
    security(("token" = ["account"]))
)]
async fn list(State(app): State<App>, who: Who, part: Part) -> Result<Body<Page<Own>>, Problem> {
    let all = acts::list(&app, &who).await?;
    let page = Page::part(all, &part, |own| own.id.clone())?;
    Ok(Body(page))
}

/// What a passkey is called.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = PasskeyName, example = json!({"name": "My phone"}))]
struct Name {
    /// The name.
    #[schema(value_type = kinds::Name)]
    name: String,
}

/// Renames a passkey.
#[utoipa::path(
    put, path = "/you/passkeys/{passkey}", tag = "you",
    params(("passkey" = String, Path, description = "Its id")),
    request_body = Name,
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn rename(
    State(app): State<App>,
    who: Who,
    Path(passkey): Path<String>,
    Body(sent): Body<Name>,
) -> Result<StatusCode, Problem> {
    acts::rename(&app, &who, &passkey, &sent.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a passkey. It opens nothing any more.
#[utoipa::path(
    delete, path = "/you/passkeys/{passkey}", tag = "you",
    params(("passkey" = String, Path, description = "Its id")),
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn remove(
    State(app): State<App>,
    who: Who,
    Path(passkey): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::remove(&app, &who, &passkey).await?;
    Ok(StatusCode::NO_CONTENT)
}
