//! Values by drawing: sample after sample until the intervals are narrow
//! enough or the budget is spent.
//!
//! Samples have numbers, and what a sample holds depends on its number alone.
//! They are drawn in parallel and counted in order, so results do not depend
//! on the number of threads, and a run that was interrupted goes on from the
//! samples that were kept.

mod banzhaf;
mod log;
mod permutation;

pub use banzhaf::Banzhaf;
pub use log::SampleLog;
pub use permutation::{Permutation, Walk};

use crate::error::ValueError;
use capstan_stats::Interval;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// A way to estimate values from samples.
pub trait Estimator: Sync {
    /// What is kept of the samples so far.
    type Tally;

    /// How many values there are: one for each player in each view, all players
    /// of the main view first.
    fn values(&self) -> usize;

    /// Whether drawing goes on until the interval of this value is narrow; so
    /// it is of the main view, of all who have a value in it.
    fn decides(&self, value: usize) -> bool {
        let _ = value;
        true
    }

    /// How many numbers a sample has.
    fn width(&self) -> usize;

    /// How many evaluations a sample takes at most.
    fn cost(&self) -> u64;

    /// Nothing counted yet.
    fn start(&self) -> Self::Tally;

    /// The sample `number`: first how many evaluations it took.
    ///
    /// # Errors
    /// If a worth is undefined.
    fn draw(&self, number: u64) -> Result<Vec<f64>, ValueError>;

    /// Counts the sample `number`.
    fn count(&self, tally: &mut Self::Tally, number: u64, sample: &[f64]);

    /// A value after `samples` samples.
    fn interval(&self, tally: &Self::Tally, samples: u64, value: usize) -> Interval;
}

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// When every interval reaches no farther than this to both sides.
    pub tolerance: Option<f64>,
    /// When so many subsets were evaluated.
    pub budget: u64,
}

/// Why a run stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// All intervals are narrow enough.
    Tolerance,
    /// The budget is spent.
    Budget,
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Sampled {
    /// The value of each player, view after view.
    pub values: Vec<Interval>,
    /// How many samples there are.
    pub samples: u64,
    /// How many evaluations they took.
    pub evaluations: u64,
    /// Why it stopped.
    pub stopped: Stopped,
}

/// Hears how a run goes.
pub trait Watch: Sync {
    /// So many evaluations were done, of at most so many.
    fn evaluated(&self, done: u64, most: u64) {
        let _ = (done, most);
    }

    /// Whether to stop as soon as possible.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Hears nothing.
impl Watch for () {}

/// Samples between two looks.
const BATCH: u64 = 16;
/// Fewer samples than this say too little about how narrow an interval is.
const FEWEST: u64 = 64;

/// Draws samples until it is time to stop.
///
/// # Errors
/// If a worth is undefined, samples cannot be kept, or `watch` says so.
pub fn run<E: Estimator>(
    estimator: &E,
    stop: Stop,
    log: &mut SampleLog,
    watch: &dyn Watch,
) -> Result<Sampled, ValueError> {
    let mut tally = estimator.start();
    let (mut samples, mut evaluations) = (0u64, 0u64);
    loop {
        let left = stop.budget.saturating_sub(evaluations) / estimator.cost().max(1);
        // An interval takes two samples at least.
        let most = left.max(2u64.saturating_sub(samples)).min(BATCH);
        if most == 0 {
            break;
        }
        if watch.cancelled() {
            return Err(ValueError::Cancelled);
        }
        let drawn: Vec<Vec<f64>> = (samples..samples + most)
            .into_par_iter()
            .map(|number| match log.kept(number) {
                Some(sample) => Ok(sample),
                None => estimator.draw(number),
            })
            .collect::<Result<_, _>>()?;
        for sample in drawn {
            log.keep(samples, &sample)?;
            // A sample that needed none still uses up the budget: it may be
            // that none ever needs one.
            evaluations += sample.first().map_or(1, |e| (*e as u64).max(1));
            estimator.count(&mut tally, samples, &sample);
            samples += 1;
        }
        watch.evaluated(evaluations, stop.budget);
        if let Some(tolerance) = stop.tolerance
            && samples >= FEWEST
            && (0..estimator.values())
                .filter(|&v| estimator.decides(v))
                .all(|v| estimator.interval(&tally, samples, v).reach() <= tolerance)
        {
            return Ok(sampled(
                estimator,
                &tally,
                samples,
                evaluations,
                Stopped::Tolerance,
            ));
        }
    }
    Ok(sampled(
        estimator,
        &tally,
        samples,
        evaluations,
        Stopped::Budget,
    ))
}

fn sampled<E: Estimator>(
    estimator: &E,
    tally: &E::Tally,
    samples: u64,
    evaluations: u64,
    stopped: Stopped,
) -> Sampled {
    Sampled {
        values: (0..estimator.values())
            .map(|v| estimator.interval(tally, samples, v))
            .collect(),
        samples,
        evaluations,
        stopped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Coalition, Game};
    use crate::oracle::Points;
    use capstan_stats::Stream;

    /// Player `i` brings `i` alone, and 2 together with the next.
    struct Line;

    impl Game for Line {
        fn players(&self) -> usize {
            6
        }

        fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
            let alone: usize = c.iter().sum();
            let pairs = c.iter().filter(|&i| i < 5 && c.contains(i + 1)).count();
            Ok(alone as f64 + 2.0 * pairs as f64)
        }
    }

    fn plain() -> Permutation<'static> {
        Permutation::new(&Line, Stream::root(3).child("order"), Walk::Plain).unwrap()
    }

    #[test]
    fn an_interrupted_run_goes_on_to_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("samples.log");
        let open = || SampleLog::open(&path, "key", plain().width()).unwrap();
        let stop = |budget| Stop {
            tolerance: None,
            budget,
        };
        run(&plain(), stop(100), &mut open(), &()).unwrap();
        // A crash tears the last sample.
        let length = std::fs::metadata(&path).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(length - 3).unwrap();
        let resumed = run(&plain(), stop(600), &mut open(), &()).unwrap();
        let whole = run(&plain(), stop(600), &mut SampleLog::none(), &()).unwrap();
        assert_eq!(resumed, whole);
        assert_eq!(whole.stopped, Stopped::Budget);
        assert!(whole.evaluations <= 600 && whole.evaluations > 500);
    }

    #[test]
    fn so_does_one_in_several_views() {
        let points = Points {
            players: 5,
            tests: 12,
        };
        let sight = || points.sight(&Points::VIEWS);
        let orders = Permutation::new(&points, Stream::root(3), Walk::Antithetic).unwrap();
        let subsets = Banzhaf::new(&points, Stream::root(3)).unwrap();
        resumed(&orders.in_views(sight()));
        resumed(&subsets.in_views(sight()));
    }

    fn resumed<E: Estimator>(estimator: &E) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("samples.log");
        let open = || SampleLog::open(&path, "key", estimator.width()).unwrap();
        let stop = |budget| Stop {
            tolerance: None,
            budget,
        };
        run(estimator, stop(200), &mut open(), &()).unwrap();
        let length = std::fs::metadata(&path).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(length - 3).unwrap();
        let resumed = run(estimator, stop(600), &mut open(), &()).unwrap();
        let whole = run(estimator, stop(600), &mut SampleLog::none(), &()).unwrap();
        assert_eq!(resumed, whole);
        assert_eq!(whole.values.len(), estimator.values());
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let with = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let stop = Stop {
                tolerance: Some(0.1),
                budget: 100_000,
            };
            pool.unwrap()
                .install(|| run(&plain(), stop, &mut SampleLog::none(), &()).unwrap())
        };
        let one = with(1);
        assert_eq!(with(4), one);
        assert_eq!(one.stopped, Stopped::Tolerance);
        assert!(one.values.iter().all(|v| v.reach() <= 0.1));
    }

    #[test]
    fn samples_that_need_no_evaluation_come_to_an_end() {
        /// One player, whose worth is known from the start.
        struct One;
        impl Game for One {
            fn players(&self) -> usize {
                1
            }
            fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
                Ok(c.len() as f64)
            }
        }
        let stop = Stop {
            tolerance: None,
            budget: 20,
        };
        let one = Permutation::new(&One, Stream::root(1), Walk::Plain).unwrap();
        let found = run(&one, stop, &mut SampleLog::none(), &()).unwrap();
        assert_eq!((found.samples, found.values[0].value), (20, 1.0));
    }

    #[test]
    fn who_stops_is_heard() {
        struct No;
        impl Watch for No {
            fn cancelled(&self) -> bool {
                true
            }
        }
        let stop = Stop {
            tolerance: None,
            budget: 10,
        };
        let stopped = run(&plain(), stop, &mut SampleLog::none(), &No);
        assert!(matches!(stopped, Err(ValueError::Cancelled)));
    }
}
