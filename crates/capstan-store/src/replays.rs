//! Writes that are sent again: each is done once and answered alike.
//!
//! The key of a write stands in the transaction that does it, so there is
//! never one without the other: whoever sends it again after a crash learns
//! that it was done, or has it done now.

use crate::error::StoreError;
use crate::id::{DAY, Micros};
use crate::store::Conn;
use sqlx::Row;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// How long an answer is kept.
pub const KEPT: Micros = DAY;

/// How many answers are forgotten at once, so that other writes wait little.
const AT_ONCE: i64 = 2000;

/// The key of a write that may be sent again.
#[derive(Clone, Debug)]
pub struct Key(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    id: String,
    request: String,
    begun: Micros,
    kept: AtomicBool,
    answered: AtomicBool,
}

/// What is known of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// It was not done: do it.
    New,
    /// Another write was sent under the same key.
    Other,
    /// It was done, or a part of it; its server died before it answered.
    Unanswered,
    /// It was done and answered so.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The sealed answer; empty if there was nothing to say.
        answer: String,
    },
}

impl Key {
    /// The key of the write `id` whose content has the hash `request`.
    pub fn new(id: String, request: String, now: Micros) -> Self {
        Self(Arc::new(Inner {
            id,
            request,
            begun: now,
            kept: AtomicBool::new(false),
            answered: AtomicBool::new(false),
        }))
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Whether a transaction took it in.
    pub fn is_kept(&self) -> bool {
        self.0.kept.load(Relaxed)
    }

    /// Whether its answer was written.
    pub fn is_answered(&self) -> bool {
        self.0.answered.load(Relaxed)
    }

    /// The key under which this task writes.
    pub fn current() -> Option<Self> {
        CURRENT.try_with(Self::clone).ok()
    }
}

tokio::task_local! {
    static CURRENT: Key;
}

/// Writes under a key: every transaction that begins in `write` takes it in.
pub async fn under<T>(key: &Key, write: impl Future<Output = T>) -> T {
    CURRENT.scope(key.clone(), write).await
}

/// What is known of a write.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, key: &Key) -> Result<Replay, StoreError> {
    let row = sqlx::query("SELECT request, status, answer FROM replays WHERE id = $1")
        .bind(key.id())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else {
        return Ok(Replay::New);
    };
    let (request, status): (String, i64) = (row.get(0), row.get(1));
    Ok(if request != key.0.request {
        Replay::Other
    } else if status == 0 {
        Replay::Unanswered
    } else {
        Replay::Answered {
            status: u16::try_from(status).unwrap_or(500),
            answer: row.get(2),
        }
    })
}

/// Takes a key into a transaction, with the status it is answered with if that
/// is all there will be to say, else with 0.
///
/// # Errors
/// [`StoreError::Taken`] if this write was done elsewhere meanwhile.
pub async fn keep(conn: &mut Conn, key: &Key, status: u16) -> Result<(), StoreError> {
    let kept = sqlx::query(
        "INSERT INTO replays (id, request, begun, status, answer) VALUES ($1, $2, $3, $4, '')
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(key.id())
    .bind(&key.0.request)
    .bind(key.0.begun)
    .bind(i64::from(status))
    .execute(conn)
    .await?;
    let answered = status != 0;
    key.0.answered.store(answered, Relaxed);
    // A write of several transactions takes it into each of them.
    let again = key.0.kept.swap(true, Relaxed) && !answered;
    if kept.rows_affected() == 0 && !again {
        return Err(StoreError::Taken { what: "key" });
    }
    Ok(())
}

/// Keeps what a write was answered.
///
/// # Errors
/// If the database fails.
pub async fn answer(
    conn: &mut Conn,
    key: &Key,
    status: u16,
    answer: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO replays (id, request, begun, status, answer) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET status = excluded.status, answer = excluded.answer",
    )
    .bind(key.id())
    .bind(&key.0.request)
    .bind(key.0.begun)
    .bind(i64::from(status))
    .bind(answer)
    .execute(conn)
    .await?;
    key.0.answered.store(true, Relaxed);
    Ok(())
}

/// Forgets a write that was refused, so that it can be sent again.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, key: &Key) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM replays WHERE id = $1")
        .bind(key.id())
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether answers are older than they are kept.
///
/// # Errors
/// If the database fails.
pub async fn any_old(conn: &mut Conn, now: Micros) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM replays WHERE begun < $1 LIMIT 1")
        .bind(now - KEPT)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Forgets some of the answers that are older than they are kept.
///
/// # Errors
/// If the database fails.
pub async fn forget_old(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM replays WHERE id IN (
             SELECT id FROM replays WHERE begun < $1 ORDER BY begun LIMIT $2)",
    )
    .bind(now - KEPT)
    .bind(AT_ONCE)
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::stores;

    fn key(request: &str) -> Key {
        Key::new("a".into(), request.into(), 5)
    }

    #[tokio::test]
    async fn a_key_is_there_exactly_if_its_write_is() {
        for test in stores().await {
            let store = &test.store;
            let first = key("x");
            let undone = under(&first, store.begin()).await.unwrap();
            undone.rollback().await.unwrap();
            let mut conn = store.read().await.unwrap();
            assert_eq!(find(&mut conn, &first).await.unwrap(), Replay::New);
            // A write of two transactions is one write.
            for _ in 0..2 {
                let tx = under(&first, store.begin()).await.unwrap();
                tx.commit().await.unwrap();
            }
            assert!(first.is_kept() && !first.is_answered());
            let again = key("x");
            assert_eq!(find(&mut conn, &again).await.unwrap(), Replay::Unanswered);
            let elsewhere = under(&again, store.begin()).await;
            assert!(matches!(elsewhere, Err(StoreError::Taken { what: "key" })));
            assert_eq!(find(&mut conn, &key("y")).await.unwrap(), Replay::Other);
            let mut tx = store.begin().await.unwrap();
            answer(&mut tx, &first, 201, "sealed").await.unwrap();
            tx.commit().await.unwrap();
            let answered = Replay::Answered {
                status: 201,
                answer: "sealed".into(),
            };
            assert_eq!(find(&mut conn, &again).await.unwrap(), answered);
        }
    }

    #[tokio::test]
    async fn what_was_refused_or_is_old_is_forgotten() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            keep(&mut tx, &key("x"), 0).await.unwrap();
            forget(&mut tx, &key("x")).await.unwrap();
            answer(&mut tx, &key("x"), 204, "").await.unwrap();
            forget_old(&mut tx, 5 + KEPT).await.unwrap();
            assert!(!any_old(&mut tx, 5 + KEPT).await.unwrap());
            assert_ne!(find(&mut tx, &key("x")).await.unwrap(), Replay::New);
            assert!(any_old(&mut tx, 6 + KEPT).await.unwrap());
            forget_old(&mut tx, 6 + KEPT).await.unwrap();
            assert_eq!(find(&mut tx, &key("x")).await.unwrap(), Replay::New);
        }
    }
}
