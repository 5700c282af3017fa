//! Lists of payments: drawn up by a steward of what is due, and handed out as
//! files. Nothing is paid by the service itself.

use crate::app::App;
use crate::coalitions::acts::{Standing, log, standing};
use crate::dividends::own::{Way, wrong};
use crate::dividends::rounds::{adopted, amount, steward};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_data::{Currency, Money};
use capstan_store::ledger::payments::{self, Payment};
use capstan_store::ledger::{self, Balance, Book, accounts};
use capstan_store::{Conn, StoreError, id, members};
use capstan_value::dividend::Chain;
use capstan_value::payout::pain001::{Payee, Payer, transfers};
use capstan_value::payout::row;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What is due in a currency, and what of it a list would pay now.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = DuePayments)]
pub struct Due {
    /// The currency.
    #[schema(example = "USD")]
    pub currency: String,
    /// How many accounts a list would pay.
    #[schema(example = 12)]
    pub accounts: u64,
    /// How much that is, with its currency.
    #[schema(example = "540.00 USD")]
    pub amount: String,
    /// What waits: balances below the least that is paid out, and those of
    /// people who left and did not say how they want to be paid.
    #[schema(example = "3.10 USD")]
    pub waits: String,
}

/// One line of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = PaymentLine)]
pub struct Line {
    /// The number of the account.
    pub account: String,
    /// The handle; nothing for who left.
    pub handle: Option<String>,
    /// The amount with its currency.
    #[schema(example = "45.00 USD")]
    pub amount: String,
    /// The same in the smallest coins.
    #[schema(example = 4500)]
    pub coins: i64,
    /// Whether they gave a bank account.
    pub bank: bool,
    /// Whether the payment came back.
    pub back: bool,
    #[serde(skip)]
    way: Way,
}

/// A list of payments with who looks at it.
pub struct Seen {
    /// Who looks.
    pub standing: Standing,
    /// The list.
    pub payment: Payment,
    /// The handle of who drew it up, if they are still there.
    pub by: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// Who pays, as a form or program says it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = PayingAccount, example = json!({
    "name": "Riders Together", "iban": "DE89 3704 0044 0532 0130 00", "bic": "",
    "on": "2026-12-01", "purpose": "Dividend"
}))]
pub struct Paying {
    /// The name of the holder of the account that pays.
    #[schema(max_length = 70)]
    pub name: String,
    /// The account, as an IBAN.
    #[schema(max_length = 50)]
    pub iban: String,
    /// The bank, where it must be named.
    #[schema(max_length = 11)]
    pub bic: String,
    /// The day on which to pay.
    #[schema(max_length = 10)]
    pub on: String,
    /// What people read on their statements.
    #[schema(max_length = 70)]
    pub purpose: String,
}

/// Which accounts are paid now, and what waits.
struct Split {
    now: Vec<(String, i64)>,
    waits: i64,
}

async fn split(
    app: &App,
    conn: &mut Conn,
    standing: &Standing,
    book: &Book<'_>,
) -> Result<Split, Problem> {
    let coalition = &standing.coalition.id;
    let keys = &app.store.keys;
    let there = accounts::members(conn, keys, coalition).await?;
    let owners = accounts::all(conn, coalition).await?;
    let least = least(
        &adopted(standing).map_or_else(|_| Chain::default(), |(c, _)| c),
        book,
    );
    let mut split = Split {
        now: Vec::new(),
        waits: 0,
    };
    for (account, coins) in book.due(conn).await? {
        let member = owners.get(&account).is_some_and(|o| there.contains_key(o));
        let may = match member {
            true => coins >= least,
            // Who left is paid in full, once they say how.
            false => accounts::way(conn, keys, &account).await?.is_some(),
        };
        match may {
            true => split.now.push((account, coins)),
            false => split.waits += coins,
        }
    }
    Ok(split)
}

/// The least that is paid out, by the chain that holds.
fn least(chain: &Chain, book: &Book<'_>) -> i64 {
    let currency: Option<Currency> = book.currency.parse().ok();
    let minimum = chain.minimum.as_deref().zip(currency);
    let money = minimum.and_then(|(text, currency)| {
        let named: Option<Money> = text.parse().ok();
        named
            .filter(|m| m.currency == currency)
            .or_else(|| currency.amount(text).ok())
    });
    money.map_or(1, |m| m.minor.max(1))
}

async fn currencies(conn: &mut Conn, coalition: &str) -> Result<BTreeSet<String>, Problem> {
    let all = ledger::balances(conn, coalition).await?;
    Ok(all.into_iter().map(|b| b.currency).collect())
}

/// What is due, and the lists that were drawn up, newest first.
///
/// # Errors
/// If they are no steward.
pub async fn list(
    app: &App,
    who: &Who,
    slug: &str,
) -> Result<(Standing, Vec<Due>, Vec<Payment>), Problem> {
    let mut conn = app.store.read().await?;
    let standing = steward(app, who, &mut conn, slug).await?;
    let coalition = &standing.coalition.id;
    let mut due = Vec::new();
    for currency in currencies(&mut conn, coalition).await? {
        let book = Book {
            coalition,
            currency: &currency,
            now: app.now(),
        };
        let split = split(app, &mut conn, &standing, &book).await?;
        let sum: i64 = split.now.iter().map(|(_, coins)| coins).sum();
        due.push(Due {
            accounts: split.now.len() as u64,
            amount: amount(&currency, sum),
            waits: amount(&currency, split.waits),
            currency,
        });
    }
    let lists = payments::of(&mut conn, coalition).await?;
    Ok((standing, due, lists))
}

/// Draws up a list of all that is due in a currency. Gives its id.
///
/// # Errors
/// If they are no steward, or nothing is due.
pub async fn draw(app: &App, who: &Who, slug: &str, currency: &str) -> Result<String, Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::PayOut).await?;
    let coalition = &standing.coalition.id;
    let book = Book {
        coalition,
        currency,
        now,
    };
    let split = split(app, &mut tx, &standing, &book).await?;
    if split.now.is_empty() {
        return Err(Problem::conflict("payments-nobody"));
    }
    let payment = Payment {
        id: id::id(),
        coalition: coalition.clone(),
        currency: currency.to_owned(),
        drawer: standing.member.id.clone(),
        made: now,
    };
    let accounts: Vec<String> = split.now.into_iter().map(|(account, _)| account).collect();
    let sum = book.draw(&mut tx, &payment, &accounts).await?;
    let more = serde_json::json!({"what": payment.id, "money": amount(currency, sum)});
    let by = &standing.member.handle;
    log(&mut tx, coalition, by, "draw-up-payments", more, now).await?;
    tx.commit().await?;
    Ok(payment.id)
}

/// A list of payments.
///
/// # Errors
/// If they are no steward, or there is none.
pub async fn one(app: &App, who: &Who, slug: &str, payment: &str) -> Result<Seen, Problem> {
    let mut conn = app.store.read().await?;
    let standing = steward(app, who, &mut conn, slug).await?;
    let coalition = &standing.coalition.id;
    let found = payments::find(&mut conn, coalition, payment).await?;
    let payment = found.ok_or_else(Problem::missing)?;
    let keys = &app.store.keys;
    let there = accounts::members(&mut conn, keys, coalition).await?;
    let owners = accounts::all(&mut conn, coalition).await?;
    let mut lines = Vec::new();
    for paid in payments::paid(&mut conn, coalition, &payment.id).await? {
        let owner = owners.get(&paid.account).and_then(|o| there.get(o));
        let way = accounts::way(&mut conn, keys, &paid.account).await?;
        let way: Way = way
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        lines.push(Line {
            handle: owner.map(|(_, handle)| handle.clone()),
            amount: amount(&payment.currency, paid.coins),
            coins: paid.coins,
            bank: way.payee().is_some(),
            back: paid.back,
            account: paid.account,
            way,
        });
    }
    lines.sort_by(|a, b| (a.handle.is_none(), &a.handle).cmp(&(b.handle.is_none(), &b.handle)));
    let by = members::find(&mut conn, &payment.drawer).await?;
    Ok(Seen {
        standing,
        payment,
        by: by.map(|member| member.handle),
        lines,
    })
}

impl Seen {
    /// The list as a table of commas, with how each wants to be paid.
    pub fn csv(&self) -> String {
        let mut text = row(&[
            "handle",
            "account",
            "amount",
            "currency",
            "name",
            "iban",
            "other",
            "came_back",
        ]);
        for line in &self.lines {
            let (number, currency) = line.amount.split_once(' ').unwrap_or((&line.amount, ""));
            let handle = line.handle.as_deref().unwrap_or_default();
            let back = if line.back { "yes" } else { "" };
            let cells = [
                handle,
                &line.account,
                number,
                currency,
                &line.way.name,
                &line.way.iban,
                &line.way.other,
                back,
            ];
            text += &row(&cells.map(harmless).each_ref().map(String::as_str));
        }
        text
    }

    /// The order for a bank to pay those who gave a bank account. Who pays is
    /// kept nowhere.
    ///
    /// # Errors
    /// What is wrong with who pays, at its field; or that nobody gave an
    /// account.
    pub fn pain001(&self, paying: &Paying, created: &str) -> Result<String, Problem> {
        let trimmed = |text: &str| text.trim().to_owned();
        let payer = Payer {
            name: trimmed(&paying.name),
            iban: trimmed(&paying.iban),
            bic: Some(trimmed(&paying.bic)).filter(|bic| !bic.is_empty()),
            on: trimmed(&paying.on),
            purpose: trimmed(&paying.purpose),
        };
        payer.check("").map_err(|error| wrong(&error))?;
        let currency: Currency = self
            .payment
            .currency
            .parse()
            .map_err(|_| Problem::missing())?;
        let lines = self.lines.iter().filter(|line| !line.back);
        let payees: Vec<(&str, Payee, u64)> = lines
            .filter_map(|line| {
                let coins = u64::try_from(line.coins).ok()?;
                Some((line.account.as_str(), line.way.payee()?, coins))
            })
            .collect();
        let due: Vec<(&str, &Payee, u64)> = payees.iter().map(|(a, p, c)| (*a, p, *c)).collect();
        transfers(&due, currency, &payer, created).map_err(|error| wrong(&error))
    }

    /// How many the bank's order leaves out.
    pub fn without_bank(&self) -> usize {
        let open = self.lines.iter().filter(|line| !line.back && !line.bank);
        open.count()
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    match cell.starts_with(['=', '+', '-', '@']) {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

/// Writes down that a payment came back: it is due again.
///
/// # Errors
/// If they are no steward, the list pays them nothing, or it came back already.
pub async fn came_back(
    app: &App,
    who: &Who,
    slug: &str,
    payment: &str,
    account: &str,
) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::PayOut).await?;
    let coalition = &standing.coalition.id;
    let found = payments::find(&mut tx, coalition, payment).await?;
    let found = found.ok_or_else(Problem::missing)?;
    let book = Book {
        coalition,
        currency: &found.currency,
        now,
    };
    book.came_back(&mut tx, payment, account)
        .await
        .map_err(|error| match error {
            StoreError::Taken { .. } => Problem::conflict("payments-back"),
            error => error.into(),
        })?;
    let more = serde_json::json!({"what": payment});
    let by = &standing.member.handle;
    log(&mut tx, coalition, by, "payment-came-back", more, now).await?;
    Ok(tx.commit().await?)
}

/// What is in the accounts that are nobody's: the budget, the public good, each
/// round and the bank.
///
/// # Errors
/// If they are no steward.
pub async fn held(app: &App, who: &Who, slug: &str) -> Result<Vec<Balance>, Problem> {
    let mut conn = app.store.read().await?;
    let standing = steward(app, who, &mut conn, slug).await?;
    Ok(ledger::balances(&mut conn, &standing.coalition.id).await?)
}

/// The whole ledger as a table of commas.
///
/// # Errors
/// If they are no steward.
pub async fn ledger_csv(app: &App, who: &Who, slug: &str) -> Result<String, Problem> {
    let mut conn = app.store.read().await?;
    let standing = steward(app, who, &mut conn, slug).await?;
    let mut text = row(&[
        "number", "day", "act", "from", "to", "amount", "currency", "reverses",
    ]);
    for entry in ledger::entries(&mut conn, &standing.coalition.id).await? {
        let day = jiff::Timestamp::from_microsecond(entry.made).unwrap_or_default();
        let day = day.strftime("%Y-%m-%d").to_string();
        let money = amount(&entry.currency, entry.coins);
        let number = money.split(' ').next().unwrap_or_default().to_owned();
        let reverses = entry.reverses.map(|n| n.to_string()).unwrap_or_default();
        text += &row(&[
            &entry.n.to_string(),
            &day,
            &entry.act,
            &entry.source,
            &entry.target,
            &number,
            &entry.currency,
            &reverses,
        ]);
    }
    Ok(text)
}

/// The time now, as a bank's order writes it.
pub fn created(app: &App) -> String {
    let now = jiff::Timestamp::from_microsecond(app.now()).unwrap_or_default();
    now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
