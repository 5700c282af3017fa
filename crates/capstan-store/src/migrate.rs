//! The tables, step by step. A step that was released never changes; a new one
//! is a new file and one line.

use crate::error::StoreError;
use sqlx::{AnyPool, SqlSafeStr};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::borrow::Cow;

/// The steps in order.
const STEPS: &[(i64, &str, &str)] = &[
    (1, "people", include_str!("../migrations/0001_people.sql")),
    (
        2,
        "notices",
        include_str!("../migrations/0002_notices.sql"),
    ),
    (
        10,
        "replays",
        include_str!("../migrations/0010_replays.sql"),
    ),
];

/// Brings the tables up to date.
///
/// # Errors
/// If the database refuses, or its tables are newer than this program or were
/// changed by hand.
pub(crate) async fn run(pool: &AnyPool) -> Result<(), StoreError> {
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
    Migrator::with_migrations(steps).run(pool).await?;
    Ok(())
}
