//! How fields and their values are said.

use crate::web::view::View;
use capstan_data::pay::{Field, When};
use capstan_donation::{Card, Flag};
use capstan_report::args;

use crate::donations::look::{Line, lines};

/// The name of a field.
pub fn name(view: &View, field: Field) -> String {
    view.t(&format!("donations-field-{}", key(field.name())))
}

/// Why a field is asked back.
pub fn why(view: &View, flag: Flag) -> String {
    view.t(&format!("donations-flag-{}", key(flag.name())))
}

/// A question whether a value is right.
pub fn ask(view: &View, line: &Line) -> String {
    let (field, value) = (
        key(line.field.name()),
        value(view, line.field, line.asked()),
    );
    view.say("donations-ask", args![field = field, value = value])
}

/// A value in words: days as people say them.
pub fn value(view: &View, field: Field, value: &str) -> String {
    match (field, value.parse::<When>()) {
        (Field::Start | Field::End, Ok(when)) => when_said(view, when),
        (Field::Source, _) if SOURCES.contains(&value) => {
            view.t(&format!("donations-source-{value}"))
        }
        _ => value.to_owned(),
    }
}

/// Sources that have a name in words.
const SOURCES: [&str; 5] = ["screenshot", "photograph", "statement", "export", "typed"];

fn when_said(view: &View, when: When) -> String {
    let month = view.t(&format!("month-{}", when.date.month()));
    let (day, year) = (when.date.day().to_string(), when.date.year().to_string());
    let day = view.say("date", args![day = day, month = month, year = year]);
    match when.time {
        Some(time) => format!("{day}, {:02}:{:02}", time.hour(), time.minute()),
        None => day,
    }
}

/// What a job is called: its day and its total, as far as they are known.
pub fn title(view: &View, number: usize, card: &Card) -> String {
    let lines = lines(card);
    let of = |field| {
        let line = lines.iter().find(|line| line.field == field);
        line.map(|line| value(view, field, &line.value))
            .filter(|value| !value.is_empty())
    };
    let total = of(Field::Total).or_else(|| of(Field::Base));
    let money = total.map(|t| format!("{t} {}", of(Field::Currency).unwrap_or_default()));
    let parts = [
        Some(view.say("donations-job", args![job = number as f64])),
        of(Field::Start),
        money,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ").trim_end().to_owned()
}

fn key(name: &str) -> String {
    name.replace('_', "-")
}
