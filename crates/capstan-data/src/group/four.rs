//! A data set of four people that tests can check by hand.

use crate::{Attributes, Column, Dataset, Feedback, Ids, Keep, Rating, Ratings, Scale};

/// Four people: ann rates 11 horror films with 4 and one drama with 1, ben
/// 12 horror films with 3 and 12 dramas with 5, cy 10 horror films with 5,
/// and dee nothing.
pub(super) fn four() -> Dataset {
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
