//! The reader of files of pay events.

use crate::error::{At, Place};
use crate::money::Currency;
use crate::pay::rows::rows;
use crate::pay::{Field, PayError, PayEvent, Record};
use std::path::Path;
use std::str::FromStr;

/// What the amounts of a file count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// Whichever the file shows: major units if any amount in it has a point,
    /// minor units if none has.
    #[default]
    Guess,
    /// Dollars, euros: `14.58`.
    Major,
    /// Cents: `1458`.
    Minor,
}

/// What a file of pay events holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The events, in the order of the file.
    pub events: Vec<PayEvent>,
    /// Where in the file each event stands.
    pub places: Vec<At>,
    /// What the amounts of the file were taken to count; never
    /// [`Units::Guess`].
    pub units: Units,
    /// Columns that mean nothing to us and were passed over.
    pub ignored: Vec<String>,
}

/// Reads the pay events in the file at `path`: a table with a header, with
/// columns called by the names of [`Field`]s, in any order, between commas,
/// semicolons or tabs. The worker, the currency and one column of money at
/// least must be there; a column that is left out, or an empty field, is
/// missing.
///
/// # Errors
/// If the file cannot be read, or a field of it is not what it should be.
pub fn read(path: &Path, units: Units) -> Result<Events, PayError> {
    let file = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => read_bytes(&file, &bytes, units),
        Err(why) => Err(PayError::Unreadable { file, why }),
    }
}

/// As [`read`], from bytes; `file` is the name that errors say.
///
/// # Errors
/// As [`read`].
pub fn read_bytes(file: &str, bytes: &[u8], units: Units) -> Result<Events, PayError> {
    let (header, rows) = rows(file, bytes)?;
    of_rows(file, &header, &rows, units)
}

/// As [`read`], from the texts of a header and of rows with their places.
///
/// # Errors
/// As [`read`].
pub fn of_rows(
    file: &str,
    header: &[String],
    rows: &[(At, Vec<String>)],
    units: Units,
) -> Result<Events, PayError> {
    let columns = Columns::of(file, header)?;
    if rows.is_empty() {
        return Err(PayError::Empty {
            file: file.to_owned(),
        });
    }
    let pointed = |row: &[String]| {
        let cells = columns.fields.iter().zip(row);
        let mut money = cells.filter(|(f, _)| f.is_some_and(|f| Field::MONEY.contains(&f)));
        money.any(|(_, cell)| cell.contains('.'))
    };
    let units = match units {
        Units::Guess if rows.iter().any(|(_, row)| pointed(row)) => Units::Major,
        Units::Guess => Units::Minor,
        said => said,
    };
    let event = |(at, row): &(At, Vec<String>)| {
        Row {
            file,
            at: *at,
            units,
        }
        .event(&columns, row)
    };
    Ok(Events {
        events: rows.iter().map(event).collect::<Result<_, _>>()?,
        places: rows.iter().map(|r| r.0).collect(),
        units,
        ignored: columns.ignored,
    })
}

/// What the columns of a file hold.
struct Columns {
    fields: Vec<Option<Field>>,
    confidence: Option<usize>,
    ignored: Vec<String>,
}

/// The column that says how sure the readings of a row are.
pub(crate) const CONFIDENCE: &str = "confidence";

impl Columns {
    fn of(file: &str, header: &[String]) -> Result<Self, PayError> {
        let mut columns = Self {
            fields: Vec::with_capacity(header.len()),
            confidence: None,
            ignored: Vec::new(),
        };
        for (at, name) in header.iter().enumerate() {
            let field = Field::of_name(name);
            if let Some(field) = field
                && columns.fields.contains(&Some(field))
            {
                return Err(PayError::TwiceColumn {
                    file: file.to_owned(),
                    column: field.name(),
                });
            }
            if name.trim().eq_ignore_ascii_case(CONFIDENCE) {
                columns.confidence = Some(at);
            } else if field.is_none() {
                columns.ignored.push(name.clone());
            }
            columns.fields.push(field);
        }
        columns.complete(file, header)?;
        Ok(columns)
    }

    fn complete(&self, file: &str, header: &[String]) -> Result<(), PayError> {
        let has = |field: Field| self.fields.contains(&Some(field));
        let wanted = if !has(Field::Worker) {
            "a column worker"
        } else if !has(Field::Currency) {
            "a column currency"
        } else if !Field::MONEY.iter().any(|&field| has(field)) {
            "a column of money such as base or total"
        } else {
            return Ok(());
        };
        Err(PayError::MissingColumn {
            file: file.to_owned(),
            columns: header.join(", "),
            wanted,
        })
    }
}

/// One row on its way to an event.
struct Row<'a> {
    file: &'a str,
    at: At,
    units: Units,
}

impl Row<'_> {
    fn event(&self, columns: &Columns, row: &[String]) -> Result<PayEvent, PayError> {
        let cell = |field: Field| {
            let at = columns.fields.iter().position(|&f| f == Some(field))?;
            row.get(at)
                .map(|text| freed(text.trim()))
                .filter(|text| !text.is_empty())
        };
        let owned = |field: Field| cell(field).map(str::to_owned);
        let mut event = PayEvent {
            worker: owned(Field::Worker).ok_or_else(|| {
                let why = "found nothing; expected a pseudonym. Fill it in, or remove the row.";
                self.wrong(Field::Worker.name(), why.to_owned())
            })?,
            platform: owned(Field::Platform).map(|p| p.to_lowercase()),
            start: self.parsed(Field::Start, cell(Field::Start))?,
            end: self.parsed(Field::End, cell(Field::End))?,
            currency: self.parsed(Field::Currency, cell(Field::Currency))?,
            source: owned(Field::Source),
            place: owned(Field::Place),
            record: match cell(Field::Record) {
                Some(text) => Some(text.parse().map_err(|()| {
                    let why = format!("found {text:?}; expected full-log or picked.");
                    self.wrong(Field::Record.name(), why)
                })?),
                None => cell(Field::Source).and_then(Record::of_source),
            },
            ..PayEvent::default()
        };
        let currency = event.currency;
        for &field in Field::ALL {
            if let Some(place) = event.number_mut(field)
                && let Some(text) = cell(field)
            {
                *place = Some(if Field::MONEY.contains(&field) {
                    self.amount(field, text, currency)?
                } else {
                    text.parse().map_err(|_| {
                        let why = format!("found {text:?}; expected a whole number.");
                        self.wrong(field.name(), why)
                    })?
                });
            }
        }
        for part in columns
            .confidence
            .and_then(|at| row.get(at))
            .map_or("", String::as_str)
            .split_whitespace()
        {
            let (field, sure) = sureness(part).ok_or_else(|| {
                let why = format!(
                    "found {part:?}; expected a column and how sure it is, from 0 to 1, such as base:0.93."
                );
                self.wrong(CONFIDENCE, why)
            })?;
            event.confidence.insert(field, sure);
        }
        Ok(event)
    }

    fn amount(&self, field: Field, text: &str, in_: Option<Currency>) -> Result<i64, PayError> {
        let Some(currency) = in_ else {
            let why = format!(
                "found nothing beside the amount {text:?} in {field}; expected a currency such as USD. Fill it in."
            );
            return Err(self.wrong(Field::Currency.name(), why));
        };
        if self.units == Units::Major {
            let money = currency.amount(text);
            return money
                .map(|m| m.minor)
                .map_err(|e| self.wrong(field.name(), e.to_string()));
        }
        text.parse().map_err(|_| {
            let why = format!(
                "found {text:?}; expected a whole number of minor units, such as 1458 for 14.58. Write every amount of the file with a point, or none."
            );
            self.wrong(field.name(), why)
        })
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(
        &self,
        field: Field,
        text: Option<&str>,
    ) -> Result<Option<T>, PayError> {
        text.map(str::parse)
            .transpose()
            .map_err(|e: T::Err| self.wrong(field.name(), e.to_string()))
    }

    fn wrong(&self, field: &str, why: String) -> PayError {
        PayError::Field {
            place: Place {
                file: self.file.to_owned(),
                at: self.at,
                field: field.to_owned(),
            },
            why,
        }
    }
}

/// A field and how sure its reading is, from `base:0.93`.
fn sureness(part: &str) -> Option<(Field, f64)> {
    let (name, sure) = part.split_once(':')?;
    let sure: f64 = sure.parse().ok()?;
    (0.0..=1.0)
        .contains(&sure)
        .then_some((Field::of_name(name)?, sure))
}

/// The text without the mark that keeps spreadsheets from taking it for a
/// formula.
fn freed(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@']) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str =
        "worker,platform,start,end,base,promotion,tip,total,order_total,currency,source\n";

    fn of(rows: &str) -> Result<Events, String> {
        let text = format!("{HEADER}{rows}");
        read_bytes("e.csv", text.as_bytes(), Units::Guess).map_err(|e| e.to_string())
    }

    #[test]
    fn missing_is_missing_and_never_zero() {
        let read =
            of("w1,Shipt,2020-08-24T16:00,2020-08-24T17:00,14.58,,0.00,14.58,,usd,screenshot\n");
        let file = read.expect("whole");
        let event = &file.events[0];
        assert_eq!(event.platform.as_deref(), Some("shipt"));
        assert_eq!(
            (event.base, event.promotion, event.tip),
            (Some(1458), None, Some(0))
        );
        assert_eq!(
            (event.total, event.order_total, event.fees),
            (Some(1458), None, None)
        );
        assert_eq!(event.record, Some(Record::Picked));
        assert_eq!((file.units, file.places), (Units::Major, vec![At::Line(2)]));
    }

    #[test]
    fn amounts_without_any_point_are_minor_units() {
        let whole = of("w1,,,,1458,,0,1458,12437,USD,\n").expect("whole");
        assert_eq!(whole.units, Units::Minor);
        assert_eq!(whole.events[0].order_total, Some(12437));
        // One point says that the whole file is in dollars, a bare 56 too.
        let mixed = of("w1,,,,9.43,,0,9.43,56,USD,\n").expect("whole");
        assert_eq!(mixed.events[0].order_total, Some(5600));
        let said = read_bytes("e.csv", b"worker,base,currency\nw,56,USD\n", Units::Major);
        assert_eq!(said.expect("whole").events[0].base, Some(5600));
    }

    #[test]
    fn order_separator_and_further_columns_are_free() {
        let text = "\u{feff}currency;Tip;worker;record;on_job_seconds;confidence;fromZip\r\n\
            EUR;2.50;'=w;full-log;1800;tip:0.5 total:1;9\r\n\r\n;;x;;;;\r\n";
        let file = read_bytes("e.csv", text.as_bytes(), Units::Guess).expect("whole");
        assert_eq!(file.ignored, ["fromZip"]);
        let [first, second] = &file.events[..] else {
            panic!("two events");
        };
        assert_eq!(first.worker, "=w");
        assert_eq!((first.tip, first.on_job), (Some(250), Some(1800)));
        assert_eq!(first.record, Some(Record::FullLog));
        assert_eq!(first.confidence[&Field::Tip], 0.5);
        assert_eq!((second.tip, second.currency), (None, None));
        assert_eq!(file.places, [At::Line(2), At::Line(4)]);
    }

    #[test]
    fn errors_say_where_what_and_what_to_do() {
        for (rows, message) in [
            ("", "e.csv: found no row of pay events;"),
            (
                ",,,,1.00,,,,,USD,\n",
                "e.csv, line 2, field worker: found nothing; expected a pseudonym.",
            ),
            (
                "w,,,,1.00,,,,,,\n",
                "e.csv, line 2, field currency: found nothing beside the amount \"1.00\" in base;",
            ),
            (
                "w,,,,1.005,,,,,USD,\n",
                "e.csv, line 2, field base: found \"1.005\"; expected at most 2 decimals",
            ),
            (
                "w,,,,NaN,,,,,USD,\n",
                "e.csv, line 2, field base: found \"NaN\"; expected a whole number of minor units",
            ),
            (
                "w,,,,1.00,,,,,USD,\nw,,24 August,,1.00,,,,,USD,\n",
                "e.csv, line 3, field start: found \"24 August\"; expected a date such as",
            ),
            (
                "w,,,,1.00,,,,,XAU,\n",
                "e.csv, line 2, field currency: found the currency \"XAU\"",
            ),
            (
                "w,,,,1.00\n",
                "e.csv, line 2: found 5 fields; expected 11, as in the header.",
            ),
        ] {
            let said = of(rows).expect_err(rows);
            assert!(said.starts_with(message), "{rows}: {said}");
        }
        let said = |text: &[u8]| {
            let error = read_bytes("e.csv", text, Units::Guess).expect_err("wrong");
            error.to_string()
        };
        assert!(said(b"worker,base\nw,1.00\n").contains("expected a column currency"));
        assert!(said(b"worker,currency\nw,USD\n").contains("a column of money"));
        assert!(said(b"base,currency\n1.00,USD\n").contains("a column worker"));
        assert!(said(b"worker,base,Base,currency\n").contains("the column base twice"));
        assert!(said(b"worker,base,currency\nw,\xff,USD\n").contains("line 2: found bytes"));
    }
}
