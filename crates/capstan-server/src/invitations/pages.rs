//! The pages of invitations.

use crate::invitations::acts::{self, DAYS, NewInvitation};
use crate::limits::Peer;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::pages::Pages;
use crate::web::parts::{
    Field, action, day, field, form, page, paragraphs, query, select, to, typed, wrong,
};
use crate::web::view::View;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use capstan_report::args;
use maud::{Markup, PreEscaped, html};
use qrcode::QrCode;
use qrcode::render::svg::Color;
use serde::Deserialize;

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/join/{code}", join)
        .get("/coalitions/{coalition}/invitations", list)
        .post("/coalitions/{coalition}/invitations", make)
        .post("/coalitions/{coalition}/invitations/end", end)
}

/// A text as a QR code: an SVG; nothing if it is too long for one.
fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else {
        return html! {};
    };
    let drawn = code
        .render::<Color<'_>>()
        .dark_color(Color("#000"))
        .light_color(Color("#fff"))
        .build();
    let svg = drawn.split_once("?>").map_or("", |(_, svg)| svg);
    html! { div.qr role="img" aria-label=(label) { (PreEscaped(svg)) } }
}

/// Where an invitation leads.
async fn join(view: View, peer: Peer, Path(code): Path<String>) -> Result<Markup, Problem> {
    let invited = acts::look(&view.app, &peer, &code).await?;
    let here = format!("/join/{}", query(&code));
    let body = html! {
        p.lead { (view.t("invitations-lead")) }
        h2 { (typed(&invited.name)) }
        (paragraphs(&invited.summary))
        p { a href={ "/coalitions/" (invited.coalition) } { (view.t("invitations-look")) } }
        @if view.who.is_someone() {
            p.actions { a.button href={ "/coalitions/" (invited.coalition) "/join?invitation=" (query(&code)) } {
                (view.t("invitations-join")) } }
        } @else {
            p { (view.t("invitations-account")) }
            p.actions {
                a.button href={ "/sign-up?back=" (query(&here)) } { (view.t("people-sign-up")) }
                a.button.quiet href={ "/sign-in?back=" (query(&here)) } { (view.t("shell-sign-in")) }
            }
        }
    };
    Ok(page(&view, &view.t("invitations-title"), body))
}

async fn list_page(
    view: &View,
    slug: &str,
    uses: &str,
    days: i64,
    problem: Option<&Problem>,
) -> Result<Markup, Problem> {
    let holding = acts::list(&view.app, &view.who, slug).await?;
    let choices: Vec<(String, String)> = DAYS
        .iter()
        .map(|days| {
            (
                days.to_string(),
                view.say("invitations-days", args![days = *days]),
            )
        })
        .collect();
    let fields = html! {
        (field(view, &Field {
            name: "uses",
            label: view.t("invitations-uses"),
            hint: view.t("invitations-uses-hint"),
            value: uses,
            kind: "number",
            required: true,
            ..Field::default()
        }, problem))
        (select("days", &view.t("invitations-for"), &days.to_string(), &choices))
    };
    let at = format!("/coalitions/{slug}/invitations");
    let body = html! {
        (wrong(view, problem))
        p { (view.t("invitations-what")) }
        @if !holding.is_empty() {
            ul.cards {
                @for invitation in &holding {
                    li.card {
                        p { (view.say("invitations-left", args![uses = invitation.uses])) " "
                            (view.t("invitations-ends")) " " (day(view, invitation.expires)) }
                        (action(view, &format!("{at}/end"), &view.t("invitations-end"), "quiet",
                            &[("id", &invitation.id)]))
                    }
                }
            }
        }
        h2 { (view.t("invitations-new")) }
        (form(view, &at, &view.t("invitations-make"), fields))
        p { a href={ "/coalitions/" (slug) } { (view.t("invitations-back")) } }
    };
    Ok(page(view, &view.t("invitations-list"), body))
}

/// One's invitations into a coalition.
async fn list(view: View, Path(slug): Path<String>) -> Result<Markup, Problem> {
    list_page(&view, &slug, "1", 7, None).await
}

/// What the form of a new invitation sends.
#[derive(Debug, Deserialize)]
struct New {
    #[serde(default)]
    uses: String,
    #[serde(default)]
    days: i64,
}

/// Makes an invitation and shows its link, this once.
async fn make(
    view: View,
    Path(slug): Path<String>,
    Form(new): Form<New>,
) -> Result<Response, Problem> {
    let wish = NewInvitation {
        uses: new.uses.trim().parse().unwrap_or(0),
        days: new.days,
    };
    match acts::make(&view.app, &view.who, &slug, &wish).await {
        Ok(made) => {
            let body = html! {
                p.lead { (view.t("invitations-once")) }
                p.code translate="no" { a href=(made.link) { (made.link) } }
                (qr(&made.link, &view.t("invitations-qr")))
                p { (view.say("invitations-left", args![uses = made.uses])) " "
                    (view.t("invitations-ends")) " " (day(&view, made.expires)) }
                p { a href={ "/coalitions/" (slug) "/invitations" } { (view.t("invitations-list")) } }
            };
            Ok(page(&view, &view.t("invitations-made"), body).into_response())
        }
        Err(problem) if problem.is_input() => {
            let shown = list_page(&view, &slug, &new.uses, new.days, Some(&problem)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(problem) => Err(problem),
    }
}

/// Which invitation is to end.
#[derive(Debug, Deserialize)]
struct Which {
    #[serde(default)]
    id: String,
}

/// Ends an invitation.
async fn end(
    view: View,
    Path(slug): Path<String>,
    Form(which): Form<Which>,
) -> Result<Response, Problem> {
    acts::end(&view.app, &view.who, &slug, &which.id).await?;
    Ok(to(
        &format!("/coalitions/{slug}/invitations"),
        "invitation-ended",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_drawn_without_styles_and_one_too_long_is_left_out() {
        let drawn = qr("https://example.org/join/x", "a label").into_string();
        assert!(
            drawn.contains("<svg") && drawn.contains("aria-label=\"a label\""),
            "{drawn}"
        );
        assert!(
            !drawn.contains("style=") && !drawn.contains("<?xml"),
            "{drawn}"
        );
        assert_eq!(qr(&"x".repeat(5000), "").into_string(), "");
    }
}
