//! Figures for the public: the share cut and the average worker's change, with
//! noise that hides what any one worker adds. The noise is drawn once and kept
//! in the ledger. Only the number of workers is told as it is.

use crate::apart::counted;
use crate::audit::{Question, hash};
use crate::error::AuditError;
use crate::jobs::Jobs;
use crate::noise;
use capstan_data::pay::PayEvent;
use capstan_stats::disclosure::{Spent, SpentError};
use capstan_stats::interval::Interval;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Changes beyond this, to both sides, count as this.
const CLIP: f64 = 0.5;
/// Units of a change: a millionth.
const UNIT: f64 = 1e6;

/// What is released.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Public {
    /// How many workers were counted; this number itself is told.
    pub of: usize,
    /// The share cut. The interval is that of the noise alone.
    pub cut: Interval,
    /// The mean of the workers' relative changes, those beyond 50 % taken as
    /// 50 %. The interval is that of the noise alone.
    pub worker_mean: Interval,
}

/// Releases the figures of an audit, `epsilon` for each of the two.
///
/// # Errors
/// If the budget does not reach, too few workers are counted, or no noise can
/// be drawn.
pub fn public(
    events: &[PayEvent],
    question: &Question,
    epsilon: f64,
    ledger: &mut Spent,
) -> Result<Public, AuditError> {
    let choices = &question.choices;
    let changes = changes(events, question);
    let of = changes.len();
    if of < choices.limits.people {
        return Err(AuditError::Public(SpentError::Noise {
            why: format!(
                "there are fewer than {} workers with enough jobs",
                choices.limits.people
            ),
        }));
    }
    let data = hash(events).map_err(|e| AuditError::Bundle { why: e.to_string() })?;
    let made = serde_json::to_string(choices).unwrap_or_default();
    let asked = blake3::hash(format!("{data} {} {made}", question.rule.text).as_bytes());
    let cut = changes.values().filter(|c| **c < -choices.margin);
    let cut = cut.count() as i64;
    let clipped = |change: &f64| (change.clamp(-CLIP, CLIP) * UNIT).round() as i64;
    let sum: i64 = changes.values().map(clipped).sum();
    let mut release = |figure: &str, exact: i64, most: u32, unit: f64| {
        let figure = format!("{figure} of {}", asked.to_hex());
        let noised = ledger.release(&figure, epsilon, || {
            Ok(noise::laplace(exact, most, epsilon)? as f64)
        })?;
        let scale = 1.0 / (unit * of as f64);
        let reach = noise::reach(f64::from(most), epsilon);
        Ok::<_, SpentError>(Interval::around(noised * scale, reach * scale))
    };
    let most = (2.0 * CLIP * UNIT) as u32;
    let inside = |i: Interval, low: f64, high: f64| Interval {
        value: i.value.clamp(low, high),
        low: i.low.clamp(low, high),
        high: i.high.clamp(low, high),
    };
    Ok(Public {
        of,
        cut: inside(release("share cut", cut, 1, 1.0)?, 0.0, 1.0),
        worker_mean: inside(release("mean change", sum, most, UNIT)?, -CLIP, CLIP),
    })
}

/// The relative change of each worker with enough jobs. It rests on their own
/// jobs alone, also as to which weeks were paid by the rule, so that one worker
/// can change no more than the noise hides.
fn changes<'a>(events: &'a [PayEvent], question: &Question) -> BTreeMap<&'a str, f64> {
    let mut of = BTreeMap::<&str, Vec<PayEvent>>::new();
    for event in events {
        of.entry(&event.worker).or_default().push(event.clone());
    }
    (of.into_iter())
        .filter_map(|(worker, events)| {
            let jobs = Jobs::new(&events, &question.rule);
            let people = counted(&question.rule, &question.choices, &jobs);
            Some((worker, people.first()?.relative()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Rule;
    use crate::sample::{Spec, events};

    #[test]
    fn one_worker_changes_nothing_of_the_others() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let question = Question::about(rule).expect("a question");
        let spec = Spec {
            workers: 20,
            ..Spec::default()
        };
        let rows = events(&spec, 1);
        let all = changes(&rows, &question);
        for who in all.keys() {
            // The one is paid by the rule, and with large promotions.
            let mut odd = rows.clone();
            for row in odd.iter_mut().filter(|row| row.worker == **who) {
                row.base = row.order_total.map(|cents| 500 + cents * 3 / 40);
                row.promotion = Some(100_000);
            }
            let mut left = changes(&odd, &question);
            left.remove(who);
            let others = all.iter().filter(|(w, _)| *w != who);
            assert!(others.eq(left.iter()), "{who}");
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer_and_the_budget_ends() {
        let rule = Rule::find("shipt-2019").expect("a rule");
        let mut question = Question::about(rule).expect("a question");
        let rows = events(&Spec::default(), 1);
        let mut ledger = Spent::new(4.0);
        let first = public(&rows, &question, 1.0, &mut ledger).expect("figures");
        assert_eq!(first.of, 83);
        assert!((first.cut.value - 32.0 / 83.0).abs() < 0.2, "{first:?}");
        assert!((first.worker_mean.value - 0.034).abs() < 0.15, "{first:?}");
        let again = public(&rows, &question, 1.0, &mut ledger).expect("figures");
        assert_eq!(again, first);
        assert_eq!((ledger.left(), ledger.entries.len()), (2.0, 2));
        question.choices.margin = 0.02;
        public(&rows, &question, 1.0, &mut ledger).expect("figures");
        question.choices.margin = 0.05;
        let spent = public(&rows, &question, 1.0, &mut ledger);
        assert!(matches!(
            spent,
            Err(AuditError::Public(SpentError::Budget { .. }))
        ));
        let few = events(
            &Spec {
                workers: 4,
                ..Spec::default()
            },
            1,
        );
        assert!(public(&few, &question, 1.0, &mut Spent::new(9.0)).is_err());
    }
}
