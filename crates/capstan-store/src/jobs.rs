//! Work in the background: a queue in the database, so that a job is there
//! exactly if the transaction that asked for it was committed.
//!
//! A worker claims a job for a while and says again and again that it is still
//! at it. If it dies, its time runs out and another takes the job up. What a
//! job brings about is written in the same transaction as its end, so it is
//! there once even if the job ran twice.

use crate::error::StoreError;
use crate::id::{self, Micros};
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A job is begun so often at most: one that ends its worker each time would
/// come back for ever.
pub const MOST_TRIES: i64 = 4;

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for a worker.
    Waiting,
    /// A worker is at it.
    Running,
    /// It is done.
    Done,
    /// It did not work, and will not be tried again.
    Failed,
    /// Someone cancelled it.
    Cancelled,
}

impl State {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether something may still come of it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }

    fn read(word: String) -> Result<Self, StoreError> {
        let all = [
            Self::Waiting,
            Self::Running,
            Self::Done,
            Self::Failed,
            Self::Cancelled,
        ];
        all.into_iter()
            .find(|s| s.word() == word)
            .ok_or(StoreError::Damaged {
                table: "jobs",
                column: "state",
                found: word,
                expected: "waiting, running, done, failed or cancelled",
            })
    }
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The id.
    pub id: String,
    /// Whose job it is: it goes with the coalition.
    pub coalition: String,
    /// What kind of work it is.
    pub kind: String,
    /// What it needs to know, as JSON.
    pub args: String,
    /// How it stands.
    pub state: State,
    /// How often it was begun.
    pub tries: i64,
    /// Who is at it.
    pub worker: String,
    /// How many parts of the work are done.
    pub done: i64,
    /// Of how many; 0 while nobody knows.
    pub total: i64,
    /// What came of it; empty until it is done.
    pub result: String,
    /// What went wrong last, as JSON; empty if nothing did.
    pub problem: String,
}

macro_rules! columns {
    () => {
        "id, coalition, kind, args, state, tries, worker, done, total, result, problem"
    };
}

fn job(row: &AnyRow) -> Result<Job, StoreError> {
    Ok(Job {
        id: row.get(0),
        coalition: row.get(1),
        kind: row.get(2),
        args: row.get(3),
        state: State::read(row.get(4))?,
        tries: row.get(5),
        worker: row.get(6),
        done: row.get(7),
        total: row.get(8),
        result: row.get(9),
        problem: row.get(10),
    })
}

/// Asks for a job and gives its id.
///
/// # Errors
/// If the database fails.
pub async fn add(
    conn: &mut Conn,
    coalition: &str,
    kind: &str,
    args: &str,
    now: Micros,
) -> Result<String, StoreError> {
    let id = id::id();
    sqlx::query(
        "INSERT INTO jobs
             (id, coalition, kind, args, state, tries, due, worker, lease, done, total, result, problem, made)
         VALUES ($1, $2, $3, $4, 'waiting', 0, $5, '', 0, 0, 0, '', '', $6)",
    )
    .bind(&id)
    .bind(coalition)
    .bind(kind)
    .bind(args)
    .bind(now)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(id)
}

/// The job with this id.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Job>, StoreError> {
    let row = sqlx::query(concat!("SELECT ", columns!(), " FROM jobs WHERE id = $1"))
        .bind(id)
        .fetch_optional(conn)
        .await?;
    row.as_ref().map(job).transpose()
}

/// Claims the job that has waited longest, for `worker` until `until`. A job
/// whose worker was not heard of in time counts as waiting; after
/// [`MOST_TRIES`] it fails with `gave_up`. To be called in a transaction that
/// writes, of which there is only one at a time: no two claim the same job.
///
/// # Errors
/// If the database fails.
pub async fn claim(
    conn: &mut Conn,
    worker: &str,
    (now, until): (Micros, Micros),
    gave_up: &str,
) -> Result<Option<Job>, StoreError> {
    sqlx::query(
        "UPDATE jobs SET state = 'failed', problem = $1
         WHERE state = 'running' AND lease <= $2 AND tries >= $3",
    )
    .bind(gave_up)
    .bind(now)
    .bind(MOST_TRIES)
    .execute(&mut *conn)
    .await?;
    let row = sqlx::query(concat!(
        "UPDATE jobs SET state = 'running', worker = $1, lease = $2, tries = tries + 1
         WHERE id = (
             SELECT id FROM jobs
             WHERE (state = 'waiting' AND due <= $3) OR (state = 'running' AND lease <= $3)
             ORDER BY due, id LIMIT 1)
         RETURNING ",
        columns!()
    ))
    .bind(worker)
    .bind(until)
    .bind(now)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(job).transpose()
}

/// Says how far a claimed job is, and that its worker is at it until `until`.
/// Says whether it still is the worker's: not if it was cancelled, or taken up
/// by another.
///
/// # Errors
/// If the database fails.
pub async fn beat(
    conn: &mut Conn,
    job: &Job,
    (done, total): (i64, i64),
    until: Micros,
) -> Result<bool, StoreError> {
    let own = sqlx::query(
        "UPDATE jobs SET done = $1, total = $2, lease = $3
         WHERE id = $4 AND worker = $5 AND state = 'running'",
    )
    .bind(done)
    .bind(total)
    .bind(until)
    .bind(&job.id)
    .bind(&job.worker)
    .execute(conn)
    .await?;
    Ok(own.rows_affected() > 0)
}

/// Ends a claimed job with its result. To be called in the transaction that
/// writes what came of it.
///
/// # Errors
/// [`StoreError::Missing`] if it is not the worker's any more: then nothing of
/// it may be written.
pub async fn finish(conn: &mut Conn, job: &Job, result: &str) -> Result<(), StoreError> {
    let own = sqlx::query(
        "UPDATE jobs SET state = 'done', done = total, result = $1, problem = ''
         WHERE id = $2 AND worker = $3 AND state = 'running'",
    )
    .bind(result)
    .bind(&job.id)
    .bind(&job.worker)
    .execute(conn)
    .await?;
    if own.rows_affected() == 0 {
        return Err(StoreError::Missing { what: "job" });
    }
    Ok(())
}

/// Says what went wrong with a claimed job, and when it is tried again, if it
/// is. Changes nothing if it is not the worker's any more.
///
/// # Errors
/// If the database fails.
pub async fn fail(
    conn: &mut Conn,
    job: &Job,
    problem: &str,
    again: Option<Micros>,
) -> Result<(), StoreError> {
    let state = if again.is_some() {
        State::Waiting
    } else {
        State::Failed
    };
    sqlx::query(
        "UPDATE jobs SET state = $1, problem = $2, due = $3
         WHERE id = $4 AND worker = $5 AND state = 'running'",
    )
    .bind(state.word())
    .bind(problem)
    .bind(again.unwrap_or_default())
    .bind(&job.id)
    .bind(&job.worker)
    .execute(conn)
    .await?;
    Ok(())
}

/// Cancels a job that waits or runs; its worker hears of it at its next beat.
///
/// # Errors
/// If the database fails.
pub async fn cancel(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE jobs SET state = 'cancelled'
         WHERE id = $1 AND (state = 'waiting' OR state = 'running')",
    )
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{joined, stores};

    async fn take(conn: &mut Conn, worker: &str, now: Micros) -> Option<Job> {
        claim(conn, worker, (now, now + 10), "gave up")
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn jobs_are_done_in_order_and_once() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            joined(&mut tx, "p", "c").await;
            let first = add(&mut tx, "c", "k", "1", 5).await.unwrap();
            let second = add(&mut tx, "c", "k", "2", 6).await.unwrap();
            assert_eq!(take(&mut tx, "w", 4).await, None);
            let one = take(&mut tx, "w", 7).await.unwrap();
            assert_eq!((&one.id, one.tries), (&first, 1));
            let two = take(&mut tx, "v", 7).await.unwrap();
            assert_eq!(two.id, second);
            assert_eq!(take(&mut tx, "u", 7).await, None);
            assert!(beat(&mut tx, &one, (3, 8), 20).await.unwrap());
            finish(&mut tx, &one, "it").await.unwrap();
            let found = find(&mut tx, &first).await.unwrap().unwrap();
            assert_eq!((found.state, found.done, found.total), (State::Done, 8, 8));
            assert_eq!(found.result, "it");
            assert!(finish(&mut tx, &one, "twice").await.is_err());
        }
    }

    #[tokio::test]
    async fn the_job_of_a_dead_worker_is_taken_up_and_the_dead_write_nothing() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            joined(&mut tx, "p", "c").await;
            let id = add(&mut tx, "c", "k", "", 0).await.unwrap();
            let dead = take(&mut tx, "dead", 0).await.unwrap();
            assert_eq!(take(&mut tx, "next", 9).await, None);
            assert!(beat(&mut tx, &dead, (1, 2), 15).await.unwrap());
            assert_eq!(take(&mut tx, "next", 14).await, None);
            let next = take(&mut tx, "next", 15).await.unwrap();
            assert_eq!((&next.id, next.tries), (&id, 2));
            assert!(!beat(&mut tx, &dead, (2, 2), 99).await.unwrap());
            assert!(finish(&mut tx, &dead, "late").await.is_err());
            fail(&mut tx, &dead, "late", None).await.unwrap();
            finish(&mut tx, &next, "good").await.unwrap();
            let found = find(&mut tx, &id).await.unwrap().unwrap();
            assert_eq!((found.state, &*found.result), (State::Done, "good"));
        }
    }

    #[tokio::test]
    async fn a_job_that_ends_every_worker_is_given_up() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            joined(&mut tx, "p", "c").await;
            let id = add(&mut tx, "c", "k", "", 0).await.unwrap();
            for n in 0..MOST_TRIES {
                assert!(take(&mut tx, "w", n * 10).await.is_some());
            }
            assert_eq!(take(&mut tx, "w", 1000).await, None);
            let found = find(&mut tx, &id).await.unwrap().unwrap();
            assert_eq!((found.state, &*found.problem), (State::Failed, "gave up"));
        }
    }

    #[tokio::test]
    async fn what_failed_is_tried_again_later_and_what_is_cancelled_is_not() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            joined(&mut tx, "p", "c").await;
            let id = add(&mut tx, "c", "k", "", 0).await.unwrap();
            let job = take(&mut tx, "w", 0).await.unwrap();
            fail(&mut tx, &job, "busy", Some(50)).await.unwrap();
            assert_eq!(take(&mut tx, "w", 49).await, None);
            let job = take(&mut tx, "w", 50).await.unwrap();
            assert_eq!((job.tries, &*job.problem), (2, "busy"));
            cancel(&mut tx, &id).await.unwrap();
            assert!(!beat(&mut tx, &job, (1, 2), 90).await.unwrap());
            assert!(finish(&mut tx, &job, "late").await.is_err());
            assert_eq!(take(&mut tx, "w", 500).await, None);
            cancel(&mut tx, &id).await.unwrap();
            let found = find(&mut tx, &id).await.unwrap().unwrap();
            assert_eq!(found.state, State::Cancelled);
        }
    }
}
