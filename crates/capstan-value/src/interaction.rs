//! Whether two groups are allies or stand in for each other.
//!
//! The Shapley interaction of two players is what they add together beyond
//! what each adds alone, as a mean over subsets of the others in which every
//! size counts alike (Owen 1972, doi:10.1287/mnsc.18.5.64; Grabisch and
//! Roubens 1999, doi:10.1007/s001820050125). Above 0 they are allies: a strike
//! of one weakens the other's data too. Below 0 they stand in for each other:
//! the operator that loses one still has the other.

use crate::game::Coalition;
use crate::groups::Terms;
use capstan_stats::Interval;
use serde::{Deserialize, Serialize};
use statrs::function::factorial::ln_factorial;

/// What two groups are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bond {
    /// Each makes the other's data worth more.
    Allies,
    /// Each makes the other's data worth less: one can stand in for the other.
    Substitutes,
    /// The interval includes 0.
    Unknown,
}

impl Bond {
    /// What an interaction says.
    pub fn of(interaction: Interval) -> Self {
        if interaction.low > 0.0 {
            Self::Allies
        } else if interaction.high < 0.0 {
            Self::Substitutes
        } else {
            Self::Unknown
        }
    }
}

/// The interaction of players `a` and `b` over every subset of `players`, at
/// most 63 of them.
///
/// # Panics
/// If `a` and `b` are the same.
pub fn interaction(players: usize, a: usize, b: usize) -> Terms {
    assert_ne!(a, b, "two players");
    let (a, b) = (1u64 << a, 1u64 << b);
    let others = players as u64 - 2;
    let mut terms = Vec::new();
    for mask in (0..1u64 << players).filter(|mask| mask & (a | b) == 0) {
        let s = u64::from(mask.count_ones());
        let log = ln_factorial(s) + ln_factorial(others - s) - ln_factorial(others + 1);
        let weight = log.exp();
        for (with, sign) in [(a | b, 1.0), (a, -1.0), (b, -1.0), (0, 1.0)] {
            terms.push((Coalition::from_mask(players, mask | with), sign * weight));
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Semivalue, semivalues};
    use crate::groups::tests::Table;
    use crate::groups::total;
    use proptest::prelude::*;

    proptest! {
        /// The definition of Owen 1972: the Shapley value of the two as one
        /// player, less those of each where the other is not there at all.
        #[test]
        fn as_a_difference_of_shapley_values(players in 2usize..6, seed: u64) {
            let game = Table::random(players, seed);
            let (a, b) = (0, players - 1);
            let got = total(&game, &interaction(players, a, b)).unwrap();
            // Games of fewer players: masks of the smaller one spread out.
            let value = |bits: Vec<usize>| {
                let worths: Vec<f64> = (0..1usize << bits.len())
                    .map(|m| {
                        let there = (0..bits.len()).filter(|i| m >> i & 1 == 1);
                        game.0[there.map(|i| bits[i]).sum::<usize>()]
                    })
                    .collect();
                semivalues(&worths, Semivalue::Shapley)[0]
            };
            let rest: Vec<usize> = (0..players).filter(|p| *p != a && *p != b).map(|p| 1 << p).collect();
            let with = |first: usize| std::iter::once(first).chain(rest.iter().copied()).collect();
            let wanted = value(with(1 << a | 1 << b)) - value(with(1 << a)) - value(with(1 << b));
            prop_assert!((got - wanted).abs() < 1e-9, "{got} {wanted}");
        }
    }

    #[test]
    fn allies_and_substitutes() {
        // A pair of gloves needs a left one (0, 1) and a right one (2).
        let pair = |m: usize| f64::from(u8::from(m & 4 != 0 && m & 3 != 0));
        let gloves = Table((0..8).map(pair).collect());
        let of = |a, b| total(&gloves, &interaction(3, a, b)).unwrap();
        assert!((of(0, 2) - 0.5).abs() < 1e-12, "{}", of(0, 2));
        assert!((of(0, 1) + 0.5).abs() < 1e-12, "{}", of(0, 1));
        let additive = Table((0..8usize).map(|m| m.count_ones().into()).collect());
        assert!(total(&additive, &interaction(3, 0, 1)).unwrap().abs() < 1e-12);
    }

    #[test]
    fn an_interval_that_includes_zero_says_nothing() {
        assert_eq!(Bond::of(Interval::around(1.0, 0.5)), Bond::Allies);
        assert_eq!(Bond::of(Interval::around(-1.0, 0.5)), Bond::Substitutes);
        assert_eq!(Bond::of(Interval::around(1.0, 1.5)), Bond::Unknown);
    }
}
