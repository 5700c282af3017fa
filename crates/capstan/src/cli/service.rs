//! What can be typed about an installation of the service.

use clap::{Args, Subcommand};
use std::path::PathBuf;

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
