//! `capstan tune`

use crate::Done;
use crate::cli::Tune;
use crate::{load, output};
use anyhow::{Result, bail};
use capstan_data::Keep;
use capstan_worlds::tune::{Search, Trial, tune};
use capstan_worlds::{METRICS, metric};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::time::Duration;

/// Finds hyper-parameters.
///
/// # Errors
/// If the data cannot be read or there is no such model or metric.
pub fn run(options: Tune) -> Result<Done> {
    let model = capstan_learn::find(&options.model)?;
    let Some(at) = metric::find(&options.metric) else {
        bail!(
            "--metric {}: expected one of {}",
            options.metric,
            METRICS.each_ref().map(|m| m.name).join(", ")
        );
    };
    if let Some(why) = model.info().ranks_only
        && METRICS[at].needs_ratings
    {
        bail!("--metric {}: {why}; choose another metric", options.metric);
    }
    if !(options.budget > 0.0 && options.budget < 1e9) {
        bail!(
            "--budget {}: expected a number of seconds above 0",
            options.budget
        );
    }
    let loaded = load::data(&options.data, Keep::default())?;
    let bar = ProgressBar::new(u64::from(options.trials));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} settings, {eta} left")
    {
        bar.set_style(style);
    }
    let search = Search {
        metric: at,
        trials: options.trials.max(1),
        budget: Duration::from_secs_f64(options.budget),
        seed: options.seed,
    };
    let found = tune(&loaded.data.ratings, model, search, &|n| {
        bar.inc(u64::from(n))
    })?;
    bar.finish_and_clear();
    let best = &found.trials[0];
    if options.json {
        let shown = |t: &Trial| json!({"params": t.params, "on_validation": t.on_validation, "on_all_folds": t.on_all_folds});
        let trials: Vec<_> = found.trials.iter().map(shown).collect();
        let value = json!({"model": options.model, "metric": options.metric, "best": shown(best),
            "defaults": shown(&found.defaults), "counterpart": found.counterpart, "trials": trials});
        output::json(&value)?;
        return Ok(Done::Well);
    }
    let number = |x: Option<f64>| x.map_or("-".to_owned(), |x| format!("{x:.4}"));
    let mut text = format!(
        "{} over 5 folds, {} settings tried\n  best         {}\n  defaults     {}\n  {:<12} {}\n\nuse it with",
        options.metric,
        found.trials.len(),
        number(best.on_all_folds),
        number(found.defaults.on_all_folds),
        model.info().counterpart,
        number(found.counterpart),
    );
    text.push_str(&format!(" --model {}", options.model));
    for (name, setting) in best.params.iter() {
        text.push_str(&format!(" --set {name}={setting}"));
    }
    text.push('\n');
    output::print(&text)?;
    Ok(Done::Well)
}
