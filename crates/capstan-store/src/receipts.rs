//! The receipts of each day as leaves of a tree, and the roots of days that are
//! closed.
//!
//! A leaf is the hash of a receipt and says nothing of it. It stays when the
//! donation is withdrawn, since the proofs of others need it. Leaves stand in
//! the order of their bytes, so that their order says nothing either.

use crate::error::{StoreError, damaged};
use crate::id::{DAY, Micros};
use crate::store::Conn;
use capstan_proof::Digest;
use sqlx::Row;
use sqlx::any::AnyRow;

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
/// are, and writes down the root that `root` makes of all of them.
///
/// # Errors
/// If the database fails.
pub async fn close(
    conn: &mut Conn,
    day: i64,
    nobody: &[Digest],
    root: impl FnOnce(&[Digest]) -> Digest,
) -> Result<Root, StoreError> {
    for leaf in nobody {
        put(conn, day, leaf).await?;
    }
    let all = leaves(conn, day).await?;
    let closed = Root {
        day,
        leaves: i64::try_from(all.len()).unwrap_or(i64::MAX),
        root: root(&all),
    };
    sqlx::query("INSERT INTO receipt_days (day, leaves, root) VALUES ($1, $2, $3)")
        .bind(day)
        .bind(closed.leaves)
        .bind(closed.root.to_string())
        .execute(conn)
        .await?;
    Ok(closed)
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
mod tests {
    use super::*;
    use crate::testing::stores;

    fn leaf(n: u8) -> Digest {
        Digest::new([n; 32])
    }

    #[tokio::test]
    async fn a_day_is_closed_once_and_what_comes_late_is_of_the_next() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            for (n, at) in [(3, 0), (1, DAY - 1), (2, DAY)] {
                add(&mut tx, &leaf(n), at).await.unwrap();
            }
            assert_eq!(open_days(&mut tx, 1).await.unwrap(), [0]);
            assert_eq!(open_days(&mut tx, 2).await.unwrap(), [0, 1]);
            assert_eq!(leaves(&mut tx, 0).await.unwrap(), [leaf(1), leaf(3)]);
            assert_eq!(root_of(&mut tx, &leaf(1)).await.unwrap(), None);

            let nobody = [leaf(2), leaf(0)];
            let last = |all: &[Digest]| *all.last().unwrap();
            // A leaf that is there already is not moved.
            let first = close(&mut tx, 0, &nobody, last).await.unwrap();
            assert_eq!((first.leaves, first.root), (3, leaf(3)));
            assert_eq!(open_days(&mut tx, 2).await.unwrap(), [1]);
            add(&mut tx, &leaf(9), 5).await.unwrap();
            assert_eq!(leaves(&mut tx, 1).await.unwrap(), [leaf(2), leaf(9)]);
            assert!(close(&mut tx, 0, &[], last).await.is_err());
            tx.rollback().await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_root_of_a_leaf_is_that_of_its_day() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            for n in 0..4 {
                add(&mut tx, &leaf(n), i64::from(n) * DAY).await.unwrap();
            }
            let first = |all: &[Digest]| all[0];
            for day in open_days(&mut tx, 3).await.unwrap() {
                close(&mut tx, day, &[], first).await.unwrap();
            }
            let found = root_of(&mut tx, &leaf(1)).await.unwrap();
            assert_eq!(found.map(|r| (r.day, r.root)), Some((1, leaf(1))));
            assert_eq!(root_of(&mut tx, &leaf(3)).await.unwrap(), None);
            let days = |roots: Vec<Root>| roots.iter().map(|r| r.day).collect::<Vec<_>>();
            assert_eq!(days(roots(&mut tx, 9, 2).await.unwrap()), [2, 1]);
            assert_eq!(days(roots(&mut tx, 1, 2).await.unwrap()), [0]);
        }
    }
}
