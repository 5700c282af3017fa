//! The pages of values: which there are, what one says, how one is asked for.

mod new;
mod show;

pub use show::download;

use crate::app::App;
use crate::forecasts::pages::again;
use crate::problem::Problem;
use crate::values::acts::{self, Shown};
use crate::values::ask::{Game, LARGEST_TABLE, Unit};
use crate::web::form::{Form, Nothing};
use crate::web::pages::Pages;
use crate::web::parts::{action, day, page_in, to, typed};
use crate::web::view::View;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler;
use axum::response::Response;
use capstan_report::{Bar, args};
use maud::{Markup, html};

/// The pages.
pub fn pages() -> Pages {
    // More than a table may hold, so that the form can say that it is too large.
    let table = DefaultBodyLimit::max(2 * LARGEST_TABLE);
    Pages::default()
        .get("/coalitions/{coalition}/values", list)
        .get("/coalitions/{coalition}/values/new", new::ask)
        .post(
            "/coalitions/{coalition}/values/new",
            new::asked.layer(table),
        )
        .get("/coalitions/{coalition}/values/{valuation}", show::one)
        .post("/coalitions/{coalition}/values/{valuation}/cancel", cancel)
        .post("/coalitions/{coalition}/values/{valuation}/remove", remove)
        .file(
            "/coalitions/{coalition}/values/{valuation}/{file}",
            show::file,
        )
}

fn at(slug: &str) -> String {
    format!("/coalitions/{slug}/values")
}

/// A page in the room where things are measured.
fn page(view: &View, title: &str, body: Markup) -> Markup {
    page_in(view, Some(Bar::Measure), html! { (title) }, title, body)
}

/// What a valuation is about, in a line.
fn title(view: &View, shown: &Shown) -> String {
    let model = shown.ask.model.as_str();
    match (shown.ask.game, shown.ask.unit, &shown.found) {
        (Game::Pay, _, Some(found)) => {
            let platform = found.platform.as_str();
            view.say("valuations-title-pay", args![platform = platform])
        }
        (Game::Pay, _, None) => view.t("valuations-title-pay-any"),
        (Game::Ratings, unit, found) => {
            let model = found.as_ref().map_or(model, |f| &f.model);
            let model = if model.is_empty() { "ease" } else { model };
            let key = match unit {
                Unit::People => "valuations-title-people",
                Unit::Groups => "valuations-title-groups",
            };
            view.say(key, args![model = model])
        }
    }
}

/// How far the engine is, and what went wrong.
fn progress(view: &View, shown: &Shown) -> Markup {
    let waits = is_open(shown);
    let percent = (shown.total > 0).then(|| (shown.done * 100 / shown.total).to_string());
    html! {
        @if waits {
            div.band {
                p { (view.t(&format!("valuations-job-{}", shown.state))) }
                progress max="100" value=[percent] aria-label=(view.t("valuations-progress")) {}
            }
        } @else if shown.found.is_none() {
            p { (view.t(&format!("valuations-job-{}", shown.state))) }
        }
        @if let Some(problem) = &shown.problem { p.error { (problem) } }
    }
}

fn is_open(shown: &Shown) -> bool {
    matches!(shown.state.as_str(), "waiting" | "running")
}

/// What those do who may have data valued.
fn manage(view: &View, slug: &str, shown: &Shown) -> Markup {
    let path = format!("{}/{}", at(slug), shown.id);
    html! {
        @if is_open(shown) {
            (action(view, &format!("{path}/cancel"), &view.t("valuations-cancel"), "quiet", &[]))
        }
        (action(view, &format!("{path}/remove"), &view.t("valuations-remove"), "danger", &[]))
    }
}

async fn list(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let (standing, all) = acts::list(&app, &view.who, &slug, view.voice()).await?;
    let at = at(&slug);
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&standing.coalition.name)) } }
        p.lead { (view.t("valuations-lead")) }
        @if standing.values() {
            p.actions { a.button href={ (at) "/new" } { (view.t("valuations-new")) } }
        }
        @if all.is_empty() { p { (view.t("valuations-none")) } }
        @else {
            ul.cards {
                @for shown in &all {
                    li.card {
                        h2 { a href={ (at) "/" (shown.id) } { (title(&view, shown)) } }
                        @if shown.made > 0 { p.caption { (day(&view, shown.made)) } }
                        @if shown.stale { p.caution { (view.t("valuations-stale")) } }
                        (progress(&view, shown))
                    }
                }
            }
        }
        p.links { a href={ "/coalitions/" (slug) "/dividends" } { (view.t("sharing-title")) } }
        (not(&view))
    };
    let waits = all.iter().any(is_open);
    Ok(again(waits, page(&view, &view.t("valuations-title"), body)))
}

/// What values are not.
fn not(view: &View) -> Markup {
    html! {
        h2 { (view.t("valuations-not")) }
        ul {
            li { (view.t("valuations-not-wage")) }
            li { (view.t("valuations-not-alike")) }
            li { (view.t("valuations-not-other")) }
            li { (view.t("valuations-not-paid")) }
        }
    }
}

async fn cancel(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::cancel(&app, &view.who, &slug, &id).await?;
    Ok(to(&at(&slug), "valuation-cancelled"))
}

async fn remove(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::remove(&app, &view.who, &slug, &id).await?;
    Ok(to(&at(&slug), "valuation-removed"))
}
