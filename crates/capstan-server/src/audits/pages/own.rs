//! What a member was paid, for that member alone.

use super::{at, blocks, shown, voice};
use crate::audits::own::{OfPlatform, OwnPay, pay};
use crate::coalitions::acts::view::show;
use crate::problem::Problem;
use crate::web::parts::{day, select_typed, typed};
use crate::web::view::View;
use axum::extract::{Path, Query};
use capstan_audit::{Rule, report};
use capstan_report::{Block, Lang, Picture, args};
use maud::{Markup, html};
use serde::Deserialize;

/// What stands in the address of a file where no rule was chosen.
pub const NO_RULE: &str = "-";

/// Which rule is put beside the pay.
#[derive(Debug, Default, Deserialize)]
pub struct Beside {
    #[serde(default)]
    rule: String,
}

/// One's own figures.
pub async fn page(
    view: View,
    Path(slug): Path<String>,
    Query(beside): Query<Beside>,
) -> Result<Markup, Problem> {
    let asked = Some(beside.rule.as_str());
    let pay = pay(&view.app, &view.who, &slug, asked).await?;
    let coalition = show(&view.app, &slug).await?;
    let name = if pay.rule.is_empty() {
        NO_RULE
    } else {
        &pay.rule
    };
    let files = at(&slug, &format!("pay/{name}/"));
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        p.lead { (view.t("audits-own-lead")) }
        @if pay.donations.is_empty() {
            p { (view.t("audits-own-none")) }
            p.actions { a.button href=(at(&slug, "donate")) { (view.t("donations-new")) } }
        } @else {
            (choose(&view, &pay))
            @for (n, of) in pay.platforms.iter().enumerate() { (platform(&view, n, of, &files)) }
            h2 { (view.t("audits-rests")) }
            ul {
                @for one in &pay.donations {
                    li {
                        a href=(at(&slug, &format!("donations/{}", one.donation))) { (day(&view, one.made)) }
                        ": " (view.say("donations-jobs", args![jobs = one.jobs as f64]))
                    }
                }
            }
            @if pay.twice > 0 { p { (view.say("audits-twice", args![jobs = pay.twice as f64])) } }
            p.actions { a.button.quiet href=(at(&slug, "donate")) { (view.t("donations-new")) } }
        }
        p.links {
            a href=(at(&slug, "audit")) { (view.t("audits-title")) } " "
            a href=(at(&slug, "phone")) { (view.t("messages-phone")) }
        }
    };
    Ok(shown(&view, &view.t("audits-own"), body))
}

/// What a rule is, in the language of the page.
pub(super) fn title(view: &View, rule: &Rule) -> String {
    match view.lang {
        Lang::En => rule.title.en.clone(),
        Lang::Es => rule.title.es.clone(),
    }
}

/// A list of rules, by the titles in their files.
pub(super) fn rules(view: &View, label: &str, chosen: &str, rules: &[Rule]) -> Markup {
    let pair = |rule: &Rule| (rule.name.clone(), title(view, rule));
    let titled: Vec<(String, String)> = rules.iter().map(pair).collect();
    select_typed("rule", label, chosen, &[], &titled)
}

fn choose(view: &View, pay: &OwnPay) -> Markup {
    html! {
        form method="get" {
            (rules(view, &view.t("audits-own-beside"), &pay.rule, &pay.rules))
            p.actions { button.quiet { (view.t("audits-own-choose")) } }
        }
    }
}

fn platform(view: &View, n: usize, of: &OfPlatform, files: &str) -> Markup {
    let amount = |minor: i64| match of.money {
        Some(currency) => {
            let amount = currency.minor(minor).amount();
            view.say(
                "audits-amount",
                args![amount = amount, currency = currency.code()],
            )
        }
        None => minor.to_string(),
    };
    let said = of.own.as_ref().zip(of.by.as_ref());
    let said = said.map(|(own, rule)| report::own(own, rule, view.lang));
    let hours = of.own.as_ref().zip(of.by.as_ref());
    let hours = hours.and_then(|(own, rule)| report::own_hours(own, rule, view.lang));
    let picture = picture(view, n, of);
    html! {
        section {
            h2 {
                @match &of.platform {
                    Some(name) => (typed(name)),
                    None => (view.t("audits-no-platform")),
                }
            }
            dl.facts {
                dt { (view.t("audits-own-jobs")) } dd { (of.jobs) }
                @if of.money.is_some() {
                    dt { (view.t("audits-own-paid")) } dd { (amount(of.paid)) }
                    dt { (view.t("audits-own-tips")) } dd { (amount(of.tips)) }
                }
            }
            @match said {
                Some(sentences) => { @for sentence in sentences { p { (sentence) } } }
                None => p { (view.t("audits-own-no-rule")) },
            }
            @if let Some(hours) = hours { (blocks(&voice(view), &[Block::Table(hours)], files)) }
            @if let Some(picture) = picture { (blocks(&voice(view), &[Block::Figure(Box::new(picture))], files)) }
        }
    }
}

/// The figure of a platform, with a name of its own in the page.
fn picture(view: &View, n: usize, of: &OfPlatform) -> Option<Picture> {
    let picture = report::months(&of.months, of.by.as_ref()?, view.lang)?;
    Some(Picture {
        name: format!("{}-{}", picture.name, n + 1),
        ..picture
    })
}

/// All figures of the page.
pub fn pictures(view: &View, pay: &OwnPay) -> Vec<Picture> {
    let all = pay.platforms.iter().enumerate();
    all.filter_map(|(n, of)| picture(view, n, of)).collect()
}
