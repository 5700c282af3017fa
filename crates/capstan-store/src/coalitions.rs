//! Coalitions and their visions.

use crate::directory;
use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coalition {
    /// The id.
    pub id: String,
    /// The name in addresses.
    pub slug: String,
    /// The name.
    pub name: String,
    /// What it wants, in a sentence or two.
    pub summary: String,
    /// Where it is.
    pub place: String,
    /// The languages it speaks, with blanks between: "en es".
    pub languages: String,
    /// How to reach it.
    pub contact: String,
    /// The charter as JSON.
    pub charter: String,
    /// The version of the charter, from 1.
    pub charter_version: i64,
    /// When it was made.
    pub made: Micros,
    /// The published, coarse number of members; 0 while there are too few.
    pub size: i64,
    /// As of when.
    pub size_at: Micros,
}

const COLUMNS_OF_ONE: &str = "SELECT id, slug, name, summary, place, languages, contact, charter, charter_version, made, size, size_at FROM coalitions WHERE slug = $1";
const COLUMNS_BY_ID: &str = "SELECT id, slug, name, summary, place, languages, contact, charter, charter_version, made, size, size_at FROM coalitions WHERE id = $1";
const COLUMNS_BY_SIZE: &str = "SELECT id, slug, name, summary, place, languages, contact, charter, charter_version, made, size, size_at FROM coalitions WHERE size_at <= $1 ORDER BY id";

fn coalition(row: &AnyRow) -> Coalition {
    Coalition {
        id: row.get(0),
        slug: row.get(1),
        name: row.get(2),
        summary: row.get(3),
        place: row.get(4),
        languages: row.get(5),
        contact: row.get(6),
        charter: row.get(7),
        charter_version: row.get(8),
        made: row.get(9),
        size: row.get(10),
        size_at: row.get(11),
    }
}

/// Adds a coalition with its visions.
///
/// # Errors
/// [`StoreError::Taken`] if its name in addresses is.
pub async fn add(
    conn: &mut Conn,
    coalition: &Coalition,
    visions: &[String],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO coalitions
             (id, slug, name, summary, place, languages, contact, charter, charter_version, made, size, size_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&coalition.id)
    .bind(&coalition.slug)
    .bind(&coalition.name)
    .bind(&coalition.summary)
    .bind(&coalition.place)
    .bind(&coalition.languages)
    .bind(&coalition.contact)
    .bind(&coalition.charter)
    .bind(coalition.charter_version)
    .bind(coalition.made)
    .bind(coalition.size)
    .bind(coalition.size_at)
    .execute(&mut *conn)
    .await
    .map_err(StoreError::taken("name"))?;
    add_visions(conn, &coalition.id, visions).await
}

/// The coalition with this name in addresses.
///
/// # Errors
/// If the database fails.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Coalition>, StoreError> {
    let row = sqlx::query(COLUMNS_OF_ONE)
        .bind(slug)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(coalition))
}

/// The coalition with this id.
///
/// # Errors
/// If the database fails.
pub async fn by_id(conn: &mut Conn, id: &str) -> Result<Option<Coalition>, StoreError> {
    let row = sqlx::query(COLUMNS_BY_ID)
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(coalition))
}

/// The visions of a coalition, in the order of the alphabet.
///
/// # Errors
/// If the database fails.
pub async fn visions(conn: &mut Conn, id: &str) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT tag FROM visions WHERE coalition = $1 ORDER BY tag")
        .bind(id)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Changes what a coalition says of itself; its slug stays.
///
/// # Errors
/// If the database fails.
pub async fn update(
    conn: &mut Conn,
    coalition: &Coalition,
    visions: &[String],
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE coalitions SET name = $2, summary = $3, place = $4, languages = $5, contact = $6
         WHERE id = $1",
    )
    .bind(&coalition.id)
    .bind(&coalition.name)
    .bind(&coalition.summary)
    .bind(&coalition.place)
    .bind(&coalition.languages)
    .bind(&coalition.contact)
    .execute(&mut *conn)
    .await?;
    sqlx::query("DELETE FROM visions WHERE coalition = $1")
        .bind(&coalition.id)
        .execute(&mut *conn)
        .await?;
    add_visions(conn, &coalition.id, visions).await
}

async fn add_visions(conn: &mut Conn, id: &str, visions: &[String]) -> Result<(), StoreError> {
    for tag in visions {
        sqlx::query("INSERT INTO visions (coalition, tag) VALUES ($1, $2)")
            .bind(id)
            .bind(tag)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Removes a coalition with all that is in it, also from the directory.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    directory::drop_of(conn, id).await?;
    sqlx::query("DELETE FROM coalitions WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The coalitions whose size was last published at `before` or earlier.
///
/// # Errors
/// If the database fails.
pub async fn sized_before(conn: &mut Conn, before: Micros) -> Result<Vec<Coalition>, StoreError> {
    let rows = sqlx::query(COLUMNS_BY_SIZE)
        .bind(before)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(coalition).collect())
}

/// Publishes the coarse size of a coalition as of a time.
///
/// # Errors
/// If the database fails.
pub async fn publish(conn: &mut Conn, id: &str, size: i64, at: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE coalitions SET size = $2, size_at = $3 WHERE id = $1")
        .bind(id)
        .bind(size)
        .bind(at)
        .execute(conn)
        .await?;
    Ok(())
}

/// The id and the name in addresses of every coalition.
///
/// # Errors
/// If the database fails.
pub async fn all(conn: &mut Conn) -> Result<Vec<(String, String)>, StoreError> {
    let rows = sqlx::query("SELECT id, slug FROM coalitions ORDER BY id")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}
