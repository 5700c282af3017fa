//! How the headline changes with every choice, one at a time.

use crate::average::averages;
use crate::choices::{Choices, Promotion, Records, Which};
use crate::gap::{self, Person};
use crate::jobs::Jobs;
use crate::rule::{Kind, Rule};
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Book, Contributions, Limits, Withheld};
use capstan_stats::interval::{Interval, wilson};
use capstan_stats::stream::Stream;
use serde::{Deserialize, Serialize};

/// One choice that could be made otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "choice", content = "value", rename_all = "kebab-case")]
pub enum Choice {
    /// As they were made.
    AsMade,
    /// From which change on a worker counts as cut.
    Margin(f64),
    /// How far pay may be from the rule and still follow it.
    Tolerance(f64),
    /// The fewest jobs of a worker who is counted.
    MinJobs(usize),
    /// Which jobs are counted.
    Jobs(Which),
    /// How promotions are treated.
    Promotion(Promotion),
    /// The largest weight of one worker.
    Cap(f64),
    /// Whether jobs whose parts do not add up are counted.
    Doubted(bool),
    /// Which jobs are counted, by how they came in.
    Records(Records),
}

impl Choice {
    /// The choices with this one in place of theirs.
    pub fn in_place(self, choices: &Choices) -> Choices {
        let mut other = choices.clone();
        match self {
            Self::AsMade => {}
            Self::Margin(x) => other.margin = x,
            Self::Tolerance(x) => other.tolerance = x,
            Self::MinJobs(n) => other.min_jobs = n,
            Self::Jobs(which) => other.jobs = which,
            Self::Promotion(how) => other.promotion = how,
            Self::Cap(x) => other.cap = x,
            Self::Doubted(yes) => other.doubted = yes,
            Self::Records(records) => other.records = records,
        }
        other
    }
}

/// The headline under one choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// The choice.
    pub choice: Choice,
    /// The figures; none where they may not be shown beside the others.
    pub figures: Option<Figures>,
    /// Why they may not.
    pub withheld: Option<Withheld>,
}

/// The figures of the headline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// How many workers were counted.
    pub of: usize,
    /// The share cut, with Wilson's interval.
    pub cut: Interval,
    /// The change of all that the rule gives.
    pub of_pay: Option<Interval>,
    /// The mean of the workers' changes.
    pub worker_mean: Option<Interval>,
    /// The median of the workers' changes.
    pub worker_median: Option<Interval>,
}

/// The choices that are looked at, beside those made.
pub fn alternatives(rule: &Rule, choices: &Choices, jobs: &Jobs) -> Vec<Choice> {
    let mut all = vec![Choice::AsMade];
    all.extend([0.0, 0.01, 0.02, 0.05].map(Choice::Margin));
    all.extend([1, 5, 10, 20].map(Choice::MinJobs));
    if rule.kind == Kind::Paid {
        let tolerance = choices.tolerance.max(0.01);
        all.extend([tolerance / 2.0, tolerance * 2.0].map(Choice::Tolerance));
        all.extend([Which::Changed, Which::All].map(Choice::Jobs));
    }
    if jobs
        .jobs
        .iter()
        .any(|j| j.promotion.is_some_and(|p| p != 0.0))
    {
        let hows = [Promotion::Apart, Promotion::Folded, Promotion::FoldedMean];
        all.extend(hows.map(Choice::Promotion));
    }
    all.extend([0.1, 1.0].map(Choice::Cap));
    if jobs.jobs.iter().any(|j| j.doubted) {
        all.extend([true, false].map(Choice::Doubted));
    }
    let ways = apart(rule, choices, jobs).unwrap_or_default();
    all.extend(ways.into_iter().map(Choice::Records));
    let made = Choice::AsMade.in_place(choices);
    all.retain(|c| *c == Choice::AsMade || c.in_place(choices) != made);
    all
}

/// The ways in which jobs came in, where there are several.
///
/// # Errors
/// Why none of them may stand beside the whole. Each must be about enough
/// people. Whoever has jobs of several ways is what is left when all of them
/// are taken from the whole: these must be enough people too, or nobody.
pub fn apart(rule: &Rule, choices: &Choices, jobs: &Jobs) -> Result<Vec<Records>, Withheld> {
    let here = |way: &Records| jobs.jobs.iter().any(|j| way.counts(j.record));
    if Records::WAYS.iter().filter(|way| here(way)).count() < 2 {
        return Ok(Vec::new());
    }
    let counted = |records| {
        let choices = Choice::Records(records).in_place(choices);
        let found = gap::gaps(jobs, rule, &choices);
        let mut people = gap::people(&found.gaps, choices.jobs);
        people.retain(|p| p.gaps.len() >= choices.min_jobs);
        adds(jobs, &people)
    };
    let mut parts = Records::WAYS.map(|way| (way, counted(way))).to_vec();
    parts.retain(|(_, stands)| !stands.is_empty());
    let whole = counted(Records::All);
    let rest = (whole.iter())
        .filter(|(who, adds)| !parts.iter().any(|(_, of)| of.get(*who) == Some(adds)))
        .count();
    let few = |people: usize| choices.limits.why_not_count(people);
    let of_part = parts.iter().find_map(|(_, of)| few(of.len()));
    let of_rest = Some(rest).filter(|rest| *rest > 0).and_then(few);
    // The other way has jobs, and nobody with enough of them.
    let alone = Some(1).filter(|_| parts.len() < 2).and_then(few);
    match of_part.or(of_rest).or(alone) {
        Some(why) => Err(why),
        None if parts.len() < 2 => Ok(Vec::new()),
        None => Ok(parts.into_iter().map(|(way, _)| way).collect()),
    }
}

/// The headline under each alternative.
///
/// Two variants that differ by few workers would tell about those few, so a
/// variant is withheld that is too near to one before it, and so is one that
/// is `held` back. The ways in which jobs came in make up the whole: without
/// one of them the others are not shown either.
pub fn variants(jobs: &Jobs, rule: &Rule, choices: &Choices, held: &[Choice]) -> Vec<Variant> {
    let mut book = Book::default();
    let mut all: Vec<Variant> = (alternatives(rule, choices, jobs).into_iter())
        .map(|choice| {
            let choices = choice.in_place(choices);
            let found = gap::gaps(jobs, rule, &choices);
            let mut people = gap::people(&found.gaps, choices.jobs);
            people.retain(|p| p.gaps.len() >= choices.min_jobs);
            let stands = adds(jobs, &people);
            let withheld = book.why_not("headline", &stands, &choices.limits);
            let needed = choices.limits.turnover;
            let before = held.contains(&choice);
            let withheld = withheld.or(before.then_some(Withheld::Unchanged { needed }));
            let figures = withheld.is_none().then(|| {
                book.write("headline", stands);
                figures(&people, &choices)
            });
            Variant {
                choice,
                figures: figures.flatten(),
                withheld,
            }
        })
        .collect();
    let of_way = |v: &Variant| matches!(v.choice, Choice::Records(_));
    if all.iter().any(|v| of_way(v) && v.withheld.is_some()) {
        for variant in all.iter_mut().filter(|v| of_way(v)) {
            variant.figures = None;
            variant.withheld.get_or_insert(Withheld::Complement);
        }
    }
    all
}

/// What each worker adds to the headline.
pub(crate) fn adds(jobs: &Jobs, people: &[Person<'_>]) -> Contributions {
    let adds = |p: &Person<'_>| {
        let adds = format!("{:x} {:x}", p.paid.to_bits(), p.by_rule.to_bits());
        (jobs.workers[p.worker].clone(), adds)
    };
    people.iter().map(adds).collect()
}

fn figures(people: &[Person<'_>], choices: &Choices) -> Option<Figures> {
    let draws = weights(people.len(), choices);
    let average = averages(people, choices.margin, choices.cap, &draws);
    let cut = people
        .iter()
        .filter(|p| p.relative() < -choices.margin)
        .count();
    let shown = releasable(people, choices.cap, &choices.limits).is_none();
    Some(Figures {
        of: people.len(),
        cut: wilson(cut as u64, people.len() as u64)?,
        of_pay: average.of_pay.filter(|_| shown),
        worker_mean: average.worker_mean,
        worker_median: average.worker_median,
    })
}

/// Why the change of all pay may not be shown, with the weights it has.
pub fn releasable(people: &[Person<'_>], cap: f64, limits: &Limits) -> Option<Withheld> {
    let sizes: Vec<f64> = people.iter().map(|p| p.by_rule).collect();
    let weights = crate::weigh::weights(&sizes, cap);
    let parts: Vec<f64> = sizes.iter().zip(weights).map(|(s, w)| s * w).collect();
    limits.why_not(&parts)
}

/// The draws of `people` workers that all figures of the headline share.
pub fn weights(people: usize, choices: &Choices) -> UserWeights {
    let stream = Stream::root(choices.seed).child("workers");
    UserWeights::new(&stream, people, choices.draws)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Spec, events};
    use capstan_data::pay::Record;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn shipt() -> Rule {
        Rule::find("shipt-2019").expect("a rule")
    }

    #[test]
    fn every_choice_is_looked_at_once() {
        let rule = shipt();
        let jobs = Jobs::new(&events(&Spec::default(), 1), &rule);
        let choices = Choices::usual(rule.tolerance);
        let all = alternatives(&rule, &choices, &jobs);
        assert_eq!(all[0], Choice::AsMade);
        assert!(!all.contains(&Choice::Margin(0.01)) && all.contains(&Choice::Margin(0.02)));
        assert!(all.contains(&Choice::Jobs(Which::All)));
        assert!(all.contains(&Choice::Promotion(Promotion::FoldedMean)));
        let found = variants(&jobs, &rule, &choices, &[]);
        assert_eq!(found.len(), all.len());
        let figures = |choice: Choice| {
            let is = |v: &&Variant| v.choice == choice;
            found
                .iter()
                .find(is)
                .and_then(|v| v.figures)
                .expect("figures")
        };
        let (wide, narrow) = (figures(Choice::Margin(0.05)), figures(Choice::Margin(0.0)));
        assert!(wide.cut.value < narrow.cut.value);
        assert_eq!(wide.of_pay, narrow.of_pay);
        // Half of what is left then follows the rule, so there is less change.
        let all_jobs = figures(Choice::Jobs(Which::All));
        let made = figures(Choice::AsMade);
        assert!(
            all_jobs.worker_mean.expect("a mean").value.abs()
                < made.worker_mean.expect("a mean").value.abs()
        );
    }

    /// Jobs of which those of some workers were picked.
    fn mixed(seed: u64, workers: usize, picked: impl Fn(usize, usize) -> bool) -> Jobs {
        let spec = Spec {
            workers,
            jobs: 30.0,
            ..Spec::default()
        };
        let mut jobs = Jobs::new(&events(&spec, seed), &shipt());
        for (n, job) in jobs.jobs.iter_mut().enumerate() {
            let way = picked(job.worker, n);
            job.record = Some(if way { Record::Picked } else { Record::FullLog });
        }
        jobs
    }

    #[test]
    fn whole_logs_and_picked_jobs_stand_apart_if_nobody_is_left_between() {
        let rule = shipt();
        let choices = Choices {
            draws: 200,
            ..Choices::usual(rule.tolerance)
        };
        let both = [Records::FullLog, Records::Picked];
        let jobs = mixed(3, 60, |worker, _| worker < 30);
        assert_eq!(apart(&rule, &choices, &jobs), Ok(both.to_vec()));
        let found = variants(&jobs, &rule, &choices, &[]);
        let of = |records| {
            let is = |v: &&Variant| v.choice == Choice::Records(records);
            found
                .iter()
                .find(is)
                .and_then(|v| v.figures)
                .expect("figures")
                .of
        };
        let whole = found[0].figures.expect("figures").of;
        assert_eq!(of(Records::FullLog) + of(Records::Picked), whole);
        // Without one of the two, the other would tell it.
        let held = [Choice::Records(Records::Picked)];
        let found = variants(&jobs, &rule, &choices, &held);
        let shown = |v: &&Variant| matches!(v.choice, Choice::Records(_)) && v.figures.is_some();
        assert_eq!(found.iter().filter(shown).count(), 0);
        // Three workers with jobs of both ways are what is left of the whole.
        let few = mixed(3, 60, |worker, n| worker < 30 && (worker > 2 || n % 2 == 0));
        assert!(matches!(
            apart(&rule, &choices, &few),
            Err(Withheld::TooFew { .. })
        ));
        let none = variants(&few, &rule, &choices, &[]);
        assert!(!none.iter().any(|v| matches!(v.choice, Choice::Records(_))));
        // Too few picked, and nothing to tell apart.
        let few = mixed(3, 60, |worker, _| worker < 5);
        assert!(matches!(
            apart(&rule, &choices, &few),
            Err(Withheld::TooFew { .. })
        ));
        let one = mixed(3, 60, |_, _| false);
        assert_eq!(apart(&rule, &choices, &one), Ok(Vec::new()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        /// The adversary takes any two variants that are shown, finds out whose
        /// jobs are in only one of them, and subtracts.
        #[test]
        fn no_two_variants_tell_about_few(seed in 0_u64..1000, workers in 12_usize..40) {
            let rule = shipt();
            let spec = Spec { workers, jobs: 14.0, ..Spec::default() };
            let jobs = Jobs::new(&events(&spec, seed), &rule);
            let choices = Choices { draws: 200, ..Choices::usual(rule.tolerance) };
            let shown: Vec<BTreeMap<usize, (u64, u64)>> = variants(&jobs, &rule, &choices, &[])
                .into_iter()
                .filter(|v| v.figures.is_some())
                .map(|v| {
                    let choices = v.choice.in_place(&choices);
                    let found = gap::gaps(&jobs, &rule, &choices);
                    gap::people(&found.gaps, choices.jobs)
                        .into_iter()
                        .filter(|p| p.gaps.len() >= choices.min_jobs)
                        .map(|p| (p.worker, (p.paid.to_bits(), p.by_rule.to_bits())))
                        .collect()
                })
                .collect();
            for a in &shown {
                prop_assert!(a.len() >= choices.limits.people);
                for b in &shown {
                    let differ = a.iter().filter(|(who, adds)| b.get(who) != Some(adds)).count()
                        + b.keys().filter(|who| !a.contains_key(who)).count();
                    prop_assert!(differ == 0 || differ >= choices.limits.turnover, "{differ}");
                }
            }
        }
    }
}
