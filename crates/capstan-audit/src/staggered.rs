//! What the change did where it came to places at different times: those it had
//! not yet come to say what would have been.
//!
//! For the workers of places that changed in month `g`, the effect in month `t`
//! is how their pay moved since the month before `g`, less how that of workers
//! moved whose places had not changed by `t` (Callaway and Sant'Anna 2021,
//! doi:10.1016/j.jeconom.2020.12.001). Workers count who have jobs in both
//! months; in the month of the change itself some jobs are still of before.

use crate::cells::most;
use crate::gap::Gap;
use crate::when::{CLEAR, change};
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Book, Contributions, Limits};
use capstan_stats::interval::Interval;
use capstan_stats::resample::expanded;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the change did, place by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Staggered {
    /// How many places changed on a day that is clear.
    pub changed: usize,
    /// How many had not changed by the end.
    pub unchanged: usize,
    /// The effects that may be shown, by the month of the change.
    pub effects: Vec<Effect>,
    /// Their mean; each weighs as much as it has workers.
    pub overall: Interval,
}

/// The effect in one month on places that changed in one month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The month of the change, as 2020-06.
    pub since: String,
    /// The month it is about.
    pub month: String,
    /// How many workers of those places.
    pub workers: usize,
    /// How many workers of places that had not changed.
    pub beside: usize,
    /// By how much of what the rule gives the change moved pay.
    pub change: Interval,
}

/// When a place changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    In(i32),
    Never,
}

/// A worker's pay beside the rule, less 1, by month.
struct Worker {
    worker: usize,
    came: Came,
    months: BTreeMap<i32, f64>,
}

/// How one worker's pay moved, and who it is.
type Moves = Vec<(usize, f64)>;

/// The effects on the workers in `gaps`, which are by worker; `names` are their
/// pseudonyms. Nothing if no place changed while another had not, or if too few
/// workers were in both.
pub fn staggered(
    gaps: &[Gap<'_>],
    names: &[String],
    limits: &Limits,
    draws: impl Fn(usize) -> UserWeights,
) -> Option<Staggered> {
    let dated: Vec<Gap<'_>> = gaps
        .iter()
        .filter(|g| g.job.day.is_some())
        .copied()
        .collect();
    let (places, workers) = panel(&dated);
    let mut book = Book::default();
    let mut cells: Vec<(i32, i32, [Moves; 2])> = Vec::new();
    let mut cohorts: Vec<i32> = places.values().filter_map(|c| c.month()).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    let last = workers
        .iter()
        .flat_map(|w| w.months.keys())
        .max()
        .copied()?;
    for g in cohorts {
        for t in g..=last {
            let moves = |these: &dyn Fn(Came) -> bool| -> Moves {
                let these = workers.iter().enumerate().filter(|(_, w)| these(w.came));
                these
                    .filter_map(|(n, w)| Some((n, w.months.get(&t)? - w.months.get(&(g - 1))?)))
                    .collect()
            };
            let both = [
                moves(&|c| c == Came::In(g)),
                moves(&|c| c.month().is_none_or(|m| m > t)),
            ];
            let stands: Contributions = (both.iter().flatten())
                .map(|&(n, moved)| {
                    let name = names.get(workers[n].worker).cloned().unwrap_or_default();
                    (name, format!("{:x}", moved.to_bits()))
                })
                .collect();
            let enough = both.iter().all(|m| limits.why_not_count(m.len()).is_none());
            if enough && book.why_not("staggered", &stands, limits).is_none() {
                book.write("staggered", stands);
                cells.push((g, t, both));
            }
        }
    }
    let draws = (!cells.is_empty()).then(|| draws(workers.len()))?;
    let drawn: Vec<Vec<f64>> = (0..draws.draws())
        .map(|draw| {
            cells
                .iter()
                .map(|c| effect(&c.2, draws.counts(draw)))
                .collect()
        })
        .collect();
    let once = vec![1; workers.len()];
    let found: Vec<f64> = cells.iter().map(|c| effect(&c.2, &once)).collect();
    let weigh = |effects: &[f64]| {
        let size = |n: usize| cells[n].2[0].len() as f64;
        let all: f64 = (0..cells.len()).map(size).sum();
        effects
            .iter()
            .enumerate()
            .map(|(n, e)| size(n) / all * e)
            .sum::<f64>()
    };
    let people = |both: &[Moves; 2]| both[0].len() + both[1].len();
    let effects =
        (cells.iter().zip(&found).enumerate()).filter_map(|(n, ((g, t, both), &value))| {
            let all = drawn.iter().map(|d| d[n]).collect();
            Some(Effect {
                since: month(*g),
                month: month(*t),
                workers: both[0].len(),
                beside: both[1].len(),
                change: expanded(value, all, people(both))?,
            })
        });
    let fewest = cells.iter().map(|c| people(&c.2)).min()?;
    let count = |which: &dyn Fn(&Came) -> bool| places.values().filter(|c| which(c)).count();
    Some(Staggered {
        changed: count(&|c| c.month().is_some()),
        unchanged: count(&|c| *c == Came::Never),
        effects: effects.collect(),
        overall: expanded(
            weigh(&found),
            drawn.iter().map(|d| weigh(d)).collect(),
            fewest,
        )?,
    })
}

/// When each place changed, as far as that is clear, and the workers of these
/// places.
fn panel<'a>(gaps: &[Gap<'a>]) -> (BTreeMap<&'a str, Came>, Vec<Worker>) {
    let workers = gaps.chunk_by(|a, b| a.job.worker == b.job.worker);
    let placed: Vec<(&str, &[Gap<'a>])> = workers
        .filter_map(|gaps| Some((most(gaps)?, gaps)))
        .collect();
    let mut by_place: BTreeMap<&str, Vec<Gap<'a>>> = BTreeMap::new();
    for (place, gaps) in &placed {
        by_place.entry(place).or_default().extend_from_slice(gaps);
    }
    let places: BTreeMap<&str, Came> = (by_place.iter())
        .filter_map(|(&place, gaps)| Some((place, came(gaps)?)))
        .collect();
    let workers = placed.into_iter().filter_map(|(place, gaps)| {
        let mut sums: BTreeMap<i32, [f64; 2]> = BTreeMap::new();
        for gap in gaps {
            let sum = sums.entry(month_of(gap.job.day?)).or_default();
            *sum = [sum[0] + gap.paid, sum[1] + gap.by_rule];
        }
        let beside = |[paid, by_rule]: [f64; 2]| paid / by_rule - 1.0;
        let months = sums.into_iter().map(|(m, s)| (m, beside(s)));
        Some(Worker {
            worker: gaps[0].job.worker,
            came: *places.get(place)?,
            months: months.filter(|(_, y)| y.is_finite()).collect(),
        })
    });
    let workers = workers.collect();
    (places, workers)
}

/// When a place changed: never, if most of its jobs follow the rule and no day
/// is likelier than none. Nothing if that is not clear.
fn came(gaps: &[Gap<'_>]) -> Option<Came> {
    let found = change(gaps);
    if let Some(found) = found.as_ref().filter(|c| c.evidence >= CLEAR) {
        let day: Date = found.day.parse().ok()?;
        return Some(Came::In(
            i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
        ));
    }
    let followed = gaps.iter().filter(|g| g.followed).count();
    let steady = found.is_none_or(|c| c.evidence < 0.0);
    (steady && 2 * followed > gaps.len()).then_some(Came::Never)
}

impl Came {
    fn month(self) -> Option<i32> {
        match self {
            Self::In(month) => Some(month),
            Self::Never => None,
        }
    }
}

/// The mean move of the first less that of the second, each worker as often as
/// `counts` says.
fn effect(both: &[Moves; 2], counts: &[u8]) -> f64 {
    let [here, beside] = both.each_ref().map(|moves| {
        let sum = |f: &dyn Fn(f64) -> f64| {
            let parts = moves
                .iter()
                .map(|&(n, moved)| f64::from(counts[n]) * f(moved));
            parts.sum::<f64>()
        };
        sum(&|moved| moved) / sum(&|_| 1.0)
    });
    here - beside
}

/// The month of a day since 1970, counted from the year 0.
fn month_of(day: i32) -> i32 {
    let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day));
    date.map_or(i32::MIN, |d| {
        i32::from(d.year()) * 12 + i32::from(d.month()) - 1
    })
}

fn month(number: i32) -> String {
    format!(
        "{:04}-{:02}",
        number.div_euclid(12),
        number.rem_euclid(12) + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::era::Era;
    use crate::jobs::Job;
    use capstan_stats::stream::Stream;

    /// 18262 is 1 January 2020.
    const JANUARY: i32 = 18_262;

    /// Four jobs a month from January to May for each worker of a place; before
    /// the month it changes pay is as the rule says and drifts by `drift` a
    /// month for everyone, from then on it is less by `cut` too.
    fn found(places: &[(&str, usize, Option<i32>)], cut: f64, drift: f64) -> Option<Staggered> {
        let mut jobs = Vec::new();
        let mut worker = 0;
        for &(place, workers, changes) in places {
            for _ in 0..workers {
                for day in (0..150).step_by(7) {
                    let month = month_of(JANUARY + day) - month_of(JANUARY);
                    let new = changes.is_some_and(|m| month >= m);
                    let job = Job {
                        worker,
                        day: Some(JANUARY + day),
                        place: Some(place.to_owned()),
                        ..Job::default()
                    };
                    let own = 0.001 * (worker % 5) as f64 * f64::from(month);
                    let change = drift * f64::from(month) + own - if new { cut } else { 0.0 };
                    jobs.push((job, 10.0 * (1.0 + change), !new));
                }
                worker += 1;
            }
        }
        let gaps: Vec<Gap<'_>> = (jobs.iter())
            .map(|(job, paid, followed)| Gap {
                job,
                paid: *paid,
                by_rule: 10.0,
                followed: *followed,
                era: Era::Changed,
            })
            .collect();
        let names: Vec<String> = (0..worker).map(|n| format!("w{n}")).collect();
        let limits = Limits {
            people: 5,
            ..Limits::default()
        };
        staggered(&gaps, &names, &limits, |n| {
            UserWeights::new(&Stream::root(1).child("staggered"), n, 300)
        })
    }

    #[test]
    fn the_effect_is_what_is_left_when_others_drift_alike() {
        let places = [("a", 10, Some(2)), ("b", 10, Some(3)), ("c", 10, None)];
        let found = found(&places, 0.2, 0.05).expect("effects");
        assert_eq!((found.changed, found.unchanged), (2, 1));
        let months: Vec<(&str, &str, usize, usize)> = (found.effects.iter())
            .map(|e| (&*e.since, &*e.month, e.workers, e.beside))
            .collect();
        // In April b has changed too, and stands beside a no more.
        assert_eq!(
            months,
            [
                ("2020-03", "2020-03", 10, 20),
                ("2020-03", "2020-04", 10, 10),
                ("2020-03", "2020-05", 10, 10),
                ("2020-04", "2020-04", 10, 10),
                ("2020-04", "2020-05", 10, 10),
            ]
        );
        for effect in &found.effects {
            assert!((effect.change.value + 0.2).abs() < 1e-9, "{effect:?}");
            assert!(effect.change.low < -0.199 && effect.change.high > -0.201);
        }
        assert!((found.overall.value + 0.2).abs() < 1e-9);
    }

    #[test]
    fn without_others_that_wait_nothing_is_said() {
        assert_eq!(
            found(&[("a", 10, Some(2)), ("b", 10, Some(2))], 0.2, 0.0),
            None
        );
        assert_eq!(found(&[("a", 10, None), ("b", 10, None)], 0.2, 0.0), None);
        // Too few workers wait.
        assert_eq!(found(&[("a", 10, Some(2)), ("b", 3, None)], 0.2, 0.0), None);
        // A place that never followed the rule is no measure for others.
        assert_eq!(
            found(&[("a", 10, Some(2)), ("b", 10, Some(0))], 0.2, 0.0),
            None
        );
    }

    #[test]
    fn months_are_counted_on() {
        assert_eq!(month(month_of(JANUARY)), "2020-01");
        assert_eq!(month(month_of(JANUARY - 1)), "2019-12");
        assert_eq!(month_of(JANUARY) - month_of(JANUARY - 31), 1);
    }
}
