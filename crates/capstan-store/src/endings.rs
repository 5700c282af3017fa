//! Coalitions that are to end.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// That a coalition is to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The id of the coalition.
    pub coalition: String,
    /// The id of the steward who asked for it; nothing if they left.
    pub asker: Option<String>,
    /// The id of the one who agreed; nothing before, and if they left.
    pub confirmer: Option<String>,
    /// The id of a steward who wants it called off.
    pub against: Option<String>,
    /// Why.
    pub reason: String,
    /// When it was asked for.
    pub asked: Micros,
    /// When it ends; 0 before another agreed.
    pub due: Micros,
}

fn ending(row: &AnyRow) -> Ending {
    Ending {
        coalition: row.get(0),
        asker: row.get(1),
        confirmer: row.get(2),
        against: row.get(3),
        reason: row.get(4),
        asked: row.get(5),
        due: row.get(6),
    }
}

/// The ending of a coalition, if one was asked for.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, coalition: &str) -> Result<Option<Ending>, StoreError> {
    let row = sqlx::query(
        "SELECT coalition, asker, confirmer, against, reason, asked, due FROM endings
         WHERE coalition = $1",
    )
    .bind(coalition)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(ending))
}

/// Writes an ending in the place of an earlier one.
///
/// # Errors
/// If the database fails.
pub async fn put(conn: &mut Conn, ending: &Ending) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO endings (coalition, asker, confirmer, against, reason, asked, due)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (coalition) DO UPDATE SET
             asker = excluded.asker, confirmer = excluded.confirmer, against = excluded.against,
             reason = excluded.reason, asked = excluded.asked, due = excluded.due",
    )
    .bind(&ending.coalition)
    .bind(&ending.asker)
    .bind(&ending.confirmer)
    .bind(&ending.against)
    .bind(&ending.reason)
    .bind(ending.asked)
    .bind(ending.due)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes the ending of a coalition, which goes on.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, coalition: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM endings WHERE coalition = $1")
        .bind(coalition)
        .execute(conn)
        .await?;
    Ok(())
}

/// The endings for which something is to be done: those that are due now, and
/// those that nobody agreed to and that were asked for before `before`.
///
/// # Errors
/// If the database fails.
pub async fn waiting(
    conn: &mut Conn,
    now: Micros,
    before: Micros,
) -> Result<Vec<Ending>, StoreError> {
    let rows = sqlx::query(
        "SELECT coalition, asker, confirmer, against, reason, asked, due FROM endings
         WHERE (due > 0 AND due <= $1) OR (due = 0 AND asked < $2) ORDER BY coalition",
    )
    .bind(now)
    .bind(before)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(ending).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members::Member;
    use crate::testing::{self, stores};
    use crate::{coalitions, members};

    #[tokio::test]
    async fn an_ending_outlives_those_who_asked_for_it_and_goes_with_its_coalition() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            coalitions::add(&mut tx, &testing::coalition("a"), &[])
                .await
                .unwrap();
            for name in ["ana", "ben"] {
                let member = Member {
                    id: name.into(),
                    ..testing::member("a", name)
                };
                members::add(&mut tx, &member, name, name).await.unwrap();
            }
            assert_eq!(find(&mut tx, "a").await.unwrap(), None);
            let mut row = Ending {
                coalition: "a".into(),
                asker: Some("ana".into()),
                confirmer: None,
                against: None,
                reason: "We have won.".into(),
                asked: 5,
                due: 0,
            };
            put(&mut tx, &row).await.unwrap();
            assert_eq!(find(&mut tx, "a").await.unwrap(), Some(row.clone()));
            assert_eq!(waiting(&mut tx, 100, 5).await.unwrap(), []);
            assert_eq!(waiting(&mut tx, 0, 6).await.unwrap(), [row.clone()]);
            row.confirmer = Some("ben".into());
            row.due = 50;
            put(&mut tx, &row).await.unwrap();
            assert_eq!(waiting(&mut tx, 49, 100).await.unwrap(), []);
            assert_eq!(waiting(&mut tx, 50, 0).await.unwrap(), [row.clone()]);
            members::remove(&mut tx, "ana").await.unwrap();
            row.asker = None;
            assert_eq!(find(&mut tx, "a").await.unwrap(), Some(row));
            coalitions::remove(&mut tx, "a").await.unwrap();
            assert_eq!(find(&mut tx, "a").await.unwrap(), None);
        }
    }
}
