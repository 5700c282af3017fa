//! Trains one model on the ratings of a file that are not held out, again and
//! again, and prints processor seconds as JSON.

use capstan_bench::{median, timed};
use capstan_data::{Keep, Ratings, ReadOptions};
use capstan_learn::{Fitted, Params, Training};
use capstan_stats::Stream;
use clap::Parser;
use rand::seq::SliceRandom;
use serde_json::json;
use std::path::PathBuf;

/// What can be typed.
#[derive(Parser)]
struct Options {
    /// The ratings.
    file: PathBuf,
    /// The model.
    #[arg(long, default_value = "svd")]
    model: String,
    /// A hyper-parameter, as factors=50.
    #[arg(long)]
    set: Vec<String>,
    /// A file with the rows that are held out, one number a line, from 0.
    #[arg(long)]
    held: Option<PathBuf>,
    /// How often to train.
    #[arg(long, default_value_t = 3)]
    repeat: usize,
    /// Shares of the people who leave in further strikes, each from a model
    /// trained on everyone.
    #[arg(long, value_delimiter = ',')]
    forget: Vec<f64>,
    /// Where to write the scores of the ratings held out, one a line.
    #[arg(long)]
    scores: Option<PathBuf>,
}

/// The ratings held out, in the order of their list.
struct Held {
    users: Vec<u32>,
    items: Vec<u32>,
    values: Vec<f32>,
    /// Whether the rating at a position is held out.
    at: Vec<bool>,
}

impl Held {
    fn read(ratings: &Ratings, rows: &[usize]) -> Self {
        let column = ratings.row_column().expect("rows are kept");
        let mut position = vec![0usize; ratings.len()];
        for (at, &row) in column.iter().enumerate() {
            position[row as usize] = at;
        }
        let mut user_of = vec![0u32; ratings.len()];
        for user in 0..ratings.n_users() as u32 {
            ratings.range(user).for_each(|at| user_of[at] = user);
        }
        let places: Vec<usize> = rows.iter().map(|&row| position[row]).collect();
        let mut at = vec![false; ratings.len()];
        places.iter().for_each(|&p| at[p] = true);
        Self {
            users: places.iter().map(|&p| user_of[p]).collect(),
            items: places.iter().map(|&p| ratings.item_column()[p]).collect(),
            values: places.iter().map(|&p| ratings.value_column()[p]).collect(),
            at,
        }
    }

    /// Scores all of them, one person's list at a time.
    fn score(&self, fitted: &dyn Fitted) -> Vec<f64> {
        let mut order: Vec<usize> = (0..self.users.len()).collect();
        order.sort_by_key(|&n| self.users[n]);
        let mut scores = vec![0.0; self.users.len()];
        for list in order.chunk_by(|&a, &b| self.users[a] == self.users[b]) {
            let items: Vec<u32> = list.iter().map(|&n| self.items[n]).collect();
            let mut out = vec![0.0; items.len()];
            fitted.scores(self.users[list[0]], &items, &mut out);
            for (&n, score) in list.iter().zip(out) {
                scores[n] = score;
            }
        }
        scores
    }

    fn rmse(&self, scores: &[f64]) -> Option<f64> {
        let squares = scores.iter().zip(&self.values);
        let sum: f64 = squares.map(|(s, &v)| (s - f64::from(v)).powi(2)).sum();
        (!scores.is_empty()).then(|| (sum / scores.len() as f64).sqrt())
    }
}

/// Root mean squared error on what was trained on.
fn train_rmse(fitted: &dyn Fitted, train: &Training) -> f64 {
    let mut sum = 0.0;
    for user in 0..train.n_users() as u32 {
        let row = train.user(user);
        let mut out = vec![0.0; row.items.len()];
        fitted.scores(user, row.items, &mut out);
        let pairs = out.iter().zip(row.values);
        sum += pairs.map(|(s, &v)| (s - f64::from(v)).powi(2)).sum::<f64>();
    }
    (sum / train.len() as f64).sqrt()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::parse();
    let keep = Keep {
        times: false,
        rows: true,
    };
    let read = ReadOptions {
        keep,
        ..ReadOptions::default()
    };
    let data = capstan_data::read(&options.file, &read)?;
    let rows: Vec<usize> = match &options.held {
        Some(file) => std::fs::read_to_string(file)?
            .lines()
            .map(str::parse)
            .collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let held = Held::read(&data.ratings, &rows);
    let train = Training::select(&data.ratings, |_| |at: usize| !held.at[at]);
    let model = capstan_learn::find(&options.model)?;
    let changes = options.set.iter().filter_map(|s| s.split_once('='));
    let params = Params::new(model.info(), changes)?;
    let stream = Stream::root(1);
    let (mut fits, mut tests) = (Vec::new(), Vec::new());
    let mut last = None;
    for _ in 0..options.repeat.max(1) {
        let (fitted, fit) = timed(|| model.fit(&params, &train, &stream));
        let fitted = fitted?;
        let (scores, test) = timed(|| held.score(&*fitted));
        fits.push(fit);
        tests.push(test);
        last = Some((fitted, scores));
    }
    let (fitted, scores) = last.ok_or("nothing trained")?;
    let mut order: Vec<u32> = (0..train.n_users() as u32).collect();
    order.shuffle(&mut stream.child("order").rng());
    let mut strikes = Vec::new();
    for &share in &options.forget {
        let people = (share * order.len() as f64).round() as usize;
        let (mut forgets, mut tests) = (Vec::new(), Vec::new());
        for _ in 0..options.repeat.max(1) {
            let mut fitted = model.fit(&params, &train, &stream)?;
            let (done, forget) = timed(|| fitted.forget(&order[..people]));
            done?;
            forgets.push(forget);
            tests.push(timed(|| held.score(&*fitted)).1);
        }
        strikes.push(json!({
            "share": share, "people": people, "forget": median(forgets), "score": median(tests),
        }));
    }
    if let Some(file) = &options.scores {
        let lines: Vec<String> = scores.iter().map(|s| format!("{s:.17e}\n")).collect();
        std::fs::write(file, lines.concat())?;
    }
    let fit = median(fits);
    let rated = model.info().ranks_only.is_none();
    let epochs = model.info().params.iter().find(|p| p.name == "epochs");
    let updates = epochs.map(|p| params.whole(p.name) * train.len());
    let result = json!({
        "model": model.info().name,
        "ratings": train.len(),
        "fit": fit,
        "score": median(tests),
        "updates_per_second": updates.map(|n| n as f64 / fit),
        "train_rmse": rated.then(|| train_rmse(&*fitted, &train)),
        "test_rmse": rated.then(|| held.rmse(&scores)),
        "strikes": strikes,
    });
    println!("{result}");
    Ok(())
}
