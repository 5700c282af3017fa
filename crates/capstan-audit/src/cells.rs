//! The figures by place, as far as they may be shown.

use crate::gap::{Gap, Person};
use capstan_stats::disclosure::{Limits, pool};
use capstan_stats::interval::{Interval, wilson};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Some places together, or one alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The place; nothing for several together, and for workers whose place is
    /// not known.
    pub place: Option<String>,
    /// How many workers.
    pub workers: usize,
    /// The share of them who were cut.
    pub cut: Interval,
    /// The change of all that the rule gives.
    pub of_pay: f64,
}

/// The figures by the place of most of a worker's jobs. Places with too few
/// workers, or with one who weighs too much, stand together with others, so
/// that nothing follows from the rest. Nothing if that leaves one line only.
pub fn by_place(people: &[Person<'_>], margin: f64, limits: &Limits) -> Vec<Cell> {
    let mut places: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for (n, person) in people.iter().enumerate() {
        places.entry(place(person)).or_default().push(n);
    }
    let rows: Vec<Vec<(usize, f64)>> = (places.values())
        .map(|who| who.iter().map(|&n| (n, people[n].by_rule)).collect())
        .collect();
    let names: Vec<Option<&str>> = places.keys().copied().collect();
    let groups = pool(&rows, limits).unwrap_or_default();
    if groups.len() < 2 {
        return Vec::new();
    }
    (groups.into_iter())
        .filter_map(|group| {
            let who = || {
                group
                    .iter()
                    .flat_map(|&r| &rows[r])
                    .map(|&(n, _)| &people[n])
            };
            let cut = who().filter(|p| p.relative() < -margin).count();
            let sum = |f: fn(&Person<'_>) -> f64| who().map(f).sum::<f64>();
            let name = match group[..] {
                [one] => names[one],
                _ => None,
            };
            Some(Cell {
                place: name.map(str::to_owned),
                workers: who().count(),
                cut: wilson(cut as u64, who().count() as u64)?,
                of_pay: sum(|p| p.difference()) / sum(|p| p.by_rule),
            })
        })
        .collect()
}

/// The place of most jobs of a worker.
pub(crate) fn place<'a>(person: &Person<'a>) -> Option<&'a str> {
    most(&person.gaps)
}

/// The place of most of these jobs; of equally many, the first by name.
pub(crate) fn most<'a>(gaps: &[Gap<'a>]) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for gap in gaps {
        if let Some(place) = &gap.job.place {
            *counts.entry(place).or_default() += 1;
        }
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map(|(place, _)| *place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Job;
    use crate::verdict::tests::person;

    fn jobs(places: &[(&str, usize)]) -> Vec<Job> {
        let all = places
            .iter()
            .flat_map(|&(place, n)| std::iter::repeat_n(place, n));
        all.enumerate()
            .map(|(worker, place)| Job {
                worker,
                place: (!place.is_empty()).then(|| place.to_owned()),
                ..Job::default()
            })
            .collect()
    }

    fn cells(places: &[(&str, usize)]) -> Vec<Cell> {
        let jobs = jobs(places);
        let people: Vec<Person<'_>> = (jobs.iter().enumerate())
            .map(|(n, job)| person(job, &[if n % 2 == 0 { -1.0 } else { 2.0 }; 3]))
            .collect();
        by_place(&people, 0.01, &Limits::default())
    }

    #[test]
    fn small_places_stand_together() {
        let found = cells(&[("a", 20), ("b", 6), ("c", 12), ("", 5)]);
        let lines: Vec<(Option<&str>, usize)> = found
            .iter()
            .map(|c| (c.place.as_deref(), c.workers))
            .collect();
        assert_eq!(lines, [(Some("a"), 20), (Some("c"), 12), (None, 11)]);
        assert_eq!(found[0].cut.value, 0.5);
        assert!((found[0].of_pay - 0.05).abs() < 1e-12);
        assert_eq!(cells(&[("a", 20)]), []);
        assert_eq!(
            cells(&[("a", 20), ("b", 3)]),
            [],
            "the rest would tell about b"
        );
    }

    #[test]
    fn a_worker_is_where_most_jobs_are() {
        let jobs = jobs(&[("b", 1), ("a", 1), ("b", 1)]);
        let mut one = person(&jobs[0], &[1.0]);
        one.gaps.extend(person(&jobs[1], &[1.0]).gaps);
        assert_eq!(place(&one), Some("a"));
        one.gaps.extend(person(&jobs[2], &[1.0]).gaps);
        assert_eq!(place(&one), Some("b"));
    }
}
