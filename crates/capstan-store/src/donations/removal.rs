//! Removing donations: rows go at once; keys and what else is beside the
//! database go once that is committed, so that a deed which fails halfway
//! destroys nothing.

use super::{Donation, changed};
use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use crate::vault::{Grave, Held, Key, Refused, Vault};
use sqlx::{AssertSqlSafe, Row};

/// What stands behind the id of a donation, and a point, if only what came of
/// it is to be erased.
const DRAFT: &str = "draft";
/// The same, if it went to another member, whose it stays.
const MOVED: &str = "moved";
/// The same, if only its pictures are.
const PICTURES: &str = "pictures";
/// What stands behind the id of a member, and a point, if what was made of
/// their donations is to be erased.
const MADE: &str = "made";
/// The same of a member or a person, if they left for good.
const LEFT: &str = "left";
/// What stands there before the name of a purpose to which they do not agree
/// any more.
const NO: &str = "no-";

/// What is still to be erased beside the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The donation that was withdrawn or the member who left, by id; or less
    /// of either, which stands behind the id.
    pub what: String,
    /// The donor.
    pub member: String,
    /// The name of the locked picture, if there is one.
    pub picture: Option<String>,
    /// The hash that stands in its receipt, if it was kept.
    hash: String,
    /// When it was withdrawn.
    at: Micros,
}

/// Withdraws a donation: its row, its marks, the jobs that would read it and
/// what was made of it for its donor go, and it stands among what is to be
/// [erased](erase) once this is committed; if it was kept, its hash stands
/// among the tombstones.
///
/// # Errors
/// If the database fails.
pub async fn withdraw(conn: &mut Conn, donation: &Donation, now: Micros) -> Result<(), StoreError> {
    let picture = donation.picture.as_deref().unwrap_or("");
    let hash = if donation.kept {
        donation.hash.as_str()
    } else {
        ""
    };
    to_erase(conn, &donation.id, &donation.member, picture, (hash, now)).await?;
    for sql in [
        "DELETE FROM donations WHERE id = $1",
        "DELETE FROM jobs WHERE kind = 'donation' AND args = $1",
    ] {
        sqlx::query(sql)
            .bind(&donation.id)
            .execute(&mut *conn)
            .await?;
    }
    if !donation.kept {
        return Ok(());
    }
    for sql in [
        "DELETE FROM own_values WHERE member = $1",
        "DELETE FROM text_files WHERE member = $1",
    ] {
        sqlx::query(sql)
            .bind(&donation.member)
            .execute(&mut *conn)
            .await?;
    }
    let made = format!("{}.{MADE}", donation.member);
    to_erase(conn, &made, &donation.member, "", ("", now)).await?;
    bury(conn, &donation.hash, now).await?;
    changed(conn, &donation.member).await
}

/// Writes down that a donation with this hash was withdrawn.
pub(super) async fn bury(conn: &mut Conn, hash: &str, now: Micros) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO tombstones (hash, at) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")
        .bind(hash)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Withdraws all that a member donated, and has their keys destroyed even if
/// that is nothing. To be called before the member is removed.
///
/// # Errors
/// If the database fails.
pub async fn leave(conn: &mut Conn, member: &str, now: Micros) -> Result<(), StoreError> {
    for donation in super::of_member(conn, member).await? {
        withdraw(conn, &donation, now).await?;
    }
    to_erase(conn, member, member, "", ("", now)).await
}

/// Has it written down beside the database, once this is committed, that a
/// member left for good, or a person deleted their account: a backup from before
/// does not bring them back. `id` is theirs.
///
/// # Errors
/// If the database fails.
pub async fn gone(conn: &mut Conn, id: &str, now: Micros) -> Result<(), StoreError> {
    to_erase(conn, &format!("{id}.{LEFT}"), id, "", ("", now)).await
}

/// As [`leave`] and [`gone`], for all members of a coalition that is about to be
/// removed.
///
/// # Errors
/// If the database fails.
pub async fn dissolve(conn: &mut Conn, coalition: &str, now: Micros) -> Result<(), StoreError> {
    let donors = sqlx::query("SELECT DISTINCT member FROM donations WHERE coalition = $1")
        .bind(coalition)
        .fetch_all(&mut *conn)
        .await?;
    for donor in &donors {
        leave(conn, donor.get(0), now).await?;
    }
    for what in ["id", "id || '.left'"] {
        let sql = format!(
            "INSERT INTO erasures (what, member, picture, hash, at)
             SELECT {what}, id, '', '', CAST($2 AS BIGINT) FROM members WHERE coalition = $1
             ON CONFLICT (what) DO UPDATE SET at = excluded.at"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(coalition)
            .bind(now)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Takes the pictures of all that a member donated away; they are to be
/// [erased](erase) once this is committed.
///
/// # Errors
/// If the database fails.
pub async fn drop_pictures(conn: &mut Conn, member: &str) -> Result<(), StoreError> {
    for donation in super::of_member(conn, member).await? {
        if let Some(picture) = &donation.picture {
            let what = format!("{}.{PICTURES}", donation.id);
            to_erase(conn, &what, member, picture, ("", 0)).await?;
        }
    }
    sqlx::query("UPDATE donations SET picture = '' WHERE member = $1")
        .bind(member)
        .execute(conn)
        .await?;
    Ok(())
}

/// Has the key of what came of a donation that is now kept destroyed.
pub(super) async fn to_erase_draft(conn: &mut Conn, donation: &Donation) -> Result<(), StoreError> {
    let what = format!("{}.{DRAFT}", donation.id);
    to_erase(conn, &what, &donation.member, "", ("", 0)).await
}

/// Has the keys destroyed that a donation had before it went to another member,
/// and its pictures if they are not kept.
pub(super) async fn to_erase_moved(
    conn: &mut Conn,
    donation: &Donation,
    pictures: bool,
) -> Result<(), StoreError> {
    let what = format!("{}.{MOVED}", donation.id);
    let picture = donation.picture.as_deref().filter(|_| !pictures);
    to_erase(
        conn,
        &what,
        &donation.member,
        picture.unwrap_or(""),
        ("", 0),
    )
    .await
}

/// Has it written down beside the database that a member does not agree to a
/// purpose any more.
pub(super) async fn to_refuse(
    conn: &mut Conn,
    member: &str,
    purpose: &str,
    now: Micros,
) -> Result<(), StoreError> {
    let what = format!("{member}.{NO}{purpose}");
    to_erase(conn, &what, member, "", ("", now)).await
}

async fn to_erase(
    conn: &mut Conn,
    what: &str,
    member: &str,
    picture: &str,
    (hash, at): (&str, Micros),
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO erasures (what, member, picture, hash, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (what) DO UPDATE SET at = excluded.at",
    )
    .bind(what)
    .bind(member)
    .bind(picture)
    .bind(hash)
    .bind(at)
    .execute(conn)
    .await?;
    Ok(())
}

/// What is still to be erased, at most `most`.
///
/// # Errors
/// If the database fails.
pub async fn erasures(conn: &mut Conn, most: i64) -> Result<Vec<Erasure>, StoreError> {
    let sql = "SELECT what, member, picture, hash, at FROM erasures ORDER BY what LIMIT $1";
    let rows = sqlx::query(sql).bind(most).fetch_all(conn).await?;
    let erasure = |row: &sqlx::any::AnyRow| Erasure {
        what: row.get(0),
        member: row.get(1),
        picture: Some(row.get(2)).filter(|name: &String| !name.is_empty()),
        hash: row.get(3),
        at: row.get(4),
    };
    Ok(rows.iter().map(erasure).collect())
}

/// Erases what was withdrawn: puts it on the lists that outlive backups, and
/// destroys its keys under all names that it had, so that no copy of it opens
/// any more. The locked pictures are for the caller to remove.
///
/// # Errors
/// If a file cannot be written or removed, or the database fails.
pub async fn erase(conn: &mut Conn, vault: &Vault, all: &[Erasure]) -> Result<(), StoreError> {
    let left = all.iter().filter_map(|gone| gone.what.rsplit_once('.'));
    let left: Vec<&str> = left
        .filter_map(|(id, part)| (part == LEFT).then_some(id))
        .collect();
    vault.leave(&left)?;
    for gone in all {
        erase_one(vault, gone)?;
        sqlx::query("DELETE FROM erasures WHERE what = $1")
            .bind(&gone.what)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

fn erase_one(vault: &Vault, gone: &Erasure) -> Result<(), StoreError> {
    let (what, member) = (gone.what.as_str(), gone.member.as_str());
    match what.rsplit_once('.') {
        // It is on the list.
        Some((_, LEFT)) => {}
        Some((donation, DRAFT)) => vault.destroy(Key::draft(member, donation))?,
        Some((donation, PICTURES)) => {
            for held in Vault::names(&vault.moved()?, Held::of(member, donation)) {
                vault.destroy(Key::pictures(&held.member, &held.donation))?;
            }
        }
        Some((donation, MOVED)) => {
            for key in [Key::kept, Key::draft, Key::pictures] {
                vault.destroy(key(member, donation))?;
            }
        }
        Some((_, part)) => match part.strip_prefix(NO) {
            Some(purpose) => vault.refuse(&Refused {
                member: member.to_owned(),
                purpose: purpose.to_owned(),
                at: gone.at,
            })?,
            None => vault.destroy(Key::made(member))?,
        },
        None if what == member => vault.destroy_all(member)?,
        None => {
            let grave = (!gone.hash.is_empty()).then(|| Grave {
                hash: gone.hash.clone(),
                at: gone.at,
            });
            for held in Vault::names(&vault.moved()?, Held::of(member, what)) {
                vault.withdraw(&held.donation, grave.as_ref())?;
                for key in [Key::kept, Key::draft, Key::pictures] {
                    vault.destroy(key(&held.member, &held.donation))?;
                }
            }
        }
    }
    Ok(())
}

/// When a donation with this hash was withdrawn, if it was.
///
/// # Errors
/// If the database fails.
pub async fn tombstone(conn: &mut Conn, hash: &str) -> Result<Option<Micros>, StoreError> {
    let row = sqlx::query("SELECT at FROM tombstones WHERE hash = $1")
        .bind(hash)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Whether a donation with this hash is kept.
///
/// # Errors
/// If the database fails.
pub async fn is_kept(conn: &mut Conn, hash: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM donations WHERE hash = $1 AND kept = 1")
        .bind(hash)
        .fetch_one(conn)
        .await?;
    Ok(row.get::<i64, _>(0) > 0)
}

/// The names of all locked pictures that are needed.
///
/// # Errors
/// If the database fails.
pub async fn pictures(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT picture FROM donations WHERE picture <> ''")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
