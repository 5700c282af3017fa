//! Households, for their members alone, and groups, for stewards.

use super::{at, page};
use crate::app::App;
use crate::dividends::pools::{self, Mine};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, field, form, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/dividends/household", household)
        .post("/coalitions/{coalition}/dividends/household", start)
        .post("/coalitions/{coalition}/dividends/household/join", join)
        .post("/coalitions/{coalition}/dividends/household/leave", leave)
        .get("/coalitions/{coalition}/dividends/groups", groups)
        .post("/coalitions/{coalition}/dividends/groups", write)
}

fn home(slug: &str) -> String {
    format!("{}/household", at(slug))
}

async fn household(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    whole(&view, &app, &slug, "", None).await
}

async fn whole(
    view: &View,
    app: &App,
    slug: &str,
    code: &str,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (_, mine) = pools::mine(app, &view.who, slug).await?;
    let body = html! {
        p { a href={ (at(slug)) "/mine" } { (view.t("mine-title")) } }
        (wrong(view, problem))
        p.lead { (view.t("pools-lead")) }
        (holds(view, &mine))
        h2 { (view.t("pools-household")) }
        @match mine.household {
            Some(people) => {
                p { strong { (view.say("pools-people", args![people = people as f64])) } }
                p { (view.t("pools-people-hint")) }
                (action(view, &format!("{}/leave", home(slug)), &view.t("pools-leave"), "danger", &[]))
            }
            None => p { (view.t("pools-alone")) },
        }
        h3 { (view.t("pools-start")) }
        p { (view.t("pools-start-hint")) }
        (action(view, &home(slug), &view.t("pools-start-do"), "", &[]))
        h3 { (view.t("pools-join")) }
        (form(view, &format!("{}/join", home(slug)), &view.t("pools-join-do"), field(view, &Field {
            name: "code", label: view.t("pools-code"), hint: view.t("pools-code-hint"), value: code,
            required: true, most: 64, ..Field::default()
        }, problem)))
        h2 { (view.t("pools-group")) }
        @match &mine.group {
            Some(group) => p { (view.t("pools-group-is")) " " strong { (typed(group)) } },
            None => p { (view.t("pools-group-none")) },
        }
    };
    Ok(page(view, &view.t("pools-title"), body))
}

/// What the rules that hold make of it.
fn holds(view: &View, mine: &Mine) -> Markup {
    let key = match mine.rules.as_deref() {
        Some("household") => "pools-holds-household",
        Some(_) => "pools-holds-group",
        None => "pools-holds-none",
    };
    html! { p { (view.t(key)) } }
}

#[derive(Deserialize)]
struct Nothing {}

async fn start(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Markup, Problem> {
    let made = pools::start(&app, &view.who, &slug).await?;
    let body = html! {
        p.lead { (view.t("pools-once")) }
        p.code translate="no" { (made.code) }
        p { (view.t("pools-once-hint")) }
        p { a href=(home(&slug)) { (view.t("pools-title")) } }
    };
    Ok(page(&view, &view.t("pools-started"), body))
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn join(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(sent): Form<Code>,
) -> Result<Response, Problem> {
    match pools::join(&app, &view.who, &slug, &sent.code).await {
        Ok(()) => Ok(to(&home(&slug), "household-joined")),
        Err(problem) if problem.is_input() => {
            let page = whole(&view, &app, &slug, &sent.code, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn leave(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    pools::leave(&app, &view.who, &slug).await?;
    Ok(to(&home(&slug), "household-left"))
}

async fn groups(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    let (_, groups) = pools::groups(&app, &view.who, &slug).await?;
    Ok(filled(&view, &slug, &pools::table(&groups), None))
}

fn filled(view: &View, slug: &str, table: &str, problem: Option<&Problem>) -> Markup {
    let here = format!("{}/groups", at(slug));
    let body = html! {
        p { a href={ (at(slug)) "/rounds" } { (view.t("rounds-title")) } }
        (wrong(view, problem))
        p.lead { (view.t("pools-groups-lead")) }
        p { (view.t("pools-groups-seen")) }
        (form(view, &here, &view.t("pools-groups-save"), field(view, &Field {
            name: "table", label: view.t("pools-table"), hint: view.t("pools-table-hint"),
            value: table, kind: "area", most: pools::LARGEST, ..Field::default()
        }, problem)))
    };
    page(view, &view.t("pools-groups"), body)
}

#[derive(Deserialize)]
struct Table {
    table: String,
}

async fn write(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(sent): Form<Table>,
) -> Result<Response, Problem> {
    match pools::set_groups(&app, &view.who, &slug, &sent.table).await {
        Ok(()) => Ok(to(&format!("{}/groups", at(&slug)), "groups-written")),
        Err(problem) if problem.is_input() => {
            let page = filled(&view, &slug, &sent.table, Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
