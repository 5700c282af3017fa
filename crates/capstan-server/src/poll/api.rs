//! The poll as JSON.

use super::acts;
use crate::api::Body;
use crate::api::list::{Page, Part};
use crate::api::said::NotShown;
use crate::app::App;
use crate::problem::Problem;
use axum::extract::State;
use capstan_coalition::poll::{Change, Poll};
use capstan_store::Micros;
use capstan_store::polls::Taken;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The poll of one tick.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PollTick)]
pub struct Tick {
    /// The tick, in microseconds UTC since 1970.
    pub at: i64,
    /// What was published: "people" rounded down, and for each vision its
    /// share of 0 to 1 with its interval.
    #[schema(value_type = Option<Object>)]
    pub poll: Option<Poll>,
    /// Why there is none: "too-few-people" or "groups-too-small".
    pub withheld: Option<String>,
    /// How shares changed since the tick before.
    #[schema(value_type = Vec<Object>)]
    pub changes: Vec<Change>,
}

impl From<Taken> for Tick {
    fn from(taken: Taken) -> Self {
        Self {
            at: taken.at,
            withheld: taken.poll.as_ref().err().map(|why| why.key().to_owned()),
            poll: taken.poll.ok(),
            changes: taken.changes,
        }
    }
}

/// The poll's part of the API.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(poll))
}

/// Shows how people's memberships spread over visions, day by day.
#[utoipa::path(
    get, path = "/poll", tag = "poll", params(Part),
    responses((status = 200, description = "A page of polls, latest first", body = Page<Tick>), NotShown)
)]
async fn poll(State(app): State<App>, part: Part) -> Result<Body<Page<Tick>>, Problem> {
    let before = part.behind(|text| text.parse().ok())?;
    let found = acts::list(&app, before.unwrap_or(Micros::MAX), part.most() + 1).await?;
    let page = Page::of(found, part.most(), |taken| taken.at.to_string());
    Ok(Body(page.map(Tick::from)))
}
