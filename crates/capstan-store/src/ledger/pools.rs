//! Who is paid as one with whom: households, which members make themselves, and
//! groups, which stewards write down.

use crate::error::StoreError;
use crate::keys::Keys;
use crate::store::Conn;
use sqlx::Row;
use std::collections::BTreeMap;

/// What households are known by: a keyed tag of the coalition and the code that
/// their members tell each other.
pub fn household_tag(keys: &Keys, coalition: &str, code: &str) -> String {
    keys.tag("household", &[coalition, code])
}

/// Lets a member be of the household with this tag, or of none.
///
/// # Errors
/// If the database fails.
pub async fn set_household(
    conn: &mut Conn,
    member: &str,
    tag: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM households WHERE member = $1")
        .bind(member)
        .execute(&mut *conn)
        .await?;
    if let Some(tag) = tag {
        sqlx::query("INSERT INTO households (member, hash) VALUES ($1, $2)")
            .bind(member)
            .bind(tag)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// How many members are of the household with this tag.
///
/// # Errors
/// If the database fails.
pub async fn household_size(conn: &mut Conn, tag: &str) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM households WHERE hash = $1")
        .bind(tag)
        .fetch_one(conn)
        .await?;
    Ok(u64::try_from(row.get::<i64, _>(0)).unwrap_or(0))
}

/// The tag of the household of each member of a coalition who is of one.
///
/// # Errors
/// If the database fails.
pub async fn households(
    conn: &mut Conn,
    coalition: &str,
) -> Result<BTreeMap<String, String>, StoreError> {
    of_members(
        conn,
        coalition,
        "SELECT p.member, p.hash FROM households p JOIN members m ON m.id = p.member
         WHERE m.coalition = $1",
    )
    .await
}

/// The group of each member of a coalition who is in one.
///
/// # Errors
/// If the database fails.
pub async fn groups(
    conn: &mut Conn,
    coalition: &str,
) -> Result<BTreeMap<String, String>, StoreError> {
    of_members(
        conn,
        coalition,
        "SELECT p.member, p.name FROM member_groups p JOIN members m ON m.id = p.member
         WHERE m.coalition = $1",
    )
    .await
}

async fn of_members(
    conn: &mut Conn,
    coalition: &str,
    sql: &'static str,
) -> Result<BTreeMap<String, String>, StoreError> {
    let rows = sqlx::query(sql).bind(coalition).fetch_all(conn).await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Writes the groups of a coalition anew, by member.
///
/// # Errors
/// If the database fails.
pub async fn set_groups(
    conn: &mut Conn,
    coalition: &str,
    groups: &BTreeMap<String, String>,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM member_groups
         WHERE member IN (SELECT id FROM members WHERE coalition = $1)",
    )
    .bind(coalition)
    .execute(&mut *conn)
    .await?;
    for (member, name) in groups {
        sqlx::query("INSERT INTO member_groups (member, name) VALUES ($1, $2)")
            .bind(member)
            .bind(name)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::members;
    use crate::testing::{joined, stores};

    #[tokio::test]
    async fn households_and_groups_are_of_members_and_go_with_them() {
        for test in stores().await {
            let keys = &test.store.keys;
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "ana", "riders").await;
            let eve = joined(&mut tx, "eve", "couriers").await;
            let tag = household_tag(keys, "riders", "code");
            assert_ne!(tag, household_tag(keys, "couriers", "code"));
            set_household(&mut tx, &ana, Some("old")).await.unwrap();
            set_household(&mut tx, &ana, Some(&tag)).await.unwrap();
            assert_eq!(household_size(&mut tx, &tag).await.unwrap(), 1);
            assert_eq!(household_size(&mut tx, "old").await.unwrap(), 0);
            set_household(&mut tx, &eve, Some("hers")).await.unwrap();
            let found = households(&mut tx, "riders").await.unwrap();
            assert_eq!(found, BTreeMap::from([(ana.clone(), tag.clone())]));

            let of =
                |member: &str, name: &str| BTreeMap::from([(member.to_owned(), name.to_owned())]);
            let (north, south) = (of(&ana, "north"), of(&eve, "south"));
            set_groups(&mut tx, "riders", &of(&ana, "old"))
                .await
                .unwrap();
            set_groups(&mut tx, "couriers", &south).await.unwrap();
            set_groups(&mut tx, "riders", &north).await.unwrap();
            assert_eq!(groups(&mut tx, "riders").await.unwrap(), north);
            assert_eq!(groups(&mut tx, "couriers").await.unwrap(), south);
            members::remove(&mut tx, &ana).await.unwrap();
            assert_eq!(household_size(&mut tx, &tag).await.unwrap(), 0);
            assert!(groups(&mut tx, "riders").await.unwrap().is_empty());
            set_household(&mut tx, &eve, None).await.unwrap();
            assert!(households(&mut tx, "couriers").await.unwrap().is_empty());
        }
    }
}
