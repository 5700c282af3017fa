//! What is left of a donation that was withdrawn: in the files of the service,
//! in backups, and in what comes back from one.
//!
//! Words that stand nowhere else are donated, withdrawn and searched for in
//! every file. They must never be there, since what is donated is locked before
//! it is written down. What is locked is there, which shows that the search
//! finds things, until it is withdrawn.

use super::service::Place;
use capstan_data::pay::PayEvent;
use capstan_donation::Card;
use capstan_server::App;
use capstan_server::donations::acts::{
    Donor, Wish, agree_of, draft_of, keep_of, list_of, settle, vault, withdraw_of,
};
use capstan_server::donations::consent::Purpose;
use capstan_store::sqlx::{self, Row};
use capstan_store::testing::joined;
use capstan_store::vault::Key;
use capstan_store::{Conn, donations, members, members::Member};
use flate2::read::GzDecoder;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The words that are donated.
const CANARIES: [&str; 4] = [
    "canary-platform",
    "canary-place",
    "canary-file",
    "canary-picture",
];

/// Something locked, as it stands in a file.
type Locked = Vec<u8>;

/// Whether some bytes stand in a file below a folder.
pub fn stands(folder: &Path, wanted: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => stands(&path, wanted),
            false => holds(&fs::read(&path).unwrap(), wanted),
        }
    })
}

pub fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

/// A backup made now, unpacked.
pub fn backup(place: &Place, name: &str) -> Vec<u8> {
    place.admin(&["backup", name]);
    let file = File::open(place.folder().join(name)).unwrap();
    let mut whole = Vec::new();
    GzDecoder::new(file).read_to_end(&mut whole).unwrap();
    whole
}

fn donor(member: String) -> Donor {
    Donor {
        coalition: "riders".into(),
        slug: "riders".into(),
        member,
    }
}

/// Donates the canaries, and keeps them if that is wanted. Gives the id.
pub async fn donate(app: &App, donor: &Donor, total: i64, keeps: bool) -> String {
    let event = PayEvent {
        platform: Some(CANARIES[0].into()),
        place: Some(CANARIES[1].into()),
        start: "2020-08-24T16:05".parse().ok(),
        total: Some(total),
        currency: "USD".parse().ok(),
        ..PayEvent::default()
    };
    let cards = vec![Card::of_event(CANARIES[2], &event)];
    let picture = [CANARIES[3].as_bytes(), &[0; 5000]].concat();
    let voice = app.voices.of(capstan_report::Lang::En);
    let mut tx = app.store.begin().await.unwrap();
    agree_of(app, &mut tx, donor, voice, &Purpose::ALL)
        .await
        .unwrap();
    let id = draft_of(app, &mut tx, donor, "test", cards, Some(&picture))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    if keeps {
        let wish = Wish {
            keep: vec![0],
            ..Wish::default()
        };
        let mut tx = app.store.begin().await.unwrap();
        let kept = keep_of(app, &mut tx, donor, &id, &wish).await.unwrap();
        tx.commit().await.unwrap();
        kept.receipt(app, donor).await.unwrap();
    }
    id
}

async fn withdraw(app: &App, donor: &Donor, id: &str) {
    let mut tx = app.store.begin().await.unwrap();
    withdraw_of(app, &mut tx, donor, id).await.unwrap();
    tx.commit().await.unwrap();
    settle(app).await.unwrap();
}

/// How a donation stands in files: the beginning of its row and of its picture.
async fn locked(app: &App, id: &str) -> [Locked; 2] {
    let mut conn = app.store.read().await.unwrap();
    let row = sqlx::query("SELECT body, picture FROM donations WHERE id = $1")
        .bind(id)
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    let (body, picture): (String, String) = (row.get(0), row.get(1));
    let picture = app.config.data.join("blobs/donations").join(picture);
    // A key is made for each locking, so the first lines are its own.
    let picture = fs::read(picture).unwrap()[..200].to_vec();
    [body.as_bytes()[..400].to_vec(), picture]
}

async fn of(conn: &mut Conn, app: &App, donor: &Donor) -> Vec<String> {
    let all = list_of(app, conn, donor).await.unwrap();
    all.into_iter().map(|mine| mine.id).collect()
}

/// All files below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let below = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    entries.flat_map(below).collect()
}

/// How many keys are there.
fn keys(place: &Place) -> usize {
    let all = files(&place.folder().join("vault"));
    // The lists have plain names.
    all.iter().filter(|path| path.extension().is_some()).count()
}

/// What can be opened of the rows of a donor, and of their pictures, with the
/// keys that are there: the ids.
pub async fn opens(app: &App, donor: &Donor) -> Vec<String> {
    let vault = vault(app);
    let mut conn = app.store.read().await.unwrap();
    let all = donations::of_member(&mut conn, &donor.member).await;
    let mut opens = Vec::new();
    for one in all.unwrap() {
        let body = one.open(&vault).unwrap();
        let picture = app.config.data.join("blobs/donations");
        let picture = fs::read(picture.join(one.picture.as_ref().unwrap())).unwrap();
        let key = Key::pictures(&donor.member, &one.id);
        let picture = vault.open(key, &picture).unwrap();
        assert_eq!(picture.is_some(), body.is_some());
        if let Some(body) = body {
            assert!(holds(&body, CANARIES[0].as_bytes()));
            opens.push(one.id);
        }
    }
    opens
}

async fn withdrawn(server: Option<&str>) {
    let place = Place::new(server).await;
    let app = place.app().await;
    let mut tx = app.store.begin().await.unwrap();
    let ana = donor(joined(&mut tx, "ana", "riders").await);
    let row = Member {
        id: "bo".into(),
        coalition: "riders".into(),
        handle: "bo".into(),
        role: "member".into(),
        tier: "none".into(),
        joined: 0,
        seen_day: 0,
    };
    members::add(&mut tx, &row, "bo", "bo").await.unwrap();
    let bo = donor(row.id);
    tx.commit().await.unwrap();

    let gone = donate(&app, &ana, 1, true).await;
    let stays = donate(&app, &ana, 2, true).await;
    let waits = donate(&app, &ana, 3, false).await;
    let last = donate(&app, &bo, 4, true).await;
    let mut traces = Vec::new();
    for id in [&gone, &waits, &last] {
        traces.extend(locked(&app, id).await);
    }
    let before = backup(&place, "before");
    for trace in &traces {
        assert!(holds(&before, trace), "the search finds what is there");
        let in_files = server.is_none() || trace.starts_with(b"age");
        assert_eq!(stands(place.folder(), trace), in_files);
    }
    settle(&app).await.unwrap();
    assert_eq!(keys(&place), 8, "each row and each picture has its own");

    for (donor, id) in [(&ana, &gone), (&ana, &waits), (&bo, &last)] {
        withdraw(&app, donor, id).await;
    }
    assert_eq!(keys(&place), 2, "with a donation go its keys");
    // The backup from before is packed, so nothing stands in it as it was.
    for trace in &traces {
        assert!(!stands(place.folder(), trace), "while the service runs");
    }
    let after = backup(&place, "after");
    for trace in &traces {
        assert!(!holds(&after, trace));
    }
    for word in CANARIES.map(str::as_bytes) {
        assert!(!holds(&before, word) && !holds(&after, word));
        assert!(!stands(place.folder(), word));
    }

    // The backup from before is restored beside the keys as they are now.
    let new = Place::new(server).await;
    let bring = |name: &str| {
        fs::copy(place.folder().join(name), new.folder().join(name)).unwrap();
    };
    bring("secret.key");
    bring("before");
    for path in files(&place.folder().join("vault")) {
        let name = path.strip_prefix(place.folder()).unwrap();
        fs::create_dir_all(new.folder().join(name.parent().unwrap())).unwrap();
        bring(name.to_str().unwrap());
    }
    new.admin(&["restore", "before"]);
    let back = new.app().await;
    let mut conn = back.store.read().await.unwrap();
    let rows = sqlx::query("SELECT id FROM donations");
    assert_eq!(rows.fetch_all(&mut *conn).await.unwrap().len(), 4);
    drop(conn);
    // Whoever has the old backup, the secret and all keys of today.
    assert_eq!(opens(&back, &ana).await, std::slice::from_ref(&stays));
    assert!(opens(&back, &bo).await.is_empty());
    // It says where it listens once it serves.
    let mut service = new.start();
    service.address();
    let mut conn = back.store.read().await.unwrap();
    assert_eq!(of(&mut conn, &back, &ana).await, [stays]);
    assert!(of(&mut conn, &back, &bo).await.is_empty());
    drop(conn);
    drop(service);
    let pictures = fs::read_dir(new.folder().join("blobs/donations")).unwrap();
    assert_eq!(pictures.count(), 1);
    for trace in &traces {
        assert!(!stands(new.folder(), trace), "it came back");
    }
    for word in CANARIES {
        assert!(!stands(new.folder(), word.as_bytes()));
    }
    back.store.close().await;

    // With the coalition go all keys.
    place.admin(&["delete", "riders", "--yes", "riders"]);
    assert_eq!(keys(&place), 0);
    app.store.close().await;
}

#[tokio::test]
async fn what_is_withdrawn_is_in_no_file_and_comes_back_from_no_backup() {
    withdrawn(None).await;
}

#[tokio::test]
async fn beside_a_server_what_is_withdrawn_comes_back_from_no_backup() {
    match std::env::var("CAPSTAN_TEST_POSTGRES") {
        Ok(server) => withdrawn(Some(&server)).await,
        Err(_) => eprintln!("CAPSTAN_TEST_POSTGRES is not set: this test did nothing"),
    }
}
