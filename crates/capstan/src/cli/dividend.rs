//! What can be typed after `capstan dividend`.

use super::Results;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of `capstan dividend`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("out", |out| out.required(false).default_value("dividends")))]
pub struct Dividend {
    /// The values: a table with id and value, and low and high where intervals
    /// are known, as `capstan value` writes it.
    pub values: PathBuf,
    /// How values become money: equal, rank, bins, positive, shift, power,
    /// softmax, clip or abs; or a file of rules in TOML.
    #[arg(long, value_name = "RULE|FILE", help_heading = "The rules")]
    pub rule: String,
    /// A setting of the rule, as t=0.5; may be repeated.
    #[arg(long, value_name = "KEY=VALUE", help_heading = "The rules")]
    pub set: Vec<String>,
    /// What there is to share, as 1000.00.
    #[arg(
        long,
        value_name = "AMOUNT",
        allow_hyphen_values = true,
        help_heading = "The rules"
    )]
    pub budget: String,
    /// Its currency, as EUR; or write it after the budget.
    #[arg(long, value_name = "CODE", help_heading = "The rules")]
    pub currency: Option<String>,
    /// Which number of a value counts: value, or low, which is what somebody
    /// adds at least.
    #[arg(long, value_name = "WHICH", value_enum, help_heading = "The rules")]
    pub base: Option<Base>,
    /// Those with an empty value share too, as if it were 0.
    #[arg(long, help_heading = "The rules")]
    pub everyone: bool,
    /// The part that everyone gets alike, 0 to 1.
    #[arg(
        long,
        value_name = "SHARE",
        allow_negative_numbers = true,
        help_heading = "The rules"
    )]
    pub equal: Option<f64>,
    /// The Gini index to reach, by as much equal pay as it takes.
    #[arg(
        long,
        value_name = "INDEX",
        allow_negative_numbers = true,
        help_heading = "The rules"
    )]
    pub gini: Option<f64>,
    /// The column that names who is paid as one: a household, a person's accounts.
    #[arg(long, value_name = "COLUMN", help_heading = "The rules")]
    pub pool: Option<String>,
    /// The rule that shares inside a pool [default: equal].
    #[arg(
        long,
        value_name = "RULE",
        requires = "pool",
        help_heading = "The rules"
    )]
    pub inside: Option<String>,
    /// Draw so many equal prizes by lot, with chances by share.
    #[arg(long, value_name = "PRIZES", help_heading = "The rules")]
    pub lottery: Option<u32>,
    /// The share of the budget that is kept for what all use.
    #[arg(
        long,
        value_name = "SHARE",
        allow_negative_numbers = true,
        help_heading = "The rules"
    )]
    pub public_good: Option<f64>,
    /// What a transfer costs, as 0.20.
    #[arg(long, value_name = "AMOUNT", help_heading = "The rules")]
    pub fee: Option<String>,
    /// Which share of the budget may go into fees [default: 1].
    #[arg(
        long,
        value_name = "SHARE",
        requires = "fee",
        allow_negative_numbers = true,
        help_heading = "The rules"
    )]
    pub fee_cap: Option<f64>,
    /// The least that anyone gets.
    #[arg(long, value_name = "AMOUNT", help_heading = "The rules")]
    pub floor: Option<String>,
    /// The most that anyone gets.
    #[arg(long, value_name = "AMOUNT", help_heading = "The rules")]
    pub cap: Option<String>,
    /// The least that is paid out; what is below is carried to the next round.
    #[arg(long, value_name = "AMOUNT", help_heading = "The rules")]
    pub minimum: Option<String>,
    /// How coins that cannot be split are given [default: largest-remainder].
    #[arg(long, value_name = "HOW", value_enum, help_heading = "The rules")]
    pub method: Option<Rounding>,
    /// The seed of ties, lots and draws.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        value_parser = super::whole,
        allow_negative_numbers = true,
        help_heading = "The rules"
    )]
    pub seed: u64,
    /// The folder of the round before: its carried balances, its ledger, and
    /// what rounding still owes.
    #[arg(long, value_name = "DIR", help_heading = "The rules")]
    pub after: Option<PathBuf>,
    /// A column of groups, to compare them.
    #[arg(long, value_name = "COLUMN", help_heading = "Results")]
    pub group: Option<String>,
    /// Also print every rule side by side.
    #[arg(long, help_heading = "Results")]
    pub compare: bool,
    /// The members' accounts, a table with id, name and iban, for a payment file.
    #[arg(
        long,
        value_name = "FILE",
        requires = "pain001",
        help_heading = "Results"
    )]
    pub iban: Option<PathBuf>,
    /// Who pays, in TOML: name, iban, on (a day) and purpose. Writes a payment
    /// file for a bank.
    #[arg(long, value_name = "FILE", requires = "iban", help_heading = "Results")]
    pub pain001: Option<PathBuf>,
    /// Where the results go, and how they are shown.
    #[command(flatten)]
    pub results: Results,
}

/// Which number of a value counts.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Base {
    /// The estimate.
    Value,
    /// The lower limit of its interval.
    Low,
}

impl From<Base> for capstan_value::dividend::Base {
    fn from(base: Base) -> Self {
        match base {
            Base::Value => Self::Value,
            Base::Low => Self::Low,
        }
    }
}

/// How coins that cannot be split are given.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Rounding {
    /// To the largest remainders.
    LargestRemainder,
    /// By Webster's method.
    Webster,
    /// By what all rounds together owe.
    Cumulative,
}

impl From<Rounding> for capstan_value::dividend::Rounding {
    fn from(method: Rounding) -> Self {
        match method {
            Rounding::LargestRemainder => Self::LargestRemainder,
            Rounding::Webster => Self::Webster,
            Rounding::Cumulative => Self::Cumulative,
        }
    }
}
