//! `capstan serve`, `capstan work` and `capstan routes`

use crate::Done;
use crate::cli::{Place, Serve, Work};
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
    let mut config = config(options.place, options.demo)?;
    if let Some(listen) = options.listen {
        config.listen = listen;
    }
    let demo = config.demo;
    run::start(config, |address| {
        let words = if demo { " (a demonstration)" } else { "" };
        // Nobody may be listening.
        let _ = output::print(&format!("Capstan is at http://{address}{words}\n"));
    })
    .context("the service could not start")?;
    Ok(Done::Well)
}

/// Does the background jobs of a service that runs elsewhere.
///
/// # Errors
/// If the settings are not understood, or are not those of a service whose
/// jobs can be done apart from it.
pub fn work(options: Work) -> Result<Done> {
    let config = config(options.place, false)?;
    run::work(config, options.until_none, || {
        tell!("Waiting for jobs.");
    })
    .context("no jobs can be done")?;
    Ok(Done::Well)
}

/// Says where all pages are.
///
/// # Errors
/// If nobody reads it.
pub fn routes() -> Result<Done> {
    let pages = capstan_server::web::pages();
    output::json(&pages.list())?;
    Ok(Done::Well)
}

/// The settings of an installation.
///
/// # Errors
/// If they are not understood.
pub fn config(place: Place, demo: bool) -> Result<Config> {
    let mut config = Config::load(place.config.as_deref(), |name| std::env::var(name).ok())?;
    if let Some(data) = place.data {
        config.data = data;
    }
    config.demo |= demo;
    Ok(config)
}
