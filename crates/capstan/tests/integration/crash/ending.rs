//! What is left of a coalition when the service is killed while it ends.
//!
//! Two stewards agree that it ends, and then its day comes, while the service
//! is killed and started. Whenever it is dead the coalition is there whole with
//! all that was donated, or gone. In the end nothing of it is left, in no table,
//! no file and no backup, and each member was told the day once.

use super::client::{Client, Request};
use super::kills::{Gate, Shut};
use super::service::Place;
use super::withdrawn::{backup, donate, files, holds, opens, stands};
use capstan_server::donations::acts::{Donor, settle, vault};
use capstan_store::coalitions::{self, Coalition};
use capstan_store::directory::{self, Entry};
use capstan_store::endings::{self, Ending};
use capstan_store::members::{self, Member};
use capstan_store::people::{self, Person};
use capstan_store::sessions::{self, Token};
use capstan_store::sqlx::{self, Row};
use capstan_store::{Conn, donations, export, id, notices, testing};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;

/// How many members the first coalition has: more than are told in one
/// transaction.
const MANY: usize = notices::AT_ONCE as usize + 50;
/// How many the others have.
const SOME: usize = 60;
/// How many of them donate.
const DONORS: usize = 3;
/// How often the service is killed at most until something is done.
const TRIES: u32 = 500;

/// A coalition, with what was donated to it.
struct Whole {
    id: String,
    slug: String,
    /// The ids of its members; the first two are stewards.
    members: Vec<String>,
    /// Its donors, each with the ids of what is kept and of what is not.
    donors: Vec<(Donor, [String; 2])>,
}

/// How a dead service leaves a coalition.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Left {
    /// It is there with all that is in it.
    Whole,
    /// It is gone, and what was donated is not all erased.
    Erasing,
    /// It is gone with all that was in it.
    Nothing,
}

fn secret(slug: &str, steward: usize) -> String {
    format!("{slug} steward {steward}")
}

/// Founds a coalition with so many members, of whom some donate.
async fn found(place: &Place, slug: &str, members: usize) -> Whole {
    let app = place.app().await;
    let now = id::now();
    let whole = Whole {
        id: id::blind(),
        slug: slug.into(),
        members: (0..members).map(|_| id::blind()).collect(),
        donors: Vec::new(),
    };
    let mut tx = app.store.begin().await.unwrap();
    let coalition = Coalition {
        id: whole.id.clone(),
        made: now,
        size_at: now,
        ..testing::coalition(slug)
    };
    let visions = ["pay".to_owned()];
    coalitions::add(&mut tx, &coalition, &visions)
        .await
        .unwrap();
    let entry = Entry {
        kind: "coalition".into(),
        path: format!("/coalitions/{slug}"),
        id: whole.id.clone(),
        coalition: whole.id.clone(),
        title: slug.into(),
        summary: String::new(),
        visions: visions.into(),
        system: String::new(),
        operator: String::new(),
        place: String::new(),
        languages: vec!["en".into()],
        size: 0,
        made: now,
        ends: 0,
    };
    directory::put(&mut tx, &entry).await.unwrap();
    for (n, id) in whole.members.iter().enumerate() {
        let handle = format!("{slug}-{n}");
        let person = id::blind();
        let member = Member {
            id: id.clone(),
            role: if n < 2 { "steward" } else { "member" }.into(),
            joined: now,
            ..testing::member(&whole.id, &handle)
        };
        let tag = members::tag(&app.store.keys, &person);
        members::add(&mut tx, &member, &tag, &handle).await.unwrap();
        if n < 2 {
            let row = Person {
                id: person.clone(),
                phrase: String::new(),
                lang: "en".into(),
            };
            people::add(&mut tx, &row, &person, now).await.unwrap();
            let token = Token {
                id: sessions::hash(&secret(slug, n)),
                person,
                name: String::new(),
                scopes: "read member steward".into(),
                made: now,
                expires: now + 365 * id::DAY,
            };
            sessions::add_token(&mut tx, &token).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    let mut donors = Vec::new();
    for member in &whole.members[..DONORS] {
        let donor = Donor {
            coalition: whole.id.clone(),
            slug: slug.into(),
            member: member.clone(),
        };
        let kept = donate(&app, &donor, 1, true).await;
        let waits = donate(&app, &donor, 2, false).await;
        donors.push((donor, [kept, waits]));
    }
    settle(&app).await.unwrap();
    app.store.close().await;
    Whole { donors, ..whole }
}

/// Whether all was donated that can be, and opens.
async fn all_opens(place: &Place, whole: &Whole) {
    let app = place.app().await;
    for (donor, given) in &whole.donors {
        let found: BTreeSet<String> = opens(&app, donor).await.into_iter().collect();
        assert_eq!(found, given.iter().cloned().collect(), "what was donated");
    }
    app.store.close().await;
}

/// The service, and the one who kills it.
struct Killer {
    runtime: Runtime,
    place: Place,
    rng: ChaCha8Rng,
    /// How long it lives at most, in microseconds.
    longest: u64,
    kills: u32,
}

impl Killer {
    fn new(server: Option<&str>) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        Self {
            place: runtime.block_on(Place::new(server)),
            runtime,
            rng: ChaCha8Rng::seed_from_u64(5),
            longest: 100_000,
            kills: 0,
        }
    }

    /// A life of the service: now and then it does not even get to listen.
    fn live(&mut self, gate: &Gate) {
        let mut service = self.place.start();
        let life = Duration::from_micros(self.rng.random_range(0..self.longest));
        if self.rng.random_range(0..10) > 0 {
            gate.open(Some(service.address()));
        }
        thread::sleep(life);
        drop(service);
        gate.open(None);
        self.kills += 1;
    }

    /// Lets it live longer if it got nothing done, and less long if it got all.
    fn learn(&mut self, done: bool) {
        self.longest = match done {
            true => (self.longest * 2 / 3).max(5_000),
            false => (self.longest * 5 / 4).min(3_000_000),
        };
    }

    /// Has two stewards agree, and all members hear of it.
    fn agree(&mut self, whole: &Whole) {
        let gate = Gate::default();
        let last = self.kills + TRIES;
        thread::scope(|scope| {
            let acting = scope.spawn(|| act(&gate, &whole.slug));
            let _shut = Shut(&gate);
            let mut all = false;
            while !acting.is_finished() || !all {
                assert!(self.kills < last, "it was never agreed on and told");
                self.live(&gate);
                all = self.runtime.block_on(told(&self.place, whole));
                self.learn(false);
            }
            acting.join().unwrap();
        });
    }

    /// Lets the day come.
    fn end(&mut self, whole: &Whole, seen: &mut Vec<Left>) {
        let export = self.runtime.block_on(due(&self.place, whole));
        let before = self.kills;
        loop {
            assert!(self.kills < before + TRIES, "it never ended");
            self.live(&Gate::default());
            let left = self.runtime.block_on(left(&self.place, whole, &export));
            seen.push(left);
            if left == Left::Nothing {
                self.learn(self.kills == before + 1);
                return;
            }
            self.learn(false);
        }
    }
}

/// What the stewards do.
fn act(gate: &Gate, slug: &str) {
    let mut client = Client::default();
    let wish = "{\"reason\": \"We have what we asked for.\"}";
    for (steward, (path, body)) in [("", wish), ("/confirmation", "")].into_iter().enumerate() {
        let request = Request {
            method: "POST",
            path: format!("/coalitions/{slug}/ending{path}"),
            token: secret(slug, steward),
            key: Some(format!("{slug}-{steward}")),
            body: body.into(),
        };
        let Some((status, body)) = gate.ask(&mut client, &request) else {
            return;
        };
        // Or the service died between doing it and saying so.
        let done = status < 300 || body.contains("/problems/key-unanswered\"");
        assert!(done, "steward {steward}: {status} {body}");
    }
}

/// How often each member was told this.
async fn tellings(conn: &mut Conn, coalition: &str, key: &str) -> Vec<i64> {
    let rows = sqlx::query(
        "SELECT count(n.id) FROM members m LEFT JOIN notices n ON n.member = m.id AND n.key = $2
         WHERE m.coalition = $1 GROUP BY m.id",
    );
    let rows = rows.bind(coalition).bind(key).fetch_all(conn).await;
    rows.unwrap().iter().map(|row| row.get(0)).collect()
}

/// Whether all members were told the day. Nobody is told twice, and nothing is
/// logged twice.
async fn told(place: &Place, whole: &Whole) -> bool {
    let store = place.store().await;
    let mut conn = store.read().await.unwrap();
    let day = tellings(&mut conn, &whole.id, "ending-set").await;
    let asked = tellings(&mut conn, &whole.id, "ending-asked").await;
    let log = capstan_store::log::entries(&mut conn, &whole.id, 0, 100).await;
    let log: Vec<String> = log.unwrap().into_iter().map(|(entry, _)| entry).collect();
    drop(conn);
    store.close().await;
    assert_eq!(day.len(), whole.members.len());
    assert!(day.iter().all(|n| *n <= 1), "told twice: {day:?}");
    assert!(asked.iter().sum::<i64>() <= 1, "asked twice");
    assert!(log.len() <= 2, "logged twice: {log:?}");
    day.iter().all(|n| *n == 1)
}

/// Has the day come, and gives all that is the coalition's.
async fn due(place: &Place, whole: &Whole) -> Value {
    let store = place.store().await;
    let mut tx = store.begin().await.unwrap();
    let ending = endings::find(&mut tx, &whole.id).await.unwrap().unwrap();
    assert!(ending.due > id::now() + 13 * id::DAY, "{ending:?}");
    let today = Ending {
        due: id::now(),
        ..ending
    };
    endings::put(&mut tx, &today).await.unwrap();
    tx.commit().await.unwrap();
    let export = export::coalition(&store, &whole.id).await.unwrap();
    store.close().await;
    export.unwrap()
}

/// How the dead service left a coalition: nothing between whole and gone.
async fn left(place: &Place, whole: &Whole, before: &Value) -> Left {
    let store = place.store().await;
    let export = export::coalition(&store, &whole.id).await.unwrap();
    let mut conn = store.read().await.unwrap();
    let erasures = donations::erasures(&mut conn, 1000).await.unwrap();
    let mut rows = 0;
    for (donor, _) in &whole.donors {
        let all = donations::of_member(&mut conn, &donor.member).await;
        rows += all.unwrap().len();
    }
    drop(conn);
    store.close().await;
    if let Some(export) = export {
        assert_eq!(export, *before, "half of it is there");
        assert!(erasures.is_empty(), "{erasures:?}");
        all_opens(place, whole).await;
        return Left::Whole;
    }
    assert_eq!(rows, 0, "donations to nobody");
    match erasures.is_empty() {
        true => Left::Nothing,
        false => Left::Erasing,
    }
}

/// Nothing of a coalition is left, and all of another one.
async fn gone(place: &Place, whole: &Whole, stays: &Whole) {
    let app = place.app().await;
    // What was removed may still be in the journal of the one that was killed.
    settle(&app).await.unwrap();
    let withdrawn = vault(&app).withdrawn().unwrap();
    for (_, [kept, waits]) in &whole.donors {
        assert!(withdrawn[kept].is_some(), "{kept} has no grave");
        assert!(withdrawn[waits].is_none(), "{waits} was never kept");
    }
    let embedded = app.config.database_url.is_none();
    app.store.close().await;
    let name = format!("after-{}", whole.slug);
    let after = backup(place, &name);
    let words = whole.members.iter().chain([&whole.slug]);
    for word in words.map(String::as_bytes) {
        assert!(!holds(&after, word), "a backup tells of it");
        assert!(!embedded || !stands(place.folder(), word), "a file does");
    }
    all_opens(place, stays).await;
    let vault = files(&place.folder().join("vault"));
    let keys = vault.iter().filter(|path| path.extension().is_some());
    let pictures = files(&place.folder().join("blobs/donations"));
    let given: usize = stays.donors.iter().map(|(_, given)| given.len()).sum();
    assert_eq!(pictures.len(), given, "pictures of those who stay");
    assert_eq!(
        keys.count(),
        2 * given,
        "each row and each picture has its own"
    );
}

/// Kills the service so many times. Few kills need not hit the middle.
fn ended(server: Option<&str>, times: u32) {
    let mut killer = Killer::new(server);
    let stays = killer.runtime.block_on(found(&killer.place, "stays", SOME));
    let mut seen = Vec::new();
    for round in 0.. {
        if killer.kills >= times {
            break;
        }
        let members = if round == 0 { MANY } else { SOME };
        let slug = format!("coalition-that-ends-{round}");
        let whole = killer
            .runtime
            .block_on(found(&killer.place, &slug, members));
        killer.agree(&whole);
        killer.end(&whole, &mut seen);
        killer.runtime.block_on(gone(&killer.place, &whole, &stays));
    }
    let log = killer.place.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
    let of = |left| seen.iter().filter(|seen| **seen == left).count();
    let [before, between, after] = [Left::Whole, Left::Erasing, Left::Nothing].map(of);
    eprintln!(
        "{} kills: {after} coalitions ended, {before} times not yet, {between} times half erased",
        killer.kills
    );
    assert!(
        times < 1000 || before > 0 && between > 0,
        "it was never killed in the middle"
    );
}

#[test]
fn killed_while_a_coalition_ends_it_goes_whole_and_nobody_is_told_twice() {
    ended(None, 20);
}

#[test]
fn killed_beside_a_server_while_a_coalition_ends_it_goes_whole() {
    match std::env::var("CAPSTAN_TEST_POSTGRES") {
        Ok(server) => ended(Some(&server), 10),
        Err(_) => eprintln!("CAPSTAN_TEST_POSTGRES is not set: this test did nothing"),
    }
}

#[test]
#[ignore = "a thousand kills: some minutes"]
fn killed_a_thousand_times_while_coalitions_end() {
    ended(None, 1000);
}
