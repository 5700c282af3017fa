//! What everyone may see of the pay of a coalition: two figures, with noise
//! that hides what any one worker adds. The noise is drawn once and kept, and a
//! budget ends it.

use crate::app::App;
use crate::audits::acts::{self, State};
use crate::coalitions::acts::{coalition, log, standing};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_stats::Interval;
use capstan_stats::disclosure::Spent;
use capstan_store::audits::{self, Ledger};
use capstan_store::{Conn, Micros, donations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether this program can draw such noise.
pub const OFFERED: bool = cfg!(feature = "privacy");
/// The largest sum of what is spent of a coalition's workers.
pub const BUDGET: f64 = 4.0;
/// What each of the two figures takes.
pub const EPSILON: f64 = 0.5;

/// Figures with noise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PublicPay)]
pub struct Figures {
    /// How many workers were counted.
    #[schema(example = 40)]
    pub of: usize,
    /// The share paid less than by the rule, and between what it lies, as far
    /// as the noise goes.
    #[schema(value_type = Object, example = json!({"value": 0.41, "low": 0.26, "high": 0.56}))]
    pub cut: Interval,
    /// The same of the average worker's change.
    #[serde(alias = "worker_mean")]
    #[schema(value_type = Object, example = json!({"value": -0.03, "low": -0.2, "high": 0.13}))]
    pub worker_mean: Interval,
}

/// What is public, and how it stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PublicAudit)]
pub struct Public {
    /// Whether this service can make public figures at all.
    pub offered: bool,
    /// The figures; nothing where none were made, or something they rested on
    /// was withdrawn.
    pub figures: Option<Figures>,
    /// Whether there were some that are not shown any more.
    pub withdrawn: bool,
    /// When the noise was drawn, in microseconds UTC since 1970; 0 if never.
    pub made: Micros,
}

/// A line of the ledger.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PrivacySpent)]
pub struct Entry {
    /// Which figure.
    #[schema(example = "share cut")]
    pub figure: String,
    /// What it took of the budget.
    #[schema(example = 0.5)]
    pub epsilon: f64,
}

/// What of the budget was spent on what.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PrivacyLedger)]
pub struct Spending {
    /// The budget.
    #[schema(example = 4.0)]
    pub budget: f64,
    /// What is left of it.
    #[schema(example = 3.0)]
    pub left: f64,
    /// What was released, in order.
    pub entries: Vec<Entry>,
}

/// What is public of the pay of a coalition.
///
/// # Errors
/// If there is no such coalition.
pub async fn see(app: &App, slug: &str) -> Result<Public, Problem> {
    let mut conn = app.store.read().await?;
    let here = coalition(&mut conn, slug).await?.id;
    let found = acts::ledger(app, &mut conn, &here).await?;
    let figures = found.as_ref().filter(|(_, whole)| *whole);
    Ok(Public {
        offered: OFFERED,
        figures: figures.and_then(|(l, _)| serde_json::from_str(&l.figures).ok()),
        withdrawn: found.as_ref().is_some_and(|(_, whole)| !whole),
        made: found.map_or(0, |(ledger, _)| ledger.made),
    })
}

async fn spent(app: &App, conn: &mut Conn, here: &str) -> Result<Spent, Problem> {
    let found = audits::ledger(conn, &app.store.keys, here).await?;
    let read = found.map(|ledger| serde_json::from_str(&ledger.ledger));
    let damaged = |_| Problem::new(axum::http::StatusCode::INTERNAL_SERVER_ERROR, "ours");
    let read = read.transpose().map_err(damaged)?;
    Ok(read.unwrap_or_else(|| Spent::new(BUDGET)))
}

/// What of the budget of a coalition was spent, for its organisers.
///
/// # Errors
/// If they may not.
pub async fn spending(app: &App, who: &Who, slug: &str) -> Result<Spending, Problem> {
    let mut conn = app.store.read().await?;
    let reads = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    if !capstan_coalition::role::may(reads.role, Deed::AuditPay) {
        return Err(Problem::forbidden("role-too-low"));
    }
    let spent = spent(app, &mut conn, &reads.coalition.id).await?;
    Ok(Spending {
        budget: spent.budget,
        left: spent.left(),
        entries: (spent.entries.iter())
            .map(|entry| Entry {
                // What follows names the data by their hash.
                figure: entry
                    .figure
                    .split(" of ")
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
                epsilon: entry.epsilon,
            })
            .collect(),
    })
}

/// Releases the figures of the audit that is shown to everyone. Asked again
/// about the same jobs, they are the same and take nothing.
///
/// # Errors
/// If they may not, no audit is shown, jobs came since, or the budget does not
/// reach.
pub async fn publish(app: &App, who: &Who, slug: &str) -> Result<(), Problem> {
    let seen = acts::see(app, who, slug).await?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::AuditPay).await?;
    if !OFFERED {
        return Err(Problem::conflict("audits-no-privacy"));
    }
    let here = standing.coalition.id.as_str();
    let version = donations::version(&mut tx, here).await?;
    let shown = seen.shown.filter(|_| seen.state == State::Shown);
    let (audit, release) = shown.ok_or(Problem::conflict("audits-not-shown"))?;
    if release.version != version {
        return Err(Problem::conflict("audits-not-current"));
    }
    let mut spent = spent(app, &mut tx, here).await?;
    let events = crate::donations::acts::events(app, &mut tx, here).await?;
    let events = events.into_iter().map(|(_, event)| event).collect();
    let events = release
        .slice
        .parse::<crate::audits::ask::Slice>()?
        .of(events);
    let before = spent.entries.len();
    let figures = draw(&events, &audit, &mut spent)?;
    // What was drawn is kept before anyone sees it.
    let ledger = Ledger {
        ledger: serde_json::json!(spent).to_string(),
        figures: serde_json::json!(figures).to_string(),
        version,
        basis: release.basis,
        made: now,
    };
    audits::put_ledger(&mut tx, &app.store.keys, here, &ledger).await?;
    if spent.entries.len() > before {
        let more = serde_json::json!({"epsilon": 2.0 * EPSILON, "left": spent.left()});
        let by = &standing.member.handle;
        log(&mut tx, here, by, "published-pay-figures", more, now).await?;
    }
    Ok(tx.commit().await?)
}

#[cfg(feature = "privacy")]
fn draw(
    events: &[capstan_data::pay::PayEvent],
    audit: &capstan_audit::Audit,
    spent: &mut Spent,
) -> Result<Figures, Problem> {
    use capstan_audit::AuditError;
    use capstan_stats::disclosure::SpentError;
    let few = || Problem::conflict("audits-not-shown");
    let question = audit.question().map_err(|_| few())?;
    let drawn = capstan_audit::public::public(events, &question, EPSILON, spent);
    let drawn = drawn.map_err(|error| match error {
        AuditError::Public(SpentError::Budget { .. }) => Problem::conflict("audits-budget"),
        error => {
            tracing::error!(%error, "no public figures could be made");
            few()
        }
    })?;
    Ok(Figures {
        of: drawn.of,
        cut: drawn.cut,
        worker_mean: drawn.worker_mean,
    })
}

#[cfg(not(feature = "privacy"))]
fn draw(
    _: &[capstan_data::pay::PayEvent],
    _: &capstan_audit::Audit,
    _: &mut Spent,
) -> Result<Figures, Problem> {
    Err(Problem::conflict("audits-no-privacy"))
}
