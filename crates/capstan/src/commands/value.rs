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
    if options.records.test.is_some() || options.records.command.is_some() {
        return records::run(&options);
    }
    let Some(unit) = options.unit.clone() else {
        bail!(
            "nobody to value: say --unit user, name a table of groups with --unit FILE, or, to value records, name test examples with --test"
        );
    };
    ratings::run(&options, &unit)
}
