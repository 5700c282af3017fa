//! Who was paid by the rule when: every week of every worker as a whole.
//!
//! Single jobs follow a rule by chance: with pay spread by 4 dollars around
//! it, 1 job in 100 lies within 5 cents. So a week is judged by all its jobs,
//! as a mixture of weeks that follow the rule (but for misread amounts) and
//! weeks that do so by chance, fitted by expectation and maximisation
//! (Dempster, Laird and Rubin 1977, doi:10.1111/j.2517-6161.1977.tb01600.x).

use crate::gap::Gap;

/// By what a job was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Era {
    /// By the rule.
    ByRule,
    /// Otherwise.
    Changed,
}

/// What was found for jobs.
#[derive(Clone, Debug, PartialEq)]
pub struct Eras {
    /// Of each job.
    pub eras: Vec<Era>,
    /// The share of jobs that follow the rule in weeks paid by it, and in the
    /// others.
    pub rates: [f64; 2],
}

/// The week of a day; weeks begin on Mondays. 1970 began on a Thursday.
fn week(day: i32) -> i32 {
    (day + 3).div_euclid(7)
}

/// Judges the weeks of all workers. Jobs of a worker without a day are taken
/// as one week.
///
/// The rates begin at 98 and 2 of 100, each with the weight of 100 jobs, so
/// that little data do not move them far.
pub fn eras(gaps: &[Gap<'_>]) -> Eras {
    let key = |gap: &Gap<'_>| (gap.job.worker, gap.job.day.map(week));
    let mut order: Vec<usize> = (0..gaps.len()).collect();
    order.sort_by_key(|&at| key(&gaps[at]));
    let weeks: Vec<&[usize]> = order
        .chunk_by(|&a, &b| key(&gaps[a]) == key(&gaps[b]))
        .collect();
    let counts: Vec<[f64; 2]> = (weeks.iter())
        .map(|week| {
            let followed = week.iter().filter(|&&at| gaps[at].followed).count() as f64;
            [followed, week.len() as f64 - followed]
        })
        .collect();
    let (mut share, mut rates) = (0.5, [0.98, 0.02]);
    let odds = |share: f64, rates: [f64; 2], [yes, no]: [f64; 2]| {
        (share / (1.0 - share)).ln()
            + yes * (rates[0] / rates[1]).ln()
            + no * ((1.0 - rates[0]) / (1.0 - rates[1])).ln()
    };
    for _ in 0..200 {
        let mut sums = [[98.0, 2.0], [2.0, 98.0]];
        let mut weeks_by_rule = 1.0;
        for &count in &counts {
            let by_rule = 1.0 / (1.0 + (-odds(share, rates, count)).exp());
            weeks_by_rule += by_rule;
            for (sum, part) in sums.iter_mut().zip([by_rule, 1.0 - by_rule]) {
                sum[0] += part * count[0];
                sum[1] += part * count[1];
            }
        }
        share = weeks_by_rule / (counts.len() as f64 + 2.0);
        rates = sums.map(|[yes, no]| yes / (yes + no));
    }
    let mut eras = vec![Era::Changed; gaps.len()];
    for (week, &count) in weeks.iter().zip(&counts) {
        if odds(share, rates, count) > 0.0 {
            for &at in *week {
                eras[at] = Era::ByRule;
            }
        }
    }
    Eras { eras, rates }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Job;

    /// Jobs of a worker on a day, which follow the rule or not.
    fn judged(jobs: &[(usize, Option<i32>, bool)]) -> Eras {
        let held: Vec<Job> = (jobs.iter())
            .map(|&(worker, day, _)| Job {
                worker,
                day,
                ..Job::default()
            })
            .collect();
        let gaps: Vec<Gap<'_>> = (held.iter().zip(jobs))
            .map(|(job, &(_, _, followed))| Gap {
                job,
                paid: 0.0,
                by_rule: 0.0,
                followed,
                era: Era::Changed,
            })
            .collect();
        eras(&gaps)
    }

    #[test]
    fn weeks_begin_on_mondays() {
        // 24 August 2020 was a Monday.
        assert_eq!(week(18498), week(18504));
        assert_ne!(week(18497), week(18498));
        assert_eq!(week(-4), week(-3) - 1);
    }

    #[test]
    fn a_week_is_judged_as_a_whole() {
        let mut jobs = Vec::new();
        for worker in 0..10 {
            // One misread job in a week by the rule, one by chance in another.
            jobs.extend((0..10).map(|n| (worker, Some(18498 + n % 5), n != 3)));
            jobs.extend((0..10).map(|n| (worker, Some(18505 + n % 5), n == 3)));
        }
        let found = judged(&jobs);
        for (job, era) in jobs.iter().zip(&found.eras) {
            let expected = if job.1 < Some(18505) {
                Era::ByRule
            } else {
                Era::Changed
            };
            assert_eq!(*era, expected);
        }
        assert!(
            (found.rates[0] - 188.0 / 200.0).abs() < 1e-6,
            "{:?}",
            found.rates
        );
        assert!((found.rates[1] - 12.0 / 200.0).abs() < 1e-6);
    }

    #[test]
    fn one_job_alone_is_what_it_looks_like() {
        let found = judged(&[(0, None, true), (1, None, false)]);
        assert_eq!(found.eras, [Era::ByRule, Era::Changed]);
        assert_eq!(judged(&[]).eras, []);
    }
}
