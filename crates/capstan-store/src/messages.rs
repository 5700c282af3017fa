//! Text messages: those that wait for an answer, the answers that wait to be
//! sent, how each dialogue stands, and files that are fetched once.
//!
//! What is said and by whom is sealed by the caller; here it is a text like
//! any other. `phone` is always a keyed tag.

pub mod links;

use crate::error::StoreError;
use crate::id::{Micros, day, id};
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A message that waits: to be answered, or to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The id; ids sort by time.
    pub id: String,
    /// Whose it is.
    pub phone: String,
    /// What it says, sealed for its phone.
    pub body: String,
    /// How often it was tried.
    pub tries: i64,
}

/// How a dialogue stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The coalition.
    pub coalition: String,
    /// The phone.
    pub phone: String,
    /// The member they are; nothing until they agreed.
    pub member: Option<String>,
    /// How it stands, sealed.
    pub talk: String,
    /// How many messages were answered.
    pub turn: i64,
}

/// The two queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// What came.
    In,
    /// What is to be sent.
    Out,
}

impl Queue {
    fn table(self) -> &'static str {
        match self {
            Self::In => "texts_in",
            Self::Out => "texts_out",
        }
    }
}

fn waiting(row: &AnyRow) -> Waiting {
    Waiting {
        id: row.get(0),
        phone: row.get(1),
        body: row.get(2),
        tries: row.get(3),
    }
}

/// Writes down that a message came, by a tag of it. Says whether it is the
/// first time.
///
/// # Errors
/// If the database fails.
pub async fn first_time(conn: &mut Conn, message: &str, now: Micros) -> Result<bool, StoreError> {
    let added = sqlx::query(
        "INSERT INTO texts_seen (message, day) VALUES ($1, $2) ON CONFLICT (message) DO NOTHING",
    )
    .bind(message)
    .bind(day(now))
    .execute(conn)
    .await?;
    Ok(added.rows_affected() > 0)
}

/// Puts a message into a queue, where it is due at a time, and gives its id.
///
/// # Errors
/// If the database fails.
pub async fn put(
    conn: &mut Conn,
    queue: Queue,
    phone: &str,
    body: &str,
    due: Micros,
) -> Result<String, StoreError> {
    let id = id();
    let sql = format!(
        "INSERT INTO {} (id, phone, body, due, tries) VALUES ($1, $2, $3, $4, 0)",
        queue.table()
    );
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(&id)
        .bind(phone)
        .bind(body)
        .bind(due)
        .execute(conn)
        .await?;
    Ok(id)
}

/// Claims the message that is due longest until `until`: then it is due again,
/// if it is still there. Those of one phone come one after the other, in the
/// order in which they came.
///
/// # Errors
/// If the database fails.
pub async fn claim(
    conn: &mut Conn,
    queue: Queue,
    (now, until): (Micros, Micros),
) -> Result<Option<Waiting>, StoreError> {
    let table = queue.table();
    let sql = format!(
        "UPDATE {table} SET due = $1, tries = tries + 1 WHERE id = (
             SELECT w.id FROM {table} w WHERE w.due <= $2 AND NOT EXISTS
                 (SELECT 1 FROM {table} o WHERE o.phone = w.phone AND o.id < w.id)
             ORDER BY w.due, w.id LIMIT 1)
         RETURNING id, phone, body, tries"
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(until)
        .bind(now)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(waiting))
}

/// The message that waits longest of a phone.
///
/// # Errors
/// If the database fails.
pub async fn oldest(
    conn: &mut Conn,
    queue: Queue,
    phone: &str,
) -> Result<Option<Waiting>, StoreError> {
    let sql = format!(
        "SELECT id, phone, body, tries FROM {} WHERE phone = $1 ORDER BY id LIMIT 1",
        queue.table()
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(phone)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(waiting))
}

/// Tries a message again at a time.
///
/// # Errors
/// If the database fails.
pub async fn later(conn: &mut Conn, queue: Queue, id: &str, due: Micros) -> Result<(), StoreError> {
    let sql = format!("UPDATE {} SET due = $2 WHERE id = $1", queue.table());
    sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .bind(due)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a message. Says whether it was there.
///
/// # Errors
/// If the database fails.
pub async fn done(conn: &mut Conn, queue: Queue, id: &str) -> Result<bool, StoreError> {
    let sql = format!("DELETE FROM {} WHERE id = $1", queue.table());
    let gone = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .execute(conn)
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// How the dialogue of a phone stands in a coalition.
///
/// # Errors
/// If the database fails.
pub async fn phone(
    conn: &mut Conn,
    coalition: &str,
    phone: &str,
) -> Result<Option<Phone>, StoreError> {
    let row = sqlx::query(
        "SELECT coalition, phone, member, talk, turn FROM phones
         WHERE coalition = $1 AND phone = $2",
    )
    .bind(coalition)
    .bind(phone)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Phone {
        coalition: row.get(0),
        phone: row.get(1),
        member: row.get(2),
        talk: row.get(3),
        turn: row.get(4),
    }))
}

/// Writes down how a dialogue stands.
///
/// # Errors
/// If the database fails.
pub async fn put_phone(conn: &mut Conn, phone: &Phone, now: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO phones (coalition, phone, member, talk, turn, day)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (coalition, phone) DO UPDATE SET member = excluded.member,
             talk = excluded.talk, turn = excluded.turn, day = excluded.day",
    )
    .bind(&phone.coalition)
    .bind(&phone.phone)
    .bind(phone.member.as_deref())
    .bind(&phone.talk)
    .bind(phone.turn)
    .bind(day(now))
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets a phone.
///
/// # Errors
/// If the database fails.
pub async fn remove_phone(conn: &mut Conn, coalition: &str, phone: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM phones WHERE coalition = $1 AND phone = $2")
        .bind(coalition)
        .bind(phone)
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps a file that is fetched once, until a time. It goes with its member,
/// if it is one's.
///
/// # Errors
/// If the database fails.
pub async fn put_file(
    conn: &mut Conn,
    file: &str,
    member: Option<&str>,
    body: &str,
    until: Micros,
) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO text_files (file, member, body, until) VALUES ($1, $2, $3, $4)")
        .bind(file)
        .bind(member)
        .bind(body)
        .bind(until)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a file out: it is given this once.
///
/// # Errors
/// If the database fails.
pub async fn take_file(
    conn: &mut Conn,
    file: &str,
    now: Micros,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("DELETE FROM text_files WHERE file = $1 AND until > $2 RETURNING body")
        .bind(file)
        .bind(now)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// From when on what is kept.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Files end at this time.
    pub now: Micros,
    /// Those who never agreed, and did not write since.
    pub strangers: Micros,
    /// Messages that could not be answered, or answers that could not be sent.
    pub waiting: Micros,
    /// Tags of messages that came.
    pub seen: Micros,
}

/// Removes what is over. Says whether anything was.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, kept: &Kept) -> Result<bool, StoreError> {
    let mut gone = 0;
    for (sql, before) in [
        ("DELETE FROM text_files WHERE until <= $1", kept.now),
        (
            "DELETE FROM phones WHERE member IS NULL AND day < $1",
            day(kept.strangers),
        ),
        ("DELETE FROM texts_seen WHERE day < $1", day(kept.seen)),
    ] {
        let removed = sqlx::query(sql).bind(before).execute(&mut *conn).await?;
        gone += removed.rows_affected();
    }
    gone += links::forget(conn, kept.now).await?;
    // Ids sort by the time of making, whose first part they are.
    let oldest = first_id(kept.waiting);
    for sql in [
        "DELETE FROM texts_in WHERE id < $1",
        "DELETE FROM texts_out WHERE id < $1",
    ] {
        let removed = sqlx::query(sql).bind(&oldest).execute(&mut *conn).await?;
        gone += removed.rows_affected();
    }
    Ok(gone > 0)
}

/// What sorts before every id that was made from this time on (RFC 9562,
/// section 5.7).
fn first_id(at: Micros) -> String {
    format!("{:012x}", (at / 1000).max(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{DAY, now};
    use crate::testing::{joined, stores};
    use crate::{coalitions, members};

    #[tokio::test]
    async fn a_message_counts_once() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            assert!(first_time(&mut tx, "m", 5).await.unwrap());
            assert!(!first_time(&mut tx, "m", 6).await.unwrap());
            assert!(first_time(&mut tx, "n", 6).await.unwrap());
        }
    }

    #[tokio::test]
    async fn those_of_one_phone_come_one_after_the_other() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            for queue in [Queue::In, Queue::Out] {
                let mut ids = Vec::new();
                for (phone, body) in [("a", "1"), ("a", "2"), ("b", "3")] {
                    ids.push(put(&mut tx, queue, phone, body, 10).await.unwrap());
                    // Ids of one millisecond are in order too.
                }
                assert_eq!(claim(&mut tx, queue, (9, 20)).await.unwrap(), None);
                let mut taken = Vec::new();
                while let Some(one) = claim(&mut tx, queue, (10, 20)).await.unwrap() {
                    taken.push(one.body);
                }
                assert_eq!(taken, ["1", "3"], "the second of a waits for the first");
                assert!(done(&mut tx, queue, &ids[0]).await.unwrap());
                assert!(!done(&mut tx, queue, &ids[0]).await.unwrap());
                let next = claim(&mut tx, queue, (10, 20)).await.unwrap().unwrap();
                assert_eq!((next.body.as_str(), next.tries), ("2", 1));
                let next = oldest(&mut tx, queue, "a").await.unwrap();
                assert_eq!(next.map(|one| one.id), Some(ids[1].clone()));
                later(&mut tx, queue, &ids[1], 30).await.unwrap();
                // Whoever claimed one and died is not waited for.
                let next = claim(&mut tx, queue, (20, 40)).await.unwrap().unwrap();
                assert_eq!((next.body.as_str(), next.tries), ("3", 2));
                assert_eq!(claim(&mut tx, queue, (29, 40)).await.unwrap(), None);
            }
        }
    }

    #[tokio::test]
    async fn a_dialogue_goes_with_its_member_and_its_coalition() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let member = joined(&mut tx, "p", "riders").await;
            joined(&mut tx, "q", "drivers").await;
            let own = Phone {
                coalition: "riders".into(),
                phone: "a".into(),
                member: None,
                talk: "sealed".into(),
                turn: 1,
            };
            put_phone(&mut tx, &own, 5).await.unwrap();
            let found = phone(&mut tx, "riders", "a").await.unwrap();
            assert_eq!(found.as_ref(), Some(&own));
            assert_eq!(phone(&mut tx, "drivers", "a").await.unwrap(), None);
            let agreed = Phone {
                member: Some(member.clone()),
                turn: 2,
                ..own
            };
            put_phone(&mut tx, &agreed, 6).await.unwrap();
            let found = phone(&mut tx, "riders", "a").await.unwrap();
            assert_eq!(found.as_ref(), Some(&agreed));
            put_file(&mut tx, "f", Some(&member), "x", DAY)
                .await
                .unwrap();
            members::remove(&mut tx, &member).await.unwrap();
            assert_eq!(phone(&mut tx, "riders", "a").await.unwrap(), None);
            assert_eq!(take_file(&mut tx, "f", 0).await.unwrap(), None);
            let other = Phone {
                coalition: "drivers".into(),
                member: None,
                ..agreed
            };
            put_phone(&mut tx, &other, 6).await.unwrap();
            coalitions::remove(&mut tx, "drivers").await.unwrap();
            assert_eq!(phone(&mut tx, "drivers", "a").await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn a_file_is_given_once_and_in_time() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            put_file(&mut tx, "f", None, "body", 10).await.unwrap();
            assert_eq!(take_file(&mut tx, "f", 10).await.unwrap(), None);
            let given = take_file(&mut tx, "f", 9).await.unwrap();
            assert_eq!(given.as_deref(), Some("body"));
            assert_eq!(take_file(&mut tx, "f", 9).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn what_is_over_is_removed_and_nothing_else() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let member = joined(&mut tx, "p", "riders").await;
            let now = now();
            for (name, member) in [("stranger", None), ("friend", Some(member))] {
                let row = Phone {
                    coalition: "riders".into(),
                    phone: name.into(),
                    member,
                    talk: String::new(),
                    turn: 1,
                };
                put_phone(&mut tx, &row, now).await.unwrap();
            }
            put(&mut tx, Queue::In, "a", "x", now).await.unwrap();
            put(&mut tx, Queue::Out, "a", "x", now).await.unwrap();
            put_file(&mut tx, "f", None, "x", now + DAY).await.unwrap();
            first_time(&mut tx, "m", now).await.unwrap();
            let kept = |at: Micros| Kept {
                now: at,
                strangers: at - DAY,
                waiting: at - DAY,
                seen: at - DAY,
            };
            assert!(!forget(&mut tx, &kept(now)).await.unwrap());
            assert!(forget(&mut tx, &kept(now + 3 * DAY)).await.unwrap());
            assert_eq!(phone(&mut tx, "riders", "stranger").await.unwrap(), None);
            assert!(phone(&mut tx, "riders", "friend").await.unwrap().is_some());
            for queue in [Queue::In, Queue::Out] {
                assert_eq!(oldest(&mut tx, queue, "a").await.unwrap(), None);
            }
            assert!(first_time(&mut tx, "m", now).await.unwrap());
        }
    }
}
