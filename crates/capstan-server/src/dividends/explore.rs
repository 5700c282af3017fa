//! What a way of sharing money would do: the engine's answer on a group in
//! steps of people, or on the smallest example there is.
//!
//! `web/src/dividends/share.ts` answers the same while a slider moves; an
//! end-to-end test holds both to the same numbers.

use crate::app::App;
use crate::coalitions::acts::{coalition, standing};
use crate::dividends::pools::KINDS;
use crate::problem::Problem;
use crate::values;
use crate::values::pooled::Pooled;
use crate::values::spread::{Bin, MOST_PEOPLE};
use crate::who::Who;
use capstan_coalition::role::Deed;
use capstan_data::{Currency, Money};
use capstan_store::coalitions::Coalition;
use capstan_value::dividend::{
    Base, Chain, DividendError, Dividends, Fee, Member, Part, Pool, Rounding, Source, dividends,
    find,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::IntoParams;

/// The most prizes of a lottery that is tried.
const MOST_PRIZES: u32 = 10_000;
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
    /// Another rule that is mixed in; empty for none.
    #[param(example = "rank")]
    pub mixed: String,
    /// Which part of the money goes by that other rule, in per cent. 50 if
    /// empty.
    #[param(example = "30")]
    pub mixed_part: String,
    /// Of "bins": how many steps. 3 if empty.
    #[param(example = "4")]
    pub count: String,
    /// Of "bins": the parts of the lowest step. 0 if empty.
    #[param(example = "1")]
    pub first: String,
    /// Of "positive": 1 if those at zero are paid too.
    #[param(example = "1")]
    pub zero: String,
    /// Of "power": the power. 0.5 if empty.
    #[param(example = "0.8")]
    pub g: String,
    /// Of "softmax": the value that makes a part 2.7 times as large. 1 if
    /// empty.
    #[param(example = "2")]
    pub t: String,
    /// Of "softmax": 1 if that value counts in median distances from the
    /// median.
    #[param(example = "1")]
    pub mad: String,
    /// Which number of a value counts: "value", or "low", the lower limit of
    /// its interval. The first if empty.
    #[param(example = "low")]
    pub base: String,
    /// Anything if members share too whose data were not valued, as if they
    /// added nothing; empty if not.
    #[param(example = "yes")]
    pub everyone: String,
    /// By what people are paid as one: "household" or "group"; empty for
    /// everyone alone.
    #[param(example = "household")]
    pub pool: String,
    /// The rule that shares among those who are paid as one. "equal" if empty.
    #[param(example = "equal")]
    pub inside: String,
    /// The part that everyone gets alike, in per cent.
    #[param(example = "25")]
    pub equal: String,
    /// How many equal prizes are drawn by lot, in the place of paying everyone;
    /// empty for none.
    #[param(example = "2")]
    pub lottery: String,
    /// What a transfer costs; empty for nothing.
    #[param(example = "0.20")]
    pub fee: String,
    /// Which part of the money may go into transfers, in per cent. 100 if
    /// empty.
    #[param(example = "5")]
    pub fee_cap: String,
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
    /// In how many households or groups the people of each step are paid as
    /// one; empty where each is alone.
    pub pools: Vec<u64>,
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
    /// The steps where some are paid as one, by what they are.
    pools: BTreeMap<String, Pooled>,
    /// The published size of the coalition.
    all: u64,
    /// The currency of the jobs, if it is known.
    pub currency: String,
}

impl Ground {
    /// The same with those whose data were not valued, if `everyone` shares,
    /// and with those together whom `pool` pays as one, where that may be shown.
    #[must_use]
    pub fn of(mut self, everyone: bool, pool: Option<&Pool>) -> Self {
        let told = pool.and_then(|pool| self.pools.remove(&pool.by));
        // One that stands for several would weigh otherwise beside a whole group.
        let tried = !self.roll.example && (!everyone || self.all <= MOST_PEOPLE);
        if let Some(Pooled { bins, pools }) = told.filter(|_| tried) {
            self.roll = Roll {
                bins,
                pools,
                ..self.roll
            };
        }
        if everyone {
            self.roll = self.roll.with_others(self.all);
        }
        self
    }

    /// The same for what one tries.
    #[must_use]
    pub fn under(self, look: &Look) -> Self {
        // What is wrong with it is said where it is shared.
        let pool = look.pool().ok().flatten();
        self.of(look.everyone(), pool.as_ref())
    }
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
        let amount = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let part = |field, text| Ok::<_, Problem>(number(field, text)?.map(|p| p / 100.0));
        let kept = |part: Option<f64>| part.filter(|p| *p != 0.0);
        let rounding = or(&self.rounding, ROUNDINGS[0].0);
        let rounding = ROUNDINGS.iter().find(|(name, _)| *name == rounding);
        let rounding = rounding.ok_or_else(|| Problem::input("rounding", "sharing-rounding"))?;
        let few = |prizes: &u32| *prizes <= MOST_PRIZES;
        let lottery = match self.lottery.trim() {
            "" => None,
            text => {
                let prizes = text.parse().ok().filter(few);
                Some(prizes.ok_or_else(|| Problem::input("lottery", "sharing-lottery"))?)
            }
        };
        let base = match or(&self.base, "value") {
            "value" => Base::Value,
            "low" => Base::Low,
            _ => return Err(Problem::input("base", "sharing-rule")),
        };
        let fee_cap = part("fee_cap", &self.fee_cap)?;
        Ok(Chain {
            rule: self.rules()?,
            base,
            everyone: self.everyone(),
            equal: kept(part("equal", &self.equal)?),
            pool: self.pool()?,
            lottery,
            fee: amount(&self.fee).map(|each| Fee {
                each,
                cap: fee_cap.unwrap_or(1.0),
            }),
            public_good: kept(part("public_good", &self.public_good)?),
            gini: number("gini", &self.gini)?,
            floor: amount(&self.floor),
            cap: amount(&self.cap),
            minimum: amount(&self.minimum),
            method: rounding.1,
        })
    }

    fn rules(&self) -> Result<Vec<Part>, Problem> {
        let mut rules = vec![(self.rule(), 1.0)];
        let mixed = self.mixed.trim();
        if !mixed.is_empty() {
            let part = number("mixed_part", &self.mixed_part)?.unwrap_or(50.0);
            if !(0.0..100.0).contains(&part) || part == 0.0 {
                return Err(Problem::input("mixed_part", "sharing-mixed-part"));
            }
            rules = vec![(self.rule(), 100.0 - part), (mixed, part)];
        }
        let rules = rules.into_iter().map(|(name, share)| {
            let field = if name == self.rule() { "rule" } else { "mixed" };
            let rule = find(name).map_err(|_| Problem::input(field, "sharing-rule"))?;
            let mut set = BTreeMap::new();
            for setting in rule.info().settings {
                let Some((field, text)) = self.setting(setting.name) else {
                    continue;
                };
                if let Some(found) = number(field, text)? {
                    if !(setting.low..=setting.high).contains(&found) {
                        let wrong = Problem::input(field, "sharing-range");
                        return Err(wrong.with("low", setting.low).with("high", setting.high));
                    }
                    if setting.whole && found.fract() != 0.0 {
                        return Err(Problem::input(field, "sharing-whole"));
                    }
                    set.insert(setting.name.to_owned(), found);
                }
            }
            Ok(Part {
                name: name.to_owned(),
                share,
                set,
            })
        });
        rules.collect()
    }

    /// What was typed for a setting of a rule, with its field.
    pub fn setting(&self, name: &str) -> Option<(&'static str, &str)> {
        SETTINGS
            .iter()
            .zip(self.settings())
            .find_map(|(field, text)| (*field == name).then_some((*field, text)))
    }

    fn settings(&self) -> [&str; SETTINGS.len()] {
        [
            &self.count,
            &self.first,
            &self.zero,
            &self.g,
            &self.t,
            &self.mad,
        ]
    }

    fn pool(&self) -> Result<Option<Pool>, Problem> {
        let by = self.pool.trim();
        if by.is_empty() {
            return Ok(None);
        }
        let known = KINDS.contains(&by);
        let known = known.then(|| by.to_owned());
        let by = known.ok_or_else(|| Problem::input("pool", "sharing-chain-here"))?;
        let inside = or(&self.inside, "equal").to_owned();
        find(&inside).map_err(|_| Problem::input("inside", "sharing-rule"))?;
        Ok(Some(Pool { by, inside }))
    }

    /// The rules as a charter holds them: every amount names its currency.
    ///
    /// # Errors
    /// If a number is none, or the rules cannot be followed.
    pub fn lasting(&self) -> Result<Chain, Problem> {
        let currency = self.budget()?.currency;
        let mut chain = self.chain()?;
        chain.check(currency).map_err(|why| refused(&why))?;
        // What names a currency already was checked to name this one.
        let named = |text: &str| match currency.amount(text) {
            Ok(money) => money.to_string(),
            Err(_) => text.to_owned(),
        };
        for amount in [&mut chain.floor, &mut chain.cap, &mut chain.minimum] {
            *amount = amount.as_deref().map(named);
        }
        if let Some(fee) = &mut chain.fee {
            fee.each = named(&fee.each);
        }
        Ok(chain)
    }

    /// Whether members share too whose data were not valued.
    pub fn everyone(&self) -> bool {
        !self.everyone.trim().is_empty()
    }

    /// The name of the rule.
    pub fn rule(&self) -> &str {
        or(&self.rule, "shift")
    }
}

/// The settings of rules that one can type, each in a field of its name.
pub const SETTINGS: [&str; 6] = ["count", "first", "zero", "g", "t", "mad"];

fn number(field: &'static str, text: &str) -> Result<Option<f64>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let found = text.parse().ok().filter(|x: &f64| x.is_finite());
    let wrong = || Problem::input(field, "sharing-number");
    found.map(Some).ok_or_else(wrong)
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
            pools: Vec::new(),
            example: true,
        }
    }

    /// In how many households or groups the people of a step are; 0 where each
    /// is alone.
    pub fn pools_at(&self, step: usize) -> u64 {
        self.pools.get(step).copied().unwrap_or(0)
    }

    /// How many people stand for all.
    pub fn standing(&self) -> u64 {
        self.bins.iter().map(|b| b.people).sum()
    }

    /// The same with members whose data were not valued, as people whose data
    /// add nothing; `all` is the published size of the coalition.
    pub fn with_others(mut self, all: u64) -> Self {
        let others = all.saturating_sub(self.people);
        let standing = others * self.standing() / self.people.max(1);
        if standing > 0 && !self.example {
            let at = self.bins.partition_point(|bin| bin.value < 0.0);
            let none = Bin {
                people: standing,
                value: 0.0,
                low: 0.0,
                high: 0.0,
            };
            self.bins.insert(at, none);
            if !self.pools.is_empty() {
                self.pools.insert(at, 0);
            }
            self.people = all;
        }
        self
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
                let pools = self.pools_at(at);
                (0..bin.people).map(move |n| Member {
                    low: bin.low,
                    high: bin.high,
                    pool: (pools > 0).then(|| format!("{at}-{}", n % pools)),
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
        // By lot, what each can expect: their part of what is for members.
        let left: u64 = round.members.iter().map(|m| m.amount).sum();
        let lots = round.chain.lottery.is_some();
        let mut amounts = round.members.iter().map(|m| match lots {
            true => m.share * left as f64 / unit,
            false => m.amount as f64 / unit,
        });
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
        "equal" => "equal",
        "lottery" => "lottery",
        "fee" => "fee",
        "cap of the fee" => "fee_cap",
        _ => "rule",
    };
    match why {
        DividendError::Budget { .. } => Problem::input("budget", "sharing-budget"),
        DividendError::Money { option, .. } | DividendError::Currency { option, .. } => {
            Problem::input(field(option), "sharing-amount")
        }
        DividendError::UnknownRule { .. } => Problem::input("rule", "sharing-rule"),
        DividendError::UnknownSetting { .. } => Problem::input("rule", "sharing-setting"),
        DividendError::Conflict { a: "gini", .. } => Problem::input("gini", "sharing-conflict"),
        DividendError::Conflict {
            b: "a lottery",
            a: "a floor or cap",
            ..
        } => Problem::input("lottery", "sharing-conflict"),
        DividendError::Conflict { .. } => Problem::input("rounding", "sharing-conflict"),
        DividendError::Range { option, .. } => match field(option) {
            "cap" => Problem::input("cap", "sharing-cap"),
            field @ ("floor" | "minimum") => Problem::input(field, "sharing-amount"),
            field @ ("public_good" | "gini" | "equal" | "fee_cap") => {
                Problem::input(field, "sharing-part")
            }
            "fee" => Problem::input("fee", "sharing-fee"),
            "lottery" => Problem::input("lottery", "sharing-lottery"),
            "budget" => Problem::input("budget", "sharing-budget-large"),
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
    let (spread, pools) = found.map_or_else(Default::default, |(_, f)| (f.spread, f.pools));
    let all = u64::try_from(coalition.size).unwrap_or(0);
    let roll = match (on.trim(), spread) {
        ("example", _) | ("", None) => Roll::example(),
        ("" | "values", Some(spread)) => Roll {
            people: spread.people,
            bins: spread.bins,
            pools: Vec::new(),
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
        pools,
        all,
        currency: currency.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests;
