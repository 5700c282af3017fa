//! The SGD kernel's updates per second on data of MovieLens' size, beside the
//! same loop on data that stay in the first-level cache.

use capstan_data::{Feedback, Ids, Keep, Rating, Ratings, Scale};
use capstan_learn::Training;
use capstan_learn::sgd::{Factors, Rates, epoch};
use capstan_stats::Stream;
use rand::RngExt;
use std::time::Instant;

const FACTORS: usize = 100;
const UPDATES: usize = 20_000_000;

/// `people` people, each with `each` ratings of `items` items; popular items
/// come more often.
fn ratings(people: u32, items: u32, each: usize) -> Ratings {
    let (mut users, mut names) = (Ids::new(), Ids::new());
    for u in 0..people {
        users.insert(&format!("u{u}"));
    }
    for i in 0..items {
        names.insert(&format!("i{i}"));
    }
    let stream = Stream::root(1);
    let mut all = Vec::new();
    for user in 0..people {
        let mut rng = stream.at(u64::from(user));
        let mut row = std::collections::BTreeSet::new();
        while row.len() < each.min(items as usize) {
            let u: f64 = rng.random();
            row.insert((u * u * u * f64::from(items)) as u32);
        }
        for item in row {
            all.push(Rating {
                user,
                item,
                value: rng.random_range(1..=10) as f32 / 2.0,
                time: 0,
                row: 0,
            });
        }
    }
    let scale = Scale { min: 0.5, max: 5.0 };
    Ratings::pack(users, names, all, scale, Feedback::Explicit, 4.0, Keep::default())
}

/// Millions of updates a second, best of five.
fn rate(name: &str, data: &Ratings) -> f64 {
    let train = Training::all(data);
    let stream = Stream::root(2);
    let fill = |at: usize, row: &mut [f32]| {
        let mut rng = stream.at(at as u64);
        row.iter_mut().for_each(|x| *x = rng.random::<f32>() * 0.1);
    };
    let mut users = Factors::new(data.n_users(), FACTORS, fill);
    let mut items = Factors::new(data.n_items(), FACTORS, fill);
    let (mut bu, mut bi) = (vec![0.0; data.n_users()], vec![0.0; data.n_items()]);
    let rates = Rates { lr: 0.005, reg: 0.02 };
    let epochs = UPDATES.div_ceil(train.len());
    let mut best = 0f64;
    for _ in 0..5 {
        let start = Instant::now();
        for _ in 0..epochs {
            epoch(&train, 2.75, rates, (&mut users, &mut bu), (&mut items, &mut bi));
        }
        let rate = (epochs * train.len()) as f64 / start.elapsed().as_secs_f64() / 1e6;
        best = best.max(rate);
    }
    println!("{name:<44} {best:6.1} million updates a second");
    best
}

fn main() {
    println!("{FACTORS} factors, one thread, {}", capstan_learn::sgd::features());
    let near = rate("8 people, 24 items (first-level cache)", &ratings(8, 24, 24));
    let small = rate("610 people, 9,724 items, 100,650 ratings", &ratings(610, 9724, 165));
    let large = rate("6,040 people, 3,706 items, 1,002,640 ratings", &ratings(6040, 3706, 166));
    println!("share of the cache-resident rate: {:.0} % and {:.0} %", 100.0 * small / near, 100.0 * large / near);
}
