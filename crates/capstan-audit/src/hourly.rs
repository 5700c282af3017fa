//! What an hour brought: engaged (on the way and on the job) and online (with
//! waiting), before and after the costs of driving, with tips and without.
//! Definitions decide the result, so all stand side by side.
//!
//! Where two jobs of a worker overlap, as with two apps at once, an hour is
//! one hour: times are the union of the intervals, never their sum.

use crate::choices::Records;
use crate::jobs::{Job, Jobs};
use crate::rule::Rates;
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::Interval;
use capstan_stats::resample::expanded;
use capstan_stats::stream::Stream;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An hour's pay under one definition.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hour {
    /// Whether waiting between jobs counts as time.
    pub online: bool,
    /// Whether the costs of driving are taken away.
    pub net: bool,
    /// Whether tips are in it.
    pub tips: bool,
    /// All pay over all hours, in major units.
    pub value: Option<f64>,
    /// The same with its interval; none of one worker alone.
    pub pay: Option<Interval>,
}

/// Shifts below the minimum wage, for one length of break that ends a shift.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Under {
    /// How many minutes without a job end a shift.
    pub gap: u32,
    /// How many shifts there are.
    pub shifts: usize,
    /// The share that brought less than the minimum wage, after the costs of
    /// driving and with tips.
    pub share: Option<Interval>,
    /// The share that brought less than a contractor needs for the same.
    pub contractor: Option<Interval>,
}

/// What hours brought.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hourly {
    /// How many jobs have both times.
    pub jobs: usize,
    /// Of how many workers.
    pub workers: usize,
    /// Hours of jobs.
    pub engaged_hours: f64,
    /// Hours with waiting between jobs of a shift.
    pub online_hours: f64,
    /// The share of the jobs whose distance and rate are known; costs are taken
    /// away only where that is nine of ten.
    pub costed: f64,
    /// The definitions side by side.
    pub pay: Vec<Hour>,
    /// Shifts below the minimum wage, where it is known for nine of ten shifts.
    pub under: Vec<Under>,
}

/// Minutes without a job that end a shift, for the figures of online time.
const GAP: u32 = 60;
/// The breaks for which shifts below the minimum wage are shown.
pub const GAPS: [u32; 3] = [30, 60, 120];
/// How much more a contractor must be paid than an employee for the same: the
/// taxes and days off that an employer pays, as New York City reckoned it (15
/// dollars are 17.22).
pub const CONTRACTOR: f64 = 1.148;

/// What hours are reckoned with.
#[derive(Clone, Copy, Debug)]
pub struct Costs<'a> {
    /// What a mile costs.
    pub mileage: Option<&'a Rates>,
    /// The least an hour must be paid.
    pub wage: Option<&'a Rates>,
    /// Where jobs were that do not say it in a form the rates know.
    pub place: &'a str,
    /// The largest weight of one worker, 0 to 1.
    pub cap: f64,
}

/// What hours brought in the jobs that came in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HourlyOf {
    /// The way.
    pub record: Records,
    /// What hours brought.
    pub hourly: Hourly,
}

/// Jobs of one worker that follow each other without a break.
#[derive(Clone, Debug, Default)]
struct Shift {
    /// Seconds since 1970.
    from: i64,
    to: i64,
    /// Hours in which there is a job.
    engaged: f64,
    /// Hours of waiting that the jobs themselves name.
    waiting: f64,
    pay: f64,
    tips: f64,
    cost: f64,
    costed: usize,
    jobs: usize,
    wage: Option<f64>,
}

impl Shift {
    /// Hours online: with the time between jobs, or the waiting they name if
    /// that is more.
    fn online(&self) -> f64 {
        let span = (self.to - self.from) as f64 / 3600.0;
        span.max(self.engaged + self.waiting)
    }
}

/// A job with its times, and what was paid for it without the tip.
fn timed(job: &Job) -> Option<(i64, i64, f64)> {
    let [start, end] = job.times;
    let (start, end) = (start?, end?);
    let pay = job.base? + job.promotion.unwrap_or(0.0);
    (end > start).then_some((start, end, pay))
}

fn shifts(jobs: &[&Job], gap: u32, costs: &Costs<'_>) -> Vec<Shift> {
    let mut order: Vec<(i64, i64, f64, &Job)> = (jobs.iter())
        .filter_map(|&job| timed(job).map(|(s, e, pay)| (s, e, pay, job)))
        .collect();
    order.sort_by_key(|job| (job.0, job.1));
    let mut shifts: Vec<Shift> = Vec::new();
    for (start, end, pay, job) in order {
        let open = shifts
            .last()
            .is_some_and(|s| start - s.to < i64::from(gap) * 60);
        if !open {
            shifts.push(Shift {
                from: start,
                to: start,
                wage: rate(costs.wage, job, costs.place),
                ..Shift::default()
            });
        }
        if let Some(shift) = shifts.last_mut() {
            // Only what no earlier job of the shift covers is new time.
            shift.engaged += (end - start.max(shift.to)).max(0) as f64 / 3600.0;
            shift.to = shift.to.max(end);
            shift.waiting += job.spans[0].unwrap_or(0.0);
            shift.pay += pay;
            shift.tips += job.tip.unwrap_or(0.0);
            shift.jobs += 1;
            let cost = rate(costs.mileage, job, costs.place).zip(job.miles);
            shift.cost += cost.map_or(0.0, |(rate, miles)| rate * miles);
            shift.costed += usize::from(cost.is_some());
        }
    }
    shifts
}

/// The rate at the job's own place, else at the one that was named.
fn rate(rates: Option<&Rates>, job: &Job, place: &str) -> Option<f64> {
    let day = jiff::Span::new().try_days(job.day?).ok()?;
    let day: Date = jiff::civil::date(1970, 1, 1).checked_add(day).ok()?;
    let rates = rates?;
    let own = job.place.as_deref().and_then(|p| rates.on(p, day));
    own.or_else(|| rates.on(place, day)).map(|r| r.value)
}

/// What hours brought in the jobs that have both times; nothing without any.
pub fn hourly(jobs: &Jobs, costs: &Costs<'_>, draws: usize, stream: &Stream) -> Option<Hourly> {
    let by_worker: Vec<Vec<&Job>> = (jobs.jobs.chunk_by(|a, b| a.worker == b.worker))
        .map(|all| all.iter().filter(|j| timed(j).is_some()).collect())
        .filter(|all: &Vec<&Job>| !all.is_empty())
        .collect();
    if by_worker.is_empty() {
        return None;
    }
    let workers = by_worker.len();
    let weights = UserWeights::new(&stream.child("hourly"), workers, draws);
    let of_gap =
        |gap: u32| -> Vec<Vec<Shift>> { by_worker.iter().map(|w| shifts(w, gap, costs)).collect() };
    let usual = of_gap(GAP);
    let ratio =
        |above: &dyn Fn(&Shift) -> f64, below: &dyn Fn(&Shift) -> f64, of: &[Vec<Shift>]| {
            let sums = |f: &dyn Fn(&Shift) -> f64| -> Vec<f64> {
                of.iter().map(|shifts| shifts.iter().map(f).sum()).collect()
            };
            let sizes = sums(below);
            let columns: Vec<f64> = (sums(above).into_iter().zip(&sizes))
                .zip(weigh::weights(&sizes, costs.cap))
                .flat_map(|((above, below), weight)| [weight * above, weight * below])
                .collect();
            let sum = |n: usize| columns.iter().skip(n).step_by(2).sum::<f64>();
            let drawn = (0..draws)
                .map(|draw| {
                    let t = weights.totals(draw, &columns);
                    t[0] / t[1]
                })
                .collect();
            let value = sum(0) / sum(1);
            (value, expanded(value, drawn, workers))
        };
    let sum = |f: &dyn Fn(&Shift) -> f64| usual.iter().flatten().map(f).sum::<f64>();
    let all = sum(&|s| s.jobs as f64);
    let costed = sum(&|s| s.costed as f64) / all;
    let mut pay = Vec::new();
    for online in [false, true] {
        for net in [false, true] {
            for tips in [true, false] {
                let earned = move |s: &Shift| {
                    s.pay + if tips { s.tips } else { 0.0 } - if net { s.cost } else { 0.0 }
                };
                let time = move |s: &Shift| if online { s.online() } else { s.engaged };
                let known = !net || costed >= 0.9;
                let found = known.then(|| ratio(&earned, &time, &usual));
                pay.push(Hour {
                    online,
                    net,
                    tips,
                    value: found.map(|found| found.0),
                    pay: found.and_then(|found| found.1),
                });
            }
        }
    }
    let under = (GAPS.into_iter())
        .filter_map(|gap| {
            let shifts = of_gap(gap);
            let count = shifts.iter().flatten().count();
            let known = shifts.iter().flatten().filter(|s| s.wage.is_some()).count();
            let one = |is: bool| f64::from(u8::from(is));
            let below = |times: f64| {
                let is = move |s: &Shift| {
                    let hour = (s.pay + s.tips - s.cost) / s.online();
                    one(s.wage.is_some_and(|w| hour < w * times))
                };
                ratio(&is, &|s| one(s.wage.is_some()), &shifts).1
            };
            (known * 10 >= count * 9).then(|| Under {
                gap,
                shifts: known,
                share: below(1.0),
                contractor: below(CONTRACTOR),
            })
        })
        .collect();
    Some(Hourly {
        jobs: all as usize,
        workers,
        engaged_hours: sum(&|s| s.engaged),
        online_hours: sum(&Shift::online),
        costed,
        pay,
        under,
    })
}

/// The same for each way in which jobs came in, where there are several.
///
/// # Errors
/// Why none of it may be shown: each must be about enough people, since the
/// last follows from the others and the whole.
pub fn by_record(
    jobs: &Jobs,
    costs: &Costs<'_>,
    (draws, limits): (usize, &Limits),
    stream: &Stream,
) -> Result<Vec<HourlyOf>, Withheld> {
    let parts: Vec<HourlyOf> = (Records::WAYS.into_iter())
        .filter_map(|record| {
            let mut part = jobs.clone();
            part.jobs.retain(|job| record.counts(job.record));
            let stream = stream.child(record.name());
            let hourly = hourly(&part, costs, draws, &stream)?;
            Some(HourlyOf { record, hourly })
        })
        .collect();
    if parts.len() < 2 {
        return Ok(Vec::new());
    }
    let few = |part: &HourlyOf| limits.why_not_count(part.hourly.workers);
    match parts.iter().find_map(few) {
        Some(why) => Err(why),
        None => Ok(parts),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::LeftOut;
    use capstan_data::pay::Record;

    /// Worker, start and end in minutes, base, tip, miles.
    type Row = (usize, i64, i64, f64, f64, Option<f64>);

    fn jobs(rows: &[Row]) -> Jobs {
        Jobs {
            workers: (0..9).map(|n| format!("w{n}")).collect(),
            jobs: (rows.iter())
                .map(|&(worker, start, end, base, tip, miles)| Job {
                    worker,
                    day: Some(18498),
                    times: [Some(start * 60), Some(end * 60)],
                    base: Some(base),
                    tip: Some(tip),
                    miles,
                    ..Job::default()
                })
                .collect(),
            events: rows.len(),
            left_out: LeftOut::default(),
        }
    }

    fn of(jobs: &Jobs) -> Hourly {
        let (mileage, wage) = (
            Rates::find("us-irs-mileage"),
            Rates::find("us-minimum-wage"),
        );
        let (mileage, wage) = (mileage.expect("rates"), wage.expect("rates"));
        let costs = Costs {
            mileage: Some(&mileage),
            wage: Some(&wage),
            place: "US-TX",
            cap: 1.0,
        };
        hourly(jobs, &costs, 300, &Stream::root(1)).expect("hours")
    }

    fn pay(found: &Hourly, online: bool, net: bool, tips: bool) -> Option<f64> {
        let is = |h: &&Hour| (h.online, h.net, h.tips) == (online, net, tips);
        found.pay.iter().find(is)?.pay.map(|i| i.value)
    }

    #[test]
    fn overlapping_jobs_are_one_hour() {
        // An hour and a half overlapping by half an hour, then half an hour of
        // waiting and an hour; far later another worker's hour.
        let found = of(&jobs(&[
            (0, 0, 60, 10.0, 2.0, Some(10.0)),
            (0, 30, 90, 10.0, 0.0, Some(10.0)),
            (0, 120, 180, 10.0, 4.0, Some(10.0)),
            (1, 0, 60, 20.0, 0.0, Some(20.0)),
        ]));
        assert_eq!((found.jobs, found.workers), (4, 2));
        assert!((found.engaged_hours - 3.5).abs() < 1e-12);
        assert!((found.online_hours - 4.0).abs() < 1e-12);
        let near = |a: Option<f64>, b: f64| (a.expect("pay") - b).abs() < 1e-12;
        assert!(near(pay(&found, false, false, true), 56.0 / 3.5));
        assert!(near(pay(&found, true, false, true), 14.0));
        assert!(near(pay(&found, true, false, false), 12.5));
        // 50 miles at 57.5 cents.
        assert!(near(pay(&found, true, true, true), (56.0 - 28.75) / 4.0));
    }

    #[test]
    fn costs_need_miles_and_waiting_that_is_named_counts() {
        let mut held = jobs(&[
            (0, 0, 60, 10.0, 0.0, None),
            (1, 0, 60, 10.0, 0.0, Some(3.0)),
        ]);
        held.jobs[0].spans[0] = Some(1.0);
        let found = of(&held);
        assert_eq!((found.costed, pay(&found, true, true, true)), (0.5, None));
        assert!((found.online_hours - 3.0).abs() < 1e-12);
    }

    #[test]
    fn shifts_below_the_minimum_wage() {
        // The wage is 7.25, and 8.323 for a contractor.
        let found = of(&jobs(&[
            (0, 0, 60, 8.0, 0.0, Some(0.0)),
            (0, 150, 210, 12.0, 0.0, Some(0.0)),
            (1, 0, 60, 30.0, 0.0, Some(0.0)),
        ]));
        let value = |i: Option<Interval>| i.expect("a share").value;
        let share: Vec<(u32, usize, f64, f64)> = (found.under.iter())
            .map(|u| (u.gap, u.shifts, value(u.share), value(u.contractor)))
            .collect();
        // Without the break it is one shift of 3.5 hours for 20: 5.71 an hour.
        let short = |gap| (gap, 3, 0.0, 1.0 / 3.0);
        assert_eq!(share, [short(30), short(60), (120, 2, 0.5, 0.5)]);
    }

    #[test]
    fn nobody_weighs_more_than_the_cap() {
        // Ten hours for 100 of one, an hour for 20 of each of three: at a
        // quarter, the first weighs as much as one of the others.
        let mut rows = vec![(0, 0, 600, 100.0, 0.0, None)];
        rows.extend((1..4).map(|worker| (worker, 0, 60, 20.0, 0.0, None)));
        let costs = |cap| Costs {
            mileage: None,
            wage: None,
            place: "",
            cap,
        };
        let value = |cap| {
            let found = hourly(&jobs(&rows), &costs(cap), 300, &Stream::root(1));
            found.expect("hours").pay[0].value.expect("pay")
        };
        assert!((value(1.0) - 160.0 / 13.0).abs() < 1e-9);
        assert!((value(0.25) - 70.0 / 4.0).abs() < 1e-9);
    }

    #[test]
    fn whole_logs_and_picked_jobs_stand_apart_where_both_are_about_enough() {
        let rows: Vec<Row> = (0..8)
            .map(|n| (n, 0, 60, if n < 5 { 10.0 } else { 30.0 }, 0.0, None))
            .collect();
        let mut all = jobs(&rows);
        for job in &mut all.jobs {
            job.record = Some(if job.worker < 5 {
                Record::FullLog
            } else {
                Record::Picked
            });
        }
        let costs = Costs {
            mileage: None,
            wage: None,
            place: "",
            cap: 1.0,
        };
        let of = |all: &Jobs, people| {
            let limits = Limits {
                people,
                ..Limits::default()
            };
            by_record(all, &costs, (300, &limits), &Stream::root(1))
        };
        let told: Vec<(Records, usize, Option<f64>)> = (of(&all, 3).expect("shown").iter())
            .map(|o| (o.record, o.hourly.workers, o.hourly.pay[0].value))
            .collect();
        let expected = [
            (Records::FullLog, 5, Some(10.0)),
            (Records::Picked, 3, Some(30.0)),
        ];
        assert_eq!(told, expected);
        // Three picked ones follow from the whole and the five others.
        assert!(matches!(of(&all, 4), Err(Withheld::TooFew { .. })));
        all.jobs.retain(|job| job.worker < 5);
        assert_eq!(of(&all, 3), Ok(Vec::new()));
    }

    #[test]
    fn jobs_without_times_say_nothing() {
        let mut held = jobs(&[(0, 0, 60, 8.0, 0.0, None)]);
        held.jobs[0].times[1] = None;
        let costs = Costs {
            mileage: None,
            wage: None,
            place: "",
            cap: 1.0,
        };
        assert_eq!(hourly(&held, &costs, 300, &Stream::root(1)), None);
    }
}
