//! The nucleolus: of all shares, those that leave the least reason to leave,
//! then the least but one, and so on.
//!
//! The largest excess of any group is made as small as can be, then, among
//! the shares that do so, the next, until only one division of the whole is
//! left (Schmeidler 1969, doi:10.1137/0117107), by a chain of linear programs
//! (Kopelowitz 1967; Maschler, Peleg and Shapley 1979,
//! doi:10.1287/moor.4.4.303). A player may get less than alone where the whole
//! is worth less than its parts: this is the nucleolus over all divisions,
//! which is the usual one where nobody is worth more alone than they add.

use crate::error::ValueError;
use crate::least_core::{Shares, sums};

/// How near two excesses are that count as equal, as a part of the largest
/// worth.
const EQUAL: f64 = 1e-7;

/// The nucleolus of the game whose subsets are worth `worths`, by mask, less
/// what nobody is worth: what each player gets.
///
/// # Errors
/// As [`crate::least_core::least_core`].
pub fn nucleolus(worths: &[f64]) -> Result<Vec<f64>, ValueError> {
    let mut shares = Shares::new(worths)?;
    let mut span = Span::default();
    span.add(worths.len().saturating_sub(1), shares.players);
    while span.rows.len() < shares.players {
        let (found, excess) = shares.least_excess()?;
        let mut tight = tight(&shares, &found, excess);
        let before = span.rows.len();
        while let Some(group) = tight.pop() {
            if span.holds(group, shares.players) {
                continue;
            }
            let most = shares.most(group, excess)?;
            let share = shares.worths[group] - excess;
            if sums(&most)[group] <= share + EQUAL {
                // At its largest excess whatever else is done: settled.
                shares.settled.push((group, share));
                span.add(group, shares.players);
            } else {
                // What is not tight here need not be tight anywhere.
                let here = self::tight(&shares, &most, excess);
                tight.retain(|mask| here.contains(mask));
            }
        }
        if span.rows.len() == before {
            return Err(ValueError::Program {
                why: "no group settles, since its numbers are too close".to_owned(),
            });
        }
        let players = shares.players;
        shares.open.retain(|&mask| !span.holds(mask, players));
    }
    let (found, _) = shares.least_excess()?;
    Ok(shares.back(&found))
}

/// The open groups whose excess under `found` is the largest.
fn tight(shares: &Shares, found: &[f64], excess: f64) -> Vec<usize> {
    let given = sums(found);
    let open = shares.open.iter().copied();
    open.filter(|&m| shares.worths[m] - given[m] >= excess - EQUAL)
        .collect()
}

/// Groups whose share follows from that of those which are settled: the span
/// of their rows of zeros and ones, each row reduced by those before.
#[derive(Default)]
struct Span {
    rows: Vec<(usize, Vec<f64>)>,
}

impl Span {
    fn reduced(&self, mask: usize, players: usize) -> Option<(usize, Vec<f64>)> {
        let mut row: Vec<f64> = (0..players).map(|p| (mask >> p & 1) as f64).collect();
        for (pivot, other) in &self.rows {
            let by = row[*pivot];
            row.iter_mut().zip(other).for_each(|(x, y)| *x -= by * y);
        }
        let largest = |(_, a): &(usize, &f64), (_, b): &(usize, &f64)| a.abs().total_cmp(&b.abs());
        let (pivot, &by) = row.iter().enumerate().max_by(largest)?;
        (by.abs() > 1e-9).then(|| (pivot, row.iter().map(|x| x / by).collect()))
    }

    fn holds(&self, mask: usize, players: usize) -> bool {
        self.reduced(mask, players).is_none()
    }

    fn add(&mut self, mask: usize, players: usize) {
        self.rows.extend(self.reduced(mask, players));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The excesses of all groups, the largest first.
    fn excesses(worths: &[f64], shares: &[f64]) -> Vec<f64> {
        let given = sums(shares);
        let inner = 1..worths.len() - 1;
        let mut all: Vec<f64> = inner.map(|m| worths[m] - worths[0] - given[m]).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        all
    }

    fn assert_is(worths: &[f64], wanted: &[f64]) {
        let found = nucleolus(worths).unwrap();
        for (x, wanted) in found.iter().zip(wanted) {
            assert!((x - wanted).abs() < 1e-6, "{found:?} {wanted}");
        }
    }

    /// Three claims of 100, 200 and 300 on an estate, as the Talmud divides it
    /// (Aumann and Maschler 1985, doi:10.1016/0022-0531(85)90102-4).
    #[test]
    fn the_estates_of_the_talmud() {
        let claims = [100.0, 200.0, 300.0];
        for (estate, wanted) in [
            (100.0, [100.0 / 3.0; 3]),
            (200.0, [50.0, 75.0, 75.0]),
            (300.0, [50.0, 100.0, 150.0]),
        ] {
            let left = |m: usize| {
                let others = (0..3).filter(|p| m >> p & 1 == 0);
                let owed: f64 = others.map(|p| claims[p]).sum();
                f64::max(estate - owed, 0.0)
            };
            let worths: Vec<f64> = (0..8).map(left).collect();
            assert_is(&worths, &wanted);
        }
    }

    #[test]
    fn gloves_votes_and_plain_sums() {
        let pair = |m: usize| f64::from(u8::from(m & 4 != 0 && m & 3 != 0));
        assert_is(&(0..8).map(pair).collect::<Vec<_>>(), &[0.0, 0.0, 1.0]);
        let votes = |m: usize| f64::from(u8::from(m.count_ones() > 2));
        assert_is(&(0..32).map(votes).collect::<Vec<_>>(), &[0.2; 5]);
        let each = [3.0, -1.0, 4.0, 1.0];
        let sum = |m: usize| (0..4).filter(|p| m >> p & 1 == 1).map(|p| each[p]).sum();
        assert_is(&(0..16).map(sum).collect::<Vec<f64>>(), &each);
        // A veto player with two others, of whom one is enough.
        let veto = |m: usize| f64::from(u8::from(m & 1 == 1 && m > 1));
        assert_is(&(0..8).map(veto).collect::<Vec<_>>(), &[1.0, 0.0, 0.0]);
        assert_is(&[4.0, 6.0], &[2.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

        /// Its excesses, in order, are before those of all other shares.
        #[test]
        fn nothing_comes_before_it(players in 2usize..6, seed: u64, round: bool) {
            let stream = capstan_stats::Stream::root(seed);
            // Round worths make many groups equal.
            let worth = |m| if round {
                (stream.uniform(m) * 4.0).floor()
            } else {
                stream.uniform(m)
            };
            let w: Vec<f64> = (0..1u64 << players).map(worth).collect();
            let found = nucleolus(&w).unwrap();
            let own = excesses(&w, &found);
            for draw in 0..100 {
                let size = 0.001 + stream.child("size").uniform(draw);
                let mut other = found.clone();
                for (p, x) in (0..).zip(&mut other) {
                    *x += size * (stream.child("other").uniform(draw * 10 + p) - 0.5);
                }
                let all = w[w.len() - 1] - w[0];
                let over = (other.iter().sum::<f64>() - all) / players as f64;
                other.iter_mut().for_each(|x| *x -= over);
                let theirs = excesses(&w, &other);
                let first = own.iter().zip(&theirs).find(|(a, b)| (*a - *b).abs() > 1e-6);
                prop_assert!(first.is_none_or(|(a, b)| a < b), "{own:?} {theirs:?}");
            }
        }
    }

    #[test]
    fn more_players_are_settled_too() {
        // Larger and larger claims on a runway, shared as its users need it:
        // the whole is given out, and nobody pays for more than they use.
        let costs = [1.0, 2.0, 2.0, 4.0, 7.0, 7.0, 9.0, 12.0];
        let longest = |m: usize| {
            let used = (0..8).filter(|p| m >> p & 1 == 1).map(|p| costs[p]);
            -used.fold(0.0, f64::max)
        };
        let worths: Vec<f64> = (0..256).map(longest).collect();
        let found = nucleolus(&worths).unwrap();
        assert!((found.iter().sum::<f64>() + 12.0).abs() < 1e-6);
        for (share, cost) in found.iter().zip(costs) {
            assert!(*share <= 1e-9 && -share <= cost + 1e-9, "{share} {cost}");
        }
        // Littlechild 1974, doi:10.1007/BF01766187: of each step the least of
        // what is left to pay for over those who can share it, and one more.
        let mut paid = 0.0;
        let mut share = vec![0.0; 8];
        let mut from = 0;
        while from < 8 {
            let (mut best, mut end) = (f64::INFINITY, 8);
            for (i, cost) in costs.iter().enumerate().take(7).skip(from) {
                let each = (cost - paid) / (i - from + 2) as f64;
                if each <= best {
                    (best, end) = (each, i + 1);
                }
            }
            let last = (costs[7] - paid) / (8 - from) as f64;
            if from == 7 || last <= best {
                (best, end) = (last, 8);
            }
            share[from..end].iter_mut().for_each(|s| *s = best);
            paid += best * (end - from) as f64;
            from = end;
        }
        for (x, wanted) in found.iter().zip(&share) {
            assert!((x + wanted).abs() < 1e-6, "{found:?} {share:?}");
        }
    }
}
