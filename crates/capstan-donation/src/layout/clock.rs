//! Days and times of day as cards write them.

use capstan_data::pay::When;
use jiff::civil::{Date, Time};

/// What a line says about when.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// The day as year, month, day; without the year where the card has none.
    pub day: Option<(Option<i16>, i8, i8)>,
    /// Times of day in the order of the line.
    pub times: Vec<Time>,
}

const MONTHS: [[&str; 2]; 12] = [
    ["jan", "ene"],
    ["feb", "feb"],
    ["mar", "mar"],
    ["apr", "abr"],
    ["may", "may"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["aug", "ago"],
    ["sep", "sep"],
    ["oct", "oct"],
    ["nov", "nov"],
    ["dec", "dic"],
];

/// Reads the days and times in `text`. The day stands before the month in
/// dates such as 24/8 if `day_first`.
pub(crate) fn said(text: &str, day_first: bool) -> Said {
    let tokens = tokens(&text.to_lowercase());
    let mut said = Said::default();
    let mut halves: Vec<(i8, i8, Option<bool>)> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if let Some(month) = month(token) {
            let before = at.checked_sub(2).and_then(|b| day_number(tokens.get(b)?));
            let after = tokens.get(at).and_then(|t| day_number(t));
            if let Some(day) = after.or(before) {
                at += usize::from(after.is_some());
                said.day = Some((None, month, day));
            }
        } else if let Some(day) = slashed(token, day_first) {
            said.day = Some(day);
        } else if let (Some((None, month, day)), Some(year)) = (said.day, year(token)) {
            said.day = Some((Some(year), month, day));
        } else if let Some(mut half) = clock(token) {
            if half.2.is_none() {
                half.2 = tokens.get(at).and_then(|t| afternoon(t));
                at += usize::from(half.2.is_some());
            }
            let follows = tokens
                .get(at)
                .is_some_and(|t| t == "-" || t == "to" || t == "a");
            let bare = !token.contains(':') && half.2.is_none();
            if !bare || follows {
                halves.push(half);
            }
        }
    }
    // In "4-5 PM" the first is in the afternoon too.
    let last = halves.last().and_then(|h| h.2);
    said.times = halves
        .into_iter()
        .filter_map(|(hour, minute, afternoon)| time(hour, minute, afternoon.or(last)))
        .collect();
    said
}

/// The last such day is taken unasked if it is at most so many days old when
/// the picture was made: the same day a year before is then far from it.
const RECENT: i32 = 300;

impl Said {
    /// Whether the year is said, or follows from when the picture was made, at
    /// the latest on `taken`.
    pub(crate) fn has_year(&self, taken: Option<Date>) -> bool {
        match (self.day, taken) {
            (Some((None, month, day)), Some(taken)) => last_before(month, day, taken)
                .is_some_and(|date| (taken - date).get_days() <= RECENT),
            (Some((year, ..)), _) => year.is_some(),
            (None, _) => false,
        }
    }

    /// Whether the year is said.
    pub(crate) fn says_year(&self) -> bool {
        self.day.is_some_and(|(year, ..)| year.is_some())
    }

    /// The start and the end that were said. A card without a year is of the
    /// last such day up to `taken`; without that, nothing is known but that
    /// there is a day. Of two times the second may be after midnight.
    pub(crate) fn span(&self, taken: Option<Date>) -> Option<(When, Option<When>)> {
        let (year, month, day) = self.day?;
        let date = match year {
            Some(year) => Date::new(year, month, day).ok()?,
            None => last_before(month, day, taken?)?,
        };
        let at = |date, time| When {
            time: Some(time),
            ..When::from(date)
        };
        match self.times[..] {
            [] => Some((When::from(date), None)),
            [only] => Some((at(date, only), None)),
            [first, second, ..] => {
                let end = if second < first {
                    date.tomorrow().ok()?
                } else {
                    date
                };
                Some((at(date, first), Some(at(end, second))))
            }
        }
    }
}

/// The last day of this month and number up to `taken`.
pub(crate) fn last_before(month: i8, day: i8, taken: Date) -> Option<Date> {
    // Leap days come every four years, but for one in a hundred.
    (0..=8)
        .filter_map(|ago| Date::new(taken.year() - ago, month, day).ok())
        .find(|date| *date <= taken)
}

/// The last day that the name of a file says, as phones write it into names of
/// pictures, such as `Screenshot_20200824-161205.png`: it was made on that day.
pub(crate) fn named(file: &str) -> Option<Date> {
    let name = file.rsplit(['/', '\\']).next()?;
    let runs: Vec<&str> = name.split(|c: char| !c.is_ascii_digit()).collect();
    let number = |text: &str| text.parse::<i16>().ok();
    let date = |year: &str, month: &str, day: &str| {
        let year = number(year).filter(|year| (2000..2100).contains(year))?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let whole = runs.iter().filter(|run| [8, 14].contains(&run.len()));
    let whole = whole.filter_map(|run| date(&run[..4], &run[4..6], &run[6..8]));
    let apart = runs.windows(3).filter_map(|part| match part {
        [year, month, day] if [year.len(), month.len(), day.len()] == [4, 2, 2] => {
            date(year, month, day)
        }
        _ => None,
    });
    whole.chain(apart).max()
}

/// Runs of letters and digits, with colons and slashes inside them; dashes
/// alone.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let joins = c.is_alphanumeric() || c == ':' || c == '/';
        match tokens.last_mut() {
            Some(token) if joins && open => token.push(c),
            _ if joins => tokens.push(c.to_string()),
            _ if matches!(c, '-' | '–' | '—') => tokens.push("-".to_owned()),
            _ => {}
        }
        open = joins;
    }
    for token in &mut tokens {
        *token = token.trim_matches([':', '/']).to_owned();
    }
    tokens.retain(|t| !t.is_empty());
    tokens
}

fn month(token: &str) -> Option<i8> {
    let letters = token.chars().all(char::is_alphabetic) && token.len() >= 3;
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|n| token.starts_with(n)));
    at.filter(|_| letters).map(|at| at as i8 + 1)
}

fn day_number(token: &str) -> Option<i8> {
    let digits = token.trim_end_matches(char::is_alphabetic);
    let suffix = &token[digits.len()..];
    let day: i8 = digits.parse().ok()?;
    (["", "st", "nd", "rd", "th"].contains(&suffix) && (1..=31).contains(&day)).then_some(day)
}

fn year(token: &str) -> Option<i16> {
    let year: i16 = token.parse().ok()?;
    (token.len() == 4 && (2000..2100).contains(&year)).then_some(year)
}

/// A date such as 8/24 or 8/24/20.
fn slashed(token: &str, day_first: bool) -> Option<(Option<i16>, i8, i8)> {
    let parts: Vec<i16> = token
        .split('/')
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let (a, b, year) = match parts[..] {
        [a, b] => (a, b, None),
        [a, b, y] if y < 100 => (a, b, Some(2000 + y)),
        [a, b, y] => (a, b, Some(y)),
        _ => return None,
    };
    let (month, day) = if day_first { (b, a) } else { (a, b) };
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    fits.then_some((year, month as i8, day as i8))
}

/// Hour, minute and whether it is after noon, as far as the token says.
fn clock(token: &str) -> Option<(i8, i8, Option<bool>)> {
    let digits = token.trim_end_matches(char::is_alphabetic);
    let afternoon = match &token[digits.len()..] {
        "" => None,
        half => Some(self::afternoon(half)?),
    };
    let (hour, minute) = match digits.split_once(':') {
        Some((hour, minute)) if minute.len() == 2 => (hour, minute.parse().ok()?),
        Some(_) => return None,
        None if digits.len() <= 2 => (digits, 0),
        None => return None,
    };
    Some((hour.parse().ok()?, minute, afternoon))
}

fn afternoon(token: &str) -> Option<bool> {
    match token {
        "am" => Some(false),
        "pm" => Some(true),
        _ => None,
    }
}

fn time(hour: i8, minute: i8, afternoon: Option<bool>) -> Option<Time> {
    let hour = match afternoon {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after) => hour % 12 + if after { 12 } else { 0 },
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn span(text: &str) -> Option<String> {
        let (start, end) = said(text, false).span(Some(date(2020, 9, 1)))?;
        Some(match end {
            Some(end) => format!("{start} {end}"),
            None => start.to_string(),
        })
    }

    #[test]
    fn cards_say_when_in_many_ways() {
        for (text, found) in [
            ("Aug 24, 4PM-5PM", "2020-08-24T16:00:00 2020-08-24T17:00:00"),
            (
                "Aug 24, 4 PM - 5 PM",
                "2020-08-24T16:00:00 2020-08-24T17:00:00",
            ),
            (
                "8/24: 9AM to 10AM",
                "2020-08-24T09:00:00 2020-08-24T10:00:00",
            ),
            ("Aug 24th 4-5 pm", "2020-08-24T16:00:00 2020-08-24T17:00:00"),
            ("24 ago 16:05", "2020-08-24T16:05:00"),
            (
                "8/24/19, 11:30 PM - 12:15 AM",
                "2019-08-24T23:30:00 2019-08-25T00:15:00",
            ),
            ("August 24, 2018", "2018-08-24"),
            ("12/24", "2019-12-24"),
            ("2/29 12 PM", "2020-02-29T12:00:00"),
        ] {
            assert_eq!(span(text).as_deref(), Some(found), "{text}");
        }
        for text in ["", "Today, 5:12 PM", "on time", "13/45", "$14.58"] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    /// The original tool took the year in which a picture was read.
    #[test]
    fn a_year_that_is_not_known_is_not_made_up() {
        let said = said("Aug 24, 4PM-5PM", false);
        assert_eq!(said.span(None), None);
        let (start, _) = said.span(Some(date(2020, 8, 23))).expect("a day");
        assert_eq!(start.date, date(2019, 8, 24));
    }

    /// From 2020-08-24 to 2021-06-20 are 300 days.
    #[test]
    fn a_year_follows_where_no_other_one_is_near() {
        let known = |text: &str, taken| said(text, false).has_year(taken);
        for (taken, follows) in [
            (date(2020, 8, 24), true),
            (date(2021, 6, 20), true),
            (date(2021, 6, 21), false),
            (date(2021, 8, 23), false),
            (date(2021, 8, 24), true),
        ] {
            assert_eq!(known("Aug 24, 4PM", Some(taken)), follows, "{taken}");
            assert!(known("Aug 24, 2019", Some(taken)));
        }
        assert!(!known("Aug 24", None) && known("8/24/19", None));
        // The last one was in 2020.
        assert!(!known("Feb 29", Some(date(2022, 3, 1))));
        assert!(!known("4PM", Some(date(2022, 3, 1))));
    }

    #[test]
    fn names_of_pictures_say_their_day() {
        for (name, day) in [
            (
                "Screenshot_20200824-161205_Shopper.png",
                Some(date(2020, 8, 24)),
            ),
            (
                "shots/Screenshot 2020-08-24 at 16.12.05.png",
                Some(date(2020, 8, 24)),
            ),
            (
                "C:\\shots\\Screenshot_2020-08-24-16-12-05-1.jpg",
                Some(date(2020, 8, 24)),
            ),
            ("IMG-20200824-WA0003.jpg", Some(date(2020, 8, 24))),
            ("20200824161205.jpg", Some(date(2020, 8, 24))),
            ("statement-20200817-20200823.pdf", Some(date(2020, 8, 23))),
            ("2020-08-24/card.png", None),
            ("IMG_1234.PNG", None),
            ("IMG_20201399.png", None),
            ("order-91200824.png", None),
            ("20-08-24.png", None),
            ("message-1", None),
            ("", None),
        ] {
            assert_eq!(named(name), day, "{name}");
        }
    }

    #[test]
    fn days_before_months() {
        assert_eq!(said("24/8", true).day, Some((None, 8, 24)));
        assert_eq!(said("24/8", false).day, None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,20}", day_first in any::<bool>()) {
            let said = said(&text, day_first);
            let _ = (said.span(Some(date(2020, 9, 1))), said.has_year(Some(Date::MIN)), named(&text));
        }
    }
}
