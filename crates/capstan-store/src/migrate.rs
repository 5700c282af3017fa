//! The tables, step by step. A step that was released never changes; a new one
//! is a new file and one line.

use crate::error::StoreError;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AnyPool, SqlSafeStr};
use std::borrow::Cow;

/// The steps in order.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "people", include_str!("../migrations/0001_people.sql")),
    (2, "notices", include_str!("../migrations/0002_notices.sql")),
    (
        3,
        "contacts",
        include_str!("../migrations/0003_contacts.sql"),
    ),
    (
        4,
        "coalitions",
        include_str!("../migrations/0004_coalitions.sql"),
    ),
    (
        5,
        "campaigns",
        include_str!("../migrations/0005_campaigns.sql"),
    ),
    (6, "pledges", include_str!("../migrations/0006_pledges.sql")),
    (7, "kits", include_str!("../migrations/0007_kits.sql")),
    (8, "jobs", include_str!("../migrations/0008_jobs.sql")),
    (
        9,
        "forecasts",
        include_str!("../migrations/0009_forecasts.sql"),
    ),
    (
        10,
        "replays",
        include_str!("../migrations/0010_replays.sql"),
    ),
    (
        11,
        "decisions",
        include_str!("../migrations/0011_decisions.sql"),
    ),
    (12, "polls", include_str!("../migrations/0012_polls.sql")),
    (13, "demo", include_str!("../migrations/0013_demo.sql")),
    (
        14,
        "evidence",
        include_str!("../migrations/0014_evidence.sql"),
    ),
    (
        15,
        "devices",
        include_str!("../migrations/0015_devices.sql"),
    ),
    (
        16,
        "announcements",
        include_str!("../migrations/0016_announcements.sql"),
    ),
    (
        17,
        "donations",
        include_str!("../migrations/0017_donations.sql"),
    ),
    (
        18,
        "receipts",
        include_str!("../migrations/0018_receipts.sql"),
    ),
    (
        19,
        "messages",
        include_str!("../migrations/0019_messages.sql"),
    ),
    (20, "audits", include_str!("../migrations/0020_audits.sql")),
    (21, "values", include_str!("../migrations/0021_values.sql")),
    (
        22,
        "passkeys",
        include_str!("../migrations/0022_passkeys.sql"),
    ),
    (
        23,
        "announced to",
        include_str!("../migrations/0023_announced_to.sql"),
    ),
    (
        24,
        "audit checks",
        include_str!("../migrations/0024_audit_checks.sql"),
    ),
    (25, "links", include_str!("../migrations/0025_links.sql")),
    (26, "ledger", include_str!("../migrations/0026_ledger.sql")),
    (27, "pools", include_str!("../migrations/0027_pools.sql")),
    (
        28,
        "withdrawn",
        include_str!("../migrations/0028_withdrawn.sql"),
    ),
    (
        29,
        "endings",
        include_str!("../migrations/0029_endings.sql"),
    ),
    (30, "told", include_str!("../migrations/0030_told.sql")),
];

/// The texts of all steps, in order.
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    STEPS.iter().map(|step| step.2)
}

/// The newest step of this program.
pub(crate) fn newest() -> i64 {
    STEPS.last().map_or(0, |step| step.0)
}

/// Brings the tables up to date, or only up to a step.
///
/// # Errors
/// If the database refuses, or its tables are newer than this program or were
/// changed by hand.
pub(crate) async fn run(pool: &AnyPool, to: Option<i64>) -> Result<(), StoreError> {
    let steps = STEPS
        .iter()
        .map(|&(version, name, sql)| {
            Migration::new(
                version,
                Cow::Borrowed(name),
                MigrationType::Simple,
                sqlx::AssertSqlSafe(sql).into_sql_str(),
                false,
            )
        })
        .collect();
    let migrator = Migrator::with_migrations(steps);
    match to {
        Some(step) => migrator.run_to(step, pool).await?,
        None => migrator.run(pool).await?,
    }
    Ok(())
}
