//! What members are told: the inbox.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// What a member is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The id: random.
    pub id: String,
    /// The member it is for.
    pub member: String,
    /// The key of its sentence.
    pub key: String,
    /// The values of the sentence, as a JSON object of texts and numbers.
    pub args: String,
    /// Where it leads: a path of this service.
    pub link: String,
    /// When it was made.
    pub made: Micros,
    /// Whether it was read.
    pub read: bool,
}

/// A notice with the membership it belongs to, as its person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The notice.
    pub notice: Notice,
    /// The handle it is for.
    pub handle: String,
    /// The name of the coalition in addresses.
    pub coalition: String,
    /// The name of the coalition.
    pub name: String,
}

fn delivered(row: &AnyRow) -> Delivered {
    Delivered {
        notice: Notice {
            id: row.get(0),
            member: row.get(1),
            key: row.get(2),
            args: row.get(3),
            link: row.get(4),
            made: row.get(5),
            read: row.get::<i64, _>(6) != 0,
        },
        handle: row.get(7),
        coalition: row.get(8),
        name: row.get(9),
    }
}

/// Adds a notice, unread.
///
/// # Errors
/// If the database fails or there is no such member.
pub async fn add(conn: &mut Conn, notice: &Notice) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO notices (id, member, key, args, link, made) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&notice.id)
    .bind(&notice.member)
    .bind(&notice.key)
    .bind(&notice.args)
    .bind(&notice.link)
    .bind(notice.made)
    .execute(conn)
    .await?;
    Ok(())
}

/// The notices of all memberships of the person with this
/// [tag](crate::members::tag), newest first, at most `most`; only those older
/// than the one with the id `after`, if it is given.
///
/// # Errors
/// If the database fails.
pub async fn of_person(
    conn: &mut Conn,
    person: &str,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<Delivered>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.id, n.member, n.key, n.args, n.link, n.made, n.read, m.handle, c.slug, c.name
         FROM members m JOIN notices n ON n.member = m.id JOIN coalitions c ON c.id = m.coalition
         WHERE m.person = $1 AND ($2 = '' OR EXISTS (
             SELECT 1 FROM notices a JOIN members am ON am.id = a.member
             WHERE a.id = $2 AND am.person = $1
                 AND (n.made < a.made OR (n.made = a.made AND n.id > a.id))))
         ORDER BY n.made DESC, n.id LIMIT $3",
    )
    .bind(person)
    .bind(after.unwrap_or(""))
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(delivered).collect())
}

/// Whether anything is unread in any membership of a person.
///
/// # Errors
/// If the database fails.
pub async fn any_unread(conn: &mut Conn, person: &str) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT 1 FROM members m WHERE m.person = $1
         AND EXISTS (SELECT 1 FROM notices n WHERE n.member = m.id AND n.read = 0) LIMIT 1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(row.is_some())
}

/// Where a notice of a person leads, if it is theirs.
///
/// # Errors
/// If the database fails.
pub async fn link(conn: &mut Conn, person: &str, id: &str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "SELECT n.link FROM notices n JOIN members m ON m.id = n.member
         WHERE n.id = $2 AND m.person = $1",
    )
    .bind(person)
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Marks a notice of a person as read or unread. Another's is left alone.
/// Whether there is one.
///
/// # Errors
/// If the database fails.
pub async fn mark(conn: &mut Conn, person: &str, id: &str, read: bool) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE notices SET read = $3
         WHERE id = $2 AND member IN (SELECT id FROM members WHERE person = $1)",
    )
    .bind(person)
    .bind(id)
    .bind(i64::from(read))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Marks all notices of a person as read.
///
/// # Errors
/// If the database fails.
pub async fn mark_all(conn: &mut Conn, person: &str) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE notices SET read = 1
         WHERE read = 0 AND member IN (SELECT id FROM members WHERE person = $1)",
    )
    .bind(person)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes what was read and is older than `before`.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, before: Micros) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM notices WHERE read = 1 AND made < $1")
        .bind(before)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{joined, stores};

    async fn told(conn: &mut Conn, member: &str, id: &str, made: Micros) {
        let notice = Notice {
            id: id.into(),
            member: member.into(),
            key: "k".into(),
            args: "{}".into(),
            link: "/x".into(),
            made,
            read: false,
        };
        add(conn, &notice).await.unwrap();
    }

    fn ids(found: &[Delivered]) -> Vec<&str> {
        found.iter().map(|d| d.notice.id.as_str()).collect()
    }

    #[tokio::test]
    async fn a_person_reads_what_their_memberships_are_told_and_nothing_else() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let (a, b) = (
                joined(&mut tx, "p1", "a").await,
                joined(&mut tx, "p1", "b").await,
            );
            let other = joined(&mut tx, "p2", "c").await;
            told(&mut tx, &a, "1", 10).await;
            told(&mut tx, &b, "2", 20).await;
            told(&mut tx, &a, "3", 20).await;
            told(&mut tx, &other, "4", 30).await;
            let all = of_person(&mut tx, "p1", None, 10).await.unwrap();
            assert_eq!(ids(&all), ["2", "3", "1"]);
            assert_eq!(
                (all[0].handle.as_str(), all[0].name.as_str()),
                ("ana-b", "B")
            );
            let page = of_person(&mut tx, "p1", Some("2"), 1).await.unwrap();
            assert_eq!(ids(&page), ["3"]);
            let foreign = of_person(&mut tx, "p1", Some("4"), 10).await.unwrap();
            assert!(foreign.is_empty());

            assert!(!mark(&mut tx, "p1", "4", true).await.unwrap());
            assert!(mark(&mut tx, "p1", "2", true).await.unwrap());
            assert!(any_unread(&mut tx, "p1").await.unwrap());
            mark_all(&mut tx, "p1").await.unwrap();
            assert!(!any_unread(&mut tx, "p1").await.unwrap());
            assert!(any_unread(&mut tx, "p2").await.unwrap());
            forget(&mut tx, 20).await.unwrap();
            let left = of_person(&mut tx, "p1", None, 10).await.unwrap();
            assert_eq!(ids(&left), ["2", "3"]);
            tx.commit().await.unwrap();
        }
    }
}
