//! The figures by place, as far as they may be shown.

use crate::apart::{Apart, Way, why_not};
use crate::behind::Behind;
use crate::choices::Records;
use crate::gap::{Gap, Person};
use capstan_stats::disclosure::{Contributions, Limits, pool};
use capstan_stats::interval::{Interval, wilson};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Some places together, or one alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The place; nothing for several together, and for workers whose place is
    /// not known.
    pub place: Option<String>,
    /// All their jobs.
    #[serde(flatten)]
    pub all: Line,
    /// Those of whole logs and those that were picked, where both may be shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart<Line>>,
}

/// The figures of some workers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// How many workers.
    pub workers: usize,
    /// The share of them who were cut.
    pub cut: Interval,
    /// The change of all that the rule gives; none if it may not be shown.
    pub of_pay: Option<f64>,
}

impl Cell {
    /// Leaves out the change of all pay: the sum of all lines would tell it.
    pub(crate) fn without_pay(&mut self) {
        self.all.of_pay = None;
        for part in &mut self.apart {
            part.figure.of_pay = None;
        }
    }
}

/// The workers of each line.
type Rows<'a, 'b> = Vec<Vec<&'b Person<'a>>>;

/// The figures by the place of most of a worker's jobs. Places with too few
/// workers, or with one who weighs too much, stand together with others, so
/// that nothing follows from the rest. Nothing if that leaves one line only.
/// Each line is split by the `ways` in which jobs came in, where that tells of
/// no few: neither what is left of a line nor what is left of a way.
pub(crate) fn by_place(
    people: &[Person<'_>],
    ways: &[Way<'_>],
    margin: f64,
    limits: &Limits,
) -> Vec<Cell> {
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
    let lines: Rows<'_, '_> = (groups.iter())
        .map(|group| {
            group
                .iter()
                .flat_map(|&r| &rows[r])
                .map(|&(n, _)| &people[n])
                .collect()
        })
        .collect();
    let line_of: BTreeMap<usize, usize> = (lines.iter().enumerate())
        .flat_map(|(at, line)| line.iter().map(move |p| (p.worker, at)))
        .collect();
    let split: Vec<(Records, Rows<'_, '_>)> = (ways.iter())
        .map(|way| {
            let mut rows = vec![Vec::new(); lines.len()];
            for person in &way.people {
                if let Some(&at) = line_of.get(&person.worker) {
                    rows[at].push(person);
                }
            }
            (way.record, rows)
        })
        .collect();
    let may = splittable(&lines, &split, limits);
    // Of all lines or of none: with all but one of them, that one follows.
    let parts = || {
        may.iter()
            .flat_map(|&at| split.iter().map(move |(_, rows)| &rows[at]))
    };
    let paid = lines.iter().chain(parts()).all(|who| {
        let changes: Vec<f64> = who.iter().map(|p| p.difference()).collect();
        limits.why_not_changes(&changes).is_none()
    });
    let line = |who: &[&Person<'_>]| -> Option<Line> {
        let cut = who.iter().filter(|p| p.relative() < -margin).count();
        let sum = |f: fn(&Person<'_>) -> f64| who.iter().map(|p| f(p)).sum::<f64>();
        Some(Line {
            workers: who.len(),
            cut: wilson(cut as u64, who.len() as u64)?,
            of_pay: paid.then(|| sum(|p| p.difference()) / sum(|p| p.by_rule)),
        })
    };
    (groups.iter().zip(&lines).enumerate())
        .filter_map(|(at, (group, who))| {
            let name = match group[..] {
                [one] => names[one],
                _ => None,
            };
            let of_way = |(record, rows): &(Records, Rows<'_, '_>)| {
                let (record, figure) = (*record, line(&rows[at])?);
                Some(Apart { record, figure })
            };
            let apart = split.iter().filter(|_| may.contains(&at));
            Some(Cell {
                place: name.map(str::to_owned),
                all: line(who)?,
                apart: apart.filter_map(of_way).collect(),
            })
        })
        .collect()
}

/// Which lines may be split by ways: nothing may follow about few from a line
/// and its parts. Beside the figures of the ways as a whole, the lines that are
/// not split tell the sum of theirs, for which the same holds: so many of the
/// smallest are not split.
fn splittable(
    lines: &Rows<'_, '_>,
    split: &[(Records, Rows<'_, '_>)],
    limits: &Limits,
) -> Vec<usize> {
    let tells = |these: &[usize]| {
        let of = |rows: &Rows<'_, '_>| -> Contributions {
            let people = these.iter().flat_map(|&at| &rows[at]);
            let adds = |p: &&Person<'_>| format!("{} {}", p.paid, p.by_rule);
            people.map(|p| (p.worker.to_string(), adds(p))).collect()
        };
        let dominated = |rows: &Rows<'_, '_>| {
            let people = these.iter().flat_map(|&at| &rows[at]);
            let sizes: Vec<f64> = people.map(|p| p.by_rule).collect();
            !sizes.is_empty() && limits.why_not(&sizes).is_some()
        };
        let parts = split.iter().map(|(record, rows)| (*record, of(rows)));
        let behind = Behind {
            whole: of(lines),
            parts: parts.filter(|(_, who)| !who.is_empty()).collect(),
        };
        split.iter().any(|(_, rows)| dominated(rows)) || why_not(&behind, limits).is_some()
    };
    let several = |at: usize| {
        split
            .iter()
            .filter(|(_, rows)| !rows[at].is_empty())
            .count()
            > 1
    };
    let all = || 0..lines.len();
    let mut may: Vec<usize> = all().filter(|&at| several(at) && !tells(&[at])).collect();
    let rest = |may: &[usize]| -> Vec<usize> { all().filter(|at| !may.contains(at)).collect() };
    while tells(&rest(&may)) {
        let smallest = (0..may.len()).min_by_key(|&n| lines[may[n]].len());
        let Some(smallest) = smallest else { break };
        may.remove(smallest);
    }
    may
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
        by_place(&people, &[], 0.01, &Limits::default())
    }

    #[test]
    fn small_places_stand_together() {
        let found = cells(&[("a", 20), ("b", 6), ("c", 12), ("", 5)]);
        let lines: Vec<(Option<&str>, usize)> = found
            .iter()
            .map(|c| (c.place.as_deref(), c.all.workers))
            .collect();
        assert_eq!(lines, [(Some("a"), 20), (Some("c"), 12), (None, 11)]);
        assert_eq!(found[0].all.cut.value, 0.5);
        assert!((found[0].all.of_pay.expect("a change") - 0.05).abs() < 1e-12);
        assert_eq!(cells(&[("a", 20)]), []);
        assert_eq!(
            cells(&[("a", 20), ("b", 3)]),
            [],
            "the rest would tell about b"
        );
    }

    /// For each line how many workers have whole logs and how many picked what
    /// they sent; `of` says both, and how many have jobs of both kinds, by place.
    fn split(of: &[(&str, [usize; 3])]) -> Vec<(usize, Vec<usize>)> {
        let counts: Vec<(&str, usize)> = of.iter().map(|(p, n)| (*p, n.iter().sum())).collect();
        let jobs = jobs(&counts);
        let kinds = of.iter().flat_map(|(_, n)| {
            let kind = |kind: usize| std::iter::repeat_n(kind, n[kind]);
            (0..3).flat_map(kind)
        });
        let kinds: Vec<usize> = kinds.collect();
        let with = |differences: &[f64], keep: &dyn Fn(usize) -> bool| -> Vec<Person<'_>> {
            let kept = jobs.iter().enumerate().filter(|(n, _)| keep(kinds[*n]));
            kept.map(|(_, job)| person(job, differences)).collect()
        };
        let way = |record, kind: usize| {
            let mut people = with(&[-1.0; 4], &|k| k == kind);
            people.extend(with(&[-1.0; 2], &|k| k == 2));
            people.sort_by_key(|p| p.worker);
            Way { record, people }
        };
        let ways = [way(Records::FullLog, 0), way(Records::Picked, 1)];
        let cells = by_place(
            &with(&[-1.0; 4], &|_| true),
            &ways,
            0.01,
            &Limits::default(),
        );
        let parts = |cell: &Cell| cell.apart.iter().map(|a| a.figure.workers).collect();
        cells.iter().map(|c| (c.all.workers, parts(c))).collect()
    }

    #[test]
    fn lines_are_split_by_ways_where_nothing_follows_about_few() {
        let both = [("a", [12, 11, 0]), ("b", [15, 10, 0])];
        assert_eq!(split(&both), [(23, vec![12, 11]), (25, vec![15, 10])]);
        // Three of b have jobs of both ways: the line less its parts is theirs,
        // and b alone follows from both ways and a.
        let mixed = [("a", [12, 11, 0]), ("b", [15, 10, 3])];
        assert_eq!(split(&mixed), [(23, vec![]), (28, vec![])]);
        // Of b only two picked: a with its parts would tell about them.
        let few = [("a", [12, 11, 0]), ("b", [15, 2, 0])];
        assert_eq!(split(&few), [(23, vec![]), (17, vec![])]);
        // With nobody in b who picked, the picked of a are all there are.
        let none = [("a", [12, 11, 0]), ("b", [15, 0, 0])];
        assert_eq!(split(&none), [(23, vec![12, 11]), (15, vec![])]);
        // The two of b hide among the ten of c.
        let hidden = [("a", [12, 11, 0]), ("b", [15, 2, 0]), ("c", [10, 10, 0])];
        assert_eq!(
            split(&hidden),
            [(23, vec![12, 11]), (17, vec![]), (20, vec![])]
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
