//! What can be typed after `capstan forecast` and `capstan compare`.

use super::{Data, Language, ModelChoice, Results};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of `capstan forecast`. In place of the data a campaign.toml can be
/// named, which says all of this.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("out", |out| out.required(false).default_value("forecast")))]
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
    /// Where the results go, and how they are shown.
    #[command(flatten)]
    pub results: Results,
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

impl From<Protocol> for capstan_worlds::Protocol {
    fn from(protocol: Protocol) -> Self {
        match protocol {
            Protocol::Paired => Self::Paired,
            Protocol::Published => Self::Published,
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
