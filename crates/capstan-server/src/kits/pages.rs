//! The pages of kits.

mod edit;
mod follow;

pub use follow::download;

use super::acts;
use crate::campaigns::acts::{Reason, Seen, see};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{Field, action, field, form, page, paragraphs, to, typed, wrong};
use crate::web::view::View;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};
use capstan_coalition::kit::Step;
use capstan_coalition::role::Deed;
use capstan_report::args;
use capstan_store::kits::{State, Version};
use maud::{Markup, html};
use serde::Deserialize;

/// The pages of kits.
pub fn pages() -> Pages {
    let pictures = DefaultBodyLimit::max(super::steps::LARGEST + (64 << 10));
    Pages::default()
        .get("/campaigns/{campaign}/kit", follow::steps)
        .post(
            "/campaigns/{campaign}/kit/{lever}/{step}/done",
            follow::done,
        )
        .post(
            "/campaigns/{campaign}/kit/{lever}/{step}/picture",
            follow::picture.layer(pictures),
        )
        .post(
            "/campaigns/{campaign}/kit/{lever}/{step}/undone",
            follow::undone,
        )
        .file("/campaigns/{campaign}/pictures/{picture}", follow::file)
        .get("/campaigns/{campaign}/proofs", follow::proofs)
        .get("/campaigns/{campaign}/kits", list)
        .get("/campaigns/{campaign}/kits/new", edit::new)
        .post("/campaigns/{campaign}/kits/new", edit::write)
        .get("/campaigns/{campaign}/kits/{kit}", show)
        .post("/campaigns/{campaign}/kits/{kit}/approve", approve)
        .post("/campaigns/{campaign}/kits/{kit}/send-back", send_back)
        .post("/campaigns/{campaign}/kits/{kit}/remove", remove)
}

/// Leads back to the campaign.
fn back(view: &View, seen: &Seen) -> Markup {
    html! {
        p { (view.t("pledges-of")) " "
            a href={ "/campaigns/" (seen.campaign.id) } { (typed(&seen.campaign.brief.title)) } }
    }
}

/// What a step says, in the language of the page if it is written in it.
fn step_text(view: &View, step: &Step) -> Markup {
    let code = view.lang.code();
    let said = step.text.get_key_value(code);
    let said = said.or_else(|| step.text.first_key_value());
    let path = step
        .setting
        .get(code)
        .or_else(|| step.setting.values().next());
    html! {
        @if let Some((lang, text)) = said { div lang=(lang) { (paragraphs(text)) } }
        @if let Some(path) = path {
            p { (view.t("kits-setting")) " "
                @for (at, part) in path.iter().enumerate() {
                    @if at > 0 { " › " } (typed(part))
                } }
        }
        @if let Some(link) = &step.link {
            p { a href=(link) rel="noreferrer nofollow" { (typed(link)) } }
        }
    }
}

async fn organised(view: &View, id: &str) -> Result<(Seen, Vec<Version>), Problem> {
    view.who.person()?;
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    if !seen.may(Deed::DraftKit) {
        return Err(Problem::forbidden("role-too-low"));
    }
    let all = acts::list(&mut conn, &seen).await?;
    Ok((seen, all))
}

fn title(view: &View, version: &Version) -> String {
    let lever = view.t(&format!("kits-lever-{}", version.kit.lever.key()));
    let version = version.kit.version;
    view.say("kits-version", args![lever = lever, version = version])
}

async fn list(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    let (seen, all) = organised(&view, &id).await?;
    let at = format!("/campaigns/{id}/kits");
    let body = html! {
        (back(&view, &seen))
        p.lead { (view.t("kits-lead")) }
        p.actions { a.button href={ (at) "/new" } { (view.t("kits-new")) } }
        ul.cards {
            @for version in &all {
                li.card {
                    h2 { a href={ (at) "/" (version.id) } { (title(&view, version)) } }
                    p { (view.t(&format!("kits-state-{}", version.state.key()))) }
                }
            }
        }
        p.links { a href={ "/campaigns/" (id) "/proofs" } { (view.t("kits-proofs")) } }
    };
    Ok(page(&view, &view.t("kits-title"), body))
}

async fn show(view: View, Path((id, kit)): Path<(String, String)>) -> Result<Markup, Problem> {
    shown(&view, &id, &kit, None).await
}

async fn shown(
    view: &View,
    id: &str,
    kit: &str,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let (seen, all) = organised(view, id).await?;
    let version = all.into_iter().find(|version| version.id == kit);
    let version = version.ok_or_else(Problem::missing)?;
    let own = seen.member.as_ref().map(|m| &m.id) == version.author.as_ref();
    let at = format!("/campaigns/{id}/kits/{kit}");
    let body = html! {
        (back(view, &seen))
        (wrong(view, problem))
        p.lead { (view.t(&format!("kits-state-{}", version.state.key()))) }
        @if !version.note.is_empty() {
            p { (view.t("campaigns-note")) }
            div.quote { (paragraphs(&version.note)) }
        }
        ol.steps {
            @for step in &version.kit.steps {
                li {
                    @for (lang, text) in &step.text { div lang=(lang) { (paragraphs(text)) } }
                    @if let Some(link) = &step.link { p { (typed(link)) } }
                }
            }
        }
        @if version.state == State::Draft {
            @if own {
                p { (view.t("campaigns-own-draft")) }
                p.actions {
                    a.button.quiet href={ "/campaigns/" (id) "/kits/new?lever=" (version.kit.lever.key()) } {
                        (view.t("campaigns-edit")) }
                }
            } @else {
                p { (view.t("kits-review")) }
                (action(view, &format!("{at}/approve"), &view.t("kits-approve"), "", &[]))
                (form(view, &format!("{at}/send-back"), &view.t("campaigns-send-back"), html! {
                    (field(view, &Field {
                        name: "reason",
                        label: view.t("campaigns-reason"),
                        kind: "area",
                        required: true,
                        most: 4000,
                        ..Field::default()
                    }, problem))
                }))
            }
            (action(view, &format!("{at}/remove"), &view.t("campaigns-withdraw-draft"), "danger", &[]))
        }
        p.links { a href={ "/campaigns/" (id) "/kits" } { (view.t("kits-title")) } }
    };
    Ok(page(view, &title(view, &version), body))
}

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
struct Nothing {}

async fn approve(
    view: View,
    Path((id, kit)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::approve(&view.app, &view.who, &id, &kit).await?;
    Ok(to(&format!("/campaigns/{id}/kits/{kit}"), "kit-in-use"))
}

async fn send_back(
    view: View,
    Path((id, kit)): Path<(String, String)>,
    Form(reason): Form<Reason>,
) -> Result<Response, Problem> {
    match acts::send_back(&view.app, &view.who, &id, &kit, &reason).await {
        Ok(()) => Ok(to(
            &format!("/campaigns/{id}/kits/{kit}"),
            "campaign-sent-back",
        )),
        Err(problem) if problem.is_input() => {
            let page = shown(&view, &id, &kit, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn remove(
    view: View,
    Path((id, kit)): Path<(String, String)>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::remove(&view.app, &view.who, &id, &kit).await?;
    Ok(to(&format!("/campaigns/{id}/kits"), "kit-removed"))
}
