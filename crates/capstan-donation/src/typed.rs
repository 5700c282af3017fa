//! Jobs that are typed by hand.

use crate::card::{Card, NoCorrection};
use capstan_data::Currency;
use capstan_data::pay::Field;

/// A job as someone typed it: texts by their fields, amounts such as 18.41 in
/// `currency`. A field that was left empty is missing, not zero. What cannot
/// be right is flagged, as with any other source.
///
/// # Errors
/// If a text is not what its field holds.
pub fn typed(currency: Currency, fields: &[(Field, &str)]) -> Result<Card, NoCorrection> {
    let mut card = Card {
        file: "typed".to_owned(),
        ..Card::default()
    };
    card.set(Field::Currency, currency.code());
    card.set(Field::Source, "typed");
    for &(field, text) in fields {
        if !text.trim().is_empty() {
            card.correct(field, text)?;
        }
    }
    // What was typed first is the reading; it corrects nothing.
    for reading in card.readings.values_mut() {
        if let Some(value) = reading.corrected.take() {
            reading.value = Some(value);
        }
    }
    card.settle();
    Ok(card)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_empty_is_missing() {
        let usd = "USD".parse().expect("a currency");
        let fields = [
            (Field::Worker, "w1"),
            (Field::Base, "$14.58"),
            (Field::Promotion, " "),
            (Field::Tip, "0"),
            (Field::Total, "14.58"),
            (Field::Start, "2020-08-24"),
        ];
        let card = typed(usd, &fields).expect("a job");
        let event = card.event();
        assert_eq!(
            (event.base, event.promotion, event.tip),
            (Some(1458), None, Some(0))
        );
        assert_eq!(
            (event.worker.as_str(), event.source.as_deref()),
            ("w1", Some("typed"))
        );
        assert_eq!(card.questions().count(), 0);
        assert!(card.readings.values().all(|r| r.corrected.is_none()));
        let wrong = typed(usd, &[(Field::Base, "14.58"), (Field::Total, "15")]).expect("a job");
        assert!(wrong.questions().any(|q| q.0 == Field::Total));
        assert!(typed(usd, &[(Field::Base, "fourteen")]).is_err());
    }
}
