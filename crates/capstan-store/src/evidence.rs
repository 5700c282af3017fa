//! What stewards said of members, and what members ask them to say.

use crate::error::{StoreError, key_of};
use crate::id::{Micros, day};
use crate::keys::Keys;
use crate::store::Conn;
use capstan_coalition::evidence::{Said, Word, known};
use capstan_coalition::pledge::Tier;
use sqlx::Row;
use sqlx::any::AnyRow;

/// What a member asks the stewards to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The id of the member.
    pub member: String,
    /// What.
    pub word: Word,
    /// What they wrote to the stewards, sealed.
    pub note: String,
    /// When.
    pub made: Micros,
    /// When it goes, answered or not.
    pub until: Micros,
}

/// A thing that was said of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// What, and by how many.
    pub said: Said,
    /// The day of the last word.
    pub day: Micros,
}

/// What stands in the log for a member: a tag by which they find what concerns
/// them, and by which nobody else finds them.
pub fn mark(keys: &Keys, member: &str) -> String {
    let mut tag = keys.tag("evidence in the log", &[member]);
    tag.truncate(16);
    tag
}

fn word(text: String) -> Result<Word, StoreError> {
    key_of(Word::ALL, Word::key, "evidence", "word", text)
}

/// Keeps what a member asks, in place of what they asked before.
///
/// # Errors
/// If the database fails.
pub async fn ask(conn: &mut Conn, coalition: &str, asked: &Asked) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO evidence_asked (member, coalition, word, note, made, until)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (member) DO UPDATE SET word = excluded.word, note = excluded.note,
             made = excluded.made, until = excluded.until",
    )
    .bind(&asked.member)
    .bind(coalition)
    .bind(asked.word.key())
    .bind(&asked.note)
    .bind(asked.made)
    .bind(asked.until)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes what a member asked. Whether there was anything.
///
/// # Errors
/// If the database fails.
pub async fn unask(conn: &mut Conn, member: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM evidence_asked WHERE member = $1")
        .bind(member)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// What a member asks.
///
/// # Errors
/// If the database fails.
pub async fn asked(conn: &mut Conn, member: &str) -> Result<Option<Asked>, StoreError> {
    let row =
        sqlx::query("SELECT member, word, note, made, until FROM evidence_asked WHERE member = $1")
            .bind(member)
            .fetch_optional(conn)
            .await?;
    row.as_ref().map(one).transpose()
}

fn one(row: &AnyRow) -> Result<Asked, StoreError> {
    Ok(Asked {
        member: row.get(0),
        word: word(row.get(1))?,
        note: row.get(2),
        made: row.get(3),
        until: row.get(4),
    })
}

/// What members of a coalition ask, oldest first, each with the handle: at most
/// `most`, behind the member with this id.
///
/// # Errors
/// If the database fails.
pub async fn open(
    conn: &mut Conn,
    coalition: &str,
    after: Option<&str>,
    most: i64,
) -> Result<Vec<(Asked, String)>, StoreError> {
    let rows = sqlx::query(
        "SELECT e.member, e.word, e.note, e.made, e.until, m.handle
         FROM evidence_asked e JOIN members m ON m.id = e.member
         WHERE e.coalition = $1 AND ($2 = '' OR EXISTS (
             SELECT 1 FROM evidence_asked a WHERE a.member = $2
                 AND (e.made > a.made OR (e.made = a.made AND e.member > a.member))))
         ORDER BY e.made, e.member LIMIT $3",
    )
    .bind(coalition)
    .bind(after.unwrap_or(""))
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| Ok((one(row)?, row.get(5)))).collect()
}

/// Removes what nobody answered in time.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM evidence_asked WHERE until <= $1")
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether anything was asked that is to be removed by now.
///
/// # Errors
/// If the database fails.
pub async fn over(conn: &mut Conn, now: Micros) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM evidence_asked WHERE until <= $1 LIMIT 1")
        .bind(now)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Keeps what a steward says of a member. Whether it was new: a steward's word
/// counts once.
///
/// # Errors
/// If the database fails.
pub async fn say(
    conn: &mut Conn,
    keys: &Keys,
    (steward, member): (&str, &str),
    word: Word,
    needed: u32,
    now: Micros,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO evidence (member, word, hash, needed, day) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
    )
    .bind(member)
    .bind(word.key())
    .bind(keys.tag("word of a steward", &[steward, member]))
    .bind(i64::from(needed))
    .bind(day(now))
    .execute(&mut *conn)
    .await?;
    settle(conn, member).await?;
    Ok(done.rows_affected() > 0)
}

/// Takes back what was said of a member, by whichever stewards. Whether there
/// was anything.
///
/// # Errors
/// If the database fails.
pub async fn unsay(conn: &mut Conn, member: &str, word: Word) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM evidence WHERE member = $1 AND word = $2")
        .bind(member)
        .bind(word.key())
        .execute(&mut *conn)
        .await?;
    settle(conn, member).await?;
    Ok(done.rows_affected() > 0)
}

/// What was said of a member.
///
/// # Errors
/// If the database fails.
pub async fn of_member(conn: &mut Conn, member: &str) -> Result<Vec<Held>, StoreError> {
    let rows = sqlx::query(
        "SELECT word, count(*), min(needed), max(day) FROM evidence
         WHERE member = $1 GROUP BY word ORDER BY word",
    )
    .bind(member)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let number = |at: usize| u64::try_from(row.get::<i64, _>(at)).unwrap_or(0);
            Ok(Held {
                said: Said {
                    word: word(row.get(0))?,
                    stewards: number(1),
                    needed: number(2),
                },
                day: row.get(3),
            })
        })
        .collect()
}

/// What waits for the word of another steward: the handle of the member, and
/// what was said, by handle.
///
/// # Errors
/// If the database fails.
pub async fn waiting(
    conn: &mut Conn,
    coalition: &str,
    most: i64,
) -> Result<Vec<(String, Word)>, StoreError> {
    let rows = sqlx::query(
        "SELECT m.handle, e.word FROM evidence e JOIN members m ON m.id = e.member
         WHERE m.coalition = $1 GROUP BY m.id, m.handle, m.handle_key, e.word
         HAVING count(*) < min(e.needed) ORDER BY m.handle_key, e.word LIMIT $2",
    )
    .bind(coalition)
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Ok((row.get(0), word(row.get(1))?)))
        .collect()
}

/// Makes the tier of a member what follows from all that is known of them.
async fn settle(conn: &mut Conn, member: &str) -> Result<(), StoreError> {
    let row = sqlx::query("SELECT tier, beside FROM members WHERE id = $1")
        .bind(member)
        .fetch_optional(&mut *conn)
        .await?;
    let row = row.ok_or(StoreError::Missing { what: "member" })?;
    let tier: Tier = key_of(Tier::ALL, Tier::key, "members", "tier", row.get(0))?;
    // Only a steward's word leads so high.
    let beside = match tier {
        Tier::Vouched | Tier::Verified => {
            key_of(Tier::ALL, Tier::key, "members", "beside", row.get(1))?
        }
        lower => lower,
    };
    let said: Vec<Said> = of_member(conn, member)
        .await?
        .into_iter()
        .map(|held| held.said)
        .collect();
    sqlx::query("UPDATE members SET tier = $2, beside = $3 WHERE id = $1")
        .bind(member)
        .bind(known(beside, &said).key())
        .bind(beside.key())
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{joined, stores};
    use crate::{held, members};

    async fn tier(conn: &mut Conn, id: &str) -> String {
        members::find(conn, id).await.unwrap().unwrap().tier
    }

    /// Another member of the coalition "a".
    async fn another(conn: &mut Conn, handle: &str) -> String {
        let first = members::by_handle(conn, "a", "ana-a").await.unwrap();
        let row = members::Member {
            id: crate::id::blind(),
            handle: handle.into(),
            ..first.unwrap()
        };
        members::add(conn, &row, handle, handle).await.unwrap();
        row.id
    }

    #[tokio::test]
    async fn two_stewards_make_a_word_and_taking_it_back_leaves_what_was_known() {
        for test in stores().await {
            let keys = &test.store.keys;
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "p1", "a").await;
            members::set_tier(&mut tx, &ana, "invitation")
                .await
                .unwrap();
            let mut word = async |steward: &str, word, needed| {
                let about = (steward, ana.as_str());
                let new = say(&mut tx, keys, about, word, needed, 5).await.unwrap();
                (new, tier(&mut tx, &ana).await)
            };
            let after = |new, tier: &str| (new, tier.to_owned());
            assert_eq!(
                word("s1", Word::Vouched, 2).await,
                after(true, "invitation")
            );
            // One steward, however often, is one.
            assert_eq!(
                word("s1", Word::Vouched, 2).await,
                after(false, "invitation")
            );
            // What it took is what it took when the first one spoke.
            assert_eq!(word("s2", Word::Vouched, 3).await, after(true, "vouched"));
            assert_eq!(word("s1", Word::Card, 1).await, after(true, "verified"));
            assert!(unsay(&mut tx, &ana, Word::Card).await.unwrap());
            assert_eq!(tier(&mut tx, &ana).await, "vouched");
            assert!(!unsay(&mut tx, &ana, Word::Card).await.unwrap());
            assert!(unsay(&mut tx, &ana, Word::Vouched).await.unwrap());
            assert_eq!(tier(&mut tx, &ana).await, "invitation");
        }
    }

    #[tokio::test]
    async fn a_checked_address_stays_when_a_word_is_taken_back() {
        for test in stores().await {
            let keys = &test.store.keys;
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "p1", "a").await;
            say(&mut tx, keys, ("s", &ana), Word::Work, 1, 0)
                .await
                .unwrap();
            crate::contacts::confirm(&mut tx, "p1", "address")
                .await
                .unwrap();
            assert_eq!(tier(&mut tx, &ana).await, "verified");
            unsay(&mut tx, &ana, Word::Work).await.unwrap();
            assert_eq!(tier(&mut tx, &ana).await, "email");
        }
    }

    #[tokio::test]
    async fn what_is_asked_goes_with_time_and_with_the_member() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let mut all = Vec::new();
            let ana = joined(&mut tx, "p1", "a").await;
            let (bea, cleo) = (
                another(&mut tx, "bea").await,
                another(&mut tx, "cleo").await,
            );
            for (n, member) in [ana, bea, cleo].into_iter().enumerate() {
                let asked = Asked {
                    member,
                    word: Word::Card,
                    note: "sealed".into(),
                    made: n as i64,
                    until: 10 + n as i64,
                };
                ask(&mut tx, "a", &asked).await.unwrap();
                all.push(asked);
            }
            let first = open(&mut tx, "a", None, 2).await.unwrap();
            let found: Vec<&Asked> = first.iter().map(|(asked, _)| asked).collect();
            assert_eq!(found, [&all[0], &all[1]]);
            let next = open(&mut tx, "a", Some(&all[1].member), 2).await.unwrap();
            assert_eq!(next[0].0, all[2]);
            assert!(!over(&mut tx, 9).await.unwrap() && over(&mut tx, 10).await.unwrap());
            forget(&mut tx, 10).await.unwrap();
            assert_eq!(asked(&mut tx, &all[0].member).await.unwrap(), None);
            assert!(unask(&mut tx, &all[1].member).await.unwrap());
            members::remove(&mut tx, &all[2].member).await.unwrap();
            assert!(open(&mut tx, "a", None, 9).await.unwrap().is_empty());
        }
    }

    #[tokio::test]
    async fn a_person_reads_what_was_said_of_them_and_not_who_said_it() {
        for test in stores().await {
            let keys = &test.store.keys;
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "p1", "a").await;
            say(&mut tx, keys, ("s1", &ana), Word::Vouched, 2, 0)
                .await
                .unwrap();
            let waits = waiting(&mut tx, "a", 9).await.unwrap();
            assert_eq!(waits, [("ana-a".to_owned(), Word::Vouched)]);
            let about = held::about(&mut tx, "members", &ana).await.unwrap();
            let row = serde_json::to_value(&about["evidence"][0]).unwrap();
            assert_eq!(
                row,
                serde_json::json!({"word": "vouched", "needed": 2, "day": 0})
            );
            say(&mut tx, keys, ("s2", &ana), Word::Vouched, 2, 0)
                .await
                .unwrap();
            assert!(waiting(&mut tx, "a", 9).await.unwrap().is_empty());
            assert_ne!(mark(keys, &ana), mark(keys, "another"));
        }
    }
}
