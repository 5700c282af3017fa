//! Figures of whole logs and of picked jobs, each by itself: people who pick
//! what they send do not pick at random (single receipts raised what platforms
//! seemed to keep by 3 to 5 points).
//!
//! The parts stand beside the whole, so what is left of the whole when they are
//! taken away must tell about enough people too, or about nobody.

use crate::behind::Behind;
use crate::choices::{Choices, Records};
use crate::gap::{self, Person};
use crate::jobs::Jobs;
use crate::rule::Rule;
use crate::sensitivity::{Choice, adds};
use capstan_stats::disclosure::{Contributions, Limits, Withheld};
use serde::{Deserialize, Serialize};

/// A figure of the jobs that came in one way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Apart<T> {
    /// The way.
    pub record: Records,
    /// The figure.
    pub figure: T,
}

/// The counted workers with the jobs that came in one way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way<'a> {
    pub record: Records,
    pub people: Vec<Person<'a>>,
}

/// The ways in which jobs came in, where there are several; nothing where
/// there is one.
pub(crate) fn ways<'a>(rule: &Rule, choices: &Choices, jobs: &'a Jobs) -> Vec<Way<'a>> {
    let here = |way: &Records| jobs.jobs.iter().any(|j| way.counts(j.record));
    let here: Vec<Records> = Records::WAYS.into_iter().filter(here).collect();
    if here.len() < 2 {
        return Vec::new();
    }
    (here.into_iter())
        .map(|record| {
            let choices = Choice::Records(record).in_place(choices);
            let people = counted(rule, &choices, jobs);
            Way { record, people }
        })
        .collect()
}

/// The workers that are counted under some choices.
pub(crate) fn counted<'a>(rule: &Rule, choices: &Choices, jobs: &'a Jobs) -> Vec<Person<'a>> {
    let found = gap::gaps(jobs, rule, choices);
    let mut people = gap::people(&found.gaps, choices.jobs);
    people.retain(|p| p.gaps.len() >= choices.min_jobs);
    people
}

/// The ways whose change may stand beside that of all; none where there is but
/// one.
///
/// # Errors
/// Why none of them may.
pub fn apart(rule: &Rule, choices: &Choices, jobs: &Jobs) -> Result<Vec<Records>, Withheld> {
    let ways = ways(rule, choices, jobs);
    if ways.is_empty() {
        return Ok(Vec::new());
    }
    let all = Choice::Records(Records::All).in_place(choices);
    let behind = Behind {
        whole: adds(jobs, &counted(rule, &all, jobs)),
        parts: (ways.iter())
            .filter(|way| !way.people.is_empty())
            .map(|way| (way.record, adds(jobs, &way.people)))
            .collect(),
    };
    // The other way has jobs, and nobody with enough of them.
    if behind.parts.len() < 2 {
        return choices.limits.why_not_count(1).map_or(Ok(Vec::new()), Err);
    }
    match why_not(&behind, &choices.limits) {
        Some(why) => Err(why),
        None => Ok(behind.parts.into_iter().map(|(way, _)| way).collect()),
    }
}

/// Why the parts of a figure may not stand beside the whole. Each must be about
/// enough people. Whoever adds to several parts, or more to the whole than to
/// a part, is what is left when all parts are taken from it: these must be
/// enough people too, or nobody.
pub(crate) fn why_not(behind: &Behind, limits: &Limits) -> Option<Withheld> {
    let few = |people: usize| limits.why_not_count(people);
    let in_part = |(who, adds): &(&String, &String)| {
        let same = |of: &(Records, Contributions)| of.1.get(*who) == Some(*adds);
        behind.parts.iter().any(same)
    };
    let rest = behind.whole.iter().filter(|one| !in_part(one)).count();
    let of_part = behind.parts.iter().find_map(|(_, of)| few(of.len()));
    of_part.or_else(|| Some(rest).filter(|rest| *rest > 0).and_then(few))
}

/// A figure of each part, where there are several; those that say nothing are
/// left out.
///
/// # Errors
/// Why the parts may not stand beside the whole.
pub(crate) fn each<T>(
    behind: &Behind,
    limits: &Limits,
    figure: impl Fn(Records) -> Result<Option<T>, Withheld>,
) -> Result<Vec<Apart<T>>, Withheld> {
    if behind.parts.len() < 2 {
        return Ok(Vec::new());
    }
    if let Some(why) = why_not(behind, limits) {
        return Err(why);
    }
    (behind.parts.iter())
        .filter_map(|&(record, _)| {
            let found = figure(record).transpose()?;
            Some(found.map(|figure| Apart { record, figure }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who adds what: `p3` adds `3`, unless they add half of it.
    fn who(of: impl Iterator<Item = usize>, half: usize) -> Contributions {
        let adds = |n: usize| {
            if n < half {
                "half".into()
            } else {
                n.to_string()
            }
        };
        of.map(|n| (format!("p{n}"), adds(n))).collect()
    }

    fn behind(whole: usize, parts: [Contributions; 2]) -> Behind {
        let [full, picked] = parts;
        Behind {
            whole: who(0..whole, 0),
            parts: vec![(Records::FullLog, full), (Records::Picked, picked)],
        }
    }

    #[test]
    fn parts_stand_apart_if_what_is_left_tells_about_nobody_or_enough() {
        let limits = Limits::default();
        let few = |people| Some(limits.why_not_count(people).expect("few"));
        let of = |behind: Behind| why_not(&behind, &limits);
        assert_eq!(of(behind(30, [who(0..15, 0), who(15..30, 0)])), None);
        assert_eq!(of(behind(30, [who(0..21, 0), who(21..30, 0)])), few(9));
        // Three have jobs of both ways: the whole less both parts is theirs.
        let mixed = behind(30, [who(0..15, 3), who((0..3).chain(15..30), 3)]);
        assert_eq!(of(mixed), few(3));
        let mixed = behind(30, [who(0..15, 10), who((0..10).chain(15..30), 10)]);
        assert_eq!(of(mixed), None);
        // Two of the whole are in no part.
        assert_eq!(of(behind(32, [who(0..15, 0), who(15..30, 0)])), few(2));
    }

    #[test]
    fn each_part_has_its_figure_or_says_nothing_or_forbids_all() {
        let limits = Limits::default();
        let both = behind(30, [who(0..15, 0), who(15..30, 0)]);
        let found = each(&both, &limits, |way| {
            Ok((way == Records::Picked).then_some(7))
        });
        let picked = Apart {
            record: Records::Picked,
            figure: 7,
        };
        assert_eq!(found, Ok(vec![picked]));
        let refused = each(&both, &limits, |way| match way {
            Records::Picked => Err(Withheld::Dominated),
            _ => Ok(Some(7)),
        });
        assert_eq!(refused, Err(Withheld::Dominated));
        let mut one = both;
        one.parts.pop();
        assert_eq!(each(&one, &limits, |_| Ok(Some(7))), Ok(Vec::new()));
    }
}
