//! The pages of audits.

mod check;
mod group;
pub mod own;
mod public;

use crate::audits::ask::LARGEST;
use crate::audits::files;
use crate::web::pages::Pages;
use crate::web::parts::page_in;
use crate::web::view::View;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use capstan_report::page::Downloads;
use capstan_report::sign::Bar;
use capstan_report::{Block, Voice};
use maud::{Markup, PreEscaped, html};

/// What a form holds beside its file, in bytes.
const BESIDE: usize = 16 << 10;

/// The pages.
pub fn pages() -> Pages {
    let files_of = DefaultBodyLimit::max(LARGEST + BESIDE);
    Pages::default()
        .get("/coalitions/{coalition}/pay", own::page)
        .file("/coalitions/{coalition}/pay/{rule}/{file}", files::own)
        .get("/coalitions/{coalition}/audit", group::page)
        .post("/coalitions/{coalition}/audit", group::ask)
        .post(
            "/coalitions/{coalition}/audit/rule",
            group::add_rule.layer(files_of),
        )
        .post("/coalitions/{coalition}/audit/check", check::ask)
        .get("/coalitions/{coalition}/audit/public", public::page)
        .post("/coalitions/{coalition}/audit/public", public::publish)
        .file("/coalitions/{coalition}/audit/files/{file}", files::group)
}

fn at(slug: &str, page: &str) -> String {
    format!("/coalitions/{slug}/{page}")
}

/// A page in the room that measures.
fn shown(view: &View, title: &str, body: Markup) -> Markup {
    page_in(view, Some(Bar::Measure), html! { (title) }, title, body)
}

/// The voice of reports of audits.
fn voice(view: &View) -> Voice {
    Voice::own(view.lang, &[capstan_audit::report::words()])
}

/// Parts of a report; its downloads lead to `files`.
fn blocks(voice: &Voice, blocks: &[Block], files: &str) -> Markup {
    html! {
        @for block in blocks {
            (PreEscaped(block.html(voice, "h3", Downloads::At(files)).finish()))
        }
    }
}
