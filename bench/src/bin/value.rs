//! Values of records, timed: printed as JSON, processor seconds of one thread
//! unless said otherwise.

use capstan_bench::{cpu_seconds, forget_peak, median, peak_gib, timed};
use capstan_data::{ExampleOptions, Examples, read_examples};
use capstan_learn::supervised::Logistic;
use capstan_stats::Stream;
use capstan_stats::linalg::{ABREAST, squared_distances};
use capstan_value::knn::{Hard, Points, Records, Rule, Stored, Weighted, scan};
use capstan_value::records::{Metric, RecordGame};
use capstan_value::sampling::{Banzhaf, Estimator, Permutation, Walk};
use capstan_value::{Coalition, Game, Semivalue, ValueError};
use clap::{Args, Parser, Subcommand};
use rand::RngExt;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What can be typed.
#[derive(Parser)]
struct Options {
    /// What is timed.
    #[command(subcommand)]
    what: What,
}

/// What is timed.
#[derive(Subcommand)]
enum What {
    /// Values under nearest neighbours.
    Neighbours(Neighbours),
    /// How many subsets a second a logistic regression is tried on.
    Subsets(Subsets),
    /// Neighbours of many made-up records, on all cores.
    Many(Many),
}

/// Labelled examples; the column of labels is called label.
#[derive(Args)]
struct Data {
    /// To learn from.
    train: PathBuf,
    /// To test on.
    test: PathBuf,
}

/// Options of `neighbours`.
#[derive(Args)]
struct Neighbours {
    #[command(flatten)]
    data: Data,
    /// Let votes be weighted.
    #[arg(long)]
    weighted: bool,
    /// How often to do it.
    #[arg(long, default_value_t = 3)]
    repeat: usize,
    /// Where the values go, one a line.
    #[arg(long)]
    values: Option<PathBuf>,
}

/// Options of `subsets`.
#[derive(Args)]
struct Subsets {
    #[command(flatten)]
    data: Data,
    /// For how many seconds each way.
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// Subsets whose worth is told: a line each, numbers of rows from 0.
    #[arg(long)]
    worths: Option<PathBuf>,
}

/// Options of `many`.
#[derive(Args)]
struct Many {
    /// How many records.
    #[arg(long)]
    records: usize,
    /// How many test points.
    #[arg(long)]
    tests: usize,
    /// How many numbers each has.
    #[arg(long, default_value_t = 64)]
    width: usize,
    /// A folder: keep the numbers in a file there and not in memory.
    #[arg(long)]
    stored: Option<PathBuf>,
}

const NEIGHBOURS: usize = 5;
const CLASSES: u32 = 10;

fn main() {
    let found = match Options::parse().what {
        What::Neighbours(options) => neighbours(&options),
        What::Subsets(options) => subsets(&options),
        What::Many(options) => many(&options),
    };
    println!("{found}");
}

fn read(data: &Data) -> (Examples, Examples) {
    let options = ExampleOptions {
        label: "label".to_owned(),
        ..ExampleOptions::default()
    };
    let train = read_examples(&data.train, &options, None).expect("examples");
    let test = read_examples(&data.test, &options, Some(&train)).expect("examples");
    (train, test)
}

fn labels(examples: &Examples) -> &[u32] {
    examples.classes().expect("classes")
}

/// Runs `work` where only one thread is used.
fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    pool.expect("a thread").install(work)
}

fn neighbours(options: &Neighbours) -> Value {
    let (train, test) = read(&options.data);
    let (points, tests) = (Points::of(&train), Points::of(&test));
    let mut values = Vec::new();
    let (mut seconds, mut bare) = (Vec::new(), Vec::new());
    alone(|| {
        for _ in 0..options.repeat {
            let (found, took) = timed(|| {
                let rule: Box<dyn Rule> = if options.weighted {
                    let (l, t) = (labels(&train), labels(&test));
                    Box::new(
                        Weighted::new(l, t, NEIGHBOURS, 8, Semivalue::Shapley).expect("weighted"),
                    )
                } else {
                    hard(labels(&train), labels(&test))
                };
                let totals = scan(&points, tests, &*rule).expect("values");
                (0..totals.len())
                    .map(|at| totals.interval(at).value)
                    .collect::<Vec<f64>>()
            });
            values = found;
            seconds.push(took);
            bare.push(timed(|| in_cache(points.width, points.len * tests.len)).1);
        }
    });
    if let Some(path) = &options.values {
        let lines: String = values.iter().map(|v| format!("{v}\n")).collect();
        fs::write(path, lines).expect("written");
    }
    json!({
        "records": train.len(), "tests": test.len(), "features": train.width(),
        "cpu": median(seconds), "limit": median(bare), "sum": values.iter().sum::<f64>(),
    })
}

fn hard<'a>(labels: &'a [u32], tests: &'a [u32]) -> Box<dyn Rule + 'a> {
    Box::new(Hard::new(labels, tests, NEIGHBOURS, Semivalue::Shapley).expect("neighbours"))
}

/// So many distances of points that stay in the first-level cache: what no
/// method that asks for every distance can beat.
fn in_cache(width: usize, pairs: usize) {
    const ROWS: usize = 64;
    let cells: Vec<f32> = (0..(ROWS + ABREAST) * width)
        .map(|at| (at % 7) as f32)
        .collect();
    let (points, rows) = cells.split_at(ABREAST * width);
    let points: [&[f32]; ABREAST] = std::array::from_fn(|p| &points[p * width..][..width]);
    let mut out = [[0f32; ROWS]; ABREAST];
    for _ in 0..pairs / (ROWS * ABREAST) {
        squared_distances(points, rows, width, out.each_mut().map(|o| &mut o[..]));
        std::hint::black_box(&mut out);
    }
}

/// A game in which no model starts from where another stood.
struct Cold<'a>(&'a dyn Game);

impl Game for Cold<'_> {
    fn players(&self) -> usize {
        self.0.players()
    }

    fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError> {
        self.0.worth(coalition)
    }
}

fn subsets(options: &Subsets) -> Value {
    let (train, test) = read(&options.data);
    let model = Logistic { lambda: 1.0 };
    let game = RecordGame::new(&train, &test, &model, Metric::Accuracy, false).expect("a game");
    let stream = Stream::root(1);
    let walked = |game: &dyn Game| {
        let walk = Permutation::new(game, stream.clone(), Walk::Plain).expect("a walk");
        rate(&walk, options.seconds)
    };
    let banzhaf = Banzhaf::new(&game, stream.clone()).expect("subsets");
    let told: Vec<f64> = (options
        .worths
        .as_deref()
        .map(rows)
        .unwrap_or_default()
        .iter())
    .map(|rows| game.worth(&Coalition::of(train.len(), rows.iter().copied())))
    .collect::<Result<_, _>>()
    .expect("worths");
    json!({
        "records": train.len(), "features": train.width(),
        "cold": walked(&Cold(&game)), "warm": walked(&game),
        "banzhaf": rate(&banzhaf, options.seconds), "worths": told,
    })
}

/// Subsets a second, with what counting them takes.
fn rate<E: Estimator>(estimator: &E, seconds: f64) -> f64 {
    let start = cpu_seconds();
    let mut tally = estimator.start();
    let mut tried = 0.0;
    for number in 0.. {
        let sample = estimator.draw(number).expect("a sample");
        estimator.count(&mut tally, number, &sample);
        tried += sample[0];
        if cpu_seconds() - start > seconds {
            break;
        }
    }
    tried / (cpu_seconds() - start)
}

fn rows(path: &Path) -> Vec<Vec<usize>> {
    let text = fs::read_to_string(path).expect("subsets");
    let numbers = |line: &str| line.split(' ').map(|n| n.parse().expect("a row")).collect();
    text.lines().map(numbers).collect()
}

fn many(options: &Many) -> Value {
    let (n, width) = (options.records, options.width);
    let stream = Stream::root(1);
    let labels: Vec<u32> = (0..n as u32)
        .map(|at| at.wrapping_mul(7) % CLASSES)
        .collect();
    let seen: Vec<u32> = (0..options.tests as u32).map(|at| at % CLASSES).collect();
    let fill = |run: usize, cells: &mut Vec<f32>| {
        let mut rng = stream.at(run as u64);
        let many = RUN.min(n - run * RUN) * width;
        cells.extend((0..many).map(|_| rng.random::<f32>()));
    };
    let mut rng = stream.child("tests").rng();
    let tests: Vec<f32> = (0..options.tests * width).map(|_| rng.random()).collect();
    let tests = Points {
        width,
        len: options.tests,
        cells: &tests,
    };
    let rule = hard(&labels, &seen);
    let mut cells = Vec::new();
    let runs = n.div_ceil(RUN);
    let held = match &options.stored {
        None => {
            cells.reserve_exact(n * width);
            (0..runs).for_each(|run| fill(run, &mut cells));
            4 * n * width
        }
        Some(folder) => {
            let mut file = BufWriter::new(File::create(folder.join("cells")).expect("a file"));
            for run in 0..runs {
                cells.clear();
                fill(run, &mut cells);
                for cell in &cells {
                    file.write_all(&cell.to_le_bytes())
                        .expect("room on the disk");
                }
            }
            file.flush().expect("room on the disk");
            cells = Vec::new();
            0
        }
    };
    forget_peak();
    let start = (Instant::now(), peak_gib());
    let totals = match &options.stored {
        None => {
            let points = Points {
                width,
                len: n,
                cells: &cells,
            };
            scan(&points as &dyn Records, tests, &*rule)
        }
        Some(folder) => {
            let stored = Stored {
                path: folder.join("cells"),
                len: n,
                width,
            };
            scan(&stored, tests, &*rule)
        }
    }
    .expect("values");
    let sum: f64 = (0..n).map(|at| totals.interval(at).value).sum();
    assert!((sum - totals.worth).abs() < 1e-5, "{sum} {}", totals.worth);
    let peak = peak_gib();
    json!({
        "records": n, "tests": options.tests, "seconds": start.0.elapsed().as_secs_f64(),
        "threads": rayon::current_num_threads(), "data_gib": held as f64 / (1u64 << 30) as f64,
        "peak_gib": peak, "bytes_a_record": (peak - start.1) * (1u64 << 30) as f64 / n as f64,
    })
}

/// Records that are made up at a time.
const RUN: usize = 4096;
