//! Values of people and groups in ratings.

use crate::Done;
use crate::cli::Value as Options;
use crate::load::{self, Source};
use crate::output;
use crate::progress::Bar;
use anyhow::{Context, Result, bail};
use capstan_data::{Groups, Keep};
use capstan_learn::Params;
use capstan_value::recommender::run::PEOPLE;
use capstan_value::recommender::{
    Method, Plan, Players, RatingsValues, System, report, values, values_tried,
};
use capstan_value::value::csv;
use capstan_worlds::{Cache, METRICS, View, metric};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How to make values again.
#[derive(Debug, Serialize, Deserialize)]
struct Origin {
    /// Where the ratings came from.
    data: Source,
    /// The table of groups.
    groups: Option<PathBuf>,
    /// The coalitions of groups to be told about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    coalitions: Vec<Vec<String>>,
}

/// Values the people of `unit` and writes what came out.
///
/// # Errors
/// If the options, the data or the disk do not allow it.
pub fn run(options: &Options, unit: &str) -> Result<Done> {
    let plan = plan(options)?;
    let (model, params) = load::model(&options.model)?;
    let loaded = load::data(&options.data, Keep::default())?;
    let groups = (unit != PEOPLE).then(|| PathBuf::from(unit));
    let origin = Origin {
        groups: groups.clone(),
        coalitions: options.coalitions(),
        data: loaded.source.clone(),
    };
    let players = players(&loaded, groups.as_deref())?.asked_about(&origin.coalitions)?;
    let results = &options.results;
    output::folder(results)?;
    let worlds = options.worlds.clone();
    let cache = Cache::open(&worlds.unwrap_or_else(|| results.out.join("worlds")))?;
    let bar = Bar::new();
    let system = System {
        data: &loaded.data,
        hash: &loaded.hash,
        synthetic: loaded.synthetic(),
        source: &serde_json::to_value(&origin)?,
        model,
        params: &params,
    };
    let make = if options.records.check {
        values_tried
    } else {
        values
    };
    let made = make(&plan, &players, unit, system, &cache, &bar)?;
    bar.finish();
    let files = [
        ("values.json", made.to_json()),
        ("values.csv", csv(&made.values())),
        ("report.html", report::page(&made, results.lang.into())),
    ];
    output::give(results, &files, |lang| report::text(&made, lang))?;
    Ok(Done::Well)
}

fn plan(options: &Options) -> Result<Plan> {
    let name = options.metric.as_deref().unwrap_or("ndcg@10");
    let Some(metric) = metric::find(name) else {
        bail!(
            "--metric {name}: expected one of {}",
            METRICS.each_ref().map(|m| m.name).join(", ")
        );
    };
    let Some(view) = View::find(&options.view) else {
        bail!(
            "--view {}: expected one of everyone, strikers, bystanders, others",
            options.view
        );
    };
    Ok(Plan {
        method: options.method.parse::<Method>()?,
        metric,
        view,
        folds: options.folds,
        replicates: options.replicates,
        seed: options.seed,
        tolerance: options.tolerance,
        budget: options.budget,
    })
}

fn players(loaded: &load::Loaded, groups: Option<&Path>) -> Result<Players> {
    Ok(match groups {
        None => Players::people(&loaded.data),
        Some(file) => {
            let groups = Groups::read(file, loaded.data.ratings.users())?;
            Players::groups(&loaded.data, &groups)
        }
    })
}

/// Makes values again as their file says; `data` is where the ratings are now,
/// if they moved.
///
/// # Errors
/// If the ratings or groups cannot be read, or are not those of the file.
pub fn again(made: &RatingsValues, data: Option<PathBuf>) -> Result<RatingsValues> {
    let mut origin: Origin = serde_json::from_value(made.data.source.clone())
        .context("the values do not say where their data came from")?;
    let source = serde_json::to_value(&origin)?;
    if data.is_some() {
        origin.data.file = data;
    }
    let mut loaded = load::read(origin.data)?;
    let players = players(&loaded, origin.groups.as_deref())?.asked_about(&origin.coalitions)?;
    for (what, found, wanted) in [
        ("ratings", Some(&*loaded.hash), Some(&*made.data.hash)),
        ("groups", players.hash(), made.unit.hash.as_deref()),
    ] {
        if found != wanted {
            let short =
                |hash: Option<&str>| hash.map_or("none", |h| h.get(..16).unwrap_or(h)).to_owned();
            bail!(
                "these are not the {what} of the values: content hash {} found, {} expected; put the right file in place, or name the ratings with --data",
                short(found),
                short(wanted)
            );
        }
    }
    loaded.data.name.clone_from(&made.data.name);
    let model = capstan_learn::find(&made.model.name)?;
    let settings: Vec<(String, String)> = made
        .model
        .params
        .iter()
        .map(|(name, setting)| (name.to_owned(), setting.to_string()))
        .collect();
    let settings = settings.iter().map(|(n, s)| (n.as_str(), s.as_str()));
    let params = Params::new(model.info(), settings)?;
    let (Some(metric), Some(view)) = (metric::find(&made.metric), View::find(&made.view)) else {
        bail!(
            "the values are not of this version of Capstan: metric {}, view {}",
            made.metric,
            made.view
        );
    };
    let plan = Plan {
        method: made.method.name.parse()?,
        metric,
        view,
        folds: made.design.folds,
        replicates: made.design.replicates,
        seed: made.seed,
        tolerance: made.design.tolerance,
        budget: made.design.budget,
    };
    let system = System {
        data: &loaded.data,
        hash: &loaded.hash,
        synthetic: loaded.source.file.is_none(),
        source: &source,
        model,
        params: &params,
    };
    let bar = Bar::new();
    let make = if made.usefulness.is_some() {
        values_tried
    } else {
        values
    };
    let again = make(
        &plan,
        &players,
        &made.unit.name,
        system,
        &Cache::in_memory(),
        &bar,
    )?;
    bar.finish();
    Ok(again)
}
