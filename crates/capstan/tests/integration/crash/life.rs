//! What people do while the service is killed, and what they may count on.

use super::LIVELY;
use super::client::{Client, Request};
use super::kills::{Gate, Person};
use capstan_store::testing::crowd;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use std::sync::Mutex;

/// The most tokens that a person makes here; the service allows some more.
const TOKENS: usize = 15;

/// What a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Pledges in the quiet campaign.
    Pledge(u64, &'static str),
    /// Takes the pledge back.
    Withdraw,
    /// Makes a token of this name.
    Token(String),
    /// Pledges in the lively campaign.
    Join,
    /// Confirms there.
    Confirm(u64),
    /// Leaves it, after having been shown.
    Leave,
}

/// What one person did, as far as it was acknowledged.
#[derive(Debug, Default)]
pub struct Life {
    /// The pledge in the quiet campaign: for how many others, for whose eyes.
    pub pledged: Option<(u64, &'static str)>,
    /// The names of the tokens.
    pub tokens: Vec<String>,
    /// How often they confirmed.
    pub confirmed: i64,
    /// How often they tried to.
    pub tried: i64,
    /// How often they left after having been shown.
    pub left: i64,
    /// What they sent and have no answer to.
    pub doubt: Option<Deed>,
}

impl Life {
    /// The pledge once a deed is done.
    pub fn after(&self, deed: &Deed) -> Option<(u64, &'static str)> {
        match deed {
            Deed::Pledge(others, audience) => Some((*others, *audience)),
            Deed::Withdraw => None,
            _ => self.pledged,
        }
    }

    fn sent(&mut self, deed: &Deed) {
        match deed {
            Deed::Confirm(_) => self.tried += 1,
            Deed::Leave => self.left += 1,
            _ => {}
        }
        self.doubt = Some(deed.clone());
    }

    /// Takes in the answer to a deed.
    fn answered(&mut self, deed: Deed, status: u16, body: &str) {
        self.doubt = None;
        let said = |key: &str| body.contains(&format!("/problems/{key}\""));
        match (&deed, status) {
            (Deed::Pledge(..), 204) => {}
            (Deed::Withdraw, 204) => assert!(self.pledged.is_some(), "withdrawn twice"),
            (Deed::Withdraw, 409) if said("pledge-none") => assert_eq!(self.pledged, None),
            // The service died between making it and saying so.
            (Deed::Token(name), 409) if said("key-unanswered") => self.tokens.push(name.clone()),
            (Deed::Token(name), 201) => self.tokens.push(name.clone()),
            (Deed::Join | Deed::Leave, 204) => {}
            (Deed::Confirm(_), 204) => self.confirmed += 1,
            // The window ended meanwhile.
            (Deed::Confirm(_), 409) if said("pledge-no-notice") || said("pledge-none") => {}
            _ => panic!("{deed:?}: {status} {body}"),
        }
        self.pledged = self.after(&deed);
    }
}

/// Some of the people, who act one after another until the gate is shut.
pub fn act(seed: u64, gate: &Gate, people: &[Person<Life>]) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut client = Client::default();
    let mut sent = 0;
    loop {
        let (n, life) = &people[rng.random_range(0..people.len())];
        let Some(deed) = choose(&mut rng, gate, &mut client, *n, life) else {
            return;
        };
        sent += 1;
        life.lock().unwrap().sent(&deed);
        let request = request(*n, &deed, format!("{seed}-{sent}"));
        match gate.ask(&mut client, &request) {
            Some((status, body)) => life.lock().unwrap().answered(deed, status, &body),
            None => return,
        }
    }
}

fn choose(
    rng: &mut ChaCha8Rng,
    gate: &Gate,
    client: &mut Client,
    n: u64,
    life: &Mutex<Life>,
) -> Option<Deed> {
    let which = rng.random_range(0..20);
    if which < 9 {
        let others = [0, 10, 50, 5_000_000][rng.random_range(0..4)];
        let audience = ["organisers", "participants", "public"][rng.random_range(0..3)];
        return Some(Deed::Pledge(others, audience));
    }
    if which < 13 {
        return Some(Deed::Withdraw);
    }
    let tokens = life.lock().unwrap().tokens.len();
    if which == 13 && tokens < TOKENS {
        return Some(Deed::Token(format!("token {n} {tokens}")));
    }
    let own = Request {
        method: "GET",
        path: format!("/campaigns/{LIVELY}/pledge"),
        token: crowd::secret(n),
        key: None,
        body: String::new(),
    };
    let (status, body) = gate.ask(client, &own)?;
    assert_eq!(status, 200, "{body}");
    let own: Value = serde_json::from_str(&body).unwrap();
    let own = &own["pledge"];
    Some(match own["stand"].as_str() {
        Some("noticed") if rng.random_range(0..4) > 0 => {
            // The window may have ended by now.
            Deed::Confirm(own["window"]["round"].as_u64().unwrap_or(0))
        }
        Some("revealed") => Deed::Leave,
        _ => Deed::Join,
    })
}

fn request(n: u64, deed: &Deed, key: String) -> Request {
    let quiet = format!("/campaigns/{}/pledge", crowd::CAMPAIGN);
    let lively = format!("/campaigns/{LIVELY}/pledge");
    let terms = |others: u64, audience: &str| {
        serde_json::json!({"others": others, "audience": audience}).to_string()
    };
    let (method, path, body) = match deed {
        Deed::Pledge(others, audience) => ("PUT", quiet, terms(*others, audience)),
        Deed::Withdraw => ("DELETE", quiet, String::new()),
        Deed::Token(name) => (
            "POST",
            "/you/tokens".to_owned(),
            serde_json::json!({"name": name, "scopes": ["read"], "days": 7}).to_string(),
        ),
        Deed::Join => ("PUT", lively, terms(0, "public")),
        Deed::Confirm(round) => (
            "POST",
            format!("/campaigns/{LIVELY}/confirmation"),
            serde_json::json!({ "round": round }).to_string(),
        ),
        Deed::Leave => ("DELETE", lively, String::new()),
    };
    Request {
        method,
        path,
        token: crowd::secret(n),
        key: Some(key),
        body,
    }
}
