//! What can be typed after `capstan donate`.

use super::Language;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What to do with donations.
#[derive(Debug, Subcommand)]
pub enum DonateCommand {
    /// Read pay cards, and say what is in doubt.
    Read(DonateRead),
}

/// Options of `capstan donate read`.
#[derive(Clone, Debug, Args)]
pub struct DonateRead {
    /// Screenshots, photographs, PDF statements, tables (CSV, XLSX) and exports (zip).
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// The person's pseudonym.
    #[arg(long, value_name = "NAME")]
    pub worker: Option<String>,
    /// The day by which all cards had been made: it tells the year of a card
    /// that does not say it.
    #[arg(long, value_name = "DATE")]
    pub taken: Option<jiff::civil::Date>,
    /// The description of a further layout of cards, in TOML.
    #[arg(long = "layout", value_name = "FILE")]
    pub layouts: Vec<PathBuf>,
    /// Write the jobs as a file of events too.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Keep what is read of each file in this folder, and do not read again
    /// what is kept there: a reading that was interrupted goes on.
    #[arg(long, value_name = "DIR")]
    pub resume: Option<PathBuf>,
    /// Which column of a table holds a field, like base=Pay.
    #[arg(
        long = "column",
        value_name = "FIELD=COLUMN",
        help_heading = "For a table"
    )]
    pub columns: Vec<String>,
    /// The currency, where the table does not say it.
    #[arg(long, value_name = "CODE", help_heading = "For a table")]
    pub currency: Option<capstan_data::Currency>,
    /// The platform, where the table does not say it.
    #[arg(long, value_name = "NAME", help_heading = "For a table")]
    pub platform: Option<String>,
    /// What amounts count.
    #[arg(
        long,
        value_name = "UNITS",
        value_enum,
        default_value = "guess",
        help_heading = "For a table"
    )]
    pub amounts: HowAmounts,
    /// Print JSON: an array with an object for each job.
    #[arg(long)]
    pub json: bool,
    /// The language of the answer.
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Language,
}

/// What amounts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HowAmounts {
    /// Dollars if any amount of the table has a point, else cents.
    Guess,
    /// Dollars, euros: 14.58.
    Major,
    /// Cents: 1458.
    Minor,
}
