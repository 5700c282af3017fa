//! Exact values of small games, by counting out every subset.
//!
//! A semivalue is the mean of what a player adds to subsets of the others,
//! with a weight that depends only on the size of the subset (Dubey, Neyman
//! and Weber 1981, doi:10.1287/moor.6.1.122). All of ours are one picture:
//! draw a share, let each other player in with that probability, and see what
//! the player adds. Only the law of the share differs.

use crate::error::ValueError;
use crate::game::{Coalition, Game};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use statrs::function::beta::ln_beta;
use statrs::function::factorial::ln_binomial;

/// The largest game that is counted out: some million subsets.
pub const MOST: usize = 20;

/// How what a player adds to subsets of different sizes is weighted.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Semivalue {
    /// Every size of subset counts alike (Shapley 1953,
    /// doi:10.1515/9781400881970-018).
    Shapley,
    /// Every subset counts alike (Banzhaf 1965; for data: Wang and Jia 2023,
    /// arXiv:2205.15466).
    Banzhaf,
    /// Sizes are weighted by a beta law; `a` above `b` favours small subsets
    /// (Kwon and Zou 2022, arXiv:2110.14049). `a = b = 1` is Shapley.
    Beta {
        /// The first shape, above 0.
        a: f64,
        /// The second shape, above 0.
        b: f64,
    },
    /// Only what is lost when the player alone leaves counts.
    LeaveOneOut,
}

impl Semivalue {
    /// The weight of one subset of each size from 0 to `players - 1`; times
    /// how many subsets there are they sum to 1.
    pub fn weights(self, players: usize) -> Vec<f64> {
        let others = players.saturating_sub(1);
        let weight = |size: usize| match self {
            Self::Shapley => (-ln_binomial(others as u64, size as u64)).exp() / players as f64,
            Self::Banzhaf => 0.5f64.powi(others as i32),
            Self::Beta { a, b } => {
                let (s, rest) = (size as f64, (others - size) as f64);
                (ln_beta(b + s, a + rest) - ln_beta(b, a)).exp()
            }
            Self::LeaveOneOut => f64::from(u8::from(size == others)),
        };
        (0..players).map(weight).collect()
    }
}

/// The worth of every subset of `game`, by its mask: player 0 is the lowest
/// bit.
///
/// # Errors
/// If there are more than [`MOST`] players, or a worth is undefined.
pub fn worths(game: &dyn Game) -> Result<Vec<f64>, ValueError> {
    let players = game.players();
    if players > MOST {
        return Err(ValueError::TooMany {
            players,
            most: MOST,
        });
    }
    (0..1u64 << players)
        .into_par_iter()
        .map(|mask| game.worth(&Coalition::from_mask(players, mask)))
        .collect()
}

/// The semivalue of each player, from the worth of every subset as [`worths`]
/// gives it.
pub fn semivalues(worths: &[f64], rule: Semivalue) -> Vec<f64> {
    let players = worths.len().trailing_zeros() as usize;
    let weights = rule.weights(players);
    (0..players)
        .map(|player| {
            let bit = 1usize << player;
            (0..worths.len())
                .filter(|mask| mask & bit == 0)
                .map(|mask| {
                    weights[mask.count_ones() as usize] * (worths[mask | bit] - worths[mask])
                })
                .sum()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::{self, Q, float};
    use proptest::prelude::*;

    struct Table(Vec<f64>);

    impl Game for Table {
        fn players(&self) -> usize {
            self.0.len().trailing_zeros() as usize
        }

        fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
            Ok(self.0[c.words().first().copied().unwrap_or(0) as usize])
        }
    }

    proptest! {
        #[test]
        fn values_are_those_of_rational_arithmetic(players in 1usize..6, seed in 0u64..1000) {
            let stream = capstan_stats::Stream::root(seed);
            let table: Vec<i128> = (0..1u64 << players)
                .map(|m| (stream.uniform(m) * 100.0) as i128)
                .collect();
            let worths = worths(&Table(table.iter().map(|&w| w as f64).collect())).unwrap();
            let v = |mask: usize| Q::from(table[mask]);
            for (rule, exact) in [
                (Semivalue::Shapley, oracle::shapley(players, v)),
                (Semivalue::Banzhaf, oracle::banzhaf(players, v)),
                (Semivalue::Beta { a: 4.0, b: 1.0 }, oracle::beta(players, 4, 1, v)),
                (Semivalue::Beta { a: 1.0, b: 4.0 }, oracle::beta(players, 1, 4, v)),
                (Semivalue::LeaveOneOut, oracle::leave_one_out(players, v)),
            ] {
                for (got, exact) in semivalues(&worths, rule).iter().zip(exact) {
                    prop_assert!((got - float(exact)).abs() < 1e-10, "{rule:?}: {got} {exact}");
                }
            }
        }
    }

    /// Who uses a runway of some length pays for it with all who need as much
    /// (Littlechild and Owen 1973, doi:10.1287/mnsc.20.3.370).
    #[test]
    fn the_airport_game_is_as_published() {
        let costs: [f64; 4] = [1.0, 3.0, 4.0, 9.0];
        let most = |mask: usize| {
            let used = (0..4).filter(|i| mask >> i & 1 == 1).map(|i| costs[i]);
            used.fold(0.0, f64::max)
        };
        let worths: Vec<f64> = (0..16).map(most).collect();
        let values = semivalues(&worths, Semivalue::Shapley);
        let expected = [
            0.25,
            0.25 + 2.0 / 3.0,
            0.25 + 2.0 / 3.0 + 0.5,
            0.25 + 2.0 / 3.0 + 5.5,
        ];
        for (got, wanted) in values.iter().zip(expected) {
            assert!((got - wanted).abs() < 1e-12, "{got} {wanted}");
        }
    }

    #[test]
    fn two_gloves_are_needed() {
        // Two have a left glove, one has a right one; a pair is worth 1.
        let pair = |mask: usize| f64::from(u8::from(mask & 4 != 0 && mask & 3 != 0));
        let worths: Vec<f64> = (0..8).map(pair).collect();
        let shapley = semivalues(&worths, Semivalue::Shapley);
        let banzhaf = semivalues(&worths, Semivalue::Banzhaf);
        for (got, wanted) in shapley.iter().zip([1.0 / 6.0, 1.0 / 6.0, 4.0 / 6.0]) {
            assert!((got - wanted).abs() < 1e-12);
        }
        assert_eq!(banzhaf, [0.25, 0.25, 0.75]);
    }

    #[test]
    fn too_many_players_are_refused() {
        struct Many;
        impl Game for Many {
            fn players(&self) -> usize {
                21
            }
            fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
                Ok(c.len() as f64)
            }
        }
        assert!(matches!(
            worths(&Many),
            Err(ValueError::TooMany { players: 21, .. })
        ));
    }
}
