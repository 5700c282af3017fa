//! The first page, and the page that says what Capstan is.

use crate::directory::live::Kind;
use crate::directory::pages::card;
use crate::directory::search::{Search, Sort};
use crate::directory::visions;
use crate::problem::Problem;
use crate::web::parts;
use crate::web::view::View;
use maud::{Markup, html};

/// How many campaigns and visions the first page shows.
const FEW: usize = 4;

/// What people can do here, in the order in which they do it.
const STEPS: [&str; 4] = ["find", "see", "pledge", "act"];

/// What Capstan is for, and where to go.
///
/// # Errors
/// If the store fails.
pub async fn page(view: View) -> Result<Markup, Problem> {
    let app = &view.app;
    let newest = Search {
        sort: Sort::Newest,
        limit: FEW,
        ..Search::default()
    };
    let campaigns = app
        .directory
        .search(&app.store, Kind::Campaign, &newest)
        .await?;
    let coalitions = app
        .directory
        .search(&app.store, Kind::Coalition, &newest)
        .await?;
    let wanted = &coalitions.counts[0];
    let body = html! {
        p.lead { (view.t("home-lead")) }
        ol.steps {
            @for step in STEPS {
                li {
                    strong { (view.t(&format!("home-{step}"))) } " "
                    (view.t(&format!("home-more-{step}")))
                }
            }
        }
        p.actions {
            a.button href="/coalitions" { (view.t("home-coalitions")) }
            a.button.quiet href="/campaigns" { (view.t("home-campaigns")) }
        }
        @if !wanted.is_empty() {
            h2 { (view.t("home-visions")) }
            ul.tags {
                @for (tag, _) in wanted.iter().take(3 * FEW) {
                    li { a href={ "/coalitions?vision=" (tag) } { (visions::name(&view, tag)) } }
                }
            }
        }
        @if !campaigns.entries.is_empty() {
            h2 { (view.t("home-newest")) }
            ul.cards { @for entry in &campaigns.entries { (card(&view, entry)) } }
        }
        @if !view.who.is_someone() {
            h2 { (view.t("home-join")) }
            p { (view.t("home-more-join")) }
            p.actions { a.button.quiet href="/sign-up" { (view.t("home-sign-up")) } }
        }
    };
    Ok(parts::page(&view, &view.t("home-title"), body))
}

/// The parts of what Capstan is.
const PARTS: [&str; 5] = ["what", "forecast", "pledge", "private", "open"];

/// What Capstan is, what it does with what people tell it, and what it cannot
/// do.
pub async fn about(view: View) -> Markup {
    let body = html! {
        p.lead { (view.t("about-lead")) }
        @for part in PARTS {
            h2 { (view.t(&format!("about-{part}"))) }
            p { (view.t(&format!("about-more-{part}"))) }
        }
        p.links {
            a href="/poll" { (view.t("about-poll")) }
            " "
            a href="/api/v1/openapi.json" { (view.t("about-api")) }
        }
    };
    parts::page(&view, &view.t("shell-about"), body)
}
