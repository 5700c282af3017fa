//! The demonstration: what says that it is one, and puts its clock forward.

use crate::app::App;
use crate::problem::Problem;
use crate::web::form::Form;
use crate::web::parts::{action, to};
use crate::web::view::View;
use axum::extract::State;
use axum::response::Response;
use capstan_store::id::DAY;
use maud::{Markup, html};
use serde::Deserialize;

/// The longest step of the clock, in days.
const MOST_DAYS: i64 = 60;

/// What every page of a demonstration says.
pub fn banner(view: &View) -> Markup {
    if !view.app.config.demo {
        return html! {};
    }
    html! {
        div.demo {
            p { (view.t("demo-banner")) }
            (action(view, "/demo/clock", &view.t("demo-day"), "quiet", &[("days", "1")]))
            (action(view, "/demo/clock", &view.t("demo-week"), "quiet", &[("days", "7")]))
        }
    }
}

/// How far the clock is put forward.
#[derive(Debug, Deserialize)]
pub struct Step {
    days: i64,
}

/// Puts the clock forward and does what is due then.
///
/// # Errors
/// If this is no demonstration.
pub async fn forward(State(app): State<App>, Form(step): Form<Step>) -> Result<Response, Problem> {
    if !app.config.demo {
        return Err(Problem::missing());
    }
    app.clock.forward(step.days.clamp(0, MOST_DAYS) * DAY);
    crate::tick::due(&app).await?;
    Ok(to("/", "clock"))
}
