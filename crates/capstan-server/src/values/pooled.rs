//! What may be shown of those who are paid as one. A group that is large enough
//! stands by itself. A household never does: it is told with enough others.

use crate::values::spread::{Bin, MOST_PEOPLE, Standing, mean, steps};
use capstan_stats::Interval;
use capstan_stats::disclosure::Limits;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// People in steps where some are paid as one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pooled {
    /// The steps, those whose people add least first.
    pub bins: Vec<Bin>,
    /// In how many households or groups the people of each step are; 0 where
    /// each is alone.
    #[schema(example = json!([0, 1]))]
    pub pools: Vec<u64>,
}

/// Some who are told together, by their places.
struct Step {
    people: Vec<usize>,
    pools: u64,
}

/// The steps of people with these values, of whom `pools` says who are paid as
/// one, and the parts that stand behind them, by places: each large group, all
/// others who are paid as one, and all who are alone. Nothing if nobody is paid
/// as one, or if a part is too small to be told. `people` is the published size
/// of all.
///
/// Of households and small groups a step takes as many as it takes people
/// elsewhere, so that none of them decides its mean. Whoever is paid as one with
/// nobody else is alone.
pub fn pooled(
    values: &[Interval],
    pools: &[Option<&str>],
    people: u64,
    limits: &Limits,
) -> Option<(Pooled, Vec<Vec<usize>>)> {
    let mut together: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (at, pool) in pools.iter().enumerate() {
        match pool {
            Some(pool) => together.entry(pool).or_default().push(at),
            None => alone.push(vec![at]),
        }
    }
    let (mut large, mut small) = (Vec::new(), Vec::new());
    for pool in together.into_values() {
        let amounts: Vec<f64> = pool.iter().map(|&at| values[at].value).collect();
        match pool.len() {
            1 => alone.push(pool),
            _ if limits.why_not(&amounts).is_none() => large.push(pool),
            _ => small.push(pool),
        }
    }
    // One that stands for several would weigh otherwise beside a whole group.
    let mixed = !(large.is_empty() || small.is_empty() && alone.is_empty());
    if (large.is_empty() && small.is_empty()) || (mixed && people > MOST_PEOPLE) {
        return None;
    }
    let mut parts = large.clone();
    parts.extend([small.concat(), alone.concat()]);
    parts.retain(|part| !part.is_empty());
    let of = |people: &[usize]| mean(&people.iter().map(|&at| values[at]).collect::<Vec<_>>());
    let mut all: Vec<Step> = (told(alone, values, limits)?.into_iter())
        .map(|step| Step { pools: 0, ..step })
        .chain(told(small, values, limits)?)
        .chain(large.into_iter().map(|people| Step { people, pools: 1 }))
        .collect();
    all.sort_by(|a, b| of(&a.people).value.total_cmp(&of(&b.people).value));
    let stand = Standing::new(people, values.len());
    let mut passed = 0;
    let mut found = Pooled::default();
    for Step { people, pools } in all {
        let from = passed;
        passed += people.len();
        let bin = Bin {
            people: stand.between(from, passed),
            ..of(&people)
        };
        if bin.people == 0 {
            return None;
        }
        let part = pools * bin.people / people.len() as u64;
        found.pools.push(part.max(pools.min(1)));
        found.bins.push(bin);
    }
    Some((found, parts))
}

/// Those who are paid as one in steps of about the same mean; nothing if they
/// are too few.
fn told(mut pools: Vec<Vec<usize>>, values: &[Interval], limits: &Limits) -> Option<Vec<Step>> {
    if pools.is_empty() {
        return Some(Vec::new());
    }
    let sum = |pool: &Vec<usize>| pool.iter().map(|&at| values[at].value).sum::<f64>();
    let mean = |pool: &Vec<usize>| sum(pool) / pool.len() as f64;
    pools.sort_by(|a, b| mean(a).total_cmp(&mean(b)));
    let sums: Vec<f64> = pools.iter().map(sum).collect();
    let steps = steps(&sums, limits);
    let mut pools = pools.into_iter();
    let steps = steps.into_iter().map(|many| Step {
        people: pools.by_ref().take(many).flatten().collect(),
        pools: many as u64,
    });
    Some(steps.collect()).filter(|steps: &Vec<Step>| !steps.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn limits() -> Limits {
        Limits {
            people: 6,
            ..Limits::default()
        }
    }

    fn of(values: &[f64], pools: &[Option<&str>], people: u64) -> Option<Pooled> {
        let values: Vec<Interval> = values.iter().map(|&v| Interval::around(v, 0.5)).collect();
        let (found, parts) = pooled(&values, pools, people, &limits())?;
        let mut all = parts.concat();
        all.sort_unstable();
        assert_eq!(
            all,
            (0..values.len()).collect::<Vec<_>>(),
            "each in one part"
        );
        assert!(parts.iter().all(|part| part.len() >= 6));
        Some(found)
    }

    #[test]
    fn a_large_group_stands_by_itself_beside_those_alone() {
        let values: Vec<f64> = [[1.0; 8], [3.0; 8]].concat();
        let mut pools = vec![Some("north"); 8];
        pools.extend([None; 8]);
        let found = of(&values, &pools, 10).unwrap();
        let told: Vec<(u64, f64)> = found.bins.iter().map(|b| (b.people, b.value)).collect();
        assert_eq!(told, [(5, 1.0), (5, 3.0)]);
        assert_eq!(found.pools, [1, 0]);
        assert_eq!((found.bins[0].low, found.bins[0].high), (0.5, 1.5));
        // A few alone, or a few in a second group, could be told by the rest.
        assert_eq!(of(&values[..13], &pools[..13], 10), None);
        pools[8..].fill(Some("south"));
        assert_eq!(of(&values, &pools, 10).unwrap().pools, [1, 1]);
        assert_eq!(of(&values[..13], &pools[..13], 10), None);
        assert_eq!(of(&values, &[None; 16], 10), None, "nobody is paid as one");
        // One person decides the mean of a group.
        let mut values = values;
        values[0] = 100.0;
        assert_eq!(of(&values, &pools, 10), None);
    }

    #[test]
    fn households_are_told_only_with_enough_others() {
        let names: Vec<String> = (0..6).map(|n| format!("h{n}")).collect();
        let pools: Vec<Option<&str>> = (0..20)
            .map(|n| (n < 12).then(|| names[n / 2].as_str()))
            .collect();
        let values: Vec<f64> = (0..20).map(|n| if n < 12 { 2.0 } else { 1.0 }).collect();
        let found = of(&values, &pools, 20).unwrap();
        assert_eq!(found.pools, [0, 6]);
        assert_eq!((found.bins[0].people, found.bins[1].people), (8, 12));
        let mut fewer = pools.clone();
        fewer[..2].fill(None);
        assert_eq!(of(&values, &fewer, 20), None, "five are too few");
        fewer[..2].copy_from_slice(&[Some("x"), Some("y")]);
        assert_eq!(
            of(&values, &fewer, 20),
            None,
            "who is alone in one is alone"
        );
    }

    #[test]
    fn of_many_a_few_stand_for_all() {
        let names: Vec<String> = (0..500).map(|n| format!("h{n}")).collect();
        let pools: Vec<Option<&str>> = (0..1000).map(|n| Some(names[n / 2].as_str())).collect();
        let found = of(&vec![1.0; 1000], &pools, 1000).unwrap();
        let people: u64 = found.bins.iter().map(|b| b.people).sum();
        assert_eq!((people, found.pools.iter().sum::<u64>()), (500, 240));
        let mut mixed = pools.clone();
        mixed[..20].fill(Some("large"));
        assert_eq!(of(&vec![1.0; 1000], &mixed, 1000), None);
        assert!(of(&vec![1.0; 1000], &mixed, 500).is_some());
    }

    proptest! {
        #[test]
        fn steps_hold_everyone_once_and_enough(
            people in proptest::collection::vec((-5.0..20.0_f64, 0_usize..30), 0..200),
        ) {
            let names: Vec<String> = (0..30).map(|n| n.to_string()).collect();
            let values: Vec<f64> = people.iter().map(|(v, _)| *v).collect();
            let pools: Vec<Option<&str>> =
                people.iter().map(|(_, n)| (*n > 9).then(|| names[*n].as_str())).collect();
            let Some(found) = of(&values, &pools, values.len() as u64) else { return Ok(()) };
            let stand: u64 = found.bins.iter().map(|b| b.people).sum();
            prop_assert_eq!(stand, values.len() as u64);
            for (bin, pools) in found.bins.iter().zip(&found.pools) {
                prop_assert!(bin.people >= 6);
                prop_assert!(*pools <= 1 || (*pools >= 6 && 2 * pools <= bin.people));
            }
            prop_assert!(found.bins.windows(2).all(|w| w[0].value <= w[1].value));
        }
    }
}
