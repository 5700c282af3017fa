//! The coins against their definitions, in exact arithmetic.

use super::*;
use proptest::prelude::*;

fn ties(n: usize) -> Ties {
    let ids: Vec<String> = (0..n).map(|i| format!("m{i}")).collect();
    Ties::new(7, ids.iter().map(String::as_str))
}

const BOTH: [Method; 2] = [Method::LargestRemainder, Method::Webster];

#[test]
fn the_published_example_is_not_house_monotone() {
    let give = |budget, method| apportion(budget, &[6, 6, 2], &ties(3), method).unwrap();
    assert_eq!(give(10, Method::LargestRemainder), [4, 4, 2]);
    assert_eq!(give(11, Method::LargestRemainder), [5, 5, 1]);
    assert_eq!(give(9, Method::Webster), [4, 4, 1]);
    assert_eq!(give(12, Method::Webster), [5, 5, 2]);
    assert_eq!(give(14, Method::Webster), [6, 6, 2]);
}

#[test]
fn ties_go_by_the_hash_and_not_by_place() {
    let ids = ["ana", "ben", "cho", "dee"];
    for seed in 0..20 {
        for method in BOTH {
            let there = Ties::new(seed, ids);
            let back = Ties::new(seed, ids.iter().rev().copied());
            let mut coins = apportion(6, &[1; 4], &there, method).unwrap();
            let reversed = apportion(6, &[1; 4], &back, method).unwrap();
            coins.reverse();
            assert_eq!(coins, reversed);
        }
    }
    let first = |seed| apportion(1, &[1; 4], &Ties::new(seed, ids), Method::Webster).unwrap();
    let lucky: std::collections::BTreeSet<Vec<u64>> = (0..50).map(first).collect();
    assert_eq!(lucky.len(), 4, "every member has the coin under some seed");
}

#[test]
fn the_largest_budgets_fit() {
    let weights = [1 << 48, (1 << 48) - 1, 1];
    for method in BOTH {
        let coins = apportion(i64::MAX as u64, &weights, &ties(3), method).unwrap();
        assert_eq!(coins.iter().sum::<u64>(), i64::MAX as u64);
        assert!(coins[0] > coins[1] && coins[2] > 0);
    }
}

#[test]
fn weights_keep_their_ratios() {
    assert_eq!(whole(&[1.0, 2.0, 0.0]).unwrap(), [1 << 46, 1 << 47, 0]);
    let tiny = f64::MIN_POSITIVE;
    assert_eq!(whole(&[3.0 * tiny, tiny]).unwrap(), [3 << 46, 1 << 46]);
    assert!(whole(&[f64::MAX, 1.0]).unwrap()[0] >= 1 << 47);
    assert_eq!(whole(&[0.0]), Err(ApportionError::NoWeight));
    assert_eq!(whole(&[]), Err(ApportionError::NoWeight));
    for bad in [f64::INFINITY, -1.0] {
        assert_eq!(whole(&[bad]), Err(ApportionError::Weight { found: bad }));
    }
    assert!(matches!(
        whole(&[f64::NAN]),
        Err(ApportionError::Weight { .. })
    ));
}

#[test]
fn bounds_that_cannot_be_kept_say_by_how_much() {
    let give =
        |bounds: &[(u64, u64)]| bounded(10, &[1, 1], bounds, &ties(2), Method::LargestRemainder);
    assert_eq!(
        give(&[(6, 10), (6, 10)]),
        Err(ApportionError::Floors { short: 2 })
    );
    assert_eq!(
        give(&[(0, 4), (0, 4)]),
        Err(ApportionError::Caps { left: 2 })
    );
    assert_eq!(give(&[(5, 5), (5, 5)]), Ok(vec![5, 5]));
    assert_eq!(give(&[(8, 10), (0, 10)]), Ok(vec![8, 2]));
    assert_eq!(give(&[(0, 1), (0, 10)]), Ok(vec![1, 9]));
    let nobody = bounded(10, &[0, 0], &[(0, 10); 2], &ties(2), Method::Webster);
    assert_eq!(nobody, Err(ApportionError::NoWeight));
    // Who has no weight still has the floor.
    let floor = bounded(10, &[0, 3], &[(2, 10); 2], &ties(2), Method::Webster);
    assert_eq!(floor, Ok(vec![2, 8]));
}

/// Webster by its definition: coin after coin to the largest claim.
fn webster_by_coins(budget: u64, weights: &[u64], bounds: &[(u64, u64)], ties: &Ties) -> Vec<u64> {
    let mut coins: Vec<u64> = bounds.iter().map(|b| b.0).collect();
    let given: u64 = coins.iter().sum();
    for _ in given..budget {
        let open = (0..weights.len()).filter(|&i| weights[i] > 0 && coins[i] < bounds[i].1);
        let next = open.max_by(|&a, &b| {
            let (left, right) = (
                u128::from(weights[a]) * u128::from(2 * coins[b] + 1),
                u128::from(weights[b]) * u128::from(2 * coins[a] + 1),
            );
            left.cmp(&right).then_with(|| ties.compare(b, a))
        });
        coins[next.unwrap()] += 1;
    }
    coins
}

fn bounds(n: usize) -> impl Strategy<Value = Vec<(u64, u64)>> {
    let one = (0..20_u64, 0..60_u64).prop_map(|(low, more)| (low, low + more));
    proptest::collection::vec(one, n)
}

fn case() -> impl Strategy<Value = (Vec<u64>, Vec<(u64, u64)>, u64)> {
    (1..8_usize).prop_flat_map(|n| {
        (
            proptest::collection::vec(0..30_u64, n),
            bounds(n),
            0..300_u64,
        )
    })
}

proptest! {
    #[test]
    fn every_coin_is_given_and_quotas_are_kept(
        weights in proptest::collection::vec(0..1000_u64, 1..20),
        budget in 0..100_000_u64,
    ) {
        let total: u64 = weights.iter().sum();
        prop_assume!(total > 0);
        let ties = ties(weights.len());
        for method in BOTH {
            let coins = apportion(budget, &weights, &ties, method).unwrap();
            prop_assert_eq!(coins.iter().sum::<u64>(), budget);
            for (i, &w) in weights.iter().enumerate() {
                if method == Method::LargestRemainder {
                    let off = (coins[i] * total).abs_diff(budget * w);
                    prop_assert!(off < total, "{i}: {coins:?}");
                }
                for (j, &other) in weights.iter().enumerate() {
                    prop_assert!(w <= other || coins[i] >= coins[j]);
                }
            }
        }
    }

    #[test]
    fn webster_gives_nobody_less_of_more(
        weights in proptest::collection::vec(0..1000_u64, 1..12),
        budget in 0..5000_u64,
    ) {
        prop_assume!(weights.iter().any(|&w| w > 0));
        let ties = ties(weights.len());
        let less = apportion(budget, &weights, &ties, Method::Webster).unwrap();
        let more = apportion(budget + 1, &weights, &ties, Method::Webster).unwrap();
        prop_assert!(less.iter().zip(&more).all(|(a, b)| a <= b));
    }

    #[test]
    fn bounds_are_kept_at_one_level((weights, bounds, budget) in case()) {
        let ties = ties(weights.len());
        let least: u64 = bounds.iter().map(|b| b.0).sum();
        let most: u64 = (weights.iter().zip(&bounds))
            .map(|(&w, b)| if w > 0 { b.1 } else { b.0 })
            .sum();
        for method in BOTH {
            let given = bounded(budget, &weights, &bounds, &ties, method);
            let Ok(coins) = given else {
                prop_assert!(least > budget || most < budget, "{given:?}");
                continue;
            };
            prop_assert!(least <= budget && budget <= most);
            prop_assert_eq!(coins.iter().sum::<u64>(), budget);
            if method == Method::Webster {
                prop_assert_eq!(&coins, &webster_by_coins(budget, &weights, &bounds, &ties));
            }
            for (i, &(low, high)) in bounds.iter().enumerate() {
                prop_assert!((low..=high).contains(&coins[i]));
                for (j, b) in bounds.iter().enumerate() {
                    // A level between: nobody above their floor is a coin ahead
                    // of somebody below their cap.
                    if coins[i] > low && coins[j] < b.1 && weights[j] > 0 {
                        prop_assert!(
                            (coins[i] - 1) * weights[j] < (coins[j] + 1) * weights[i],
                            "{coins:?} {i} {j}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn products_compare_as_whole_numbers(a: u64, b: u64, c: u128, d: u128) {
        let product = u128::from(a) * u128::from(b);
        prop_assert_eq!(times(a.into(), b.into()), (0, product));
        prop_assert_eq!(times(c, d), times(d, c));
        // (c + 2^64 - 1) * d by parts.
        let (high, low) = times(c, 1 << 64);
        prop_assert_eq!((high, low), (c >> 64, c << 64));
    }
}
