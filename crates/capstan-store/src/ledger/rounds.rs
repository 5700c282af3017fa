//! Rounds: who has which part of the money of a period, and the money that came
//! in for it.

use super::{Account, Book, accounts};
use crate::error::StoreError;
use crate::id::Micros;
use crate::keys::Keys;
use crate::store::Conn;
use crate::values::{bytes, hex};
use crate::vault::{Key, Vault};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// The id.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The currency.
    pub currency: String,
    /// For which time the money is, as a steward named it.
    pub period: String,
    /// The rules, as TOML.
    pub chain: String,
    /// The version of the charter that held these rules.
    pub charter: i64,
    /// On what members see the rules tried, as JSON.
    pub ground: String,
    /// The units of all.
    pub units: i64,
    /// How many coins were booked for them.
    pub received: i64,
    /// When it was worked out.
    pub made: Micros,
}

/// What one has in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The account.
    pub account: String,
    /// The member whose account it is.
    pub member: String,
    /// The units.
    pub units: i64,
    /// What rounding still owes, in parts of a coin.
    pub owed: i64,
    /// For the owner alone: where it came from.
    pub why: Vec<u8>,
}

/// Money for a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pot {
    /// The id.
    pub id: String,
    /// The round.
    pub round: String,
    /// For members, in coins.
    pub coins: i64,
    /// For the public good, in coins.
    pub kept: i64,
    /// For what transfers cost, in coins.
    pub fees: i64,
    /// "waiting", "booked" or "reversed".
    pub state: String,
    /// The id of the steward who worked it out.
    pub proposer: String,
    /// The id of the one who confirmed it; empty before.
    pub confirmer: String,
    /// When it was worked out.
    pub made: Micros,
}

/// What one earned in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// The round.
    pub round: Round,
    /// The coins they earned of it.
    pub coins: i64,
    /// How many of them they drew.
    pub drawn: i64,
    /// Where it came from; nothing once the key of its owner is gone.
    pub why: Option<Vec<u8>>,
}

const ROUND: &str = "r.id, r.coalition, r.currency, r.period, r.chain, r.charter, r.ground, r.units, r.received, r.made";
const POT: &str = "id, round, coins, kept, fees, state, proposer, confirmer, made";

fn round(row: &AnyRow) -> Round {
    Round {
        id: row.get(0),
        coalition: row.get(1),
        currency: row.get(2),
        period: row.get(3),
        chain: row.get(4),
        charter: row.get(5),
        ground: row.get(6),
        units: row.get(7),
        received: row.get(8),
        made: row.get(9),
    }
}

fn pot(row: &AnyRow) -> Pot {
    Pot {
        id: row.get(0),
        round: row.get(1),
        coins: row.get(2),
        kept: row.get(3),
        fees: row.get(4),
        state: row.get(5),
        proposer: row.get(6),
        confirmer: row.get(7),
        made: row.get(8),
    }
}

impl Pot {
    /// All of it, in coins.
    pub fn whole(&self) -> i64 {
        self.coins + self.kept + self.fees
    }
}

impl Round {
    /// What so many units earned until now, in whole coins.
    pub fn earned(&self, units: i64) -> i64 {
        let parts = i128::from(self.received) * i128::from(units);
        i64::try_from(parts / i128::from(self.units.max(1))).unwrap_or(i64::MAX)
    }
}

/// Adds a round with what everyone has in it. Who has no key gets no word of
/// where theirs came from.
///
/// # Errors
/// If the database fails or a key cannot be read.
pub async fn add(
    conn: &mut Conn,
    vault: &Vault,
    round: &Round,
    shares: &[Share],
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO rounds
             (id, coalition, currency, period, chain, charter, ground, units, received, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&round.id)
    .bind(&round.coalition)
    .bind(&round.currency)
    .bind(&round.period)
    .bind(&round.chain)
    .bind(round.charter)
    .bind(&round.ground)
    .bind(round.units)
    .bind(round.received)
    .bind(round.made)
    .execute(&mut *conn)
    .await?;
    for share in shares {
        let why = match vault.keeps(&share.member)? {
            true => hex(&vault.seal(Key::made(&share.member), &share.why)?),
            false => String::new(),
        };
        sqlx::query(
            "INSERT INTO round_shares (round, account, units, drawn, owed, sealed_why)
             VALUES ($1, $2, $3, 0, $4, $5)",
        )
        .bind(&round.id)
        .bind(&share.account)
        .bind(share.units)
        .bind(share.owed)
        .bind(why)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Removes a round that received nothing.
///
/// # Errors
/// If the database fails.
pub async fn remove(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM rounds WHERE id = $1 AND received = 0")
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

/// A round of a coalition.
///
/// # Errors
/// If the database fails.
pub async fn find(conn: &mut Conn, coalition: &str, id: &str) -> Result<Option<Round>, StoreError> {
    let sql = format!("SELECT {ROUND} FROM rounds r WHERE r.coalition = $1 AND r.id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(round))
}

/// The rounds of a coalition, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, coalition: &str) -> Result<Vec<Round>, StoreError> {
    let sql = format!("SELECT {ROUND} FROM rounds r WHERE r.coalition = $1 ORDER BY r.id DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(round).collect())
}

/// What rounding owes each account after the newest round of a coalition in a
/// currency that received something.
///
/// # Errors
/// If the database fails.
pub async fn owed(
    conn: &mut Conn,
    coalition: &str,
    currency: &str,
) -> Result<BTreeMap<String, i64>, StoreError> {
    let rows = sqlx::query(
        "SELECT account, owed FROM round_shares WHERE owed <> 0 AND round = (
             SELECT max(id) FROM rounds
             WHERE coalition = $1 AND currency = $2 AND received > 0)",
    )
    .bind(coalition)
    .bind(currency)
    .fetch_all(conn)
    .await?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1))).collect())
}

/// Adds money that waits to be confirmed.
///
/// # Errors
/// If the database fails.
pub async fn offer(conn: &mut Conn, pot: &Pot) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO pots (id, round, coins, kept, fees, state, proposer, confirmer, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&pot.id)
    .bind(&pot.round)
    .bind(pot.coins)
    .bind(pot.kept)
    .bind(pot.fees)
    .bind(&pot.state)
    .bind(&pot.proposer)
    .bind(&pot.confirmer)
    .bind(pot.made)
    .execute(conn)
    .await?;
    Ok(())
}

/// The money of a round, in order.
///
/// # Errors
/// If the database fails.
pub async fn pots(conn: &mut Conn, round: &str) -> Result<Vec<Pot>, StoreError> {
    let sql = format!("SELECT {POT} FROM pots WHERE round = $1 ORDER BY id");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(round)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(pot).collect())
}

/// Whether money waits to be confirmed in any round of a coalition.
///
/// # Errors
/// If the database fails.
pub async fn waits(conn: &mut Conn, coalition: &str) -> Result<bool, StoreError> {
    let row = sqlx::query(
        "SELECT 1 FROM pots p JOIN rounds r ON r.id = p.round
         WHERE r.coalition = $1 AND p.state = 'waiting' LIMIT 1",
    )
    .bind(coalition)
    .fetch_optional(conn)
    .await?;
    Ok(row.is_some())
}

/// Takes back money that waits.
///
/// # Errors
/// If the database fails.
pub async fn drop_offer(conn: &mut Conn, pot: &str) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM pots WHERE id = $1 AND state = 'waiting'")
        .bind(pot)
        .execute(conn)
        .await?;
    Ok(())
}

impl Book<'_> {
    /// Books money that waits: from the budget into its round, for all units
    /// there are. It takes as long for any number of members.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if it was booked already, or the database fails.
    pub async fn book(
        &self,
        conn: &mut Conn,
        pot: &Pot,
        confirmer: &str,
    ) -> Result<(), StoreError> {
        self.turn(conn, pot, "waiting", "booked", confirmer).await?;
        let act = format!("pot:{}", pot.id);
        let good = (Account::Budget, Account::PublicGood);
        self.post(conn, &act, good, pot.kept).await?;
        let fees = (Account::Budget, Account::Fees);
        self.post(conn, &act, fees, pot.fees).await?;
        let round = (Account::Budget, Account::Round(&pot.round));
        self.post(conn, &act, round, pot.coins).await?;
        receive(conn, &pot.round, pot.coins).await
    }

    /// Takes back money that was booked, as long as nobody drew any of the
    /// round and what was kept of it is still there.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if somebody did, some of it was spent or it is not
    /// booked, or the database fails.
    pub async fn unbook(&self, conn: &mut Conn, pot: &Pot) -> Result<(), StoreError> {
        let drawn =
            sqlx::query("SELECT 1 FROM round_shares WHERE round = $1 AND drawn > 0 LIMIT 1")
                .bind(&pot.round)
                .fetch_optional(&mut *conn)
                .await?;
        let kept = self.holds(conn, Account::PublicGood).await?;
        let fees = self.holds(conn, Account::Fees).await?;
        if drawn.is_some() || kept < pot.kept || fees < pot.fees {
            return Err(StoreError::Taken { what: "coins" });
        }
        self.turn(conn, pot, "booked", "reversed", &pot.confirmer)
            .await?;
        self.reverse(conn, &format!("pot:{}", pot.id)).await?;
        receive(conn, &pot.round, -pot.coins).await
    }

    async fn turn(
        &self,
        conn: &mut Conn,
        pot: &Pot,
        from: &str,
        to: &str,
        confirmer: &str,
    ) -> Result<(), StoreError> {
        let turned =
            sqlx::query("UPDATE pots SET state = $1, confirmer = $2 WHERE id = $3 AND state = $4")
                .bind(to)
                .bind(confirmer)
                .bind(&pot.id)
                .bind(from)
                .execute(conn)
                .await?;
        match turned.rows_affected() {
            0 => Err(StoreError::Taken { what: "coins" }),
            _ => Ok(()),
        }
    }
}

async fn receive(conn: &mut Conn, round: &str, coins: i64) -> Result<(), StoreError> {
    sqlx::query("UPDATE rounds SET received = received + $1 WHERE id = $2")
        .bind(coins)
        .bind(round)
        .execute(conn)
        .await?;
    Ok(())
}

/// What an account earned, newest round first; rounds that received nothing
/// are left out. What is for its owner alone opens for the member they are.
///
/// # Errors
/// If the database fails, or what is locked is damaged.
pub async fn earned(
    conn: &mut Conn,
    vault: &Vault,
    account: &str,
    member: Option<&str>,
) -> Result<Vec<Earned>, StoreError> {
    let sql = format!(
        "SELECT {ROUND}, s.units, s.drawn, s.sealed_why FROM round_shares s
         JOIN rounds r ON r.id = s.round
         WHERE s.account = $1 AND r.received > 0 ORDER BY r.id DESC"
    );
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(account)
        .fetch_all(conn)
        .await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let round = round(row);
        let sealed: String = row.get(12);
        let why = match member {
            Some(member) if !sealed.is_empty() => vault.open(
                Key::made(member),
                &bytes("round_shares", "sealed_why", &sealed)?,
            )?,
            _ => None,
        };
        all.push(Earned {
            coins: round.earned(row.get(10)),
            drawn: row.get(11),
            round,
            why,
        });
    }
    Ok(all)
}

/// How many have units in a round.
///
/// # Errors
/// If the database fails.
pub async fn sharers(conn: &mut Conn, round: &str) -> Result<u64, StoreError> {
    let row = sqlx::query("SELECT count(*) FROM round_shares WHERE round = $1")
        .bind(round)
        .fetch_one(conn)
        .await?;
    Ok(u64::try_from(row.get::<i64, _>(0)).unwrap_or(0))
}

/// The account of each member of a coalition who is to have one, made where
/// there is none: by the id of the member.
///
/// # Errors
/// If the database fails.
pub async fn accounts_of(
    conn: &mut Conn,
    keys: &Keys,
    coalition: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>, StoreError> {
    let mut found = BTreeMap::new();
    for (owner, (member, _)) in accounts::members(conn, keys, coalition).await? {
        if wanted(&member) {
            found.insert(member, accounts::open(conn, coalition, &owner).await?);
        }
    }
    Ok(found)
}
