//! Pledges: who is in a campaign, and on which terms.
//!
//! [`ledger`] is the only way to change them: it keeps the rules of
//! [`capstan_coalition::pledge::Drive`], whose life a campaign in the store
//! follows act by act.

pub(crate) mod book;
mod drive;
pub mod ledger;
mod rounds;
#[cfg(test)]
mod tests;

pub use drive::{Drive, Phase, Sizes};
pub use ledger::{Act, Ledger};

use crate::error::{StoreError, key_of};
use crate::id::Micros;
use crate::store::Conn;
use capstan_coalition::pledge::{Audience, Buckets, Counting, Need, Stand, Terms, Tier};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A pledge, for the eyes of its person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pledge {
    /// The campaign.
    pub campaign: String,
    /// What it asks for, and whether it counts.
    pub need: Need,
    /// What was known of the person when they pledged.
    pub tier: Tier,
    /// To whom they agree to be shown.
    pub audience: Audience,
    /// Where they stand.
    pub stand: Stand,
}

/// The columns of [`pledge`], from `at` on.
fn pledge(row: &AnyRow, at: usize) -> Result<Pledge, StoreError> {
    let key = |column| row.get::<String, _>(at + column);
    Ok(Pledge {
        campaign: key(0),
        need: Need {
            others: u64::try_from(row.get::<i64, _>(at + 1)).unwrap_or(0),
            counted: row.get::<i64, _>(at + 2) != 0,
        },
        tier: key_of(Tier::ALL, Tier::key, "pledges", "tier", key(3))?,
        audience: key_of(Audience::ALL, Audience::key, "pledges", "audience", key(4))?,
        stand: key_of(Stand::ALL, Stand::key, "pledges", "stand", key(5))?,
    })
}

/// Opens a campaign for pledges.
///
/// # Errors
/// If the database fails or there is no such campaign.
pub async fn open(
    conn: &mut Conn,
    campaign: &str,
    terms: &Terms,
    counting: Counting,
) -> Result<(), StoreError> {
    Drive::open(campaign, terms, counting).save(conn).await
}

/// How a campaign's pledges stand; nothing if it never opened. Only what is
/// [published](Drive::sizes) may be shown.
///
/// # Errors
/// If the database fails.
pub async fn drive(conn: &mut Conn, campaign: &str) -> Result<Option<Drive>, StoreError> {
    Drive::load(conn, campaign).await
}

/// The pledge of a member in a campaign.
///
/// # Errors
/// If the database fails.
pub async fn find(
    conn: &mut Conn,
    campaign: &str,
    member: &str,
) -> Result<Option<Pledge>, StoreError> {
    let row = sqlx::query(
        "SELECT campaign, others, counted, tier, audience, stand FROM pledges
         WHERE campaign = $1 AND member = $2",
    )
    .bind(campaign)
    .bind(member)
    .fetch_optional(conn)
    .await?;
    row.map(|row| pledge(&row, 0)).transpose()
}

/// All pledges of a member, for their own eyes.
///
/// # Errors
/// If the database fails.
pub async fn of_member(conn: &mut Conn, member: &str) -> Result<Vec<Pledge>, StoreError> {
    let rows = sqlx::query(
        "SELECT campaign, others, counted, tier, audience, stand FROM pledges
         WHERE member = $1 ORDER BY campaign",
    )
    .bind(member)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| pledge(row, 0)).collect()
}

/// The handles of those whom an audience may see, in the order of the
/// alphabet, at most `most`; only those behind `after`, if it is given.
///
/// # Errors
/// If the database fails.
pub async fn seen_by(
    conn: &mut Conn,
    campaign: &str,
    audience: Audience,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<String>, StoreError> {
    let agreed = |at: usize| Audience::ALL.get(at).filter(|&&a| a >= audience);
    let key = |at| agreed(at).map_or("", |a| a.key());
    let rows = sqlx::query(
        "SELECT m.handle FROM pledges p JOIN members m ON m.id = p.member
         WHERE p.campaign = $1 AND p.stand = 'revealed' AND p.audience IN ($2, $3, $4, $5)
             AND ($6 = '' OR m.handle > $6)
         ORDER BY m.handle LIMIT $7",
    )
    .bind(campaign)
    .bind(key(0))
    .bind(key(1))
    .bind(key(2))
    .bind(key(3))
    .bind(after.unwrap_or(""))
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The campaigns in which something is due by itself.
///
/// # Errors
/// If the database fails.
pub async fn due(conn: &mut Conn, now: Micros) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT campaign FROM drives WHERE due <= $1 ORDER BY due")
        .bind(now)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The campaigns that were opened for pledges.
///
/// # Errors
/// If the database fails.
pub async fn all(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT campaign FROM drives ORDER BY campaign")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The pledges of a campaign counted from scratch, and whether the sizes that
/// are kept say the same.
///
/// # Errors
/// If the database fails or there is no such campaign.
pub async fn recount(conn: &mut Conn, campaign: &str) -> Result<(Buckets, bool), StoreError> {
    let mut ledger = Ledger::default();
    let live = ledger.live(conn, campaign).await?;
    let counted = rounds::counted(conn, campaign).await?;
    let same = live.sizes_are(&counted);
    live.recounted(counted);
    Ok((live.buckets()?, same))
}
