//! Values of people and groups: the worlds behind them are made again.

use super::{Finding, values};
use crate::commands::value::again;
use anyhow::{Context, Result};
use capstan_report::Voice;
use capstan_value::recommender::RatingsValues;
use capstan_value::recommender::result::Reading;
use std::path::PathBuf;

/// Numbers agree up to this.
const CLOSE: f64 = 1e-6;

/// Makes the values again and compares them; numbers to 1e-6 under another
/// version or processor.
///
/// # Errors
/// If the text holds no values, or the ratings or groups cannot be read or are
/// others.
pub fn check(text: &str, data: Option<PathBuf>, voice: &Voice) -> Result<Finding> {
    let made: RatingsValues =
        serde_json::from_str(text).context("expected values.json of this version of Capstan")?;
    let found = again(&made, data)?;
    let same_build = (&made.capstan, &made.processor) == (&found.capstan, &found.processor);
    let differs = if same_build && found.to_json() == text {
        None
    } else {
        let other = first_difference(&made, &found);
        other.or_else(|| same_build.then(|| "values.json".to_owned()))
    };
    Ok(values(found.values.len(), same_build, differs, voice))
}

/// Where the values first differ in more than the last digits.
fn first_difference(made: &RatingsValues, found: &RatingsValues) -> Option<String> {
    let readings = |values: &RatingsValues| -> Vec<(String, Reading)> {
        let lines = values.values.iter().flat_map(|line| {
            let beside = line.leverage.iter().chain(&line.stand_alone);
            let all = line.views.iter().chain(beside);
            all.map(|r| (line.id.clone(), r.clone()))
                .collect::<Vec<_>>()
        });
        lines.collect()
    };
    let (made, found) = (readings(made), readings(found));
    if made.len() != found.len() {
        return Some(format!("{} numbers and not {}", made.len(), found.len()));
    }
    let near = |a: &Reading, b: &Reading| {
        let pairs = [(a.value, b.value), (a.low, b.low), (a.high, b.high)];
        pairs.iter().all(|pair| match pair {
            (Some(a), Some(b)) => (a - b).abs() <= CLOSE * a.abs().max(1.0),
            (a, b) => a == b,
        })
    };
    let other = made.iter().zip(&found);
    let mut other = other.filter(|((a, r), (b, s))| a != b || !near(r, s));
    let ((id, reading), _) = other.next()?;
    Some(format!("{id}, {}", reading.view))
}
