//! Weighted votes: each of the `k` nearest records of a subset votes for its
//! label with a whole weight; the subset is worth 1 where the right label
//! outweighs all others together, and otherwise 0.

mod table;

use super::{Neighbour, Room, Rule, Share, checked_k};
use crate::error::ValueError;
use crate::exact::Semivalue;
use table::{LANES, Nodes, Table};

/// Semivalues of weighted nearest neighbours, in time that grows with the
/// number of records and not with its square.
///
/// A semivalue is a mixture: let each other record in with probability `p`,
/// and draw `p` from the law of the rule. For one `p`, what is expected when a
/// record comes follows from two tables, one of votes cast by nearer records
/// and one of what farther ones make of them. The mixture is a sum over
/// Gauss-Legendre points, close together where `p` is small, since there the
/// `k` nearest reach far. Records that are reached with a probability below
/// 1e-12 are left out. (Derived for Capstan; the game is that of Wang, Mittal
/// and Jia 2024, arXiv:2401.11103, whose algorithm takes quadratic time.)
#[derive(Clone, Debug)]
pub struct Weighted<'a> {
    labels: &'a [u32],
    tests: &'a [u32],
    k: usize,
    levels: i32,
    points: Vec<Nodes>,
    shares: bool,
}

impl<'a> Weighted<'a> {
    /// For records and test points with these labels. A vote weighs from 1 to
    /// `levels`: `levels` for the nearest record, and less in proportion to
    /// the distance for those farther away, rounded.
    ///
    /// # Errors
    /// If `k` is 0, `levels` is not from 1 to 64, or the rule is a beta value
    /// with a shape below 1, whose law has no height at its end.
    pub fn new(
        labels: &'a [u32],
        tests: &'a [u32],
        k: usize,
        levels: usize,
        rule: Semivalue,
    ) -> Result<Self, ValueError> {
        if !(1..=64).contains(&levels) {
            return Err(ValueError::Range {
                name: "levels",
                found: levels.to_string(),
                expected: "a whole number from 1 to 64".to_owned(),
            });
        }
        Ok(Self {
            labels,
            tests,
            k: checked_k(k)?,
            levels: levels as i32,
            points: nodes(rule, labels.len(), k)?,
            shares: matches!(rule, Semivalue::Shapley),
        })
    }

    /// The vote of every record, near to far: its weight, negative where its
    /// label is wrong.
    fn votes(&self, test: usize, near: &[Neighbour]) -> Vec<i32> {
        let nearest = near.first().map_or(0.0, |n| f64::from(n.square()).sqrt());
        let levels = f64::from(self.levels);
        near.iter()
            .map(|n| {
                let far = f64::from(n.square()).sqrt();
                let part = if far > 0.0 { nearest / far } else { 1.0 };
                let weight = (levels * part).round().max(1.0) as i32;
                if self.labels[n.record()] == self.tests[test] {
                    weight
                } else {
                    -weight
                }
            })
            .collect()
    }
}

impl Rule for Weighted<'_> {
    fn spread(
        &self,
        test: usize,
        out: &mut [f32],
        room: &mut Room<'_>,
    ) -> Result<Share, ValueError> {
        let near = room.near(out)?;
        let votes = self.votes(test, near);
        let mut values = vec![0.0; near.len()];
        let mut table = Table::new(self.k, self.levels);
        for node in &self.points {
            // Fewer than k of this many records are there with a probability
            // of a few in 1e12.
            let k = self.k as f64;
            let least = node.p.iter().copied().fold(1.0, f64::min);
            let reach = ((k + 6.0 * k.sqrt() + 20.0) / least).ceil();
            let reached = &votes[..near.len().min(reach as usize)];
            table.add(node, reached, &mut values);
        }
        for (n, value) in near.iter().zip(&values) {
            out[n.record()] = *value as f32;
        }
        let sum: i32 = votes.iter().take(self.k).sum();
        let worth = f64::from(u8::from(sum > 0));
        Ok(Share {
            worth,
            sum: self.shares.then_some(worth),
        })
    }
}

/// Eight points of the Gauss-Legendre rule between 0 and 1, one half; the other
/// is its mirror image.
const GAUSS: [(f64, f64); 4] = [
    (0.408_282_678_752_175_1, 0.181_341_891_689_181),
    (0.237_233_795_041_835_5, 0.156_853_322_938_943_65),
    (0.101_666_761_293_186_64, 0.111_190_517_226_687_24),
    (0.019_855_071_751_231_88, 0.050_614_268_145_188_13),
];

/// The probabilities of the mixture that makes `rule`, for `n` records.
fn nodes(rule: Semivalue, n: usize, k: usize) -> Result<Vec<Nodes>, ValueError> {
    let one = |p: f64| {
        let mut weight = [0.0; LANES];
        weight[0] = 1.0;
        Ok(vec![Nodes {
            p: [p; LANES],
            weight,
        }])
    };
    let (a, b) = match rule {
        Semivalue::Banzhaf => return one(0.5),
        Semivalue::LeaveOneOut => return one(1.0),
        Semivalue::Shapley => (1.0, 1.0),
        Semivalue::Beta { a, b } => (a, b),
    };
    if a < 1.0 || b < 1.0 {
        return Err(ValueError::Range {
            name: "beta",
            found: format!("{a}, {b}"),
            expected: "two shapes from 1 for weighted neighbours".to_owned(),
        });
    }
    // Inclusion is drawn from Beta(b, a).
    let height = |p: f64| {
        let log = (b - 1.0) * p.ln() + (a - 1.0) * (1.0 - p).ln();
        (log - statrs::function::beta::ln_beta(b, a)).exp()
    };
    let mut all = Vec::new();
    // Intervals shrink until hardly k of all records come.
    let floor = (k as f64 / n as f64).min(0.5);
    let mut high = 1.0;
    while high > 0.0 {
        let low = if high > floor { high / 2.5 } else { 0.0 };
        let points = GAUSS.iter().flat_map(|&(x, w)| [(x, w), (1.0 - x, w)]);
        let mut nodes = Nodes {
            p: [0.0; LANES],
            weight: [0.0; LANES],
        };
        for (lane, (x, w)) in points.enumerate() {
            nodes.p[lane] = low + (high - low) * x;
            nodes.weight[lane] = (high - low) * w * height(nodes.p[lane]);
        }
        all.push(nodes);
        high = low;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knn::testing::{alike, near, spread};
    use crate::oracle::{self, Q};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_are_those_of_counting_out(
            right in prop::collection::vec(0u32..2, 1..8), k in 1usize..6, levels in 1usize..6,
        ) {
            let n = right.len();
            let rules = [
                Semivalue::Shapley,
                Semivalue::Banzhaf,
                Semivalue::LeaveOneOut,
                Semivalue::Beta { a: 4.0, b: 1.0 },
                Semivalue::Beta { a: 2.0, b: 3.0 },
            ];
            for rule in rules {
                let weighted = Weighted::new(&right, &[1], k, levels, rule).unwrap();
                let votes = weighted.votes(0, Room::default().near(&near(n)).unwrap());
                let v = |mask: usize| {
                    let there = (0..n).filter(|i| mask >> i & 1 == 1).take(k);
                    Q::from(i128::from(there.map(|i| votes[i]).sum::<i32>() > 0))
                };
                let exact = match rule {
                    Semivalue::Shapley => oracle::shapley(n, v),
                    Semivalue::Banzhaf => oracle::banzhaf(n, v),
                    Semivalue::LeaveOneOut => oracle::leave_one_out(n, v),
                    Semivalue::Beta { a, b } => oracle::beta(n, a as usize, b as usize, v),
                };
                alike(&spread(&weighted, n).0, &exact)?;
            }
        }
    }

    #[test]
    fn the_mixture_is_close_enough_for_long_lists() {
        // The values of one test point sum to what is shared out only if the
        // points of the mixture are close enough together.
        let n = 3000;
        let labels: Vec<u32> = (0..n as u32).map(|i| i * 7 % 3 % 2).collect();
        let rule = Weighted::new(&labels, &[1], 5, 8, Semivalue::Shapley).unwrap();
        let (out, share) = spread(&rule, n);
        let sum: f64 = out.iter().map(|&x| f64::from(x)).sum();
        assert!((sum - share.worth).abs() < 1e-6, "{sum} {}", share.worth);
    }

    #[test]
    fn the_weights_of_the_mixture_sum_to_one() {
        for rule in [
            Semivalue::Shapley,
            Semivalue::Beta { a: 16.0, b: 1.0 },
            Semivalue::Beta { a: 1.0, b: 4.0 },
        ] {
            let sum: f64 = nodes(rule, 10_000, 5)
                .unwrap()
                .iter()
                .flat_map(|n| n.weight)
                .sum();
            assert!((sum - 1.0).abs() < 1e-8, "{sum}");
        }
    }

    #[test]
    fn shapes_without_a_height_are_refused() {
        let beta = Semivalue::Beta { a: 0.5, b: 1.0 };
        assert!(Weighted::new(&[1], &[1], 1, 8, beta).is_err());
        assert!(Weighted::new(&[1], &[1], 1, 0, Semivalue::Shapley).is_err());
    }
}
