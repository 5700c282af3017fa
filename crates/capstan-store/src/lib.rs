//! What the service keeps: SQLite by default, PostgreSQL when it grows.
//!
//! One text of SQL serves both through `sqlx`'s `Any` driver; the few
//! differences stand in [`dialect`]. Columns are only TEXT, BIGINT and DOUBLE
//! PRECISION; ids are texts made here, times are microseconds UTC, JSON is
//! TEXT. Each module below owns some tables: its functions take a connection,
//! so that callers decide what happens in one transaction.
//!
//! Writes go one at a time ([`Store::begin`]), reads beside them
//! ([`Store::read`]). What was committed is on the disk: SQLite runs with
//! `synchronous=FULL`.

pub mod audits;
pub mod backup;
pub mod ballots;
pub mod blobs;
pub mod campaigns;
pub mod charters;
pub mod coalitions;
pub mod contacts;
pub mod decisions;
pub mod demo;
pub mod devices;
pub mod dialect;
pub mod directory;
pub mod donations;
pub mod endings;
pub mod error;
pub mod evidence;
pub mod export;
pub mod forecasts;
pub mod held;
pub mod id;
pub mod invitations;
pub mod jobs;
pub mod keys;
pub mod kits;
pub mod ledger;
pub mod log;
pub mod members;
pub mod messages;
pub mod migrate;
pub mod notices;
pub mod passkeys;
pub mod people;
#[cfg(test)]
mod plans;
pub mod pledges;
pub mod polls;
pub mod receipts;
pub mod replays;
pub mod reports;
pub mod roles;
pub mod sessions;
pub mod store;
pub mod testing;
pub mod values;
pub mod vault;

pub use error::StoreError;
pub use id::Micros;
pub use keys::Keys;
pub use sqlx;
pub use store::{Conn, Store, Tx};
