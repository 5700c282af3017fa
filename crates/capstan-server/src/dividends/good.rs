//! Spending the money of all: what was kept for the public good, and what is
//! left of what was set aside for transfers. One steward asks, another agrees,
//! and all members see for what it was.

use crate::app::App;
use crate::coalitions::acts::{Standing, standing};
use crate::dividends::own::{Way, wrong};
use crate::dividends::payments::{Paying, harmless};
use crate::dividends::rounds::amount;
use crate::dividends::stewards::{noted, second, steward, tell_others};
use crate::problem::Problem;
use crate::typed::clean;
use crate::who::Who;
use capstan_coalition::role::{Deed, may};
use capstan_coalition::text::LINE;
use capstan_data::Currency;
use capstan_store::ledger::spending::{self, SOURCES, Spending};
use capstan_store::ledger::{Book, balances};
use capstan_store::{Conn, Micros, StoreError, id, members};
use capstan_value::payout::pain001::{Payer, transfers};
use capstan_value::payout::row;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most that wait for a second steward.
const MOST_WAITING: usize = 20;

/// What someone asks to spend.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = SpendingAsk, example = json!({
    "source": "public-good", "amount": "90.00", "currency": "USD",
    "purpose": "A lawyer for the hearing", "name": "Ana Díaz",
    "iban": "ES91 2100 0418 4502 0005 1332", "other": ""
}))]
pub struct Ask {
    /// From what: "public-good", or "fees" for what is left of what was set
    /// aside for transfers. The first if empty.
    #[schema(max_length = 20)]
    pub source: String,
    /// How much.
    #[schema(max_length = 30)]
    pub amount: String,
    /// The currency.
    #[schema(max_length = 3)]
    pub currency: String,
    /// What for, in a few words that all members read.
    #[schema(max_length = 200)]
    pub purpose: String,
    /// The name of the holder of the account it goes to.
    #[schema(max_length = 70)]
    pub name: String,
    /// That account, as an IBAN.
    #[schema(max_length = 50)]
    pub iban: String,
    /// Another way, in a few words.
    #[schema(max_length = 200)]
    pub other: String,
}

/// Money of all that was spent, or waits to be.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = Spending)]
pub struct Spent {
    /// The id.
    pub id: String,
    /// From what: "public-good" or "fees".
    #[schema(example = "public-good")]
    pub source: String,
    /// The amount with its currency.
    #[schema(example = "90.00 USD")]
    pub amount: String,
    /// The same in the smallest coins.
    #[schema(example = 9000)]
    pub coins: i64,
    /// The currency.
    #[schema(example = "USD")]
    pub currency: String,
    /// What for.
    #[schema(example = "A lawyer for the hearing")]
    pub purpose: String,
    /// "waiting" for a second steward, "booked", or "reversed" if it came back.
    #[schema(example = "booked")]
    pub state: String,
    /// The handle of who asked for it, if they are still there.
    pub by: Option<String>,
    /// The handle of who agreed.
    pub confirmed_by: Option<String>,
    /// When it was asked for, in microseconds UTC since 1970.
    pub made: Micros,
    /// The id of the steward who asked for it.
    #[serde(skip)]
    pub proposer: String,
    /// Whom it goes to, for stewards.
    #[serde(skip)]
    pub way: Way,
}

/// What of the money of all is there.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = MoneyOfAll)]
pub struct There {
    /// In what: "public-good" or "fees".
    #[schema(example = "public-good")]
    pub source: String,
    /// The currency.
    #[schema(example = "USD")]
    pub currency: String,
    /// The amount with its currency.
    #[schema(example = "128.00 USD")]
    pub amount: String,
    /// The same in the smallest coins.
    #[schema(example = 12800)]
    pub coins: i64,
}

/// The money of all with who looks at it.
pub struct Seen {
    /// Who looks.
    pub standing: Standing,
    /// What is there.
    pub there: Vec<There>,
    /// What was spent, newest first; what waits is for stewards.
    pub spent: Vec<Spent>,
}

impl Seen {
    /// Whether they may spend it with another.
    pub fn pays(&self) -> bool {
        may(self.standing.role, Deed::PayOut)
    }
}

async fn shown(conn: &mut Conn, row: Spending, way: Way) -> Result<Spent, Problem> {
    let by = members::find(conn, &row.proposer).await?;
    let confirmed = members::find(conn, &row.confirmer).await?;
    Ok(Spent {
        amount: amount(&row.currency, row.coins),
        by: by.map(|member| member.handle),
        confirmed_by: confirmed.map(|member| member.handle),
        id: row.id,
        source: row.source,
        coins: row.coins,
        currency: row.currency,
        purpose: row.purpose,
        state: row.state,
        made: row.made,
        proposer: row.proposer,
        way,
    })
}

/// The money of all: what is there and what was spent.
///
/// # Errors
/// If they are no member.
pub async fn list(app: &App, who: &Who, slug: &str) -> Result<Seen, Problem> {
    let mut conn = app.store.read().await?;
    let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
    let pays = may(standing.role, Deed::PayOut);
    let coalition = &standing.coalition.id;
    let sources = SOURCES.map(|source| source.to_string());
    let held = balances(&mut conn, coalition).await?.into_iter();
    let held = held.filter(|b| b.coins > 0 && sources.contains(&b.account));
    let there = held.map(|b| There {
        amount: amount(&b.currency, b.coins),
        source: b.account,
        currency: b.currency,
        coins: b.coins,
    });
    let there = there.collect();
    let mut spent = Vec::new();
    for row in spending::of(&mut conn, coalition).await? {
        if pays || row.state != "waiting" {
            let way = match pays {
                true => way(app, &mut conn, &row.id).await?,
                false => Way::default(),
            };
            spent.push(shown(&mut conn, row, way).await?);
        }
    }
    Ok(Seen {
        standing,
        there,
        spent,
    })
}

async fn way(app: &App, conn: &mut Conn, id: &str) -> Result<Way, Problem> {
    let way = spending::way(conn, &app.store.keys, id).await?;
    let way = way.and_then(|text| serde_json::from_str(&text).ok());
    Ok(way.unwrap_or_default())
}

/// Asks to spend money of all. Nothing is booked before another steward agrees.
/// Gives the id.
///
/// # Errors
/// If they may not, something is wrong at a field, there is less, the same or too
/// much waits already.
pub async fn ask(app: &App, who: &Who, slug: &str, ask: &Ask) -> Result<String, Problem> {
    let currency: Currency = (ask.currency.trim().to_uppercase().parse())
        .map_err(|_| Problem::input("currency", "sharing-currency"))?;
    let money = currency.amount(ask.amount.trim()).ok();
    let money = money.filter(|m| m.minor > 0);
    let money = money.ok_or_else(|| Problem::input("amount", "good-amount"))?;
    let wanted = match ask.source.trim() {
        "" => SOURCES[0].to_string(),
        named => named.to_owned(),
    };
    let source = SOURCES.into_iter().find(|s| s.to_string() == wanted);
    let source = source.ok_or_else(|| Problem::input("source", "good-source"))?;
    let purpose = clean(&LINE, "purpose", &ask.purpose)?;
    let way = Way {
        name: ask.name.clone(),
        iban: ask.iban.clone(),
        other: ask.other.clone(),
    };
    let way = way.checked()?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let standing = standing(app, who, &mut tx, slug, Deed::PayOut).await?;
    let coalition = &standing.coalition.id;
    let all = spending::of(&mut tx, coalition).await?;
    let waiting = || all.iter().filter(|row| row.state == "waiting");
    if waiting().count() >= MOST_WAITING {
        return Err(Problem::conflict("good-many").with("most", MOST_WAITING));
    }
    // A button that was pressed twice is no second spending.
    let twice = |row: &Spending| {
        (&row.purpose, row.coins, &*row.currency) == (&purpose, money.minor, currency.code())
            && row.source == source.to_string()
    };
    if waiting().any(twice) {
        return Err(Problem::input("purpose", "good-twice"));
    }
    let book = Book {
        coalition,
        currency: currency.code(),
        now,
    };
    let there = book.holds(&mut tx, source).await?;
    if there < money.minor {
        let there = amount(currency.code(), there);
        return Err(Problem::input("amount", "good-less").with("there", there));
    }
    let row = Spending {
        id: id::id(),
        coalition: coalition.clone(),
        currency: currency.code().to_owned(),
        source: source.to_string(),
        coins: money.minor,
        purpose,
        state: "waiting".to_owned(),
        proposer: standing.member.id.clone(),
        confirmer: String::new(),
        made: now,
    };
    let text = serde_json::to_string(&way).unwrap_or_default();
    spending::add(&mut tx, &app.store.keys, &row, &text).await?;
    told(&mut tx, &standing, "ask-to-spend", &row, now).await?;
    let link = format!("/coalitions/{}/dividends/good", standing.coalition.slug);
    let args = serde_json::json!({"purpose": row.purpose});
    tell_others(&mut tx, &standing, ("spending-waits", &args, &link), now).await?;
    tx.commit().await?;
    Ok(row.id)
}

async fn told(
    conn: &mut Conn,
    standing: &Standing,
    did: &str,
    row: &Spending,
    now: Micros,
) -> Result<(), Problem> {
    let money = amount(&row.currency, row.coins);
    // The log is for everyone, and what it is for is for members.
    let more = serde_json::json!({"what": row.id, "money": money});
    noted(conn, standing, did, more, now).await
}

async fn acts(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    (slug, id): (&str, &str),
) -> Result<(Standing, Spending), Problem> {
    let standing = standing(app, who, conn, slug, Deed::PayOut).await?;
    let row = spending::find(conn, &standing.coalition.id, id).await?;
    Ok((standing, row.ok_or_else(Problem::missing)?))
}

fn once(error: StoreError) -> Problem {
    match error {
        StoreError::Taken { .. } => Problem::conflict("rounds-booked"),
        StoreError::Missing { .. } => Problem::conflict("good-gone"),
        error => error.into(),
    }
}

/// Agrees to what another steward asked to spend, and books it.
///
/// # Errors
/// If they may not, they asked for it themselves and there are other stewards,
/// it was booked already, or there is less by now.
pub async fn confirm(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (standing, row) = acts(app, who, &mut tx, (slug, id)).await?;
    second(&mut tx, &standing, &row.proposer, now).await?;
    let book = Book {
        coalition: &row.coalition,
        currency: &row.currency,
        now,
    };
    let spent = book.spend(&mut tx, &row, &standing.member.id).await;
    spent.map_err(once)?;
    told(&mut tx, &standing, "agree-to-spend", &row, now).await?;
    Ok(tx.commit().await?)
}

/// Takes back what waits.
///
/// # Errors
/// If they may not, or it does not wait.
pub async fn take_back(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (standing, row) = acts(app, who, &mut tx, (slug, id)).await?;
    if row.state != "waiting" {
        return Err(Problem::conflict("rounds-booked"));
    }
    spending::drop_waiting(&mut tx, id).await?;
    told(&mut tx, &standing, "take-back-spending", &row, now).await?;
    Ok(tx.commit().await?)
}

/// Writes down that what was spent came back: it is there again.
///
/// # Errors
/// If they may not, or it was not spent or came back already.
pub async fn came_back(app: &App, who: &Who, slug: &str, id: &str) -> Result<(), Problem> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (standing, row) = acts(app, who, &mut tx, (slug, id)).await?;
    let book = Book {
        coalition: &row.coalition,
        currency: &row.currency,
        now,
    };
    book.unspend(&mut tx, &row).await.map_err(once)?;
    told(&mut tx, &standing, "spending-came-back", &row, now).await?;
    Ok(tx.commit().await?)
}

/// All that was spent as a table of commas, with whom it went to.
///
/// # Errors
/// If they are no steward.
pub async fn csv(app: &App, who: &Who, slug: &str) -> Result<String, Problem> {
    let mut conn = app.store.read().await?;
    steward(app, who, &mut conn, slug).await?;
    drop(conn);
    let seen = list(app, who, slug).await?;
    let mut text = row(&[
        "day", "from", "amount", "currency", "purpose", "state", "name", "iban", "other",
    ]);
    for one in seen.spent {
        let day = jiff::Timestamp::from_microsecond(one.made).unwrap_or_default();
        let day = day.strftime("%Y-%m-%d").to_string();
        let (number, currency) = one.amount.split_once(' ').unwrap_or((&one.amount, ""));
        let way = &one.way;
        let cells = [
            day.as_str(),
            &one.source,
            number,
            currency,
            &one.purpose,
            &one.state,
            &way.name,
            &way.iban,
            &way.other,
        ];
        text += &row(&cells.map(harmless).each_ref().map(String::as_str));
    }
    Ok(text)
}

/// The order for a bank to pay what was spent. Who pays is kept nowhere.
///
/// # Errors
/// If they are no steward, it was not agreed to, it goes to no bank account, or
/// something is wrong with who pays, at its field.
pub async fn pain001(
    app: &App,
    who: &Who,
    (slug, id): (&str, &str),
    paying: &Paying,
    created: &str,
) -> Result<String, Problem> {
    let mut conn = app.store.read().await?;
    let standing = steward(app, who, &mut conn, slug).await?;
    let row = spending::find(&mut conn, &standing.coalition.id, id).await?;
    let row = row.ok_or_else(Problem::missing)?;
    let way = way(app, &mut conn, id).await?;
    let payer: Payer = paying.payer()?;
    let payee = way.payee().filter(|_| row.state == "booked");
    let payee = payee.ok_or_else(|| Problem::conflict("good-no-bank"))?;
    let currency: Currency = row.currency.parse().map_err(|_| Problem::missing())?;
    let due = [(row.id.as_str(), &payee, row.coins.unsigned_abs())];
    transfers(&due, currency, &payer, created).map_err(|error| wrong(&error))
}
