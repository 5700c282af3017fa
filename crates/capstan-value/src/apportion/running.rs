//! Paying round after round, so that rounding evens out.
//!
//! What each round owes everybody is kept in small parts of a coin, and each
//! round's coins go where most is owed. Nobody waits for ever for the coin that
//! rounding denied them once.

use super::{ApportionError, Method, Ties, apportion};

/// How many parts a coin has in the running account.
pub const PART: i64 = 1 << 15;

/// The largest budget of one round, in coins: its parts fit into 63 bits.
pub fn most_owed() -> u64 {
    i64::MAX as u64 / PART as u64
}

/// The coins of one round of `budget` coins by `weights`. `owed` holds for
/// each member what earlier rounds owe them, in parts of a coin (negative if
/// they had a little more), and is brought up to date.
///
/// A member with nothing owed in this round gets nothing; nobody pays back.
///
/// # Errors
/// If no weight is above zero.
///
/// # Panics
/// If the budget is above [`most_owed`], or the lists differ in length.
pub fn round(
    budget: u64,
    weights: &[u64],
    owed: &mut [i64],
    ties: &Ties,
) -> Result<Vec<u64>, ApportionError> {
    assert!(budget <= most_owed(), "{budget} coins in one round");
    let fine = apportion(
        budget * PART as u64,
        weights,
        ties,
        Method::LargestRemainder,
    )?;
    for (owed, fine) in owed.iter_mut().zip(&fine) {
        *owed = owed.saturating_add(*fine as i64);
    }
    let mut coins: Vec<u64> = (owed.iter())
        .map(|&o| o.max(0).div_euclid(PART) as u64)
        .collect();
    let mut given: u64 = coins.iter().sum();
    // Those nearest to a further coin come first, and give one up last.
    let mut order: Vec<usize> = (0..coins.len()).filter(|&i| weights[i] > 0).collect();
    let part = |i: usize| owed[i].max(0).rem_euclid(PART);
    order.sort_by(|&a, &b| (part(b).cmp(&part(a))).then_with(|| ties.compare(a, b)));
    while given < budget {
        for &i in &order {
            if given < budget {
                coins[i] += 1;
                given += 1;
            }
        }
    }
    while given > budget {
        let held: Vec<usize> = (0..coins.len()).filter(|&i| coins[i] > 0).collect();
        let mut last = held;
        last.sort_by(|&a, &b| (part(a).cmp(&part(b))).then_with(|| ties.compare(b, a)));
        for i in last {
            if given > budget {
                coins[i] -= 1;
                given -= 1;
            }
        }
    }
    for (owed, &coins) in owed.iter_mut().zip(&coins) {
        *owed -= coins as i64 * PART;
    }
    Ok(coins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ties(n: usize) -> Ties {
        let ids: Vec<String> = (0..n).map(|i| format!("m{i}")).collect();
        Ties::new(1, ids.iter().map(String::as_str))
    }

    #[test]
    fn a_coin_goes_round() {
        let mut owed = [0; 3];
        let mut paid = [0; 3];
        for _ in 0..3 {
            for (paid, coins) in paid
                .iter_mut()
                .zip(round(1, &[1, 1, 1], &mut owed, &ties(3)).unwrap())
            {
                *paid += coins;
            }
        }
        assert_eq!(paid, [1, 1, 1]);
    }

    #[test]
    fn a_small_weight_is_paid_in_time() {
        // One in ten of a coin a round: the first coin comes within ten rounds.
        let mut owed = [0; 2];
        let mut paid = 0;
        for _ in 0..20 {
            paid += round(1, &[1, 9], &mut owed, &ties(2)).unwrap()[0];
        }
        assert_eq!(paid, 2);
    }

    proptest! {
        #[test]
        fn everyone_is_within_one_coin_of_what_they_earned(
            weights in proptest::collection::vec(0..100_u64, 1..9),
            budgets in proptest::collection::vec(0..50_u64, 1..30),
        ) {
            let total: u64 = weights.iter().sum();
            prop_assume!(total > 0);
            let n = weights.len();
            let (mut owed, mut paid, mut all) = (vec![0; n], vec![0_u64; n], 0);
            for budget in budgets {
                let coins = round(budget, &weights, &mut owed, &ties(n)).unwrap();
                prop_assert_eq!(coins.iter().sum::<u64>(), budget);
                all += budget;
                for ((paid, coins), &weight) in paid.iter_mut().zip(coins).zip(&weights) {
                    *paid += coins;
                    let earned = all as f64 * weight as f64 / total as f64;
                    prop_assert!((*paid as f64 - earned).abs() < 1.01, "{paid} {earned}");
                }
                prop_assert_eq!(owed.iter().sum::<i64>(), 0);
            }
        }

        #[test]
        fn weights_may_change_and_members_come_and_go(
            rounds in proptest::collection::vec(
                (proptest::collection::vec(0..100_u64, 5), 0..50_u64), 1..20),
        ) {
            let mut owed = vec![0; 5];
            for (weights, budget) in rounds {
                match round(budget, &weights, &mut owed, &ties(5)) {
                    Ok(coins) => prop_assert_eq!(coins.iter().sum::<u64>(), budget),
                    Err(error) => prop_assert!(
                        weights.iter().all(|&w| w == 0), "{error}"),
                }
                prop_assert_eq!(owed.iter().sum::<i64>(), 0);
                prop_assert!(owed.iter().all(|o| o.abs() < 2 * PART), "{owed:?}");
            }
        }
    }
}
