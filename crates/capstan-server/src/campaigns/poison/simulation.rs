//! The simulation of poison: all there ever is of it, and only while every
//! gate is open.

use crate::app::App;
use crate::campaigns::acts::see;
use crate::forecasts::acts as forecasts;
use crate::forecasts::ask::{Ask, SAMPLE};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::gate;
use capstan_store::Conn;

/// Whether every gate lets the plan of a campaign through now.
///
/// # Errors
/// If it is not theirs to see.
pub async fn is_open(app: &App, who: &Who, conn: &mut Conn, id: &str) -> Result<bool, Problem> {
    let seen = see(app, who, conn, id).await?;
    let plan = seen.campaign.brief.poison.unwrap_or_default();
    Ok(gate::open(&gate::gates(&plan, app.now())))
}

/// Asks the engine what poison would do where the forecast of the campaign
/// says what its lawful lever does: with the same data, model and people, so
/// that the two can be laid side by side. Gives the forecast's id.
///
/// # Errors
/// If a gate forbids it, or they may not ask for forecasts.
pub async fn simulate(app: &App, who: &Who, id: &str) -> Result<String, Problem> {
    let mut conn = app.store.read().await?;
    let all = forecasts::all(&mut conn, id).await?;
    drop(conn);
    let asked = all.iter().find_map(|one| one.asked());
    let ask = match asked {
        Some(ask) => Ask {
            lever: "poison".into(),
            target: None,
            ..ask
        },
        None => Ask::of(SAMPLE, "poison"),
    };
    forecasts::attach(app, who, id, &ask).await
}
