//! What can be typed.

mod audit;
mod dividend;
mod records;
mod value;

pub use audit::{AuditCommand, AuditPay, AuditSample};
pub use dividend::Dividend;
pub use records::Records;
pub use value::Value;

use capstan_data::Duplicates;
use capstan_proof::{Digest, Head, PublicKey};
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
}

/// How to look at data.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// What is in a file of ratings.
    Describe(Describe),
}

/// Which data, and how to read them.
#[derive(Clone, Debug, Args)]
pub struct Data {
    /// A file or folder of ratings: MovieLens, delimited text, Parquet; gzip is fine.
    #[arg(required_unless_present = "sample", conflicts_with = "sample")]
    pub file: Option<PathBuf>,
    /// Use the embedded sample, which is made up.
    #[arg(long)]
    pub sample: bool,
    /// How to read the file.
    #[command(flatten)]
    pub reading: Reading,
}

/// How to read a file.
#[derive(Clone, Debug, Default, PartialEq, Args, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Reading data")]
pub struct Reading {
    /// The column with the person.
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The column with the item.
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The column with the rating.
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// The column with the time.
    #[arg(long, value_name = "COLUMN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The character between fields [default: found out].
    #[arg(long, value_name = "CHAR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// There are no ratings: every record is a sign of interest.
    #[arg(long)]
    pub implicit: bool,
    /// The lowest and highest rating that can be given, as 1,5 [default: found out].
    #[arg(long, value_name = "MIN,MAX", value_delimiter = ',')]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Vec<f32>>,
    /// From which rating an item counts as liked [default: 4 of 5].
    #[arg(long, value_name = "RATING")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<f32>,
    /// When someone rated an item twice.
    #[arg(long, value_name = "HOW", value_enum, default_value = "error")]
    pub duplicates: TwiceRated,
    /// A table of people, with their ids in the first column.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<PathBuf>,
    /// A table of items, with their ids in the first column.
    #[arg(long, value_name = "FILE")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<PathBuf>,
}

/// When someone rated an item twice.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, ValueEnum, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum TwiceRated {
    /// Say so and stop.
    #[default]
    Error,
    /// Keep the last.
    Last,
    /// Keep the mean.
    Mean,
}

impl From<TwiceRated> for Duplicates {
    fn from(how: TwiceRated) -> Self {
        match how {
            TwiceRated::Error => Self::Error,
            TwiceRated::Last => Self::Last,
            TwiceRated::Mean => Self::Mean,
        }
    }
}

/// Which model.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "The operator's model")]
pub struct ModelChoice {
    /// The model; `capstan models` lists them [default: svd].
    #[arg(long, value_name = "NAME")]
    pub model: Option<String>,
    /// A hyper-parameter, as factors=50; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// Options of `capstan forecast`. In place of the data a campaign.toml can be
/// named, which says all of this.
#[derive(Clone, Debug, Args)]
pub struct Forecast {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The model.
    #[command(flatten)]
    pub model: ModelChoice,
    /// What people do: strike, strike-from=DATE, boycott or volume=SHARE, or
    /// poison, which is only simulated; may be repeated, each with its own
    /// --who [default: strike].
    #[arg(long, value_name = "LEVER", help_heading = "The campaign")]
    pub lever: Vec<String>,
    /// Who is called: random, or a group like "genre=Horror and mean>=4"
    /// [default: random].
    #[arg(long, value_name = "GROUP", help_heading = "The campaign")]
    pub who: Vec<String>,
    /// Which share of the group takes part at participation 1, one for each
    /// lever [default: 1].
    #[arg(long, value_name = "SHARE", help_heading = "The campaign")]
    pub share: Vec<String>,
    /// Which shares of the group take part, with commas
    /// [default: 0.05,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9].
    #[arg(
        long,
        value_name = "SHARES",
        value_delimiter = ',',
        help_heading = "The campaign",
        allow_negative_numbers = true
    )]
    pub participation: Vec<f64>,
    /// What the campaign wants to reach, like "normalised_loss >= 0.5".
    #[arg(long, value_name = "CONDITION", help_heading = "The campaign")]
    pub target: Option<String>,
    /// How many draws of strikers, folds and first factors at most [default: 8].
    #[arg(long, value_name = "N", help_heading = "How sure")]
    pub replicates: Option<u32>,
    /// Into how many folds the ratings are cut [default: 5].
    #[arg(long, value_name = "N", help_heading = "How sure")]
    pub folds: Option<u8>,
    /// The seed of everything random [default: 1].
    #[arg(long, value_name = "N", help_heading = "How sure")]
    pub seed: Option<u64>,
    /// Stop early when the interval of the change is this narrow to both sides.
    #[arg(
        long,
        value_name = "X",
        help_heading = "How sure",
        allow_negative_numbers = true
    )]
    pub tolerance: Option<f64>,
    /// How folds are made: paired, or published (the 2019 study's, for comparison).
    #[arg(long, value_name = "HOW", value_enum, help_heading = "How sure")]
    pub protocol: Option<Protocol>,
    /// Where the results go; what is finished there is not done again.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "forecast",
        help_heading = "Results"
    )]
    pub out: PathBuf,
    /// Print forecast.json instead of the table.
    #[arg(long, help_heading = "Results")]
    pub json: bool,
    /// The language of the report and the table.
    #[arg(long, value_enum, default_value = "en", help_heading = "Results")]
    pub lang: Language,
}

/// How folds are made.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// Tied to ratings, people and items.
    Paired,
    /// As in the 2019 study.
    Published,
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

/// Options of `capstan compare`.
#[derive(Clone, Debug, Args)]
pub struct Compare {
    /// A forecast.json, or the folder it is in.
    pub a: PathBuf,
    /// Another.
    pub b: PathBuf,
    /// Which metric.
    #[arg(long, default_value = "surfaced_hits")]
    pub metric: String,
    /// Which view.
    #[arg(long, default_value = "everyone")]
    pub view: String,
    /// Also write compare.html, with both curves in one figure, to this folder.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// The language of the page and the table.
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Language,
}

/// Options of `capstan verify`.
#[derive(Clone, Debug, Args)]
pub struct Verify {
    /// A forecast.json, an audit.json, or the folder one is in; or a decision, a
    /// log or a signed statement as a coalition published it.
    pub file: PathBuf,
    /// The data, where they are no longer where they were.
    #[arg(long, value_name = "FILE", help_heading = "For a forecast or an audit")]
    pub data: Option<PathBuf>,
    /// Make only this share of the worlds again, like 5%.
    #[arg(long, value_name = "SHARE", help_heading = "For a forecast")]
    pub share: Option<String>,
    /// The head of the log as someone wrote it down earlier.
    #[arg(long, value_name = "HEAD", help_heading = "For a log")]
    pub head: Option<Head>,
    /// The key that must have signed it, like ed25519:3d40....
    #[arg(
        long,
        value_name = "KEY",
        help_heading = "For a statement or a receipt"
    )]
    pub key: Option<PublicKey>,
    /// The root that the coalition published for the day.
    #[arg(long, value_name = "ROOT", help_heading = "For a receipt")]
    pub root: Option<Digest>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    /// The language of the answer.
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Language,
}

/// Options of `capstan data describe`.
#[derive(Clone, Debug, Args)]
pub struct Describe {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

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

/// Options of `capstan train`.
#[derive(Clone, Debug, Args)]
pub struct Train {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The model.
    #[command(flatten)]
    pub model: ModelChoice,
    /// How many draws of folds and first factors.
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub replicates: u32,
    /// Into how many folds the ratings are cut.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub folds: u8,
    /// The seed of everything random.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// How folds are made.
    #[arg(long, value_name = "HOW", value_enum, default_value = "paired")]
    pub protocol: Protocol,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Options of `capstan tune`.
#[derive(Clone, Debug, Args)]
pub struct Tune {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The model.
    #[arg(long, value_name = "NAME")]
    pub model: String,
    /// What to get right.
    #[arg(long, value_name = "METRIC", default_value = "surfaced_hits")]
    pub metric: String,
    /// How many settings to try at most.
    #[arg(long, value_name = "N", default_value_t = 32)]
    pub trials: u32,
    /// How many seconds to spend at most.
    #[arg(long, value_name = "SECONDS", default_value_t = 300.0)]
    pub budget: f64,
    /// The seed of everything random.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Options of `capstan groups`.
#[derive(Clone, Debug, Args)]
pub struct Groups {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// Look at one group only.
    #[arg(long, value_name = "GROUP")]
    pub who: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Options of `capstan models`.
#[derive(Clone, Debug, Args)]
pub struct Models {
    /// One model only.
    pub name: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}

/// Which installation. What is not said here comes from `capstan.toml` and
/// the environment.
#[derive(Debug, Args)]
pub struct Place {
    /// The file of settings [default: capstan.toml, if it is there].
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of the database and of people's files.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// How to work for a service.
#[derive(Debug, Args)]
pub struct Work {
    /// Which installation.
    #[command(flatten)]
    pub place: Place,
    /// End when no job waits.
    #[arg(long)]
    pub until_none: bool,
}

/// How to look after an installation.
#[derive(Debug, Args)]
pub struct Admin {
    /// Which installation.
    #[command(flatten)]
    pub place: Place,
    /// What to do.
    #[command(subcommand)]
    pub command: AdminCommand,
}

/// What to do with an installation.
#[derive(Debug, Subcommand)]
pub enum AdminCommand {
    /// Found a coalition with its first steward: prints the words that open
    /// the steward's account.
    Steward(Steward),
    /// Write all but the secret into one file, while the service runs.
    Backup {
        /// The file; it must not be there yet.
        file: PathBuf,
    },
    /// Read a backup into an empty installation.
    Restore {
        /// The file.
        file: PathBuf,
        /// Go on without the secret it was made with, because that is lost.
        #[arg(long)]
        new_secret: bool,
    },
    /// Look whether all is well.
    Doctor,
    /// Write all that is a coalition's into a file of JSON.
    Export {
        /// The last part of the coalition's address.
        coalition: String,
        /// The file; it must not be there yet.
        file: PathBuf,
    },
    /// Remove a coalition with all that is its.
    Delete {
        /// The last part of the coalition's address.
        coalition: String,
        /// The same again, to say that it is meant.
        #[arg(long, value_name = "COALITION")]
        yes: Option<String>,
    },
}

/// A coalition to found. The rest of its charter can be written on its pages.
#[derive(Debug, Args)]
pub struct Steward {
    /// What it is called.
    pub name: String,
    /// What its first steward is known by in it.
    #[arg(long, value_name = "HANDLE")]
    pub handle: String,
    /// What it wants, in a sentence or two.
    #[arg(long, value_name = "TEXT")]
    pub purpose: String,
    /// A vision it stands for; may be repeated.
    #[arg(long, value_name = "TAG", required = true)]
    pub vision: Vec<String>,
    /// How it is reached.
    #[arg(long, value_name = "TEXT")]
    pub contact: String,
    /// The language it speaks, and of the words: en or es.
    #[arg(long, value_name = "LANG", default_value = "en")]
    pub lang: String,
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// Which installation.
    #[command(flatten)]
    pub place: Place,
    /// Where to listen [default: 127.0.0.1:7878].
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<std::net::SocketAddr>,
    /// Seed a demonstration whose clock people may put forward.
    #[arg(long)]
    pub demo: bool,
}
