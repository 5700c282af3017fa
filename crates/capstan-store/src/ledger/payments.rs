//! Payments: what is due to whom, and lists of it that were drawn up to be
//! paid.

use super::{Account, Book, Entry, of_act};
use crate::error::StoreError;
use crate::id::Micros;
use crate::store::Conn;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;

/// A list of payments that was drawn up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The id.
    pub id: String,
    /// The coalition.
    pub coalition: String,
    /// The currency.
    pub currency: String,
    /// The id of the steward who drew it up.
    pub drawer: String,
    /// When.
    pub made: Micros,
}

/// What someone is to be paid by a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The account.
    pub account: String,
    /// The coins.
    pub coins: i64,
    /// Whether the payment came back.
    pub back: bool,
}

/// What one account has in one round.
struct Open {
    round: String,
    earned: i64,
    drawn: i64,
}

const COLUMNS: &str = "id, coalition, currency, drawer, made";

fn payment(row: &AnyRow) -> Payment {
    Payment {
        id: row.get(0),
        coalition: row.get(1),
        currency: row.get(2),
        drawer: row.get(3),
        made: row.get(4),
    }
}

fn act(payment: &str) -> String {
    format!("payment:{payment}")
}

impl Book<'_> {
    /// What is due to each account now: what it earned and did not draw, and
    /// payments that came back.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn due(&self, conn: &mut Conn) -> Result<BTreeMap<String, i64>, StoreError> {
        let mut due = BTreeMap::new();
        for (account, open) in self.open(conn, None).await? {
            let coins: i64 = open.iter().map(|o| o.earned - o.drawn).sum();
            due.insert(account, coins);
        }
        let rows = sqlx::query(
            "SELECT account, coins FROM balances
             WHERE coalition = $1 AND currency = $2 AND account LIKE 'member:%' AND coins > 0",
        )
        .bind(self.coalition)
        .bind(self.currency)
        .fetch_all(conn)
        .await?;
        for row in &rows {
            let name: String = row.get(0);
            let account = name.trim_start_matches("member:").to_owned();
            *due.entry(account).or_default() += row.get::<i64, _>(1);
        }
        due.retain(|_, coins| *coins > 0);
        Ok(due)
    }

    /// What is due to one account now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn due_to(&self, conn: &mut Conn, account: &str) -> Result<i64, StoreError> {
        let open = self.open(conn, Some(account)).await?;
        let earned: i64 = open.values().flatten().map(|o| o.earned - o.drawn).sum();
        Ok(earned + self.holds(conn, Account::Member(account)).await?)
    }

    async fn open(
        &self,
        conn: &mut Conn,
        account: Option<&str>,
    ) -> Result<BTreeMap<String, Vec<Open>>, StoreError> {
        let rows = sqlx::query(
            "SELECT s.account, s.round, s.units, s.drawn, r.units, r.received
             FROM round_shares s JOIN rounds r ON r.id = s.round
             WHERE r.coalition = $1 AND r.currency = $2 AND r.received > 0
             AND ($3 = '' OR s.account = $4)",
        )
        .bind(self.coalition)
        .bind(self.currency)
        .bind(account.unwrap_or_default())
        .bind(account.unwrap_or_default())
        .fetch_all(conn)
        .await?;
        let mut all: BTreeMap<String, Vec<Open>> = BTreeMap::new();
        for row in &rows {
            let (units, whole, received): (i64, i64, i64) = (row.get(2), row.get(4), row.get(5));
            let earned = i128::from(received) * i128::from(units) / i128::from(whole.max(1));
            all.entry(row.get(0)).or_default().push(Open {
                round: row.get(1),
                earned: i64::try_from(earned).unwrap_or(i64::MAX),
                drawn: row.get(3),
            });
        }
        Ok(all)
    }

    /// Draws up a list that pays these accounts all that is due to them. Gives
    /// how many coins it is in all. What the transfers cost, `fees` in all, goes
    /// from what was set aside for it.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if there is such a list already, or the database
    /// fails.
    pub async fn draw(
        &self,
        conn: &mut Conn,
        payment: &Payment,
        accounts: &[String],
        fees: i64,
    ) -> Result<i64, StoreError> {
        sqlx::query(
            "INSERT INTO payments (id, coalition, currency, drawer, made)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(&payment.id)
        .bind(&payment.coalition)
        .bind(&payment.currency)
        .bind(&payment.drawer)
        .bind(payment.made)
        .execute(&mut *conn)
        .await
        .map_err(StoreError::taken("payment"))?;
        let act = act(&payment.id);
        let mut sum = 0;
        for account in accounts {
            let open = self.open(conn, Some(account)).await?;
            for one in open.values().flatten() {
                let coins = one.earned - one.drawn;
                let ends = (Account::Round(&one.round), Account::Member(account));
                self.post(conn, &act, ends, coins).await?;
                sqlx::query("UPDATE round_shares SET drawn = $1 WHERE round = $2 AND account = $3")
                    .bind(one.earned)
                    .bind(&one.round)
                    .bind(account)
                    .execute(&mut *conn)
                    .await?;
            }
            let coins = self.holds(conn, Account::Member(account)).await?;
            let ends = (Account::Member(account), Account::Bank);
            self.post(conn, &act, ends, coins).await?;
            sum += coins;
        }
        let ends = (Account::Fees, Account::Bank);
        self.post(conn, &act, ends, fees).await?;
        Ok(sum)
    }

    /// Writes down that the payment to an account by a list came back: it is
    /// due again.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if the list pays them nothing,
    /// [`StoreError::Taken`] if it came back already, or the database fails.
    pub async fn came_back(
        &self,
        conn: &mut Conn,
        payment: &str,
        account: &str,
    ) -> Result<(), StoreError> {
        let source = Account::Member(account).to_string();
        let entries = of_act(conn, self.coalition, &act(payment)).await?;
        let found = entries.into_iter().find(|e| e.source == source);
        let found = found.ok_or(StoreError::Missing { what: "payment" })?;
        self.counter(conn, &found).await
    }
}

/// A list of payments of a coalition.
///
/// # Errors
/// If the database fails.
pub async fn find(
    conn: &mut Conn,
    coalition: &str,
    id: &str,
) -> Result<Option<Payment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM payments WHERE coalition = $1 AND id = $2");
    let row = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .bind(id)
        .fetch_optional(conn)
        .await?;
    Ok(row.as_ref().map(payment))
}

/// The lists of payments of a coalition, newest first.
///
/// # Errors
/// If the database fails.
pub async fn of(conn: &mut Conn, coalition: &str) -> Result<Vec<Payment>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM payments WHERE coalition = $1 ORDER BY id DESC");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(coalition)
        .fetch_all(conn)
        .await?;
    Ok(rows.iter().map(payment).collect())
}

/// Whom a list pays how much, in the order of accounts.
///
/// # Errors
/// If the database fails.
pub async fn paid(
    conn: &mut Conn,
    coalition: &str,
    payment: &str,
) -> Result<Vec<Paid>, StoreError> {
    let act = act(payment);
    let bank = Account::Bank.to_string();
    let fees = Account::Fees.to_string();
    let back = of_act(conn, coalition, &format!("back:{act}")).await?;
    let back = |e: &Entry| back.iter().any(|b| b.reverses == Some(e.n));
    let mut all: Vec<Paid> = of_act(conn, coalition, &act)
        .await?
        .iter()
        .filter(|e| e.target == bank && e.source != fees)
        .map(|e| Paid {
            account: e.source.trim_start_matches("member:").to_owned(),
            coins: e.coins,
            back: back(e),
        })
        .collect();
    all.sort_by(|a, b| a.account.cmp(&b.account));
    Ok(all)
}
