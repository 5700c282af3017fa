//! Spreadsheets in XLSX: the first sheet, whose first row names the columns.

use crate::card::Card;
use crate::error::DonationError;
use crate::limits::Limits;
use crate::reader::Reader;
use crate::table::{self, Grid};
use calamine::{DataRef, Reader as _, Xlsx};
use capstan_data::error::At;
use capstan_data::pay::Units;
use std::collections::BTreeMap;
use std::io::Cursor;

/// More columns than this are not those of a person's table.
const COLUMNS: u32 = 200;

/// The jobs in a spreadsheet. Its amounts are in major units unless the reader
/// was told otherwise: a sheet shows 56.00 and holds 56.
pub(crate) fn read(reader: &Reader, file: &str, bytes: &[u8]) -> Result<Vec<Card>, DonationError> {
    let grid = grid(file, bytes, &reader.limits)?;
    let mut reader = reader.clone();
    if reader.mapping.units == Units::Guess {
        reader.mapping.units = Units::Major;
    }
    table::grid(&reader, file, grid, "table")
}

fn grid(file: &str, bytes: &[u8], limits: &Limits) -> Result<Grid, DonationError> {
    let broken = |why: String| {
        DonationError::refused(
            file,
            format!("a spreadsheet that cannot be read ({why})"),
            "a whole one in XLSX, with the names of columns in its first row",
            "Save the sheet as CSV and send that.",
        )
    };
    let failed = |e: calamine::XlsxError| broken(e.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(failed)?;
    let sheet = book.sheet_names().first().cloned();
    let sheet = sheet.ok_or_else(|| broken("it has no sheet".into()))?;
    // Cell by cell: one cell far out would make a whole sheet of empty ones.
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(failed)?;
    let mut rows: BTreeMap<u32, BTreeMap<usize, String>> = BTreeMap::new();
    let mut count = 0;
    while let Some(cell) = cells.next_cell().map_err(failed)? {
        let (row, column) = cell.get_position();
        count += 1;
        if column >= COLUMNS || count > limits.cells || rows.len() > limits.rows {
            let (rows, cells) = (limits.rows, limits.cells);
            let most = format!("it has more than {COLUMNS} columns, {rows} rows or {cells} cells");
            return Err(broken(most));
        }
        let text = text(cell.get_value());
        if !text.is_empty() {
            rows.entry(row).or_default().insert(column as usize, text);
        }
    }
    let mut rows = rows.into_iter();
    let header = rows.next().ok_or_else(|| broken("it is empty".into()))?.1;
    let width = header.last_key_value().map_or(0, |(&last, _)| last + 1);
    let filled = |mut cells: BTreeMap<usize, String>| -> Vec<String> {
        (0..width)
            .map(|at| cells.remove(&at).unwrap_or_default())
            .collect()
    };
    Ok(Grid {
        header: filled(header),
        rows: rows
            .map(|(row, cells)| (At::Row(u64::from(row) + 1), filled(cells)))
            .collect(),
    })
}

fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        // Sums in a sheet end in digits that nobody wrote: 14.580000000000002.
        DataRef::Float(x) => ((x * 1e6).round() / 1e6).to_string(),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let day = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => format!("{day}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::zip;
    use capstan_data::pay::Field;

    /// A spreadsheet with these cells of its only sheet, as XML.
    fn sheet(cells: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let package = "http://schemas.openxmlformats.org/package/2006";
        let book = format!(
            r#"<workbook xmlns="{main}" xmlns:r="{of}"><sheets><sheet name="Pay" sheetId="1" r:id="rId1"/></sheets></workbook>"#
        );
        let links = format!(
            r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{of}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
        );
        let sheet =
            format!(r#"<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>"#);
        let root = format!(
            r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{of}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
        );
        zip(&[
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", links.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }

    fn words(row: u32, words: &[&str]) -> String {
        let cell = |(at, word): (usize, &&str)| {
            let column = char::from(b'A' + at as u8);
            format!(r#"<c r="{column}{row}" t="inlineStr"><is><t>{word}</t></is></c>"#)
        };
        let cells: String = words.iter().enumerate().map(cell).collect();
        format!(r#"<row r="{row}">{cells}</row>"#)
    }

    #[test]
    fn sheets_are_read_with_their_rows_and_whole_dollars() {
        let cells = words(2, &["worker", "base", "tip", "currency"])
            + r#"<row r="4"><c r="A4" t="inlineStr"><is><t>w</t></is></c><c r="B4"><v>14.580000000000002</v></c><c r="C4"><v>5</v></c><c r="D4" t="inlineStr"><is><t>USD</t></is></c></row>"#;
        let cards = Reader::default()
            .bytes("s.xlsx", &sheet(&cells))
            .expect("a sheet");
        assert_eq!(cards[0].number(Field::Base), Some(1458));
        assert_eq!(cards[0].number(Field::Tip), Some(500));
        let wrong = cells.replace("<v>5</v>", "<v>5.005</v>");
        let said = Reader::default()
            .bytes("s.xlsx", &sheet(&wrong))
            .expect_err("a part of a cent");
        assert!(
            said.to_string()
                .starts_with("s.xlsx, row 4, field tip: found \"5.005\""),
            "{said}"
        );
    }

    #[test]
    fn a_cell_far_out_does_not_fill_memory() {
        let cells = words(1, &["worker", "base", "currency"])
            + r#"<row r="1048576"><c r="B1048576"><v>1.00</v></c></row>"#;
        let said = Reader::default()
            .bytes("s.xlsx", &sheet(&cells))
            .expect_err("no currency");
        assert!(
            said.to_string().contains("row 1048576, field currency"),
            "{said}"
        );
        let wide = cells.replace("B1048576", "XFD1048576");
        let said = Reader::default()
            .bytes("s.xlsx", &sheet(&wide))
            .expect_err("wide");
        assert!(said.to_string().contains("more than 200 columns"), "{said}");
    }
}
