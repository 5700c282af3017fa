//! What a way of sharing money would do: the engine's answer on a group in
//! steps of people, or on the smallest example there is.
//!
//! `web/src/dividends/share.ts` answers the same while a slider moves; an
//! end-to-end test holds both to the same numbers.

use crate::app::App;
use crate::coalitions::acts::{coalition, standing};
use crate::problem::Problem;
use crate::values;
use crate::values::spread::Bin;
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_data::{Currency, Money};
use capstan_store::coalitions::Coalition;
use capstan_value::dividend::{
    Chain, DividendError, Dividends, Member, Rounding, Source, dividends,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::IntoParams;

/// The seed of ties and draws.
pub const SEED: u64 = 1;
/// The values of the example: one who harms, one who does nothing, one who
/// helps.
const EXAMPLE: [f64; 3] = [-1.0, 0.0, 1.0];

/// What one tries; everything as it is typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Look {
    /// On what: "values" of the group, or the "example" -1, 0, 1. Empty for
    /// values where there are some.
    #[param(example = "example")]
    pub on: String,
    /// The rule: "equal", "rank", "bins", "positive", "shift", "power",
    /// "softmax", "clip" or "abs". "shift" if empty.
    #[param(example = "shift")]
    pub rule: String,
    /// How much is kept for a public good, in per cent.
    #[param(example = "10")]
    pub public_good: String,
    /// The Gini index to reach by mixing in equal pay; empty for none.
    #[param(example = "0.2")]
    pub gini: String,
    /// The least that anyone gets; empty for none.
    #[param(example = "5.00")]
    pub floor: String,
    /// The most that anyone gets; empty for none.
    #[param(example = "600.00")]
    pub cap: String,
    /// The least that is paid out; what is below waits for the next time.
    /// Empty for none.
    #[param(example = "1.00")]
    pub minimum: String,
    /// How coins that cannot be split are given: "largest-remainder",
    /// "webster" or "cumulative". The first if empty.
    #[param(example = "webster")]
    pub rounding: String,
    /// What there is to share. 1000.00 if empty.
    #[param(example = "1000.00")]
    pub budget: String,
    /// The currency. EUR if empty.
    #[param(example = "EUR")]
    pub currency: String,
}

/// Those among whom money is shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Roll {
    /// How many people there are.
    pub people: u64,
    /// The steps, with those who stand for all.
    pub bins: Vec<Bin>,
    /// Whether it is the example.
    pub example: bool,
}

/// A coalition with what one looks at there.
pub struct Ground {
    /// The coalition.
    pub coalition: Coalition,
    /// Whether who looks is a member.
    pub member: bool,
    /// The valuation whose values are there to be tried on, if they may see
    /// one.
    pub valuation: Option<String>,
    /// Those among whom money is shared.
    pub roll: Roll,
    /// The currency of the jobs, if it is known.
    pub currency: String,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Explored {
    /// The rules.
    pub chain: Chain,
    /// What there was to share.
    pub budget: Money,
    /// The currency.
    pub currency: Currency,
    /// What each of a step gets, in whole units of the currency, as a mean.
    pub each: Vec<f64>,
    /// The round, for those who stand for all.
    pub round: Dividends,
}

impl Look {
    /// What there is to share.
    ///
    /// # Errors
    /// If it is no amount above nothing.
    pub fn budget(&self) -> Result<Money, Problem> {
        let currency = or(&self.currency, "EUR").to_uppercase();
        let currency: Currency = currency
            .parse()
            .map_err(|_| Problem::input("currency", "sharing-currency"))?;
        let wrong = || Problem::input("budget", "sharing-budget");
        let budget = currency
            .amount(or(&self.budget, "1000"))
            .map_err(|_| wrong())?;
        if budget.minor > 0 {
            Ok(budget)
        } else {
            Err(wrong())
        }
    }

    /// The rules.
    ///
    /// # Errors
    /// If a number is none.
    pub fn chain(&self) -> Result<Chain, Problem> {
        let number = |field: &'static str, text: &str| -> Result<Option<f64>, Problem> {
            let text = text.trim();
            if text.is_empty() {
                return Ok(None);
            }
            let found = text.parse().ok().filter(|x: &f64| x.is_finite());
            let wrong = || Problem::input(field, "sharing-number");
            found.map(Some).ok_or_else(wrong)
        };
        let amount = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let public_good = number("public_good", &self.public_good)?;
        let rounding = or(&self.rounding, ROUNDINGS[0].0);
        let rounding = ROUNDINGS.iter().find(|(name, _)| *name == rounding);
        let rounding = rounding.ok_or_else(|| Problem::input("rounding", "sharing-rounding"))?;
        Ok(Chain {
            public_good: public_good.map(|p| p / 100.0).filter(|p| *p != 0.0),
            gini: number("gini", &self.gini)?,
            floor: amount(&self.floor),
            cap: amount(&self.cap),
            minimum: amount(&self.minimum),
            method: rounding.1,
            ..Chain::of(self.rule(), BTreeMap::new())
        })
    }

    /// The rules as a charter holds them: every amount names its currency.
    ///
    /// # Errors
    /// If a number is none, or the rules cannot be followed.
    pub fn lasting(&self) -> Result<Chain, Problem> {
        let currency = self.budget()?.currency;
        let mut chain = self.chain()?;
        chain.check(currency).map_err(|why| refused(&why))?;
        for amount in [&mut chain.floor, &mut chain.cap, &mut chain.minimum] {
            let named = amount.as_ref().map(|text| currency.amount(text));
            *amount = named.and_then(Result::ok).map(|money| money.to_string());
        }
        Ok(chain)
    }

    /// The name of the rule.
    pub fn rule(&self) -> &str {
        or(&self.rule, "shift")
    }
}

/// Ways to give coins that cannot be split, by name.
pub const ROUNDINGS: [(&str, Rounding); 3] = [
    ("largest-remainder", Rounding::LargestRemainder),
    ("webster", Rounding::Webster),
    ("cumulative", Rounding::Cumulative),
];

fn or<'a>(given: &'a str, usual: &'a str) -> &'a str {
    match given.trim() {
        "" => usual,
        given => given,
    }
}

impl Roll {
    /// The smallest example.
    pub fn example() -> Self {
        let bin = |value| Bin {
            people: 1,
            value,
            low: value,
            high: value,
        };
        Self {
            people: EXAMPLE.len() as u64,
            bins: EXAMPLE.map(bin).to_vec(),
            example: true,
        }
    }

    /// How many people stand for all.
    pub fn standing(&self) -> u64 {
        self.bins.iter().map(|b| b.people).sum()
    }

    /// Shares out what one tries.
    ///
    /// # Errors
    /// If the chain cannot be followed, at the field that is in the way.
    pub fn share(&self, look: &Look) -> Result<Explored, Problem> {
        self.split(look.chain()?, look.budget()?)
    }

    /// Shares out a budget by a chain of rules.
    ///
    /// # Errors
    /// If the chain cannot be followed, at the field that is in the way.
    pub fn split(&self, chain: Chain, budget: Money) -> Result<Explored, Problem> {
        let members: Vec<Member> = (self.bins.iter().enumerate())
            .flat_map(|(at, bin)| {
                (0..bin.people).map(move |n| Member {
                    low: bin.low,
                    high: bin.high,
                    ..Member::new(format!("{at}-{n}"), bin.value)
                })
            })
            .collect();
        // Who stands for many gets what each of them would.
        let part =
            i128::from(budget.minor) * i128::from(self.standing()) / i128::from(self.people.max(1));
        let part = budget
            .currency
            .minor(i64::try_from(part).unwrap_or(i64::MAX));
        let round = dividends(Source::default(), &members, &chain, part, SEED, None);
        let round = round.map_err(|why| refused(&why))?;
        let unit = 10f64.powi(budget.currency.decimals().into());
        let mut amounts = round.members.iter().map(|m| m.amount as f64 / unit);
        let each = self.bins.iter().map(|bin| {
            let sum: f64 = amounts.by_ref().take(bin.people as usize).sum();
            sum / bin.people.max(1) as f64
        });
        Ok(Explored {
            each: each.collect(),
            chain,
            budget,
            currency: budget.currency,
            round,
        })
    }
}

/// What is said of rules that cannot be followed.
pub fn refused(why: &DividendError) -> Problem {
    let field = |option: &str| match option {
        "floor" => "floor",
        "cap" => "cap",
        "minimum" => "minimum",
        "public-good" => "public_good",
        "gini" => "gini",
        "budget" => "budget",
        _ => "rule",
    };
    match why {
        DividendError::Budget { .. } => Problem::input("budget", "sharing-budget"),
        DividendError::Money { option, .. } | DividendError::Currency { option, .. } => {
            Problem::input(field(option), "sharing-amount")
        }
        DividendError::UnknownRule { .. } => Problem::input("rule", "sharing-rule"),
        DividendError::UnknownSetting { .. } => Problem::input("rule", "sharing-setting"),
        DividendError::Conflict { .. } => Problem::input("rounding", "sharing-conflict"),
        DividendError::Range { option, .. } => match field(option) {
            "cap" => Problem::input("cap", "sharing-cap"),
            field @ ("floor" | "minimum") => Problem::input(field, "sharing-amount"),
            field @ ("public_good" | "gini") => Problem::input(field, "sharing-part"),
            field => Problem::input(field, "sharing-rule"),
        },
        DividendError::Floors { short, .. } => {
            Problem::input("floor", "sharing-floors").with("short", short)
        }
        DividendError::Caps { left, .. } => {
            Problem::input("cap", "sharing-caps").with("left", left)
        }
        _ => Problem::input("budget", "sharing-budget"),
    }
}

/// What someone looks at in a coalition: the values of the group for its
/// members, where there are some, and the example for everyone.
///
/// # Errors
/// If there is no such coalition, or values are asked for that are not there
/// or not theirs to see.
pub async fn ground(app: &App, who: &Who, slug: &str, on: &str) -> Result<Ground, Problem> {
    let mut conn = app.store.read().await?;
    let coalition = coalition(&mut conn, slug).await?;
    let member = who.member(app, &mut conn, &coalition.id).await?.is_some();
    let found = if member {
        let standing = standing(app, who, &mut conn, slug, Deed::ReadAsMember).await?;
        values::acts::newest_spread(&mut conn, &standing).await?
    } else {
        None
    };
    let currency = found.as_ref().map(|(_, f)| f.currency.clone());
    let valuation = found.as_ref().map(|(id, _)| id.clone());
    let spread = found.and_then(|(_, found)| found.spread);
    let roll = match (on.trim(), spread) {
        ("example", _) | ("", None) => Roll::example(),
        ("" | "values", Some(spread)) => Roll {
            people: spread.people,
            bins: spread.bins,
            example: false,
        },
        ("values", None) => return Err(Problem::missing()),
        _ => return Err(Problem::input("on", "sharing-on")),
    };
    Ok(Ground {
        coalition,
        member,
        valuation,
        roll,
        currency: currency.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    fn bin(people: u64, value: f64) -> Bin {
        Bin {
            people,
            value,
            low: value,
            high: value,
        }
    }

    #[test]
    fn one_of_many_gets_what_each_would_get() {
        let look = Look {
            rule: "shift".into(),
            budget: "60000".into(),
            ..Look::default()
        };
        let few = Roll {
            people: 600,
            bins: vec![bin(1, 1.0), bin(1, 2.0), bin(1, 3.0)],
            example: false,
        };
        // 300 for the three who stand for 600: 100 each on average.
        assert_eq!(few.share(&look).unwrap().each, [0.0, 100.0, 200.0]);
    }

    #[test]
    fn the_example_is_that_of_the_talk() {
        let of = |rule: &str| {
            let look = Look {
                rule: rule.into(),
                budget: "3".into(),
                ..Look::default()
            };
            Roll::example().share(&look).unwrap().each
        };
        assert_eq!(of("shift"), [0.0, 1.0, 2.0]);
        assert_eq!(of("clip"), [0.0, 0.0, 3.0]);
        assert_eq!(of("abs"), [1.5, 0.0, 1.5]);
        assert_eq!(of("equal"), [1.0, 1.0, 1.0]);
    }
}
