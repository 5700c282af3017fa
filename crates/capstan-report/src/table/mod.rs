//! Tables of typed cells, and their three dresses: terminal text, HTML and
//! CSV.

mod csv;
mod html;
mod terminal;

use crate::args;
use crate::format::Format;
use crate::words::Voice;
use capstan_stats::Interval;

pub use terminal::{Colour, paragraph};

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in CSV files, the same in every language.
    pub key: String,
    /// The head people read.
    pub head: String,
}

impl Column {
    /// A column called `key` in files and `head` for people.
    pub fn new(key: impl Into<String>, head: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            head: head.into(),
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number without an interval: something counted or chosen.
    Number(f64, Format),
    /// An estimate with its interval.
    Estimate(Interval, Format),
    /// The estimate of a difference; it is marked where its interval includes
    /// zero.
    Change(Interval, Format),
    /// A figure that is not given, with the reason.
    Refused(String),
    /// Nothing to say here.
    Empty,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A figure that is not given, with the reason.
    pub fn refused(reason: impl Into<String>) -> Self {
        Self::Refused(reason.into())
    }

    /// Whether this is a change that cannot be told from none.
    pub fn includes_zero(&self) -> bool {
        matches!(self, Self::Change(i, _) if i.low <= 0.0 && i.high >= 0.0)
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }
}

/// The mark of a change whose interval includes zero: a hollow point, as in
/// the figures.
pub const HOLLOW: &str = "○";

/// A table. The first column names the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table shows, in one line.
    pub caption: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; a short row is filled with [`Cell::Empty`], and what is
    /// beyond the columns is not shown.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// An empty table.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            caption: caption.into(),
            columns,
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows[row].get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether the column holds words, which stand left; numbers stand right.
    fn is_text(&self, column: usize) -> bool {
        (0..self.rows.len()).any(|r| self.cell(r, column).is_text())
    }

    /// The reasons for refused figures, each once, in order.
    fn reasons(&self) -> Vec<&str> {
        let mut reasons: Vec<&str> = Vec::new();
        for row in &self.rows {
            for cell in row.iter().take(self.columns.len()) {
                if let Cell::Refused(reason) = cell
                    && !reasons.contains(&reason.as_str())
                {
                    reasons.push(reason);
                }
            }
        }
        reasons
    }

    fn marks_zero(&self) -> bool {
        self.rows.iter().flatten().any(Cell::includes_zero)
    }

    /// The words of a cell; refused figures point to their reason's note.
    fn words(&self, voice: &Voice, row: usize, column: usize) -> String {
        match self.cell(row, column) {
            Cell::Text(text) => text.clone(),
            Cell::Number(value, format) => voice.format(*value, *format),
            Cell::Estimate(interval, format) => together(voice.estimate(*interval, *format)),
            cell @ Cell::Change(interval, format) => {
                let mark = if cell.includes_zero() { HOLLOW } else { "" };
                let space = if mark.is_empty() { "" } else { "\u{a0}" };
                let words = together(voice.estimate(*interval, *format));
                format!("{mark}{space}{words}")
            }
            Cell::Refused(reason) => {
                let note = self.reasons().iter().position(|r| r == reason);
                let note = note.map_or(0, |n| n + 1);
                format!("{}\u{a0}[{note}]", voice.say("refused", args![]))
            }
            Cell::Empty => String::new(),
        }
    }

    /// What stands below the table: the mark of zero and the reasons.
    fn notes(&self, voice: &Voice) -> Vec<String> {
        let mut notes = Vec::new();
        if self.marks_zero() {
            notes.push(format!("{HOLLOW} {}", voice.say("note-zero", args![])));
        }
        for (i, reason) in self.reasons().iter().enumerate() {
            notes.push(format!("[{}] {reason}", i + 1));
        }
        notes
    }
}

/// An estimate that may be broken only between value and interval.
fn together(estimate: String) -> String {
    estimate.replace(' ', "\u{a0}").replacen("\u{a0}(", " (", 1)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Lang;

    pub(crate) fn interval(value: f64, low: f64, high: f64) -> Interval {
        Interval { value, low, high }
    }

    /// A table with every kind of cell.
    pub(crate) fn sample() -> Table {
        let mut table = Table::new(
            "What a strike of 3 in 10 does",
            vec![
                Column::new("view", "Whose test data"),
                Column::new("people", "People"),
                Column::new("hits", "Surfaced hits"),
                Column::new("change", "Change"),
                Column::new("loss", "Share of the gap lost"),
            ],
        );
        let level = Format::number(3);
        let change = Format::number(3).signed();
        let share = Format::percent(0);
        table.push(vec![
            Cell::text("everyone"),
            Cell::Number(12345.0, Format::number(0)),
            Cell::Estimate(interval(0.7669, 0.7651, 0.7688), level),
            Cell::Change(interval(-0.0071, -0.0089, -0.0052), change),
            Cell::Estimate(interval(0.50, 0.41, 0.6), share),
        ]);
        table.push(vec![
            Cell::text("bystanders"),
            Cell::Number(610.0, Format::number(0)),
            Cell::Estimate(interval(0.5392, 0.5371, 0.5413), level),
            Cell::Change(interval(-0.0003, -0.0021, 0.0014), change),
            Cell::refused("the gap's interval includes zero, so a share of it means nothing"),
        ]);
        table
    }

    #[test]
    fn zero_is_marked_in_changes_only() {
        let table = sample();
        assert!(table.cell(1, 3).includes_zero());
        assert!(!table.cell(0, 3).includes_zero());
        let level = Cell::Estimate(interval(0.0, -1.0, 1.0), Format::number(1));
        assert!(!level.includes_zero());
        let voice = Voice::new(Lang::En, &[]).unwrap();
        assert!(table.words(&voice, 1, 3).starts_with(HOLLOW));
        assert_eq!(table.notes(&voice).len(), 2);
        assert!(table.words(&voice, 1, 4).ends_with("[1]"));
    }

    #[test]
    fn short_rows_are_filled() {
        let mut table = sample();
        table.push(vec![Cell::text("others")]);
        assert_eq!(*table.cell(2, 4), Cell::Empty);
        let voice = Voice::new(Lang::En, &[]).unwrap();
        assert!(table.terminal(&voice, 80, Colour::Never).contains("others"));
        assert!(table.csv().ends_with("others,,,,,,,,,,,\n"));
    }
}
