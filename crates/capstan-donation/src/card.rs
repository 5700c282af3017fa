//! What was read of one job: every field with how sure the reading is, what
//! is doubtful about it, what exactly was seen, and what the worker said it
//! should be. Nothing that was read is ever written over.

use capstan_data::Currency;
use capstan_data::pay::{Doubt, Field, PayEvent, Record, When, doubts};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;

/// One job as it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// The file it was read from, with the page or the part of an archive.
    pub file: String,
    /// The fields; one without a reading was neither found nor expected.
    pub readings: BTreeMap<Field, Reading>,
}

/// What was read of one field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The value; nothing if none could be read.
    pub value: Option<Value>,
    /// What it probably is, where that is not sure enough to be taken unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<Value>,
    /// How sure the reading is, from 0 to 1; nothing where no machine guessed.
    pub confidence: Option<f64>,
    /// Why to ask back; nothing where there is no doubt.
    pub flag: Option<Flag>,
    /// The text that was seen.
    pub seen: String,
    /// What the worker said instead.
    pub corrected: Option<Value>,
    /// Whether the worker said that there is nothing.
    #[serde(default)]
    pub emptied: bool,
    /// Whether the year of the day was neither seen nor said: it is the last
    /// such day before the picture was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_assumed: bool,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// An amount in minor units, seconds or metres.
    Number(i64),
    /// A time.
    When(When),
    /// A name.
    Text(String),
}

/// Why a field is asked back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// It should be on the card and was not found.
    NotFound,
    /// Two looks at it do not say the same.
    LooksDiffer,
    /// It was read, but badly.
    Unsure,
    /// The card does not say the year, and nothing else tells it.
    NoYear,
    /// It cannot be right beside the other fields.
    Doubt(Doubt),
}

impl Flag {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::LooksDiffer => "looks_differ",
            Self::Unsure => "unsure",
            Self::NoYear => "no_year",
            Self::Doubt(doubt) => doubt.name(),
        }
    }
}

/// A correction that is not what its field holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("field {field}: {why}")]
pub struct NoCorrection {
    /// The field.
    pub field: Field,
    /// What was found and what was expected.
    pub why: String,
}

impl Reading {
    /// A value that no machine guessed at.
    pub fn known(value: Value) -> Self {
        Self {
            value: Some(value),
            ..Self::default()
        }
    }

    /// The value that counts: the worker's, else the one that was read.
    pub fn value(&self) -> Option<&Value> {
        let read = self.value.as_ref().filter(|_| !self.emptied);
        self.corrected.as_ref().or(read)
    }

    /// Whether the year of what counts is [assumed](Self::year_assumed).
    pub fn assumes_year(&self) -> bool {
        self.year_assumed && !self.is_corrected()
    }

    /// Whether the worker said something of it.
    pub fn is_corrected(&self) -> bool {
        self.corrected.is_some() || self.emptied
    }
}

impl Card {
    /// A card of an event that no machine guessed at; `file` says where it
    /// comes from. What cannot be right in it is flagged.
    pub fn of_event(file: &str, event: &PayEvent) -> Self {
        let mut card = Self {
            file: file.to_owned(),
            ..Self::default()
        };
        let texts = [
            (Field::Worker, Some(event.worker.as_str())),
            (Field::Platform, event.platform.as_deref()),
            (Field::Source, event.source.as_deref()),
            (Field::Place, event.place.as_deref()),
            (Field::Currency, event.currency.map(Currency::code)),
        ];
        for (field, text) in texts {
            if let Some(text) = text.filter(|t| !t.is_empty()) {
                card.set(field, text);
            }
        }
        for (field, when) in [(Field::Start, event.start), (Field::End, event.end)] {
            let reading = when.map(|w| Reading::known(Value::When(w)));
            card.readings.extend(reading.map(|r| (field, r)));
        }
        let mut numbers = event.clone();
        for &field in Field::ALL {
            if let Some(&mut Some(number)) = numbers.number_mut(field) {
                card.readings
                    .insert(field, Reading::known(Value::Number(number)));
            }
        }
        for (field, &sure) in &event.confidence {
            if let Some(reading) = card.readings.get_mut(field) {
                reading.confidence = Some(sure);
            }
        }
        card.settle();
        card
    }

    /// The value of `field` that counts.
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.readings.get(&field)?.value()
    }

    /// The amount, span or distance in `field`.
    pub fn number(&self, field: Field) -> Option<i64> {
        match self.value(field)? {
            Value::Number(number) => Some(*number),
            Value::When(_) | Value::Text(_) => None,
        }
    }

    fn text(&self, field: Field) -> Option<&str> {
        match self.value(field)? {
            Value::Text(text) => Some(text),
            Value::Number(_) | Value::When(_) => None,
        }
    }

    fn when(&self, field: Field) -> Option<When> {
        match self.value(field)? {
            Value::When(when) => Some(*when),
            Value::Number(_) | Value::Text(_) => None,
        }
    }

    /// The currency of its amounts.
    pub fn currency(&self) -> Option<Currency> {
        self.text(Field::Currency)?.parse().ok()
    }

    /// Sets a field that is known beside the reading, such as the worker.
    pub fn set(&mut self, field: Field, text: &str) {
        let reading = Reading::known(Value::Text(text.to_owned()));
        self.readings.insert(field, reading);
    }

    /// Takes the worker's word for a field, beside what was read: an amount
    /// such as 18.41 in the card's currency, a time, or a name. The fields are
    /// checked against each other again.
    ///
    /// # Errors
    /// If the text is not what the field holds; then nothing changes.
    pub fn correct(&mut self, field: Field, text: &str) -> Result<(), NoCorrection> {
        let wrong = |why: String| NoCorrection { field, why };
        let mut probe = PayEvent::default();
        let value = if Field::MONEY.contains(&field) {
            let currency = self.currency().ok_or_else(|| {
                wrong(
                    "found no currency on the card; expected one. Correct the currency first."
                        .into(),
                )
            })?;
            let bare = text.trim().trim_start_matches(['$', '€', '£']);
            let money = currency.amount(bare).map_err(|e| wrong(e.to_string()))?;
            Value::Number(money.minor)
        } else if probe.number_mut(field).is_some() {
            let number = text
                .trim()
                .parse()
                .map_err(|_| wrong(format!("found {text:?}; expected a whole number.")))?;
            Value::Number(number)
        } else if matches!(field, Field::Start | Field::End) {
            Value::When(
                text.parse()
                    .map_err(|e: capstan_data::pay::NoTime| wrong(e.to_string()))?,
            )
        } else {
            Value::Text(text.trim().to_owned())
        };
        let reading = self.readings.entry(field).or_default();
        (reading.corrected, reading.emptied) = (Some(value), false);
        self.settle();
        Ok(())
    }

    /// Takes the worker's word that there is nothing in a field, beside what
    /// was read.
    pub fn empty(&mut self, field: Field) {
        if let Some(reading) = self.readings.get_mut(&field) {
            (reading.corrected, reading.emptied) = (None, true);
        }
        self.settle();
    }

    /// Flags what cannot be right beside other fields. A flag that came with
    /// the reading stays; a corrected field keeps none of these.
    pub fn settle(&mut self) {
        for reading in self.readings.values_mut() {
            if reading.is_corrected() || matches!(reading.flag, Some(Flag::Doubt(_))) {
                reading.flag = None;
            }
        }
        for (field, doubt) in doubts(&self.event()) {
            let reading = self.readings.entry(field).or_default();
            if reading.flag.is_none() {
                reading.flag = Some(Flag::Doubt(doubt));
            }
        }
    }

    /// The fields to ask back, with the reasons.
    pub fn questions(&self) -> impl Iterator<Item = (Field, Flag)> + '_ {
        let flags = self.readings.iter();
        flags.filter_map(|(&field, reading)| Some((field, reading.flag?)))
    }

    /// The typed event, with the worker's corrections.
    pub fn event(&self) -> PayEvent {
        let owned = |field| self.text(field).map(str::to_owned);
        let source = owned(Field::Source);
        let mut event = PayEvent {
            worker: owned(Field::Worker).unwrap_or_default(),
            platform: owned(Field::Platform),
            start: self.when(Field::Start),
            end: self.when(Field::End),
            currency: self.currency(),
            record: source.as_deref().and_then(Record::of_source),
            source,
            place: owned(Field::Place),
            ..PayEvent::default()
        };
        for (&field, reading) in &self.readings {
            if let Some(place) = event.number_mut(field) {
                *place = self.number(field);
            }
            if let (Some(sure), None) = (reading.confidence, &reading.corrected) {
                event.confidence.insert(field, sure);
            }
        }
        event
    }

    /// The job as work that was done, from whose times an hour's pay can be
    /// told. The end on a receipt is left out: it says when something was
    /// delivered, not how long the work took.
    pub fn worked(&self) -> PayEvent {
        let mut event = self.event();
        if event.record == Some(Record::Picked) {
            event.end = None;
        }
        event
    }

    /// As JSON: an object with the columns of a file of events, each as
    /// `{"value", "confidence", "flag"}`, amounts in minor units, `null` for
    /// what is not there; `file` says where it was read.
    pub fn json(&self) -> Json {
        let mut all = Map::new();
        let none = Reading::default();
        for &field in Field::ALL {
            let reading = self.readings.get(&field);
            if reading.is_none() && !Field::ALWAYS.contains(&field) {
                continue;
            }
            let reading = reading.unwrap_or(&none);
            let value = match reading.value() {
                Some(Value::Number(number)) => json!(number),
                Some(Value::When(when)) => json!(when.to_string()),
                Some(Value::Text(text)) => json!(text),
                None => Json::Null,
            };
            all.insert(
                field.name().to_owned(),
                json!({
                    "value": value,
                    "confidence": reading.confidence,
                    "flag": reading.flag.map(Flag::name),
                }),
            );
        }
        let file = json!({ "value": self.file, "confidence": null, "flag": null });
        all.insert("file".to_owned(), file);
        Json::Object(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(amounts: &[(Field, i64)]) -> Card {
        let mut card = Card::default();
        card.set(Field::Currency, "USD");
        for &(field, minor) in amounts {
            let reading = Reading {
                confidence: Some(0.9),
                seen: minor.to_string(),
                ..Reading::known(Value::Number(minor))
            };
            card.readings.insert(field, reading);
        }
        card.settle();
        card
    }

    const WRONG: [(Field, i64); 3] = [(Field::Base, 1021), (Field::Tip, 648), (Field::Total, 1699)];

    #[test]
    fn a_sum_that_does_not_fit_asks_and_never_rewrites() {
        let card = card(&WRONG);
        assert!(
            WRONG
                .iter()
                .all(|&(field, minor)| card.number(field) == Some(minor))
        );
        let asked: Vec<&str> = card.questions().map(|q| q.0.name()).collect();
        assert_eq!(asked, ["base", "promotion", "tip", "total"]);
        assert!(card.questions().all(|q| q.1 == Flag::Doubt(Doubt::Sum)));
    }

    #[test]
    fn a_correction_stands_beside_what_was_read() {
        let mut card = card(&WRONG);
        card.correct(Field::Total, "$16.69").expect("an amount");
        let total = &card.readings[&Field::Total];
        assert_eq!(total.value, Some(Value::Number(1699)));
        assert_eq!(
            (total.value(), total.seen.as_str()),
            (Some(&Value::Number(1669)), "1699")
        );
        assert_eq!(card.questions().count(), 0);
        assert_eq!(card.event().total, Some(1669));
        assert!(!card.event().confidence.contains_key(&Field::Total));
        card.correct(Field::Start, "2020-08-24T16:00")
            .expect("a time");
        assert_eq!(
            card.event().start.map(|s| s.to_string()),
            Some("2020-08-24T16:00:00".into())
        );
    }

    #[test]
    fn a_correction_that_is_none_changes_nothing() {
        let mut card = card(&WRONG);
        let before = card.clone();
        for (field, text, said) in [
            (
                Field::Tip,
                "yes",
                "field tip: found \"yes\"; expected an amount",
            ),
            (
                Field::End,
                "later",
                "field end: found \"later\"; expected a date",
            ),
            (
                Field::OnJob,
                "1.5",
                "field on_job_seconds: found \"1.5\"; expected a whole",
            ),
        ] {
            let error = card.correct(field, text).expect_err(text).to_string();
            assert!(error.starts_with(said), "{error}");
            assert_eq!(card, before);
        }
        let mut bare = Card::default();
        let error = bare.correct(Field::Tip, "1.00").expect_err("no currency");
        assert!(error.to_string().contains("Correct the currency first"));
    }

    #[test]
    fn a_typed_event_becomes_a_card_and_comes_back() {
        let event = PayEvent {
            worker: "w".into(),
            start: "2020-08-24".parse().ok(),
            base: Some(1458),
            distance: Some(1200),
            currency: "USD".parse().ok(),
            source: Some("typed".into()),
            record: Some(Record::Picked),
            confidence: [(Field::Base, 0.5)].into(),
            ..PayEvent::default()
        };
        assert_eq!(Card::of_event("f", &event).event(), event);
    }

    #[test]
    fn a_receipt_does_not_tell_how_long_the_work_took() {
        let mut card = card(&WRONG);
        for (field, time) in [
            (Field::Start, "2020-08-24T16:00"),
            (Field::End, "2020-08-24T16:02"),
        ] {
            let when = Value::When(time.parse().expect("a time"));
            card.readings.insert(field, Reading::known(when));
        }
        let ends = |card: &Card| (card.event().end.is_some(), card.worked().end.is_some());
        card.set(Field::Source, "screenshot");
        assert_eq!(ends(&card), (true, false));
        card.set(Field::Source, "export");
        assert_eq!(ends(&card), (true, true));
    }

    #[test]
    fn json_has_every_column_and_null_for_what_is_not_there() {
        let json = card(&WRONG).json();
        assert_eq!(
            json["tip"],
            json!({"value": 648, "confidence": 0.9, "flag": "sum"})
        );
        assert_eq!(
            json["order_total"],
            json!({"value": null, "confidence": null, "flag": null})
        );
        for field in Field::ALWAYS {
            assert!(json[field.name()].is_object(), "{field}");
        }
        assert!(json.get("fees").is_none());
    }
}
