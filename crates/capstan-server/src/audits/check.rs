//! Checking an audit that is shown: it is made again from the donations it
//! rests on, and the two files are compared.

use crate::app::App;
use crate::audits::acts::holds;
use crate::audits::ask::Slice;
use crate::coalitions::acts::standing;
use crate::donations::acts::events_among;
use crate::jobs::{self, Failure, Watched};
use crate::problem::Problem;
use crate::who::Who;
use capstan_audit::Audit;
use capstan_audit::verify::{Agreement, verify};
use capstan_coalition::role::Deed;
use capstan_data::pay::PayEvent;
use capstan_store::audits::checks::{self, Said};
use capstan_store::audits::{self, Release};
use capstan_store::jobs::{Job, State};
use capstan_store::{Conn, Micros};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// The kind of job that checks an audit. Its `args` are the audit's id.
pub const CHECK: &str = "audit-check";
/// The least time between two checks of one audit: an hour.
pub const APART: Micros = 3600 * 1_000_000;

/// What came of the last check of an audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = AuditCheck)]
pub struct Check {
    /// `making`, `same` (to the byte), `numbers` (the same numbers, by another
    /// version of Capstan), `differs`, `gone` (something it rests on was
    /// withdrawn since), or `failed` (ask again).
    #[schema(example = "same")]
    pub said: &'static str,
    /// Where the two files differ, as paths into `audit.json`.
    pub places: Vec<String>,
    /// When, in microseconds UTC since 1970.
    #[schema(example = 1_790_000_000_000_000_i64)]
    pub made: Micros,
}

impl Check {
    /// Whether it is under way.
    pub fn is_open(&self) -> bool {
        self.said == "making"
    }
}

/// The last check of an audit, if there was one.
///
/// # Errors
/// If the store fails.
pub async fn of(conn: &mut Conn, audit: &str) -> Result<Option<Check>, Problem> {
    let Some(found) = checks::find(conn, audit).await? else {
        return Ok(None);
    };
    let job = capstan_store::jobs::find(conn, &found.job).await?;
    let open = job.is_some_and(|job: Job| job.state.is_open() || job.state == State::Done);
    Ok(Some(Check {
        said: match found.said {
            Some(said) => said.word(),
            None if open => "making",
            None => "failed",
        },
        places: found.places,
        made: found.made,
    }))
}

/// Has the audit of a coalition that is shown made again and compared. One that
/// is being checked is not checked twice.
///
/// # Errors
/// If they are no member, no audit is shown, or it was checked within the hour.
pub async fn ask(app: &App, who: &Who, slug: &str) -> Result<(), Problem> {
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::ReadAsMember).await?;
    let here = standing.coalition.id.as_str();
    let last = audits::last(&mut tx, &app.store.keys, here).await?;
    let none = || Problem::conflict("audits-nothing-to-check");
    let last = last.filter(|last| !last.result.is_empty());
    let last = last.ok_or_else(none)?;
    if !holds(&mut tx, here, (last.version, &last.basis)).await? {
        return Err(none());
    }
    if let Some(check) = of(&mut tx, &last.id).await? {
        if check.is_open() {
            return Ok(());
        }
        if check.said != "failed" && app.now() < check.made + APART {
            return Err(Problem::conflict("audits-checked-now"));
        }
    }
    let job = capstan_store::jobs::add(&mut tx, here, CHECK, &last.id, app.now()).await?;
    checks::begun(&mut tx, &last.id, &job, app.now()).await?;
    Ok(tx.commit().await?)
}

/// Checks an audit.
///
/// # Errors
/// If another is shown by now, or the store fails.
pub async fn check(app: App, job: Job, _watch: Arc<Watched>) -> Result<(), Failure> {
    let here = job.coalition.as_str();
    let gone = || Failure::Never(Problem::conflict("audits-gone"));
    let mut conn = app.store.read().await?;
    let last = audits::last(&mut conn, &app.store.keys, here).await?;
    let last = last.filter(|last| last.id == job.args).ok_or_else(gone)?;
    let whole = holds(&mut conn, here, (last.version, &last.basis)).await?;
    let (said, places) = match whole && !last.result.is_empty() {
        false => (Said::Gone, Vec::new()),
        true => {
            let events = events_among(&app, &mut conn, here, &last.basis).await?;
            drop(conn);
            let events = events.into_iter().map(|(_, event)| event).collect();
            jobs::engine(move || Ok(compared(&last, events))).await?
        }
    };
    let mut tx = app.store.begin().await?;
    capstan_store::jobs::finish(&mut tx, &job, said.word()).await?;
    checks::done(&mut tx, &job.args, (said, &places), app.now()).await?;
    Ok(tx.commit().await?)
}

/// What comes of making an audit again from these events. Of what differs only
/// the places are told: what is found there now was never released.
fn compared(last: &Release, events: Vec<PayEvent>) -> (Said, Vec<String>) {
    let audit = serde_json::from_str::<Audit>(&last.result).ok();
    let Some((audit, slice)) = audit.zip(last.slice.parse::<Slice>().ok()) else {
        return (Said::Differs, Vec::new());
    };
    match verify(&audit, &last.result, &slice.of(events)) {
        Ok(verdict) => match verdict.agreement {
            Agreement::Bytes => (Said::Same, Vec::new()),
            Agreement::Numbers => (Said::Numbers, Vec::new()),
            Agreement::Differs => (Said::Differs, verdict.places()),
        },
        Err(error) => {
            tracing::error!(%error, "an audit cannot be made again");
            (Said::Differs, Vec::new())
        }
    }
}
