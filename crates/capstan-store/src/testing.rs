//! Databases for tests: one of each kind, empty, gone afterwards.

pub mod crowd;

use crate::coalitions::{self, Coalition};
use crate::id::blind;
use crate::keys::Keys;
use crate::members::{self, Member};
use crate::store::{Conn, Store};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// A database of a test.
#[derive(Debug)]
pub struct TestStore {
    /// The store.
    pub store: Store,
    folder: Option<PathBuf>,
}

impl Drop for TestStore {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// An empty database of each kind: SQLite always; PostgreSQL, in a schema of
/// its own, if `CAPSTAN_TEST_POSTGRES` names a server, else with a line on
/// standard error that says so. A test runs on each.
///
/// # Panics
/// If a database cannot be made.
pub async fn stores() -> Vec<TestStore> {
    let mut all = vec![sqlite().await];
    match std::env::var("CAPSTAN_TEST_POSTGRES") {
        Ok(address) => all.push(postgres(&address).await),
        Err(_) => eprintln!("CAPSTAN_TEST_POSTGRES is not set: this test ran on SQLite only"),
    }
    all
}

/// An empty SQLite database.
///
/// # Panics
/// If it cannot be made.
pub async fn sqlite() -> TestStore {
    let folder = std::env::temp_dir().join(format!("capstan-test-{}", unique()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let store = Store::in_folder(&folder).await.expect("an empty database");
    TestStore {
        store,
        folder: Some(folder),
    }
}

async fn postgres(address: &str) -> TestStore {
    let address = schema(address).await;
    let store = Store::open(&address, Keys::fresh())
        .await
        .expect("an empty schema");
    TestStore {
        store,
        folder: None,
    }
}

/// The address of an empty schema of a PostgreSQL server.
///
/// # Panics
/// If it cannot be made.
pub async fn schema(server: &str) -> String {
    let schema = format!("test_{}", unique().replace('-', "_"));
    sqlx::any::install_default_drivers();
    let mut conn = <crate::Conn as sqlx::Connection>::connect(server)
        .await
        .expect("the server answers");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .execute(&mut conn)
        .await
        .expect("a schema of its own");
    let mark = if server.contains('?') { '&' } else { '?' };
    format!("{server}{mark}options[search_path]={schema}")
}

/// A coalition with this id, which is its name in addresses too.
pub fn coalition(slug: &str) -> Coalition {
    Coalition {
        id: slug.into(),
        slug: slug.into(),
        name: slug.to_uppercase(),
        summary: String::new(),
        place: String::new(),
        languages: "en".into(),
        contact: String::new(),
        charter: "{}".into(),
        charter_version: 1,
        made: 0,
        size: 0,
        size_at: 0,
    }
}

/// A member of a coalition with this id, which is their handle too.
pub fn member(coalition: &str, id: &str) -> Member {
    Member {
        id: id.into(),
        coalition: coalition.into(),
        handle: id.into(),
        role: "member".into(),
        tier: "none".into(),
        joined: 0,
        seen_day: 0,
    }
}

/// A new coalition with this name in addresses, and in it a member who is the
/// person with this tag: the id of the member.
///
/// # Panics
/// If they cannot be made.
pub async fn joined(conn: &mut Conn, person: &str, slug: &str) -> String {
    coalitions::add(conn, &coalition(slug), &[])
        .await
        .expect("a new coalition");
    let member = Member {
        id: blind(),
        ..member(slug, &format!("ana-{slug}"))
    };
    members::add(conn, &member, person, &member.handle)
        .await
        .expect("a new member");
    member.id
}

fn unique() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{}-{n}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::{coalition, member};
    use crate::error::StoreError;
    use crate::id::blind;
    use crate::people::Person;
    use crate::sessions::{Session, hash};
    use crate::{log, people, sessions};

    fn person() -> Person {
        Person {
            id: blind(),
            phrase: "hash".into(),
            lang: "en".into(),
        }
    }

    #[tokio::test]
    async fn people_come_sign_in_and_go() {
        for test in super::stores().await {
            let person = person();
            let mut tx = test.store.begin().await.unwrap();
            people::add(&mut tx, &person, "tag", 5).await.unwrap();
            let session = Session {
                id: hash("secret"),
                person: person.id.clone(),
                label: "Firefox".into(),
                started: 5,
                seen_day: 0,
                expires: 10,
            };
            sessions::begin(&mut tx, &session).await.unwrap();
            tx.commit().await.unwrap();
            let mut conn = test.store.read().await.unwrap();
            let found = people::by_lookup(&mut conn, "tag").await.unwrap();
            assert_eq!(found, Some(person.clone()));
            let id = hash("secret");
            assert_eq!(
                sessions::find(&mut conn, &id, 9).await.unwrap(),
                Some(session)
            );
            assert_eq!(sessions::find(&mut conn, &id, 10).await.unwrap(), None);
            drop(conn);
            let mut tx = test.store.begin().await.unwrap();
            people::remove(&mut tx, &person.id).await.unwrap();
            assert!(
                sessions::of(&mut tx, &person.id, 9)
                    .await
                    .unwrap()
                    .is_empty()
            );
        }
    }

    #[tokio::test]
    async fn one_handle_is_one_persons_and_what_is_not_committed_is_undone() {
        for test in super::stores().await {
            let store = &test.store;
            let mut tx = store.begin().await.unwrap();
            crate::coalitions::add(&mut tx, &coalition("c"), &["pay".into()])
                .await
                .unwrap();
            crate::members::add(&mut tx, &member("c", "1"), "p1", "ana")
                .await
                .unwrap();
            log::append(&mut tx, "c", "{}").await.unwrap();
            tx.commit().await.unwrap();
            let mut tx = store.begin().await.unwrap();
            let again = crate::members::add(&mut tx, &member("c", "2"), "p2", "ana").await;
            assert!(
                matches!(again, Err(StoreError::Taken { what: "handle" })),
                "{again:?}"
            );
            drop(tx);
            let mut tx = store.begin().await.unwrap();
            log::append(&mut tx, "c", "{}").await.unwrap();
            drop(tx);
            let mut conn = store.read().await.unwrap();
            assert_eq!(log::head(&mut conn, "c").await.unwrap().length(), 1);
            assert_eq!(crate::members::count(&mut conn, "c").await.unwrap(), 1);
        }
    }
}
