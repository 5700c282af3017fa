//! What is asked back of jobs that were read with doubt, one field after the
//! other: nothing that was read is ever changed without being asked.

use crate::donations::acts::{Correction, Wish};
use capstan_data::pay::Field;
use capstan_donation::{Card, Flag, Value};
use serde::{Deserialize, Serialize};

/// The fields that are asked back by text, in this order. A day is not: it can
/// be put right on the web.
const ASKED: [Field; 5] = [
    Field::Total,
    Field::Tip,
    Field::Base,
    Field::OrderTotal,
    Field::Promotion,
];

/// Jobs that wait for answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The donation they are in, which is not kept yet.
    pub donation: String,
    /// What was said so far: the job, the field, the amount.
    pub said: Vec<(usize, Field, String)>,
    /// The jobs that are left out.
    pub left_out: Vec<usize>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The job, by its place, from 0.
    pub job: usize,
    /// The field.
    pub field: Field,
    /// What was read, if anything was, as 18.41.
    pub read: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What was read is right.
    Right,
    /// It is this amount.
    Amount(String),
    /// The job is to be left out.
    LeaveOut,
}

/// Whether something of a card is asked back by text.
pub fn doubtful(card: &Card) -> bool {
    ASKED.iter().any(|&field| asks(card, field))
}

fn asks(card: &Card, field: Field) -> bool {
    let flag = card.readings.get(&field).and_then(|reading| reading.flag);
    // Most cards show no promotion.
    flag.is_some_and(|flag| field != Field::Promotion || flag != Flag::NotFound)
}

/// An amount of a card as 18.41.
fn text(card: &Card, field: Field) -> Option<String> {
    let Value::Number(minor) = card.value(field)? else {
        return None;
    };
    Some(card.currency()?.minor(*minor).amount())
}

/// The next question about these cards, after what was said; none where all is
/// answered.
pub fn next(cards: &[Card], pending: &Pending) -> Option<Question> {
    let open = cards.iter().enumerate();
    let open = open.filter(|(job, _)| !pending.left_out.contains(job));
    for (job, card) in open {
        let mut card = card.clone();
        for (_, field, amount) in pending.said.iter().filter(|(of, _, _)| *of == job) {
            // What was said was tried when it was said.
            let _ = card.correct(*field, amount);
        }
        let said = |field| {
            pending
                .said
                .iter()
                .any(|(j, f, _)| (*j, *f) == (job, field))
        };
        let field = ASKED.into_iter().find(|&f| asks(&card, f) && !said(f));
        if let Some(field) = field {
            let read = text(&card, field);
            return Some(Question { job, field, read });
        }
    }
    None
}

/// Takes an answer. Says whether it can be one.
pub fn take(cards: &[Card], pending: &mut Pending, asked: &Question, answer: &Answer) -> bool {
    let amount = match (answer, &asked.read) {
        (Answer::LeaveOut, _) => {
            pending.left_out.push(asked.job);
            return true;
        }
        (Answer::Right, None) => return false,
        (Answer::Right, Some(read)) => read,
        (Answer::Amount(amount), _) => amount,
    };
    let mut card = cards.get(asked.job).cloned().unwrap_or_default();
    if card.correct(asked.field, amount).is_err() {
        return false;
    }
    pending.said.push((asked.job, asked.field, amount.clone()));
    true
}

/// What is to be kept once all is answered; nothing if all of it is left out.
pub fn wish(cards: &[Card], pending: &Pending) -> Option<Wish> {
    let keep: Vec<usize> = (0..cards.len())
        .filter(|job| !pending.left_out.contains(job))
        .collect();
    let said = pending.said.iter().filter(|(job, _, _)| keep.contains(job));
    let corrections = said.map(|(job, field, amount)| Correction {
        job: *job,
        field: field.name().to_owned(),
        value: amount.clone(),
    });
    let corrections = corrections.collect();
    (!keep.is_empty()).then_some(Wish { keep, corrections })
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_data::pay::PayEvent;

    fn card(base: i64, tip: i64, total: i64) -> Card {
        let event = PayEvent {
            base: Some(base),
            promotion: Some(0),
            tip: Some(tip),
            total: Some(total),
            currency: "USD".parse().ok(),
            ..PayEvent::default()
        };
        Card::of_event("a", &event)
    }

    fn fields(cards: &[Card], answers: &[Answer]) -> (Vec<(usize, &'static str)>, Pending) {
        let mut pending = Pending::default();
        let mut asked = Vec::new();
        for answer in answers {
            let Some(question) = next(cards, &pending) else {
                break;
            };
            asked.push((question.job, question.field.name()));
            assert!(take(cards, &mut pending, &question, answer));
        }
        asked.extend(next(cards, &pending).map(|q| (q.job, q.field.name())));
        (asked, pending)
    }

    #[test]
    fn a_sum_that_does_not_fit_is_asked_until_it_does() {
        let cards = [card(1021, 648, 1669), card(1021, 648, 1699)];
        assert!(!doubtful(&cards[0]) && doubtful(&cards[1]));
        // The second answer makes the sum fit, so base is not asked.
        let answers = [Answer::Right, Answer::Amount("6.78".into())];
        let (asked, pending) = fields(&cards, &answers);
        assert_eq!(asked, [(1, "total"), (1, "tip")]);
        let wish = wish(&cards, &pending).expect("jobs");
        assert_eq!(wish.keep, [0, 1]);
        let said: Vec<_> = wish
            .corrections
            .iter()
            .map(|c| (c.job, c.field.as_str(), c.value.as_str()))
            .collect();
        assert_eq!(said, [(1, "total", "16.99"), (1, "tip", "6.78")]);
    }

    #[test]
    fn each_field_is_asked_once_even_if_the_worker_insists() {
        let (asked, _) = fields(&[card(1021, 648, 1699)], &vec![Answer::Right; 9]);
        assert_eq!(
            asked,
            [(0, "total"), (0, "tip"), (0, "base"), (0, "promotion")]
        );
    }

    #[test]
    fn a_job_can_be_left_out_and_nothing_may_be_left() {
        let cards = [card(1, 1, 1), card(1, 1, 1)];
        let (asked, pending) = fields(&cards, &[Answer::LeaveOut]);
        assert_eq!(asked, [(0, "total"), (1, "total")]);
        assert_eq!(wish(&cards, &pending).map(|w| w.keep), Some(vec![1]));
        let (_, pending) = fields(&cards, &[Answer::LeaveOut, Answer::LeaveOut]);
        assert!(wish(&cards, &pending).is_none());
    }

    #[test]
    fn what_is_no_answer_changes_nothing() {
        let mut missing = card(1000, 0, 1000);
        let tip = missing.readings.get_mut(&Field::Tip).expect("a tip");
        tip.value = None;
        tip.flag = Some(Flag::NotFound);
        let cards = [missing];
        let mut pending = Pending::default();
        let question = next(&cards, &pending).expect("a question");
        assert_eq!(
            (question.field, question.read.as_deref()),
            (Field::Tip, None)
        );
        for none in [
            Answer::Right,
            Answer::Amount("lots".into()),
            Answer::Amount("1.234".into()),
        ] {
            assert!(!take(&cards, &mut pending, &question, &none), "{none:?}");
            assert_eq!(pending, Pending::default());
        }
    }
}
