//! What can be typed after `capstan value`.

use super::{Data, ModelChoice, Results};
use clap::Args;
use std::path::PathBuf;

/// Options of `capstan value`.
#[derive(Clone, Debug, Args)]
#[command(mut_arg("out", |out| out.required(false).default_value("values")))]
pub struct Value {
    /// The data.
    #[command(flatten)]
    pub data: Data,
    /// The model.
    #[command(flatten)]
    pub model: ModelChoice,
    /// Labelled examples in place of ratings.
    #[command(flatten)]
    pub records: super::Records,
    /// Whom to value: user for every person in ratings, or a table of groups
    /// with the columns user and group, and union where groups stand together.
    /// Of labelled examples it has the column of ids, or that of --owner, in
    /// place of user.
    #[arg(long, value_name = "user|FILE", help_heading = "What is valued")]
    pub unit: Option<String>,
    /// Groups to be told about as one, with commas between; may be repeated.
    #[arg(
        long,
        value_name = "GROUP,GROUP",
        requires = "unit",
        help_heading = "What is valued"
    )]
    pub coalition: Vec<String>,
    /// How a value is made. Of people and groups: loo, shapley, owen, banzhaf,
    /// permutation, least-core or nucleolus. Of records and groups of them:
    /// the same, truncated, antithetic, knn-shapley, knn-banzhaf, knn-beta or
    /// knn-loo. Of records alone: knn-soft, knn-threshold, knn-regression,
    /// knn-weighted, oob or influence.
    #[arg(long, value_name = "NAME", help_heading = "What is valued")]
    pub method: String,
    /// What data are valued for [default: ndcg@10 of ratings; accuracy of
    /// classes, squared-error of numbers].
    #[arg(long, value_name = "METRIC", help_heading = "What is valued")]
    pub metric: Option<String>,
    /// Whose test data values.csv is about: everyone, strikers (a player's own
    /// people), bystanders (all others) or others (people in no group).
    #[arg(
        long,
        value_name = "VIEW",
        default_value = "everyone",
        help_heading = "What is valued"
    )]
    pub view: String,
    /// How many draws of folds and first factors.
    #[arg(long, value_name = "N", default_value_t = 4, help_heading = "How sure")]
    pub replicates: u32,
    /// Into how many folds the ratings are cut.
    #[arg(long, value_name = "N", default_value_t = 5, help_heading = "How sure")]
    pub folds: u8,
    /// The seed of everything random.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        value_parser = super::whole,
        allow_negative_numbers = true,
        help_heading = "How sure"
    )]
    pub seed: u64,
    /// Stop drawing when every interval is this narrow to both sides.
    #[arg(
        long,
        value_name = "X",
        help_heading = "How sure",
        allow_negative_numbers = true
    )]
    pub tolerance: Option<f64>,
    /// How many subsets to train on at most; values that take more are drawn.
    #[arg(
        long,
        value_name = "N",
        value_parser = super::whole,
        allow_negative_numbers = true,
        help_heading = "How sure"
    )]
    pub budget: Option<u64>,
    /// Where finished worlds are kept: of an earlier forecast too
    /// [default: worlds in the folder of the results].
    #[arg(long, value_name = "DIR", help_heading = "Results")]
    pub worlds: Option<PathBuf>,
    /// Where the results go, and how they are shown.
    #[command(flatten)]
    pub results: Results,
}

impl Value {
    /// The groups of each coalition, by name.
    pub fn coalitions(&self) -> Vec<Vec<String>> {
        let split = |text: &String| text.split(',').map(|n| n.trim().to_owned()).collect();
        self.coalition.iter().map(split).collect()
    }
}
