//! A chain of rules in sentences, and what it would do beside the one that
//! holds.

use crate::coalitions::charter::Clauses;
use crate::dividends::chain;
use crate::dividends::explore::{Explored, ROUNDINGS, Roll, ground};
use crate::dividends::pools::KINDS;
use crate::problem::Problem;
use crate::web::parts::table;
use crate::web::view::View;
use capstan_data::{Currency, Money};
use capstan_report::page::Downloads;
use capstan_report::{Block, Format, args};
use capstan_value::dividend::report::told;
use capstan_value::dividend::{Base, Chain, Index, Part, Pool};
use maud::{Markup, PreEscaped, html};

/// The budgets on which a chain is tried, in whole units: the first that it
/// can share out. A floor may ask for more than the least of them.
const BUDGETS: [i64; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];
/// The indices that stand beside each other.
const SHOWN: [&str; 3] = ["gini", "theil", "top-tenth"];

/// A chain that a charter holds, in sentences.
pub fn in_words(view: &View, written: &str) -> Markup {
    match Chain::parse("rules.toml", written) {
        Ok(chain) => sentences(view, &chain),
        Err(_) => html! { p.code { (written) } },
    }
}

/// What a chain says, a sentence for each part of it.
pub fn sentences(view: &View, chain: &Chain) -> Markup {
    let voice = view.voice();
    let percent = |x: f64| voice.percent(x, 0);
    let whole: f64 = chain.rule.iter().map(|p| p.share).sum();
    let mut all: Vec<String> = (chain.rule.iter())
        .map(|part| {
            let rule = view.t(&format!("sharing-rule-{}", part.name));
            match chain.rule.len() {
                1 => view.say("sharing-says-rule", args![rule = rule]),
                _ => {
                    let share = percent(part.share / whole);
                    view.say("sharing-says-part", args![rule = rule, share = share])
                }
            }
        })
        .collect();
    if chain.base == Base::Low {
        all.push(view.t("sharing-says-low"));
    }
    if chain.everyone {
        all.push(view.t("sharing-says-everyone"));
    }
    if let Some(pool) = &chain.pool {
        let by = match pool.by == KINDS[0] {
            true => "sharing-says-household",
            false => "sharing-says-group",
        };
        let rule = view.t(&format!("sharing-rule-{}", pool.inside));
        all.push(view.t(by));
        all.push(view.say("sharing-says-inside", args![rule = rule]));
    }
    if let Some(equal) = chain.equal {
        all.push(view.say("sharing-says-equal", args![share = percent(equal)]));
    }
    if let Some(gini) = chain.gini {
        let gini = voice.format(gini, Format::number(2));
        all.push(view.say("sharing-says-gini", args![gini = gini]));
    }
    if let Some(prizes) = chain.lottery {
        all.push(view.say("sharing-says-lottery", args![prizes = prizes]));
    }
    if let Some(part) = chain.public_good {
        all.push(view.say("sharing-says-public-good", args![share = percent(part)]));
    }
    let amounts = [
        ("sharing-says-floor", &chain.floor),
        ("sharing-says-cap", &chain.cap),
        ("sharing-says-minimum", &chain.minimum),
    ];
    for (key, amount) in amounts {
        if let Some(text) = amount {
            let money = text.parse().map_or(text.clone(), |m| money(view, m));
            all.push(view.say(key, args![money = money]));
        }
    }
    if let Some(fee) = &chain.fee {
        let each = &fee.each;
        let money = each.parse().map_or(each.clone(), |m| money(view, m));
        let share = percent(fee.cap);
        all.push(view.say("sharing-says-fee", args![money = money, share = share]));
    }
    let rounding = ROUNDINGS.iter().find(|(_, r)| *r == chain.method);
    if let Some((name, _)) = rounding {
        all.push(view.t(&format!("sharing-says-{name}")));
    }
    html! {
        ul { @for said in &all { li { (said) } } }
        @for part in chain.rule.iter().filter(|p| !p.set.is_empty()) { (settings(view, part)) }
    }
}

fn settings(view: &View, part: &Part) -> Markup {
    let set: Vec<String> = (part.set.iter())
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    let rule = view.t(&format!("sharing-rule-{}", part.name));
    html! {
        p { (view.say("sharing-says-settings", args![rule = rule])) }
        p.code { (set.join(", ")) }
    }
}

/// An amount the way the language writes it.
pub fn money(view: &View, money: Money) -> String {
    let digits = money.currency.decimals();
    // Whole numbers up to 2^53 are exact; what is above is written plainly.
    let amount = match money.minor.unsigned_abs() < 1 << 53 {
        true => {
            let value = money.minor as f64 / 10f64.powi(digits.into());
            view.voice().format(value, Format::number(digits))
        }
        false => money.amount(),
    };
    let currency = money.currency.code();
    view.say("sharing-money", args![amount = amount, currency = currency])
}

/// What a proposed chain would do beside the one that holds, for those who
/// vote: on the values of the group for its members, on an example for others.
///
/// # Errors
/// If the store fails.
pub async fn beside(
    view: &View,
    slug: &str,
    (now, then): (&Clauses, &Clauses),
) -> Result<Markup, Problem> {
    let Some(proposed) = chain::of(then) else {
        return Ok(html! {});
    };
    let ground = ground(&view.app, &view.who, slug, "").await?;
    let now = chain::of(now);
    // Steps in which others are paid as one are no steps to compare.
    let alike = |other: &Pool| {
        now.as_ref()
            .and_then(|now| now.pool.as_ref())
            .is_none_or(|pool| pool.by == other.by)
    };
    let pool = proposed.pool.as_ref().filter(|pool| alike(pool));
    let ground = ground.of(proposed.everyone, pool);
    let roll = &ground.roll;
    let Some(then) = try_out(roll, &proposed, &ground.currency) else {
        return Ok(html! { p.caution { (view.t("sharing-beside-none")) } });
    };
    let now = now.and_then(|chain| roll.split(chain, then.budget).ok());
    let told_then = told(&then.round, view.lang);
    Ok(html! {
        h3 { (view.t("sharing-beside")) }
        @if roll.example { p { (view.t("sharing-example")) } }
        @else { p { (view.t("sharing-beside-values")) } }
        @if let Some(pool) = &proposed.pool { (paid_as_one(view, roll, pool)) }
        (blocks(view, &told_then.opening))
        (compared(view, roll, now.as_ref(), &then))
        h3 { (view.t("sharing-beside-then")) }
        (blocks(view, &told_then.properties))
        @if let Some(now) = &now {
            h3 { (view.t("sharing-beside-now")) }
            (blocks(view, &told(&now.round, view.lang).properties))
        }
    })
}

/// How those who are paid as one stand among the others, or why they do not.
pub fn paid_as_one(view: &View, roll: &Roll, pool: &Pool) -> Markup {
    let key = match (roll.example, roll.pools.is_empty()) {
        (true, _) => "sharing-pool-example",
        (_, false) => "sharing-pool-stand",
        _ if pool.by == KINDS[0] => "sharing-pool-no-households",
        _ => "sharing-pool-no-groups",
    };
    html! { p { (view.t(key)) } }
}

fn blocks(view: &View, blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            (PreEscaped(block.html(view.voice(), "h4", Downloads::Inside).finish()))
        }
    }
}

/// The chain on the first budget that it can share out.
fn try_out(roll: &Roll, chain: &Chain, usual: &str) -> Option<Explored> {
    let amounts = [&chain.floor, &chain.cap, &chain.minimum];
    let named = chain.fee.is_some() || amounts.into_iter().any(Option::is_some);
    let currency: Currency = match usual.parse() {
        Ok(currency) if !named => currency,
        _ => chain::currency(chain)?,
    };
    let unit = 10_i64.pow(currency.decimals().into());
    let mut tried = BUDGETS.iter().map(|b| currency.minor(b * unit));
    tried.find_map(|budget| roll.split(chain.clone(), budget).ok())
}

/// Inequality and what each step gets, now and then.
fn compared(view: &View, roll: &Roll, now: Option<&Explored>, then: &Explored) -> Markup {
    let voice = view.voice();
    let index = |explored: &Explored, name: &str| {
        let found = explored.round.inequality.iter().find(|i| i.name == name);
        found.map_or(String::new(), |i| estimate(view, i))
    };
    let money = |explored: &Explored, at: usize| {
        let each = explored.each.get(at).copied().unwrap_or(0.0);
        voice.format(each, Format::number(explored.currency.decimals()))
    };
    let all = roll.standing().max(1) as f64;
    let caption = view.say(
        "sharing-beside-each",
        args![currency = then.currency.code()],
    );
    let head = |first: &str| {
        html! {
            th scope="col" { (view.t(first)) }
            @if now.is_some() { th.number scope="col" { (view.t("clause-now")) } }
            th.number scope="col" { (view.t("clause-then")) }
        }
    };
    let indices = table(
        &view.t("sharing-unequal"),
        head("sharing-head-index"),
        html! {
            @for name in SHOWN {
                tr {
                    th scope="row" { (view.t(&format!("sharing-index-{name}"))) }
                    @if let Some(now) = now { td.number { (index(now, name)) } }
                    td.number { (index(then, name)) }
                }
            }
        },
    );
    let steps = table(
        &caption,
        head("sharing-head-people"),
        html! {
            @for (at, bin) in roll.bins.iter().enumerate() {
                tr {
                    th scope="row" { (voice.percent(bin.people as f64 / all, 0)) }
                    @if let Some(now) = now { td.number { (money(now, at)) } }
                    td.number { (money(then, at)) }
                }
            }
        },
    );
    html! { (indices) (steps) }
}

/// An index with its interval, where it has one.
pub fn estimate(view: &View, index: &Index) -> String {
    let two = |x: f64| view.voice().format(x, Format::number(2));
    let Some(value) = index.value else {
        return view.t("sharing-index-none");
    };
    match (index.low, index.high) {
        (Some(low), Some(high)) if low < high => view.say(
            "estimate",
            args![value = two(value), low = two(low), high = two(high)],
        ),
        _ => two(value),
    }
}
