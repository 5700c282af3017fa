//! How well what is known of a job tells its pay, for workers whose jobs were
//! not looked at before. What it does not tell is opaque.

use crate::gap::Person;
use crate::jobs::Job;
use crate::lad;
use crate::rule::Quantity;
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::Interval;
use capstan_stats::stream::{Stream, key_of};
use serde::{Deserialize, Serialize};

/// How much of pay follows from what is known of a job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opacity {
    /// What was known of the jobs.
    pub known: Vec<String>,
    /// How many jobs.
    pub jobs: usize,
    /// Of how many workers.
    pub workers: usize,
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

/// What of a job tells its pay, with what it was paid.
type Row = (Vec<f64>, f64);

/// What is known of most of the jobs of `people`.
struct Known {
    quantities: Vec<Quantity>,
    hour: bool,
}

impl Known {
    /// A quantity is used if nine of ten jobs have it.
    fn of(people: &[Person<'_>]) -> Self {
        let jobs = || people.iter().flat_map(|p| &p.gaps).map(|g| g.job);
        let all = jobs().count();
        let enough = |has: &dyn Fn(&Job) -> bool| jobs().filter(|j| has(j)).count() * 10 >= all * 9;
        let has = |q| enough(&|j: &Job| j.quantity(q).is_some_and(|x| x > 0.0));
        Self {
            quantities: KNOWN.into_iter().filter(|&q| has(q)).collect(),
            hour: enough(&|j| j.hour.is_some()),
        }
    }

    fn row(&self, job: &Job) -> Option<Row> {
        let mut row = vec![1.0];
        for &q in &self.quantities {
            row.push(job.quantity(q)?);
        }
        if self.hour {
            let turn = job.hour? / 24.0 * std::f64::consts::TAU;
            row.extend([turn.sin(), turn.cos()]);
        }
        Some((row, job.base?))
    }

    fn names(&self) -> Vec<String> {
        let names = self.quantities.iter().map(|q| q.name());
        names
            .chain(self.hour.then_some("hour"))
            .map(str::to_owned)
            .collect()
    }
}

/// The jobs of `people` that opacity is about: those of which all is known that
/// is known of most.
pub(crate) fn jobs<'a>(people: &[Person<'a>]) -> Vec<&'a Job> {
    let known = Known::of(people);
    let jobs = people.iter().flat_map(|p| &p.gaps).map(|g| g.job);
    jobs.filter(|job| known.row(job).is_some()).collect()
}

/// The opacity of base pay in the jobs of `people`; nothing with fewer than 5
/// workers, or nothing known of the jobs. No worker weighs more than `cap`, of
/// the spread of pay or of the jobs.
///
/// # Errors
/// Why it may not be shown.
pub fn opacity(
    people: &[Person<'_>],
    pseudonyms: &[String],
    (cap, limits): (f64, &Limits),
    draws: &UserWeights,
    stream: &Stream,
) -> Result<Option<Opacity>, Withheld> {
    let known = Known::of(people);
    let by_worker: Vec<Vec<Row>> = (people.iter())
        .map(|p| p.gaps.iter().filter_map(|g| known.row(g.job)).collect())
        .collect();
    let counts: Vec<f64> = by_worker.iter().map(|jobs| jobs.len() as f64).collect();
    let workers = counts.iter().filter(|c| **c > 0.0).count();
    if workers < FOLDS as usize || (known.quantities.is_empty() && !known.hour) {
        return Ok(None);
    }
    if let Some(why) = weigh::why_not(&[&counts], &counts, cap, limits) {
        return Err(why);
    }
    let folds = stream.child("opacity");
    // By rank of a priority, so that every fold has as many workers.
    let mut order: Vec<usize> = (0..people.len()).collect();
    order.sort_by_key(|&n| folds.priority(key_of(&pseudonyms[people[n].worker])));
    let mut fold = vec![0; people.len()];
    for (rank, &n) in order.iter().enumerate() {
        fold[n] = rank as u64 % FOLDS;
    }
    // For each worker: squared misses of the fit, and of the mean.
    let mut missed = vec![0.0; people.len()];
    let mut spread = vec![0.0; people.len()];
    let weights = weigh::weights(&counts, cap);
    let mut misses = Vec::new();
    for out in 0..FOLDS {
        let (mut rows, mut pay) = (Vec::new(), Vec::new());
        for (jobs, _) in by_worker.iter().zip(&fold).filter(|(_, f)| **f != out) {
            rows.extend(jobs.iter().map(|j| j.0.clone()));
            pay.extend(jobs.iter().map(|j| j.1));
        }
        let Some(fitted) = lad::fit(&rows, &pay) else {
            return Ok(None);
        };
        let mean = pay.iter().sum::<f64>() / pay.len() as f64;
        let inside = (0..people.len()).filter(|&n| fold[n] == out);
        for (n, (row, paid)) in inside.flat_map(|n| by_worker[n].iter().map(move |job| (n, job))) {
            let miss = paid - lad::dot(row, &fitted);
            missed[n] += miss * miss;
            spread[n] += (paid - mean).powi(2);
            misses.push((miss.abs(), weights[n]));
        }
    }
    misses.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all = misses.iter().map(|m| m.1).sum();
    Ok(Some(Opacity {
        known: known.names(),
        jobs: misses.len(),
        workers,
        opacity: weigh::ratio(&missed, &spread, cap, draws).1,
        typical_miss: weigh::middle(&misses, all),
    }))
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

    fn of(jobs: &[Job]) -> Result<Option<Opacity>, Withheld> {
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
        let limits = Limits::default();
        opacity(
            &people,
            &names,
            (limits.dominance, &limits),
            &draws,
            &stream,
        )
    }

    #[test]
    fn opacity_is_the_share_that_does_not_follow() {
        for opaque in [0.0, 0.3, 0.8] {
            let found = of(&jobs(opaque)).expect("shown").expect("an opacity");
            assert_eq!(
                (found.known.join(" "), found.jobs, found.workers),
                ("order_total".into(), 800, 20)
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
        assert_eq!(of(&held), Ok(None));
        assert_eq!(of(&jobs(0.3)[..120]), Ok(None), "three workers");
        let few = of(&jobs(0.3)[..360]);
        assert!(matches!(few, Err(Withheld::TooFew { .. })), "nine workers");
    }

    #[test]
    fn nobody_carries_the_guess() {
        // One worker with 1,240 of 2,000 jobs, whose pay nothing tells; that of
        // the others follows.
        let mut held = jobs(0.0);
        let stream = Stream::root(2);
        let chance = |n: u64, order: f64| Job {
            base: Some(10.0 + 40.0 * stream.uniform(n)),
            order_total: Some(order),
            ..Job::default()
        };
        let orders: Vec<f64> = (held.iter().filter_map(|j| j.order_total)).collect();
        let odd = (0..1200).zip(orders.into_iter().cycle());
        held.extend(odd.map(|(n, order)| chance(n, order)));
        held.sort_by_key(|job| job.worker);
        let found = of(&held).expect("shown").expect("an opacity");
        // With a quarter of the weight the one does not reach the middle.
        assert!(found.typical_miss < 0.1, "{found:?}");
    }
}
