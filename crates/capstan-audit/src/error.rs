//! What can be wrong with an audit.

use crate::rule::{Fault, Place};
use capstan_data::pay::PayError;

/// Why there is no audit. Nothing was changed by the attempt.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// A rule that is not there.
    #[error(
        "found no rule called {found:?}; expected one of {known}, or the name of a file that ends in .toml"
    )]
    NoRule {
        /// What was asked for.
        found: String,
        /// The rules there are.
        known: String,
    },
    /// A rule file that cannot be used.
    #[error("{file}, {place}: {why}")]
    Rule {
        /// The file.
        file: String,
        /// The line or the field.
        place: Place,
        /// What was found, what was expected and what to do.
        why: Fault,
    },
    /// A choice that makes no sense.
    #[error("{name} = {found}: expected {expected}. Change or leave out the option.")]
    Choice {
        /// The option.
        name: &'static str,
        /// What was given.
        found: String,
        /// What could be given.
        expected: &'static str,
    },
    /// No job that the rule can be put beside.
    #[error(
        "{file}, fields {fields}: found no job of the {events} in the file that {rule} can be put beside ({why}); expected at least one. Fill in what is missing, or name another rule."
    )]
    NoJobs {
        /// The file.
        file: String,
        /// The fields a job needs.
        fields: String,
        /// How many jobs there are.
        events: usize,
        /// The rule.
        rule: String,
        /// How many were left out for which reason.
        why: String,
    },
    /// A table of all workers that cannot be used.
    #[error(
        "{file}, line {line}: {why}; expected the columns place, since (a year) and workers (a count), each part once and two parts at least. Correct the table."
    )]
    Population {
        /// The file.
        file: String,
        /// The line.
        line: u64,
        /// What was found.
        why: String,
    },
    /// A file that could not be put together.
    #[error("the file could not be put together: {why}. Nothing was written; try again.")]
    Bundle {
        /// What the library says.
        why: String,
    },
    /// Figures for the public that could not be released.
    #[cfg(feature = "privacy")]
    #[error(transparent)]
    Public(#[from] capstan_stats::disclosure::SpentError),
    /// Events that cannot be read.
    #[error(transparent)]
    Pay(#[from] PayError),
}
