//! What people of the demonstration donated: made-up jobs whose truth is
//! known, taken in as jobs of people are.

use super::crowd::{Moved, Town};
use super::seed::{Seeding, Stage};
use crate::donations::acts::{Donor, Wish, agree_of, draft_of, keep_of};
use crate::donations::consent::Purpose;
use crate::problem::Problem;
use capstan_audit::sample::{Spec, events};
use capstan_data::pay::PayEvent;
use capstan_donation::Card;
use capstan_report::Lang;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

/// The seed of the jobs.
const SEED: u64 = 3475;
/// What they agree to.
const AGREED: [Purpose; 2] = [Purpose::Own, Purpose::Figures];

/// What people of a coalition donate.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Donations {
    /// When, in days before the seeding.
    pub day: i64,
    /// How many people.
    pub workers: usize,
    /// How many jobs each, on average.
    pub jobs: f64,
    /// The handle of one of the cast, who donates too.
    pub handle: String,
}

/// Where a donation of the cast can be seen.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The coalition, as addresses name it.
    pub slug: String,
    /// The donation.
    pub donation: String,
}

/// Takes in what is donated on a day; gives what one of the cast donated.
///
/// # Errors
/// If it is refused.
pub(super) async fn day(
    stage: &Stage<'_>,
    town: &Town,
    day: i64,
) -> Result<Option<Given>, Seeding> {
    let told = town.story.donations.as_ref().filter(|told| told.day == day);
    let Some(told) = told else {
        return Ok(None);
    };
    let mut donors = vec![town.who(&told.handle)?];
    donors.extend(town.crowd.iter().take(told.workers.saturating_sub(1)));
    let mut jobs = jobs(stage, told, donors.len());
    let mut given = Given {
        slug: town.slug.clone(),
        ..Given::default()
    };
    let mut tx = stage.app.store.begin().await.map_err(Problem::from)?;
    // The one of the cast is the last to donate.
    for donor in donors.into_iter().rev() {
        let cards = jobs.pop().unwrap_or_default();
        given.donation = donate(stage, &mut tx, town, donor, cards).await?;
    }
    tx.commit().await.map_err(Problem::from)?;
    Ok(Some(given))
}

async fn donate(
    stage: &Stage<'_>,
    conn: &mut capstan_store::Conn,
    town: &Town,
    Moved { member, .. }: &Moved,
    cards: Vec<Card>,
) -> Result<String, Problem> {
    let app = stage.app;
    let donor = Donor {
        coalition: member.coalition.clone(),
        slug: town.slug.clone(),
        member: member.id.clone(),
    };
    let wish = Wish {
        keep: (0..cards.len()).collect(),
        ..Wish::default()
    };
    agree_of(app, conn, &donor, app.voices.of(Lang::En), &AGREED).await?;
    let id = draft_of(app, conn, &donor, "web", cards, None).await?;
    // Nobody is there to take the receipt.
    let _ = keep_of(app, conn, &donor, &id, &wish).await?;
    Ok(id)
}

/// The jobs of each worker, moved so that the last are those of the day
/// before.
fn jobs(stage: &Stage<'_>, told: &Donations, workers: usize) -> Vec<Vec<Card>> {
    let spec = Spec {
        workers,
        jobs: told.jobs,
        ..Spec::default()
    };
    let events = events(&spec, SEED);
    let last = events
        .iter()
        .filter_map(|event| Some(event.end?.date))
        .max();
    let now = Timestamp::from_microsecond(stage.app.now()).unwrap_or_default();
    let today = now.to_zoned(TimeZone::UTC).date();
    let later = last.map_or(0, |last| days(last, today) - 1);
    let mut all: Vec<Vec<Card>> = Vec::new();
    let mut worker = String::new();
    for mut event in events {
        if event.worker != worker {
            worker.clone_from(&event.worker);
            all.push(Vec::new());
        }
        moved(&mut event, later);
        let card = Card::of_event("export.csv", &event);
        if let Some(own) = all.last_mut() {
            own.push(card);
        }
    }
    all
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// The same job so many days later, as an export of theirs has it.
fn moved(event: &mut PayEvent, days: i64) {
    event.worker.clear();
    event.source = Some("export".into());
    for when in [&mut event.start, &mut event.end].into_iter().flatten() {
        let span = jiff::Span::new().days(days);
        when.date = when.date.checked_add(span).unwrap_or(when.date);
    }
}
