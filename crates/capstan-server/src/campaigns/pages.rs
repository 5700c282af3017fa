//! The pages of campaigns.

mod edit;
mod gates;
mod plan;
mod result;
mod show;

use super::acts::{self, Reason};
use crate::api::list::Part;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{page, to, typed};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::campaign::{State, Step};
use capstan_coalition::role::{Deed, may};
use capstan_store::{Conn, campaigns};
use maud::{Markup, html};
use serde::Deserialize;

/// The campaigns of one page.
const MOST: usize = 20;

/// The pages of campaigns.
pub fn pages() -> Pages {
    Pages::default()
        .get("/coalitions/{coalition}/campaigns", list)
        .get("/coalitions/{coalition}/campaigns/new", edit::new)
        .post("/coalitions/{coalition}/campaigns/new", edit::write)
        .get("/campaigns/{campaign}", show::show)
        .get("/campaigns/{campaign}/edit", edit::edit)
        .post("/campaigns/{campaign}/edit", edit::change)
        .post("/campaigns/{campaign}/submit", submit)
        .post("/campaigns/{campaign}/send-back", send_back)
        .post("/campaigns/{campaign}/approve", approve)
        .post("/campaigns/{campaign}/end", end)
        .post("/campaigns/{campaign}/withdraw", withdraw)
        .post("/campaigns/{campaign}/claims/drop", drop_claim)
        .get("/campaigns/{campaign}/poison", gates::page)
        .post("/campaigns/{campaign}/poison/simulate", gates::simulate)
        .get("/campaigns/{campaign}/poison/plan", plan::edit)
        .post("/campaigns/{campaign}/poison/plan", plan::write)
        .post("/campaigns/{campaign}/poison/remove", plan::remove)
        .post("/campaigns/{campaign}/poison/review", plan::review)
        .get("/campaigns/{campaign}/outcome", result::enter_page)
        .post("/campaigns/{campaign}/outcome", result::enter)
}

async fn list(view: View, Path(slug): Path<String>, part: Part) -> Result<Markup, Problem> {
    let mut conn = view.app.store.read().await?;
    let (coalition, member, found) =
        acts::of_coalition(&view.app, &view.who, &mut conn, &slug, &part, MOST).await?;
    let drafts = member.as_ref().is_some_and(|member| {
        let role = crate::coalitions::acts::standing::role_of(&member.role);
        may(role, Deed::DraftCampaign)
    });
    let at = format!("/coalitions/{slug}/campaigns");
    let body = html! {
        p { (view.t("campaigns-of")) " "
            a href={ "/coalitions/" (slug) } { (typed(&coalition.name)) } }
        @if drafts {
            p.actions { a.button href={ (at) "/new" } { (view.t("campaigns-new")) } }
        }
        @if found.items.is_empty() {
            p { (view.t("campaigns-none")) }
        } @else {
            ul.cards {
                @for campaign in &found.items {
                    li.card {
                        h2 { a href={ "/campaigns/" (campaign.id) } { (typed(&campaign.brief.title)) } }
                        p { (typed(&campaign.brief.operator)) " – " (typed(&campaign.brief.system)) }
                        p { (view.t(&format!("campaigns-state-{}", campaign.state.key()))) }
                    }
                }
            }
        }
        @if let Some(next) = &found.next {
            p.paging { a href={ (at) "?after=" (next) } { (view.t("campaigns-more")) } }
        }
    };
    Ok(page(&view, &view.t("campaigns-title"), body))
}

/// On the page of a coalition: its campaigns that are open.
///
/// # Errors
/// If the store fails.
pub async fn open(view: &View, conn: &mut Conn, coalition: &str) -> Result<Markup, Problem> {
    let found = campaigns::of_coalition(conn, coalition, true, None, MOST as i64).await?;
    let now = view.app.now();
    let open = found
        .iter()
        .filter(|campaign| campaign.state_at(now) == State::Open);
    Ok(html! {
        ul.cards {
            @for campaign in open {
                li.card {
                    h3 { a href={ "/campaigns/" (campaign.id) } { (typed(&campaign.brief.title)) } }
                    p { (typed(&campaign.brief.operator)) " – " (typed(&campaign.brief.system)) }
                }
            }
        }
    })
}

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
struct Nothing {}

async fn step(view: &View, id: &str, step: &Step, done: &str) -> Result<Response, Problem> {
    match acts::step(&view.app, &view.who, id, step).await {
        Ok(()) => Ok(to(&format!("/campaigns/{id}"), done)),
        Err(problem) if problem.is_input() => {
            let page = show::with(view, id, Some(&problem)).await?;
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn submit(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    step(&view, &id, &Step::Submit, "campaign-submitted").await
}

async fn send_back(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Reason>,
) -> Result<Response, Problem> {
    let reason = sent.reason;
    step(&view, &id, &Step::SendBack { reason }, "campaign-sent-back").await
}

async fn approve(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    step(&view, &id, &Step::Approve, "campaign-opened").await
}

async fn end(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    step(&view, &id, &Step::End, "campaign-ended").await
}

async fn withdraw(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    step(&view, &id, &Step::Withdraw, "campaign-withdrawn").await
}

/// Which claim is taken out.
#[derive(Debug, Deserialize)]
struct Claim {
    claim: usize,
}

async fn drop_claim(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Claim>,
) -> Result<Response, Problem> {
    acts::drop_claim(&view.app, &view.who, &id, sent.claim).await?;
    Ok(to(&format!("/campaigns/{id}"), "campaign-claim"))
}
