//! What can be done with valuations: organisers have them made, members look
//! at what their group's data are worth, and each at their own.

use crate::app::App;
use crate::coalitions::acts::{Standing, log, standing};
use crate::donations;
use crate::forecasts::ask::SAMPLE;
use crate::jobs as running;
use crate::problem::Problem;
use crate::values::ask::{Ask, Game};
use crate::values::found::Found;
use crate::values::spread::Own;
use crate::values::table;
use crate::values::work;
use crate::who::Who;
use capstan_coalition::role::{Deed, may};
use capstan_report::words::Voice;
use capstan_store::donations as given;
use capstan_store::forecasts as stored;
use capstan_store::jobs::{self, Job};
use capstan_store::values::{self, Valuation};
use capstan_store::{Conn, Micros, campaigns, id};
use serde::Serialize;
use utoipa::ToSchema;

/// The most valuations of a coalition.
const MOST: usize = 20;
/// The most of them that wait for the engine or are made by it.
const MOST_OPEN: usize = 3;
/// The most campaigns whose ratings are looked for.
const MOST_CAMPAIGNS: i64 = 50;
/// What is stale is made again when it is this old: in one go after many
/// donations, and not after each.
const FRESH: Micros = 60 * 60 * 1_000_000;

/// A valuation as members see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Valuation)]
pub struct Shown {
    /// The id.
    #[schema(example = "0192f0c17a537c1e9d520b6f3e1c2a77")]
    pub id: String,
    /// What was asked.
    pub ask: Ask,
    /// "waiting", "running", "done", "failed" or "cancelled".
    #[schema(example = "done")]
    pub state: String,
    /// How far the engine is.
    #[schema(example = 2000)]
    pub done: i64,
    /// Of how much; 0 while nobody knows.
    #[schema(example = 20_000)]
    pub total: i64,
    /// What went wrong, if something did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Whether donations changed since: then it is made again within an hour.
    #[schema(example = false)]
    pub stale: bool,
    /// When it was made, in microseconds UTC since 1970; 0 before.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub made: Micros,
    /// What came of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Found>,
}

/// A valuation with who looks at it.
pub struct Seen {
    /// Who looks.
    pub standing: Standing,
    /// The valuation.
    pub shown: Shown,
    /// What the own data of who looks add, if they are in it.
    pub own: Option<Own>,
}

/// Ratings that can be valued.
#[derive(Clone, Debug)]
pub struct Ratings {
    /// The id.
    pub id: String,
    /// The campaign that holds them.
    pub campaign: String,
}

impl Standing {
    /// Whether they may have data valued.
    pub fn values(&self) -> bool {
        may(self.role, Deed::ValueData)
    }
}

fn open(job: Option<&Job>) -> bool {
    job.is_some_and(|job| job.state.is_open())
}

async fn shown(conn: &mut Conn, voice: &Voice, row: &Valuation) -> Result<Shown, Problem> {
    let job = jobs::find(conn, &row.job).await?;
    let ask: Ask = serde_json::from_str(&row.ask).unwrap_or_default();
    // Who is in which group is for nobody's eyes.
    let ask = Ask {
        table: String::new(),
        ..ask
    };
    let found: Option<Found> = serde_json::from_str(&row.result).ok();
    let version = match ask.game {
        Game::Pay => given::version(conn, &row.coalition).await?,
        Game::Ratings => row.version,
    };
    Ok(Shown {
        id: row.id.clone(),
        state: job.as_ref().map_or("done", |j| j.state.word()).to_owned(),
        done: job.as_ref().map_or(0, |j| j.done),
        total: job.as_ref().map_or(0, |j| j.total),
        problem: job.as_ref().and_then(|j| running::said(voice, &j.problem)),
        stale: found.is_some() && version != row.version,
        made: row.done,
        ask,
        found,
    })
}

/// The valuations of a coalition, newest first. What is not made yet is for
/// those who may have data valued.
///
/// # Errors
/// If they are no member.
pub async fn list(
    app: &App,
    who: &Who,
    slug: &str,
    voice: &Voice,
) -> Result<(Standing, Vec<Shown>), Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let mut all = Vec::new();
    for row in values::of(&mut conn, &standing.coalition.id).await? {
        let one = shown(&mut conn, voice, &row).await?;
        if one.found.is_some() || standing.values() {
            all.push(one);
        }
    }
    Ok((standing, all))
}

async fn of_coalition(
    conn: &mut Conn,
    standing: &Standing,
    id: &str,
) -> Result<Valuation, Problem> {
    let row = values::find(conn, id).await?;
    row.filter(|row| row.coalition == standing.coalition.id)
        .ok_or_else(Problem::missing)
}

/// One valuation, with what the own data of who looks add.
///
/// # Errors
/// If they are no member, there is none, or it is not made and not theirs to
/// make.
pub async fn one(
    app: &App,
    who: &Who,
    slug: &str,
    id: &str,
    voice: &Voice,
) -> Result<Seen, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let row = of_coalition(&mut conn, &standing, id).await?;
    let shown = shown(&mut conn, voice, &row).await?;
    if shown.found.is_none() && !standing.values() {
        return Err(Problem::missing());
    }
    let vault = donations::acts::vault(app);
    let own = values::own(&mut conn, &vault, id, &standing.member.id).await?;
    let own = own.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    Ok(Seen {
        standing,
        shown,
        own,
    })
}

/// The newest valuation of a coalition that says how values are spread over
/// people, for who may see it.
///
/// # Errors
/// If the store fails.
pub async fn newest_spread(
    conn: &mut Conn,
    standing: &Standing,
) -> Result<Option<(String, Found)>, Problem> {
    let all = values::of(conn, &standing.coalition.id).await?;
    let made = all.into_iter().filter_map(|row| {
        let found: Found = serde_json::from_str(&row.result).ok()?;
        found.spread.is_some().then_some((row.id, found))
    });
    let mut made = made.collect::<Vec<_>>();
    // Donated jobs are the members' own.
    made.sort_by_key(|(_, found)| found.platform.is_empty());
    Ok(made.into_iter().next())
}

/// The newest valuation of donated jobs that was made: what money is shared by.
///
/// # Errors
/// If the store fails.
pub async fn newest_jobs(
    conn: &mut Conn,
    standing: &Standing,
) -> Result<Option<(String, Found)>, Problem> {
    let all = values::of(conn, &standing.coalition.id).await?;
    let mut made = all.into_iter().filter_map(|row| {
        let found: Found = serde_json::from_str(&row.result).ok()?;
        (!found.platform.is_empty()).then_some((row.id, found))
    });
    Ok(made.next())
}

/// The ratings that the campaigns of a coalition hold.
///
/// # Errors
/// If the store fails.
pub async fn ratings(conn: &mut Conn, coalition: &str) -> Result<Vec<Ratings>, Problem> {
    let mut all = Vec::new();
    for campaign in campaigns::of_coalition(conn, coalition, false, None, MOST_CAMPAIGNS).await? {
        for row in stored::ratings_of(conn, &campaign.id).await? {
            if !row.blob.is_empty() {
                all.push(Ratings {
                    id: row.id,
                    campaign: campaign.brief.title.clone(),
                });
            }
        }
    }
    Ok(all)
}

/// Has data valued. Gives the id of the valuation.
///
/// # Errors
/// If they may not, this cannot be asked for, or too much waits already.
pub async fn start(app: &App, who: &Who, slug: &str, ask: &Ask) -> Result<String, Problem> {
    match ask.game {
        Game::Pay => drop(ask.learner()?),
        Game::Ratings => drop(ask.checked()?),
    }
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::ValueData).await?;
    let coalition = &standing.coalition.id;
    let all = values::of(&mut tx, coalition).await?;
    if all.len() >= MOST {
        return Err(Problem::conflict("valuations-too-many").with("most", MOST));
    }
    let mut waiting = 0;
    for row in &all {
        waiting += usize::from(open(jobs::find(&mut tx, &row.job).await?.as_ref()));
    }
    if waiting >= MOST_OPEN {
        return Err(Problem::conflict("valuations-busy").with("most", MOST_OPEN));
    }
    let wants = match (ask.game, ask.data.trim()) {
        (Game::Pay, _) | (Game::Ratings, "" | SAMPLE) => None,
        (Game::Ratings, data) => Some(data.to_owned()),
    };
    if let Some(data) = &wants {
        let held = ratings(&mut tx, coalition).await?;
        if !held.iter().any(|r| r.id == *data) {
            return Err(Problem::input("data", "forecasts-data"));
        }
    }
    let new = id::id();
    let kept = Ask {
        table: table::seal(&app.store.keys, &new, &ask.table),
        ..ask.clone()
    };
    let row = Valuation {
        id: new.clone(),
        coalition: coalition.clone(),
        ask: serde_json::to_string(&kept).unwrap_or_default(),
        ratings: wants,
        job: jobs::add(&mut tx, coalition, work::MAKE, &new, now).await?,
        version: 0,
        result: String::new(),
        made: now,
        done: 0,
    };
    values::add(&mut tx, &row).await?;
    noted(&mut tx, &standing, "values-data", &new, now).await?;
    tx.commit().await?;
    Ok(new)
}

async fn noted(
    conn: &mut Conn,
    standing: &Standing,
    did: &str,
    what: &str,
    now: Micros,
) -> Result<(), Problem> {
    let more = serde_json::json!({"what": what});
    log(
        conn,
        &standing.coalition.id,
        &standing.member.handle,
        did,
        more,
        now,
    )
    .await
}

/// Stops the engine at a valuation.
///
/// # Errors
/// If they may not, or there is none.
pub async fn cancel(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::ValueData).await?;
    let row = of_coalition(&mut tx, &standing, id).await?;
    jobs::cancel(&mut tx, &row.job).await?;
    Ok(tx.commit().await?)
}

/// Removes a valuation with every member's own.
///
/// # Errors
/// If they may not, or there is none.
pub async fn remove(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::ValueData).await?;
    let row = of_coalition(&mut tx, &standing, id).await?;
    jobs::cancel(&mut tx, &row.job).await?;
    values::remove(&mut tx, &row.id).await?;
    noted(&mut tx, &standing, "removed-values", &row.id, app.now()).await?;
    Ok(tx.commit().await?)
}

/// Has made again what is stale: donations were added or withdrawn, or members
/// left, since it was made.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let mut stale = Vec::new();
    for row in values::made_before(&mut conn, now.saturating_sub(FRESH)).await? {
        let changed = given::version(&mut conn, &row.coalition).await? != row.version;
        if changed && !open(jobs::find(&mut conn, &row.job).await?.as_ref()) {
            stale.push(row);
        }
    }
    drop(conn);
    for row in stale {
        let mut tx = app.store.begin().await?;
        let job = jobs::add(&mut tx, &row.coalition, work::MAKE, &row.id, now).await?;
        values::again(&mut tx, &row.id, &job).await?;
        tx.commit().await?;
    }
    Ok(())
}
