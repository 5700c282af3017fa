//! When the rule changed: from which day on fewer jobs follow it.
//!
//! Every day on which there are jobs may be the first of the new pay. Before
//! and after it, jobs follow the rule with one probability each, of which
//! nothing is known beforehand (uniform), so that the evidence for each day is
//! a ratio of beta functions, and the days' shares of it are the posterior
//! (Smith 1975, doi:10.1093/biomet/62.2.407).

use crate::gap::Gap;
use serde::{Deserialize, Serialize};
use statrs::function::beta::ln_beta;
use std::collections::BTreeMap;

/// When the rule changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The likeliest first day of the new pay.
    pub day: String,
    /// The first day of the 95 % interval.
    pub low: String,
    /// The last day of the interval.
    pub high: String,
    /// The share of jobs that followed the rule before, and from then on.
    pub followed: [f64; 2],
    /// How many times likelier a change is than none, as a power of ten.
    pub evidence: f64,
}

/// From which power of ten on a change is held for one: a hundred times
/// likelier than none.
pub const CLEAR: f64 = 2.0;

/// Finds the day; nothing if jobs are of fewer than two days. A change is only
/// looked for where fewer jobs follow the rule afterwards.
pub fn change<'a>(gaps: impl IntoIterator<Item = &'a Gap<'a>>) -> Option<Change> {
    let mut days: BTreeMap<i32, [f64; 2]> = BTreeMap::new();
    for gap in gaps {
        let count = days.entry(gap.job.day?).or_default();
        count[usize::from(!gap.followed)] += 1.0;
    }
    let days: Vec<(i32, [f64; 2])> = days.into_iter().collect();
    let all = days.iter().fold([0.0; 2], |sum, (_, c)| add(sum, *c));
    let evidence = |[yes, no]: [f64; 2]| ln_beta(yes + 1.0, no + 1.0);
    let mut before = [0.0; 2];
    // Each possible first day with its evidence and what was before it.
    let mut found: Vec<(i32, f64, [f64; 2])> = Vec::new();
    for pair in days.windows(2) {
        before = add(before, pair[0].1);
        let after = [all[0] - before[0], all[1] - before[1]];
        let falls = before[0] * after[1] > after[0] * before[1];
        let weight = evidence(before) + evidence(after);
        found.push((
            pair[1].0,
            if falls { weight } else { f64::NEG_INFINITY },
            before,
        ));
    }
    let best = found
        .iter()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    if !best.1.is_finite() {
        return None;
    }
    let shares: Vec<f64> = found.iter().map(|f| (f.1 - best.1).exp()).collect();
    let sum: f64 = shares.iter().sum();
    let at = |q: f64| {
        let mut passed = 0.0;
        let reached = shares.iter().position(|s| {
            passed += s / sum;
            passed >= q
        });
        reached.map_or(best.0, |n| found[n].0)
    };
    let day = |day: i32| {
        let epoch = jiff::civil::date(1970, 1, 1);
        let date = epoch.checked_add(jiff::Span::new().days(day));
        date.map_or_else(|_| day.to_string(), |d| d.to_string())
    };
    let after = [all[0] - best.2[0], all[1] - best.2[1]];
    let share = |[yes, no]: [f64; 2]| yes / (yes + no);
    let mean = best.1 + (sum / found.len() as f64).ln();
    Some(Change {
        day: day(best.0),
        low: day(at(0.025)),
        high: day(at(0.975)),
        followed: [share(best.2), share(after)],
        evidence: (mean - evidence(all)) / std::f64::consts::LN_10,
    })
}

fn add(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::era::Era;
    use crate::jobs::Job;

    /// Days with how many jobs follow the rule and how many do not.
    fn found(days: &[(i32, usize, usize)]) -> Option<Change> {
        let mut jobs = Vec::new();
        for &(day, yes, no) in days {
            let job = Job {
                day: Some(day),
                ..Job::default()
            };
            jobs.extend(std::iter::repeat_n((job.clone(), true), yes));
            jobs.extend(std::iter::repeat_n((job, false), no));
        }
        let gaps: Vec<Gap<'_>> = (jobs.iter())
            .map(|(job, followed)| Gap {
                job,
                paid: 0.0,
                by_rule: 0.0,
                followed: *followed,
                era: Era::Changed,
            })
            .collect();
        change(&gaps)
    }

    #[test]
    fn a_clean_change_is_found_to_the_day() {
        let days: Vec<(i32, usize, usize)> = (0..60)
            .map(|d| {
                if d < 34 {
                    (18400 + d, 10, 0)
                } else {
                    (18400 + d, 0, 10)
                }
            })
            .collect();
        let change = found(&days).expect("a change");
        // 18400 is 18 May 2020.
        assert_eq!(change.day, "2020-06-21");
        assert_eq!((&change.low, &change.high), (&change.day, &change.day));
        assert_eq!(change.followed, [1.0, 0.0]);
        assert!(change.evidence > 50.0);
    }

    #[test]
    fn the_posterior_by_hand() {
        // Three days with one job each: yes, no, no. The change is on the
        // second day with B(2,1) B(1,3) = 1/6, or on the third with B(2,2)
        // B(1,2) = 1/12: shares 2/3 and 1/3. None: B(2,3) = 1/12. A change is
        // (1/6 + 1/12) / 2 / (1/12) = 1.5 times likelier.
        let change = found(&[(0, 1, 0), (1, 0, 1), (2, 0, 1)]).expect("a change");
        assert_eq!(
            (&*change.day, &*change.low, &*change.high),
            ("1970-01-02", "1970-01-02", "1970-01-03")
        );
        assert!((change.evidence - 1.5_f64.log10()).abs() < 1e-12);
    }

    #[test]
    fn few_jobs_give_a_wide_interval_and_no_change_little_evidence() {
        let blurred: Vec<(i32, usize, usize)> = (0..30)
            .map(|d| {
                (
                    d,
                    usize::from(d < 18 || d % 4 == 0),
                    usize::from(d >= 12 && d % 4 != 0),
                )
            })
            .collect();
        let change = found(&blurred).expect("a change");
        assert!(
            change.low < change.day && change.day < change.high,
            "{change:?}"
        );
        let steady: Vec<(i32, usize, usize)> = (0..30).map(|d| (d, 5, 5)).collect();
        assert!(found(&steady).is_none_or(|c| c.evidence < 0.0));
        assert_eq!(found(&[(0, 3, 3)]), None, "one day");
        assert_eq!(
            found(&[(0, 0, 3), (1, 3, 0)]),
            None,
            "the rule came, it did not go"
        );
        assert_eq!(found(&[]), None);
    }
}
