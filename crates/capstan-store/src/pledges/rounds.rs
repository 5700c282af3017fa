//! What happens in a campaign with time, to all of its people at once.

use super::drive::{Phase, Sizes};
use super::ledger::Live;
use crate::campaigns;
use crate::directory;
use crate::error::{StoreError, damaged, key_of};
use crate::id::Micros;
use crate::kits;
use crate::notices;
use crate::store::Conn;
use capstan_coalition::pledge::{Buckets, Committed, Need, PerTier, Tier};
use capstan_coalition::size;
use sqlx::Row;
use std::collections::BTreeMap;

/// All that is due by the time that was last seen.
pub(super) async fn due(conn: &mut Conn, live: &mut Live) -> Result<(), StoreError> {
    let now = live.drive.seen;
    if live.drive.phase == Phase::Confirming && now >= live.drive.until {
        settle(conn, live).await?;
    }
    if live.drive.phase != Phase::Ended && now >= live.drive.terms.closes {
        end(conn, live).await?;
    }
    if live.drive.phase == Phase::Gathering && now >= live.drive.next_look {
        live.drive.next_look = after(live, now);
        look(conn, live).await?;
    }
    if now >= live.drive.next_sizes {
        publish(conn, live, now).await?;
    }
    Ok(())
}

/// The clock's last time up to now.
fn tick(live: &Live, now: Micros) -> Micros {
    let terms = &live.drive.terms;
    now - (now - terms.opens).rem_euclid(terms.step.max(1))
}

/// The clock's next time.
fn after(live: &Live, now: Micros) -> Micros {
    tick(live, now).saturating_add(live.drive.terms.step)
}

/// Sees whether enough are bound, and starts a round if so.
async fn look(conn: &mut Conn, live: &mut Live) -> Result<(), StoreError> {
    let (now, terms) = (live.drive.seen, &live.drive.terms);
    let until = match now.checked_add(terms.window) {
        Some(until) if until <= terms.closes => until,
        _ => return Ok(()),
    };
    let bound = live.buckets()?.committed(terms.threshold);
    let told = sqlx::query(
        "UPDATE pledges SET stand = 'noticed'
         WHERE campaign = $1 AND stand = 'pledged' AND others + counted <= $2",
    )
    .bind(&live.drive.campaign)
    .bind(reach(&bound))
    .execute(&mut *conn)
    .await?;
    if told.rows_affected() > 0 {
        live.drive.round += 1;
        live.drive.phase = Phase::Confirming;
        live.drive.until = until;
        tell(conn, live, "noticed", "pledge-confirm", "/confirm").await?;
    }
    Ok(())
}

/// A pledge is held by `bound` exactly if the others it asks for, and itself
/// where it counts, are no more than this.
fn reach(bound: &Committed) -> i64 {
    match bound.people {
        0 => -1,
        _ => i64::try_from(bound.counted).unwrap_or(i64::MAX),
    }
}

/// Ends a window.
async fn settle(conn: &mut Conn, live: &mut Live) -> Result<(), StoreError> {
    let rows = sqlx::query(
        "SELECT counted, CASE WHEN stand = 'revealed' THEN 0 ELSE others END, count(*)
         FROM pledges WHERE campaign = $1 AND stand IN ('confirmed', 'revealed')
         GROUP BY stand, tier, counted, others",
    )
    .bind(&live.drive.campaign)
    .fetch_all(&mut *conn)
    .await?;
    let mut confirmed = Buckets::default();
    for row in &rows {
        let number = |at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
        let need = Need {
            others: number(1),
            counted: number(0) != 0,
        };
        confirmed
            .put(&need, number(2))
            .map_err(|e| damaged("pledges", "others", e, "a published size"))?;
    }
    let bound = confirmed.committed(live.drive.terms.threshold);
    live.drive.phase = Phase::Gathering;
    tell(conn, live, "noticed", "pledge-lapsed", "").await?;
    sqlx::query("DELETE FROM pledges WHERE campaign = $1 AND stand = 'noticed'")
        .bind(&live.drive.campaign)
        .execute(&mut *conn)
        .await?;
    tell_confirmed(conn, live, &bound).await?;
    sqlx::query(
        "UPDATE pledges
         SET stand = CASE WHEN others + counted <= $2 THEN 'revealed' ELSE 'pledged' END
         WHERE campaign = $1 AND stand = 'confirmed'",
    )
    .bind(&live.drive.campaign)
    .bind(reach(&bound))
    .execute(&mut *conn)
    .await?;
    recount(conn, live).await
}

/// Ends the campaign. Only the pledges of people who are shown stay.
pub(super) async fn end(conn: &mut Conn, live: &mut Live) -> Result<(), StoreError> {
    live.drive.phase = Phase::Ended;
    for stand in ["pledged", "noticed", "confirmed"] {
        tell(conn, live, stand, "pledge-ended", "").await?;
    }
    sqlx::query("DELETE FROM pledges WHERE campaign = $1 AND stand <> 'revealed'")
        .bind(&live.drive.campaign)
        .execute(&mut *conn)
        .await?;
    recount(conn, live).await
}

/// Counts the pledges from scratch.
async fn recount(conn: &mut Conn, live: &mut Live) -> Result<(), StoreError> {
    let sizes = counted(conn, &live.drive.campaign).await?;
    live.recounted(sizes);
    Ok(())
}

/// The pledges of a campaign by what is known of their people and what they
/// ask for, counted from scratch.
pub(super) async fn counted(
    conn: &mut Conn,
    campaign: &str,
) -> Result<BTreeMap<(Tier, u64), u64>, StoreError> {
    let rows = sqlx::query(
        "SELECT tier, others, stand, count(*) FROM pledges
         WHERE campaign = $1 GROUP BY stand, tier, counted, others",
    )
    .bind(campaign)
    .fetch_all(conn)
    .await?;
    let mut sizes = BTreeMap::new();
    for row in &rows {
        let number = |at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
        let tier = key_of(Tier::ALL, Tier::key, "pledges", "tier", row.get(0))?;
        let others = match row.get::<String, _>(2).as_str() {
            "revealed" => 0,
            _ => number(1),
        };
        *sizes.entry((tier, others)).or_default() += number(3);
    }
    Ok(sizes)
}

/// Publishes the sizes as of the clock's last time. After the end this happens
/// once more.
async fn publish(conn: &mut Conn, live: &mut Live, now: Micros) -> Result<(), StoreError> {
    let mut tiers = PerTier::default();
    for (tier, n) in live.tiers() {
        tiers.add(tier, n);
    }
    let row =
        sqlx::query("SELECT count(*) FROM pledges WHERE campaign = $1 AND stand = 'revealed'")
            .bind(&live.drive.campaign)
            .fetch_one(&mut *conn)
            .await?;
    let coarse = |n| size::published(n).unwrap_or(0);
    let published = tiers.published(size::published);
    live.drive.sizes = Sizes {
        tiers: published.map(|(tier, n)| (tier, n.unwrap_or(0))).to_vec(),
        counted: coarse(tiers.counted(live.drive.counting)),
        shown: coarse(u64::try_from(row.get::<i64, _>(0)).unwrap_or(0)),
    };
    live.drive.sizes_at = tick(live, now);
    live.drive.next_sizes = match live.drive.phase {
        Phase::Ended => Micros::MAX,
        _ => after(live, now),
    };
    let size = i64::try_from(live.drive.sizes.counted).unwrap_or(i64::MAX);
    kits::publish(conn, &live.drive.campaign).await?;
    directory::resize(conn, "campaign", &live.drive.campaign, size).await
}

/// Tells everyone who stands somewhere. `page` is the page of the campaign it
/// leads to.
async fn tell(
    conn: &mut Conn,
    live: &Live,
    stand: &str,
    key: &str,
    page: &str,
) -> Result<(), StoreError> {
    tell_within(conn, live, (stand, i64::MIN, i64::MAX), key, page).await
}

/// Tells those who confirmed whether they are shown now.
async fn tell_confirmed(conn: &mut Conn, live: &Live, bound: &Committed) -> Result<(), StoreError> {
    let reach = reach(bound);
    let shown = ("confirmed", i64::MIN, reach);
    tell_within(conn, live, shown, "pledge-shown", "/people").await?;
    let waiting = ("confirmed", reach.saturating_add(1), i64::MAX);
    tell_within(conn, live, waiting, "pledge-waits", "").await
}

/// Tells those with a stand whose pledge asks for a number within two limits.
/// Who they are is settled here; where they are many, most of them hear of it
/// in the transactions after this one.
async fn tell_within(
    conn: &mut Conn,
    live: &Live,
    (stand, least, most): (&str, i64, i64),
    key: &str,
    page: &str,
) -> Result<(), StoreError> {
    let id = &live.drive.campaign;
    let found = campaigns::find(conn, id).await?;
    let campaign = found.ok_or(StoreError::Missing { what: "campaign" })?;
    let args = serde_json::json!({ "campaign": campaign.brief.title }).to_string();
    let link = format!("/campaigns/{id}{page}");
    let told = (key, args.as_str(), link.as_str());
    let telling = notices::announce_to(conn, &campaign.coalition, told, live.drive.seen).await?;
    sqlx::query(
        "INSERT INTO announced_to (announcement, member)
         SELECT $5, member FROM pledges
         WHERE campaign = $1 AND stand = $2 AND others + counted BETWEEN $3 AND $4",
    )
    .bind(id)
    .bind(stand)
    .bind(least)
    .bind(most)
    .bind(&telling)
    .execute(&mut *conn)
    .await?;
    notices::begin(conn, &telling).await
}
