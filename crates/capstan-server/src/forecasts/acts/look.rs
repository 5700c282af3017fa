//! What is there to see of forecasts.

use super::{Seen, of_campaign, seen};
use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::campaigns::poison::simulation;
use crate::forecasts::ask::Ask;
use crate::forecasts::curves::{self, Curve};
use crate::forecasts::ratings::Found;
use crate::jobs as running;
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::grade;
use capstan_leverage::Forecast;
use capstan_report::Lang;
use capstan_store::campaigns::Campaign;
use capstan_store::forecasts::{self as stored, Origin, Ratings};
use capstan_store::jobs::{self, Job};
use capstan_store::{Conn, id};
use serde::Serialize;
use utoipa::ToSchema;

/// A forecast in short.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Brief {
    /// The id.
    pub id: String,
    /// "made" here, "elsewhere", or "stored": taken over from another campaign.
    #[schema(example = "made")]
    pub origin: String,
    /// "bytes", "numbers" or "differs" once it was made again to compare;
    /// empty before.
    #[schema(example = "")]
    pub checked: String,
    /// "waiting", "running", "done", "failed" or "cancelled".
    #[schema(example = "running")]
    pub state: String,
    /// How many worlds are made.
    pub done: i64,
    /// Of how many; 0 while nobody knows.
    pub total: i64,
    /// What went wrong, if something did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// Whether it stands on the campaign's page.
    pub first: bool,
    /// The finding in a sentence, once it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
}

/// Ratings in short.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Kept {
    /// The id.
    pub id: String,
    /// What was found in the file.
    pub found: Found,
    /// Whether the file is still here.
    pub here: bool,
    /// Whether it stays after the forecast.
    pub keep: bool,
}

/// A forecast with its job and what came of it.
#[derive(Clone, Debug)]
pub struct One {
    /// What is stored of it.
    pub row: stored::Forecast,
    /// The job that makes it.
    pub job: Option<Job>,
    /// What came of it.
    pub made: Option<Forecast>,
}

/// The ratings of a campaign.
///
/// # Errors
/// If they may not see them.
pub async fn ratings_of(app: &App, who: &Who, campaign: &str) -> Result<Vec<Kept>, Problem> {
    let rows = some_ratings(app, who, campaign, "", i64::MAX).await?;
    Ok(rows.into_iter().filter_map(kept).collect())
}

/// A part of them.
///
/// # Errors
/// If they may not see them.
pub async fn part_of_ratings(
    app: &App,
    who: &Who,
    campaign: &str,
    part: &Part,
) -> Result<Page<Kept>, Problem> {
    let after = part.behind(id::read)?.unwrap_or_default();
    let ask = list::and_one(part.most());
    let found = some_ratings(app, who, campaign, &after, ask).await?;
    let page = Page::of(found, part.most(), |row| row.id.clone());
    Ok(Page {
        items: page.items.into_iter().filter_map(kept).collect(),
        next: page.next,
    })
}

async fn some_ratings(
    app: &App,
    who: &Who,
    campaign: &str,
    after: &str,
    most: i64,
) -> Result<Vec<Ratings>, Problem> {
    let mut conn = app.store.read().await?;
    let seen = seen(app, &mut conn, who, campaign).await?;
    if !seen.organises {
        return Err(Problem::missing());
    }
    Ok(stored::some_ratings(&mut conn, &seen.campaign.id, after, most).await?)
}

fn kept(row: Ratings) -> Option<Kept> {
    Some(Kept {
        found: serde_json::from_str(&row.found).ok()?,
        id: row.id,
        here: !row.blob.is_empty(),
        keep: row.keep,
    })
}

pub(super) fn read(result: &str) -> Option<Forecast> {
    serde_json::from_str(result).ok()
}

/// Whether a row is a simulation of poison: it stands on no page but its own.
/// None is ever taken over or taken in, so each was asked for here.
pub fn is_simulation(row: &stored::Forecast) -> bool {
    ask(row).is_some_and(|ask| ask.lever.trim() == "poison")
}

fn ask(row: &stored::Forecast) -> Option<Ask> {
    serde_json::from_str(&row.ask).ok()
}

/// The forecasts of a campaign, the one on its page first; without the points
/// that were added to curves, and without simulations of poison.
///
/// # Errors
/// If the store fails.
pub async fn all(conn: &mut Conn, campaign: &str) -> Result<Vec<One>, Problem> {
    let mut all = every(conn, campaign).await?;
    all.retain(|one| !is_simulation(&one.row));
    Ok(all)
}

/// The simulations of poison of a campaign, newest last. They are shown only
/// while every gate is open.
///
/// # Errors
/// If the store fails.
pub async fn simulations(conn: &mut Conn, campaign: &str) -> Result<Vec<One>, Problem> {
    let mut all = every(conn, campaign).await?;
    all.retain(|one| is_simulation(&one.row));
    Ok(all)
}

async fn every(conn: &mut Conn, campaign: &str) -> Result<Vec<One>, Problem> {
    let mut out = Vec::new();
    for row in stored::of(conn, campaign).await? {
        if row.base.is_none() {
            out.push(with_job(conn, row).await?);
        }
    }
    Ok(out)
}

async fn with_job(conn: &mut Conn, row: stored::Forecast) -> Result<One, Problem> {
    let job = match row.job.as_str() {
        "" => None,
        job => jobs::find(conn, job).await?,
    };
    Ok(One {
        made: read(&row.result),
        job,
        row,
    })
}

/// One forecast of a campaign that they may see.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn one(
    app: &App,
    who: &Who,
    campaign: &str,
    forecast: &str,
) -> Result<(Seen, One), Problem> {
    let mut conn = app.store.read().await?;
    let seen = seen(app, &mut conn, who, campaign).await?;
    let row = of_campaign(&mut conn, &seen.campaign, forecast).await?;
    if row.result.is_empty() && !seen.organises && row.base.is_none() {
        return Err(Problem::missing());
    }
    let one = with_job(&mut conn, row).await?;
    let id = &seen.campaign.id;
    if is_simulation(&one.row) && !simulation::is_open(app, who, &mut conn, id).await? {
        return Err(Problem::missing());
    }
    Ok((seen, one))
}

/// The forecasts that may be shown to someone: what is not made yet is for
/// organisers.
///
/// # Errors
/// If they may not see the campaign.
pub async fn list(app: &App, who: &Who, campaign: &str) -> Result<(Seen, Vec<One>), Problem> {
    let mut conn = app.store.read().await?;
    let seen = seen(app, &mut conn, who, campaign).await?;
    let mut all = all(&mut conn, &seen.campaign.id).await?;
    all.retain(|one| one.made.is_some() || seen.organises);
    Ok((seen, all))
}

impl One {
    /// What was asked of the engine; nothing if it was made elsewhere.
    pub fn asked(&self) -> Option<Ask> {
        ask(&self.row)
    }

    /// In short, in a language.
    pub fn brief(&self, app: &App, lang: Lang, first: bool) -> Brief {
        let job = self.job.as_ref();
        let voice = app.voices.of(lang);
        Brief {
            id: self.row.id.clone(),
            origin: self.row.origin.word().to_owned(),
            checked: self.row.checked.word().to_owned(),
            state: job.map_or("done", |job| job.state.word()).to_owned(),
            done: job.map_or(0, |job| job.done),
            total: job.map_or(0, |job| job.total),
            problem: job.and_then(|job| running::said(voice, &job.problem)),
            first,
            finding: self
                .made
                .as_ref()
                .map(|f| capstan_leverage::report::told(f, lang).title),
        }
    }
}

/// The curves of a campaign.
///
/// # Errors
/// If the store fails.
pub async fn curves(conn: &mut Conn, campaign: &Campaign) -> Result<Vec<Curve>, Problem> {
    let here: Vec<String> = stored::ratings_of(conn, &campaign.id)
        .await?
        .into_iter()
        .filter(|r| !r.blob.is_empty())
        .map(|r| r.id)
        .collect();
    let mut rows = Vec::new();
    let all = stored::of(conn, &campaign.id).await?;
    for row in all.into_iter().filter(|row| !is_simulation(row)) {
        let under_way = match row.job.as_str() {
            "" => false,
            job => jobs::find(conn, job)
                .await?
                .is_some_and(|j| j.state.is_open()),
        };
        // What failed or was cancelled is no point, now or later.
        if row.base.is_none() || !row.result.is_empty() || under_way {
            let made = read(&row.result);
            rows.push((row, made));
        }
    }
    let more = |row: &stored::Forecast| {
        let data = row.ratings.as_ref().is_none_or(|id| here.contains(id));
        row.origin == Origin::Made && data
    };
    Ok(curves::of(&rows, more))
}

/// The points that a campaign's outcome is graded against: those of the
/// forecast on its page, if it can be normalised.
///
/// # Errors
/// If the store fails.
pub async fn of(conn: &mut Conn, campaign: &str) -> Result<Vec<grade::Point>, Problem> {
    let rows = stored::of(conn, campaign).await?;
    let first = rows
        .iter()
        .find(|r| r.base.is_none() && !r.result.is_empty() && !is_simulation(r));
    let Some(forecast) = first.and_then(|row| read(&row.result)) else {
        return Ok(Vec::new());
    };
    let points = curves::points(&forecast);
    Ok(points
        .into_iter()
        .filter_map(|p| {
            let loss = p.operator?;
            Some(grade::Point {
                participation: p.participation,
                low: loss.low,
                estimate: loss.value,
                high: loss.high,
            })
        })
        .collect())
}
