//! How often intervals of shares hold the truth, in games whose truth is known.

use super::*;
use capstan_stats::Stream;

const PLAYERS: usize = 4;
const ALL: usize = 1 << PLAYERS;

/// A game by the mask of its subsets.
type Table = [f64; ALL];

/// Any two are stronger together, and no two of them alike.
fn convex() -> Table {
    std::array::from_fn(|m| {
        let one = |p: usize| (m >> p & 1) as f64;
        let each = [0.10, 0.14, 0.19, 0.25].iter().enumerate();
        let sum: f64 = each.map(|(p, w)| w * one(p)).sum();
        let pairs = (0..PLAYERS).flat_map(|a| (0..a).map(move |b| (a, b)));
        let bonds: f64 = pairs
            .map(|(a, b)| (0.02 + 0.01 * (a + 2 * b) as f64) * one(a) * one(b))
            .sum();
        sum + bonds
    })
}

/// What more players add falls off, so that any three have a reason to leave.
fn falling() -> Table {
    std::array::from_fn(|m| {
        let each = [0.5, 0.4, 0.3, 0.2].iter().enumerate();
        let sum: f64 = each.map(|(p, w)| w * (m >> p & 1) as f64).sum();
        sum.sqrt()
    })
}

/// Four who are all alike: every subset of a size has the same excess.
fn alike() -> Table {
    std::array::from_fn(|m| (m.count_ones() as f64 / 4.0).sqrt())
}

/// Each adds the same whoever is there: no subset has an excess.
fn plain() -> Table {
    std::array::from_fn(|m| {
        let each = [0.1, 0.2, 0.3, 0.4].iter().enumerate();
        each.map(|(p, w)| w * (m >> p & 1) as f64).sum()
    })
}

/// What the mean of some test points says of each subset: how much each player
/// brings differs from point to point, and so does each subset.
fn drawn(truth: &Table, stream: &Stream, points: u64) -> Vec<Table> {
    (0..points)
        .map(|t| {
            let point = stream.nth("point", t);
            let noise = |at: u64| point.uniform(at) - 0.5;
            std::array::from_fn(|m| {
                let brings = (0..PLAYERS).filter(|p| m >> p & 1 == 1);
                let brings: f64 = brings.map(|p| 0.5 * noise(p as u64)).sum();
                match m {
                    0 => 0.0,
                    _ => truth[m] + brings + 0.3 * noise((PLAYERS + m) as u64),
                }
            })
        })
        .collect()
}

fn mean(points: &[Table], keep: impl Fn(usize) -> bool) -> Vec<f64> {
    let kept: Vec<&Table> = points
        .iter()
        .enumerate()
        .filter(|(t, _)| keep(*t))
        .map(|(_, p)| p)
        .collect();
    let of = |m: usize| kept.iter().map(|p| p[m]).sum::<f64>() / kept.len() as f64;
    (0..ALL).map(of).collect()
}

/// In how many of so many draws of 200 test points the interval of each share,
/// and last that of the largest excess, holds the truth.
fn covered(stable: Stable, truth: &Table, draws: u64) -> Vec<f64> {
    let wanted = stable.of(truth).unwrap();
    let mut held = vec![0.0; wanted.len()];
    for draw in 0..draws {
        let points = drawn(truth, &Stream::root(9).nth("draw", draw), 200);
        let all = mean(&points, |_| true);
        let without: Vec<Vec<f64>> = (0..BLOCKS)
            .map(|block| mean(&points, |t| t % BLOCKS != block))
            .collect();
        let found = stable.share(&all, [&without, &[]]).unwrap();
        let each = found.shares.iter().map(|s| s.interval());
        let each = each.chain([found.excess()]);
        for ((held, wanted), i) in held.iter_mut().zip(&wanted).zip(each) {
            if i.low <= *wanted && *wanted <= i.high {
                *held += 1.0 / draws as f64;
            }
        }
    }
    held
}

/// Of a hundred, 95 are meant; about 5 fewer or more are luck. Without regard
/// to luck among excesses that are alike, the last game would have 86.
#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    let mut all = Vec::new();
    for stable in [Stable::LeastCore, Stable::Nucleolus] {
        for (name, truth) in [
            ("convex", convex()),
            ("falling", falling()),
            ("alike", alike()),
            ("plain", plain()),
        ] {
            let held = covered(stable, &truth, 100);
            assert!(held.iter().all(|h| *h > 0.89), "{stable:?} {name} {held:?}");
            all.extend(held);
        }
    }
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    assert!((0.93..0.97).contains(&mean), "{mean}");
}
