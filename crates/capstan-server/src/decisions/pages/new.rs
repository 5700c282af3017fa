//! Putting something to the members: first what, then how.

use super::place;
use crate::coalitions::charter::Clauses;
use crate::coalitions::pages::{clauses_fields, dividend_field, rule_fields};
use crate::decisions::acts::{self, MOST_DAYS, MOST_OPTIONS, MOST_WAIT, Proposing, SHORTEST_DAYS};
use crate::decisions::plan::Kind;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, choice, field, form, page, select, to, wrong};
use crate::web::view::View;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use capstan_store::coalitions::Coalition;
use capstan_store::{campaigns, charters};
use maud::{Markup, html};
use serde::Deserialize;

/// The most campaigns that are offered.
const MOST_CAMPAIGNS: i64 = 100;

/// What is put to the members.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    kind: String,
}

/// What the form sends, beside the clauses of a charter.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
struct Typed {
    kind: String,
    title: String,
    text: String,
    options: String,
    counting: String,
    least: String,
    needed: String,
    ballot: String,
    readers: String,
    opens_in_days: String,
    days: String,
    campaign: String,
    stewards: String,
}

impl Default for Typed {
    fn default() -> Self {
        let usual = Proposing::default();
        Self {
            kind: String::new(),
            title: String::new(),
            text: String::new(),
            options: String::new(),
            counting: String::new(),
            least: String::new(),
            needed: String::new(),
            ballot: "secret".to_owned(),
            readers: "everyone".to_owned(),
            opens_in_days: usual.opens_in_days.to_string(),
            days: usual.days.to_string(),
            campaign: String::new(),
            stewards: String::new(),
        }
    }
}

impl Typed {
    fn proposing(&self, clauses: Option<Clauses>) -> Proposing {
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        // What is no number is out of range: the problem says which are not.
        let number = |text: &str| text.trim().parse().unwrap_or(u32::MAX);
        Proposing {
            kind: self.kind.clone(),
            title: self.title.clone(),
            text: self.text.clone(),
            options: lines(&self.options),
            method: self.counting.clone(),
            quorum: self.least.clone(),
            share: self.needed.clone(),
            secret: self.ballot != "open",
            everyone: self.readers != "members",
            opens_in_days: number(&self.opens_in_days),
            days: number(&self.days),
            clauses,
            campaign: self.campaign.clone(),
            stewards: lines(&self.stewards),
        }
    }
}

/// The menu of kinds, or the form of the one that was chosen.
pub async fn new(
    view: View,
    Path(slug): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Markup, Problem> {
    view.who.person()?;
    let (coalition, member) = place(&view, &slug).await?;
    if !member {
        return Err(Problem::missing());
    }
    let Some(kind) = Kind::of(&chosen.kind) else {
        return Ok(menu(&view, &coalition));
    };
    let clauses = Clauses::from(&charters::read(&coalition.charter)?.charter);
    let typed = Typed {
        kind: kind.key().to_owned(),
        ..Typed::default()
    };
    fill_in(&view, &coalition, (kind, &typed, &clauses), None).await
}

fn menu(view: &View, coalition: &Coalition) -> Markup {
    let here = format!("/coalitions/{}/decisions", coalition.slug);
    let body = html! {
        p { a href=(here) { (view.t("decisions-title")) } }
        p.lead { (view.t("proposing-lead")) }
        ul.cards {
            @for kind in Kind::ALL {
                li.card {
                    h2 { a href={ (here) "/new?kind=" (kind.key()) } {
                        (view.t(&format!("proposal-{}", kind.key()))) } }
                    p { (view.t(&format!("proposing-{}", kind.key()))) }
                }
            }
        }
    };
    page(view, &view.t("decisions-new"), body)
}

/// Puts something to the members.
pub async fn propose(
    view: View,
    Path(slug): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent = serde_html_form::to_string(&pairs).map_err(|_| Problem::unreadable())?;
    let typed: Typed = serde_html_form::from_str(&sent).map_err(|_| Problem::unreadable())?;
    let (coalition, _) = place(&view, &slug).await?;
    let holds = Clauses::from(&charters::read(&coalition.charter)?.charter);
    let kind = Kind::of(&typed.kind).ok_or_else(|| Problem::input("kind", "proposal-kind"))?;
    let changes = matches!(kind, Kind::Charter | Kind::Rule | Kind::Dividend);
    let clauses = match changes {
        true => Some(serde_html_form::from_str(&sent).map_err(|_| Problem::unreadable())?),
        false => None,
    };
    let asked = typed.proposing(clauses.clone());
    match acts::propose(&view.app, &view.who, &slug, view.voice(), &asked).await {
        Ok(id) => Ok(to(
            &format!("/coalitions/{slug}/decisions/{id}"),
            "proposal-made",
        )),
        Err(problem) if problem.is_input() => {
            let clauses = clauses.unwrap_or(holds);
            let filled = (kind, &typed, &clauses);
            let form = fill_in(&view, &coalition, filled, Some(&problem)).await?;
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn fill_in(
    view: &View,
    coalition: &Coalition,
    (kind, typed, clauses): (Kind, &Typed, &Clauses),
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let here = format!("/coalitions/{}/decisions", coalition.slug);
    let own = match kind {
        Kind::Question => question(view, typed, problem),
        Kind::Campaign => campaign(view, coalition, typed).await?,
        Kind::Charter => clauses_fields(view, clauses, problem),
        Kind::Rule => rule_fields(view, clauses, problem),
        Kind::Dividend => dividend_field(view, clauses),
        Kind::Stewards => stewards(view, typed, problem),
    };
    let body = html! {
        p { a href={ (here) "/new" } { (view.t("proposing-other")) } }
        p.lead { (view.t(&format!("proposing-{}", kind.key()))) }
        (wrong(view, problem))
        (form(view, &here, &view.t("proposing-send"), html! {
            input type="hidden" name="kind" value=(kind.key());
            (field(view, &Field {
                name: "title", label: view.t("proposing-title"), value: &typed.title,
                required: true, most: 200, ..Field::default()
            }, problem))
            (field(view, &Field {
                name: "text", label: view.t("proposing-text"), value: &typed.text,
                hint: view.t("proposing-text-hint"), kind: "area", most: 4000, ..Field::default()
            }, problem))
            (own)
            (voting(view, kind, typed, problem))
        }))
    };
    Ok(page(
        view,
        &view.t(&format!("proposal-{}", kind.key())),
        body,
    ))
}

/// What a question asks beside its text.
fn question(view: &View, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let methods: Vec<(String, String)> = ["", "approval", "score", "instant-runoff", "schulze"]
        .map(|method| {
            let key = match method {
                "" => "proposing-counting-charter".to_owned(),
                method => format!("charter-method-{method}"),
            };
            (method.to_owned(), view.t(&key))
        })
        .into();
    let share = |name, key: &str, value| Field {
        name,
        label: view.t(key),
        hint: view.t("proposing-share-hint"),
        value,
        ..Field::default()
    };
    // The act knows these fields by other names.
    let problem = problem.map(|problem| Problem {
        field: match problem.field {
            Some("quorum") => Some("least"),
            Some("share") => Some("needed"),
            field => field,
        },
        ..problem.clone()
    });
    let problem = problem.as_ref();
    html! {
        (field(view, &Field {
            name: "options", label: view.t("proposing-options"), value: &typed.options,
            hint: view.say("proposing-options-hint", args![most = MOST_OPTIONS]),
            kind: "area", required: true, ..Field::default()
        }, problem))
        (select("counting", &view.t("proposing-counting"), &typed.counting, &methods))
        (field(view, &share("least", "proposing-quorum", &typed.least), problem))
        (field(view, &share("needed", "proposing-share", &typed.needed), problem))
    }
}

async fn campaign(view: &View, coalition: &Coalition, typed: &Typed) -> Result<Markup, Problem> {
    let mut conn = view.app.store.read().await?;
    let all = campaigns::of_coalition(&mut conn, &coalition.id, false, None, MOST_CAMPAIGNS);
    let mut options = vec![(String::new(), view.t("proposing-campaign-none"))];
    options.extend(all.await?.into_iter().map(|c| (c.id, c.brief.title)));
    Ok(select(
        "campaign",
        &view.t("proposing-which"),
        &typed.campaign,
        &options,
    ))
}

fn stewards(view: &View, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let stewards = Field {
        name: "stewards",
        label: view.t("proposing-new-stewards"),
        hint: view.t("proposing-new-stewards-hint"),
        value: &typed.stewards,
        kind: "area",
        required: true,
        ..Field::default()
    };
    field(view, &stewards, problem)
}

/// How and when people vote.
fn voting(view: &View, kind: Kind, typed: &Typed, problem: Option<&Problem>) -> Markup {
    let option = |value, key: &str, hint: &str| (value, view.t(key), view.t(hint));
    let ballots = [
        option("secret", "ballot-secret", "ballot-secret-hint"),
        option("open", "ballot-open", "ballot-open-hint"),
    ];
    let readers = [
        option("everyone", "readers-everyone", "readers-everyone-hint"),
        option("members", "readers-members", "readers-members-hint"),
    ];
    html! {
        h2 { (view.t("proposing-voting")) }
        @if kind.is_motion() { p { (view.t("proposing-motion")) } }
        (choice("ballot", &view.t("proposing-ballot"), &typed.ballot, &ballots))
        (choice("readers", &view.t("proposing-readers"), &typed.readers, &readers))
        (field(view, &Field {
            name: "opens_in_days", label: view.t("proposing-wait"), value: &typed.opens_in_days,
            hint: view.say("proposing-wait-hint", args![most = MOST_WAIT]), kind: "number",
            required: true, ..Field::default()
        }, problem))
        (field(view, &Field {
            name: "days", label: view.t("proposing-days"), value: &typed.days,
            hint: view.say("proposing-days-hint", args![least = SHORTEST_DAYS, most = MOST_DAYS]),
            kind: "number", required: true, ..Field::default()
        }, problem))
    }
}
