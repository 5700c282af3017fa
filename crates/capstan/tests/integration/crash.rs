//! What is left when the service is killed at any moment, again and again.
//!
//! People pledge, withdraw, confirm and make tokens, each under a key, while
//! the service is killed and started. What has no answer is sent again under
//! the same key. After every start all that was acknowledged must be there,
//! and nothing twice. In a second campaign hours pass in milliseconds, so that
//! notices and names come at any moment too.

mod client;
mod intake;
mod life;
mod service;
mod withdrawn;

use capstan_store::pledges::{self, Phase};
use capstan_store::sqlx::{self, Row};
use capstan_store::testing::crowd;
use capstan_store::{Conn, id};
use life::{Deed, Life};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use service::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

/// The campaign in which time runs quickly.
const LIVELY: &str = "00000000000070008000000000000002";

/// How many threads of people there are, and how many people in each.
const THREADS: u64 = 4;
const EACH: u64 = 15;

/// Says where the service is, while it is there.
#[derive(Default)]
pub struct Gate {
    state: Mutex<(Option<SocketAddr>, bool)>,
    changed: Condvar,
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, (Option<SocketAddr>, bool)> {
        self.state.lock().unwrap()
    }

    /// Waits until the service is there; nothing if it will not be again.
    fn wait(&self) -> Option<SocketAddr> {
        let mut state = self.state();
        loop {
            match *state {
                (_, true) => return None,
                (Some(address), _) => return Some(address),
                _ => state = self.changed.wait(state).unwrap(),
            }
        }
    }

    fn open(&self, address: Option<SocketAddr>) {
        self.state().0 = address;
        self.changed.notify_all();
    }

    fn shut(&self) {
        self.state().1 = true;
        self.changed.notify_all();
    }
}

async fn fill(place: &Place) {
    let store = place.store().await;
    let now = id::now();
    let mut tx = store.begin().await.unwrap();
    crowd::open(&mut tx, crowd::terms(10, now)).await.unwrap();
    let mut lively = crowd::terms(10, now);
    (lively.step, lively.window) = (250_000, 800_000);
    crowd::campaign(&mut tx, LIVELY, lively).await.unwrap();
    tx.commit().await.unwrap();
    crowd::join_all(&store, 0..THREADS * EACH, now)
        .await
        .unwrap();
    store.close().await;
}

/// Kills the service so many times, or more often where it is too slow for
/// anyone to get as far as names meanwhile.
fn killed(server: Option<&str>, times: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let place = runtime.block_on(Place::new(server));
    runtime.block_on(fill(&place));
    let people: Vec<(u64, Mutex<Life>)> =
        (0..THREADS * EACH).map(|n| (n, Mutex::default())).collect();
    let gate = Gate::default();
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    // Connecting to a server takes its time.
    let longest = if server.is_some() { 600_000 } else { 120_000 };
    let began = Instant::now();
    thread::scope(|scope| {
        for (group, seed) in people.chunks(EACH as usize).zip(1..) {
            scope.spawn({
                let gate = &gate;
                move || life::act(seed, gate, group)
            });
        }
        // Whatever fails here, nobody waits for the service any more.
        let _shut = Shut(&gate);
        for kill in 0..10 * times {
            if kill >= times && names(&people) {
                break;
            }
            let mut service = place.start();
            if rng.random_range(0..10) == 0 {
                thread::sleep(Duration::from_micros(rng.random_range(0..150_000)));
                continue;
            }
            let address = service.address();
            runtime.block_on(check(&place, &people));
            gate.open(Some(address));
            thread::sleep(Duration::from_micros(rng.random_range(0..longest)));
            drop(service);
            gate.open(None);
        }
        let mut service = place.start();
        gate.open(Some(service.address()));
        // What is in doubt is sent again by now, and answered.
        thread::sleep(Duration::from_millis(500));
        drop(service);
    });
    runtime.block_on(check(&place, &people));
    let log = place.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
    let lives = people.iter().map(|(_, life)| life.lock().unwrap());
    let answers: u32 = lives.map(|life| life.answers).sum();
    eprintln!("{times} kills, {answers} answers, {:?}", began.elapsed());
    assert!(names(&people), "nobody got as far as names");
}

/// Whether someone confirmed, was shown and left again.
fn names(people: &[(u64, Mutex<Life>)]) -> bool {
    let mut lives = people.iter().map(|(_, life)| life.lock().unwrap());
    lives.any(|life| life.confirmed > 0 && life.left > 0)
}

struct Shut<'a>(&'a Gate);

impl Drop for Shut<'_> {
    fn drop(&mut self) {
        self.0.shut();
    }
}

/// Sees whether the store holds what it must.
async fn check(place: &Place, people: &[(u64, Mutex<Life>)]) {
    let store = place.store().await;
    // As of one moment: the service may be doing what is due.
    let mut tx = store.begin().await.unwrap();
    pledges_are_those_acknowledged(&mut tx, people).await;
    tokens_are_those_acknowledged(&mut tx, people).await;
    sizes_are_those_of_a_recount(&mut tx).await;
    rounds_are_whole(&mut tx, people).await;
    tx.rollback().await.unwrap();
    store.close().await;
}

async fn pledges_are_those_acknowledged(conn: &mut Conn, people: &[(u64, Mutex<Life>)]) {
    let rows = sqlx::query("SELECT member, others, audience FROM pledges WHERE campaign = $1")
        .bind(crowd::CAMPAIGN)
        .fetch_all(conn)
        .await
        .unwrap();
    let mut found: BTreeMap<String, (u64, String)> = rows
        .iter()
        .map(|r| (r.get(0), (r.get::<i64, _>(1) as u64, r.get(2))))
        .collect();
    for (n, life) in people {
        let life = life.lock().unwrap();
        let found = found.remove(&crowd::member(*n));
        let found = found
            .as_ref()
            .map(|(others, audience)| (*others, audience.as_str()));
        let doubt = life.doubt.as_ref().map(|deed| life.after(deed));
        assert!(
            found == life.pledged || Some(found) == doubt,
            "person {n}: {found:?}, expected {life:?}"
        );
    }
    assert!(found.is_empty(), "pledges of nobody: {found:?}");
}

async fn tokens_are_those_acknowledged(conn: &mut Conn, people: &[(u64, Mutex<Life>)]) {
    let rows = sqlx::query("SELECT name FROM tokens WHERE name <> '' ORDER BY name");
    let rows = rows.fetch_all(conn).await.unwrap();
    let names: Vec<String> = rows.iter().map(|r| r.get(0)).collect();
    let mut found: BTreeSet<&String> = names.iter().collect();
    assert_eq!(
        found.len(),
        names.len(),
        "a token was made twice: {names:?}"
    );
    for (n, life) in people {
        let life = life.lock().unwrap();
        for name in &life.tokens {
            assert!(found.remove(name), "person {n}: {name:?} is lost");
        }
        if let Some(Deed::Token(name)) = &life.doubt {
            found.remove(name);
        }
    }
    assert!(found.is_empty(), "tokens of nobody: {found:?}");
}

async fn sizes_are_those_of_a_recount(conn: &mut Conn) {
    let rows = sqlx::query(
        "SELECT campaign, tier, others, CAST(sum(n) AS BIGINT) FROM (
             SELECT campaign, tier, others, n FROM pledge_sizes
             UNION ALL
             SELECT campaign, tier, CASE WHEN stand = 'revealed' THEN 0 ELSE others END, -1
             FROM pledges) AS counts
         GROUP BY 1, 2, 3 HAVING sum(n) <> 0",
    );
    let rows = rows.fetch_all(conn).await.unwrap();
    assert!(
        rows.is_empty(),
        "{} sizes differ from a recount",
        rows.len()
    );
}

/// In the lively campaign every notice has come once, and had one end or is
/// open; nobody was shown without a second act of their own.
async fn rounds_are_whole(conn: &mut Conn, people: &[(u64, Mutex<Life>)]) {
    let rows = sqlx::query(
        "SELECT n.member, n.key, count(*) FROM notices n WHERE n.key LIKE 'pledge-%' GROUP BY 1, 2",
    );
    let mut told: BTreeMap<(String, String), i64> = BTreeMap::new();
    for row in rows.fetch_all(&mut *conn).await.unwrap() {
        told.insert((row.get(0), row.get(1)), row.get(2));
    }
    let rows = sqlx::query("SELECT member, stand FROM pledges WHERE campaign = $1")
        .bind(LIVELY)
        .fetch_all(&mut *conn)
        .await
        .unwrap();
    let stands: BTreeMap<String, String> = rows.iter().map(|r| (r.get(0), r.get(1))).collect();
    for (n, life) in people {
        let life = life.lock().unwrap();
        let member = crowd::member(*n);
        let told = |key: &str| {
            told.get(&(member.clone(), key.to_owned()))
                .copied()
                .unwrap_or(0)
        };
        let stand = stands.get(&member).map_or("", String::as_str);
        let is = |stands: &[&str]| i64::from(stands.contains(&stand));
        let (shown, waits) = (told("pledge-shown"), told("pledge-waits"));
        let ended = shown + waits + told("pledge-lapsed");
        let how = format!("person {n}, {stand:?}: {life:?}");
        assert_eq!(
            told("pledge-confirm"),
            ended + is(&["noticed", "confirmed"]),
            "{how}"
        );
        let confirmed = shown + waits + is(&["confirmed"]);
        assert!(
            life.confirmed <= confirmed && confirmed <= life.tried,
            "{how}"
        );
        assert!(shown <= life.left + is(&["revealed"]), "{how}");
    }
    let drive = pledges::drive(conn, LIVELY).await.unwrap().unwrap();
    let asked = stands.values().any(|s| s == "noticed" || s == "confirmed");
    assert!(drive.phase == Phase::Confirming || (drive.phase == Phase::Gathering && !asked));
}

#[test]
fn killed_at_any_moment_it_keeps_what_it_acknowledged_and_does_nothing_twice() {
    killed(None, 200);
}

#[test]
fn killed_beside_a_server_it_keeps_what_it_acknowledged_and_does_nothing_twice() {
    match std::env::var("CAPSTAN_TEST_POSTGRES") {
        Ok(server) => killed(Some(&server), 30),
        Err(_) => eprintln!("CAPSTAN_TEST_POSTGRES is not set: this test did nothing"),
    }
}

#[test]
#[ignore = "a thousand kills: some minutes"]
fn killed_a_thousand_times() {
    killed(None, 1000);
}
