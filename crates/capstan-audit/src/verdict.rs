//! Each worker for themselves: were they cut, did they gain, or is it not
//! clear? A mean below zero is not enough: of ten jobs it is on the wrong side
//! for 1 worker in 5.

use crate::gap::Person;
use capstan_stats::interval::Interval;
use capstan_stats::resample::expanded;
use capstan_stats::stream::{Stream, key_of};
use rand::RngExt;
use serde::{Deserialize, Serialize};

/// What can be said of one worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The whole interval of the change is below minus the margin.
    Cut,
    /// The whole interval is above the margin.
    Gain,
    /// Neither.
    NotClear,
}

/// One worker's change with what can be said of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The relative change, without interval.
    pub relative: f64,
    /// The relative change with its interval; none of one job alone.
    pub interval: Option<Interval>,
    /// The variance of the relative change over draws of the jobs.
    pub variance: f64,
    /// What can be said.
    pub verdict: Verdict,
}

/// How many draws of a worker's jobs are made.
const DRAWS: usize = 1000;

/// Judges one worker by a bootstrap of their jobs. The draws belong to the
/// worker's pseudonym, so that they do not depend on who else is there.
pub fn judge(person: &Person<'_>, pseudonym: &str, margin: f64, stream: &Stream) -> Judged {
    let jobs: Vec<[f64; 2]> = (person.gaps.iter())
        .map(|g| [g.difference(), g.by_rule])
        .collect();
    let mut rng = stream.child("jobs of a worker").at(key_of(pseudonym));
    let draws: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let mut sums = [0.0; 2];
            for _ in 0..jobs.len() {
                let drawn = jobs[rng.random_range(0..jobs.len())];
                sums[0] += drawn[0];
                sums[1] += drawn[1];
            }
            sums[0] / sums[1]
        })
        .collect();
    let mean = draws.iter().sum::<f64>() / DRAWS as f64;
    let spread: f64 = draws.iter().map(|d| (d - mean).powi(2)).sum();
    let relative = person.relative();
    let interval = expanded(relative, draws, jobs.len());
    Judged {
        relative,
        interval,
        variance: spread / (DRAWS - 1) as f64,
        verdict: interval.map_or(Verdict::NotClear, |i| verdict(i, margin)),
    }
}

/// What an interval says.
pub fn verdict(interval: Interval, margin: f64) -> Verdict {
    if interval.high < -margin {
        Verdict::Cut
    } else if interval.low > margin {
        Verdict::Gain
    } else {
        Verdict::NotClear
    }
}

/// The workers of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Clearly cut.
    pub cut: usize,
    /// Clearly gaining.
    pub gain: usize,
    /// Not clear.
    pub not_clear: usize,
}

impl Counts {
    /// Counts verdicts.
    pub fn of(judged: &[Judged]) -> Self {
        let count = |v: Verdict| judged.iter().filter(|j| j.verdict == v).count();
        Self {
            cut: count(Verdict::Cut),
            gain: count(Verdict::Gain),
            not_clear: count(Verdict::NotClear),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::era::Era;
    use crate::gap::Gap;
    use crate::jobs::Job;

    /// Jobs with these differences from a rule that gives 10 each.
    pub(crate) fn person<'a>(job: &'a Job, differences: &[f64]) -> Person<'a> {
        let gaps: Vec<Gap<'a>> = (differences.iter())
            .map(|d| Gap {
                job,
                paid: 10.0 + d,
                by_rule: 10.0,
                followed: false,
                era: Era::Changed,
            })
            .collect();
        Person {
            worker: job.worker,
            paid: gaps.iter().map(|g| g.paid).sum(),
            by_rule: 10.0 * differences.len() as f64,
            gaps,
        }
    }

    fn judged(differences: &[f64], margin: f64) -> Judged {
        let job = Job::default();
        judge(&person(&job, differences), "w", margin, &Stream::root(1))
    }

    #[test]
    fn three_verdicts() {
        let down: Vec<f64> = (0..30).map(|n| -1.0 - f64::from(n % 5) * 0.1).collect();
        let up: Vec<f64> = down.iter().map(|d| -d).collect();
        let both: Vec<f64> = (0..30).map(|n| f64::from(n % 5) - 2.0).collect();
        assert_eq!(judged(&down, 0.01).verdict, Verdict::Cut);
        assert_eq!(judged(&up, 0.01).verdict, Verdict::Gain);
        assert_eq!(judged(&both, 0.01).verdict, Verdict::NotClear);
        assert_eq!(
            judged(&down, 0.5).verdict,
            Verdict::NotClear,
            "within the margin"
        );
        assert_eq!(judged(&[-5.0], 0.01).verdict, Verdict::NotClear, "one job");
        assert_eq!(judged(&[-5.0], 0.01).interval, None);
    }

    #[test]
    fn the_spread_is_that_of_a_mean() {
        // Of differences of 1 and -1 beside 10 the mean of n has the variance
        // 0.01 / n.
        let differences: Vec<f64> = (0..100).map(|n| f64::from(n % 2) * 2.0 - 1.0).collect();
        let found = judged(&differences, 0.01);
        assert!(
            (found.variance / 1e-4 - 1.0).abs() < 0.15,
            "{}",
            found.variance
        );
        let interval = found.interval.expect("an interval");
        // Student's t of 99 at 97.5 %, times 0.01005.
        assert!(
            (interval.reach() / 0.01994 - 1.0).abs() < 0.1,
            "{interval:?}"
        );
        assert_eq!(interval.value, 0.0);
    }

    #[test]
    fn draws_belong_to_the_worker() {
        let job = Job::default();
        let differences: Vec<f64> = (1..30).map(|n| f64::from(n * n % 31) / 7.0).collect();
        let one = person(&job, &differences);
        let judge = |name: &str, seed| judge(&one, name, 0.01, &Stream::root(seed));
        assert_eq!(judge("w", 1), judge("w", 1));
        assert_ne!(judge("w", 1).interval, judge("v", 1).interval);
        assert_ne!(judge("w", 1).interval, judge("w", 2).interval);
    }
}
