//! A search for the rule behind pay, over small families: which simple rule
//! gives the pay of the most jobs to within the tolerance?
//!
//! Lines are proposed by pairs of jobs and judged by how many jobs they give
//! (random sample consensus, Fischler and Bolles 1981,
//! doi:10.1145/358669.358692), so that jobs paid otherwise do not bend them.
//! What is found on one half of the workers is judged on the other. Which half
//! a worker is in does not depend on who else is there.

use crate::gap::Person;
use crate::rule::Quantity;
use crate::weigh;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::{Interval, wilson};
use capstan_stats::stream::{Stream, key_of};
use rand::RngExt;
use serde::{Deserialize, Serialize};

/// A rule that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Its formula, as in a rule file.
    pub formula: String,
    /// How many jobs it was judged on: those of the workers it was not found
    /// on.
    pub jobs: usize,
    /// Of how many workers.
    pub workers: usize,
    /// The share of them whose pay it gives to within the tolerance. The
    /// interval is of a bootstrap over workers, or Wilson's over them where all
    /// or none of the jobs are given.
    pub gives: Interval,
}

/// A line, from a least pay on, and with another slope from a limit on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Line {
    constant: f64,
    slope: f64,
    least: Option<f64>,
    /// The limit, and the slope beyond it.
    beyond: Option<(f64, f64)>,
}

impl Line {
    fn at(&self, x: f64) -> f64 {
        let mut pay = self.constant + self.slope * x;
        if let Some((limit, slope)) = self.beyond {
            pay += (slope - self.slope) * (x - limit).max(0.0);
        }
        self.least.map_or(pay, |least| pay.max(least))
    }

    fn gives(&self, jobs: &[[f64; 2]], tolerance: f64) -> usize {
        let given = |j: &&[f64; 2]| (j[1] - self.at(j[0])).abs() <= tolerance + 1e-9;
        jobs.iter().filter(given).count()
    }

    /// How many of the jobs of each worker it gives.
    fn given(&self, by_worker: &[Vec<[f64; 2]>], tolerance: f64) -> Vec<f64> {
        let given = |jobs: &Vec<[f64; 2]>| self.gives(jobs, tolerance) as f64;
        by_worker.iter().map(given).collect()
    }

    /// The same with rounder numbers, as far as it gives no fewer jobs.
    fn rounder(self, jobs: &[[f64; 2]], tolerance: f64) -> Self {
        let mut best = self;
        let mut most = best.gives(jobs, tolerance);
        for step in [0.001, 0.01, 0.05, 0.25, 1.0] {
            let to = |x: f64, step: f64| (x / step).round() * step;
            let tries = [
                Self {
                    constant: to(best.constant, step),
                    ..best
                },
                Self {
                    slope: to(best.slope, step / 20.0),
                    ..best
                },
                Self {
                    constant: to(best.constant, step),
                    slope: to(best.slope, step / 20.0),
                    ..best
                },
                Self {
                    least: best.least.map(|l| to(l, step)),
                    ..best
                },
                Self {
                    beyond: best.beyond.map(|(l, s)| (to(l, step * 4.0), s)),
                    ..best
                },
                Self {
                    beyond: best.beyond.map(|(l, s)| (l, to(s, step / 20.0))),
                    ..best
                },
            ];
            for one in tries {
                let gives = one.gives(jobs, tolerance);
                if gives >= most {
                    (best, most) = (one, gives);
                }
            }
        }
        best
    }

    fn formula(&self, name: &str) -> String {
        let number = |x: f64| {
            let text = format!("{x:.5}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        };
        let (constant, slope) = (number(self.constant), number(self.slope));
        let line = match self.beyond {
            Some((limit, more)) => format!(
                "{constant} + tiers({name}, {slope}, {}, {})",
                number(limit),
                number(more)
            ),
            None if slope == "0" || slope == "-0" => constant,
            None => format!("{constant} + {slope} * {name}"),
        };
        match self.least {
            Some(least) => format!("max({}, {line})", number(least)),
            None => line,
        }
    }
}

/// How many pairs of jobs propose a line.
const PAIRS: usize = 1500;
/// On how many jobs proposals are judged.
const MOST: usize = 1500;

/// The line that gives the most jobs of those proposed by pairs.
fn line(jobs: &[[f64; 2]], tolerance: f64, stream: &Stream) -> Option<Line> {
    if jobs.len() < 4 {
        return None;
    }
    let mut rng = stream.rng();
    let mut best: Option<(usize, Line)> = None;
    for _ in 0..PAIRS {
        let [x, y] = jobs[rng.random_range(0..jobs.len())];
        let [v, w] = jobs[rng.random_range(0..jobs.len())];
        let slope = if x == v { 0.0 } else { (w - y) / (v - x) };
        let proposed = Line {
            constant: y - slope * x,
            slope,
            least: None,
            beyond: None,
        };
        let gives = proposed.gives(jobs, tolerance);
        if best.as_ref().is_none_or(|(most, _)| gives > *most) {
            best = Some((gives, proposed));
        }
    }
    best.map(|(_, line)| line.rounder(jobs, tolerance))
}

/// The pay that jobs have most often, in whole cents.
fn commonest(jobs: &[[f64; 2]]) -> Option<f64> {
    let mut cents: Vec<i64> = jobs.iter().map(|j| (j[1] * 100.0).round() as i64).collect();
    cents.sort_unstable();
    let runs = cents.chunk_by(|a, b| a == b);
    let longest = runs.max_by_key(|run| run.len())?;
    Some(longest[0] as f64 / 100.0)
}

/// The best line of each family.
fn families(jobs: &[[f64; 2]], tolerance: f64, stream: &Stream) -> Vec<Line> {
    let Some(plain) = line(jobs, tolerance, stream) else {
        return Vec::new();
    };
    let left: Vec<[f64; 2]> = (jobs.iter())
        .filter(|j| (j[1] - plain.at(j[0])).abs() > tolerance + 1e-9)
        .copied()
        .collect();
    let mut found = vec![plain];
    found.extend(commonest(&left).map(|least| Line {
        least: Some(least),
        ..plain
    }));
    if let Some(other) = line(&left, tolerance, &stream.child("beyond"))
        && other.slope != plain.slope
    {
        let limit = (other.constant - plain.constant) / (plain.slope - other.slope);
        for (first, second) in [(plain, other), (other, plain)] {
            found.push(Line {
                beyond: Some((limit, second.slope)),
                ..first
            });
        }
    }
    found
        .into_iter()
        .map(|l| l.rounder(jobs, tolerance))
        .collect()
}

/// Whether a worker is in the half that rules are judged on.
fn judges(pseudonym: &str, stream: &Stream) -> bool {
    stream.child("search").priority(key_of(pseudonym)) % 2 == 1
}

/// Those of `people` whom a rule is judged on.
pub(crate) fn judged<'a, 'b>(
    people: &'b [Person<'a>],
    pseudonyms: &'b [String],
    stream: &'b Stream,
) -> impl Iterator<Item = &'b Person<'a>> {
    (people.iter()).filter(|p| judges(&pseudonyms[p.worker], stream))
}

/// What someone's jobs have of a quantity, and their base pay.
type Jobs = Vec<[f64; 2]>;

/// The best rule over the quantities that most jobs have, for base pay; nothing
/// with fewer than 40 jobs. No worker weighs more than `cap` of those it is
/// judged on. `draws` makes draws of so many workers.
///
/// # Errors
/// Why it may not be shown: it is judged on too few workers, or gives the pay
/// of too few of them, so that it may be the rule of one.
pub fn search(
    people: &[Person<'_>],
    pseudonyms: &[String],
    (tolerance, cap, limits): (f64, f64, &Limits),
    draws: impl Fn(usize) -> UserWeights,
    stream: &Stream,
) -> Result<Option<Found>, Withheld> {
    let jobs: usize = people.iter().map(|p| p.gaps.len()).sum();
    if jobs < 40 {
        return Ok(None);
    }
    let tolerance = tolerance.max(0.005);
    let mut best: Option<(f64, Line, Quantity, Vec<Jobs>)> = None;
    for quantity in [Quantity::OrderTotal, Quantity::Miles, Quantity::Minutes] {
        let pairs = |p: &Person<'_>| -> Jobs {
            let pair = |g: &crate::gap::Gap<'_>| Some([g.job.quantity(quantity)?, g.job.base?]);
            p.gaps.iter().filter_map(pair).collect()
        };
        let judged: Vec<Jobs> = judged(people, pseudonyms, stream).map(pairs).collect();
        let found_on = (people.iter()).filter(|p| !judges(&pseudonyms[p.worker], stream));
        let seen: Jobs = found_on.flat_map(pairs).collect();
        if (seen.len() + judged.iter().map(Vec::len).sum::<usize>()) * 10 < jobs * 9 {
            continue;
        }
        let every = seen.len().div_ceil(MOST).max(1);
        let seen: Jobs = seen.into_iter().step_by(every).collect();
        let own = stream.child("search").child(quantity.name());
        for line in families(&seen, tolerance, &own) {
            let gives = line.given(&judged, tolerance).iter().sum::<f64>();
            if best.as_ref().is_none_or(|(most, ..)| gives > *most) {
                best = Some((gives, line, quantity, judged.clone()));
            }
        }
    }
    let Some((_, line, quantity, judged)) = best else {
        return Ok(None);
    };
    let given = line.given(&judged, tolerance);
    let counts: Vec<f64> = judged.iter().map(|jobs| jobs.len() as f64).collect();
    let workers = counts.iter().filter(|c| **c > 0.0).count();
    let followers = given.iter().filter(|g| **g > 0.0).count();
    let why = weigh::why_not(&[&counts], &counts, cap, limits);
    if let Some(why) = why.or_else(|| limits.why_not_count(followers)) {
        return Err(why);
    }
    let (share, drawn) = weigh::ratio(&given, &counts, cap, &draws(judged.len()));
    let of_workers = wilson((share * workers as f64).round() as u64, workers as u64);
    let gives = drawn.filter(|i| i.low < i.high).or(of_workers);
    Ok(gives.map(|gives| Found {
        formula: line.formula(quantity.name()),
        jobs: counts.iter().sum::<f64>() as usize,
        workers,
        gives: Interval {
            value: share,
            ..gives
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choices::Which;
    use crate::era::Era;
    use crate::gap::{Gap, people};
    use crate::jobs::Job;

    /// What is found where pay is `rule` in 7 of 10 jobs and anything in the
    /// others.
    fn found(workers: usize, rule: impl Fn(f64) -> f64) -> Result<Found, Withheld> {
        let stream = Stream::root(3);
        let jobs: Vec<Job> = (0..30 * workers as u64)
            .map(|n| {
                let order = (20.0 + 180.0 * stream.child("order").uniform(n)).round();
                let other = 6.0 + 20.0 * stream.child("other").uniform(n);
                let pay = if n % 10 < 7 { rule(order) } else { other };
                Job {
                    worker: n as usize / 30,
                    base: Some((pay * 100.0).round() / 100.0),
                    order_total: Some(order),
                    ..Job::default()
                }
            })
            .collect();
        let gaps: Vec<Gap<'_>> = (jobs.iter())
            .map(|job| Gap {
                job,
                paid: job.base.unwrap_or(0.0),
                by_rule: 1.0,
                followed: false,
                era: Era::Changed,
            })
            .collect();
        let names: Vec<String> = (0..40).map(|n| format!("w{n}")).collect();
        let limits = Limits::default();
        let stream = Stream::root(1);
        let draws = |n| UserWeights::new(&stream, n, 400);
        let asked = (0.01, limits.dominance, &limits);
        search(&people(&gaps, Which::All), &names, asked, draws, &stream)
            .map(|found| found.expect("a rule"))
    }

    #[test]
    fn hidden_rules_are_found() {
        type Case = (&'static str, fn(f64) -> f64);
        let cases: [Case; 3] = [
            ("5 + 0.075 * order_total", |x| 5.0 + 0.075 * x),
            ("max(11, 5 + 0.075 * order_total)", |x| {
                f64::max(11.0, 5.0 + 0.075 * x)
            }),
            ("4 + tiers(order_total, 0.1, 100, 0.05)", |x| {
                4.0 + 0.1 * x - 0.05 * (x - 100.0).max(0.0)
            }),
        ];
        for (formula, rule) in cases {
            let found = found(40, rule).expect("shown");
            assert_eq!(found.formula, formula, "{found:?}");
            assert_eq!(found.jobs, 30 * found.workers);
            assert!((10..=30).contains(&found.workers), "{found:?}");
            let Interval { value, low, high } = found.gives;
            assert!((value - 0.7).abs() < 0.02, "{found:?}");
            assert!(low < value && value < high, "{found:?}");
        }
    }

    #[test]
    fn pay_without_a_rule_is_given_by_none() {
        let stream = Stream::root(9);
        let chance = |x: f64| 6.0 + 20.0 * stream.child("chance").uniform(x as u64);
        match found(40, chance) {
            Ok(found) => assert!(found.gives.value < 0.05, "{found:?}"),
            Err(why) => assert!(matches!(why, Withheld::TooFew { .. }), "{why:?}"),
        }
    }

    #[test]
    fn a_rule_that_is_judged_on_few_is_not_shown() {
        let few = found(12, |x| 5.0 + 0.075 * x);
        assert!(matches!(few, Err(Withheld::TooFew { .. })), "{few:?}");
    }

    #[test]
    fn a_half_does_not_depend_on_who_else_is_there() {
        let stream = Stream::root(1);
        let half = (0..1000)
            .filter(|n| judges(&format!("w{n}"), &stream))
            .count();
        assert!((450..550).contains(&half), "{half}");
    }

    #[test]
    fn the_commonest_pay() {
        assert_eq!(commonest(&[[0.0, 7.0], [1.0, 7.0], [2.0, 9.0]]), Some(7.0));
        assert_eq!(commonest(&[]), None);
    }
}
