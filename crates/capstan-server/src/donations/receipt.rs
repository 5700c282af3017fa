//! Receipts: signed statements that something was donated, or withdrawn, which
//! say nothing of what it was. `capstan verify` checks them without asking us.

use crate::app::App;
use crate::coalitions::acts::leave::key;
use capstan_proof::{Fact, Signed, Statement};
use capstan_store::Micros;
use capstan_store::donations::Donation;

/// The receipt of a donation that is kept.
pub fn donated(app: &App, coalition: &str, donation: &Donation) -> Signed {
    let facts: [(&str, Fact); 2] = [
        ("consent", donation.consent.clone().into()),
        ("donation", donation.hash.clone().into()),
    ];
    sign(app, "donated", coalition, donation.made, facts.into())
}

/// The tombstone of a donation.
pub fn withdrawn(app: &App, coalition: &str, hash: &str, at: Micros) -> Signed {
    let facts: [(&str, Fact); 1] = [("donation", hash.into())];
    sign(app, "withdrawn", coalition, at, facts.into())
}

fn sign(app: &App, kind: &str, coalition: &str, at: Micros, facts: Vec<(&str, Fact)>) -> Signed {
    let statement = Statement {
        about: coalition.to_owned(),
        at,
        facts: facts.into_iter().map(|(n, f)| (n.to_owned(), f)).collect(),
        head: None,
        kind: kind.to_owned(),
    };
    statement.sign(&key(&app.store.keys))
}
