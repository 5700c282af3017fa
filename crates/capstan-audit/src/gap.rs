//! The counterfactual: what each job was paid beside what the rule gives for
//! the same job.
//!
//! The job itself is held as it was. People who take other jobs because of
//! another rule are not in it; see [`crate::average`] for a reweighted figure.

use crate::choices::{Choices, Promotion, Which};
use crate::era::{self, Era};
use crate::jobs::{Job, Jobs};
use crate::left::{Left, Reason};
use crate::rule::{Kind, Quantity, Rule};
use capstan_stats::interval::quantile;

/// One job beside the rule, in major units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap<'a> {
    /// The job.
    pub job: &'a Job,
    /// What was paid, as far as it is set beside the rule.
    pub paid: f64,
    /// What the rule gives.
    pub by_rule: f64,
    /// Whether base pay follows the rule.
    pub followed: bool,
    /// Whether its worker was paid by the rule in its week.
    pub era: Era,
}

impl Gap<'_> {
    /// What was paid less what the rule gives.
    pub fn difference(&self) -> f64 {
        self.paid - self.by_rule
    }
}

/// All jobs that the rule can be put beside.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaps<'a> {
    /// The jobs, by worker.
    pub gaps: Vec<Gap<'a>>,
    /// What was left out, and why.
    pub left_out: Left,
    /// The mean promotion of jobs that were paid by the rule; none if there
    /// are none.
    pub old_promotion: Option<f64>,
    /// The share of jobs in weeks paid by the rule that follow it, and the
    /// share in other weeks that do so by chance.
    pub rates: [f64; 2],
}

/// Puts the rule beside every job that has what it asks for. A job without an
/// order total is left out: that it could not be read says nothing about how
/// it was paid.
pub fn gaps<'a>(jobs: &'a Jobs, rule: &Rule, choices: &Choices) -> Gaps<'a> {
    let mut left_out = jobs.left_out.clone();
    let mut gaps: Vec<Gap<'a>> = Vec::with_capacity(jobs.jobs.len());
    let worker = |job: &Job| jobs.workers.get(job.worker).map_or("", String::as_str);
    for job in &jobs.jobs {
        let Some(base) = job.base else {
            left_out.add(Reason::NoPay, worker(job));
            continue;
        };
        let Some(by_rule) = rule.pay(|q: Quantity| job.quantity(q)) else {
            left_out.add(Reason::NoQuantity, worker(job));
            continue;
        };
        if job.doubted && !choices.doubted {
            continue;
        }
        gaps.push(Gap {
            job,
            paid: base,
            by_rule,
            followed: rule.followed(base, by_rule, choices.tolerance),
            era: Era::Changed,
        });
    }
    let mut rates = [1.0, 0.0];
    if rule.kind == Kind::Paid {
        let found = era::eras(&gaps);
        rates = found.rates;
        for (gap, era) in gaps.iter_mut().zip(found.eras) {
            gap.era = era;
        }
    }
    let promotion = |gap: &Gap<'_>| gap.job.promotion.unwrap_or(0.0);
    let old: Vec<f64> = (gaps.iter())
        .filter(|g| g.era == Era::ByRule)
        .map(promotion)
        .collect();
    let old_promotion = (!old.is_empty()).then(|| old.iter().sum::<f64>() / old.len() as f64);
    // What a week was paid by is judged by all of its jobs.
    gaps.retain(|g| choices.records.counts(g.job.record));
    for gap in &mut gaps {
        if choices.promotion != Promotion::Apart {
            gap.paid += promotion(gap);
        }
        if choices.promotion == Promotion::FoldedMean {
            gap.by_rule += old_promotion.unwrap_or(0.0);
        }
    }
    Gaps {
        gaps,
        left_out,
        old_promotion,
        rates,
    }
}

/// One worker's jobs that are counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Person<'a> {
    /// A place in [`Jobs::workers`].
    pub worker: usize,
    /// Their jobs; at least one.
    pub gaps: Vec<Gap<'a>>,
    /// All that was paid for them.
    pub paid: f64,
    /// All that the rule gives for them.
    pub by_rule: f64,
}

impl<'a> Person<'a> {
    fn new(gaps: &[Gap<'a>]) -> Self {
        Self {
            worker: gaps[0].job.worker,
            paid: gaps.iter().map(|g| g.paid).sum(),
            by_rule: gaps.iter().map(|g| g.by_rule).sum(),
            gaps: gaps.to_vec(),
        }
    }

    /// What was paid less what the rule gives, of all jobs.
    pub fn difference(&self) -> f64 {
        self.paid - self.by_rule
    }

    /// The same as a share of what the rule gives.
    pub fn relative(&self) -> f64 {
        self.difference() / self.by_rule
    }

    /// The change of the middle job, as a share of what the rule gives for it.
    pub fn middle(&self) -> f64 {
        let given = self.gaps.iter().filter(|g| g.by_rule > 0.0);
        let mut changes: Vec<f64> = given.map(|g| g.difference() / g.by_rule).collect();
        changes.sort_by(f64::total_cmp);
        quantile(&changes, 0.5)
    }
}

/// The workers with their counted jobs, in the order of pseudonyms. Those for
/// whom the rule gives nothing at all are passed over.
pub fn people<'a>(gaps: &[Gap<'a>], which: Which) -> Vec<Person<'a>> {
    let counted: Vec<Gap<'a>> = (gaps.iter())
        .filter(|g| which == Which::All || g.era == Era::Changed)
        .copied()
        .collect();
    (counted.chunk_by(|a, b| a.job.worker == b.job.worker))
        .map(Person::new)
        .filter(|p| p.by_rule > 0.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::tests::events;

    fn shipt() -> Rule {
        Rule::find("shipt-2019").expect("a rule")
    }

    /// In the original tool a blank total made the pay "not by the old rule".
    #[test]
    fn an_unread_order_total_is_missing_and_never_a_new_rule() {
        let rule = shipt();
        let jobs = Jobs::new(
            &events(
                "a,2020-08-24,,19.40,,25.00,44.40,192.05\na,2020-08-25,,14.58,,,14.58,\na,2020-08-26,,,,,14.58,50",
            ),
            &rule,
        );
        let found = gaps(&jobs, &rule, &Choices::usual(0.05));
        assert_eq!(found.gaps.len(), 1);
        let left = |reason| found.left_out.of(reason);
        assert_eq!((left(Reason::NoQuantity), left(Reason::NoPay)), (1, 1));
        assert_eq!(found.gaps[0].era, Era::ByRule);
        assert!(people(&found.gaps, Which::Changed).is_empty());
        assert_eq!(people(&found.gaps, Which::All).len(), 1);
    }

    #[test]
    fn promotions_are_apart_or_folded_as_chosen() {
        // The first was paid by the rule with 4 on top, the second was not.
        let rule = shipt();
        let lines = "a,2020-01-06,,12.50,4,,16.50,100\nb,2020-08-24,,10,3,,13,100";
        let jobs = Jobs::new(&events(lines), &rule);
        let mut choices = Choices::usual(0.05);
        let of = |choices: &Choices| {
            let found = gaps(&jobs, &rule, choices);
            assert_eq!(found.old_promotion, Some(4.0));
            (found.gaps[1].paid, found.gaps[1].by_rule)
        };
        assert_eq!(of(&choices), (10.0, 12.5));
        choices.promotion = Promotion::Folded;
        assert_eq!(of(&choices), (13.0, 12.5));
        choices.promotion = Promotion::FoldedMean;
        assert_eq!(of(&choices), (13.0, 16.5));
    }

    #[test]
    fn sums_are_by_worker() {
        let rule = shipt();
        let lines = "b,2020-08-24,,10,,,,100\na,2020-08-24,,20,,,,100\nb,2020-08-25,,30,,,,200";
        let jobs = Jobs::new(&events(lines), &rule);
        let found = gaps(&jobs, &rule, &Choices::usual(0.05));
        let people = people(&found.gaps, Which::Changed);
        assert_eq!(
            people.iter().map(|p| p.gaps.len()).collect::<Vec<_>>(),
            [1, 2]
        );
        assert_eq!((people[1].paid, people[1].by_rule), (40.0, 32.5));
        assert!((people[1].relative() - 7.5 / 32.5).abs() < 1e-15);
        assert!((found.gaps[0].difference() - 7.5).abs() < 1e-12);
    }

    #[test]
    fn a_floor_has_no_other_rule_before_it() {
        let rule = Rule::find("nyc-tlc-2019").expect("a rule");
        let mut all = events("a,2020-08-24,,25,,,,\na,2020-08-24,,20,,,,");
        for event in &mut all {
            (event.distance, event.on_job) = (Some(12_070), Some(1800));
        }
        let jobs = Jobs::new(&all, &rule);
        let found = gaps(&jobs, &rule, &Choices::usual(0.01));
        assert!((found.gaps[0].by_rule - 23.0043).abs() < 1e-3);
        assert_eq!(
            found.gaps.iter().map(|g| g.followed).collect::<Vec<_>>(),
            [true, false]
        );
        assert_eq!(people(&found.gaps, Which::Changed)[0].gaps.len(), 2);
    }
}
