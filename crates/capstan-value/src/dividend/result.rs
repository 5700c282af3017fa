//! A whole round: what everyone gets, how unequal that is, and what the chain
//! keeps and breaks. As it is written to `dividends.json`.

use super::DividendError;
use super::amounts::limits;
use super::chain::{Chain, Plan, Rounding};
use super::gauge::{Index, base, gauge};
use super::pay;
use super::properties::{Outcome, tried};
use super::roll::{Columns, Member};
use super::rule::rules;
use super::share::{Note, shares};
use crate::apportion::Ties;
use crate::inequality::{Decomposition, Holding, decompose, inequality};
use capstan_data::Money;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A round of dividends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dividends {
    /// The version of Capstan.
    pub capstan: String,
    /// The seed of ties, lots and draws.
    pub seed: u64,
    /// Where the values came from.
    pub source: Source,
    /// The rules.
    pub chain: Chain,
    /// What there was to share.
    pub budget: Money,
    /// What is kept for the public good, in coins.
    pub public_good: u64,
    /// What was set aside for fees, in coins.
    pub fees_reserved: u64,
    /// What the transfers of this round cost of that, in coins.
    pub fees: u64,
    /// What everyone gets, in the order of the table.
    pub members: Vec<Share>,
    /// Who is no longer in the table, and is paid what they had earned.
    pub left: Vec<Left>,
    /// What a reader should know.
    pub notes: Vec<Note>,
    /// How unequal the payments are; before a lottery, of what can be expected.
    pub inequality: Vec<Index>,
    /// The Gini index after the lottery was drawn, where there was one; who is
    /// paid as one counts as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gini_drawn: Option<f64>,
    /// The same taken apart by groups, where the table names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Decomposition>,
    /// What the chain keeps and breaks.
    pub properties: Vec<Outcome>,
    /// Every rule on the same values, by itself.
    pub rules: Vec<Compared>,
    /// What the round before left, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Before>,
}

/// Where the values came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The file.
    pub file: String,
    /// The blake3 hash of its bytes.
    pub hash: String,
    /// Which columns were read beside values.
    pub columns: Columns,
}

impl Source {
    /// A file called `file` with these bytes.
    pub fn of(file: &str, bytes: &[u8], columns: Columns) -> Self {
        Self {
            file: file.to_owned(),
            hash: blake3::hash(bytes).to_hex().to_string(),
            columns,
        }
    }
}

/// What one member gets, in coins of the budget's currency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// Who, and by which value.
    #[serde(flatten)]
    pub member: Member,
    /// The share of what is paid to members, before rounding and lots.
    pub share: f64,
    /// The dividend of this round.
    pub amount: u64,
    /// The lower limit of the 95 % interval that the values' intervals leave
    /// it; `None` where they have none, and for a lottery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_low: Option<u64>,
    /// The upper limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_high: Option<u64>,
    /// What is paid out now, with what was carried before.
    pub paid: u64,
    /// What is carried to the next round.
    pub carried: u64,
    /// What rounding still owes, in parts of a coin
    /// ([`crate::apportion::PART`] to a coin).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub owed: i64,
}

fn is_zero(owed: &i64) -> bool {
    *owed == 0
}

/// Someone who left, paid in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Left {
    /// Who.
    pub id: String,
    /// What they are paid, in coins.
    pub paid: u64,
}

/// A rule by itself on the same values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// The rule.
    pub rule: String,
    /// How unequal its payments are.
    pub inequality: Vec<Index>,
    /// What it keeps and breaks.
    pub properties: Vec<Outcome>,
}

/// What a round leaves for the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// Coins carried, by member.
    pub carried: BTreeMap<String, u64>,
    /// What rounding owes, by member, in parts of a coin.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub owed: BTreeMap<String, i64>,
}

impl Dividends {
    /// What this round leaves for the next.
    pub fn leaves(&self) -> Before {
        let carried = self.members.iter().filter(|m| m.carried > 0);
        let owed = self.members.iter().filter(|m| m.owed != 0);
        Before {
            carried: carried.map(|m| (m.member.id.clone(), m.carried)).collect(),
            owed: owed.map(|m| (m.member.id.clone(), m.owed)).collect(),
        }
    }

    /// The table `id,amount`, in the order of the values; with `low` and `high`,
    /// the limits of each amount, where the values have intervals.
    pub fn to_csv(&self) -> String {
        let money = |coins: u64| self.budget.currency.minor(coins as i64).amount();
        let limits = self.members.iter().any(|m| m.amount_low.is_some());
        let mut text = crate::payout::row(match limits {
            true => &["id", "amount", "low", "high"],
            false => &["id", "amount"],
        });
        for m in &self.members {
            let mut cells = vec![m.member.id.clone(), money(m.amount)];
            if limits {
                let ends = [m.amount_low, m.amount_high];
                cells.extend(ends.map(|end| end.map_or_else(String::new, money)));
            }
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            text += &crate::payout::row(&cells);
        }
        text
    }

    /// The whole as `dividends.json`.
    ///
    /// # Errors
    /// Never in practice: everything in it can be written.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// The same round computed again from what the file says.
    ///
    /// # Errors
    /// As [`dividends`].
    pub fn again(&self) -> Result<Self, DividendError> {
        let members: Vec<Member> = self.members.iter().map(|m| m.member.clone()).collect();
        let before = self.before.clone();
        let source = self.source.clone();
        dividends(
            source,
            &members,
            &self.chain,
            self.budget,
            self.seed,
            before,
        )
    }
}

/// Every rule by itself with its default settings.
pub fn standard() -> Vec<Chain> {
    (rules().iter())
        .map(|rule| Chain::of(rule.info().name, BTreeMap::new()))
        .collect()
}

/// Shares out a budget. `before` is what an earlier round left.
///
/// # Errors
/// If the budget is nothing, the chain cannot be followed, or its bounds
/// cannot be kept.
pub fn dividends(
    source: Source,
    members: &[Member],
    chain: &Chain,
    budget: Money,
    seed: u64,
    before: Option<Before>,
) -> Result<Dividends, DividendError> {
    let plan = chain.plan(budget)?;
    let (total, currency) = (budget.minor as u64, budget.currency);
    let ids: Vec<&str> = members.iter().map(|m| m.id.as_str()).collect();
    let values: Vec<f64> = members.iter().map(|m| base(&plan, m)).collect();
    let pools: Vec<Option<&str>> = members.iter().map(|m| m.pool.as_deref()).collect();
    let shared = shares(&plan, &values, &pools);
    let earlier = before.clone().unwrap_or_default();
    let owed_before = |id: &str| earlier.owed.get(id).copied().unwrap_or(0);
    let mut owed: Vec<i64> = match plan.method {
        Rounding::Cumulative => ids.iter().map(|id| owed_before(id)).collect(),
        _ => vec![0; ids.len()],
    };
    let coins = pay::coins(&plan, &shared, total, currency, &ids, seed, &mut owed)?;
    let balances: Vec<u64> = (ids.iter().zip(&coins.members))
        .map(|(id, coins)| {
            let carried = earlier.carried.get(*id).copied().unwrap_or(0);
            (carried.checked_add(*coins))
                .filter(|&sum| sum <= i64::MAX as u64)
                .ok_or_else(|| DividendError::Overflow {
                    id: (*id).to_owned(),
                })
        })
        .collect::<Result<_, _>>()?;
    let ties = Ties::new(seed, ids.iter().copied());
    let there: BTreeSet<&str> = ids.iter().copied().collect();
    let gone = (earlier.carried.iter()).filter(|(id, _)| !there.contains(id.as_str()));
    let left: Vec<Left> = gone
        .map(|(id, &paid)| Left {
            id: id.clone(),
            paid,
        })
        .collect();
    let paid = pay::paid_out(&plan, &balances, coins.fees, left.len(), &ties);
    let transfers = paid.iter().filter(|&&p| p).count() + left.len();
    let ends = limits(&plan, members, budget, seed, &coins.members)?;
    let end = |i: usize, which: usize| ends.as_ref().map(|ends| ends[i][which]);
    let rows: Vec<Share> = (members.iter().enumerate().zip(shared.of_members()))
        .map(|((i, member), share)| Share {
            member: member.clone(),
            share,
            amount: coins.members[i],
            amount_low: end(i, 0),
            amount_high: end(i, 1),
            paid: if paid[i] { balances[i] } else { 0 },
            carried: if paid[i] { 0 } else { balances[i] },
            owed: owed[i],
        })
        .collect();
    let amounts: Vec<Holding> = (rows.iter())
        .map(|r| Holding::of_one(r.amount as f64))
        .collect();
    let mut units = vec![Holding::of_one(0.0); shared.shares.len()];
    for (&unit, row) in shared.unit.iter().zip(&rows) {
        units[unit].amount += row.amount as f64;
    }
    let groups = members.iter().any(|m| m.group.is_some()).then(|| {
        let names: Vec<&str> = (members.iter())
            .map(|m| m.group.as_deref().unwrap_or_default())
            .collect();
        decompose(&amounts, &names)
    });
    // Every rule by itself, and the chain that is followed.
    let alone = standard();
    let plans: Vec<Plan> = (alone.iter().map(|c| c.plan(budget)))
        .chain([Ok(plan.clone())])
        .collect::<Result<_, _>>()?;
    let mut gauged = gauge(&plans, members, budget, seed)?;
    let unequal = gauged.pop().unwrap_or_default();
    let compared =
        (alone.into_iter().zip(&plans).zip(gauged)).map(|((alone, plan), inequality)| Compared {
            rule: alone.rule[0].name.clone(),
            inequality,
            properties: tried(plan, budget, members.len(), seed),
        });
    Ok(Dividends {
        capstan: env!("CARGO_PKG_VERSION").to_owned(),
        seed,
        source,
        chain: chain.clone(),
        budget,
        public_good: coins.public_good,
        fees_reserved: coins.fees,
        // Who left is paid even where the fees set aside do not cover it.
        fees: (plan.fee).map_or(0, |(each, _)| (each * transfers as u64).min(coins.fees)),
        left,
        notes: shared.notes,
        inequality: unequal,
        gini_drawn: (plan.lottery).and_then(|_| Some(inequality(&units)?.gini)),
        groups: groups.flatten(),
        properties: tried(&plan, budget, members.len(), seed),
        rules: compared.collect(),
        members: rows,
        before,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::Fee;
    use proptest::prelude::*;

    fn share(chain: &Chain, values: &[f64], budget: &str, before: Option<Before>) -> Dividends {
        let members: Vec<Member> = (values.iter().enumerate())
            .map(|(i, &v)| Member::new(format!("m{i}"), v))
            .collect();
        let budget = budget.parse().unwrap();
        dividends(Source::default(), &members, chain, budget, 7, before).unwrap()
    }

    #[test]
    fn the_example_of_the_talk() {
        let rule = |name: &str| Chain::of(name, BTreeMap::new());
        let amounts =
            |name: &str| share(&rule(name), &[-1.0, 0.0, 1.0], "1000.00 EUR", None).to_csv();
        assert_eq!(
            amounts("shift"),
            "id,amount\nm0,0.00\nm1,333.33\nm2,666.67\n"
        );
        assert_eq!(amounts("clip"), "id,amount\nm0,0.00\nm1,0.00\nm2,1000.00\n");
        assert_eq!(amounts("abs"), "id,amount\nm0,500.00\nm1,0.00\nm2,500.00\n");
        assert_eq!(
            amounts("rank"),
            "id,amount\nm0,166.67\nm1,333.33\nm2,500.00\n"
        );
    }

    #[test]
    fn what_is_too_small_waits_and_nothing_is_lost() {
        let chain = Chain {
            minimum: Some("4.00".into()),
            fee: Some(Fee {
                each: "0.20".into(),
                cap: 0.1,
            }),
            ..Chain::of("shift", BTreeMap::new())
        };
        let one = share(&chain, &[-1.0, 0.0, 1.0], "10.00 EUR", None);
        assert_eq!((one.fees_reserved, one.fees), (60, 20));
        let paid: Vec<(u64, u64)> = one.members.iter().map(|m| (m.paid, m.carried)).collect();
        assert_eq!(paid, [(0, 0), (0, 313), (627, 0)]);
        let before = one.leaves();
        assert_eq!(before.carried, BTreeMap::from([("m1".to_owned(), 313)]));
        let two = share(&chain, &[-1.0, 0.0, 1.0], "10.00 EUR", Some(before.clone()));
        assert_eq!((two.members[1].paid, two.members[1].carried), (626, 0));
        // m1 has left before the second round, and is paid what was carried.
        let gone = share(&chain, &[-1.0], "10.00 EUR", Some(before));
        assert_eq!(
            gone.left,
            [Left {
                id: "m1".into(),
                paid: 313
            }]
        );
    }

    #[test]
    fn transfers_to_those_who_left_cost_fees_too() {
        let chain = Chain {
            fee: Some(Fee {
                each: "0.20".into(),
                cap: 1.0,
            }),
            ..Chain::of("equal", BTreeMap::new())
        };
        let carried = BTreeMap::from([("gone".to_owned(), 5)]);
        let before = Before {
            carried,
            ..Before::default()
        };
        let made = share(&chain, &[1.0, 1.0], "10.00 EUR", Some(before));
        assert_eq!(
            (made.left[0].paid, made.fees_reserved, made.fees),
            (5, 40, 40)
        );
        // The money for two transfers pays the one who left, and one member.
        let paid: Vec<u64> = made.members.iter().map(|m| m.paid).collect();
        assert_eq!(paid.iter().filter(|&&p| p == 480).count(), 1);
        assert_eq!(paid.iter().sum::<u64>(), 480);
    }

    #[test]
    fn what_is_drawn_is_gauged_as_what_is_expected() {
        let chain = Chain {
            lottery: Some(1),
            pool: Some(crate::dividend::Pool {
                by: "home".into(),
                inside: "equal".into(),
            }),
            ..Chain::of("equal", BTreeMap::new())
        };
        let members: Vec<Member> = (0..4)
            .map(|i| Member {
                pool: Some(["x", "y"][i % 2].to_owned()),
                ..Member::new(format!("m{i}"), 1.0)
            })
            .collect();
        let budget = "10.00 EUR".parse().unwrap();
        let made = dividends(Source::default(), &members, &chain, budget, 1, None).unwrap();
        // One of two households has all.
        assert_eq!(made.gini_drawn, Some(0.5));
    }

    #[test]
    fn what_was_written_is_computed_again() {
        let mut chain = Chain::of("softmax", BTreeMap::from([("mad".to_owned(), 1.0)]));
        chain.equal = Some(0.25);
        let made = share(&chain, &[-1.0, 0.3, 1.0 / 3.0], "1000.00 EUR", None);
        let read: Dividends = serde_json::from_str(&made.to_json().unwrap()).unwrap();
        assert_eq!(read, made);
        assert_eq!(read.again().unwrap(), made);
    }

    #[test]
    fn rounds_even_out() {
        let chain = Chain {
            method: Rounding::Cumulative,
            ..Chain::of("equal", BTreeMap::new())
        };
        let (mut before, mut sums) = (None, [0; 3]);
        for _ in 0..6 {
            let round = share(&chain, &[1.0; 3], "0.01 EUR", before);
            for (sum, m) in sums.iter_mut().zip(&round.members) {
                *sum += m.amount;
            }
            before = Some(round.leaves());
        }
        assert_eq!(sums, [2, 2, 2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn no_coin_is_lost_whatever_the_chain(
            values in proptest::collection::vec(-5.0..5.0_f64, 1..12),
            cents in 1..100_000_i64,
            rule in 0..9_usize,
            equal in 0.0..1.0_f64,
            good in 0.0..0.5_f64,
            lottery in proptest::option::of(1..5_u32),
        ) {
            let chain = Chain {
                equal: Some(equal),
                public_good: Some(good),
                lottery,
                ..standard()[rule].clone()
            };
            let budget = "0.01 EUR".parse::<Money>().unwrap().currency.minor(cents);
            let made = share(&chain, &values, &budget.to_string(), None);
            let members: u64 = made.members.iter().map(|m| m.amount).sum();
            prop_assert_eq!(members + made.public_good, cents as u64);
            let whole: f64 = made.members.iter().map(|m| m.share).sum();
            prop_assert!((whole - 1.0).abs() < 1e-9);
        }
    }
}
