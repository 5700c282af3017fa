//! What was read, for people: a table of jobs, and the questions about fields
//! that are in doubt.

use crate::card::{Card, Flag, Value};
use capstan_data::pay::Field;
use capstan_report::{Cell, Column, Table, Voice, Words, args};
use std::collections::BTreeSet;

/// The sentences of this room.
pub fn words() -> Words {
    Words::room("donation")
}

/// The cards as a table: amounts as they are written, and what to check.
pub fn table(cards: &[Card], voice: &Voice) -> Table {
    let files: BTreeSet<&str> = cards.iter().map(|c| c.file.as_str()).collect();
    let caption = voice.say(
        "cards-caption",
        args![cards = cards.len() as f64, files = files.len() as f64],
    );
    let heads = [
        ("file", voice.say("cards-file", args![])),
        ("when", voice.say("cards-when", args![])),
        ("order_total", voice.say("cards-order", args![])),
        ("base", voice.say("cards-base", args![])),
        ("promotion", voice.say("cards-promotion", args![])),
        ("tip", voice.say("cards-tip", args![])),
        ("total", voice.say("cards-total", args![])),
        ("check", voice.say("cards-ask", args![])),
    ];
    let columns = heads.into_iter().map(|(key, head)| Column::new(key, head));
    let mut table = Table::new(caption, columns.collect());
    for card in cards {
        let cell = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
        let event = card.event();
        let when = event.start.or(event.end).map(|w| w.date.to_string());
        let mut row = vec![Cell::text(short(&card.file)), cell(when)];
        for field in [
            Field::OrderTotal,
            Field::Base,
            Field::Promotion,
            Field::Tip,
            Field::Total,
        ] {
            row.push(cell(amount(card, field)));
        }
        let mut asked: Vec<String> = Vec::new();
        for (_, flag) in card.questions() {
            let what = voice.say(&format!("flag-{}", flag.name()), args![]);
            if !asked.contains(&what) {
                asked.push(what);
            }
        }
        row.push(Cell::text(asked.join(", ")));
        table.push(row);
    }
    table
}

/// How many cards have something to check, in one sentence.
pub fn asked(cards: &[Card], voice: &Voice) -> String {
    match cards
        .iter()
        .filter(|c| c.questions().next().is_some())
        .count()
    {
        0 => voice.say("cards-unasked", args![]),
        asked => voice.say("cards-asked", args![asked = asked as f64]),
    }
}

/// That no card was found in `file`.
pub fn none(file: &str, voice: &Voice) -> String {
    voice.say("cards-none", args![file = file])
}

/// The question that asks one field back; nothing if it is not in doubt.
pub fn question(card: &Card, field: Field, voice: &Voice) -> Option<String> {
    let reading = card.readings.get(&field)?;
    let flag = reading.flag?;
    let name = voice.say(&format!("field-{field}"), args![]);
    let value = match reading.value() {
        Some(Value::Number(number)) => amount(card, field).or(Some(number.to_string())),
        Some(Value::When(when)) => Some(when.to_string()),
        Some(Value::Text(text)) => Some(text.clone()),
        None => None,
    };
    Some(match value {
        Some(value) => voice.say("ask-amount", args![field = name, value = value]),
        None if flag == Flag::NoYear => voice.say("ask-year", args![seen = reading.seen.as_str()]),
        None => voice.say("ask-missing", args![field = name]),
    })
}

/// The amount in `field` with its decimals.
fn amount(card: &Card, field: Field) -> Option<String> {
    let minor = card.event().amount(field)?;
    Some(card.currency()?.minor(minor).amount())
}

/// The last part of a path, which is what people know a file by.
fn short(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Reading;
    use capstan_report::{Colour, Lang, faults};

    fn card() -> Card {
        let mut card = Card {
            file: "shots/a.png".into(),
            ..Card::default()
        };
        card.set(Field::Currency, "USD");
        for (field, minor, flag) in [
            (Field::Base, Some(1458), None),
            (Field::Tip, Some(1841), Some(Flag::LooksDiffer)),
            (Field::Total, Some(3299), None),
            (Field::OrderTotal, None, Some(Flag::NotFound)),
        ] {
            let reading = Reading {
                value: minor.map(Value::Number),
                flag,
                ..Reading::default()
            };
            card.readings.insert(field, reading);
        }
        let start = Reading {
            flag: Some(Flag::NoYear),
            seen: "Aug 24, 4PM-5PM".into(),
            ..Reading::default()
        };
        card.readings.insert(Field::Start, start);
        card
    }

    #[test]
    fn one_field_is_asked_back_in_one_sentence() {
        let voice = |lang| Voice::new(lang, &[words()]).expect("words");
        let ask = |field| question(&card(), field, &voice(Lang::En));
        assert_eq!(
            ask(Field::Tip).as_deref(),
            Some("Was the tip 18.41? Yes, or type it.")
        );
        assert_eq!(
            ask(Field::OrderTotal).as_deref(),
            Some("The order total could not be read. Please type it.")
        );
        assert_eq!(
            ask(Field::Start).as_deref(),
            Some("In which year was this, Aug 24, 4PM-5PM?")
        );
        assert_eq!(ask(Field::Base), None);
        let es = question(&card(), Field::Tip, &voice(Lang::Es));
        assert_eq!(
            es.as_deref(),
            Some("¿18.41 es lo correcto para propina? Responde sí o escribe el valor.")
        );
    }

    #[test]
    fn the_table_shows_amounts_and_what_to_check() {
        let voice = Voice::new(Lang::En, &[words()]).expect("words");
        let text = table(&[card()], &voice).terminal(&voice, 100, Colour::Never);
        for part in [
            "1 job read from 1 file",
            "a.png",
            "14.58",
            "18.41",
            "read in two ways",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(asked(&[card()], &voice), "1 job has something to check.");
        assert_eq!(asked(&[Card::default()], &voice), "Nothing is in doubt.");
    }

    #[test]
    fn every_flag_and_field_has_its_words() {
        let voice = Voice::new(Lang::En, &[words()]).expect("words");
        use capstan_data::pay::Doubt;
        let doubts = [Doubt::Sum, Doubt::Negative, Doubt::EndsFirst, Doubt::Span].map(Flag::Doubt);
        let others = [
            Flag::NotFound,
            Flag::LooksDiffer,
            Flag::Unsure,
            Flag::NoYear,
        ];
        for flag in doubts.into_iter().chain(others) {
            assert!(
                !voice
                    .say(&format!("flag-{}", flag.name()), args![])
                    .is_empty()
            );
        }
        for field in Field::ALL {
            assert!(!voice.say(&format!("field-{field}"), args![]).is_empty());
        }
        assert_eq!(
            faults(&words(), &[include_str!("report.rs")]),
            Vec::<String>::new()
        );
    }
}
