//! The poison lever, shown greyed with the gates that forbid it.

use super::super::acts::{Seen, see};
use super::super::poison;
use super::plan;
use crate::forecasts;
use crate::forecasts::acts::{One, simulations};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{action, page as frame, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::gate::{self, Answer, Finding, Shown};
use capstan_coalition::role::Deed;
use maud::{Markup, html};
use serde::Deserialize;

/// What the gates say of a campaign: of its plan, or of none.
fn findings(view: &View, seen: &Seen) -> [Finding; 9] {
    let plan = seen.campaign.brief.poison.clone();
    gate::gates(&plan.unwrap_or_default(), view.app.now())
}

/// On the page of a campaign: the lever, and the gate that forbids it most.
pub(super) fn section(view: &View, seen: &Seen) -> Markup {
    let at = format!("/campaigns/{}/poison", seen.campaign.id);
    html! {
        h2 { (view.t("gates-title")) }
        @match gate::what_is_shown(&findings(view, seen)) {
            Shown::Greyed { failing } => {
                div.off {
                    p { strong { (view.t("gates-off")) } " "
                        @if let Some(first) = failing.first() { (reason(view, first)) } }
                }
            }
            Shown::SimulationOnly { warnings } => {
                p { (view.t("gates-simulation")) }
                @for warning in &warnings { p { (reason(view, warning)) } }
            }
        }
        p.links { a href=(at) { (view.t("gates-all")) } }
    }
}

fn reason(view: &View, finding: &Finding) -> String {
    match finding.reason {
        Some(reason) => view.t(&format!("gates-reason-{}", reason.key())),
        None => view.t("gates-answer-pass"),
    }
}

/// What every gate says, and what organisers can do about the plan.
pub(super) async fn page(view: View, Path(id): Path<String>) -> Result<Response, Problem> {
    with(&view, &id, None).await
}

/// The page, with what went wrong.
pub(super) async fn with(
    view: &View,
    id: &str,
    problem: Option<&Problem>,
) -> Result<Response, Problem> {
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    let findings = findings(view, &seen);
    let mut waits = false;
    let simulation = match gate::open(&findings) {
        true => {
            let all = simulations(&mut conn, id).await?;
            waits = all.iter().any(forecasts::pages::is_open);
            let falls_to = forecasts::pages::section(view, &mut conn, &seen.campaign).await?;
            simulation(view, &seen, &all, &falls_to)
        }
        false => html! {},
    };
    drop(conn);
    let tools = plan::tools(view, &seen).await?;
    let body = html! {
        p { (view.t("pledges-of")) " "
            a href={ "/campaigns/" (id) } { (typed(&seen.campaign.brief.title)) } }
        p.lead { (view.t("gates-lead")) }
        (wrong(view, problem))
        p { (view.t("gates-decays")) }
        (simulation)
        @if seen.campaign.brief.poison.is_none() { p { (view.t("gates-no-plan")) } }
        ol.cards {
            @for finding in &findings {
                li.card {
                    h2 { (view.t(&format!("gates-gate-{}", finding.gate.key()))) }
                    p { strong { (view.t(&format!("gates-answer-{}", finding.answer.key()))) }
                        @if finding.answer != Answer::Pass { " " (reason(view, finding)) } }
                }
            }
        }
        (tools)
    };
    let page = frame(view, &view.t("gates-title"), body);
    Ok(forecasts::pages::again(waits, page))
}

/// What the engine says of the plan, and what is left of it once it is
/// filtered out: the forecast of the lawful lever.
fn simulation(view: &View, seen: &Seen, all: &[One], falls_to: &Markup) -> Markup {
    let at = format!("/campaigns/{}", seen.campaign.id);
    let newest = all.iter().rev().find_map(|one| one.made.as_ref());
    let last = all.last().filter(|one| one.made.is_none());
    let open = last.is_some_and(forecasts::pages::is_open);
    let may = seen.may(Deed::DraftCampaign);
    html! {
        p { (view.t("gates-simulation")) }
        @if let Some(forecast) = newest {
            h2 { (view.t("gates-simulated")) }
            (forecasts::pages::simulated(view, forecast))
        }
        @if let Some((one, job)) = last.and_then(|one| Some((one, one.job.as_ref()?))) {
            (forecasts::pages::progress(view, job,
                may.then(|| format!("{at}/forecasts/{}", one.row.id)).as_deref()))
        }
        @if may && !open {
            (action(view, &format!("{at}/poison/simulate"), &view.t("gates-simulate"), "quiet", &[]))
        }
        p.lead { (view.t("gates-falls-to")) }
        (falls_to)
    }
}

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// Asks the engine for the simulation.
pub(super) async fn simulate(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let at = format!("/campaigns/{id}/poison");
    match poison::simulation::simulate(&view.app, &view.who, &id).await {
        Ok(_) => Ok(to(&at, "simulation-asked")),
        Err(problem) if problem.is_input() => {
            let page = with(&view, &id, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
