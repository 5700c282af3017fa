//! `capstan forecast`

use crate::Done;
use crate::campaign;
use crate::cli::{Forecast as Options, Protocol};
use crate::load::{self, Loaded};
use crate::output;
use crate::progress::Bar;
use anyhow::{Result, bail};
use capstan_data::{Group, Keep};
use capstan_learn::{Model, Params, Training};
use capstan_leverage::lever::share;
use capstan_leverage::{Action, Lever, Plan, report};
use capstan_stats::Stream;
use capstan_worlds::Cache;
use std::time::Instant;

/// The participations of a curve when none are asked for.
const PARTICIPATION: [f64; 10] = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// Makes a forecast and writes it.
///
/// # Errors
/// If the options, the data or the disk do not allow it.
pub fn run(mut options: Options) -> Result<Done> {
    if let Some(path) = options
        .data
        .file
        .clone()
        .filter(|f| campaign::is_campaign(f))
    {
        options = campaign::fill(options, &path)?;
    }
    let plan = plan(&options)?;
    let (model, params) = load::model(&options.model)?;
    let loaded = load::data(&options.data, keep(&plan))?;
    let results = &options.results;
    output::folder(results)?;
    let cache = Cache::open(&results.out.join("worlds"))?;
    say_cost(&plan, &loaded, model, &params)?;
    let bar = Bar::new();
    let operator = loaded.operator(model, &params);
    let source = serde_json::to_value(&loaded.source)?;
    let forecast = capstan_leverage::forecast(&plan, operator, source, &cache, &bar)?;
    bar.finish();
    let files = [
        ("forecast.json", forecast.to_json()),
        ("curve.csv", forecast.to_csv()),
        ("report.html", report::page(&forecast, results.lang.into())),
    ];
    output::give(results, &files, |lang| report::text(&forecast, lang))?;
    Ok(Done::Well)
}

/// What the data of a plan must carry.
pub fn keep(plan: &Plan) -> Keep {
    Keep {
        times: plan
            .actions
            .iter()
            .any(|a| matches!(a.lever, Lever::StrikeFrom(_))),
        rows: plan.protocol == capstan_worlds::Protocol::Published,
    }
}

fn plan(options: &Options) -> Result<Plan> {
    let or = |given: &[String], default: &str| {
        if given.is_empty() {
            vec![default.to_owned()]
        } else {
            given.to_vec()
        }
    };
    let levers = or(&options.lever, "strike");
    let mut who = or(&options.who, "random");
    let mut shares = or(&options.share, "1");
    for (name, list) in [("--who", &mut who), ("--share", &mut shares)] {
        if list.len() == 1 {
            list.resize(levers.len(), list[0].clone());
        }
        if list.len() != levers.len() {
            bail!(
                "{} levers and {} times {name}: give one {name} for each --lever, or one for all",
                levers.len(),
                list.len()
            );
        }
    }
    let mut actions = Vec::new();
    for ((lever, who), part) in levers.iter().zip(&who).zip(&shares) {
        actions.push(Action {
            lever: lever.parse()?,
            group: Group::parse(who)?,
            share: share("share", part)?,
        });
    }
    let mut participation = options.participation.clone();
    if participation.is_empty() {
        participation = PARTICIPATION.to_vec();
    }
    participation.sort_by(f64::total_cmp);
    participation.dedup();
    Ok(Plan {
        actions,
        participation,
        replicates: options.replicates.unwrap_or(8),
        folds: options.folds.unwrap_or(5),
        seed: options.seed.unwrap_or(1),
        target: options.target.as_deref().map(str::parse).transpose()?,
        tolerance: options.tolerance,
        protocol: options.protocol.unwrap_or(Protocol::Paired).into(),
    })
}

/// Says what a run will cost, from one training on four fifths of the data.
fn say_cost(plan: &Plan, loaded: &Loaded, model: &dyn Model, params: &Params) -> Result<()> {
    // What is wrong with the plan is better said before a training.
    plan.call(&loaded.data)?;
    let train = Training::select(&loaded.data.ratings, |_| |at: usize| !at.is_multiple_of(5));
    let start = Instant::now();
    model.fit(params, &train, &Stream::root(plan.seed))?;
    let each = start.elapsed().as_secs_f64();
    // Beside the changes: the data as they are, and without some people.
    let replicates = u64::from(plan.replicates);
    let worlds = replicates * (plan.participation.len() as u64 + 2);
    let shared = model.info().forgets
        && plan
            .actions
            .iter()
            .all(|a| matches!(a.lever, Lever::Strike | Lever::Boycott));
    let trainings = u64::from(plan.folds) * if shared { 2 * replicates } else { worlds };
    let threads = rayon::current_num_threads();
    let seconds = trainings as f64 * each / threads as f64;
    let time = if seconds < 90.0 {
        format!("{} s", seconds.ceil())
    } else if seconds < 5400.0 {
        format!("{} min", (seconds / 60.0).ceil())
    } else {
        format!("{:.1} hours", seconds / 3600.0)
    };
    tell!(
        "at most {trainings} trainings of {each:.3} s each: about {time} on {threads} cores, testing not counted"
    );
    Ok(())
}
