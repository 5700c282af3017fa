//! What is due, and lists of payments with their files, for stewards.

use super::{at, coins, page};
use crate::app::App;
use crate::dividends::payments::{self, Paying, Seen};
use crate::problem::Problem;
use crate::web::form::{Form, sent};
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, day, field, form, table, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use capstan_store::ledger::Balance;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;

pub(super) const CSV: &str = "text/csv; charset=utf-8";
pub(super) const XML: &str = "application/xml";
/// The accounts that are nobody's own.
const SHARED: [&str; 4] = ["budget", "public-good", "fees", "bank"];

pub(super) fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/dividends/payments", list)
        .post("/coalitions/{coalition}/dividends/payments", draw)
        .get("/coalitions/{coalition}/dividends/payments/{payment}", show)
        .post(
            "/coalitions/{coalition}/dividends/payments/{payment}/back",
            back,
        )
        .post(
            "/coalitions/{coalition}/dividends/payments/{payment}/pain001",
            pain001,
        )
        .file(
            "/coalitions/{coalition}/dividends/payments/{payment}/payments.csv",
            csv,
        )
        .file("/coalitions/{coalition}/dividends/ledger.csv", ledger)
}

fn here(slug: &str) -> String {
    format!("{}/payments", at(slug))
}

async fn list(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    all(&view, &app, &slug, None).await
}

async fn all(
    view: &View,
    app: &App,
    slug: &str,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (standing, due, lists) = payments::list(app, &view.who, slug).await?;
    let held = payments::held(app, &view.who, slug).await?;
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&standing.coalition.name)) } }
        (wrong(view, problem))
        p.lead { (view.t("payments-lead")) }
        h2 { (view.t("payments-due")) }
        @if due.is_empty() { p { (view.t("problem-payments-nobody")) } }
        @for one in &due {
            div.card {
                h3 translate="no" { (one.currency) }
                @if one.accounts == 0 { p { (view.t("problem-payments-nobody")) } }
                @else {
                    p { (view.say("payments-due-now", args![
                        money = money(view, &one.amount), accounts = one.accounts as f64
                    ])) }
                }
                @if is_some(&one.fees) {
                    p { (view.say("payments-due-fees", args![money = money(view, &one.fees)])) }
                }
                @if is_some(&one.waits) {
                    p { (view.say("payments-due-waits", args![money = money(view, &one.waits)])) }
                }
                @if one.accounts > 0 {
                    (action(view, &here(slug), &view.t("payments-draw"), "", &[("currency", &one.currency)]))
                }
            }
        }
        h2 { (view.t("payments-lists")) }
        @if lists.is_empty() { p { (view.t("payments-none")) } }
        @else {
            ul.cards {
                @for (number, one) in (1..=lists.len()).rev().zip(&lists) {
                    li.card {
                        h3 { a href={ (here(slug)) "/" (one.id) } { (view.say("payments-of", args![number = number as f64])) " " (day(view, one.made)) } }
                        p.caption.code { (one.currency) }
                    }
                }
            }
        }
        h2 { (view.t("payments-ledger")) }
        p { (view.t("payments-ledger-lead")) }
        @if !held.is_empty() {
            (table(&view.t("payments-ledger-table"), html! {
                th scope="col" { (view.t("payments-account")) }
                th.number scope="col" { (view.t("payments-amount")) }
            }, html! {
                @for ((currency, account), sum) in &accounts(&held) {
                    tr {
                        th scope="row" { (view.t(&format!("payments-account-{account}"))) }
                        td.number { (coins(view, currency, *sum)) }
                    }
                }
            }))
            p.links {
                a href={ (at(slug)) "/ledger.csv" } { (view.t("payments-ledger-csv")) } " "
                a href={ (at(slug)) "/good" } { (view.t("good-title")) }
            }
        }
    };
    Ok(page(view, &view.t("payments-title"), body))
}

/// Whether an amount that is written plainly is above nothing.
fn is_some(plain: &str) -> bool {
    plain
        .parse()
        .is_ok_and(|m: capstan_data::Money| m.minor > 0)
}

/// What is in the accounts that are nobody's own, and in all others together, by
/// currency: they add up to nothing.
fn accounts(held: &[Balance]) -> BTreeMap<(&str, &str), i64> {
    let mut sums = BTreeMap::new();
    for one in held {
        let shared = SHARED.into_iter().find(|name| *name == one.account);
        let account = (one.currency.as_str(), shared.unwrap_or("members"));
        *sums.entry(account).or_default() += one.coins;
    }
    sums
}

/// An amount that is written plainly, the way the language writes it.
fn money(view: &View, plain: &str) -> String {
    plain.parse().map_or_else(
        |_| plain.to_owned(),
        |m| crate::dividends::told::money(view, m),
    )
}

#[derive(Deserialize)]
struct Draw {
    currency: String,
}

async fn draw(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(draw): Form<Draw>,
) -> Result<Response, Problem> {
    let done = payments::draw(&app, &view.who, &slug, &draw.currency).await;
    let on = |id| to(&format!("{}/{id}", here(&slug)), "payments-drawn");
    let form = async |wrong: &_| all(&view, &app, &slug, Some(wrong)).await;
    sent(done, on, form).await
}

async fn show(
    view: View,
    State(app): State<App>,
    Path((slug, payment)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let seen = payments::one(&app, &view.who, &slug, &payment).await?;
    Ok(whole(&view, &slug, &seen, &Paying::default(), None))
}

fn whole(
    view: &View,
    slug: &str,
    seen: &Seen,
    typed_payer: &Paying,
    problem: Option<&Problem>,
) -> Markup {
    let path = format!("{}/{}", here(slug), seen.payment.id);
    let sum: i64 = seen.lines.iter().filter(|l| !l.back).map(|l| l.coins).sum();
    let currency = &seen.payment.currency;
    let left = seen.without_bank();
    let title = view.t("payments-one");
    let body = html! {
        p { a href=(here(slug)) { (view.t("payments-title")) } }
        (wrong(view, problem))
        p.lead { (view.say("payments-sum", args![
            money = coins(view, currency, sum), accounts = seen.lines.len() as f64
        ])) }
        p.caption {
            (day(view, seen.payment.made))
            @if let Some(by) = &seen.by { " – " (typed(by)) }
        }
        div.caution { p { (view.t("payments-private")) } }
        h2 { (view.t("payments-files")) }
        p { (view.t("payments-csv-hint")) }
        p.links { a href={ (path) "/payments.csv" } { (view.t("payments-csv")) } }
        h3 { (view.t("payments-bank")) }
        p { (view.t("payments-bank-hint")) }
        @if left > 0 { p { (view.say("payments-without", args![count = left as f64])) } }
        (payer(view, &path, typed_payer, problem))
        h2 { (view.t("payments-lines")) }
        (lines(view, &path, seen))
    };
    page(view, &title, body)
}

pub(super) fn payer(view: &View, path: &str, payer: &Paying, problem: Option<&Problem>) -> Markup {
    let line = |name, value, kind, most| {
        let one = Field {
            name,
            label: view.t(&format!("payments-payer-{name}")),
            value,
            kind,
            required: name != "bic",
            most,
            ..Field::default()
        };
        field(view, &one, problem)
    };
    form(
        view,
        &format!("{path}/pain001"),
        &view.t("payments-bank-get"),
        html! {
            (line("name", &payer.name, "", 70))
            (line("iban", &payer.iban, "", 50))
            (line("bic", &payer.bic, "", 11))
            (line("on", &payer.on, "date", 10))
            (line("purpose", &payer.purpose, "", 70))
        },
    )
}

fn lines(view: &View, path: &str, seen: &Seen) -> Markup {
    let currency = &seen.payment.currency;
    table(
        &view.t("payments-lines-table"),
        html! {
            th scope="col" { (view.t("payments-who")) }
            th.number scope="col" { (view.t("payments-amount")) }
            th scope="col" { (view.t("payments-how")) }
            th scope="col" { (view.t("payments-back-head")) }
        },
        html! {
            @for line in &seen.lines {
                tr {
                    th scope="row" {
                        @match &line.handle {
                            Some(handle) => (typed(handle)),
                            None => { (view.t("payments-left")) br; span.code { (line.account) } }
                        }
                    }
                    td.number { (coins(view, currency, line.coins)) }
                    td { (view.t(if line.bank { "payments-by-bank" } else { "payments-by-list" })) }
                    td {
                        @if line.back { (view.t("payments-is-back")) }
                        @else {
                            (action(view, &format!("{path}/back"), &view.t("payments-back"), "quiet",
                                &[("account", &line.account)]))
                        }
                    }
                }
            }
        },
    )
}

#[derive(Deserialize)]
struct Back {
    account: String,
}

async fn back(
    view: View,
    State(app): State<App>,
    Path((slug, payment)): Path<(String, String)>,
    Form(back): Form<Back>,
) -> Result<Response, Problem> {
    let (list, account) = (payment.as_str(), back.account.as_str());
    let done = payments::came_back(&app, &view.who, &slug, list, account).await;
    let on = |()| to(&format!("{}/{payment}", here(&slug)), "payment-back");
    sent(done, on, async |wrong| {
        let seen = payments::one(&app, &view.who, &slug, list).await?;
        Ok(whole(&view, &slug, &seen, &Paying::default(), Some(wrong)))
    })
    .await
}

async fn pain001(
    view: View,
    State(app): State<App>,
    Path((slug, payment)): Path<(String, String)>,
    Form(paying): Form<Paying>,
) -> Result<Response, Problem> {
    let seen = payments::one(&app, &view.who, &slug, &payment).await?;
    let done = seen.pain001(&paying, &payments::created(&app));
    let on = |xml| sent_file("pain.001.xml", XML, xml);
    let form = async |wrong: &_| Ok(whole(&view, &slug, &seen, &paying, Some(wrong)));
    sent(done, on, form).await
}

async fn csv(
    view: View,
    State(app): State<App>,
    Path((slug, payment)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let seen = payments::one(&app, &view.who, &slug, &payment).await?;
    Ok(sent_file("payments.csv", CSV, seen.csv()))
}

async fn ledger(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Response, Problem> {
    let text = payments::ledger_csv(&app, &view.who, &slug).await?;
    Ok(sent_file("ledger.csv", CSV, text))
}

/// A file to keep.
pub(in crate::dividends) fn sent_file(name: &str, mime: &str, content: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, mime.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, content).into_response()
}
