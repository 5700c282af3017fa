//! What is asked back of jobs that were read with doubt, one field after the
//! other: nothing that was read is ever changed without being asked.

use crate::donations::acts::{Correction, Wish};
use capstan_data::pay::{Field, When};
use capstan_donation::{Card, Flag, Value, spoken};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// The fields that are asked back by text, in this order.
const ASKED: [Field; 6] = [
    Field::Total,
    Field::Tip,
    Field::Base,
    Field::OrderTotal,
    Field::Promotion,
    Field::Start,
];
/// How far from a day that someone named the others of one picture may be, in
/// days: half a year to both sides, so that there is one such day.
const NEAR: i64 = 182;

/// Jobs that wait for answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The donation they are in, which is not kept yet.
    pub donation: String,
    /// What was said so far: the job, the field, the amount.
    pub said: Vec<(usize, Field, String)>,
    /// The jobs that are left out.
    pub left_out: Vec<usize>,
    /// A day near which jobs are that say no year, once it was named: as
    /// 2020-08-24.
    #[serde(default)]
    pub near: Option<String>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The job, by its place, from 0.
    pub job: usize,
    /// The field.
    pub field: Field,
    /// What was read, if anything was, as 18.41; of a day what it probably is,
    /// as 2020-08-24.
    pub read: Option<String>,
    /// Of a day: the amount by which the job is known.
    #[serde(default)]
    pub of: Option<String>,
    /// Of a day: how many other jobs beside it get their year from it.
    #[serde(default)]
    pub others: usize,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// What was read is right.
    Right,
    /// It is this amount.
    Amount(String),
    /// It was on this day, as they wrote it.
    Day(String),
    /// The job is to be left out.
    LeaveOut,
}

/// Whether something of a card is asked back by text.
pub fn doubtful(card: &Card) -> bool {
    ASKED.iter().any(|&field| asks(card, field))
}

fn flag(card: &Card, field: Field) -> Option<Flag> {
    card.readings.get(&field)?.flag
}

fn asks(card: &Card, field: Field) -> bool {
    flag(card, field).is_some_and(|flag| match field {
        // Most cards show no promotion.
        Field::Promotion => flag != Flag::NotFound,
        Field::Start => matches!(flag, Flag::NoYear | Flag::Unsure | Flag::LooksDiffer),
        _ => true,
    })
}

/// When a job was, or probably was: what was read, or the last such day up to
/// `latest`.
pub fn times(card: &Card, latest: Date) -> Option<(When, Option<When>)> {
    let when = |value: Option<&Value>| match value? {
        Value::When(when) => Some(*when),
        _ => None,
    };
    if let Some(start) = when(card.value(Field::Start)) {
        return Some((start, when(card.value(Field::End))));
    }
    let maybe = |field| when(card.readings.get(&field)?.maybe.as_ref());
    let start = maybe(Field::Start)?;
    let by = spoken::last(start.date, latest)? - start.date;
    let end = maybe(Field::End).and_then(|end| later(end, by));
    Some((later(start, by)?, end))
}

/// The same time of day, so many days later.
fn later(when: When, by: Span) -> Option<When> {
    let date = when.date.checked_add(by).ok()?;
    Some(When { date, ..when })
}

/// What is to be said of the times of a job that was on `day`: the hours as
/// they were read.
fn moved(card: &Card, day: Date, latest: Date) -> Vec<(Field, String)> {
    let Some((start, end)) = times(card, latest) else {
        return vec![(Field::Start, day.to_string())];
    };
    let by = day - start.date;
    let both = [(Field::Start, Some(start)), (Field::End, end)];
    let both = both
        .into_iter()
        .filter_map(|(field, when)| Some((field, later(when?, by)?.to_string())));
    both.collect()
}

/// An amount of a card as 18.41.
fn text(card: &Card, field: Field) -> Option<String> {
    let Value::Number(minor) = card.value(field)? else {
        return None;
    };
    Some(card.currency()?.minor(*minor).amount())
}

/// The next question about these cards, after what was said; none where all is
/// answered. `today` is the last day on which a job can have been.
pub fn next(cards: &[Card], pending: &Pending, today: Date) -> Option<Question> {
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
        match field {
            None => {}
            Some(Field::Start) => {
                let day = times(&card, today).map(|(start, _)| start.date.to_string());
                let alone = flag(&card, Field::Start) != Some(Flag::NoYear);
                let others = if alone {
                    Vec::new()
                } else {
                    yearless(cards, pending, job)
                };
                return Some(Question {
                    job,
                    field: Field::Start,
                    read: day,
                    of: text(&card, Field::Total).or_else(|| text(&card, Field::Base)),
                    others: others.len(),
                });
            }
            Some(field) => {
                return Some(Question {
                    job,
                    field,
                    read: text(&card, field),
                    of: None,
                    others: 0,
                });
            }
        }
    }
    None
}

/// The other jobs without a year that nothing was said of yet.
fn yearless(cards: &[Card], pending: &Pending, but: usize) -> Vec<usize> {
    let said = |job| {
        let of = |(of, field, _): &(usize, Field, String)| (*of, *field) == (job, Field::Start);
        pending.said.iter().any(of)
    };
    let open = |job: &usize| {
        let yearless = flag(&cards[*job], Field::Start) == Some(Flag::NoYear);
        *job != but && yearless && !pending.left_out.contains(job) && !said(*job)
    };
    (0..cards.len()).filter(open).collect()
}

/// Takes an answer. Says whether it can be one.
pub fn take(
    cards: &[Card],
    pending: &mut Pending,
    asked: &Question,
    answer: &Answer,
    today: Date,
) -> bool {
    let answered = match (answer, &asked.read) {
        (Answer::LeaveOut, _) => {
            pending.left_out.push(asked.job);
            return true;
        }
        (Answer::Right, None) => return false,
        (Answer::Right, Some(read)) => read,
        (Answer::Amount(text) | Answer::Day(text), _) => text,
    };
    match asked.field {
        Field::Start => take_day(cards, pending, asked, answered, today),
        _ => take_amount(cards, pending, asked, answered),
    }
}

/// Takes a day. Other jobs that say no year were near it.
fn take_day(
    cards: &[Card],
    pending: &mut Pending,
    asked: &Question,
    text: &str,
    today: Date,
) -> bool {
    let day = spoken::when(text, today).map(|(start, _)| start.date);
    let (Some(day), Some(card)) = (day.filter(|day| *day <= today), cards.get(asked.job)) else {
        return false;
    };
    let said = moved(card, day, today).into_iter();
    let said = said.map(|(field, text)| (asked.job, field, text));
    pending.said.extend(said);
    if flag(card, Field::Start) == Some(Flag::NoYear) {
        pending.near = Some(day.to_string());
        place(cards, pending, today);
    }
    true
}

/// Says of all jobs without a year that they were near the day that was named,
/// if one was.
pub fn place(cards: &[Card], pending: &mut Pending, today: Date) {
    let near = pending.near.as_ref();
    let Some(near) = near.and_then(|near| near.parse::<Date>().ok()) else {
        return;
    };
    let latest = near.saturating_add(NEAR.days()).min(today);
    for job in yearless(cards, pending, cards.len()) {
        if let Some((start, _)) = times(&cards[job], latest) {
            let said = moved(&cards[job], start.date, latest).into_iter();
            pending
                .said
                .extend(said.map(|(field, text)| (job, field, text)));
        }
    }
}

fn take_amount(cards: &[Card], pending: &mut Pending, asked: &Question, amount: &str) -> bool {
    let mut card = cards.get(asked.job).cloned().unwrap_or_default();
    if card.correct(asked.field, amount).is_err() {
        return false;
    }
    let said = (asked.job, asked.field, amount.to_owned());
    pending.said.push(said);
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
    use capstan_donation::Reading;

    const TODAY: Date = jiff::civil::date(2021, 3, 1);

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
            let Some(question) = next(cards, &pending, TODAY) else {
                break;
            };
            asked.push((question.job, question.field.name()));
            assert!(take(cards, &mut pending, &question, answer, TODAY));
        }
        asked.extend(next(cards, &pending, TODAY).map(|q| (q.job, q.field.name())));
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
        let question = next(&cards, &pending, TODAY).expect("a question");
        assert_eq!(
            (question.field, question.read.as_deref()),
            (Field::Tip, None)
        );
        for none in [
            Answer::Right,
            Answer::Amount("lots".into()),
            Answer::Amount("1.234".into()),
        ] {
            assert!(
                !take(&cards, &mut pending, &question, &none, TODAY),
                "{none:?}"
            );
            assert_eq!(pending, Pending::default());
        }
    }

    /// A card whose picture says this of its time, and no year.
    fn yearless_card(seen: &str) -> Card {
        let mut card = card(1000, 0, 1000);
        let (start, end) = spoken::when(seen, TODAY).expect("a day");
        let both = [(Field::Start, Some(start)), (Field::End, end)];
        for (field, when) in both {
            let reading = Reading {
                maybe: when.map(Value::When),
                flag: when.map(|_| Flag::NoYear),
                seen: seen.to_owned(),
                ..Reading::default()
            };
            card.readings.insert(field, reading);
        }
        card
    }

    #[test]
    fn a_year_is_asked_once_for_a_picture_and_hours_stay() {
        let cards = [
            yearless_card("Window Aug 24, 4PM-5PM"),
            yearless_card("Window Aug 20, 11PM-1AM"),
            yearless_card("Window Jan 2, 9AM"),
        ];
        assert!(doubtful(&cards[0]));
        let mut pending = Pending::default();
        let asked = next(&cards, &pending, TODAY).expect("a question");
        assert_eq!(
            (
                asked.field,
                asked.read.as_deref(),
                asked.of.as_deref(),
                asked.others
            ),
            (Field::Start, Some("2020-08-24"), Some("10.00"), 2)
        );
        // No day, one that could be two, and one that is still to come.
        for none in ["18.41", "8/9/2020", "2021-03-02", "soon 1"] {
            let none = Answer::Day(none.into());
            assert!(
                !take(&cards, &mut pending, &asked, &none, TODAY),
                "{none:?}"
            );
        }
        assert_eq!(pending, Pending::default());
        let answer = Answer::Day("24 de agosto de 2019".into());
        assert!(take(&cards, &mut pending, &asked, &answer, TODAY));
        assert_eq!(next(&cards, &pending, TODAY), None);
        let said: Vec<(usize, &str, &str)> = (pending.said.iter())
            .map(|(job, field, text)| (*job, field.name(), text.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (0, "start", "2019-08-24T16:00:00"),
                (0, "end", "2019-08-24T17:00:00"),
                (1, "start", "2019-08-20T23:00:00"),
                (1, "end", "2019-08-21T01:00:00"),
                (2, "start", "2020-01-02T09:00:00"),
            ]
        );
        // What is kept is what was said.
        let mut card = cards[1].clone();
        for correction in wish(&cards, &pending).expect("jobs").corrections {
            if correction.job == 1 {
                let field = Field::ALL.iter().find(|f| f.name() == correction.field);
                let field = *field.expect("a field");
                card.correct(field, &correction.value).expect("a time");
            }
        }
        let event = card.event();
        assert_eq!(
            event.start.map(|w| w.to_string()).as_deref(),
            Some("2019-08-20T23:00:00")
        );
        assert!(!doubtful(&card));
    }

    #[test]
    fn an_unsure_day_is_asked_by_itself() {
        let mut unsure = yearless_card("Aug 24");
        let start = unsure.readings.get_mut(&Field::Start).expect("a start");
        start.value = "2020-08-24T16:00".parse().ok().map(Value::When);
        start.flag = Some(Flag::Unsure);
        unsure.readings.remove(&Field::End);
        let cards = [unsure, yearless_card("Aug 20")];
        let mut pending = Pending::default();
        let asked = next(&cards, &pending, TODAY).expect("a question");
        assert_eq!(
            (asked.read.as_deref(), asked.others),
            (Some("2020-08-24"), 0)
        );
        assert!(take(&cards, &mut pending, &asked, &Answer::Right, TODAY));
        assert_eq!(
            pending.said,
            [(0, Field::Start, "2020-08-24T16:00:00".to_owned())]
        );
        let asked = next(&cards, &pending, TODAY).expect("another");
        assert_eq!((asked.job, asked.others), (1, 0));
    }
}
