//! Money that belongs to many: a ledger in which every coin leaves one account
//! and enters another.
//!
//! A [round](rounds) says who has how many units of the money of a period. What
//! comes in is booked in constant time, whatever the number of members: one
//! number of the round grows, how many coins were received for all units. What
//! a member earned is that, times their units, divided by all units, rounded
//! down; it is worked out only where it is looked at or drawn. This is the
//! cumulative index of pooled rewards (Batog, Boca and Johnson 2018, "Scalable
//! Reward Distribution on the Ethereum Blockchain"), kept as a fraction, so
//! that no coin is lost to rounding.
//!
//! Whose an account is stands there as a keyed tag of coalition and person:
//! who leaves the coalition keeps it.

pub mod accounts;
pub mod payments;
pub mod pools;
pub mod rounds;
pub mod spending;
#[cfg(test)]
mod tests;

use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::fmt;

/// Where coins can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account<'a> {
    /// Where budgets come from; it holds minus what came.
    Budget,
    /// Kept for the public good.
    PublicGood,
    /// Set aside for what transfers cost.
    Fees,
    /// What a round received, and nobody drew yet. Its id.
    Round(&'a str),
    /// What someone drew, and is to be paid. The id of the account.
    Member(&'a str),
    /// What was paid out.
    Bank,
}

impl fmt::Display for Account<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Budget => f.write_str("budget"),
            Self::PublicGood => f.write_str("public-good"),
            Self::Fees => f.write_str("fees"),
            Self::Round(id) => write!(f, "round:{id}"),
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Bank => f.write_str("bank"),
        }
    }
}

/// One movement of coins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the ledger of the coalition, from 1.
    pub n: i64,
    /// What it is part of, by which it is posted only once.
    pub act: String,
    /// The currency.
    pub currency: String,
    /// Where the coins leave.
    pub source: String,
    /// Where they enter.
    pub target: String,
    /// How many.
    pub coins: i64,
    /// The entry that it takes back.
    pub reverses: Option<i64>,
    /// When.
    pub made: Micros,
}

/// What is in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The currency.
    pub currency: String,
    /// The account.
    pub account: String,
    /// The coins.
    pub coins: i64,
}

/// The ledger of a coalition in one currency, at a time.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The coalition.
    pub coalition: &'a str,
    /// The currency.
    pub currency: &'a str,
    /// The time.
    pub now: Micros,
}

fn entry(row: &AnyRow) -> Entry {
    Entry {
        n: row.get(0),
        act: row.get(1),
        currency: row.get(2),
        source: row.get(3),
        target: row.get(4),
        coins: row.get(5),
        reverses: row.get(6),
        made: row.get(7),
    }
}

const COLUMNS: &str = "n, act, currency, source, target, coins, reverses, made";

impl Book<'_> {
    /// Moves coins from one account to another; moving none is no entry.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if `act` did so already; if the account would be
    /// overdrawn, or the database fails. Nothing of the transaction may be
    /// committed then.
    pub async fn post(
        &self,
        conn: &mut Conn,
        act: &str,
        (source, target): (Account<'_>, Account<'_>),
        coins: i64,
    ) -> Result<(), StoreError> {
        if coins == 0 {
            return Ok(());
        }
        let ends = (source.to_string(), target.to_string());
        self.write(conn, act, (&ends.0, &ends.1), coins, None).await
    }

    /// Takes back every entry of an act by one in the other direction.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if that was done already; if an account would be
    /// overdrawn, or the database fails.
    pub async fn reverse(&self, conn: &mut Conn, act: &str) -> Result<(), StoreError> {
        for entry in of_act(conn, self.coalition, act).await? {
            self.counter(conn, &entry).await?;
        }
        Ok(())
    }

    /// Takes back one entry by one in the other direction.
    ///
    /// # Errors
    /// As [`Self::reverse`].
    pub async fn counter(&self, conn: &mut Conn, entry: &Entry) -> Result<(), StoreError> {
        let act = format!("back:{}", entry.act);
        let ends = (&*entry.target, &*entry.source);
        self.write(conn, &act, ends, entry.coins, Some(entry.n))
            .await
    }

    /// How many coins are in an account.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn holds(&self, conn: &mut Conn, account: Account<'_>) -> Result<i64, StoreError> {
        let row = sqlx::query(
            "SELECT coins FROM balances WHERE coalition = $1 AND currency = $2 AND account = $3",
        )
        .bind(self.coalition)
        .bind(self.currency)
        .bind(account.to_string())
        .fetch_optional(conn)
        .await?;
        Ok(row.map_or(0, |row| row.get(0)))
    }

    async fn write(
        &self,
        conn: &mut Conn,
        act: &str,
        (source, target): (&str, &str),
        coins: i64,
        reverses: Option<i64>,
    ) -> Result<(), StoreError> {
        let row = sqlx::query("SELECT coalesce(max(n), 0) FROM entries WHERE coalition = $1")
            .bind(self.coalition)
            .fetch_one(&mut *conn)
            .await?;
        let n: i64 = row.get(0);
        sqlx::query(
            "INSERT INTO entries
                 (coalition, n, act, currency, source, target, coins, reverses, made)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(self.coalition)
        .bind(n + 1)
        .bind(act)
        .bind(self.currency)
        .bind(source)
        .bind(target)
        .bind(coins)
        .bind(reverses)
        .bind(self.now)
        .execute(&mut *conn)
        .await
        .map_err(StoreError::taken("entry"))?;
        for (account, change) in [(source, -coins), (target, coins)] {
            sqlx::query(
                "INSERT INTO balances (coalition, currency, account, coins)
                 VALUES ($1, $2, $3, 0) ON CONFLICT (coalition, currency, account) DO NOTHING",
            )
            .bind(self.coalition)
            .bind(self.currency)
            .bind(account)
            .execute(&mut *conn)
            .await?;
            sqlx::query(
                "UPDATE balances SET coins = coins + $1
                 WHERE coalition = $2 AND currency = $3 AND account = $4",
            )
            .bind(change)
            .bind(self.coalition)
            .bind(self.currency)
            .bind(account)
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }
}

/// The entries of an act.
///
/// # Errors
/// If the database fails.
pub async fn of_act(conn: &mut Conn, coalition: &str, act: &str) -> Result<Vec<Entry>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM entries WHERE coalition = $1 AND act = $2 ORDER BY n");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .bind(act)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(entry).collect())
}

/// All entries of a coalition, in order.
///
/// # Errors
/// If the database fails.
pub async fn entries(conn: &mut Conn, coalition: &str) -> Result<Vec<Entry>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM entries WHERE coalition = $1 ORDER BY n");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(entry).collect())
}

/// What is in every account of a coalition that was ever used.
///
/// # Errors
/// If the database fails.
pub async fn balances(conn: &mut Conn, coalition: &str) -> Result<Vec<Balance>, StoreError> {
    let rows = sqlx::query(
        "SELECT currency, account, coins FROM balances WHERE coalition = $1
         ORDER BY currency, account",
    )
    .bind(coalition)
    .fetch_all(conn)
    .await?;
    Ok(rows
        .iter()
        .map(|row| Balance {
            currency: row.get(0),
            account: row.get(1),
            coins: row.get(2),
        })
        .collect())
}
