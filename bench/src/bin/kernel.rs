//! The SGD kernel's updates per second on data of MovieLens' size, beside the
//! same loop on data that stay in the first-level cache.

use capstan_bench::{made_up_ratings, row, timed, verdict};
use capstan_data::Ratings;
use capstan_learn::Training;
use capstan_learn::sgd::{Factors, Rates, Visits, epoch};
use capstan_stats::Stream;
use rand::RngExt;

const FACTORS: usize = 100;
const UPDATES: usize = 20_000_000;
const ROUNDS: usize = 5;

/// Millions of updates a processor second, best of the rounds.
fn rate(data: &Ratings) -> f64 {
    let train = Training::all(data);
    let stream = Stream::root(2);
    let fill = |at: usize, row: &mut [f32]| {
        let mut rng = stream.at(at as u64);
        row.iter_mut().for_each(|x| *x = rng.random::<f32>() * 0.1);
    };
    let mut users = Factors::new(data.n_users(), FACTORS, fill);
    let mut items = Factors::new(data.n_items(), FACTORS, fill);
    let (mut bu, mut bi) = (vec![0.0; data.n_users()], vec![0.0; data.n_items()]);
    let rates = Rates {
        lr: 0.005,
        reg: 0.02,
    };
    let visits = Visits::new(&train, &stream);
    let epochs = UPDATES.div_ceil(train.len());
    let mut best = 0f64;
    for _ in 0..ROUNDS {
        let ((), seconds) = timed(|| {
            for _ in 0..epochs {
                epoch(
                    &visits,
                    2.75,
                    rates,
                    (&mut users, &mut bu),
                    (&mut items, &mut bi),
                );
            }
        });
        best = best.max((epochs * train.len()) as f64 / seconds / 1e6);
    }
    best
}

fn main() {
    let sizes = [(8, 24, 24), (610, 9724, 165), (6040, 3706, 166)];
    let cells = ["data", "million updates a second", "share of the first row"];
    println!("{}", row(&cells.map(str::to_owned)));
    println!("|---|---|---|");
    let (mut near, mut least) = (None, 1f64);
    for (people, items, each) in sizes {
        let data = made_up_ratings(people, items, each);
        let rate = rate(&data);
        let near = *near.get_or_insert(rate);
        least = least.min(rate / near);
        println!(
            "{}",
            row(&[
                format!("{people} people, {items} items, {} ratings", data.len()),
                format!("{rate:.1}"),
                format!("{:.0} %", 100.0 * rate / near),
            ])
        );
    }
    println!("\n{}", verdict(55.0, 100.0 * least, "%"));
    println!(
        "\n{FACTORS} factors, one thread, best of {ROUNDS}, {}.",
        capstan_learn::sgd::features()
    );
}
