//! The log of what stewards did, chained by hashes.

use crate::error::StoreError;
use crate::store::Conn;
use capstan_proof::Digest;
use capstan_proof::log::Head;
use sqlx::Row;

/// The name of a coalition's log, which its hashes begin with.
pub fn name(coalition: &str) -> String {
    format!("coalition {coalition}")
}

/// The head of a coalition's log.
///
/// # Errors
/// If the database fails or the last hash is none.
pub async fn head(conn: &mut Conn, coalition: &str) -> Result<Head, StoreError> {
    let row = sqlx::query("SELECT n, hash FROM log WHERE coalition = $1 ORDER BY n DESC LIMIT 1")
        .bind(coalition)
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else {
        return Ok(Head::start(&name(coalition)));
    };
    let (n, hash): (i64, String) = (row.get(0), row.get(1));
    format!("{n}-{hash}").parse().map_err(|_| damaged(hash))
}

fn damaged(found: String) -> StoreError {
    StoreError::Damaged {
        table: "log",
        column: "hash",
        found,
        expected: "a hash of 64 hexadecimal digits",
    }
}

/// Writes an entry (JSON) at the end. To be called in a transaction that
/// writes ([`crate::Store::begin`]), together with what it tells of.
///
/// # Errors
/// If the database fails.
pub async fn append(conn: &mut Conn, coalition: &str, entry: &str) -> Result<Head, StoreError> {
    let head = head(conn, coalition).await?.append(entry.as_bytes());
    sqlx::query("INSERT INTO log (coalition, n, entry, hash) VALUES ($1, $2, $3, $4)")
        .bind(coalition)
        .bind(i64::try_from(head.length()).unwrap_or(i64::MAX))
        .bind(entry)
        .bind(head.hash().to_string())
        .execute(conn)
        .await?;
    Ok(head)
}

/// The entries after the first `after`, in order, at most `most`, each with
/// its hash.
///
/// # Errors
/// If the database fails or a hash is none.
pub async fn entries(
    conn: &mut Conn,
    coalition: &str,
    after: i64,
    most: i64,
) -> Result<Vec<(String, Digest)>, StoreError> {
    let rows = sqlx::query(
        "SELECT entry, hash FROM log WHERE coalition = $1 AND n > $2 ORDER BY n LIMIT $3",
    )
    .bind(coalition)
    .bind(after)
    .bind(most)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let hash: String = row.get(1);
            let digest = hash.parse().map_err(|_| damaged(hash))?;
            Ok((row.get(0), digest))
        })
        .collect()
}

/// Whether any entry of a coalition holds this text, which is JSON.
///
/// # Errors
/// If the database fails.
pub async fn names(conn: &mut Conn, coalition: &str, text: &str) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT 1 FROM log WHERE coalition = $1 AND length(replace(entry, $2, '')) < length(entry)
         LIMIT 1",
    )
    .bind(coalition)
    .bind(text)
    .fetch_optional(conn)
    .await?;
    Ok(row.is_some())
}
