//! Who has which role in a coalition, and who is proposed as a steward.

use crate::error::StoreError;
use crate::id::Micros;
use crate::members::{Member, member};
use crate::store::Conn;
use capstan_coalition::role::Stewards;
use sqlx::Row;

/// A member whom one steward proposed as a steward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nomination {
    /// The id of the member.
    pub member: String,
    /// Their handle.
    pub handle: String,
    /// The id of the steward who proposed them.
    pub proposer: String,
    /// The handle of that steward.
    pub by: String,
    /// When.
    pub made: Micros,
}

/// Gives a member a role. A nomination of theirs is settled by it.
///
/// # Errors
/// If the database fails.
pub async fn set(conn: &mut Conn, id: &str, role: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE members SET role = $2 WHERE id = $1")
        .bind(id)
        .bind(role)
        .execute(&mut *conn)
        .await?;
    sqlx::query("DELETE FROM nominations WHERE member = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// The members of a coalition with this role, by handle.
///
/// # Errors
/// If the database fails.
pub async fn with(conn: &mut Conn, coalition: &str, role: &str) -> Result<Vec<Member>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, handle, role, tier, joined, seen_day FROM members
         WHERE coalition = $1 AND role = $2 ORDER BY handle_key",
    )
    .bind(coalition)
    .bind(role)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(member).collect())
}

/// How many stewards a coalition has, and the day any of them last acted.
///
/// # Errors
/// If the database fails.
pub async fn stewards(conn: &mut Conn, coalition: &str) -> Result<Stewards, StoreError> {
    let row = sqlx::query(
        "SELECT count(*), coalesce(max(seen_day), 0) FROM members
         WHERE coalition = $1 AND role = 'steward'",
    )
    .bind(coalition)
    .fetch_one(conn)
    .await?;
    Ok(Stewards {
        count: u64::try_from(row.get::<i64, _>(0)).unwrap_or(0),
        last_act: row.get(1),
    })
}

/// Proposes a member as a steward. Who was proposed before stays proposed by
/// whom it was.
///
/// # Errors
/// If the database fails.
pub async fn nominate(
    conn: &mut Conn,
    coalition: &str,
    member: &str,
    proposer: &str,
    now: Micros,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO nominations (member, coalition, proposer, made) VALUES ($1, $2, $3, $4)
         ON CONFLICT (member) DO NOTHING",
    )
    .bind(member)
    .bind(coalition)
    .bind(proposer)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes back what was proposed of a member. Whether there was anything.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, member: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM nominations WHERE member = $1")
        .bind(member)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The members of a coalition who are proposed as stewards, oldest first.
///
/// # Errors
/// If the database fails.
pub async fn nominations(conn: &mut Conn, coalition: &str) -> Result<Vec<Nomination>, StoreError> {
    let rows = sqlx::query(
        "SELECT n.member, m.handle, n.proposer, p.handle, n.made
         FROM nominations n JOIN members m ON m.id = n.member JOIN members p ON p.id = n.proposer
         WHERE n.coalition = $1 ORDER BY n.made, m.handle_key",
    )
    .bind(coalition)
    .fetch_all(conn)
    .await?;
    Ok(rows
        .iter()
        .map(|row| Nomination {
            member: row.get(0),
            handle: row.get(1),
            proposer: row.get(2),
            by: row.get(3),
            made: row.get(4),
        })
        .collect())
}
