//! What members are told: the inbox.

use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::id::{self, Micros};
use crate::pledges::book::{chunks, places};
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// How many members are told in one transaction, so that others who write need
/// not wait long.
pub const AT_ONCE: i64 = 1000;

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

/// Tells these members one thing.
///
/// # Errors
/// If the database fails or there is no such member.
pub async fn add_all(
    conn: &mut Conn,
    members: &[String],
    (key, args, link): (&str, &str, &str),
    now: Micros,
) -> Result<(), StoreError> {
    for some in chunks(members) {
        let rows =
            (0..some.len()).map(|row| format!("({}, $1, $2, $3, $4)", places(5 + row * 2, 2)));
        let sql = format!(
            "INSERT INTO notices (id, member, key, args, link, made) VALUES {}",
            rows.collect::<Vec<_>>().join(", ")
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(sql));
        let mut query = query.bind(key).bind(args).bind(link).bind(now);
        for member in some {
            query = query.bind(id::blind()).bind(member);
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// Tells all members of a coalition something, as [`announce_some`] gets to
/// them. Whoever joins later is not told.
///
/// # Errors
/// If the database fails.
pub async fn announce(
    conn: &mut Conn,
    coalition: &str,
    (key, args, link): (&str, &str, &str),
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO announcements (id, coalition, key, args, link, made, told)
         VALUES ($1, $2, $3, $4, $5, $6, '')",
    )
    .bind(id::id())
    .bind(coalition)
    .bind(key)
    .bind(args)
    .bind(link)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether members are still to be told something.
///
/// # Errors
/// If the database fails.
pub async fn announcing(conn: &mut Conn) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM announcements LIMIT 1")
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Begins to tell something to some members of a coalition: those who are then
/// listed in `announced_to` under the id that this gives. [`begin`] tells the
/// first of them, and [`announce_some`] gets to the others.
///
/// # Errors
/// If the database fails.
pub(crate) async fn announce_to(
    conn: &mut Conn,
    coalition: &str,
    (key, args, link): (&str, &str, &str),
    now: Micros,
) -> Result<String, StoreError> {
    let id = id::id();
    sqlx::query(
        "INSERT INTO announcements (id, coalition, key, args, link, made, told, listed)
         VALUES ($1, $2, $3, $4, $5, $6, '', 1)",
    )
    .bind(&id)
    .bind(coalition)
    .bind(key)
    .bind(args)
    .bind(link)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(id)
}

/// Tells the first [`AT_ONCE`] of those who were listed, in the transaction
/// that lists them: where there are no more, nobody waits.
///
/// # Errors
/// If the database fails.
pub(crate) async fn begin(conn: &mut Conn, announcement: &str) -> Result<(), StoreError> {
    part(conn, announcement, AT_ONCE).await.map(|_| ())
}

/// Tells at most `most` members what was [announced](announce) first. Whether
/// there may be more to tell. Each part is whole or not there at all, so
/// whoever goes on after a crash neither leaves out a member nor tells one
/// twice.
///
/// # Errors
/// If the database fails.
pub async fn announce_some(conn: &mut Conn, most: i64) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT id FROM announcements ORDER BY id LIMIT 1")
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(false) };
    Ok(part(conn, row.get(0), most).await? || announcing(conn).await?)
}

/// Tells the next members one thing. Whether there may be more of them.
async fn part(conn: &mut Conn, announcement: &str, most: i64) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT listed FROM announcements WHERE id = $1")
        .bind(announcement)
        .fetch_one(&mut *conn)
        .await?;
    let readers = match row.get::<i64, _>(0) {
        0 => &EVERYONE,
        _ => &LISTED,
    };
    let n = next(conn, readers, announcement, most).await?;
    if n < most {
        sqlx::query("DELETE FROM announcements WHERE id = $1")
            .bind(announcement)
            .execute(conn)
            .await?;
    }
    Ok(n == most)
}

/// Who is told: `next` finds those of the next part, `told` are they up to the
/// last of it, and `behind` leaves them behind.
pub(crate) struct Readers {
    pub(crate) next: &'static str,
    told: &'static str,
    behind: &'static str,
}

/// All who were members when it was announced.
pub(crate) const EVERYONE: Readers = Readers {
    next: "SELECT m.id FROM announcements a JOIN members m ON m.coalition = a.coalition
           WHERE a.id = $1 AND m.id > a.told AND m.joined <= a.made ORDER BY m.id LIMIT $2",
    told: "SELECT m.id AS member FROM announcements a JOIN members m ON m.coalition = a.coalition
           WHERE a.id = $1 AND m.id > a.told AND m.id <= $2 AND m.joined <= a.made",
    behind: "UPDATE announcements SET told = $2 WHERE id = $1",
};

/// Those who are listed.
const LISTED: Readers = Readers {
    next: "SELECT member AS id FROM announced_to WHERE announcement = $1
           ORDER BY member LIMIT $2",
    told: "SELECT member FROM announced_to WHERE announcement = $1 AND member <= $2",
    behind: "DELETE FROM announced_to WHERE announcement = $1 AND member <= $2",
};

/// Tells the next of them. How many there were.
async fn next(
    conn: &mut Conn,
    readers: &Readers,
    announcement: &str,
    most: i64,
) -> Result<i64, StoreError> {
    let part = format!(
        "SELECT count(*), coalesce(max(id), '') FROM ({}) part",
        readers.next
    );
    let row = sqlx::query(sqlx::AssertSqlSafe(part))
        .bind(announcement)
        .bind(most)
        .fetch_one(&mut *conn)
        .await?;
    let (n, last): (i64, String) = (row.get(0), row.get(1));
    let insert = format!(
        "INSERT INTO notices (id, member, key, args, link, made)
         SELECT {}, t.member, a.key, a.args, a.link, a.made
         FROM announcements a, ({}) t WHERE a.id = $1",
        Dialect::of_connection(conn).random_id(),
        readers.told
    );
    sqlx::query(sqlx::AssertSqlSafe(insert))
        .bind(announcement)
        .bind(&last)
        .execute(&mut *conn)
        .await?;
    sqlx::query(readers.behind)
        .bind(announcement)
        .bind(&last)
        .execute(conn)
        .await?;
    Ok(n)
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
    use crate::members::{self, Member};
    use crate::testing::{joined, stores};
    use std::collections::BTreeSet;

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

    #[tokio::test]
    async fn an_announcement_reaches_everyone_who_was_there_once() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let first = joined(&mut tx, "p0", "a").await;
            let other = joined(&mut tx, "p0", "b").await;
            let row = members::find(&mut tx, &first).await.unwrap().unwrap();
            let mut all = vec![first];
            for n in 1..8 {
                let member = Member {
                    id: id::blind(),
                    handle: format!("m{n}"),
                    joined: if n == 7 { 6 } else { n },
                    ..row.clone()
                };
                members::add(&mut tx, &member, &format!("p{n}"), &member.handle)
                    .await
                    .unwrap();
                all.push(member.id);
            }
            assert!(!announce_some(&mut tx, 3).await.unwrap());
            announce(&mut tx, "a", ("k", "{}", "/x"), 5).await.unwrap();
            announce(&mut tx, "b", ("k", "{}", "/x"), 5).await.unwrap();
            // Six in parts of three: the last part is empty.
            let mut parts = 1;
            while announce_some(&mut tx, 3).await.unwrap() {
                parts += 1;
            }
            assert_eq!(parts, 4);
            assert!(!announcing(&mut tx).await.unwrap());
            let rows = sqlx::query("SELECT member, id FROM notices")
                .fetch_all(&mut *tx)
                .await
                .unwrap();
            let told: BTreeSet<String> = rows.iter().map(|row| row.get(0)).collect();
            let ids: BTreeSet<String> = rows.iter().map(|row| row.get(1)).collect();
            let mut expected: BTreeSet<String> = all[..6].iter().cloned().collect();
            expected.insert(other);
            assert_eq!((rows.len(), told, ids.len()), (7, expected, 7));
        }
    }

    /// How often each member was told something.
    async fn tellings(conn: &mut Conn) -> Vec<(String, i64)> {
        let rows = sqlx::query("SELECT member, count(*) FROM notices GROUP BY member")
            .fetch_all(conn)
            .await
            .unwrap();
        rows.iter().map(|row| (row.get(0), row.get(1))).collect()
    }

    #[tokio::test]
    async fn a_large_campaign_tells_each_once_though_it_is_killed_between_parts() {
        use crate::id::DAY;
        use crate::pledges::{Act, Ledger};
        use crate::testing::crowd;
        use capstan_coalition::pledge::Audience;

        const MORE: u64 = 5;
        let people = u64::try_from(AT_ONCE).unwrap() + MORE;
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            crowd::open(&mut tx, crowd::terms(10, 0)).await.unwrap();
            tx.commit().await.unwrap();
            crowd::join_all(&test.store, 0..people, 0).await.unwrap();
            let mut tx = test.store.begin().await.unwrap();
            let mut ledger = Ledger::default();
            for n in 0..people {
                let act = Act::Pledge {
                    member: crowd::member(n),
                    others: 0,
                    audience: Audience::Participants,
                };
                let done = ledger.apply(&mut tx, crowd::CAMPAIGN, 1, &act).await;
                assert_eq!(done.unwrap(), Ok(()));
            }
            ledger.advance(&mut tx, crowd::CAMPAIGN, DAY).await.unwrap();
            ledger.close(&mut tx).await.unwrap();
            tx.commit().await.unwrap();

            let mut conn = test.store.read().await.unwrap();
            let told = tellings(&mut conn).await;
            assert_eq!(told.len() as i64, AT_ONCE);
            let waits = (0..people).map(crowd::member);
            let waits: Vec<String> = waits
                .filter(|m| !told.iter().any(|(t, _)| t == m))
                .collect();
            assert_eq!(waits.len() as u64, MORE);

            // Killed before a part is whole: it is not there at all.
            let mut tx = test.store.begin().await.unwrap();
            assert!(announce_some(&mut tx, 2).await.unwrap());
            drop(tx);
            assert_eq!(tellings(&mut conn).await, told);
            // Whoever has gone meanwhile is told nothing, and holds up nobody.
            let mut tx = test.store.begin().await.unwrap();
            let gone = waits[0].clone();
            let withdraw = Act::Withdraw {
                member: gone.clone(),
            };
            let mut ledger = Ledger::default();
            let done = ledger.apply(&mut tx, crowd::CAMPAIGN, DAY, &withdraw).await;
            assert_eq!(done.unwrap(), Ok(()));
            ledger.close(&mut tx).await.unwrap();
            sqlx::query("DELETE FROM members WHERE id = $1")
                .bind(&gone)
                .execute(&mut *tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();

            let mut parts = 0;
            loop {
                let mut tx = test.store.begin().await.unwrap();
                let more = announce_some(&mut tx, 2).await.unwrap();
                tx.commit().await.unwrap();
                parts += 1;
                if !more {
                    break;
                }
            }
            assert_eq!(parts, 3);
            let told = tellings(&mut conn).await;
            assert_eq!(told.len() as u64, people - 1);
            assert!(told.iter().all(|(m, n)| *n == 1 && *m != gone));
            assert!(!announcing(&mut conn).await.unwrap());
        }
    }
}
