//! The continuous poll: counted here, so that what joins a person's
//! memberships never leaves the store.

use crate::error::{StoreError, damaged};
use crate::id::Micros;
use crate::keys::Keys;
use crate::store::Conn;
use capstan_coalition::poll::{Change, Count, Poll, Withheld, changes};
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

/// What the keys are used for here.
const COUNT: &str = "the count of the poll";

/// The poll as it was published at a tick.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The tick.
    pub at: Micros,
    /// The poll, or why there is none.
    pub poll: Result<Poll, Withheld>,
    /// What changed since the tick before; nothing where either was withheld.
    pub changes: Vec<Change>,
}

fn json<T: DeserializeOwned>(column: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| damaged("polls", column, text, "JSON of the poll"))
}

fn taken(row: &AnyRow) -> Result<Taken, StoreError> {
    let (poll, withheld): (String, String) = (row.get(1), row.get(3));
    Ok(Taken {
        at: row.get(0),
        poll: match withheld.as_str() {
            "" => Ok(json("poll", &poll)?),
            _ => Err(json("withheld", &withheld)?),
        },
        changes: json("changes", &row.get::<String, _>(2))?,
    })
}

/// Takes the poll of the members who had joined by the tick `at`: publishes
/// what may be, with groups of `minimum` people or more, and keeps the exact
/// count, locked, in the place of that of the tick before. If the poll of this
/// tick or a later one was taken, nothing happens.
///
/// # Errors
/// If the database fails.
pub async fn take(
    conn: &mut Conn,
    keys: &Keys,
    at: Micros,
    minimum: u64,
) -> Result<(), StoreError> {
    let last = sqlx::query("SELECT at, sealed FROM poll_count WHERE one = 1")
        .fetch_optional(&mut *conn)
        .await?;
    let last: Option<(Micros, String)> = last.map(|row| (row.get(0), row.get(1)));
    if last.as_ref().is_some_and(|last| last.0 >= at) {
        return Ok(());
    }
    let mut count = Count::default();
    let rows = sqlx::query(
        "SELECT m.person, v.tag FROM members m JOIN visions v ON v.coalition = m.coalition
         WHERE m.joined <= $1",
    )
    .bind(at)
    .fetch_all(&mut *conn)
    .await?;
    for row in &rows {
        count.add(row.get(0), row.get(1));
    }
    let before = last.and_then(|(then, sealed)| {
        let text = keys.open_sealed(COUNT, &then.to_string(), &sealed)?;
        Some((then, serde_json::from_str::<Count>(&text).ok()?))
    });
    let changed =
        before.and_then(|(then, before)| changes((then, &before), (at, &count), minimum).ok());
    let (poll, withheld) = match count.publish(at, minimum) {
        Ok(poll) => (serde_json::json!(poll).to_string(), String::new()),
        Err(why) => (String::new(), serde_json::json!(why).to_string()),
    };
    sqlx::query("INSERT INTO polls (at, poll, changes, withheld) VALUES ($1, $2, $3, $4)")
        .bind(at)
        .bind(poll)
        .bind(serde_json::json!(changed.unwrap_or_default()).to_string())
        .bind(withheld)
        .execute(&mut *conn)
        .await?;
    let exact = serde_json::json!(count).to_string();
    sqlx::query(
        "INSERT INTO poll_count (one, at, sealed) VALUES (1, $1, $2)
         ON CONFLICT (one) DO UPDATE SET at = excluded.at, sealed = excluded.sealed",
    )
    .bind(at)
    .bind(keys.seal(COUNT, &at.to_string(), &exact))
    .execute(conn)
    .await?;
    Ok(())
}

/// The polls before the tick `before`, latest first, at most `most`.
///
/// # Errors
/// If the database fails or a stored poll is none.
pub async fn latest(conn: &mut Conn, before: Micros, most: i64) -> Result<Vec<Taken>, StoreError> {
    let rows = sqlx::query(
        "SELECT at, poll, changes, withheld FROM polls WHERE at < $1 ORDER BY at DESC LIMIT $2",
    )
    .bind(before)
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter().map(taken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coalitions;
    use crate::id::DAY;
    use crate::members::{self, Member};
    use crate::testing::{self, stores};

    async fn coalition(conn: &mut Conn, slug: &str, visions: &[&str]) {
        let visions: Vec<String> = visions.iter().map(|v| (*v).to_owned()).collect();
        let coalition = testing::coalition(slug);
        coalitions::add(conn, &coalition, &visions).await.unwrap();
    }

    async fn joins(conn: &mut Conn, coalition: &str, person: usize, joined: Micros) {
        let handle = format!("{coalition}-{person}");
        let member = Member {
            joined,
            ..testing::member(coalition, &handle)
        };
        let person = format!("person {person}");
        members::add(conn, &member, &person, &handle).await.unwrap();
    }

    #[tokio::test]
    async fn everyone_counts_once_at_a_tick_and_only_the_last_count_is_kept() {
        for test in stores().await {
            let (store, keys) = (&test.store, &test.store.keys);
            let mut tx = store.begin().await.unwrap();
            coalition(&mut tx, "a", &["pay"]).await;
            coalition(&mut tx, "b", &["climate"]).await;
            for person in 0..80 {
                joins(&mut tx, "a", person, 0).await;
            }
            take(&mut tx, keys, DAY, 10).await.unwrap();
            let few = latest(&mut tx, Micros::MAX, 10).await.unwrap();
            assert_eq!(few[0].poll, Err(Withheld::TooFewPeople));

            // 60 people in both, 20 in one and 40 in the other.
            for person in 20..120 {
                joins(&mut tx, "b", person, 0).await;
            }
            // Who joins after the tick is not in it.
            for person in 120..200 {
                joins(&mut tx, "b", person, 2 * DAY + 1).await;
            }
            for _ in 0..2 {
                take(&mut tx, keys, 2 * DAY, 10).await.unwrap();
            }
            take(&mut tx, keys, DAY, 10).await.unwrap();
            let both = latest(&mut tx, Micros::MAX, 10).await.unwrap();
            assert_eq!(both.len(), 2);
            let poll = both[0].poll.as_ref().unwrap();
            assert_eq!((poll.at, poll.people), (2 * DAY, 100));
            // (20 + 60 / 2) of 120 in fifths: 2/5; the rest for the other.
            let shares: Vec<_> = poll.visions.iter().map(|v| v.share.value).collect();
            assert_eq!(shares, [0.6, 0.4]);
            assert!(both[0].changes.is_empty(), "there was no poll before");

            take(&mut tx, keys, 3 * DAY, 10).await.unwrap();
            let third = latest(&mut tx, Micros::MAX, 1).await.unwrap();
            assert_eq!(third[0].changes.len(), 2);
            let older = latest(&mut tx, 3 * DAY, 1).await.unwrap();
            assert_eq!(older[0].at, 2 * DAY);

            let counts = sqlx::query("SELECT at, sealed FROM poll_count")
                .fetch_all(&mut *tx)
                .await
                .unwrap();
            assert_eq!(counts.len(), 1);
            assert_eq!(counts[0].get::<i64, _>(0), 3 * DAY);
            assert!(!counts[0].get::<String, _>(1).contains("person"));
        }
    }
}
