//! What can be typed about ratings and models.

use capstan_data::Duplicates;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
