//! Figures for the public: the share cut and the average worker's change, with
//! noise that hides what any one worker adds. The noise is drawn once and kept
//! in the ledger.

use crate::audit::{Question, hash};
use crate::error::AuditError;
use crate::gap::{self, Person};
use crate::jobs::Jobs;
use crate::noise;
use capstan_data::pay::PayEvent;
use capstan_stats::disclosure::{Spent, SpentError};
use capstan_stats::interval::Interval;
use serde::{Deserialize, Serialize};

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
    let jobs = Jobs::new(events, &question.rule);
    let found = gap::gaps(&jobs, &question.rule, choices);
    let mut people = gap::people(&found.gaps, choices.jobs);
    people.retain(|p| p.gaps.len() >= choices.min_jobs);
    let of = people.len();
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
    let cut = people.iter().filter(|p| p.relative() < -choices.margin);
    let cut = cut.count() as i64;
    let clipped = |p: &Person<'_>| (p.relative().clamp(-CLIP, CLIP) * UNIT).round() as i64;
    let sum: i64 = people.iter().map(clipped).sum();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Rule;
    use crate::sample::{Spec, events};

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
