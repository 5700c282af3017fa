//! The look at what was read, before any of it is kept: what is shown of each
//! job, what is asked back, and what the form says in return.
//!
//! All of it is pure, so that a test can hold it to its promise: what is kept
//! is what was shown, less what was left out, with what was typed.

use crate::donations::acts::{Correction, Wish};
use capstan_data::pay::Field;
use capstan_donation::{Card, Flag, Value};
use std::collections::BTreeSet;

/// What a job may say, in the order in which it is shown. Whose job it is is
/// who looks, and whether it comes from a full log follows from the source.
const ORDER: [Field; 16] = [
    Field::Platform,
    Field::Start,
    Field::End,
    Field::Base,
    Field::Promotion,
    Field::Tip,
    Field::Total,
    Field::OrderTotal,
    Field::Fees,
    Field::Currency,
    Field::Waiting,
    Field::EnRoute,
    Field::OnJob,
    Field::Distance,
    Field::Place,
    Field::Source,
];

/// Where a field stands among others.
pub fn place(field: Field) -> usize {
    ORDER
        .iter()
        .position(|f| *f == field)
        .unwrap_or(ORDER.len())
}

/// What can be typed even where nothing was read of it.
const OFFERED: [Field; 8] = [
    Field::Platform,
    Field::Start,
    Field::Base,
    Field::Promotion,
    Field::Tip,
    Field::Total,
    Field::OrderTotal,
    Field::Currency,
];

/// One field of a job as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The field.
    pub field: Field,
    /// What counts of it, as its worker would write it; empty if nothing does.
    pub value: String,
    /// What was read, where the worker said something else; else empty.
    pub read: String,
    /// What it probably is, where nothing of it counts until that is said.
    pub maybe: String,
    /// Why it is asked back.
    pub flag: Option<Flag>,
    /// Whether its year follows from when it was sent alone.
    pub year_assumed: bool,
}

impl Line {
    /// What the donor is asked: whether this is right; empty if nothing is.
    pub fn asked(&self) -> &str {
        match self.value.is_empty() {
            true => &self.maybe,
            false => &self.value,
        }
    }

    /// Whether the donor may type something else.
    pub fn is_open(&self) -> bool {
        self.field != Field::Source
    }
}

/// All that a job says, and what could be typed of it.
pub fn lines(card: &Card) -> Vec<Line> {
    let line = |field| {
        let reading = card.readings.get(&field);
        let value = text(card, reading.and_then(|r| r.value()), field);
        let read = text(card, reading.and_then(|r| r.value.as_ref()), field);
        let corrected = reading.is_some_and(|r| r.is_corrected()) && read != value;
        let maybe = reading.and_then(|r| r.maybe.as_ref());
        Line {
            field,
            value,
            read: if corrected { read } else { String::new() },
            maybe: text(card, maybe, field),
            flag: reading.and_then(|r| r.flag),
            year_assumed: reading.is_some_and(|r| r.assumes_year()),
        }
    };
    let all = ORDER.into_iter().map(line);
    all.filter(|line| {
        !line.value.is_empty() || line.flag.is_some() || OFFERED.contains(&line.field)
    })
    .collect()
}

/// A value as a worker would write it, and as a correction is read.
fn text(card: &Card, value: Option<&Value>, field: Field) -> String {
    match value {
        None => String::new(),
        Some(Value::Text(text)) => text.clone(),
        Some(Value::When(when)) => when.to_string(),
        Some(Value::Number(number)) => match card.currency() {
            Some(currency) if Field::MONEY.contains(&field) => currency.minor(*number).amount(),
            _ => number.to_string(),
        },
    }
}

/// The name of the input of a field of a job.
pub fn input(job: usize, field: Field) -> String {
    format!("fix-{job}-{}", field.name())
}

/// What a form says by which boxes are ticked and what is typed: names and
/// values as a browser sends them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent(pub Vec<(String, String)>);

impl Sent {
    /// Whether the box `name` of `value` is ticked.
    pub fn ticks(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(n, v)| n == name && v == value)
    }

    /// What stands in the input `name`.
    pub fn typed(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.as_str())
    }

    /// What is wished for these jobs. A field that is emptied is taken out; one
    /// that is asked back stays in doubt unless it is typed, or said to be
    /// right.
    pub fn wish(&self, cards: &[Card]) -> Wish {
        let kept: BTreeSet<usize> = (0..cards.len())
            .filter(|job| self.ticks("keep", &job.to_string()))
            .collect();
        let mut wish = Wish::default();
        for (job, card) in cards
            .iter()
            .enumerate()
            .filter(|(job, _)| kept.contains(job))
        {
            let mut lines = lines(card);
            // Amounts are read in the currency.
            lines.sort_by_key(|line| line.field != Field::Currency);
            for line in lines.iter().filter(|line| line.is_open()) {
                let value = self.typed(&input(job, line.field)).map(plain);
                let right = self.ticks("right", &input(job, line.field));
                let value = match (line.flag, value) {
                    (Some(_), Some(typed)) if !typed.is_empty() => typed,
                    (Some(_), _) if right && !line.asked().is_empty() => line.asked().to_owned(),
                    (None, Some(typed)) if typed != plain(&line.value) => typed,
                    _ => continue,
                };
                wish.corrections.push(Correction {
                    job,
                    field: line.field.name().to_owned(),
                    value,
                });
            }
        }
        wish.keep = kept.into_iter().collect();
        wish
    }
}

/// A text as an input of one line holds it.
fn plain(text: &str) -> String {
    text.replace(['\r', '\n'], "").trim().to_owned()
}

/// The first correction that is not what its field holds: the job, the field,
/// and the key of what is wrong.
pub fn wrong(cards: &[Card], wish: &Wish) -> Option<(usize, Field, &'static str)> {
    let mut cards = cards.to_vec();
    wish.corrections.iter().find_map(|correction| {
        let field = Field::of_name(&correction.field)?;
        let card = cards.get_mut(correction.job)?;
        let taken = correction.value.is_empty() || card.correct(field, &correction.value).is_ok();
        (!taken).then(|| (correction.job, field, wrong_key(card, field)))
    })
}

/// The key of what is wrong with a text that a field does not hold.
pub fn wrong_key(card: &Card, field: Field) -> &'static str {
    match field {
        Field::Start | Field::End => "donations-wrong-time",
        field if !Field::MONEY.contains(&field) => "donations-wrong-number",
        _ if card.currency().is_none() => "donations-wrong-currency",
        _ => "donations-wrong-amount",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::donations::acts::wished;
    use capstan_data::pay::PayEvent;
    use capstan_donation::Reading;
    use proptest::prelude::*;

    fn card() -> Card {
        let event = PayEvent {
            base: Some(1021),
            tip: Some(648),
            total: Some(1699),
            currency: "USD".parse().ok(),
            place: Some("Northport".into()),
            ..PayEvent::default()
        };
        Card::of_event("a", &event)
    }

    fn said(pairs: &[(&str, &str)]) -> Vec<(usize, String, String)> {
        let own = |&(a, b): &(&str, &str)| (a.to_owned(), b.to_owned());
        let sent = Sent(pairs.iter().map(own).collect());
        let wish = sent.wish(&[card(), card()]);
        let fixes = wish.corrections.into_iter();
        fixes.map(|c| (c.job, c.field, c.value)).collect()
    }

    #[test]
    fn only_what_is_typed_emptied_or_said_to_be_right_is_a_correction() {
        let fix = |field: &str, value: &str| (0, field.to_owned(), value.to_owned());
        // The sum does not fit, so its fields are asked back.
        let doubtful: Vec<Field> = card().questions().map(|q| q.0).collect();
        assert!(doubtful.contains(&Field::Tip) && !doubtful.contains(&Field::Place));
        assert_eq!(said(&[("keep", "0"), ("fix-0-tip", "")]), []);
        assert_eq!(said(&[("keep", "0"), ("fix-0-place", " Northport ")]), []);
        let typed = [("keep", "0"), ("fix-0-total", " 16.69 ")];
        assert_eq!(said(&typed), [fix("total", "16.69")]);
        let right = [("keep", "0"), ("right", "fix-0-tip"), ("fix-0-tip", "")];
        assert_eq!(said(&right), [fix("tip", "6.48")]);
        let both = [("keep", "0"), ("right", "fix-0-tip"), ("fix-0-tip", "7")];
        assert_eq!(said(&both), [fix("tip", "7")]);
        let emptied = [("keep", "0"), ("fix-0-place", "")];
        assert_eq!(said(&emptied), [fix("place", "")]);
        // What is left out is not looked at, nor what is no job.
        assert_eq!(
            said(&[("keep", "0"), ("fix-1-place", "x"), ("keep", "9")]),
            []
        );
    }

    #[test]
    fn a_day_that_is_only_likely_counts_once_it_is_said_to_be_right() {
        let mut job = card();
        let likely = Reading {
            maybe: Some(Value::When("2020-08-24T16:00".parse().expect("a time"))),
            flag: Some(Flag::NoYear),
            ..Reading::default()
        };
        job.readings.insert(Field::Start, likely);
        let kept = |pairs: &[(&str, &str)]| {
            let own = |&(a, b): &(&str, &str)| (a.to_owned(), b.to_owned());
            let wish = Sent(pairs.iter().map(own).collect()).wish(std::slice::from_ref(&job));
            let kept = wished(vec![job.clone()], &wish).expect("kept");
            kept[0].event().start.map(|start| start.to_string())
        };
        assert_eq!(kept(&[("keep", "0")]), None);
        let right = [("keep", "0"), ("right", "fix-0-start")];
        assert_eq!(kept(&right).as_deref(), Some("2020-08-24T16:00:00"));
        let typed = [("keep", "0"), ("fix-0-start", "2019-08-24")];
        assert_eq!(kept(&typed).as_deref(), Some("2019-08-24"));
    }

    /// What someone does at one field.
    #[derive(Clone, Debug)]
    enum Hand {
        Leaves,
        Types(String),
        Empties,
        SaysRight,
    }

    fn value(field: Field) -> BoxedStrategy<Value> {
        match field {
            Field::Start | Field::End => (2000i16..2030, 1i8..13, 1i8..29, 0i8..24)
                .prop_map(|(y, m, d, h)| {
                    let text = format!("{y}-{m:02}-{d:02}T{h:02}:05:00");
                    Value::When(text.parse().expect("a time"))
                })
                .boxed(),
            Field::Currency => prop_oneof![Just("USD"), Just("JPY"), Just("EUR")]
                .prop_map(|c| Value::Text(c.to_owned()))
                .boxed(),
            Field::Platform | Field::Place | Field::Source => "[a-z][a-z ,\"<&\n\u{e9}]{0,5}"
                .prop_map(Value::Text)
                .boxed(),
            _ => (-99i64..99_999).prop_map(Value::Number).boxed(),
        }
    }

    fn flag() -> impl Strategy<Value = Option<Flag>> {
        prop_oneof![
            Just(None),
            Just(Some(Flag::Unsure)),
            Just(Some(Flag::LooksDiffer))
        ]
    }

    fn cards() -> impl Strategy<Value = Vec<Card>> {
        let reading = |field| {
            let read = (value(field), flag(), any::<bool>());
            proptest::option::of(read).prop_map(move |read| {
                let (value, flag, sure) = read?;
                let time = matches!(field, Field::Start | Field::End);
                let reading = match sure || !time {
                    true => Reading {
                        flag,
                        ..Reading::known(value)
                    },
                    false => Reading {
                        maybe: Some(value),
                        flag: Some(Flag::NoYear),
                        ..Reading::default()
                    },
                };
                Some((field, reading))
            })
        };
        let fields: Vec<_> = ORDER.into_iter().map(reading).collect();
        let card = fields.prop_map(|readings| {
            let mut card = Card {
                readings: readings.into_iter().flatten().collect(),
                ..Card::default()
            };
            card.set(Field::Currency, "USD");
            card.settle();
            card
        });
        proptest::collection::vec(card, 1..3)
    }

    fn hands() -> impl Strategy<Value = Vec<(bool, Vec<Hand>)>> {
        let hand = prop_oneof![
            4 => Just(Hand::Leaves),
            2 => (0u32..99_999).prop_map(|n| Hand::Types(format!("{}.{:02}", n / 100, n % 100))),
            1 => Just(Hand::Empties),
            1 => Just(Hand::SaysRight),
        ];
        let job = (any::<bool>(), proptest::collection::vec(hand, ORDER.len()));
        proptest::collection::vec(job, 3)
    }

    /// What a browser sends of the form of these cards, and what then stands on
    /// the page: for each ticked job its fields.
    fn filled(cards: &[Card], hands: &[(bool, Vec<Hand>)]) -> (Sent, Vec<Vec<(Field, String)>>) {
        let (mut sent, mut seen) = (Vec::new(), Vec::new());
        for (job, (card, (keep, hands))) in cards.iter().zip(hands).enumerate() {
            let mut page = Vec::new();
            for (line, hand) in lines(card).into_iter().zip(hands) {
                let name = input(job, line.field);
                // A question has an empty input beside it.
                let before = if line.flag.is_some() {
                    String::new()
                } else {
                    line.value.clone()
                };
                let money = Field::MONEY.contains(&line.field);
                let (input, shown) = match hand {
                    Hand::Types(text) if money => (text.clone(), text.clone()),
                    Hand::Empties if line.flag.is_none() && line.field != Field::Currency => {
                        (String::new(), String::new())
                    }
                    Hand::SaysRight if line.flag.is_some() => {
                        sent.push(("right".to_owned(), name.clone()));
                        (String::new(), line.asked().to_owned())
                    }
                    _ => (before, line.value.clone()),
                };
                if line.is_open() {
                    sent.push((name, input.replace('\n', "")));
                    page.push((line.field, shown));
                } else {
                    page.push((line.field, line.value));
                }
            }
            if *keep {
                sent.push(("keep".to_owned(), job.to_string()));
                seen.push(page);
            }
        }
        (Sent(sent), seen)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100_000))]

        #[test]
        fn what_is_kept_is_what_was_shown(cards in cards(), hands in hands()) {
            let (sent, seen) = filled(&cards, &hands);
            let wish = sent.wish(&cards);
            let kept = match wished(cards.clone(), &wish) {
                Ok(kept) => kept,
                Err(problem) => {
                    prop_assert_eq!(problem.key, "donations-nothing-kept");
                    prop_assert!(seen.is_empty());
                    return Ok(());
                }
            };
            prop_assert_eq!(kept.len(), seen.len());
            for (card, page) in kept.iter().zip(&seen) {
                let all: usize = card.readings.values().filter(|r| r.value().is_some()).count();
                let shown: Vec<_> = page.iter().filter(|(_, text)| !text.is_empty()).collect();
                prop_assert_eq!(all, shown.len());
                for (field, text) in shown {
                    let value = card.value(*field);
                    prop_assert_eq!(plain(&super::text(card, value, *field)), plain(text));
                }
            }
            // What was read stays beside what was typed.
            for (card, job) in kept.iter().zip(&wish.keep) {
                let emptied = |field: &Field| {
                    let mut all = wish.corrections.iter().filter(|c| c.job == *job);
                    all.any(|c| c.field == field.name() && c.value.is_empty())
                };
                for (field, reading) in card.readings.iter().filter(|(field, _)| !emptied(field)) {
                    let read = cards[*job].readings.get(field).and_then(|r| r.value.as_ref());
                    prop_assert_eq!(reading.value.as_ref(), read);
                }
            }
        }
    }
}
