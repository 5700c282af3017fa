//! The ledger: every coin that moves leaves one account and enters another.
//!
//! An entry names both accounts, so that all balances together are always
//! zero. What was written is never changed; a mistake is put right by another
//! entry.

use super::row;
use crate::dividend::Dividends;
use capstan_data::{Currency, Money};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Where coins can be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Where budgets come from; its balance is minus what came.
    Budget,
    /// What a member has earned and not yet been paid.
    Member(String),
    /// What was paid out.
    Bank,
    /// Kept for the public good.
    PublicGood,
    /// Set aside for fees.
    Fees,
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Budget => f.write_str("budget"),
            Self::Member(id) => write!(f, "member:{id}"),
            Self::Bank => f.write_str("bank"),
            Self::PublicGood => f.write_str("public-good"),
            Self::Fees => f.write_str("fees"),
        }
    }
}

impl FromStr for Account {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "budget" => Self::Budget,
            "bank" => Self::Bank,
            "public-good" => Self::PublicGood,
            "fees" => Self::Fees,
            _ => Self::Member(text.strip_prefix("member:").ok_or(())?.to_owned()),
        })
    }
}

/// One movement of coins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The round it belongs to, from 1.
    pub round: u32,
    /// Where the coins leave.
    pub from: Account,
    /// Where they enter.
    pub to: Account,
    /// How many.
    pub coins: u64,
}

/// Why an entry or a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// A member cannot be paid more than they have.
    #[error("{account} holds {held}, which is less than the {asked} to be paid")]
    Short {
        /// The account.
        account: String,
        /// What is in it.
        held: Money,
        /// What was asked for.
        asked: Money,
    },
    /// A row of a file that is no entry.
    #[error(
        "{file}, line {line}: found {found}; expected round,from,to,amount,currency, as a ledger is written. Take the ledger as it was written."
    )]
    Row {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What is there.
        found: String,
    },
    /// An entry of a file that cannot be followed.
    #[error("{file}, line {line}: {why}")]
    Entry {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// Why not.
        why: Box<LedgerError>,
    },
    /// A ledger in another currency.
    #[error(
        "the ledger is in {found}; expected {wanted}, which the budget is in. Keep a ledger for each currency."
    )]
    Currency {
        /// The ledger's.
        found: Currency,
        /// The budget's.
        wanted: Currency,
    },
}

/// All movements of one currency, and the balance of every account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    currency: Currency,
    entries: Vec<Entry>,
    balances: BTreeMap<Account, i128>,
}

impl Ledger {
    /// An empty ledger.
    pub fn new(currency: Currency) -> Self {
        Self {
            currency,
            entries: Vec::new(),
            balances: BTreeMap::new(),
        }
    }

    /// Moves coins from one account to another. Moving none is no entry.
    ///
    /// # Errors
    /// If a member's account or a set-aside would be overdrawn; nothing is
    /// moved then.
    pub fn post(&mut self, entry: Entry) -> Result<(), LedgerError> {
        if entry.coins == 0 {
            return Ok(());
        }
        let held = self.balance(&entry.from);
        let coins = i128::from(entry.coins);
        if entry.from != Account::Budget && held < coins {
            let money = |coins: i128| {
                self.currency
                    .minor(i64::try_from(coins).unwrap_or(i64::MAX))
            };
            return Err(LedgerError::Short {
                account: entry.from.to_string(),
                held: money(held),
                asked: money(coins),
            });
        }
        *self.balances.entry(entry.from.clone()).or_default() -= coins;
        *self.balances.entry(entry.to.clone()).or_default() += coins;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes a whole round: what everyone earned, what was kept back, what
    /// was paid out.
    ///
    /// # Errors
    /// If it is in another currency, or somebody is paid more than they have.
    pub fn record(&mut self, round: &Dividends) -> Result<(), LedgerError> {
        if round.budget.currency != self.currency {
            return Err(LedgerError::Currency {
                found: self.currency,
                wanted: round.budget.currency,
            });
        }
        let number = self.entries.last().map_or(1, |e| e.round + 1);
        let entry = |from: Account, to: Account, coins| Entry {
            round: number,
            from,
            to,
            coins,
        };
        let member = |id: &str| Account::Member(id.to_owned());
        let mut all = vec![
            entry(Account::Budget, Account::PublicGood, round.public_good),
            entry(Account::Budget, Account::Fees, round.fees_reserved),
        ];
        for m in &round.members {
            all.push(entry(Account::Budget, member(&m.member.id), m.amount));
        }
        for m in &round.members {
            all.push(entry(member(&m.member.id), Account::Bank, m.paid));
        }
        for l in &round.left {
            all.push(entry(member(&l.id), Account::Bank, l.paid));
        }
        all.push(entry(Account::Fees, Account::Bank, round.fees));
        let mut next = self.clone();
        for entry in all {
            next.post(entry)?;
        }
        *self = next;
        Ok(())
    }

    /// What is in an account, in coins.
    pub fn balance(&self, account: &Account) -> i128 {
        self.balances.get(account).copied().unwrap_or(0)
    }

    /// Every account with its balance, in order; they add up to zero.
    pub fn balances(&self) -> impl Iterator<Item = (&Account, i128)> {
        self.balances.iter().map(|(a, b)| (a, *b))
    }

    /// Every entry, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The table `round,from,to,amount,currency`.
    pub fn to_csv(&self) -> String {
        let mut text = String::from("round,from,to,amount,currency\n");
        for e in &self.entries {
            let amount = self
                .currency
                .minor(i64::try_from(e.coins).unwrap_or(i64::MAX));
            text += &row(&[
                &e.round.to_string(),
                &e.from.to_string(),
                &e.to.to_string(),
                &amount.amount(),
                self.currency.code(),
            ]);
        }
        text
    }

    /// Reads a table that [`Ledger::to_csv`] wrote; `file` is for messages.
    ///
    /// # Errors
    /// If a row is no entry, is in another currency, or overdraws an account.
    pub fn read(file: &str, text: &str, currency: Currency) -> Result<Self, LedgerError> {
        let mut ledger = Self::new(currency);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for record in reader.records() {
            let bad = |line, found: String| LedgerError::Row {
                file: file.to_owned(),
                line,
                found,
            };
            let record = record
                .map_err(|e| bad(e.position().map_or(1, csv::Position::line), e.to_string()))?;
            let line = record.position().map_or(0, csv::Position::line);
            let found = || bad(line, record.iter().collect::<Vec<_>>().join(","));
            let fields: [&str; 5] = (record.iter().collect::<Vec<_>>())
                .try_into()
                .map_err(|_| found())?;
            let [round, from, to, amount, code] = fields;
            let known: Currency = code.parse().map_err(|_| found())?;
            let refused = |why| LedgerError::Entry {
                file: file.to_owned(),
                line,
                why: Box::new(why),
            };
            if known != currency {
                return Err(refused(LedgerError::Currency {
                    found: known,
                    wanted: currency,
                }));
            }
            let amount = currency.amount(amount).map_err(|_| found())?;
            ledger
                .post(Entry {
                    round: round.parse().map_err(|_| found())?,
                    from: from.parse().map_err(|()| found())?,
                    to: to.parse().map_err(|()| found())?,
                    coins: u64::try_from(amount.minor).map_err(|_| found())?,
                })
                .map_err(refused)?;
        }
        Ok(ledger)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{Before, Chain, Member, Source, dividends};
    use proptest::prelude::*;

    fn euro() -> Currency {
        "EUR".parse().unwrap()
    }

    #[test]
    fn nobody_is_overdrawn() {
        let mut ledger = Ledger::new(euro());
        let ana = || Account::Member("ana".into());
        let entry = |from, to, coins| Entry {
            round: 1,
            from,
            to,
            coins,
        };
        ledger.post(entry(Account::Budget, ana(), 500)).unwrap();
        let before = ledger.clone();
        let said = ledger.post(entry(ana(), Account::Bank, 501)).unwrap_err();
        assert_eq!(
            said.to_string(),
            "member:ana holds 5.00 EUR, which is less than the 5.01 EUR to be paid"
        );
        assert_eq!(ledger, before);
        ledger.post(entry(ana(), Account::Bank, 500)).unwrap();
        assert_eq!(ledger.balance(&Account::Budget), -500);
        assert_eq!(ledger.balance(&Account::Bank), 500);
    }

    #[test]
    fn what_is_no_ledger_is_refused() {
        let read = |text: &str| Ledger::read("l.csv", text, euro()).unwrap_err().to_string();
        let head = "round,from,to,amount,currency\n";
        for (row, part) in [
            (
                "1,budget,member:a,1.00,USD\n",
                "the ledger is in USD; expected EUR",
            ),
            (
                "1,budget,elsewhere,1.00,EUR\n",
                "l.csv, line 2: found 1,budget,elsewhere",
            ),
            ("1,budget,member:a,-1.00,EUR\n", "l.csv, line 2: found"),
            ("1,member:a,bank,1.00,EUR\n", "member:a holds 0.00 EUR"),
            ("1,budget\n", "l.csv, line 2: found"),
        ] {
            let said = read(&(head.to_owned() + row));
            assert!(said.contains(part), "{row}: {said}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn all_accounts_are_zero_together_after_every_round(
            rounds in proptest::collection::vec(
                (proptest::collection::vec(-3.0..3.0_f64, 1..6), 1..5000_i64), 1..6),
        ) {
            let mut ledger = Ledger::new(euro());
            let mut before: Option<Before> = None;
            for (values, cents) in rounds {
                let members: Vec<Member> = values.iter().enumerate()
                    .map(|(i, &v)| Member::new(format!("m,{i}"), v)).collect();
                let chain = Chain {
                    minimum: Some("7.00".into()),
                    public_good: Some(0.1),
                    ..Chain::of("shift", Default::default())
                };
                let made = dividends(
                    Source::default(), &members, &chain, euro().minor(cents), 1, before);
                let made = made.unwrap();
                ledger.record(&made).unwrap();
                prop_assert_eq!(ledger.balances().map(|b| b.1).sum::<i128>(), 0);
                for m in &made.members {
                    let held = ledger.balance(&Account::Member(m.member.id.clone()));
                    prop_assert_eq!(held, i128::from(m.carried));
                }
                for l in &made.left {
                    prop_assert_eq!(ledger.balance(&Account::Member(l.id.clone())), 0);
                }
                before = Some(made.leaves());
            }
            let read = Ledger::read("l.csv", &ledger.to_csv(), euro()).unwrap();
            prop_assert_eq!(read, ledger);
        }
    }
}
