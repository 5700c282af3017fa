//! Closing days, publishing their roots, and completing receipts.
//!
//! The service gives out a proof to whoever has the receipt and asks nothing
//! else of them, so that those who left can still have it.

use crate::api::list::{self, Page, Part};
use crate::app::App;
use crate::coalitions::acts::leave::key;
use crate::donations::acts::vault;
use crate::donations::receipt::Receipt;
use crate::problem::Problem;
use capstan_donation::receipt::{self, Proof};
use capstan_proof::{Digest, Fact, Statement};
use capstan_store::id::DAY;
use capstan_store::receipts::{self, Published, Root, day};
use capstan_store::{Conn, Micros, StoreError, donations};
use serde::Serialize;
use utoipa::ToSchema;

/// The fewest leaves of a closed day. There are more where there are more
/// receipts, always a power of two, so that nobody can tell how many donated.
const FEWEST: usize = 16;

/// The root of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReceiptRoot)]
pub struct DayRoot {
    /// The day, in UTC.
    #[schema(example = "2026-08-24")]
    pub day: String,
    /// The root of the tree of its receipts.
    #[schema(example = "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262")]
    pub root: String,
    /// The number of leaves, most of them of nobody.
    #[schema(example = 16)]
    pub leaves: i64,
    /// The signed statement of it, as `capstan verify` reads it.
    pub statement: String,
}

/// Some of the roots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ReceiptRoots)]
pub struct Roots {
    /// The key that signs receipts and roots.
    pub key: String,
    /// The roots, the newest first.
    pub items: Vec<DayRoot>,
    /// The cursor of the next page; null on the last.
    #[schema(example = "2026-08-24")]
    pub next: Option<String>,
}

/// A part of the roots, the newest first; its cursor is a day.
///
/// # Errors
/// If the cursor is no day.
pub async fn roots(app: &App, part: &Part) -> Result<Roots, Problem> {
    let before = part.behind(|text| {
        let date: jiff::civil::Date = text.parse().ok()?;
        let start = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(day(start.timestamp().as_microsecond()))
    })?;
    let mut conn = app.store.read().await?;
    let wanted = list::and_one(part.most());
    let found = receipts::roots(&mut conn, before.unwrap_or(i64::MAX), wanted).await?;
    let found = found.iter().map(|root| shown(app, root)).collect();
    let Page { items, next } = Page::of(found, part.most(), |root: &DayRoot| root.day.clone());
    Ok(Roots {
        key: key(&app.store.keys).public().to_string(),
        items,
        next,
    })
}

fn shown(app: &App, root: &Root) -> DayRoot {
    let ends = (root.day + 1) * DAY;
    let date = date(ends - DAY);
    let facts = [
        ("leaves".to_owned(), Fact::Number(root.leaves)),
        ("root".to_owned(), Fact::Text(root.root.to_string())),
    ];
    let statement = Statement {
        about: date.clone(),
        at: ends,
        facts: facts.into(),
        head: None,
        kind: "receipts-of-a-day".to_owned(),
    };
    DayRoot {
        day: date,
        root: root.root.to_string(),
        leaves: root.leaves,
        statement: statement.sign(&key(&app.store.keys)).to_string(),
    }
}

/// A receipt of ours with all that is known beside it: the proof, once its day
/// is closed, and that it was withdrawn, if it was.
///
/// # Errors
/// If it was not signed here, or a backup was restored in which the donation is
/// not.
pub async fn completed(app: &App, text: &str) -> Result<Receipt, Problem> {
    let wrong = |error: receipt::ReceiptError| {
        Problem::input("receipt", "receipts-not-ours").with("why", error)
    };
    let given = receipt::Receipt::parse(text).map_err(wrong)?;
    let bare = receipt::Receipt {
        receipt: given.receipt,
        proof: None,
        withdrawn: None,
    };
    let public = key(&app.store.keys).public();
    let (donated, _) = bare.verify(Some(&public), None).map_err(wrong)?;
    let mut conn = app.store.read().await?;
    let whole = complete(app, &mut conn, bare).await?;
    let hash = donated.donation.to_string();
    match whole.0.withdrawn.is_some() || donations::is_kept(&mut conn, &hash).await? {
        true => Ok(whole),
        false => Err(unknown(app, donated.at)?),
    }
}

/// What is said of a donation that was kept at `at`, of which there is neither
/// a row nor a word that it was withdrawn: a backup from before was restored.
fn unknown(app: &App, at: Micros) -> Result<Problem, StoreError> {
    let restored = vault(app).restored()?;
    let since = restored.iter().filter(|one| one.made <= at && at <= one.at);
    let given = date(at);
    Ok(match since.map(|one| one.made).min() {
        Some(made) => Problem::input("receipt", "receipts-put-back").with("day", date(made)),
        None => Problem::input("receipt", "receipts-not-here"),
    }
    .with("given", given))
}

/// The day of a time, in UTC.
fn date(at: Micros) -> String {
    let at = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
    at.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

/// As [`completed`], for a receipt that is certainly ours.
///
/// # Errors
/// If the store fails.
pub async fn complete(
    app: &App,
    conn: &mut Conn,
    mut bare: receipt::Receipt,
) -> Result<Receipt, Problem> {
    bare.proof = proof(conn, &receipt::leaf(&bare.receipt)).await?;
    let key = key(&app.store.keys);
    if let Ok((donated, _)) = bare.verify(None, None) {
        let gone = donations::tombstone(conn, &donated.donation.to_string()).await?;
        bare.withdrawn = gone.map(|at| donated.tombstone(at.max(donated.at), &key));
    }
    Ok(Receipt(bare))
}

async fn proof(conn: &mut Conn, leaf: &Digest) -> Result<Option<Proof>, StoreError> {
    let Some(root) = receipts::root_of(conn, leaf).await? else {
        return Ok(None);
    };
    let leaves = receipts::leaves(conn, root.day).await?;
    let place = leaves.iter().position(|other| other == leaf).unwrap_or(0);
    let size = leaves.len() as u64;
    let inclusion = receipt::tree(leaves).inclusion(place as u64, size).ok();
    Ok(inclusion.map(|inclusion| Proof {
        root: root.root,
        inclusion,
    }))
}

/// Closes the days that are over.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    let any = !receipts::open_days(&mut conn, day(app.now()))
        .await?
        .is_empty();
    drop(conn);
    if any {
        let mut tx = app.store.begin().await?;
        for day in receipts::open_days(&mut tx, day(app.now())).await? {
            let theirs = receipts::leaves(&mut tx, day).await?.len();
            let whole = theirs.next_power_of_two().max(FEWEST);
            let nobody = nobody(whole - theirs)?;
            let root = |all: &[Digest]| receipt::tree(all.iter().copied()).root();
            receipts::close(&mut tx, &published(app), day, &nobody, root).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// What was published of closed days, beside the database.
pub fn published(app: &App) -> Published {
    Published::new(&app.config.data)
}

/// So many leaves of nobody, which nothing tells from those of receipts.
fn nobody(count: usize) -> Result<Vec<Digest>, Problem> {
    let mut bytes = vec![[0; 32]; count];
    for leaf in &mut bytes {
        getrandom::fill(leaf).map_err(|error| {
            tracing::error!(%error, "the system gives no random numbers");
            Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours")
        })?;
    }
    Ok(bytes.into_iter().map(Digest::new).collect())
}
