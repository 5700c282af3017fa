//! The columns that comparisons name.

use super::error::GroupError;
use super::expr::{Comparison, Measure, Name, Op};
use crate::{Column, Dataset};
use std::collections::BTreeSet;

/// A comparison whose column has been found.
pub(super) enum Found<'a> {
    Measure(Measure),
    OfUsers(&'a Column),
    OfItems(&'a Column),
}

pub(super) fn find<'a>(
    comparison: &Comparison,
    data: &'a Dataset,
) -> Result<Found<'a>, GroupError> {
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

pub(super) fn name_of(comparison: &Comparison) -> String {
    match &comparison.name {
        Name::Measure(Measure::Count) => "count".to_owned(),
        Name::Measure(Measure::Mean) => "mean".to_owned(),
        Name::Column(name) => name.clone(),
    }
}

/// What is in a column, in words: its range, or its labels.
pub(super) fn describe(column: &Column) -> String {
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

/// Whether each entry of `column` matches.
pub(super) fn compare(comparison: &Comparison, column: &Column) -> Vec<bool> {
    match column {
        Column::Number(xs) => {
            let value = number(&comparison.value).unwrap_or(f64::NAN);
            xs.iter().map(|&x| comparison.op.holds(x, value)).collect()
        }
        Column::Labels(xs) => {
            let value = comparison.value.to_lowercase();
            let equal = comparison.op == Op::Equal;
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
    use super::super::four::four;

    #[test]
    fn errors_say_what_there_is() {
        let message = |text: &str| {
            let group = Group::parse(text).expect("a group");
            group.members(&four()).expect_err("an error").to_string()
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
}
