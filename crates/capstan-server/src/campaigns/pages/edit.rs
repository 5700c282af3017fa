//! The form of a draft.

use super::super::acts::{self, see};
use super::super::draft::{ClaimDraft, Draft, date};
use super::super::problems::claim_field;
use crate::coalitions::acts::standing;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, field, form, page, select, to, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::campaign::{MOST_CLAIMS, State, Status};
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::Tier;
use capstan_coalition::role::Deed;
use capstan_report::args;
use capstan_store::id::DAY;
use capstan_store::members;
use maud::{Markup, html};
use serde::Deserialize;

/// Empty places for further claims.
const BLANK: usize = 3;

/// What the form sends, as it was typed. The fields of claims are lists that
/// run alike.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    title: String,
    operator: String,
    system: String,
    demand: String,
    levers: Vec<String>,
    group: String,
    stop: String,
    claim_text: Vec<String>,
    claim_status: Vec<String>,
    claim_source: Vec<String>,
    claim_dated: Vec<String>,
    threshold: String,
    counting: String,
    opens: String,
    closes: String,
    step: String,
    window: String,
    hosts: String,
    counsel: String,
}

fn number<T: std::str::FromStr>(field: &'static str, text: &str) -> Result<T, Problem> {
    let number = text.trim().parse();
    number.map_err(|_| Problem::input(field, "campaign-number"))
}

/// The value of a key.
fn of_key<T: Copy>(all: &[T], key: fn(T) -> &'static str, found: &str) -> Option<T> {
    all.iter().copied().find(|&value| key(value) == found)
}

impl Sent {
    fn of(draft: &Draft) -> Self {
        let all = |of: fn(&ClaimDraft) -> String| draft.claims.iter().map(of).collect();
        Self {
            title: draft.title.clone(),
            operator: draft.operator.clone(),
            system: draft.system.clone(),
            demand: draft.demand.clone(),
            levers: draft.levers.iter().map(|l| l.key().to_owned()).collect(),
            group: draft.group.clone(),
            stop: draft.stop.clone(),
            claim_text: all(|claim| claim.text.clone()),
            claim_status: all(|claim| claim.status.key().to_owned()),
            claim_source: all(|claim| claim.source.clone()),
            claim_dated: all(|claim| claim.dated.clone()),
            threshold: draft.threshold.to_string(),
            counting: draft.counting.key().to_owned(),
            opens: draft.opens.clone(),
            closes: draft.closes.clone(),
            step: draft.step.to_string(),
            window: draft.window.to_string(),
            hosts: draft.hosts.join("\n"),
            counsel: draft.counsel.clone(),
        }
    }

    /// One field of the claim at a place, from 0.
    fn claim(list: &[String], at: usize) -> &str {
        list.get(at).map_or("", String::as_str)
    }

    fn draft(&self) -> Result<Draft, Problem> {
        let lever = |key: &String| {
            of_key(Lever::ALL, Lever::key, key)
                .ok_or_else(|| Problem::input("levers", "campaign-no-lever"))
        };
        let mut claims = Vec::new();
        for at in 0..self.claim_text.len().min(MOST_CLAIMS + 1) {
            let (text, source) = (&self.claim_text[at], Self::claim(&self.claim_source, at));
            if text.trim().is_empty() && source.trim().is_empty() {
                continue;
            }
            let status = Self::claim(&self.claim_status, at);
            claims.push(ClaimDraft {
                text: text.clone(),
                status: of_key(Status::ALL, Status::key, status).unwrap_or(Status::Alleged),
                source: source.to_owned(),
                dated: Self::claim(&self.claim_dated, at).to_owned(),
            });
        }
        Ok(Draft {
            title: self.title.clone(),
            operator: self.operator.clone(),
            system: self.system.clone(),
            demand: self.demand.clone(),
            levers: self.levers.iter().map(lever).collect::<Result<_, _>>()?,
            group: self.group.clone(),
            stop: self.stop.clone(),
            claims,
            threshold: number("threshold", &self.threshold)?,
            counting: of_key(Tier::ALL, Tier::key, &self.counting)
                .ok_or_else(|| Problem::input("counting", "campaign-counting"))?,
            opens: self.opens.clone(),
            closes: self.closes.clone(),
            step: number("step", &self.step)?,
            window: number("window", &self.window)?,
            hosts: self.hosts.split_whitespace().map(str::to_owned).collect(),
            counsel: self.counsel.clone(),
            poison: None,
        })
    }
}

pub(super) async fn new(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    may_write(&view, &slug).await?;
    let now = view.app.now();
    let sent = Sent {
        threshold: "100".to_owned(),
        counting: Tier::Invitation.key().to_owned(),
        opens: date(now + DAY),
        closes: date(now + 90 * DAY),
        step: "1".to_owned(),
        window: "7".to_owned(),
        ..Sent::default()
    };
    Ok(new_form(&view, &slug, &sent, None))
}

async fn may_write(view: &View, slug: &str) -> Result<(), Problem> {
    let mut conn = view.app.store.read().await?;
    let deed = Deed::ReadAsMember;
    let standing = standing(&view.app, &view.who, &mut conn, slug, deed).await?;
    match capstan_coalition::role::may(standing.role, Deed::DraftCampaign) {
        true => Ok(()),
        false => Err(Problem::forbidden("role-too-low")),
    }
}

fn new_form(view: &View, slug: &str, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let at = format!("/coalitions/{slug}/campaigns/new");
    page(
        view,
        &view.t("campaigns-new"),
        body(view, &at, sent, problem),
    )
}

pub(super) async fn write(
    view: View,
    Path(slug): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let done = match sent.draft() {
        Ok(draft) => acts::write(&view.app, &view.who, &slug, &draft).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(id) => Ok(to(&format!("/campaigns/{id}"), "campaign-saved")),
        Err(problem) if problem.is_input() => {
            may_write(&view, &slug).await?;
            let page = new_form(&view, &slug, &sent, Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// The draft as it is, for those who may change it.
async fn written(view: &View, id: &str) -> Result<Draft, Problem> {
    view.who.person()?;
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    if !seen.may(Deed::DraftCampaign) {
        return Err(Problem::missing());
    }
    if seen.campaign.state != State::Draft {
        return Err(Problem::conflict("campaign-fixed"));
    }
    let counsel = match &seen.campaign.counsel {
        Some(counsel) => members::find(&mut conn, counsel).await?,
        None => None,
    };
    let counsel = counsel.map_or(String::new(), |member| member.handle);
    Ok(Draft::of(&seen.campaign, &counsel))
}

pub(super) async fn edit(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    let draft = written(&view, &id).await?;
    Ok(edit_form(&view, &id, &Sent::of(&draft), None))
}

fn edit_form(view: &View, id: &str, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let at = format!("/campaigns/{id}/edit");
    page(
        view,
        &view.t("campaigns-edit"),
        body(view, &at, sent, problem),
    )
}

pub(super) async fn change(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let before = written(&view, &id).await?;
    let done = match sent.draft() {
        // The plan of poison has no form; it stays as it is.
        Ok(draft) => {
            let mut draft = Draft {
                poison: before.poison,
                ..draft
            };
            if draft.poison.is_some() {
                draft.levers.push(Lever::Poison);
            }
            acts::change(&view.app, &view.who, &id, &draft).await
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(to(&format!("/campaigns/{id}"), "campaign-saved")),
        Err(problem) if problem.is_input() => {
            let page = edit_form(&view, &id, &sent, Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn body(view: &View, at: &str, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let text = |name: &'static str, value: &str, kind: &'static str, most, required| {
        let hint = format!("campaigns-hint-{name}");
        let hint = view.voice().knows(&hint).then(|| view.t(&hint));
        let of = Field {
            name,
            label: view.t(&format!("campaigns-ask-{name}")),
            hint: hint.unwrap_or_default(),
            value,
            kind,
            required,
            most,
            ..Field::default()
        };
        field(view, &of, problem)
    };
    let tiers: Vec<(String, String)> = Tier::ALL[1..]
        .iter()
        .map(|tier| {
            let key = tier.key();
            (key.to_owned(), view.t(&format!("campaigns-counts-{key}")))
        })
        .collect();
    let fields = html! {
        (text("title", &sent.title, "", 80, true))
        (text("operator", &sent.operator, "", 200, true))
        (text("system", &sent.system, "", 200, true))
        (text("demand", &sent.demand, "area", 4000, true))
        (levers(view, sent, problem))
        (text("group", &sent.group, "", 200, false))
        (text("stop", &sent.stop, "area", 4000, true))
        (claims(view, sent, problem))
        (text("opens", &sent.opens, "date", 0, true))
        (text("closes", &sent.closes, "date", 0, true))
        (text("threshold", &sent.threshold, "number", 0, true))
        (select("counting", &view.t("campaigns-counting-ask"), &sent.counting, &tiers))
        (text("window", &sent.window, "number", 0, true))
        (text("step", &sent.step, "number", 0, true))
        (text("counsel", &sent.counsel, "", 24, false))
        (text("hosts", &sent.hosts, "area", 0, false))
    };
    html! {
        p.lead { (view.t("campaigns-draft-lead")) }
        (wrong(view, problem))
        (form(view, at, &view.t("campaigns-save"), fields))
    }
}

fn levers(view: &View, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let wrong = problem.filter(|problem| problem.field == Some("levers"));
    let offered = Lever::ALL.iter().filter(|lever| **lever != Lever::Poison);
    html! {
        fieldset {
            legend { (view.t("campaigns-levers-ask")) }
            @if let Some(wrong) = wrong { p.error { (wrong.say(view.voice())) } }
            @for lever in offered {
                label.option {
                    input type="checkbox" name="levers" value=(lever.key())
                        checked[sent.levers.iter().any(|key| key == lever.key())];
                    span { (view.t(&format!("campaigns-lever-{}", lever.key()))) }
                }
            }
        }
    }
}

/// What is wrong with the claim at a place, from 0.
fn claim_problem(problem: Option<&Problem>, at: usize) -> Option<&Problem> {
    problem.filter(|problem| problem.field == claim_field(at + 1))
}

fn claims(view: &View, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let places = (sent.claim_text.len() + BLANK).min(MOST_CLAIMS);
    html! {
        h2 { (view.t("campaigns-claims")) }
        p { (view.t("campaigns-claims-hint")) }
        @for at in 0..places {
            (claim(view, sent, at, claim_problem(problem, at)))
        }
    }
}

fn claim(view: &View, sent: &Sent, at: usize, wrong: Option<&Problem>) -> Markup {
    let n = at + 1;
    let status = Sent::claim(&sent.claim_status, at);
    let id = |name: &str| format!("claim-{name}-{n}");
    html! {
        fieldset {
            legend { (view.say("campaigns-claim", args![n = n])) }
            @if let Some(wrong) = wrong { p.error { (wrong.say(view.voice())) } }
            div.field {
                label for=(id("text")) { (view.t("campaigns-claim-text")) }
                textarea id=(id("text")) name="claim_text" rows="3" dir="auto" maxlength="4000" {
                    (Sent::claim(&sent.claim_text, at))
                }
            }
            div.field {
                label for=(id("status")) { (view.t("campaigns-claim-status")) }
                select id=(id("status")) name="claim_status" {
                    @for option in Status::ALL {
                        option value=(option.key()) selected[option.key() == status] {
                            (view.t(&format!("campaigns-claim-{}", option.key())))
                        }
                    }
                }
            }
            div.field {
                label for=(id("source")) { (view.t("campaigns-claim-source")) }
                input type="url" id=(id("source")) name="claim_source" maxlength="500"
                    autocomplete="off" value=(Sent::claim(&sent.claim_source, at));
            }
            div.field {
                label for=(id("dated")) { (view.t("campaigns-claim-dated")) }
                input type="date" id=(id("dated")) name="claim_dated" autocomplete="off"
                    value=(Sent::claim(&sent.claim_dated, at));
            }
        }
    }
}
