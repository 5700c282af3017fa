//! The levers: ways in which people withhold their data, or the truth.

use crate::error::LeverageError;
use capstan_worlds::Withheld;
use std::fmt;
use std::str::FromStr;

/// What the people of an action do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lever {
    /// Their history is deleted. They stay, and are served as people whom the
    /// model does not know.
    Strike,
    /// They contribute nothing from this moment on (seconds since 1970); the
    /// past stays.
    StrikeFrom(i64),
    /// Their history is deleted and they leave.
    Boycott,
    /// Each withholds this share of their ratings.
    Volume(f64),
    /// Simulated only: the model sees a random value in place of each of their
    /// ratings ("random vandalism", Vincent and Hecht, CSCW 2021).
    Poison,
}

impl Lever {
    /// What one person who takes part withholds.
    pub fn withheld(self) -> Withheld {
        match self {
            Self::Strike | Self::Boycott => Withheld::Everything,
            Self::StrikeFrom(time) => Withheld::From(time),
            Self::Volume(share) => Withheld::Share(share),
            Self::Poison => Withheld::Truth,
        }
    }

    /// Whether those who take part leave the system.
    pub fn leaves(self) -> bool {
        matches!(self, Self::Boycott)
    }

    /// The word of the lever, without its amount.
    pub fn word(self) -> &'static str {
        match self {
            Self::Strike => "strike",
            Self::StrikeFrom(_) => "strike-from",
            Self::Boycott => "boycott",
            Self::Volume(_) => "volume",
            Self::Poison => "poison",
        }
    }
}

/// The date of a moment, as `YYYY-MM-DD` where it is the start of a day.
pub fn date(time: i64) -> String {
    let Ok(stamp) = jiff::Timestamp::from_second(time) else {
        return time.to_string();
    };
    let text = stamp.to_string();
    text.strip_suffix("T00:00:00Z").unwrap_or(&text).to_owned()
}

impl fmt::Display for Lever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StrikeFrom(time) => write!(f, "strike-from={}", date(*time)),
            Self::Volume(share) => write!(f, "volume={share}"),
            Self::Strike | Self::Boycott | Self::Poison => f.write_str(self.word()),
        }
    }
}

impl FromStr for Lever {
    type Err = LeverageError;

    fn from_str(text: &str) -> Result<Self, LeverageError> {
        let (word, amount) = match text.split_once('=') {
            Some((word, amount)) => (word.trim(), Some(amount.trim())),
            None => (text.trim(), None),
        };
        match (word, amount) {
            ("strike", None) => Ok(Self::Strike),
            ("boycott", None) => Ok(Self::Boycott),
            ("strike-from", Some(amount)) => moment(amount).map(Self::StrikeFrom),
            ("volume", Some(amount)) => share("volume", amount).map(Self::Volume),
            ("poison", None) => Ok(Self::Poison),
            ("contribute", _) => Err(LeverageError::LaterLever {
                found: word.to_owned(),
            }),
            _ => Err(LeverageError::Lever {
                found: text.to_owned(),
            }),
        }
    }
}

/// A share above 0 and up to 1, written as `0.3` or `30%`.
pub fn share(name: &'static str, text: &str) -> Result<f64, LeverageError> {
    let text = text.trim();
    let number = match text.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().map(|x| x / 100.0),
        None => text.parse::<f64>(),
    };
    number
        .ok()
        .filter(|x| *x > 0.0 && *x <= 1.0)
        .ok_or_else(|| LeverageError::Range {
            name,
            found: text.to_owned(),
            expected: "a share above 0 and up to 1, like 0.3 or 30%",
        })
}

fn moment(text: &str) -> Result<i64, LeverageError> {
    let bad = || LeverageError::Date {
        found: text.to_owned(),
    };
    if let Ok(seconds) = text.parse::<i64>()
        && text.len() > 4
    {
        return Ok(seconds);
    }
    if let Ok(stamp) = text.parse::<jiff::Timestamp>() {
        return Ok(stamp.as_second());
    }
    let day: jiff::civil::Date = text.parse().map_err(|_| bad())?;
    let zoned = day.to_zoned(jiff::tz::TimeZone::UTC).map_err(|_| bad())?;
    Ok(zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levers_read_back_what_they_show() {
        for text in [
            "strike",
            "boycott",
            "volume=0.3",
            "strike-from=2015-06-30",
            "poison",
        ] {
            assert_eq!(text.parse::<Lever>().unwrap().to_string(), text);
        }
        assert_eq!("volume=30%".parse::<Lever>().unwrap(), Lever::Volume(0.3));
        let late: Lever = "strike-from=1435622400".parse().unwrap();
        assert_eq!(late.to_string(), "strike-from=2015-06-30");
    }

    #[test]
    fn what_is_no_lever_is_said() {
        let said = |text: &str| text.parse::<Lever>().unwrap_err().to_string();
        assert!(said("stroke").contains("\"stroke\" is no lever"));
        assert!(said("poison=0.1").contains("no lever"));
        assert!(said("contribute").contains("not offered yet"));
        assert!(said("volume=1.5").contains("up to 1"));
        assert!(said("strike-from=30.6.2015").contains("2015-06-30"));
        assert!(said("strike-from=2015-02-30").contains("expected a date"));
        assert!(said("strike=2").contains("no lever"));
    }
}
