//! Receipts as JSON.

use crate::api::Body;
use crate::api::list::Part;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::donations::receipt::Receipt;
use crate::problem::Problem;
use crate::receipts::acts::{self, Roots};
use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(roots))
        .routes(routes!(completed))
}

/// A receipt.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReceiptFile, example = json!({"receipt": "{}"}))]
struct File {
    /// The file as it was given out.
    #[schema(
        min_length = 1,
        max_length = 20_000,
        example = "{\"receipt\":{\"key\":\"…\"}}"
    )]
    receipt: String,
}

/// The roots of the receipts of each day, the newest first.
#[utoipa::path(
    get, path = "/receipts/roots", tag = "donations",
    params(Part),
    responses((status = 200, body = Roots), NotShown)
)]
async fn roots(State(app): State<App>, part: Part) -> Result<Body<Roots>, Problem> {
    Ok(Body(acts::roots(&app, &part).await?))
}

/// Give a receipt back with its proof, once its day is closed, and with what
/// was withdrawn. Nothing else is asked of who has it.
#[utoipa::path(
    post, path = "/receipts/completed", tag = "donations",
    request_body = File,
    responses((status = 200, body = Receipt), NotDone)
)]
async fn completed(
    State(app): State<App>,
    Body(file): Body<File>,
) -> Result<Body<Receipt>, Problem> {
    Ok(Body(acts::completed(&app, &file.receipt).await?))
}
