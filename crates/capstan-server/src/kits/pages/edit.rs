//! The form of a kit: the languages it is written in side by side.

use super::super::acts;
use super::super::draft::{Draft, step_field};
use super::{back, organised};
use crate::directory::pages::language;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, field, form, page, select, to, wrong};
use crate::web::view::View;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use capstan_coalition::kit::{MOST_LANGUAGES, MOST_STEPS, Proof, Step, Texts};
use capstan_coalition::lever::Lever;
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Empty places for further steps.
const BLANK: usize = 4;
/// What stands between the parts of the path to a setting.
const THEN: &str = " > ";

/// What the form sends, as it was typed: lists that run alike, one entry a
/// step. Those of texts and paths are by language.
#[derive(Clone, Debug, Default)]
struct Sent {
    lever: String,
    languages: String,
    id: Vec<String>,
    text: BTreeMap<String, Vec<String>>,
    path: BTreeMap<String, Vec<String>>,
    link: Vec<String>,
    proof: Vec<String>,
    /// Whether only the form is asked for again, with other languages.
    again: bool,
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

fn of_language<'a>(lists: &'a BTreeMap<String, Vec<String>>, code: &str, place: usize) -> &'a str {
    lists.get(code).map_or("", |list| at(list, place))
}

impl Sent {
    fn of(lever: &str, languages: &[String], steps: &[Step]) -> Self {
        let mut sent = Self {
            lever: lever.to_owned(),
            languages: languages.join(", "),
            ..Self::default()
        };
        for step in steps {
            sent.id.push(step.id.clone());
            sent.link.push(step.link.clone().unwrap_or_default());
            sent.proof
                .push(step.proof.map_or("", Proof::key).to_owned());
            for code in languages {
                let text = step.text.get(code).cloned().unwrap_or_default();
                sent.text.entry(code.clone()).or_default().push(text);
                let path = step.setting.get(code).map(|path| path.join(THEN));
                let paths = sent.path.entry(code.clone()).or_default();
                paths.push(path.unwrap_or_default());
            }
        }
        sent
    }

    fn read(fields: Vec<(String, String)>) -> Self {
        let mut sent = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "lever" => sent.lever = value,
                "languages" => sent.languages = value,
                "again" => sent.again = true,
                "id" => sent.id.push(value),
                "link" => sent.link.push(value),
                "proof" => sent.proof.push(value),
                other => {
                    if let Some(code) = other.strip_prefix("text-") {
                        sent.text.entry(code.to_owned()).or_default().push(value);
                    } else if let Some(code) = other.strip_prefix("path-") {
                        sent.path.entry(code.to_owned()).or_default().push(value);
                    }
                }
            }
        }
        sent
    }

    /// The codes of the languages, each once.
    fn codes(&self) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        let typed = self.languages.split([',', ' ', ';']);
        for code in typed.filter(|code| !code.is_empty()) {
            if !codes.iter().any(|known| known == code) && codes.len() < MOST_LANGUAGES {
                codes.push(code.to_owned());
            }
        }
        codes
    }

    fn draft(&self) -> Result<Draft, Problem> {
        let lever = Lever::ALL.iter().find(|lever| lever.key() == self.lever);
        let codes = self.codes();
        let mut steps: Vec<Step> = Vec::new();
        let mut taken: BTreeSet<&str> = self.id.iter().map(String::as_str).collect();
        let names: Vec<String> = (1..=2 * MOST_STEPS).map(|n| format!("step-{n}")).collect();
        for place in 0..self.id.len().min(MOST_STEPS + 1) {
            let mut text = Texts::new();
            let mut setting = BTreeMap::new();
            for code in &codes {
                let said = of_language(&self.text, code, place);
                if !said.trim().is_empty() {
                    text.insert(code.clone(), said.to_owned());
                }
                let path = of_language(&self.path, code, place).split(THEN.trim());
                let path = path.map(str::trim).filter(|part| !part.is_empty());
                let path: Vec<String> = path.map(str::to_owned).collect();
                if !path.is_empty() {
                    setting.insert(code.clone(), path);
                }
            }
            if text.is_empty() && setting.is_empty() {
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
                setting,
                proof: Proof::ALL.iter().copied().find(|p| p.key() == proof),
            });
        }
        // A language in which nothing is written is left out.
        let written = |code: &String| steps.iter().any(|step| step.text.contains_key(code));
        Ok(Draft {
            lever: *lever.ok_or_else(|| Problem::input("lever", "kit-lever"))?,
            languages: codes.into_iter().filter(written).collect(),
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
    let usual = ["en".to_owned(), "es".to_owned()];
    let sent = match before {
        Some(version) => Sent::of(&which.lever, &version.kit.languages, &version.kit.steps),
        None => Sent::of(&which.lever, &usual, &[]),
    };
    shown(&view, &id, &sent, None).await
}

pub(super) async fn write(
    view: View,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent = Sent::read(fields);
    if sent.again {
        return Ok(shown(&view, &id, &sent, None).await?.into_response());
    }
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
    let written = sent.id.len();
    let places = (written + BLANK).min(MOST_STEPS);
    let codes = sent.codes();
    let body = html! {
        (back(view, &seen))
        p.lead { (view.t("kits-write-lead")) }
        (wrong(view, problem))
        (form(view, &format!("/campaigns/{id}/kits/new"), &view.t("campaigns-save"), html! {
            (select("lever", &view.t("kits-lever"), &sent.lever, &levers))
            (languages_field(view, sent, problem))
            p.actions { button.quiet name="again" value="yes" { (view.t("kits-again")) } }
            @for place in 0..places { (step(view, sent, &codes, place, problem)) }
        }))
    };
    Ok(page(view, &view.t("kits-new"), body))
}

fn languages_field(view: &View, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let languages = Field {
        name: "languages",
        label: view.t("founding-languages"),
        hint: view.t("kits-languages-hint"),
        value: &sent.languages,
        required: true,
        most: 300,
        ..Field::default()
    };
    field(view, &languages, problem)
}

fn step(
    view: &View,
    sent: &Sent,
    codes: &[String],
    place: usize,
    problem: Option<&Problem>,
) -> Markup {
    let n = place + 1;
    let wrong = problem.filter(|problem| problem.field == step_field(n));
    let proof = at(&sent.proof, place);
    html! {
        fieldset {
            legend { (view.say("kits-step", args![n = n])) }
            @if let Some(wrong) = wrong { p.error { (wrong.say(view.voice())) } }
            input type="hidden" name="id" value=(at(&sent.id, place));
            @for code in codes { (in_language(view, sent, code, place)) }
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

/// What to do in a step, and the path to a setting, in one language.
fn in_language(view: &View, sent: &Sent, code: &str, place: usize) -> Markup {
    let n = place + 1;
    let id = |part: &str| format!("step-{n}-{part}-{code}");
    let language = language(view, code);
    html! {
        div.field {
            label for=(id("text")) { (view.t("kits-text")) " – " (language) }
            textarea id=(id("text")) name={ "text-" (code) } lang=(code) rows="3" maxlength="600" dir="auto" {
                (of_language(&sent.text, code, place))
            }
        }
        div.field {
            label for=(id("path")) { (view.t("kits-path")) " – " (language) }
            p.hint id=(id("path-hint")) { (view.t("kits-path-hint")) }
            input type="text" id=(id("path")) name={ "path-" (code) } lang=(code) maxlength="1000" dir="auto"
                autocomplete="off" aria-describedby=(id("path-hint")) value=(of_language(&sent.path, code, place));
        }
    }
}
