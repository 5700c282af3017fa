//! What can be typed to look at data and models.

use super::{Data, ModelChoice, Protocol};
use clap::{Args, Subcommand};

/// How to look at data.
#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// What is in a file of ratings.
    Describe(Describe),
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
