//! Pay events as the figures see them: whose they are, what was paid, and what
//! a formula may ask for.

use crate::choices::Records;
use crate::left::{Left, Reason};
use crate::rule::{Quantity, Rule};
use capstan_data::pay::{Doubt, PayEvent, Record, When, doubts};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Metres of an international mile.
const MILE: f64 = 1609.344;

/// One paid job. Amounts are in major units (dollars); what is missing in the
/// event is missing here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Job {
    /// Whose it is: a place in [`Jobs::workers`].
    pub worker: usize,
    /// The day it began, in days since 1970 on local clocks.
    pub day: Option<i32>,
    /// When it began and ended, in seconds since 1970.
    pub times: [Option<i64>; 2],
    /// The hour of the day at which it began, on local clocks.
    pub hour: Option<f64>,
    /// Pay by the platform's rule.
    pub base: Option<f64>,
    /// What the platform paid on top.
    pub promotion: Option<f64>,
    /// What the customer gave.
    pub tip: Option<f64>,
    /// All that was paid to the worker.
    pub total: Option<f64>,
    /// What the customer was charged.
    pub order_total: Option<f64>,
    /// Fees within the order total.
    pub fees: Option<f64>,
    /// How far it went, in miles.
    pub miles: Option<f64>,
    /// Hours of waiting, on the way and on the job.
    pub spans: [Option<f64>; 3],
    /// Where it was.
    pub place: Option<String>,
    /// Whether it comes from a full log or was picked.
    pub record: Option<Record>,
    /// Whether its parts do not add up to its total.
    pub doubted: bool,
}

/// The jobs that a rule can be about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Jobs {
    /// The workers' pseudonyms, sorted.
    pub workers: Vec<String>,
    /// The jobs, by worker and then as in the file.
    pub jobs: Vec<Job>,
    /// How many events there were.
    pub events: usize,
    /// What was left out so far.
    pub left_out: Left,
}

impl Jobs {
    /// The jobs among `events` that were paid in the rule's currency by the
    /// rule's platform. An event that names no platform is taken as of it.
    pub fn new(events: &[PayEvent], rule: &Rule) -> Self {
        let mut left_out = Left::default();
        let mut seen = HashSet::new();
        let kept: Vec<(&PayEvent, bool)> = (events.iter())
            .filter_map(|event| {
                let other = |mine: Option<&str>, its: Option<&str>| {
                    mine.zip(its).is_some_and(|(a, b)| a != b)
                };
                let doubts: Vec<Doubt> = doubts(event).iter().map(|d| d.1).collect();
                let timed = event.start.is_some_and(|s| s.time.is_some());
                let reason = if other(rule.platform.as_deref(), event.platform.as_deref()) {
                    Reason::OtherPlatform
                } else if other(Some(&rule.currency), event.currency.map(|c| c.code())) {
                    Reason::OtherCurrency
                } else if doubts.contains(&Doubt::Negative) {
                    Reason::Negative
                } else if timed && !seen.insert(same(event)) {
                    Reason::Twice
                } else {
                    return Some((event, doubts.contains(&Doubt::Sum)));
                };
                left_out.add(reason, &event.worker);
                None
            })
            .collect();
        let workers: BTreeSet<&str> = kept.iter().map(|(e, _)| e.worker.as_str()).collect();
        let workers: Vec<String> = workers.into_iter().map(str::to_owned).collect();
        let mut jobs: Vec<Job> = (kept.into_iter())
            .map(|(event, doubted)| Job {
                worker: workers.binary_search(&event.worker).unwrap_or(0),
                doubted,
                ..job(event)
            })
            .collect();
        jobs.sort_by_key(|j| j.worker);
        Self {
            workers,
            jobs,
            events: events.len(),
            left_out,
        }
    }
}

/// What makes two events the same job.
fn same(event: &PayEvent) -> (&str, Option<When>, Option<When>, [Option<i64>; 4]) {
    let amounts = [event.base, event.promotion, event.tip, event.order_total];
    (&event.worker, event.start, event.end, amounts)
}

fn job(event: &PayEvent) -> Job {
    let decimals = event.currency.map_or(2, |c| i32::from(c.decimals()));
    let major = |minor: Option<i64>| minor.map(|m| m as f64 / 10f64.powi(decimals));
    let hours = |seconds: Option<i64>| seconds.map(|s| s as f64 / 3600.0);
    let epoch = jiff::civil::date(1970, 1, 1);
    let time = event.start.and_then(|s| s.time);
    Job {
        worker: 0,
        day: event.start.map(|s| (s.date - epoch).get_days()),
        times: [event.start, event.end].map(|w| w.and_then(|w| w.seconds())),
        hour: time.map(|t| f64::from(t.hour()) + f64::from(t.minute()) / 60.0),
        base: major(event.base),
        promotion: major(event.promotion),
        tip: major(event.tip),
        total: major(event.total),
        order_total: major(event.order_total),
        fees: major(event.fees),
        miles: event.distance.map(|metres| metres as f64 / MILE),
        spans: [event.waiting, event.en_route, event.on_job].map(hours),
        place: event.place.clone(),
        record: event.record,
        doubted: false,
    }
}

impl Jobs {
    /// Only those that came in one way.
    pub fn of_way(&self, record: Records) -> Self {
        let mut part = self.clone();
        part.jobs.retain(|job| record.counts(job.record));
        part
    }

    /// The year of each worker's first job, by their place in
    /// [`Jobs::workers`]; nobody whose days are not known.
    pub fn first_years(&self) -> BTreeMap<usize, i16> {
        let mut first: BTreeMap<usize, i32> = BTreeMap::new();
        for job in &self.jobs {
            if let Some(day) = job.day {
                let known = first.entry(job.worker).or_insert(day);
                *known = day.min(*known);
            }
        }
        let year = |day: i32| {
            let epoch = jiff::civil::date(1970, 1, 1);
            Some(epoch.checked_add(jiff::Span::new().days(day)).ok()?.year())
        };
        first
            .into_iter()
            .filter_map(|(who, day)| Some((who, year(day)?)))
            .collect()
    }
}

impl Job {
    /// Hours from its start to its end, where both are known and in order.
    pub fn length(&self) -> Option<f64> {
        let [start, end] = self.times;
        let seconds = end? - start?;
        (seconds >= 0).then_some(seconds as f64 / 3600.0)
    }

    /// The tip, as far as it is known: also where all that was paid is no more
    /// than base pay and promotion, so that there was none.
    pub fn known_tip(&self) -> Option<f64> {
        self.tip.or_else(|| {
            let rest = self.total? - self.base? - self.promotion.unwrap_or(0.0);
            (rest.abs() < 0.005).then_some(0.0)
        })
    }

    /// What a formula may ask for.
    pub fn quantity(&self, quantity: Quantity) -> Option<f64> {
        let [waiting, en_route, on_job] = self.spans;
        match quantity {
            Quantity::OrderTotal => self.order_total,
            Quantity::Fees => self.fees,
            Quantity::Miles => self.miles,
            Quantity::Kilometres => self.miles.map(|m| m * MILE / 1000.0),
            Quantity::Minutes => on_job.or_else(|| self.length()).map(|h| h * 60.0),
            Quantity::MinutesEnRoute => en_route.map(|h| h * 60.0),
            Quantity::MinutesWaiting => waiting.map(|h| h * 60.0),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use capstan_data::pay::{self, Units};

    /// Events from lines of worker, start, end, base, promotion, tip, total and
    /// order total.
    pub(crate) fn events(lines: &str) -> Vec<PayEvent> {
        let mut text = String::from(
            "worker,start,end,base,promotion,tip,total,order_total,platform,currency,source\n",
        );
        for line in lines.lines().filter(|l| !l.trim().is_empty()) {
            text += &format!("{},shipt,USD,screenshot\n", line.trim());
        }
        let read = pay::read_bytes("events.csv", text.as_bytes(), Units::Major);
        read.expect("events").events
    }

    #[test]
    fn what_is_missing_stays_missing() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let jobs = Jobs::new(
            &events(
                "b,2020-08-24,,14.58,,,,\na,2020-08-24T16:05,2020-08-24T16:35,10.21,,6.48,16.69,69.44",
            ),
            &rule,
        );
        assert_eq!(jobs.workers, ["a", "b"]);
        let [a, b] = &jobs.jobs[..] else {
            panic!("two jobs")
        };
        assert_eq!(
            (a.base, a.tip, a.order_total),
            (Some(10.21), Some(6.48), Some(69.44))
        );
        assert_eq!((a.day, a.hour), (Some(18498), Some(16.0 + 5.0 / 60.0)));
        assert_eq!(a.quantity(Quantity::Minutes), Some(30.0));
        assert_eq!((b.order_total, b.tip, b.length()), (None, None, None));
        assert_eq!(b.quantity(Quantity::OrderTotal), None);
    }

    #[test]
    fn a_tip_that_is_not_listed_is_none_only_if_the_total_says_so() {
        let job = |tip, total| Job {
            base: Some(9.0),
            promotion: Some(2.0),
            tip,
            total,
            ..Job::default()
        };
        assert_eq!(job(Some(3.0), None).known_tip(), Some(3.0));
        assert_eq!(job(None, Some(11.0)).known_tip(), Some(0.0));
        assert_eq!(job(None, Some(14.0)).known_tip(), None, "perhaps a tip");
        assert_eq!(job(None, None).known_tip(), None);
    }

    #[test]
    fn jobs_of_others_are_left_out_with_their_reason() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let line = "a,2020-08-24T16:05,,10.21,,6.48,16.69,69.44";
        let mut all = events(&[line; 6].join("\n"));
        all[1].platform = Some("other".into());
        all[2].currency = "EUR".parse().ok();
        all[3].tip = Some(-1);
        all[5].base = Some(1022);
        let jobs = Jobs::new(&all, &rule);
        let mut expected = Left::default();
        for reason in [
            Reason::OtherPlatform,
            Reason::OtherCurrency,
            Reason::Negative,
            Reason::Twice,
        ] {
            expected.add(reason, "a");
        }
        assert_eq!(jobs.left_out, expected);
        assert_eq!((jobs.events, jobs.jobs.len()), (6, 2));
        assert_eq!(
            jobs.jobs.iter().map(|j| j.doubted).collect::<Vec<_>>(),
            [false, true]
        );
        // On one day alike jobs can be two jobs.
        let days = Jobs::new(&events(&["a,2020-08-24,,9,,,,50"; 2].join("\n")), &rule);
        assert_eq!(days.jobs.len(), 2);
    }
}
