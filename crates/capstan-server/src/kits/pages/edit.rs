//! The form of a kit: English and Spanish side by side. Kits in other
//! languages are written by programs.

use super::super::acts;
use super::super::draft::{Draft, step_field};
use super::{back, organised};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{form, page, select, to, wrong};
use crate::web::view::View;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use capstan_coalition::kit::{MOST_STEPS, Proof, Step, Texts};
use capstan_coalition::lever::Lever;
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Empty places for further steps.
const BLANK: usize = 4;

/// What the form sends, as it was typed: lists that run alike, one entry a
/// step.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    lever: String,
    id: Vec<String>,
    en: Vec<String>,
    es: Vec<String>,
    link: Vec<String>,
    proof: Vec<String>,
}

/// Which kit is written.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    lever: String,
}

fn at(list: &[String], place: usize) -> &str {
    list.get(place).map_or("", String::as_str)
}

impl Sent {
    fn of(lever: &str, steps: &[Step]) -> Self {
        let text = |code: &str| {
            let said = |step: &Step| step.text.get(code).cloned().unwrap_or_default();
            steps.iter().map(said).collect()
        };
        let proof = |step: &Step| step.proof.map_or("", Proof::key).to_owned();
        Self {
            lever: lever.to_owned(),
            id: steps.iter().map(|step| step.id.clone()).collect(),
            en: text("en"),
            es: text("es"),
            link: steps
                .iter()
                .map(|step| step.link.clone().unwrap_or_default())
                .collect(),
            proof: steps.iter().map(proof).collect(),
        }
    }

    fn draft(&self) -> Result<Draft, Problem> {
        let lever = Lever::ALL.iter().find(|lever| lever.key() == self.lever);
        let mut steps: Vec<Step> = Vec::new();
        let mut languages = BTreeSet::new();
        let mut taken: BTreeSet<&str> = self.id.iter().map(String::as_str).collect();
        let names: Vec<String> = (1..=2 * MOST_STEPS).map(|n| format!("step-{n}")).collect();
        for place in 0..self.en.len().min(MOST_STEPS + 1) {
            let mut text = Texts::new();
            for (code, said) in [("en", at(&self.en, place)), ("es", at(&self.es, place))] {
                if !said.trim().is_empty() {
                    text.insert(code.to_owned(), said.to_owned());
                    languages.insert(code.to_owned());
                }
            }
            if text.is_empty() {
                continue;
            }
            let id = match at(&self.id, place) {
                "" => names.iter().find(|name| taken.insert(name)).cloned(),
                id => Some(id.to_owned()),
            };
            let link = Some(at(&self.link, place).trim()).filter(|link| !link.is_empty());
            let proof = at(&self.proof, place);
            steps.push(Step {
                id: id.unwrap_or_default(),
                text,
                link: link.map(str::to_owned),
                setting: std::collections::BTreeMap::new(),
                proof: Proof::ALL.iter().copied().find(|p| p.key() == proof),
            });
        }
        Ok(Draft {
            lever: *lever.ok_or_else(|| Problem::input("lever", "kit-lever"))?,
            languages: languages.into_iter().collect(),
            steps,
        })
    }
}

pub(super) async fn new(
    view: View,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Result<Markup, Problem> {
    let (_, all) = organised(&view, &id).await?;
    let before = all
        .iter()
        .find(|version| version.kit.lever.key() == which.lever);
    let steps = before.map_or(&[][..], |version| &version.kit.steps);
    let sent = Sent::of(&which.lever, steps);
    shown(&view, &id, &sent, None).await
}

pub(super) async fn write(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let done = match sent.draft() {
        Ok(draft) => acts::write(&view.app, &view.who, &id, &draft).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(kit) => Ok(to(&format!("/campaigns/{id}/kits/{kit}"), "kit-saved")),
        Err(problem) if problem.is_input() => {
            let page = shown(&view, &id, &sent, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn shown(
    view: &View,
    id: &str,
    sent: &Sent,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (seen, _) = organised(view, id).await?;
    let levers = seen.campaign.brief.levers.iter();
    let levers: Vec<(String, String)> = levers
        .filter(|lever| **lever != Lever::Poison)
        .map(|lever| {
            (
                lever.key().to_owned(),
                view.t(&format!("kits-lever-{}", lever.key())),
            )
        })
        .collect();
    let places = (sent.en.len() + BLANK).min(MOST_STEPS);
    let body = html! {
        (back(view, &seen))
        p.lead { (view.t("kits-write-lead")) }
        (wrong(view, problem))
        (form(view, &format!("/campaigns/{id}/kits/new"), &view.t("campaigns-save"), html! {
            (select("lever", &view.t("kits-lever"), &sent.lever, &levers))
            @for place in 0..places { (step(view, sent, place, problem)) }
        }))
    };
    Ok(page(view, &view.t("kits-new"), body))
}

fn step(view: &View, sent: &Sent, place: usize, problem: Option<&Problem>) -> Markup {
    let n = place + 1;
    let wrong = problem.filter(|problem| problem.field == step_field(n));
    let proof = at(&sent.proof, place);
    html! {
        fieldset {
            legend { (view.say("kits-step", args![n = n])) }
            @if let Some(wrong) = wrong { p.error { (wrong.say(view.voice())) } }
            input type="hidden" name="id" value=(at(&sent.id, place));
            @for (code, list) in [("en", &sent.en), ("es", &sent.es)] {
                div.field {
                    label for={ "step-" (n) "-" (code) } { (view.t(&format!("kits-text-{code}"))) }
                    textarea id={ "step-" (n) "-" (code) } name=(code) lang=(code) rows="3" maxlength="600" dir="auto" {
                        (at(list, place))
                    }
                }
            }
            div.field {
                label for={ "step-" (n) "-link" } { (view.t("kits-link")) }
                p.hint id={ "step-" (n) "-link-hint" } { (view.t("kits-link-hint")) }
                input type="url" id={ "step-" (n) "-link" } name="link" maxlength="500" autocomplete="off"
                    aria-describedby={ "step-" (n) "-link-hint" } value=(at(&sent.link, place));
            }
            div.field {
                label for={ "step-" (n) "-proof" } { (view.t("kits-proof")) }
                select id={ "step-" (n) "-proof" } name="proof" {
                    option value="" { (view.t("kits-proof-none")) }
                    @for option in Proof::ALL {
                        option value=(option.key()) selected[option.key() == proof] {
                            (view.t(&format!("kits-proof-{}", option.key())))
                        }
                    }
                }
            }
        }
    }
}
