//! The pages of pledges: taking part, confirming, and who is shown.

use super::acts::{self, Own, Terms};
use crate::api::list::Part;
use crate::campaigns::acts::{Seen, see};
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{action, choice, day, form, page, query, select, size, to, typed, wrong};
use crate::web::view::View;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use capstan_coalition::campaign::State;
use capstan_coalition::pledge::{Audience, GRID, Stand};
use capstan_report::args;
use maud::{Markup, html};
use serde::Deserialize;

/// The people of one page.
const MOST: usize = 100;

/// The pages of pledges.
pub fn pages() -> Pages {
    Pages::default()
        .get("/campaigns/{campaign}/pledge", pledge_page)
        .post("/campaigns/{campaign}/pledge", pledge)
        .post("/campaigns/{campaign}/pledge/withdraw", withdraw)
        .get("/campaigns/{campaign}/confirm", confirm_page)
        .post("/campaigns/{campaign}/confirm", confirm)
        .get("/campaigns/{campaign}/people", people)
}

async fn seen(view: &View, id: &str) -> Result<(Seen, Option<Own>), Problem> {
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, id).await?;
    let own = acts::own(&mut conn, &seen).await?;
    Ok((seen, own))
}

/// Leads back to the campaign.
fn back(view: &View, seen: &Seen) -> Markup {
    html! {
        p { (view.t("pledges-of")) " "
            a href={ "/campaigns/" (seen.campaign.id) } { (typed(&seen.campaign.brief.title)) } }
    }
}

/// On the page of a campaign: where the person stands, and what they can do.
pub fn section(view: &View, seen: &Seen, own: Option<&Own>) -> Markup {
    let at = format!("/campaigns/{}", seen.campaign.id);
    let open = seen.campaign.state == State::Open;
    html! {
        @match own {
            Some(own) => {
                (standing(view, seen, own))
                p.actions {
                    @if open && own.stand == Stand::Noticed {
                        a.button href={ (at) "/confirm" } { (view.t("pledges-to-confirm")) }
                    }
                    @if own.stand == Stand::Revealed {
                        a.button href={ (at) "/kit" } { (view.t("kits-follow")) }
                    }
                    a.button.quiet href={ (at) "/pledge" } { (view.t("pledges-change")) }
                }
            }
            None if !open => {}
            None if seen.member.is_some() => {
                p { (view.t("pledges-how")) }
                p.actions { a.button href={ (at) "/pledge" } { (view.t("pledges-take-part")) } }
            }
            None => {
                p { (view.t("pledges-join-first")) }
                p.actions {
                    a.button href={ "/coalitions/" (seen.coalition.slug) } { (view.t("pledges-join")) }
                }
            }
        }
    }
}

/// Where a person stands, and what happens next.
fn standing(view: &View, seen: &Seen, own: &Own) -> Markup {
    html! {
        p { strong { (view.t(&format!("pledges-stand-{}", own.stand.key()))) } " "
            (view.t(&format!("pledges-next-{}", own.stand.key()))) }
        dl.facts {
            dt { (view.t("pledges-asks")) }
            dd { (others(view, own.others)) }
            dt { (view.t("pledges-audience")) }
            dd { (view.t(&format!("pledges-audience-{}", own.audience.key()))) }
            @if let Some(window) = &own.window {
                dt { (view.t("pledges-until")) }
                dd { (day(view, window.until)) }
            }
        }
        @if !own.counted {
            p.off { (view.t("pledges-uncounted")) " "
                a href={ "/coalitions/" (seen.coalition.slug) "/evidence" } { (view.t("evidence-title")) } }
        }
    }
}

/// What a pledge asks for, in words.
fn others(view: &View, others: u64) -> String {
    match others {
        0 => view.t("pledges-others-none"),
        others => view.say("pledges-others", args![count = others]),
    }
}

/// Whom people may agree to be shown to in a campaign.
fn audiences(view: &View, seen: &Seen) -> Vec<(&'static str, String, String)> {
    let counsel = seen.campaign.counsel.is_some();
    Audience::ALL
        .iter()
        .filter(|audience| counsel || **audience != Audience::Counsel)
        .map(|audience| {
            let key = audience.key();
            (
                key,
                view.t(&format!("pledges-audience-{key}")),
                view.t(&format!("pledges-audience-hint-{key}")),
            )
        })
        .collect()
}

/// What the form of a pledge sends.
#[derive(Clone, Debug, Default, Deserialize)]
struct Sent {
    #[serde(default)]
    others: String,
    #[serde(default)]
    audience: String,
}

impl Sent {
    fn terms(&self) -> Result<Terms, Problem> {
        let audience = Audience::ALL.iter().find(|a| a.key() == self.audience);
        Ok(Terms {
            others: self
                .others
                .parse()
                .map_err(|_| Problem::input("others", "pledge-off-grid"))?,
            audience: *audience.ok_or_else(|| Problem::input("audience", "pledge-audience"))?,
        })
    }
}

async fn pledge_page(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    let (seen, own) = seen(&view, &id).await?;
    view.who.person()?;
    let sent = match &own {
        Some(own) => Sent {
            others: own.others.to_string(),
            audience: own.audience.key().to_owned(),
        },
        None => Sent {
            others: "0".to_owned(),
            audience: String::new(),
        },
    };
    Ok(pledge_form(&view, &seen, own.as_ref(), &sent, None))
}

fn pledge_form(
    view: &View,
    seen: &Seen,
    own: Option<&Own>,
    sent: &Sent,
    problem: Option<&Problem>,
) -> Markup {
    let at = format!("/campaigns/{}/pledge", seen.campaign.id);
    let sizes: Vec<(String, String)> = std::iter::once(0)
        .chain(GRID)
        .map(|size| (size.to_string(), others(view, size)))
        .collect();
    let shown = own.is_some_and(|own| own.stand == Stand::Revealed);
    let open = seen.campaign.state == State::Open && seen.member.is_some() && !shown;
    let send = match own {
        None => view.t("pledges-send"),
        Some(_) => view.t("pledges-send-change"),
    };
    let threshold = seen.campaign.brief.terms.threshold;
    let body = html! {
        (back(view, seen))
        (wrong(view, problem))
        @if let Some(own) = own { (standing(view, seen, own)) }
        @if open {
            p.lead { (view.say("pledges-lead", args![threshold = threshold])) }
            (form(view, &at, &send, html! {
                (select("others", &view.t("pledges-asks"), &sent.others, &sizes))
                (choice("audience", &view.t("pledges-audience-ask"), &sent.audience, &audiences(view, seen)))
            }))
            h2 { (view.t("pledges-then")) }
            ol.steps {
                li { (view.t("pledges-then-private")) }
                li { (view.t("pledges-then-notice")) }
                li { (view.t("pledges-then-confirm")) }
                li { (view.t("pledges-then-shown")) }
            }
        } @else if seen.member.is_none() {
            (section(view, seen, None))
        } @else if own.is_none() {
            p { (view.t("problem-pledge-not-open")) }
        }
        @if own.is_some() {
            h2 { (view.t("pledges-leave")) }
            p { (view.t("pledges-leave-hint")) }
            (action(view, &format!("{at}/withdraw"), &view.t("pledges-withdraw"), "danger", &[]))
        }
    };
    page(view, &view.t("pledges-title"), body)
}

async fn pledge(
    view: View,
    Path(id): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let done = match sent.terms() {
        Ok(terms) => acts::pledge(&view.app, &view.who, &id, terms).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => Ok(to(&format!("/campaigns/{id}"), "pledged")),
        Err(problem) if problem.is_input() => {
            let (seen, own) = seen(&view, &id).await?;
            let page = pledge_form(&view, &seen, own.as_ref(), &sent, Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
struct Nothing {}

async fn withdraw(
    view: View,
    Path(id): Path<String>,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    acts::withdraw(&view.app, &view.who, &id).await?;
    Ok(to(&format!("/campaigns/{id}"), "withdrawn"))
}

async fn confirm_page(view: View, Path(id): Path<String>) -> Result<Markup, Problem> {
    view.who.person()?;
    let (seen, own) = seen(&view, &id).await?;
    Ok(confirm_form(&view, &seen, own.as_ref(), None))
}

fn confirm_form(view: &View, seen: &Seen, own: Option<&Own>, problem: Option<&Problem>) -> Markup {
    let at = format!("/campaigns/{}", seen.campaign.id);
    let asked = own.and_then(|own| own.window.as_ref().map(|window| (own, window)));
    let body = html! {
        (back(view, seen))
        (wrong(view, problem))
        @match asked {
            Some((own, window)) if own.stand == Stand::Noticed => {
                p.lead { (view.t("pledges-confirm-lead")) }
                dl.facts {
                    dt { (view.t("pledges-audience")) }
                    dd { (view.t(&format!("pledges-audience-{}", own.audience.key()))) " "
                        (view.t(&format!("pledges-audience-hint-{}", own.audience.key()))) }
                    dt { (view.t("pledges-until")) }
                    dd { (day(view, window.until)) }
                }
                p { (view.say("pledges-confirm-then", args![threshold = seen.campaign.brief.terms.threshold])) }
                p { (view.t("pledges-confirm-not")) }
                (form(view, &format!("{at}/confirm"), &view.t("pledges-confirm"), html! {
                    input type="hidden" name="round" value=(window.round);
                    label.option {
                        input type="checkbox" name="agree" value="yes" required;
                        span { (view.t("pledges-confirm-agree")) }
                    }
                }))
                p.links { a href={ (at) "/pledge" } { (view.t("pledges-change")) } }
            }
            _ => {
                @match own {
                    Some(own) => (standing(view, seen, own)),
                    None => p { (view.t("problem-pledge-no-notice")) },
                }
            }
        }
    };
    page(view, &view.t("pledges-confirm-title"), body)
}

/// What the form of a confirmation sends.
#[derive(Debug, Deserialize)]
struct Agreed {
    #[serde(default)]
    agree: String,
    #[serde(default)]
    round: u64,
}

async fn confirm(
    view: View,
    Path(id): Path<String>,
    Form(agreed): Form<Agreed>,
) -> Result<Response, Problem> {
    let done = match agreed.agree.as_str() {
        "yes" => acts::confirm(&view.app, &view.who, &id, agreed.round).await,
        _ => Err(Problem::input("agree", "pledge-agree")),
    };
    match done {
        Ok(()) => Ok(to(&format!("/campaigns/{id}"), "confirmed")),
        Err(problem) if problem.is_input() => {
            let (seen, own) = seen(&view, &id).await?;
            let page = confirm_form(&view, &seen, own.as_ref(), Some(&problem));
            Ok((problem.status, page).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn people(view: View, Path(id): Path<String>, part: Part) -> Result<Markup, Problem> {
    let mut conn = view.app.store.read().await?;
    let seen = see(&view.app, &view.who, &mut conn, &id).await?;
    let people = acts::people(&mut conn, &seen, part.after(), MOST).await?;
    let key = people.audience.key();
    let body = html! {
        (back(&view, &seen))
        p.lead { (view.t(&format!("pledges-people-{key}"))) }
        @if let Some(drive) = seen.drive.as_ref().filter(|drive| drive.sizes_at > 0) {
            p { (view.say("pledges-people-size", args![size = size(&view, drive.sizes.shown)])) " "
                (day(&view, drive.sizes_at)) }
        }
        @if people.items.is_empty() {
            p { (view.t("pledges-people-none")) }
        } @else {
            ul { @for handle in &people.items { li { (typed(handle)) } } }
        }
        @if let Some(next) = &people.next {
            p.paging { a href={ "/campaigns/" (id) "/people?after=" (query(next)) } { (view.t("pledges-people-more")) } }
        }
    };
    Ok(page(&view, &view.t("pledges-people-title"), body))
}
