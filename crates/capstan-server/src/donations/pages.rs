//! The pages of donations.

mod kept;
mod look;
mod safety;
mod send;
mod words;

use crate::coalitions::acts::view::show;
use crate::donations::acts;
use crate::donations::consent::Purpose;
use crate::donations::files::LARGEST_ALL;
use crate::donations::reading;
use crate::donations::sample::sample;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{self, day, form, page, tick_of, typed as said};
use crate::web::view::View;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// What a form holds beside its files, in bytes.
const BESIDE: usize = 64 << 10;
/// What a form of a look may hold, in bytes: it may have thousands of jobs.
const LOOK: usize = 4 << 20;

/// The pages.
pub fn pages() -> Pages {
    let files = DefaultBodyLimit::max(LARGEST_ALL + BESIDE);
    let look = DefaultBodyLimit::max(LOOK);
    Pages::default()
        .get("/donations/safety", safety::safety)
        .file("/donations/sample.png", sample)
        .get("/coalitions/{coalition}/donations", list)
        .get("/coalitions/{coalition}/donate", send::new)
        .post("/coalitions/{coalition}/donate", send::send.layer(files))
        .post("/coalitions/{coalition}/donate/agree", agree)
        .get("/coalitions/{coalition}/donations/{donation}", look::one)
        .post(
            "/coalitions/{coalition}/donations/{donation}",
            look::keep.layer(look),
        )
        .post(
            "/coalitions/{coalition}/donations/{donation}/go-on",
            send::go_on,
        )
        .post(
            "/coalitions/{coalition}/donations/{donation}/withdraw",
            withdraw,
        )
        .file(
            "/coalitions/{coalition}/donations/{donation}/receipt",
            receipt,
        )
        .file(
            "/coalitions/{coalition}/donations/{donation}/picture",
            picture,
        )
}

/// Where one's donations are.
fn at(slug: &str) -> String {
    format!("/coalitions/{slug}/donations")
}

/// One's donations.
async fn list(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let mine = acts::list(&view.app, &view.who, &slug).await?;
    let coalition = show(&view.app, &slug).await?;
    let given = reading::agreed(&view.app, &view.who, &slug).await?;
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (said(&coalition.name)) } }
        p.lead { (view.t("donations-list-lead")) }
        p.actions { a.button href={ "/coalitions/" (slug) "/donate" } { (view.t("donations-new")) } }
        @if mine.is_empty() { p { (view.t("donations-none")) } }
        @else {
            ul.cards {
                @for one in &mine {
                    li.card {
                        h2 { a href={ (at(&slug)) "/" (one.id) } { (day(&view, one.made)) } }
                        p { (view.say("donations-jobs", args![jobs = one.cards.len() as f64])) " "
                            (view.t(if one.kept { "donations-is-kept" } else { "donations-waits" })) }
                    }
                }
            }
        }
        @if !given.is_empty() {
            h2 { (view.t("donations-agree")) }
            (form(&view, &format!("/coalitions/{slug}/donate/agree"), &view.t("donations-agree-change"), html! {
                @for purpose in Purpose::ALL {
                    (tick_of("agree", purpose.key(), &purpose.text(view.voice()), given.contains(&purpose)))
                }
                p.hint { (view.t("donations-agree-hint")) }
            }))
        }
        p.links { a href="/donations/safety" { (view.t("donations-safety")) } }
    };
    Ok(page(&view, &view.t("donations-list"), body))
}

/// What is ticked of what can be agreed to.
#[derive(Debug, Default, Deserialize)]
struct Agreed {
    #[serde(default)]
    agree: Vec<Purpose>,
}

/// Changes what is agreed to, for all that was donated.
async fn agree(
    view: View,
    Path(slug): Path<String>,
    Form(agreed): Form<Agreed>,
) -> Result<Response, Problem> {
    acts::agree(&view.app, &view.who, &slug, view.voice(), &agreed.agree).await?;
    Ok(parts::to(&at(&slug), "donation-agreed"))
}

/// The receipt as a file.
async fn receipt(
    view: View,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let receipt = acts::receipt(&view.app, &view.who, &slug, &id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"receipt.json\"",
        ),
    ];
    Ok((headers, receipt.text()?).into_response())
}

/// The pictures that are kept, as a file.
async fn picture(
    view: View,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (kind, bytes) = reading::picture(&view.app, &view.who, &slug, &id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"pictures.{kind}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// Withdraws a donation and shows its receipt, which says so, this once.
async fn withdraw(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(send::Nothing {}): Form<send::Nothing>,
) -> Result<Response, Problem> {
    let Some(receipt) = acts::withdraw(&view.app, &view.who, &slug, &id).await? else {
        return Ok(parts::to(&at(&slug), "donation-dropped"));
    };
    let receipt = receipt.text()?;
    // It stands nowhere any more, so the file is in the page itself.
    let file = STANDARD.encode(&receipt);
    let body = html! {
        p.lead { (view.t("donations-gone-lead")) }
        p { (view.t("donations-gone-proof")) }
        p.actions { a.button download="receipt.json"
            href={ "data:application/json;base64," (file) } { (view.t("donations-gone-file")) } }
        details {
            summary { (view.t("donations-gone-text")) }
            p.code translate="no" { (receipt) }
        }
        p { a href=(at(&slug)) { (view.t("donations-list")) } }
    };
    Ok(page(&view, &view.t("donations-gone"), body).into_response())
}
