//! Tables of jobs that people keep themselves: text and spreadsheets, with
//! columns called as they like.

use crate::card::Card;
use crate::error::DonationError;
use crate::ocr::amount::amount;
use crate::reader::Reader;
use capstan_data::error::At;
use capstan_data::pay::{self, Field, PayEvent, Units};
use std::collections::BTreeMap;

/// Which columns of a table hold what.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The name of the column of a field, whatever its case.
    pub columns: BTreeMap<Field, String>,
    /// The currency, where no column says it.
    pub currency: Option<capstan_data::Currency>,
    /// The platform, where no column says it.
    pub platform: Option<String>,
    /// What amounts count.
    pub units: Units,
}

/// A table before its fields are understood.
pub(crate) struct Grid {
    pub header: Vec<String>,
    pub rows: Vec<(At, Vec<String>)>,
}

/// Who stands for the worker where the table names nobody.
const NOBODY: &str = "-";

/// The jobs in a table as text.
pub(crate) fn text(reader: &Reader, file: &str, bytes: &[u8]) -> Result<Vec<Card>, DonationError> {
    reader.limits.of_table(file, bytes)?;
    grid(reader, file, Grid::parse(file, bytes)?, "table")
}

/// The jobs in a table.
pub(crate) fn grid(
    reader: &Reader,
    file: &str,
    mut grid: Grid,
    source: &str,
) -> Result<Vec<Card>, DonationError> {
    let mapping = &reader.mapping;
    for (field, column) in &mapping.columns {
        let at = grid
            .header
            .iter()
            .position(|h| h.trim().eq_ignore_ascii_case(column.trim()));
        let at = at.ok_or_else(|| {
            DonationError::refused(
                file,
                format!("the columns {}", grid.header.join(", ")),
                format!("a column {column:?}, which was said to hold {field}"),
                "Check the name of the column.",
            )
        })?;
        grid.header[at] = field.name().to_owned();
    }
    let currency = mapping.currency.map(|c| c.code().to_owned());
    grid.fill(Field::Worker, Some(NOBODY.to_owned()));
    grid.fill(Field::Currency, currency);
    grid.fill(Field::Platform, mapping.platform.clone());
    grid.fill(Field::Source, Some(source.to_owned()));
    grid.bare_amounts();
    let events = pay::of_rows(file, &grid.header, &grid.rows, mapping.units)?;
    Ok(events
        .events
        .iter()
        .map(|event| card(file, event))
        .collect())
}

/// An event that was typed or exported as a card, without any doubt of ours.
fn card(file: &str, event: &PayEvent) -> Card {
    let mut card = Card::of_event(file, event);
    if event.worker == NOBODY {
        card.readings.remove(&Field::Worker);
    }
    card
}

impl Grid {
    /// A table as text with a header; commas, semicolons or tabs stand between
    /// its columns.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, DonationError> {
        let (header, rows) = pay::rows(file, bytes)?;
        Ok(Self { header, rows })
    }

    /// The column called `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header
            .iter()
            .position(|h| h.trim().eq_ignore_ascii_case(name))
    }

    /// Puts `value` where a field is empty, or has no column.
    fn fill(&mut self, field: Field, value: Option<String>) {
        let Some(value) = value else {
            return;
        };
        let at = self.column(field.name()).unwrap_or_else(|| {
            self.header.push(field.name().to_owned());
            self.rows
                .iter_mut()
                .for_each(|(_, row)| row.push(String::new()));
            self.header.len() - 1
        });
        for (_, row) in &mut self.rows {
            if let Some(cell) = row.get_mut(at)
                && cell.trim().is_empty()
            {
                cell.clone_from(&value);
            }
        }
    }

    /// Takes signs of currencies and marks of thousands out of amounts, where
    /// what remains is sure.
    fn bare_amounts(&mut self) {
        let money: Vec<usize> = Field::MONEY
            .iter()
            .filter_map(|f| self.column(f.name()))
            .collect();
        for (_, row) in &mut self.rows {
            for &at in &money {
                let Some(cell) = row.get_mut(at) else {
                    continue;
                };
                let symbol = ["$", "€", "£"]
                    .into_iter()
                    .find(|s| cell.contains(s))
                    .unwrap_or("$");
                let read = amount(cell, symbol, 2).filter(|a| a.clean);
                let marked = cell.contains([',', '$', '€', '£']);
                if let Some(read) = read.filter(|_| marked) {
                    let (sign, minor) = (if read.minor < 0 { "-" } else { "" }, read.minor.abs());
                    *cell = format!("{sign}{}.{:02}", minor / 100, minor % 100);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Value;

    fn reader(columns: &[(Field, &str)]) -> Reader {
        Reader {
            mapping: Mapping {
                columns: columns.iter().map(|&(f, c)| (f, c.to_owned())).collect(),
                currency: "USD".parse().ok(),
                platform: Some("shipt".into()),
                units: Units::Guess,
            },
            worker: Some("w7".into()),
            ..Reader::default()
        }
    }

    #[test]
    fn columns_are_called_as_people_like() {
        let reader = reader(&[
            (Field::Base, "Pay"),
            (Field::OrderTotal, "receipt"),
            (Field::Start, "Day"),
        ]);
        let text = "Day;Receipt;Pay;tip;note\n2020-08-24;\"$1,024.37\";14,58;;first\n2020-08-25;56.00;9.43;0.00;\n";
        let cards = reader.bytes("mine.csv", text.as_bytes()).expect("a table");
        let first = cards[0].event();
        assert_eq!(
            (first.base, first.order_total, first.tip),
            (Some(1458), Some(102_437), None)
        );
        assert_eq!(
            (first.worker.as_str(), first.platform.as_deref()),
            ("w7", Some("shipt"))
        );
        assert_eq!(cards[1].number(Field::Tip), Some(0));
        assert_eq!(
            cards[0].value(Field::Source),
            Some(&Value::Text("table".into()))
        );
        assert!(cards.iter().all(|c| c.questions().next().is_none()));
    }

    #[test]
    fn errors_name_the_column_and_the_line() {
        let reader = reader(&[(Field::Base, "Pay")]);
        let said = |text: &str| {
            reader
                .bytes("m.csv", text.as_bytes())
                .expect_err(text)
                .to_string()
        };
        assert_eq!(
            said("day,tip\n1,2.00\n"),
            "m.csv: found the columns day, tip; expected a column \"Pay\", which was said to hold base. Check the name of the column."
        );
        assert!(said("Pay\n\ntwelve\n").starts_with("m.csv, line 3, field base: found \"twelve\""));
    }
}
