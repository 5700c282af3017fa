//! How unequal a chain's payments are, with what the values' own uncertainty
//! does to that.

use super::DividendError;
use super::chain::{Base, Plan};
use super::pay;
use super::roll::Member;
use super::share::{Shares, shares};
use crate::inequality::{Holding, Inequality, inequality};
use capstan_data::Money;
use capstan_stats::interval::{quantile, t95};
use capstan_stats::{Stream, key_of};
use rand_distr::{Distribution, StandardNormal};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// How many times the values are drawn again.
pub(super) const DRAWS: u64 = 200;

/// An index of inequality by name.
pub type Read = fn(&Inequality) -> Option<f64>;

/// The indices that are told, each with its name.
pub const INDICES: [(&str, Read); 10] = [
    ("gini", |i| Some(i.gini)),
    ("gini-unbiased", |i| i.gini_unbiased),
    ("theil", |i| Some(i.theil)),
    ("mean-log-deviation", |i| i.mean_log_deviation),
    ("atkinson-half", |i| Some(i.atkinson_half)),
    ("atkinson-one", |i| Some(i.atkinson_one)),
    ("top-tenth", |i| Some(i.top_tenth)),
    ("top-hundredth", |i| Some(i.top_hundredth)),
    ("palma", |i| i.palma),
    ("hoover", |i| Some(i.hoover)),
];

/// An index of inequality with the interval that the values' own intervals
/// leave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// Its name in [`INDICES`].
    pub name: String,
    /// Of the payments as they are; `None` where it is infinite.
    pub value: Option<f64>,
    /// The lower limit of the 95 % interval.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
}

/// What is given by a plan before a lottery, in shares of 1 or in coins.
pub(super) struct Given {
    /// To each who is paid as one.
    pub units: Vec<f64>,
    /// To each member.
    pub members: Vec<f64>,
}

/// What the plan gives if these are the values.
pub(super) fn given(
    plan: &Plan,
    members: &[Member],
    values: &[f64],
    budget: Money,
    seed: u64,
) -> Result<Given, DividendError> {
    let pools: Vec<Option<&str>> = members.iter().map(|m| m.pool.as_deref()).collect();
    let shared: Shares = shares(plan, values, &pools);
    if plan.floor == 0 && plan.cap.is_none() {
        return Ok(Given {
            members: shared.of_members(),
            units: shared.shares,
        });
    }
    let ids: Vec<&str> = members.iter().map(|m| m.id.as_str()).collect();
    let mut owed = vec![0; ids.len()];
    let coins = pay::coins(
        plan,
        &shared,
        budget.minor as u64,
        budget.currency,
        &ids,
        seed,
        &mut owed,
    )?;
    let mut units = vec![0.0; shared.shares.len()];
    for (&unit, &coins) in shared.unit.iter().zip(&coins.members) {
        units[unit] += coins as f64;
    }
    Ok(Given {
        units,
        members: coins.members.into_iter().map(|c| c as f64).collect(),
    })
}

/// How far each value is off in a draw: from a normal distribution around it,
/// with the spread that its interval has to each side.
pub(super) fn drawn(members: &[Member], seed: u64, draw: u64) -> Vec<f64> {
    let stream = Stream::root(seed).child("dividend values");
    let stream = stream.nth("draw", draw);
    (members.iter())
        .map(|m| {
            let z: f64 = StandardNormal.sample(&mut stream.at(key_of(&m.id)));
            let reach = if z < 0.0 {
                m.value - m.low
            } else {
                m.high - m.value
            };
            z * reach / t95(f64::INFINITY)
        })
        .collect()
}

/// The value that the plan pays by.
pub(super) fn base(plan: &Plan, member: &Member) -> f64 {
    match plan.base {
        Base::Value => member.value,
        Base::Low => member.low,
    }
}

/// The indices of what each plan pays. For their intervals every value is
/// drawn again from a normal distribution around it, with the spread that its
/// interval has to each side, and all plans share the same draws; who is paid
/// as one counts as one.
pub(super) fn gauge(
    plans: &[Plan],
    members: &[Member],
    budget: Money,
    seed: u64,
) -> Result<Vec<Vec<Index>>, DividendError> {
    let told = |plan: &Plan, values: &[f64]| -> Result<Option<Inequality>, DividendError> {
        let given = given(plan, members, values, budget, seed)?;
        let holdings: Vec<Holding> = given.units.into_iter().map(Holding::of_one).collect();
        Ok(inequality(&holdings))
    };
    let values = |plan: &Plan, off: &dyn Fn(usize) -> f64| -> Vec<f64> {
        (members.iter().enumerate())
            .map(|(at, m)| base(plan, m) + off(at))
            .collect()
    };
    let now: Vec<Option<Inequality>> = (plans.iter())
        .map(|plan| told(plan, &values(plan, &|_| 0.0)))
        .collect::<Result<_, _>>()?;
    let certain = members.iter().all(|m| m.low == m.high);
    let draws = if certain { 0 } else { DRAWS };
    // A draw in which the bounds cannot be kept has no payments to gauge.
    let drawn: Vec<Vec<Option<Inequality>>> = (0..draws)
        .into_par_iter()
        .map(|draw| {
            let off = drawn(members, seed, draw);
            (plans.iter())
                .map(|plan| told(plan, &values(plan, &|at| off[at])).ok().flatten())
                .collect()
        })
        .collect();
    let of_plan = |at: usize| -> Vec<Index> {
        let drawn: Vec<&Inequality> = drawn.iter().filter_map(|d| d[at].as_ref()).collect();
        INDICES
            .iter()
            .map(|(name, read)| index(name, now[at].as_ref().and_then(read), read, &drawn))
            .collect()
    };
    Ok((0..plans.len()).map(of_plan).collect())
}

/// An index with the limits that its draws leave it.
fn index(name: &str, value: Option<f64>, read: &Read, drawn: &[&Inequality]) -> Index {
    let mut all: Vec<f64> = drawn.iter().filter_map(|i| read(i)).collect();
    all.sort_by(f64::total_cmp);
    let limit = |q| match all.len() {
        0 => f64::NAN,
        _ => quantile(&all, q),
    };
    Index {
        name: name.to_owned(),
        value,
        // An index at the end of what it can be is still inside.
        low: value.map(|v| v.min(limit(0.025))),
        high: value.map(|v| v.max(limit(0.975))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dividend::Chain;
    use std::collections::BTreeMap;

    fn talk() -> Vec<Member> {
        [("a", -1.0), ("b", 0.0), ("c", 1.0)]
            .map(|(id, v)| Member::new(id, v))
            .to_vec()
    }

    fn indices(chain: &Chain, members: &[Member]) -> BTreeMap<String, Index> {
        let budget = "1000.00 EUR".parse().unwrap();
        let plan = chain.plan(budget).unwrap();
        let indices = gauge(&[plan], members, budget, 1).unwrap().remove(0);
        indices.into_iter().map(|i| (i.name.clone(), i)).collect()
    }

    /// Every row of the published table of transforms on (-1, 0, 1).
    #[test]
    fn the_example_of_the_talk_to_three_digits() {
        type Row<'a> = (&'a str, &'a [(&'a str, f64)], f64, [f64; 4]);
        let rows: [Row; 15] = [
            ("shift", &[], 0.0, [0.444, 0.462, 0.352, 1.0]),
            ("clip", &[], 0.0, [0.667, 1.099, 0.667, 1.0]),
            ("abs", &[], 0.0, [0.333, 0.405, 0.333, 1.0]),
            ("positive", &[], 0.0, [0.667, 1.099, 0.667, 1.0]),
            (
                "positive",
                &[("zero", 1.0)],
                0.0,
                [0.333, 0.405, 0.333, 1.0],
            ),
            ("rank", &[], 0.0, [0.222, 0.087, 0.045, 0.091]),
            ("bins", &[], 0.0, [0.444, 0.462, 0.352, 1.0]),
            ("softmax", &[], 0.0, [0.383, 0.266, 0.136, 0.266]),
            (
                "softmax",
                &[("t", 0.5)],
                0.0,
                [0.567, f64::NAN, f64::NAN, f64::NAN],
            ),
            ("equal", &[], 0.0, [0.0, 0.0, 0.0, 0.0]),
            ("shift", &[], 0.5, [0.222, 0.087, 0.045, 0.091]),
            ("clip", &[], 0.5, [0.333, 0.231, 0.111, 0.206]),
            ("power", &[], 0.0, [0.391, 0.420, 0.338, 1.0]),
            ("power", &[("g", 1.0)], 0.0, [0.444, 0.462, 0.352, 1.0]),
            ("equal", &[], 1.0, [0.0, 0.0, 0.0, 0.0]),
        ];
        for (rule, set, equal, expected) in rows {
            let set = set.iter().map(|&(n, v)| (n.to_owned(), v)).collect();
            let chain = Chain {
                equal: (equal > 0.0).then_some(equal),
                ..Chain::of(rule, set)
            };
            let found = indices(&chain, &talk());
            for (name, wanted) in ["gini", "theil", "atkinson-half", "atkinson-one"]
                .iter()
                .zip(expected)
            {
                let found = found[*name].value.unwrap();
                // Not every figure was published.
                assert!(
                    wanted.is_nan() || (found - wanted).abs() < 0.000_5 + 1e-9,
                    "{rule} {name}: {found}"
                );
            }
        }
    }

    #[test]
    fn certain_values_leave_certain_indices() {
        let found = indices(&Chain::of("shift", BTreeMap::new()), &talk());
        assert_eq!(found["gini"].low, found["gini"].high);
        // Somebody has nothing, so the mean log deviation is infinite.
        let infinite = &found["mean-log-deviation"];
        assert_eq!(
            (infinite.value, infinite.low, infinite.high),
            (None, None, None)
        );
    }

    #[test]
    fn intervals_are_carried_from_the_values() {
        let mut members = talk();
        for m in &mut members {
            (m.low, m.high) = (m.value - 0.5, m.value + 0.5);
        }
        let found = indices(&Chain::of("softmax", BTreeMap::new()), &members);
        let gini = &found["gini"];
        let (low, value, high) = (gini.low.unwrap(), gini.value.unwrap(), gini.high.unwrap());
        assert!(low < value && value < high && high - low > 0.1, "{gini:?}");
        // Ranks change only where neighbours cross, and the index never.
        let ranks = indices(&Chain::of("rank", BTreeMap::new()), &members);
        assert!((ranks["gini"].low.unwrap() - ranks["gini"].high.unwrap()).abs() < 1e-12);
    }

    #[test]
    fn beside_others_a_plan_is_gauged_as_alone() {
        let mut members = talk();
        for m in &mut members {
            (m.low, m.high) = (m.value - 0.5, m.value + 0.25);
        }
        let budget = "1000.00 EUR".parse().unwrap();
        let low = Chain {
            base: Base::Low,
            ..Chain::of("clip", BTreeMap::new())
        };
        let chains = [Chain::of("shift", BTreeMap::new()), low];
        let plans = chains.map(|c| c.plan(budget).unwrap());
        let together = gauge(&plans, &members, budget, 1).unwrap();
        for (plan, found) in plans.into_iter().zip(together) {
            assert_eq!(gauge(&[plan], &members, budget, 1).unwrap(), [found]);
        }
    }

    #[test]
    fn floors_count() {
        let chain = Chain {
            floor: Some("300.00".into()),
            ..Chain::of("clip", BTreeMap::new())
        };
        // 300, 300, 400.
        let gini = indices(&chain, &talk())["gini"].value.unwrap();
        assert!((gini - 200.0 / 3000.0).abs() < 1e-9, "{gini}");
    }
}
