//! People: nothing is held about one but what opens their account.

use crate::error::StoreError;
use crate::id::{Micros, day};
use crate::store::Conn;
use sqlx::Row;

/// What opens a person's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id. It appears in no table of a coalition.
    pub id: String,
    /// The Argon2id hash of their phrase.
    pub phrase: String,
    /// The language they chose.
    pub lang: String,
}

/// Takes in a person. `lookup` is the tag by which their phrase is found.
///
/// # Errors
/// [`StoreError::Taken`] if another phrase has this tag.
pub async fn add(
    conn: &mut Conn,
    person: &Person,
    lookup: &str,
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO people (id, lookup, phrase, lang, joined_day) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(&person.id)
    .bind(lookup)
    .bind(&person.phrase)
    .bind(&person.lang)
    .bind(day(now))
    .execute(conn)
    .await
    .map_err(StoreError::taken("phrase"))?;
    Ok(())
}

/// The person whose phrase has this tag.
///
/// # Errors
/// If the database fails.
pub async fn by_lookup(conn: &mut Conn, lookup: &str) -> Result<Option<Person>, StoreError> {
    let row = sqlx::query("SELECT id, phrase, lang FROM people WHERE lookup = $1")
        .bind(lookup)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| Person {
        id: row.get(0),
        phrase: row.get(1),
        lang: row.get(2),
    }))
}

/// The ids of all people.
///
/// # Errors
/// If the database fails.
pub async fn all(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT id FROM people ORDER BY id")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// The language a person chose, and the day they came.
///
/// # Errors
/// If the database fails.
pub async fn about(conn: &mut Conn, id: &str) -> Result<Option<(String, Micros)>, StoreError> {
    let row = sqlx::query("SELECT lang, joined_day FROM people WHERE id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.get(0), row.get(1))))
}

/// Changes the language of a person.
///
/// # Errors
/// If the database fails.
pub async fn set_lang(conn: &mut Conn, id: &str, lang: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE people SET lang = $2 WHERE id = $1")
        .bind(id)
        .bind(lang)
        .execute(conn)
        .await?;
    Ok(())
}

/// Changes the phrase of a person: the tag by which it is found, and its hash.
///
/// # Errors
/// [`StoreError::Taken`] if another phrase has this tag.
pub async fn set_phrase(
    conn: &mut Conn,
    id: &str,
    lookup: &str,
    phrase: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE people SET lookup = $2, phrase = $3 WHERE id = $1")
        .bind(id)
        .bind(lookup)
        .bind(phrase)
        .execute(conn)
        .await
        .map_err(StoreError::taken("phrase"))?;
    Ok(())
}

/// Removes a person with their sessions and tokens.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM people WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}
