//! Downloads of a forecast: the file itself, its points, its figures.

use crate::app::App;
use crate::forecasts::acts;
use crate::problem::Problem;
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_leverage::report::pictures;
use capstan_report::Size;

const JSON: &str = "application/json";
const CSV: &str = "text/csv; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// A file of a forecast: `forecast.json`, `points.csv`, and for each figure
/// (`curve`, `views`) its drawing as `.svg` and its data as `.csv`.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn file(
    view: View,
    State(app): State<App>,
    Path((campaign, forecast, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (_, one) = acts::one(&app, &view.who, &campaign, &forecast).await?;
    let made = one.made.ok_or_else(Problem::missing)?;
    let (mime, content) = match file.as_str() {
        "forecast.json" => (JSON, one.row.result),
        "points.csv" => (CSV, made.to_csv()),
        _ => {
            let (name, extension) = file.rsplit_once('.').ok_or_else(Problem::missing)?;
            let figure = pictures(&made, view.lang)
                .into_iter()
                .find(|p| p.name == name);
            let figure = figure.ok_or_else(Problem::missing)?;
            match extension {
                "csv" => (CSV, figure.data.csv()),
                "svg" => (
                    SVG,
                    figure.figure.draw(view.voice(), Size::Wide, name).file(),
                ),
                _ => return Err(Problem::missing()),
            }
        }
    };
    // A drawing carries its own style, which this page's policy would refuse.
    let name = format!("attachment; filename=\"{file}\"");
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, content).into_response())
}
