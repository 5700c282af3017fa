//! What can be typed after `capstan audit`.

use super::{HowAmounts, Results};
use capstan_audit::choices;
use capstan_data::pay::Units;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// What to audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// What was paid, beside what a published rule would have paid.
    Pay(Box<AuditPay>),
    /// Make up pay events, to see how an audit looks.
    Sample(AuditSample),
    /// The rules and rates that come with Capstan.
    Rules,
}

/// Options of `capstan audit pay`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("out", |out| out.required(false).default_value("audit")))]
pub struct AuditPay {
    /// A table of pay events, as `capstan donate read` writes it.
    pub events: PathBuf,
    /// The rule: a name, or a file that ends in .toml.
    #[arg(long, value_name = "NAME|FILE")]
    pub rule: String,
    /// Also write all that can be handed on into one zip file.
    #[arg(long, value_name = "FILE", help_heading = "Results")]
    pub bundle: Option<PathBuf>,
    /// Also write jobs.csv and workers.csv, which are about people.
    #[arg(long, help_heading = "Results")]
    pub detail: bool,
    /// What amounts count.
    #[arg(long, value_name = "UNITS", value_enum, default_value = "guess")]
    pub amounts: HowAmounts,
    /// Where jobs were that do not say so, as US-NY [default: US].
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// What a mile costs: a name, a file that ends in .toml, or none.
    #[arg(long, value_name = "NAME|FILE")]
    pub mileage: Option<String>,
    /// The least an hour must be paid: a name, a file that ends in .toml, or none.
    #[arg(long, value_name = "NAME|FILE")]
    pub wage: Option<String>,
    /// How many workers there are in all, to bound the share among them.
    #[arg(long, value_name = "N")]
    pub roster: Option<usize>,
    /// A table of all workers with the columns place, since (the year of the
    /// first job) and workers, to weigh those who gave their pay as all are.
    #[arg(long, value_name = "FILE")]
    pub population: Option<PathBuf>,
    /// How the pay is looked at.
    #[command(flatten)]
    pub choices: Choices,
    /// Where the results go, and how they are shown.
    #[command(flatten)]
    pub results: Results,
}

/// How the pay is looked at.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Choices")]
pub struct Choices {
    /// From which change on a worker counts as cut [default: 0.01].
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    pub margin: Option<f64>,
    /// How far pay may be from the rule and still follow it [default: the rule's].
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    pub tolerance: Option<f64>,
    /// The fewest jobs of a worker who is counted [default: 10].
    #[arg(long, value_name = "N")]
    pub min_jobs: Option<usize>,
    /// Which jobs are counted.
    #[arg(long, value_name = "WHICH", value_enum, default_value = "changed")]
    pub jobs: Which,
    /// How promotions are treated.
    #[arg(long, value_name = "HOW", value_enum, default_value = "apart")]
    pub promotion: Promotion,
    /// The largest weight of one worker in an average [default: 0.25].
    #[arg(long, value_name = "SHARE", allow_negative_numbers = true)]
    pub cap: Option<f64>,
    /// The fewest workers that a figure may be about [default: 10].
    #[arg(long, value_name = "N")]
    pub min_group: Option<usize>,
    /// Bootstrap draws [default: 2000].
    #[arg(long, value_name = "N")]
    pub draws: Option<usize>,
    /// The seed of everything random.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// Options of `capstan audit sample`.
#[derive(Clone, Debug, Args)]
pub struct AuditSample {
    /// Where the events go.
    #[arg(long, value_name = "FILE", default_value = "events.csv")]
    pub out: PathBuf,
    /// How many workers.
    #[arg(long, value_name = "N", default_value_t = 94)]
    pub workers: usize,
    /// The seed of everything random.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// Which jobs are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Those of weeks that were not paid by the rule.
    Changed,
    /// All.
    All,
}

impl From<Which> for choices::Which {
    fn from(which: Which) -> Self {
        match which {
            Which::Changed => Self::Changed,
            Which::All => Self::All,
        }
    }
}

/// How promotions are treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Promotion {
    /// Left apart.
    Apart,
    /// Counted as pay, beside the rule alone.
    Folded,
    /// Counted as pay, beside the rule and its mean promotion.
    FoldedMean,
}

impl From<Promotion> for choices::Promotion {
    fn from(how: Promotion) -> Self {
        match how {
            Promotion::Apart => Self::Apart,
            Promotion::Folded => Self::Folded,
            Promotion::FoldedMean => Self::FoldedMean,
        }
    }
}

impl From<HowAmounts> for Units {
    fn from(how: HowAmounts) -> Self {
        match how {
            HowAmounts::Guess => Self::Guess,
            HowAmounts::Major => Self::Major,
            HowAmounts::Minor => Self::Minor,
        }
    }
}
