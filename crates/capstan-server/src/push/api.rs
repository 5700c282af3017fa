//! Notices on devices, as JSON.

use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::problem::Problem;
use crate::push::acts::{self, Device, Devices, NewDevice};
use crate::web::view::lang;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(remove))
}

/// The devices on which one is told that something waits.
#[utoipa::path(
    get, path = "/you/devices", tag = "you", params(Part),
    responses((status = 200, body = Devices), NotShown),
    security(("token" = ["account"]))
)]
async fn list(State(app): State<App>, who: Who, part: Part) -> Result<Body<Devices>, Problem> {
    let Devices { key, items, .. } = acts::list(&app, &who).await?;
    let Page { items, next } = Page::part(items, &part, |device| device.id.clone())?;
    Ok(Body(Devices { key, items, next }))
}

/// Adds a device: what a browser gives for a subscription (Push API), or a
/// program for an endpoint of its own (UnifiedPush). It is kept as long as the
/// session or token that adds it.
#[utoipa::path(
    post, path = "/you/devices", tag = "you",
    request_body = NewDevice,
    responses((status = 201, body = Device), NotDone),
    security(("token" = ["account"]))
)]
async fn add(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
    Body(new): Body<NewDevice>,
) -> Result<(StatusCode, Body<Device>), Problem> {
    let device = acts::add(&app, &who, lang(&headers), &new).await?;
    Ok((StatusCode::CREATED, Body(device)))
}

/// Removes a device.
#[utoipa::path(
    delete, path = "/you/devices/{device}", tag = "you",
    params(("device" = String, Path, description = "Its id")),
    responses((status = 204), NotDone),
    security(("token" = ["account"]))
)]
async fn remove(
    State(app): State<App>,
    who: Who,
    Path(device): Path<String>,
) -> Result<StatusCode, Problem> {
    acts::remove(&app, &who, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}
