//! How like a real data set the sample is: its statistics beside those of
//! ml-latest-small, and how far apart they may be.

use super::sample;
use crate::{Feedback, Ids, Keep, Rating, Ratings, Scale};

/// A statistic: its name, its value in ml-latest-small, and the greatest
/// difference of the sample, as a share of that value.
const WANTED: [(&str, f64, f64); 19] = [
    ("people", 610.0, 0.0),
    ("items with a rating", 9724.0, 0.05),
    ("ratings", 100_836.0, 0.05),
    ("mean", 3.502, 0.02),
    ("standard deviation", 1.043, 0.05),
    ("share of 4 stars or more", 0.482, 0.05),
    ("share of half stars", 0.302, 0.1),
    ("spread of people's means", 0.480, 0.1),
    ("spread of the means of items rated 20 times", 0.439, 0.1),
    ("ratings a person, fewest", 20.0, 0.05),
    ("ratings a person, median", 70.5, 0.1),
    ("ratings a person, most", 2698.0, 0.05),
    ("share of the busiest tenth of people", 0.477, 0.1),
    ("ratings of the top item", 329.0, 0.15),
    ("ratings of item 100", 112.0, 0.1),
    ("ratings of item 1000", 26.0, 0.1),
    ("share of items with one rating", 0.354, 0.1),
    ("share of items with ten ratings or more", 0.233, 0.1),
    ("share of ratings on the top tenth of items", 0.600, 0.05),
];

fn mean_and_sd(xs: &[f64]) -> (f64, f64) {
    let n = xs.len() as f64;
    let mean = xs.iter().sum::<f64>() / n;
    let square = xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n;
    (mean, square.sqrt())
}

/// The statistics of `WANTED`, in its order.
fn statistics(ratings: &Ratings) -> [f64; 19] {
    let values: Vec<f64> = ratings
        .value_column()
        .iter()
        .map(|&v| f64::from(v))
        .collect();
    let n = values.len() as f64;
    let share = |of: &dyn Fn(f64) -> bool| values.iter().filter(|v| of(**v)).count() as f64 / n;
    let (mean, sd) = mean_and_sd(&values);
    let users = 0..ratings.n_users() as u32;
    let mut busy: Vec<f64> = users
        .clone()
        .map(|u| ratings.range(u).len() as f64)
        .collect();
    busy.sort_by(|a, b| b.total_cmp(a));
    let person_means: Vec<f64> = users
        .map(|u| mean_and_sd(&values[ratings.range(u)]).0)
        .collect();
    let mut known = Vec::new();
    let mut item_means = Vec::new();
    for item in 0..ratings.n_items() as u32 {
        let of: Vec<f64> = ratings
            .of_item(item)
            .iter()
            .map(|&at| values[at as usize])
            .collect();
        known.push(of.len() as f64);
        if of.len() >= 20 {
            item_means.push(mean_and_sd(&of).0);
        }
    }
    known.retain(|&c| c > 0.0);
    known.sort_by(|a, b| b.total_cmp(a));
    let items = known.len() as f64;
    let tenth = |xs: &[f64]| {
        xs[..(xs.len() as f64 / 10.0).round() as usize]
            .iter()
            .sum::<f64>()
    };
    [
        busy.len() as f64,
        items,
        n,
        mean,
        sd,
        share(&|v| v >= 4.0),
        share(&|v| v.fract() != 0.0),
        mean_and_sd(&person_means).1,
        mean_and_sd(&item_means).1,
        busy[busy.len() - 1],
        f64::midpoint(busy[busy.len() / 2], busy[(busy.len() - 1) / 2]),
        busy[0],
        tenth(&busy) / n,
        known[0],
        known[99],
        known[999],
        known.iter().filter(|c| **c < 1.5).count() as f64 / items,
        known.iter().filter(|c| **c >= 10.0).count() as f64 / items,
        tenth(&known) / n,
    ]
}

#[test]
fn the_sample_is_like_a_real_data_set() {
    let found = statistics(&sample().data.ratings);
    for ((name, wanted, tolerance), found) in WANTED.into_iter().zip(found) {
        println!("| {name} | {found:.3} | {wanted} |");
        assert!(
            (found / wanted - 1.0).abs() <= tolerance,
            "{name}: {found:.3} in the sample, {wanted} wanted"
        );
    }
}

#[test]
fn the_real_data_set_is_as_stated() {
    let Some(folder) = std::env::var_os("CAPSTAN_DATA") else {
        println!("CAPSTAN_DATA is unset: the statistics of ml-latest-small are not checked");
        return;
    };
    let file = std::path::Path::new(&folder).join("ml-latest-small/ratings.csv");
    let text = std::fs::read_to_string(file).expect("ml-latest-small under CAPSTAN_DATA");
    let (mut users, mut items) = (Ids::new(), Ids::new());
    let mut all = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        all.push(Rating {
            user: users.insert(fields[0]).expect("few people"),
            item: items.insert(fields[1]).expect("few items"),
            value: fields[2].parse().expect("a rating"),
            time: 0,
            row: all.len() as u32,
        });
    }
    let scale = Scale { min: 0.5, max: 5.0 };
    let ratings = Ratings::pack(
        users,
        items,
        all,
        scale,
        Feedback::Explicit,
        4.0,
        Keep::default(),
    );
    for ((name, stated, _), found) in WANTED.into_iter().zip(statistics(&ratings)) {
        let rounding = if stated < 10.0 { 0.0006 } else { 0.1 };
        assert!(
            (found - stated).abs() < rounding,
            "{name}: {found} found, {stated} stated"
        );
    }
}
