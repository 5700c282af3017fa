//! Sweeps: two cores against one, forgetting people against training anew, and
//! 20 million ratings in memory. Prints tables in Markdown.
//!
//! `sweep` alone does the first two; `sweep cores`, `sweep forget` and `sweep
//! memory` do one. `memory` writes about 0.5 GB to the folder for temporary
//! files and takes minutes.

use capstan_bench::{forget_peak, made_up, median, peak_gib, row, timed, verdict};
use capstan_data::{Dataset, ReadOptions};
use capstan_learn::{Fitted, Model, Params, Training};
use capstan_stats::Stream;
use capstan_worlds::split::Split;
use capstan_worlds::{Account, Cache, Change, Design, Lab, Protocol, Side, Withheld, WorldError};
use rand::seq::SliceRandom;
use std::error::Error;
use std::io::{BufWriter, Write};
use std::time::Instant;

const ROUNDS: usize = 3;
const DESIGN: Design = Design {
    seed: 1,
    folds: 5,
    protocol: Protocol::Paired,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    let part = std::env::args().nth(1);
    match part.as_deref() {
        Some("cores") => cores(),
        Some("forget") => forget(),
        Some("memory") => memory(),
        None => {
            cores()?;
            println!();
            forget()
        }
        Some(other) => Err(format!("{other}: expected cores, forget or memory").into()),
    }
}

fn line<const N: usize>(cells: [&str; N]) {
    println!("{}", row(&cells.map(str::to_owned)));
}

/// The people of a data set in a random order.
fn order(people: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..people as u32).collect();
    order.shuffle(&mut Stream::root(3).rng());
    order
}

/// The first `share` of `order` strike.
fn strike(order: &[u32], share: f64) -> Change {
    let mut change = Change::none(order.len());
    let n = (share * order.len() as f64).round() as usize;
    for &person in &order[..n] {
        change.withheld[person as usize] = Withheld::Everything;
        change.side[person as usize] = Side::Striker;
    }
    change
}

/// A sweep over `shares` with one pool of threads: its wall seconds and a name
/// for exactly its result.
fn sweep(
    data: &Dataset,
    name: &str,
    replicates: u64,
    shares: &[f64],
    threads: usize,
) -> Result<(f64, String)> {
    let model = capstan_learn::find(name)?;
    let params = Params::new(model.info(), [])?;
    let counterpart = capstan_learn::find(model.info().counterpart)?;
    let counterpart_params = Params::new(counterpart.info(), [])?;
    let cache = Cache::in_memory();
    let lab = Lab {
        ratings: &data.ratings,
        data: data.hash(),
        model,
        params,
        counterpart,
        counterpart_params,
        design: DESIGN,
        cache: &cache,
    };
    let order = order(data.ratings.n_users());
    let changes = |_: u64| shares.iter().map(|&s| strike(&order, s)).collect();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()?;
    let start = Instant::now();
    let made = pool.install(|| -> std::result::Result<_, WorldError> {
        let made = lab.run(0..replicates, &changes, &())?;
        let mut account = Account::new(data.ratings.n_users(), shares.len());
        made.iter().for_each(|replicate| account.add(replicate));
        account.settle(&Stream::root(1), 1000);
        Ok(made)
    })?;
    let seconds = start.elapsed().as_secs_f64();
    let digests = made.iter().flat_map(|r| &r.outcomes).map(|o| o.digest());
    Ok((seconds, digests.collect()))
}

fn cores() -> Result<()> {
    let data = capstan_data::world::sample().data;
    let shares: Vec<f64> = (1..10).map(|n| f64::from(n) / 10.0).collect();
    line(["sweep", "one core, s", "two cores, s", "ratio", "same bits"]);
    println!("|---|---|---|---|---|");
    let mut least = f64::INFINITY;
    for (name, replicates) in [("svd", 4), ("item-knn", 4)] {
        let (mut one, mut two, mut same) = (Vec::new(), Vec::new(), true);
        for _ in 0..ROUNDS {
            let (seconds, first) = sweep(&data, name, replicates, &shares, 1)?;
            one.push(seconds);
            let (seconds, second) = sweep(&data, name, replicates, &shares, 2)?;
            two.push(seconds);
            same &= first == second;
        }
        let (one, two) = (median(one), median(two));
        least = least.min(one / two);
        println!(
            "{}",
            row(&[
                format!("{name}, {replicates} replicates, 9 strikes each"),
                format!("{one:.2}"),
                format!("{two:.2}"),
                format!("{:.2}", one / two),
                if same { "yes" } else { "no" }.to_owned(),
            ])
        );
    }
    println!("\n{}", verdict(1.8, least, "times"));
    println!("\nThe sample, wall time, medians of {ROUNDS}, one and two threads by turns.");
    Ok(())
}

/// Every person's test items in one fold.
struct Tests(Vec<Vec<u32>>);

impl Tests {
    fn scores(&self, fitted: &dyn Fitted) -> Vec<f64> {
        let mut all = Vec::new();
        for (user, items) in self.0.iter().enumerate() {
            let from = all.len();
            all.resize(from + items.len(), 0.0);
            fitted.scores(user as u32, items, &mut all[from..]);
        }
        all
    }
}

/// A sweep of strikes, each of more people than the one before.
struct Strikes<'a> {
    model: &'static dyn Model,
    params: Params,
    train: &'a Training,
    tests: &'a Tests,
    steps: Vec<&'a [u32]>,
}

impl Strikes<'_> {
    fn fit(&self, train: &Training) -> Result<Box<dyn Fitted>> {
        Ok(self.model.fit(&self.params, train, &Stream::root(1))?)
    }

    fn left(&self, step: &[u32]) -> Training {
        let mut gone = vec![false; self.train.n_users()];
        step.iter().for_each(|&u| gone[u as usize] = true);
        self.train.without(|u| gone[u as usize])
    }

    /// Trains for each step on those who are left; `test` sees each world.
    fn anew(&self, mut test: impl FnMut(&dyn Fitted)) -> Result<()> {
        for step in &self.steps {
            test(&*self.fit(&self.left(step))?);
        }
        Ok(())
    }

    /// Trains once and takes people away step by step; `test` sees each world.
    fn by_forgetting(&self, mut test: impl FnMut(&dyn Fitted)) -> Result<()> {
        let mut fitted = self.fit(self.train)?;
        let mut before = 0;
        for step in &self.steps {
            fitted.forget(&step[before..])?;
            before = step.len();
            test(&*fitted);
        }
        Ok(())
    }

    /// Processor seconds of: the fits alone, the fits with their training
    /// sets, the forgets, and both sweeps with testing; and by how much scores
    /// differ at most.
    fn round(&self) -> Result<([f64; 5], f64)> {
        let lefts: Vec<Training> = self.steps.iter().map(|step| self.left(step)).collect();
        let (done, fits) = timed(|| lefts.iter().try_for_each(|left| self.fit(left).map(drop)));
        done?;
        drop(lefts);
        let (done, anew) = timed(|| self.anew(|_| ()));
        done?;
        let (done, forgets) = timed(|| self.by_forgetting(|_| ()));
        done?;
        let (mut first, mut second) = (Vec::new(), Vec::new());
        let (done, anew_tested) =
            timed(|| self.anew(|fitted| first.push(self.tests.scores(fitted))));
        done?;
        let (done, forgets_tested) =
            timed(|| self.by_forgetting(|fitted| second.push(self.tests.scores(fitted))));
        done?;
        let pairs = first.iter().flatten().zip(second.iter().flatten());
        let apart = pairs.map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
        Ok(([fits, anew, forgets, anew_tested, forgets_tested], apart))
    }
}

fn forget() -> Result<()> {
    let ratings = capstan_data::world::sample().data.ratings;
    let none = Change::none(ratings.n_users());
    let split = Split::new(&ratings, &DESIGN, 0, &none);
    let train = split.training(&ratings, &DESIGN, 0, &none, 0);
    let of_fold = |user| {
        let range = ratings.range(user).filter(|&at| split.fold[at] == 0);
        range.map(|at| ratings.item_column()[at]).collect()
    };
    let tests = Tests((0..ratings.n_users() as u32).map(of_fold).collect());
    let order = order(ratings.n_users());
    line([
        "model",
        "99 fits, CPU s",
        "99 training sets and fits, CPU s",
        "one fit and 99 forgets, CPU s",
        "ratio of fits alone",
        "ratio",
        "ratio with testing",
        "scores differ by at most",
    ]);
    println!("|---|---|---|---|---|---|---|---|");
    let mut least = f64::INFINITY;
    for name in ["item-mean", "item-knn"] {
        let model = capstan_learn::find(name)?;
        let strikes = Strikes {
            model,
            params: Params::new(model.info(), [])?,
            train: &train,
            tests: &tests,
            steps: (1..100)
                .map(|percent| &order[..order.len() * percent / 100])
                .collect(),
        };
        let mut rounds = Vec::new();
        let mut apart = 0f64;
        for _ in 0..ROUNDS {
            let (seconds, far) = strikes.round()?;
            rounds.push(seconds);
            apart = apart.max(far);
        }
        let middle = |n: usize| median(rounds.iter().map(|r| r[n]).collect());
        least = least.min(middle(0) / middle(2));
        println!(
            "{}",
            row(&[
                name.to_owned(),
                format!("{:.4}", middle(0)),
                format!("{:.4}", middle(1)),
                format!("{:.4}", middle(2)),
                format!("{:.1}", middle(0) / middle(2)),
                format!("{:.1}", middle(1) / middle(2)),
                format!("{:.1}", middle(3) / middle(4)),
                format!("{apart:.0e}"),
            ])
        );
    }
    println!("\n{}", verdict(20.0, least, "times"));
    println!(
        "\nThe sample, one fold ({} ratings to train on), strikes of 1 % to 99 %, medians of {ROUNDS}.",
        train.len()
    );
    Ok(())
}

const PEOPLE: u32 = 138_493;
const ITEMS: u32 = 26_744;
const RATINGS: usize = 20_000_263;

fn memory() -> Result<()> {
    let file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    let mut out = BufWriter::with_capacity(1 << 20, file.as_file());
    writeln!(out, "userId,movieId,rating")?;
    // Five people in turn rate unequally, 144 items on average; the first
    // people one more, to reach the number wanted.
    let unequal = [28, 72, 188, 288, 144];
    let in_turn = |user: u32| {
        if user < PEOPLE / 5 * 5 {
            unequal[user as usize % 5]
        } else {
            144
        }
    };
    let more = RATINGS - 144 * PEOPLE as usize;
    let wanted = |user: u32| in_turn(user) + usize::from((user as usize) < more);
    let (mut rows, mut failed) = (0usize, None);
    made_up(PEOPLE, ITEMS, wanted, |user, item, stars| {
        rows += 1;
        if let Err(error) = writeln!(out, "{user},{item},{stars}") {
            failed.get_or_insert(error);
        }
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    out.flush()?;
    drop(out);
    let bytes = file.as_file().metadata()?.len();
    line([
        "step",
        "rows or updates",
        "CPU s",
        "million a second",
        "peak memory, GiB",
    ]);
    println!("|---|---|---|---|---|");
    let step = |name: &str, count: usize, seconds: f64| {
        println!(
            "{}",
            row(&[
                name.to_owned(),
                count.to_string(),
                format!("{seconds:.1}"),
                format!("{:.1}", count as f64 / seconds / 1e6),
                format!("{:.2}", peak_gib()),
            ])
        );
    };
    forget_peak();
    let (loaded, seconds) =
        timed(|| capstan_data::read_timed(file.path(), &ReadOptions::default()));
    let loaded = loaded?;
    step(
        &format!("load a CSV of {:.0} MB", bytes as f64 / 1e6),
        loaded.rows,
        seconds,
    );
    assert_eq!(loaded.rows, rows);
    forget_peak();
    let model = capstan_learn::find("svd")?;
    let epochs = 2;
    let params = Params::new(model.info(), [("epochs", epochs.to_string().as_str())])?;
    let train = Training::all(&loaded.dataset.ratings);
    let (fitted, seconds) = timed(|| model.fit(&params, &train, &Stream::root(1)));
    step(
        "train svd, 100 factors, 2 epochs",
        train.len() * epochs,
        seconds,
    );
    let mut some = [0.0; 3];
    fitted?.scores(0, &[0, 1, 2], &mut some);
    println!(
        "\nGoal: at most 4 GiB. {}.",
        if peak_gib() <= 4.0 {
            "Reached"
        } else {
            "**Missed**"
        }
    );
    println!(
        "\n{PEOPLE} people, {ITEMS} items, one thread; peak of each step, with the data in memory."
    );
    Ok(())
}
