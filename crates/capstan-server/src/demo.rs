//! The demonstration: a made-up world in which a newcomer sees every page
//! alive, and can put the clock forward to see what happens later.
//!
//! [`story`] is what it tells, [`seed`] lives through it, [`book`] is where
//! scripts and tests find their way in it, and [`pages`] is what every page of
//! a demonstration has beside.

mod auditing;
pub mod book;
pub mod crowd;
pub mod donating;
pub mod pages;
mod paying;
mod pulling;
pub mod seed;
pub mod story;
mod valuing;
mod voting;

pub use pages::pages;

use crate::app::App;
use crate::problem::Problem;
use capstan_store::demo;
use capstan_store::pledges::Act;
use seed::Seeding;
use tokio::task::JoinSet;

/// Seeds a demonstration of so many people into an empty store, and sets its
/// clock as it was when it last ran. One that was cut off is made anew.
///
/// # Errors
/// If the store is one that people use, or it cannot be seeded.
pub async fn start(app: &App, people: u64) -> Result<(), Seeding> {
    let mut tx = app.store.begin().await.map_err(Problem::from)?;
    let fresh = demo::begin(&mut tx).await.map_err(Problem::from)?;
    tx.commit().await.map_err(Problem::from)?;
    if fresh {
        let seeded = seed::seed(app, people).await?;
        book::write(app, &seeded).await?;
        let mut tx = app.store.begin().await.map_err(Problem::from)?;
        demo::done(&mut tx).await.map_err(Problem::from)?;
        tx.commit().await.map_err(Problem::from)?;
    }
    let mut conn = app.store.read().await.map_err(Problem::from)?;
    match demo::find(&mut conn).await.map_err(Problem::from)? {
        Some(demo) => app.clock.forward(demo.ahead - app.clock.ahead()),
        None => return Err(Seeding::InUse),
    }
    Ok(())
}

/// Lets the made-up people do what they promised: whoever is asked to confirm
/// does.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    if !app.config.demo {
        return Ok(());
    }
    let mut conn = app.store.read().await?;
    let asked = demo::asked(&mut conn).await?;
    drop(conn);
    let mut all = JoinSet::new();
    for one in asked {
        let app = app.clone();
        let act = Act::Confirm {
            member: one.member,
            round: one.round,
        };
        all.spawn(async move { app.pledges.apply(&app, &one.campaign, act).await });
    }
    while let Some(done) = all.join_next().await {
        match done {
            // The window may just have ended.
            Ok(Err(problem)) if !problem.is_input() => return Err(problem),
            _ => {}
        }
    }
    Ok(())
}
