//! The pages of reports, rulings and replies.

use super::acts::{self, Decree, Queue, Replying, Reporting, Said};
use super::post;
use crate::api::list::Part;
use crate::limits::Peer;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{
    Field, action, choice, day, field, form, page, paragraphs, query, to, typed, wrong,
};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_store::reports::About;
use maud::{Markup, html};
use serde::Deserialize;

/// How many reports stand on a page.
const PAGE: usize = 50;

/// The pages of reports, rulings and replies.
pub fn pages() -> Pages {
    Pages::default()
        .get("/posts/{kind}/{id}/report", ask_report)
        .post("/posts/{kind}/{id}/report", report)
        .get("/posts/{kind}/{id}/reply", ask_reply)
        .post("/posts/{kind}/{id}/reply", reply)
        .get("/coalitions/{coalition}/reports", queue)
        .post("/coalitions/{coalition}/reports", rule)
        .post("/coalitions/{coalition}/replies/{reply}", settle)
}

/// What stands below a post: the replies to it, and the ways to report it and
/// to reply.
pub fn links(view: &View, kind: &str, id: &str, replies: &[Said]) -> Markup {
    let at = format!("/posts/{kind}/{id}");
    html! {
        @if !replies.is_empty() {
            h3 { (view.t("moderation-replies")) }
            @for reply in replies {
                blockquote.quote {
                    (paragraphs(&reply.text))
                    p.caption { (typed(&reply.name)) " – " (day(view, reply.day)) }
                }
            }
        }
        p.links {
            a href={ (at) "/reply" } { (view.t("moderation-reply")) } " "
            a href={ (at) "/report" } { (view.t("moderation-report")) }
        }
    }
}

async fn find(view: &View, kind: &str, id: &str) -> Result<post::Post, Problem> {
    let about = About {
        kind: kind.to_owned(),
        id: id.to_owned(),
    };
    post::find(&mut *view.app.store.read().await?, &about).await
}

fn about_line(post: &post::Post) -> Markup {
    html! { p { a href=(post.path) { (typed(&post.title)) } } }
}

/// The form to report a post.
async fn ask_report(
    view: View,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    view.who.person()?;
    let post = find(&view, &kind, &id).await?;
    Ok(report_form(&view, &kind, &id, &post, "", None))
}

/// Reports a post.
async fn report(
    view: View,
    Path((kind, id)): Path<(String, String)>,
    Form(reporting): Form<Reporting>,
) -> Result<Response, Problem> {
    match acts::report(&view.app, &view.who, &kind, &id, &reporting).await {
        Ok(post) => Ok(to(&post.path, "reported")),
        Err(problem) if problem.is_input() => {
            let post = find(&view, &kind, &id).await?;
            let form = report_form(&view, &kind, &id, &post, &reporting.reason, Some(&problem));
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn report_form(
    view: &View,
    kind: &str,
    id: &str,
    post: &post::Post,
    reason: &str,
    problem: Option<&Problem>,
) -> Markup {
    let here = format!("/posts/{}/{}/report", query(kind), query(id));
    let body = html! {
        (about_line(post))
        p.lead { (view.t("moderation-report-lead")) }
        (wrong(view, problem))
        (form(view, &here, &view.t("moderation-report-send"), reason_field(view, reason, problem)))
    };
    page(view, &view.t("moderation-report-title"), body)
}

fn reason_field(view: &View, value: &str, problem: Option<&Problem>) -> Markup {
    let reason = Field {
        name: "reason",
        label: view.t("moderation-reason"),
        value,
        kind: "area",
        required: true,
        most: 1000,
        ..Field::default()
    };
    field(view, &reason, problem)
}

/// The form to reply to a post.
async fn ask_reply(
    view: View,
    Path((kind, id)): Path<(String, String)>,
) -> Result<Markup, Problem> {
    let post = find(&view, &kind, &id).await?;
    Ok(reply_form(
        &view,
        &kind,
        &id,
        &post,
        &Replying::default(),
        None,
    ))
}

/// Proposes a reply.
async fn reply(
    view: View,
    peer: Peer,
    Path((kind, id)): Path<(String, String)>,
    Form(replying): Form<Replying>,
) -> Result<Response, Problem> {
    match acts::reply(&view.app, &peer, &kind, &id, &replying).await {
        Ok(post) => Ok(to(&post.path, "replied")),
        Err(problem) if problem.is_input() => {
            let post = find(&view, &kind, &id).await?;
            let form = reply_form(&view, &kind, &id, &post, &replying, Some(&problem));
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn reply_form(
    view: &View,
    kind: &str,
    id: &str,
    post: &post::Post,
    replying: &Replying,
    problem: Option<&Problem>,
) -> Markup {
    let here = format!("/posts/{}/{}/reply", query(kind), query(id));
    let name = Field {
        name: "name",
        label: view.t("moderation-name"),
        hint: view.t("moderation-name-hint"),
        value: &replying.name,
        required: true,
        most: 80,
        ..Field::default()
    };
    let text = Field {
        name: "text",
        label: view.t("moderation-text"),
        value: &replying.text,
        kind: "area",
        required: true,
        most: 4000,
        ..Field::default()
    };
    let body = html! {
        (about_line(post))
        p.lead { (view.t("moderation-reply-lead")) }
        (wrong(view, problem))
        (form(view, &here, &view.t("moderation-reply-send"), html! {
            (field(view, &name, problem))
            (field(view, &text, problem))
        }))
    };
    page(view, &view.t("moderation-reply-title"), body)
}

/// What waits for the stewards.
async fn queue(view: View, Path(slug): Path<String>, part: Part) -> Result<Markup, Problem> {
    let queue = acts::queue(&view.app, &view.who, &slug, part.after(), PAGE).await?;
    Ok(queue_page(&view, &slug, &queue, None))
}

fn queue_page(view: &View, slug: &str, queue: &Queue, problem: Option<&Problem>) -> Markup {
    let here = format!("/coalitions/{slug}/reports");
    let rulings = [
        (
            "keep",
            view.t("moderation-keep"),
            view.t("moderation-keep-hint"),
        ),
        (
            "hide",
            view.t("moderation-hide"),
            view.t("moderation-hide-hint"),
        ),
    ];
    let body = html! {
        p.lead { (view.t("moderation-queue-lead")) }
        (wrong(view, problem))
        h2 { (view.t("moderation-reported")) }
        @if queue.items.is_empty() { p { (view.t("moderation-none")) } }
        ul.cards {
            @for (n, item) in queue.items.iter().enumerate() {
                li.card {
                    h3 { a href=(item.path) { (typed(&item.title)) } }
                    p.caption { (view.t(&format!("post-{}", item.kind))) " – " (day(view, item.day)) }
                    blockquote.quote { (paragraphs(&item.reason)) }
                    details {
                        summary { (view.t("moderation-rule")) }
                        (form(view, &here, &view.t("moderation-rule-send"), html! {
                            input type="hidden" name="kind" value=(item.kind);
                            input type="hidden" name="id" value=(item.id);
                            (choice("ruling", &view.t("moderation-ruling"), "", &rulings))
                            div.field {
                                label for={ "reason-" (n) } { (view.t("moderation-reason")) }
                                textarea id={ "reason-" (n) } name="reason" rows="3" dir="auto"
                                    required maxlength="1000" {}
                            }
                        }))
                    }
                }
            }
        }
        @if let Some(next) = &queue.next {
            nav.paging { a href={ "?after=" (next) } rel="next" { (view.t("directory-next")) } }
        }
        h2 { (view.t("moderation-replies-wait")) }
        @if queue.replies.is_empty() { p { (view.t("moderation-none")) } }
        ul.cards {
            @for reply in &queue.replies {
                @let settle = format!("/coalitions/{slug}/replies/{}", reply.id);
                li.card {
                    h3 { a href=(reply.path) { (typed(&reply.name)) } }
                    blockquote.quote { (paragraphs(&reply.text)) }
                    (action(view, &settle, &view.t("moderation-accept"), "", &[("accept", "yes")]))
                    (action(view, &settle, &view.t("moderation-refuse"), "quiet", &[("accept", "no")]))
                }
            }
        }
    };
    page(view, &view.t("coalition-reports"), body)
}

/// Hides a post or keeps it.
async fn rule(
    view: View,
    Path(slug): Path<String>,
    Form(decree): Form<Decree>,
) -> Result<Response, Problem> {
    match acts::rule(&view.app, &view.who, &slug, &decree).await {
        Ok(()) => Ok(to(&format!("/coalitions/{slug}/reports"), "ruled")),
        Err(problem) if problem.is_input() => {
            let queue = acts::queue(&view.app, &view.who, &slug, None, PAGE).await?;
            let page = queue_page(&view, &slug, &queue, Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Whether a reply is accepted.
#[derive(Debug, Deserialize)]
struct Settling {
    accept: String,
}

/// Accepts a reply or refuses it.
async fn settle(
    view: View,
    Path((slug, reply)): Path<(String, String)>,
    Form(settling): Form<Settling>,
) -> Result<Response, Problem> {
    let accept = settling.accept == "yes";
    acts::settle(&view.app, &view.who, &slug, &reply, accept).await?;
    Ok(to(&format!("/coalitions/{slug}/reports"), "settled"))
}
