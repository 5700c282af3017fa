//! Days as people and cards write them.

use crate::layout::clock::{last_before, said};
use capstan_data::pay::When;
use jiff::civil::Date;

/// Words that stand in dates and say nothing.
const FILLERS: [&str; 6] = ["of", "the", "on", "de", "del", "el"];

/// The start and the end that a text says, such as `2020-08-24`, `24 August
/// 2020`, `24 de agosto de 2020` or `8/24: 4PM to 5PM`. Without a year it is
/// the last such day up to `latest`. Nothing where it says no day, or where 8/9
/// could be of August or of September.
///
/// ```
/// use capstan_donation::spoken::when;
/// let today = jiff::civil::date(2021, 3, 1);
/// let (start, _) = when("Aug 24, 4PM", today).expect("a day");
/// assert_eq!(start.to_string(), "2020-08-24T16:00:00");
/// assert_eq!(when("8/9/2020", today), None);
/// ```
pub fn when(text: &str, latest: Date) -> Option<(When, Option<When>)> {
    if let Ok(when) = text.parse::<When>() {
        return Some((when, None));
    }
    let words = text.split_whitespace();
    let words: Vec<&str> = words
        .filter(|word| !FILLERS.contains(&word.to_lowercase().as_str()))
        .collect();
    let words = words.join(" ");
    let read = |day_first| said(&words, day_first).span(Some(latest));
    match (read(false), read(true)) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => a.or(b),
    }
}

/// The last day of the same month and number as `day` up to `latest`.
///
/// ```
/// use capstan_donation::spoken::last;
/// use jiff::civil::date;
/// assert_eq!(last(date(2020, 8, 24), date(2019, 3, 1)), Some(date(2018, 8, 24)));
/// ```
pub fn last(day: Date, latest: Date) -> Option<Date> {
    last_before(day.month(), day.day(), latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let today = date(2021, 3, 1);
        for (text, expected) in [
            ("2020-08-24", Some("2020-08-24")),
            (" 2020-08-24T16:05 ", Some("2020-08-24T16:05:00")),
            ("24 August 2020", Some("2020-08-24")),
            ("the 24th of August 2020", Some("2020-08-24")),
            ("el 24 de agosto de 2020", Some("2020-08-24")),
            ("Aug 24", Some("2020-08-24")),
            ("Feb 28", Some("2021-02-28")),
            ("8/24", Some("2020-08-24")),
            ("24/8/2019", Some("2019-08-24")),
            ("8/8/2019", Some("2019-08-08")),
            ("8/9/2019", None),
            ("30 February 2020", None),
            ("18.41", None),
            ("", None),
        ] {
            let found = when(text, today).map(|(start, _)| start.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        let (start, end) = when("Delivery Window 8/24: 4PM to 5PM", today).expect("a day");
        assert_eq!(start.to_string(), "2020-08-24T16:00:00");
        assert_eq!(
            end.map(|end| end.to_string()).as_deref(),
            Some("2020-08-24T17:00:00")
        );
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".{0,60}", day in 1_i8..29) {
            let _ = when(&text, date(2021, 3, day));
        }
    }
}
