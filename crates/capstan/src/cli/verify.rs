//! What can be typed after `capstan verify`.

use super::Language;
use capstan_proof::{Digest, Head, PublicKey};
use clap::Args;
use std::path::PathBuf;

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
