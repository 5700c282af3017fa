//! Devices on which people are told that something waits (Web Push).
//!
//! `person` is always the [tag](crate::members::tag) that stands for a person
//! in coalitions. Where a device is reached is sealed, and so is the session
//! by which it came: nothing here joins a session with a handle.

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// A device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// A keyed tag of who and where.
    pub id: String,
    /// The person.
    pub person: String,
    /// Where it is reached, sealed.
    pub sealed: String,
    /// Until when it is kept.
    pub until: Micros,
    /// How often sending there failed since it last did not.
    pub tries: i64,
}

fn device(row: &AnyRow) -> Device {
    Device {
        id: row.get(0),
        person: row.get(1),
        sealed: row.get(2),
        until: row.get(3),
        tries: row.get(4),
    }
}

/// Keeps a device, in place of what was kept under its id.
///
/// # Errors
/// If the database fails.
pub async fn put(conn: &mut Conn, device: &Device) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO devices (id, person, sealed, until, due, tries) VALUES ($1, $2, $3, $4, 0, 0)
         ON CONFLICT (id) DO UPDATE SET sealed = $3, until = $4",
    )
    .bind(&device.id)
    .bind(&device.person)
    .bind(&device.sealed)
    .bind(device.until)
    .execute(conn)
    .await?;
    Ok(())
}

/// The devices of a person.
///
/// # Errors
/// If the database fails.
pub async fn of_person(conn: &mut Conn, person: &str) -> Result<Vec<Device>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, person, sealed, until, tries FROM devices WHERE person = $1 ORDER BY id",
    )
    .bind(person)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(device).collect())
}

/// Removes a device of a person. Another's is left alone. Whether there was
/// one.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, person: &str, id: &str) -> Result<bool, StoreError> {
    let done = sqlx::query("DELETE FROM devices WHERE id = $1 AND person = $2")
        .bind(id)
        .bind(person)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Removes all devices of a person.
///
/// # Errors
/// If the database fails.
pub async fn remove_all(conn: &mut Conn, person: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM devices WHERE person = $1")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes the devices whose session or token has ended with time.
///
/// # Errors
/// If the database fails.
pub async fn forget(conn: &mut Conn, now: Micros) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM devices WHERE until <= $1")
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// The devices to which something is due, at most `most`.
///
/// # Errors
/// If the database fails.
pub async fn due(conn: &mut Conn, now: Micros, most: i64) -> Result<Vec<Device>, StoreError> {
    let rows = sqlx::query(
        "SELECT id, person, sealed, until, tries FROM devices
         WHERE due > 0 AND due <= $1 ORDER BY due LIMIT $2",
    )
    .bind(now)
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(device).collect())
}

/// Counts a try to send, and says when the next is due if this one fails.
///
/// # Errors
/// If the database fails.
pub async fn trying(conn: &mut Conn, id: &str, next: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE devices SET tries = tries + 1, due = $2 WHERE id = $1")
        .bind(id)
        .bind(next)
        .execute(conn)
        .await?;
    Ok(())
}

/// Puts off the next try. What was done meanwhile stays done.
///
/// # Errors
/// If the database fails.
pub async fn later(conn: &mut Conn, id: &str, next: Micros) -> Result<(), StoreError> {
    sqlx::query("UPDATE devices SET due = $2 WHERE id = $1 AND due > 0")
        .bind(id)
        .bind(next)
        .execute(conn)
        .await?;
    Ok(())
}

/// Notes that nothing is to be sent to a device any more.
///
/// # Errors
/// If the database fails.
pub async fn done(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE devices SET tries = 0, due = 0 WHERE id = $1")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contacts;
    use crate::notices::{self, Notice};
    use crate::testing::{joined, stores};

    fn of(person: &str, id: &str) -> Device {
        Device {
            id: id.into(),
            person: person.into(),
            sealed: "sealed".into(),
            until: 100,
            tries: 0,
        }
    }

    async fn told(conn: &mut Conn, member: &str, id: &str) {
        let notice = Notice {
            id: id.into(),
            member: member.into(),
            key: "k".into(),
            args: "{}".into(),
            link: "/".into(),
            made: 1,
            read: false,
        };
        notices::add(conn, &notice).await.unwrap();
    }

    fn ids(found: &[Device]) -> Vec<&str> {
        found.iter().map(|d| d.id.as_str()).collect()
    }

    #[tokio::test]
    async fn a_notice_is_due_on_every_device_of_its_person_and_on_no_other() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            let told_member = joined(&mut tx, "p1", "a").await;
            joined(&mut tx, "p2", "b").await;
            for device in [of("p1", "phone"), of("p1", "desk"), of("p2", "other")] {
                put(&mut tx, &device).await.unwrap();
            }
            assert!(due(&mut tx, 9, 9).await.unwrap().is_empty());
            told(&mut tx, &told_member, "1").await;
            contacts::post_notices(&mut tx, 5).await.unwrap();
            assert!(due(&mut tx, 4, 9).await.unwrap().is_empty());
            let mut found = due(&mut tx, 5, 9).await.unwrap();
            found.sort_by(|a, b| a.id.cmp(&b.id));
            assert_eq!(ids(&found), ["desk", "phone"]);

            trying(&mut tx, "desk", 8).await.unwrap();
            done(&mut tx, "phone").await.unwrap();
            // One that is tried again already is not hurried by new notices.
            told(&mut tx, &told_member, "2").await;
            contacts::post_notices(&mut tx, 6).await.unwrap();
            assert_eq!(ids(&due(&mut tx, 6, 9).await.unwrap()), ["phone"]);
            assert_eq!(due(&mut tx, 8, 1).await.unwrap().len(), 1);
            let desk = due(&mut tx, 8, 9).await.unwrap();
            assert_eq!(desk.iter().find(|d| d.id == "desk").unwrap().tries, 1);
            later(&mut tx, "desk", 20).await.unwrap();
            assert_eq!(ids(&due(&mut tx, 19, 9).await.unwrap()), ["phone"]);
            done(&mut tx, "desk").await.unwrap();
            later(&mut tx, "desk", 20).await.unwrap();
            assert_eq!(ids(&due(&mut tx, 90, 9).await.unwrap()), ["phone"]);
            assert_eq!(of_person(&mut tx, "p1").await.unwrap()[0].tries, 0);
        }
    }

    #[tokio::test]
    async fn a_device_is_kept_once_and_goes_by_its_person_or_with_time() {
        for test in stores().await {
            let mut tx = test.store.begin().await.unwrap();
            put(&mut tx, &of("p1", "phone")).await.unwrap();
            let again = Device {
                sealed: "anew".into(),
                until: 200,
                ..of("p1", "phone")
            };
            put(&mut tx, &again).await.unwrap();
            put(&mut tx, &of("p1", "desk")).await.unwrap();
            assert_eq!(of_person(&mut tx, "p1").await.unwrap()[1], again);
            assert!(!remove(&mut tx, "p2", "phone").await.unwrap());
            forget(&mut tx, 99).await.unwrap();
            assert_eq!(of_person(&mut tx, "p1").await.unwrap().len(), 2);
            forget(&mut tx, 100).await.unwrap();
            assert_eq!(ids(&of_person(&mut tx, "p1").await.unwrap()), ["phone"]);
            assert!(remove(&mut tx, "p1", "phone").await.unwrap());
            put(&mut tx, &of("p1", "desk")).await.unwrap();
            put(&mut tx, &of("p2", "other")).await.unwrap();
            remove_all(&mut tx, "p1").await.unwrap();
            assert!(of_person(&mut tx, "p1").await.unwrap().is_empty());
            assert_eq!(of_person(&mut tx, "p2").await.unwrap().len(), 1);
        }
    }
}
