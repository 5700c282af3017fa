//! What can be found in the directory. The index in memory is made from it,
//! and kept fresh by the version at which each entry last changed.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A coalition or a campaign, as it can be found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// "coalition" or "campaign".
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The id of its coalition.
    pub coalition: String,
    /// Where its page is.
    pub path: String,
    /// What it is called.
    pub title: String,
    /// What it wants, in a sentence or two.
    pub summary: String,
    /// Its vision tags.
    pub visions: Vec<String>,
    /// The system it is about; empty if none.
    pub system: String,
    /// Who runs the system; empty if nobody.
    pub operator: String,
    /// Where it is; empty for everywhere.
    pub place: String,
    /// The codes of its languages.
    pub languages: Vec<String>,
    /// Its published, coarse size.
    pub size: i64,
    /// When it was made or opened.
    pub made: Micros,
    /// When it is to end, or 0; [`ends`] says so, and [`put`] leaves it.
    pub ends: Micros,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is there, and is like this.
    Put(Box<Entry>),
    /// It is gone: its kind and its id.
    Dropped(String, String),
}

async fn next(conn: &mut Conn) -> Result<i64, StoreError> {
    Ok(version(conn).await? + 1)
}

/// The version of the directory: it grows with every change.
///
/// # Errors
/// If the database fails.
pub async fn version(conn: &mut Conn) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT coalesce(max(version), 0) FROM directory")
        .fetch_one(conn)
        .await?;
    Ok(row.get(0))
}

/// Puts an entry in, or in the place of the one with its kind and id. To be
/// called in the transaction that changes what it shows.
///
/// # Errors
/// If the database fails.
pub async fn put(conn: &mut Conn, entry: &Entry) -> Result<(), StoreError> {
    let version = next(conn).await?;
    sqlx::query(
        "INSERT INTO directory
             (kind, id, coalition, path, title, summary, visions, system, operator, place,
              languages, size, made, gone, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, $14)
         ON CONFLICT (kind, id) DO UPDATE SET
             coalition = excluded.coalition, path = excluded.path, title = excluded.title,
             summary = excluded.summary, visions = excluded.visions, system = excluded.system,
             operator = excluded.operator, place = excluded.place,
             languages = excluded.languages, size = excluded.size, made = excluded.made,
             gone = 0, version = excluded.version",
    )
    .bind(&entry.kind)
    .bind(&entry.id)
    .bind(&entry.coalition)
    .bind(&entry.path)
    .bind(&entry.title)
    .bind(&entry.summary)
    .bind(entry.visions.join(" "))
    .bind(&entry.system)
    .bind(&entry.operator)
    .bind(&entry.place)
    .bind(entry.languages.join(" "))
    .bind(entry.size)
    .bind(entry.made)
    .bind(version)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes an entry out.
///
/// # Errors
/// If the database fails.
pub async fn drop(conn: &mut Conn, kind: &str, id: &str) -> Result<(), StoreError> {
    let version = next(conn).await?;
    sqlx::query(
        "UPDATE directory SET gone = 1, version = $3, path = '', title = '', summary = '',
             visions = '', system = '', operator = '', place = '', languages = '', size = 0
         WHERE kind = $1 AND id = $2",
    )
    .bind(kind)
    .bind(id)
    .bind(version)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes out all entries of a coalition that is gone.
///
/// # Errors
/// If the database fails.
pub async fn drop_of(conn: &mut Conn, coalition: &str) -> Result<(), StoreError> {
    let version = next(conn).await?;
    sqlx::query(
        "UPDATE directory SET gone = 1, version = $2, path = '', title = '', summary = '',
             visions = '', system = '', operator = '', place = '', languages = '', size = 0
         WHERE coalition = $1",
    )
    .bind(coalition)
    .bind(version)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes the size that was published for a coalition or campaign into its
/// entry, if it has one and the size is another.
///
/// # Errors
/// If the database fails.
pub async fn resize(conn: &mut Conn, kind: &str, id: &str, size: i64) -> Result<(), StoreError> {
    let stale = sqlx::query(
        "SELECT 1 FROM directory WHERE kind = $1 AND id = $2 AND gone = 0 AND size <> $3",
    )
    .bind(kind)
    .bind(id)
    .bind(size)
    .fetch_optional(&mut *conn)
    .await?;
    if stale.is_none() {
        return Ok(());
    }
    let version = next(conn).await?;
    sqlx::query("UPDATE directory SET size = $3, version = $4 WHERE kind = $1 AND id = $2")
        .bind(kind)
        .bind(id)
        .bind(size)
        .bind(version)
        .execute(conn)
        .await?;
    Ok(())
}

/// Says of an entry when it is to end, or with 0 that it goes on.
///
/// # Errors
/// If the database fails.
pub async fn ends(conn: &mut Conn, kind: &str, id: &str, at: Micros) -> Result<(), StoreError> {
    let version = next(conn).await?;
    sqlx::query("UPDATE directory SET ends = $3, version = $4 WHERE kind = $1 AND id = $2")
        .bind(kind)
        .bind(id)
        .bind(at)
        .bind(version)
        .execute(conn)
        .await?;
    Ok(())
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn change(row: &AnyRow) -> Change {
    let gone: i64 = row.get(13);
    if gone != 0 {
        return Change::Dropped(row.get(0), row.get(1));
    }
    Change::Put(Box::new(Entry {
        kind: row.get(0),
        id: row.get(1),
        coalition: row.get(2),
        path: row.get(3),
        title: row.get(4),
        summary: row.get(5),
        visions: words(row.get(6)),
        system: row.get(7),
        operator: row.get(8),
        place: row.get(9),
        languages: words(row.get(10)),
        size: row.get(11),
        made: row.get(12),
        ends: row.get(14),
    }))
}

/// What changed after the version `since`, in the order of changes.
///
/// # Errors
/// If the database fails.
pub async fn changes(conn: &mut Conn, since: i64) -> Result<Vec<Change>, StoreError> {
    let rows = sqlx::query(
        "SELECT kind, id, coalition, path, title, summary, visions, system, operator, place,
             languages, size, made, gone, ends
         FROM directory WHERE version > $1 ORDER BY version",
    )
    .bind(since)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(change).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::stores;

    fn entry(id: &str) -> Entry {
        Entry {
            kind: "campaign".into(),
            id: id.into(),
            coalition: "c".into(),
            title: id.into(),
            visions: vec!["climate".into(), "fair-pay".into()],
            languages: vec!["en".into()],
            ..Entry::default()
        }
    }

    #[tokio::test]
    async fn whoever_asks_from_a_version_on_sees_each_change_once() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            put(&mut tx, &entry("a")).await.unwrap();
            put(&mut tx, &entry("b")).await.unwrap();
            let both = [
                Change::Put(Box::new(entry("a"))),
                Change::Put(Box::new(entry("b"))),
            ];
            assert_eq!(changes(&mut tx, 0).await.unwrap(), both);
            let seen = version(&mut tx).await.unwrap();
            resize(&mut tx, "campaign", "a", 0).await.unwrap();
            assert_eq!(version(&mut tx).await.unwrap(), seen, "it was that size");
            resize(&mut tx, "campaign", "a", 20).await.unwrap();
            drop(&mut tx, "campaign", "b").await.unwrap();
            let larger = Entry {
                size: 20,
                ..entry("a")
            };
            let found = changes(&mut tx, seen).await.unwrap();
            let gone = Change::Dropped("campaign".into(), "b".into());
            assert_eq!(found, [Change::Put(Box::new(larger)), gone.clone()]);
            let before = version(&mut tx).await.unwrap();
            ends(&mut tx, "campaign", "a", 7).await.unwrap();
            put(&mut tx, &entry("a")).await.unwrap();
            let ending = Entry {
                ends: 7,
                ..entry("a")
            };
            assert_eq!(
                changes(&mut tx, before).await.unwrap(),
                [Change::Put(Box::new(ending))]
            );
            drop_of(&mut tx, "c").await.unwrap();
            let found = changes(&mut tx, seen).await.unwrap();
            assert!(found.iter().all(|c| matches!(c, Change::Dropped(..))));
            put(&mut tx, &entry("b")).await.unwrap();
            let seen = version(&mut tx).await.unwrap();
            assert_eq!(
                changes(&mut tx, seen - 1).await.unwrap(),
                [Change::Put(Box::new(entry("b")))]
            );
        }
    }
}
