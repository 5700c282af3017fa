//! Removing donations: rows go at once; keys and what else is beside the
//! database go once that is committed, so that a deed which fails halfway
//! destroys nothing.

use super::{Donation, changed};
use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use crate::vault::{Key, Vault};
use sqlx::Row;
use std::collections::BTreeSet;

/// What stands behind the id of a donation, and a point, if only what came of
/// it is to be erased.
const DRAFT: &str = "draft";
/// The same, if only its pictures are.
const PICTURES: &str = "pictures";
/// What stands behind the id of a member, and a point, if what was made of
/// their donations is to be erased.
const MADE: &str = "made";

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
    to_erase(conn, &donation.id, &donation.member, picture).await?;
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
    to_erase(conn, &made, &donation.member, "").await?;
    bury(conn, &donation.hash, now).await?;
    changed(conn, &donation.member).await
}

/// Writes down that a donation with this hash was withdrawn.
async fn bury(conn: &mut Conn, hash: &str, now: Micros) -> Result<(), StoreError> {
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
    to_erase(conn, member, member, "").await
}

/// As [`leave`], for all members of a coalition that is about to be removed.
///
/// # Errors
/// If the database fails.
pub async fn dissolve(conn: &mut Conn, coalition: &str, now: Micros) -> Result<(), StoreError> {
    let rows = sqlx::query("SELECT id FROM members WHERE coalition = $1 ORDER BY id")
        .bind(coalition)
        .fetch_all(&mut *conn)
        .await?;
    for row in &rows {
        leave(conn, row.get(0), now).await?;
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
            to_erase(conn, &what, member, picture).await?;
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
    to_erase(conn, &what, &donation.member, "").await
}

pub(super) async fn to_erase(
    conn: &mut Conn,
    what: &str,
    member: &str,
    picture: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO erasures (what, member, picture) VALUES ($1, $2, $3)
         ON CONFLICT (what) DO NOTHING",
    )
    .bind(what)
    .bind(member)
    .bind(picture)
    .execute(conn)
    .await?;
    Ok(())
}

/// All that is still to be erased.
///
/// # Errors
/// If the database fails.
pub async fn erasures(conn: &mut Conn) -> Result<Vec<Erasure>, StoreError> {
    let rows = sqlx::query("SELECT what, member, picture FROM erasures ORDER BY what")
        .fetch_all(conn)
        .await?;
    let erasure = |row: &sqlx::any::AnyRow| Erasure {
        what: row.get(0),
        member: row.get(1),
        picture: Some(row.get(2)).filter(|name: &String| !name.is_empty()),
    };
    Ok(rows.iter().map(erasure).collect())
}

/// Erases what was withdrawn: puts it on the list that outlives backups, and
/// destroys its keys, so that no copy of it opens any more. The locked picture
/// is for the caller to remove.
///
/// # Errors
/// If a file cannot be written or removed, or the database fails.
pub async fn erase(conn: &mut Conn, vault: &Vault, gone: &Erasure) -> Result<(), StoreError> {
    let (what, member) = (gone.what.as_str(), gone.member.as_str());
    match what.rsplit_once('.') {
        Some((donation, DRAFT)) => vault.destroy(Key::draft(member, donation))?,
        Some((donation, PICTURES)) => vault.destroy(Key::pictures(member, donation))?,
        Some(_) => vault.destroy(Key::made(member))?,
        None if what == member => vault.destroy_all(member)?,
        None => {
            vault.withdraw(what)?;
            for key in [Key::kept, Key::draft, Key::pictures] {
                vault.destroy(key(member, what))?;
            }
        }
    }
    sqlx::query("DELETE FROM erasures WHERE what = $1")
        .bind(what)
        .execute(conn)
        .await?;
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

/// What [`catch_up`] found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaughtUp {
    /// Donations that were withdrawn since, which are removed.
    pub withdrawn: usize,
    /// Kept donations whose key is not there, which nobody can read.
    pub locked: usize,
}

/// Removes what a restored backup brought back: donations and pictures that
/// were withdrawn since, and what came of a donation that was kept since. To be
/// called before anything is served.
///
/// # Errors
/// If the list of withdrawals cannot be read, or the database fails.
pub async fn catch_up(conn: &mut Conn, vault: &Vault, now: Micros) -> Result<CaughtUp, StoreError> {
    let withdrawn = vault.withdrawn()?;
    let rows = sqlx::query("SELECT id, member, kept, hash, picture FROM donations ORDER BY id")
        .fetch_all(&mut *conn)
        .await?;
    let (mut found, mut members) = (CaughtUp::default(), BTreeSet::new());
    for row in &rows {
        let (id, member, hash): (String, String, String) = (row.get(0), row.get(1), row.get(3));
        let (kept, picture): (bool, bool) = (
            row.get::<i64, _>(2) != 0,
            !row.get::<String, _>(4).is_empty(),
        );
        let draft = vault.holds(Key::draft(&member, &id));
        let opens = vault.holds(Key::kept(&member, &id));
        let gone = withdrawn.contains(&id);
        if gone || !kept && !draft && opens {
            sqlx::query("DELETE FROM donations WHERE id = $1")
                .bind(&id)
                .execute(&mut *conn)
                .await?;
        } else if picture && (draft || opens) && !vault.holds(Key::pictures(&member, &id)) {
            sqlx::query("UPDATE donations SET picture = '' WHERE id = $1")
                .bind(&id)
                .execute(&mut *conn)
                .await?;
        }
        if gone {
            found.withdrawn += 1;
            if kept {
                bury(conn, &hash, now).await?;
            }
            members.insert(member);
        } else if kept && !opens {
            found.locked += 1;
        }
    }
    for member in members {
        changed(conn, &member).await?;
    }
    Ok(found)
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
