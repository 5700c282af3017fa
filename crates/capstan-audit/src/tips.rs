//! Tips, which come from customers and are never part of what a rule is
//! compared with, and whether they are used to pay less.

use crate::gap::Person;
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::interval::{Interval, quantile};
use capstan_stats::resample::expanded;
use serde::{Deserialize, Serialize};

/// Tips of the counted jobs, with intervals of a bootstrap over workers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tips {
    /// In how many jobs tip and total are known.
    pub jobs: usize,
    /// Of how many workers.
    pub workers: usize,
    /// The mean tip, in major units.
    pub per_job: Option<Interval>,
    /// The share of all that was paid that came from tips.
    pub share: Option<Interval>,
    /// By how much base pay changes with a unit of tip, among jobs for which
    /// the rule gives about the same: −1 if tips pay for base pay, 0 if they
    /// have nothing to do with it.
    pub substitution: Option<Interval>,
}

/// Bins of jobs for which the rule gives about the same.
const BINS: usize = 10;

/// The tips in jobs where they are known; a tip that is missing is no tip of 0.
/// `counted` says how many times each of `people` is in each draw. No worker
/// weighs more than `cap` in a figure.
pub fn tips(people: &[Person<'_>], cap: f64, counted: &UserWeights) -> Tips {
    // Of each job: what the rule gives, base pay, tip, total.
    let jobs: Vec<Vec<[f64; 4]>> = (people.iter())
        .map(|p| {
            let known = p.gaps.iter().filter_map(|g| {
                let total = g.job.total?;
                Some([g.by_rule, g.job.base?, g.job.tip?, total])
            });
            known.collect()
        })
        .collect();
    let sum = |of: &dyn Fn(&[f64; 4]) -> f64| -> Vec<f64> {
        jobs.iter().map(|j| j.iter().map(of).sum()).collect()
    };
    let (tips, totals, counts) = (sum(&|j| j[2]), sum(&|j| j[3]), sum(&|_| 1.0));
    let workers = counts.iter().filter(|c| **c > 0.0).count();
    let ratio = |above: &[f64], below: &[f64]| {
        let columns: Vec<f64> = (above.iter().zip(below))
            .zip(weigh::weights(below, cap))
            .flat_map(|((a, b), weight)| [weight * a, weight * b])
            .collect();
        let of = |t: &[f64]| t[0] / t[1];
        let sum = |n: usize| columns.iter().skip(n).step_by(2).sum();
        let whole = [sum(0), sum(1)];
        let drawn = (0..counted.draws())
            .map(|draw| of(&counted.totals(draw, &columns)))
            .collect();
        expanded(of(&whole), drawn, workers)
    };
    let moments = within(&jobs);
    Tips {
        jobs: jobs.iter().map(Vec::len).sum(),
        workers,
        per_job: ratio(&tips, &counts),
        share: ratio(&tips, &totals),
        substitution: ratio(&moments[0], &moments[1]),
    }
}

/// For each worker the sums, over their jobs, of tip times base pay and of tip
/// squared, both less the means of their bin: the slope is the ratio of the
/// two.
fn within(jobs: &[Vec<[f64; 4]>]) -> [Vec<f64>; 2] {
    let mut sizes: Vec<f64> = jobs.iter().flatten().map(|j| j[0]).collect();
    sizes.sort_by(f64::total_cmp);
    let limits: Vec<f64> = (1..BINS)
        .map(|n| quantile(&sizes, n as f64 / BINS as f64))
        .collect();
    let bin = |j: &[f64; 4]| limits.iter().filter(|&&l| j[0] > l).count();
    // The slope of base pay on what the rule gives remains within a bin, so it
    // is taken out: what is left is base pay less the rule.
    let mut means = [[0.0; 3]; BINS];
    for job in jobs.iter().flatten() {
        let mean = &mut means[bin(job)];
        mean[0] += job[1] - job[0];
        mean[1] += job[2];
        mean[2] += 1.0;
    }
    let of = |job: &[f64; 4]| {
        let [pay, tip, n] = means[bin(job)];
        [job[1] - job[0] - pay / n, job[2] - tip / n]
    };
    let sums = |f: &dyn Fn([f64; 2]) -> f64| -> Vec<f64> {
        (jobs.iter())
            .map(|j| j.iter().map(|job| f(of(job))).sum())
            .collect()
    };
    [sums(&|[pay, tip]| pay * tip), sums(&|[_, tip]| tip * tip)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::era::Era;
    use crate::gap::Gap;
    use crate::jobs::Job;
    use capstan_stats::stream::Stream;

    /// Jobs of 20 workers, whose base pay is the rule's less `used` of the tip.
    fn jobs(used: f64) -> Vec<Vec<Job>> {
        let stream = Stream::root(4);
        (0..20_u64)
            .map(|worker| {
                (0..30_u64)
                    .map(|n| {
                        let at = worker * 100 + n;
                        let tip = 10.0 * stream.child("tip").uniform(at);
                        let order_total = 30.0 + 200.0 * stream.child("order").uniform(at);
                        let noise = stream.child("noise").uniform(at) - 0.5;
                        let base = 5.0 + 0.075 * order_total - used * tip + noise;
                        Job {
                            worker: worker as usize,
                            base: Some(base),
                            tip: Some(tip),
                            total: Some(base + tip),
                            order_total: Some(order_total),
                            ..Job::default()
                        }
                    })
                    .collect()
            })
            .collect()
    }

    fn of(jobs: &[Vec<Job>]) -> Tips {
        let people: Vec<Person<'_>> = (jobs.iter())
            .map(|jobs| {
                let gaps: Vec<Gap<'_>> = (jobs.iter())
                    .map(|job| Gap {
                        job,
                        paid: job.base.unwrap_or(0.0),
                        by_rule: 5.0 + 0.075 * job.order_total.unwrap_or(0.0),
                        followed: false,
                        era: Era::Changed,
                    })
                    .collect();
                Person {
                    worker: jobs[0].worker,
                    paid: 0.0,
                    by_rule: 1.0,
                    gaps,
                }
            })
            .collect();
        tips(
            &people,
            1.0,
            &UserWeights::new(&Stream::root(1), people.len(), 500),
        )
    }

    #[test]
    fn tips_that_pay_for_base_pay_are_found() {
        for used in [0.0, 0.4, 1.0] {
            let slope = of(&jobs(used)).substitution.expect("a slope");
            assert!((slope.value + used).abs() < 0.03, "{used}: {slope:?}");
            assert!(
                slope.low <= -used && -used <= slope.high,
                "{used}: {slope:?}"
            );
        }
    }

    #[test]
    fn shares_by_hand_and_missing_tips() {
        let mut held = jobs(0.0);
        held.truncate(2);
        for job in held.iter_mut().flatten() {
            (job.tip, job.total) = (None, Some(20.0));
        }
        for job in &mut held[0][..3] {
            job.tip = Some(5.0);
        }
        held[1][0].tip = Some(1.0);
        let found = of(&held);
        assert_eq!((found.jobs, found.workers), (4, 2));
        assert_eq!(found.per_job.expect("a mean").value, 4.0);
        assert_eq!(found.share.expect("a share").value, 0.2);
        for job in held.iter_mut().flatten() {
            job.tip = None;
        }
        let none = of(&held);
        assert_eq!((none.jobs, none.share, none.substitution), (0, None, None));
    }
}
