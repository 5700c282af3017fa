//! Made-up pay events with a known truth, for tests and for the documentation.
//!
//! Workers are paid 5 dollars and 7.5 % of the order until their town changes,
//! and from then on by a rule that nobody published: by effort, with a spread.
//! Large orders lose, small ones gain.

use capstan_data::pay::{PayEvent, Record, When};
use capstan_stats::stream::Stream;
use jiff::civil::{DateTime, date};
use rand::RngExt;
use rand_distr::{Distribution, LogNormal, StandardNormal};

/// What the made-up workers are like.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// How many there are.
    pub workers: usize,
    /// How many jobs they have on average; few have many.
    pub jobs: f64,
    /// The mean of the workers' true changes, as a share of the old pay.
    pub change: f64,
    /// The spread of the true changes over workers.
    pub between: f64,
    /// The spread of single jobs around their worker's change, in dollars.
    pub within: f64,
    /// The share of the weeks that is before the change.
    pub before: f64,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            workers: 94,
            jobs: 60.0,
            change: 0.02,
            between: 0.12,
            within: 2.5,
            before: 0.35,
        }
    }
}

/// The towns of the workers, and how many in ten live there.
const TOWNS: [(&str, u64); 4] = [("US-MI", 4), ("US-TX", 3), ("US-WA", 2), ("US-FL", 1)];
/// What made-up events say about where they are from.
pub const SOURCE: &str = "sample";
/// How many weeks there are.
const WEEKS: i64 = 24;

/// Makes the events of `spec`; the same seed gives the same. Those of a worker
/// do not depend on how many others there are.
pub fn events(spec: &Spec, seed: u64) -> Vec<PayEvent> {
    let root = Stream::root(seed).child("pay sample");
    let usd = "USD".parse().ok();
    let mut all = Vec::new();
    for worker in 0..spec.workers {
        let stream = root.nth("worker", worker as u64);
        let mut rng = stream.rng();
        let mut normal = || -> f64 { StandardNormal.sample(&mut rng) };
        let change = spec.change + spec.between * normal();
        let jobs = (spec.jobs * (0.8 * normal() - 0.32).exp()).round().max(1.0) as u64;
        let mut town = worker as u64 * 7 % 10;
        let place = TOWNS.iter().find(|(_, share)| {
            let here = town < *share;
            town = town.saturating_sub(*share);
            here
        });
        let changed_at = (spec.before * WEEKS as f64 * 7.0).round() as i64;
        let orders = LogNormal::new(4.3_f64, 0.6).ok();
        for job in 0..jobs {
            let mut rng = stream.child("job").at(job);
            let order: f64 = orders
                .map_or(80.0, |o| o.sample(&mut rng))
                .clamp(8.0, 600.0);
            let order = (order * 100.0).round() / 100.0;
            let day = rng.random_range(0..WEEKS * 7);
            let noise: f64 = StandardNormal.sample(&mut rng);
            let by_rule: f64 = 5.0 + 0.075 * order;
            let base = if day < changed_at {
                by_rule
            } else {
                // What large orders lose, small ones gain.
                let effort = 0.25 * (12.0 - by_rule).clamp(-10.0, 5.0) / 2.0;
                (by_rule * (1.0 + change) + effort + spec.within * noise).max(4.0)
            };
            let cents = |x: f64| (x * 100.0).round() as i64;
            let promotion = (rng.random_range(0..10) == 0).then_some(400);
            let tip =
                (rng.random_range(0..5) > 0).then(|| cents(order * rng.random_range(0.02..0.2)));
            let minutes = 25 + (order / 4.0) as i64 + rng.random_range(0..30);
            let start = date(2020, 4, 6).at(8, 0, 0, 0);
            let start = start.checked_add(
                jiff::Span::new()
                    .days(day)
                    .minutes(rng.random_range(0..720)),
            );
            let end = |s: DateTime| s.checked_add(jiff::Span::new().minutes(minutes)).ok();
            let start = start.ok();
            let base = cents(base);
            all.push(PayEvent {
                worker: format!("w{:03}", worker + 1),
                platform: Some("shipt".into()),
                start: start.map(when),
                end: start.and_then(end).map(when),
                base: Some(base),
                promotion,
                tip,
                total: Some(base + promotion.unwrap_or(0) + tip.unwrap_or(0)),
                order_total: Some(cents(order)),
                currency: usd,
                source: Some(SOURCE.into()),
                distance: Some(rng.random_range(2000..16000)),
                place: place.map(|(name, _)| (*name).to_owned()),
                record: Some(Record::FullLog),
                ..PayEvent::default()
            });
        }
    }
    all
}

fn when(at: DateTime) -> When {
    When {
        date: at.date(),
        time: Some(at.time()),
        offset: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Choices, Jobs, Rule, Which, gap, when};

    #[test]
    fn the_same_seed_gives_the_same_and_workers_are_apart() {
        let few = Spec {
            workers: 3,
            ..Spec::default()
        };
        assert_eq!(events(&few, 1), events(&few, 1));
        assert_ne!(events(&few, 1), events(&few, 2));
        let more = events(
            &Spec {
                workers: 4,
                ..few.clone()
            },
            1,
        );
        let own: Vec<PayEvent> = more.into_iter().filter(|e| e.worker != "w004").collect();
        assert_eq!(own, events(&few, 1));
    }

    #[test]
    fn the_truth_is_found_again() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let spec = Spec {
            between: 0.0,
            within: 0.0,
            change: -0.2,
            ..Spec::default()
        };
        let jobs = Jobs::new(&events(&spec, 5), &rule);
        let found = gap::gaps(&jobs, &rule, &Choices::usual(0.05));
        // 35 % of 168 days are 59: the change is on 4 June 2020.
        let change = when::change(&found.gaps).expect("a change");
        assert_eq!(change.day, "2020-06-04");
        let before = |g: &gap::Gap<'_>| g.job.day < Some(18_358 + 59);
        let old = found.gaps.iter().filter(|g| before(g));
        assert!(old.clone().count() > 500 && old.clone().all(|g| g.followed));
        let people = gap::people(&found.gaps, Which::Changed);
        let sum = |f: fn(&gap::Person<'_>) -> f64| people.iter().map(f).sum::<f64>();
        let change = sum(|p| p.difference()) / sum(|p| p.by_rule);
        assert!((-0.22..-0.16).contains(&change), "{change}");
    }
}
