//! What SQLite and PostgreSQL do differently. All of it stands here.

use crate::error::StoreError;
use crate::store::Conn;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Dialect {
    /// The dialect of an address.
    ///
    /// # Errors
    /// If the address is of neither.
    pub fn of(address: &str) -> Result<Self, StoreError> {
        match address.split(':').next() {
            Some("sqlite") => Ok(Self::Sqlite),
            Some("postgres" | "postgresql") => Ok(Self::Postgres),
            _ => Err(StoreError::Address {
                // What stands before an @ may be a password.
                found: format!("\"…{}\"", address.rsplit('@').next().unwrap_or("")),
            }),
        }
    }

    /// How a new connection is set up.
    pub(crate) fn setup(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                "PRAGMA busy_timeout = 10000",
                "PRAGMA secure_delete = ON",
                "PRAGMA cache_size = -32768",
            ],
            Self::Postgres => &["SET synchronous_commit = on"],
        }
    }

    /// How a transaction that writes begins. Only one writes at a time, on
    /// both, so that what was read in it still holds when it ends.
    pub(crate) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN IMMEDIATE",
            Self::Postgres => "BEGIN",
        }
    }

    /// Waits, inside a transaction, until no other writes.
    pub(crate) async fn lock(self, conn: &mut Conn) -> Result<(), StoreError> {
        if self == Self::Postgres {
            sqlx::query("SELECT CAST(pg_advisory_xact_lock(hashtext(current_schema())) AS TEXT)")
                .execute(conn)
                .await?;
        }
        Ok(())
    }
}
