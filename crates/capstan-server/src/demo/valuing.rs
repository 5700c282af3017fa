//! What the jobs of the demonstration are worth, worked out by the engine as
//! for people.

use super::seed::Seeding;
use crate::app::App;
use crate::coalitions::acts::coalition;
use crate::dividends::pools;
use crate::jobs;
use crate::problem::Problem;
use crate::values::acts::start;
use crate::values::ask::Ask;
use crate::who::Who;
use capstan_store::ledger::accounts;

/// Where the riders wait for their orders.
const GROUPS: [&str; 2] = ["North side", "South side"];

/// Writes down in which group each member is, one after the other by handle.
///
/// # Errors
/// If it is refused.
pub async fn group(app: &App, steward: &Who, slug: &str) -> Result<(), Seeding> {
    let mut conn = app.store.read().await.map_err(Problem::from)?;
    let id = coalition(&mut conn, slug).await?.id;
    let there = accounts::members(&mut conn, &app.store.keys, &id).await;
    drop(conn);
    let mut handles: Vec<String> = (there.map_err(Problem::from)?.into_values())
        .map(|(_, handle)| handle)
        .collect();
    handles.sort_unstable();
    let lines = handles.iter().zip(GROUPS.iter().cycle());
    let table: String = lines
        .map(|(handle, group)| format!("{handle},{group}\n"))
        .collect();
    Ok(pools::set_groups(app, steward, slug, (&table, "")).await?)
}

/// Has the donated jobs of a coalition valued. Gives the id of the valuation.
///
/// # Errors
/// If it is refused.
pub async fn value_jobs(app: &App, organiser: &Who, slug: &str) -> Result<String, Seeding> {
    let id = start(app, organiser, slug, &Ask::default()).await?;
    while jobs::next(app, "demonstration").await? {}
    Ok(id)
}
