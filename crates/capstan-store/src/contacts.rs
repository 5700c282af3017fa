//! How people are told, outside of the inbox, that something waits: an address
//! for mail, sealed, and the mail that is still to be sent.
//!
//! `person` is always the [tag](crate::members::tag) that stands for a person
//! in coalitions.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;

/// How many notices are looked at in one go.
const AT_ONCE: i64 = 20_000;

/// A person's address for mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The person.
    pub person: String,
    /// The address, sealed.
    pub address: String,
    /// The language of mail.
    pub lang: String,
    /// The hash of the code that was mailed; empty once it came back.
    pub code: String,
    /// Until when the code holds.
    pub code_until: Micros,
    /// How many wrong codes came.
    pub tries: i64,
    /// Whether the code came back.
    pub confirmed: bool,
    /// Whether mail may name coalitions.
    pub names: bool,
}

/// Mail that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// To whom.
    pub person: String,
    /// Of which kind: "code" or "notice".
    pub kind: String,
    /// What it says, sealed; empty for notices.
    pub about: String,
    /// How often sending it failed.
    pub tries: i64,
}

/// Keeps an address that is not confirmed yet, in place of an earlier one.
///
/// # Errors
/// If the database fails.
pub async fn put(conn: &mut Conn, contact: &Contact) -> Result<(), StoreError> {
    remove(conn, &contact.person).await?;
    sqlx::query(
        "INSERT INTO contacts (person, address, lang, code, code_until, tries, confirmed, names)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(&contact.person)
    .bind(&contact.address)
    .bind(&contact.lang)
    .bind(&contact.code)
    .bind(contact.code_until)
    .bind(contact.tries)
    .bind(i64::from(contact.confirmed))
    .bind(i64::from(contact.names))
    .execute(conn)
    .await?;
    Ok(())
}

/// The address of a person.
///
/// # Errors
/// If the database fails.
pub async fn of_person(conn: &mut Conn, person: &str) -> Result<Option<Contact>, StoreError> {
    let row = sqlx::query(
        "SELECT person, address, lang, code, code_until, tries, confirmed, names
         FROM contacts WHERE person = $1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Contact {
        person: row.get(0),
        address: row.get(1),
        lang: row.get(2),
        code: row.get(3),
        code_until: row.get(4),
        tries: row.get(5),
        confirmed: row.get::<i64, _>(6) != 0,
        names: row.get::<i64, _>(7) != 0,
    }))
}

/// Counts a wrong code.
///
/// # Errors
/// If the database fails.
pub async fn tried(conn: &mut Conn, person: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE contacts SET tries = tries + 1 WHERE person = $1")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that the code came back. `address` is a keyed tag of the address. If
/// it is evidence for nobody else, and the person has none yet, their
/// memberships without other evidence get that of mail.
///
/// # Errors
/// If the database fails.
pub async fn confirm(conn: &mut Conn, person: &str, address: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE contacts SET confirmed = 1, code = '' WHERE person = $1")
        .bind(person)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "INSERT INTO mail_evidence (address, person) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind(address)
    .bind(person)
    .execute(&mut *conn)
    .await?;
    if evident(conn, person).await? {
        sqlx::query("UPDATE members SET tier = 'email' WHERE person = $1 AND tier = 'none'")
            .bind(person)
            .execute(&mut *conn)
            .await?;
        sqlx::query("UPDATE members SET beside = 'email' WHERE person = $1 AND beside = 'none'")
            .bind(person)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Whether a person has shown that they read mail at an address that is
/// evidence for nobody else.
///
/// # Errors
/// If the database fails.
pub async fn evident(conn: &mut Conn, person: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT person FROM mail_evidence WHERE person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Changes whether mail may name coalitions.
///
/// # Errors
/// If the database fails.
pub async fn set_names(conn: &mut Conn, person: &str, names: bool) -> Result<(), StoreError> {
    sqlx::query("UPDATE contacts SET names = $2 WHERE person = $1")
        .bind(person)
        .bind(i64::from(names))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a person's address, and what was still to be sent there.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, person: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM contacts WHERE person = $1")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a person's address and that it was evidence.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, person: &str) -> Result<(), StoreError> {
    remove(conn, person).await?;
    sqlx::query("DELETE FROM mail_evidence WHERE person = $1")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts mail into the outbox, in place of one of its kind.
///
/// # Errors
/// If the database fails or the person has no address.
pub async fn post(
    conn: &mut Conn,
    person: &str,
    kind: &str,
    about: &str,
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (person, kind, about, due, tries) VALUES ($1, $2, $3, $4, 0)
         ON CONFLICT (person, kind) DO UPDATE SET about = $3, due = $4, tries = 0",
    )
    .bind(person)
    .bind(kind)
    .bind(about)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether there are notices of which it was not seen yet who is told of them.
///
/// # Errors
/// If the database fails.
pub async fn any_unsent(conn: &mut Conn) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT id FROM notices WHERE sent = 0 LIMIT 1")
        .fetch_optional(conn)
        .await?;
    Ok(row.is_some())
}

/// Puts one mail into the outbox for everyone who has new notices and asked
/// for mail, and notes it for every device of theirs. Looks at a bounded number
/// of notices; more wait for the next time.
///
/// # Errors
/// If the database fails.
pub async fn post_notices(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (person, kind, about, due, tries)
         SELECT DISTINCT c.person, 'notice', '', CAST($1 AS BIGINT), 0
         FROM notices n JOIN members m ON m.id = n.member JOIN contacts c ON c.person = m.person
         WHERE n.id IN (SELECT id FROM notices WHERE sent = 0 ORDER BY id LIMIT $2)
             AND n.read = 0 AND c.confirmed = 1
         ON CONFLICT (person, kind) DO NOTHING",
    )
    .bind(now)
    .bind(AT_ONCE)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "UPDATE devices SET due = $1 WHERE due = 0 AND person IN (
             SELECT m.person FROM notices n JOIN members m ON m.id = n.member
             WHERE n.id IN (SELECT id FROM notices WHERE sent = 0 ORDER BY id LIMIT $2)
                 AND n.read = 0)",
    )
    .bind(now)
    .bind(AT_ONCE)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "UPDATE notices SET sent = 1
         WHERE id IN (SELECT id FROM notices WHERE sent = 0 ORDER BY id LIMIT $1)",
    )
    .bind(AT_ONCE)
    .execute(conn)
    .await?;
    Ok(())
}

/// The mail that is due, at most `most`.
///
/// # Errors
/// If the database fails.
pub async fn due(conn: &mut Conn, now: Micros, most: i64) -> Result<Vec<Letter>, StoreError> {
    let rows = sqlx::query(
        "SELECT person, kind, about, tries FROM outbox WHERE due <= $1 ORDER BY due LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows
        .iter()
        .map(|row| Letter {
            person: row.get(0),
            kind: row.get(1),
            about: row.get(2),
            tries: row.get(3),
        })
        .collect())
}

/// The kinds of mail that is still to be sent to a person.
///
/// # Errors
/// If the database fails.
pub async fn pending(conn: &mut Conn, person: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT kind FROM outbox WHERE person = $1 ORDER BY kind")
        .bind(person)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Counts a try to send, and says when the next is due if this one fails.
///
/// # Errors
/// If the database fails.
pub async fn trying(conn: &mut Conn, letter: &Letter, next: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE outbox SET tries = tries + 1, due = $3 WHERE person = $1 AND kind = $2")
        .bind(&letter.person)
        .bind(&letter.kind)
        .bind(next)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes mail that was sent, or given up. One that was put there since, with
/// other content, stays.
///
/// # Errors
/// If the database fails.
pub async fn done(conn: &mut Conn, letter: &Letter) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM outbox WHERE person = $1 AND kind = $2 AND about = $3")
        .bind(&letter.person)
        .bind(&letter.kind)
        .bind(&letter.about)
        .execute(conn)
        .await?;
    Ok(())
}

/// The names of the coalitions in which a person has unread notices.
///
/// # Errors
/// If the database fails.
pub async fn waiting(conn: &mut Conn, person: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT c.name FROM members m JOIN coalitions c ON c.id = m.coalition
         WHERE m.person = $1
             AND EXISTS (SELECT 1 FROM notices n WHERE n.member = m.id AND n.read = 0)
         ORDER BY c.name",
    )
    .bind(person)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::{self, Notice};
    use crate::testing::{joined, stores};

    fn contact(person: &str) -> Contact {
        Contact {
            person: person.into(),
            address: "sealed".into(),
            lang: "en".into(),
            code: "c".into(),
            code_until: 9,
            tries: 0,
            confirmed: false,
            names: false,
        }
    }

    #[tokio::test]
    async fn one_address_is_evidence_for_one_person() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            joined(&mut tx, "p1", "a").await;
            joined(&mut tx, "p2", "b").await;
            for person in ["p1", "p2"] {
                put(&mut tx, &contact(person)).await.unwrap();
                confirm(&mut tx, person, "same").await.unwrap();
            }
            assert!(of_person(&mut tx, "p2").await.unwrap().unwrap().confirmed);
            assert!(evident(&mut tx, "p1").await.unwrap());
            assert!(!evident(&mut tx, "p2").await.unwrap());
            let tier = |members: Vec<crate::members::Member>| members[0].tier.clone();
            let first = crate::members::all_of_person(&mut tx, "p1").await.unwrap();
            let second = crate::members::all_of_person(&mut tx, "p2").await.unwrap();
            assert_eq!((tier(first), tier(second)), ("email".into(), "none".into()));
            // Taking the address away does not free it for a third account.
            remove(&mut tx, "p1").await.unwrap();
            assert!(evident(&mut tx, "p1").await.unwrap());
            forget(&mut tx, "p1").await.unwrap();
            assert!(!evident(&mut tx, "p1").await.unwrap());
        }
    }

    #[tokio::test]
    async fn new_notices_put_one_mail_into_the_outbox_of_those_who_asked() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let asked = joined(&mut tx, "p1", "a").await;
            let not = joined(&mut tx, "p2", "b").await;
            put(&mut tx, &contact("p1")).await.unwrap();
            confirm(&mut tx, "p1", "x").await.unwrap();
            for (id, member) in [("1", &asked), ("2", &asked), ("3", &not)] {
                let notice = Notice {
                    id: id.into(),
                    member: member.clone(),
                    key: "k".into(),
                    args: "{}".into(),
                    link: "/".into(),
                    made: 1,
                    read: false,
                };
                notices::add(&mut tx, &notice).await.unwrap();
            }
            assert!(any_unsent(&mut tx).await.unwrap());
            post_notices(&mut tx, 5).await.unwrap();
            post_notices(&mut tx, 5).await.unwrap();
            assert!(!any_unsent(&mut tx).await.unwrap());
            assert_eq!(waiting(&mut tx, "p1").await.unwrap(), ["A"]);
            assert!(due(&mut tx, 4, 9).await.unwrap().is_empty());
            let letters = due(&mut tx, 5, 9).await.unwrap();
            assert_eq!(letters.len(), 1);
            let letter = &letters[0];
            assert_eq!(
                (letter.person.as_str(), letter.kind.as_str()),
                ("p1", "notice")
            );
            trying(&mut tx, letter, 8).await.unwrap();
            assert!(due(&mut tx, 7, 9).await.unwrap().is_empty());
            assert_eq!(due(&mut tx, 8, 9).await.unwrap()[0].tries, 1);
            done(&mut tx, letter).await.unwrap();
            assert!(due(&mut tx, 8, 9).await.unwrap().is_empty());
            post(&mut tx, "p1", "code", "new", 1).await.unwrap();
            assert_eq!(pending(&mut tx, "p1").await.unwrap(), ["code"]);
            assert!(pending(&mut tx, "p2").await.unwrap().is_empty());
            remove(&mut tx, "p1").await.unwrap();
            assert!(due(&mut tx, 8, 9).await.unwrap().is_empty());
        }
    }
}
