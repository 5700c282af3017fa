//! The versions of charters, and who agreed to which.

use crate::error::StoreError;
use crate::id::{Micros, day};
use crate::store::Conn;
use capstan_coalition::charter::Version;
use sqlx::Row;

fn damaged(found: String) -> StoreError {
    StoreError::Damaged {
        table: "charters",
        column: "text",
        found,
        expected: "the JSON of a version of a charter",
    }
}

/// Writes a version and makes it the one that holds.
///
/// # Errors
/// [`StoreError::Taken`] if there is a version with its number.
pub async fn put(
    conn: &mut Conn,
    coalition: &str,
    version: &Version,
    now: Micros,
) -> Result<(), StoreError> {
    let text = String::from_utf8_lossy(&version.bytes()).into_owned();
    sqlx::query(
        "INSERT INTO charters (coalition, number, text, hash, made) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(coalition)
    .bind(i64::from(version.number))
    .bind(&text)
    .bind(version.digest().to_string())
    .bind(now)
    .execute(&mut *conn)
    .await
    .map_err(StoreError::taken("charter"))?;
    sqlx::query("UPDATE coalitions SET charter = $2, charter_version = $3 WHERE id = $1")
        .bind(coalition)
        .bind(&text)
        .bind(i64::from(version.number))
        .execute(conn)
        .await?;
    Ok(())
}

/// The version that a stored text is.
///
/// # Errors
/// If it is none.
pub fn read(text: &str) -> Result<Version, StoreError> {
    serde_json::from_str(text).map_err(|_| damaged(text.to_owned()))
}

/// All versions of a coalition's charter, the first one first.
///
/// # Errors
/// If the database fails or a text is no version.
pub async fn all(conn: &mut Conn, coalition: &str) -> Result<Vec<Version>, StoreError> {
    let rows = sqlx::query("SELECT text FROM charters WHERE coalition = $1 ORDER BY number")
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| read(&row.get::<String, _>(0)))
        .collect()
}

/// Writes down that a member agrees to a version. Agreeing twice is agreeing.
///
/// # Errors
/// If the database fails.
pub async fn agree(
    conn: &mut Conn,
    member: &str,
    version: &Version,
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO consents (member, number, hash, day) VALUES ($1, $2, $3, $4)
         ON CONFLICT (member, number) DO NOTHING",
    )
    .bind(member)
    .bind(i64::from(version.number))
    .bind(version.digest().to_string())
    .bind(day(now))
    .execute(conn)
    .await?;
    Ok(())
}

/// The number of the latest version to which a member agreed, and the day; 0
/// for none.
///
/// # Errors
/// If the database fails.
pub async fn agreed(conn: &mut Conn, member: &str) -> Result<(i64, Micros), StoreError> {
    let row = sqlx::query(
        "SELECT number, day FROM consents WHERE member = $1 ORDER BY number DESC LIMIT 1",
    )
    .bind(member)
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or((0, 0), |row| (row.get(0), row.get(1))))
}
