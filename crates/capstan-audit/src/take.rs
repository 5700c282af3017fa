//! What the platform keeps of what customers pay.
//!
//! Receipts that people choose to send are not like all of them: in one
//! comparison they raised the share kept by 3 to 5 points. So full logs and
//! picked receipts stand apart.

use crate::jobs::{Job, Jobs};
use capstan_data::pay::Record;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::interval::Interval;
use capstan_stats::resample::expanded;
use capstan_stats::stream::Stream;
use serde::{Deserialize, Serialize};

/// The share kept, of jobs that came in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// `full-log`, `picked` or `unknown`.
    pub record: String,
    /// How many jobs.
    pub jobs: usize,
    /// Of how many workers.
    pub workers: usize,
    /// Of all the money: one less what workers got over what customers paid,
    /// tips and known fees taken from both.
    pub of_all: Option<Interval>,
    /// The same with fees counted as if the platform kept them, as platforms
    /// report it.
    pub with_fees: Option<Interval>,
    /// The share kept of the middle job.
    pub median: f64,
    /// The share of jobs of which more than half was kept.
    pub over_half: f64,
}

/// What workers got and what customers paid for a job, without tips; the
/// latter without fees, and with them. Nothing where one is missing or
/// nothing was paid.
fn sides(job: &Job) -> Option<[f64; 3]> {
    let got = job.base? + job.promotion.unwrap_or(0.0);
    let price = job.order_total?;
    let without = price - job.fees.unwrap_or(0.0);
    (without > 0.0).then_some([got, without, price])
}

/// The share kept, for each way in which jobs came in; in the order of full
/// logs, picked, and those of which it is not known.
pub fn take(jobs: &Jobs, draws: usize, stream: &Stream) -> Vec<Take> {
    let ways = [
        (Some(Record::FullLog), "full-log"),
        (Some(Record::Picked), "picked"),
        (None, "unknown"),
    ];
    ways.into_iter()
        .filter_map(|(record, name)| {
            let of_way = |job: &&Job| job.record == record;
            let known: Vec<(usize, [f64; 3])> = (jobs.jobs.iter().filter(of_way))
                .filter_map(|job| Some((job.worker, sides(job)?)))
                .collect();
            let weights =
                |people| UserWeights::new(&stream.child("take").child(name), people, draws);
            (!known.is_empty()).then(|| of(name, &known, weights))
        })
        .collect()
}

fn of(name: &str, known: &[(usize, [f64; 3])], weights: impl Fn(usize) -> UserWeights) -> Take {
    let sums: Vec<f64> = (known.chunk_by(|a, b| a.0 == b.0))
        .flat_map(|jobs| {
            let mut sums = [0.0; 3];
            for (_, sides) in jobs {
                for (sum, side) in sums.iter_mut().zip(sides) {
                    *sum += side;
                }
            }
            sums
        })
        .collect();
    let workers = sums.len() / 3;
    let weights = weights(workers);
    let kept = |below: usize| {
        let of = |t: &[f64]| 1.0 - t[0] / t[below];
        let whole: Vec<f64> = (0..3)
            .map(|n| sums.iter().skip(n).step_by(3).sum())
            .collect();
        let drawn = (0..weights.draws())
            .map(|draw| of(&weights.totals(draw, &sums)))
            .collect();
        expanded(of(&whole), drawn, workers)
    };
    let mut each: Vec<f64> = known
        .iter()
        .map(|(_, [got, price, _])| 1.0 - got / price)
        .collect();
    each.sort_by(f64::total_cmp);
    Take {
        record: name.to_owned(),
        jobs: known.len(),
        workers,
        of_all: kept(1),
        with_fees: kept(2),
        median: capstan_stats::interval::quantile(&each, 0.5),
        over_half: each.iter().filter(|t| **t > 0.5).count() as f64 / each.len() as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::LeftOut;

    fn jobs(rows: &[(usize, f64, f64, Option<f64>, Option<Record>)]) -> Jobs {
        Jobs {
            workers: vec!["a".into(), "b".into(), "c".into()],
            jobs: (rows.iter())
                .map(|&(worker, base, order_total, fees, record)| Job {
                    worker,
                    base: Some(base),
                    order_total: Some(order_total),
                    fees,
                    tip: Some(99.0),
                    record,
                    ..Job::default()
                })
                .collect(),
            events: rows.len(),
            left_out: LeftOut::default(),
        }
    }

    #[test]
    fn published_trips_and_the_ways_apart() {
        let (full, picked) = (Some(Record::FullLog), Some(Record::Picked));
        let jobs = jobs(&[
            (0, 7.54, 17.16, None, picked),
            (1, 15.0, 65.0, None, picked),
            (0, 6.0, 12.0, Some(2.0), full),
            (1, 9.0, 12.0, None, full),
            (2, 1.0, 0.0, None, full),
        ]);
        let found = take(&jobs, 200, &Stream::root(1));
        assert_eq!(
            found.iter().map(|t| &*t.record).collect::<Vec<_>>(),
            ["full-log", "picked"]
        );
        let [full, picked] = &found[..] else {
            panic!("two ways")
        };
        // 56.1 % and 76.9 % of two published trips.
        assert!((1.0_f64 - 7.54 / 17.16 - 0.561).abs() < 5e-4);
        assert!((1.0_f64 - 15.0 / 65.0 - 0.769).abs() < 5e-4);
        assert!((picked.median - (0.560_606 + 0.769_231) / 2.0).abs() < 1e-6);
        assert_eq!(picked.over_half, 1.0);
        let value = |i: Option<Interval>| i.expect("an interval").value;
        assert!((value(picked.of_all) - (1.0 - 22.54 / 82.16)).abs() < 1e-12);
        // 15 of 22 without the fees, of 24 with them.
        assert!((value(full.of_all) - 7.0 / 22.0).abs() < 1e-12);
        assert!((value(full.with_fees) - 9.0 / 24.0).abs() < 1e-12);
        assert_eq!((full.jobs, full.workers, full.over_half), (2, 2, 0.0));
    }

    #[test]
    fn nothing_is_said_without_prices() {
        let mut jobs = jobs(&[(0, 7.0, 10.0, None, None)]);
        jobs.jobs[0].order_total = None;
        assert_eq!(take(&jobs, 200, &Stream::root(1)), []);
    }
}
