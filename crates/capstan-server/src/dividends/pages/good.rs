//! The money of all: what is there, what was spent on what, and the forms of
//! the stewards who spend it.

use super::payments::{self, sent_file};
use super::{at, coins, page};
use crate::app::App;
use crate::dividends::good::{self, Ask, Seen, Spent};
use crate::dividends::payments::{Paying, created};
use crate::problem::Problem;
use crate::web::form::{Form, Nothing, sent};
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, day, field, form, select, table, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::response::Response;
use capstan_report::args;
use maud::{Markup, html};

pub(super) fn pages() -> Pages {
    let one = "/coalitions/{coalition}/dividends/good/{spending}";
    Pages::default()
        .get("/coalitions/{coalition}/dividends/good", list)
        .post("/coalitions/{coalition}/dividends/good", ask)
        .get(one, show)
        .post(
            "/coalitions/{coalition}/dividends/good/{spending}/confirm",
            confirm,
        )
        .post(
            "/coalitions/{coalition}/dividends/good/{spending}/take-back",
            take_back,
        )
        .post(
            "/coalitions/{coalition}/dividends/good/{spending}/back",
            back,
        )
        .post(
            "/coalitions/{coalition}/dividends/good/{spending}/pain001",
            pain001,
        )
        .file("/coalitions/{coalition}/dividends/good/spent.csv", csv)
}

fn here(slug: &str) -> String {
    format!("{}/good", at(slug))
}

async fn list(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    let seen = good::list(&app, &view.who, &slug).await?;
    Ok(whole(&view, &slug, &seen, None, None))
}

fn whole(
    view: &View,
    slug: &str,
    seen: &Seen,
    filled: Option<&Ask>,
    problem: Option<&Problem>,
) -> Markup {
    let body = html! {
        p { a href={ (at(slug)) "/rounds" } { (view.t("rounds-title")) } }
        (wrong(view, problem))
        p.lead { (view.t("good-lead")) }
        h2 { (view.t("good-there")) }
        @if seen.there.is_empty() { p { (view.t("good-there-none")) } }
        @else { (there(view, seen)) }
        h2 { (view.t("good-spent")) }
        @if seen.spent.is_empty() { p { (view.t("good-spent-none")) } }
        @else { (spent(view, slug, seen)) }
        @if seen.pays() {
            @if !seen.spent.is_empty() {
                p.links { a href={ (here(slug)) "/spent.csv" } { (view.t("good-csv")) } }
            }
            @if !seen.there.is_empty() {
                h2 { (view.t("good-ask")) }
                p { (view.t("good-ask-lead")) }
                (asking(view, slug, seen, filled, problem))
            }
        }
    };
    page(view, &view.t("good-title"), body)
}

fn there(view: &View, seen: &Seen) -> Markup {
    table(
        &view.t("good-there-table"),
        html! {
            th scope="col" { (view.t("payments-account")) }
            th.number scope="col" { (view.t("payments-amount")) }
        },
        html! {
            @for one in &seen.there {
                tr {
                    th scope="row" { (view.t(&format!("payments-account-{}", one.source))) }
                    td.number { (coins(view, &one.currency, one.coins)) }
                }
            }
        },
    )
}

fn spent(view: &View, slug: &str, seen: &Seen) -> Markup {
    table(
        &view.t("good-spent-table"),
        html! {
            th scope="col" { (view.t("good-purpose")) }
            th.number scope="col" { (view.t("payments-amount")) }
            th scope="col" { (view.t("rounds-state")) }
            th scope="col" { (view.t("good-day")) }
        },
        html! {
            @for one in &seen.spent {
                tr {
                    th scope="row" { a href={ (here(slug)) "/" (one.id) } { (typed(&one.purpose)) } }
                    td.number { (coins(view, &one.currency, one.coins)) }
                    td { (view.t(&format!("good-state-{}", one.state))) }
                    td { (day(view, one.made)) }
                }
            }
        },
    )
}

fn asking(
    view: &View,
    slug: &str,
    seen: &Seen,
    filled: Option<&Ask>,
    problem: Option<&Problem>,
) -> Markup {
    let usual = Ask {
        currency: seen.there.first().map_or("", |t| &t.currency).to_owned(),
        ..Ask::default()
    };
    let ask = filled.unwrap_or(&usual);
    let line = |name, label: &str, value, hint: &str, required, most| {
        let one = Field {
            name,
            label: view.t(label),
            hint: if hint.is_empty() {
                String::new()
            } else {
                view.t(hint)
            },
            value,
            required,
            most,
            ..Field::default()
        };
        field(view, &one, problem)
    };
    let sources = ["public-good", "fees"].map(|source| {
        let label = view.t(&format!("payments-account-{source}"));
        (source.to_owned(), label)
    });
    form(
        view,
        &here(slug),
        &view.t("good-ask-do"),
        html! {
            (line("purpose", "good-purpose", &ask.purpose, "good-purpose-hint", true, 200))
            (line("amount", "payments-amount", &ask.amount, "", true, 30))
            (line("currency", "sharing-currency", &ask.currency, "", true, 3))
            (select("source", &view.t("good-source"), &ask.source, &sources))
            (line("name", "good-name", &ask.name, "good-name-hint", false, 70))
            (line("iban", "mine-iban", &ask.iban, "", false, 50))
            (line("other", "good-other", &ask.other, "mine-other-hint", false, 200))
        },
    )
}

async fn ask(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(ask): Form<Ask>,
) -> Result<Response, Problem> {
    let done = good::ask(&app, &view.who, &slug, &ask).await;
    let on = |id| to(&format!("{}/{id}", here(&slug)), "spending-asked");
    sent(done, on, async |wrong| {
        let seen = good::list(&app, &view.who, &slug).await?;
        Ok(whole(&view, &slug, &seen, Some(&ask), Some(wrong)))
    })
    .await
}

async fn found(view: &View, app: &App, slug: &str, id: &str) -> Result<(Seen, Spent), Problem> {
    let seen = good::list(app, &view.who, slug).await?;
    let one = seen.spent.iter().find(|one| one.id == id).cloned();
    Ok((seen, one.ok_or_else(Problem::missing)?))
}

async fn show(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let (seen, one) = found(&view, &app, &slug, &id).await?;
    Ok(single(
        &view,
        &slug,
        (&seen, &one),
        &Paying::default(),
        None,
    ))
}

/// The same page, with what was wrong.
async fn again(
    view: &View,
    app: &App,
    (slug, id): (&str, &str),
    payer: &Paying,
    wrong: &Problem,
) -> Result<Markup, Problem> {
    let (seen, one) = found(view, app, slug, id).await?;
    Ok(single(view, slug, (&seen, &one), payer, Some(wrong)))
}

/// One spending, with what its stewards can do.
fn single(
    view: &View,
    slug: &str,
    (seen, one): (&Seen, &Spent),
    payer: &Paying,
    problem: Option<&Problem>,
) -> Markup {
    let path = format!("{}/{}", here(slug), one.id);
    let name = |handle: &Option<String>| {
        html! {
            @match handle {
                Some(handle) => (typed(handle)),
                None => "–",
            }
        }
    };
    let body = html! {
        p { a href=(here(slug)) { (view.t("good-title")) } }
        (wrong(view, problem))
        p.lead { (view.say("good-money", args![money = coins(view, &one.currency, one.coins)])) }
        dl.facts {
            dt { (view.t("good-source")) } dd { (view.t(&format!("payments-account-{}", one.source))) }
            dt { (view.t("rounds-state")) } dd { (view.t(&format!("good-state-{}", one.state))) }
            dt { (view.t("good-day")) } dd { (day(view, one.made)) }
            dt { (view.t("good-by")) } dd { (name(&one.by)) }
            dt { (view.t("rounds-confirmed")) } dd { (name(&one.confirmed_by)) }
            @if seen.pays() && !one.way.is_empty() {
                dt { (view.t("good-to")) }
                dd {
                    (typed(&one.way.name)) " " span.code { (one.way.iban) } " " (typed(&one.way.other))
                }
            }
        }
        @if seen.pays() { (acts(view, &path, (seen, one), payer, problem)) }
    };
    crate::web::parts::page_in(
        view,
        Some(capstan_report::Bar::Share),
        typed(&one.purpose),
        &one.purpose,
        body,
    )
}

fn acts(
    view: &View,
    path: &str,
    (seen, one): (&Seen, &Spent),
    payer: &Paying,
    problem: Option<&Problem>,
) -> Markup {
    let own = one.proposer == seen.standing.member.id;
    html! {
        @match one.state.as_str() {
            "waiting" => {
                div.caution {
                    p { (view.t("good-waits")) }
                    @if own { p { (view.t("good-other-steward")) } }
                    p.actions {
                        (action(view, &format!("{path}/confirm"), &view.t("good-agree"), "", &[]))
                        (action(view, &format!("{path}/take-back"), &view.t("good-take-back"), "danger", &[]))
                    }
                }
            }
            "booked" => {
                @if one.way.payee().is_some() {
                    h2 { (view.t("payments-bank")) }
                    p { (view.t("good-bank-hint")) }
                    (payments::payer(view, path, payer, problem))
                }
                h2 { (view.t("good-back-title")) }
                p { (view.t("good-back-hint")) }
                (action(view, &format!("{path}/back"), &view.t("payments-back"), "danger", &[]))
            }
            _ => {}
        }
    }
}

async fn confirm(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let done = good::confirm(&app, &view.who, &slug, &id).await;
    let on = |()| to(&format!("{}/{id}", here(&slug)), "spending-booked");
    let form = async |wrong: &_| again(&view, &app, (&slug, &id), &Paying::default(), wrong).await;
    sent(done, on, form).await
}

async fn take_back(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let done = good::take_back(&app, &view.who, &slug, &id).await;
    let on = |()| to(&here(&slug), "round-taken-back");
    let form = async |wrong: &_| again(&view, &app, (&slug, &id), &Paying::default(), wrong).await;
    sent(done, on, form).await
}

async fn back(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let done = good::came_back(&app, &view.who, &slug, &id).await;
    let on = |()| to(&format!("{}/{id}", here(&slug)), "spending-back");
    let form = async |wrong: &_| again(&view, &app, (&slug, &id), &Paying::default(), wrong).await;
    sent(done, on, form).await
}

async fn pain001(
    view: View,
    State(app): State<App>,
    Path((slug, id)): Path<(String, String)>,
    Form(paying): Form<Paying>,
) -> Result<Response, Problem> {
    let at = (slug.as_str(), id.as_str());
    let done = good::pain001(&app, &view.who, at, &paying, &created(&app)).await;
    let on = |xml| sent_file("pain.001.xml", payments::XML, xml);
    let form = async |wrong: &_| again(&view, &app, (&slug, &id), &paying, wrong).await;
    sent(done, on, form).await
}

async fn csv(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let text = good::csv(&app, &view.who, &slug).await?;
    Ok(sent_file("spent.csv", payments::CSV, text))
}
