//! People in coalitions: a handle in each, and nothing that joins handles but
//! a keyed tag.

use crate::error::StoreError;
use crate::id::{Micros, day};
use crate::keys::Keys;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A person in one coalition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The id: random, so that it does not tell when they joined.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The handle.
    pub handle: String,
    /// "member", "organiser" or "steward".
    pub role: String,
    /// The tier of evidence that they are one person.
    pub tier: String,
    /// When they joined.
    pub joined: Micros,
    /// The day they last acted.
    pub seen_day: Micros,
}

/// What stands in `members.person` for a person: a tag that only this
/// installation can make. It must never leave the store.
pub fn tag(keys: &Keys, person: &str) -> String {
    keys.tag("person in coalitions", &[person])
}

pub(crate) fn member(row: &AnyRow) -> Member {
    Member {
        id: row.get(0),
        coalition: row.get(1),
        handle: row.get(2),
        role: row.get(3),
        tier: row.get(4),
        joined: row.get(5),
        seen_day: row.get(6),
    }
}

/// Takes in a member: `person` is their [`tag`], `handle_key` the form of the
/// handle that must be unique.
///
/// # Errors
/// [`StoreError::Taken`] if the handle is, or if this person is a member.
pub async fn add(
    conn: &mut Conn,
    member: &Member,
    person: &str,
    handle_key: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO members
             (id, coalition, person, handle, handle_key, role, tier, joined, seen_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&member.id)
    .bind(&member.coalition)
    .bind(person)
    .bind(&member.handle)
    .bind(handle_key)
    .bind(&member.role)
    .bind(&member.tier)
    .bind(member.joined)
    .bind(member.seen_day)
    .execute(conn)
    .await
    .map_err(StoreError::taken("handle"))?;
    Ok(())
}

/// The member that the person with this [`tag`] is in a coalition.
///
/// # Errors
/// If the database fails.
pub async fn of_person(
    conn: &mut Conn,
    coalition: &str,
    person: &str,
) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, handle, role, tier, joined, seen_day FROM members
         WHERE coalition = $1 AND person = $2",
    )
    .bind(coalition)
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(member))
}

/// All that the person with this [`tag`] is a member of, for their own eyes.
///
/// # Errors
/// If the database fails.
pub async fn all_of_person(conn: &mut Conn, person: &str) -> Result<Vec<Member>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, coalition, handle, role, tier, joined, seen_day FROM members
         WHERE person = $1 ORDER BY coalition",
    )
    .bind(person)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(member).collect())
}

/// The ids of all members of all coalitions.
///
/// # Errors
/// If the database fails.
pub async fn all(conn: &mut Conn) -> Result<Vec<String>, StoreError> {
    let rows = sqlx::query("SELECT id FROM members ORDER BY id")
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// A membership with the coalition that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The name of the coalition in addresses.
    pub coalition: String,
    /// Its name.
    pub name: String,
    /// The handle.
    pub handle: String,
    /// The role, by its key.
    pub role: String,
}

/// Memberships of the person with this [tag], in the order of the names of
/// coalitions: at most `most`, after the coalition with the name `after` in
/// addresses, if it is not empty.
///
/// # Errors
/// If the database fails.
pub async fn some_of_person(
    conn: &mut Conn,
    person: &str,
    after: &str,
    most: i64,
) -> Result<Vec<Membership>, StoreError> {
    let rows = sqlx::query(OF_PERSON)
        .bind(person)
        .bind(after)
        .bind(most)
        .fetch_all(conn)
        .await?;
    let membership = |row: &AnyRow| Membership {
        coalition: row.get(0),
        name: row.get(1),
        handle: row.get(2),
        role: row.get(3),
    };
    Ok(rows.iter().map(membership).collect())
}

pub(crate) const OF_PERSON: &str = "SELECT c.slug, c.name, m.handle, m.role
    FROM members m JOIN coalitions c ON c.id = m.coalition
    WHERE m.person = $1 AND ($2 = '' OR (c.name, c.slug) >
        (SELECT a.name, a.slug FROM coalitions a WHERE a.slug = $2))
    ORDER BY c.name, c.slug LIMIT $3";

/// A member by id.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, handle, role, tier, joined, seen_day FROM members WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(member))
}

/// How many members a coalition has: for the clock that publishes coarse
/// sizes, never for a page.
///
/// # Errors
/// If the database fails.
pub async fn count(conn: &mut Conn, coalition: &str) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM members WHERE coalition = $1")
        .bind(coalition)
        .fetch_one(conn)
        .await?;
    Ok(u64::try_from(row.get::<i64, _>(0)).unwrap_or(0))
}

/// How many had joined by a time and are still there: what the clock that
/// publishes coarse sizes counts at its tick.
///
/// # Errors
/// If the database fails.
pub async fn count_at(conn: &mut Conn, coalition: &str, at: Micros) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM members WHERE coalition = $1 AND joined <= $2")
        .bind(coalition)
        .bind(at)
        .fetch_one(conn)
        .await?;
    Ok(u64::try_from(row.get::<i64, _>(0)).unwrap_or(0))
}

/// The member of a coalition whose handle has this key.
///
/// # Errors
/// If the database fails.
pub async fn by_handle(
    conn: &mut Conn,
    coalition: &str,
    handle_key: &str,
) -> Result<Option<Member>, StoreError> {
    let row = sqlx::query(
        "SELECT id, coalition, handle, role, tier, joined, seen_day FROM members
         WHERE coalition = $1 AND handle_key = $2",
    )
    .bind(coalition)
    .bind(handle_key)
    .fetch_optional(conn)
    .await?;
    Ok(row.as_ref().map(member))
}

/// Gives a member another handle.
///
/// # Errors
/// [`StoreError::Taken`] if the handle is.
pub async fn rename(
    conn: &mut Conn,
    id: &str,
    handle: &str,
    handle_key: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE members SET handle = $2, handle_key = $3 WHERE id = $1")
        .bind(id)
        .bind(handle)
        .bind(handle_key)
        .execute(conn)
        .await
        .map_err(StoreError::taken("handle"))?;
    Ok(())
}

/// Whether a member is the person with this [`tag`].
///
/// # Errors
/// If the database fails.
pub async fn is_person(conn: &mut Conn, id: &str, person: &str) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM members WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .fetch_one(conn)
        .await?;
    Ok(row.get::<i64, _>(0) > 0)
}

/// Makes a member the person with this [`tag`], who is none of the coalition
/// yet.
///
/// # Errors
/// [`StoreError::Taken`] if they are one.
pub async fn become_person(conn: &mut Conn, id: &str, person: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE members SET person = $2 WHERE id = $1")
        .bind(id)
        .bind(person)
        .execute(conn)
        .await
        .map_err(StoreError::taken("person"))?;
    Ok(())
}

/// Writes down that a member acted today.
///
/// # Errors
/// If the database fails.
pub async fn seen(conn: &mut Conn, id: &str, now: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE members SET seen_day = $2 WHERE id = $1 AND seen_day < $2")
        .bind(id)
        .bind(day(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives a member another tier of evidence.
///
/// # Errors
/// If the database fails.
pub async fn set_tier(conn: &mut Conn, id: &str, tier: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE members SET tier = $2 WHERE id = $1")
        .bind(id)
        .bind(tier)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes a member, and with the row all that hangs on it.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM members WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}
