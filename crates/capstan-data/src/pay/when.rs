//! When something happened, as far as it is known: the day, often the time of
//! day, and sometimes how far local clocks were from UTC.

use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day, and what is known of the time on it. As text it is ISO 8601:
/// `2020-08-24`, `2020-08-24T16:05:00` or `2020-08-24T16:05:00-04:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct When {
    /// The day, on local clocks.
    pub date: Date,
    /// The time of day on local clocks, if it is known.
    pub time: Option<Time>,
    /// How far local clocks were from UTC, if that is known.
    pub offset: Option<Offset>,
}

/// A text that is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "found {found:?}; expected a date such as 2020-08-24, or a date and time such as 2020-08-24T16:05 or 2020-08-24T16:05-04:00"
)]
pub struct NoTime {
    /// What was given.
    pub found: String,
}

impl When {
    /// Seconds since 1970 in UTC; local clocks are taken as UTC where the
    /// offset is not known, so that times of one place can still be compared.
    /// Nothing if the time of day is not known.
    pub fn seconds(&self) -> Option<i64> {
        let local = self.date.to_datetime(self.time?);
        let at = self
            .offset
            .unwrap_or(Offset::UTC)
            .to_timestamp(local)
            .ok()?;
        Some(at.as_second())
    }

    /// Seconds from `self` to `later`; below zero if `later` is earlier.
    /// Nothing if a time of day is missing, or if only one of the two says how
    /// far it is from UTC.
    pub fn until(&self, later: &Self) -> Option<i64> {
        if self.offset.is_some() != later.offset.is_some() {
            return None;
        }
        Some(later.seconds()? - self.seconds()?)
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.to_string()
    }
}

impl TryFrom<String> for When {
    type Error = NoTime;

    fn try_from(text: String) -> Result<Self, NoTime> {
        text.parse()
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        let Some(time) = self.time else {
            return Ok(());
        };
        write!(f, "T{time}")?;
        match self.offset {
            Some(Offset::UTC) => f.write_str("Z"),
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.abs();
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
            None => Ok(()),
        }
    }
}

impl FromStr for When {
    type Err = NoTime;

    fn from_str(text: &str) -> Result<Self, NoTime> {
        let wrong = || NoTime {
            found: text.to_owned(),
        };
        let pieces = Pieces::parse(text.trim()).map_err(|_| wrong())?;
        let offset = pieces.to_numeric_offset();
        if offset.is_some_and(|o| o.seconds() % 60 != 0) {
            return Err(wrong());
        }
        Ok(Self {
            date: pieces.date(),
            time: pieces.time(),
            offset,
        })
    }
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self {
            date,
            time: None,
            offset: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        text.parse().expect(text)
    }

    #[test]
    fn what_is_not_known_stays_unknown() {
        let day = when("2020-08-24");
        assert_eq!((day.time, day.offset, day.seconds()), (None, None, None));
        let local = when("2020-08-24 16:05");
        assert_eq!(local.offset, None);
        assert_eq!(local.seconds(), when("2020-08-24T16:05Z").seconds());
        assert_eq!(local.to_string(), "2020-08-24T16:05:00");
    }

    #[test]
    fn texts_go_both_ways() {
        for text in [
            "2020-08-24",
            "2020-08-24T16:05:00",
            "2020-08-24T16:05:00Z",
            "2020-08-24T16:05:30-04:00",
            "2020-08-24T16:05:00+05:30",
            "2020-08-24T16:05:00-00:30",
        ] {
            assert_eq!(when(text).to_string(), text);
        }
    }

    #[test]
    fn spans_need_both_times_and_equal_knowledge() {
        let (start, end) = (when("2020-08-24T16:05-04:00"), when("2020-08-24T20:35Z"));
        assert_eq!(start.until(&end), Some(30 * 60));
        assert_eq!(end.until(&start), Some(-30 * 60));
        assert_eq!(start.until(&when("2020-08-24T20:35")), None);
        assert_eq!(start.until(&when("2020-08-25")), None);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "yesterday",
            "2020-02-30",
            "24.08.2020",
            "2020-08-24T25:00",
            "16:05",
        ] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }
}
