//! Lists of payments: drawn up by a steward of what is due, and handed out as
//! files. Nothing is paid by the service itself.

use crate::app::App;
use crate::coalitions::acts::{Standing, log, standing};
use crate::dividends::own::{Way, wrong};
use crate::dividends::rounds::amount;
use crate::dividends::stewards::{adopted, steward};
use crate::problem::Problem;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_data::{Currency, Money};
use capstan_store::ledger::payments::{self, Payment};
use capstan_store::ledger::{self, Account, Balance, Book, accounts};
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
    /// What the transfers of it would cost, of what was set aside for that.
    #[schema(example = "2.40 USD")]
    pub fees: String,
    /// What waits: balances below the least that is paid out, those for whose
    /// transfers too little was set aside, and those of people who left and did
    /// not say how they want to be paid.
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

impl Paying {
    /// Who pays, checked.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn payer(&self) -> Result<Payer, Problem> {
        let trimmed = |text: &str| text.trim().to_owned();
        let payer = Payer {
            name: trimmed(&self.name),
            iban: trimmed(&self.iban),
            bic: Some(trimmed(&self.bic)).filter(|bic| !bic.is_empty()),
            on: trimmed(&self.on),
            purpose: trimmed(&self.purpose),
        };
        payer.check("").map_err(|error| wrong(&error))?;
        Ok(payer)
    }
}

/// Which accounts are paid now, what their transfers cost, and what waits.
struct Split {
    now: Vec<(String, i64)>,
    fees: i64,
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
    let chain = adopted(standing).map_or_else(|_| Chain::default(), |(c, _)| c);
    let least = coins(chain.minimum.as_deref(), book).max(1);
    let mut split = Split {
        now: Vec::new(),
        fees: 0,
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
    let each = chain.fee.as_ref().map(|fee| fee.each.as_str());
    let each = coins(each, book);
    if each > 0 {
        let paid_for = book.holds(conn, Account::Fees).await? / each;
        let late = largest(&mut split.now, usize::try_from(paid_for).unwrap_or(0));
        split.waits += late;
        split.fees = each.saturating_mul(split.now.len() as i64);
    }
    Ok(split)
}

/// Keeps the largest balances, as many as `most`; of equals the first by the
/// number of the account, which is drawn by chance. Gives the coins of the
/// others.
fn largest(balances: &mut Vec<(String, i64)>, most: usize) -> i64 {
    balances.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let late = balances.split_off(most.min(balances.len()));
    late.iter().map(|(_, coins)| coins).sum()
}

/// An amount of the chain that holds in coins of the book's currency; nothing
/// if there is none, or it is in another currency.
fn coins(amount: Option<&str>, book: &Book<'_>) -> i64 {
    let currency: Option<Currency> = book.currency.parse().ok();
    let money = amount.zip(currency).and_then(|(text, currency)| {
        let named: Option<Money> = text.parse().ok();
        named
            .or_else(|| currency.amount(text).ok())
            .filter(|m| m.currency == currency)
    });
    money.map_or(0, |m| m.minor)
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
            fees: amount(&currency, split.fees),
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
    let sum = book.draw(&mut tx, &payment, &accounts, split.fees).await?;
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
        let payer = paying.payer()?;
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
pub(super) fn harmless(cell: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_aside_pays_for_the_largest() {
        let of = |id: &str, coins| (id.to_owned(), coins);
        let mut balances = vec![of("a", 3), of("b", 9), of("c", 3), of("d", 5)];
        assert_eq!(largest(&mut balances, 3), 3);
        assert_eq!(balances, [of("b", 9), of("d", 5), of("a", 3)]);
        assert_eq!(largest(&mut balances, 9), 0);
        assert_eq!(largest(&mut balances, 0), 17);
    }

    #[test]
    fn amounts_of_rules_count_in_their_currency_alone() {
        let book = Book {
            coalition: "riders",
            currency: "USD",
            now: 0,
        };
        let of = |text| coins(text, &book);
        assert_eq!(of(Some("0.20 USD")), 20);
        assert_eq!(of(Some("0.20")), 20);
        assert_eq!((of(Some("0.20 EUR")), of(None)), (0, 0));
    }
}
