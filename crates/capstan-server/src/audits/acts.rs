//! What can be done with the pay audit of a coalition: asking for it, adding a
//! rule, looking at it.

use crate::app::App;
use crate::audits::ask::{self, Ask, Rules, Slice};
use crate::audits::check::{self, Check};
use crate::audits::work;
use crate::coalitions::acts::{Standing, log, standing};
use crate::donations::consent::Purpose;
use crate::problem::Problem;
use crate::who::Who;
use capstan_audit::Audit;
use capstan_coalition::role::{Deed, may};
use capstan_store::audits::{self, Asked, Ledger, Release};
use capstan_store::coalitions::Coalition;
use capstan_store::id::DAY;
use capstan_store::{Conn, Micros, charters, donations, jobs};
use std::collections::BTreeSet;

/// What the keys are used for here.
pub(super) const KEY: &str = "audits of pay";
/// The least time between two audits that are shown.
pub const APART: Micros = 7 * DAY;
/// The most rules that a coalition may add, ever: a formula is a question.
pub const MOST_RULES: usize = 3;
/// The most different questions that are ever answered.
pub const MOST_QUESTIONS: usize = 12;

/// How the audit of a coalition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is asked.
    None,
    /// It is being made, or will be.
    Making,
    /// It is being made again, since something was withdrawn.
    Again,
    /// It is shown.
    Shown,
    /// Too few workers have enough jobs.
    Few,
    /// The difference from what was shown before would tell about few.
    Near,
    /// No job has what the rule asks for.
    NoJobs,
}

impl State {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Making => "making",
            Self::Again => "again",
            Self::Shown => "shown",
            Self::Few => work::FEW,
            Self::Near => work::NEAR,
            Self::NoJobs => work::NO_JOBS,
        }
    }
}

/// The audit of a coalition as a member sees it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Who looks.
    pub standing: Standing,
    /// Whether they may ask.
    pub organises: bool,
    /// What is asked.
    pub ask: Option<Ask>,
    /// How it stands.
    pub state: State,
    /// Whether something is under way.
    pub open: bool,
    /// What came of the last check of what is shown, or was.
    pub check: Option<Check>,
    /// What is shown: the file as it was made, and when.
    pub shown: Option<(Audit, Release)>,
    /// Whether something came since, which is not in it.
    pub newer: bool,
    /// When another may be shown at the earliest, if that is not now.
    pub next: Option<Micros>,
    /// Of how many people a figure must be, beside the one who reads it.
    pub minimum: u64,
    /// The rules there are.
    pub rules: Rules,
}

/// Of how many people figures must be that leave a coalition. A page that
/// members see is such a thing: they may show it to others.
///
/// # Errors
/// If the charter cannot be read.
pub fn minimum(coalition: &Coalition) -> Result<u64, Problem> {
    let version = charters::read(&coalition.charter)?;
    Ok(version.charter.minimum_group.public)
}

/// Whether all that figures rest on is still there, with the consent for it.
///
/// # Errors
/// If the store fails.
pub async fn holds(
    conn: &mut Conn,
    coalition: &str,
    (version, basis): (i64, &[String]),
) -> Result<bool, Problem> {
    if donations::version(conn, coalition).await? == version {
        return Ok(true);
    }
    let here = audits::basis(conn, coalition, Purpose::Figures.key()).await?;
    Ok(basis.iter().all(|id| here.binary_search(id).is_ok()))
}

/// The audit of a coalition, for its members.
///
/// # Errors
/// If they are no member.
pub async fn see(app: &App, who: &Who, slug: &str) -> Result<Seen, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let here = standing.coalition.id.as_str();
    let version = donations::version(&mut conn, here).await?;
    let asked = audits::find(&mut conn, here).await?;
    let last = audits::last(&mut conn, &app.store.keys, here).await?;
    let open = match &asked {
        Some(asked) => is_open(&mut conn, asked).await?,
        None => false,
    };
    let check = match &last {
        Some(last) => check::of(&mut conn, &last.id).await?,
        None => None,
    };
    let next = last.as_ref().map(|last| last.made + APART);
    let first = last.is_none();
    let mut shown = None;
    if let Some(last) = last
        && !last.result.is_empty()
        && holds(&mut conn, here, (last.version, &last.basis)).await?
    {
        let audit = serde_json::from_str(&last.result);
        shown = audit.ok().map(|audit: Audit| (audit, last));
    }
    let state = match &asked {
        None => State::None,
        Some(_) if shown.is_some() => State::Shown,
        Some(asked) if open || asked.looked != version || asked.said.is_empty() => match first {
            true => State::Making,
            false => State::Again,
        },
        Some(asked) => match asked.said.as_str() {
            work::NEAR => State::Near,
            work::NO_JOBS => State::NoJobs,
            _ => State::Few,
        },
    };
    Ok(Seen {
        organises: may(standing.role, Deed::AuditPay),
        ask: asked.and_then(|asked| serde_json::from_str(&asked.ask).ok()),
        state,
        open: open || check.as_ref().is_some_and(Check::is_open),
        check,
        newer: shown.as_ref().is_some_and(|(_, r)| r.version != version),
        shown,
        next: next.filter(|next| *next > app.now()),
        minimum: minimum(&standing.coalition)?,
        rules: Rules(audits::rules(&mut conn, here).await?),
        standing,
    })
}

async fn is_open(conn: &mut Conn, asked: &Asked) -> Result<bool, Problem> {
    let job = jobs::find(conn, &asked.job).await?;
    Ok(job.is_some_and(|job| job.state.is_open()))
}

/// Says what is asked of the pay of a coalition, in place of what was asked
/// before. What is shown stays until there is another.
///
/// # Errors
/// If they may not, there is no such rule or period, or the answer would tell
/// about few beside answers that were given.
pub async fn ask(app: &App, who: &Who, slug: &str, ask: &Ask) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::AuditPay).await?;
    let here = standing.coalition.id.as_str();
    let rules = Rules(audits::rules(&mut tx, here).await?);
    let rule = rules.find(&ask.rule)?;
    let slice = ask.slice(&rule)?;
    let ask = Ask {
        platform: slice.platform.clone(),
        ..ask.clone()
    };
    let text = serde_json::json!(ask).to_string();
    let before = audits::releases(&mut tx, &app.store.keys, here).await?;
    let questions: BTreeSet<&str> = before.iter().map(|r| r.ask.as_str()).collect();
    if !questions.contains(text.as_str()) && questions.len() >= MOST_QUESTIONS {
        return Err(Problem::conflict("audits-questions").with("most", MOST_QUESTIONS));
    }
    for one in &before {
        let earlier: Slice = one.slice.parse()?;
        if slice.cuts(&earlier) {
            return Err(Problem::input("period", "audits-overlap"));
        }
    }
    audits::ask(&mut tx, here, &text).await?;
    let more = serde_json::json!({
        "rule": ask.rule, "platform": ask.platform, "period": ask.period,
        "tolerance": ask.tolerance.key(),
    });
    log(
        &mut tx,
        here,
        &standing.member.handle,
        "audit-pay",
        more,
        app.now(),
    )
    .await?;
    tx.commit().await?;
    due(app).await
}

/// Adds a rule to those of a coalition. Its whole file stands in the log, and
/// it stays.
///
/// # Errors
/// If they may not, it cannot be used, or there are enough.
pub async fn add_rule(app: &App, who: &Who, slug: &str, text: &str) -> Result<String, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::AuditPay).await?;
    let here = standing.coalition.id.as_str();
    let rule = ask::added(text)?;
    let before = audits::rules(&mut tx, here).await?;
    if before.iter().any(|(name, _)| *name == rule.name) {
        return Err(Problem::input("file", "audits-rule-taken"));
    }
    if before.len() >= MOST_RULES {
        return Err(Problem::conflict("audits-rules").with("most", MOST_RULES));
    }
    audits::add_rule(&mut tx, here, (&rule.name, text), now).await?;
    let more = serde_json::json!({"rule": rule.name, "file": text});
    log(
        &mut tx,
        here,
        &standing.member.handle,
        "added-pay-rule",
        more,
        now,
    )
    .await?;
    tx.commit().await?;
    Ok(rule.name)
}

/// What is public of the pay of a coalition, if all it rests on is still there;
/// and what that took of the budget.
///
/// # Errors
/// If the store fails.
pub async fn ledger(
    app: &App,
    conn: &mut Conn,
    coalition: &str,
) -> Result<Option<(Ledger, bool)>, Problem> {
    let Some(found) = audits::ledger(conn, &app.store.keys, coalition).await? else {
        return Ok(None);
    };
    let whole = holds(conn, coalition, (found.version, &found.basis)).await?;
    Ok(Some((found, whole)))
}

/// Has audits made whose donations changed, and removes the files of those
/// that rest on something that is gone.
///
/// # Errors
/// If the store fails.
pub async fn due(app: &App) -> Result<(), Problem> {
    let mut conn = app.store.read().await?;
    let waiting = audits::due(&mut conn).await?;
    for asked in waiting {
        let here = asked.coalition.as_str();
        let last = audits::last(&mut conn, &app.store.keys, here).await?;
        let soon = last.as_ref().is_some_and(|l| app.now() < l.made + APART);
        let wants = !soon && !is_open(&mut conn, &asked).await?;
        let file = last.filter(|last| !last.result.is_empty());
        let stale = match &file {
            Some(last) => !holds(&mut conn, here, (last.version, &last.basis)).await?,
            None => false,
        };
        if !wants && !stale {
            continue;
        }
        let mut tx = app.store.begin().await?;
        if let Some(last) = file.filter(|_| stale) {
            audits::stale(&mut tx, &last.id).await?;
        }
        // Another may have seen the same: one job is enough.
        let asked = audits::find(&mut tx, here).await?;
        if let Some(asked) = asked.filter(|_| wants)
            && !is_open(&mut tx, &asked).await?
        {
            let job = jobs::add(&mut tx, here, work::MAKE, here, app.now()).await?;
            audits::begun(&mut tx, here, &job).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
