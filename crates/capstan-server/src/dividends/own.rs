//! What someone's own part of the money is: for them alone, also after they
//! left.

use crate::app::App;
use crate::coalitions::acts::coalition;
use crate::dividends::rounds::amount;
use crate::donations;
use crate::problem::Problem;
use crate::typed::clean_or_empty;
use crate::values::spread::Own;
use crate::who::Who;
use capstan_coalition::text::LINE;
use capstan_store::coalitions::Coalition;
use capstan_store::ledger::rounds::Earned;
use capstan_store::ledger::{Book, accounts, rounds};
use capstan_store::{Conn, Micros, coalitions, members};
use capstan_value::dividend::Share;
use capstan_value::payout::pain001::{Payee, PaymentError};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// How someone wants to be paid. All of it may be left empty: then stewards pay
/// by the handle.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = WayToBePaid, example = json!({
    "name": "Ana Díaz", "iban": "ES91 2100 0418 4502 0005 1332", "other": ""
}))]
pub struct Way {
    /// The name of the holder of a bank account.
    #[schema(max_length = 70)]
    pub name: String,
    /// The account, as an IBAN.
    #[schema(max_length = 50)]
    pub iban: String,
    /// Another way, in a few words.
    #[schema(max_length = 200)]
    pub other: String,
}

/// What is someone's own.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = OwnDividends)]
pub struct Mine {
    /// The number of the account, as payment files name it; nothing before the
    /// first money.
    #[schema(example = "9f1c0d2b7a6e4f5894d3a1b2c3d4e5f6")]
    pub account: Option<String>,
    /// What is due now, by currency.
    pub due: Vec<Due>,
    /// Where it came from, newest first.
    pub rounds: Vec<MyRound>,
    /// How they want to be paid.
    pub way: Option<Way>,
}

/// What is due in a currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DueDividends)]
pub struct Due {
    /// The amount with its currency.
    #[schema(example = "12.50 USD")]
    pub amount: String,
    /// The same in the smallest coins.
    #[schema(example = 1250)]
    pub coins: i64,
    /// The currency.
    #[schema(example = "USD")]
    pub currency: String,
}

/// One's own part of a round.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[schema(as = OwnRound)]
pub struct MyRound {
    /// The round.
    pub id: String,
    /// For which time it is.
    #[schema(example = "May 2026")]
    pub period: String,
    /// The amount with its currency.
    #[schema(example = "12.50 USD")]
    pub amount: String,
    /// The amount in the smallest coins.
    #[schema(example = 1250)]
    pub coins: i64,
    /// The currency.
    #[schema(example = "USD")]
    pub currency: String,
    /// The rules, as TOML.
    pub chain: String,
    /// What their data added, by which it was shared; nothing if they had
    /// donated nothing that was valued, or erased it since.
    pub value: Option<Own>,
    /// The limits of the 95 % interval that the values' intervals leave the
    /// amount, in the smallest coins; nothing where none is known.
    #[schema(example = json!([1080, 1410]))]
    pub within: Option<[i64; 2]>,
    /// When it was worked out, in microseconds UTC since 1970.
    pub made: Micros,
}

/// Where someone's part of a round came from, as it is locked for them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Because {
    own: Option<Own>,
    /// The limits of the amount in the units of the round.
    within: Option<[u64; 2]>,
}

impl Because {
    /// That of a share, if this is what their data add.
    pub fn of(share: &Share, own: Option<&Own>) -> Vec<u8> {
        let because = Self {
            own: own.copied(),
            within: share.amount_low.zip(share.amount_high).map(Into::into),
        };
        serde_json::to_vec(&because).unwrap_or_default()
    }
}

impl Way {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.iban, &self.other]
            .iter()
            .all(|text| text.trim().is_empty())
    }

    /// The bank account, if there is one.
    pub fn payee(&self) -> Option<Payee> {
        Payee::new("", &self.name, &self.iban).ok()
    }

    /// The same, cleaned and checked.
    ///
    /// # Errors
    /// What is wrong, at its field.
    pub fn checked(&self) -> Result<Self, Problem> {
        let other = clean_or_empty(&LINE, "other", &self.other)?;
        let (name, iban) = (self.name.trim(), self.iban.trim());
        if name.is_empty() && iban.is_empty() {
            return Ok(Self {
                other,
                ..Self::default()
            });
        }
        let payee = Payee::new("", name, iban).map_err(|error| wrong(&error))?;
        Ok(Self {
            name: payee.name,
            iban: payee.iban,
            other,
        })
    }
}

/// What is said of a field that cannot be paid with.
pub fn wrong(error: &PaymentError) -> Problem {
    let PaymentError::Field { place, .. } = error else {
        return Problem::conflict("payments-nobody-bank");
    };
    match place.rsplit(' ').next().unwrap_or_default() {
        "iban" => Problem::input("iban", "payments-iban"),
        "bic" => Problem::input("bic", "payments-bic"),
        "on" => Problem::input("on", "payments-day"),
        "purpose" => Problem::input("purpose", "payments-name"),
        _ => Problem::input("name", "payments-name"),
    }
}

/// Whose account it is, and who they are in the coalition now.
struct Owner {
    tag: String,
    member: Option<String>,
}

async fn owner(
    app: &App,
    who: &Who,
    conn: &mut Conn,
    coalition: &str,
) -> Result<(Owner, Option<String>), Problem> {
    let tag = accounts::owner(&app.store.keys, coalition, &who.tag(app)?);
    let member = who.member(app, conn, coalition).await?.map(|m| m.id);
    let account = accounts::of(conn, coalition, &tag).await?;
    // Whether there is an account is nobody's business but its owner's.
    if member.is_none() && account.is_none() {
        return Err(Problem::missing());
    }
    Ok((Owner { tag, member }, account))
}

/// What is one's own in a coalition: for members, and for those who left and
/// earned something before.
///
/// # Errors
/// If they are neither.
pub async fn mine(app: &App, who: &Who, slug: &str) -> Result<(Coalition, Mine), Problem> {
    who.may("read")?;
    let mut conn = app.store.read().await?;
    let coalition = coalition(&mut conn, slug).await?;
    let (owner, account) = owner(app, who, &mut conn, &coalition.id).await?;
    let Some(account) = account else {
        let none = Mine {
            account: None,
            due: Vec::new(),
            rounds: Vec::new(),
            way: None,
        };
        return Ok((coalition, none));
    };
    let member = owner.member.as_deref();
    let mine = of_account(app, &mut conn, &coalition.id, (account, member)).await?;
    Ok((coalition, mine))
}

/// What is in all accounts of the person with this tag, for their export.
///
/// # Errors
/// If the store fails.
pub async fn export(app: &App, conn: &mut Conn, person: &str) -> Result<Vec<Value>, Problem> {
    let mut all = Vec::new();
    for (id, account) in accounts::of_person(conn, &app.store.keys, person).await? {
        let coalition = coalitions::by_id(conn, &id).await?;
        let member = members::of_person(conn, &id, person).await?.map(|m| m.id);
        let mine = of_account(app, conn, &id, (account, member.as_deref())).await?;
        all.push(json!({"coalition": coalition.map(|c| c.slug), "mine": mine}));
    }
    Ok(all)
}

async fn of_account(
    app: &App,
    conn: &mut Conn,
    coalition: &str,
    (account, member): (String, Option<&str>),
) -> Result<Mine, Problem> {
    let vault = donations::acts::vault(app);
    let earned = rounds::earned(conn, &vault, &account, member).await?;
    let currencies: BTreeSet<&str> = earned.iter().map(|e| &*e.round.currency).collect();
    let mut due = Vec::new();
    for currency in currencies {
        let book = Book {
            coalition,
            currency,
            now: app.now(),
        };
        let coins = book.due_to(conn, &account).await?;
        due.push(Due {
            amount: amount(currency, coins),
            coins,
            currency: currency.to_owned(),
        });
    }
    let way = accounts::way(conn, &app.store.keys, &account).await?;
    Ok(Mine {
        account: Some(account),
        due,
        rounds: earned.into_iter().map(MyRound::from).collect(),
        way: way.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

impl From<Earned> for MyRound {
    fn from(earned: Earned) -> Self {
        let Earned {
            round, coins, why, ..
        } = earned;
        let because = why.and_then(|bytes| serde_json::from_slice::<Because>(&bytes).ok());
        let because = because.unwrap_or_default();
        Self {
            amount: amount(&round.currency, coins),
            coins,
            within: because.within.map(|ends| {
                // More money was shared by the same parts.
                ends.map(|end| round.earned(i64::try_from(end).unwrap_or(i64::MAX)))
            }),
            value: because.own,
            id: round.id,
            period: round.period,
            currency: round.currency,
            chain: round.chain,
            made: round.made,
        }
    }
}

/// Says how one wants to be paid; an empty way is forgotten.
///
/// # Errors
/// If they are no member and have no account, or something cannot be paid with.
pub async fn set_way(app: &App, who: &Who, slug: &str, way: &Way) -> Result<(), Problem> {
    who.may("member")?;
    let way = way.checked()?;
    let mut tx = app.store.begin().await?;
    let coalition = coalition(&mut tx, slug).await?;
    let (owner, account) = owner(app, who, &mut tx, &coalition.id).await?;
    let account = match account {
        Some(account) => account,
        None if way.is_empty() => return Ok(()),
        None => accounts::open(&mut tx, &coalition.id, &owner.tag).await?,
    };
    let text = serde_json::to_string(&way).unwrap_or_default();
    let kept = (!way.is_empty()).then_some(text.as_str());
    accounts::set_way(&mut tx, &app.store.keys, &account, kept).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_whole_or_none() {
        let way = |name: &str, iban: &str, other: &str| Way {
            name: name.into(),
            iban: iban.into(),
            other: other.into(),
        };
        let iban = "ES91 2100 0418 4502 0005 1332";
        let whole = way(" Ana Díaz ", iban, "").checked().unwrap();
        assert_eq!(whole.iban, "ES9121000418450200051332");
        assert!(whole.payee().is_some());
        assert!(way(" ", "", "").checked().unwrap().is_empty());
        let other = way("", "", "by phone").checked().unwrap();
        assert!(other.payee().is_none() && !other.is_empty());
        let field = |w: Way| w.checked().unwrap_err().field;
        assert_eq!(field(way("Ana", "", "")), Some("iban"));
        assert_eq!(field(way("", iban, "")), Some("name"));
        assert_eq!(field(way("Ana", "ES00 1", "")), Some("iban"));
        assert_eq!(field(way("", "", "a\u{202E}b")), Some("other"));
    }
}
