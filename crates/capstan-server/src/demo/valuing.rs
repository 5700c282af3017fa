//! What the jobs of the demonstration are worth, worked out by the engine as
//! for people.

use super::seed::Seeding;
use crate::app::App;
use crate::jobs;
use crate::values::acts::start;
use crate::values::ask::Ask;
use crate::who::Who;

/// Has the donated jobs of a coalition valued. Gives the id of the valuation.
///
/// # Errors
/// If it is refused.
pub async fn value_jobs(app: &App, organiser: &Who, slug: &str) -> Result<String, Seeding> {
    let id = start(app, organiser, slug, &Ask::default()).await?;
    while jobs::next(app, "demonstration").await? {}
    Ok(id)
}
