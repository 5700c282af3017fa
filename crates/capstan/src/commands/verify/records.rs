//! Values of records: they are found again.

use super::{Finding, values};
use crate::commands::value::records_again;
use anyhow::{Context, Result};
use capstan_report::Voice;
use capstan_value::Value as Valued;
use capstan_value::records::RecordsResult;
use capstan_value::value::csv;
use std::path::{Path, PathBuf};

/// Numbers agree up to this.
const CLOSE: f64 = 1e-6;

/// Finds the values of `file` again and compares them with what was written.
/// Under another version or processor, numbers are compared with `values.csv`
/// beside the file.
///
/// # Errors
/// If the text holds no values, or the examples cannot be read or are others.
pub fn check(file: &Path, text: &str, data: Option<PathBuf>, voice: &Voice) -> Result<Finding> {
    let made: RecordsResult =
        serde_json::from_str(text).context("expected values.json of this version of Capstan")?;
    let found = records_again(&made, data)?;
    let again = csv(&found.values);
    let beside = file.with_file_name("values.csv");
    let written = std::fs::read_to_string(&beside)
        .with_context(|| format!("cannot read {}, which belongs to it", beside.display()))?;
    let same_build =
        (&made.capstan, &made.processor) == (&found.result.capstan, &found.result.processor);
    let differs = if same_build {
        (found.result.to_json() != text || again != written)
            .then(|| first_difference(&found.values, &written))
    } else {
        (!close(&found.values, &written)).then(|| first_difference(&found.values, &written))
    };
    Ok(values(found.values.len(), same_build, differs, voice))
}

/// The rows of a table of values.
fn rows(text: &str) -> Vec<(&str, Vec<f64>)> {
    text.lines()
        .skip(1)
        .map(|line| {
            let mut fields: Vec<&str> = line.rsplitn(4, ',').collect();
            let id = fields.pop().unwrap_or_default();
            let numbers = fields.iter().rev().map(|f| f.parse().unwrap_or(f64::NAN));
            (id, numbers.collect())
        })
        .collect()
}

fn near(value: &Valued, written: &[f64]) -> bool {
    let own = [value.value, value.low, value.high];
    own.len() == written.len()
        && own
            .iter()
            .zip(written)
            .all(|(a, b)| a == b || (a - b).abs() <= CLOSE * a.abs().max(1.0))
}

fn close(values: &[Valued], written: &str) -> bool {
    let rows = rows(written);
    rows.len() == values.len() && values.iter().zip(&rows).all(|(v, (_, r))| near(v, r))
}

/// Where values first differ from the table.
fn first_difference(values: &[Valued], written: &str) -> String {
    let rows = rows(written);
    if rows.len() != values.len() {
        return format!("values.csv, {} rows and not {}", rows.len(), values.len());
    }
    match values.iter().zip(&rows).position(|(v, (_, r))| !near(v, r)) {
        Some(at) => format!("values.csv, line {}, id {}", at + 2, values[at].id),
        None => "values.json".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::Interval;

    #[test]
    fn the_first_difference_is_named() {
        let values = [
            Valued::new("a,b", Interval::around(1.0, 0.5), 3),
            Valued::new("2", Interval::around(2.0, f64::INFINITY), 3),
        ];
        let text = csv(&values);
        assert!(close(&values, &text));
        assert_eq!(first_difference(&values, &text), "values.json");
        let other = text.replace("2,2,", "2,2.1,");
        assert_eq!(
            first_difference(&values, &other),
            "values.csv, line 3, id 2"
        );
        let fewer = text.lines().take(2).collect::<Vec<_>>().join("\n");
        assert_eq!(
            first_difference(&values, &fewer),
            "values.csv, 1 rows and not 2"
        );
        let tiny = text.replace("\",1,", "\",1.0000001,");
        assert!(close(&values, &tiny) && tiny != text);
    }
}
