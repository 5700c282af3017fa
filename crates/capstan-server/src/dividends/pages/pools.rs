//! Households, for their members alone, and groups, for stewards.

use super::{at, page};
use crate::app::App;
use crate::dividends::pools::{self, Household, Mine};
use crate::problem::Problem;
use crate::web::form::{Form, Nothing, sent};
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, field, form, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

pub(super) fn pages() -> Pages {
    // More than a table may hold, so that the form can say that it is too large;
    // and a sign takes up to three in what a form sends.
    let table = DefaultBodyLimit::max(4 * pools::LARGEST);
    Pages::default()
        .get("/coalitions/{coalition}/dividends/household", household)
        .post("/coalitions/{coalition}/dividends/household", start)
        .post("/coalitions/{coalition}/dividends/household/join", join)
        .post("/coalitions/{coalition}/dividends/household/leave", leave)
        .get("/coalitions/{coalition}/dividends/groups", groups)
        .post(
            "/coalitions/{coalition}/dividends/groups",
            write.layer(table),
        )
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
            None => {
                p { (view.t("pools-alone")) }
                h3 { (view.t("pools-start")) }
                p { (view.t("pools-start-hint")) }
                (action(view, &home(slug), &view.t("pools-start-do"), "", &[]))
            }
        }
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

async fn start(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let done = pools::start(&app, &view.who, &slug).await;
    let on = |made: Household| {
        let body = html! {
            p.lead { (view.t("pools-once")) }
            p.code translate="no" { (made.code) }
            p { (view.t("pools-once-hint")) }
            p { a href=(home(&slug)) { (view.t("pools-title")) } }
        };
        page(&view, &view.t("pools-started"), body).into_response()
    };
    let form = async |wrong: &_| whole(&view, &app, &slug, "", Some(wrong)).await;
    sent(done, on, form).await
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

async fn join(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(typed): Form<Code>,
) -> Result<Response, Problem> {
    let done = pools::join(&app, &view.who, &slug, &typed.code).await;
    let on = |()| to(&home(&slug), "household-joined");
    let form = async |wrong: &_| whole(&view, &app, &slug, &typed.code, Some(wrong)).await;
    sent(done, on, form).await
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
    let typed = Written {
        table: pools::table(&groups),
        was: pools::mark(&app, &groups),
    };
    Ok(filled(&view, &slug, &typed, None))
}

fn filled(view: &View, slug: &str, typed: &Written, problem: Option<&Problem>) -> Markup {
    let here = format!("{}/groups", at(slug));
    let body = html! {
        p { a href={ (at(slug)) "/rounds" } { (view.t("rounds-title")) } }
        (wrong(view, problem))
        p.lead { (view.t("pools-groups-lead")) }
        p { (view.t("pools-groups-seen")) }
        (form(view, &here, &view.t("pools-groups-save"), html! {
            input type="hidden" name="was" value=(typed.was);
            (field(view, &Field {
                name: "table", label: view.t("pools-table"), hint: view.t("pools-table-hint"),
                // A browser would cut off what is beyond a limit, and say nothing.
                value: &typed.table, kind: "area", ..Field::default()
            }, problem))
        }))
    };
    page(view, &view.t("pools-groups"), body)
}

/// The table that a form sends, and the mark of the one that it showed.
#[derive(Deserialize)]
struct Written {
    table: String,
    #[serde(default)]
    was: String,
}

async fn write(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(typed): Form<Written>,
) -> Result<Response, Problem> {
    let sends = (&*typed.table, &*typed.was);
    let done = pools::set_groups(&app, &view.who, &slug, sends).await;
    let on = |()| to(&format!("{}/groups", at(&slug)), "groups-written");
    sent(done, on, async |wrong| {
        let (_, groups) = pools::groups(&app, &view.who, &slug).await?;
        let was = match wrong.field {
            Some(_) => typed.was.clone(),
            // Who sends it again knows that there is another.
            None => pools::mark(&app, &groups),
        };
        let table = typed.table.clone();
        Ok(filled(&view, &slug, &Written { table, was }, Some(wrong)))
    })
    .await
}
