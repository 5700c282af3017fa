//! The campaigns of the demonstration: written, reviewed, pledged in, ended
//! and measured.

use super::crowd::{Moved, Town, scaled};
use super::seed::{Seeding, Stage};
use super::story::{Campaign, days};
use crate::app::App;
use crate::campaigns::acts::{see, step, write};
use crate::campaigns::draft::date;
use crate::campaigns::outcome::{Entering, enter};
use crate::forecasts::acts::attach;
use crate::forecasts::ask::{Ask, Asked};
use crate::forecasts::curves;
use crate::jobs::{self, Watched};
use crate::kits;
use crate::kits::steps::{Words, mark};
use crate::pledges::acts::{Terms, confirm, own, pledge};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::campaign::Step;
use capstan_coalition::pledge::{Audience, Stand, Tier};
use capstan_data::WorldSpec;
use capstan_data::world::grow;
use capstan_leverage::Operator;
use capstan_store::{coalitions, pledges};
use capstan_worlds::Cache;
use std::collections::HashSet;
use tokio::task::{JoinError, JoinSet};

/// The seed of the world on which outcomes are measured: the sample, of which
/// forecasts are made, has another.
const OTHER_WORLD: u64 = 11;

/// How many of 100 choose each audience.
const AUDIENCES: [(Audience, f64); 4] = [
    (Audience::Counsel, 0.1),
    (Audience::Organisers, 0.25),
    (Audience::Participants, 0.4),
    (Audience::Public, 0.25),
];

/// How many pledge at the same time.
const TOGETHER: usize = 64;

/// A campaign under way.
#[derive(Debug, Default)]
pub struct Running {
    /// Its id, once it was written.
    pub id: String,
    /// The members who pledged.
    pledged: HashSet<String>,
    counted: u64,
    careful: u64,
}

/// The threshold of a campaign among so many people.
fn threshold(campaign: &Campaign, people: u64) -> u64 {
    let least = capstan_coalition::pledge::GRID[0];
    scaled(campaign.threshold, people).max(least)
}

/// Does what happens in a campaign on a day.
pub(super) async fn day(
    stage: &Stage<'_>,
    town: &Town,
    campaign: &Campaign,
    running: &mut Running,
    day: i64,
) -> Result<(), Seeding> {
    if day > campaign.written {
        return Ok(());
    }
    let app = stage.app;
    let by = &town.who(&campaign.by)?.who;
    if day == campaign.written {
        let date = |ago| date(stage.end - days(ago));
        let draft = campaign.draft(threshold(campaign, stage.people), date)?;
        running.id = write(app, by, &town.slug, &draft).await?;
        for ask in campaign.asks(stage.people)? {
            attach(app, by, &running.id, &ask).await?;
        }
        while jobs::next(app, "demonstration").await? {}
        for kit in &campaign.kits {
            kits::acts::write(app, by, &running.id, kit).await?;
        }
        if !campaign.draft_only {
            step(app, by, &running.id, &Step::Submit).await?;
        }
    }
    if campaign.approved == Some(day) {
        let second = &town.who(&campaign.second)?.who;
        step(app, second, &running.id, &Step::Approve).await?;
        for kit in kit_ids(app, &running.id).await? {
            kits::acts::approve(app, second, &running.id, &kit).await?;
        }
    }
    if let Some(approved) = campaign.approved {
        let until = campaign.ended.unwrap_or(campaign.closes).max(-1);
        let over = campaign
            .pledging
            .unwrap_or(approved)
            .min(approved - until - 1);
        if (approved - over..approved).contains(&day) {
            let so_far = (approved - day, over);
            pledging(stage, town, campaign, running, so_far).await?;
        }
    }
    if campaign.guests_confirm && campaign.approved.is_some_and(|approved| day < approved) {
        confirming(app, town, campaign, &running.id).await?;
    }
    if campaign.acted == Some(day) {
        acting(app, town, campaign, running).await?;
    }
    if campaign.ended == Some(day) {
        step(app, by, &running.id, &Step::End).await?;
    }
    if campaign.measured == Some(day) {
        let measured = measure(stage, town, campaign, &running.id).await?;
        enter(app, by, &running.id, &measured).await?;
    }
    Ok(())
}

/// Lets people pledge, so that after `passed` of `all` days a share of those
/// of the story has.
async fn pledging(
    stage: &Stage<'_>,
    town: &Town,
    campaign: &Campaign,
    running: &mut Running,
    (passed, all): (i64, i64),
) -> Result<(), Seeding> {
    let share = |of: u64| of * passed.unsigned_abs() / all.unsigned_abs().max(1);
    let total = match campaign.missing {
        Some(missing) => threshold(campaign, stage.people).saturating_sub(missing),
        None => scaled(campaign.pledgers, stage.people),
    };
    let (counted, careful) = (share(total), share(scaled(campaign.careful, stage.people)));
    let mut conn = stage.app.store.read().await.map_err(Problem::from)?;
    let drive = pledges::drive(&mut conn, &running.id)
        .await
        .map_err(Problem::from)?;
    drop(conn);
    let lowest = drive.ok_or_else(Problem::missing)?.counting.lowest();
    let stream = town.stream.child(&campaign.key);
    let audience = |cell| match audience(stream.child("audience").uniform(cell)) {
        Audience::Counsel if !campaign.has_counsel() => Audience::Organisers,
        audience => audience,
    };
    let mut acts: Vec<(Who, Terms)> = Vec::new();
    if passed == 1 {
        for handle in &campaign.guests {
            let terms = Terms {
                others: 0,
                audience: Audience::Participants,
            };
            acts.push((town.who(handle)?.who.clone(), terms));
        }
    }
    let mut order: Vec<(u64, &Moved)> = (0..).zip(&town.crowd).collect();
    order.sort_by_key(|&(cell, _)| stream.child("order").priority(cell));
    for (cell, moved) in order {
        let tier = Tier::ALL.iter().find(|t| t.key() == moved.member.tier);
        let counts = tier.is_some_and(|&tier| tier >= lowest);
        let others = match counts {
            true if running.counted < counted => 0,
            true if running.careful < careful => campaign.others,
            // Some of those who do not count take part all the same.
            false if running.counted < counted && cell % 3 == 0 => 0,
            _ => continue,
        };
        if !running.pledged.insert(moved.member.id.clone()) {
            continue;
        }
        if counts {
            running.counted += u64::from(others == 0);
            running.careful += u64::from(others > 0);
        }
        let terms = Terms {
            others,
            audience: audience(cell),
        };
        acts.push((moved.who.clone(), terms));
    }
    let mut all = JoinSet::new();
    for (who, terms) in acts {
        // Each waits for the database a while; a crowd would wait too long.
        if all.len() >= TOGETHER {
            joined(all.join_next().await)?;
        }
        let (app, id) = (stage.app.clone(), running.id.clone());
        all.spawn(async move { pledge(&app, &who, &id, terms).await });
    }
    while !all.is_empty() {
        joined(all.join_next().await)?;
    }
    Ok(())
}

/// What came of a pledge that was made beside others.
fn joined(done: Option<Result<Result<(), Problem>, JoinError>>) -> Result<(), Seeding> {
    match done {
        Some(done) => Ok(done.map_err(|_| Seeding::Refused("a pledge".into()))??),
        None => Ok(()),
    }
}

/// The ids of all versions of a campaign's kits.
pub(super) async fn kit_ids(app: &App, campaign: &str) -> Result<Vec<String>, Problem> {
    let mut conn = app.store.read().await?;
    let all = capstan_store::kits::of_campaign(&mut conn, campaign).await?;
    Ok(all.into_iter().map(|version| version.id).collect())
}

/// Lets those with a part confirm, if they are asked.
async fn confirming(app: &App, town: &Town, campaign: &Campaign, id: &str) -> Result<(), Seeding> {
    for handle in &campaign.guests {
        let who = &town.who(handle)?.who;
        let mut conn = app.store.read().await.map_err(Problem::from)?;
        let seen = see(app, who, &mut conn, id).await?;
        let own = own(&mut conn, &seen).await?;
        drop(conn);
        if let Some(own) = own.filter(|own| own.stand == Stand::Noticed)
            && let Some(window) = own.window
        {
            confirm(app, who, id, window.round).await?;
        }
    }
    Ok(())
}

/// Lets people mark steps as done: fewer come to each further step.
async fn acting(
    app: &App,
    town: &Town,
    campaign: &Campaign,
    running: &Running,
) -> Result<(), Seeding> {
    let stream = town.stream.child(&campaign.key).child("steps");
    for (cell, moved) in (0..).zip(&town.crowd) {
        if !running.pledged.contains(&moved.member.id) {
            continue;
        }
        for kit in &campaign.kits {
            let far = stream.uniform(cell) * 1.5 * kit.steps.len() as f64;
            for one in kit.steps.iter().take(far as usize) {
                let words = Words::default();
                let done = mark(app, &moved.who, &running.id, kit.lever, &one.id, &words).await;
                match done {
                    // They did not confirm, or their window is not over.
                    Err(problem) if problem.key == "kit-not-yet" => {}
                    done => done?,
                }
            }
        }
    }
    Ok(())
}

fn audience(at: f64) -> Audience {
    let mut sum = 0.0;
    let found = AUDIENCES.iter().find(|(_, share)| {
        sum += share;
        at < sum
    });
    found.map_or(Audience::Public, |&(audience, _)| audience)
}

/// What came of a campaign: what is published of those who took part, and
/// what the engine sees them do to an operator whose data are other ones than
/// those of the forecast.
async fn measure(
    stage: &Stage<'_>,
    town: &Town,
    campaign: &Campaign,
    id: &str,
) -> Result<Entering, Seeding> {
    let mut conn = stage.app.store.read().await.map_err(Problem::from)?;
    let drive = pledges::drive(&mut conn, id).await.map_err(Problem::from)?;
    let coalition = coalitions::by_slug(&mut conn, &town.slug).await;
    drop(conn);
    let size = coalition.map_err(Problem::from)?.map_or(0, |c| c.size);
    let shown = drive.map_or(0, |drive| drive.sizes.shown);
    if shown == 0 || size == 0 {
        let why = format!("{}: nobody took part in {}", town.slug, campaign.key);
        return Err(Seeding::Refused(why));
    }
    let participation = (shown as f64 / size as f64).min(1.0);
    let ask = campaign
        .asks(stage.people)?
        .into_iter()
        .next()
        .ok_or_else(Problem::missing)?;
    let ask = Ask {
        participation: vec![participation],
        ..ask
    };
    let made = jobs::engine(move || {
        let Asked {
            plan,
            model,
            params,
        } = ask.checked()?;
        let data = grow(&WorldSpec::sample(), OTHER_WORLD, 0).rated_only().data;
        let operator = Operator {
            data: &data,
            hash: &data.hash(),
            synthetic: true,
            model,
            params: &params,
        };
        let note = serde_json::json!({"world": OTHER_WORLD});
        let watch = Watched::default();
        Ok(capstan_leverage::forecast(
            &plan,
            operator,
            note,
            &Cache::in_memory(),
            &watch,
        )?)
    });
    let made = made
        .await
        .map_err(|why| Seeding::Refused(format!("{why:?}")))?;
    let point = curves::points(&made).into_iter().next();
    let loss = point.and_then(|point| point.operator);
    let loss = loss.ok_or_else(|| Seeding::Refused("an outcome without a loss".into()))?;
    Ok(Entering {
        participation,
        loss: loss.value,
        interval: Some([loss.low, loss.high]),
        source: campaign.source.clone(),
        note: campaign.note.clone(),
    })
}
