//! The page of evidence: what is known of you, and for stewards what members
//! ask.

use crate::api::list::Part;
use crate::coalitions::acts::view;
use crate::evidence::acts::{self, Ask, Asked, Decline, Known, Open, Said, Say, Unsay};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{
    Field, action, day, field, form, page, paragraphs, query, select, to, typed, wrong,
};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::evidence::Word;
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// The questions of one page.
const MOST: usize = 20;

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/evidence", own)
        .post("/coalitions/{coalition}/evidence", ask)
        .post("/coalitions/{coalition}/evidence/unask", unask)
        .get("/coalitions/{coalition}/evidence/members", members)
        .post("/coalitions/{coalition}/evidence/members", say)
        .get("/coalitions/{coalition}/evidence/take-back", taking_back)
        .post("/coalitions/{coalition}/evidence/take-back", unsay)
        .post("/coalitions/{coalition}/evidence/decline", decline)
}

fn at(slug: &str, page: &str) -> String {
    format!("/coalitions/{slug}/evidence{page}")
}

fn words(view: &View, prefix: &str) -> Vec<(String, String)> {
    Word::ALL
        .iter()
        .map(|word| {
            let key = word.key();
            (key.to_owned(), view.t(&format!("{prefix}-{key}")))
        })
        .collect()
}

/// What is known of oneself.
async fn own(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    own_page(&view, &slug, &Ask::default(), None).await
}

async fn own_page(
    view: &View,
    slug: &str,
    sent: &Ask,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let known = acts::known(&view.app, &view.who, slug).await?;
    let coalition = view::show(&view.app, slug).await?;
    let me = view::me(&view.app, &view.who, slug).await?;
    let steward = me.is_some_and(|(me, _)| me.role == "steward");
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        p.lead { (view.t("evidence-lead")) }
        @if steward {
            p.links { a href=(at(slug, "/members")) { (view.t("evidence-members")) } }
        }
        (wrong(view, problem))
        (known_part(view, &known))
        h2 { (view.t("evidence-ask")) }
        @match &known.asked {
            Some(asked) => (asked_part(view, slug, asked)),
            None => (asking(view, slug, sent, problem)),
        }
    };
    Ok(page(view, &view.t("evidence-title"), body))
}

fn known_part(view: &View, known: &Known) -> Markup {
    html! {
        dl.facts {
            dt { (view.t("coalition-tier")) } dd { (view.t(&format!("tier-{}", known.tier))) }
            @for one in &known.words {
                dt { (view.t(&format!("evidence-said-{}", one.word))) }
                dd {
                    @if one.stewards >= one.needed { (day(view, one.day)) }
                    @else {
                        (view.say("evidence-so-far", args![said = one.stewards, needed = one.needed]))
                    }
                }
            }
            dt { (view.t("evidence-mark")) } dd.code { (known.mark) }
        }
        p.hint { (view.t("evidence-mark-hint")) }
    }
}

fn asked_part(view: &View, slug: &str, asked: &Asked) -> Markup {
    html! {
        div.card {
            p { strong { (view.t(&format!("evidence-ask-{}", asked.word))) } }
            blockquote.quote { (paragraphs(&asked.note)) }
            p.caption { (view.t("evidence-until")) " " (day(view, asked.until)) }
            (action(view, &at(slug, "/unask"), &view.t("evidence-unask"), "quiet", &[]))
        }
    }
}

fn asking(view: &View, slug: &str, sent: &Ask, problem: Option<&Problem>) -> Markup {
    let note = Field {
        name: "note",
        label: view.t("evidence-note"),
        hint: view.t("evidence-note-hint"),
        value: &sent.note,
        kind: "area",
        required: true,
        most: 4000,
        ..Field::default()
    };
    html! {
        p { (view.t("evidence-ask-hint")) }
        (form(view, &at(slug, ""), &view.t("evidence-ask-send"), html! {
            (select("word", &view.t("evidence-what"), &sent.word, &words(view, "evidence-ask")))
            (field(view, &note, problem))
        }))
    }
}

async fn ask(
    view: View,
    Path(slug): Path<String>,
    Form(sent): Form<Ask>,
) -> Result<Response, Problem> {
    match acts::ask(&view.app, &view.who, &slug, &sent).await {
        Ok(()) => Ok(to(&at(&slug, ""), "evidence-asked")),
        Err(problem) if problem.is_input() => {
            let page = own_page(&view, &slug, &sent, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
struct Nothing {}

async fn unask(
    view: View,
    Path(slug): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::unask(&view.app, &view.who, &slug).await?;
    Ok(to(&at(&slug, ""), "evidence-unasked"))
}

/// What members ask, for stewards.
async fn members(view: View, Path(slug): Path<String>, part: Part) -> Result<Markup, Problem> {
    members_page(&view, &slug, part.after(), &Say::default(), None).await
}

async fn members_page(
    view: &View,
    slug: &str,
    after: Option<&str>,
    sent: &Say,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let open = acts::open(&view.app, &view.who, slug, after, MOST).await?;
    let here = at(slug, "/members");
    let body = html! {
        p { a href=(at(slug, "")) { (view.t("evidence-title")) } }
        p.lead { (view.t("evidence-members-lead")) }
        (wrong(view, problem))
        h2 { (view.t("evidence-open")) }
        @if open.items.is_empty() { p { (view.t("evidence-open-none")) } }
        ul.cards { @for asked in &open.items { li.card { (question(view, slug, asked)) } } }
        @if let Some(next) = &open.next {
            p.paging { a href={ (here) "?after=" (query(next)) } rel="next" { (view.t("directory-next")) } }
        }
        (waiting(view, &here, &open))
        h2 { (view.t("evidence-say")) }
        p { (view.t("evidence-say-hint")) }
        (form(view, &here, &view.t("evidence-say-send"), html! {
            (handle_field(view, &sent.handle, problem))
            (select("word", &view.t("evidence-which"), &sent.word, &words(view, "evidence-say")))
        }))
        p.links { a href=(at(slug, "/take-back")) { (view.t("evidence-take-back")) } }
    };
    Ok(page(view, &view.t("evidence-members"), body))
}

fn handle_field(view: &View, value: &str, problem: Option<&Problem>) -> Markup {
    let handle = Field {
        name: "handle",
        label: view.t("coalition-handle"),
        hint: view.t("staff-handle-hint"),
        value,
        required: true,
        most: 24,
        ..Field::default()
    };
    field(view, &handle, problem)
}

fn question(view: &View, slug: &str, asked: &Asked) -> Markup {
    let about = [("handle", asked.handle.as_str()), ("word", &asked.word)];
    html! {
        h3 { (typed(&asked.handle)) }
        p { strong { (view.t(&format!("evidence-ask-{}", asked.word))) } }
        blockquote.quote { (paragraphs(&asked.note)) }
        p.caption { (view.t("evidence-until")) " " (day(view, asked.until)) }
        (action(view, &at(slug, "/members"), &view.t(&format!("evidence-say-{}", asked.word)), "", &about))
        form method="post" action=(at(slug, "/decline")) {
            (view.proof())
            input type="hidden" name="handle" value=(asked.handle);
            label { (view.t("evidence-decline-why"))
                input type="text" name="reason" dir="auto" maxlength="1000" required autocomplete="off"; }
            p.actions { button.quiet { (view.t("evidence-decline")) } }
        }
    }
}

fn waiting(view: &View, here: &str, open: &Open) -> Markup {
    html! {
        @if !open.waiting.is_empty() {
            h2 { (view.t("evidence-waiting")) }
            p { (view.t("evidence-waiting-hint")) }
            ul.cards {
                @for one in &open.waiting {
                    li.card {
                        p { strong { (typed(&one.handle)) } }
                        (action(view, here, &view.t(&format!("evidence-say-{}", one.word)), "",
                            &[("handle", &one.handle), ("word", &one.word)]))
                    }
                }
            }
        }
    }
}

async fn say(
    view: View,
    Path(slug): Path<String>,
    Form(sent): Form<Say>,
) -> Result<Response, Problem> {
    match acts::say(&view.app, &view.who, &slug, &sent).await {
        Ok(Said::Done) => Ok(to(&at(&slug, "/members"), "evidence-said")),
        Ok(Said::Waits) => Ok(to(&at(&slug, "/members"), "evidence-waits")),
        Err(problem) if problem.is_input() => {
            let page = members_page(&view, &slug, None, &sent, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn decline(
    view: View,
    Path(slug): Path<String>,
    Form(sent): Form<Decline>,
) -> Result<Response, Problem> {
    match acts::decline(&view.app, &view.who, &slug, &sent).await {
        Ok(()) => Ok(to(&at(&slug, "/members"), "evidence-declined")),
        Err(problem) if problem.is_input() => {
            let page = members_page(&view, &slug, None, &Say::default(), Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// The form to take a word back, for stewards.
async fn taking_back(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    taking_back_page(&view, &slug, &Unsay::default(), None).await
}

async fn taking_back_page(
    view: &View,
    slug: &str,
    sent: &Unsay,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    // Only stewards see the page.
    acts::open(&view.app, &view.who, slug, None, 0).await?;
    let reason = Field {
        name: "reason",
        label: view.t("evidence-reason"),
        hint: view.t("evidence-reason-hint"),
        value: &sent.reason,
        kind: "area",
        required: true,
        most: 4000,
        ..Field::default()
    };
    let body = html! {
        p { a href=(at(slug, "/members")) { (view.t("evidence-members")) } }
        p.lead { (view.t("evidence-take-back-lead")) }
        (wrong(view, problem))
        (form(view, &at(slug, "/take-back"), &view.t("evidence-take-back"), html! {
            (handle_field(view, &sent.handle, problem))
            (select("word", &view.t("evidence-which"), &sent.word, &words(view, "evidence-say")))
            (field(view, &reason, problem))
        }))
    };
    Ok(page(view, &view.t("evidence-take-back"), body))
}

async fn unsay(
    view: View,
    Path(slug): Path<String>,
    Form(sent): Form<Unsay>,
) -> Result<Response, Problem> {
    match acts::unsay(&view.app, &view.who, &slug, &sent).await {
        Ok(()) => Ok(to(&at(&slug, "/members"), "evidence-taken-back")),
        Err(problem) if problem.is_input() => {
            let page = taking_back_page(&view, &slug, &sent, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}
