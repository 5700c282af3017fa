//! A charter in plain sentences, and agreeing to it.

use crate::coalitions::acts::{self, view};
use crate::coalitions::charter::Clauses;
use crate::dividends;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{action, page, paragraphs, to, typed};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::Response;
use capstan_coalition::charter::Clause;
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// The clauses of a charter, a sentence or two each.
pub fn clauses(view: &View, clauses: &Clauses) -> Markup {
    html! {
        dl.facts {
            @for clause in Clause::ALL {
                @let (name, said) = clause_in_words(view, *clause, clauses);
                dt { (name) } dd { (said) }
            }
        }
    }
}

/// What one clause is called, and what it says.
pub fn clause_in_words(view: &View, clause: Clause, clauses: &Clauses) -> (String, Markup) {
    let (name, said) = match clause {
        Clause::Purpose => ("charter-purpose", paragraphs(&clauses.purpose)),
        Clause::WhoMayJoin => {
            let key = format!("charter-joining-{}", clauses.who_may_join);
            ("charter-joining", html! { (view.t(&key)) })
        }
        Clause::WordsNeeded => {
            let said = view.say(
                "charter-words-needed",
                args![stewards = clauses.words_needed],
            );
            ("charter-words", html! { (said) })
        }
        Clause::Decisions => ("charter-decisions", deciding(view, clauses)),
        Clause::MinimumGroup => {
            let (public, members) = (clauses.group_public, clauses.group_members);
            let said = view.say("charter-group", args![public = public, members = members]);
            ("charter-groups", html! { (said) })
        }
        Clause::RetentionDays => {
            let said = view.say("charter-days", args![days = clauses.retention_days]);
            ("charter-retention", html! { (said) })
        }
        Clause::DividendRule if clauses.dividend_rule == "chain" => (
            "charter-dividend",
            dividends::told::in_words(view, &clauses.dividend_chain),
        ),
        Clause::DividendRule => {
            let key = match clauses.dividend_rule.as_str() {
                "" => "undecided",
                key => key,
            };
            let said = view.t(&format!("charter-dividend-{key}"));
            ("charter-dividend", html! { (said) })
        }
        Clause::Contact => ("charter-contact", typed(&clauses.contact)),
    };
    (view.t(name), said)
}

/// How decisions are made, in sentences.
pub fn deciding(view: &View, clauses: &Clauses) -> Markup {
    let base = view.t(&format!("charter-base-{}", clauses.base));
    let majority = view.voice().say(
        &format!("charter-majority-{}", clauses.majority),
        args![share = clauses.share.as_str(), base = base.as_str()],
    );
    html! {
        p { (view.t(&format!("charter-method-{}", clauses.method))) }
        p { (view.say("charter-quorum", args![share = clauses.quorum.as_str()])) " " (majority) }
        p { (view.say("charter-age", args![days = clauses.minimum_age_days])) }
    }
}

/// The page of the charter; members agree to it here when it changed.
pub async fn charter(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let coalition = view::show(&view.app, &slug).await?;
    let me = view::me(&view.app, &view.who, &slug).await?;
    let here = format!("/coalitions/{slug}/charter");
    let number = coalition.charter_version.to_string();
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        (clauses(&view, &coalition.charter))
        p { (view.say("charter-version", args![version = coalition.charter_version])) }
        p.code { (coalition.charter_hash) }
        @if let Some((me, _)) = me {
            @if me.agreed < i64::from(coalition.charter_version) {
                p { (view.t("charter-agree-hint")) }
                (action(&view, &here, &view.t("charter-agree"), "", &[("agrees_to", &number)]))
            } @else {
                p { (view.t("charter-agreed")) }
            }
        }
    };
    Ok(page(&view, &view.t("coalition-charter"), body))
}

/// The version that is agreed to.
#[derive(Debug, Deserialize)]
pub struct Agreement {
    agrees_to: u32,
}

/// Agrees to the charter.
pub async fn agree(
    view: View,
    Path(slug): Path<String>,
    Form(agreement): Form<Agreement>,
) -> Result<Response, Problem> {
    acts::agree(&view.app, &view.who, &slug, agreement.agrees_to).await?;
    Ok(to(&format!("/coalitions/{slug}/charter"), "agreed"))
}
