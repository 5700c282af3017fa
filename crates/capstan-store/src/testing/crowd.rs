//! A crowd for tests and measurements: members of one coalition, each with a
//! token that follows from their number, and a campaign to pledge in.

use crate::campaigns::{self, Campaign};
use crate::coalitions::{self, Coalition};
use crate::error::StoreError;
use crate::id::{DAY, Micros};
use crate::members::{self, Member};
use crate::people::{self, Person};
use crate::pledges;
use crate::sessions::{self, Token};
use crate::store::{Conn, Store};
use crate::testing;
use capstan_coalition::campaign::{Brief, State};
use capstan_coalition::lever::Lever;
use capstan_coalition::pledge::{Counting, Terms, Tier};
use std::ops::Range;

/// The id of the coalition, and its name in addresses.
pub const COALITION: &str = "crowd";

/// The id of the campaign.
pub const CAMPAIGN: &str = "00000000000070008000000000000001";

/// How many people are written in one transaction.
const AT_ONCE: u64 = 20_000;

/// The terms of the campaign: open now, looked at daily.
pub fn terms(threshold: u64, now: Micros) -> Terms {
    Terms {
        threshold,
        opens: now,
        step: DAY,
        window: 7 * DAY,
        closes: now + 90 * DAY,
    }
}

/// The secret of the token of a person.
pub fn secret(n: u64) -> String {
    format!("crowd-{n:07}")
}

/// An id that tells nothing, as real ones do.
fn id(of: &str, n: u64) -> String {
    blake3::hash(format!("{of} {n}").as_bytes()).to_hex()[..32].to_owned()
}

/// The id of a person.
pub fn person(n: u64) -> String {
    id("person", n)
}

/// The id of the member who a person is.
pub fn member(n: u64) -> String {
    id("member", n)
}

/// What is known of a person: of every tenth too little to count.
pub fn tier(n: u64) -> Tier {
    match n % 10 {
        0 => Tier::Email,
        1 => Tier::Verified,
        2 => Tier::Vouched,
        _ => Tier::Invitation,
    }
}

/// Makes the coalition and its campaign.
///
/// # Errors
/// If the database fails or they are there.
pub async fn open(conn: &mut Conn, terms: Terms) -> Result<(), StoreError> {
    let coalition = Coalition {
        made: terms.opens,
        size_at: terms.opens,
        ..testing::coalition(COALITION)
    };
    coalitions::add(conn, &coalition, &[]).await?;
    campaign(conn, CAMPAIGN, terms).await
}

/// Opens a campaign of the coalition, which counts from invitations on.
///
/// # Errors
/// If the database fails or it is there.
///
/// # Panics
/// If the rule of evidence has changed.
pub async fn campaign(conn: &mut Conn, id: &str, terms: Terms) -> Result<(), StoreError> {
    let counting = Counting::at_least(Tier::Invitation).expect("invitations are evidence");
    let campaign = Campaign {
        id: id.into(),
        coalition: COALITION.into(),
        state: State::Open,
        brief: Brief {
            title: "Say how pay is made".into(),
            operator: "Rides".into(),
            system: "Pay".into(),
            demand: "Say how pay is made.".into(),
            levers: vec![Lever::Strike],
            group: None,
            stop: "It is said.".into(),
            claims: Vec::new(),
            terms: terms.clone(),
            counting,
            poison: None,
        },
        hosts: Vec::new(),
        counsel: None,
        note: String::new(),
        outcome: None,
        made: terms.opens,
        opened: terms.opens,
        ended: 0,
    };
    campaigns::put(conn, &campaign).await?;
    pledges::open(conn, id, &terms, counting).await
}

/// Makes one person, who joins the coalition.
///
/// # Errors
/// If the database fails or they are there.
pub async fn join(store: &Store, conn: &mut Conn, n: u64, now: Micros) -> Result<(), StoreError> {
    let row = Person {
        id: person(n),
        phrase: String::new(),
        lang: "en".into(),
    };
    people::add(conn, &row, &row.id, now).await?;
    let token = Token {
        id: sessions::hash(&secret(n)),
        person: row.id.clone(),
        name: String::new(),
        scopes: "read account member".into(),
        made: now,
        expires: now + 365 * DAY,
    };
    sessions::add_token(conn, &token).await?;
    let handle = format!("person-{n}");
    let row = Member {
        id: member(n),
        tier: tier(n).key().into(),
        joined: now,
        seen_day: now,
        ..testing::member(COALITION, &handle)
    };
    let tag = members::tag(&store.keys, &person(n));
    members::add(conn, &row, &tag, &handle).await
}

/// Makes many.
///
/// # Errors
/// As [`join`].
pub async fn join_all(store: &Store, who: Range<u64>, now: Micros) -> Result<(), StoreError> {
    let mut next = who.start;
    while next < who.end {
        let until = who.end.min(next + AT_ONCE);
        let mut tx = store.begin().await?;
        for n in next..until {
            join(store, &mut tx, n, now).await?;
        }
        tx.commit().await?;
        next = until;
    }
    Ok(())
}
