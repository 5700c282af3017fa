//! Which properties of fairness a chain keeps, found by trying.
//!
//! Nothing here is asserted by hand: each property is checked on many random
//! groups of members, small ones first, and the first group that breaks it is
//! kept as the example. Groups in which nobody has a claim by a rule are passed
//! over: there the money goes to all alike, and the result says so.

use super::chain::{Plan, Rounding};
use super::pay;
use super::share::{Note, shares};
use capstan_data::Money;
use capstan_stats::Stream;
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

/// On how many random groups a property is tried.
const GAMES: u64 = 300;
/// The budget of such a group, in coins a member: so fine that rounding is no
/// reason for anything.
const EACH: u64 = 1_000_000;
/// What two who are equal may differ by: the coin that cannot be split.
const COIN: f64 = 1.0 + 1e-6;
/// How many prizes are drawn there at most.
const FEW: u32 = 10;
/// By how many coins two roundings may differ.
const ROUNDING: f64 = 3.0;

/// A property of fairness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// What is paid and kept back is the budget, to the coin.
    Budget,
    /// Nobody gets less than nothing.
    NotNegative,
    /// Equal values get equal pay, to the coin.
    Symmetry,
    /// A value of zero gets nothing.
    NullPlayer,
    /// Who adds more does not get less, to the coin.
    Order,
    /// Who splits an account in two does not get more: into halves, or so that
    /// one of the two takes what does harm.
    Splitting,
    /// The same added to every value changes nothing.
    Translation,
    /// Every value times the same changes nothing.
    Scale,
}

impl Property {
    /// All of them, in the order of display.
    pub const ALL: [Self; 8] = [
        Self::Budget,
        Self::NotNegative,
        Self::Symmetry,
        Self::NullPlayer,
        Self::Order,
        Self::Splitting,
        Self::Translation,
        Self::Scale,
    ];

    /// Its name in files and in the keys of sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::NotNegative => "not-negative",
            Self::Symmetry => "symmetry",
            Self::NullPlayer => "null-player",
            Self::Order => "order",
            Self::Splitting => "splitting",
            Self::Translation => "translation",
            Self::Scale => "scale",
        }
    }
}

/// What trying a property showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The property.
    pub property: Property,
    /// On how many random groups it was tried.
    pub tried: u64,
    /// The first group that broke it; `None` if none did.
    pub broken_by: Option<Counter>,
}

/// A group of members that breaks a property.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counter {
    /// Their values.
    pub values: Vec<f64>,
    /// The share of the budget that each gets.
    pub shares: Vec<f64>,
    /// The values after the change that should not matter, where the property
    /// is about one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<f64>,
    /// The shares then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed_shares: Vec<f64>,
}

/// Tries every property on the chain of a plan. `budget` and `people` say how
/// much there is for each, so that floors and caps weigh as they do there.
pub(super) fn tried(plan: &Plan, budget: Money, people: usize, seed: u64) -> Vec<Outcome> {
    let trial = Trial::new(plan, budget, people);
    let stream = Stream::root(seed).child("dividend properties");
    (Property::ALL.iter())
        .map(|&property| {
            let stream = stream.child(property.name());
            let mut tried = 0;
            let broken_by = (0..GAMES).find_map(|game| {
                let rng = &mut stream.at(game);
                let outcome = trial.breaks(property, game, rng)?;
                tried += 1;
                outcome
            });
            Outcome {
                property,
                tried,
                broken_by,
            }
        })
        .collect()
}

/// Tries every property on a chain, for a budget among so many people.
///
/// # Errors
/// If the chain cannot be followed.
pub fn check(
    chain: &super::Chain,
    budget: Money,
    people: usize,
    seed: u64,
) -> Result<Vec<Outcome>, super::DividendError> {
    Ok(tried(&chain.plan(budget)?, budget, people, seed))
}

/// A plan whose amounts fit the budgets of random groups.
struct Trial {
    plan: Plan,
    currency: capstan_data::Currency,
}

/// A random group: values, and who is paid as one.
struct Game {
    values: Vec<f64>,
    pools: Vec<String>,
    budget: u64,
}

impl Trial {
    fn new(plan: &Plan, budget: Money, people: usize) -> Self {
        let scale = |coins: u64| {
            let each = u128::from(coins) * u128::from(EACH) * people.max(1) as u128;
            (each / (budget.minor.max(1) as u128)).min(u128::from(u64::MAX >> 1)) as u64
        };
        let mut plan = plan.clone();
        plan.floor = scale(plan.floor);
        plan.cap = plan.cap.map(scale);
        // However many prizes there are, what can be expected is the same.
        plan.lottery = plan.lottery.map(|prizes| prizes.min(FEW));
        // Fees and minima move money in time, not between people.
        plan.fee = None;
        if plan.method == Rounding::Cumulative {
            plan.method = Rounding::LargestRemainder;
        }
        Self {
            plan,
            currency: budget.currency,
        }
    }

    /// Coins for each, with the expected coins in place of a lottery's; `None`
    /// if the plan's bounds cannot be kept, or nobody has a claim.
    fn pay(&self, game: &Game) -> Option<(Vec<f64>, u64)> {
        let pools: Vec<Option<&str>> = game.pools.iter().map(|p| Some(p.as_str())).collect();
        let shared = shares(&self.plan, &game.values, &pools);
        let undefined = |note: &Note| matches!(note, Note::NobodyAbove { .. });
        if shared.notes.iter().any(undefined) {
            return None;
        }
        let ids: Vec<String> = (0..game.values.len()).map(|i| format!("m{i}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let mut owed = vec![0; ids.len()];
        let coins = pay::coins(
            &self.plan,
            &shared,
            game.budget,
            self.currency,
            &ids,
            0,
            &mut owed,
        )
        .ok()?;
        let given = coins.members.iter().sum::<u64>() + coins.public_good + coins.fees;
        let expected = (game.budget - coins.public_good - coins.fees) as f64;
        let paid = match self.plan.lottery {
            Some(_) => shared.of_members().iter().map(|s| s * expected).collect(),
            None => coins.members.iter().map(|&c| c as f64).collect(),
        };
        Some((paid, given))
    }

    /// Whether a random group breaks the property; `None` if it is not about
    /// such a group.
    fn breaks(&self, property: Property, at: u64, rng: &mut impl Rng) -> Option<Option<Counter>> {
        let mut game = random(at, rng);
        let n = game.values.len();
        match property {
            Property::Symmetry => game.values[1] = game.values[0],
            Property::NullPlayer => game.values[0] = 0.0,
            _ => {}
        }
        let (paid, given) = self.pay(&game)?;
        let counter = |breaks: bool| {
            breaks.then(|| Counter {
                values: game.values.clone(),
                shares: paid.iter().map(|p| p / game.budget as f64).collect(),
                changed: Vec::new(),
                changed_shares: Vec::new(),
            })
        };
        let mut changed = Game {
            values: game.values.clone(),
            pools: game.pools.clone(),
            budget: game.budget,
        };
        match property {
            Property::Budget => return Some(counter(given != game.budget)),
            Property::NotNegative => return Some(counter(paid.iter().any(|&p| p < 0.0))),
            Property::Symmetry => {
                return Some(counter((paid[0] - paid[1]).abs() > COIN));
            }
            Property::NullPlayer => return Some(counter(paid[0] > 0.0)),
            Property::Order => {
                let worse = |i: usize, j: usize| {
                    game.values[i] > game.values[j] && paid[i] + COIN < paid[j]
                };
                let any = (0..n).any(|i| (0..n).any(|j| worse(i, j)));
                return Some(counter(any));
            }
            Property::Splitting => {
                let own = changed.values[0];
                let part = match at % 4 {
                    // Of whole values, so that the two parts make up the whole.
                    1 => f64::from(rng.random_range(-3..=3_i8)),
                    _ => own / 2.0,
                };
                changed.values[0] = part;
                changed.values.push(own - part);
                changed.pools.push(changed.pools[0].clone());
            }
            Property::Translation => {
                let by = f64::from(rng.random_range(1..=4_i8));
                changed.values.iter_mut().for_each(|v| *v += by);
            }
            Property::Scale => {
                let by = [0.25, 0.5, 2.0, 3.0][rng.random_range(0..4_usize)];
                changed.values.iter_mut().for_each(|v| *v *= by);
            }
        }
        let (then, _) = self.pay(&changed)?;
        let breaks = match property {
            Property::Splitting => then[0] + then[n] > paid[0] + ROUNDING,
            _ => (paid.iter().zip(&then)).any(|(a, b)| (a - b).abs() > ROUNDING),
        };
        Some(counter(breaks).map(|counter| Counter {
            changed: changed.values.clone(),
            changed_shares: then.iter().map(|p| p / game.budget as f64).collect(),
            ..counter
        }))
    }
}

/// The `at`-th random group: from two to six members, mostly with small whole
/// values, so that equals and zeros are common.
fn random(at: u64, rng: &mut impl Rng) -> Game {
    let n = 2 + (at * 5 / GAMES) as usize;
    let fine = at % 4 == 3;
    let values = (0..n)
        .map(|_| {
            if fine {
                f64::from(rng.random_range(-100..=100_i8)) / 100.0
            } else {
                f64::from(rng.random_range(-3..=3_i8))
            }
        })
        .collect();
    Game {
        values,
        pools: (0..n).map(|i| format!("p{i}")).collect(),
        budget: EACH * n as u64 + rng.random_range(0..1000_u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{Chain, Pool, standard};

    fn budget() -> Money {
        "1000.00 EUR".parse().unwrap()
    }

    fn broken(chain: &Chain) -> Vec<Property> {
        let outcomes = check(chain, budget(), 3, 1).unwrap();
        assert!(outcomes.iter().all(|o| o.tried > 0));
        (outcomes.iter().filter(|o| o.broken_by.is_some()))
            .map(|o| o.property)
            .collect()
    }

    /// What trying showed for every rule, with the groups that broke it. A
    /// change here is a change of what we promise.
    #[test]
    fn every_rule_as_it_was_found() {
        let mut found = String::new();
        for chain in standard() {
            found += &format!("{}\n", chain.rule[0].name);
            for o in check(&chain, budget(), 3, 1).unwrap() {
                let how = match &o.broken_by {
                    None => format!("kept in {} groups", o.tried),
                    Some(c) => format!(
                        "broken by {:?} -> {:.3?}; {:?} -> {:.3?}",
                        c.values, c.shares, c.changed, c.changed_shares
                    ),
                };
                found += &format!("  {}: {how}\n", o.property.name());
            }
        }
        insta::assert_snapshot!(found);
    }

    #[test]
    fn bounds_pools_and_lots_change_what_is_kept() {
        use Property::*;
        let clip = Chain::of("clip", Default::default());
        let floor = Chain {
            floor: Some("100.00".into()),
            ..clip.clone()
        };
        assert!(broken(&floor).contains(&NullPlayer) && broken(&floor).contains(&Splitting));
        let equal = Chain::of("equal", Default::default());
        assert!(broken(&equal).contains(&Splitting));
        let pooled = Chain {
            pool: Some(Pool {
                by: "person".into(),
                inside: "equal".into(),
            }),
            ..equal
        };
        assert!(!broken(&pooled).contains(&Splitting));
        let lot = Chain {
            lottery: Some(1),
            ..clip
        };
        assert!(!broken(&lot).contains(&Symmetry) && !broken(&lot).contains(&Budget));
    }

    /// Whose data add 1 in all may hold data that add 3 and data that take 2.
    #[test]
    fn an_account_for_what_harms_pays_where_harm_is_forgiven() {
        for rule in ["clip", "abs"] {
            let alone = Chain::of(rule, Default::default());
            let outcomes = check(&alone, budget(), 3, 1).unwrap();
            let split = outcomes.iter().find(|o| o.property == Property::Splitting);
            let counter = split.unwrap().broken_by.as_ref().unwrap();
            let (own, first) = (counter.values[0], counter.changed[0]);
            let second = counter.changed.last().unwrap();
            assert_eq!(first + second, own);
            assert!(
                first.min(*second) < 0.0 && first.max(*second) > 0.0,
                "{counter:?}"
            );
            let pooled = Chain {
                pool: Some(Pool {
                    by: "person".into(),
                    inside: rule.into(),
                }),
                ..alone
            };
            assert!(!broken(&pooled).contains(&Property::Splitting));
        }
    }

    #[test]
    fn an_example_of_a_break_is_a_small_one() {
        let outcomes = check(&Chain::of("abs", Default::default()), budget(), 3, 1).unwrap();
        let order = outcomes.iter().find(|o| o.property == Property::Order);
        let counter = order.unwrap().broken_by.as_ref().unwrap();
        assert_eq!(counter.values.len(), 2);
        let harm = counter.values[0].abs() > counter.values[1].abs();
        assert_eq!(harm, counter.shares[0] > counter.shares[1]);
    }
}
