//! The pages of dividends. First the rule explorer: what a way of sharing
//! money would do. Everything is said without scripts; `web/src/dividends.ts`
//! answers while a slider moves.

mod form;
mod good;
mod own;
mod payments;
mod pools;
mod put;
mod rounds;

pub(super) use payments::sent_file;

use crate::app::App;
use crate::dividends::explore::{Explored, Ground, Look, ROUNDINGS, ground};
use crate::dividends::pools::KINDS;
use crate::dividends::told;
use crate::problem::Problem;
use crate::values::pages::download;
use crate::web::pages::Pages;
use crate::web::parts::{page_in, script, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use capstan_report::page::Downloads;
use capstan_report::{Bar, Block, Format, args};
use capstan_value::dividend::Pool;
use capstan_value::dividend::report::{self, Told};
use maud::{Markup, PreEscaped, html};

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/dividends", explore)
        .get("/coalitions/{coalition}/dividends/propose", put::propose)
        .post("/coalitions/{coalition}/dividends/propose", put::proposed)
        .file("/coalitions/{coalition}/dividends/{look}/{file}", file)
        .area(rounds::pages())
        .area(own::pages())
        .area(payments::pages())
        .area(good::pages())
        .area(pools::pages())
}

fn at(slug: &str) -> String {
    format!("/coalitions/{slug}/dividends")
}

/// A page in the room where money is shared.
fn page(view: &View, title: &str, body: Markup) -> Markup {
    page_in(view, Some(Bar::Share), html! { (title) }, title, body)
}

/// Coins of a currency, the way the language writes them.
fn coins(view: &View, currency: &str, coins: i64) -> String {
    let currency = currency.parse::<capstan_data::Currency>();
    currency.map_or_else(|_| coins.to_string(), |c| told::money(view, c.minor(coins)))
}

/// What one looks at, complete: what was left out has its usual value.
fn filled(look: &Look, ground: &Ground) -> Look {
    let or = |given: &str, usual: &str| {
        let given = if given.trim().is_empty() {
            usual
        } else {
            given
        };
        given.trim().to_owned()
    };
    let on = if ground.roll.example {
        "example"
    } else {
        "values"
    };
    let currency = or(&ground.currency, "EUR");
    Look {
        on: on.to_owned(),
        rule: look.rule().to_owned(),
        base: or(&look.base, "value"),
        public_good: or(&look.public_good, "0"),
        rounding: or(&look.rounding, ROUNDINGS[0].0),
        budget: or(&look.budget, "1000"),
        currency: or(&look.currency, &currency).to_uppercase(),
        ..look.clone()
    }
}

async fn explore(
    view: View,
    Path(slug): Path<String>,
    Query(look): Query<Look>,
) -> Result<Response, Problem> {
    shown(&view, &slug, &look, None).await
}

/// The page, with what else is wrong than what the engine says.
async fn shown(
    view: &View,
    slug: &str,
    look: &Look,
    other: Option<&Problem>,
) -> Result<Response, Problem> {
    let ground = ground(&view.app, &view.who, slug, &look.on).await?;
    let ground = ground.under(look);
    let look = filled(look, &ground);
    let explored = ground.roll.share(&look);
    let problem = explored.as_ref().err().or(other);
    let status = problem.map_or(axum::http::StatusCode::OK, |p| p.status);
    let title = view.t("sharing-title");
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&ground.coalition.name)) } }
        p.lead { (view.t("sharing-lead")) }
        (wrong(view, problem))
        div #sharing data-bins=(bins(&ground, &look)) data-words=(templates(view)) {
            (form::form(view, &ground, &look, problem))
            div #said role="status" aria-live="polite" {
                @if let Ok(explored) = &explored { (said(view, explored)) }
            }
            div #whole {
                @if let Ok(explored) = &explored { (whole(view, &ground, &look, explored)) }
            }
        }
        (after(view, &ground))
        (script("dividends"))
    };
    Ok((status, page(view, &title, body)).into_response())
}

fn blocks(view: &View, blocks: &[Block], files: &str) -> Markup {
    html! {
        @for block in blocks {
            (PreEscaped(block.html(view.voice(), "h3", Downloads::At(files)).finish()))
        }
    }
}

/// The first sentences, which the script says while a slider moves.
fn said(view: &View, explored: &Explored) -> Markup {
    let voice = view.voice();
    let round = &explored.round;
    let left: u64 = round.members.iter().map(|m| m.amount).sum();
    let prizes = round.chain.lottery.map(u64::from);
    // By lot, what each can expect.
    let mut amounts: Vec<u64> = (round.members.iter())
        .map(|m| match prizes {
            Some(_) => (m.share * left as f64).round() as u64,
            None => m.amount,
        })
        .collect();
    amounts.sort_unstable();
    let coins = |coins: u64| {
        let coins = i64::try_from(coins).unwrap_or(i64::MAX);
        told::money(view, explored.currency.minor(coins))
    };
    let money = |at: usize| coins(amounts.get(at).copied().unwrap_or(0));
    let last = amounts.len().saturating_sub(1);
    let (most, middle, least) = (money(last), money(last / 2), money(0));
    let index = |name: &str| {
        let found = round.inequality.iter().find(|i| i.name == name);
        found.and_then(|i| i.value)
    };
    html! {
        @match prizes {
            Some(prizes) => {
                p { (view.say("sharing-at-lottery", args![
                    prizes = prizes as f64, prize = coins(left / prizes.max(1))
                ])) }
                p { (view.say("sharing-at-expected", args![most = most, middle = middle, least = least])) }
            }
            None => p { (view.say("sharing-at", args![most = most, middle = middle, least = least])) },
        }
        @if let (Some(gini), Some(top)) = (index("gini"), index("top-tenth")) {
            p {
                (view.say("sharing-at-gini", args![
                    gini = voice.format(gini, Format::number(2)), top = voice.percent(top, 0)
                ]))
            }
        }
    }
}

/// The engine's answer.
fn whole(view: &View, ground: &Ground, look: &Look, explored: &Explored) -> Markup {
    let Told {
        opening,
        unequal,
        compared,
        properties,
    } = report::told(&explored.round, view.lang);
    // The highest and lowest are said above already.
    let opening = opening
        .into_iter()
        .filter(|block| !matches!(block, Block::Lead(_)));
    let (index, opening): (Vec<Block>, Vec<Block>) =
        opening.partition(|block| matches!(block, Block::Text(_)));
    let query = serde_html_form::to_string(look).unwrap_or_default();
    let files = format!("{}/{query}/", at(&ground.coalition.slug));
    html! {
        @if ground.roll.example { p { (view.t("sharing-example")) } }
        @else { p { (stand(view, ground)) } }
        @if let Some(pool) = &explored.chain.pool { (told::paid_as_one(view, &ground.roll, pool)) }
        (blocks(view, &opening, &files))
        div #steps { (steps(view, ground, explored)) }
        h2 { (view.t("sharing-unequal")) }
        (blocks(view, &index, &files))
        (blocks(view, &unequal, &files))
        h2 { (view.t("sharing-properties")) }
        (blocks(view, &properties, &files))
        h2 { (view.t("sharing-compared")) }
        (blocks(view, &compared, &files))
    }
}

/// For whom those in the steps stand.
fn stand(view: &View, ground: &Ground) -> String {
    let (people, standing) = (ground.roll.people, ground.roll.standing());
    let count = |n: u64| view.voice().format(n as f64, Format::number(0));
    if people == standing {
        return view.say("sharing-stand", args![people = count(people)]);
    }
    view.say(
        "sharing-stand-many",
        args![people = count(people), standing = count(standing)],
    )
}

/// What each of a step gets.
fn steps(view: &View, ground: &Ground, explored: &Explored) -> Markup {
    let voice = view.voice();
    let (code, digits) = (explored.currency.code(), explored.currency.decimals());
    let all = ground.roll.standing().max(1) as f64;
    let caption = view.say("sharing-steps", args![currency = code]);
    let pool = explored.chain.pool.as_ref();
    let pool = pool.filter(|_| !ground.roll.pools.is_empty());
    crate::web::parts::table(
        &caption,
        html! {
            th scope="col" { (view.t("sharing-head-people")) }
            @if pool.is_some() { th scope="col" { (view.t("sharing-pool")) } }
            th.number scope="col" { (view.t("sharing-head-value")) }
            th.number scope="col" {
                @match explored.chain.lottery {
                    Some(_) => (view.t("sharing-head-expected")),
                    None => (view.t("sharing-head-each")),
                }
            }
        },
        html! {
            @for (at, (bin, each)) in ground.roll.bins.iter().zip(&explored.each).enumerate() {
                tr {
                    th scope="row" { (voice.percent(bin.people as f64 / all, 0)) }
                    @if let Some(pool) = pool { td { (as_one(view, pool, ground.roll.pools_at(at))) } }
                    td.number { (voice.format(bin.value, Format::number(2))) }
                    td.number { (voice.format(*each, Format::number(digits))) }
                }
            }
        },
    )
}

/// In how many households or groups the people of a step are.
fn as_one(view: &View, pool: &Pool, pools: u64) -> String {
    match pools {
        0 => view.t("sharing-pools-alone"),
        _ if pool.by == KINDS[0] => view.say("sharing-pools-household", args![pools = pools]),
        _ => view.say("sharing-pools-group", args![pools = pools]),
    }
}

/// What one can do next.
fn after(view: &View, ground: &Ground) -> Markup {
    let slug = &ground.coalition.slug;
    html! {
        h2 { (view.t("sharing-next")) }
        p { (view.t("sharing-next-lead")) }
        p.links {
            @if ground.member {
                a href={ "/coalitions/" (slug) "/values" } { (view.t("valuations-title")) }
                " "
                a href={ "/coalitions/" (slug) "/dividends/rounds" } { (view.t("rounds-title")) }
                " "
                a href={ "/coalitions/" (slug) "/dividends/mine" } { (view.t("mine-title")) }
            }
        }
    }
}

/// The steps, for the script.
fn bins(ground: &Ground, look: &Look) -> String {
    let bins: Vec<(u64, f64, u64)> = (ground.roll.bins.iter().enumerate())
        .map(|(at, b)| {
            let value = if look.base == "low" { b.low } else { b.value };
            (b.people, value, ground.roll.pools_at(at))
        })
        .collect();
    serde_json::json!({"people": ground.roll.people, "bins": bins}).to_string()
}

/// The sentences for the script, with names where its numbers go.
fn templates(view: &View) -> String {
    let words = serde_json::json!({
        "at": view.say("sharing-at", args![most = "{most}", middle = "{middle}", least = "{least}"]),
        "gini": view.say("sharing-at-gini", args![gini = "{gini}", top = "{top}"]),
        "expected": view.say("sharing-at-expected", args![most = "{most}", middle = "{middle}", least = "{least}"]),
        "floors": view.t("sharing-at-floors"),
        "fees": view.t("problem-sharing-fee"),
        "conflict": view.t("problem-sharing-conflict"),
        "caps": view.t("sharing-at-caps"),
        "wrong": view.t("sharing-at-wrong"),
        "none": view.t("sharing-none"),
    });
    words.to_string()
}

/// A figure's drawing or data.
async fn file(
    view: View,
    State(app): State<App>,
    Path((slug, query, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let look: Look = serde_html_form::from_str(&query).map_err(|_| Problem::missing())?;
    let ground = ground(&app, &view.who, &slug, &look.on).await?;
    let ground = ground.under(&look);
    let explored = ground.roll.share(&filled(&look, &ground))?;
    let told = report::told(&explored.round, view.lang);
    let figures = told.unequal.iter().chain(&told.compared);
    let picture = figures.into_iter().find_map(|block| match block {
        Block::Figure(picture) if file.starts_with(&picture.name) => Some(picture),
        _ => None,
    });
    download(&view, picture.ok_or_else(Problem::missing)?, &file)
}
