//! Who matches a group expression.

use super::columns::{Found, compare, describe, find, name_of};
use super::error::GroupError;
use super::explicit::is_of_items;
use super::expr::{Expr, Measure};
use super::ids;
use crate::{Column, Dataset};
use capstan_stats::interval::quantile;
use std::path::Path;

/// Whether each person matches `expr`, in which nothing is implied.
pub(super) fn matches(expr: &Expr, data: &Dataset) -> Result<Vec<bool>, GroupError> {
    people(expr, data, None)
}

/// How many ratings each person has among those looked at, and their sum.
struct Sums {
    count: Vec<f64>,
    sum: Vec<f64>,
}

impl Sums {
    fn of(data: &Dataset, items: Option<&[bool]>) -> Self {
        let ratings = &data.ratings;
        let n = ratings.n_users();
        let (mut count, mut sum) = (vec![0.0; n], vec![0.0; n]);
        for user in 0..n {
            let row = ratings.user(user as u32);
            for (&item, &value) in row.items.iter().zip(row.values) {
                if items.is_none_or(|items| items[item as usize]) {
                    count[user] += 1.0;
                    sum[user] += f64::from(value);
                }
            }
        }
        Self { count, sum }
    }

    /// The person's figure; `NaN` for the mean of nothing.
    fn get(&self, user: usize, measure: Measure) -> f64 {
        match measure {
            Measure::Count => self.count[user],
            Measure::Mean => self.sum[user] / self.count[user],
        }
    }
}

/// Whether each person matches `expr` when only ratings of `items` are looked
/// at.
fn people(expr: &Expr, data: &Dataset, items: Option<&[bool]>) -> Result<Vec<bool>, GroupError> {
    let n = data.ratings.n_users();
    Ok(match expr {
        Expr::Everyone => vec![true; n],
        Expr::Ids(path) => ids::read(Path::new(path), data.ratings.users())?,
        Expr::Not(inner) => people(inner, data, items)?.iter().map(|m| !m).collect(),
        Expr::Any(terms) => {
            let mut out = vec![false; n];
            for term in terms {
                let some = people(term, data, items)?;
                out.iter_mut().zip(some).for_each(|(o, m)| *o |= m);
            }
            out
        }
        Expr::All(terms) => {
            let mut looked_at = items.map(<[bool]>::to_vec);
            let mut others = Vec::new();
            for term in terms {
                if is_of_items(term, data)? {
                    let these = of_items(term, data)?;
                    match &mut looked_at {
                        Some(all) => all.iter_mut().zip(these).for_each(|(a, m)| *a &= m),
                        none => *none = Some(these),
                    }
                } else {
                    others.push(term);
                }
            }
            let mut out = vec![true; n];
            for term in others {
                let some = people(term, data, looked_at.as_deref())?;
                out.iter_mut().zip(some).for_each(|(o, m)| *o &= m);
            }
            out
        }
        Expr::Extreme { top, percent, by } => {
            let sums = Sums::of(data, items);
            let figures: Vec<f64> = (0..n)
                .map(|user| match sums.count[user] {
                    0.0 => f64::NAN,
                    _ => sums.get(user, *by),
                })
                .collect();
            let mut ranked: Vec<f64> = figures.iter().copied().filter(|x| !x.is_nan()).collect();
            ranked.sort_by(f64::total_cmp);
            let share = percent / 100.0;
            if *top {
                let limit = quantile(&ranked, 1.0 - share);
                figures.iter().map(|x| *x >= limit).collect()
            } else {
                let limit = quantile(&ranked, share);
                figures.iter().map(|x| *x <= limit).collect()
            }
        }
        Expr::Compare(comparison) => match find(comparison, data)? {
            Found::OfUsers(column) => compare(comparison, column),
            Found::Measure(measure) => {
                let sums = Sums::of(data, items);
                let figures = (0..n).map(|user| sums.get(user, measure)).collect();
                compare(comparison, &Column::Number(figures))
            }
            // Alone, without a chain that counts: at least one such rating.
            Found::OfItems(column) => {
                let these = compare(comparison, column);
                let sums = Sums::of(data, Some(&these));
                sums.count.iter().map(|c| *c > 0.0).collect()
            }
        },
    })
}

/// For an error: what is in each column that `expr` uses.
pub(super) fn known(expr: &Expr, data: &Dataset) -> String {
    let mut names = Vec::new();
    expr.visit(&mut |part| {
        if let Expr::Compare(comparison) = part {
            let name = name_of(comparison);
            if !names.iter().any(|(n, _)| *n == name) {
                let what = match find(comparison, data) {
                    Ok(Found::OfUsers(column) | Found::OfItems(column)) => describe(column),
                    Ok(Found::Measure(measure)) => {
                        let sums = Sums::of(data, None);
                        let of = (0..data.ratings.n_users())
                            .map(|user| sums.get(user, measure))
                            .collect();
                        format!("{} over all ratings", describe(&Column::Number(of)))
                    }
                    Err(_) => return,
                };
                names.push((name, what));
            }
        }
    });
    names
        .iter()
        .map(|(name, what)| format!("; {name} is {what}"))
        .collect()
}

/// Whether each item matches a condition on items.
fn of_items(expr: &Expr, data: &Dataset) -> Result<Vec<bool>, GroupError> {
    let (terms, start) = match expr {
        Expr::All(terms) => (terms, true),
        Expr::Any(terms) => (terms, false),
        Expr::Compare(comparison) => {
            return Ok(match find(comparison, data)? {
                Found::OfItems(column) => compare(comparison, column),
                Found::OfUsers(_) | Found::Measure(_) => vec![true; data.ratings.n_items()],
            });
        }
        _ => return Ok(vec![true; data.ratings.n_items()]),
    };
    let mut out = vec![start; data.ratings.n_items()];
    for term in terms {
        for (o, m) in out.iter_mut().zip(of_items(term, data)?) {
            *o = if start { *o && m } else { *o || m };
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::Group;
    use super::super::explicit::explicit;
    use super::super::four::four;
    use super::*;
    use crate::world::{WorldSpec, grow};
    use proptest::prelude::*;

    fn who(text: &str) -> String {
        let data = four();
        let group = Group::parse(text).expect("a group");
        let members = group.members(&data).expect("members");
        let names: Vec<&str> = members
            .iter()
            .map(|&u| data.ratings.users().name(u))
            .collect();
        names.join(" ")
    }

    #[test]
    fn hand_made_groups() {
        for (text, expected) in [
            ("random", "ann ben cy dee"),
            ("age<25", "ann"),
            ("AGE!=20", "ben dee"),
            ("not age=20", "ben cy dee"),
            ("gender=f", "ann cy"),
            ("gender!=F", "ben"),
            ("job=\"College Student\"", "ann"),
            ("gender=F and job=clerk", "cy"),
            ("gender=F or age>=40", "ann cy dee"),
            ("count=12", "ann"),
            ("ratings<=10", "cy dee"),
            ("mean>=4", "ben cy"),
            ("mean<4", "ann"),
            ("not mean<4", "ben cy dee"),
            ("genre=horror", "ann ben"),
            ("genre=Horror and mean>=4", "ann"),
            ("genre=Horror and mean>=4 and count>0", "ann cy"),
            ("genre=Horror and count<=10", "cy dee"),
            ("genre!=Horror", "ben"),
            ("not genre=Horror", "cy dee"),
            ("genre=Horror and year<1983 and count=3", "ann ben cy"),
            ("(genre=Drama or genre=Comedy) and mean>=4", "ben"),
            ("(genre=Drama or genre=Comedy) and count=7", "ann"),
            ("genre=Drama or genre=Comedy", "ben"),
            ("genre=Horror and (mean>=4 or age=30)", "ann ben"),
            ("genre=Horror and not mean>=4", "ben"),
            ("(genre=Horror and mean>=4) and mean>3", "ann"),
            ("genre=Drama and mean=5 or age=20", "ann ben"),
            ("top 50% by ratings", "ann ben"),
            ("bottom 1% by ratings", "cy"),
            ("top 1% by mean", "cy"),
            ("genre=Drama and count>0 and bottom 1% by ratings", "ann"),
        ] {
            assert_eq!(who(text), expected, "{text}");
        }
    }

    #[test]
    fn ties_at_the_limit_are_all_in() {
        // Percentiles of 1, 2, ..., n: the 90th of 100 numbers lies at 90.1.
        let spec = WorldSpec::small();
        let data = grow(&spec, 2, 0).data;
        let counts: Vec<usize> = (0..150).map(|u| data.ratings.range(u).len()).collect();
        for (text, percent) in [("top 10% by ratings", 10), ("top 33% by ratings", 33)] {
            let members = Group::parse(text)
                .and_then(|g| g.members(&data))
                .expect("members");
            let least = members.iter().map(|&u| counts[u as usize]).min();
            let least = least.expect("members");
            let at_least = counts.iter().filter(|&&c| c >= least).count();
            let more = counts.iter().filter(|&&c| c > least).count();
            assert_eq!(members.len(), at_least);
            assert!(members.len() * 100 >= percent * 149 && more * 100 <= percent * 150);
        }
    }

    /// Conditions on people, not on items.
    fn condition() -> impl Strategy<Value = String> {
        prop_oneof![
            (18..70).prop_map(|x| format!("age<{x}")),
            (18..70).prop_map(|x| format!("age>={x}")),
            proptest::sample::select(vec!["gender=F", "gender!=M", "region=north"])
                .prop_map(str::to_owned),
            (20..70).prop_map(|x| format!("count>{x}")),
            (2..5).prop_map(|x| format!("mean<{x}")),
            (1..99).prop_map(|x| format!("top {x}% by mean")),
            (1..99).prop_map(|x| format!("bottom {x}% by ratings")),
        ]
    }

    fn all_matches(text: &str, data: &Dataset) -> Vec<bool> {
        let group = Group::parse(text).expect("a group");
        let expr = explicit(&group.expr, data).expect("columns");
        matches(&expr, data).expect("matches")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn and_or_not_are_those_of_sets(a in condition(), b in condition()) {
            let data = grow(&WorldSpec::small(), 1, 0).data;
            let (in_a, in_b) = (all_matches(&a, &data), all_matches(&b, &data));
            let both = all_matches(&format!("{a} and {b}"), &data);
            let either = all_matches(&format!("{a} or {b}"), &data);
            let others = all_matches(&format!("not {a}"), &data);
            for u in 0..in_a.len() {
                prop_assert_eq!(both[u], in_a[u] && in_b[u]);
                prop_assert_eq!(either[u], in_a[u] || in_b[u]);
                prop_assert_eq!(others[u], !in_a[u]);
            }
        }

        #[test]
        fn fans_are_found_by_counting(
            seed in 0u64..1000,
            genre in proptest::sample::select(vec!["Drama", "Comedy", "Action", "Horror"]),
            mean in 2.0..4.5f64,
        ) {
            let data = grow(&WorldSpec::small(), seed, 0).data;
            let found = all_matches(&format!("genre={genre} and mean>={mean}"), &data);
            let Some(Column::Labels(genres)) = data.items.get("genre") else {
                panic!("items have genres");
            };
            for (user, found) in found.into_iter().enumerate() {
                let row = data.ratings.user(user as u32);
                let values: Vec<f64> = row
                    .items
                    .iter()
                    .zip(row.values)
                    .filter(|(i, _)| genres[**i as usize].iter().any(|g| **g == *genre))
                    .map(|(_, v)| f64::from(*v))
                    .collect();
                let own = values.iter().sum::<f64>() / values.len() as f64;
                prop_assert_eq!(found, values.len() > 10 && own >= mean);
            }
        }
    }
}
