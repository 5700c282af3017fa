//! The texts of a table with a header.

use crate::error::At;
use crate::pay::PayError;

/// Rows with their places, each as long as the header.
pub type Rows = Vec<(At, Vec<String>)>;

/// The header and the rows of a table as text: commas, semicolons or tabs
/// stand between its columns, whichever are most in the first line. Spaces
/// around a field are left out, and so are rows without any text.
///
/// # Errors
/// If it is not UTF-8, or a row is longer or shorter than the header.
pub fn rows(file: &str, bytes: &[u8]) -> Result<(Vec<String>, Rows), PayError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.split(|&b| b == b'\n').next().unwrap_or(bytes);
    let count = |d: u8| head.iter().filter(|&&b| b == d).count();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|&d| count(d));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let not_text = |e: csv::Error| PayError::NotText {
        file: file.to_owned(),
        line: e.position().map_or(1, csv::Position::line),
    };
    let texts = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = texts(reader.headers().map_err(not_text)?);
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(not_text)?;
        if row.iter().all(str::is_empty) {
            continue;
        }
        let at = At::Line(row.position().map_or(0, |p| line(bytes, p)));
        if row.len() != header.len() {
            return Err(PayError::FieldCount {
                file: file.to_owned(),
                at,
                found: row.len(),
                expected: header.len(),
            });
        }
        rows.push((at, texts(&row)));
    }
    Ok((header, rows))
}

/// The line that a record begins on: the place is where the one before ended,
/// and blank lines may lie between.
fn line(bytes: &[u8], place: &csv::Position) -> u64 {
    let rest = usize::try_from(place.byte())
        .ok()
        .and_then(|at| bytes.get(at..));
    let blank = rest
        .unwrap_or_default()
        .iter()
        .take_while(|b| b"\r\n".contains(b));
    place.line() + blank.filter(|&&b| b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_lines() {
        let text = b"a;b,c;d\r\n\r\n1;2;3\r\n;;\r\n\"x\ny\";5;6\n7;8;9";
        let (header, rows) = rows("f", text).expect("a table");
        assert_eq!(header, ["a", "b,c", "d"]);
        let lines: Vec<At> = rows.iter().map(|r| r.0).collect();
        assert_eq!(lines, [At::Line(3), At::Line(5), At::Line(7)]);
        assert_eq!(rows[1].1, ["x\ny", "5", "6"]);
    }
}
