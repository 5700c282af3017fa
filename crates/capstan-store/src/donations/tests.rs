use super::*;
use crate::keys::Keys;
use crate::testing::{joined, stores};
use crate::vault::Key;
use std::path::Path;

const CANARY: &[u8] = b"{\"salt\":\"0f\",\"tip\":\"canary-18.41-canary\"}";

/// A donation that came and was kept.
async fn donate(conn: &mut Conn, vault: &Vault, member: &str, marks: &[String]) -> String {
    let id = crate::id::blind();
    let came = Draft {
        id: &id,
        coalition: "riders",
        member,
        channel: "web",
        body: b"as it came",
        picture: Some("aa"),
        now: 4,
    };
    draft(conn, vault, &came).await.unwrap();
    let found = find(conn, member, &id).await.unwrap().unwrap();
    assert!(!found.kept);
    assert_eq!(found.open(vault).unwrap().as_deref(), Some(came.body));
    let wanted = Keep {
        body: CANARY,
        consent: "c0",
        marks,
        now: 5,
    };
    keep(conn, vault, &found, &wanted).await.unwrap();
    id
}

/// Withdraws a donation and erases what is beside the database.
async fn gone(conn: &mut Conn, vault: &Vault, donation: &Donation, now: Micros) {
    withdraw(conn, donation, now).await.unwrap();
    let all = erasures(conn, 1000).await.unwrap();
    erase(conn, vault, &all).await.unwrap();
    assert!(erasures(conn, 1000).await.unwrap().is_empty());
}

/// Whether a text stands in any file below a folder.
fn stands(folder: &Path, text: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("a folder").any(|entry| {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => stands(&path, text),
            false => {
                let bytes = std::fs::read(&path).expect("a file");
                bytes.windows(text.len()).any(|part| part == text)
            }
        }
    })
}

#[tokio::test]
async fn what_is_donated_comes_back_to_its_donor_alone() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let marks = ["m1".to_owned(), "m2".to_owned()];
        let id = donate(&mut tx, &vault, &ana, &marks).await;
        tx.commit().await.unwrap();
        let mut conn = test.store.read().await.unwrap();
        let found = find(&mut conn, &ana, &id).await.unwrap().unwrap();
        assert_eq!(found.open(&vault).unwrap().as_deref(), Some(CANARY));
        assert_eq!(found.hash, hash(CANARY));
        assert_eq!(found.picture.as_deref(), Some("aa"));
        assert!(!found.body.contains("canary"));
        assert_eq!(find(&mut conn, "someone", &id).await.unwrap(), None);
        assert_eq!(
            of_member(&mut conn, &ana).await.unwrap(),
            std::slice::from_ref(&found)
        );
        let asked = ["m2".to_owned(), "m3".to_owned()];
        let there = seen(&mut conn, "riders", &asked).await.unwrap();
        assert_eq!(there, [true, false]);
        let elsewhere = seen(&mut conn, "cooks", &asked).await.unwrap();
        assert_eq!(elsewhere, [false, false]);
        let mut changed = found;
        changed.hash = hash(b"another");
        assert!(changed.open(&vault).is_err());
    }
}

#[tokio::test]
async fn consent_is_for_each_purpose_and_can_be_taken_back() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let mut consent = Consent {
            purpose: "figures".into(),
            version: 1,
            lang: "es".into(),
            hash: "h1".into(),
            given: 3,
        };
        agree(&mut tx, &ana, &consent).await.unwrap();
        consent.version = 2;
        agree(&mut tx, &ana, &consent).await.unwrap();
        assert_eq!(consents(&mut tx, &ana).await.unwrap(), [consent]);
        donate(&mut tx, &vault, &ana, &[]).await;
        let count = |found: Vec<Donation>| found.len();
        let figures = agreed(&mut tx, "riders", "figures").await.unwrap();
        assert_eq!(count(figures), 1);
        let pictures = agreed(&mut tx, "riders", "picture").await.unwrap();
        assert_eq!(count(pictures), 0);
        refuse(&mut tx, &ana, "figures", 9).await.unwrap();
        let figures = agreed(&mut tx, "riders", "figures").await.unwrap();
        assert_eq!(count(figures), 0);
    }
}

/// Puts rows back as they were, as a backup from before would.
async fn restored(conn: &mut Conn, rows: &[&Donation]) {
    for old in rows {
        sqlx::query("DELETE FROM donations WHERE id = $1")
            .bind(&old.id)
            .execute(&mut *conn)
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO donations
                 (id, coalition, member, channel, kept, made, hash, consent, picture, body)
             VALUES ($1, 'riders', $2, 'web', $3, 5, $4, 'c0', $5, $6)",
        )
        .bind(&old.id)
        .bind(&old.member)
        .bind(i64::from(old.kept))
        .bind(&old.hash)
        .bind(old.picture.as_deref().unwrap_or(""))
        .bind(&old.body)
        .execute(&mut *conn)
        .await
        .unwrap();
    }
}

#[tokio::test]
async fn what_is_withdrawn_is_gone_from_every_file_and_does_not_come_back() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let marks = ["m1".to_owned()];
        let first = donate(&mut tx, &vault, &ana, &marks).await;
        let second = donate(&mut tx, &vault, &ana, &[]).await;
        let first = find(&mut tx, &ana, &first).await.unwrap().unwrap();
        let second = find(&mut tx, &ana, &second).await.unwrap().unwrap();
        gone(&mut tx, &vault, &first, 7).await;
        assert_eq!(find(&mut tx, &ana, &first.id).await.unwrap(), None);
        let there = seen(&mut tx, "riders", &marks).await.unwrap();
        assert_eq!(there, [false]);
        assert_eq!(tombstone(&mut tx, &first.hash).await.unwrap(), Some(7));
        tx.commit().await.unwrap();
        // Who has a copy of the row and all keys of today has the other one.
        assert_eq!(first.open(&vault).unwrap(), None);
        assert_eq!(second.open(&vault).unwrap().as_deref(), Some(CANARY));

        let mut tx = test.store.begin().await.unwrap();
        sqlx::query("DELETE FROM tombstones")
            .execute(&mut *tx)
            .await
            .unwrap();
        restored(&mut tx, &[&first, &second]).await;
        vault
            .seal(Key::pictures(&ana, &second.id), b"a picture")
            .unwrap();
        let before = version(&mut tx, "riders").await.unwrap();
        let lost = Vault::new(&folder.path().join("lost"), &test.store.keys);
        let found = catch_up(&mut tx, &lost, 9).await.unwrap();
        assert_eq!((found.withdrawn, found.locked), (0, 2));
        let found = catch_up(&mut tx, &vault, 9).await.unwrap();
        assert_eq!((found.withdrawn, found.locked), (1, 0));
        let dug = tombstone(&mut tx, &first.hash).await.unwrap();
        assert_eq!(dug, Some(7), "it says when it was withdrawn");
        assert!(version(&mut tx, "riders").await.unwrap() > before);
        assert_eq!(pictures(&mut tx).await.unwrap(), ["aa"]);
        let left = of_member(&mut tx, &ana).await.unwrap();
        assert_eq!(left, std::slice::from_ref(&second));

        gone(&mut tx, &vault, &second, 8).await;
        assert!(!vault.keeps(&ana).unwrap());
        assert_eq!(second.open(&vault).unwrap(), None);
        tx.commit().await.unwrap();
        assert!(!stands(folder.path(), b"canary"));
    }
}

#[tokio::test]
async fn a_backup_from_before_it_was_kept_opens_nothing_that_was_left_out() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let came = Draft {
            id: "d",
            coalition: "riders",
            member: &ana,
            channel: "web",
            body: b"left out",
            picture: None,
            now: 4,
        };
        draft(&mut tx, &vault, &came).await.unwrap();
        let before = find(&mut tx, &ana, "d").await.unwrap().unwrap();
        let wanted = Keep {
            body: CANARY,
            consent: "c0",
            marks: &[],
            now: 5,
        };
        keep(&mut tx, &vault, &before, &wanted).await.unwrap();
        // Until it is certain that it is kept, what came can be opened.
        assert!(before.open(&vault).unwrap().is_some());
        let all = erasures(&mut tx, 1000).await.unwrap();
        assert_eq!(all.len(), 1);
        for _ in 0..2 {
            erase(&mut tx, &vault, &all[..1]).await.unwrap();
        }
        assert!(vault.withdrawn().unwrap().is_empty());
        assert_eq!(before.open(&vault).unwrap(), None);
        let after = find(&mut tx, &ana, "d").await.unwrap().unwrap();
        assert_eq!(after.open(&vault).unwrap().as_deref(), Some(CANARY));

        // A newer backup may still bring it back as it was kept.
        restored(&mut tx, &[&before]).await;
        let found = catch_up(&mut tx, &vault, 9).await.unwrap();
        assert_eq!(found, CaughtUp::default());
        assert!(of_member(&mut tx, &ana).await.unwrap().is_empty());
        assert_eq!(after.open(&vault).unwrap().as_deref(), Some(CANARY));
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn pictures_that_are_not_kept_any_more_come_back_from_no_backup() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let id = donate(&mut tx, &vault, &ana, &[]).await;
        let key = Key::pictures(&ana, &id);
        let picture = vault.seal(key, b"a picture").unwrap();
        let before = find(&mut tx, &ana, &id).await.unwrap().unwrap();
        drop_pictures(&mut tx, &ana).await.unwrap();
        let all = erasures(&mut tx, 1000).await.unwrap();
        erase(&mut tx, &vault, &all).await.unwrap();
        assert_eq!(vault.open(key, &picture).unwrap(), None);
        restored(&mut tx, &[&before]).await;
        // Without the keys, nobody can say whether it is to be kept.
        let lost = Vault::new(&folder.path().join("lost"), &test.store.keys);
        catch_up(&mut tx, &lost, 9).await.unwrap();
        assert_eq!(pictures(&mut tx).await.unwrap(), ["aa"]);
        catch_up(&mut tx, &vault, 9).await.unwrap();
        assert!(pictures(&mut tx).await.unwrap().is_empty());
        let there = find(&mut tx, &ana, &id).await.unwrap().unwrap();
        assert_eq!(there.open(&vault).unwrap().as_deref(), Some(CANARY));
        tx.rollback().await.unwrap();
    }
}

#[tokio::test]
async fn what_came_and_was_not_kept_counts_nowhere_and_is_forgotten() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let consent = Consent {
            purpose: "figures".into(),
            version: 1,
            lang: "en".into(),
            hash: "h".into(),
            given: 1,
        };
        agree(&mut tx, &ana, &consent).await.unwrap();
        let came = Draft {
            id: "d",
            coalition: "riders",
            member: &ana,
            channel: "web",
            body: b"x",
            picture: None,
            now: 5,
        };
        draft(&mut tx, &vault, &came).await.unwrap();
        assert!(
            agreed(&mut tx, "riders", "figures")
                .await
                .unwrap()
                .is_empty()
        );
        assert!(forgotten(&mut tx, 5).await.unwrap().is_empty());
        let old = forgotten(&mut tx, 6).await.unwrap();
        gone(&mut tx, &vault, &old[0], 7).await;
        assert_eq!(tombstone(&mut tx, &old[0].hash).await.unwrap(), None);
        assert!(!vault.holds(Key::draft(&ana, "d")));
    }
}

#[tokio::test]
async fn the_files_of_the_store_never_hold_what_was_donated() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = crate::Store::in_folder(folder.path()).await.unwrap();
    let vault = Vault::new(folder.path(), &store.keys);
    let mut tx = store.begin().await.unwrap();
    let ana = joined(&mut tx, "ana", "riders").await;
    let id = donate(&mut tx, &vault, &ana, &[]).await;
    tx.commit().await.unwrap();
    assert!(!stands(folder.path(), b"canary"));
    let mut tx = store.begin().await.unwrap();
    let found = find(&mut tx, &ana, &id).await.unwrap().unwrap();
    // A long text may lie on several pages; its beginning lies on one.
    let begins = &found.body.as_bytes()[..64];
    assert!(
        stands(folder.path(), begins),
        "the search finds what is there"
    );
    gone(&mut tx, &vault, &found, 7).await;
    tx.commit().await.unwrap();
    // While the service runs, not only once it ended.
    store.soil();
    store.scrub().await.unwrap();
    assert!(!stands(folder.path(), b"canary"));
    assert!(!stands(folder.path(), begins));
    store.close().await;
    assert!(!stands(folder.path(), begins));
    assert!(
        Vault::new(folder.path(), &Keys::fresh())
            .withdrawn()
            .unwrap()
            .contains_key(&id)
    );
}

#[tokio::test]
async fn whoever_leaves_takes_everything_along_and_nothing_goes_before_that_is_certain() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        donate(&mut tx, &vault, &ana, &[]).await;
        tx.commit().await.unwrap();

        // What is undone has destroyed nothing.
        let mut tx = test.store.begin().await.unwrap();
        leave(&mut tx, &ana, 7).await.unwrap();
        tx.rollback().await.unwrap();
        let mut tx = test.store.begin().await.unwrap();
        let there = of_member(&mut tx, &ana).await.unwrap();
        assert_eq!(there[0].open(&vault).unwrap().as_deref(), Some(CANARY));

        dissolve(&mut tx, "riders", 8).await.unwrap();
        assert!(of_member(&mut tx, &ana).await.unwrap().is_empty());
        let all = erasures(&mut tx, 1000).await.unwrap();
        assert!(all.iter().any(|gone| gone.picture.as_deref() == Some("aa")));
        assert!(vault.keeps(&ana).unwrap());
        // What nobody knows of goes as well.
        vault
            .seal(Key::kept(&ana, "of another backup"), b"x")
            .unwrap();
        erase(&mut tx, &vault, &all).await.unwrap();
        assert!(!vault.keeps(&ana).unwrap());
        let left = vault.left(vec![ana.clone(), "bo".into()]).unwrap();
        assert_eq!(left, [ana]);
    }
}

#[tokio::test]
async fn the_version_grows_with_all_that_changes_what_counts() {
    for test in stores().await {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &test.store.keys);
        let mut tx = test.store.begin().await.unwrap();
        let ana = joined(&mut tx, "ana", "riders").await;
        let mut last = version(&mut tx, "riders").await.unwrap();
        let mut grown = async |tx: &mut Conn, does: bool, what: &str| {
            let now = version(tx, "riders").await.unwrap();
            assert_eq!(now > last, does, "{what}");
            last = now;
        };
        let mut consent = Consent {
            purpose: "figures".into(),
            version: 1,
            lang: "en".into(),
            hash: "h".into(),
            given: 1,
        };
        agree(&mut tx, &ana, &consent).await.unwrap();
        grown(&mut tx, true, "agreeing").await;
        consent.given = 2;
        agree(&mut tx, &ana, &consent).await.unwrap();
        grown(&mut tx, false, "agreeing once more").await;
        let id = donate(&mut tx, &vault, &ana, &[]).await;
        grown(&mut tx, true, "keeping").await;
        refuse(&mut tx, &ana, "figures", 9).await.unwrap();
        grown(&mut tx, true, "refusing").await;
        refuse(&mut tx, &ana, "figures", 9).await.unwrap();
        grown(&mut tx, false, "refusing once more").await;
        let found = find(&mut tx, &ana, &id).await.unwrap().unwrap();
        withdraw(&mut tx, &found, 7).await.unwrap();
        grown(&mut tx, true, "withdrawing").await;
        assert!(version(&mut tx, "cooks").await.is_err());
    }
}
