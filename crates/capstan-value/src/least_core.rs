//! The least core: shares that leave no group much reason to go it alone.
//!
//! The excess of a group is what it is worth alone beyond what it is given.
//! The least core are the shares of the whole under which the largest excess
//! of any group is as small as can be (Maschler, Peleg and Shapley 1979,
//! doi:10.1287/moor.4.4.303; for data: Yan and Procaccia 2021,
//! doi:10.1609/aaai.v35i6.16721). At or below 0 nobody gains by leaving.

mod even;

use crate::error::ValueError;
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// The most players.
pub const MOST: usize = 14;

/// How exactly constraints are met, as a part of the largest worth.
pub(crate) const CLOSE: f64 = 1e-9;

/// Shares stay within this many times the largest worth: far beyond any that
/// a least core needs, so that no step of the search runs off.
const FAR: f64 = 1e4;

/// Constraints that a program starts with, where there are so few.
const AT_FIRST: usize = 256;

/// The point of the least core that is nearest to equal shares.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastCore {
    /// What each player gets; they sum to the worth of all.
    pub shares: Vec<f64>,
    /// The largest excess of any group but nobody and everybody.
    pub excess: f64,
}

/// The least core of the game whose subsets are worth `worths`, by mask, less
/// what nobody is worth.
///
/// # Errors
/// [`ValueError::TooMany`] above [`MOST`] players; [`ValueError::Program`] if
/// the linear program cannot be solved.
pub fn least_core(worths: &[f64]) -> Result<LeastCore, ValueError> {
    let mut shares = Shares::new(worths)?;
    let (_, excess) = shares.least_excess()?;
    Ok(LeastCore {
        shares: shares.back(&even::even(&shares, excess)?),
        excess: excess * shares.scale,
    })
}

/// Linear programs over the shares of a small game, in parts of the largest
/// worth. Only constraints that matter are given to the solver: whichever its
/// answer breaks most is added, until none is broken.
pub(crate) struct Shares {
    /// The worth of each mask.
    pub worths: Vec<f64>,
    pub scale: f64,
    pub players: usize,
    /// Groups whose share is settled.
    pub settled: Vec<(usize, f64)>,
    /// Groups whose excess is bounded.
    pub open: Vec<usize>,
    cuts: Vec<usize>,
}

impl Shares {
    pub fn new(worths: &[f64]) -> Result<Self, ValueError> {
        let players = worths.len().max(1).trailing_zeros() as usize;
        if players > MOST {
            return Err(ValueError::TooMany {
                players,
                most: MOST,
            });
        }
        let nobody = worths.first().copied().unwrap_or(0.0);
        let largest = worths.iter().map(|w| (w - nobody).abs());
        let largest = largest.fold(0.0, f64::max);
        let scale = if largest > 0.0 { largest } else { 1.0 };
        let all = worths.len().saturating_sub(1);
        let worths: Vec<f64> = worths.iter().map(|w| (w - nobody) / scale).collect();
        Ok(Self {
            settled: vec![(all, worths.get(all).copied().unwrap_or(0.0))],
            open: (1..all).collect(),
            cuts: Vec::new(),
            worths,
            scale,
            players,
        })
    }

    /// Shares in the unit of the game.
    pub fn back(&self, shares: &[f64]) -> Vec<f64> {
        shares.iter().map(|x| x * self.scale).collect()
    }

    /// Shares under which the largest excess of an open group is smallest, and
    /// that excess; of no open group it is 0.
    pub fn least_excess(&mut self) -> Result<(Vec<f64>, f64), ValueError> {
        self.solve(None)
    }

    /// Shares that give `group` the most while no open group has more than
    /// this `excess`.
    pub fn most(&mut self, group: usize, excess: f64) -> Result<Vec<f64>, ValueError> {
        Ok(self.solve(Some((group, excess)))?.0)
    }

    fn solve(&mut self, wanted: Option<(usize, f64)>) -> Result<(Vec<f64>, f64), ValueError> {
        let open = &self.open;
        self.cuts.retain(|mask| open.contains(mask));
        if self.cuts.is_empty() {
            let first = |mask: &&usize| {
                let size = mask.count_ones() as usize;
                open.len() <= AT_FIRST || size == 1 || size + 1 == self.players
            };
            self.cuts = open.iter().filter(first).copied().collect();
        }
        loop {
            let (shares, excess) = self.step(wanted)?;
            let given = sums(&shares);
            let broken = |mask: usize| self.worths[mask] - given[mask] - excess;
            let worst = self
                .open
                .iter()
                .copied()
                .max_by(|&a, &b| broken(a).total_cmp(&broken(b)));
            match worst {
                Some(mask) if broken(mask) > CLOSE && !self.cuts.contains(&mask) => {
                    self.cuts.push(mask);
                }
                _ => return Ok((shares, excess)),
            }
        }
    }

    fn step(&self, wanted: Option<(usize, f64)>) -> Result<(Vec<f64>, f64), ValueError> {
        let mut program = Problem::new(OptimizationDirection::Minimize);
        let group = wanted.map_or(0, |(group, _)| group);
        let players: Vec<Variable> = (0..self.players)
            .map(|p| {
                let cost = if group >> p & 1 == 1 { -1.0 } else { 0.0 };
                program.add_var(cost, (-FAR, FAR))
            })
            .collect();
        let bounds = match wanted {
            Some((_, excess)) => (excess, excess),
            None if self.open.is_empty() => (0.0, 0.0),
            None => (-FAR, FAR),
        };
        let excess = program.add_var(f64::from(u8::from(wanted.is_none())), bounds);
        let members = |mask: usize| {
            let of = players.iter().enumerate();
            of.filter(move |(p, _)| mask >> p & 1 == 1)
                .map(|(_, &x)| (x, 1.0))
        };
        for &(mask, share) in &self.settled {
            let row: Vec<(Variable, f64)> = members(mask).collect();
            program.add_constraint(&row[..], ComparisonOp::Eq, share);
        }
        for &mask in &self.cuts {
            let row: Vec<(Variable, f64)> = members(mask).chain([(excess, 1.0)]).collect();
            program.add_constraint(&row[..], ComparisonOp::Ge, self.worths[mask]);
        }
        let failed = |why: String| ValueError::Program { why };
        let solved = program.solve().map_err(|e| failed(e.to_string()))?;
        let solution = solved
            .into_solution()
            .map_err(|_| failed("it was interrupted".to_owned()))?;
        let shares = players.iter().map(|&x| solution.var_value(x)).collect();
        Ok((shares, solution.var_value(excess)))
    }
}

/// What each group is given in all, by mask.
pub(crate) fn sums(shares: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; 1 << shares.len()];
    for mask in 1..sums.len() {
        let lowest = mask.trailing_zeros() as usize;
        sums[mask] = sums[mask & (mask - 1)] + shares[lowest];
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn largest(worths: &[f64], shares: &[f64]) -> f64 {
        let given = sums(shares);
        let inner = 1..worths.len() - 1;
        inner
            .map(|m| worths[m] - worths[0] - given[m])
            .fold(f64::NEG_INFINITY, f64::max)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// Of three players all balanced collections are known (Shapley 1967,
        /// doi:10.1002/nav.3800140404), and so is the least core's excess.
        #[test]
        fn three_players_by_formula(w in prop::collection::vec(-9.0f64..9.0, 8)) {
            let v = |m: usize| w[m] - w[0];
            let (one, two) = (v(1) + v(2) + v(4), v(3) + v(5) + v(6));
            let split = [(1, 6), (2, 5), (4, 3)].map(|(i, rest)| (v(i) + v(rest) - v(7)) / 2.0);
            let wanted = split.into_iter()
                .chain([(one - v(7)) / 3.0, (two - 2.0 * v(7)) / 3.0])
                .fold(f64::NEG_INFINITY, f64::max);
            let found = least_core(&w).unwrap();
            prop_assert!((found.excess - wanted).abs() < 1e-6, "{} {wanted}", found.excess);
            prop_assert!((found.shares.iter().sum::<f64>() - v(7)).abs() < 1e-6);
            prop_assert!((largest(&w, &found.shares) - found.excess).abs() < 1e-6);
        }

        /// No other shares of the whole do better.
        #[test]
        fn nothing_beats_it(players in 2usize..7, seed: u64) {
            let stream = capstan_stats::Stream::root(seed);
            let w: Vec<f64> = (0..1u64 << players).map(|m| stream.uniform(m)).collect();
            let found = least_core(&w).unwrap();
            prop_assert!((largest(&w, &found.shares) - found.excess).abs() < 1e-6);
            for draw in 0..50 {
                let mut other = found.shares.clone();
                for (p, x) in (0..).zip(&mut other) {
                    *x += stream.child("other").uniform(draw * 10 + p) - 0.5;
                }
                let over = (other.iter().sum::<f64>() - (w[w.len() - 1] - w[0])) / players as f64;
                other.iter_mut().for_each(|x| *x -= over);
                prop_assert!(largest(&w, &other) > found.excess - 1e-6);
            }
        }
    }

    #[test]
    fn gloves_and_votes() {
        let pair = |m: usize| f64::from(u8::from(m & 4 != 0 && m & 3 != 0));
        let gloves = least_core(&(0..8).map(pair).collect::<Vec<_>>()).unwrap();
        for (share, wanted) in gloves.shares.iter().zip([0.0, 0.0, 1.0]) {
            assert!((share - wanted).abs() < 1e-8);
        }
        assert!(gloves.excess.abs() < 1e-8);
        // Any two of three decide: whatever the shares, two get too little.
        let votes = |m: usize| f64::from(u8::from(m.count_ones() > 1));
        let votes = least_core(&(0..8).map(votes).collect::<Vec<_>>()).unwrap();
        assert!((votes.excess - 1.0 / 3.0).abs() < 1e-8);
        // Everybody is needed: the excess is below 0.
        let all = |m: usize| f64::from(u8::from(m == 7));
        let all = least_core(&(0..8).map(all).collect::<Vec<_>>()).unwrap();
        assert!((all.excess + 1.0 / 3.0).abs() < 1e-8);
    }

    #[test]
    fn the_smallest_and_the_too_large() {
        let one = least_core(&[2.0, 5.0]).unwrap();
        assert_eq!((one.shares, one.excess), (vec![3.0], 0.0));
        let nothing = least_core(&[1.0; 8]).unwrap();
        assert!(nothing.shares.iter().all(|x| x.abs() < 1e-9));
        let error = least_core(&vec![0.0; 1 << 15]).unwrap_err();
        assert!(matches!(error, ValueError::TooMany { players: 15, .. }));
    }

    #[test]
    fn fourteen_players_are_settled() {
        // Who brings more is worth more, and pairs of neighbours add.
        let worth = |m: usize| {
            let each: f64 = (0..14).filter(|p| m >> p & 1 == 1).map(|p| p as f64).sum();
            each + 5.0 * f64::from((m & (m >> 1)).count_ones())
        };
        let w: Vec<f64> = (0..1 << 14).map(worth).collect();
        let found = least_core(&w).unwrap();
        assert!((largest(&w, &found.shares) - found.excess).abs() < 1e-6);
        // Such games have a core: nobody gains by leaving.
        assert!(found.excess < 1e-6);
    }
}
