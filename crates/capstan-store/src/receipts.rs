//! The receipts of each day as leaves of a tree, and the roots of days that are
//! closed.
//!
//! A leaf is the hash of a receipt and says nothing of it. It stays when the
//! donation is withdrawn, since the proofs of others need it. Leaves stand in
//! the order of their bytes, so that their order says nothing either.
//!
//! What is [published] of a day lies beside the database too, so that a backup
//! from before cannot make another root of it.

use crate::error::{StoreError, damaged};
use crate::id::{DAY, Micros};
use crate::store::Conn;
use capstan_proof::Digest;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

pub mod published;

pub use published::{Day, Published};

/// The root of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The day, counted from 1970 in UTC.
    pub day: i64,
    /// The number of leaves.
    pub leaves: i64,
    /// The root of their tree.
    pub root: Digest,
}

/// The day of a time.
pub fn day(at: Micros) -> i64 {
    at.div_euclid(DAY)
}

/// Adds the leaf of a receipt to its day: that of `now`, or the next if that
/// is closed already.
///
/// # Errors
/// If the database fails.
pub async fn add(conn: &mut Conn, leaf: &Digest, now: Micros) -> Result<(), StoreError> {
    let last = last_closed(conn).await?;
    put(conn, day(now).max(last + 1), leaf).await
}

async fn put(conn: &mut Conn, day: i64, leaf: &Digest) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO receipt_leaves (day, leaf) VALUES ($1, $2) ON CONFLICT (leaf) DO NOTHING",
    )
    .bind(day)
    .bind(leaf.to_string())
    .execute(conn)
    .await?;
    Ok(())
}

/// The last day that is closed, or one before all days.
async fn last_closed(conn: &mut Conn) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT COALESCE(max(day), -1) FROM receipt_days")
        .fetch_one(conn)
        .await?;
    Ok(row.get(0))
}

/// The days before `today` that have receipts and are not closed, in order.
///
/// # Errors
/// If the database fails.
pub async fn open_days(conn: &mut Conn, today: i64) -> Result<Vec<i64>, StoreError> {
    let last = last_closed(conn).await?;
    let rows = sqlx::query(
        "SELECT DISTINCT day FROM receipt_leaves WHERE day > $1 AND day < $2 ORDER BY day",
    )
    .bind(last)
    .bind(today)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The leaves of a day, in their order.
///
/// # Errors
/// If the database fails or a leaf is damaged.
pub async fn leaves(conn: &mut Conn, day: i64) -> Result<Vec<Digest>, StoreError> {
    let rows = sqlx::query("SELECT leaf FROM receipt_leaves WHERE day = $1 ORDER BY leaf")
        .bind(day)
        .fetch_all(conn)
        .await?;
    rows.iter().map(|row| digest(row, 0)).collect()
}

/// Closes a day: adds leaves of nobody, which hide how many receipts there
/// are, and publishes the root that `root` makes of all of them. If the day was
/// published before, say before a backup was restored, it is closed as it was
/// then.
///
/// # Errors
/// If the database or the disk fails.
pub async fn close(
    conn: &mut Conn,
    published: &Published,
    day: i64,
    nobody: &[Digest],
    root: impl FnOnce(&[Digest]) -> Digest,
) -> Result<(), StoreError> {
    if let Some(before) = published.find(day)? {
        return take_over(conn, published, day, &before).await;
    }
    for leaf in nobody {
        put(conn, day, leaf).await?;
    }
    let leaves = leaves(conn, day).await?;
    let root = root(&leaves);
    let closed = Day { root, leaves };
    published.publish(day, &closed)?;
    write(conn, day, &closed).await
}

/// Brings what was published and the database together, after a backup was
/// restored. To be called before anything is served.
///
/// # Errors
/// If another root of a day was published than the database has, or the
/// database or the disk fails.
pub async fn catch_up(conn: &mut Conn, published: &Published) -> Result<(), StoreError> {
    let rows = sqlx::query("SELECT day, leaves, root FROM receipt_days ORDER BY day")
        .fetch_all(&mut *conn)
        .await?;
    let rows: Result<Vec<Root>, _> = rows.iter().map(root).collect();
    let mut known: BTreeMap<i64, Digest> = rows?.iter().map(|r| (r.day, r.root)).collect();
    for day in published.days()? {
        let Some(found) = published.find(day)? else {
            continue;
        };
        match known.remove(&day) {
            None => take_over(conn, published, day, &found).await?,
            Some(root) if root == found.root => {}
            Some(_) => return Err(published::other(&published.path(day))),
        }
    }
    for (day, root) in known {
        let leaves = leaves(conn, day).await?;
        published.publish(day, &Day { root, leaves })?;
    }
    Ok(())
}

/// Closes a day as it was published.
async fn take_over(
    conn: &mut Conn,
    published: &Published,
    day: i64,
    before: &Day,
) -> Result<(), StoreError> {
    // What came to the day since is of the first that is not closed.
    let last = published.days()?.last().copied().unwrap_or(day);
    sqlx::query("UPDATE receipt_leaves SET day = $2 WHERE day = $1")
        .bind(day)
        .bind(last.max(last_closed(conn).await?) + 1)
        .execute(&mut *conn)
        .await?;
    for leaf in &before.leaves {
        sqlx::query(
            "INSERT INTO receipt_leaves (day, leaf) VALUES ($1, $2)
             ON CONFLICT (leaf) DO UPDATE SET day = excluded.day",
        )
        .bind(day)
        .bind(leaf.to_string())
        .execute(&mut *conn)
        .await?;
    }
    write(conn, day, before).await
}

async fn write(conn: &mut Conn, day: i64, closed: &Day) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO receipt_days (day, leaves, root) VALUES ($1, $2, $3)")
        .bind(day)
        .bind(i64::try_from(closed.leaves.len()).unwrap_or(i64::MAX))
        .bind(closed.root.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

/// The root of the day in which a leaf is; nothing if that is not closed or
/// there is no such leaf.
///
/// # Errors
/// If the database fails or a root is damaged.
pub async fn root_of(conn: &mut Conn, leaf: &Digest) -> Result<Option<Root>, StoreError> {
    let row = sqlx::query(
        "SELECT d.day, d.leaves, d.root FROM receipt_days d
         JOIN receipt_leaves l ON l.day = d.day WHERE l.leaf = $1",
    )
    .bind(leaf.to_string())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(root).transpose()
}

/// At most `most` roots of days before `before`, the newest first.
///
/// # Errors
/// If the database fails or a root is damaged.
pub async fn roots(conn: &mut Conn, before: i64, most: i64) -> Result<Vec<Root>, StoreError> {
    let rows = sqlx::query(
        "SELECT day, leaves, root FROM receipt_days WHERE day < $1 ORDER BY day DESC LIMIT $2",
    )
    .bind(before)
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter().map(root).collect()
}

fn root(row: &AnyRow) -> Result<Root, StoreError> {
    Ok(Root {
        day: row.get(0),
        leaves: row.get(1),
        root: digest(row, 2)?,
    })
}

fn digest(row: &AnyRow, at: usize) -> Result<Digest, StoreError> {
    let text: String = row.get(at);
    let wrong = |_| {
        damaged(
            "receipts",
            "leaf or root",
            "another text",
            "64 hexadecimal digits",
        )
    };
    text.parse().map_err(wrong)
}

#[cfg(test)]
mod tests;
