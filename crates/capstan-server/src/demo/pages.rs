//! What every page of a demonstration says and offers: its clock, a way in,
//! and an invitation.

use super::book;
use super::crowd::CAST;
use crate::app::App;
use crate::invitations::acts::{self as invitations, NewInvitation};
use crate::limits::Peer;
use crate::people::acts::{recognise, sign_in};
use crate::people::session;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{action, to};
use crate::web::view::{View, back};
use crate::who::Who;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use capstan_store::demo;
use capstan_store::id::DAY;
use maud::{Markup, html};
use serde::Deserialize;

/// The longest step of the clock, in days.
const MOST_DAYS: i64 = 60;

/// The most invitations that are left to hold before a new one is made.
const MOST_INVITATIONS: usize = 5;

/// What is sent in a demonstration; it has no pages of its own.
pub fn pages() -> Pages {
    Pages::default()
        .post("/demo/clock", forward)
        .post("/demo/enter", enter)
        .post("/demo/invitation", invite)
}

/// What every page of a demonstration says.
pub fn banner(view: &View) -> Markup {
    if !view.app.config.demo {
        return html! {};
    }
    let here = here(&view.path);
    let step = |days: &str, key: &str| {
        let fields = [("days", days), ("back", here.as_str())];
        action(view, "/demo/clock", &view.t(key), "quiet", &fields)
    };
    html! {
        div.demo {
            p { (view.t("demo-banner")) }
            (step("1", "demo-day"))
            (step("7", "demo-week"))
            (action(view, "/demo/invitation", &view.t("demo-invitation"), "quiet", &[]))
        }
    }
}

/// On the page for signing in: being someone of the demonstration.
pub fn doors(view: &View, next: &str) -> Markup {
    if !view.app.config.demo {
        return html! {};
    }
    html! {
        h2 { (view.t("demo-look")) }
        p { (view.t("demo-look-hint")) }
        @for role in CAST {
            (action(view, "/demo/enter", &view.t(&format!("demo-as-{role}")), "quiet",
                &[("role", role), ("back", next)]))
        }
    }
}

/// The page where someone is, without what it said that was done. What only
/// answers to forms cannot be led back to.
fn here(path: &str) -> String {
    let (page, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<&str> = page.split('/').collect();
    let pages = crate::web::pages();
    let known = pages.list().iter().any(|pattern| {
        let pattern: Vec<&str> = pattern.split('/').collect();
        pattern.len() == parts.len()
            && pattern
                .iter()
                .zip(&parts)
                .all(|(a, b)| a == b || a.starts_with('{'))
    });
    if !known {
        return "/".to_owned();
    }
    let kept = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("done="));
    let kept: Vec<&str> = kept.collect();
    match kept.is_empty() {
        true => page.to_owned(),
        false => format!("{page}?{}", kept.join("&")),
    }
}

/// How far the clock is put forward.
#[derive(Debug, Deserialize)]
struct Step {
    days: i64,
    #[serde(default)]
    back: String,
}

/// Puts the clock forward and does what is due then.
async fn forward(State(app): State<App>, Form(step): Form<Step>) -> Result<Response, Problem> {
    if !app.config.demo {
        return Err(Problem::missing());
    }
    app.clock.forward(step.days.clamp(0, MOST_DAYS) * DAY);
    let mut tx = app.store.begin().await?;
    demo::put_forward(&mut tx, app.clock.ahead()).await?;
    tx.commit().await?;
    crate::tick::due(&app).await?;
    Ok(to(back(&step.back), "clock"))
}

/// Whom a visitor wants to be.
#[derive(Debug, Deserialize)]
struct Door {
    role: String,
    #[serde(default)]
    back: String,
}

/// Signs a visitor in as someone of the demonstration.
async fn enter(
    view: View,
    peer: Peer,
    headers: HeaderMap,
    Form(door): Form<Door>,
) -> Result<Response, Problem> {
    let book = book::read(&view.app)?;
    let phrase = book.people.get(&door.role).ok_or_else(Problem::missing)?;
    let (secret, _) = sign_in(&view.app, &peer, &view.who, &headers, phrase).await?;
    let next = match door.back.as_str() {
        "" => "/you",
        path => back(path),
    };
    let mut response = to(next, "signed-in");
    session::set_cookie(&view.app, &mut response, &secret);
    Ok(response)
}

/// A form that asks for nothing.
#[derive(Debug, Deserialize)]
struct Nothing {}

/// Invites a visitor, as a member would.
async fn invite(
    State(app): State<App>,
    peer: Peer,
    Form(Nothing {}): Form<Nothing>,
) -> Result<Response, Problem> {
    let book = book::read(&app)?;
    let phrase = book.people.get(CAST[1]).ok_or_else(Problem::missing)?;
    let host = Who::person_of(&recognise(&app, &peer, phrase).await?.id);
    let home = book.paths.get("/coalitions/{coalition}");
    let slug = home.and_then(|path| path.rsplit('/').next());
    let slug = slug.ok_or_else(Problem::missing)?;
    let holding = invitations::list(&app, &host, slug).await?;
    for old in holding.iter().skip(MOST_INVITATIONS) {
        invitations::end(&app, &host, slug, &old.id).await?;
    }
    let new = NewInvitation { uses: 20, days: 7 };
    let link = invitations::make(&app, &host, slug, &new).await?.link;
    let at = link.find("/join/").unwrap_or(0);
    Ok(Redirect::to(back(&link[at..])).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_leads_back_to_a_page_and_to_no_form() {
        assert_eq!(here("/"), "/");
        assert_eq!(here("/coalitions?q=a&done=left"), "/coalitions?q=a");
        assert_eq!(
            here("/coalitions/fair-feeds?done=joined"),
            "/coalitions/fair-feeds"
        );
        assert_eq!(here("/sign-up/words"), "/");
        assert_eq!(here("/nowhere?done=x"), "/");
    }
}
