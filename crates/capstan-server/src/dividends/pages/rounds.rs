//! Rounds of dividends: working one out, looking at it, confirming it.

use super::{at, coins, page};
use crate::app::App;
use crate::dividends::rounds::{self, Budgeting, Seen};
use crate::dividends::{chain, stewards, told};
use crate::problem::Problem;
use crate::values::spread::Bin;
use crate::web::form::{Form, sent};
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, day, field, form, table, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, State};
use axum::response::Response;
use capstan_coalition::role::{Deed, may};
use capstan_report::page::Downloads;
use capstan_report::{Format, args};
use capstan_store::ledger::rounds::Pot;
use capstan_value::dividend::report;
use maud::{Markup, PreEscaped, html};
use serde::Deserialize;

pub(super) fn pages() -> Pages {
    let one = "/coalitions/{coalition}/dividends/rounds/{round}";
    Pages::default()
        .get("/coalitions/{coalition}/dividends/rounds", list)
        .get("/coalitions/{coalition}/dividends/rounds/new", new)
        .post("/coalitions/{coalition}/dividends/rounds/new", made)
        .get(one, show)
        .post(
            "/coalitions/{coalition}/dividends/rounds/{round}/confirm",
            confirm,
        )
        .post(
            "/coalitions/{coalition}/dividends/rounds/{round}/take-back",
            take_back,
        )
        .post(
            "/coalitions/{coalition}/dividends/rounds/{round}/reverse",
            reverse,
        )
        .post(
            "/coalitions/{coalition}/dividends/rounds/{round}/money",
            more,
        )
}

fn here(slug: &str) -> String {
    format!("{}/rounds", at(slug))
}

async fn list(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    let (standing, all) = rounds::list(&app, &view.who, &slug).await?;
    let pays = may(standing.role, Deed::PayOut);
    let holds = stewards::adopted(&standing).ok();
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&standing.coalition.name)) } }
        p.lead { (view.t("rounds-lead")) }
        h2 { (view.t("rounds-chain")) }
        @match &holds {
            Some((chain, _)) => (told::sentences(&view, chain)),
            None => p { (view.t("problem-rounds-no-chain")) },
        }
        p.links {
            a href=(at(&slug)) { (view.t("sharing-title")) } " "
            a href={ (at(&slug)) "/mine" } { (view.t("mine-title")) } " "
            a href={ (at(&slug)) "/good" } { (view.t("good-title")) }
            @if pays { " " a href={ (at(&slug)) "/groups" } { (view.t("pools-groups")) } " " a href={ (at(&slug)) "/payments" } { (view.t("payments-title")) } }
        }
        @if pays && holds.is_some() {
            p.actions { a.button href={ (here(&slug)) "/new" } { (view.t("rounds-new")) } }
        }
        h2 { (view.t("rounds-all")) }
        @if all.is_empty() { p { (view.t("rounds-none")) } }
        @else {
            ul.cards {
                @for seen in &all {
                    li.card {
                        h3 { a href={ (here(&slug)) "/" (seen.round.id) } { (typed(&seen.round.period)) } }
                        p { (coins(&view, &seen.round.currency, seen.whole())) }
                        p.caption { (day(&view, seen.round.made)) }
                        @if seen.waiting().is_some() { p.caution { (view.t("rounds-waits")) } }
                    }
                }
            }
        }
    };
    Ok(page(&view, &view.t("rounds-title"), body))
}

async fn new(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
) -> Result<Markup, Problem> {
    let (standing, _) = rounds::list(&app, &view.who, &slug).await?;
    if !may(standing.role, Deed::PayOut) {
        return Err(Problem::forbidden("role-too-low"));
    }
    let (chain, _) = stewards::adopted(&standing)?;
    let typed = Budgeting {
        currency: chain::currency(&chain).map_or("", |c| c.code()).to_owned(),
        ..Budgeting::default()
    };
    Ok(filled(&view, &slug, &typed, None))
}

async fn made(
    view: View,
    State(app): State<App>,
    Path(slug): Path<String>,
    Form(typed): Form<Budgeting>,
) -> Result<Response, Problem> {
    let done = rounds::prepare(&app, &view.who, &slug, &typed).await;
    let on = |id| to(&format!("{}/{id}", here(&slug)), "round-made");
    let form = async |wrong: &_| Ok(filled(&view, &slug, &typed, Some(wrong)));
    sent(done, on, form).await
}

fn money_field(view: &View, value: &str, problem: Option<&Problem>) -> Markup {
    let budget = Field {
        name: "budget",
        label: view.t("sharing-budget"),
        value,
        required: true,
        most: 30,
        ..Field::default()
    };
    field(view, &budget, problem)
}

fn filled(view: &View, slug: &str, typed: &Budgeting, problem: Option<&Problem>) -> Markup {
    let line = |name, value, label: &str, hint: String, most| {
        let one = Field {
            name,
            label: view.t(label),
            hint,
            value,
            required: true,
            most,
            ..Field::default()
        };
        field(view, &one, problem)
    };
    let hint = view.t("rounds-period-hint");
    let body = html! {
        p { a href=(here(slug)) { (view.t("rounds-title")) } }
        p.lead { (view.t("rounds-new-lead")) }
        (wrong(view, problem))
        (form(view, &format!("{}/new", here(slug)), &view.t("rounds-work-out"), html! {
            (line("period", &typed.period, "rounds-period", hint, 200))
            (money_field(view, &typed.budget, problem))
            (line("currency", &typed.currency, "sharing-currency", String::new(), 3))
        }))
    };
    page(view, &view.t("rounds-new"), body)
}

async fn show(
    view: View,
    State(app): State<App>,
    Path((slug, round)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    whole(&view, &app, &slug, &round, ("", None)).await
}

async fn whole(
    view: &View,
    app: &App,
    slug: &str,
    round: &str,
    (typed_budget, problem): (&str, Option<&Problem>),
) -> Result<Markup, Problem> {
    let (seen, stewards) = rounds::one(app, &view.who, slug, round).await?;
    let path = format!("{}/{round}", here(slug));
    let chain = seen.chain();
    let more = chain.as_ref().is_some_and(|c| c.is_proportional());
    let body = html! {
        p { a href=(here(slug)) { (view.t("rounds-title")) } }
        (wrong(view, problem))
        p.lead { (view.say("rounds-about", args![
            money = coins(view, &seen.round.currency, seen.whole())
        ])) }
        @if let Some(pot) = seen.waiting() { (waiting(view, &seen, pot, &path, stewards)) }
        @else { p { (view.t("rounds-theirs")) " " a href={ (at(slug)) "/mine" } { (view.t("mine-title")) } } }
        h2 { (view.t("rounds-money")) }
        (pots(view, &seen))
        h2 { (view.t("rounds-rules")) }
        p { (view.say("rounds-charter", args![version = seen.round.charter])) }
        @if let Some(chain) = &chain { (told::sentences(view, chain)) }
        h2 { (view.t("rounds-spread")) }
        (spread(view, &seen)?)
        @if seen.pays() && seen.waiting().is_none() && seen.round.received > 0 {
            h2 { (view.t("rounds-stewards")) }
            p.links { a href={ (at(slug)) "/payments" } { (view.t("payments-title")) } }
            @if more {
                p { (view.t("rounds-more-hint")) }
                (form(view, &format!("{path}/money"), &view.t("rounds-more"), money_field(view, typed_budget, problem)))
            }
            @if let Some(pot) = seen.last() {
                p { (view.t("rounds-reverse-hint")) }
                (action(view, &format!("{path}/reverse"), &view.t("rounds-reverse"), "danger", &[("pot", &pot.id)]))
            }
        }
    };
    Ok(crate::web::parts::page_in(
        view,
        Some(capstan_report::Bar::Share),
        typed(&seen.round.period),
        &seen.round.period,
        body,
    ))
}

/// What waits for another steward.
fn waiting(view: &View, seen: &Seen, pot: &Pot, path: &str, stewards: usize) -> Markup {
    let money = coins(view, &seen.round.currency, pot.whole());
    let looked = [("pot", pot.id.as_str())];
    html! {
        div.caution {
            p { (view.say("rounds-waiting", args![money = money])) }
            @if seen.confirms(stewards) {
                p { (view.t("rounds-confirm-hint")) }
                p.actions {
                    (action(view, &format!("{path}/confirm"), &view.t("rounds-confirm"), "", &looked))
                    (action(view, &format!("{path}/take-back"), &view.t("rounds-take-back"), "danger", &looked))
                }
            } @else {
                p { (view.t("rounds-other")) }
                p.actions {
                    (action(view, &format!("{path}/take-back"), &view.t("rounds-take-back"), "danger", &looked))
                }
            }
        }
    }
}

/// The money of a round, and who answers for it.
fn pots(view: &View, seen: &Seen) -> Markup {
    let name = |id: &str| {
        let handle = seen.handles.get(id);
        html! {
            @match handle {
                Some(handle) => (typed(handle)),
                None => "–",
            }
        }
    };
    let currency = &seen.round.currency;
    let fees = seen.pots.iter().any(|pot| pot.fees > 0);
    table(
        &view.t("rounds-money-table"),
        html! {
            th scope="col" { (view.t("rounds-day")) }
            th.number scope="col" { (view.t("rounds-for-members")) }
            th.number scope="col" { (view.t("rounds-kept")) }
            @if fees { th.number scope="col" { (view.t("rounds-fees")) } }
            th scope="col" { (view.t("rounds-state")) }
            th scope="col" { (view.t("rounds-by")) }
            th scope="col" { (view.t("rounds-confirmed")) }
        },
        html! {
            @for pot in &seen.pots {
                tr {
                    th scope="row" { (day(view, pot.made)) }
                    td.number { (coins(view, currency, pot.coins)) }
                    td.number { (coins(view, currency, pot.kept)) }
                    @if fees { td.number { (coins(view, currency, pot.fees)) } }
                    td { (view.t(&format!("rounds-state-{}", pot.state))) }
                    td { (name(&pot.proposer)) }
                    td { (name(&pot.confirmer)) }
                }
            }
        },
    )
}

/// Who gets how much, in steps of people, and what the rules keep and break.
fn spread(view: &View, seen: &Seen) -> Result<Markup, Problem> {
    let basis = seen.basis();
    let (Some(paid), Some(roll), Some(chain)) = (basis.paid, seen.roll(), seen.chain()) else {
        return Ok(html! { p { (view.t("valuations-spread-few")) } });
    };
    let currency: capstan_data::Currency = seen
        .round
        .currency
        .parse()
        .map_err(|_| Problem::missing())?;
    let voice = view.voice();
    let digits = Format::number(currency.decimals());
    let all = paid.bins.iter().map(|b| b.people).sum::<u64>().max(1) as f64;
    // More money was shared by the same parts.
    let times = seen.for_members() as f64 / seen.round.units.max(1) as f64;
    let limits = paid.bins.iter().any(|b| b.low < b.high);
    let within = |bin: &Bin| {
        let [low, high] = [bin.low, bin.high].map(|x| voice.format(x * times, digits));
        view.say("range", args![low = low, high = high])
    };
    let steps = table(
        &view.say("sharing-steps", args![currency = currency.code()]),
        html! {
            th scope="col" { (view.t("sharing-head-people")) }
            th.number scope="col" { (view.t("sharing-head-each")) }
            @if limits { th.number scope="col" { (view.t("rounds-within")) } }
        },
        html! {
            @for bin in &paid.bins {
                tr {
                    th scope="row" { (voice.percent(bin.people as f64 / all, 0)) }
                    td.number { (voice.format(bin.value * times, digits)) }
                    @if limits { td.number { (within(bin)) } }
                }
            }
        },
    );
    let explored = roll.split(chain, currency.minor(seen.whole())).ok();
    let properties = explored.map(|e| report::told(&e.round, view.lang).properties);
    Ok(html! {
        p { (view.t("rounds-steps")) }
        (steps)
        @if limits { p.caption { (view.t("rounds-limits")) } }
        @if let Some(gini) = &basis.gini {
            p { (view.say("rounds-gini", args![gini = told::estimate(view, gini)])) }
        }
        @for block in properties.iter().flatten() {
            (PreEscaped(block.html(voice, "h3", Downloads::Inside).finish()))
        }
    })
}

/// The money that somebody looked at who pressed a button.
#[derive(Deserialize)]
struct Looked {
    #[serde(default)]
    pot: String,
}

async fn confirm(
    view: View,
    State(app): State<App>,
    Path((slug, round)): Path<(String, String)>,
    Form(looked): Form<Looked>,
) -> Result<Response, Problem> {
    let done = rounds::confirm(&app, &view.who, &slug, (&round, &looked.pot)).await;
    let on = |()| to(&format!("{}/{round}", here(&slug)), "round-confirmed");
    sent(done, on, async |wrong| {
        whole(&view, &app, &slug, &round, ("", Some(wrong))).await
    })
    .await
}

async fn take_back(
    view: View,
    State(app): State<App>,
    Path((slug, round)): Path<(String, String)>,
    Form(looked): Form<Looked>,
) -> Result<Response, Problem> {
    let done = rounds::take_back(&app, &view.who, &slug, (&round, &looked.pot)).await;
    let on = |()| to(&here(&slug), "round-taken-back");
    sent(done, on, async |wrong| {
        whole(&view, &app, &slug, &round, ("", Some(wrong))).await
    })
    .await
}

async fn reverse(
    view: View,
    State(app): State<App>,
    Path((slug, round)): Path<(String, String)>,
    Form(looked): Form<Looked>,
) -> Result<Response, Problem> {
    let done = rounds::reverse(&app, &view.who, &slug, (&round, &looked.pot)).await;
    let on = |()| to(&format!("{}/{round}", here(&slug)), "round-reversed");
    sent(done, on, async |wrong| {
        whole(&view, &app, &slug, &round, ("", Some(wrong))).await
    })
    .await
}

async fn more(
    view: View,
    State(app): State<App>,
    Path((slug, round)): Path<(String, String)>,
    Form(typed): Form<Budgeting>,
) -> Result<Response, Problem> {
    let done = rounds::more(&app, &view.who, &slug, &round, &typed).await;
    let on = |()| to(&format!("{}/{round}", here(&slug)), "round-made");
    sent(done, on, async |wrong| {
        let typed = (&*typed.budget, Some(wrong));
        whole(&view, &app, &slug, &round, typed).await
    })
    .await
}
