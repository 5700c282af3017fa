//! Passkeys: keys on people's devices that open their account.

use crate::error::StoreError;
use crate::id::{Micros, day};
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The id, for renaming and removing it.
    pub id: String,
    /// The person.
    pub person: String,
    /// What devices call the person: random, the same for all their passkeys.
    pub handle: String,
    /// A keyed tag of the key's own id.
    pub hash: String,
    /// The public part of the key, as JSON.
    pub credential: String,
    /// What its person calls it.
    pub name: String,
    /// The day it was added, as the time of its beginning.
    pub made_day: Micros,
    /// The day it was last used, as the time of its beginning.
    pub used_day: Micros,
}

fn passkey(row: &AnyRow) -> Passkey {
    Passkey {
        id: row.get(0),
        person: row.get(1),
        handle: row.get(2),
        hash: row.get(3),
        credential: row.get(4),
        name: row.get(5),
        made_day: row.get(6),
        used_day: row.get(7),
    }
}

macro_rules! columns {
    () => {
        "id, person, handle, hash, credential, name, made_day, used_day"
    };
}

/// Adds a passkey.
///
/// # Errors
/// [`StoreError::Taken`] if it opens an account already.
pub async fn add(conn: &mut Conn, passkey: &Passkey) -> Result<(), StoreError> {
    sqlx::query(concat!(
        "INSERT INTO passkeys (",
        columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    ))
    .bind(&passkey.id)
    .bind(&passkey.person)
    .bind(&passkey.handle)
    .bind(&passkey.hash)
    .bind(&passkey.credential)
    .bind(&passkey.name)
    .bind(passkey.made_day)
    .bind(passkey.used_day)
    .execute(conn)
    .await
    .map_err(StoreError::taken("passkey"))?;
    Ok(())
}

/// The passkeys of a person, in the order they were added.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, person: &str) -> Result<Vec<Passkey>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM passkeys WHERE person = $1 ORDER BY made_day, id"
    ))
    .bind(person)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(passkey).collect())
}

/// The passkey whose key has this tag.
///
/// # Errors
/// If the database fails.
pub async fn by_hash(conn: &mut Conn, hash: &str) -> Result<Option<Passkey>, StoreError> {
    let row = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM passkeys WHERE hash = $1"
    ))
    .bind(hash)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(passkey))
}

/// Notes that a passkey was used: what its key is now, and the day. Whether it
/// is still there.
///
/// # Errors
/// If the database fails.
pub async fn used(
    conn: &mut Conn,
    id: &str,
    credential: &str,
    now: Micros,
) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE passkeys SET credential = $2, used_day = $3 WHERE id = $1")
        .bind(id)
        .bind(credential)
        .bind(day(now))
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Renames a passkey of a person. Another's is left alone. Whether there was
/// one.
///
/// # Errors
/// If the database fails.
pub async fn rename(
    conn: &mut Conn,
    person: &str,
    id: &str,
    name: &str,
) -> Result<bool, StoreError> {
    let done = sqlx::query("UPDATE passkeys SET name = $3 WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .bind(name)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes a passkey of a person. Another's is left alone. Whether there was
/// one.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, person: &str, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM passkeys WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes all passkeys of a person.
///
/// # Errors
/// If the database fails.
pub async fn remove_all(conn: &mut Conn, person: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM passkeys WHERE person = $1")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that a challenge was answered; it would be refused for its age after
/// `until` anyway.
///
/// # Errors
/// [`StoreError::Taken`] if it was answered before.
pub async fn spend(conn: &mut Conn, challenge: &str, until: Micros) -> Result<(), StoreError> {
    sqlx::query("INSERT INTO passkey_answers (challenge, until) VALUES ($1, $2)")
        .bind(challenge)
        .bind(until)
        .execute(conn)
        .await
        .map_err(StoreError::taken("challenge"))?;
    Ok(())
}

/// Forgets the answered challenges that are too old to be taken.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM passkey_answers WHERE until <= $1")
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DAY;
    use crate::people::{self, Person};
    use crate::testing::stores;

    async fn person(conn: &mut Conn, id: &str) {
        let person = Person {
            id: id.into(),
            phrase: String::new(),
            lang: "en".into(),
        };
        people::add(conn, &person, id, 0).await.unwrap();
    }

    fn of_person(person: &str, id: &str) -> Passkey {
        Passkey {
            id: id.into(),
            person: person.into(),
            handle: format!("handle of {person}"),
            hash: format!("hash of {id}"),
            credential: "{}".into(),
            name: "Phone".into(),
            made_day: 0,
            used_day: 0,
        }
    }

    #[tokio::test]
    async fn a_passkey_is_its_persons_alone_and_goes_with_them() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            person(&mut tx, "p1").await;
            person(&mut tx, "p2").await;
            for key in [
                of_person("p1", "a"),
                of_person("p1", "b"),
                of_person("p2", "c"),
            ] {
                add(&mut tx, &key).await.unwrap();
            }
            let found = by_hash(&mut tx, "hash of b").await.unwrap();
            assert_eq!(found, Some(of_person("p1", "b")));
            assert_eq!(by_hash(&mut tx, "b").await.unwrap(), None);

            assert!(!rename(&mut tx, "p2", "a", "Mine").await.unwrap());
            assert!(rename(&mut tx, "p1", "a", "Old phone").await.unwrap());
            assert!(!remove(&mut tx, "p2", "b").await.unwrap());
            assert!(used(&mut tx, "a", "[]", 2 * DAY + 5).await.unwrap());
            let expected = Passkey {
                name: "Old phone".into(),
                credential: "[]".into(),
                used_day: 2 * DAY,
                ..of_person("p1", "a")
            };
            let own = of(&mut tx, "p1").await.unwrap();
            assert_eq!(own, [expected, of_person("p1", "b")]);

            assert!(remove(&mut tx, "p1", "b").await.unwrap());
            assert!(!used(&mut tx, "b", "[]", 0).await.unwrap());
            remove_all(&mut tx, "p1").await.unwrap();
            assert_eq!(of(&mut tx, "p1").await.unwrap(), []);
            people::remove(&mut tx, "p2").await.unwrap();
            assert_eq!(by_hash(&mut tx, "hash of c").await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn a_key_opens_one_account_and_a_challenge_is_answered_once() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            person(&mut tx, "p1").await;
            person(&mut tx, "p2").await;
            add(&mut tx, &of_person("p1", "a")).await.unwrap();
            spend(&mut tx, "once", 10).await.unwrap();
            tx.commit().await.unwrap();

            let mut tx = test.store.begin().await.unwrap();
            let same = Passkey {
                id: "other".into(),
                ..of_person("p2", "a")
            };
            let taken = add(&mut tx, &same).await;
            assert!(matches!(taken, Err(StoreError::Taken { what: "passkey" })));
            drop(tx);

            let mut tx = test.store.begin().await.unwrap();
            forget(&mut tx, 9).await.unwrap();
            let again = spend(&mut tx, "once", 10).await;
            assert!(matches!(
                again,
                Err(StoreError::Taken { what: "challenge" })
            ));
            drop(tx);

            let mut tx = test.store.begin().await.unwrap();
            forget(&mut tx, 10).await.unwrap();
            spend(&mut tx, "once", 20).await.unwrap();
        }
    }
}
