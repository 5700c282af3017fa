//! What can be wrong with a file, said so that a person can put it right.
//!
//! Every message names the file, the place in it, what was found there, what
//! was expected, and what to do next.

use std::fmt;

/// A line of a text file, or a row of a file that has no lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// A line of the file, from 1, the header counted.
    Line(u64),
    /// A row of a table without lines (Parquet), from 1.
    Row(u64),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            At::Line(n) => write!(f, "line {n}"),
            At::Row(n) => write!(f, "row {n}"),
        }
    }
}

/// One field of one record of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, as it was named to us.
    pub file: String,
    /// The line or row.
    pub at: At,
    /// The name of the column.
    pub field: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, field {}", self.file, self.at, self.field)
    }
}

/// A second rating of one item by one user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The file.
    pub file: String,
    /// Where the earlier rating stands.
    pub first: At,
    /// Where the later rating stands.
    pub second: At,
    /// The columns of user and item.
    pub fields: [String; 2],
    /// The ids of user and item.
    pub ids: [String; 2],
}

/// Why a data set could not be read. Nothing was changed by the attempt.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// The file is not there or may not be read.
    #[error(
        "{file}: found no file that can be read ({why}); expected a readable file. Check the path and who may read it."
    )]
    Unreadable {
        /// The file.
        file: String,
        /// What the operating system says.
        why: std::io::Error,
    },
    /// What was read could not be kept.
    #[error("cannot keep what was read: {why}; free some space, or choose another folder")]
    Unwritable {
        /// What the operating system says.
        why: std::io::Error,
    },
    /// There is nothing in the file.
    #[error(
        "{file}, line 1: found nothing; expected a header or a first row. The file is empty: check that it was copied or downloaded whole."
    )]
    Empty {
        /// The file.
        file: String,
    },
    /// There is a header and nothing below it.
    #[error(
        "{file}, line {line}: found a header ({columns}) and no row below it; expected at least one row. Check that the file was written whole."
    )]
    HeaderOnly {
        /// The file.
        file: String,
        /// The line of the header.
        line: u64,
        /// The columns it names.
        columns: String,
    },
    /// The file is no text that we can read.
    #[error(
        "{file}, line {line}: found {found}; expected text in UTF-8, gzip of it, or Parquet. {advice}"
    )]
    NotText {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What the file seems to be.
        found: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// One column where several are needed.
    #[error(
        "{file}, line {line}: found one column, {found:?}, with {delimiter} between columns; expected at least two columns. {advice}"
    )]
    WrongDelimiter {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// The only column.
        found: String,
        /// What was taken to stand between columns.
        delimiter: String,
        /// What to do.
        advice: String,
    },
    /// A column that is needed is not there.
    #[error(
        "{file}, line {line}: found the columns {columns}; expected {wanted}. Name the column with {option} COLUMN.{advice}"
    )]
    MissingColumn {
        /// The file.
        file: String,
        /// The line of the header; 1 where there is none.
        line: u64,
        /// The columns there are.
        columns: String,
        /// What was looked for.
        wanted: String,
        /// The option that names this column.
        option: &'static str,
        /// What else could be done; starts with a space, or is empty.
        advice: &'static str,
    },
    /// Two columns of one name.
    #[error(
        "{file}, line {line}: found two columns called {name:?}; expected each name once. Rename or remove one of them."
    )]
    ColumnTwice {
        /// The file.
        file: String,
        /// The line of the header.
        line: u64,
        /// The name.
        name: String,
    },
    /// A record with more or fewer fields than the first.
    #[error(
        "{file}, line {line}: found {found} fields; expected {expected}, as in the first line. If a text holds {delimiter}, put the text in quotes; check that every quote is closed."
    )]
    FieldCount {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// How many fields there are.
        found: usize,
        /// How many there should be.
        expected: usize,
        /// What stands between columns.
        delimiter: String,
    },
    /// A user or item without an id.
    #[error("{0}: found nothing; expected an id. Fill in the id or remove the record.")]
    EmptyId(Box<Place>),
    /// An id that is not UTF-8.
    #[error(
        "{place}: found {found:?}, which is not UTF-8; expected an id in UTF-8. Save the file as UTF-8."
    )]
    NotUtf8 {
        /// Where.
        place: Box<Place>,
        /// The id, with marks for what could not be read.
        found: String,
    },
    /// A rating that is no number, or not a finite one.
    #[error(
        "{place}: found {found:?}; expected a finite number such as 4 or 3.5. Correct the record, or name another column with --rating."
    )]
    NotANumber {
        /// Where.
        place: Box<Place>,
        /// What stands there.
        found: String,
    },
    /// A feature or label that is no number, or not a finite one.
    #[error(
        "{place}: found {found:?} as a {what}; expected a finite number such as 4 or 3.5. Correct the record, or leave it out."
    )]
    NotANumberHere {
        /// Where.
        place: Box<Place>,
        /// What stands there.
        found: String,
        /// What it should be.
        what: &'static str,
    },
    /// A field that must not be empty.
    #[error("{0}: found nothing; expected a value. Fill it in or remove the record.")]
    EmptyField(Box<Place>),
    /// A rating outside the scale that was set.
    #[error(
        "{place}: found {found}; expected a rating from {min} to {max}. Correct the record, or set another scale with --scale."
    )]
    OutsideScale {
        /// Where.
        place: Box<Place>,
        /// The rating.
        found: f32,
        /// The lowest rating of the scale.
        min: f32,
        /// The highest rating of the scale.
        max: f32,
    },
    /// A time that is none.
    #[error(
        "{place}: found {found:?}; expected seconds or milliseconds since 1970, or a date such as 2024-05-31 or 2024-05-31T18:30:00Z. Correct the record, name another column with --time, or read no times with --time none."
    )]
    BadTime {
        /// Where.
        place: Box<Place>,
        /// What stands there.
        found: String,
    },
    /// Two ratings of one item by one user.
    #[error(
        "{}, {}, fields {} and {}: found a second rating of item {:?} by user {:?}, after the one in {}; expected one. Remove one of them, or choose with --duplicates last or --duplicates mean.",
        .0.file, .0.second, .0.fields[0], .0.fields[1], .0.ids[1], .0.ids[0], .0.first
    )]
    Duplicate(Box<Pair>),
    /// A gzip file that ends too early.
    #[error(
        "{file}, line {line}: found the end of the file inside a gzip block, after this last whole line; expected the rest of it. The file is cut: copy or download it again."
    )]
    CutGzip {
        /// The file.
        file: String,
        /// The last line that could be read whole; 0 if there is none.
        line: u64,
    },
    /// A gzip file with wrong bytes in it.
    #[error(
        "{file}, line {line}: found broken gzip data after this last whole line ({why}); expected gzip to the end. Copy or download the file again."
    )]
    BrokenGzip {
        /// The file.
        file: String,
        /// The last line that could be read whole; 0 if there is none.
        line: u64,
        /// What the decoder says.
        why: String,
    },
    /// A Parquet file that cannot be decoded.
    #[error(
        "{file}, row {row}: found Parquet data that cannot be decoded after this last row ({why}); expected whole Parquet. Write or download the file again."
    )]
    BrokenParquet {
        /// The file.
        file: String,
        /// The last row that was read; 0 if there is none.
        row: u64,
        /// What the decoder says.
        why: String,
    },
    /// A Parquet column of a type that cannot be what it should be.
    #[error(
        "{file}, column {field}: found values of type {found}; expected {expected}. Name another column with {option}, or write the file with another type."
    )]
    ColumnType {
        /// The file.
        file: String,
        /// The column.
        field: String,
        /// Its type.
        found: String,
        /// What could be read.
        expected: &'static str,
        /// The option that names this column.
        option: &'static str,
    },
    /// More than 2^32 distinct ids.
    #[error(
        "{0}: found more than 4294967296 distinct ids; expected no more. Split the file, or check that this column holds ids."
    )]
    TooManyIds(Box<Place>),
    /// More ratings than may be.
    #[error(
        "{file}, {at}: found more than {most} ratings; expected no more. Split the file, or take a sample of it."
    )]
    TooManyRatings {
        /// How many may be.
        most: u32,
        /// The file.
        file: String,
        /// The first rating that is too many.
        at: At,
    },
    /// An id that stands twice in a side table.
    #[error(
        "{place}: found {id:?} again, after {first}; expected each id once. Remove one of the two rows."
    )]
    TwiceInTable {
        /// Where.
        place: Box<Place>,
        /// The id.
        id: String,
        /// Where it stood first.
        first: At,
    },
    /// A folder without a file we know.
    #[error(
        "{file}: found a folder with {found}; expected one of {expected} in it. Name the file itself."
    )]
    NoKnownFile {
        /// The folder.
        file: String,
        /// What is in it.
        found: String,
        /// The names that are known.
        expected: String,
    },
    /// An option that makes no sense.
    #[error("option {option}: found {found}; expected {expected}. Change or leave out the option.")]
    BadOption {
        /// The option.
        option: &'static str,
        /// What was given.
        found: String,
        /// What could be given.
        expected: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Box<Place> {
        Box::new(Place {
            file: "r.csv".into(),
            at: At::Line(9),
            field: "userId".into(),
        })
    }

    /// The messages that the readers' own tests do not hold whole.
    #[test]
    fn messages_say_where_what_and_what_to_do() {
        let file = || "r.gz".to_owned();
        let missing = std::io::Error::new(std::io::ErrorKind::NotFound, "not there");
        let messages = [
            (
                DataError::Unreadable {
                    file: file(),
                    why: missing,
                },
                "r.gz: found no file that can be read (not there); expected a readable file. Check the path and who may read it.",
            ),
            (
                DataError::NotText {
                    file: file(),
                    line: 1,
                    found: "a zip archive",
                    advice: "Unpack it and name the file inside.",
                },
                "r.gz, line 1: found a zip archive; expected text in UTF-8, gzip of it, or Parquet. Unpack it and name the file inside.",
            ),
            (
                DataError::CutGzip {
                    file: file(),
                    line: 81,
                },
                "r.gz, line 81: found the end of the file inside a gzip block, after this last whole line; expected the rest of it. The file is cut: copy or download it again.",
            ),
            (
                DataError::BrokenGzip {
                    file: file(),
                    line: 81,
                    why: "corrupt".into(),
                },
                "r.gz, line 81: found broken gzip data after this last whole line (corrupt); expected gzip to the end. Copy or download the file again.",
            ),
            (
                DataError::BrokenParquet {
                    file: file(),
                    row: 7,
                    why: "EOF".into(),
                },
                "r.gz, row 7: found Parquet data that cannot be decoded after this last row (EOF); expected whole Parquet. Write or download the file again.",
            ),
            (
                DataError::TooManyIds(place()),
                "r.csv, line 9, field userId: found more than 4294967296 distinct ids; expected no more. Split the file, or check that this column holds ids.",
            ),
            (
                DataError::TooManyRatings {
                    most: u32::MAX,
                    file: file(),
                    at: At::Row(4_294_967_296),
                },
                "r.gz, row 4294967296: found more than 4294967295 ratings; expected no more. Split the file, or take a sample of it.",
            ),
        ];
        for (error, message) in messages {
            assert_eq!(error.to_string(), message);
        }
    }
}
