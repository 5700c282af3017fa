//! Numbers and times from text.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A whole number from this on counts milliseconds, not seconds: the year
/// 5138 as seconds, March 1973 as milliseconds.
const MILLISECONDS_FROM: u64 = 100_000_000_000;

/// The finite number that `text` is, spaces around it allowed.
pub(crate) fn number(text: &[u8]) -> Option<f64> {
    short_decimal(text).or_else(|| {
        let text = std::str::from_utf8(text).ok()?.trim();
        text.parse::<f64>().ok().filter(|x| x.is_finite())
    })
}

/// Digits with at most one point among them, at most nine bytes: what ratings
/// look like. The value is the same as that of the slow way.
fn short_decimal(text: &[u8]) -> Option<f64> {
    const TENS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
    if text.len() > 9 || !text.first()?.is_ascii_digit() {
        return None;
    }
    let (mut digits, mut after) = (0u32, None);
    for (at, &b) in text.iter().enumerate() {
        match b {
            b'0'..=b'9' => digits = digits * 10 + u32::from(b - b'0'),
            b'.' if after.is_none() => after = Some(text.len() - at - 1),
            _ => return None,
        }
    }
    // Both numbers are exact, so the quotient is rounded once, correctly.
    Some(f64::from(digits) / TENS[after.unwrap_or(0)])
}

/// Seconds since 1970 (UTC) of a time as text: whole or broken seconds or
/// milliseconds, or an ISO date with or without a time of day. Without a zone
/// it is taken as UTC.
pub(crate) fn time(text: &[u8]) -> Option<i64> {
    if let Some(n) = whole(text) {
        return Some(seconds(n));
    }
    let text = std::str::from_utf8(text).ok()?.trim();
    if let Ok(n) = text.parse::<i64>() {
        return Some(seconds(n));
    }
    if let Ok(x) = text.parse::<f64>() {
        return seconds_of(x);
    }
    let at = text
        .parse::<Timestamp>()
        .or_else(|_| text.parse::<DateTime>().and_then(in_utc))
        .or_else(|_| text.parse::<Date>().and_then(|d| in_utc(d.at(0, 0, 0, 0))));
    at.ok().map(|t| t.as_second())
}

fn in_utc(at: DateTime) -> Result<Timestamp, jiff::Error> {
    at.to_zoned(TimeZone::UTC).map(|z| z.timestamp())
}

/// Digits only, at most 18 of them.
fn whole(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    text.iter().try_fold(0i64, |n, &b| {
        b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0'))
    })
}

/// Seconds since 1970 of a whole number of seconds or milliseconds.
pub(crate) fn seconds(n: i64) -> i64 {
    if n.unsigned_abs() < MILLISECONDS_FROM {
        n
    } else {
        n.div_euclid(1000)
    }
}

/// Seconds since 1970 of a number of seconds or milliseconds.
pub(crate) fn seconds_of(x: f64) -> Option<i64> {
    (x.abs() < 9e18).then(|| seconds(x.floor() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn times_of_all_kinds() {
        for (text, expected) in [
            ("964982703", Some(964_982_703)),
            ("964982703999", Some(964_982_703)),
            ("964982703.7", Some(964_982_703)),
            ("-5", Some(-5)),
            ("0", Some(0)),
            ("1970-01-02", Some(86_400)),
            ("2000-07-30T18:45:03Z", Some(964_982_703)),
            ("2000-07-30T20:45:03+02:00", Some(964_982_703)),
            ("2000-07-30 18:45:03", Some(964_982_703)),
            ("2000-07-30T18:45", Some(964_982_700)),
            ("2000-02-30", None),
            ("yesterday", None),
            ("", None),
            ("NaN", None),
            ("1e300", None),
        ] {
            assert_eq!(time(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_are_none() {
        for text in ["", "five", "4,5", "NaN", "inf", "1e999", "4.5.6", "."] {
            assert_eq!(number(text.as_bytes()), None, "{text}");
        }
        assert_eq!(number(b" 4.5 "), Some(4.5));
        assert_eq!(number(b"-1e1"), Some(-10.0));
        assert_eq!(number(b"4."), Some(4.0));
    }

    proptest! {
        #[test]
        fn short_decimals_are_exact(text in "[0-9]{1,5}(\\.[0-9]{1,3})?") {
            prop_assert_eq!(short_decimal(text.as_bytes()), text.parse::<f64>().ok());
        }
    }
}
