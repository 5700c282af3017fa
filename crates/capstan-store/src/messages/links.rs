//! Codes by which a phone and an account become one person. A code is here as a
//! keyed tag alone, holds for a while, and counts once.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;

/// Who is to use a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A phone sends it, which then is the member's.
    Phone,
    /// Whoever signs in types it, who then is the member.
    Account,
}

impl Way {
    fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Account => "account",
        }
    }
}

/// Keeps a code of a member, in place of their code before.
///
/// # Errors
/// If the database fails.
pub async fn put_code(
    conn: &mut Conn,
    code: &str,
    (coalition, member): (&str, &str),
    way: Way,
    until: Micros,
) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM link_codes WHERE member = $1 AND way = $2")
        .bind(member)
        .bind(way.word())
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "INSERT INTO link_codes (code, coalition, member, way, until) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(code)
    .bind(coalition)
    .bind(member)
    .bind(way.word())
    .bind(until)
    .execute(conn)
    .await?;
    Ok(())
}

/// The member whose code this is; then it is used. Nothing if it is none, was
/// used, is over, or is of another coalition or for something else.
///
/// # Errors
/// If the database fails.
pub async fn take_code(
    conn: &mut Conn,
    code: &str,
    coalition: &str,
    way: Way,
    now: Micros,
) -> Result<Option<String>, StoreError> {
    let row = sqlx::query(
        "DELETE FROM link_codes WHERE code = $1 AND coalition = $2 AND way = $3 AND until > $4
         RETURNING member",
    )
    .bind(code)
    .bind(coalition)
    .bind(way.word())
    .bind(now)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.get(0)))
}

/// How many phones are a member's.
///
/// # Errors
/// If the database fails.
pub async fn phones_of(conn: &mut Conn, member: &str) -> Result<i64, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM phones WHERE member = $1")
        .bind(member)
        .fetch_one(conn)
        .await?;
    Ok(row.get(0))
}

/// Makes the phones of one member those of another.
///
/// # Errors
/// If the database fails.
pub async fn repoint(conn: &mut Conn, from: &str, to: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE phones SET member = $2 WHERE member = $1")
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes all codes of a member.
///
/// # Errors
/// If the database fails.
pub async fn drop_codes(conn: &mut Conn, member: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM link_codes WHERE member = $1")
        .bind(member)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets all phones of a member.
///
/// # Errors
/// If the database fails.
pub async fn unlink(conn: &mut Conn, member: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM phones WHERE member = $1")
        .bind(member)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes codes that are over. Says how many were.
///
/// # Errors
/// If the database fails.
pub(super) async fn forget(conn: &mut Conn, now: Micros) -> Result<u64, StoreError> {
    let gone = sqlx::query("DELETE FROM link_codes WHERE until <= $1")
        .bind(now)
        .execute(conn)
        .await?;
    Ok(gone.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Phone, put_phone};
    use crate::testing::{joined, stores};

    #[tokio::test]
    async fn a_code_counts_once_for_what_it_is_until_it_is_over() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "p", "riders").await;
            joined(&mut tx, "q", "drivers").await;
            let own = ("riders", ana.as_str());
            put_code(&mut tx, "a", own, Way::Phone, 10).await.unwrap();
            put_code(&mut tx, "b", own, Way::Account, 10).await.unwrap();
            for (code, coalition, way, now) in [
                ("c", "riders", Way::Phone, 9),
                ("a", "drivers", Way::Phone, 9),
                ("a", "riders", Way::Account, 9),
                ("a", "riders", Way::Phone, 10),
            ] {
                let none = take_code(&mut tx, code, coalition, way, now).await.unwrap();
                assert_eq!(none, None, "{code} {coalition} {way:?} {now}");
            }
            // Another one takes the place of the first.
            put_code(&mut tx, "d", own, Way::Phone, 20).await.unwrap();
            let none = take_code(&mut tx, "a", "riders", Way::Phone, 9)
                .await
                .unwrap();
            assert_eq!(none, None);
            let found = take_code(&mut tx, "d", "riders", Way::Phone, 9)
                .await
                .unwrap();
            assert_eq!(found.as_ref(), Some(&ana));
            let none = take_code(&mut tx, "d", "riders", Way::Phone, 9)
                .await
                .unwrap();
            assert_eq!(none, None);
            assert_eq!(
                (
                    forget(&mut tx, 9).await.unwrap(),
                    forget(&mut tx, 10).await.unwrap()
                ),
                (0, 1)
            );
        }
    }

    #[tokio::test]
    async fn phones_are_counted_and_forgotten() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let ana = joined(&mut tx, "p", "riders").await;
            assert_eq!(phones_of(&mut tx, &ana).await.unwrap(), 0);
            let phone = Phone {
                coalition: "riders".into(),
                phone: "a".into(),
                member: Some(ana.clone()),
                talk: "sealed".into(),
                turn: 1,
            };
            put_phone(&mut tx, &phone, 5).await.unwrap();
            assert_eq!(phones_of(&mut tx, &ana).await.unwrap(), 1);
            unlink(&mut tx, &ana).await.unwrap();
            assert_eq!(phones_of(&mut tx, &ana).await.unwrap(), 0);
        }
    }
}
