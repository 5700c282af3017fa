//! What came of a campaign: entering it, and how the forecast did.

use super::super::acts::{Seen, see};
use super::super::outcome::{self, Entering};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, day, field, form, page, paragraphs, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::grade::Grade;
use capstan_coalition::role::Deed;
use capstan_report::args;
use capstan_store::Conn;
use maud::{Markup, html};
use serde::Deserialize;

/// A share in per cent, with one digit after the point.
fn percent(share: f64) -> String {
    let tenths = (share * 1000.0).round() / 10.0;
    // A loss of nothing has no sign.
    format!("{:.1}", if tenths == 0.0 { 0.0 } else { tenths })
}

/// On the page of a campaign: what came of it, if that is known.
pub(super) async fn section(view: &View, conn: &mut Conn, seen: &Seen) -> Result<Markup, Problem> {
    let Some(outcome) = &seen.campaign.outcome else {
        return Ok(html! {});
    };
    let measured = &outcome.measured;
    let grade = outcome::graded(conn, &seen.campaign).await?;
    Ok(html! {
        h2 { (view.t("outcome-title")) }
        p { (view.say("outcome-measured", args![
            participation = percent(measured.participation),
            loss = percent(measured.loss),
        ])) }
        @if let Some([low, high]) = measured.interval {
            p { (view.say("outcome-interval", args![low = percent(low), high = percent(high)])) }
        }
        @match &grade {
            Some(grade) => (graded(view, grade)),
            None => p { (view.t("outcome-no-grade")) },
        }
        (paragraphs(&outcome.note))
        p { a href=(outcome.source) rel="noreferrer nofollow" { (view.t("campaigns-source")) }
            ", " (day(view, outcome.at)) }
    })
}

fn graded(view: &View, grade: &Grade) -> Markup {
    let key = match grade.inside {
        true => "outcome-inside",
        false => "outcome-outside",
    };
    html! {
        p { strong { (view.t(key)) } " "
            (view.say("outcome-expected", args![
                expected = percent(grade.expected),
                low = percent(grade.expected_low),
                high = percent(grade.expected_high),
            ])) }
        @if grade.touching == Some(true) && !grade.inside { p { (view.t("outcome-touching")) } }
        @if grade.extrapolated { p { (view.t("outcome-extrapolated")) } }
        p { (view.say("outcome-score", args![score = percent(grade.interval_score)])) }
    }
}

/// What the form sends: per cent, as people write them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    participation: String,
    loss: String,
    low: String,
    high: String,
    source: String,
    note: String,
}

/// A share from per cent.
fn share(field: &'static str, text: &str) -> Result<f64, Problem> {
    let number: Option<f64> = text.trim().replace(',', ".").parse().ok();
    number
        .map(|percent| percent / 100.0)
        .ok_or_else(|| Problem::input(field, "outcome-number"))
}

impl Sent {
    fn entering(&self) -> Result<Entering, Problem> {
        let interval = match (self.low.trim(), self.high.trim()) {
            ("", "") => None,
            (low, high) => Some([share("low", low)?, share("high", high)?]),
        };
        Ok(Entering {
            participation: share("participation", &self.participation)?,
            loss: share("loss", &self.loss)?,
            interval,
            source: self.source.clone(),
            note: self.note.clone(),
        })
    }
}

pub(super) async fn enter_page(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    entering(&view, &id, &Sent::default(), None).await
}

async fn entering(
    view: &View,
    id: &str,
    sent: &Sent,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    view.who.person()?;
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    if !seen.may(Deed::EnterOutcome) {
        return Err(Problem::forbidden("role-too-low"));
    }
    let number = |name, value, required| {
        let field_of = Field {
            name,
            label: view.t(&format!("outcome-{name}")),
            hint: view.t(&format!("outcome-hint-{name}")),
            value,
            required,
            most: 12,
            ..Field::default()
        };
        field(view, &field_of, problem)
    };
    let fields = html! {
        (number("participation", &sent.participation, true))
        (number("loss", &sent.loss, true))
        (number("low", &sent.low, false))
        (number("high", &sent.high, false))
        (field(view, &Field {
            name: "source",
            label: view.t("outcome-source"),
            hint: view.t("outcome-source-hint"),
            value: &sent.source,
            kind: "url",
            required: true,
            most: 500,
            ..Field::default()
        }, problem))
        (field(view, &Field {
            name: "note",
            label: view.t("outcome-note"),
            value: &sent.note,
            kind: "area",
            most: 4000,
            ..Field::default()
        }, problem))
    };
    let body = html! {
        p { (view.t("pledges-of")) " "
            a href={ "/campaigns/" (id) } { (typed(&seen.campaign.brief.title)) } }
        (wrong(view, problem))
        p.lead { (view.t("outcome-lead")) }
        (form(view, &format!("/campaigns/{id}/outcome"), &view.t("outcome-send"), fields))
    };
    Ok(page(view, &view.t("outcome-enter"), body))
}

pub(super) async fn enter(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let done = match sent.entering() {
        Ok(entering) => outcome::enter(&view.app, &view.who, &id, &entering).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(to(&format!("/campaigns/{id}"), "campaign-outcome")),
        Err(problem) if problem.is_input() => {
            let page = entering(&view, &id, &sent, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
