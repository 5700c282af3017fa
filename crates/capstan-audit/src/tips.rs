//! Tips, which come from customers and are never part of what a rule is
//! compared with, and whether they are used to pay less.

use crate::gap::{Gap, Person};
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::{Interval, quantile};
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

/// The tips in jobs where they are known; a tip that is missing is no tip of 0,
/// unless the total says that there was none.
/// `counted` says how many times each of `people` is in each draw. No worker
/// weighs more than `cap` in a figure.
///
/// # Errors
/// Why they may not be shown: too few people's tips are known, or one has too
/// large a part of them.
pub fn tips(
    people: &[Person<'_>],
    cap: f64,
    limits: &Limits,
    counted: &UserWeights,
) -> Result<Tips, Withheld> {
    let jobs: Vec<Vec<[f64; 4]>> = (people.iter())
        .map(|p| p.gaps.iter().filter_map(known).collect())
        .collect();
    let sum = |of: &dyn Fn(&[f64; 4]) -> f64| -> Vec<f64> {
        jobs.iter().map(|j| j.iter().map(of).sum()).collect()
    };
    let (tips, totals, counts) = (sum(&|j| j[2]), sum(&|j| j[3]), sum(&|_| 1.0));
    let [together, squares] = within(&jobs);
    let why = weigh::why_not(&[&counts, &tips], &counts, cap, limits)
        .or_else(|| weigh::why_not(&[&totals, &tips], &totals, cap, limits));
    if let Some(why) = why {
        return Err(why);
    }
    let ratio = |above: &[f64], below: &[f64]| weigh::ratio(above, below, cap, counted).1;
    // Where few people's tips differ from those of like jobs the slope would be
    // theirs.
    let sloped = weigh::why_not(&[&squares], &squares, cap, limits).is_none();
    Ok(Tips {
        jobs: jobs.iter().map(Vec::len).sum(),
        workers: counts.iter().filter(|c| **c > 0.0).count(),
        per_job: ratio(&tips, &counts),
        share: ratio(&tips, &totals),
        substitution: sloped.then(|| ratio(&together, &squares)).flatten(),
    })
}

/// Of a job whose tip is known: what the rule gives, base pay, tip, total.
pub(crate) fn known(gap: &Gap<'_>) -> Option<[f64; 4]> {
    let job = gap.job;
    Some([gap.by_rule, job.base?, job.known_tip()?, job.total?])
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
        let any = Limits {
            people: 1,
            dominance: 1.0,
            near: 0.0,
            turnover: 1,
        };
        within(jobs, &any).expect("tips")
    }

    fn within(jobs: &[Vec<Job>], limits: &Limits) -> Result<Tips, Withheld> {
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
        let draws = UserWeights::new(&Stream::root(1), people.len(), 500);
        tips(&people, limits.dominance, limits, &draws)
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
    }

    #[test]
    fn tips_of_few_and_tips_of_one_are_not_shown() {
        let limits = Limits::default();
        let mut held = jobs(0.0);
        for job in held[9..].iter_mut().flatten() {
            job.tip = None;
        }
        let few = within(&held, &limits);
        assert!(matches!(few, Err(Withheld::TooFew { .. })), "{few:?}");
        // All have jobs whose tip is known, but only one was ever tipped.
        let mut held = jobs(0.0);
        for job in held[1..].iter_mut().flatten() {
            job.tip = Some(0.0);
        }
        assert_eq!(within(&held, &limits), Err(Withheld::Dominated));
        assert!(within(&jobs(0.0), &limits).is_ok());
    }
}
