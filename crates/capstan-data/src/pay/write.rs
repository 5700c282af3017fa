//! The writer of files of pay events.

use crate::pay::read::CONFIDENCE;
use crate::pay::{Field, PayEvent};
use std::io::Write;

/// Writes `events` as CSV: the columns that every file has, then those of the
/// others that some event fills. Amounts are in major units, with the decimals
/// of their currency; what is missing is empty. A text that a spreadsheet
/// would take for a formula gets a `'` before it, which the reader takes off.
///
/// # Errors
/// If `into` cannot be written to, or an event has an amount and no currency.
pub fn write(events: &[PayEvent], into: impl Write) -> std::io::Result<()> {
    let rest = Field::ALL[Field::ALWAYS.len()..].iter();
    let filled = rest.filter(|&&field| {
        events
            .iter()
            .any(|e| text(e, field).is_ok_and(|t| !t.is_empty()))
    });
    let columns: Vec<Field> = Field::ALWAYS.iter().chain(filled).copied().collect();
    let sure = events.iter().any(|e| !e.confidence.is_empty());
    let mut writer = csv::Writer::from_writer(into);
    let names = columns.iter().map(|f| f.name());
    writer.write_record(names.chain(sure.then_some(CONFIDENCE)))?;
    for event in events {
        let mut row: Vec<String> = Vec::with_capacity(columns.len() + 1);
        for &field in &columns {
            row.push(text(event, field)?);
        }
        if sure {
            let parts = event.confidence.iter();
            let parts: Vec<String> = parts.map(|(f, sure)| format!("{f}:{sure}")).collect();
            row.push(parts.join(" "));
        }
        writer.write_record(row)?;
    }
    writer.flush()
}

/// What stands in the column of `field`.
fn text(event: &PayEvent, field: Field) -> std::io::Result<String> {
    fn shown(value: Option<impl ToString>) -> String {
        value.map(|v| v.to_string()).unwrap_or_default()
    }
    if let Some(minor) = event.amount(field) {
        let currency = event.currency.ok_or_else(|| {
            std::io::Error::new(
                std::io::ErrorKind::InvalidInput,
                format!("the event of {:?} has an amount in {field} and no currency; expected one, so name it", event.worker),
            )
        })?;
        return Ok(currency.minor(minor).amount());
    }
    Ok(match field {
        Field::Worker => held(&event.worker),
        Field::Platform => held(event.platform.as_deref().unwrap_or("")),
        Field::Source => held(event.source.as_deref().unwrap_or("")),
        Field::Place => held(event.place.as_deref().unwrap_or("")),
        Field::Start => shown(event.start),
        Field::End => shown(event.end),
        Field::Currency => shown(event.currency),
        Field::Record => shown(event.record),
        Field::Waiting => shown(event.waiting),
        Field::EnRoute => shown(event.en_route),
        Field::OnJob => shown(event.on_job),
        Field::Distance => shown(event.distance),
        _ => String::new(),
    })
}

/// The text so that no spreadsheet takes it for a formula.
fn held(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pay::{Record, Units, read_bytes};
    use proptest::prelude::*;

    fn written(events: &[PayEvent]) -> String {
        let mut bytes = Vec::new();
        write(events, &mut bytes).expect("memory");
        String::from_utf8(bytes).expect("text")
    }

    #[test]
    fn only_columns_that_are_filled_are_written() {
        let event = PayEvent {
            worker: "=cmd".into(),
            base: Some(-5),
            currency: "USD".parse().ok(),
            distance: Some(1200),
            ..PayEvent::default()
        };
        assert_eq!(
            written(&[event.clone()]),
            "worker,platform,start,end,base,promotion,tip,total,order_total,currency,source,distance_metres\n\
             '=cmd,,,,-0.05,,,,,USD,,1200\n"
        );
        let nameless = PayEvent {
            currency: None,
            ..event
        };
        let error = write(&[nameless], Vec::new()).expect_err("no currency");
        assert!(
            error
                .to_string()
                .contains("an amount in base and no currency")
        );
    }

    fn event() -> impl Strategy<Value = PayEvent> {
        let text = || prop::option::of("[a-z=+@,;\"-][a-z0-9 ,;\"]{0,6}[a-z]");
        let number = || prop::option::of(any::<i64>());
        let times = [
            "2020-08-24",
            "2020-08-24T16:05",
            "2020-08-24T16:05:09-04:00",
        ];
        let time = || prop::option::of(prop::sample::select(times.to_vec()));
        let money = [number(), number(), number(), number(), number(), number()];
        (
            (
                "[a-z=+@-][a-z0-9]{1,5}",
                text(),
                text(),
                text(),
                time(),
                time(),
            ),
            money,
            (
                number(),
                number(),
                prop::sample::select(vec!["USD", "JPY", "KWD"]),
            ),
            (any::<bool>(), 0.0..=1.0f64),
        )
            .prop_map(|(texts, money, rest, (full, sure))| PayEvent {
                worker: texts.0,
                platform: texts.1,
                source: texts.2,
                place: texts.3,
                start: texts.4.and_then(|t| t.parse().ok()),
                end: texts.5.and_then(|t| t.parse().ok()),
                base: money[0],
                promotion: money[1],
                tip: money[2],
                total: money[3],
                order_total: money[4],
                fees: money[5],
                currency: rest.2.parse().ok(),
                waiting: rest.0,
                distance: rest.1,
                record: Some(if full {
                    Record::FullLog
                } else {
                    Record::Picked
                }),
                confidence: [(Field::Tip, sure)].into(),
                ..PayEvent::default()
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(events in prop::collection::vec(event(), 1..6)) {
            let text = written(&events);
            let back = read_bytes("e.csv", text.as_bytes(), Units::Major);
            prop_assert_eq!(back.map_err(|e| e.to_string()).map(|f| f.events), Ok(events));
        }
    }
}
