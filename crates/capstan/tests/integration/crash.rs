//! What is left when the service is killed at any moment, again and again.
//!
//! People pledge, withdraw, confirm and make tokens, each under a key, while
//! the service is killed and started. What has no answer is sent again under
//! the same key. After every start all that was acknowledged must be there,
//! and nothing twice. In a second campaign hours pass in milliseconds, so that
//! notices and names come at any moment too.

mod client;
mod ending;
mod intake;
mod kills;
mod life;
pub mod service;
pub mod withdrawn;

use capstan_store::pledges::{self, Phase};
use capstan_store::sqlx::{self, Row};
use capstan_store::testing::crowd;
use capstan_store::{Conn, Micros};
use kills::{Gate, Person, Story, killed, killed_beside_a_server};
use life::{Deed, Life};
use service::Place;
use std::collections::{BTreeMap, BTreeSet};

/// The campaign in which time runs quickly.
const LIVELY: &str = "00000000000070008000000000000002";

/// People pledge in both campaigns, and make tokens.
struct Pledging;

impl Story for Pledging {
    type Life = Life;
    const EACH: u64 = 15;

    async fn fill(conn: &mut Conn, now: Micros) {
        let mut lively = crowd::terms(10, now);
        (lively.step, lively.window) = (250_000, 800_000);
        crowd::campaign(conn, LIVELY, lively).await.unwrap();
    }

    fn act(seed: u64, gate: &Gate, people: &[Person<Life>]) {
        life::act(seed, gate, people);
    }

    async fn check(place: &Place, people: &[Person<Life>]) {
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

    /// Whether someone confirmed, was shown and left again.
    fn told(people: &[Person<Life>]) -> bool {
        let mut lives = people.iter().map(|(_, life)| life.lock().unwrap());
        lives.any(|life| life.confirmed > 0 && life.left > 0)
    }
}

async fn pledges_are_those_acknowledged(conn: &mut Conn, people: &[Person<Life>]) {
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

async fn tokens_are_those_acknowledged(conn: &mut Conn, people: &[Person<Life>]) {
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
async fn rounds_are_whole(conn: &mut Conn, people: &[Person<Life>]) {
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
    killed::<Pledging>(None, 200);
}

#[test]
fn killed_beside_a_server_it_keeps_what_it_acknowledged_and_does_nothing_twice() {
    killed_beside_a_server::<Pledging>(30);
}

#[test]
#[ignore = "a thousand kills: some minutes"]
fn killed_a_thousand_times() {
    killed::<Pledging>(None, 1000);
}
