//! From shares to coins, and from coins to payments.

use super::DividendError;
use super::chain::{Plan, Rounding};
use super::share::Shares;
use crate::apportion::{ApportionError, Method, Ties, apportion, bounded, round, whole};
use capstan_data::Currency;
use capstan_stats::Stream;

/// The coins of one round.
#[derive(Debug, PartialEq)]
pub(super) struct Coins {
    /// For the public good.
    pub public_good: u64,
    /// Set aside for fees.
    pub fees: u64,
    /// For each member.
    pub members: Vec<u64>,
}

/// Shares out `budget` coins. `ids` are the members'; `owed` holds what earlier
/// rounds owe each in parts of a coin, for the method that evens it out.
pub(super) fn coins(
    plan: &Plan,
    shares: &Shares,
    budget: u64,
    currency: Currency,
    ids: &[&str],
    seed: u64,
    owed: &mut [i64],
) -> Result<Coins, DividendError> {
    let split = |part: f64, of: u64| -> Result<u64, ApportionError> {
        let both = Ties::new(seed, ["kept", "shared"]);
        Ok(apportion(of, &whole(&[part, 1.0 - part])?, &both, Method::Webster)?[0])
    };
    let public_good = split(plan.public_good, budget)?;
    let fees = match plan.fee {
        None => 0,
        Some((each, cap)) => {
            let all = each.saturating_mul(ids.len() as u64);
            all.min(split(cap, budget)?)
        }
    };
    let left = (budget - public_good)
        .checked_sub(fees)
        .filter(|&l| l > 0)
        .ok_or_else(|| match fees {
            0 => DividendError::Range {
                option: "public-good".to_owned(),
                found: currency.minor(public_good as i64).to_string(),
                expected: "a part that leaves a coin to share; raise the budget".to_owned(),
            },
            _ => DividendError::Range {
                option: "fee".to_owned(),
                found: currency.minor(fees as i64).to_string(),
                expected: "fees that leave something to share; lower the cap of the fee".to_owned(),
            },
        })?;
    // A unit's tie goes by its first member.
    let mut first = vec![None; shares.shares.len()];
    for (i, &unit) in shares.unit.iter().enumerate() {
        first[unit].get_or_insert(i);
    }
    let names = first.iter().map(|f| f.map_or("", |i| ids[i]));
    let ties = Ties::new(seed, names);
    let units = match (plan.lottery, plan.method) {
        (Some(prizes), _) => lottery(shares, left, prizes, seed, &ties)?,
        (None, Rounding::Cumulative) => round(left, &whole(&shares.shares)?, owed, &ties)?,
        (None, _) => within_bounds(plan, shares, left, currency, &ties)?,
    };
    let mut members = vec![0; ids.len()];
    let mut of_unit: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
    for (i, &unit) in shares.unit.iter().enumerate() {
        of_unit[unit].push(i);
    }
    for (own, coins) in of_unit.iter().zip(units) {
        if let [alone] = own[..] {
            members[alone] = coins;
            continue;
        }
        let weights: Vec<f64> = own.iter().map(|&i| shares.inside[i]).collect();
        let ties = Ties::new(seed, own.iter().map(|&i| ids[i]));
        let given = apportion(coins, &whole(&weights)?, &ties, plan.one_round())?;
        for (&i, coins) in own.iter().zip(given) {
            members[i] = coins;
        }
    }
    Ok(Coins {
        public_good,
        fees,
        members,
    })
}

fn within_bounds(
    plan: &Plan,
    shares: &Shares,
    left: u64,
    currency: Currency,
    ties: &Ties,
) -> Result<Vec<u64>, DividendError> {
    let bounds = vec![(plan.floor, plan.cap.unwrap_or(left).max(plan.floor)); shares.shares.len()];
    let money = |coins: u128| currency.minor(i64::try_from(coins).unwrap_or(i64::MAX));
    let weights = whole(&shares.shares)?;
    bounded(left, &weights, &bounds, ties, plan.one_round()).map_err(|why| match why {
        ApportionError::Floors { short } => DividendError::Floors {
            floor: money(plan.floor.into()),
            people: bounds.len(),
            short: money(short),
        },
        ApportionError::Caps { left } => DividendError::Caps {
            cap: money(plan.cap.unwrap_or(0).into()),
            left: money(left),
        },
        other => other.into(),
    })
}

/// Equal prizes to units drawn by share: whoever has a share of one in ten of
/// ten prizes wins one, and everyone wins as often as their share says, to one
/// prize up or down (systematic sampling, Madow 1949,
/// doi:10.1214/aoms/1177729988).
fn lottery(
    shares: &Shares,
    left: u64,
    prizes: u32,
    seed: u64,
    ties: &Ties,
) -> Result<Vec<u64>, ApportionError> {
    let mut order: Vec<usize> = (0..shares.shares.len()).collect();
    order.sort_by(|&a, &b| ties.compare(a, b));
    let names: Vec<String> = (0..prizes).map(|p| format!("prize {p}")).collect();
    let order_of_prizes = Ties::new(seed, names.iter().map(String::as_str));
    let equal = vec![1; prizes as usize];
    let each = apportion(left, &equal, &order_of_prizes, Method::LargestRemainder)?;
    let start = Stream::root(seed).child("dividend lottery").uniform(0);
    let mut coins = vec![0; shares.shares.len()];
    let (mut reached, mut drawn) = (0.0, 0_usize);
    let mut last = None;
    for unit in order {
        if shares.shares[unit] <= 0.0 {
            continue;
        }
        last = Some(unit);
        reached += shares.shares[unit] * f64::from(prizes);
        while drawn < each.len() && start + drawn as f64 <= reached {
            coins[unit] += each[drawn];
            drawn += 1;
        }
    }
    // Shares add up to 1 only to the last bit; the last prize is not lost.
    if let Some(unit) = last {
        coins[unit] += each[drawn..].iter().sum::<u64>();
    }
    Ok(coins)
}

/// Who is paid out now: `balances` of at least the minimum, the largest first,
/// as many as the fees set aside pay for after the transfers to those who `left`.
pub(super) fn paid_out(
    plan: &Plan,
    balances: &[u64],
    fees: u64,
    left: usize,
    ties: &Ties,
) -> Vec<bool> {
    let mut order: Vec<usize> = (0..balances.len())
        .filter(|&i| balances[i] > 0 && balances[i] >= plan.minimum)
        .collect();
    order.sort_by(|&a, &b| (balances[b].cmp(&balances[a])).then_with(|| ties.compare(a, b)));
    let most = match plan.fee {
        Some((each, _)) if each > 0 => usize::try_from(fees / each)
            .unwrap_or(usize::MAX)
            .saturating_sub(left),
        _ => usize::MAX,
    };
    let mut paid = vec![false; balances.len()];
    for &i in order.iter().take(most) {
        paid[i] = true;
    }
    paid
}

#[cfg(test)]
mod tests {
    use super::super::share::shares;
    use super::*;
    use crate::dividend::{Chain, Fee, Pool};
    use std::collections::BTreeMap;

    const IDS: [&str; 4] = ["a", "b", "c", "d"];

    fn follow(chain: &Chain, values: &[f64], budget: &str, seed: u64) -> Result<Coins, String> {
        let budget: capstan_data::Money = budget.parse().unwrap();
        let plan = chain.plan(budget).map_err(|e| e.to_string())?;
        let pools = [Some("home"), Some("home"), None, None];
        let shares = shares(&plan, values, &pools[..values.len()]);
        let ids = &IDS[..values.len()];
        let coins = coins(
            &plan,
            &shares,
            budget.minor as u64,
            budget.currency,
            ids,
            seed,
            &mut vec![0; ids.len()],
        );
        coins.map_err(|e| e.to_string())
    }

    fn rule(name: &str) -> Chain {
        Chain::of(name, BTreeMap::new())
    }

    #[test]
    fn what_is_kept_back_and_what_is_shared_is_the_budget() {
        let chain = Chain {
            public_good: Some(0.1),
            fee: Some(Fee {
                each: "0.20".into(),
                cap: 0.05,
            }),
            ..rule("equal")
        };
        let coins = follow(&chain, &[1.0; 4], "10.01 EUR", 1).unwrap();
        assert_eq!((coins.public_good, coins.fees), (100, 50));
        assert_eq!(coins.members.iter().sum::<u64>(), 851);
    }

    #[test]
    fn what_is_kept_back_leaves_a_coin() {
        let chain = Chain {
            public_good: Some(0.9),
            ..rule("equal")
        };
        let said = follow(&chain, &[1.0; 4], "0.01 EUR", 1).unwrap_err();
        assert!(said.starts_with("public-good = 0.01 EUR"), "{said}");
        let chain = Chain {
            fee: Some(Fee {
                each: "9.00".into(),
                cap: 1.0,
            }),
            ..rule("equal")
        };
        let said = follow(&chain, &[1.0; 4], "10.00 EUR", 1).unwrap_err();
        assert!(said.starts_with("fee = 10.00 EUR"), "{said}");
    }

    #[test]
    fn floors_and_caps_say_what_is_missing() {
        let chain = Chain {
            floor: Some("3.00".into()),
            ..rule("shift")
        };
        let values = [-1.0, 0.0, 1.0];
        assert_eq!(
            follow(&chain, &values, "10.00 EUR", 1).unwrap().members,
            [300, 300, 400]
        );
        let said = follow(&chain, &values, "8.00 EUR", 1).unwrap_err();
        assert!(
            said.contains("for each of 3 people is 1.00 EUR more than there is"),
            "{said}"
        );
        let chain = Chain {
            cap: Some("3.00".into()),
            ..rule("shift")
        };
        let said = follow(&chain, &values, "10.00 EUR", 1).unwrap_err();
        // Who has no share cannot take what the caps leave.
        assert!(
            said.contains("leaves 4.00 EUR that nobody may get"),
            "{said}"
        );
    }

    #[test]
    fn a_pool_is_paid_as_one() {
        let chain = Chain {
            pool: Some(Pool {
                by: "home".into(),
                inside: "equal".into(),
            }),
            ..rule("equal")
        };
        let coins = follow(&chain, &[1.0; 4], "9.00 EUR", 1).unwrap();
        assert_eq!(coins.members, [150, 150, 300, 300]);
    }

    #[test]
    fn prizes_fall_as_often_as_shares_say() {
        let chain = Chain {
            lottery: Some(2),
            ..rule("shift")
        };
        let mut sums = [0; 3];
        for seed in 0..3000 {
            let coins = follow(&chain, &[-1.0, 0.0, 1.0], "10.00 EUR", seed).unwrap();
            assert_eq!(coins.members.iter().sum::<u64>(), 1000);
            for (sum, coins) in sums.iter_mut().zip(coins.members) {
                assert!(coins % 500 == 0);
                *sum += coins;
            }
        }
        assert_eq!(sums[0], 0);
        let share = sums[1] as f64 / 3_000_000.0;
        assert!((share - 1.0 / 3.0).abs() < 0.02, "{share}");
    }

    #[test]
    fn small_balances_wait() {
        let budget: capstan_data::Money = "10.00 EUR".parse().unwrap();
        let ties = Ties::new(1, IDS);
        let mut chain = rule("equal");
        chain.minimum = Some("2.00".into());
        let plan = chain.plan(budget).unwrap();
        assert_eq!(
            paid_out(&plan, &[199, 200, 0, 700], 0, 0, &ties),
            [false, true, false, true]
        );
        chain.fee = Some(Fee {
            each: "0.20".into(),
            cap: 1.0,
        });
        let plan = chain.plan(budget).unwrap();
        assert_eq!(
            paid_out(&plan, &[300, 200, 500, 700], 50, 0, &ties),
            [false, false, true, true]
        );
        assert_eq!(
            paid_out(&plan, &[300, 200, 500, 700], 50, 1, &ties),
            [false, false, false, true]
        );
    }
}
