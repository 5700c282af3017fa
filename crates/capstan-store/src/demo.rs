//! The demonstration: whether it was seeded, how far its clock is ahead, and
//! who in it is made up.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;

/// A demonstration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demo {
    /// Whether it was seeded whole.
    pub ready: bool,
    /// How far its clock was put forward.
    pub ahead: Micros,
}

/// Someone made up who has a notice that waits for their answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The campaign.
    pub campaign: String,
    /// The member.
    pub member: String,
    /// The round that the notice names.
    pub round: u64,
}

/// The demonstration, if this is one.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn) -> Result<Option<Demo>, StoreError> {
    let row = sqlx::query("SELECT ready, ahead FROM demo WHERE one = 1")
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| Demo {
        ready: row.get::<i64, _>(0) != 0,
        ahead: row.get(1),
    }))
}

/// Begins a demonstration in an empty store, or begins one anew that was not
/// seeded whole. Says whether it did: what people or coalitions made
/// themselves is never touched.
///
/// # Errors
/// If the database fails.
pub async fn begin(conn: &mut Conn) -> Result<bool, StoreError> {
    match find(conn).await? {
        Some(demo) if demo.ready => return Ok(false),
        Some(_) => {
            for emptied in [
                "DELETE FROM coalitions",
                "DELETE FROM people",
                "DELETE FROM directory",
                "DELETE FROM polls",
                "DELETE FROM poll_count",
                "DELETE FROM demo",
            ] {
                sqlx::query(emptied).execute(&mut *conn).await?;
            }
        }
        None => {
            let used =
                sqlx::query("SELECT id FROM people UNION ALL SELECT id FROM coalitions LIMIT 1")
                    .fetch_optional(&mut *conn)
                    .await?;
            if used.is_some() {
                return Ok(false);
            }
        }
    }
    sqlx::query("INSERT INTO demo (one, ready, ahead) VALUES (1, 0, 0)")
        .execute(conn)
        .await?;
    Ok(true)
}

/// Writes down that the demonstration was seeded whole.
///
/// # Errors
/// If the database fails.
pub async fn done(conn: &mut Conn) -> Result<(), StoreError> {
    sqlx::query("UPDATE demo SET ready = 1 WHERE one = 1")
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes down how far the clock is ahead. It never goes back.
///
/// # Errors
/// If the database fails.
pub async fn put_forward(conn: &mut Conn, ahead: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE demo SET ahead = $1 WHERE one = 1 AND ahead < $1")
        .bind(ahead)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that a member is made up.
///
/// # Errors
/// If the database fails.
pub async fn make_up(conn: &mut Conn, member: &str) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO demo_crowd (member) VALUES ($1)")
        .bind(member)
        .execute(conn)
        .await?;
    Ok(())
}

/// Those made up who have a notice and have not answered.
///
/// # Errors
/// If the database fails.
pub async fn asked(conn: &mut Conn) -> Result<Vec<Asked>, StoreError> {
    let rows = sqlx::query(
        "SELECT p.campaign, p.member, d.round
         FROM demo_crowd c JOIN pledges p ON p.member = c.member
             JOIN drives d ON d.campaign = p.campaign
         WHERE p.stand = 'noticed' ORDER BY p.campaign, p.member",
    )
    .fetch_all(conn)
    .await?;
    let asked = |row: &sqlx::any::AnyRow| Asked {
        campaign: row.get(0),
        member: row.get(1),
        round: u64::try_from(row.get::<i64, _>(2)).unwrap_or(0),
    };
    Ok(rows.iter().map(asked).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{self, Person};
    use crate::testing::stores;

    async fn arrive(conn: &mut Conn, id: &str) {
        let person = Person {
            id: id.into(),
            phrase: String::new(),
            lang: "en".into(),
        };
        people::add(conn, &person, id, 0).await.unwrap();
    }

    #[tokio::test]
    async fn only_what_was_seeded_by_half_is_cleared_away() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            assert_eq!(find(&mut tx).await.unwrap(), None);
            assert!(begin(&mut tx).await.unwrap());
            arrive(&mut tx, "made-up").await;
            // Seeding was cut off here.
            assert!(begin(&mut tx).await.unwrap());
            assert_eq!(people::about(&mut tx, "made-up").await.unwrap(), None);
            arrive(&mut tx, "made-up").await;
            done(&mut tx).await.unwrap();
            assert!(!begin(&mut tx).await.unwrap());
            assert!(people::about(&mut tx, "made-up").await.unwrap().is_some());
            put_forward(&mut tx, 7).await.unwrap();
            put_forward(&mut tx, 5).await.unwrap();
            let demo = find(&mut tx).await.unwrap();
            assert_eq!(
                demo,
                Some(Demo {
                    ready: true,
                    ahead: 7
                })
            );
        }
    }

    #[tokio::test]
    async fn an_installation_that_people_use_never_becomes_a_demonstration() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            arrive(&mut tx, "ana").await;
            assert!(!begin(&mut tx).await.unwrap());
            assert_eq!(find(&mut tx).await.unwrap(), None);
            assert!(people::about(&mut tx, "ana").await.unwrap().is_some());
        }
    }
}
