//! Who left stays away, whatever backup is put back.

use crate::coalitions::{found, join};
use crate::support::{Service, Someone, services};
use axum::http::StatusCode;
use capstan_server::App;
use capstan_server::coalitions::acts::leave;
use capstan_server::donations::acts::catch_up;
use capstan_store::{Conn, Store, backup, coalitions, members, people};

async fn member(service: &Service, handle: &str) -> Someone {
    let who = service.someone().await;
    let joined = join(service, &who, "riders", handle).await;
    assert_eq!(joined, StatusCode::CREATED);
    who
}

async fn does(service: &Service, who: &Someone, path: &str) {
    let done = service.api(who, "DELETE", path, "").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
}

/// The handles of all members, whatever their coalition.
async fn handles(conn: &mut Conn) -> Vec<String> {
    let mut all = Vec::new();
    for id in members::all(conn).await.expect("read") {
        let member = members::find(conn, &id).await.expect("read");
        all.push(member.expect("a member").handle);
    }
    all.sort();
    all
}

#[tokio::test]
async fn who_left_after_a_backup_is_no_member_and_has_no_account_once_it_is_restored() {
    for service in services().await {
        let ana = service.someone().await;
        found(&service, &ana, "Riders", "ana").await;
        let bo = member(&service, "bob").await;
        let cem = member(&service, "cem").await;
        let dee = member(&service, "dee").await;
        let eve = service.someone().await;
        found(&service, &eve, "Cooks", "eve").await;
        let data = service.app.config.data.clone();
        let (file, blobs) = (data.join("backup"), data.join("blobs"));
        let written = backup::write(&service.app.store, &blobs, &file).await;
        written.expect("written");
        let mut conn = service.app.store.read().await.expect("a reader");
        let before = members::all(&mut conn).await.expect("read");
        drop(conn);

        let me = "/coalitions/riders/members/me";
        does(&service, &bo, me).await;
        does(&service, &cem, "/you").await;
        // Whoever comes back is another member, who is not in the backup.
        does(&service, &dee, me).await;
        assert_eq!(
            join(&service, &dee, "riders", "dee").await,
            StatusCode::CREATED
        );
        // With the last member goes a coalition.
        does(&service, &eve, "/coalitions/cooks/members/me").await;
        let list = std::fs::read_to_string(data.join("vault/left")).expect("a list");
        assert_eq!(list.lines().filter(|line| !line.is_empty()).count(), 5);
        for id in before.iter().chain([&cem.person]) {
            assert!(!list.contains(id.as_str()), "the list names someone");
        }

        let address = format!("sqlite:{}", data.join("new.db").display());
        let keys = service.app.store.keys.clone();
        let read = backup::restore(&file, &address, keys.clone(), &blobs).await;
        read.expect("restored");
        let store = Store::open(&address, keys).await.expect("a store");
        let app = App::new(store, service.app.config.clone());
        let mut conn = app.store.read().await.expect("a reader");
        let all = ["ana", "bob", "cem", "dee", "eve"];
        assert_eq!(handles(&mut conn).await, all, "the backup has them");
        drop(conn);
        for _ in 0..2 {
            catch_up(&app).await.expect("caught up");
            leave::catch_up(&app).await.expect("caught up");
            let mut conn = app.store.read().await.expect("a reader");
            assert_eq!(handles(&mut conn).await, ["ana"]);
            let accounts = people::all(&mut conn).await.expect("read");
            assert!(!accounts.contains(&cem.person), "the account is back");
            for who in [&ana, &bo, &dee, &eve] {
                assert!(accounts.contains(&who.person), "an account is lost");
            }
            let all = coalitions::all(&mut conn).await.expect("read");
            let all: Vec<&str> = all.iter().map(|(_, slug)| slug.as_str()).collect();
            assert_eq!(all, ["riders"]);
        }
        app.store.close().await;
    }
}
