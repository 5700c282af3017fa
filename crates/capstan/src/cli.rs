//! What can be typed.

mod audit;
mod data;
mod dividend;
mod donate;
mod forecast;
mod models;
mod records;
mod service;
mod value;
mod verify;

pub use audit::{AuditCommand, AuditPay, AuditSample};
pub use data::{Data, ModelChoice, Reading};
pub use dividend::Dividend;
pub use donate::{DonateCommand, DonateRead, HowAmounts};
pub use forecast::{Compare, Forecast, Protocol};
pub use models::{DataCommand, Describe, Groups, Models, Train, Tune};
pub use records::Records;
pub use service::{Admin, AdminCommand, Place, Serve, Steward, Work};
pub use value::Value;
pub use verify::Verify;

use capstan_report::Lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What people can do together with their data: honest forecasts.
#[derive(Debug, Parser)]
#[command(name = "capstan", version, max_term_width = 80)]
pub struct Cli {
    /// How many processor cores to use [default: all].
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// What a strike or boycott would do to a recommender.
    Forecast(Forecast),
    /// Two forecasts side by side.
    Compare(Compare),
    /// Check a forecast, an audit, or what a coalition published: a decision, a log, a statement.
    Verify(Verify),
    /// Look at data.
    Data {
        /// How to look.
        #[command(subcommand)]
        command: DataCommand,
    },
    /// Turn pictures, documents, tables and exports into jobs and their pay.
    Donate {
        /// What to do.
        #[command(subcommand)]
        command: DonateCommand,
    },
    /// Measure how people are paid.
    Audit {
        /// What to audit.
        #[command(subcommand)]
        command: AuditCommand,
    },
    /// How well a model serves people today.
    Train(Train),
    /// Find hyper-parameters on a validation split.
    Tune(Tune),
    /// Groups that these data can be asked about.
    Groups(Groups),
    /// The models and their hyper-parameters.
    Models(Models),
    /// What each record, person or group adds to a system.
    Value(Value),
    /// Share money by a rule over values.
    Dividend(Dividend),
    /// Serve a coalition: pages and an API.
    Serve(Serve),
    /// Do the background jobs of a service that runs elsewhere.
    Work(Work),
    /// Look after an installation: backups, checks, whole coalitions.
    Admin(Admin),
    /// Where all pages are, for tests.
    #[command(hide = true)]
    Routes,
    /// Decode a picture for the process that asks.
    #[command(hide = true)]
    Decode,
}

/// Where results go, and how they are shown.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Results")]
pub struct Results {
    /// Where the results go.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Print the result as JSON in place of the text.
    #[arg(long)]
    pub json: bool,
    /// The language of the report and the text.
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Language,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::Es => Self::Es,
        }
    }
}

/// A whole number that is not below 0.
fn whole(text: &str) -> Result<u64, String> {
    let expected = || format!("expected a whole number from 0 to {}", u64::MAX);
    text.parse().map_err(|_| expected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn whole_numbers_are_told_from_others() {
        assert_eq!(whole("18446744073709551615"), Ok(u64::MAX));
        for text in ["-5", "1.5", "x", "", "18446744073709551616"] {
            assert!(whole(text).is_err_and(|e| e.contains("18446744073709551615")));
        }
    }
}
