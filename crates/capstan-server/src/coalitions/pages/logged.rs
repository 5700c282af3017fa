//! The log of what stewards did.

use crate::api::list::Part;
use crate::coalitions::acts::view;
use crate::problem::Problem;
use crate::web::parts::{day, page, typed};
use crate::web::view::View;
use axum::Json;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde_json::{Map, Value};

/// How many entries stand on a page.
const PAGE: usize = 50;

/// The log, for members.
pub async fn log(view: View, Path(slug): Path<String>, part: Part) -> Result<Markup, Problem> {
    let log = view::log(&view.app, &view.who, &slug, &part, PAGE).await?;
    let body = html! {
        p.lead { (view.t("log-lead")) }
        ol.cards {
            @for entry in &log.items {
                li.card { (shown(&view, entry.n, &entry.entry)) }
            }
        }
        @if let Some(next) = &log.next {
            nav.paging { a href={ "?after=" (next) } rel="next" { (view.t("directory-next")) } }
        }
        h2 { (view.t("log-check")) }
        p { (view.t("log-check-how")) }
        p.code { (log.head) }
        p { a href={ "/coalitions/" (slug) "/log.json" } download { (view.t("log-download")) } }
    };
    Ok(page(&view, &view.t("coalition-log"), body))
}

/// An entry in words. What else it holds stands below, as it was written.
fn shown(view: &View, n: i64, text: &str) -> Markup {
    let entry: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
    let one = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
    let did = format!("did-{}", one("did"));
    let rest = entry
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "at" | "by" | "did" | "why"));
    html! {
        p {
            (n) ". " strong {
                @if view.voice().knows(&did) { (view.t(&did)) } @else { (typed(&one("did").replace('-', " "))) }
            }
        }
        p.caption {
            @if let Some(at) = entry.get("at").and_then(Value::as_i64) { (day(view, at)) " – " }
            @if one("by") == "decision" { (view.t("log-by-decision")) } @else { (typed(one("by"))) }
        }
        @if !one("why").is_empty() { blockquote.quote { (typed(one("why"))) } }
        dl.facts {
            @for (name, value) in rest {
                dt { (called(view, name)) }
                dd { (typed(&plain(value))) }
            }
        }
    }
}

/// What a part of an entry is called.
fn called(view: &View, name: &str) -> Markup {
    let key = format!("log-of-{name}");
    match view.voice().knows(&key) {
        true => html! { (view.t(&key)) },
        false => typed(name),
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// The whole log as a file that `capstan verify` checks.
pub async fn published(view: View, Path(slug): Path<String>) -> Result<Response, Problem> {
    let log = view::published(&view.app, &view.who, &slug).await?;
    let name = [(
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"log.json\"",
    )];
    Ok((name, Json(log)).into_response())
}
