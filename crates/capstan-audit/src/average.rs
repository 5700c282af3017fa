//! The average change, by job and by worker. The two can have opposite signs:
//! those who do many large orders may gain while most workers lose, so both
//! are always shown.

use crate::era::Era;
use crate::gap::{Gap, Person};
use crate::ratio::ratio;
use crate::weigh::weights;
use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::{Interval, quantile};
use capstan_stats::resample::expanded;
use serde::{Deserialize, Serialize};

/// Averages of the change, with intervals of a bootstrap over workers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Averages {
    /// Of all that the rule gives: what was paid less, or more. Every job
    /// counts by its pay.
    pub of_pay: Option<Interval>,
    /// In money, a job.
    pub per_job: Option<Interval>,
    /// The mean of the workers' relative changes. Every worker counts alike.
    pub worker_mean: Option<Interval>,
    /// The median of the workers' relative changes.
    pub worker_median: Option<Interval>,
    /// The mean relative change of those who were cut, as measured; none if
    /// nobody was, or if it may not be shown.
    pub of_the_cut: Option<Interval>,
    /// How many workers count less than their jobs, so that no one has a
    /// larger weight than the cap.
    pub capped: usize,
}

/// The averages over `people`.
pub fn averages(people: &[Person<'_>], margin: f64, cap: f64, draws: &UserWeights) -> Averages {
    let sizes: Vec<f64> = people.iter().map(|p| p.by_rule).collect();
    let weights = weights(&sizes, cap);
    let weighed = |f: fn(&Person<'_>) -> f64| -> Vec<f64> {
        people.iter().zip(&weights).map(|(p, w)| w * f(p)).collect()
    };
    let change = weighed(|p| p.difference());
    let columns: Vec<f64> = (people.iter())
        .flat_map(|p| {
            let relative = p.relative();
            let is_cut = f64::from(u8::from(relative < -margin));
            [relative, 1.0, relative * is_cut, is_cut]
        })
        .collect();
    let width = 4;
    let mut totals = vec![0.0; width];
    for row in columns.chunks_exact(width) {
        for (total, x) in totals.iter_mut().zip(row) {
            *total += x;
        }
    }
    let drawn: Vec<Vec<f64>> = (0..draws.draws())
        .map(|draw| draws.totals(draw, &columns))
        .collect();
    let mean = |above: usize, below: usize| {
        let all = drawn.iter().map(|t| t[above] / t[below]).collect();
        expanded(totals[above] / totals[below], all, people.len())
    };
    let changes: Vec<f64> = people.iter().map(Person::relative).collect();
    Averages {
        of_pay: ratio(&change, &weighed(|p| p.by_rule), draws),
        per_job: ratio(&change, &weighed(|p| p.gaps.len() as f64), draws),
        worker_mean: mean(0, 1),
        worker_median: median(&changes, draws),
        of_the_cut: (totals[3] > 0.0).then(|| mean(2, 3)).flatten(),
        capped: weights.iter().filter(|w| **w < 1.0).count(),
    }
}

/// Why the mean change of those who were cut may not be shown: it is about few
/// of them, or the rest of the mean of all is about few others.
pub fn why_not_of_cut(people: &[Person<'_>], margin: f64, limits: &Limits) -> Option<Withheld> {
    let (cut, others): (Vec<f64>, Vec<f64>) = (people.iter())
        .map(Person::relative)
        .partition(|change| *change < -margin);
    [cut, others]
        .into_iter()
        .filter(|part| !part.is_empty())
        .find_map(|part| limits.why_not_changes(&part))
}

/// The median over workers with its interval.
pub fn median(values: &[f64], draws: &UserWeights) -> Option<Interval> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let sorted: Vec<f64> = order.iter().map(|&at| values[at]).collect();
    let drawn = (0..draws.draws())
        .map(|draw| {
            let counts = draws.counts(draw);
            let drawn: Vec<f64> = (order.iter())
                .flat_map(|&at| std::iter::repeat_n(values[at], usize::from(counts[at])))
                .collect();
            quantile(&drawn, 0.5)
        })
        .collect();
    expanded(quantile(&sorted, 0.5), drawn, values.len())
}

/// The change of pay, of all that the rule gives, as it would be had people
/// the jobs they had under the rule: jobs are weighed so that their order
/// totals are spread over five bins as those of the jobs paid by the rule.
/// Nothing if there are none of those, or a bin of theirs is empty now, or one
/// worker would have too large a part of it. No worker weighs more than `cap`.
pub fn reweighted(
    all: &[Gap<'_>],
    people: &[Person<'_>],
    (cap, limits): (f64, &Limits),
    draws: &UserWeights,
) -> Option<Interval> {
    let mut old: Vec<f64> = (all.iter())
        .filter(|g| g.era == Era::ByRule)
        .map(|g| g.by_rule)
        .collect();
    if old.len() < 2 * BINS {
        return None;
    }
    old.sort_by(f64::total_cmp);
    let ends: Vec<f64> = (1..BINS)
        .map(|n| quantile(&old, n as f64 / BINS as f64))
        .collect();
    let bin = |gap: &Gap<'_>| ends.iter().filter(|&&end| gap.by_rule > end).count();
    let mut shares = [[0.0; 2]; BINS];
    for gap in all.iter().filter(|g| g.era == Era::ByRule) {
        shares[bin(gap)][0] += 1.0;
    }
    for gap in people.iter().flat_map(|p| &p.gaps) {
        shares[bin(gap)][1] += 1.0;
    }
    if shares.iter().any(|s| s[1] == 0.0) {
        return None;
    }
    let sums = people.iter().map(|p| {
        let mut sums = [0.0; 2];
        for gap in &p.gaps {
            let [then, now] = shares[bin(gap)];
            sums[0] += gap.difference() * then / now;
            sums[1] += gap.by_rule * then / now;
        }
        (sums[0], sums[1])
    });
    let (change, by_rule): (Vec<f64>, Vec<f64>) = sums.unzip();
    let weights = weights(&by_rule, cap);
    let [change, by_rule] = [change, by_rule]
        .map(|column| -> Vec<f64> { column.iter().zip(&weights).map(|(x, w)| x * w).collect() });
    let why = limits
        .why_not(&by_rule)
        .or_else(|| limits.why_not_changes(&change));
    why.is_none()
        .then(|| ratio(&change, &by_rule, draws))
        .flatten()
}

/// Bins of jobs by size.
const BINS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Job;
    use crate::verdict::tests::person;
    use capstan_stats::stream::Stream;

    #[test]
    fn the_two_averages_can_have_opposite_signs() {
        // One worker with 60 jobs gains 2 each; two with 10 lose 1 each.
        let jobs: Vec<Job> = (0..3)
            .map(|worker| Job {
                worker,
                ..Job::default()
            })
            .collect();
        let people = [
            person(&jobs[0], &[2.0; 60]),
            person(&jobs[1], &[-1.0; 10]),
            person(&jobs[2], &[-1.0; 10]),
        ];
        let draws = UserWeights::new(&Stream::root(1), 3, 500);
        let found = averages(&people, 0.01, 1.0, &draws);
        let value = |i: Option<Interval>| i.expect("an interval").value;
        assert!((value(found.of_pay) - 100.0 / 800.0).abs() < 1e-12);
        assert!((value(found.per_job) - 100.0 / 80.0).abs() < 1e-12);
        assert!((value(found.worker_mean) - 0.0).abs() < 1e-12);
        assert!((value(found.worker_median) + 0.1).abs() < 1e-12);
        assert!((value(found.of_the_cut) + 0.1).abs() < 1e-12);
        assert_eq!(found.capped, 0);
        // At 40 % the first has 400/3 beside 200: (400/3 * 0.2 - 20) / (1000/3).
        let found = averages(&people, 0.01, 0.4, &draws);
        assert_eq!(found.capped, 1);
        assert!(
            (value(found.of_pay) - 0.02).abs() < 1e-12,
            "{:?}",
            found.of_pay
        );
    }

    #[test]
    fn the_mean_of_those_who_were_cut_is_about_enough_of_them_and_of_the_others() {
        let job = Job::default();
        let limits = Limits::default();
        let why = |cut: usize, others: usize| {
            let cut = (0..cut).map(|_| person(&job, &[-1.0; 3]));
            let others = (0..others).map(|_| person(&job, &[1.0; 3]));
            why_not_of_cut(&cut.chain(others).collect::<Vec<_>>(), 0.01, &limits)
        };
        assert_eq!(why(10, 10), None);
        assert_eq!((why(20, 0), why(0, 20)), (None, None));
        assert!(matches!(why(9, 20), Some(Withheld::TooFew { .. })));
        // The mean of all 29 and of the 20 tell that of the nine.
        assert!(matches!(why(20, 9), Some(Withheld::TooFew { .. })));
    }

    #[test]
    fn the_median_of_drawn_workers() {
        let values = [0.3, -0.1, 0.2];
        let draws = UserWeights::new(&Stream::root(2), 3, 400);
        let found = median(&values, &draws).expect("an interval");
        assert_eq!((found.value, found.low, found.high), (0.2, -0.1, 0.3));
    }

    #[test]
    fn reweighting_gives_the_jobs_of_before() {
        // Under the rule small and large jobs were alike many; now there are
        // four times as many large ones, which gain 1, while small ones lose 1.
        let job = Job::default();
        let gap = |by_rule: f64, difference: f64, era| Gap {
            job: &job,
            paid: by_rule + difference,
            by_rule,
            followed: false,
            era,
        };
        let mut all = Vec::new();
        for n in 0..50 {
            let size = if n % 2 == 0 { 10.0 } else { 20.0 };
            all.push(gap(size + f64::from(n) / 100.0, 0.0, Era::ByRule));
        }
        let now = |n: usize| {
            let at = (n % 25) as f64 * 0.02;
            [gap(10.0 + at, -1.0, Era::Changed)]
                .into_iter()
                .chain([gap(20.0 + at, 1.0, Era::Changed); 4])
                .collect::<Vec<_>>()
        };
        let people: Vec<Person<'_>> = (0..4)
            .map(|w| {
                let gaps: Vec<Gap<'_>> = (0..25).flat_map(|n| now(n + w)).collect();
                Person {
                    worker: w,
                    paid: gaps.iter().map(|g| g.paid).sum(),
                    by_rule: gaps.iter().map(|g| g.by_rule).sum(),
                    gaps,
                }
            })
            .collect();
        let draws = UserWeights::new(&Stream::root(1), 4, 300);
        let plain = averages(&people, 0.0, 1.0, &draws)
            .of_pay
            .expect("a change")
            .value;
        assert!(plain > 0.03, "{plain}");
        let any = Limits {
            people: 1,
            dominance: 1.0,
            ..Limits::default()
        };
        let of = |all: &[Gap<'_>], limits| reweighted(all, &people, (1.0, limits), &draws);
        let found = of(&all, &any).expect("a change").value;
        // Not quite 0, since the middle bin has both kinds in it.
        assert!(found.abs() < 0.01, "{found}");
        assert_eq!(of(&all[..9], &any), None);
        assert_eq!(of(&all, &Limits::default()), None, "of four workers");
    }
}
