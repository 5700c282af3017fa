//! What donors agree to.

use super::changed;
use super::removal::to_refuse;
use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// What someone agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// For which purpose.
    pub purpose: String,
    /// The version of the text.
    pub version: i64,
    /// The language in which it was shown.
    pub lang: String,
    /// The hash of the text as it was shown.
    pub hash: String,
    /// When it was given.
    pub given: Micros,
}

/// Writes down what a member agrees to, in place of what they agreed to for
/// the same purpose.
///
/// # Errors
/// If the database fails.
pub async fn agree(conn: &mut Conn, member: &str, consent: &Consent) -> Result<(), StoreError> {
    let row =
        sqlx::query("SELECT count(*) FROM donation_consents WHERE member = $1 AND purpose = $2")
            .bind(member)
            .bind(&consent.purpose)
            .fetch_one(&mut *conn)
            .await?;
    let new = row.get::<i64, _>(0) == 0;
    sqlx::query(
        "INSERT INTO donation_consents (member, purpose, version, lang, hash, given)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (member, purpose) DO UPDATE SET version = excluded.version,
             lang = excluded.lang, hash = excluded.hash, given = excluded.given",
    )
    .bind(member)
    .bind(&consent.purpose)
    .bind(consent.version)
    .bind(&consent.lang)
    .bind(&consent.hash)
    .bind(consent.given)
    .execute(&mut *conn)
    .await?;
    match new {
        true => changed(conn, member).await,
        false => Ok(()),
    }
}

/// Removes what a member agreed to for a purpose. It stands among what is to be
/// [erased](super::erase), so that a backup from before does not bring it back.
///
/// # Errors
/// If the database fails.
pub async fn refuse(
    conn: &mut Conn,
    member: &str,
    purpose: &str,
    now: Micros,
) -> Result<(), StoreError> {
    let gone = sqlx::query("DELETE FROM donation_consents WHERE member = $1 AND purpose = $2")
        .bind(member)
        .bind(purpose)
        .execute(&mut *conn)
        .await?;
    match gone.rows_affected() {
        0 => Ok(()),
        _ => {
            to_refuse(conn, member, purpose, now).await?;
            changed(conn, member).await
        }
    }
}

/// What a member agrees to.
///
/// # Errors
/// If the database fails.
pub async fn consents(conn: &mut Conn, member: &str) -> Result<Vec<Consent>, StoreError> {
    let rows = sqlx::query(
        "SELECT purpose, version, lang, hash, given FROM donation_consents
         WHERE member = $1 ORDER BY purpose",
    )
    .bind(member)
    .fetch_all(conn)
    .await?;
    let consent = |row: &AnyRow| Consent {
        purpose: row.get(0),
        version: row.get(1),
        lang: row.get(2),
        hash: row.get(3),
        given: row.get(4),
    };
    Ok(rows.iter().map(consent).collect())
}
