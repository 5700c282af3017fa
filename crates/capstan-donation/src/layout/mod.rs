//! Layouts of pay cards, described as data: a new platform's card is a new
//! file in `layouts/`.
//!
//! A layout says what the lines of a card begin with and which field each
//! holds. What the lines look like in between is left to the readers of
//! amounts and of times.

pub(crate) mod clock;
pub(crate) mod find;

use crate::error::DonationError;
use capstan_data::Currency;
use capstan_data::pay::Field;
use serde::Deserialize;

/// One layout of pay cards.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its name.
    pub name: String,
    /// The platform whose cards look so; nothing if many do.
    #[serde(default)]
    pub platform: Option<String>,
    /// The currency of its amounts.
    pub currency: Currency,
    /// The sign of the currency as it stands on the card.
    pub symbol: String,
    /// Whether the day stands before the month in dates such as 24/8.
    #[serde(default)]
    pub day_first: bool,
    /// The fields of money that every card shows, by their columns.
    pub always: Vec<String>,
    /// The field whose line is the last of a card; without it a card goes on
    /// until a field comes again.
    #[serde(default)]
    pub closes: Option<String>,
    /// The lines.
    #[serde(rename = "line")]
    pub lines: Vec<Line>,
}

/// A line of a card.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What it begins with, in any case and of any language; the longest that
    /// fits counts.
    pub starts: Vec<String>,
    /// The field it holds, by its column: one of money, or `start` or `end`,
    /// or `span` for both. Lines that must not be taken for another say
    /// `nothing`.
    pub holds: String,
    /// Whether it begins a new card.
    #[serde(default)]
    pub opens: bool,
    /// Whether what it holds may stand on the line below.
    #[serde(default)]
    pub below: bool,
}

/// What a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Money(Field),
    Start,
    End,
    Span,
    Nothing,
}

impl Line {
    pub(crate) fn held(&self) -> Option<Holds> {
        match self.holds.as_str() {
            "start" => Some(Holds::Start),
            "end" => Some(Holds::End),
            "span" => Some(Holds::Span),
            "nothing" => Some(Holds::Nothing),
            name => money(name).map(Holds::Money),
        }
    }
}

fn money(name: &str) -> Option<Field> {
    Field::of_name(name).filter(|field| Field::MONEY.contains(field))
}

impl Layout {
    /// Reads the description of a layout from TOML; `file` is what errors
    /// name.
    ///
    /// # Errors
    /// If it is not one.
    pub fn parse(file: &str, text: &str) -> Result<Self, DonationError> {
        let wrong = |why: String| DonationError::Layout {
            file: file.to_owned(),
            why,
        };
        let layout: Self = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
        for line in &layout.lines {
            if line.held().is_none() {
                return Err(wrong(format!(
                    "found holds = {:?}; expected a column of money such as base, or start, end, span or nothing",
                    line.holds
                )));
            }
            if line.starts.iter().all(|s| s.trim().is_empty()) {
                return Err(wrong(
                    "found a line that starts with nothing; expected words".into(),
                ));
            }
        }
        for name in layout.always.iter().chain(&layout.closes) {
            if money(name).is_none() {
                return Err(wrong(format!(
                    "found {name:?} in always or closes; expected a column of money such as base"
                )));
            }
        }
        Ok(layout)
    }

    /// The layouts that come with Capstan, the particular ones first.
    pub fn known() -> Vec<Self> {
        [
            ("shipt.toml", include_str!("../../layouts/shipt.toml")),
            ("general.toml", include_str!("../../layouts/general.toml")),
        ]
        .into_iter()
        .filter_map(|(file, text)| Self::parse(file, text).ok())
        .collect()
    }

    /// The fields of money that every card shows.
    pub(crate) fn expected(&self) -> impl Iterator<Item = Field> + '_ {
        self.always.iter().filter_map(|name| money(name))
    }

    /// The field whose line is the last of a card, if one is.
    pub(crate) fn last(&self) -> Option<Field> {
        self.closes.as_deref().and_then(money)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layouts_that_come_along_are_well_formed() {
        let known = Layout::known();
        let names: Vec<&str> = known.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["shipt", "general"]);
    }

    #[test]
    fn descriptions_that_make_no_sense_are_refused() {
        let good = "name = \"a\"\ncurrency = \"USD\"\nsymbol = \"$\"\nalways = [\"base\"]\n\
            closes = \"total\"\n[[line]]\nstarts = [\"Pay\"]\nholds = \"base\"\n";
        assert!(Layout::parse("a.toml", good).is_ok());
        for (from, to, found) in [
            ("\"base\"\n", "\"bass\"\n", "found holds = \"bass\""),
            ("[\"base\"]", "[\"start\"]", "found \"start\" in always"),
            ("\"total\"", "\"end\"", "found \"end\" in always or closes"),
            ("\"USD\"", "\"USDD\"", "found the currency \"USDD\""),
            ("symbol", "sign", "unknown field `sign`"),
            (
                "[\"Pay\"]",
                "[\"\"]",
                "found a line that starts with nothing",
            ),
        ] {
            let said = Layout::parse("a.toml", &good.replacen(from, to, 1)).expect_err(to);
            assert!(said.to_string().contains(found), "{said}");
        }
    }
}
