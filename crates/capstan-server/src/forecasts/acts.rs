//! What can be done with forecasts.

mod look;

pub use look::{
    Brief, Kept, One, all, curves, is_simulation, list, of, one, part_of_ratings, ratings_of,
    simulations,
};

use crate::app::App;
use crate::campaigns::poison::simulation;
use crate::forecasts::ask::{Ask, SAMPLE};
use crate::forecasts::curves::At;
use crate::forecasts::ratings::{self, Sent};
use crate::forecasts::{elsewhere, work};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::campaign::State;
use capstan_coalition::role::{Deed, Role, may};
use capstan_leverage::Forecast;
use capstan_leverage::result::Note;
use capstan_store::blobs::Upload;
use capstan_store::campaigns::{self, Campaign};
use capstan_store::forecasts::{self as stored, Checked, Origin, Ratings};
use capstan_store::jobs;
use capstan_store::members::Member;
use capstan_store::{Conn, Micros, id, log};
use look::read;
use serde::Deserialize;
use utoipa::ToSchema;

/// Ratings that were not to be kept, and of which no forecast is made, go
/// after so long.
const UNUSED: Micros = 7 * id::DAY;
/// The most jobs of one campaign that wait or run.
const MOST_OPEN: usize = 5;
/// The most forecasts of one campaign, points that were added counted.
const MOST: usize = 200;
/// Into how many steps participation is cut for those who ask for a point.
const STEPS: f64 = 100.0;

/// A campaign as someone may see it, and who they are in its coalition.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The campaign.
    pub campaign: Campaign,
    /// Who looks, if they are a member.
    pub member: Option<Member>,
    /// Whether they may add forecasts.
    pub organises: bool,
}

/// A stored curve to take over.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(example = json!({"forecast": "0192f0c1-7a53-7c1e-9d52-0b6f3e1c2a77"}))]
pub struct Pick {
    /// The id of a forecast of this coalition.
    pub forecast: String,
}

/// A point that is missing on a curve.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(example = json!({"participation": 0.42}))]
pub struct Missing {
    /// The share of those called who take part, in steps of one in a hundred.
    #[schema(minimum = 0.01, maximum = 1)]
    pub participation: f64,
}

/// The campaign `id`, if `who` may see it.
///
/// # Errors
/// If there is none, or it is not theirs to see.
pub async fn seen(app: &App, conn: &mut Conn, who: &Who, id: &str) -> Result<Seen, Problem> {
    let campaign = campaigns::find(conn, id)
        .await?
        .ok_or_else(Problem::missing)?;
    let member = who.member(app, conn, &campaign.coalition).await?;
    let role = member
        .as_ref()
        .and_then(|m| Role::ALL.iter().copied().find(|r| r.key() == m.role));
    let organises = role.is_some_and(|role| may(role, Deed::DraftCampaign));
    let author = match &member {
        Some(member) => campaigns::is_author(conn, id, &member.id).await?,
        None => false,
    };
    if !campaign.state_at(app.now()).public() && !organises && !author {
        return Err(Problem::missing());
    }
    Ok(Seen {
        campaign,
        member,
        organises: organises || author,
    })
}

/// The campaign `id`, if `who` may add forecasts to it now.
///
/// # Errors
/// If they may not, or the campaign is over.
pub async fn organised(
    app: &App,
    conn: &mut Conn,
    who: &Who,
    id: &str,
) -> Result<(Campaign, Member), Problem> {
    who.may("organise")?;
    let seen = seen(app, conn, who, id).await?;
    let Some(member) = seen.member.filter(|_| seen.organises) else {
        return Err(Problem::forbidden("forecasts-organisers"));
    };
    match seen.campaign.state_at(app.now()) {
        State::Draft | State::InReview | State::Open => Ok((seen.campaign, member)),
        _ => Err(Problem::conflict("forecasts-over")),
    }
}

async fn noted(
    conn: &mut Conn,
    (campaign, member): (&Campaign, &Member),
    did: &str,
    what: &str,
    now: Micros,
) -> Result<(), Problem> {
    let entry = serde_json::json!({
        "at": now, "by": member.handle, "did": did, "campaign": campaign.id, "what": what,
    });
    log::append(conn, &campaign.coalition, &entry.to_string()).await?;
    Ok(())
}

async fn room(conn: &mut Conn, campaign: &str) -> Result<(), Problem> {
    let all = stored::of(conn, campaign).await?;
    if all.len() >= MOST {
        return Err(Problem::conflict("forecasts-too-many").with("most", MOST));
    }
    let mut open = 0;
    for row in all.iter().filter(|row| !row.job.is_empty()) {
        let job = jobs::find(conn, &row.job).await?;
        open += usize::from(job.is_some_and(|job| job.state.is_open()));
    }
    if open >= MOST_OPEN {
        return Err(Problem::conflict("forecasts-busy").with("most", MOST_OPEN));
    }
    Ok(())
}

fn fresh(campaign: &Campaign, origin: Origin, now: Micros) -> stored::Forecast {
    stored::Forecast {
        id: id::id(),
        campaign: campaign.id.clone(),
        base: None,
        origin,
        ratings: None,
        ask: String::new(),
        job: String::new(),
        result: String::new(),
        checked: Checked::No,
        rank: 0,
        made: now,
    }
}

/// The ratings that are asked for, if they are the campaign's and still here.
async fn data_of(
    conn: &mut Conn,
    campaign: &Campaign,
    data: &str,
) -> Result<Option<String>, Problem> {
    if data == SAMPLE {
        return Ok(None);
    }
    let found = stored::find_ratings(conn, data).await?;
    let found = found.filter(|r| r.campaign == campaign.id);
    let found = found.ok_or(Problem::input("data", "forecasts-data"))?;
    if found.blob.is_empty() {
        return Err(Problem::input("data", "forecasts-ratings-gone"));
    }
    Ok(Some(found.id))
}

/// Asks the engine for a forecast. Gives its id.
///
/// # Errors
/// If they may not, or this cannot be asked for.
pub async fn attach(app: &App, who: &Who, campaign: &str, ask: &Ask) -> Result<String, Problem> {
    let simulated = ask.checked()?.plan.simulated();
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    if simulated && !simulation::is_open(app, who, &mut tx, &campaign.id).await? {
        return Err(Problem::conflict("forecasts-poison"));
    }
    room(&mut tx, &campaign.id).await?;
    let mut row = fresh(&campaign, Origin::Made, now);
    row.ratings = data_of(&mut tx, &campaign, &ask.data).await?;
    row.ask = serde_json::to_string(ask).unwrap_or_default();
    row.job = jobs::add(&mut tx, &campaign.coalition, work::MAKE, &row.id, now).await?;
    stored::add(&mut tx, &row).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "asked-for-forecast",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Takes over a forecast of another campaign of the coalition. Gives its id.
///
/// # Errors
/// If they may not, or it is not there to be taken.
pub async fn pick(app: &App, who: &Who, campaign: &str, pick: &Pick) -> Result<String, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    room(&mut tx, &campaign.id).await?;
    let found = stored::of_coalition(&mut tx, &campaign.coalition).await?;
    let found = found.into_iter().find(|f| f.id == pick.forecast);
    let found = found.filter(|row| !is_simulation(row));
    let found = found.ok_or(Problem::input("forecast", "forecasts-no-stored"))?;
    let mut row = fresh(&campaign, Origin::Stored, now);
    // Its ratings are the other campaign's; those of the sample are everyone's.
    if found.ratings.is_none() && found.origin == Origin::Made {
        row.origin = Origin::Made;
        row.ask = found.ask;
    }
    row.checked = found.checked;
    row.result = found.result;
    stored::add(&mut tx, &row).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "took-over-forecast",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Takes in a forecast that was made elsewhere. Gives its id.
///
/// # Errors
/// If they may not, or it is none.
pub async fn take_in(
    app: &App,
    who: &Who,
    campaign: &str,
    bytes: &[u8],
) -> Result<String, Problem> {
    let forecast = elsewhere::read(bytes)?;
    if forecast.notes.contains(&Note::Simulated) {
        return Err(Problem::conflict("forecasts-poison"));
    }
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    room(&mut tx, &campaign.id).await?;
    let mut row = fresh(&campaign, Origin::Elsewhere, now);
    row.result = forecast.to_json();
    stored::add(&mut tx, &row).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "took-in-forecast",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Has a part of a forecast made again that was made elsewhere: with the
/// ratings of the campaign that are still here, or with the sample.
///
/// # Errors
/// If they may not, or there is nothing to make it from.
pub async fn verify(app: &App, who: &Who, campaign: &str, forecast: &str) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    let row = of_campaign(&mut tx, &campaign, forecast).await?;
    if row.origin == Origin::Made {
        return Err(Problem::conflict("forecasts-made-here"));
    }
    room(&mut tx, &campaign.id).await?;
    let made: Forecast = read(&row.result).ok_or(Problem::conflict("forecasts-gone"))?;
    let sample = made
        .data
        .source
        .get("file")
        .is_some_and(serde_json::Value::is_null);
    let here = stored::ratings_of(&mut tx, &campaign.id).await?;
    let here = here.into_iter().find(|r| !r.blob.is_empty());
    if here.is_none() && !sample {
        return Err(Problem::conflict("forecasts-nothing-to-verify"));
    }
    let data = here.filter(|_| !sample).map(|r| r.id);
    let job = jobs::add(&mut tx, &campaign.coalition, work::VERIFY, &row.id, now).await?;
    stored::checking(&mut tx, &row.id, &job, data.as_deref()).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "verifies-forecast",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

async fn of_campaign(
    conn: &mut Conn,
    campaign: &Campaign,
    forecast: &str,
) -> Result<stored::Forecast, Problem> {
    let row = stored::find(conn, forecast).await?;
    row.filter(|row| row.campaign == campaign.id)
        .ok_or_else(Problem::missing)
}

/// Cancels the making of a forecast.
///
/// # Errors
/// If they may not.
pub async fn cancel(app: &App, who: &Who, campaign: &str, forecast: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let (campaign, _) = organised(app, &mut tx, who, campaign).await?;
    let row = of_campaign(&mut tx, &campaign, forecast).await?;
    jobs::cancel(&mut tx, &row.job).await?;
    tx.commit().await?;
    Ok(())
}

/// Removes a forecast. Once the campaign is open its forecasts stay: people
/// pledged on them.
///
/// # Errors
/// If they may not, or the campaign is open and the forecast is made.
pub async fn remove(app: &App, who: &Who, campaign: &str, forecast: &str) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    let row = of_campaign(&mut tx, &campaign, forecast).await?;
    if campaign.state_at(now) == State::Open && !row.result.is_empty() {
        return Err(Problem::conflict("forecasts-open"));
    }
    jobs::cancel(&mut tx, &row.job).await?;
    stored::remove(&mut tx, &row.id).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "removed-forecast",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Puts a forecast on the campaign's page, in place of another. Once the
/// campaign is open that does not change.
///
/// # Errors
/// If they may not, or the campaign is open.
pub async fn put_first(
    app: &App,
    who: &Who,
    campaign: &str,
    forecast: &str,
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    let row = of_campaign(&mut tx, &campaign, forecast).await?;
    if campaign.state_at(now) == State::Open {
        return Err(Problem::conflict("forecasts-open"));
    }
    if row.base.is_some() {
        return Err(Problem::missing());
    }
    stored::put_first(&mut tx, &campaign.id, &row.id).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "put-forecast-first",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps ratings that came in for a campaign.
///
/// # Errors
/// If they may not, or the file holds no ratings.
pub async fn keep_ratings(
    app: &App,
    who: &Who,
    campaign: &str,
    (sent, mut upload): (Sent, Upload),
) -> Result<Kept, Problem> {
    let found = ratings::look(&mut upload, &sent.reading).await?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (campaign, member) = organised(app, &mut tx, who, campaign).await?;
    let blob = upload.keep().await?;
    let row = Ratings {
        id: id::id(),
        campaign: campaign.id.clone(),
        blob: blob.hash,
        reading: serde_json::to_string(&sent.reading).unwrap_or_default(),
        found: serde_json::to_string(&found).unwrap_or_default(),
        keep: sent.keep,
        made: now,
    };
    stored::add_ratings(&mut tx, &row).await?;
    noted(
        &mut tx,
        (&campaign, &member),
        "uploaded-ratings",
        &row.id,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(Kept {
        id: row.id,
        found,
        here: true,
        keep: sent.keep,
    })
}

/// Removes the file of ratings, and all that was kept to go on from it.
///
/// # Errors
/// If they may not.
pub async fn forget_ratings(
    app: &App,
    who: &Who,
    campaign: &str,
    data: &str,
) -> Result<(), Problem> {
    who.may("organise")?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = seen(app, &mut tx, who, campaign).await?;
    let Some(member) = seen.member.filter(|_| seen.organises) else {
        return Err(Problem::forbidden("forecasts-organisers"));
    };
    let found = stored::find_ratings(&mut tx, data).await?;
    let found = found.filter(|r| r.campaign == seen.campaign.id);
    let found = found.ok_or_else(Problem::missing)?;
    stored::drop_ratings(&mut tx, &found.id).await?;
    noted(
        &mut tx,
        (&seen.campaign, &member),
        "removed-ratings",
        &found.id,
        now,
    )
    .await?;
    tx.commit().await?;
    due(app).await
}

/// Removes what nobody needs any more: ratings and the worlds made from them.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    stored::drop_unneeded(&mut tx, app.now().saturating_sub(UNUSED)).await?;
    let needed = stored::blobs(&mut tx).await?;
    let blobs = ratings::blobs(app);
    for hash in blobs.all().await? {
        if needed.binary_search(&hash).is_err() {
            blobs.remove(&hash).await?;
        }
    }
    tx.commit().await?;
    let worlds = app.config.data.join("worlds");
    let Ok(mut entries) = tokio::fs::read_dir(&worlds).await else {
        return Ok(());
    };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name != SAMPLE && needed.binary_search(&name).is_err() {
            // A job that just ends may write there: it is seen to next time.
            let _ = tokio::fs::remove_dir_all(entry.path()).await;
        }
    }
    Ok(())
}

/// Asks the engine for a point that a curve has not. Gives the id of the
/// forecast that will hold it, or nothing if it is there already.
///
/// # Errors
/// If they are no member, or the curve cannot be asked.
pub async fn ask_point(
    app: &App,
    who: &Who,
    campaign: &str,
    forecast: &str,
    missing: &Missing,
) -> Result<Option<String>, Problem> {
    who.may("member")?;
    let share = (missing.participation * STEPS).round() / STEPS;
    if !(1.0 / STEPS..=1.0).contains(&share) {
        return Err(Problem::input("participation", "forecasts-share"));
    }
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let seen = seen(app, &mut tx, who, campaign).await?;
    if seen.member.is_none() {
        return Err(Problem::forbidden("forecasts-members"));
    }
    let base = of_campaign(&mut tx, &seen.campaign, forecast).await?;
    let curves = curves(&mut tx, &seen.campaign).await?;
    let curve = curves.iter().find(|c| c.id == base.id);
    let curve = curve.ok_or_else(Problem::missing)?;
    let under_way = curve.under_way.iter().any(|p| (p - share).abs() < 1e-9);
    if matches!(curve.at(share), At::Computed(_)) || under_way {
        return Ok(None);
    }
    if !curve.more {
        return Err(Problem::conflict("forecasts-no-more"));
    }
    room(&mut tx, &seen.campaign.id).await?;
    let mut ask: Ask =
        serde_json::from_str(&base.ask).map_err(|_| Problem::conflict("forecasts-no-more"))?;
    ask.participation = vec![share];
    ask.target = None;
    let mut row = fresh(&seen.campaign, Origin::Made, now);
    row.base = Some(base.id);
    row.ratings = base.ratings;
    row.ask = serde_json::to_string(&ask).unwrap_or_default();
    row.job = jobs::add(&mut tx, &seen.campaign.coalition, work::MAKE, &row.id, now).await?;
    stored::add(&mut tx, &row).await?;
    tx.commit().await?;
    Ok(Some(row.id))
}
