//! `capstan compare`

use crate::Done;
use crate::cli::Compare;
use crate::{load, output};
use anyhow::Result;
use capstan_leverage::compare;

/// Sets two forecasts side by side.
///
/// # Errors
/// If one cannot be read, or they share nothing to compare.
pub fn run(options: Compare) -> Result<Done> {
    let (a, _) = load::forecast(&options.a)?;
    let (b, _) = load::forecast(&options.b)?;
    let pair = compare::compare(&a, &b, &options.metric, &options.view)?;
    if options.json {
        output::print(&format!("{:#}\n", serde_json::to_value(&pair)?))?;
    } else {
        output::print(&pair.to_string())?;
    }
    Ok(Done::Well)
}
