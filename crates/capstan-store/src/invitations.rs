//! Invitations into a coalition by link. Only hashes of their codes are kept.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The id: random.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The member who invites.
    pub member: String,
    /// How many may still come.
    pub uses: i64,
    /// When it was made.
    pub made: Micros,
    /// When it ends.
    pub expires: Micros,
}

fn invitation(row: &AnyRow) -> Invitation {
    Invitation {
        id: row.get(0),
        coalition: row.get(1),
        member: row.get(2),
        uses: row.get(3),
        made: row.get(4),
        expires: row.get(5),
    }
}

/// Adds an invitation; `code` is the hash of its code.
///
/// # Errors
/// If the database fails.
pub async fn add(conn: &mut Conn, invitation: &Invitation, code: &str) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO invitations (id, coalition, member, code, uses, made, expires)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&invitation.id)
    .bind(&invitation.coalition)
    .bind(&invitation.member)
    .bind(code)
    .bind(invitation.uses)
    .bind(invitation.made)
    .bind(invitation.expires)
    .execute(conn)
    .await?;
    Ok(())
}

/// The invitation whose code has this hash, if it still holds.
///
/// # Errors
/// If the database fails.
pub async fn find(
    conn: &mut Conn,
    code: &str,
    now: Micros,
) -> Result<Option<Invitation>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, member, uses, made, expires FROM invitations
         WHERE code = $1 AND uses > 0 AND expires > $2",
    )
    .bind(code)
    .bind(now)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(invitation))
}

/// The invitations of a member that still hold, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of_member(
    conn: &mut Conn,
    member: &str,
    now: Micros,
) -> Result<Vec<Invitation>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, member, uses, made, expires FROM invitations
         WHERE member = $1 AND uses > 0 AND expires > $2 ORDER BY made DESC, id",
    )
    .bind(member)
    .bind(now)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(invitation).collect())
}

/// Takes one use of the invitation into a coalition whose code has this hash.
/// Whether it held.
///
/// # Errors
/// If the database fails.
pub async fn redeem(
    conn: &mut Conn,
    coalition: &str,
    code: &str,
    now: Micros,
) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "UPDATE invitations SET uses = uses - 1
         WHERE code = $1 AND coalition = $2 AND uses > 0 AND expires > $3",
    )
    .bind(code)
    .bind(coalition)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an invitation of a member. Another's is left alone. Whether there was
/// one.
///
/// # Errors
/// If the database fails.
pub async fn end(conn: &mut Conn, member: &str, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM invitations WHERE id = $1 AND member = $2")
        .bind(id)
        .bind(member)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes what no longer holds.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM invitations WHERE uses <= 0 OR expires <= $1")
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{joined, stores};

    #[tokio::test]
    async fn an_invitation_holds_for_its_uses_its_time_and_its_coalition() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let member = joined(&mut tx, "p1", "a").await;
            let other = joined(&mut tx, "p2", "b").await;
            let invitation = Invitation {
                id: "i".into(),
                coalition: "a".into(),
                member: member.clone(),
                uses: 2,
                made: 0,
                expires: 10,
            };
            add(&mut tx, &invitation, "hash").await.unwrap();
            assert_eq!(find(&mut tx, "hash", 9).await.unwrap(), Some(invitation));
            assert_eq!(find(&mut tx, "hash", 10).await.unwrap(), None);
            assert!(!redeem(&mut tx, "b", "hash", 1).await.unwrap());
            assert!(!redeem(&mut tx, "a", "hash", 10).await.unwrap());
            assert!(redeem(&mut tx, "a", "hash", 1).await.unwrap());
            assert!(redeem(&mut tx, "a", "hash", 1).await.unwrap());
            assert!(!redeem(&mut tx, "a", "hash", 1).await.unwrap());
            assert!(of_member(&mut tx, &member, 1).await.unwrap().is_empty());
            assert!(!end(&mut tx, &other, "i").await.unwrap());
            assert!(end(&mut tx, &member, "i").await.unwrap());
        }
    }
}
