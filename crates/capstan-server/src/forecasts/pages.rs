//! A campaign's forecast as it is shown.

use crate::app::App;
use crate::forecasts::acts::{self, One, Seen};
use crate::forecasts::{files, forms};
use crate::problem::Problem;
use crate::web::pages::Pages;
use crate::web::parts::{action, page, typed};
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_leverage::Forecast;
use capstan_leverage::report::{joining, told};
use capstan_report::page::Downloads;
use capstan_report::{Block, args};
use capstan_store::Conn;
use capstan_store::campaigns::Campaign;
use capstan_store::forecasts::{Checked, Origin};
use capstan_store::jobs::Job;
use capstan_store::pledges;
use maud::{Markup, PreEscaped, html};

/// How soon a page that waits for the engine is loaded again, in seconds.
const AGAIN: &str = "3";

/// Adds the pages.
pub fn add(pages: Pages) -> Pages {
    pages
        .get("/campaigns/{campaign}/forecast", whole)
        .get("/campaigns/{campaign}/forecasts/{forecast}", single)
        .file(
            "/campaigns/{campaign}/forecasts/{forecast}/{file}",
            files::file,
        )
}

/// Where a campaign is.
pub fn at(campaign: &str) -> String {
    format!("/campaigns/{campaign}")
}

fn blocks(view: &View, blocks: &[Block], files: &str) -> Markup {
    let voice = view.voice();
    html! {
        @for block in blocks {
            (PreEscaped(block.html(voice, "h3", Downloads::At(files)).finish()))
        }
    }
}

/// What a campaign's page says of its forecast: what would happen, what one's
/// joining adds, whose service changes, and where to read on. The headings
/// are of the second level and below.
///
/// # Errors
/// If the store fails.
pub async fn section(view: &View, conn: &mut Conn, campaign: &Campaign) -> Result<Markup, Problem> {
    let all = acts::all(conn, &campaign.id).await?;
    let at = at(&campaign.id);
    let first = all
        .iter()
        .find_map(|one| one.made.as_ref().map(|f| (one, f)));
    let Some((one, forecast)) = first else {
        return Ok(html! {
            section #forecast {
                h2 { (view.t("forecasts-heading")) }
                p { (view.t("forecasts-none")) }
            }
        });
    };
    let told = told(forecast, view.lang);
    let files = format!("{at}/forecasts/{}/", one.row.id);
    let drive = pledges::drive(conn, &campaign.id).await?;
    let size = drive.map_or(0, |drive| drive.sizes.counted);
    Ok(html! {
        section #forecast {
            h2 { (view.t("forecasts-heading")) }
            p.lead { strong { (told.title) "." } }
            (source(view, one))
            (blocks(view, &told.opening, &files))
            (blocks(view, &[told.curve], &files))
            h3 { (view.t("forecasts-joining")) }
            @for sentence in joining(forecast, view.lang, size) { p { (sentence) } }
            h3 { (view.t("forecasts-views")) }
            (PreEscaped(told.table.html(view.voice()).finish()))
            p.actions {
                a.button href={ (at) "/explore" } { (view.t("forecasts-explore")) }
                a.button.quiet href={ (at) "/forecast" } { (view.t("forecasts-whole")) }
            }
        }
    })
}

/// A simulation of poison, on the page of its gates: what it does, and whose
/// service it changes. The headings are of the third level and below.
pub fn simulated(view: &View, forecast: &Forecast) -> Markup {
    let told = told(forecast, view.lang);
    let mut shown = told.opening;
    shown.push(told.curve);
    shown.extend(told.views);
    // The forecast that it falls back to stands on the same page.
    for block in &mut shown {
        if let Block::Figure(picture) = block {
            picture.name = format!("poison-{}", picture.name);
        }
    }
    html! {
        p.lead { strong { (told.title) "." } }
        @for block in &shown {
            (PreEscaped(block.html(view.voice(), "h3", Downloads::Inside).finish()))
        }
        (PreEscaped(told.table.html(view.voice()).finish()))
    }
}

/// Who made it, and whether that was checked.
fn source(view: &View, one: &One) -> Markup {
    let key = match (one.row.origin, one.row.checked) {
        (Origin::Made, _) => return html! {},
        (_, Checked::Bytes | Checked::Numbers) => "forecasts-checked",
        (_, Checked::Differs) => "forecasts-differs",
        (Origin::Elsewhere, Checked::No) => "forecasts-elsewhere",
        (Origin::Stored, Checked::No) => "forecasts-stored",
    };
    html! { div.caution { p { (view.t(key)) } } }
}

fn report(view: &View, seen: &Seen, one: &One, forecast: &Forecast) -> Markup {
    let told = told(forecast, view.lang);
    let files = format!("{}/forecasts/{}/", at(&seen.campaign.id), one.row.id);
    html! {
        p.lead { strong { (told.title) "." } }
        (source(view, one))
        (blocks(view, &told.opening, &files))
        h2 { (view.t("section-figure")) }
        (blocks(view, &[told.curve], &files))
        h2 { (view.t("section-views")) }
        (blocks(view, &told.views, &files))
        h2 { (view.t("section-details")) }
        (blocks(view, &told.details, &files))
        h2 { (view.t("section-made")) }
        (blocks(view, &told.made, &files))
        ul.downloads {
            li { a href={ (files) "forecast.json" } download { (view.t("forecasts-json")) } }
            li { a href={ (files) "points.csv" } download { (view.t("forecasts-csv")) } }
        }
    }
}

fn back(view: &View, seen: &Seen) -> Markup {
    html! {
        p { a href=(at(&seen.campaign.id)) { (view.t("forecasts-of")) " " (typed(&seen.campaign.brief.title)) } }
    }
}

/// How a job stands, and how it is cancelled.
pub fn progress(view: &View, job: &Job, cancel: Option<&str>) -> Markup {
    let percent = if job.total > 0 {
        job.done * 100 / job.total
    } else {
        0
    };
    html! {
        div.band {
            p { (view.t(&format!("forecasts-job-{}", job.state.word()))) }
            @if job.state.is_open() {
                progress max="100" value=[(job.total > 0).then(|| percent.to_string())]
                    aria-label=(view.t("forecasts-progress")) {}
                @if job.total > 0 {
                    p { (view.say("forecasts-worlds", args![done = job.done, total = job.total])) }
                }
            }
            @if let Some(problem) = crate::jobs::said(view.voice(), &job.problem) {
                p.error { (problem) }
            }
        }
        @if let (true, Some(path)) = (job.state.is_open(), cancel) {
            (action(view, &format!("{path}/cancel"), &view.t("forecasts-cancel"), "quiet", &[]))
        }
    }
}

/// Everything of the forecast on a campaign's page; for organisers also how
/// to change it.
///
/// # Errors
/// If it is not theirs to see.
pub async fn whole(
    view: View,
    State(app): State<App>,
    Path(campaign): Path<String>,
) -> Result<Response, Problem> {
    let (seen, all) = acts::list(&app, &view.who, &campaign).await?;
    let waits = all.iter().any(is_open);
    let first = all
        .iter()
        .find_map(|one| one.made.as_ref().map(|f| (one, f)));
    let body = html! {
        (back(&view, &seen))
        @if seen.organises { (forms::manage(&view, &seen, &all)) }
        @match first {
            Some((one, forecast)) => { (report(&view, &seen, one, forecast)) }
            None => { p { (view.t("forecasts-none")) } }
        }
    };
    Ok(again(waits, page(&view, &view.t("forecasts-title"), body)))
}

/// Whether the engine is at it or will be.
pub fn is_open(one: &One) -> bool {
    one.job.as_ref().is_some_and(|job| job.state.is_open())
}

/// A page that is loaded again soon if something is under way.
pub fn again(waits: bool, page: Markup) -> Response {
    if waits {
        ([(header::REFRESH, AGAIN)], page).into_response()
    } else {
        page.into_response()
    }
}

/// One forecast, or how far it is.
///
/// # Errors
/// If it is not theirs to see.
pub async fn single(
    view: View,
    State(app): State<App>,
    Path((campaign, forecast)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (seen, one) = acts::one(&app, &view.who, &campaign, &forecast).await?;
    let path = format!("{}/forecasts/{}", at(&campaign), one.row.id);
    let body = html! {
        (back(&view, &seen))
        @if let Some(job) = one.job.as_ref().filter(|job| one.made.is_none() || job.state.is_open()) {
            (progress(&view, job, seen.organises.then_some(path.as_str())))
        }
        @if let Some(forecast) = &one.made { (report(&view, &seen, &one, forecast)) }
    };
    Ok(again(
        is_open(&one),
        page(&view, &view.t("forecasts-title"), body),
    ))
}
