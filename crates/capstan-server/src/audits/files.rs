//! Downloads of an audit, and of one's own figures.

use crate::app::App;
use crate::audits::{acts, own, pages};
use crate::problem::Problem;
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_audit::{Audit, bundle, report};
use capstan_report::{Lang, Picture, Size};

const JSON: &str = "application/json";
const CSV: &str = "text/csv; charset=utf-8";
const SVG: &str = "image/svg+xml";
const ZIP: &str = "application/zip";

/// A file of a group's audit: `audit.json`, `evidence.zip`, and for each figure
/// its drawing as `.svg` and its data as `.csv`.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn group(
    view: View,
    State(app): State<App>,
    Path((slug, file)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let seen = acts::see(&app, &view.who, &slug).await?;
    let (audit, release) = seen.shown.ok_or_else(Problem::missing)?;
    match file.as_str() {
        "audit.json" => Ok(sent(&file, JSON, release.result)),
        "evidence.zip" => evidence(&audit, view.lang),
        _ => picture(&view, report::pictures(&audit, view.lang), &file),
    }
}

/// The evidence of an audit, as one archive.
///
/// # Errors
/// If it cannot be put together.
pub fn evidence(audit: &Audit, lang: Lang) -> Result<Response, Problem> {
    let ours = |_| Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours");
    Ok(sent(
        "evidence.zip",
        ZIP,
        bundle(audit, lang).map_err(ours)?,
    ))
}

/// A file of one's own figures.
///
/// # Errors
/// If there is none.
pub async fn own(
    view: View,
    State(app): State<App>,
    Path((slug, rule, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let rule = Some(rule.as_str()).filter(|rule| *rule != pages::own::NO_RULE);
    let pay = own::pay(&app, &view.who, &slug, rule).await?;
    picture(&view, pages::own::pictures(&view, &pay), &file)
}

fn picture(view: &View, pictures: Vec<Picture>, file: &str) -> Result<Response, Problem> {
    let (name, extension) = file.rsplit_once('.').ok_or_else(Problem::missing)?;
    let found = pictures.into_iter().find(|p| p.name == name);
    let found = found.ok_or_else(Problem::missing)?;
    match extension {
        "csv" => Ok(sent(file, CSV, found.data.csv())),
        "svg" => {
            let drawn = found.figure.draw(view.voice(), Size::Wide, name);
            Ok(sent(file, SVG, drawn.file()))
        }
        _ => Err(Problem::missing()),
    }
}

/// A file to be kept: a drawing carries its own style, which the policy of our
/// pages would refuse.
fn sent(file: &str, mime: &'static str, content: impl IntoResponse) -> Response {
    let name = format!("attachment; filename=\"{file}\"");
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, content).into_response()
}
