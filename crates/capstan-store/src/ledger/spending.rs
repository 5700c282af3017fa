//! Money of all that is spent: what was kept for the public good, and what is
//! left of what was set aside for transfers.

use super::{Account, Book};
use crate::error::StoreError;
use crate::id::Micros;
use crate::keys::Keys;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;

/// For what it is locked whom money goes to.
const USE: &str = "whom money of all goes to";

/// The accounts that money of all is spent from.
pub const SOURCES: [Account<'static>; 2] = [Account::PublicGood, Account::Fees];

/// Money of all that was spent, or is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spending {
    /// The id.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The currency.
    pub currency: String,
    /// Which account it leaves: one of [`SOURCES`] by name.
    pub source: String,
    /// The coins.
    pub coins: i64,
    /// What it is for, for all members to read.
    pub purpose: String,
    /// "waiting", "booked" or "reversed".
    pub state: String,
    /// The id of the steward who asked for it.
    pub proposer: String,
    /// The id of the one who agreed; empty before.
    pub confirmer: String,
    /// When it was asked for.
    pub made: Micros,
}

const COLUMNS: &str =
    "id, coalition, currency, source, coins, purpose, state, proposer, confirmer, made";

fn spending(row: &AnyRow) -> Spending {
    Spending {
        id: row.get(0),
        coalition: row.get(1),
        currency: row.get(2),
        source: row.get(3),
        coins: row.get(4),
        purpose: row.get(5),
        state: row.get(6),
        proposer: row.get(7),
        confirmer: row.get(8),
        made: row.get(9),
    }
}

fn act(spending: &str) -> String {
    format!("spending:{spending}")
}

/// Adds a spending that waits, with whom it goes to and how, which is locked.
///
/// # Errors
/// If the database fails.
pub async fn add(
    conn: &mut Conn,
    keys: &Keys,
    spending: &Spending,
    way: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO spendings (id, coalition, currency, source, coins, purpose, sealed_way,
             state, proposer, confirmer, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(&spending.id)
    .bind(&spending.coalition)
    .bind(&spending.currency)
    .bind(&spending.source)
    .bind(spending.coins)
    .bind(&spending.purpose)
    .bind(keys.seal(USE, &spending.id, way))
    .bind(&spending.state)
    .bind(&spending.proposer)
    .bind(&spending.confirmer)
    .bind(spending.made)
    .execute(conn)
    .await?;
    Ok(())
}

/// A spending of a coalition.
///
/// # Errors
/// If the database fails.
pub async fn find(
    conn: &mut Conn,
    coalition: &str,
    id: &str,
) -> Result<Option<Spending>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM spendings WHERE coalition = $1 AND id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(spending))
}

/// The spendings of a coalition, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, coalition: &str) -> Result<Vec<Spending>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM spendings WHERE coalition = $1 ORDER BY id DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(spending).collect())
}

/// Whom the money of a spending goes to and how.
///
/// # Errors
/// If the database fails.
pub async fn way(conn: &mut Conn, keys: &Keys, id: &str) -> Result<Option<String>, StoreError> {
    let row = sqlx::query("SELECT sealed_way FROM spendings WHERE id = $1")
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.and_then(|row| keys.open_sealed(USE, id, &row.get::<String, _>(0))))
}

/// Takes back a spending that waits.
///
/// # Errors
/// If the database fails.
pub async fn drop_waiting(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM spendings WHERE id = $1 AND state = 'waiting'")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

impl Book<'_> {
    /// Books a spending that waits: from its account to the bank.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if it was booked already or is not there, and
    /// [`StoreError::Missing`] if the account holds less; or the database fails.
    pub async fn spend(
        &self,
        conn: &mut Conn,
        spending: &Spending,
        confirmer: &str,
    ) -> Result<(), StoreError> {
        let source = SOURCES
            .into_iter()
            .find(|s| s.to_string() == spending.source);
        let source = source.ok_or(StoreError::Missing { what: "account" })?;
        turn(conn, &spending.id, ("waiting", "booked"), confirmer).await?;
        if self.holds(conn, source).await? < spending.coins {
            return Err(StoreError::Missing { what: "coins" });
        }
        let ends = (source, Account::Bank);
        self.post(conn, &act(&spending.id), ends, spending.coins)
            .await
    }

    /// Writes down that the money of a spending came back.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if it came back already or was not spent, or the
    /// database fails.
    pub async fn unspend(&self, conn: &mut Conn, spending: &Spending) -> Result<(), StoreError> {
        let states = ("booked", "reversed");
        turn(conn, &spending.id, states, &spending.confirmer).await?;
        self.reverse(conn, &act(&spending.id)).await
    }
}

async fn turn(
    conn: &mut Conn,
    id: &str,
    (from, to): (&str, &str),
    confirmer: &str,
) -> Result<(), StoreError> {
    let turned =
        sqlx::query("UPDATE spendings SET state = $1, confirmer = $2 WHERE id = $3 AND state = $4")
            .bind(to)
            .bind(confirmer)
            .bind(id)
            .bind(from)
            .execute(conn)
            .await?;
    match turned.rows_affected() {
        0 => Err(StoreError::Taken { what: "coins" }),
        _ => Ok(()),
    }
}
