//! The inbox: what one's memberships are told.

use crate::api::list::{Page, Part};
use crate::people::notices::{self, Item};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{action, day, page, query, to, typed};
use crate::web::view::{View, back};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

/// How many notices stand on a page.
const PAGE: usize = 50;

/// The notices by membership, each in the order of its newest.
fn grouped(items: &[Item]) -> Vec<Vec<&Item>> {
    let mut groups: Vec<Vec<&Item>> = Vec::new();
    for item in items {
        let same = |g: &&mut Vec<&Item>| g[0].coalition == item.coalition;
        match groups.iter_mut().find(same) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}

/// The inbox.
///
/// # Errors
/// If nobody is signed in.
pub async fn inbox(view: View, part: Part) -> Result<Markup, Problem> {
    let after = part.after();
    let Page { items, next } =
        notices::list(&view.app, &view.who, view.voice(), after, PAGE).await?;
    let unread = items.iter().any(|item| !item.read);
    let body = html! {
        @if items.is_empty() { p { (view.t("people-inbox-none")) } }
        @if unread {
            (action(&view, "/inbox/read", &view.t("people-inbox-read"), "quiet", &[]))
        }
        @for group in grouped(&items) {
            section {
                h2 { (typed(&group[0].name)) }
                p.hint { (view.t("people-handle")) " " (typed(&group[0].handle)) }
                ul.cards {
                    @for item in group {
                        li.card {
                            p class=[(!item.read).then_some("unread")] {
                                @if !item.read { (view.t("people-inbox-new")) " " }
                                (item.text)
                            }
                            p.hint { (day(&view, item.made)) }
                            (action(&view, &format!("/inbox/{}", item.id),
                                &view.t("people-inbox-open"), "quiet", &[]))
                        }
                    }
                }
            }
        }
        @if let Some(next) = next {
            p.paging { a href={ "/inbox?after=" (query(&next)) } { (view.t("people-inbox-older")) } }
        }
        p.links {
            a href="/you/mail" { (view.t("mail-title")) }
            " "
            a href="/you/devices" { (view.t("push-title")) }
        }
    };
    Ok(page(&view, &view.t("shell-inbox"), body))
}

/// A form without fields.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// Marks a notice as read and leads to what it is about.
///
/// # Errors
/// If it is none of theirs.
pub async fn open(
    view: View,
    Path(id): Path<String>,
    Form(_): Form<Nothing>,
) -> Result<Response, Problem> {
    let link = notices::open(&view.app, &view.who, &id).await?;
    Ok(Redirect::to(back(&link)).into_response())
}

/// Marks all notices as read.
///
/// # Errors
/// If nobody is signed in.
pub async fn read_all(view: View, Form(_): Form<Nothing>) -> Result<Response, Problem> {
    notices::read_all(&view.app, &view.who).await?;
    Ok(to("/inbox", "inbox-read"))
}
