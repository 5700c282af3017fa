//! What `capstan value` needs to know of labelled examples.

use clap::Args;
use std::path::PathBuf;

/// Options about labelled examples, whose records are valued.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Labelled examples")]
pub struct Records {
    /// Examples to be right about; the data are then examples to learn from,
    /// and each of their records is valued.
    #[arg(long, value_name = "FILE")]
    pub test: Option<PathBuf>,
    /// The column of labels; its number from 1 where there is no header.
    #[arg(long, value_name = "COLUMN")]
    pub label: Option<String>,
    /// The column of ids [default: id, or the numbers of rows].
    #[arg(long, value_name = "COLUMN")]
    pub id: Option<String>,
    /// The column that says whose a record is: value people and not records.
    #[arg(long, value_name = "COLUMN")]
    pub owner: Option<String>,
    /// A column that is no feature; may be repeated.
    #[arg(long, value_name = "COLUMN")]
    pub ignore: Vec<String>,
    /// A command that scores a subset: it reads ids, one a line, and writes a
    /// number; in place of --test and a model.
    #[arg(long, value_name = "COMMAND", conflicts_with = "test")]
    pub command: Option<String>,
    /// Keep the numbers of records in a file beside the results and not in
    /// memory; for methods of nearest neighbours.
    #[arg(long, conflicts_with = "check")]
    pub stream: bool,
    /// Also try what the values are good for: removal, wrong labels, stability.
    #[arg(long)]
    pub check: bool,
}
