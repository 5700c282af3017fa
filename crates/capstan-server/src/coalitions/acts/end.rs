//! Ending a coalition: one steward asks for it, another agrees, every member is
//! told the day, and on that day it goes with all that is in it.

use super::roles::{actor, refused};
use super::standing::{Standing, log, standing};
use crate::api::kinds;
use crate::app::App;
use crate::campaigns::draft::date;
use crate::moderation::acts::REASON;
use crate::people::notices::tell;
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::ending::{self as rule, Hindrance};
use capstan_coalition::role::{Deed, Refusal, Role, allowed};
use capstan_store::endings::{self, Ending};
use capstan_store::ledger::{self, Account, Book};
use capstan_store::members::{self, Member};
use capstan_store::{
    Conn, Micros, StoreError, campaigns, coalitions, directory, donations, notices, roles,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Why a coalition is to end.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = EndingWish, example = json!({"reason": "We have what we asked for."}))]
pub struct Wish {
    /// The reason, for all members to read.
    #[schema(value_type = kinds::Reason, required)]
    pub reason: String,
}

/// Whether a coalition is to end, as its members see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CoalitionEnding)]
pub struct Shown {
    /// "none", "asked" while it waits for another steward, or "set".
    #[schema(example = "asked")]
    pub state: &'static str,
    /// Why.
    pub reason: String,
    /// The handle of the steward who asked for it; nothing if they left.
    #[schema(example = "ana")]
    pub by: Option<String>,
    /// The handle of the one who agreed.
    pub confirmed_by: Option<String>,
    /// The handle of a steward who wants it called off, and waits for another.
    pub against: Option<String>,
    /// The day on which it ends, as the time of its beginning; 0 before it is
    /// set.
    pub ends: Micros,
    /// What keeps it from ending: "campaign" (one is open) or "money" (some is
    /// due or kept).
    #[schema(value_type = Vec<String>)]
    pub hindrances: Vec<Hindrance>,
}

/// What came of calling it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = CalledOff)]
pub enum Stopped {
    /// The coalition goes on.
    Done,
    /// Another steward has to confirm it.
    Waits,
}

/// What keeps a coalition from ending now.
///
/// # Errors
/// If the store fails.
async fn hindrances(
    conn: &mut Conn,
    coalition: &str,
    now: Micros,
) -> Result<Vec<Hindrance>, Problem> {
    let mut found = Vec::new();
    if campaigns::any_open(conn, coalition).await? {
        found.push(Hindrance::Campaign);
    }
    let balances = ledger::balances(conn, coalition).await?;
    let currencies: BTreeSet<String> = balances.into_iter().map(|b| b.currency).collect();
    for currency in &currencies {
        let book = Book {
            coalition,
            currency,
            now,
        };
        let common =
            book.holds(conn, Account::PublicGood).await? + book.holds(conn, Account::Fees).await?;
        if common > 0 || !book.due(conn).await?.is_empty() {
            found.push(Hindrance::Money);
            break;
        }
    }
    Ok(found)
}

async fn unhindered(conn: &mut Conn, coalition: &str, now: Micros) -> Result<(), Problem> {
    match hindrances(conn, coalition, now).await?.first() {
        None => Ok(()),
        Some(Hindrance::Campaign) => Err(Problem::conflict("ending-campaign")),
        Some(Hindrance::Money) => Err(Problem::conflict("ending-money")),
    }
}

/// The day on which a coalition ends, or 0.
///
/// # Errors
/// If the store fails.
pub async fn ends(conn: &mut Conn, coalition: &str) -> Result<Micros, Problem> {
    let ending = endings::find(conn, coalition).await?;
    Ok(ending.map_or(0, |ending| ending.due))
}

/// Refuses what begins something new in a coalition that is to end.
///
/// # Errors
/// If it is to end, or the store fails.
pub async fn goes_on(conn: &mut Conn, coalition: &str) -> Result<(), Problem> {
    match ends(conn, coalition).await? {
        0 => Ok(()),
        _ => Err(Problem::conflict("ending-set")),
    }
}

async fn handle(conn: &mut Conn, member: Option<&String>) -> Result<Option<String>, Problem> {
    let Some(id) = member else { return Ok(None) };
    Ok(members::find(conn, id).await?.map(|member| member.handle))
}

/// Whether a coalition is to end, for its members.
///
/// # Errors
/// If they are no member.
pub async fn see(app: &App, who: &Who, slug: &str) -> Result<(Standing, Shown), Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let coalition = &standing.coalition.id;
    let mut shown = Shown {
        state: "none",
        hindrances: hindrances(&mut conn, coalition, app.now()).await?,
        ..Shown::default()
    };
    if let Some(ending) = standing_wish(&mut conn, coalition).await? {
        shown.state = if ending.due == 0 { "asked" } else { "set" };
        shown.by = handle(&mut conn, ending.asker.as_ref()).await?;
        shown.confirmed_by = handle(&mut conn, ending.confirmer.as_ref()).await?;
        shown.against = handle(&mut conn, ending.against.as_ref()).await?;
        shown.reason = ending.reason;
        shown.ends = ending.due;
    }
    Ok((standing, shown))
}

/// The ending of a coalition; nothing if who asked for it left, or is no
/// steward any more, before another agreed.
async fn standing_wish(conn: &mut Conn, coalition: &str) -> Result<Option<Ending>, Problem> {
    let Some(ending) = endings::find(conn, coalition).await? else {
        return Ok(None);
    };
    if ending.due > 0 {
        return Ok(Some(ending));
    }
    let asker = steward(conn, ending.asker.as_ref()).await?;
    Ok(asker.map(|_| ending))
}

/// The member with this id, if they are a steward.
async fn steward(conn: &mut Conn, member: Option<&String>) -> Result<Option<Member>, Problem> {
    let Some(id) = member else { return Ok(None) };
    let found = members::find(conn, id).await?;
    Ok(found.filter(|member| member.role == Role::Steward.key()))
}

/// Tells the other stewards something that waits for them.
async fn tell_others(
    conn: &mut Conn,
    standing: &Standing,
    key: &str,
    now: Micros,
) -> Result<(), Problem> {
    let link = format!("/coalitions/{}/end", standing.coalition.slug);
    let args = json!({"handle": standing.member.handle});
    let all = roles::with(conn, &standing.coalition.id, Role::Steward.key()).await?;
    for other in all.iter().filter(|other| other.id != standing.member.id) {
        tell(conn, &other.id, key, &args, &link, now).await?;
    }
    Ok(())
}

/// Tells all members something of the ending.
async fn tell_all(
    conn: &mut Conn,
    standing: &Standing,
    key: &str,
    args: serde_json::Value,
    now: Micros,
) -> Result<(), Problem> {
    let link = format!("/coalitions/{}/end", standing.coalition.slug);
    let said = (key, &*args.to_string(), link.as_str());
    Ok(notices::announce(conn, &standing.coalition.id, said, now).await?)
}

/// Asks to end a coalition. Nothing ends before another steward agrees.
///
/// # Errors
/// If they may not, it was asked for already, a campaign is open or money is
/// left.
pub async fn ask(app: &App, who: &Who, slug: &str, wish: &Wish) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::EndCoalition).await?;
    let coalition = &standing.coalition.id;
    let reason = clean(&REASON, "reason", &wish.reason)?;
    if standing_wish(&mut tx, coalition).await?.is_some() {
        return Err(Problem::conflict("ending-already"));
    }
    unhindered(&mut tx, coalition, now).await?;
    let ending = Ending {
        coalition: coalition.clone(),
        asker: Some(standing.member.id.clone()),
        confirmer: None,
        against: None,
        reason,
        asked: now,
        due: 0,
    };
    endings::put(&mut tx, &ending).await?;
    let more = json!({"why": ending.reason});
    let by = &standing.member.handle;
    log(&mut tx, coalition, by, "ask-ending", more, now).await?;
    tell_others(&mut tx, &standing, "ending-asked", now).await?;
    Ok(tx.commit().await?)
}

/// Agrees to end a coalition, as the second steward. Every member is told the
/// day, which this gives.
///
/// # Errors
/// If they may not, nobody else asked for it, a campaign is open or money is
/// left.
pub async fn confirm(app: &App, who: &Who, slug: &str) -> Result<Micros, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::EndCoalition).await?;
    let coalition = &standing.coalition.id;
    let ending = standing_wish(&mut tx, coalition).await?;
    let mut ending = ending.filter(|e| e.due == 0).ok_or_else(Problem::missing)?;
    let asker = steward(&mut tx, ending.asker.as_ref()).await?;
    let asker = asker.ok_or_else(Problem::missing)?;
    let stewards = roles::stewards(&mut tx, coalition).await?;
    let (first, own) = (actor(&asker), actor(&standing.member));
    allowed(Deed::EndCoalition, &first, Some(&own), stewards, now).map_err(refused)?;
    unhindered(&mut tx, coalition, now).await?;
    ending.confirmer = Some(standing.member.id.clone());
    ending.against = None;
    ending.due = rule::due(now);
    endings::put(&mut tx, &ending).await?;
    directory::ends(&mut tx, "coalition", coalition, ending.due).await?;
    let more = json!({"ends": date(ending.due), "proposed-by": asker.handle});
    let by = &standing.member.handle;
    log(&mut tx, coalition, by, "set-ending", more, now).await?;
    let args = json!({"name": standing.coalition.name, "day": ending.due});
    tell_all(&mut tx, &standing, "ending-set", args, now).await?;
    tx.commit().await?;
    Ok(ending.due)
}

/// Calls the ending of a coalition off: who asked for it or agreed to it alone,
/// any other steward with a second one.
///
/// # Errors
/// If they are no steward, or nothing was asked for.
pub async fn call_off(app: &App, who: &Who, slug: &str) -> Result<Stopped, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::EndCoalition).await?;
    let coalition = &standing.coalition.id;
    let by = &standing.member.handle;
    let ending = standing_wish(&mut tx, coalition).await?;
    let mut ending = ending.ok_or_else(Problem::missing)?;
    let (asker, confirmer) = (ending.asker.as_ref(), ending.confirmer.as_ref());
    let mut against = None;
    if !rule::rests_on(&standing.member.id, asker, confirmer) {
        against = steward(&mut tx, ending.against.as_ref()).await?;
        let first = against.as_ref().unwrap_or(&standing.member);
        let stewards = roles::stewards(&mut tx, coalition).await?;
        let own = actor(&standing.member);
        let second = against.as_ref().map(|_| &own);
        match allowed(Deed::EndCoalition, &actor(first), second, stewards, now) {
            Ok(()) => {}
            Err(Refusal::SecondNeeded) => {
                ending.against = Some(standing.member.id.clone());
                endings::put(&mut tx, &ending).await?;
                log(&mut tx, coalition, by, "oppose-ending", json!({}), now).await?;
                tell_others(&mut tx, &standing, "ending-opposed", now).await?;
                tx.commit().await?;
                return Ok(Stopped::Waits);
            }
            Err(refusal) => return Err(refused(refusal)),
        }
    }
    endings::remove(&mut tx, coalition).await?;
    let more = against.map_or(json!({}), |first| json!({"proposed-by": first.handle}));
    log(&mut tx, coalition, by, "call-off-ending", more, now).await?;
    if ending.due > 0 {
        directory::ends(&mut tx, "coalition", coalition, 0).await?;
        let args = json!({"name": standing.coalition.name});
        tell_all(&mut tx, &standing, "ending-off", args, now).await?;
    }
    tx.commit().await?;
    Ok(Stopped::Done)
}

/// Removes a coalition with all that is in it. To be called in a transaction
/// that writes; what was donated is erased once that is
/// [settled](crate::donations::acts::settle).
///
/// # Errors
/// If the store fails.
pub async fn remove(conn: &mut Conn, coalition: &str, now: Micros) -> Result<(), StoreError> {
    donations::dissolve(conn, coalition, now).await?;
    coalitions::remove(conn, coalition).await
}

/// Ends the coalitions whose day has come, and forgets what nobody agreed to.
/// One that is hindered goes on for a day. Doing it twice changes nothing.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let waiting = endings::waiting(&mut conn, now, now - rule::WAITS).await?;
    drop(conn);
    for found in &waiting {
        let coalition = &found.coalition;
        let mut tx = app.store.begin().await?;
        // It may have been called off, or set, a moment ago.
        if endings::find(&mut tx, coalition).await?.as_ref() != Some(found) {
            continue;
        }
        if found.due == 0 {
            endings::remove(&mut tx, coalition).await?;
        } else if hindrances(&mut tx, coalition, now).await?.is_empty() {
            remove(&mut tx, coalition, now).await?;
        } else {
            let due = rule::again(now);
            let later = Ending {
                due,
                ..found.clone()
            };
            endings::put(&mut tx, &later).await?;
            directory::ends(&mut tx, "coalition", coalition, due).await?;
        }
        tx.commit().await?;
    }
    if !waiting.is_empty() {
        crate::donations::acts::settle(app).await?;
    }
    Ok(())
}
