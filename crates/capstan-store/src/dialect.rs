//! What SQLite and PostgreSQL do differently. All of it stands here.

use crate::error::StoreError;
use crate::store::Conn;
use sqlx::Row;

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
    Real,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
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

    /// How a transaction begins that reads one moment of everything.
    pub(crate) fn snapshot(self) -> &'static str {
        match self {
            Self::Sqlite => "BEGIN",
            Self::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        }
    }

    /// The tables, those first that others refer to, with the names and types
    /// of their columns.
    pub(crate) async fn tables(self, conn: &mut Conn) -> Result<Vec<Table>, StoreError> {
        let names = match self {
            // Tables stand in the order in which they were made.
            Self::Sqlite => sqlx::query(
                "SELECT name FROM sqlite_master WHERE type = 'table'
                 AND name NOT LIKE 'sqlite_%' AND name <> '_sqlx_migrations' ORDER BY rowid",
            ),
            Self::Postgres => sqlx::query(
                "SELECT CAST(relname AS TEXT) FROM pg_class
                 WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)
                 AND relname <> '_sqlx_migrations' ORDER BY oid",
            ),
        };
        let mut tables = Vec::new();
        for row in names.fetch_all(&mut *conn).await? {
            let name: String = row.get(0);
            let columns = match self {
                Self::Sqlite => {
                    sqlx::query("SELECT name, type FROM pragma_table_info($1) ORDER BY cid")
                }
                Self::Postgres => sqlx::query(
                    "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT)
                     FROM information_schema.columns
                     WHERE table_schema = current_schema() AND table_name = $1
                     ORDER BY ordinal_position",
                ),
            };
            let columns = columns.bind(&name).fetch_all(&mut *conn).await?;
            let columns = columns
                .iter()
                .map(|row| {
                    let kind: String = row.get(1);
                    let kind = match kind.to_ascii_lowercase().as_str() {
                        "bigint" => Kind::Whole,
                        "double precision" => Kind::Real,
                        _ => Kind::Text,
                    };
                    (row.get(0), kind)
                })
                .collect();
            tables.push(Table { name, columns });
        }
        Ok(tables)
    }

    /// What a table refers to: its columns, each with the table and column
    /// whose values it holds.
    pub(crate) async fn references(
        self,
        conn: &mut Conn,
        table: &str,
    ) -> Result<Vec<(String, String, String)>, StoreError> {
        let query = match self {
            Self::Sqlite => sqlx::query(
                "SELECT \"from\", \"table\", coalesce(\"to\", 'id')
                 FROM pragma_foreign_key_list($1) WHERE seq = 0 ORDER BY id",
            ),
            Self::Postgres => sqlx::query(
                "SELECT CAST(a.attname AS TEXT), CAST(parent.relname AS TEXT), CAST(b.attname AS TEXT)
                 FROM pg_constraint c
                 JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                 JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
                 JOIN pg_class parent ON parent.oid = c.confrelid
                 WHERE c.contype = 'f' AND c.conrelid = CAST($1 AS regclass) ORDER BY c.oid",
            ),
        };
        let rows = query.bind(table).fetch_all(conn).await?;
        Ok(rows
            .iter()
            .map(|row| (row.get(0), row.get(1), row.get(2)))
            .collect())
    }

    /// The dialect of a connection.
    pub(crate) fn of_connection(conn: &Conn) -> Self {
        match conn.backend_name() {
            "PostgreSQL" => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    /// What makes a new random id in each row of a query.
    pub(crate) fn random_id(self) -> &'static str {
        match self {
            Self::Sqlite => "lower(hex(randomblob(16)))",
            Self::Postgres => "replace(CAST(gen_random_uuid() AS TEXT), '-', '')",
        }
    }

    /// Makes the database forget in its files what was removed, outside of any
    /// transaction. Says whether it could; else someone reads what was there
    /// before.
    pub(crate) async fn scrub(self, conn: &mut Conn) -> Result<bool, StoreError> {
        match self {
            Self::Sqlite => {
                // Whoever writes waits meanwhile, so not for long.
                sqlx::query("PRAGMA busy_timeout = 200")
                    .execute(&mut *conn)
                    .await?;
                let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                    .fetch_one(&mut *conn)
                    .await;
                sqlx::query("PRAGMA busy_timeout = 10000")
                    .execute(&mut *conn)
                    .await?;
                Ok(row?.get::<i64, _>(0) == 0)
            }
            Self::Postgres => {
                sqlx::query("VACUUM donations, donation_marks")
                    .execute(&mut *conn)
                    .await?;
                Ok(true)
            }
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
