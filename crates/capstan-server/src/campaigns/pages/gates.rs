//! The poison lever, shown greyed with the gates that forbid it.

use super::super::acts::{Seen, see};
use super::plan;
use crate::forecasts;
use crate::problem::Problem;
use crate::web::parts::{page as frame, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use capstan_coalition::gate::{self, Answer, Finding, Shown};
use maud::{Markup, html};

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
pub(super) async fn page(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    with(&view, &id, None).await
}

/// The page, with what went wrong.
pub(super) async fn with(
    view: &View,
    id: &str,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    let findings = findings(view, &seen);
    let simulation = match gate::open(&findings) {
        true => forecasts::pages::section(view, &mut conn, &seen.campaign).await?,
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
        @if gate::open(&findings) {
            p { (view.t("gates-simulation")) }
            p { (view.t("gates-simulated")) }
            (simulation)
        }
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
    Ok(frame(view, &view.t("gates-title"), body))
}
