//! The page of a campaign.

use super::super::acts::{Seen, see};
use super::super::posts::{self, Shown};
use super::{gates, result};
use crate::moderation::acts::Said;
use crate::problem::Problem;
use crate::web::parts::{Field, action, day, field, form, page_of, paragraphs, size, typed, wrong};
use crate::web::view::View;
use crate::{forecasts, moderation, pledges};
use axum::extract::Path;
use capstan_coalition::campaign::{Brief, State};
use capstan_coalition::role::Deed;
use capstan_report::args;
use capstan_store::campaigns;
use capstan_store::id::DAY;
use maud::{Markup, html};

pub(super) async fn show(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    with(&view, &id, None).await
}

/// The page, with what went wrong.
pub(super) async fn with(
    view: &View,
    id: &str,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    let own = pledges::acts::own(&mut conn, &seen).await?;
    let author = match &seen.member {
        Some(member) => campaigns::is_author(&mut conn, id, &member.id).await?,
        None => false,
    };
    let replies = moderation::replies(&mut conn, "campaign", id).await?;
    let replies: Vec<Said> = replies.into_iter().map(Said::from).collect();
    let brief = &seen.campaign.brief;
    let state = seen.campaign.state;
    let body = html! {
        (wrong(view, problem))
        p.lead { (view.t(&format!("campaigns-state-{}", state.key()))) }
        @if let Some(reason) = &seen.hidden {
            p.caution { (view.t("campaigns-hidden")) }
            blockquote.quote { (paragraphs(reason)) }
        }
        h2 { (view.t("campaigns-asked")) }
        (paragraphs(&brief.demand))
        (facts(view, &seen))
        (forecasts::pages::section(view, &mut conn, &seen.campaign).await?)
        @if state.public() {
            h2 { (view.t("campaigns-you")) }
            (pledges::pages::section(view, &seen, own.as_ref()))
            (who_counts(view, &seen))
            p.links { a href={ "/campaigns/" (id) "/people" } { (view.t("pledges-people-title")) } }
        }
        (result::section(view, &mut conn, &seen).await?)
        (claims(view, &seen, &posts::claims(&mut conn, &seen.campaign).await?))
        (gates::section(view, &seen))
        @if state.public() { (moderation::links(view, "campaign", id, &replies)) }
        (tools(view, &seen, author, problem))
    };
    Ok(page_of(view, &brief.title, body))
}

fn facts(view: &View, seen: &Seen) -> Markup {
    let brief = &seen.campaign.brief;
    let terms = &brief.terms;
    html! {
        dl.facts {
            dt { (view.t("campaigns-operator")) } dd { (typed(&brief.operator)) }
            dt { (view.t("campaigns-system")) } dd { (typed(&brief.system)) }
            dt { (view.t("campaigns-coalition")) }
            dd { a href={ "/coalitions/" (seen.coalition.slug) } { (typed(&seen.coalition.name)) } }
            dt { (view.t("campaigns-levers")) }
            dd { (levers(view, brief)) }
            dt { (view.t("campaigns-group")) }
            dd {
                @match &brief.group {
                    Some(group) => (typed(group)),
                    None => (view.t("campaigns-everyone")),
                }
            }
            dt { (view.t("campaigns-stop")) } dd { (paragraphs(&brief.stop)) }
            dt { (view.t("campaigns-opens")) } dd { (day(view, terms.opens)) }
            dt { (view.t("campaigns-closes")) } dd { (day(view, terms.closes)) }
        }
    }
}

/// The levers that are pulled.
fn levers(view: &View, brief: &Brief) -> Markup {
    let pulled = brief.levers.iter();
    let pulled = pulled.filter(|lever| **lever != capstan_coalition::lever::Lever::Poison);
    html! {
        ul {
            @for lever in pulled {
                li { (view.t(&format!("campaigns-lever-{}", lever.key()))) }
            }
        }
    }
}

/// Whose pledges count, how many are needed, and what is published of them.
fn who_counts(view: &View, seen: &Seen) -> Markup {
    let brief = &seen.campaign.brief;
    let lowest = brief.counting.lowest();
    html! {
        h2 { (view.t("campaigns-counts")) }
        p { (view.t(&format!("campaigns-counts-{}", lowest.key()))) }
        p { (view.say("campaigns-threshold", args![
            threshold = brief.terms.threshold,
            days = brief.terms.window / DAY,
        ])) }
        @match seen.drive.as_ref().filter(|drive| drive.sizes_at > 0) {
            Some(drive) => {
                p { (view.t("campaigns-sizes")) " " (day(view, drive.sizes_at)) ". "
                    (view.say("campaigns-clock", args![days = brief.terms.step / DAY])) }
                table {
                    thead { tr {
                        th scope="col" { (view.t("campaigns-evidence")) }
                        th scope="col" { (view.t("campaigns-size")) }
                    } }
                    tbody {
                        @for (tier, n) in &drive.sizes.tiers {
                            tr {
                                th scope="row" { (view.t(&format!("campaigns-tier-{}", tier.key()))) }
                                td { (size(view, *n)) }
                            }
                        }
                        tr {
                            th scope="row" { (view.t("campaigns-counted")) }
                            td { (size(view, drive.sizes.counted)) }
                        }
                    }
                }
            }
            None => {
                p { (view.say("campaigns-no-sizes", args![days = brief.terms.step / DAY])) }
            }
        }
    }
}

fn claims(view: &View, seen: &Seen, claims: &[Shown]) -> Markup {
    let campaign = &seen.campaign;
    let public = campaign.state.public();
    let drops = seen.may(Deed::DraftCampaign) && public;
    html! {
        h2 { (view.t("campaigns-claims")) }
        @if claims.is_empty() {
            p { (view.t("campaigns-no-claims")) }
        }
        @for claim in claims {
            article.quote {
                @match &claim.hidden {
                    Some(reason) => {
                        p.caution { (view.t("campaigns-claim-hidden")) }
                        (paragraphs(reason))
                    }
                    None => {
                        (paragraphs(&claim.text))
                        p { strong { (view.t(&format!("campaigns-claim-{}", claim.status.key()))) } " "
                            a href=(claim.source) rel="noreferrer nofollow" { (view.t("campaigns-source")) }
                            " " (typed(host(&claim.source))) ", " time { (claim.dated) } }
                    }
                }
                @if public { (moderation::links(view, "claim", &claim.id, &claim.replies)) }
                @if drops {
                    (action(view, &format!("/campaigns/{}/claims/drop", campaign.id),
                        &view.t("campaigns-claim-drop"), "danger", &[("claim", &claim.number.to_string())]))
                }
            }
        }
    }
}

/// The host of a link.
fn host(link: &str) -> &str {
    let rest = link.strip_prefix("https://").unwrap_or(link);
    rest.split('/').next().unwrap_or(rest)
}

/// What organisers can do now.
fn tools(view: &View, seen: &Seen, author: bool, problem: Option<&Problem>) -> Markup {
    if !seen.may(Deed::DraftCampaign) {
        return html! {};
    }
    let at = format!("/campaigns/{}", seen.campaign.id);
    let button = |path: &str, key: &str, kind: &str| {
        action(view, &format!("{at}/{path}"), &view.t(key), kind, &[])
    };
    html! {
        h2 { (view.t("campaigns-organise")) }
        p.links { a href={ (at) "/kits" } { (view.t("kits-organise")) } }
        @match seen.campaign.state {
            State::Draft => {
                @if !seen.campaign.note.is_empty() {
                    p { (view.t("campaigns-note")) }
                    div.quote { (paragraphs(&seen.campaign.note)) }
                }
                p { (view.t("campaigns-draft-next")) }
                p.actions { a.button.quiet href={ (at) "/edit" } { (view.t("campaigns-edit")) } }
                (button("submit", "campaigns-submit", ""))
                (button("withdraw", "campaigns-withdraw-draft", "danger"))
            }
            State::InReview => {
                @if author {
                    p { (view.t("campaigns-own-draft")) }
                } @else {
                    p { (view.t("campaigns-review")) }
                    (button("approve", "campaigns-approve", ""))
                }
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
                (button("withdraw", "campaigns-withdraw-draft", "danger"))
            }
            State::Open => {
                p { (view.t("campaigns-open-next")) }
                (button("end", "campaigns-end", "quiet"))
                (button("withdraw", "campaigns-withdraw", "danger"))
            }
            State::Ended => {
                p { (view.t("campaigns-ended-next")) }
                p.actions { a.button href={ (at) "/outcome" } { (view.t("campaigns-enter-outcome")) } }
            }
            State::Graded | State::Withdrawn => p { (view.t("campaigns-over")) },
        }
    }
}
