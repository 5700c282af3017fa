//! A proposal: what it changes, how and when it is counted, one's ballot, and
//! the result.

use super::list::standing;
use super::{ballot, place, result};
use crate::api::list::Part;
use crate::coalitions::charter::Clauses;
use crate::coalitions::pages::{clause_in_words, deciding};
use crate::decisions::acts::{self, Shown};
use crate::decisions::ballot::Filled;
use crate::decisions::plan::Kind;
use crate::dividends;
use crate::moderation;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{action, day, page, page_of, paragraphs, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::ballot::Majority;
use capstan_coalition::ballot::rule::Base;
use capstan_coalition::charter::Clause;
use capstan_report::args;
use capstan_store::coalitions::Coalition;
use maud::{Markup, html};
use serde::Deserialize;

/// The page.
pub async fn show(view: View, Path((slug, id)): Path<(String, String)>) -> Result<Markup, Problem> {
    let (coalition, _) = place(&view, &slug).await?;
    let shown = acts::show(&view.app, &view.who, &slug, &id).await?;
    whole(&view, &coalition, &shown, &Filled::default(), None).await
}

/// Casts a ballot.
pub async fn vote(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    let (coalition, _) = place(&view, &slug).await?;
    let shown = acts::show(&view.app, &view.who, &slug, &id).await?;
    let kind = Kind::of(&shown.kind).ok_or_else(Problem::missing)?;
    let cast = match filled.ballot(kind, &shown.method) {
        Ok(ballot) => acts::vote(&view.app, &view.who, &slug, &id, ballot).await,
        Err(problem) => Err(problem),
    };
    match cast {
        Ok(_) => Ok(to(&format!("/coalitions/{slug}/decisions/{id}"), "voted")),
        Err(problem) if problem.is_input() => {
            let page = whole(&view, &coalition, &shown, &filled, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// A form without fields.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Takes back one's own proposal.
pub async fn withdraw(
    view: View,
    Path((slug, id)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::withdraw(&view.app, &view.who, &slug, &id).await?;
    Ok(to(
        &format!("/coalitions/{slug}/decisions"),
        "proposal-withdrawn",
    ))
}

async fn whole(
    view: &View,
    coalition: &Coalition,
    shown: &Shown,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let slug = &coalition.slug;
    let here = format!("/coalitions/{slug}/decisions/{}", shown.id);
    let named = match shown.state.as_str() {
        "closed" if !shown.secret && shown.may_vote.is_some() => {
            let (part, most) = (Part::default(), result::MOST_NAMES);
            Some(acts::names(&view.app, &view.who, slug, &shown.id, &part, most).await?)
        }
        _ => None,
    };
    let sharing = match &shown.changes {
        Some(changes)
            if changes
                .clauses
                .iter()
                .any(|c| c == Clause::DividendRule.key()) =>
        {
            dividends::told::beside(view, slug, (&changes.before, &changes.after)).await?
        }
        _ => html! {},
    };
    let body = html! {
        p { a href={ "/coalitions/" (slug) "/decisions" } { (view.t("decisions-of")) " "
            (typed(&coalition.name)) } }
        (wrong(view, problem))
        p.lead { (standing(view, shown)) }
        @if shown.unusual { p.caution { (view.t("vote-unusual")) } }
        @if let Some(counted) = &shown.counted { (result::told(view, shown, counted)) }
        @else if let Some(decided) = &shown.decided {
            p { (view.t("result-for-members")) }
            p.code { (decided.root) }
        }
        (what(view, shown))
        (sharing)
        @if shown.state == "open" { (voting(view, &here, shown, filled, problem)) }
        @if shown.state == "waiting" && shown.own {
            (action(view, &format!("{here}/withdraw"), &view.t("proposal-withdraw"), "danger", &[]))
        }
        (how(view, shown))
        @if let Some(named) = &named { (result::names(view, &here, shown, named)) }
        @if shown.counted.is_some() { (result::check(view, &here, shown)) }
        (moderation::links(view, "proposal", &shown.id, &shown.replies))
    };
    Ok(match shown.hidden {
        None => page_of(view, &shown.title, body),
        Some(_) => page(view, &view.t("proposal-hidden"), body),
    })
}

/// What it is about and what it changes.
fn what(view: &View, shown: &Shown) -> Markup {
    let (was, would_be) = match shown.state.as_str() {
        "closed" => ("clause-before", "clause-proposed"),
        _ => ("clause-now", "clause-then"),
    };
    html! {
        section {
            h2 { (view.t(&format!("proposal-{}", shown.kind))) }
            @if let Some(author) = &shown.author {
                p { (view.t("proposal-by")) " " (typed(author)) }
            }
            @match &shown.hidden {
                Some(reason) => blockquote.quote { (paragraphs(reason)) },
                None => (paragraphs(&shown.text)),
            }
            @if let Some(changes) = &shown.changes {
                @for key in &changes.clauses {
                    @if let Some(&clause) = Clause::ALL.iter().find(|c| c.key() == key) {
                        @let (name, before) = clause_in_words(view, clause, &changes.before);
                        @let (_, after) = clause_in_words(view, clause, &changes.after);
                        h3 { (name) }
                        dl.facts {
                            dt { (view.t(was)) } dd { del { (before) } }
                            dt { (view.t(would_be)) } dd { ins { (after) } }
                        }
                    }
                }
            }
            @if !shown.campaign.is_empty() {
                p { a href={ "/campaigns/" (shown.campaign) } { (view.t("proposal-campaign-link")) } }
            }
            @if !shown.stewards.is_empty() {
                p { (view.t("proposal-new-stewards")) }
                ul { @for handle in &shown.stewards { li { (typed(handle)) } } }
            }
            @if shown.kind == Kind::Question.key() {
                p { (view.t("proposal-options")) }
                ul { @for option in &shown.options { li { (typed(option)) } } }
            }
        }
    }
}

/// One's ballot.
fn voting(
    view: &View,
    here: &str,
    shown: &Shown,
    filled: &Filled,
    problem: Option<&Problem>,
) -> Markup {
    html! {
        section #vote {
            h2 { (view.t("vote-title")) }
            @match shown.may_vote {
                None => p { (view.t("vote-members")) },
                Some(false) => p { (view.say("vote-too-new", args![days = shown.minimum_age_days])) },
                Some(true) => {
                    @if shown.voted {
                        p.done { (view.t("vote-recorded")) }
                        p.links { a href={ (here) "/receipt.json" } { (view.t("vote-receipt")) } }
                        p.hint { (view.t("vote-receipt-hint")) }
                    }
                    p { (view.t(if shown.secret { "vote-secret" } else { "vote-open" })) }
                    (ballot::fields(view, here, shown, filled, problem))
                    p.hint { (view.t("vote-again")) }
                }
            }
        }
    }
}

/// How and when it is counted.
fn how(view: &View, shown: &Shown) -> Markup {
    let (majority, share) = match shown.rule.majority {
        Majority::AtLeast(share) => ("at-least", share),
        Majority::MoreThan(share) => ("more-than", share),
    };
    let base = match shown.rule.base {
        Base::Voters => "voters",
        Base::Present => "present",
        Base::Electorate => "electorate",
    };
    let rule = Clauses {
        method: shown.method.clone(),
        quorum: shown.rule.quorum.to_string(),
        majority: majority.to_owned(),
        share: share.to_string(),
        base: base.to_owned(),
        minimum_age_days: u32::try_from(shown.minimum_age_days).unwrap_or(0),
        ..Clauses::default()
    };
    let (ballots, hint) = match shown.secret {
        true => ("ballot-secret", "ballot-secret-hint"),
        false => ("ballot-open", "ballot-open-hint"),
    };
    html! {
        section {
            h2 { (view.t("counting-title")) }
            dl.facts {
                dt { (view.t("counting-opens")) } dd { (day(view, shown.opens)) }
                dt { (view.t("counting-closes")) } dd { (day(view, shown.closes - 1)) }
                dt { (view.t("proposing-ballot")) }
                dd { (view.t(ballots)) ". " (view.t(hint)) }
                dt { (view.t("counting-rule")) } dd { (deciding(view, &rule)) }
            }
            @if shown.state != "closed" { p { (view.t("counting-no-tally")) } }
            p.hint { (view.t("counting-hash")) }
            p.code { (shown.hash) }
        }
    }
}
