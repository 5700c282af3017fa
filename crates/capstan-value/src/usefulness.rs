//! Whether values do what values are for.
//!
//! Three trials, each with what chance would do beside it: models are trained
//! without the records of highest and of lowest value; labels are made wrong
//! on purpose and looked for among the lowest values; and values are found
//! again on other test points, or with other draws.

pub mod report;

use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::records::loo::paired;
use capstan_stats::interval::t95;
use capstan_stats::{Interval, Stream};
use rand::seq::SliceRandom;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The outcome of the trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Usefulness {
    /// The worth of what is left when more and more are removed.
    pub removal: Vec<Removed>,
    /// Whether wrong labels were found; none for labels that are numbers or
    /// where there is one class.
    pub wrong_labels: Option<WrongLabels>,
    /// The rank correlation of two independent halves: of test points, or of
    /// draws; none where one of them has no order.
    pub stability: Option<f64>,
}

/// What is left when a share of players is removed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Removed {
    /// The share.
    pub share: f64,
    /// Highest values first.
    pub best_first: Interval,
    /// Lowest values first.
    pub worst_first: Interval,
    /// In random order, over several orders.
    pub random: Interval,
}

/// How well wrong labels are found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrongLabels {
    /// How many labels were made wrong.
    pub made: usize,
    /// How many of them are among as many of the lowest values.
    pub found: usize,
    /// How many would be there by chance.
    pub by_chance: f64,
    /// How likely a wrong label has a lower value than a right one; one half
    /// by chance.
    pub lower: f64,
}

/// The shares that are removed.
const SHARES: [f64; 6] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5];
/// Random orders.
const ORDERS: u64 = 8;
/// The share of labels that is made wrong.
pub const WRONG: f64 = 0.1;

/// Trains without more and more of the players, in order of `values` from
/// both ends and at random.
///
/// # Errors
/// If what is left has no worth.
pub fn removal(
    game: &dyn Game,
    values: &[f64],
    stream: &Stream,
) -> Result<Vec<Removed>, ValueError> {
    removal_by(values, stream, &mut |subsets| {
        let worths = subsets.par_iter();
        worths
            .map(|left| Ok(alone(&game.parts(left, &mut Vec::new())?)))
            .collect()
    })
}

/// The mean of some parts. One part alone has no interval that could be told,
/// and is only a point.
fn alone(parts: &[f64]) -> Interval {
    let found = paired(parts, &vec![0.0; parts.len()]);
    match parts.len() {
        0 | 1 => Interval::around(found.value, 0.0),
        _ => found,
    }
}

/// Tells what subsets are worth.
pub type Worths<'a> = dyn FnMut(&[Coalition]) -> Result<Vec<Interval>, ValueError> + 'a;

/// The same where `worths` tells what all these subsets are worth.
///
/// # Errors
/// As `worths`.
pub fn removal_by(
    values: &[f64],
    stream: &Stream,
    worths: &mut Worths<'_>,
) -> Result<Vec<Removed>, ValueError> {
    let players = values.len();
    let mut up: Vec<usize> = (0..players).collect();
    up.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let down: Vec<usize> = up.iter().rev().copied().collect();
    let mut orders = vec![down, up];
    orders.extend((0..ORDERS).map(|number| {
        let mut order: Vec<usize> = (0..players).collect();
        order.shuffle(&mut stream.at(number));
        order
    }));
    let left = |share: f64| {
        let gone = (share * players as f64).round() as usize;
        let orders = orders.iter();
        orders.map(move |order| Coalition::of(players, order[gone..].iter().copied()))
    };
    let subsets: Vec<Coalition> = SHARES.iter().flat_map(|&share| left(share)).collect();
    let worths = worths(&subsets)?;
    let each = SHARES.iter().zip(worths.chunks_exact(orders.len()));
    Ok(each
        .map(|(&share, worths)| {
            let means: Vec<f64> = worths[2..].iter().map(|w| w.value).collect();
            Removed {
                share,
                best_first: worths[0],
                worst_first: worths[1],
                random: over_orders(&means),
            }
        })
        .collect())
}

/// How many subsets [`removal_by`] asks about.
pub const REMOVED: u64 = SHARES.len() as u64 * (ORDERS + 2);

fn over_orders(means: &[f64]) -> Interval {
    let n = means.len() as f64;
    let mean = means.iter().sum::<f64>() / n;
    let squares: f64 = means.iter().map(|m| (m - mean).powi(2)).sum();
    Interval::around(mean, t95(n - 1.0) * (squares / (n - 1.0) / n).sqrt())
}

/// Which labels to make wrong, and into which class: a tenth of them, at
/// random, each into one of the other classes.
pub fn spoil(classes: &[u32], count: usize, stream: &Stream) -> Vec<(usize, u32)> {
    let mut order: Vec<usize> = (0..classes.len()).collect();
    order.shuffle(&mut stream.child("which").rng());
    order.truncate((WRONG * classes.len() as f64).round() as usize);
    let into = stream.child("into");
    order
        .into_iter()
        .map(|at| {
            let step = 1 + (into.uniform(at as u64) * (count as f64 - 1.0)) as u32;
            (at, (classes[at] + step) % count as u32)
        })
        .collect()
}

/// How well `values`, found with wrong labels at `wrong`, find them.
pub fn wrong_labels(values: &[f64], wrong: &[usize]) -> WrongLabels {
    let mut is_wrong = vec![false; values.len()];
    wrong.iter().for_each(|&w| is_wrong[w] = true);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let made = wrong.len();
    let ranks = ranks(values);
    let sum: f64 = wrong.iter().map(|&w| ranks[w]).sum();
    // The rank sum of Mann and Whitney 1947, doi:10.1214/aoms/1177730491.
    let (w, n) = (made as f64, values.len() as f64);
    let higher = (sum - w * (w + 1.0) / 2.0) / (w * (n - w));
    WrongLabels {
        made,
        found: order[..made].iter().filter(|&&o| is_wrong[o]).count(),
        by_chance: w * w / n,
        lower: 1.0 - higher,
    }
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    while at < order.len() {
        let same = order[at..]
            .iter()
            .take_while(|&&o| values[o] == values[order[at]])
            .count();
        let rank = at as f64 + (same as f64 + 1.0) / 2.0;
        order[at..at + same].iter().for_each(|&o| ranks[o] = rank);
        at += same;
    }
    ranks
}

/// Spearman's rank correlation (Spearman 1904, doi:10.2307/1412159); `None`
/// where one list has no order.
pub fn rank_correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let (a, b) = (ranks(a), ranks(b));
    let middle = (a.len() as f64 + 1.0) / 2.0;
    let (mut both, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(&b) {
        both += (x - middle) * (y - middle);
        aa += (x - middle).powi(2);
        bb += (y - middle).powi(2);
    }
    (aa > 0.0 && bb > 0.0).then(|| both / (aa * bb).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A player is worth its number.
    struct Numbers;

    impl Game for Numbers {
        fn players(&self) -> usize {
            10
        }

        fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
            Ok(c.iter().sum::<usize>() as f64)
        }
    }

    #[test]
    fn the_best_are_missed_most() {
        let values: Vec<f64> = (0..10).map(f64::from).collect();
        let curve = removal(&Numbers, &values, &Stream::root(1)).unwrap();
        assert_eq!(curve[0].best_first.value, 45.0);
        assert_eq!(curve[3].best_first.value, 45.0 - 9.0 - 8.0 - 7.0);
        assert_eq!(curve[3].worst_first.value, 45.0 - 1.0 - 2.0);
        for step in &curve[1..] {
            assert!(step.best_first.value < step.random.value);
            assert!(step.random.value < step.worst_first.value);
        }
    }

    #[test]
    fn wrong_labels_at_the_bottom_are_found() {
        let values = [5.0, -2.0, 3.0, -1.0, 4.0, 2.0];
        let all = wrong_labels(&values, &[1, 3]);
        assert_eq!((all.made, all.found, all.lower), (2, 2, 1.0));
        assert!((all.by_chance - 2.0 / 3.0).abs() < 1e-12);
        let none = wrong_labels(&values, &[0, 4]);
        assert_eq!((none.found, none.lower), (0, 0.0));
        // Nothing can be told from values that are all the same.
        assert_eq!(wrong_labels(&[1.0; 6], &[1, 3]).lower, 0.5);
    }

    #[test]
    fn spoiled_labels_are_other_labels() {
        let classes: Vec<u32> = (0..100).map(|i| i % 3).collect();
        let spoiled = spoil(&classes, 3, &Stream::root(4));
        assert_eq!(spoiled.len(), 10);
        for (at, class) in spoiled {
            assert!(class != classes[at] && class < 3);
        }
    }

    #[test]
    fn rank_correlation_by_hand() {
        let up = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(rank_correlation(&up, &[0.1, 0.5, 7.0, 9.0]), Some(1.0));
        assert_eq!(rank_correlation(&up, &[4.0, 3.0, 2.0, 1.0]), Some(-1.0));
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
        let tied = rank_correlation(&up, &[1.0, 2.0, 2.0, 3.0]).unwrap();
        assert!((tied - 4.5 / (5.0f64 * 4.5).sqrt()).abs() < 1e-12);
        assert_eq!(rank_correlation(&up, &[1.0; 4]), None);
    }
}
