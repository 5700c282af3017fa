//! `capstan serve`, `capstan work` and `capstan routes`

use crate::Done;
use crate::cli::Serve;
use crate::output;
use anyhow::{Context, Result};
use capstan_server::config::Config;
use capstan_server::run;

/// Serves until the process is told to end.
///
/// # Errors
/// If the settings are not understood, the database cannot be opened or the
/// address is taken.
pub fn run(options: Serve) -> Result<Done> {
    let config = config(options)?;
    let demo = config.demo;
    run::start(config, |address| {
        let words = if demo { " (a demonstration)" } else { "" };
        // Nobody may be listening.
        let _ = output::print(&format!("Capstan is at http://{address}{words}\n"));
    })
    .context("the service could not start")?;
    Ok(Done::Well)
}

/// Says where all pages are.
///
/// # Errors
/// If nobody reads it.
pub fn routes() -> Result<Done> {
    let pages = capstan_server::web::pages();
    output::print(&format!("{:#}\n", serde_json::json!(pages.list())))?;
    Ok(Done::Well)
}

fn config(options: Serve) -> Result<Config> {
    let mut config = Config::load(options.config.as_deref(), |name| std::env::var(name).ok())?;
    if let Some(data) = options.data {
        config.data = data;
    }
    if let Some(listen) = options.listen {
        config.listen = listen;
    }
    config.demo |= options.demo;
    Ok(config)
}
