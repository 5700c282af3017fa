//! Receipts as JSON.

use crate::api::Body;
use crate::api::said::{NotDone, NotShown};
use crate::app::App;
use crate::donations::receipt::Receipt;
use crate::problem::Problem;
use crate::receipts::acts::{self, Roots};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How many roots are given if nothing else is asked for.
const USUAL: usize = 20;

/// The routes.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(roots))
        .routes(routes!(completed))
}

/// Which roots are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// The cursor that the page before gave as `next`: only days before it.
    #[param(example = "2026-08-24")]
    after: String,
    /// How many, 1 to 100; 20 if it is left out.
    #[param(minimum = 1, maximum = 100)]
    limit: usize,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            after: String::new(),
            limit: USUAL,
        }
    }
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
    params(Asked),
    responses((status = 200, body = Roots), NotShown)
)]
async fn roots(
    State(app): State<App>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Body<Roots>, Problem> {
    let Query(asked) =
        asked.map_err(|_| Problem::input("limit", "receipts-limit").with("most", acts::MOST))?;
    Ok(Body(acts::roots(&app, &asked.after, asked.limit).await?))
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
