//! What members donated: each locked with a key of its own from the
//! [vault](crate::vault), so that a row alone says nothing.

use crate::error::{StoreError, damaged};
use crate::id::Micros;
use crate::store::Conn;
use crate::values::{bytes, hex};
use crate::vault::{Key, Vault};
use sqlx::Row;
use sqlx::any::AnyRow;

mod consents;
mod handing;
mod removal;
mod restored;

pub use consents::{Consent, agree, consents, refuse};
pub use handing::{Heir, hand_over};
pub use removal::{
    Erasure, dissolve, drop_pictures, erase, erasures, gone, is_kept, leave, pictures, tombstone,
    withdraw,
};
pub use restored::{CaughtUp, catch_up};

/// A donation, as far as its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Donation {
    /// The id: random.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The donor.
    pub member: String,
    /// How it came.
    pub channel: String,
    /// Whether the donor has said that it is to be kept.
    pub kept: bool,
    /// When it was kept, or came.
    pub made: Micros,
    /// The hash of its content.
    pub hash: String,
    /// The hash of all texts that were agreed to.
    pub consent: String,
    /// The name of the locked picture, if it is kept.
    pub picture: Option<String>,
    body: String,
}

/// What was read of something that came, for its donor to look at.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// The id: random, and drawn before, since what lies beside the row is
    /// locked under a key of it.
    pub id: &'a str,
    /// The coalition.
    pub coalition: &'a str,
    /// The donor.
    pub member: &'a str,
    /// How it came.
    pub channel: &'a str,
    /// The content.
    pub body: &'a [u8],
    /// The name of the locked picture, or nothing.
    pub picture: Option<&'a str>,
    /// The time.
    pub now: Micros,
}

/// What a donor wants to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Keep<'a> {
    /// The content. It begins with a random number, so that its hash tells
    /// nothing to who has the receipt alone.
    pub body: &'a [u8],
    /// The hash of all texts that were agreed to.
    pub consent: &'a str,
    /// Keyed hashes of its jobs.
    pub marks: &'a [String],
    /// The time.
    pub now: Micros,
}

impl Donation {
    /// The key under which its content is locked.
    fn key(&self) -> Key<'_> {
        match self.kept {
            true => Key::kept(&self.member, &self.id),
            false => Key::draft(&self.member, &self.id),
        }
    }

    /// The content; nothing if its key is destroyed.
    ///
    /// # Errors
    /// If it cannot be opened, or is not what was kept.
    pub fn open(&self, vault: &Vault) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(body) = vault.open(self.key(), &bytes("donations", "body", &self.body)?)? else {
            return Ok(None);
        };
        match hash(&body) == self.hash {
            true => Ok(Some(body)),
            false => Err(damaged(
                "donations",
                "body",
                "another content",
                "what its hash says",
            )),
        }
    }
}

/// The hash of a content, as it stands in receipts.
pub fn hash(body: &[u8]) -> String {
    blake3::hash(body).to_hex().to_string()
}

const COLUMNS: &str = "id, coalition, member, channel, made, hash, consent, picture, body, kept";

fn donation(row: &AnyRow) -> Donation {
    let picture: String = row.get(7);
    Donation {
        id: row.get(0),
        coalition: row.get(1),
        member: row.get(2),
        channel: row.get(3),
        kept: row.get::<i64, _>(9) != 0,
        made: row.get(4),
        hash: row.get(5),
        consent: row.get(6),
        picture: Some(picture).filter(|name| !name.is_empty()),
        body: row.get(8),
    }
}

/// Takes in what came, for its donor to look at.
///
/// # Errors
/// If the key cannot be read or made, or the database fails.
pub async fn draft(conn: &mut Conn, vault: &Vault, draft: &Draft<'_>) -> Result<(), StoreError> {
    let sealed = vault.seal(Key::draft(draft.member, draft.id), draft.body)?;
    sqlx::query(
        "INSERT INTO donations
             (id, coalition, member, channel, kept, made, hash, consent, picture, body)
         VALUES ($1, $2, $3, $4, 0, $5, $6, '', $7, $8)",
    )
    .bind(draft.id)
    .bind(draft.coalition)
    .bind(draft.member)
    .bind(draft.channel)
    .bind(draft.now)
    .bind(hash(draft.body))
    .bind(draft.picture.unwrap_or(""))
    .bind(hex(&sealed))
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes another content and picture of what is not kept yet.
///
/// # Errors
/// If the key cannot be read, or the database fails.
pub async fn rewrite(
    conn: &mut Conn,
    vault: &Vault,
    donation: &Donation,
    body: &[u8],
    picture: Option<&str>,
) -> Result<(), StoreError> {
    let sealed = vault.seal(Key::draft(&donation.member, &donation.id), body)?;
    sqlx::query(
        "UPDATE donations SET hash = $2, body = $3, picture = $4 WHERE id = $1 AND kept = 0",
    )
    .bind(&donation.id)
    .bind(hash(body))
    .bind(hex(&sealed))
    .bind(picture.unwrap_or(""))
    .execute(conn)
    .await?;
    Ok(())
}

/// A donation that is not kept yet, whoever gave it.
///
/// # Errors
/// If the database fails.
pub async fn waiting(conn: &mut Conn, id: &str) -> Result<Option<Donation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM donations WHERE id = $1 AND kept = 0");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(donation))
}

/// All donations that are not kept yet: their donors and ids.
///
/// # Errors
/// If the database fails.
pub async fn all_waiting(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let rows = sqlx::query("SELECT member, id FROM donations WHERE kept = 0")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Keeps a donation as its donor wants it, in place of what came: under a key
/// of its own, so that what was left out of it cannot be opened once the key of
/// what came is [erased](erase).
///
/// # Errors
/// If the key cannot be read, or the database fails.
pub async fn keep(
    conn: &mut Conn,
    vault: &Vault,
    donation: &Donation,
    keep: &Keep<'_>,
) -> Result<(), StoreError> {
    let sealed = vault.seal(Key::kept(&donation.member, &donation.id), keep.body)?;
    sqlx::query(
        "UPDATE donations SET kept = 1, made = $2, hash = $3, consent = $4, body = $5
         WHERE id = $1",
    )
    .bind(&donation.id)
    .bind(keep.now)
    .bind(hash(keep.body))
    .bind(keep.consent)
    .bind(hex(&sealed))
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM donation_marks WHERE donation = $1")
        .bind(&donation.id)
        .execute(&mut *conn)
        .await?;
    for mark in keep.marks {
        sqlx::query(
            "INSERT INTO donation_marks (donation, coalition, mark) VALUES ($1, $2, $3)
             ON CONFLICT (donation, mark) DO NOTHING",
        )
        .bind(&donation.id)
        .bind(&donation.coalition)
        .bind(mark)
        .execute(&mut *conn)
        .await?;
    }
    removal::to_erase_draft(conn, donation).await?;
    changed(conn, &donation.member).await
}

/// What came before `before` and was never kept.
///
/// # Errors
/// If the database fails.
pub async fn forgotten(conn: &mut Conn, before: Micros) -> Result<Vec<Donation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM donations WHERE kept = 0 AND made < $1 ORDER BY id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(before)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(donation).collect())
}

/// A donation of a member.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, member: &str, id: &str) -> Result<Option<Donation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM donations WHERE id = $1 AND member = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .bind(member)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(donation))
}

/// The donations of a member, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of_member(conn: &mut Conn, member: &str) -> Result<Vec<Donation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM donations WHERE member = $1 ORDER BY made DESC, id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(member)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(donation).collect())
}

/// The same, at most `most`, behind the one with the id `after`, if one is
/// given.
///
/// # Errors
/// If the database fails.
pub async fn some_of_member(
    conn: &mut Conn,
    member: &str,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<Donation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM donations d WHERE member = $1 AND ($2 = '' OR EXISTS (
             SELECT 1 FROM donations a WHERE a.id = $2 AND a.member = $1
                 AND (d.made < a.made OR (d.made = a.made AND d.id > a.id))))
         ORDER BY made DESC, id LIMIT $3"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(member)
        .bind(after.unwrap_or(""))
        .bind(most)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(donation).collect())
}

/// The donations of a coalition whose donors agreed to a purpose, oldest
/// first.
///
/// # Errors
/// If the database fails.
pub async fn agreed(
    conn: &mut Conn,
    coalition: &str,
    purpose: &str,
) -> Result<Vec<Donation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM donations d WHERE coalition = $1 AND kept = 1 AND EXISTS
             (SELECT 1 FROM donation_consents c WHERE c.member = d.member AND c.purpose = $2)
         ORDER BY made, id"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .bind(purpose)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(donation).collect())
}

/// How often each of these marks is there already, in the order of the marks.
///
/// # Errors
/// If the database fails.
pub async fn seen(
    conn: &mut Conn,
    coalition: &str,
    marks: &[String],
) -> Result<Vec<bool>, StoreError> {
    let mut found = Vec::with_capacity(marks.len());
    for mark in marks {
        let row =
            sqlx::query("SELECT count(*) FROM donation_marks WHERE coalition = $1 AND mark = $2")
                .bind(coalition)
                .bind(mark)
                .fetch_one(&mut *conn)
                .await?;
        found.push(row.get::<i64, _>(0) > 0);
    }
    Ok(found)
}

/// The version of what counts in figures of a coalition: a number that grows
/// with every donation that is kept or withdrawn, and with every change of who
/// agrees to what. What was made of an earlier one is stale.
///
/// # Errors
/// If there is no such coalition, or the database fails.
pub async fn version(conn: &mut Conn, coalition: &str) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT donations_version FROM coalitions WHERE id = $1")
        .bind(coalition)
        .fetch_optional(conn)
        .await?;
    let row = row.ok_or(StoreError::Missing { what: "coalition" })?;
    Ok(row.get(0))
}

/// Makes what was made of a member's donations stale.
async fn changed(conn: &mut Conn, member: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE coalitions SET donations_version = donations_version + 1
         WHERE id = (SELECT coalition FROM members WHERE id = $1)",
    )
    .bind(member)
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests;
