//! Rates that change with place and time: what a mile costs, the least an hour
//! must be paid.

use super::{Fault, Place, Title, text_of, toml_of};
use crate::error::AuditError;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use std::path::Path;

/// The rates that come with Capstan: their files by name.
const SHIPPED: [(&str, &str); 2] = [
    (
        "us-irs-mileage",
        include_str!("../../rules/us-irs-mileage.toml"),
    ),
    (
        "us-minimum-wage",
        include_str!("../../rules/us-minimum-wage.toml"),
    ),
];

/// A rate at one place from one day on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The place, as in ISO 3166-2: `US`, `US-NY`, and further parts after
    /// further hyphens.
    pub place: String,
    /// From which day it holds.
    #[serde(deserialize_with = "day")]
    pub from: Date,
    /// The rate, in major units.
    pub value: f64,
    /// Where it was published.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    place: String,
    #[serde(deserialize_with = "day")]
    on: Date,
    value: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    version: u32,
    per: String,
    currency: String,
    title: Title,
    rate: Vec<Rate>,
    #[serde(default)]
    example: Vec<Example>,
}

/// A dated table of rates.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// What it is called.
    pub name: String,
    /// The version of its file.
    pub version: u32,
    /// What it is a rate for: `mile` or `hour`.
    pub per: String,
    /// The code of its currency.
    pub currency: String,
    /// What it is, in words.
    pub title: Title,
    /// The rates.
    pub rates: Vec<Rate>,
    /// The file as it was read, which makes the same table again.
    pub text: String,
}

impl Rates {
    /// The names of the tables that come with Capstan.
    pub fn names() -> Vec<&'static str> {
        SHIPPED.iter().map(|(name, _)| *name).collect()
    }

    /// The table called `name`, or that of the file `name` if it ends in
    /// `.toml`.
    ///
    /// # Errors
    /// If there is none, or its file cannot be used.
    pub fn find(name: &str) -> Result<Self, AuditError> {
        if name.ends_with(".toml") && Path::new(name).exists() {
            return Self::parse(name, &text_of(name)?);
        }
        let plain = name.strip_suffix(".toml").unwrap_or(name);
        let shipped = SHIPPED.iter().find(|(known, _)| *known == plain);
        let (_, text) = shipped.ok_or_else(|| AuditError::NoRule {
            found: name.to_owned(),
            known: Self::names().join(", "),
        })?;
        Self::parse(&format!("{plain}.toml"), text)
    }

    /// The table that `text` describes; `file` is the name that errors say.
    ///
    /// # Errors
    /// If it cannot be used, or does not give what its own examples say.
    pub fn parse(file: &str, text: &str) -> Result<Self, AuditError> {
        let read: File = toml_of(file, text)?;
        let table = Self {
            name: read.name,
            version: read.version,
            per: read.per,
            currency: read.currency,
            title: read.title,
            rates: read.rate,
            text: text.to_owned(),
        };
        let wrong = |place: &'static str, why: Fault| AuditError::Rule {
            file: file.to_owned(),
            place: Place::Field(place),
            why,
        };
        if !["mile", "hour"].contains(&table.per.as_str()) {
            let found = table.per;
            return Err(wrong("per", Fault::Per { found }));
        }
        if let Some(rate) = table.rates.iter().find(|r| !(0.0..).contains(&r.value)) {
            let found = rate.value;
            return Err(wrong("rate", Fault::Rate { found }));
        }
        for example in &read.example {
            let found = table.on(&example.place, example.on);
            if found.is_none_or(|r| r.value != example.value) {
                let why = Fault::RateExample {
                    place: example.place.clone(),
                    on: example.on.to_string(),
                    found: found.map(|rate| rate.value),
                    expected: example.value,
                };
                return Err(wrong("example", why));
            }
        }
        Ok(table)
    }

    /// The rate that holds at `place` on `day`: the latest of the place itself,
    /// else of the place that it is part of, and so on.
    pub fn on(&self, place: &str, day: Date) -> Option<&Rate> {
        let mut place = place;
        loop {
            let here = |r: &&Rate| r.place.eq_ignore_ascii_case(place) && r.from <= day;
            let latest = self.rates.iter().filter(here).max_by_key(|r| r.from);
            if latest.is_some() {
                return latest;
            }
            place = place.rsplit_once('-')?.0;
        }
    }
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = String::deserialize(from)?;
    let wrong = |_| serde::de::Error::custom(format!("{text:?} is no day such as 2019-02-01"));
    text.parse().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(table: &Rates, place: &str, day: &str) -> Option<f64> {
        let day = day.parse().expect("a day");
        table.on(place, day).map(|r| r.value)
    }

    #[test]
    fn shipped_tables_hold_their_examples_and_say_where_they_are_from() {
        for name in Rates::names() {
            let table = Rates::find(name).expect(name);
            assert_eq!(table.name, name);
            assert!(table.rates.iter().all(|r| !r.source.is_empty()));
        }
    }

    #[test]
    fn the_latest_rate_of_the_nearest_place_holds() {
        let miles = Rates::find("us-irs-mileage").expect("a table");
        for (day, value) in [
            ("2020-12-31", 0.575),
            ("2021-01-01", 0.56),
            ("2022-06-30", 0.585),
            ("2022-07-01", 0.625),
            ("2023-01-01", 0.655),
            ("2024-01-01", 0.67),
            ("2025-06-01", 0.70),
        ] {
            assert_eq!(on(&miles, "us", day), Some(value), "{day}");
        }
        assert_eq!(on(&miles, "US", "2019-12-31"), None);
        assert_eq!(on(&miles, "CA-ON", "2020-12-31"), None);
        let wages = Rates::find("us-minimum-wage").expect("a table");
        assert_eq!(on(&wages, "US-NY-NYC", "2019-02-01"), Some(15.0));
        assert_eq!(on(&wages, "US-NY", "2019-02-01"), Some(11.1));
        assert_eq!(on(&wages, "b city", "2020-02-01"), None);
    }

    #[test]
    fn bad_tables_are_refused() {
        let table = "name = 'a'\nversion = 1\nper = 'mile'\ncurrency = 'USD'\n[title]\nen = 'a'\nes = 'a'\n[[rate]]\nplace = 'US'\nfrom = '2020-01-01'\nvalue = 0.5\nsource = 's'\n[[example]]\nplace = 'US'\non = '2020-02-01'\nvalue = 0.5\n";
        Rates::parse("a.toml", table).expect("a table");
        for (from, to, said) in [
            (
                "per = 'mile'",
                "per = 'yard'",
                "field per: found \"yard\"; expected mile or hour",
            ),
            (
                "value = 0.5\nsource",
                "value = -1\nsource",
                "field rate: found -1",
            ),
            (
                "on = '2020-02-01'",
                "on = '2019-02-01'",
                "the rates give nothing in US on 2019-02-01; expected 0.5",
            ),
            (
                "from = '2020-01-01'",
                "from = 'soon'",
                "line 10: found something else than expected: \"soon\" is no day",
            ),
        ] {
            let text = table.replacen(from, to, 1);
            let error = Rates::parse("a.toml", &text).expect_err(to).to_string();
            assert!(error.contains(said), "{to}: {error}");
        }
    }
}
