//! The page of a coalition.

use super::clauses::clauses;
use crate::campaigns;
use crate::coalitions::acts;
use crate::coalitions::acts::view::{self, Me, View as Coalition};
use crate::directory::pages::language;
use crate::directory::visions;
use crate::moderation;
use crate::problem::Problem;
use crate::web::parts::{self, day, page_of, paragraphs, typed};
use crate::web::view::View;
use axum::extract::Path;
use capstan_report::args;
use maud::{Markup, html};

/// The page of a coalition, for everyone; more for its members.
pub async fn show(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    let coalition = view::show(&view.app, &slug).await?;
    let me = view::me(&view.app, &view.who, &slug)
        .await?
        .map(|(me, _)| me);
    let mut conn = view.app.store.read().await?;
    let id = acts::coalition(&mut conn, &slug).await?.id;
    let open = campaigns::pages::open(&view, &mut conn, &id).await?;
    drop(conn);
    let body = html! {
        @match &coalition.hidden {
            Some(reason) => {
                p.caution { (view.t("coalition-hidden")) }
                blockquote.quote { (paragraphs(reason)) }
            }
            None => p.lead { (typed(&coalition.summary)) },
        }
        @if coalition.ends > 0 {
            p.caution { (view.t("ending-set")) " " (day(&view, coalition.ends)) "." }
        }
        ul.tags {
            @for tag in &coalition.visions {
                li { a href={ "/coalitions?vision=" (parts::query(tag)) } { (visions::name(&view, tag)) } }
            }
        }
        p { strong { (parts::size(&view, u64::try_from(coalition.size).unwrap_or(0))) } " "
            (view.t("coalition-as-of")) " " (day(&view, coalition.size_at)) "." }
        p.caption {
            @if !coalition.place.is_empty() { (typed(&coalition.place)) " – " }
            @for (at, code) in coalition.languages.iter().enumerate() {
                @if at > 0 { ", " } (language(&view, code))
            }
        }
        @match &me {
            Some(me) => (for_member(&view, &coalition, me)),
            None if coalition.ends > 0 => {}
            None => {
                p.actions {
                    a.button href={ "/coalitions/" (slug) "/join" } { (view.t("coalition-join")) }
                }
                p.hint { (view.t("coalition-join-hint")) }
            }
        }
        h2 { (view.t("directory-campaigns")) }
        (open)
        p.links { a href={ "/coalitions/" (slug) "/campaigns" } { (view.t("coalition-campaigns")) } }
        h2 { (view.t("coalition-charter")) }
        (clauses(&view, &coalition.charter))
        p.links { a href={ "/coalitions/" (slug) "/charter" } {
            (view.say("coalition-charter-version", args![version = coalition.charter_version])) } }
        p.links { a href={ "/coalitions/" (slug) "/decisions" } { (view.t("decisions-title")) } }
        (moderation::links(&view, "coalition", &coalition.slug, &coalition.replies))
    };
    Ok(page_of(&view, &coalition.name, body))
}

fn for_member(view: &View, coalition: &Coalition, me: &Me) -> Markup {
    let at = |page: &str| format!("/coalitions/{}/{page}", coalition.slug);
    let stale = me.agreed < i64::from(coalition.charter_version);
    html! {
        section {
            h2 { (view.t("coalition-you")) }
            @if stale {
                p.caution { (view.t("coalition-charter-new")) " "
                    a href=(at("charter")) { (view.t("coalition-charter-read")) } }
            }
            dl.facts {
                dt { (view.t("coalition-handle")) } dd { (typed(&me.handle)) }
                dt { (view.t("coalition-role")) } dd { (view.t(&format!("role-{}", me.role))) }
                dt { (view.t("coalition-tier")) } dd { (view.t(&format!("tier-{}", me.tier))) }
            }
            nav.links aria-label=(view.t("coalition-pages")) {
                ul {
                    li { a href=(at("members")) { (view.t("coalition-staff")) } }
                    li { a href=(at("log")) { (view.t("coalition-log")) } }
                    li { a href=(at("invitations")) { (view.t("coalition-invite")) } }
                    li { a href=(at("pay")) { (view.t("audits-own")) } }
                    li { a href=(at("audit")) { (view.t("audits-title")) } }
                    li { a href=(at("donations")) { (view.t("donations-list")) } }
                    li { a href=(at("evidence")) { (view.t("evidence-title")) } }
                    li { a href=(at("values")) { (view.t("valuations-title")) } }
                    li { a href=(at("dividends")) { (view.t("sharing-title")) } }
                    li { a href=(at("handle")) { (view.t("coalition-rename")) } }
                    @if me.role == "steward" {
                        li { a href=(at("reports")) { (view.t("coalition-reports")) } }
                        li { a href=(at("texts")) { (view.t("coalition-texts")) } }
                    }
                    @if me.role == "steward" || coalition.ends > 0 {
                        li { a href=(at("end")) { (view.t("ending-title")) } }
                    }
                    li { a href=(at("leave")) { (view.t("coalition-leave")) } }
                }
            }
        }
    }
}
