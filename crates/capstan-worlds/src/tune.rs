//! Finding hyper-parameters: random search on a validation fold, the best few
//! settled on all folds (Bergstra and Bengio 2012,
//! <https://jmlr.org/papers/v13/bergstra12a.html>).

use crate::WorldError;
use crate::change::Change;
use crate::design::{Design, Protocol};
use crate::metric::METRICS;
use crate::split::Split;
use crate::world::Tally;
use capstan_data::Ratings;
use capstan_learn::params::{Domain, ParamInfo};
use capstan_learn::{Model, Params};
use capstan_stats::Stream;
use rand::RngExt;
use rayon::prelude::*;
use std::time::{Duration, Instant};

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    /// The place of the metric to get right.
    pub metric: usize,
    /// How many settings to try at most; the first is the defaults.
    pub trials: u32,
    /// How long to try at most.
    pub budget: Duration,
    /// The seed of the split and of the settings.
    pub seed: u64,
}

/// One setting that was tried.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The setting.
    pub params: Params,
    /// The metric on the validation fold.
    pub on_validation: f64,
    /// The metric over all folds, for the finalists.
    pub on_all_folds: Option<f64>,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Tuned {
    /// All trials, best first; the first is the setting to use.
    pub trials: Vec<Trial>,
    /// The defaults.
    pub defaults: Trial,
    /// The un-personalised counterpart over all folds.
    pub counterpart: Option<f64>,
}

/// Into how many folds the ratings are cut; the first validates.
const FOLDS: u8 = 5;
/// How many settings are settled on all folds, the defaults beside them.
const FINALISTS: usize = 3;
/// Settings that are tried side by side.
const BATCH: u32 = 4;

/// Searches; settings for which training fails are passed over.
///
/// # Errors
/// If the defaults cannot be trained.
pub fn tune(
    ratings: &Ratings,
    model: &dyn Model,
    search: Search,
    tried: &(dyn Fn(u32) + Sync),
) -> Result<Tuned, WorldError> {
    let start = Instant::now();
    let bench = Bench::new(ratings, search);
    let defaults = Params::new(model.info(), [])?;
    let first = bench.score(model, &defaults, 0..1)?.unwrap_or(f64::NAN);
    tried(1);
    let mut trials = vec![Trial {
        params: defaults,
        on_validation: first,
        on_all_folds: None,
    }];
    let mut next = 1;
    while next < search.trials && start.elapsed() < search.budget {
        let batch: Vec<u32> = (next..(next + BATCH).min(search.trials)).collect();
        let scored: Vec<Option<Trial>> = batch
            .par_iter()
            .map(|&n| {
                let params = setting(model, &bench.stream.nth("trial", u64::from(n)))?;
                let score = bench.score(model, &params, 0..1).ok()??;
                tried(1);
                Some(Trial {
                    params,
                    on_validation: score,
                    on_all_folds: None,
                })
            })
            .collect();
        trials.extend(scored.into_iter().flatten());
        next += batch.len() as u32;
    }
    let better = |a: f64, b: f64| {
        if METRICS[search.metric].lower_is_better {
            a.total_cmp(&b)
        } else {
            b.total_cmp(&a)
        }
    };
    let mut defaults = trials[0].clone();
    trials.sort_by(|a, b| better(a.on_validation, b.on_validation));
    let finalists = trials.len().min(FINALISTS);
    trials[..finalists].par_iter_mut().try_for_each(|trial| {
        trial.on_all_folds = bench.score(model, &trial.params, 0..FOLDS)?;
        Ok::<_, WorldError>(())
    })?;
    defaults.on_all_folds = bench.score(model, &defaults.params, 0..FOLDS)?;
    if !trials[..finalists]
        .iter()
        .any(|t| t.params == defaults.params)
    {
        trials.retain(|t| t.params != defaults.params);
        trials.insert(finalists.min(trials.len()), defaults.clone());
    }
    let settled = trials.iter().filter(|t| t.on_all_folds.is_some()).count();
    trials[..settled].sort_by(|a, b| {
        better(
            a.on_all_folds.unwrap_or(f64::NAN),
            b.on_all_folds.unwrap_or(f64::NAN),
        )
    });
    let plain = capstan_learn::find(model.info().counterpart)?;
    let counterpart = bench.score(plain, &Params::new(plain.info(), [])?, 0..FOLDS)?;
    Ok(Tuned {
        trials,
        defaults,
        counterpart,
    })
}

/// A split to score settings on.
struct Bench<'a> {
    ratings: &'a Ratings,
    design: Design,
    split: Split,
    none: Change,
    metric: usize,
    stream: Stream,
}

impl<'a> Bench<'a> {
    fn new(ratings: &'a Ratings, search: Search) -> Self {
        let stream = Stream::root(search.seed).child("tune");
        let design = Design {
            // Another split than any forecast of the same seed is tested on.
            seed: stream.priority(0),
            folds: FOLDS,
            protocol: Protocol::Paired,
        };
        let none = Change::none(ratings.n_users());
        Self {
            ratings,
            design,
            split: Split::new(ratings, &design, 0, &none),
            none,
            metric: search.metric,
            stream,
        }
    }

    fn score(
        &self,
        model: &dyn Model,
        params: &Params,
        folds: std::ops::Range<u8>,
    ) -> Result<Option<f64>, WorldError> {
        let mut tally = Tally::new(self.ratings.n_users());
        let predicts = model.info().ranks_only.is_none();
        for fold in folds {
            let train = self
                .split
                .training(self.ratings, &self.design, 0, &self.none, fold);
            let fitted = model.fit(params, &train, &self.stream)?;
            tally.test(
                self.ratings,
                &self.split,
                &self.none,
                fold,
                &*fitted,
                predicts,
            );
        }
        let outcome = tally.finish();
        let sum = |side: usize| {
            let people = outcome.people.iter();
            people.map(|p| f64::from(p[side][self.metric])).sum()
        };
        Ok(METRICS[self.metric].ratio(sum(0), sum(1)))
    }
}

/// A setting drawn around the defaults.
fn setting(model: &dyn Model, stream: &Stream) -> Option<Params> {
    let info = model.info();
    let drawn: Vec<(&str, String)> = info
        .params
        .iter()
        .map(|p| (p.name, draw(p, &mut stream.child(p.name).rng())))
        .collect();
    Params::new(info, drawn.iter().map(|(n, v)| (*n, v.as_str()))).ok()
}

/// Numbers are drawn evenly on a logarithmic scale, up to eight times below and
/// above the default; what costs time grows at most twofold.
fn draw(param: &ParamInfo, rng: &mut impl RngExt) -> String {
    let around = |low: f64, high: f64, rng: &mut dyn FnMut() -> f64| low * (high / low).powf(rng());
    let mut uniform = || rng.random::<f64>();
    match param.domain {
        Domain::Whole(low, high) => {
            let default: f64 = param.default.parse().unwrap_or(1.0);
            let x = around(default.max(1.0) / 8.0, default.max(1.0) * 2.0, &mut uniform);
            let x = x.round().clamp(f64::from(low.max(1)), f64::from(high));
            format!("{x}")
        }
        Domain::Real(low, high) => {
            let default: f64 = param.default.parse().unwrap_or(1.0);
            let x = if default > 0.0 {
                around(default / 8.0, default * 8.0, &mut uniform)
            } else {
                // A pull that is off by default: try up to a hundred ratings' worth.
                100.0 * uniform()
            };
            // Three digits are enough to set and to read.
            let three: f64 = format!("{x:.2e}").parse().unwrap_or(x);
            three.clamp(low, high).to_string()
        }
        Domain::Word(words) => {
            let at = (uniform() * words.len() as f64) as usize;
            words.get(at).copied().unwrap_or(param.default).to_owned()
        }
    }
}
