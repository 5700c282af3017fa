//! Joining, and the handle one has.

use super::clauses::clauses;
use crate::coalitions::acts::view::{self, View as Coalition};
use crate::coalitions::acts::{self, Join, Rename};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{Field, field, form, page, query, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// The invitation that led here.
#[derive(Debug, Default, Deserialize)]
pub struct Invited {
    #[serde(default)]
    invitation: String,
}

/// The form to join a coalition: its charter first.
pub async fn ask(
    view: View,
    Path(slug): Path<String>,
    Query(invited): Query<Invited>,
) -> Result<Response, Problem> {
    let coalition = view::show(&view.app, &slug).await?;
    if view::me(&view.app, &view.who, &slug).await?.is_some() {
        return Ok(Redirect::to(&format!("/coalitions/{slug}")).into_response());
    }
    let join = Join {
        invitation: invited.invitation,
        ..Join::default()
    };
    Ok(join_form(&view, &coalition, &join, None).into_response())
}

/// Joins a coalition.
pub async fn join(
    view: View,
    Path(slug): Path<String>,
    Form(join): Form<Join>,
) -> Result<Response, Problem> {
    match acts::join(&view.app, &view.who, &slug, &join).await {
        Ok(()) => Ok(to(&format!("/coalitions/{slug}"), "joined")),
        Err(problem) if problem.is_input() => {
            let coalition = view::show(&view.app, &slug).await?;
            let form = join_form(&view, &coalition, &join, Some(&problem));
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn join_form(view: &View, coalition: &Coalition, join: &Join, problem: Option<&Problem>) -> Markup {
    let slug = &coalition.slug;
    let here = format!("/coalitions/{slug}/join");
    let number = coalition.charter_version;
    let closed = coalition.charter.who_may_join != "open";
    let unticked = problem.filter(|p| p.field == Some("agrees_to"));
    let code = Field {
        name: "invitation",
        label: view.t("join-invitation"),
        hint: view.t("join-invitation-hint"),
        value: &join.invitation,
        required: true,
        ..Field::default()
    };
    let body = html! {
        p { a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        p.lead { (view.t("join-lead")) }
        (clauses(view, &coalition.charter))
        @if view.who.is_someone() {
            (wrong(view, problem))
            (form(view, &here, &view.t("join-send"), html! {
                (handle_field(view, &join.handle, problem))
                @if closed { (field(view, &code, problem)) }
                @else if !join.invitation.is_empty() {
                    input type="hidden" name="invitation" value=(join.invitation);
                }
                @if let Some(problem) = unticked { p.error #agrees_to-error { (problem.say(view.voice())) } }
                label.option {
                    input type="checkbox" name="agrees_to" value=(number) required
                        aria-describedby=[unticked.map(|_| "agrees_to-error")];
                    span { (view.say("join-agree", args![version = number])) }
                }
                p.hint { (view.t("join-leave")) }
            }))
        } @else {
            @let back = query(&view.path);
            p { (view.t("join-account")) }
            p.actions {
                a.button href={ "/sign-in?back=" (back) } { (view.t("shell-sign-in")) }
                a.button.quiet href={ "/sign-up?back=" (back) } { (view.t("join-sign-up")) }
            }
        }
    };
    page(view, &view.t("join-title"), body)
}

fn handle_field(view: &View, value: &str, problem: Option<&Problem>) -> Markup {
    let handle = Field {
        name: "handle",
        label: view.t("coalition-handle"),
        hint: view.t("join-handle-hint"),
        value,
        required: true,
        most: 24,
        ..Field::default()
    };
    field(view, &handle, problem)
}

/// The form to take another handle.
pub async fn handle(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let me = view::me(&view.app, &view.who, &slug).await?;
    let (me, _) = me.ok_or_else(Problem::missing)?;
    Ok(handle_form(&view, &slug, &me.handle, None))
}

/// Takes another handle.
pub async fn rename(
    view: View,
    Path(slug): Path<String>,
    Form(rename): Form<Rename>,
) -> Result<Response, Problem> {
    match acts::rename(&view.app, &view.who, &slug, &rename).await {
        Ok(()) => Ok(to(&format!("/coalitions/{slug}"), "renamed")),
        Err(problem) if problem.is_input() => {
            let form = handle_form(&view, &slug, &rename.handle, Some(&problem));
            Ok((problem.status, form).into_response())
        }
        Err(problem) => Err(problem),
    }
}

fn handle_form(view: &View, slug: &str, value: &str, problem: Option<&Problem>) -> Markup {
    let here = format!("/coalitions/{slug}/handle");
    let body = html! {
        (wrong(view, problem))
        (form(view, &here, &view.t("handle-send"), handle_field(view, value, problem)))
    };
    page(view, &view.t("coalition-rename"), body)
}
