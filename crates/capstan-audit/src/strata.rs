//! All workers there are, by place and by the year of their first job, so that
//! the volunteers of an audit can be weighed as they are (post-stratification;
//! Holt and Smith 1979, doi:10.2307/2344652).

use crate::cells::place;
use crate::error::AuditError;
use crate::gap::Person;
use crate::jobs::Jobs;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, pool};
use capstan_stats::interval::Interval;
use capstan_stats::resample::expanded;
use serde::{Deserialize, Serialize};

/// A part of all workers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stratum {
    /// Where most of their jobs are; nothing for any place.
    #[serde(default)]
    pub place: Option<String>,
    /// The year of their first job; nothing for any year.
    #[serde(default)]
    pub since: Option<i16>,
    /// How many there are.
    pub workers: usize,
}

/// The figures of the counted workers, each weighed for all who are like them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// The share cut.
    pub cut: Interval,
    /// The mean of the workers' relative changes.
    pub worker_mean: Interval,
    /// How many parts of all workers were told apart: those with too few
    /// counted workers stand together.
    pub parts: usize,
    /// How many counted workers are in one of them.
    pub workers: usize,
}

/// Reads a table with the columns `place`, `since` and `workers`, of which one
/// of the first two may be missing; `file` is the name that errors say.
///
/// # Errors
/// If it is no such table.
pub fn read(file: &str, text: &[u8]) -> Result<Vec<Stratum>, AuditError> {
    let wrong = |line: u64, why: String| AuditError::Population {
        file: file.to_owned(),
        line,
        why,
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text);
    let mut all: Vec<Stratum> = Vec::new();
    for row in reader.deserialize() {
        let row: Stratum = row.map_err(|e| {
            let line = e.position().map_or(1, csv::Position::line);
            wrong(line, format!("found a row that cannot be read ({e})"))
        })?;
        let same = |s: &Stratum| s.since == row.since && s.place == row.place;
        if all.iter().any(same) {
            let line = all.len() as u64 + 2;
            return Err(wrong(line, "found a part that stands there already".into()));
        }
        all.push(row);
    }
    if all.len() < 2 {
        return Err(wrong(1, format!("found {} parts", all.len())));
    }
    Ok(all)
}

/// The figures weighed by `population`; nothing where that leaves no two parts
/// with enough workers each, so that there is nothing to weigh.
pub fn weighed(
    people: &[Person<'_>],
    jobs: &Jobs,
    population: &[Stratum],
    margin: f64,
    limits: &Limits,
    draws: &UserWeights,
) -> Option<Weighed> {
    let first = jobs.first_years();
    let of = |person: &Person<'_>| {
        let (place, since) = (place(person), first.get(&person.worker));
        population.iter().position(|s| {
            let here = s
                .place
                .as_deref()
                .is_none_or(|p| place.is_some_and(|q| p.eq_ignore_ascii_case(q)));
            here && s.since.is_none_or(|year| since == Some(&year))
        })
    };
    let part_of: Vec<Option<usize>> = people.iter().map(of).collect();
    let rows: Vec<Vec<(usize, f64)>> = (0..population.len())
        .map(|part| {
            let inside = part_of
                .iter()
                .enumerate()
                .filter(|(_, p)| **p == Some(part));
            inside.map(|(n, _)| (n, 1.0)).collect()
        })
        .collect();
    let groups = pool(&rows, limits)?;
    if groups.len() < 2 {
        return None;
    }
    let width = 3 * groups.len();
    let mut columns = vec![0.0; width * people.len()];
    for (g, group) in groups.iter().enumerate() {
        for &(n, _) in group.iter().flat_map(|&part| &rows[part]) {
            let relative = people[n].relative();
            let cut = f64::from(u8::from(relative < -margin));
            columns[n * width + 3 * g..][..3].copy_from_slice(&[1.0, cut, relative]);
        }
    }
    let size = |group: &Vec<usize>| group.iter().map(|&p| population[p].workers).sum::<usize>();
    let sizes: Vec<f64> = groups.iter().map(|g| size(g) as f64).collect();
    let all: f64 = sizes.iter().sum();
    let mean = |totals: &[f64], column: usize| {
        let parts = totals.chunks_exact(3).zip(&sizes);
        parts
            .map(|(t, size)| size / all * t[column] / t[0])
            .sum::<f64>()
    };
    let mut totals = vec![0.0; width];
    for row in columns.chunks_exact(width) {
        for (total, x) in totals.iter_mut().zip(row) {
            *total += x;
        }
    }
    let drawn: Vec<Vec<f64>> = (0..draws.draws())
        .map(|d| draws.totals(d, &columns))
        .collect();
    let workers = part_of.iter().flatten().count();
    let figure = |column| {
        let all = drawn.iter().map(|t| mean(t, column)).collect();
        expanded(mean(&totals, column), all, workers)
    };
    Some(Weighed {
        cut: figure(1)?,
        worker_mean: figure(2)?,
        parts: groups.len(),
        workers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Job;
    use crate::verdict::tests::person;
    use capstan_stats::stream::Stream;

    fn stratum(place: &str, since: Option<i16>, workers: usize) -> Stratum {
        Stratum {
            place: (!place.is_empty()).then(|| place.to_owned()),
            since,
            workers,
        }
    }

    #[test]
    fn tables_are_read_and_bad_ones_refused() {
        let found = read("p.csv", b"place,since,workers\nUS-MI,2019,40\nUS-TX,,60\n");
        let parts = [stratum("US-MI", Some(2019), 40), stratum("US-TX", None, 60)];
        assert_eq!(found.expect("a table"), parts);
        for (text, said) in [
            (
                "place,workers\na,1\nb,many\n",
                "p.csv, line 3: found a row that cannot be read",
            ),
            ("place,workers\na,1\n", "p.csv, line 1: found 1 parts"),
            (
                "place,workers\na,1\na,2\n",
                "p.csv, line 3: found a part that stands there already",
            ),
            (
                "town,workers\na,1\nb,2\n",
                "p.csv, line 2: found a row that cannot be read",
            ),
        ] {
            let error = read("p.csv", text.as_bytes()).expect_err(text).to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }

    /// Workers with this place and change of each of two jobs, and the day of
    /// the first.
    fn found(workers: &[(&str, i32, f64)], population: &[Stratum]) -> Option<Weighed> {
        let all: Vec<Job> = (workers.iter().enumerate())
            .map(|(worker, (place, day, _))| Job {
                worker,
                place: Some((*place).to_owned()),
                day: Some(*day),
                ..Job::default()
            })
            .collect();
        let people: Vec<Person<'_>> = (all.iter().zip(workers))
            .map(|(job, (.., change))| person(job, &[*change; 2]))
            .collect();
        let jobs = Jobs {
            jobs: all.clone(),
            ..Jobs::default()
        };
        let limits = Limits {
            people: 4,
            ..Limits::default()
        };
        let draws = UserWeights::new(&Stream::root(1), people.len(), 400);
        weighed(&people, &jobs, population, 0.01, &limits, &draws)
    }

    #[test]
    fn each_place_weighs_as_much_as_it_has_workers() {
        // In a three of four were cut by 1 of 10, in b one of six; b has three
        // times the workers: 3/4 * 1/4 + 1/6 * 3/4.
        let mut workers = vec![("a", 0, -1.0); 3];
        workers.push(("a", 0, 1.0));
        workers.push(("b", 0, -1.0));
        workers.extend([("B", 0, 1.0); 5]);
        let population = [stratum("a", None, 100), stratum("b", None, 300)];
        let weighed = found(&workers, &population).expect("figures");
        assert!((weighed.cut.value - 0.3125).abs() < 1e-12);
        assert!((weighed.worker_mean.value - (0.25 * -0.05 + 0.75 * 4.0 / 60.0)).abs() < 1e-12);
        assert_eq!((weighed.parts, weighed.workers), (2, 10));
        assert!(weighed.cut.low < weighed.cut.value && weighed.cut.value < weighed.cut.high);
    }

    #[test]
    fn parts_with_few_workers_stand_together() {
        // Two of c and nobody of d: together with the smaller of the others.
        let mut workers = vec![("a", 0, -1.0); 5];
        workers.extend([("b", 0, 1.0); 6]);
        workers.extend([("c", 0, 1.0); 2]);
        let population = ["a", "b", "c", "d"].map(|p| stratum(p, None, 25));
        let weighed = found(&workers, &population).expect("figures");
        assert_eq!((weighed.parts, weighed.workers), (2, 13));
        // a, c and d: 5 of 7 were cut, three quarters of all.
        assert!((weighed.cut.value - 0.75 * 5.0 / 7.0).abs() < 1e-12);
        assert_eq!(found(&workers[..5], &population), None);
    }

    #[test]
    fn the_year_of_the_first_job_tells_newcomers() {
        // Day 18000 is in 2019, day 18500 in 2020.
        let mut workers = vec![("a", 18_000, -1.0); 4];
        workers.extend([("a", 18_500, 1.0); 4]);
        workers.extend([("a", 17_000, 1.0); 3]);
        let population = [stratum("", Some(2019), 10), stratum("a", Some(2020), 30)];
        let weighed = found(&workers, &population).expect("figures");
        assert_eq!((weighed.cut.value, weighed.workers), (0.25, 8));
    }
}
