//! What is left of donations when the service is killed while they come in.
//!
//! Donors send jobs, keep them, look at their receipts and withdraw, each under
//! a key, while the service is killed and started. After every start each
//! receipt that anyone was given belongs to one donation that opens and is what
//! it says, or to one that was withdrawn; and nothing was donated twice.

use super::client::{Client, Request};
use super::kills::{Ended, Gate, Person, Story, killed, killed_beside_a_server};
use super::service::Place;
use capstan_donation::receipt::Receipt;
use capstan_store::Conn;
use capstan_store::donations::{self, Donation};
use capstan_store::testing::crowd;
use capstan_store::vault::Vault;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::{BTreeMap, BTreeSet};

/// The most donations of a donor at a time, so that they are withdrawn too.
const MOST: usize = 6;

/// What a donor does.
#[derive(Clone, Debug, PartialEq)]
enum Deed {
    /// Sends a job that nobody sent before, known by its platform.
    Donate(String),
    /// Keeps the donation with this id.
    Keep(String),
    /// Asks for the receipt of it.
    Receipt(String),
    /// Withdraws it.
    Withdraw(String),
}

/// What one donor did, as far as it was acknowledged.
#[derive(Clone, Debug, Default)]
struct Life {
    /// How many jobs they sent.
    jobs: u32,
    /// What came and was not kept.
    drafts: BTreeSet<String>,
    /// What was kept, with the signed statement of each receipt; nothing if the
    /// service died between keeping it and saying so.
    kept: BTreeMap<String, Option<String>>,
    /// What was withdrawn.
    withdrawn: BTreeMap<String, Option<String>>,
    /// How many jobs were sent whose donation has an id they never heard.
    unheard: usize,
    doubt: Option<Deed>,
}

impl Life {
    /// Takes in the answer to a deed.
    fn answered(&mut self, deed: &Deed, status: u16, body: &str) {
        self.doubt = None;
        let unanswered = status == 409 && body.contains("/problems/key-unanswered\"");
        match (deed, status) {
            (Deed::Donate(_), 201) => {
                let made: serde_json::Value = serde_json::from_str(body).unwrap();
                let id = made["id"].as_str().unwrap().to_owned();
                assert!(self.drafts.insert(id), "an id was given twice");
            }
            (Deed::Donate(_), 409) if unanswered => self.unheard += 1,
            (Deed::Keep(id), 200) => {
                assert!(self.drafts.remove(id));
                self.kept.insert(id.clone(), Some(signed(body)));
            }
            (Deed::Keep(id), 409) if unanswered => {
                assert!(self.drafts.remove(id));
                self.kept.insert(id.clone(), None);
            }
            (Deed::Receipt(id), 200) => {
                let receipt = Some(signed(body));
                let before = self.kept.insert(id.clone(), receipt.clone()).unwrap();
                assert!(before.is_none() || before == receipt, "another receipt");
            }
            (Deed::Withdraw(id), 200 | 409) if status == 200 || unanswered => {
                let receipt = self.kept.remove(id).unwrap();
                if status == 200 {
                    let receipt = Receipt::parse(body).unwrap();
                    assert!(receipt.verify(None, None).unwrap().1.is_some(), "{body}");
                }
                self.withdrawn.insert(id.clone(), receipt);
            }
            _ => panic!("{deed:?}: {status} {body}"),
        }
    }
}

/// The signed statement of a receipt, which holds.
fn signed(body: &str) -> String {
    let receipt = Receipt::parse(body).unwrap();
    receipt.verify(None, None).unwrap();
    receipt.receipt.to_string()
}

/// Some of the donors, who act one after another until the gate is shut.
fn act(seed: u64, gate: &Gate, people: &[Person<Life>]) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut client = Client::default();
    for sent in 0.. {
        let (n, life) = &people[rng.random_range(0..people.len())];
        let deed = choose(&mut rng, *n, &mut life.lock().unwrap());
        life.lock().unwrap().doubt = Some(deed.clone());
        let request = request(*n, &deed, format!("{seed}-{sent}"));
        let Some(answer) = gate.ask(&mut client, &request) else {
            return;
        };
        life.lock().unwrap().answered(&deed, answer.0, &answer.1);
    }
}

fn choose(rng: &mut ChaCha8Rng, n: u64, life: &mut Life) -> Deed {
    let any = |rng: &mut ChaCha8Rng, all: Vec<&String>| match all.len() {
        0 => None,
        len => Some(all[rng.random_range(0..len)].clone()),
    };
    let draft = any(rng, life.drafts.iter().collect());
    let kept = any(rng, life.kept.keys().collect());
    match (rng.random_range(0..10), draft, kept) {
        (0..6, Some(id), _) => Deed::Keep(id),
        (6, _, Some(id)) => Deed::Receipt(id),
        (7, _, Some(id)) => Deed::Withdraw(id),
        (_, _, Some(id)) if life.kept.len() > MOST => Deed::Withdraw(id),
        _ => {
            life.jobs += 1;
            Deed::Donate(format!("job-{n}-{}-end", life.jobs))
        }
    }
}

fn request(n: u64, deed: &Deed, key: String) -> Request {
    let all = format!("/coalitions/{}/donations", crowd::COALITION);
    let (method, path, body) = match deed {
        Deed::Donate(job) => {
            let events = format!(
                "worker,platform,start,base,currency,source\n\
                 me,{job},2020-08-24,14.58,USD,export\n"
            );
            let jobs =
                serde_json::json!({"agree": ["own", "figures"], "lang": "en", "events": events});
            ("POST", all, jobs.to_string())
        }
        Deed::Keep(id) => ("PUT", format!("{all}/{id}"), "{\"keep\": [0]}".to_owned()),
        Deed::Receipt(id) => ("GET", format!("{all}/{id}/receipt"), String::new()),
        Deed::Withdraw(id) => ("DELETE", format!("{all}/{id}"), String::new()),
    };
    Request {
        method,
        path,
        token: crowd::secret(n),
        key: (method != "GET").then_some(key),
        body,
    }
}

/// Donors send, keep and withdraw.
struct Intake;

impl Story for Intake {
    type Life = Life;
    const EACH: u64 = 5;

    fn act(seed: u64, gate: &Gate, people: &[Person<Life>]) {
        act(seed, gate, people);
    }

    async fn check(place: &Place, people: &[Person<Life>]) {
        check(place, people).await;
    }

    /// Whether someone has kept a donation, and someone withdrawn one.
    fn told(people: &[Person<Life>]) -> bool {
        let any = |done: fn(&Life) -> bool| {
            let mut lives = people.iter().map(|(_, life)| life.lock().unwrap());
            lives.any(|life| done(&life))
        };
        any(|life| !life.kept.is_empty()) && any(|life| !life.withdrawn.is_empty())
    }
}

/// Sees whether the store holds what it must.
async fn check(place: &Place, people: &[Person<Life>]) {
    let store = place.store().await;
    let vault = Vault::new(place.folder(), &store.keys);
    let withdrawn = vault.withdrawn().unwrap();
    // As of one moment: the service may be doing what is due.
    let mut tx = store.begin().await.unwrap();
    for (n, life) in people {
        let life = life.lock().unwrap().clone();
        donations_are_those_acknowledged(&mut tx, &vault, *n, &life).await;
        for (id, receipt) in &life.withdrawn {
            assert!(withdrawn.contains_key(id), "donor {n}: {id} may come back");
            if let Some(receipt) = receipt {
                let hash = fact(receipt, "donation");
                let at = donations::tombstone(&mut tx, &hash).await.unwrap();
                assert!(at.is_some(), "donor {n}: {id} has no tombstone");
            }
        }
    }
    tx.rollback().await.unwrap();
    store.close().await;
}

async fn donations_are_those_acknowledged(conn: &mut Conn, vault: &Vault, n: u64, life: &Life) {
    let all = donations::of_member(conn, &crowd::member(n)).await.unwrap();
    let mut jobs = BTreeSet::new();
    for donation in &all {
        let content = donation.open(vault).unwrap().expect("its key is there");
        let content = String::from_utf8(content).unwrap();
        let job = content.split_once(&format!("job-{n}-")).unwrap().1;
        let job = job.split_once("-end").unwrap().0.to_owned();
        assert!(jobs.insert(job), "donor {n}: a job was donated twice");
    }
    let mut found: BTreeMap<&str, &Donation> = all.iter().map(|d| (d.id.as_str(), d)).collect();
    let doubt = |id: &str| match &life.doubt {
        Some(Deed::Keep(doubt) | Deed::Withdraw(doubt)) => doubt == id,
        _ => false,
    };
    for id in &life.drafts {
        let found = found.remove(id.as_str()).expect("what came is there");
        assert!(!found.kept || doubt(id), "donor {n}: {id} was not kept");
    }
    for (id, receipt) in &life.kept {
        let Some(found) = found.remove(id.as_str()) else {
            assert!(doubt(id), "donor {n}: {id} is lost");
            continue;
        };
        assert!(found.kept, "donor {n}: {id} is not kept");
        if let Some(receipt) = receipt {
            assert_eq!(fact(receipt, "donation"), found.hash);
            assert_eq!(fact(receipt, "consent"), found.consent);
        }
    }
    for id in life.withdrawn.keys() {
        assert!(!found.contains_key(id.as_str()), "donor {n}: {id} is there");
    }
    // What is left came, and the service died before it said so.
    let sending = usize::from(matches!(life.doubt, Some(Deed::Donate(_))));
    assert!(found.len() <= life.unheard + sending, "donor {n}: {life:?}");
    assert!(found.values().all(|donation| !donation.kept));
}

/// A fact in a signed statement.
fn fact(receipt: &str, name: &str) -> String {
    let receipt: serde_json::Value = serde_json::from_str(receipt).unwrap();
    let fact = &receipt["statement"]["facts"][name];
    fact.as_str().unwrap().to_owned()
}

fn ended(ended: Ended<Intake>) {
    assert!(
        !ended.log.contains("job-"),
        "the log tells what was donated"
    );
    let lives = || ended.people.iter().map(|(_, life)| life.lock().unwrap());
    let kept: usize = lives().map(|life| life.kept.len()).sum();
    let gone: usize = lives().map(|life| life.withdrawn.len()).sum();
    eprintln!("{kept} kept, {gone} withdrawn");
}

#[test]
fn killed_while_donations_come_in_it_loses_none_that_has_a_receipt() {
    ended(killed(None, 200));
}

#[test]
fn killed_beside_a_server_it_loses_no_donation_that_has_a_receipt() {
    killed_beside_a_server(30).into_iter().for_each(ended);
}

#[test]
#[ignore = "two hundred kills: some minutes"]
fn killed_two_hundred_times_beside_a_server() {
    killed_beside_a_server(200).into_iter().for_each(ended);
}

#[test]
#[ignore = "a thousand kills: some minutes"]
fn killed_a_thousand_times_while_donations_come_in() {
    ended(killed(None, 1000));
}
