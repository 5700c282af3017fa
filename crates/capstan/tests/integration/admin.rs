//! What whoever runs an installation does from the command line, and what is
//! refused.

use crate::crash::service::Place;
use crate::crash::withdrawn::stands;
use crate::program::run;
use capstan_store::blobs::Blobs;
use capstan_store::directory::{self, Change};
use capstan_store::forecasts::{self, Ratings};
use capstan_store::testing::crowd;
use capstan_store::{id, log};
use std::path::Path;

/// The exit code, and what was said, results first.
fn admin(folder: &Path, args: &[&str]) -> (i32, String) {
    let args = [&["admin", "--data", "."], args].concat();
    let out = run(folder, &args);
    let said = [out.stdout, out.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    (out.status.code().unwrap(), said)
}

/// Who may do what with a file.
#[cfg(unix)]
fn mode(file: &Path) -> u32 {
    let there = std::fs::metadata(file).unwrap();
    std::os::unix::fs::PermissionsExt::mode(&there.permissions()) & 0o777
}

/// Founds the coalition "Canaries".
fn found(folder: &Path) -> (i32, String) {
    let more =
        "--handle canary-ana --purpose canary-purpose --vision fair-pay --contact canary-box";
    let mut args = vec!["steward", "Canaries"];
    args.extend(more.split(' '));
    admin(folder, &args)
}

#[test]
fn where_no_installation_is_nothing_is_looked_after_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["doctor"][..],
        &["backup", "b"],
        &["export", "canaries", "e"],
        &["delete", "canaries", "--yes", "canaries"],
    ] {
        let (code, said) = admin(folder.path(), args);
        assert_eq!(code, 2, "{args:?}: {said}");
        assert!(
            said.contains("secret.key") && said.contains("--data"),
            "{said}"
        );
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_coalition_is_founded_exported_and_deleted_whole_beside_the_service() {
    let place = Place::new(None).await;
    let folder = place.folder();
    let mut service = place.start();
    service.address();
    let (code, said) = found(folder);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("/coalitions/canaries"), "{said}");
    #[cfg(unix)]
    for name in [
        "capstan.db",
        "capstan.db-wal",
        "capstan.db-shm",
        "secret.key",
    ] {
        assert_eq!(mode(&folder.join(name)), 0o600, "{name}");
    }
    let phrase = said.lines().nth(1).unwrap();
    assert_eq!(phrase.split(' ').count(), 12, "{said}");

    assert_eq!(admin(folder, &["export", "canaries", "out.json"]).0, 0);
    let file = folder.join("out.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let export: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(export["tables"]["members"][0]["handle"], "canary-ana");
    assert!(!text.contains(phrase));
    #[cfg(unix)]
    assert_eq!(mode(&file), 0o600);
    let (code, said) = admin(folder, &["export", "canaries", "out.json"]);
    assert_eq!((code, said.contains("not there yet")), (2, true), "{said}");
    std::fs::remove_file(file).unwrap();
    let (code, said) = admin(folder, &["export", "nobody", "other.json"]);
    assert_eq!((code, said.contains("\"nobody\"")), (2, true), "{said}");

    let (code, said) = admin(folder, &["delete", "canaries"]);
    assert_eq!((code, said.contains("--yes canaries")), (2, true), "{said}");
    assert!(
        stands(folder, b"canary-ana"),
        "the search finds what is there"
    );
    assert_eq!(
        admin(folder, &["delete", "canaries", "--yes", "canaries"]).0,
        0
    );
    drop(service);

    let store = place.store().await;
    let mut conn = store.read().await.unwrap();
    let listed = directory::changes(&mut conn, 0).await.unwrap();
    let gone = |change: &Change| matches!(change, Change::Dropped(..));
    assert!(listed.iter().all(gone), "{listed:?}");
    drop(conn);
    store.close().await;
    for word in ["canary-ana", "canary-purpose", "canary-box", "Canaries"] {
        assert!(!stands(folder, word.as_bytes()), "{word} is still there");
    }
}

#[tokio::test]
async fn the_doctor_finds_what_is_damaged_and_what_is_missing() {
    let place = Place::new(None).await;
    let folder = place.folder();
    assert_eq!(found(folder).0, 0);
    assert_eq!(admin(folder, &["doctor"]), (0, "All is well.\n".to_owned()));

    let store = place.store().await;
    let now = id::now();
    let mut tx = store.begin().await.unwrap();
    crowd::open(&mut tx, crowd::terms(10, now)).await.unwrap();
    let hash = "ab".repeat(32);
    let ratings = Ratings {
        id: id::id(),
        campaign: crowd::CAMPAIGN.into(),
        blob: hash.clone(),
        reading: "{}".into(),
        found: "{}".into(),
        keep: true,
        made: now,
    };
    forecasts::add_ratings(&mut tx, &ratings).await.unwrap();
    log::append(&mut tx, crowd::COALITION, "{\"by\": \"ana\"}")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (code, said) = admin(folder, &["doctor"]);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains(&hash) && said.contains("is missing"),
        "{said}"
    );

    let file = Blobs::new(folder, "ratings").path(&hash).unwrap();
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, "another").unwrap();
    let mut tx = store.begin().await.unwrap();
    capstan_store::sqlx::query("UPDATE log SET entry = '{}' WHERE coalition = $1")
        .bind(crowd::COALITION)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    store.close().await;
    let (code, said) = admin(folder, &["doctor"]);
    assert_eq!(code, 1, "{said}");
    for word in ["is not what it was", "the log of crowd"] {
        assert!(said.contains(word), "{said}");
    }
}

#[tokio::test]
async fn a_backup_made_beside_the_service_is_restored_only_with_its_secret() {
    let place = Place::new(None).await;
    let folder = place.folder();
    let mut service = place.start();
    service.address();
    assert_eq!(found(folder).0, 0);
    let (code, said) = admin(folder, &["backup", "b"]);
    assert_eq!((code, said.contains("secret.key")), (0, true), "{said}");
    let (code, said) = admin(folder, &["backup", "b"]);
    assert_eq!(code, 2, "another may be there: {said}");

    let new = tempfile::tempdir().unwrap();
    let file = folder.join("b");
    let file = file.to_str().unwrap();
    let (code, said) = admin(new.path(), &["restore", file]);
    assert_eq!((code, said.contains("--new-secret")), (2, true), "{said}");
    std::fs::copy(folder.join("secret.key"), new.path().join("secret.key")).unwrap();
    let (code, said) = admin(new.path(), &["restore", file]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(admin(new.path(), &["doctor"]).0, 0);
    assert_eq!(admin(new.path(), &["export", "canaries", "out.json"]).0, 0);
    let (code, said) = admin(new.path(), &["restore", file]);
    assert_eq!((code, said.contains("empty one")), (2, true), "{said}");
}
