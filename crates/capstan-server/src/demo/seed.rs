//! Seeding: the story is lived through, day by day, with a clock that is in
//! the past. Whatever happens goes the way it goes for people, so that logs,
//! published sizes, polls and rules are what they would be.

use super::auditing;
use super::crowd::{Actor, CAST, Crowd, Town, cast, newcomer, towns};
use super::donating::{self, Given};
use super::paying::{self, Paid, Paying};
use super::pulling::{self, Running};
use super::story::{self, StoryError, days};
use super::valuing;
use super::voting::{self, Voting};
use crate::app::App;
use crate::campaigns::posts::claims;
use crate::clock::Clock;
use crate::coalitions::acts::{Naming, found, name};
use crate::jobs::Failure;
use crate::limits::Peer;
use crate::moderation::acts::{Replying, Reporting, queue, reply, report, settle};
use crate::problem::Problem;
use crate::tick;
use crate::who::Who;
use capstan_stats::Stream;
use capstan_store::id::DAY;
use capstan_store::{Micros, campaigns, coalitions};
use std::collections::BTreeMap;

/// The seed of all that is drawn.
const SEED: u64 = 2400;
/// On which day what was said is reported and replied to.
const TALKED: i64 = 5;
/// The most replies that are looked through.
const MOST: usize = 50;

/// Why a demonstration cannot be seeded.
#[derive(Debug, thiserror::Error)]
pub enum Seeding {
    /// The story is none.
    #[error(transparent)]
    Story(#[from] StoryError),
    /// The store is not a demonstration's.
    #[error(
        "people use this installation, and a demonstration lets anyone change its clock: \
         start without --demo, or choose an empty folder with --data"
    )]
    InUse,
    /// Something in it was refused, as it is for people.
    #[error("the demonstration could not be seeded: {0}")]
    Refused(String),
}

impl From<Problem> for Seeding {
    fn from(problem: Problem) -> Self {
        Self::Refused(format!(
            "{} {:?} {:?}",
            problem.key, problem.field, problem.args
        ))
    }
}

impl From<Failure> for Seeding {
    fn from(failure: Failure) -> Self {
        Self::Refused(format!("{failure:?}"))
    }
}

/// What the parts of the story share.
pub(super) struct Stage<'a> {
    /// The service, in the past.
    pub app: &'a App,
    /// How many people there are in all.
    pub people: u64,
    /// The day of the seeding.
    pub end: Micros,
}

/// What was seeded.
#[derive(Debug)]
pub struct Seeded {
    /// Whom a visitor may be.
    pub cast: Vec<Actor>,
    /// The ids of campaigns by what the story calls them.
    pub campaigns: BTreeMap<String, String>,
    /// The ids of proposals, likewise.
    pub proposals: BTreeMap<String, String>,
    /// The name in addresses of the first coalition.
    pub slug: String,
    /// What one of the cast donated.
    pub given: Given,
    /// The valuation of what was donated.
    pub valuation: String,
    /// What was shared out by it.
    pub paid: Paid,
}

/// Lives through the story with so many people, until now.
///
/// # Errors
/// If the story is none, or something in it is refused.
pub async fn seed(now: &App, people: u64) -> Result<Seeded, Seeding> {
    let stream = Stream::root(SEED);
    let mut towns = towns(story::coalitions()?, people, &stream)?;
    let first = towns
        .iter()
        .map(|town| town.story.founded)
        .max()
        .unwrap_or(0);
    let clock = Clock::behind(days(first));
    let app = App::with_clock(now.store.clone(), now.config.clone(), clock);
    let stage = Stage {
        app: &app,
        people,
        end: now.now(),
    };
    let cast = cast(&app).await?;
    let mut crowd = Crowd::new(people);
    let mut running: Vec<Vec<Running>> = Vec::new();
    let mut voting: Vec<Vec<Voting>> = Vec::new();
    let mut given = Given::default();
    for town in &towns {
        running.push(
            town.story
                .campaigns
                .iter()
                .map(|_| Running::default())
                .collect(),
        );
        voting.push(
            town.story
                .proposals
                .iter()
                .map(|_| Voting::default())
                .collect(),
        );
    }
    for day in (0..=first).rev() {
        for ((town, running), voting) in towns.iter_mut().zip(&mut running).zip(&mut voting) {
            begin(&app, town, &cast, day).await?;
            town.come(&app, &mut crowd, day).await?;
            for (campaign, running) in town.story.campaigns.iter().zip(running.iter_mut()) {
                pulling::day(&stage, town, campaign, running, day).await?;
            }
            for (proposal, voting) in (0..).zip(&town.story.proposals).zip(voting) {
                voting::day(&stage, town, proposal, voting, day).await?;
            }
            if let Some(donated) = donating::day(&stage, town, day).await? {
                given = donated;
            }
            if day == TALKED {
                talk(&app, town, running).await?;
            }
        }
        tick::due(&app).await?;
        if day > 0 {
            app.clock.forward(DAY);
        }
    }
    let mut seeded = Seeded {
        cast,
        campaigns: BTreeMap::new(),
        proposals: BTreeMap::new(),
        slug: towns
            .first()
            .map(|town| town.slug.clone())
            .unwrap_or_default(),
        given,
        valuation: String::new(),
        paid: Paid::default(),
    };
    let organiser = seeded.cast.iter().find(|actor| actor.role == CAST[1]);
    if let Some(organiser) = organiser.filter(|_| !seeded.given.slug.is_empty()) {
        let who = Who::person_of(&organiser.person);
        if let Some(steward) = seeded.cast.iter().find(|actor| actor.role == CAST[2]) {
            let steward = Who::person_of(&steward.person);
            valuing::group(&app, &steward, &seeded.given.slug).await?;
        }
        seeded.valuation = valuing::value_jobs(&app, &who, &seeded.given.slug).await?;
        auditing::audit_pay(&app, &who, &seeded.given.slug).await?;
        let town = towns.iter().find(|town| town.slug == seeded.given.slug);
        let founder = town.and_then(|town| town.named.first());
        let of = |role| {
            let actor = seeded.cast.iter().find(|actor| actor.role == role);
            actor.map(|actor| Who::person_of(&actor.person))
        };
        if let (Some(founder), Some(other), Some(member)) = (founder, of(CAST[2]), of(CAST[0])) {
            let people = Paying {
                stewards: [&founder.who, &other],
                member: &member,
            };
            seeded.paid = paying::share_out(&app, &people, &seeded.given.slug).await?;
        }
    }
    for ((town, running), voting) in towns.iter().zip(running).zip(voting) {
        for (campaign, running) in town.story.campaigns.iter().zip(running) {
            seeded.campaigns.insert(campaign.key.clone(), running.id);
        }
        for (proposal, voting) in town.story.proposals.iter().zip(voting) {
            seeded.proposals.insert(proposal.key.clone(), voting.id);
        }
    }
    Ok(seeded)
}

/// Who someone of the story is: one of the cast, or a newcomer.
async fn person(app: &App, cast: &[Actor], role: Option<&str>) -> Result<String, Problem> {
    if let Some(actor) = cast.iter().find(|actor| Some(actor.role) == role) {
        return Ok(actor.person.clone());
    }
    let mut tx = app.store.begin().await?;
    let person = newcomer(&mut tx, app.now()).await?;
    tx.commit().await?;
    Ok(person)
}

/// The founding, and the day after it, on which those with a part come.
async fn begin(app: &App, town: &mut Town, cast: &[Actor], day: i64) -> Result<(), Problem> {
    if day == town.story.founded {
        let founder = person(app, cast, town.story.founder.as_deref()).await?;
        let who = Who::person_of(&founder);
        town.slug = found(app, &who, &town.story.founding).await?;
        let mut conn = app.store.read().await?;
        let coalition = coalitions::by_slug(&mut conn, &town.slug).await?;
        let coalition = coalition.ok_or_else(Problem::missing)?;
        let member = who.member(app, &mut conn, &coalition.id).await?;
        let member = member.ok_or_else(Problem::missing)?;
        town.named.push(super::crowd::Moved { who, member });
    }
    if day != town.story.founded - 1 {
        return Ok(());
    }
    let steward = town.named.first().map(|moved| moved.who.clone());
    let steward = steward.ok_or_else(Problem::missing)?;
    let coming: Vec<_> = town
        .story
        .staff
        .iter()
        .chain(&town.story.guests)
        .cloned()
        .collect();
    for one in coming {
        let person = person(app, cast, one.person.as_deref()).await?;
        let mut tx = app.store.begin().await?;
        let moved = town
            .join(app, &mut tx, &person, (&one.handle, "invitation"))
            .await?;
        tx.commit().await?;
        town.named.push(moved);
        if let Some(role) = one.role {
            let naming = Naming {
                handle: one.handle,
                role,
            };
            name(app, &steward, &town.slug, &naming).await?;
        }
    }
    Ok(())
}

/// What is reported, and what others reply.
async fn talk(app: &App, town: &Town, running: &[Running]) -> Result<(), Problem> {
    let steward = town.named.first().map(|moved| moved.who.clone());
    let steward = steward.ok_or_else(Problem::missing)?;
    let reader = town.crowd.first().map(|moved| moved.who.clone());
    let reader = reader.ok_or_else(Problem::missing)?;
    let peer = Peer("the demonstration".into());
    for one in &town.story.reports {
        let claim = claim(app, town, running, (&one.campaign, one.claim)).await?;
        let reporting = Reporting {
            reason: one.reason.clone(),
        };
        report(app, &reader, "claim", &claim, &reporting).await?;
    }
    for one in &town.story.replies {
        let claim = claim(app, town, running, (&one.campaign, one.claim)).await?;
        let replying = Replying {
            name: one.name.clone(),
            text: one.text.clone(),
        };
        reply(app, &peer, "claim", &claim, &replying).await?;
        let waiting = queue(app, &steward, &town.slug, None, MOST).await?.replies;
        let mut waiting = waiting
            .iter()
            .filter(|w| one.accepted && w.name == one.name);
        if let Some(found) = waiting.next() {
            settle(app, &steward, &town.slug, &found.id, true).await?;
        }
    }
    Ok(())
}

/// The id of a claim as a post.
async fn claim(
    app: &App,
    town: &Town,
    running: &[Running],
    (key, number): (&str, usize),
) -> Result<String, Problem> {
    let of = town
        .story
        .campaigns
        .iter()
        .zip(running)
        .find(|(c, _)| c.key == key);
    let id = of.map_or("", |(_, running)| running.id.as_str());
    let mut conn = app.store.read().await?;
    let campaign = campaigns::find(&mut conn, id)
        .await?
        .ok_or_else(Problem::missing)?;
    let all = claims(&mut conn, &campaign).await?;
    let found = all.into_iter().find(|claim| claim.number == number);
    Ok(found.ok_or_else(Problem::missing)?.id)
}
