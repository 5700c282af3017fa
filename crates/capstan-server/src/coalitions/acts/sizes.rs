//! Publishing sizes: coarse, and once a day on the clock of each coalition.

use crate::app::App;
use crate::problem::Problem;
use capstan_coalition::size::{Band, Clock};
use capstan_store::id::DAY;
use capstan_store::{coalitions, directory, members};

/// Publishes the sizes that are due: of each coalition as of the last tick of
/// its clock, which began at its founding.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let waiting = coalitions::sized_before(&mut conn, now - DAY).await?;
    drop(conn);
    for coalition in waiting {
        let Ok(clock) = Clock::new(coalition.made, DAY) else {
            continue;
        };
        let Some(at) = clock.as_of(now).filter(|&at| at > coalition.size_at) else {
            continue;
        };
        let mut tx = app.store.begin().await?;
        let count = members::count_at(&mut tx, &coalition.id, at).await?;
        let size = Band::of(count).least().unwrap_or(0);
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        coalitions::publish(&mut tx, &coalition.id, size, at).await?;
        directory::resize(&mut tx, "coalition", &coalition.id, size).await?;
        tx.commit().await?;
    }
    Ok(())
}
