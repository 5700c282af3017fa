//! How the headline changes with every choice, one at a time.

use crate::apart::{apart, counted};
use crate::average::{averages, median};
use crate::choices::{Choices, Promotion, Records, Which};
use crate::gap::Person;
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
    /// A worker's change is that of their middle job, which a few odd jobs do
    /// not move, in place of that of all their jobs together.
    Middle,
}

impl Choice {
    /// The choices with this one in place of theirs.
    pub fn in_place(self, choices: &Choices) -> Choices {
        let mut other = choices.clone();
        match self {
            Self::AsMade | Self::Middle => {}
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
    /// The change of all that the rule gives; none of middle jobs.
    pub of_pay: Option<Interval>,
    /// The mean of the workers' changes; none of middle jobs.
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
    all.push(Choice::Middle);
    all.extend([0.1, 1.0].map(Choice::Cap));
    if jobs.jobs.iter().any(|j| j.doubted) {
        all.extend([true, false].map(Choice::Doubted));
    }
    let ways = apart(rule, choices, jobs).unwrap_or_default();
    all.extend(ways.into_iter().map(Choice::Records));
    let made = Choice::AsMade.in_place(choices);
    let of_itself = |c: &Choice| matches!(c, Choice::AsMade | Choice::Middle);
    all.retain(|c| of_itself(c) || c.in_place(choices) != made);
    all
}

/// The headline under each alternative.
///
/// Two variants that differ by few workers would tell about those few, so a
/// variant is withheld that is too near to one before it, and so is one that
/// is `held` back. The ways in which jobs came in make up the whole: without
/// one of them the others are not shown either. Promotions beside the rule and
/// beside the rule with the old mean differ by that mean: where `promotions`
/// may not be told, only the first that is asked for is shown.
pub fn variants(
    jobs: &Jobs,
    rule: &Rule,
    choices: &Choices,
    held: &[Choice],
    promotions: Option<&Withheld>,
) -> Vec<Variant> {
    let limits = &choices.limits;
    let mut book = Book::default();
    let mut all: Vec<Variant> = (alternatives(rule, choices, jobs).into_iter())
        .map(|choice| {
            let other = choice.in_place(choices);
            let people = counted(rule, &other, jobs);
            let stands = adds(jobs, &people);
            let weighed = weighed(jobs, &people, other.cap);
            let needed = limits.turnover;
            let before = held
                .contains(&choice)
                .then_some(Withheld::Unchanged { needed });
            let mean = promotions
                .filter(|_| tells_promotions(choice, choices))
                .cloned();
            let withheld = (book.why_not("headline", &stands, limits))
                .or_else(|| book.why_not("pay", &weighed, limits))
                .or(before)
                .or(mean);
            let figures = withheld.is_none().then(|| {
                book.write("headline", stands);
                book.write("pay", weighed);
                figures(&people, &other, choice == Choice::Middle)
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

/// Whether a variant beside what was asked for tells the mean promotion of the
/// jobs that were paid by the rule.
fn tells_promotions(choice: Choice, choices: &Choices) -> bool {
    use Promotion::{Folded, FoldedMean};
    match choices.promotion {
        FoldedMean => choice == Choice::Promotion(Folded),
        _ => choice == Choice::Promotion(FoldedMean),
    }
}

/// What each worker adds to the headline.
pub(crate) fn adds(jobs: &Jobs, people: &[Person<'_>]) -> Contributions {
    with_weights(jobs, people, &vec![1.0; people.len()])
}

/// What each worker adds to the change of all pay, of which no one has more
/// than `cap`: under two caps it differs for those whose weight does.
fn weighed(jobs: &Jobs, people: &[Person<'_>], cap: f64) -> Contributions {
    let sizes: Vec<f64> = people.iter().map(|p| p.by_rule).collect();
    with_weights(jobs, people, &crate::weigh::weights(&sizes, cap))
}

fn with_weights(jobs: &Jobs, people: &[Person<'_>], weights: &[f64]) -> Contributions {
    let adds = |(p, weight): (&Person<'_>, &f64)| {
        let [paid, by_rule] = [p.paid, p.by_rule].map(|sum| (weight * sum).to_bits());
        (
            jobs.workers[p.worker].clone(),
            format!("{paid:x} {by_rule:x}"),
        )
    };
    people.iter().zip(weights).map(adds).collect()
}

fn figures(people: &[Person<'_>], choices: &Choices, middle: bool) -> Option<Figures> {
    let draws = weights(people.len(), choices);
    let average = averages(people, choices.margin, choices.cap, &draws);
    let change = |p: &Person<'_>| if middle { p.middle() } else { p.relative() };
    let changes: Vec<f64> = people.iter().map(change).collect();
    let cut = changes.iter().filter(|c| **c < -choices.margin).count();
    let shown = releasable(people, choices.cap, &choices.limits).is_none();
    let mean = !middle && mean_releasable(people, &choices.limits).is_none();
    Some(Figures {
        of: people.len(),
        cut: wilson(cut as u64, people.len() as u64)?,
        of_pay: average.of_pay.filter(|_| shown && !middle),
        worker_mean: average.worker_mean.filter(|_| mean),
        worker_median: median(&changes, &draws),
    })
}

/// Why the change of all pay may not be shown, with the weights it has: one
/// worker has too large a part of what was paid, or of what the rule gives, or
/// of the change.
pub fn releasable(people: &[Person<'_>], cap: f64, limits: &Limits) -> Option<Withheld> {
    let of = |f: fn(&Person<'_>) -> f64| -> Vec<f64> { people.iter().map(f).collect() };
    let (paid, by_rule) = (of(|p| p.paid), of(|p| p.by_rule));
    let weights = crate::weigh::weights(&by_rule, cap);
    let changes = people.iter().zip(weights).map(|(p, w)| w * p.difference());
    let changes: Vec<f64> = changes.collect();
    crate::weigh::why_not(&[&by_rule, &paid], &by_rule, cap, limits)
        .or_else(|| limits.why_not_changes(&changes))
}

/// Why the mean of the workers' changes may not be shown.
pub fn mean_releasable(people: &[Person<'_>], limits: &Limits) -> Option<Withheld> {
    let changes: Vec<f64> = people.iter().map(Person::relative).collect();
    limits.why_not_changes(&changes)
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
        let found = variants(&jobs, &rule, &choices, &[], None);
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
        let found = variants(&jobs, &rule, &choices, &[], None);
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
        let found = variants(&jobs, &rule, &choices, &held, None);
        let shown = |v: &&Variant| matches!(v.choice, Choice::Records(_)) && v.figures.is_some();
        assert_eq!(found.iter().filter(shown).count(), 0);
        // Three workers with jobs of both ways are what is left of the whole.
        let few = mixed(3, 60, |worker, n| worker < 30 && (worker > 2 || n % 2 == 0));
        assert!(matches!(
            apart(&rule, &choices, &few),
            Err(Withheld::TooFew { .. })
        ));
        let none = variants(&few, &rule, &choices, &[], None);
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

    /// Workers with jobs that the rule gives `by_rule` for, and paid a tenth more.
    fn sized(sizes: &[f64]) -> Jobs {
        let job = |(worker, size): (usize, &f64)| crate::Job {
            worker,
            day: Some(18_400),
            base: Some(1.1 * size),
            order_total: Some((size - 5.0) / 0.075),
            ..crate::Job::default()
        };
        let jobs: Vec<crate::Job> = sizes.iter().enumerate().map(job).collect();
        Jobs {
            workers: (0..sizes.len()).map(|n| format!("w{n:02}")).collect(),
            events: jobs.len(),
            jobs,
            ..Jobs::default()
        }
    }

    #[test]
    fn two_caps_that_weigh_one_worker_otherwise_are_not_both_shown() {
        let rule = shipt();
        let choices = Choices {
            draws: 200,
            min_jobs: 1,
            ..Choices::usual(rule.tolerance)
        };
        let shown = |sizes: &[f64], choice: Choice| {
            let found = variants(&sized(sizes), &rule, &choices, &[], None);
            let mut of_choice = found.into_iter().filter(|v| v.choice == choice);
            of_choice.next().expect("a line").withheld
        };
        let mut sizes = vec![10.0; 20];
        assert_eq!(shown(&sizes, Choice::Cap(0.1)), None);
        // 40 of 230: a tenth, and the others' nine: the difference is theirs.
        sizes[0] = 40.0;
        let near = Some(Withheld::Unchanged { needed: 5 });
        assert_eq!(shown(&sizes, Choice::Cap(0.1)), near);
        assert_eq!(shown(&sizes, Choice::Cap(1.0)), None, "as at a quarter");
    }

    #[test]
    fn the_old_promotions_are_not_told_by_two_lines() {
        let rule = shipt();
        let jobs = Jobs::new(&events(&Spec::default(), 1), &rule);
        let choices = Choices {
            draws: 200,
            ..Choices::usual(rule.tolerance)
        };
        let few = Withheld::Dominated;
        let of = |asked: Promotion, line: Promotion| {
            let choices = Choices {
                promotion: asked,
                ..choices.clone()
            };
            let found = variants(&jobs, &rule, &choices, &[], Some(&few));
            let is = |v: &Variant| v.choice == Choice::Promotion(line);
            found.into_iter().find(is).expect("a line").withheld
        };
        assert_eq!(of(Promotion::Apart, Promotion::Folded), None);
        assert_eq!(
            of(Promotion::Apart, Promotion::FoldedMean),
            Some(few.clone())
        );
        assert_eq!(
            of(Promotion::FoldedMean, Promotion::Folded),
            Some(few.clone())
        );
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
            let shown: Vec<BTreeMap<usize, (u64, u64)>> = variants(&jobs, &rule, &choices, &[], None)
                .into_iter()
                .filter(|v| v.figures.is_some())
                .map(|v| {
                    let people = counted(&rule, &v.choice.in_place(&choices), &jobs);
                    let adds = |p: &Person<'_>| (p.paid.to_bits(), p.by_rule.to_bits());
                    people.iter().map(|p| (p.worker, adds(p))).collect()
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
