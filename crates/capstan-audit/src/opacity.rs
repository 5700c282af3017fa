//! How well what is known of a job tells its pay, for workers whose jobs were
//! not looked at before. What it does not tell is opaque.

use crate::gap::Person;
use crate::jobs::Job;
use crate::lad;
use crate::rule::Quantity;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::interval::{Interval, quantile};
use capstan_stats::resample::expanded;
use capstan_stats::stream::{Stream, key_of};
use serde::{Deserialize, Serialize};

/// How much of pay follows from what is known of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opacity {
    /// What was known of the jobs.
    pub known: Vec<String>,
    /// How many jobs.
    pub jobs: usize,
    /// The share of the variance of base pay that does not follow, for workers
    /// left out of the fit: 0 if pay follows wholly, 1 or more if the mean
    /// tells as much.
    pub opacity: Option<Interval>,
    /// How far the guess is from what was paid for the middle job, in major
    /// units.
    pub typical_miss: f64,
}

/// Groups of workers that are left out in turn.
const FOLDS: u64 = 5;

/// What may tell the pay of a job, beside the hour.
const KNOWN: [Quantity; 3] = [Quantity::OrderTotal, Quantity::Miles, Quantity::Minutes];

/// The opacity of base pay in the jobs of `people`; nothing with fewer than 5
/// workers, or nothing known of the jobs. A quantity is used if nine of ten
/// jobs have it; the jobs without it are then left out.
pub fn opacity(
    people: &[Person<'_>],
    pseudonyms: &[String],
    draws: &UserWeights,
    stream: &Stream,
) -> Option<Opacity> {
    let jobs = || people.iter().flat_map(|p| &p.gaps).map(|g| g.job);
    let all = jobs().count();
    let enough = |has: &dyn Fn(&Job) -> bool| jobs().filter(|j| has(j)).count() * 10 >= all * 9;
    let known: Vec<Quantity> = (KNOWN.into_iter())
        .filter(|&q| enough(&|j| j.quantity(q).is_some_and(|x| x > 0.0)))
        .collect();
    let hour = enough(&|j| j.hour.is_some());
    if people.len() < FOLDS as usize || (known.is_empty() && !hour) {
        return None;
    }
    let row = |job: &Job| -> Option<(Vec<f64>, f64)> {
        let mut row = vec![1.0];
        for &q in &known {
            row.push(job.quantity(q)?);
        }
        if hour {
            let turn = job.hour? / 24.0 * std::f64::consts::TAU;
            row.extend([turn.sin(), turn.cos()]);
        }
        Some((row, job.base?))
    };
    let by_worker: Vec<Vec<(Vec<f64>, f64)>> = (people.iter())
        .map(|p| p.gaps.iter().filter_map(|g| row(g.job)).collect())
        .collect();
    let folds = stream.child("opacity");
    // By rank of a priority, so that every fold has as many workers.
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by_key(|&n| folds.priority(key_of(&pseudonyms[people[n].worker])));
    let mut fold = vec![0; people.len()];
    for (rank, &n) in order.iter().enumerate() {
        fold[n] = rank as u64 % FOLDS;
    }
    // For each worker: squared misses of the fit, and of the mean.
    let mut sums = vec![0.0; 2 * people.len()];
    let mut misses = Vec::new();
    for out in 0..FOLDS {
        let (mut rows, mut pay) = (Vec::new(), Vec::new());
        for (jobs, _) in by_worker.iter().zip(&fold).filter(|(_, f)| **f != out) {
            rows.extend(jobs.iter().map(|j| j.0.clone()));
            pay.extend(jobs.iter().map(|j| j.1));
        }
        let fitted = lad::fit(&rows, &pay)?;
        let mean = pay.iter().sum::<f64>() / pay.len() as f64;
        for (n, jobs) in by_worker
            .iter()
            .enumerate()
            .filter(|(n, _)| fold[*n] == out)
        {
            for (row, paid) in jobs {
                let miss = paid - lad::dot(row, &fitted);
                sums[2 * n] += miss * miss;
                sums[2 * n + 1] += (paid - mean).powi(2);
                misses.push(miss.abs());
            }
        }
    }
    misses.sort_by(f64::total_cmp);
    let of = |t: &[f64]| t[0] / t[1];
    let sum = |n: usize| sums.iter().skip(n).step_by(2).sum::<f64>();
    let drawn = (0..draws.draws())
        .map(|draw| of(&draws.totals(draw, &sums)))
        .collect();
    let mut names: Vec<String> = known.iter().map(|q| q.name().to_owned()).collect();
    names.extend(hour.then(|| "hour".to_owned()));
    Some(Opacity {
        known: names,
        jobs: misses.len(),
        opacity: expanded(of(&[sum(0), sum(1)]), drawn, people.len()),
        typical_miss: quantile(&misses, 0.5),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::era::Era;
    use crate::gap::Gap;

    /// Jobs of 20 workers with pay by a rule and by chance, `opaque` of the
    /// variance by chance.
    fn jobs(opaque: f64) -> Vec<Job> {
        let stream = Stream::root(8);
        (0..800)
            .map(|n| {
                let order = 20.0 + 100.0 * stream.child("order").uniform(n);
                let noise = 100.0 * (stream.child("noise").uniform(n) - 0.5);
                let clear = order - 70.0;
                let base = 30.0 + 0.1 * ((1.0 - opaque).sqrt() * clear + opaque.sqrt() * noise);
                Job {
                    worker: n as usize / 40,
                    base: Some(base),
                    order_total: Some(order),
                    ..Job::default()
                }
            })
            .collect()
    }

    fn of(jobs: &[Job]) -> Option<Opacity> {
        let gaps: Vec<Gap<'_>> = (jobs.iter())
            .map(|job| Gap {
                job,
                paid: job.base.unwrap_or(0.0),
                by_rule: 10.0,
                followed: false,
                era: Era::Changed,
            })
            .collect();
        let people = crate::gap::people(&gaps, crate::choices::Which::All);
        let names: Vec<String> = (0..20).map(|n| format!("w{n}")).collect();
        let stream = Stream::root(1);
        let draws = UserWeights::new(&stream, people.len(), 500);
        opacity(&people, &names, &draws, &stream)
    }

    #[test]
    fn opacity_is_the_share_that_does_not_follow() {
        for opaque in [0.0, 0.3, 0.8] {
            let found = of(&jobs(opaque)).expect("an opacity");
            assert_eq!(
                (found.known.join(" "), found.jobs),
                ("order_total".into(), 800)
            );
            let share = found.opacity.expect("an interval");
            assert!((share.value - opaque).abs() < 0.06, "{opaque}: {share:?}");
            assert!(
                share.low <= opaque + 1e-9 && opaque <= share.high,
                "{opaque}: {share:?}"
            );
        }
    }

    #[test]
    fn nothing_is_said_where_nothing_is_known() {
        let mut held = jobs(0.3);
        for job in &mut held {
            job.order_total = None;
        }
        assert_eq!(of(&held), None);
        assert_eq!(of(&jobs(0.3)[..120]), None, "three workers");
    }
}
