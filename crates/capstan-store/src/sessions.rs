//! Who is signed in, by cookie or by token. Only hashes of secrets are kept.

use crate::error::StoreError;
use crate::id::{Micros, day};
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A browser in which someone is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its secret.
    pub id: String,
    /// The person.
    pub person: String,
    /// What kind of browser it is, in a few words.
    pub label: String,
    /// When it began.
    pub started: Micros,
    /// The day it was last used.
    pub seen_day: Micros,
    /// When it ends.
    pub expires: Micros,
}

/// A program that acts for someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The hash of its secret.
    pub id: String,
    /// The person.
    pub person: String,
    /// What they call it.
    pub name: String,
    /// What it may do, with blanks between.
    pub scopes: String,
    /// When it was made.
    pub made: Micros,
    /// When it ends.
    pub expires: Micros,
}

/// What is kept of a secret: its hash. Secrets have 256 random bits, so a
/// plain hash is enough.
pub fn hash(secret: &str) -> String {
    blake3::hash(secret.as_bytes()).to_hex().to_string()
}

fn session(row: &AnyRow) -> Session {
    Session {
        id: row.get(0),
        person: row.get(1),
        label: row.get(2),
        started: row.get(3),
        seen_day: row.get(4),
        expires: row.get(5),
    }
}

fn token(row: &AnyRow) -> Token {
    Token {
        id: row.get(0),
        person: row.get(1),
        name: row.get(2),
        scopes: row.get(3),
        made: row.get(4),
        expires: row.get(5),
    }
}

/// Begins a session.
///
/// # Errors
/// If the database fails.
pub async fn begin(conn: &mut Conn, session: &Session) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO sessions (id, person, label, started, seen_day, expires)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&session.id)
    .bind(&session.person)
    .bind(&session.label)
    .bind(session.started)
    .bind(session.seen_day)
    .bind(session.expires)
    .execute(conn)
    .await?;
    Ok(())
}

/// The session whose secret has the hash `id`, if it has not ended.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str, now: Micros) -> Result<Option<Session>, StoreError> {
    let row = sqlx::query(
        "SELECT id, person, label, started, seen_day, expires FROM sessions
         WHERE id = $1 AND expires > $2",
    )
    .bind(id)
    .bind(now)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(session))
}

/// Notes that a session was used on the day of `now`.
///
/// # Errors
/// If the database fails.
pub async fn seen(conn: &mut Conn, id: &str, now: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE sessions SET seen_day = $2 WHERE id = $1")
        .bind(id)
        .bind(day(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// The sessions of a person, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, person: &str, now: Micros) -> Result<Vec<Session>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, person, label, started, seen_day, expires FROM sessions
         WHERE person = $1 AND expires > $2 ORDER BY started DESC, id",
    )
    .bind(person)
    .bind(now)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(session).collect())
}

/// Ends a session of a person. Another's is left alone.
///
/// # Errors
/// If the database fails.
pub async fn end(conn: &mut Conn, person: &str, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends all sessions of a person but `kept`, and with `tokens` their tokens.
///
/// # Errors
/// If the database fails.
pub async fn end_others(
    conn: &mut Conn,
    person: &str,
    kept: &str,
    tokens: bool,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM sessions WHERE person = $1 AND id <> $2")
        .bind(person)
        .bind(kept)
        .execute(&mut *conn)
        .await?;
    if tokens {
        sqlx::query("DELETE FROM tokens WHERE person = $1")
            .bind(person)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Removes the sessions and tokens that have ended.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    for table in [
        "DELETE FROM sessions WHERE expires <= $1",
        "DELETE FROM tokens WHERE expires <= $1",
    ] {
        sqlx::query(table).bind(now).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Makes a token.
///
/// # Errors
/// If the database fails.
pub async fn add_token(conn: &mut Conn, token: &Token) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO tokens (id, person, name, scopes, made, expires)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&token.id)
    .bind(&token.person)
    .bind(&token.name)
    .bind(&token.scopes)
    .bind(token.made)
    .bind(token.expires)
    .execute(conn)
    .await?;
    Ok(())
}

/// The token whose secret has the hash `id`, if it has not ended.
///
/// # Errors
/// If the database fails.
pub async fn find_token(
    conn: &mut Conn,
    id: &str,
    now: Micros,
) -> Result<Option<Token>, StoreError> {
    let row = sqlx::query(
        "SELECT id, person, name, scopes, made, expires FROM tokens
         WHERE id = $1 AND expires > $2",
    )
    .bind(id)
    .bind(now)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(token))
}

/// The tokens of a person, newest first.
///
/// # Errors
/// If the database fails.
pub async fn tokens_of(
    conn: &mut Conn,
    person: &str,
    now: Micros,
) -> Result<Vec<Token>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, person, name, scopes, made, expires FROM tokens
         WHERE person = $1 AND expires > $2 ORDER BY made DESC, id",
    )
    .bind(person)
    .bind(now)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(token).collect())
}

/// Whether a session or token with this id has not ended.
///
/// # Errors
/// If the database fails.
pub async fn holds(conn: &mut Conn, id: &str, now: Micros) -> Result<bool, StoreError> {
    Ok(find(conn, id, now).await?.is_some() || find_token(conn, id, now).await?.is_some())
}

/// Ends a token of a person. Another's is left alone.
///
/// # Errors
/// If the database fails.
pub async fn end_token(conn: &mut Conn, person: &str, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM tokens WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}
