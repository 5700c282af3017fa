//! What in an event cannot be right. It is said, and never put right by us.

use crate::pay::{Field, PayEvent};
use serde::{Deserialize, Serialize};

/// Longer than this, in seconds, and a job is doubted: a day.
const LONGEST: i64 = 24 * 60 * 60;

/// A reason to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Base, promotion and tip do not add up to the total.
    Sum,
    /// An amount is below zero.
    Negative,
    /// The job ends before it starts.
    EndsFirst,
    /// The job takes longer than a day, or a span of it is below zero.
    Span,
}

impl Doubt {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Negative => "negative",
            Self::EndsFirst => "ends_first",
            Self::Span => "span",
        }
    }
}

/// The fields of `event` that are in doubt, with the reasons.
///
/// The sum is looked at where base and total are known; a missing promotion or
/// tip counts as nothing in it, since cards leave out what is not there.
pub fn doubts(event: &PayEvent) -> Vec<(Field, Doubt)> {
    let mut found = Vec::new();
    if let (Some(base), Some(total)) = (event.base, event.total) {
        let parts = [base, event.promotion.unwrap_or(0), event.tip.unwrap_or(0)];
        let sum: i128 = parts.into_iter().map(i128::from).sum();
        if sum != i128::from(total) {
            let of_sum = [Field::Base, Field::Promotion, Field::Tip, Field::Total];
            found.extend(of_sum.map(|field| (field, Doubt::Sum)));
        }
    }
    for &field in Field::MONEY {
        if event.amount(field).is_some_and(|x| x < 0) {
            found.push((field, Doubt::Negative));
        }
    }
    if let (Some(start), Some(end)) = (event.start, event.end) {
        let first = match start.until(&end) {
            Some(span) => span < 0,
            None => end.date < start.date && start.offset == end.offset,
        };
        if first {
            found.extend([Field::Start, Field::End].map(|field| (field, Doubt::EndsFirst)));
        } else if start.until(&end).is_some_and(|span| span > LONGEST) {
            found.extend([Field::Start, Field::End].map(|field| (field, Doubt::Span)));
        }
    }
    for (field, span) in [
        (Field::Waiting, event.waiting),
        (Field::EnRoute, event.en_route),
        (Field::OnJob, event.on_job),
    ] {
        if span.is_some_and(|s| !(0..=LONGEST).contains(&s)) {
            found.push((field, Doubt::Span));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(base: i64, promotion: Option<i64>, tip: Option<i64>, total: i64) -> PayEvent {
        PayEvent {
            base: Some(base),
            promotion,
            tip,
            total: Some(total),
            ..PayEvent::default()
        }
    }

    /// The original tool rewrote such a total; here it is only asked about.
    #[test]
    fn a_sum_that_does_not_fit_is_doubted_and_kept() {
        let wrong = event(1021, None, Some(648), 1670);
        let kept = wrong.clone();
        let found = doubts(&wrong);
        assert_eq!(wrong, kept);
        assert_eq!(found.len(), 4);
        assert!(found.iter().all(|d| d.1 == Doubt::Sum));
        assert_eq!(doubts(&event(1021, None, Some(648), 1669)), []);
        assert_eq!(doubts(&event(1021, Some(400), Some(648), 2069)), []);
        let no_total = PayEvent {
            total: None,
            ..wrong
        };
        assert_eq!(doubts(&no_total), []);
        let huge = event(i64::MAX, Some(i64::MAX), None, 0);
        assert_eq!(doubts(&huge).len(), 4);
    }

    #[test]
    fn impossible_times_are_doubted() {
        let job = |start: &str, end: &str| PayEvent {
            start: start.parse().ok(),
            end: end.parse().ok(),
            ..PayEvent::default()
        };
        let of = |start, end| doubts(&job(start, end)).first().map(|d| d.1);
        assert_eq!(of("2020-08-24T16:00", "2020-08-24T17:00"), None);
        assert_eq!(
            of("2020-08-24T17:00", "2020-08-24T16:00"),
            Some(Doubt::EndsFirst)
        );
        assert_eq!(of("2020-08-24", "2020-08-23"), Some(Doubt::EndsFirst));
        assert_eq!(of("2020-08-24T16:00", "2020-08-24"), None);
        assert_eq!(
            of("2020-08-24T16:00", "2020-08-25T16:01"),
            Some(Doubt::Span)
        );
        let odd = PayEvent {
            waiting: Some(-1),
            tip: Some(-5),
            ..PayEvent::default()
        };
        assert_eq!(
            doubts(&odd),
            [(Field::Tip, Doubt::Negative), (Field::Waiting, Doubt::Span)]
        );
    }
}
