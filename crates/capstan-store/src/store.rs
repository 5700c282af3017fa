//! The database as a whole: opening it, reading, writing.

use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::keys::Keys;
use crate::migrate;
use crate::replays::{self, Key};
use sqlx::any::{Any, AnyPoolOptions};
use sqlx::{AnyPool, Transaction};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Once};
use std::time::Duration;

/// A connection: what every query is asked through.
pub type Conn = sqlx::AnyConnection;

/// A transaction that writes. It is undone unless it is committed.
pub type Tx = Transaction<'static, Any>;

/// The database and the secret of an installation.
#[derive(Clone, Debug)]
pub struct Store {
    dialect: Dialect,
    readers: AnyPool,
    writer: AnyPool,
    /// The secret of the installation.
    pub keys: Keys,
    soiled: Arc<AtomicBool>,
}

/// How many connections read beside the one that writes.
const READERS: u32 = 8;

impl Store {
    /// Opens the database at `address` (`sqlite:FILE`, made if it is not
    /// there, or `postgres://…`) and brings its tables up to date.
    ///
    /// # Errors
    /// If the address is not understood, the database cannot be reached, or
    /// its tables are newer than this program.
    pub async fn open(address: &str, keys: Keys) -> Result<Self, StoreError> {
        Self::open_at(address, keys, None).await
    }

    /// As [`Store::open`], with tables only brought up to a step.
    pub(crate) async fn open_at(
        address: &str,
        keys: Keys,
        step: Option<i64>,
    ) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let dialect = Dialect::of(address)?;
        let address = match dialect {
            Dialect::Sqlite if !address.contains('?') => format!("{address}?mode=rwc"),
            _ => address.to_owned(),
        };
        let pool = |most| {
            AnyPoolOptions::new()
                .max_connections(most)
                .acquire_timeout(Duration::from_secs(30))
                // A server may have gone meanwhile, a file has not.
                .test_before_acquire(dialect == Dialect::Postgres)
                .after_connect(move |conn, _| {
                    Box::pin(async move {
                        for statement in dialect.setup() {
                            sqlx::query(*statement).execute(&mut *conn).await?;
                        }
                        Ok(())
                    })
                })
        };
        let writer = match dialect {
            Dialect::Sqlite => pool(1),
            Dialect::Postgres => pool(READERS),
        };
        let writer = writer.connect(&address).await?;
        migrate::run(&writer, step).await?;
        let readers = pool(READERS).connect_lazy(&address)?;
        Ok(Self {
            dialect,
            readers,
            writer,
            keys,
            // What was removed before a crash may still be in the journal.
            soiled: Arc::new(AtomicBool::new(true)),
        })
    }

    /// Opens the SQLite database `capstan.db` in the folder `data`, with the
    /// secret beside it; makes what is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, or the database not be opened.
    pub async fn in_folder(data: &Path) -> Result<Self, StoreError> {
        let keys = Keys::open(&data.join("secret.key"))?;
        let file = data.join("capstan.db");
        Self::open(&format!("sqlite:{}", file.display()), keys).await
    }

    /// Which database it is.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// If the database cannot be reached.
    pub async fn read(&self) -> Result<sqlx::pool::PoolConnection<Any>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// A connection that sees everything as of one moment, until `ROLLBACK`.
    pub(crate) async fn snapshot(&self) -> Result<sqlx::pool::PoolConnection<Any>, StoreError> {
        let mut conn = self.read().await?;
        sqlx::query(self.dialect.snapshot())
            .execute(&mut *conn)
            .await?;
        Ok(conn)
    }

    /// Begins a transaction that writes. Only one runs at a time; others wait.
    /// If this task writes [under a key](replays::under), it is taken in.
    ///
    /// # Errors
    /// If the database cannot be reached, or what is done under the key was
    /// done.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let mut tx = self.writer.begin_with(self.dialect.begin()).await?;
        self.dialect.lock(&mut tx).await?;
        if let Some(key) = Key::current() {
            replays::keep(&mut tx, &key, 0).await?;
        }
        Ok(tx)
    }

    /// Says that something was removed that the database is to forget in its
    /// files too, with the next [`Store::scrub`].
    pub fn soil(&self) {
        self.soiled.store(true, Relaxed);
    }

    /// Has the database forget in its files what was removed, if it did not
    /// yet. SQLite overwrites what it removes and keeps older pages in its
    /// journal only, which is emptied here. PostgreSQL frees the rows; their
    /// bytes stay in its files until it writes over them.
    ///
    /// # Errors
    /// If the database fails. Someone who still reads older pages is no
    /// failure: it is tried again next time.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        if self.soiled.swap(false, Relaxed) {
            let mut conn = self.writer.acquire().await?;
            let scrubbed = self.dialect.scrub(&mut conn).await;
            if !matches!(scrubbed, Ok(true)) {
                self.soil();
            }
            scrubbed?;
        }
        Ok(())
    }

    /// Closes all connections, after what is under way.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}
