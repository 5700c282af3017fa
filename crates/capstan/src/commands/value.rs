//! `capstan value`

mod command;
mod ratings;
mod records;

use crate::Done;
use crate::cli::Value;
use anyhow::{Result, bail};

pub use ratings::again;
pub use records::again as records_again;

/// Values records of labelled examples, or people and groups in ratings.
///
/// # Errors
/// If the options, the data or the disk do not allow it.
pub fn run(options: Value) -> Result<Done> {
    let (scored, rated) = (options.records.command.is_some(), options.unit.is_some());
    if options.records.test.is_some() || scored && !(rated && options.records.label.is_none()) {
        return records::run(&options);
    }
    let Some(unit) = options.unit.clone() else {
        bail!(
            "nobody to value: say --unit user, name a table of groups with --unit FILE, or, to value records, name test examples with --test"
        );
    };
    match options.records.command {
        Some(_) => records::run_rated(&options, &unit),
        None => ratings::run(&options, &unit),
    }
}
