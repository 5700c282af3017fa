//! The engine's part: making an audit of what members donated, if it may be
//! shown beside all that was shown before.

use crate::app::App;
use crate::audits::acts::{self, KEY};
use crate::audits::ask::{Ask, Rules, Slice};
use crate::donations;
use crate::donations::consent::Purpose;
use crate::jobs::{self, Failure, Watched};
use crate::problem::Problem;
use capstan_audit::{Question, audit, release};
use capstan_data::pay::PayEvent;
use capstan_stats::disclosure::{Book, Contributions, Withheld};
use capstan_store::audits::{self, Release};
use capstan_store::coalitions;
use capstan_store::jobs::Job;
use std::sync::Arc;

/// The kind of job that makes an audit. Its `args` are the coalition's id.
pub const MAKE: &str = "audit";

/// What the events are called in the recipe: `capstan verify` looks for them
/// there.
const FILE: &str = "donations.csv";

/// What may be shown.
struct Made {
    result: String,
    stands: String,
}

/// Why nothing new may be shown, as it is stored.
pub(super) const FEW: &str = "few";
pub(super) const NEAR: &str = "near";
pub(super) const NO_JOBS: &str = "no-jobs";

/// Makes the audit of a coalition.
///
/// # Errors
/// If it was cancelled, nothing is asked any more, or the store fails.
pub async fn make(app: App, job: Job, _watch: Arc<Watched>) -> Result<(), Failure> {
    let here = job.args.as_str();
    let gone = || Failure::Never(Problem::conflict("audits-gone"));
    let mut conn = app.store.read().await?;
    // Whatever changes from here on is seen at the end.
    let version = capstan_store::donations::version(&mut conn, here).await?;
    let asked = audits::find(&mut conn, here).await?.ok_or_else(gone)?;
    let coalition = coalitions::by_id(&mut conn, here).await?;
    let minimum = acts::minimum(&coalition.ok_or_else(gone)?)?;
    let rules = Rules(audits::rules(&mut conn, here).await?);
    let before = audits::releases(&mut conn, &app.store.keys, here).await?;
    let basis = audits::basis(&mut conn, here, Purpose::Figures.key()).await?;
    let events = donations::acts::events(&app, &mut conn, here).await?;
    drop(conn);
    let ask: Ask = serde_json::from_str(&asked.ask).map_err(|_| gone())?;
    let rule = rules.find(&ask.rule).map_err(Failure::Never)?;
    let slice = ask.slice(&rule).map_err(Failure::Never)?;
    let question = ask.question(rule, minimum).map_err(|_| gone())?;
    let key = app.store.keys.of(KEY);
    let events = events.into_iter().map(|(_, event)| event).collect();
    let looked = slice.clone();
    let made = jobs::engine(move || Ok(made(&looked, events, question, &key, &before)));
    let made = made.await?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    capstan_store::jobs::finish(&mut tx, &job, "").await?;
    let current = capstan_store::donations::version(&mut tx, here).await?;
    let asks = audits::find(&mut tx, here).await?.map(|asked| asked.ask);
    // Otherwise it is stale already, and due again.
    if current == version && asks.as_deref() == Some(&asked.ask) {
        match made {
            Ok(made) => {
                let release = Release {
                    id: String::new(),
                    coalition: here.to_owned(),
                    ask: asked.ask,
                    slice: slice.to_string(),
                    version,
                    basis,
                    stands: made.stands,
                    result: made.result,
                    made: now,
                };
                audits::add(&mut tx, &app.store.keys, &release).await?;
                audits::looked(&mut tx, here, version, "").await?;
            }
            Err(said) => audits::looked(&mut tx, here, version, said).await?,
        }
    }
    Ok(tx.commit().await?)
}

/// The audit and who stands behind it, or why nothing new may be shown.
fn made(
    slice: &Slice,
    events: Vec<PayEvent>,
    mut question: Question,
    key: &[u8; 32],
    before: &[Release],
) -> Result<Made, &'static str> {
    let events = slice.of(events);
    let mut book = Book::default();
    for one in before.iter().filter(|r| r.slice == slice.to_string()) {
        let stands: Vec<(String, Contributions)> =
            serde_json::from_str(&one.stands).map_err(|_| NEAR)?;
        for (figure, stands) in stands {
            book.write(&figure, stands);
        }
    }
    let release = release(&events, &question, key, &book).map_err(|why| match why {
        Withheld::TooFew { .. } => FEW,
        _ => NEAR,
    })?;
    question.held = release.held;
    let audit = audit(&events, FILE, &question).map_err(|_| NO_JOBS)?;
    Ok(Made {
        result: audit.to_json(),
        stands: serde_json::json!(release.stands).to_string(),
    })
}
