//! Following a kit: its steps, marking them, and what is attached.

use super::super::acts::{self, sees};
use super::super::steps::{self, Mine, Words, lever};
use super::{Nothing, back, step_text};
use crate::api::list::Part;
use crate::campaigns::acts::see;
use crate::problem::Problem;
use crate::web::form::{self, Form};
use crate::web::parts::{action, page, query, to, typed, wrong};
use crate::web::upload::{take, text, unreadable};
use crate::web::view::View;
use axum::extract::{Multipart, Path};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use capstan_coalition::kit::{Proof, Step};
use capstan_store::kits::{State, Version};
use maud::{Markup, html};
use serde::Deserialize;

/// What people attached, on one page.
const MOST: usize = 50;

pub(super) async fn steps(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    shown(&view, &id, None).await
}

async fn shown(view: &View, id: &str, problem: Option<&Problem>) -> Result<Markup, Problem> {
    view.who.person()?;
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    let sees = sees(&mut conn, &seen).await?;
    let mine = steps::mine(&mut conn, &seen).await?;
    let mut kits = acts::list(&mut conn, &seen).await?;
    kits.retain(|version| version.state == State::InUse);
    let body = html! {
        (back(view, &seen))
        (wrong(view, problem))
        @if !sees {
            p { (view.t("kits-not-yet")) }
        } @else if kits.is_empty() {
            p { (view.t("kits-none")) }
        }
        @for version in &kits { (kit(view, id, version, &mine)) }
    };
    Ok(page(view, &view.t("kits-follow"), body))
}

fn kit(view: &View, id: &str, version: &Version, mine: &[Mine]) -> Markup {
    let lever = version.kit.lever;
    html! {
        h2 { (view.t(&format!("kits-lever-{}", lever.key()))) }
        ol.steps {
            @for step in &version.kit.steps {
                @let here = mine.iter().find(|m| m.lever == lever && m.step == step.id);
                li {
                    (step_text(view, step))
                    @if let Some(here) = here {
                        p.caption { (view.t(&format!("kits-progress-{}", here.progress.key()))) }
                        (marking(view, &format!("/campaigns/{id}/kit/{}/{}", lever.key(), step.id), step, here))
                        @if !here.picture.is_empty() {
                            p { a href={ "/campaigns/" (id) "/pictures/" (here.picture) } { (view.t("kits-own-picture")) } }
                        }
                    }
                }
            }
        }
    }
}

fn marking(view: &View, at: &str, step: &Step, here: &Mine) -> Markup {
    if here.done {
        return html! {
            p { strong { (view.t("kits-done")) } @if !here.words.is_empty() { " " (typed(&here.words)) } }
            (action(view, &format!("{at}/undone"), &view.t("kits-undo"), "quiet", &[]))
        };
    }
    let name = format!("words-{}-{}", here.lever.key(), step.id);
    html! {
        @match step.proof {
            Some(Proof::Picture) => {
                form method="post" action={ (at) "/picture" } enctype="multipart/form-data" {
                    (view.proof())
                    div.field {
                        label for=(name) { (view.t("kits-picture")) }
                        p.hint { (view.t("kits-picture-hint")) }
                        input type="file" id=(name) name="picture" accept="image/png,image/jpeg,image/webp" required;
                    }
                    p.actions { button.quiet { (view.t("kits-mark-with")) } }
                }
                (action(view, &format!("{at}/done"), &view.t("kits-mark"), "", &[]))
            }
            Some(proof) => {
                form method="post" action={ (at) "/done" } {
                    (view.proof())
                    div.field {
                        label for=(name) { (view.t(&format!("kits-proof-{}", proof.key()))) }
                        p.hint { (view.t("kits-proof-hint")) }
                        input type="text" id=(name) name="words" maxlength="1000" autocomplete="off" dir="auto";
                    }
                    p.actions { button { (view.t("kits-mark")) } }
                }
            }
            None => (action(view, &format!("{at}/done"), &view.t("kits-mark"), "", &[])),
        }
    }
}

/// Shows the steps again with what went wrong, or that it was done.
async fn answer(
    view: &View,
    id: &str,
    done: Result<(), Problem>,
    key: &str,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(to(&format!("/campaigns/{id}/kit"), key)),
        Err(problem) if problem.is_input() => {
            let page = shown(view, id, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

pub(super) async fn done(
    view: View,
    Path((id, key, step)): Path<(String, String, String)>,
    Form(words): Form<Sent>,
) -> Result<Response, Problem> {
    let words = Words { words: words.words };
    let done = steps::mark(&view.app, &view.who, &id, lever(&key)?, &step, &words).await;
    answer(&view, &id, done, "kit-step").await
}

/// What is written to a step.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    words: String,
}

pub(super) async fn undone(
    view: View,
    Path((id, key, step)): Path<(String, String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let done = steps::unmark(&view.app, &view.who, &id, lever(&key)?, &step).await;
    answer(&view, &id, done, "kit-step-undone").await
}

pub(super) async fn picture(
    view: View,
    Path((id, key, step)): Path<(String, String, String)>,
    headers: HeaderMap,
    mut body: Multipart,
) -> Result<Response, Problem> {
    let lever = lever(&key)?;
    let (mut proof, mut picture) = (String::new(), Vec::new());
    while let Some(part) = body.next_field().await.map_err(unreadable)? {
        match part.name() {
            Some("csrf") => proof = text(part).await?,
            Some("picture") => {
                form::check(&view.app, &view.who, &headers, &proof)?;
                steps::may_attach(&view.app, &view.who, &id, lever, &step).await?;
                picture = take(part, steps::LARGEST).await?;
            }
            _ => {}
        }
    }
    // Without the proof no picture was taken.
    form::check(&view.app, &view.who, &headers, &proof)?;
    let done = steps::attach(&view.app, &view.who, &id, lever, &step, &picture).await;
    answer(&view, &id, done, "kit-step").await
}

pub(super) async fn file(
    view: View,
    Path((id, hash)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (kind, content) = steps::picture(&view.app, &view.who, &id, &hash).await?;
    Ok(download(kind, content))
}

/// A picture as a download, so that nothing in it is carried out as a page.
pub fn download(kind: String, content: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"picture\"".to_owned(),
        ),
    ];
    (headers, content).into_response()
}

pub(super) async fn proofs(
    view: View,
    Path(id): Path<String>,
    part: Part,
) -> Result<Markup, Problem> {
    let all = steps::attached(&view.app, &view.who, &id, &part, MOST).await?;
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, &id).await?;
    let body = html! {
        (back(&view, &seen))
        p.lead { (view.t("kits-proofs-lead")) }
        @if all.items.is_empty() { p { (view.t("kits-proofs-none")) } }
        ul.cards {
            @for proof in &all.items {
                li.card {
                    p { strong { (typed(&proof.handle)) } " " (typed(&proof.step)) }
                    @if !proof.words.is_empty() { p { (typed(&proof.words)) } }
                    @if !proof.picture.is_empty() {
                        p { a href={ "/campaigns/" (id) "/pictures/" (proof.picture) } { (view.t("kits-a-picture")) } }
                    }
                }
            }
        }
        @if let Some(next) = &all.next {
            p.paging { a href={ "/campaigns/" (id) "/proofs?after=" (query(next)) } {
                (view.t("kits-proofs-more")) } }
        }
    };
    Ok(page(&view, &view.t("kits-proofs"), body))
}
