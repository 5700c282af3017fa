//! The files of an export and their columns, by the names they go by.

use crate::error::DonationError;
use crate::ocr::amount;
use capstan_data::Currency;
use capstan_data::error::{At, Place};
use capstan_data::pay::{self, PayError, When};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a file of an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Payments,
    Trips,
    States,
    Periods,
}

/// The names that files, columns and kinds of payments go by.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    files: BTreeMap<String, Vec<String>>,
    columns: BTreeMap<String, Vec<String>>,
    /// Words in the kinds of payments.
    pub kinds: BTreeMap<String, Vec<String>>,
}

impl Names {
    /// The names that come with Capstan.
    pub fn known(file: &str) -> Result<Self, DonationError> {
        toml::from_str(include_str!("../../exports/rides.toml")).map_err(|e| {
            DonationError::Layout {
                file: format!("exports/rides.toml, for {file}"),
                why: e.to_string(),
            }
        })
    }

    /// What the file called `name` holds; the end of its name says so.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        let plain = plain(name);
        [
            ("payments", Kind::Payments),
            ("trips", Kind::Trips),
            ("states", Kind::States),
            ("periods", Kind::Periods),
        ]
        .into_iter()
        .find(|(key, _)| {
            let ends = self.files.get(*key).into_iter().flatten();
            ends.into_iter()
                .any(|end| plain.ends_with(&self::plain(end)))
        })
        .map(|(_, kind)| kind)
    }

    /// All ends of names.
    pub fn all(&self) -> Vec<&str> {
        self.files.values().flatten().map(String::as_str).collect()
    }
}

/// The text in small letters, without accents, underscores and further spaces.
pub(super) fn plain(text: &str) -> String {
    let spaced: String = text
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'à' | 'â' => 'a',
            'ô' => 'o',
            'î' | 'ï' => 'i',
            'û' | 'ù' => 'u',
            'ç' => 'c',
            '_' => ' ',
            c => c,
        })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One file of an export.
pub(super) struct Sheet<'a> {
    file: String,
    names: &'a Names,
    header: Vec<String>,
    rows: pay::Rows,
}

/// One row of it.
pub(super) struct Row<'a> {
    sheet: &'a Sheet<'a>,
    at: At,
    cells: &'a [String],
}

impl<'a> Sheet<'a> {
    pub fn parse(file: &str, bytes: &[u8], names: &'a Names) -> Result<Self, DonationError> {
        let (header, rows) = pay::rows(file, bytes)?;
        Ok(Self {
            file: file.to_owned(),
            names,
            header,
            rows,
        })
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(at, cells)| Row {
            sheet: self,
            at: *at,
            cells,
        })
    }

    pub fn names(&self) -> &Names {
        self.names
    }

    fn column(&self, key: &str) -> Option<usize> {
        let known = self.names.columns.get(key).into_iter().flatten();
        known
            .into_iter()
            .find_map(|name| self.header.iter().position(|h| plain(h) == plain(name)))
    }

    /// Refuses a file without one of the columns `keys`.
    pub fn needs(&self, keys: &[&str]) -> Result<(), DonationError> {
        let missing = keys.iter().find(|key| self.column(key).is_none());
        missing.map_or(Ok(()), |key| {
            let name = self.names.columns.get(*key).and_then(|n| n.first());
            Err(DonationError::refused(
                &self.file,
                format!("the columns {}", self.header.join(", ")),
                format!("a column {}", name.map_or(*key, String::as_str)),
                "Send the file as the platform gave it.",
            ))
        })
    }
}

impl Row<'_> {
    /// What stands in a column; nothing where it is empty or `\N`.
    pub fn text(&self, key: &str) -> Option<&str> {
        let cell = self.cells.get(self.sheet.column(key)?)?.trim();
        (!cell.is_empty() && cell != "\\N").then_some(cell)
    }

    pub fn when(&self, key: &str) -> Result<Option<When>, DonationError> {
        let Some(text) = self.text(key) else {
            return Ok(None);
        };
        let iso = text.trim_end_matches(" UTC").replace(" +0000", "Z");
        iso.parse()
            .map(Some)
            .map_err(|e: pay::NoTime| self.wrong(key, e.to_string()))
    }

    /// An amount, with a point or a comma before the decimals.
    pub fn amount(&self, key: &str, currency: Currency) -> Result<Option<i64>, DonationError> {
        let Some(text) = self.text(key) else {
            return Ok(None);
        };
        let money = currency.amount(&text.replace(',', "."));
        let grouped = || amount::amount(text, "$", currency.decimals().into()).filter(|a| a.clean);
        match money {
            Ok(money) => Ok(Some(money.minor)),
            Err(e) => grouped()
                .map(|a| Some(a.minor))
                .ok_or_else(|| self.wrong(key, e.to_string())),
        }
    }

    pub fn number(&self, key: &str) -> Result<Option<f64>, DonationError> {
        let Some(text) = self.text(key) else {
            return Ok(None);
        };
        let number: Option<f64> = text.replace(',', ".").parse().ok();
        let number = number.filter(|x| x.is_finite() && (0.0..1e9).contains(x));
        number.map(Some).ok_or_else(|| {
            let why = format!("found {text:?}; expected a number of 0 or more. Correct the row.");
            self.wrong(key, why)
        })
    }

    /// The currency of the row, or the one that was said to be.
    pub fn currency(&self, said: Option<Currency>) -> Result<Option<Currency>, DonationError> {
        match self.text("currency") {
            None => Ok(said),
            Some(text) => text
                .parse()
                .map(Some)
                .map_err(|e: capstan_data::MoneyError| self.wrong("currency", e.to_string())),
        }
    }

    fn wrong(&self, key: &str, why: String) -> DonationError {
        let field = self
            .sheet
            .column(key)
            .and_then(|at| self.sheet.header.get(at));
        DonationError::Table(PayError::Field {
            place: Place {
                file: self.sheet.file.clone(),
                at: self.at,
                field: field.map_or(key, String::as_str).to_owned(),
            },
            why,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_the_ends_of_their_names() {
        let names = Names::known("f").expect("well formed");
        for (name, kind) in [
            ("19a - Driver Payments.csv", Some(Kind::Payments)),
            (
                "Uber Data/Driver/23a - Driver Lifetime Trips.csv",
                Some(Kind::Trips),
            ),
            ("Courier Lifetime Trip Data.csv", Some(Kind::Trips)),
            ("driver_online_offline.csv", Some(Kind::States)),
            (
                "8 - Driver Dispatches Offered and Accepted.csv",
                Some(Kind::Periods),
            ),
            ("Courses proposées et acceptées.csv", Some(Kind::Periods)),
            ("Driver Payments.pdf", None),
        ] {
            assert_eq!(names.kind(name), kind, "{name}");
        }
    }
}
