//! One's own part of the money: for its owner alone.

use super::{at, coins, page};
use crate::app::App;
use crate::dividends::own::{self, Mine, MyRound, Way};
use crate::dividends::told;
use crate::problem::Problem;
use crate::web::form::{Form, Nothing, sent};
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, day, field, form, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::response::Response;
use capstan_report::{Format, args};
use maud::{Markup, html};

pub(super) fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/dividends/mine", mine)
        .post("/coalitions/{coalition}/dividends/mine", set)
        .post("/coalitions/{coalition}/dividends/mine/forget", forget)
}

fn here(slug: &str) -> String {
    format!("{}/mine", at(slug))
}

async fn mine(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    whole(&view, &app, &slug, None, None).await
}

async fn whole(
    view: &View,
    app: &App,
    slug: &str,
    filled: Option<&Way>,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (coalition, mine) = own::mine(app, &view.who, slug).await?;
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        (wrong(view, problem))
        p.lead { (view.t("mine-lead")) }
        @if mine.rounds.is_empty() { p { (view.t("mine-none")) } }
        @for due in &mine.due {
            p { strong { (view.say("mine-due", args![money = coins(view, &due.currency, due.coins)])) } }
        }
        @if !mine.rounds.is_empty() {
            p.hint { (view.t("mine-listed")) }
            h2 { (view.t("mine-rounds")) }
            ul.cards { @for round in &mine.rounds { (card(view, round)) } }
        }
        p.links {
            a href={ (at(slug)) "/household" } { (view.t("pools-title")) } " "
            a href={ (at(slug)) "/good" } { (view.t("good-title")) }
        }
        h2 { (view.t("mine-way")) }
        p { (view.t("mine-way-lead")) }
        (way(view, slug, &mine, filled, problem))
        @if let Some(account) = &mine.account {
            h2 { (view.t("mine-leaving")) }
            p { (view.t("mine-leaving-hint")) }
            p.code { (account) }
            p { (view.t("mine-deleting")) }
        }
    };
    Ok(page(view, &view.t("mine-title"), body))
}

fn card(view: &View, round: &MyRound) -> Markup {
    let two = |x: f64| view.voice().format(x, Format::number(2));
    html! {
        li.card {
            h3 { (typed(&round.period)) }
            p { strong { (coins(view, &round.currency, round.coins)) } }
            p.caption { (day(view, round.made)) }
            @if let Some([low, high]) = round.within {
                p { (view.say("mine-within", args![
                    low = coins(view, &round.currency, low), high = coins(view, &round.currency, high)
                ])) }
            }
            @match &round.value {
                Some(own) => {
                    p { (view.say("mine-value", args![
                        jobs = own.jobs as f64, value = two(own.value), low = two(own.low), high = two(own.high)
                    ])) }
                    p { (view.t(&format!("valuations-band-{}", own.band.key()))) }
                }
                None => p { (view.t("mine-value-none")) },
            }
            details {
                summary { (view.t("mine-rules")) }
                (told::in_words(view, &round.chain))
            }
        }
    }
}

fn way(
    view: &View,
    slug: &str,
    mine: &Mine,
    filled: Option<&Way>,
    problem: Option<&Problem>,
) -> Markup {
    let none = Way::default();
    let way = filled.or(mine.way.as_ref()).unwrap_or(&none);
    let line = |name, value, complete, hint: &str, most| {
        let one = Field {
            name,
            label: view.t(&format!("mine-{name}")),
            hint: view.t(hint),
            value,
            autocomplete: complete,
            most,
            ..Field::default()
        };
        field(view, &one, problem)
    };
    html! {
        (form(view, &here(slug), &view.t("mine-save"), html! {
            (line("name", &way.name, "name", "mine-name-hint", 70))
            (line("iban", &way.iban, "off", "mine-iban-hint", 50))
            (line("other", &way.other, "off", "mine-other-hint", 200))
        }))
        @if mine.way.is_some() {
            (action(view, &format!("{}/forget", here(slug)), &view.t("mine-forget"), "danger", &[]))
        }
    }
}

async fn set(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(way): Form<Way>,
) -> Result<Response, Problem> {
    let done = own::set_way(&app, &view.who, &slug, &way).await;
    let on = |()| to(&here(&slug), "way-saved");
    let form = async |wrong: &_| whole(&view, &app, &slug, Some(&way), Some(wrong)).await;
    sent(done, on, form).await
}

async fn forget(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    own::set_way(&app, &view.who, &slug, &Way::default()).await?;
    Ok(to(&here(&slug), "way-forgotten"))
}
