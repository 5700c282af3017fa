//! People: their accounts, and what they are told.

pub mod account;
pub mod acts;
pub mod api;
pub mod export;
pub mod hashing;
pub mod inbox;
pub mod notices;
pub mod pages;
pub mod phrase;
pub mod session;
pub mod you;

use crate::web::pages::Pages;
use capstan_store::Micros;
use std::sync::atomic::{AtomicI64, Ordering};

pub use api::api;

/// How often what has ended is removed: once an hour.
const SWEEP: Micros = 60 * 60 * 1_000_000;

/// What the service holds in memory for people.
#[derive(Debug, Default)]
pub struct People {
    /// Where phrases are hashed.
    pub hashing: hashing::Hashing,
    swept: AtomicI64,
}

impl People {
    /// Whether it is time to remove what has ended; then it counts as done.
    fn sweeps(&self, now: Micros) -> bool {
        let due = now - self.swept.load(Ordering::Relaxed) >= SWEEP;
        if due {
            self.swept.store(now, Ordering::Relaxed);
        }
        due
    }
}

/// The pages.
pub fn pages() -> Pages {
    Pages::default()
        .get("/sign-up", pages::sign_up)
        .post("/sign-up/again", pages::sign_up_again)
        .post("/sign-up/words", pages::sign_up_words)
        .post("/sign-up/new", pages::sign_up_new)
        .get("/sign-in", pages::sign_in)
        .post("/sign-in", pages::sign_in_send)
        .post("/sign-out", pages::sign_out)
        .get("/you", you::you)
        .post("/you/language", you::lang)
        .get("/you/sessions", you::sessions)
        .post("/you/sessions/end", you::end_session)
        .get("/you/tokens", you::tokens)
        .post("/you/tokens", you::make_token)
        .post("/you/tokens/end", you::end_token)
        .get("/you/phrase", pages::phrase)
        .post("/you/phrase", pages::phrase_send)
        .post("/you/phrase/again", pages::phrase_again)
        .post("/you/phrase/words", pages::phrase_words)
        .post("/you/phrase/new", pages::phrase_new)
        .file("/you/export", you::export)
        .get("/you/delete", you::delete)
        .post("/you/delete", you::delete_send)
        .get("/inbox", inbox::inbox)
        .post("/inbox/read", inbox::read_all)
        .post("/inbox/{id}", inbox::open)
}
