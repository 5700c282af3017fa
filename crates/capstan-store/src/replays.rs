//! Writes that are sent again: each is done once and answered alike.

use crate::error::StoreError;
use crate::id::{DAY, Micros};
use crate::store::Conn;
use sqlx::Row;

/// How long an answer is kept.
pub const KEPT: Micros = DAY;

/// How long a write that has no answer yet counts as under way. After that its
/// server must have died.
pub const UNDER_WAY: Micros = 60 * 1_000_000;

/// What is known of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replay {
    /// It is new, or its server died: do it.
    New,
    /// It is being done elsewhere.
    UnderWay,
    /// Another write was sent under the same key.
    Other,
    /// It was done and answered so.
    Answered {
        /// The HTTP status.
        status: u16,
        /// The sealed answer.
        answer: String,
    },
}

/// Begins the write `id` whose content has the hash `request`.
///
/// # Errors
/// If the database fails.
pub async fn begin(
    conn: &mut Conn,
    id: &str,
    request: &str,
    now: Micros,
) -> Result<Replay, StoreError> {
    sqlx::query("DELETE FROM replays WHERE begun < $1")
        .bind(now - KEPT)
        .execute(&mut *conn)
        .await?;
    let row = sqlx::query("SELECT request, begun, status, answer FROM replays WHERE id = $1")
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(row) = row {
        let (known, begun, status): (String, i64, i64) = (row.get(0), row.get(1), row.get(2));
        if known != request {
            return Ok(Replay::Other);
        }
        if status != 0 {
            return Ok(Replay::Answered {
                status: u16::try_from(status).unwrap_or(500),
                answer: row.get(3),
            });
        }
        if now - begun < UNDER_WAY {
            return Ok(Replay::UnderWay);
        }
    }
    sqlx::query(
        "INSERT INTO replays (id, request, begun, status, answer) VALUES ($1, $2, $3, 0, '')
         ON CONFLICT (id) DO UPDATE SET begun = excluded.begun",
    )
    .bind(id)
    .bind(request)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(Replay::New)
}

/// Keeps what a write was answered.
///
/// # Errors
/// If the database fails.
pub async fn answer(
    conn: &mut Conn,
    id: &str,
    status: u16,
    answer: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE replays SET status = $2, answer = $3 WHERE id = $1")
        .bind(id)
        .bind(i64::from(status))
        .bind(answer)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets a write that failed, so that it can be sent again.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM replays WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::stores;

    #[tokio::test]
    async fn a_write_is_done_once_and_one_that_died_again() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let first = begin(&mut tx, "a", "x", 0).await.unwrap();
            assert_eq!(first, Replay::New);
            assert_eq!(begin(&mut tx, "a", "x", 1).await.unwrap(), Replay::UnderWay);
            assert_eq!(begin(&mut tx, "a", "y", 1).await.unwrap(), Replay::Other);
            let died = begin(&mut tx, "a", "x", UNDER_WAY).await.unwrap();
            assert_eq!(died, Replay::New);
            answer(&mut tx, "a", 201, "sealed").await.unwrap();
            let again = begin(&mut tx, "a", "x", UNDER_WAY + 1).await.unwrap();
            let expected = Replay::Answered {
                status: 201,
                answer: "sealed".into(),
            };
            assert_eq!(again, expected);
            let later = begin(&mut tx, "a", "y", UNDER_WAY + KEPT + 1)
                .await
                .unwrap();
            assert_eq!(later, Replay::New);
        }
    }
}
