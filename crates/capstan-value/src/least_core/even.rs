//! Of all shares with the least excess, the most even ones.
//!
//! The least core is a set. Its point with the smallest sum of squares is
//! nearest to equal shares, and is only one (for data: Yan and Procaccia 2021,
//! doi:10.1609/aaai.v35i6.16721). It is the answer to a least distance
//! problem, which is one of least squares without negative numbers (Lawson and
//! Hanson 1974, doi:10.1137/1.9781611971217, chapter 23).

use super::{CLOSE, Shares};
use crate::error::ValueError;
use nalgebra::{DMatrix, DVector};

/// How much more than the least excess groups may have, as a part of the
/// largest worth. Where players are almost alike the set is so thin that what
/// is exact to this part cannot be found, and the next one is tried.
const SLACK: [f64; 4] = [CLOSE, 10.0 * CLOSE, 100.0 * CLOSE, 1000.0 * CLOSE];

/// Shares of the whole in which no open group has more than `excess`, as even
/// as can be.
pub(super) fn even(shares: &Shares, excess: f64) -> Result<Vec<f64>, ValueError> {
    let mut found = Err(failed("it was not tried"));
    for slack in SLACK {
        found = within(shares, excess, slack);
        if found.is_ok() {
            break;
        }
    }
    found
}

/// The same where groups may have `slack` more, and ten times that for want of
/// digits.
fn within(shares: &Shares, excess: f64, slack: f64) -> Result<Vec<f64>, ValueError> {
    let below = 10.0 * slack;
    let n = shares.players;
    let whole: f64 = shares.settled.iter().map(|(_, share)| share).sum();
    let equal = whole / n.max(1) as f64;
    // What a group must get beyond equal shares; steps from these that sum to
    // 0 need only the part of a row that does.
    let rows: Vec<(Vec<f64>, f64)> = shares
        .open
        .iter()
        .map(|&mask| {
            let size = mask.count_ones() as f64;
            let row = (0..n).map(|p| (mask >> p & 1) as f64 - size / n as f64);
            let wanted = shares.worths[mask] - (excess + slack) - size * equal;
            (row.collect(), wanted)
        })
        .collect();
    let mut step = vec![0.0; n];
    let mut held: Vec<usize> = Vec::new();
    let mut weights: Vec<f64> = Vec::new();
    for _ in 0..=rows.len().max(n) * 3 {
        let misses = |at: usize| {
            let (row, wanted) = &rows[at];
            wanted - row.iter().zip(&step).map(|(a, b)| a * b).sum::<f64>()
        };
        let worst = (0..rows.len()).max_by(|&a, &b| misses(a).total_cmp(&misses(b)));
        match worst {
            Some(at) if misses(at) > below && !held.contains(&at) => {
                held.push(at);
                weights.push(0.0);
            }
            _ => return Ok(step.iter().map(|s| equal + s).collect()),
        }
        settle(&rows, &mut held, &mut weights)?;
        // What is left of (0, .., 0, 1) points to the shares.
        let mut left = vec![0.0; n];
        let mut last = 1.0;
        for (&at, weight) in held.iter().zip(&weights) {
            let (row, wanted) = &rows[at];
            left.iter_mut().zip(row).for_each(|(l, r)| *l -= weight * r);
            last -= weight * wanted;
        }
        if last <= CLOSE {
            return Err(failed("no shares keep every excess that low"));
        }
        step = left.iter().map(|l| -l / last).collect();
    }
    Err(failed("its rows are too close to each other"))
}

/// Weights of the rows that are held that come nearest to (0, .., 0, 1), none
/// below 0; rows whose weight would be are let go.
fn settle(
    rows: &[(Vec<f64>, f64)],
    held: &mut Vec<usize>,
    weights: &mut Vec<f64>,
) -> Result<(), ValueError> {
    while !held.is_empty() {
        let n = rows[held[0]].0.len();
        let cell = |i: usize, j: usize| match i == n {
            true => rows[held[j]].1,
            false => rows[held[j]].0[i],
        };
        let matrix = DMatrix::from_fn(n + 1, held.len(), cell);
        let mut goal = DVector::zeros(n + 1);
        goal[n] = 1.0;
        let found = matrix.svd(true, true).solve(&goal, 1e-13).map_err(failed)?;
        // As far as the first that would pass 0.
        let blocking = |(old, new): (&f64, &f64)| (*new <= 0.0).then(|| old / (old - new));
        let ways = weights.iter().zip(found.iter());
        let Some(far) = ways.filter_map(blocking).min_by(f64::total_cmp) else {
            *weights = found.iter().copied().collect();
            return Ok(());
        };
        let far = if far.is_finite() { far } else { 0.0 };
        for (weight, new) in weights.iter_mut().zip(found.iter()) {
            *weight += far * (new - *weight);
        }
        let stays: Vec<bool> = weights
            .iter()
            .zip(found.iter())
            .map(|(w, new)| *w > 1e-14 || *new > 0.0)
            .collect();
        let mut stay = stays.iter();
        held.retain(|_| *stay.next().unwrap_or(&true));
        let mut stay = stays.iter();
        weights.retain(|_| *stay.next().unwrap_or(&true));
    }
    Ok(())
}

fn failed(why: &str) -> ValueError {
    ValueError::Program {
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Shares, least_core, sums};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

        /// The nearest point of a convex set to equal shares: towards any
        /// other point of the set, the way leads away from them.
        #[test]
        fn no_other_point_of_the_least_core_is_more_even(players in 2usize..7, seed: u64, round: bool) {
            let stream = capstan_stats::Stream::root(seed);
            let worth = |m| if round {
                (stream.uniform(m) * 4.0).floor()
            } else {
                stream.uniform(m)
            };
            let w: Vec<f64> = (0..1u64 << players).map(worth).collect();
            let found = least_core(&w).unwrap();
            let mut shares = Shares::new(&w).unwrap();
            let (_, excess) = shares.least_excess().unwrap();
            let given = sums(&found.shares);
            for mask in 1..w.len() - 1 {
                let over = w[mask] - w[0] - given[mask] - found.excess;
                prop_assert!(over < 1e-6, "{mask:b}: {over}");
            }
            for mask in 1..w.len() {
                let other = shares.most(mask, excess).unwrap();
                let other = shares.back(&other);
                let along: f64 = found.shares.iter().zip(&other).map(|(x, z)| x * (z - x)).sum();
                prop_assert!(along > -1e-5, "{:?} {other:?}: {along}", found.shares);
            }
        }
    }

    #[test]
    fn who_can_be_paid_alike_is() {
        // Only the whole is worth anything: every division with nothing below
        // 0 is one that nobody leaves, and equal shares are the most even.
        let all = |m: usize| f64::from(u8::from(m == 15));
        let w: Vec<f64> = (0..16).map(all).collect();
        for share in least_core(&w).unwrap().shares {
            assert!((share - 0.25).abs() < 1e-8, "{share}");
        }
        // The first two are worth 4 as a pair, and each 1 alone; the third
        // adds 1 to whoever is there.
        let pair = |m: usize| match (m & 3).count_ones() {
            2 => 4.0,
            ones => f64::from(ones),
        };
        let w: Vec<f64> = (0..8).map(|m| pair(m) + (m >> 2) as f64).collect();
        let found = least_core(&w).unwrap().shares;
        for (share, wanted) in found.iter().zip([2.0, 2.0, 1.0]) {
            assert!((share - wanted).abs() < 1e-7, "{found:?}");
        }
    }
}
