//! The chain of rules as people write it, and as it is followed.

use super::DividendError;
use super::rule::{Rule, Settings, find};
use crate::apportion::Method;
use capstan_data::{Currency, Money};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most prizes of a lottery.
const MOST_PRIZES: u32 = 1_000_000;

/// How money is shared, from the values to the coins. In a file (TOML):
///
/// ```
/// let chain = capstan_value::dividend::Chain::parse("rules.toml", r#"
///     equal = 0.5          # half of it for everyone alike
///     public-good = 0.1    # a tenth for what all use
///     minimum = "5.00"     # less is carried to the next round
///
///     [[rule]]
///     name = "shift"
/// "#)?;
/// assert_eq!(chain.rule[0].name, "shift");
/// # Ok::<(), capstan_value::dividend::DividendError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Chain {
    /// Which number of a value counts.
    #[serde(default)]
    pub base: Base,
    /// The rules, mixed by their shares.
    pub rule: Vec<Part>,
    /// Whether those share too who have no value: as if it were 0, which is what
    /// somebody adds who gave no data.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub everyone: bool,
    /// The part that everyone gets alike, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub equal: Option<f64>,
    /// The Gini index to reach, by as much equal pay as it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gini: Option<f64>,
    /// Members who are paid as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<Pool>,
    /// How many equal prizes are drawn, in place of paying everyone: a chance
    /// by share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lottery: Option<u32>,
    /// The share of the budget that is kept for a public good, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_good: Option<f64>,
    /// What a transfer costs, and how much of the budget may go there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<Fee>,
    /// The least that anyone gets, such as `5.00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<String>,
    /// The most that anyone gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<String>,
    /// The least that is paid out; what is below is carried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// How coins that cannot be split are given.
    #[serde(default)]
    pub method: Rounding,
}

/// Which number of a value counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// The estimate.
    #[default]
    Value,
    /// The lower limit of its interval: what somebody adds at least.
    Low,
}

/// A rule in a mixture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The rule.
    pub name: String,
    /// Its share of the mixture, above 0; only the ratios count.
    #[serde(default = "one")]
    pub share: f64,
    /// Its settings; what is left out has its default.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, f64>,
}

fn one() -> f64 {
    1.0
}

/// Members who are paid as one: a household, or the accounts of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// The column of the table that names the pool of each member.
    pub by: String,
    /// The rule that shares inside a pool.
    #[serde(default = "equal")]
    pub inside: String,
}

fn equal() -> String {
    "equal".to_owned()
}

/// What a transfer costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// The cost of one transfer, such as `0.20`.
    pub each: String,
    /// Which share of the budget may go into fees, 0 to 1; whom that does not
    /// pay out is carried, the smallest balances first.
    #[serde(default = "one")]
    pub cap: f64,
}

/// How coins that cannot be split are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// See [`Method::LargestRemainder`].
    #[default]
    LargestRemainder,
    /// See [`Method::Webster`].
    Webster,
    /// Largest remainders over all rounds together: see
    /// [`crate::apportion::round`].
    Cumulative,
}

impl Chain {
    /// The chain of one rule with these settings.
    pub fn of(name: &str, set: BTreeMap<String, f64>) -> Self {
        Self {
            rule: vec![Part {
                name: name.to_owned(),
                share: 1.0,
                set,
            }],
            ..Self::default()
        }
    }

    /// Reads a chain from TOML; `file` is for messages.
    ///
    /// # Errors
    /// If it is none; the error names the line.
    pub fn parse(file: &str, text: &str) -> Result<Self, DividendError> {
        toml::from_str(text).map_err(|e| DividendError::Rules {
            file: file.to_owned(),
            why: e.to_string().trim_end().to_owned(),
        })
    }

    /// Checks that the chain can be followed with amounts in a currency.
    ///
    /// # Errors
    /// If a rule, setting, share or amount is none, or two parts cannot be kept
    /// together.
    pub fn check(&self, currency: Currency) -> Result<(), DividendError> {
        self.plan(currency.minor(1)).map(drop)
    }

    /// Whether everyone's share of the money is the same for every budget, so
    /// that more of it can be shared out without working out shares again.
    pub fn is_proportional(&self) -> bool {
        let bounds = self.floor.is_some() || self.cap.is_some();
        let rounds = self.lottery.is_some() || self.method == Rounding::Cumulative;
        !bounds && !rounds && self.fee.is_none()
    }

    /// The chain with everything looked up and in coins of the budget.
    pub(super) fn plan(&self, budget: Money) -> Result<Plan, DividendError> {
        if budget.minor <= 0 {
            return Err(DividendError::Budget { found: budget });
        }
        let amount = |option: &'static str, text: &Option<String>| {
            text.as_deref()
                .map(|t| coins(option, t, budget))
                .transpose()
        };
        let part = |option, share: Option<f64>, below_one: bool| match share {
            Some(x) if !(0.0..=1.0).contains(&x) || (below_one && x >= 1.0) => {
                Err(DividendError::Range {
                    option: String::from(option),
                    found: x.to_string(),
                    expected: match below_one {
                        true => "a share from 0 to below 1",
                        false => "a share from 0 to 1",
                    }
                    .to_owned(),
                })
            }
            share => Ok(share),
        };
        if self.rule.is_empty() {
            return Err(DividendError::Range {
                option: "rule".to_owned(),
                found: "none".to_owned(),
                expected: "at least one [[rule]] with its name".to_owned(),
            });
        }
        let mut parts = Vec::new();
        for p in &self.rule {
            if !(p.share > 0.0 && p.share.is_finite()) {
                return Err(DividendError::Range {
                    option: format!("share of the rule {}", p.name),
                    found: p.share.to_string(),
                    expected: "a number above 0".to_owned(),
                });
            }
            let rule = find(&p.name)?;
            parts.push((p.share, rule, Settings::new(rule.info(), &p.set)?));
        }
        let inside = match &self.pool {
            None => None,
            Some(pool) => {
                let rule = find(&pool.inside)?;
                Some((rule, Settings::new(rule.info(), &BTreeMap::new())?))
            }
        };
        let fee = match &self.fee {
            None => None,
            Some(fee) => Some((
                coins("fee", &fee.each, budget)?,
                part("cap of the fee", Some(fee.cap), false)?.unwrap_or(1.0),
            )),
        };
        let plan = Plan {
            base: self.base,
            parts,
            equal: part("equal", self.equal, false)?.unwrap_or(0.0),
            gini: part("gini", self.gini, true)?,
            inside,
            lottery: self.lottery,
            public_good: part("public-good", self.public_good, true)?.unwrap_or(0.0),
            fee,
            floor: amount("floor", &self.floor)?.unwrap_or(0),
            cap: amount("cap", &self.cap)?,
            minimum: amount("minimum", &self.minimum)?.unwrap_or(0),
            method: self.method,
        };
        plan.can_be_kept(budget)?;
        Ok(plan)
    }
}

/// An amount in coins of the budget's currency; a currency after it must be
/// the same.
fn coins(option: &'static str, text: &str, budget: Money) -> Result<u64, DividendError> {
    let read = match text.trim().contains(char::is_whitespace) {
        true => text.parse::<Money>(),
        false => budget.currency.amount(text),
    };
    let found = read.map_err(|why| DividendError::Money { option, why })?;
    if found.currency != budget.currency {
        return Err(DividendError::Currency {
            option,
            found,
            wanted: budget.currency,
        });
    }
    u64::try_from(found.minor).map_err(|_| DividendError::Range {
        option: option.to_owned(),
        found: found.to_string(),
        expected: "an amount that is not below zero".to_owned(),
    })
}

/// A chain that can be followed: rules found, amounts in coins.
#[derive(Clone)]
pub(super) struct Plan {
    pub base: Base,
    pub parts: Vec<(f64, &'static dyn Rule, Settings)>,
    pub equal: f64,
    pub gini: Option<f64>,
    pub inside: Option<(&'static dyn Rule, Settings)>,
    pub lottery: Option<u32>,
    pub public_good: f64,
    pub fee: Option<(u64, f64)>,
    pub floor: u64,
    pub cap: Option<u64>,
    pub minimum: u64,
    pub method: Rounding,
}

impl Plan {
    fn can_be_kept(&self, budget: Money) -> Result<(), DividendError> {
        let bounds = self.floor > 0 || self.cap.is_some();
        let cumulative = self.method == Rounding::Cumulative;
        let clashes = [
            (
                self.gini.is_some() && self.equal > 0.0,
                ("gini", "equal", "the Gini index decides how much is equal"),
            ),
            (
                bounds && self.lottery.is_some(),
                ("a floor or cap", "a lottery", "who wins gets a whole prize"),
            ),
            (
                cumulative && bounds,
                (
                    "the method cumulative",
                    "a floor or cap",
                    "a bound holds for one round, the method for all",
                ),
            ),
            (
                cumulative && self.lottery.is_some(),
                (
                    "the method cumulative",
                    "a lottery",
                    "chance would be paid back in the next round",
                ),
            ),
            (
                cumulative && self.inside.is_some(),
                (
                    "the method cumulative",
                    "a pool",
                    "who is in a pool may change between rounds",
                ),
            ),
        ];
        for (clash, (a, b, why)) in clashes {
            if clash {
                return Err(DividendError::Conflict { a, b, why });
            }
        }
        let range = |option: &str, found: String, expected: &str| DividendError::Range {
            option: option.to_owned(),
            found,
            expected: expected.to_owned(),
        };
        if let Some(cap) = self.cap.filter(|&cap| cap < self.floor) {
            let written = budget.currency.minor(cap as i64).to_string();
            return Err(range("cap", written, "at least the floor"));
        }
        if let Some(prizes) = self.lottery.filter(|p| !(1..=MOST_PRIZES).contains(p)) {
            let expected = format!("from 1 to {MOST_PRIZES} prizes");
            return Err(range("lottery", prizes.to_string(), &expected));
        }
        let most = crate::apportion::most_owed();
        if cumulative && budget.minor as u64 > most {
            let most = budget.currency.minor(most as i64);
            let expected = format!("at most {most} in a round with the method cumulative");
            return Err(range("budget", budget.to_string(), &expected));
        }
        Ok(())
    }

    /// The method of one round.
    pub fn one_round(&self) -> Method {
        match self.method {
            Rounding::Webster => Method::Webster,
            Rounding::LargestRemainder | Rounding::Cumulative => Method::LargestRemainder,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> Result<Plan, String> {
        let budget = "10.00 EUR".parse().unwrap();
        let chain = Chain::parse("r.toml", text).map_err(|e| e.to_string())?;
        chain.plan(budget).map_err(|e| e.to_string())
    }

    const RULE: &str = "[[rule]]\nname = \"shift\"\n";

    #[test]
    fn amounts_are_coins_of_the_budget() {
        let text = "floor = \"1\"\ncap = \"5.50 EUR\"\nminimum = \"0.01\"\n".to_owned() + RULE;
        let plan = plan(&text).unwrap();
        assert_eq!((plan.floor, plan.cap, plan.minimum), (100, Some(550), 1));
    }

    #[test]
    fn only_what_does_not_hang_on_the_budget_is_proportional() {
        let chain = |text: &str| Chain::parse("r.toml", &(text.to_owned() + RULE)).unwrap();
        let all = "equal = 0.2\npublic-good = 0.1\nminimum = \"5\"\n";
        assert!(chain(all).is_proportional());
        for text in [
            "floor = \"1\"\n",
            "cap = \"1\"\n",
            "lottery = 2\n",
            "method = \"cumulative\"\n",
        ] {
            assert!(!chain(text).is_proportional(), "{text}");
        }
        let euro = "EUR".parse().unwrap();
        assert!(chain(all).check(euro).is_ok());
        assert!(chain("cap = \"1 USD\"\n").check(euro).is_err());
    }

    #[test]
    fn what_cannot_be_followed_is_refused_with_the_reason() {
        for (text, part) in [
            ("", "missing field `rule`"),
            ("rule = []", "expected at least one [[rule]]"),
            (
                "floor = \"1 USD\"\n",
                "floor is 1.00 USD; expected an amount in EUR",
            ),
            (
                "floor = \"0.001\"\n",
                "floor: found \"0.001\"; expected at most 2 decimals",
            ),
            (
                "cap = \"-1\"\n",
                "cap = -1.00 EUR: expected an amount that is not below zero",
            ),
            (
                "cap = \"1\"\nfloor = \"2\"\n",
                "cap = 1.00 EUR: expected at least the floor",
            ),
            ("equal = 1.5\n", "equal = 1.5: expected a share from 0 to 1"),
            ("public-good = 1.0\n", "expected a share from 0 to below 1"),
            (
                "gini = 0.2\nequal = 0.1\n",
                "gini and equal cannot be kept together",
            ),
            (
                "lottery = 1\nfloor = \"1\"\n",
                "a lottery cannot be kept together",
            ),
            (
                "method = \"cumulative\"\ncap = \"2\"\n",
                "the method cumulative and a floor",
            ),
            (
                "lottery = 0\n",
                "lottery = 0: expected from 1 to 1000000 prizes",
            ),
            ("colour = 1\n", "unknown field `colour`"),
        ] {
            let text = if text.starts_with("rule") || text.is_empty() {
                text.to_owned()
            } else {
                text.to_owned() + RULE
            };
            let said = plan(&text).err().unwrap_or_default();
            assert!(said.contains(part), "{text}: {said}");
        }
        let twice = "[[rule]]\nname = \"shift\"\nshare = 0.0\n";
        assert!(
            plan(twice)
                .err()
                .unwrap()
                .starts_with("share of the rule shift = 0")
        );
        let budget = "0.00 EUR".parse().unwrap();
        let none = Chain::of("equal", BTreeMap::new())
            .plan(budget)
            .err()
            .unwrap();
        assert!(
            none.to_string()
                .starts_with("the budget is 0.00 EUR; expected more")
        );
    }
}
