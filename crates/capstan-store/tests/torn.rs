//! What is left of real writes after a crash, wherever it tears them.
//!
//! A store's writes are recorded: the file of the database, its write-ahead
//! log, and how far that had come at each commit that was acknowledged. Then
//! the files are put together as a crash could leave them, and opened as usual.
//! What is there must be exactly what some commit left, the last one that was
//! whole, and so every acknowledged write once.
//!
//! The keys of donations are files beside the database. What a crash leaves of
//! them is what some commit left or the next: with either, every donation that
//! is there opens, and what is to be erased can be.

use capstan_coalition::pledge::Audience;
use capstan_store::id::DAY;
use capstan_store::pledges::{Act, Ledger};
use capstan_store::sqlx::{self, AssertSqlSafe, Row};
use capstan_store::testing::crowd;
use capstan_store::vault::Vault;
use capstan_store::{Conn, Keys, Micros, Store, directory, donations, jobs, log, pledges, replays};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What a disk writes at once.
const SECTOR: usize = 512;

/// The log before its first frame, in bytes.
const HEAD: usize = 32;

/// SQLite copies the log into the database after 1000 frames by itself; the
/// records below do so before.
const MOST_FRAMES: usize = 900;

/// From one copying of the log into the database to the next.
struct Epoch {
    /// The database at its start.
    database: Vec<u8>,
    /// The database after the log was copied into it.
    copied: Vec<u8>,
    /// The log at its start: what is left of an older one.
    before: Vec<u8>,
    /// The log at its end.
    log: Vec<u8>,
    /// How far the log had come at each commit, and all there was then. The
    /// first is the start.
    commits: Vec<(usize, String, Files)>,
}

/// The files of the keys, by where they lie in the folder of data.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files of the keys in a folder of data.
fn files(data: &Path) -> Files {
    let mut all = Files::new();
    let mut folders = vec![data.join("vault")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(data).unwrap().to_owned();
            all.insert(name, fs::read(path).unwrap());
        }
    }
    all
}

/// A folder in memory where there is one: what a disk would have kept is made
/// up here anyway.
fn folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap()
}

fn frame(log: &[u8]) -> usize {
    24 + u32::from_be_bytes(log[8..12].try_into().unwrap()) as usize
}

/// Where the frames of the log that is being written end; older ones behind
/// them have other salts.
fn end(log: &[u8]) -> usize {
    if log.len() < HEAD {
        return 0;
    }
    let frames = log[HEAD..].chunks_exact(frame(log));
    HEAD + frames.take_while(|f| f[8..16] == log[16..24]).count() * frame(log)
}

/// A query for everything in each table.
async fn tables(conn: &mut Conn) -> Vec<String> {
    let names = sqlx::query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE '_sqlx%' ORDER BY name",
    );
    let mut queries = Vec::new();
    for row in names.fetch_all(&mut *conn).await.unwrap() {
        let name: String = row.get(0);
        let columns = sqlx::query("SELECT group_concat(name) FROM pragma_table_info($1)")
            .bind(&name)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        let columns: String = columns.get(0);
        queries.push(format!(
            "SELECT '{name} ' || json_group_array(json_array({columns}))
             FROM (SELECT * FROM {name} ORDER BY rowid)"
        ));
    }
    queries
}

/// Everything that is in the store.
async fn all(conn: &mut Conn, tables: &[String]) -> String {
    let mut all = String::new();
    for query in tables {
        let row = sqlx::query(AssertSqlSafe(query.as_str()))
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        all.push_str(row.get(0));
        all.push('\n');
    }
    all
}

/// Erases what was withdrawn before, and donates or withdraws something.
async fn donate(conn: &mut Conn, vault: &Vault, n: u64, now: Micros) {
    let mut rng = ChaCha8Rng::seed_from_u64(n);
    let all = donations::erasures(conn, 1000).await.unwrap();
    donations::erase(conn, vault, &all).await.unwrap();
    // Few donors, so that some have nothing left now and then.
    let member = crowd::member(rng.random_range(0..=n.min(5)));
    let all = donations::of_member(conn, &member).await.unwrap();
    if let Some(first) = all.first().filter(|_| rng.random_range(0..5) < 3) {
        donations::withdraw(conn, first, now).await.unwrap();
        return;
    }
    let id = capstan_store::id::blind();
    let came = donations::Draft {
        id: &id,
        coalition: crowd::COALITION,
        member: &member,
        channel: "test",
        body: b"as it came",
        picture: None,
        now,
    };
    donations::draft(conn, vault, &came).await.unwrap();
    let came = donations::find(conn, &member, &id).await.unwrap().unwrap();
    let keep = donations::Keep {
        body: b"as it is kept",
        consent: "c",
        marks: &[format!("mark {n}")],
        now,
    };
    donations::keep(conn, vault, &came, &keep).await.unwrap();
}

/// With these keys every donation opens, and what is to be erased can be.
async fn readable(conn: &mut Conn, keys: &Keys, files: &Files, how: &str) {
    let folder = folder();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let vault = Vault::new(folder.path(), keys);
    for _ in 0..2 {
        let rows = sqlx::query("SELECT DISTINCT member FROM donations ORDER BY member");
        for row in rows.fetch_all(&mut *conn).await.unwrap() {
            for donation in donations::of_member(conn, row.get(0)).await.unwrap() {
                let open = donation.open(&vault).unwrap();
                assert_eq!(open.as_deref(), Some(&b"as it is kept"[..]), "{how}");
            }
        }
        for gone in donations::erasures(conn, 1000).await.unwrap() {
            donations::erase(conn, &vault, std::slice::from_ref(&gone))
                .await
                .unwrap();
            // Less than a donation stands behind its id, and a point.
            let whole = !gone.what.contains('.');
            let on_list = vault.withdrawn().unwrap().contains_key(&gone.what);
            assert_eq!(on_list, whole, "{how}: {}", gone.what);
        }
    }
}

/// Does the write `n`, one of all kinds.
async fn write(store: &Store, vault: &Vault, rng: &mut ChaCha8Rng, n: u64, now: Micros) {
    let mut tx = store.begin().await.unwrap();
    let mut ledger = Ledger::default();
    crowd::join(store, &mut tx, n, now).await.unwrap();
    for _ in 0..12 {
        let member = crowd::member(rng.random_range(0..=n));
        let act = match rng.random_range(0..16) {
            0..5 => Act::Pledge {
                member,
                others: [0, 0, 10, 20][rng.random_range(0..4)],
                audience: Audience::Public,
            },
            5 => Act::Withdraw { member },
            _ => {
                let drive = pledges::drive(&mut tx, crowd::CAMPAIGN).await.unwrap();
                let round = drive.unwrap().round;
                Act::Confirm { member, round }
            }
        };
        // A refusal is an answer as well.
        let _ = ledger
            .apply(&mut tx, crowd::CAMPAIGN, now, &act)
            .await
            .unwrap();
    }
    ledger.close(&mut tx).await.unwrap();
    if n.is_multiple_of(2) {
        donate(&mut tx, vault, n, now).await;
    }
    let entry = format!("{{\"at\":{now},\"did\":\"write\",\"n\":{n}}}");
    log::append(&mut tx, crowd::COALITION, &entry)
        .await
        .unwrap();
    match rng.random_range(0..4) {
        0 => {
            jobs::add(&mut tx, crowd::COALITION, "k", "{}", now)
                .await
                .unwrap();
            let job = jobs::claim(&mut tx, "w", (now, now + 1), "").await.unwrap();
            jobs::finish(&mut tx, &job.unwrap(), &"r".repeat(9000))
                .await
                .unwrap();
        }
        1 => {
            let key = replays::Key::new(format!("key {n}"), "r".into(), now);
            replays::answer(&mut tx, &key, 200, "sealed").await.unwrap();
        }
        2 => {
            let entry = directory::Entry {
                kind: "campaign".into(),
                id: format!("{}", n % 7),
                title: format!("campaign {n}"),
                ..directory::Entry::default()
            };
            directory::put(&mut tx, &entry).await.unwrap();
        }
        _ => {}
    }
    tx.commit().await.unwrap();
}

/// Writes, and what the files were meanwhile.
async fn recorded() -> (Vec<Epoch>, Vec<String>, Keys) {
    let folder = folder();
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap_or_default();
    let store = Store::in_folder(folder.path()).await.unwrap();
    let vault = Vault::new(folder.path(), &store.keys);
    let mut tx = store.begin().await.unwrap();
    let row = sqlx::query("PRAGMA synchronous").fetch_one(&mut *tx).await;
    assert_eq!(
        row.unwrap().get::<i64, _>(0),
        2,
        "a commit waits for the disk"
    );
    crowd::open(&mut tx, crowd::terms(10, 0)).await.unwrap();
    let tables = tables(&mut tx).await;
    tx.commit().await.unwrap();
    let copy = async || {
        let mut conn = store.read().await.unwrap();
        let copied = sqlx::query("PRAGMA wal_checkpoint(RESTART)").fetch_one(&mut *conn);
        assert_eq!(
            copied.await.unwrap().get::<i64, _>(0),
            0,
            "the log is copied"
        );
    };
    copy().await;
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut epochs = Vec::new();
    let mut n = 0;
    for _ in 0..4 {
        let mut conn = store.read().await.unwrap();
        let mut commits = vec![(0, all(&mut conn, &tables).await, files(folder.path()))];
        drop(conn);
        let (database, before) = (read("capstan.db"), read("capstan.db-wal"));
        let log = loop {
            // Now and then time passes, so that there are notices and names.
            write(
                &store,
                &vault,
                &mut rng,
                n,
                i64::try_from(n).unwrap() * DAY / 3,
            )
            .await;
            n += 1;
            let log = read("capstan.db-wal");
            let mut conn = store.read().await.unwrap();
            let found = all(&mut conn, &tables).await;
            commits.push((end(&log), found, files(folder.path())));
            if end(&log) > (MOST_FRAMES - 60) * frame(&log) {
                break log;
            }
        };
        assert!(end(&log) < MOST_FRAMES * frame(&log));
        assert_eq!(read("capstan.db"), database, "the log was copied too early");
        copy().await;
        epochs.push(Epoch {
            copied: read("capstan.db"),
            database,
            before,
            log,
            commits,
        });
    }
    store.close().await;
    (epochs, tables, store.keys.clone())
}

/// How a crash tears the files.
#[derive(Clone, Copy, Debug)]
enum Tear {
    /// The log has only so many bytes.
    Cut(usize),
    /// So many bytes of the log are new, and those behind are older.
    Over(usize),
    /// A commit is whole; of the sectors of the next one some are missing and
    /// one may be garbled.
    Sectors(usize),
    /// The log is whole, and half copied into the database.
    Copying,
}

impl Epoch {
    /// The files after a crash, and the number of the last whole commit.
    fn torn(&self, tear: Tear, rng: &mut ChaCha8Rng) -> (Vec<u8>, Vec<u8>, usize) {
        let mut database = self.database.clone();
        let older = |at: usize| self.before.get(at..).unwrap_or_default();
        let log = match tear {
            Tear::Cut(at) => self.log[..at].to_vec(),
            Tear::Over(at) => [&self.log[..at], older(at)].concat(),
            Tear::Copying => {
                database.resize(self.copied.len(), 0);
                for at in (0..database.len()).step_by(SECTOR) {
                    if rng.random() {
                        let sector = at..at + SECTOR;
                        database[sector.clone()].copy_from_slice(&self.copied[sector]);
                    }
                }
                self.log.clone()
            }
            Tear::Sectors(commit) => {
                let (from, to) = (self.commits[commit].0, self.commits[commit + 1].0);
                let mut log = self.log[..to].to_vec();
                for at in (from..to).step_by(SECTOR) {
                    let sector = at..to.min(at + SECTOR);
                    match rng.random_range(0..6) {
                        0 => log[sector].fill(0),
                        1 => log[at] ^= 1 << rng.random_range(0..8),
                        2 => {
                            let older = older(at).get(..sector.len()).map(<[u8]>::to_vec);
                            log[sector.clone()]
                                .copy_from_slice(&older.unwrap_or(vec![0; sector.len()]));
                        }
                        _ => {}
                    }
                }
                log
            }
        };
        let same = log
            .iter()
            .zip(&self.log)
            .take_while(|(a, b)| a == b)
            .count();
        let whole = self.commits.iter().take_while(|c| c.0 <= same).count();
        (database, log, whole - 1)
    }

    fn frames(&self) -> Range<usize> {
        0..(end(&self.log) - HEAD) / frame(&self.log) + 1
    }

    /// The end of a frame.
    fn at(&self, frames: usize) -> usize {
        HEAD + frames * frame(&self.log)
    }
}

/// Opens what is left, and goes on with it.
async fn opened(
    (database, log): (&[u8], &[u8]),
    (expected, keys, vaults): (&str, &Keys, [&Files; 2]),
    tables: &[String],
    how: &str,
) {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("capstan.db"), database).unwrap();
    fs::write(path.join("capstan.db-wal"), log).unwrap();
    let store = Store::in_folder(path).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let found = all(&mut tx, tables).await;
    assert!(
        found == expected,
        "{how}: another state than the last whole commit left"
    );
    sound(&mut tx, how).await;
    for files in vaults {
        let mut tried = sqlx::Connection::begin(&mut *tx).await.unwrap();
        readable(&mut tried, keys, files, how).await;
        tried.rollback().await.unwrap();
    }
    let head = log::append(&mut tx, crowd::COALITION, "{\"did\":\"go on\"}").await;
    tx.commit().await.unwrap();
    let mut conn = store.read().await.unwrap();
    let entries = log::entries(&mut conn, crowd::COALITION, 0, i64::MAX)
        .await
        .unwrap();
    let name = log::name(crowd::COALITION);
    let walked = capstan_proof::log::verify(&name, entries, None);
    assert_eq!(walked.unwrap(), head.unwrap(), "{how}");
    drop(conn);
    store.close().await;
}

/// The database is whole, and the sizes are those of a recount.
async fn sound(conn: &mut Conn, how: &str) {
    let row = sqlx::query("PRAGMA integrity_check")
        .fetch_one(&mut *conn)
        .await;
    assert_eq!(row.unwrap().get::<String, _>(0), "ok", "{how}");
    let stray = sqlx::query("PRAGMA foreign_key_check")
        .fetch_all(&mut *conn)
        .await;
    assert!(stray.unwrap().is_empty(), "{how}");
    let differing = sqlx::query(
        "SELECT tier, others, sum(n) FROM (
             SELECT tier, others, n FROM pledge_sizes
             UNION ALL
             SELECT tier, CASE WHEN stand = 'revealed' THEN 0 ELSE others END, -1 FROM pledges)
         GROUP BY 1, 2 HAVING sum(n) <> 0",
    );
    assert!(differing.fetch_all(conn).await.unwrap().is_empty(), "{how}");
}

/// Tears the recorded files in the ways that `choose` names for each epoch.
async fn torn(choose: impl Fn(&Epoch, &mut ChaCha8Rng) -> Vec<Tear>) {
    let (epochs, tables, keys) = recorded().await;
    let (_, last, vault) = epochs[3].commits.last().unwrap();
    assert!(
        vault.len() > 1,
        "somebody has a key, and something was withdrawn"
    );
    for word in [
        "\"pledged\"",
        "\"revealed\"",
        "pledge-confirm",
        "pledge-shown",
    ] {
        assert!(last.contains(word), "nothing recorded has {word}");
    }
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut tears = 0;
    for (which, epoch) in epochs.iter().enumerate() {
        for tear in choose(epoch, &mut rng) {
            let (database, log, whole) = epoch.torn(tear, &mut rng);
            let how = format!("epoch {which}, {tear:?}");
            let (_, expected, before) = &epoch.commits[whole];
            let after = epoch.commits.get(whole + 1).map_or(before, |c| &c.2);
            let found = (expected.as_str(), &keys, [before, after]);
            opened((&database, &log), found, &tables, &how).await;
            tears += 1;
        }
    }
    eprintln!("{tears} crashes");
}

#[tokio::test]
async fn a_crash_leaves_what_the_last_whole_commit_left() {
    torn(|epoch, rng| {
        let mut tears = Vec::new();
        let frames = epoch.frames();
        for _ in 0..30 {
            let at = epoch.at(rng.random_range(frames.clone()));
            let inside = rng.random_range(0..epoch.log.len());
            tears.extend([
                Tear::Cut(at),
                Tear::Over(at),
                Tear::Cut(inside),
                Tear::Over(inside),
            ]);
            tears.push(Tear::Sectors(rng.random_range(0..epoch.commits.len() - 1)));
        }
        tears.extend(epoch.commits.iter().step_by(8).map(|c| Tear::Cut(c.0)));
        tears.extend([Tear::Copying; 8]);
        tears
    })
    .await;
}

#[tokio::test]
#[ignore = "every frame: some minutes"]
async fn a_crash_at_any_frame_leaves_what_the_last_whole_commit_left() {
    torn(|epoch, rng| {
        let mut tears = vec![Tear::Copying; 200];
        for frames in epoch.frames() {
            let (at, next) = (epoch.at(frames), epoch.at(frames + 1));
            tears.extend([Tear::Cut(at), Tear::Over(at)]);
            for _ in 0..2 {
                let inside = rng.random_range(at..next).min(epoch.log.len());
                tears.extend([Tear::Cut(inside), Tear::Over(inside)]);
            }
        }
        for commit in 0..epoch.commits.len() - 1 {
            tears.extend([Tear::Sectors(commit); 10]);
        }
        tears
    })
    .await;
}
