//! Writing the plan that the gates look at, and reviewing that of others.

use super::super::acts::{Seen, see};
use super::super::poison::{self, PARTS, Reviewed, Written};
use super::Nothing;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{
    Field, action, choice, day, field, form, page, select, tick, to, typed, wrong,
};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::campaign::State;
use capstan_coalition::gate::{DataClass, PoisonPlan};
use capstan_coalition::role::Deed;
use capstan_store::campaigns;
use maud::{Markup, html};

/// The questions that are answered by a tick, in groups.
const TICKS: [(&str, &[&str]); 5] = [
    ("representation", &["states-fact", "signed", "warranted"]),
    ("contract", &["terms-shown", "paid"]),
    (
        "ownership",
        &[
            "own-account",
            "own-device",
            "automated",
            "several-accounts",
            "faster-than-human",
        ],
    ),
    ("third-parties", &["billed", "safety", "commons"]),
    ("exit", &["stop-published", "spares-compliant"]),
];

type Sent = Vec<(String, String)>;

fn text<'a>(sent: &'a Sent, name: &str) -> &'a str {
    let found = sent.iter().find(|(n, _)| n == name);
    found.map_or("", |(_, value)| value)
}

fn ticked(sent: &Sent, name: &str) -> bool {
    text(sent, name) == "yes"
}

/// A number of per cent; nothing that could be one for what is none.
fn percent(text: &str) -> f64 {
    text.trim().replace(',', ".").parse().unwrap_or(f64::NAN)
}

fn read(sent: &Sent) -> Written {
    let ticked = |name| ticked(sent, name);
    let text = |name| text(sent, name).to_owned();
    Written {
        data: text("data"),
        states_fact: ticked("states-fact"),
        signed: ticked("signed"),
        warranted: ticked("warranted"),
        terms_shown: ticked("terms-shown"),
        paid: ticked("paid"),
        own_account: ticked("own-account"),
        own_device: ticked("own-device"),
        automated: ticked("automated"),
        several_accounts: ticked("several-accounts"),
        faster_than_human: ticked("faster-than-human"),
        billed: ticked("billed"),
        safety: ticked("safety"),
        commons: ticked("commons"),
        enough: percent(&text("enough")),
        country: text("country"),
        stop_published: ticked("stop-published"),
        spares_compliant: ticked("spares-compliant"),
        from: text("from"),
        until: text("until"),
    }
}

/// The plan as the form would send it.
fn sent(written: &Written) -> Sent {
    let json = serde_json::to_value(written).unwrap_or_default();
    let fields = json.as_object().into_iter().flatten();
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::Bool(true) => "yes".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Number(number) => number.as_f64().unwrap_or(0.0).to_string(),
        _ => String::new(),
    };
    fields.map(|(n, v)| (n.clone(), value(v))).collect()
}

/// What organisers can do about the plan, on the page of the gates.
pub(super) async fn tools(view: &View, seen: &Seen) -> Result<Markup, Problem> {
    let draft = seen.campaign.state == State::Draft && seen.may(Deed::DraftCampaign);
    let (Some(member), true) = (&seen.member, draft) else {
        return Ok(html! {});
    };
    let at = format!("/campaigns/{}/poison", seen.campaign.id);
    let mut conn = view.app.store.read().await?;
    let author = campaigns::is_author(&mut conn, &seen.campaign.id, &member.id).await?;
    Ok(html! {
        h2 { (view.t("plan-organise")) }
        @match &seen.campaign.brief.poison {
            None => {
                p { (view.t("plan-none-yet")) }
                p.actions { a.button.quiet href={ (at) "/plan" } { (view.t("plan-write")) } }
            }
            Some(plan) => {
                p.actions { a.button.quiet href={ (at) "/plan" } { (view.t("plan-change")) } }
                (action(view, &format!("{at}/remove"), &view.t("plan-remove"), "danger", &[]))
                @if author { p { (view.t("plan-others")) } } @else { (reviewing(view, &at, plan)) }
            }
        }
    })
}

/// What is asked of those who did not write the plan.
fn reviewing(view: &View, at: &str, plan: &PoisonPlan) -> Markup {
    let done = |part: &str| match part {
        "country" => !plan.reviews.is_empty(),
        "ethics" => plan.mandate.reviewed,
        _ => !plan.alternative.open || plan.alternative.share_of_effect.is_some(),
    };
    let path = format!("{at}/review");
    let share = plan.alternative.share_of_effect;
    let share = share.map_or(String::new(), |s| (s * 100.0).to_string());
    let open = if plan.alternative.open { "yes" } else { "no" };
    html! {
        h2 { (view.t("plan-review")) }
        p { (view.t("plan-review-lead")) }
        (answers(view, plan))
        @for part in PARTS {
            section.card {
                h3 { (view.t(&format!("plan-part-{part}"))) }
                p { (view.t(&format!("plan-ask-{part}"))) }
                @if part == "country" { p { strong { (typed(&plan.country)) } } }
                @if done(part) {
                    p { (view.t("plan-reviewed")) }
                    (action(view, &path, &view.t("plan-take-back"), "quiet", &[("part", part)]))
                } @else if part == "alternative" {
                    (form(view, &path, &view.t("plan-agree"), html! {
                        input type="hidden" name="part" value=(part);
                        input type="hidden" name="agrees" value="yes";
                        (choice("open", &view.t("plan-open"), open, &[
                            ("yes", view.t("plan-open-yes"), String::new()),
                            ("no", view.t("plan-open-no"), String::new()),
                        ]))
                        (field(view, &Field {
                            name: "share", label: view.t("plan-share"), hint: view.t("plan-share-hint"),
                            value: &share, ..Field::default()
                        }, None))
                    }))
                } @else {
                    (action(view, &path, &view.t("plan-agree"), "", &[("part", part), ("agrees", "yes")]))
                }
            }
        }
    }
}

/// What the plan says, for those who review it.
fn answers(view: &View, plan: &PoisonPlan) -> Markup {
    let sent = sent(&Written::of(plan));
    html! {
        dl.facts {
            dt { (view.t("gates-gate-data")) }
            dd { (view.t(&format!("plan-data-{}", plan.data.key()))) }
            @for (group, names) in TICKS {
                dt { (view.t(&format!("gates-gate-{group}"))) }
                dd {
                    @if !names.iter().any(|name| ticked(&sent, name)) { (view.t("plan-nothing")) }
                    @for name in names.iter().filter(|name| ticked(&sent, name)) {
                        p { (view.t(&format!("plan-is-{name}"))) }
                    }
                }
            }
            dt { (view.t("plan-from")) } dd { (day(view, plan.exit.from)) }
            dt { (view.t("plan-until")) } dd { (day(view, plan.exit.until)) }
            dt { (view.t("plan-enough")) } dd { (plan.alternative.enough * 100.0) }
            dt { (view.t("plan-country")) } dd { (typed(&plan.country)) }
        }
    }
}

/// The form of the plan.
pub(super) async fn edit(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    let seen = organised(&view, &id).await?;
    let plan = seen.campaign.brief.poison.clone();
    let fields = match plan {
        Some(plan) => sent(&Written::of(&plan)),
        None => Sent::default(),
    };
    Ok(edit_page(&view, &seen, &fields, None))
}

/// The draft, for who may write its plan.
async fn organised(view: &View, id: &str) -> Result<Seen, Problem> {
    view.who.person()?;
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    if !seen.may(Deed::DraftCampaign) {
        return Err(Problem::forbidden("role-too-low"));
    }
    match seen.campaign.state {
        State::Draft => Ok(seen),
        _ => Err(Problem::conflict("campaign-fixed")),
    }
}

fn edit_page(view: &View, seen: &Seen, sent: &Sent, problem: Option<&Problem>) -> Markup {
    let at = format!("/campaigns/{}/poison", seen.campaign.id);
    let plain = |name: &'static str, kind: &'static str| Field {
        name,
        label: view.t(&format!("plan-{name}")),
        hint: view.t(&format!("plan-hint-{name}")),
        value: text(sent, name),
        kind,
        required: true,
        ..Field::default()
    };
    let data: Vec<(String, String)> = DataClass::ALL
        .iter()
        .map(|data| {
            let key = data.key();
            (key.to_owned(), view.t(&format!("plan-data-{key}")))
        })
        .collect();
    let fields = html! {
        (select("data", &view.t("gates-gate-data"), text(sent, "data"), &data))
        @for (group, names) in TICKS {
            fieldset {
                legend { (view.t(&format!("gates-gate-{group}"))) }
                @for name in names {
                    (tick(name, &view.t(&format!("plan-is-{name}")), ticked(sent, name)))
                }
            }
        }
        (field(view, &plain("from", "date"), problem))
        (field(view, &plain("until", "date"), problem))
        (field(view, &plain("enough", "number"), problem))
        (field(view, &plain("country", ""), problem))
    };
    let body = html! {
        p { a href=(at) { (view.t("gates-title")) } }
        p.lead { (view.t("plan-lead")) }
        (wrong(view, problem))
        (form(view, &format!("{at}/plan"), &view.t("campaigns-save"), fields))
    };
    page(view, &view.t("plan-title"), body)
}

pub(super) async fn write(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    match poison::write(&view.app, &view.who, &id, Some(&read(&sent))).await {
        Ok(()) => Ok(to(&format!("/campaigns/{id}/poison"), "plan-written")),
        Err(problem) if problem.is_input() => {
            let seen = organised(&view, &id).await?;
            let page = edit_page(&view, &seen, &sent, Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn remove(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    poison::write(&view.app, &view.who, &id, None).await?;
    Ok(to(&format!("/campaigns/{id}/poison"), "plan-removed"))
}

pub(super) async fn review(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let share = text(&sent, "share").trim();
    let said = Reviewed {
        part: text(&sent, "part").to_owned(),
        agrees: ticked(&sent, "agrees"),
        open: text(&sent, "open") != "no",
        share: (!share.is_empty()).then(|| percent(share)),
    };
    match poison::review(&view.app, &view.who, &id, &said).await {
        Ok(()) => Ok(to(&format!("/campaigns/{id}/poison"), "plan-reviewed")),
        Err(problem) if problem.is_input() => {
            let page = super::gates::with(&view, &id, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
