//! The page of receipts: the roots of each day, the key, and completing a
//! receipt.

use crate::api::list::Part;
use crate::problem::Problem;
use crate::receipts::acts;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{Field, field, form, page, wrong};
use crate::web::view::View;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/receipts", roots)
        .post("/receipts", complete)
}

/// A receipt that was pasted.
#[derive(Debug, Default, Deserialize)]
struct Pasted {
    #[serde(default)]
    receipt: String,
}

async fn roots(view: View) -> Result<Markup, Problem> {
    roots_page(&view, &Pasted::default(), None).await
}

async fn roots_page(
    view: &View,
    pasted: &Pasted,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let roots = acts::roots(&view.app, &Part::default()).await?;
    let receipt = Field {
        name: "receipt",
        label: view.t("receipts-file"),
        hint: view.t("receipts-file-hint"),
        value: &pasted.receipt,
        kind: "area",
        required: true,
        ..Field::default()
    };
    let body = html! {
        p.lead { (view.t("receipts-lead")) }
        (wrong(view, problem))
        h2 { (view.t("receipts-key")) }
        p { (view.t("receipts-key-hint")) }
        p.code translate="no" { (roots.key) }
        h2 { (view.t("receipts-roots")) }
        p { (view.t("receipts-roots-hint")) }
        @if roots.items.is_empty() { p { (view.t("receipts-none")) } }
        @else {
            dl.facts {
                @for root in &roots.items {
                    dt { time datetime=(root.day) { (root.day) } }
                    dd { span.code translate="no" { (root.root) } }
                }
            }
        }
        p { (view.t("receipts-all")) " " code translate="no" { "/api/v1/receipts/roots" } }
        h2 { (view.t("receipts-complete")) }
        p { (view.t("receipts-complete-hint")) }
        (form(view, "/receipts", &view.t("receipts-complete-do"), field(view, &receipt, problem)))
    };
    Ok(page(view, &view.t("receipts-title"), body))
}

/// Gives a receipt back with its proof, as a file.
async fn complete(view: View, Form(pasted): Form<Pasted>) -> Result<Response, Problem> {
    match acts::completed(&view.app, &pasted.receipt).await {
        Ok(receipt) => {
            let headers = [
                (header::CONTENT_TYPE, "application/json"),
                (
                    header::CONTENT_DISPOSITION,
                    "attachment; filename=\"receipt.json\"",
                ),
            ];
            Ok((headers, receipt.text()?).into_response())
        }
        Err(problem) if problem.is_input() => {
            let shown = roots_page(&view, &pasted, Some(&problem)).await?;
            Ok((problem.status, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}
