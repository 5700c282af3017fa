//! The headline: the share cut, the verdicts, the averages and the sums, as far
//! as they may be shown.

use crate::audit::Question;
use crate::average::{averages, reweighted, why_not_of_cut};
use crate::choices::Which;
use crate::era::Era;
use crate::gap::{Gaps, Person};
use crate::hold::Holding;
use crate::jobs::Jobs;
use crate::result::{Headline, Shown};
use crate::sensitivity::{mean_releasable, releasable};
use crate::share::share_cut;
use crate::strata;
use crate::verdict::{Counts, judge};
use crate::weigh::why_not_total;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::stream::Stream;

/// The figures about all counted workers, as far as they may be shown; nothing
/// if there are none.
pub(crate) fn headline(
    found: &Gaps<'_>,
    people: &[Person<'_>],
    jobs: &Jobs,
    question: &Question,
    draws: &UserWeights,
    hold: &mut Holding<'_>,
) -> Option<Headline> {
    let choices = &question.choices;
    let (margin, cap, limits) = (choices.margin, choices.cap, &choices.limits);
    let stream = Stream::root(choices.seed);
    let judged: Vec<_> = (people.iter())
        .map(|p| judge(p, &jobs.workers[p.worker], margin, &stream))
        .collect();
    let share = share_cut(&judged, margin, draws)?;
    let mut average = averages(people, margin, cap, draws);
    let of_pay = hold.may(Shown::OfPay, releasable(people, cap, limits));
    average.of_pay = average.of_pay.filter(|_| of_pay);
    average.per_job = average.per_job.filter(|_| of_pay);
    let mean = hold.may(Shown::WorkerMean, mean_releasable(people, limits));
    average.worker_mean = average.worker_mean.filter(|_| mean);
    if let Some(cut) = average.of_the_cut {
        let shown = mean && hold.may(Shown::OfCut, why_not_of_cut(people, margin, limits));
        average.of_the_cut = Some(cut).filter(|_| shown);
    }
    let of = |f: fn(&Person<'_>) -> f64| -> Vec<f64> { people.iter().map(f).collect() };
    let sums = [of(|p| p.paid), of(|p| p.by_rule)];
    let why = sums
        .iter()
        .find_map(|sizes| why_not_total(sizes, cap, limits));
    let totals = of_pay && hold.may(Shown::Totals, why);
    let [paid, by_rule] = sums.map(|sizes| totals.then(|| sizes.iter().sum()));
    Some(Headline {
        share,
        verdicts: Counts::of(&judged),
        averages: average,
        reweighted: (of_pay && choices.jobs == Which::Changed)
            .then(|| reweighted(&found.gaps, people, (cap, limits), draws))
            .flatten(),
        weighed: strata::weighed(people, jobs, &question.population, margin, limits, draws),
        of_all: question.roster.filter(|&n| n >= share.of).map(|n| {
            let of_all = |cut: usize| cut as f64 / n as f64;
            [of_all(share.cut), of_all(share.cut + n - share.of)]
        }),
        paid,
        by_rule,
    })
}

/// The mean promotion of the jobs that were paid by the rule, and of those that
/// are counted; a job that lists none had none.
///
/// # Errors
/// Why they may not be told.
pub(crate) fn promotions(
    found: &Gaps<'_>,
    people: &[Person<'_>],
    jobs: &Jobs,
    limits: &Limits,
) -> Result<[Option<f64>; 2], Withheld> {
    let counted = people.iter().flat_map(|p| &p.gaps);
    let old = found.gaps.iter().filter(|g| g.era == Era::ByRule);
    let [old, now] = [old.collect::<Vec<_>>(), counted.collect()].map(|gaps| {
        let mut sums = vec![(0.0, 0.0); jobs.workers.len()];
        for gap in gaps {
            let sum = &mut sums[gap.job.worker];
            *sum = (sum.0 + gap.job.promotion.unwrap_or(0.0), sum.1 + 1.0);
        }
        sums.retain(|sum| sum.1 > 0.0);
        sums.into_iter().unzip::<f64, f64, Vec<f64>, Vec<f64>>()
    });
    let mean = |(sums, counts): &(Vec<f64>, Vec<f64>)| {
        let why = match sums.iter().any(|s| *s > 0.0) {
            true => limits.why_not(sums),
            false => limits.why_not_count(sums.len()),
        };
        let mean = sums.iter().sum::<f64>() / counts.iter().sum::<f64>();
        match why.filter(|_| !sums.is_empty()) {
            Some(why) => Err(why),
            None => Ok((!sums.is_empty()).then_some(mean)),
        }
    };
    Ok([mean(&old)?, mean(&now)?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::audit;
    use crate::gap;
    use crate::rule::Rule;
    use crate::sample::{Spec, events};
    use capstan_data::pay::PayEvent;

    fn question() -> Question {
        Question::about(Rule::find("shipt-2019").expect("a rule")).expect("a question")
    }

    /// Thirty made-up workers, of whom the first has each job so many times.
    fn with_one(times: i64) -> Vec<PayEvent> {
        let spec = Spec {
            workers: 30,
            ..Spec::default()
        };
        let mut rows = events(&spec, 1);
        let own: Vec<PayEvent> = rows
            .iter()
            .filter(|e| e.worker == "w001")
            .cloned()
            .collect();
        for n in 1..times {
            rows.extend(own.iter().cloned().map(|mut e| {
                e.order_total = e.order_total.map(|cents| cents + n);
                e
            }));
        }
        rows
    }

    #[test]
    fn a_sum_of_which_one_has_most_is_not_told() {
        let of = |times: i64| {
            let made = audit(&with_one(times), "e.csv", &question()).expect("an audit");
            let headline = made.headline.expect("a headline");
            (headline, made.falsified, made.withheld)
        };
        let (headline, _, withheld) = of(1);
        assert!(
            headline.paid.is_some() && headline.by_rule.is_some(),
            "{withheld:?}"
        );
        let (headline, falsified, withheld) = of(60);
        assert_eq!((headline.paid, headline.by_rule), (None, None));
        assert!(
            withheld.iter().any(|n| n.figure == Shown::Totals),
            "{withheld:?}"
        );
        // In the average the one weighs a quarter.
        assert_eq!(headline.averages.capped, 1);
        let told = falsified.iter().any(|f| f.of_pay.is_some());
        assert!(!told && falsified.iter().all(|f| f.worker_mean.is_some()));
        assert!(headline.averages.of_pay.is_some());
    }

    #[test]
    fn promotions_of_few_are_not_told() {
        let limits = Limits::default();
        let question = question();
        let of = |keep: &dyn Fn(&PayEvent) -> bool| {
            let mut rows = with_one(1);
            for row in rows.iter_mut().filter(|row| !keep(row)) {
                row.promotion = None;
            }
            let jobs = Jobs::new(&rows, &question.rule);
            let found = gap::gaps(&jobs, &question.rule, &question.choices);
            let people = gap::people(&found.gaps, Which::Changed);
            promotions(&found, &people, &jobs, &limits)
        };
        let all = of(&|_| true).expect("told");
        assert!(
            all.iter().all(|mean| mean.is_some_and(|m| m > 0.0)),
            "{all:?}"
        );
        assert_eq!(
            of(&|_| false),
            Ok([Some(0.0), Some(0.0)]),
            "there were none"
        );
        let one = of(&|row| row.worker == "w001");
        assert_eq!(one, Err(Withheld::Dominated));
    }
}
