//! What data are worth: valuations of a coalition, and what each member's own
//! data add, locked for that member with a key from the [vault](crate::vault).

use crate::error::{StoreError, damaged};
use crate::id::Micros;
use crate::store::Conn;
use crate::vault::{Key, Vault};
use sqlx::Row;
use sqlx::any::AnyRow;

/// A valuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valuation {
    /// The id.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// What was asked of the engine, as JSON.
    pub ask: String,
    /// The ratings it is made of; nothing for those that come with Capstan,
    /// and where it is made of donations.
    pub ratings: Option<String>,
    /// The job that makes it.
    pub job: String,
    /// The version of the donations it was made of.
    pub version: i64,
    /// What came of it, as JSON; empty until it is made.
    pub result: String,
    /// When it was asked for.
    pub made: Micros,
    /// When it was made; 0 before.
    pub done: Micros,
}

/// What came of a valuation.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// What may be shown to all members, as JSON.
    pub result: &'a str,
    /// The version of the donations it was made of.
    pub version: i64,
    /// What each member's own data add: the member, and what only they see.
    pub own: &'a [(String, Vec<u8>)],
    /// The time.
    pub now: Micros,
}

const COLUMNS: &str = "id, coalition, ask, ratings, job, version, result, made, done";

fn valuation(row: &AnyRow) -> Valuation {
    Valuation {
        id: row.get(0),
        coalition: row.get(1),
        ask: row.get(2),
        ratings: row.get(3),
        job: row.get(4),
        version: row.get(5),
        result: row.get(6),
        made: row.get(7),
        done: row.get(8),
    }
}

/// Adds a valuation.
///
/// # Errors
/// If the database fails.
pub async fn add(conn: &mut Conn, valuation: &Valuation) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO valuations (id, coalition, ask, ratings, job, version, result, made, done)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&valuation.id)
    .bind(&valuation.coalition)
    .bind(&valuation.ask)
    .bind(&valuation.ratings)
    .bind(&valuation.job)
    .bind(valuation.version)
    .bind(&valuation.result)
    .bind(valuation.made)
    .bind(valuation.done)
    .execute(conn)
    .await?;
    Ok(())
}

/// A valuation by id.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Valuation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM valuations WHERE id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(valuation))
}

/// The valuations of a coalition, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, coalition: &str) -> Result<Vec<Valuation>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM valuations WHERE coalition = $1 ORDER BY id DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(valuation).collect())
}

/// The valuations that are made of something that may change: those made
/// before `before`, of all coalitions.
///
/// # Errors
/// If the database fails.
pub async fn made_before(conn: &mut Conn, before: Micros) -> Result<Vec<Valuation>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM valuations WHERE version > 0 AND result <> '' AND done < $1
         ORDER BY id"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(before)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(valuation).collect())
}

/// Notes which job makes a valuation again.
///
/// # Errors
/// If the database fails.
pub async fn again(conn: &mut Conn, id: &str, job: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE valuations SET job = $1 WHERE id = $2")
        .bind(job)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes what came of a valuation, in place of what came of it before. What
/// is a member's own is locked for them; who withdrew everything gets nothing.
/// Says whether the valuation is still there.
///
/// # Errors
/// If the database fails or a key cannot be read.
pub async fn made(
    conn: &mut Conn,
    vault: &Vault,
    id: &str,
    made: &Made<'_>,
) -> Result<bool, StoreError> {
    let rows =
        sqlx::query("UPDATE valuations SET result = $1, version = $2, done = $3 WHERE id = $4")
            .bind(made.result)
            .bind(made.version)
            .bind(made.now)
            .bind(id)
            .execute(&mut *conn)
            .await?;
    if rows.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("DELETE FROM own_values WHERE valuation = $1")
        .bind(id)
        .execute(&mut *conn)
        .await?;
    for (member, own) in made.own {
        if !vault.keeps(member)? {
            continue;
        }
        let sealed = vault.seal(Key::made(member), own)?;
        // Whoever left meanwhile is no member to write it for.
        sqlx::query(
            "INSERT INTO own_values (valuation, member, body)
             SELECT $1, id, $3 FROM members WHERE id = $2",
        )
        .bind(id)
        .bind(member)
        .bind(hex(&sealed))
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

/// Writes what was asked of the engine anew, as JSON: what it needs no more is
/// left out.
///
/// # Errors
/// If the database fails.
pub async fn asked(conn: &mut Conn, id: &str, ask: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE valuations SET ask = $1 WHERE id = $2")
        .bind(ask)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes back what came of a valuation, with every member's own.
///
/// # Errors
/// If the database fails.
pub async fn clear(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE valuations SET result = '' WHERE id = $1")
        .bind(id)
        .execute(&mut *conn)
        .await?;
    sqlx::query("DELETE FROM own_values WHERE valuation = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// What a member's own data add by a valuation, if they were in it and have
/// withdrawn nothing since.
///
/// # Errors
/// If the database fails, or what is locked is damaged.
pub async fn own(
    conn: &mut Conn,
    vault: &Vault,
    id: &str,
    member: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row = sqlx::query("SELECT body FROM own_values WHERE valuation = $1 AND member = $2")
        .bind(id)
        .bind(member)
        .fetch_optional(conn)
        .await?;
    match row {
        None => Ok(None),
        Some(row) => open(vault, member, &row.get::<String, _>(0)),
    }
}

fn open(vault: &Vault, member: &str, body: &str) -> Result<Option<Vec<u8>>, StoreError> {
    vault.open(Key::made(member), &bytes("own_values", "body", body)?)
}

/// What each member's own data add by a valuation: for sharing money by it,
/// and for no page.
///
/// # Errors
/// If the database fails, or what is locked is damaged.
pub async fn all_own(
    conn: &mut Conn,
    vault: &Vault,
    id: &str,
) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let rows =
        sqlx::query("SELECT member, body FROM own_values WHERE valuation = $1 ORDER BY member")
            .bind(id)
            .fetch_all(conn)
            .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let member: String = row.get(0);
        if let Some(own) = open(vault, &member, &row.get::<String, _>(1))? {
            all.push((member, own));
        }
    }
    Ok(all)
}

/// Who stood behind what was shown of a coalition, as it was sealed; nothing
/// if nothing was shown.
///
/// # Errors
/// If the database fails.
pub async fn shown(conn: &mut Conn, coalition: &str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT sealed_book FROM value_shown WHERE coalition = $1")
        .bind(coalition)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// Writes down who stood behind what was shown of a coalition.
///
/// # Errors
/// If the database fails.
pub async fn show(conn: &mut Conn, coalition: &str, sealed: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO value_shown (coalition, sealed_book) VALUES ($1, $2)
         ON CONFLICT (coalition) DO UPDATE SET sealed_book = excluded.sealed_book",
    )
    .bind(coalition)
    .bind(sealed)
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes a valuation.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM valuations WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes that stand in a column as hexadecimal digits.
pub(crate) fn bytes(
    table: &'static str,
    column: &'static str,
    hex: &str,
) -> Result<Vec<u8>, StoreError> {
    let pair = |at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(pair).collect();
    bytes.ok_or_else(|| damaged(table, column, "another text", "hexadecimal digits"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{joined, stores};

    fn asked(id: &str, made: Micros) -> Valuation {
        Valuation {
            id: id.into(),
            coalition: "riders".into(),
            ask: "{}".into(),
            ratings: None,
            job: "j".into(),
            version: 0,
            result: String::new(),
            made,
            done: 0,
        }
    }

    async fn write(conn: &mut Conn, vault: &Vault, id: &str, own: &[(String, Vec<u8>)]) -> bool {
        let came = Made {
            result: "{\"people\": 10}",
            version: 3,
            own,
            now: 7,
        };
        made(conn, vault, id, &came).await.unwrap()
    }

    #[tokio::test]
    async fn each_member_gets_their_own_alone_and_only_while_they_have_a_key() {
        for test in stores().await {
            let folder = tempfile::tempdir().expect("a folder");
            let vault = Vault::new(folder.path(), &test.store.keys);
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "ana", "riders").await;
            let bo = joined(&mut tx, "bo", "couriers").await;
            vault.seal(Key::kept(&ana, "d"), b"a donation").unwrap();
            add(&mut tx, &asked("v", 1)).await.unwrap();
            let all = [
                (ana.clone(), b"canary".to_vec()),
                (bo.clone(), b"nothing".to_vec()),
                ("gone".to_owned(), b"nothing".to_vec()),
            ];
            assert!(write(&mut tx, &vault, "v", &all).await);
            assert!(!write(&mut tx, &vault, "none", &all).await);
            let found = find(&mut tx, "v").await.unwrap().unwrap();
            assert_eq!((found.version, found.done), (3, 7));
            let own_of =
                async |conn: &mut Conn, who: &str| own(conn, &vault, "v", who).await.unwrap();
            assert_eq!(own_of(&mut tx, &ana).await.as_deref(), Some(&b"canary"[..]));
            assert_eq!(
                own_of(&mut tx, &bo).await,
                None,
                "no donation, nothing to lock"
            );
            let theirs = all_own(&mut tx, &vault, "v").await.unwrap();
            assert_eq!(theirs, [(ana.clone(), b"canary".to_vec())]);
            vault.destroy(Key::made(&ana)).unwrap();
            assert_eq!(own_of(&mut tx, &ana).await, None);
            assert!(all_own(&mut tx, &vault, "v").await.unwrap().is_empty());
        }
    }

    #[tokio::test]
    async fn what_came_of_it_is_replaced_and_taken_back_whole() {
        for test in stores().await {
            let folder = tempfile::tempdir().expect("a folder");
            let vault = Vault::new(folder.path(), &test.store.keys);
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "ana", "riders").await;
            vault.seal(Key::kept(&ana, "d"), b"a donation").unwrap();
            for (id, made) in [("v", 1), ("w", 2)] {
                add(&mut tx, &asked(id, made)).await.unwrap();
            }
            let own_ana = [(ana.clone(), b"first".to_vec())];
            write(&mut tx, &vault, "v", &own_ana).await;
            let stale = made_before(&mut tx, 8).await.unwrap();
            assert_eq!(stale.iter().map(|v| &*v.id).collect::<Vec<_>>(), ["v"]);
            assert!(made_before(&mut tx, 7).await.unwrap().is_empty());
            again(&mut tx, "v", "k").await.unwrap();
            super::asked(&mut tx, "v", "{\"table\":\"\"}")
                .await
                .unwrap();
            let row = find(&mut tx, "v").await.unwrap().unwrap();
            assert_eq!((&*row.job, &*row.ask), ("k", "{\"table\":\"\"}"));
            write(&mut tx, &vault, "v", &[]).await;
            assert_eq!(own(&mut tx, &vault, "v", &ana).await.unwrap(), None);
            write(&mut tx, &vault, "v", &own_ana).await;
            clear(&mut tx, "v").await.unwrap();
            assert_eq!(own(&mut tx, &vault, "v", &ana).await.unwrap(), None);
            assert_eq!(find(&mut tx, "v").await.unwrap().unwrap().result, "");
            let ids = of(&mut tx, "riders").await.unwrap();
            assert_eq!(ids.iter().map(|v| &*v.id).collect::<Vec<_>>(), ["w", "v"]);
            assert_eq!(shown(&mut tx, "riders").await.unwrap(), None);
            for text in ["one", "two"] {
                show(&mut tx, "riders", text).await.unwrap();
                let kept = shown(&mut tx, "riders").await.unwrap();
                assert_eq!(kept.as_deref(), Some(text));
            }
            remove(&mut tx, "v").await.unwrap();
            assert_eq!(find(&mut tx, "v").await.unwrap(), None);
        }
    }
}
