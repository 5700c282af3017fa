//! One worker's own figures, for that worker alone: what they were paid, what
//! the rule would have paid, their tips and their hours, with how sure that is,
//! from the first job on.

use crate::audit::Question;
use crate::era::Era;
use crate::gap::{self, Person};
use crate::hourly::{Costs, Hourly, hourly};
use crate::jobs::{Job, Jobs};
use crate::verdict::{Judged, judge};
use capstan_data::pay::PayEvent;
use capstan_stats::interval::{Interval, t95};
use capstan_stats::stream::Stream;
use serde::Serialize;

/// One worker's own figures; amounts in major units.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Own {
    /// How many jobs the rule could be put beside.
    pub jobs: usize,
    /// How many more could not, because something is missing.
    pub left_out: usize,
    /// How many of them were paid in weeks that follow the rule.
    pub by_rule_jobs: usize,
    /// What was paid for the other jobs, without tips.
    pub paid: f64,
    /// What the rule gives for them.
    pub by_rule: f64,
    /// The relative change with its interval; none of one job alone.
    pub change: Option<Interval>,
    /// Whether that is a cut, a gain, or not clear; none without such jobs.
    pub verdict: Option<crate::verdict::Verdict>,
    /// The mean tip of the jobs whose tip is known.
    pub tip: Option<f64>,
    /// The same with its interval; none of one tip alone.
    pub tip_range: Option<Interval>,
    /// In how many jobs the tip is known.
    pub tipped: usize,
    /// What an hour brought, with intervals of a bootstrap over days: its
    /// `workers` are the days.
    pub hourly: Option<Hourly>,
}

/// The figures of the worker of `events`; those of other workers among them are
/// passed over, so that nobody sees another's.
pub fn own(events: &[PayEvent], worker: &str, question: &Question) -> Own {
    let mine: Vec<PayEvent> = (events.iter())
        .filter(|e| e.worker == worker)
        .cloned()
        .collect();
    let choices = &question.choices;
    let stream = Stream::root(choices.seed);
    let jobs = Jobs::new(&mine, &question.rule);
    let found = gap::gaps(&jobs, &question.rule, choices);
    let people = gap::people(&found.gaps, choices.jobs);
    let person: Option<&Person<'_>> = people.first();
    let judged: Option<Judged> = person.map(|p| judge(p, worker, choices.margin, &stream));
    let tips: Vec<f64> = jobs.jobs.iter().filter_map(|j: &Job| j.tip).collect();
    let costs = Costs {
        mileage: question.mileage.as_ref(),
        wage: question.wage.as_ref(),
        place: &question.place,
        // Days stand for workers here.
        cap: 1.0,
    };
    Own {
        jobs: found.gaps.len(),
        left_out: mine.len() - found.gaps.len(),
        by_rule_jobs: found.gaps.iter().filter(|g| g.era == Era::ByRule).count(),
        paid: person.map_or(0.0, |p| p.paid),
        by_rule: person.map_or(0.0, |p| p.by_rule),
        change: judged.and_then(|j| j.interval),
        verdict: judged.map(|j| j.verdict),
        tip: (!tips.is_empty()).then(|| mean(&tips)),
        tip_range: mean_range(&tips),
        tipped: tips.len(),
        hourly: hourly(&by_day(jobs), &costs, choices.draws, &stream),
    }
}

/// The same jobs as if each day were another worker's.
fn by_day(mut jobs: Jobs) -> Jobs {
    let mut days: Vec<Option<i32>> = jobs.jobs.iter().map(|j| j.day).collect();
    days.sort_unstable();
    days.dedup();
    for job in &mut jobs.jobs {
        job.worker = days.binary_search(&job.day).unwrap_or(0);
    }
    jobs.jobs.sort_by_key(|j| j.worker);
    jobs
}

/// The mean of amounts that cannot be below 0, with the interval of Student's t,
/// which has an honest width for few of them; nothing for one alone.
pub fn mean_range(values: &[f64]) -> Option<Interval> {
    let n = values.len() as f64;
    if n < 2.0 {
        return None;
    }
    let mean = mean(values);
    let squares: f64 = values.iter().map(|v| (v - mean).powi(2)).sum();
    let range = Interval::around(mean, t95(n - 1.0) * (squares / (n - 1.0) / n).sqrt());
    Some(Interval {
        low: range.low.max(0.0),
        ..range
    })
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::tests::events;
    use crate::rule::Rule;
    use crate::verdict::Verdict;

    fn question() -> Question {
        Question::about(Rule::find("shipt-2019").expect("a rule")).expect("a question")
    }

    #[test]
    fn from_the_first_job_on() {
        let rows = events("a,2020-08-24,,9,,2,11,100\nb,2020-08-24,,1,,,1,100");
        let found = own(&rows, "a", &question());
        assert_eq!((found.jobs, found.left_out, found.by_rule_jobs), (1, 0, 0));
        assert_eq!((found.paid, found.by_rule), (9.0, 12.5));
        assert_eq!(
            (found.change, found.verdict),
            (None, Some(Verdict::NotClear))
        );
        assert_eq!(
            (found.tip, found.tip_range, found.tipped),
            (Some(2.0), None, 1)
        );
        assert_eq!(found.hourly, None);
        let nobody = own(&rows, "c", &question());
        assert_eq!((nobody.jobs, nobody.verdict, nobody.tip), (0, None, None));
    }

    #[test]
    fn many_jobs_have_intervals() {
        let lines: Vec<String> = (0..20)
            .map(|n| {
                format!(
                    "a,2020-08-{:02}T12:00,2020-08-{:02}T12:30,{},,{},,100",
                    n + 1,
                    n + 1,
                    8 + n % 3,
                    n % 4
                )
            })
            .collect();
        let found = own(&events(&lines.join("\n")), "a", &question());
        assert_eq!(found.verdict, Some(Verdict::Cut));
        let change = found.change.expect("a change");
        assert!(change.low < -0.28 && -0.28 < change.high && change.high < -0.2);
        let tip = found.tip_range.expect("an interval");
        assert!(tip.low < 1.5 && 1.5 < tip.high && (tip.value - 1.5).abs() < 1e-12);
        let hourly = found.hourly.expect("hours");
        assert_eq!((hourly.jobs, hourly.workers), (20, 20));
        let hour = hourly.pay.iter().find(|h| !h.online && !h.net && !h.tips);
        let pay = hour.and_then(|h| h.pay).expect("pay by the hour");
        // 20 half hours brought 7 * 8 + 7 * 9 + 6 * 10.
        assert!((pay.value - 17.9).abs() < 1e-9 && pay.low < 17.9 && pay.high > 17.9);
    }

    #[test]
    fn a_mean_has_the_interval_of_students_t() {
        let found = mean_range(&[1.0, 2.0, 3.0, 4.0]).expect("an interval");
        // 2.5 -+ 3.182446 * 1.290994 / 2
        assert!((found.low - 0.445_739).abs() < 1e-5 && (found.high - 4.554_261).abs() < 1e-5);
        // Nobody was paid less than nothing.
        let found = mean_range(&[1.0, 9.0]).expect("an interval");
        assert_eq!((found.value, found.low), (5.0, 0.0));
        assert_eq!(mean_range(&[1.0]), None);
    }
}
