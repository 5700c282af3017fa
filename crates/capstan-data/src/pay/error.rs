//! What can be wrong with a file of pay events.

use crate::error::{At, Place};

/// Why a file of pay events could not be read or written. Nothing was changed
/// by the attempt.
#[derive(Debug, thiserror::Error)]
pub enum PayError {
    /// The file is not there or may not be read.
    #[error(
        "{file}: found no file that can be read ({why}); expected a readable file of pay events. Check the path and who may read it."
    )]
    Unreadable {
        /// The file.
        file: String,
        /// What the operating system says.
        why: std::io::Error,
    },
    /// The file is no text in UTF-8.
    #[error(
        "{file}, line {line}: found bytes that are no text in UTF-8; expected a table with a header, as CSV. Save the file as CSV in UTF-8."
    )]
    NotText {
        /// The file.
        file: String,
        /// The line.
        line: u64,
    },
    /// There is no row.
    #[error(
        "{file}: found no row of pay events; expected a header and a row below it for each job. Check that the file was written whole."
    )]
    Empty {
        /// The file.
        file: String,
    },
    /// A column that is needed is not there.
    #[error(
        "{file}, line 1: found the columns {columns}; expected {wanted}. Name the columns as in worker, platform, start, end, base, promotion, tip, total, order_total, currency, source."
    )]
    MissingColumn {
        /// The file.
        file: String,
        /// The columns there are.
        columns: String,
        /// What was looked for.
        wanted: &'static str,
    },
    /// A column that stands there twice.
    #[error(
        "{file}, line 1: found the column {column} twice; expected it once. Remove or rename one of the two."
    )]
    TwiceColumn {
        /// The file.
        file: String,
        /// The column.
        column: &'static str,
    },
    /// A row with more or fewer fields than the header.
    #[error(
        "{file}, {at}: found {found} fields; expected {expected}, as in the header. Put texts that hold the separator in quotes."
    )]
    FieldCount {
        /// The file.
        file: String,
        /// The line.
        at: At,
        /// How many fields there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A field that cannot be what it should be.
    #[error("{place}: {why}")]
    Field {
        /// Where.
        place: Place,
        /// What was found, what was expected and what to do.
        why: String,
    },
}
