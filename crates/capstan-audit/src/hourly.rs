//! What an hour brought: engaged (on the way and on the job) and online (with
//! waiting), before and after the costs of driving, with tips and without.
//! Definitions decide the result, so all stand side by side.
//!
//! Where two jobs of a worker overlap, as with two apps at once, an hour is
//! one hour: times are the union of the intervals, never their sum.

use crate::jobs::{Job, Jobs};
use crate::rule::Rates;
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::Interval;
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
    /// Of how many workers.
    pub workers: usize,
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
    /// Hours of jobs; none if they may not be shown.
    pub engaged_hours: Option<f64>,
    /// Hours with waiting between jobs of a shift; none if they may not be
    /// shown.
    pub online_hours: Option<f64>,
    /// The share of the jobs whose distance and rate are known; costs are taken
    /// away only where that is nine of ten.
    pub costed: f64,
    /// The share of the jobs whose tip is known; figures with tips are given
    /// only where that is nine of ten.
    pub tipped: f64,
    /// The definitions side by side.
    pub pay: Vec<Hour>,
    /// Shifts below the minimum wage, where it is known for nine of ten shifts
    /// and tips are for nine of ten jobs.
    pub under: Vec<Under>,
}

/// The share of jobs of which something must be known to be reckoned with.
const MOST: f64 = 0.9;
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
    tipped: usize,
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
            shift.tips += job.known_tip().unwrap_or(0.0);
            shift.tipped += usize::from(job.known_tip().is_some());
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

/// Whether the times of a job are known.
pub(crate) fn counts(job: &Job) -> bool {
    timed(job).is_some()
}

/// The shifts of each worker who has jobs with both times.
fn of_workers(jobs: &Jobs, gap: u32, costs: &Costs<'_>) -> Vec<Vec<Shift>> {
    (jobs.jobs.chunk_by(|a, b| a.worker == b.worker))
        .map(|all| shifts(&all.iter().collect::<Vec<_>>(), gap, costs))
        .filter(|shifts| !shifts.is_empty())
        .collect()
}

fn sums(of: &[Vec<Shift>], what: &dyn Fn(&Shift) -> f64) -> Vec<f64> {
    of.iter()
        .map(|shifts| shifts.iter().map(what).sum())
        .collect()
}

/// What hours brought in the jobs that have both times; nothing without any.
pub fn hourly(jobs: &Jobs, costs: &Costs<'_>, draws: usize, stream: &Stream) -> Option<Hourly> {
    let usual = of_workers(jobs, GAP, costs);
    if usual.is_empty() {
        return None;
    }
    let workers = usual.len();
    let weights = UserWeights::new(&stream.child("hourly"), workers, draws);
    let ratio =
        |above: &dyn Fn(&Shift) -> f64, below: &dyn Fn(&Shift) -> f64, of: &[Vec<Shift>]| {
            weigh::ratio(&sums(of, above), &sums(of, below), costs.cap, &weights)
        };
    let sum = |f: &dyn Fn(&Shift) -> f64| usual.iter().flatten().map(f).sum::<f64>();
    let all = sum(&|s| s.jobs as f64);
    let costed = sum(&|s| s.costed as f64) / all;
    let tipped = sum(&|s| s.tipped as f64) / all;
    let mut pay = Vec::new();
    for online in [false, true] {
        for net in [false, true] {
            for tips in [true, false] {
                let earned = move |s: &Shift| {
                    s.pay + if tips { s.tips } else { 0.0 } - if net { s.cost } else { 0.0 }
                };
                let time = move |s: &Shift| if online { s.online() } else { s.engaged };
                let known = (!net || costed >= MOST) && (!tips || tipped >= MOST);
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
            let shifts = of_workers(jobs, gap, costs);
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
            let enough = known as f64 >= MOST * count as f64 && tipped >= MOST;
            enough.then(|| Under {
                gap,
                shifts: known,
                workers: (shifts.iter())
                    .filter(|of| of.iter().any(|s| s.wage.is_some()))
                    .count(),
                share: below(1.0),
                contractor: below(CONTRACTOR),
            })
        })
        .collect();
    Some(Hourly {
        jobs: all as usize,
        workers,
        engaged_hours: Some(sum(&|s| s.engaged)),
        online_hours: Some(sum(&Shift::online)),
        costed,
        tipped,
        pay,
        under,
    })
}

/// What hours brought, as far as it may be shown: without the sums of hours of
/// which one worker has too large a part, and without shifts of few.
///
/// # Errors
/// Why nothing may be shown.
pub fn released(
    jobs: &Jobs,
    costs: &Costs<'_>,
    (draws, limits): (usize, &Limits),
    stream: &Stream,
) -> Result<Option<Hourly>, Withheld> {
    let Some(mut found) = hourly(jobs, costs, draws, stream) else {
        return Ok(None);
    };
    let usual = of_workers(jobs, GAP, costs);
    let [engaged, online] = [sums(&usual, &|s| s.engaged), sums(&usual, &Shift::online)];
    let [pay, tips] = [sums(&usual, &|s| s.pay), sums(&usual, &|s| s.tips)];
    let why_not = |what: &[f64]| {
        let of = |hours: &Vec<f64>| weigh::why_not(&[hours, what], hours, costs.cap, limits);
        [&engaged, &online].into_iter().find_map(of)
    };
    if let Some(why) = why_not(&pay) {
        return Err(why);
    }
    // Pay with tips less pay without is tips, and before costs less after is
    // costs.
    let tells = |what: &[f64]| what.iter().any(|x| *x > 0.0) && why_not(what).is_some();
    let (tips, cost) = (tells(&tips), tells(&sums(&usual, &|s| s.cost)));
    found
        .pay
        .retain(|hour| !(tips && !hour.tips || cost && hour.net));
    for (hours, sum) in [
        (&engaged, &mut found.engaged_hours),
        (&online, &mut found.online_hours),
    ] {
        *sum = sum.filter(|_| weigh::why_not_total(hours, costs.cap, limits).is_none());
    }
    let enough = |under: &Under| limits.why_not_count(under.workers).is_none();
    found.under.retain(enough);
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::left::Left;

    /// Worker, start and end in minutes, base, tip, miles.
    type Row = (usize, i64, i64, f64, f64, Option<f64>);

    fn jobs(rows: &[Row]) -> Jobs {
        Jobs {
            workers: (0..20).map(|n| format!("w{n}")).collect(),
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
            left_out: Left::default(),
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
        assert_eq!(
            (found.engaged_hours, found.online_hours),
            (Some(3.5), Some(4.0))
        );
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
        assert_eq!(found.tipped, 1.0);
        assert_eq!(found.online_hours, Some(3.0));
    }

    #[test]
    fn pay_with_tips_needs_tips() {
        let mut held = jobs(&[(0, 0, 60, 10.0, 4.0, None), (1, 0, 60, 10.0, 0.0, None)]);
        held.jobs[1].tip = None;
        let found = of(&held);
        assert_eq!((found.tipped, pay(&found, false, false, true)), (0.5, None));
        assert_eq!(pay(&found, false, false, false), Some(10.0));
        assert!(found.under.is_empty(), "perhaps tips made up for it");
        held.jobs[1].total = Some(10.0);
        assert_eq!(pay(&of(&held), false, false, true), Some(12.0));
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
    fn hours_that_would_tell_of_one_are_not_shown() {
        let costs = Costs {
            mileage: None,
            wage: None,
            place: "",
            cap: 0.25,
        };
        let limits = Limits::default();
        let of = |rows: &[Row]| released(&jobs(rows), &costs, (300, &limits), &Stream::root(1));
        let row = |worker, minutes, tip| (worker, 0, minutes, 10.0, tip, None);
        let alike: Vec<Row> = (0..12).map(|n| row(n, 60, 1.0)).collect();
        let found = of(&alike).expect("shown").expect("hours");
        assert_eq!((found.engaged_hours, found.pay.len()), (Some(12.0), 8));
        let few = of(&alike[..9]);
        assert!(matches!(few, Err(Withheld::TooFew { .. })), "{few:?}");
        // A third of all hours are one worker's: in the mean they weigh a
        // quarter, and the sum is not told.
        let mut long = alike.clone();
        long[0].2 = 330;
        let found = of(&long).expect("shown").expect("hours");
        assert_eq!((found.engaged_hours, found.online_hours), (None, None));
        // Only one was tipped: pay without tips would tell how much.
        let mut tipped = alike.clone();
        for row in &mut tipped[1..] {
            row.4 = 0.0;
        }
        let found = of(&tipped).expect("shown").expect("hours");
        assert!(found.pay.iter().all(|hour| hour.tips) && found.pay.len() == 4);
        // One was paid more than half of all.
        let mut paid = alike;
        paid[3].3 = 200.0;
        assert_eq!(of(&paid), Err(Withheld::Dominated));
        assert_eq!(of(&[]), Ok(None));
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
