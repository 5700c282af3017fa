//! A table as CSV, for machines.

use super::{Cell, Table};
use crate::markup::clean;

impl Table {
    /// The table as CSV with full precision and a point as decimal mark, in
    /// any language.
    ///
    /// A column of estimates becomes `key`, `key_low` and `key_high`; one that
    /// has refused figures also gets `key_reason`. Text that a spreadsheet
    /// would run as a formula gets an apostrophe in front.
    pub fn csv(&self) -> String {
        let shapes: Vec<Shape> = (0..self.columns.len()).map(|c| self.shape(c)).collect();
        let mut records = Vec::new();
        let mut head = Vec::new();
        for (column, shape) in self.columns.iter().zip(&shapes) {
            head.push(safe(&column.key));
            if shape.interval {
                head.push(safe(&format!("{}_low", column.key)));
                head.push(safe(&format!("{}_high", column.key)));
            }
            if shape.reason {
                head.push(safe(&format!("{}_reason", column.key)));
            }
        }
        records.push(head);
        for row in 0..self.rows.len() {
            let mut record = Vec::new();
            for (column, shape) in shapes.iter().enumerate() {
                shape.fields(self.cell(row, column), &mut record);
            }
            records.push(record);
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        for record in records {
            // Writing to memory fails only on records of unequal length, and
            // all have that of the head.
            let _ = writer.write_record(&record);
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn shape(&self, column: usize) -> Shape {
        let cells = || (0..self.rows.len()).map(|r| self.cell(r, column));
        Shape {
            interval: cells().any(|c| matches!(c, Cell::Estimate(..) | Cell::Change(..))),
            reason: cells().any(|c| matches!(c, Cell::Refused(_))),
        }
    }
}

struct Shape {
    interval: bool,
    reason: bool,
}

impl Shape {
    fn fields(&self, cell: &Cell, record: &mut Vec<String>) {
        let (value, ends, reason) = match cell {
            Cell::Text(text) => (safe(text), None, ""),
            Cell::Number(value, _) => (number(*value), None, ""),
            Cell::Estimate(i, _) | Cell::Change(i, _) => {
                (number(i.value), Some((i.low, i.high)), "")
            }
            Cell::Refused(reason) => (String::new(), None, reason.as_str()),
            Cell::Empty => (String::new(), None, ""),
        };
        record.push(value);
        if self.interval {
            let (low, high) = ends.map_or_else(Default::default, |(l, h)| (number(l), number(h)));
            record.push(low);
            record.push(high);
        }
        if self.reason {
            record.push(safe(reason));
        }
    }
}

fn number(value: f64) -> String {
    if value.is_finite() {
        value.to_string()
    } else {
        String::new()
    }
}

fn safe(text: &str) -> String {
    let text = clean(text);
    if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::super::{Column, Table};
    use super::*;
    use crate::Format;

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(
            sample().csv(),
            "view,people,hits,hits_low,hits_high,change,change_low,change_high,loss,loss_low,loss_high,loss_reason\n\
             everyone,12345,0.7669,0.7651,0.7688,-0.0071,-0.0089,-0.0052,0.5,0.41,0.6,\n\
             bystanders,610,0.5392,0.5371,0.5413,-0.0003,-0.0021,0.0014,,,,\"the gap's interval includes zero, so a share of it means nothing\"\n"
        );
    }

    #[test]
    fn text_is_quoted_and_never_a_formula() {
        let mut table = Table::new("", vec![Column::new("a", "A"), Column::new("b", "B")]);
        table.push(vec![
            Cell::text("=HYPERLINK(\"x\")"),
            Cell::Number(f64::NAN, Format::number(1)),
        ]);
        table.push(vec![
            Cell::text("one, \"two\"\nthree"),
            Cell::Number(-1.0, Format::number(1)),
        ]);
        assert_eq!(
            table.csv(),
            "a,b\n\"'=HYPERLINK(\"\"x\"\")\",\n\"one, \"\"two\"\" three\",-1\n"
        );
    }
}
