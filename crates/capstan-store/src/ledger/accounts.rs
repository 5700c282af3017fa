//! Whose money is whose: accounts that outlive a membership, and how their
//! owners want to be paid.

use crate::error::StoreError;
use crate::id::blind;
use crate::keys::Keys;
use crate::store::Conn;
use sqlx::Row;
use std::collections::BTreeMap;

/// For what ways to be paid are locked.
const USE: &str = "way to be paid";

/// The tag under which the person with this [tag](crate::members::tag) owns an
/// account in a coalition.
pub fn owner(keys: &Keys, coalition: &str, person: &str) -> String {
    keys.tag("dividends of", &[coalition, person])
}

/// The account of an owner, if they have one.
///
/// # Errors
/// If the database fails.
pub async fn of(
    conn: &mut Conn,
    coalition: &str,
    owner: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT id FROM dividend_accounts WHERE coalition = $1 AND owner = $2")
        .bind(coalition)
        .bind(owner)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| row.get(0)))
}

/// The account of a member, if they have one.
///
/// # Errors
/// If the database fails.
pub async fn of_member(
    conn: &mut Conn,
    keys: &Keys,
    member: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT coalition, person FROM members WHERE id = $1")
        .bind(member)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let coalition: String = row.get(0);
    let tag = owner(keys, &coalition, &row.get::<String, _>(1));
    of(conn, &coalition, &tag).await
}

/// The accounts of the person with this [tag](crate::members::tag), also of
/// coalitions that they left: the coalition and the account.
///
/// # Errors
/// If the database fails.
pub async fn of_person(
    conn: &mut Conn,
    keys: &Keys,
    person: &str,
) -> Result<Vec<(String, String)>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT coalition FROM dividend_accounts ORDER BY coalition")
        .fetch_all(&mut *conn)
        .await?;
    let mut all = Vec::new();
    for row in &rows {
        let coalition: String = row.get(0);
        let tag = owner(keys, &coalition, person);
        if let Some(account) = of(conn, &coalition, &tag).await? {
            all.push((coalition, account));
        }
    }
    Ok(all)
}

/// The account of an owner, made if there is none.
///
/// # Errors
/// If the database fails.
pub async fn open(conn: &mut Conn, coalition: &str, owner: &str) -> Result<String, StoreError> {
    if let Some(found) = of(conn, coalition, owner).await? {
        return Ok(found);
    }
    let id = blind();
    sqlx::query(
        "INSERT INTO dividend_accounts (id, coalition, owner, sealed_way)
         VALUES ($1, $2, $3, '')",
    )
    .bind(&id)
    .bind(coalition)
    .bind(owner)
    .execute(conn)
    .await?;
    Ok(id)
}

/// The members of a coalition by the tags of their accounts: id and handle.
///
/// # Errors
/// If the database fails.
pub async fn members(
    conn: &mut Conn,
    keys: &Keys,
    coalition: &str,
) -> Result<BTreeMap<String, (String, String)>, StoreError> {
    let rows = sqlx::query("SELECT person, id, handle FROM members WHERE coalition = $1")
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows
        .iter()
        .map(|row| {
            let tag = owner(keys, coalition, &row.get::<String, _>(0));
            (tag, (row.get(1), row.get(2)))
        })
        .collect())
}

/// The account of each owner in a coalition.
///
/// # Errors
/// If the database fails.
pub async fn all(conn: &mut Conn, coalition: &str) -> Result<BTreeMap<String, String>, StoreError> {
    let rows = sqlx::query("SELECT id, owner FROM dividend_accounts WHERE coalition = $1")
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// How the owner of an account wants to be paid, if they said.
///
/// # Errors
/// If the database fails.
pub async fn way(
    conn: &mut Conn,
    keys: &Keys,
    account: &str,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT sealed_way FROM dividend_accounts WHERE id = $1")
        .bind(account)
        .fetch_optional(conn)
        .await?;
    Ok(row.and_then(|row| keys.open_sealed(USE, account, &row.get::<String, _>(0))))
}

/// Keeps how the owner of an account wants to be paid, locked; nothing to
/// forget it.
///
/// # Errors
/// If the database fails.
pub async fn set_way(
    conn: &mut Conn,
    keys: &Keys,
    account: &str,
    way: Option<&str>,
) -> Result<(), StoreError> {
    let sealed = way.map_or(String::new(), |way| keys.seal(USE, account, way));
    sqlx::query("UPDATE dividend_accounts SET sealed_way = $1 WHERE id = $2")
        .bind(sealed)
        .bind(account)
        .execute(conn)
        .await?;
    Ok(())
}
