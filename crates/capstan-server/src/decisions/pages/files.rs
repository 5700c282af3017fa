//! What can be downloaded of a decision.

use crate::api::list::Part;
use crate::app::App;
use crate::decisions::acts;
use crate::problem::Problem;
use crate::who::Who;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The most names in a file.
const MOST: usize = 1_000_000;

type At = Path<(String, String)>;

fn file(name: &str, text: String) -> Response {
    let kind = (header::CONTENT_TYPE, "application/json".to_owned());
    let name = format!("attachment; filename=\"{name}.json\"");
    ([kind, (header::CONTENT_DISPOSITION, name)], text).into_response()
}

/// The record.
pub async fn record(State(app): State<App>, who: Who, at: At) -> Result<Response, Problem> {
    let (slug, id) = &*at;
    let text = acts::record(&app, &who, slug, id).await?;
    Ok(file("record", text))
}

/// The receipts that were counted.
pub async fn receipts(State(app): State<App>, who: Who, at: At) -> Result<Response, Problem> {
    let (slug, id) = &*at;
    let text = acts::receipts(&app, &who, slug, id).await?;
    Ok(file("receipts", text))
}

/// Whose the ballots are that were not secret.
pub async fn names(State(app): State<App>, who: Who, at: At) -> Result<Response, Problem> {
    let (slug, id) = &*at;
    let names = acts::names(&app, &who, slug, id, &Part::default(), MOST).await?;
    Ok(file("names", serde_json::json!(names.items).to_string()))
}

/// One's own receipt.
pub async fn receipt(State(app): State<App>, who: Who, at: At) -> Result<Response, Problem> {
    let (slug, id) = &*at;
    let text = acts::receipt(&app, &who, slug, id).await?;
    Ok(file("receipt", text.ok_or_else(Problem::missing)?))
}
