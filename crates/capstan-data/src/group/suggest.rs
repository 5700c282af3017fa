//! Groups that make sense for a data set.

use super::Group;
use super::expr::{Comparison, Expr, Measure, Name, Op};
use crate::{Column, Dataset, Feedback};
use serde::Serialize;
use std::collections::BTreeMap;

/// A group that a data set has, and how large it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Suggestion {
    /// The group, with what it implies written out.
    pub group: Group,
    /// How many people are in it.
    pub people: usize,
    /// Their share of all people, 0 to 1.
    pub share_of_people: f64,
    /// Their share of all ratings, 0 to 1.
    pub share_of_ratings: f64,
}

/// Columns with more labels than this are names rather than kinds.
const MOST_LABELS: usize = 50;

/// Columns with more numbers than this are put into bands.
const MOST_NUMBERS: usize = 10;

/// Where bands of ages begin, after the first: those of MovieLens.
const AGES: [f64; 6] = [18.0, 25.0, 35.0, 45.0, 50.0, 56.0];

/// Groups that make sense for `data`: every kind of person in the user table,
/// the fans of every kind of item in the item table (for clicks: those who
/// touched more than 10 of them), and the busiest and least busy tenth. Those
/// without anybody, or with everybody, are left out.
pub fn suggestions(data: &Dataset) -> Vec<Suggestion> {
    let mut groups = Vec::new();
    for (name, column) in &data.users.columns {
        match column {
            Column::Labels(xs) => {
                groups.extend(kinds(xs).into_iter().map(|k| compare(name, Op::Equal, k)));
            }
            Column::Number(xs) => groups.extend(bands(name, xs)),
        }
    }
    for (name, column) in &data.items.columns {
        let hidden = data.users.get(name).is_some();
        if let (Column::Labels(xs), false) = (column, hidden) {
            for kind in kinds(xs) {
                let mut terms = vec![compare(name, Op::Equal, kind)];
                if data.ratings.feedback() == Feedback::Explicit {
                    terms.push(Expr::Compare(Comparison {
                        name: Name::Measure(Measure::Mean),
                        op: Op::AtLeast,
                        value: data.ratings.relevant().to_string(),
                    }));
                }
                groups.push(Expr::All(terms));
            }
        }
    }
    groups.extend([true, false].map(|top| Expr::Extreme {
        top,
        percent: 10.0,
        by: Measure::Count,
    }));
    groups.into_iter().filter_map(|e| size(e, data)).collect()
}

fn size(expr: Expr, data: &Dataset) -> Option<Suggestion> {
    let group = Group { expr }.explicit(data).ok()?;
    let members = group.members(data).ok()?;
    let ratings: usize = members.iter().map(|&u| data.ratings.range(u).len()).sum();
    Some(Suggestion {
        people: members.len(),
        share_of_people: members.len() as f64 / data.ratings.n_users() as f64,
        share_of_ratings: ratings as f64 / data.ratings.len().max(1) as f64,
        group,
    })
}

fn compare(name: &str, op: Op, value: &str) -> Expr {
    Expr::Compare(Comparison {
        name: Name::Column(name.to_owned()),
        op,
        value: value.to_owned(),
    })
}

/// The labels of a column, one spelling of each, unless there are too many to
/// be kinds.
fn kinds(xs: &[Vec<Box<str>>]) -> Vec<&str> {
    let mut labels: BTreeMap<String, &str> = BTreeMap::new();
    for label in xs.iter().flatten() {
        labels.entry(label.to_lowercase()).or_insert(label);
        if labels.len() > MOST_LABELS {
            return Vec::new();
        }
    }
    labels.into_values().collect()
}

/// Each number of a column if they are few; ages in the bands of MovieLens;
/// other numbers in quarters.
fn bands(name: &str, xs: &[f64]) -> Vec<Expr> {
    let mut known: Vec<f64> = xs.iter().copied().filter(|x| x.is_finite()).collect();
    known.sort_by(f64::total_cmp);
    let mut different = known.clone();
    different.dedup();
    if different.len() <= MOST_NUMBERS {
        return different
            .iter()
            .map(|x| compare(name, Op::Equal, &x.to_string()))
            .collect();
    }
    let limits: Vec<f64> = if name.eq_ignore_ascii_case("age") {
        AGES.to_vec()
    } else {
        let quarter = |q| capstan_stats::interval::quantile(&known, q);
        let mut limits: Vec<f64> = [0.25, 0.5, 0.75].map(quarter).to_vec();
        limits.dedup();
        limits
    };
    let ends = limits.iter().copied().map(Some).chain([None]);
    let mut from = None;
    ends.map(|until| {
        let low = from.map(|x: f64| compare(name, Op::AtLeast, &x.to_string()));
        let high = until.map(|x: f64| compare(name, Op::Less, &x.to_string()));
        from = until;
        let mut terms: Vec<Expr> = low.into_iter().chain(high).collect();
        if terms.len() == 1 {
            terms.remove(0)
        } else {
            Expr::All(terms)
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Attributes;
    use crate::world::{WorldSpec, grow, sample};

    #[test]
    fn the_sample_has_the_groups_one_expects() {
        let data = sample().data;
        let all = suggestions(&data);
        let named = |text: &str| all.iter().find(|s| s.group.to_string() == text);
        for text in [
            "age<18",
            "age>=18 and age<25",
            "age>=56",
            "gender=F",
            "gender=M",
            "region=north",
            "genre=Horror and mean>=4 and count>10",
            "top 10% by ratings",
            "bottom 10% by ratings",
        ] {
            let found = named(text);
            assert_eq!(found.is_none(), text == "age<18", "{text}");
            if let Some(s) = found {
                let members = s.group.members(&data).expect("members");
                assert_eq!(s.people, members.len());
                assert_eq!(s.share_of_people, members.len() as f64 / 610.0);
                assert_eq!(Group::parse(text).expect("a group"), s.group);
            }
        }
        let sum = |start: &str, share: fn(&Suggestion) -> f64| -> f64 {
            let these = all
                .iter()
                .filter(|s| s.group.to_string().starts_with(start));
            these.map(share).sum()
        };
        for start in ["age", "gender", "region"] {
            assert!((sum(start, |s| s.share_of_people) - 1.0).abs() < 1e-9);
            assert!((sum(start, |s| s.share_of_ratings) - 1.0).abs() < 1e-9);
        }
        let busy = named("top 10% by ratings").expect("busy people");
        assert!((0.4..0.6).contains(&busy.share_of_ratings));
    }

    #[test]
    fn names_are_no_kinds_and_few_numbers_need_no_bands() {
        let mut data = grow(&WorldSpec::small(), 1, 0).data;
        let n = data.ratings.n_users();
        let zip = (0..n).map(|u| vec![format!("Z{u}").into()]).collect();
        let stage = (0..n).map(|u| (u % 3) as f64).collect();
        let income = (0..n).map(|u| u as f64).collect();
        data.users = Attributes {
            columns: [
                ("zip".to_owned(), Column::Labels(zip)),
                ("stage".to_owned(), Column::Number(stage)),
                ("income".to_owned(), Column::Number(income)),
            ]
            .into(),
        };
        data.items.columns.clear();
        let texts: Vec<(String, usize)> = suggestions(&data)
            .iter()
            .map(|s| (s.group.to_string(), s.people))
            .collect();
        let expected = [
            ("income<37.25", 38),
            ("income>=37.25 and income<74.5", 37),
            ("income>=74.5 and income<111.75", 37),
            ("income>=111.75", 38),
            ("stage=0", 50),
            ("stage=1", 50),
            ("stage=2", 50),
        ];
        for (found, (text, people)) in texts.iter().zip(expected) {
            assert_eq!(*found, (text.to_owned(), people));
        }
        assert_eq!(texts.len(), 9);
    }
}
