//! Putting a chain of rules to the vote.

use super::{at, page, shown as explored};
use crate::coalitions::acts::standing;
use crate::coalitions::charter::Clauses;
use crate::decisions::acts::{self, MOST_DAYS, Proposing, SHORTEST_DAYS};
use crate::dividends::explore::Look;
use crate::dividends::{chain, told};
use crate::problem::Problem;
use crate::web::form::{Form, sent};
use crate::web::parts::{Field, field, form, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use capstan_coalition::role::Deed;
use capstan_report::args;
use capstan_store::coalitions::Coalition;
use capstan_value::dividend::Chain;
use maud::{Markup, html};
use serde::Deserialize;

/// What is put to the vote.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    chain: String,
    title: String,
    text: String,
    days: String,
}

async fn place(view: &View, slug: &str) -> Result<Coalition, Problem> {
    let mut conn = view.app.store.read().await?;
    let standing = standing(&view.app, &view.who, &mut conn, slug, Deed::ReadAsMember).await?;
    Ok(standing.coalition)
}

/// The form, with the rules that were tried; where something is wrong with
/// them, the explorer, which says so at its field.
pub(super) async fn propose(
    view: View,
    Path(slug): Path<String>,
    Query(look): Query<Look>,
) -> Result<Response, Problem> {
    let coalition = place(&view, &slug).await?;
    let chain = match look.lasting() {
        Ok(chain) => chain,
        Err(problem) => return explored(&view, &slug, &look, Some(&problem)).await,
    };
    let typed = Typed {
        chain: chain::text(&chain),
        title: view.t("proposal-dividend"),
        days: Proposing::default().days.to_string(),
        ..Typed::default()
    };
    Ok(shown(&view, &coalition, &typed, None)?.into_response())
}

pub(super) async fn proposed(
    view: View,
    Path(slug): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let coalition = place(&view, &slug).await?;
    let asked = Proposing {
        kind: "dividend".to_owned(),
        title: typed.title.clone(),
        text: typed.text.clone(),
        // What is no number is out of range: the problem says which are not.
        days: typed.days.trim().parse().unwrap_or(u32::MAX),
        clauses: Some(Clauses {
            dividend_rule: "chain".to_owned(),
            dividend_chain: typed.chain.clone(),
            ..Clauses::default()
        }),
        ..Proposing::default()
    };
    let done = acts::propose(&view.app, &view.who, &slug, view.voice(), &asked).await;
    let on = |id| {
        to(
            &format!("/coalitions/{slug}/decisions/{id}"),
            "proposal-made",
        )
    };
    let form = async |wrong: &_| shown(&view, &coalition, &typed, Some(wrong));
    sent(done, on, form).await
}

fn shown(
    view: &View,
    coalition: &Coalition,
    filled: &Typed,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let unreadable = || Problem::new(StatusCode::BAD_REQUEST, "unreadable");
    let chain = Chain::parse("rules.toml", &filled.chain).map_err(|_| unreadable())?;
    let here = format!("{}/propose", at(&coalition.slug));
    let title = view.t("sharing-put");
    let body = html! {
        p { a href=(at(&coalition.slug)) { (view.t("sharing-title")) " – " (typed(&coalition.name)) } }
        p.lead { (view.t("sharing-put-lead")) }
        (wrong(view, problem))
        h2 { (view.t("sharing-put-rules")) }
        (told::sentences(view, &chain))
        details {
            summary { (view.t("sharing-put-file")) }
            pre.code { (filled.chain) }
        }
        (form(view, &here, &view.t("proposing-send"), html! {
            input type="hidden" name="chain" value=(filled.chain);
            (field(view, &Field {
                name: "title", label: view.t("proposing-title"), value: &filled.title,
                required: true, most: 200, ..Field::default()
            }, problem))
            (field(view, &Field {
                name: "text", label: view.t("proposing-text"), value: &filled.text,
                hint: view.t("proposing-text-hint"), kind: "area", most: 4000, ..Field::default()
            }, problem))
            (field(view, &Field {
                name: "days", label: view.t("proposing-days"), value: &filled.days,
                hint: view.say("proposing-days-hint", args![least = SHORTEST_DAYS, most = MOST_DAYS]),
                kind: "number", required: true, ..Field::default()
            }, problem))
        }))
    };
    Ok(page(view, &title, body))
}
