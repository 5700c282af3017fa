//! Taking the poll, and what is told of it.

use crate::app::App;
use crate::problem::Problem;
use axum::http::StatusCode;
use capstan_coalition::charter::LEAST_PUBLIC;
use capstan_coalition::poll::{Change, Poll, Withheld};
use capstan_coalition::size::Clock;
use capstan_store::id::DAY;
use capstan_store::polls::{self, Taken};
use capstan_store::{Conn, Micros};

/// The clock of the poll: midnight of every day, UTC.
fn clock() -> Result<Clock, Problem> {
    Clock::new(0, DAY).map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ours"))
}

/// Takes the poll of the last tick, if it was not taken.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let Some(tick) = clock()?.as_of(app.now()) else {
        return Ok(());
    };
    let mut conn = app.store.read().await?;
    let last = polls::latest(&mut conn, Micros::MAX, 1).await?;
    drop(conn);
    if last.first().is_some_and(|last| last.at >= tick) {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    polls::take(&mut tx, &app.store.keys, tick, LEAST_PUBLIC).await?;
    Ok(tx.commit().await?)
}

/// The poll as it is shown: the latest, and those before it.
#[derive(Clone, Debug)]
pub struct Standings {
    /// As of when.
    pub at: Micros,
    /// The poll, or why there is none.
    pub poll: Result<Poll, Withheld>,
    /// What changed since the tick before.
    pub changes: Vec<Change>,
    /// Earlier polls that were published, latest first.
    pub earlier: Vec<Poll>,
}

/// The latest poll with up to `most` earlier ticks. Nothing before the first.
///
/// # Errors
/// If the store fails.
pub async fn standings(conn: &mut Conn, most: i64) -> Result<Option<Standings>, Problem> {
    let mut all = polls::latest(conn, Micros::MAX, most + 1)
        .await?
        .into_iter();
    Ok(all.next().map(|latest| Standings {
        at: latest.at,
        poll: latest.poll,
        changes: latest.changes,
        earlier: all.filter_map(|taken| taken.poll.ok()).collect(),
    }))
}

/// The polls before the tick `before`, latest first.
///
/// # Errors
/// If the store fails.
pub async fn list(app: &App, before: Micros, most: usize) -> Result<Vec<Taken>, Problem> {
    let mut conn = app.store.read().await?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    Ok(polls::latest(&mut conn, before, most).await?)
}
