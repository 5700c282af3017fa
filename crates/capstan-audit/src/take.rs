//! What the platform keeps of what customers pay.
//!
//! Receipts that people choose to send are not like all of them: in one
//! comparison they raised the share kept by 3 to 5 points. So full logs and
//! picked receipts stand apart.

use crate::choices::Records;
use crate::jobs::{Job, Jobs};
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::Interval;
use capstan_stats::stream::Stream;
use serde::{Deserialize, Serialize};

/// The share kept, of jobs that came in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// How they came in.
    pub record: Records,
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
///
/// No worker weighs more than `cap` of all that customers paid, or of all jobs
/// where every job counts alike.
pub fn take(jobs: &Jobs, cap: f64, draws: usize, stream: &Stream) -> Vec<Take> {
    (Records::WAYS.into_iter())
        .filter_map(|record| {
            let name = record.name();
            let known: Vec<(usize, [f64; 3])> = counted(jobs, record).collect();
            let weights =
                |people| UserWeights::new(&stream.child("take").child(name), people, draws);
            (!known.is_empty()).then(|| of(record, &known, cap, weights))
        })
        .collect()
}

/// Why the share kept of the jobs that came in one way may not be shown.
pub fn why_not(jobs: &Jobs, record: Records, cap: f64, limits: &Limits) -> Option<Withheld> {
    let known: Vec<(usize, [f64; 3])> = counted(jobs, record).collect();
    let by_worker: Vec<&[(usize, [f64; 3])]> = known.chunk_by(|a, b| a.0 == b.0).collect();
    let [got, price, with_fees] = [0, 1, 2].map(|side| sums(&by_worker, side));
    weigh::why_not(&[&got, &price, &with_fees], &price, cap, limits)
}

/// Whether a job counts.
pub(crate) fn counts(job: &Job) -> bool {
    sides(job).is_some()
}

/// The jobs that came in one way and count, by worker.
fn counted(jobs: &Jobs, record: Records) -> impl Iterator<Item = (usize, [f64; 3])> {
    let of_way = move |job: &&Job| record.counts(job.record);
    let sides = |job: &Job| Some((job.worker, sides(job)?));
    jobs.jobs.iter().filter(of_way).filter_map(sides)
}

/// The sum of one side for each worker.
fn sums(by_worker: &[&[(usize, [f64; 3])]], side: usize) -> Vec<f64> {
    let sum = |jobs: &&[(usize, [f64; 3])]| jobs.iter().map(|(_, sides)| sides[side]).sum();
    by_worker.iter().map(sum).collect()
}

/// The share kept: one less the share of `price` that workers got.
fn kept(got: &[f64], price: &[f64], cap: f64, draws: &UserWeights) -> Option<Interval> {
    let (_, got) = weigh::ratio(got, price, cap, draws);
    got.map(|i| Interval {
        value: 1.0 - i.value,
        low: 1.0 - i.high,
        high: 1.0 - i.low,
    })
}

fn of(
    record: Records,
    known: &[(usize, [f64; 3])],
    cap: f64,
    weights: impl Fn(usize) -> UserWeights,
) -> Take {
    let by_worker: Vec<&[(usize, [f64; 3])]> = known.chunk_by(|a, b| a.0 == b.0).collect();
    let workers = by_worker.len();
    let weights = weights(workers);
    let [got, price, with_fees] = [0, 1, 2].map(|side| sums(&by_worker, side));
    let counts: Vec<f64> = by_worker.iter().map(|jobs| jobs.len() as f64).collect();
    let mut each: Vec<(f64, f64)> = (by_worker.iter().zip(weigh::weights(&counts, cap)))
        .flat_map(|(jobs, weight)| {
            let kept = |(_, [got, price, _]): &(usize, [f64; 3])| 1.0 - got / price;
            jobs.iter().map(move |job| (kept(job), weight))
        })
        .collect();
    each.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: f64 = each.iter().map(|e| e.1).sum();
    let over = each.iter().filter(|e| e.0 > 0.5).map(|e| e.1).sum::<f64>();
    Take {
        record,
        jobs: known.len(),
        workers,
        of_all: kept(&got, &price, cap, &weights),
        with_fees: kept(&got, &with_fees, cap, &weights),
        median: weigh::middle(&each, all),
        over_half: over / all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::left::Left;
    use capstan_data::pay::Record;

    /// Worker, base, order total, fees, how it came.
    type Row = (usize, f64, f64, Option<f64>, Option<Record>);

    fn jobs(rows: &[Row]) -> Jobs {
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
            left_out: Left::default(),
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
        let found = take(&jobs, 1.0, 200, &Stream::root(1));
        assert_eq!(
            found.iter().map(|t| t.record).collect::<Vec<_>>(),
            [Records::FullLog, Records::Picked]
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
    fn nobody_weighs_more_than_the_cap() {
        // One has nine jobs of 100 of which 90 are kept, two have one of which
        // 20 are. At 40 % the first weighs 4 beside 3 and 3.
        let mut rows = vec![(0, 10.0, 100.0, None, None); 9];
        rows.extend([1, 2].map(|worker| (worker, 80.0, 100.0, None, None)));
        let of = |cap| {
            let found = take(&jobs(&rows), cap, 200, &Stream::root(1)).remove(0);
            (
                found.of_all.expect("a share").value,
                found.over_half,
                found.median,
            )
        };
        let near = |a: (f64, f64, f64), b: (f64, f64, f64)| {
            [a.0 - b.0, a.1 - b.1, a.2 - b.2]
                .iter()
                .all(|d| d.abs() < 1e-9)
        };
        assert!(near(of(1.0), (850.0 / 1100.0, 9.0 / 11.0, 0.9)));
        assert!(near(of(0.4), (0.4 * 0.9 + 0.6 * 0.2, 0.4, 0.2)));
    }

    #[test]
    fn nothing_is_said_without_prices() {
        let mut jobs = jobs(&[(0, 7.0, 10.0, None, None)]);
        jobs.jobs[0].order_total = None;
        assert_eq!(take(&jobs, 1.0, 200, &Stream::root(1)), []);
    }
}
