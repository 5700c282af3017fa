//! Who matches a group expression.

use super::error::GroupError;
use super::expr::{Comparison, Expr, Measure, Name};
use super::ids;
use crate::{Column, Dataset};
use capstan_stats::interval::quantile;
use std::collections::BTreeSet;
use std::path::Path;

/// The published number of ratings that a fan has more than.
const FAN: &str = "10";

/// A comparison whose column has been found.
enum Found<'a> {
    Measure(Measure),
    OfUsers(&'a Column),
    OfItems(&'a Column),
}

fn find<'a>(comparison: &Comparison, data: &'a Dataset) -> Result<Found<'a>, GroupError> {
    let (found, column) = match &comparison.name {
        Name::Measure(measure) => (Found::Measure(*measure), None),
        Name::Column(name) => match (data.users.get(name), data.items.get(name)) {
            (Some(column), _) => (Found::OfUsers(column), Some(column)),
            (None, Some(column)) => (Found::OfItems(column), Some(column)),
            (None, None) => {
                let list = |columns: Vec<&str>| match columns.as_slice() {
                    [] => "no columns".to_owned(),
                    names => names.join(", "),
                };
                return Err(GroupError::UnknownColumn {
                    name: name.clone(),
                    users: list(data.users.columns.keys().map(String::as_str).collect()),
                    items: list(data.items.columns.keys().map(String::as_str).collect()),
                });
            }
        },
    };
    let text = matches!(column, Some(Column::Labels(_)));
    if text && comparison.op.is_order() {
        return Err(GroupError::TextOrder {
            comparison: comparison.to_string(),
            column: name_of(comparison),
            known: column.map(describe).unwrap_or_default(),
        });
    }
    if !text && number(&comparison.value).is_none() {
        return Err(GroupError::NotANumber {
            comparison: comparison.to_string(),
            column: name_of(comparison),
            found: comparison.value.clone(),
            known: column.map_or_else(|| "a number".to_owned(), describe),
        });
    }
    Ok(found)
}

fn number(value: &str) -> Option<f64> {
    value.trim().parse().ok().filter(|x: &f64| x.is_finite())
}

fn name_of(comparison: &Comparison) -> String {
    match &comparison.name {
        Name::Measure(Measure::Count) => "count".to_owned(),
        Name::Measure(Measure::Mean) => "mean".to_owned(),
        Name::Column(name) => name.clone(),
    }
}

/// What is in a column, in words: its range, or its labels.
fn describe(column: &Column) -> String {
    match column {
        Column::Number(xs) => {
            let known = xs.iter().copied().filter(|x| !x.is_nan());
            match known.clone().reduce(f64::min).zip(known.reduce(f64::max)) {
                Some((low, high)) => format!("from {low} to {high}"),
                None => "empty".to_owned(),
            }
        }
        Column::Labels(xs) => {
            const SHOWN: usize = 24;
            let labels: BTreeSet<&str> = xs.iter().flatten().map(|l| &**l).collect();
            let shown: Vec<&str> = labels.iter().copied().take(SHOWN).collect();
            match labels.len() {
                0 => "empty".to_owned(),
                n if n > SHOWN => format!("{} and {} more", shown.join(", "), n - SHOWN),
                _ => format!("one of {}", shown.join(", ")),
            }
        }
    }
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

/// The same expression with every implied `count>10` written out; checks all
/// names and values.
pub(super) fn explicit(expr: &Expr, data: &Dataset) -> Result<Expr, GroupError> {
    let of_items = is_of_items(expr, data)?;
    Ok(match expr {
        Expr::All(terms) => Expr::All(explicit_chain(terms, data)?),
        whole if of_items => Expr::All(explicit_chain(std::slice::from_ref(whole), data)?),
        Expr::Any(terms) => Expr::Any(
            terms
                .iter()
                .map(|t| explicit(t, data))
                .collect::<Result<_, _>>()?,
        ),
        Expr::Not(inner) => Expr::Not(Box::new(explicit(inner, data)?)),
        other => other.clone(),
    })
}

fn explicit_chain(terms: &[Expr], data: &Dataset) -> Result<Vec<Expr>, GroupError> {
    let (mut on_items, mut on_count) = (false, false);
    let mut out = Vec::with_capacity(terms.len() + 1);
    for term in terms {
        if is_of_items(term, data)? {
            on_items = true;
            out.push(term.clone());
        } else {
            on_count |= counts(term, data)?;
            out.push(explicit(term, data)?);
        }
    }
    if on_items && !on_count {
        out.push(Expr::Compare(Comparison {
            name: Name::Measure(Measure::Count),
            op: super::expr::Op::More,
            value: FAN.to_owned(),
        }));
    }
    Ok(out)
}

/// Whether `expr` has a condition on `count`, chains that look at items of
/// their own left aside.
fn counts(expr: &Expr, data: &Dataset) -> Result<bool, GroupError> {
    let any = |terms: &[Expr]| -> Result<bool, GroupError> {
        let mut found = false;
        for term in terms {
            found |= counts(term, data)?;
        }
        Ok(found)
    };
    Ok(match expr {
        Expr::Compare(comparison) => comparison.name == Name::Measure(Measure::Count),
        Expr::Not(inner) => counts(inner, data)?,
        Expr::Any(terms) => any(terms)?,
        Expr::All(terms) => {
            let mut own = false;
            for term in terms {
                own |= is_of_items(term, data)?;
            }
            !own && any(terms)?
        }
        _ => false,
    })
}

/// Whether `expr` is a condition on items: comparisons with columns of the
/// item table, joined by `and` and `or`.
fn is_of_items(expr: &Expr, data: &Dataset) -> Result<bool, GroupError> {
    Ok(match expr {
        Expr::Compare(comparison) => matches!(find(comparison, data)?, Found::OfItems(_)),
        Expr::All(terms) | Expr::Any(terms) => {
            let mut all = true;
            for term in terms {
                all &= is_of_items(term, data)?;
            }
            all
        }
        _ => false,
    })
}

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

/// Whether each entry of `column` matches.
fn compare(comparison: &Comparison, column: &Column) -> Vec<bool> {
    match column {
        Column::Number(xs) => {
            let value = number(&comparison.value).unwrap_or(f64::NAN);
            xs.iter().map(|&x| comparison.op.holds(x, value)).collect()
        }
        Column::Labels(xs) => {
            let value = comparison.value.to_lowercase();
            let equal = comparison.op == super::expr::Op::Equal;
            xs.iter()
                .map(|labels| {
                    let has = labels.iter().any(|l| l.to_lowercase() == value);
                    !labels.is_empty() && has == equal
                })
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Group;
    use super::*;
    use crate::world::{WorldSpec, grow};
    use crate::{Attributes, Feedback, Ids, Keep, Rating, Ratings, Scale};
    use proptest::prelude::*;

    /// Four people: ann rates 11 horror films with 4 and one drama with 1, ben
    /// 12 horror films with 3 and 12 dramas with 5, cy 10 horror films with 5,
    /// and dee nothing.
    fn data() -> Dataset {
        let (mut users, mut items) = (Ids::new(), Ids::new());
        for id in ["ann", "ben", "cy", "dee"] {
            users.insert(id);
        }
        for n in 0..24 {
            items.insert(&format!("i{n}"));
        }
        let mut all = Vec::new();
        let mut give = |user: u32, films: std::ops::Range<u32>, value: f32| {
            for item in films {
                all.push(Rating {
                    user,
                    item,
                    value,
                    time: 0,
                    row: 0,
                });
            }
        };
        give(0, 0..11, 4.0);
        give(0, 12..13, 1.0);
        give(1, 0..12, 3.0);
        give(1, 12..24, 5.0);
        give(2, 0..10, 5.0);
        let labels = |xs: &[&[&str]]| {
            let entry = |x: &&[&str]| x.iter().map(|l| (*l).into()).collect();
            Column::Labels(xs.iter().map(entry).collect())
        };
        let genre: Vec<&[&str]> = (0..24)
            .map(|n| match n {
                0..6 => &["Horror", "Comedy"][..],
                6..12 => &["Horror"],
                12..23 => &["Drama"],
                _ => &[],
            })
            .collect();
        let scale = Scale { min: 1.0, max: 5.0 };
        Dataset {
            name: "four".to_owned(),
            ratings: Ratings::pack(
                users,
                items,
                all,
                scale,
                Feedback::Explicit,
                4.0,
                Keep::default(),
            ),
            users: Attributes {
                columns: [
                    (
                        "age".to_owned(),
                        Column::Number(vec![20.0, 30.0, f64::NAN, 40.0]),
                    ),
                    ("Gender".to_owned(), labels(&[&["F"], &["M"], &["F"], &[]])),
                    (
                        "job".to_owned(),
                        labels(&[&["college student"], &["clerk"], &["clerk"], &["clerk"]]),
                    ),
                ]
                .into(),
            },
            items: Attributes {
                columns: [
                    ("genre".to_owned(), labels(&genre)),
                    (
                        "year".to_owned(),
                        Column::Number((0..24).map(|n| 1980.0 + f64::from(n)).collect()),
                    ),
                ]
                .into(),
            },
        }
    }

    fn who(text: &str) -> String {
        let data = data();
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
    fn what_is_implied_is_written_out() {
        let data = data();
        for (text, expected) in [
            ("genre=Horror", "genre=Horror and count>10"),
            (
                "genre=Horror and mean>=4",
                "genre=Horror and mean>=4 and count>10",
            ),
            ("genre=Horror and count>3", "genre=Horror and count>3"),
            ("not genre=Drama", "not (genre=Drama and count>10)"),
            (
                "genre=Drama or age<25",
                "(genre=Drama and count>10) or age<25",
            ),
            (
                "genre=Drama or year>1990",
                "(genre=Drama or year>1990) and count>10",
            ),
            (
                "genre=Horror and not (genre=Comedy and count>3)",
                "genre=Horror and not (genre=Comedy and count>3) and count>10",
            ),
            ("age<25 and mean>=4", "age<25 and mean>=4"),
        ] {
            let explicit = Group::parse(text)
                .and_then(|g| g.explicit(&data))
                .expect("a group");
            assert_eq!(explicit.to_string(), expected);
            assert_eq!(explicit.explicit(&data).expect("a group"), explicit);
        }
    }

    #[test]
    fn errors_say_what_there_is() {
        let message = |text: &str| {
            let group = Group::parse(text).expect("a group");
            group.members(&data()).expect_err("an error").to_string()
        };
        for (text, expected) in [
            (
                "agee<25",
                "there is no column \"agee\": found Gender, age, job for users and genre, year \
                 for items, beside ratings, count and mean; use one of these, or give the side \
                 table that has it",
            ),
            (
                "gender<F",
                "`gender<F` asks for an order, but gender is text: expected = or !=; gender is \
                 one of F, M",
            ),
            (
                "age<young",
                "`age<young` compares age with \"young\": expected a number; age is from 20 to 40",
            ),
            (
                "mean>=high",
                "`mean>=high` compares mean with \"high\": expected a number; mean is a number",
            ),
            (
                "age<5 and gender=F",
                "nobody of 4 people is in the group `age<5 and gender=F`; age is from 20 to 40; \
                 gender is one of F, M; change the group",
            ),
            (
                "genre=Horor",
                "nobody of 4 people is in the group `genre=Horor and count>10`; genre is one of \
                 Comedy, Drama, Horror; count is from 0 to 24 over all ratings; change the group",
            ),
            (
                "count>=0",
                "all 4 people are in the group `count>=0`; count is from 0 to 24 over all \
                 ratings; use `random` for everyone, or change the group",
            ),
        ] {
            assert_eq!(message(text), expected);
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
