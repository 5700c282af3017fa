//! From values to shares of the budget, before any rounding.

use super::chain::Plan;
use super::rule::{Rule, Settings};
use crate::inequality::{Holding, inequality};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a reader should know about a sharing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "kebab-case")]
pub enum Note {
    /// Nobody had a claim by this rule, so its part went to all alike.
    NobodyAbove {
        /// The rule.
        rule: String,
    },
    /// The rule pays those who harm.
    PaysHarm {
        /// The rule.
        rule: String,
    },
    /// Values below zero were left out, so that one unit of value earns less:
    /// the sum of all values, where it is above zero, over the sum of those
    /// above zero.
    Deflated {
        /// That ratio.
        factor: f64,
    },
    /// The shares were already more equal than asked for; nothing was mixed in.
    AlreadyMoreEqual {
        /// The Gini index of the shares.
        gini: f64,
    },
    /// So much was mixed in as equal pay to reach the Gini index asked for.
    MixedEqual {
        /// The part, 0 to 1.
        part: f64,
    },
}

/// Who is paid as one, and with which share.
pub(super) struct Shares {
    /// The unit of each member: a pool, or the member alone.
    pub unit: Vec<usize>,
    /// The share of each unit; they add up to 1.
    pub shares: Vec<f64>,
    /// The weight of each member inside the unit.
    pub inside: Vec<f64>,
    pub notes: Vec<Note>,
}

impl Shares {
    /// The share of each member.
    pub fn of_members(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.shares.len()];
        for (&unit, weight) in self.unit.iter().zip(&self.inside) {
            sums[unit] += weight;
        }
        let of = |(&unit, weight): (&usize, &f64)| self.shares[unit] * weight / sums[unit];
        self.unit.iter().zip(&self.inside).map(of).collect()
    }
}

/// The shares of members with these values; `pools` names the pool of each.
pub(super) fn shares(plan: &Plan, values: &[f64], pools: &[Option<&str>]) -> Shares {
    let pooled = plan
        .inside
        .as_ref()
        .map(|inside| (inside, units(pools, values.len())));
    let of_units: Vec<f64> = match &pooled {
        None => values.to_vec(),
        Some((_, (_, members))) => (members.iter())
            .map(|m| {
                let mut own: Vec<f64> = m.iter().map(|&i| values[i]).collect();
                own.sort_by(f64::total_cmp);
                own.iter().sum()
            })
            .collect(),
    };
    let mut notes = Vec::new();
    let mut shares = vec![0.0; of_units.len()];
    let whole: f64 = plan.parts.iter().map(|p| p.0).sum();
    for (share, rule, settings) in &plan.parts {
        let info = rule.info();
        if info.pays_harm {
            notes.push(Note::PaysHarm {
                rule: info.name.to_owned(),
            });
        }
        let weights = match part(*rule, settings, &of_units) {
            Some(weights) => weights,
            None => {
                notes.push(Note::NobodyAbove {
                    rule: info.name.to_owned(),
                });
                equal(of_units.len())
            }
        };
        for (sum, weight) in shares.iter_mut().zip(weights) {
            *sum += share / whole * weight;
        }
    }
    notes.extend(deflated(plan, &of_units));
    let mixed = match plan.gini {
        None => plan.equal,
        Some(wanted) => mix_for(wanted, &shares, &mut notes),
    };
    let n = shares.len() as f64;
    for share in &mut shares {
        *share = mixed / n + (1.0 - mixed) * *share;
    }
    let mut inside = vec![1.0; values.len()];
    let unit = match pooled {
        None => (0..values.len()).collect(),
        Some(((rule, settings), (unit, members))) => {
            for m in members.iter().filter(|m| m.len() > 1) {
                let own: Vec<f64> = m.iter().map(|&i| values[i]).collect();
                let weights = part(*rule, settings, &own).unwrap_or_else(|| equal(own.len()));
                for (&i, weight) in m.iter().zip(weights) {
                    inside[i] = weight;
                }
            }
            unit
        }
    };
    Shares {
        unit,
        shares,
        inside,
        notes,
    }
}

/// The unit of each member and the members of each unit, in the order in which
/// units first appear; who is in no pool is one alone.
fn units(pools: &[Option<&str>], n: usize) -> (Vec<usize>, Vec<Vec<usize>>) {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    let unit = (0..n)
        .map(|i| {
            let fresh = members.len();
            let unit = match pools.get(i).copied().flatten() {
                Some(pool) => *known.entry(pool).or_insert(fresh),
                None => fresh,
            };
            if unit == fresh {
                members.push(Vec::new());
            }
            members[unit].push(i);
            unit
        })
        .collect();
    (unit, members)
}

fn equal(n: usize) -> Vec<f64> {
    vec![1.0 / n as f64; n]
}

/// The weights of one rule as shares of 1; `None` if nobody has a claim.
fn part(rule: &dyn Rule, settings: &Settings, values: &[f64]) -> Option<Vec<f64>> {
    let weights = rule.weigh(values, settings);
    let most = weights.iter().copied().fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let sum = total(weights.iter().map(|w| w / most));
    Some(weights.into_iter().map(|w| w / most / sum).collect())
}

/// The sum of numbers from 0 to 1, to 64 binary digits each: whole numbers have
/// the same sum in every order, so who stands first in a list does not matter.
fn total(numbers: impl Iterator<Item = f64>) -> f64 {
    const DIGITS: f64 = 18_446_744_073_709_551_616.0;
    let sum: u128 = numbers.map(|x| (x * DIGITS) as u128).sum();
    sum as f64 / DIGITS
}

/// Where a rule leaves out what is below zero.
fn deflated(plan: &Plan, values: &[f64]) -> Option<Note> {
    let clips = plan.parts.iter().any(|p| p.1.info().name == "clip");
    let (sum, above) = values.iter().fold((0.0, 0.0), |(sum, above), v| {
        (sum + v, above + f64::max(*v, 0.0))
    });
    (clips && sum > 0.0 && above > sum && above.is_finite()).then(|| Note::Deflated {
        factor: sum / above,
    })
}

/// How much equal pay brings the Gini index down to `wanted`. Mixing a part
/// `a` of equal pay leaves `1 - a` of the index, since every difference of two
/// shrinks so and the mean stays.
fn mix_for(wanted: f64, shares: &[f64], notes: &mut Vec<Note>) -> f64 {
    let holdings: Vec<Holding> = shares.iter().map(|&s| Holding::of_one(s)).collect();
    let gini = inequality(&holdings).map_or(0.0, |i| i.gini);
    if gini <= wanted {
        notes.push(Note::AlreadyMoreEqual { gini });
        return 0.0;
    }
    let part = 1.0 - wanted / gini;
    notes.push(Note::MixedEqual { part });
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::{Chain, Part, Pool};
    use proptest::prelude::*;

    fn shared(chain: &Chain, values: &[f64], pools: &[Option<&str>]) -> Shares {
        shares(
            &chain.plan("1 EUR".parse().unwrap()).unwrap(),
            values,
            pools,
        )
    }

    fn near(a: &[f64], b: &[f64]) {
        assert!(
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12),
            "{a:?} {b:?}"
        );
    }

    #[test]
    fn mixtures_and_equal_parts_add_up() {
        let mut chain = Chain::of("shift", BTreeMap::new());
        chain.rule.push(Part {
            name: "equal".into(),
            share: 3.0,
            set: BTreeMap::new(),
        });
        let s = shared(&chain, &[-1.0, 0.0, 1.0], &[]);
        near(&s.shares, &[0.25, 0.25 + 1.0 / 12.0, 0.25 + 1.0 / 6.0]);
        let half = Chain {
            equal: Some(0.5),
            ..Chain::of("clip", BTreeMap::new())
        };
        near(
            &shared(&half, &[-1.0, 0.0, 1.0], &[]).shares,
            &[1.0 / 6.0, 1.0 / 6.0, 4.0 / 6.0],
        );
    }

    #[test]
    fn nobody_with_a_claim_means_all_alike_and_says_so() {
        let s = shared(&Chain::of("clip", BTreeMap::new()), &[-1.0, -2.0], &[]);
        near(&s.shares, &[0.5, 0.5]);
        assert_eq!(
            s.notes,
            [Note::NobodyAbove {
                rule: "clip".into()
            },]
        );
        let abs = shared(&Chain::of("abs", BTreeMap::new()), &[-1.0, 2.0], &[]);
        assert_eq!(abs.notes, [Note::PaysHarm { rule: "abs".into() }]);
        let clip = shared(&Chain::of("clip", BTreeMap::new()), &[-1.0, 4.0], &[]);
        assert_eq!(clip.notes, [Note::Deflated { factor: 0.75 }]);
    }

    proptest! {
        #[test]
        fn who_stands_first_does_not_matter(
            (values, other) in proptest::collection::vec(-9.0..9.0_f64, 1..30)
                .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())),
            rule in 0..9_usize,
            pooled: bool,
        ) {
            let chain = Chain {
                equal: Some(0.25),
                pool: pooled.then(|| Pool { by: "home".into(), inside: "rank".into() }),
                ..crate::dividend::standard()[rule].clone()
            };
            // By value, so that the same people share a pool in both orders.
            let found = |values: &[f64]| {
                let pools: Vec<Option<&str>> = (values.iter())
                    .map(|v| ["a", "b", "c"].get((v + 9.0) as usize).copied())
                    .collect();
                let s = shared(&chain, values, &pools);
                let mut all: Vec<u64> = s.shares.iter().map(|x| x.to_bits()).collect();
                all.sort_unstable();
                all
            };
            prop_assert_eq!(found(&values), found(&other));
        }
    }

    #[test]
    fn a_gini_asked_for_is_reached() {
        let chain = |gini| Chain {
            gini: Some(gini),
            ..Chain::of("shift", BTreeMap::new())
        };
        let s = shared(&chain(0.2), &[-1.0, 0.0, 1.0], &[]);
        let holdings: Vec<Holding> = s.shares.iter().map(|&x| Holding::of_one(x)).collect();
        assert!((inequality(&holdings).unwrap().gini - 0.2).abs() < 1e-12);
        assert!(matches!(s.notes[..], [Note::MixedEqual { part }] if (part - 0.55).abs() < 1e-12));
        let s = shared(&chain(0.5), &[-1.0, 0.0, 1.0], &[]);
        assert!(matches!(s.notes[..], [Note::AlreadyMoreEqual { .. }]));
    }

    #[test]
    fn a_pool_is_one_and_shares_inside() {
        let pool = |inside: &str| Chain {
            pool: Some(Pool {
                by: "home".into(),
                inside: inside.into(),
            }),
            ..Chain::of("clip", BTreeMap::new())
        };
        let pools = [Some("x"), None, Some("x"), None];
        let values = [3.0, 1.0, -1.0, 1.0];
        let s = shared(&pool("equal"), &values, &pools);
        near(&s.shares, &[0.5, 0.25, 0.25]);
        near(&s.of_members(), &[0.25, 0.25, 0.25, 0.25]);
        let s = shared(&pool("clip"), &values, &pools);
        near(&s.of_members(), &[0.5, 0.25, 0.0, 0.25]);
        // Without a pool in the chain the column means nothing.
        let s = shared(&Chain::of("clip", BTreeMap::new()), &values, &pools);
        near(&s.of_members(), &[0.6, 0.2, 0.0, 0.2]);
    }
}
