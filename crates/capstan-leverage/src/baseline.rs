//! How well a model serves people today.

use crate::error::LeverageError;
use crate::forecast::{Operator, Watch};
use capstan_learn::Params;
use capstan_stats::{Interval, Stream};
use capstan_worlds::{Account, BESIDE, Cache, Design, Figure, METRICS, Sums};
use serde::Serialize;

/// How to measure.
#[derive(Clone, Copy, Debug)]
pub struct Request {
    /// How worlds are drawn.
    pub design: Design,
    /// How many draws of folds and first factors.
    pub replicates: u32,
}

/// What a model and its counterpart reach, for everyone.
#[derive(Clone, Debug, Serialize)]
pub struct Baselines {
    /// The version of Capstan.
    pub capstan: String,
    /// The data set.
    pub data: DataSize,
    /// The model.
    pub model: ModelName,
    /// The model that stands for no personalisation.
    pub counterpart: String,
    /// The seed of everything.
    pub seed: u64,
    /// How many folds.
    pub folds: u8,
    /// How many replicates.
    pub replicates: u32,
    /// One entry for each metric.
    pub metrics: Vec<Line>,
}

/// The data set in short.
#[derive(Clone, Debug, Serialize)]
pub struct DataSize {
    /// Its content hash.
    pub hash: String,
    /// How many users.
    pub users: usize,
    /// How many items.
    pub items: usize,
    /// How many ratings.
    pub ratings: usize,
}

/// A model and its hyper-parameters.
#[derive(Clone, Debug, Serialize)]
pub struct ModelName {
    /// Its name.
    pub name: String,
    /// Its hyper-parameters.
    pub params: Params,
}

/// One metric.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// The metric.
    pub metric: &'static str,
    /// The model's value; `null` where the metric does not exist.
    pub value: Option<f64>,
    /// The lower limit of its 95 % interval.
    pub low: Option<f64>,
    /// The upper limit.
    pub high: Option<f64>,
    /// The counterpart's.
    pub counterpart: Option<Interval>,
    /// By how much the model is better; above 0 is better.
    pub gap: Option<Interval>,
    /// Why there is no value.
    pub reason: Option<&'static str>,
}

/// Measures a model and its counterpart.
///
/// # Errors
/// If the model refuses or the numbers are out of range.
pub fn measure(
    operator: Operator<'_>,
    request: Request,
    cache: &Cache,
    watch: &dyn Watch,
) -> Result<Baselines, LeverageError> {
    let ratings = &operator.data.ratings;
    if request.replicates == 0 {
        return Err(LeverageError::Range {
            name: "replicates",
            found: "0".to_owned(),
            expected: "at least 1",
        });
    }
    if request.design.folds < 2 {
        return Err(LeverageError::Range {
            name: "folds",
            found: request.design.folds.to_string(),
            expected: "a whole number from 2 to 255",
        });
    }
    if ratings.len() < usize::from(request.design.folds) {
        return Err(LeverageError::TooFew {
            ratings: ratings.len(),
            folds: request.design.folds,
        });
    }
    let info = operator.model.info();
    let lab = operator.lab(request.design, cache)?;
    let replicates = u64::from(request.replicates);
    watch.begins(BESIDE * replicates, request.design.folds);
    let mut account = Account::new(ratings.n_users(), 0);
    for replicate in lab.run(0..replicates, &|_| Vec::new(), watch)? {
        account.add(&replicate);
    }
    let stream = Stream::root(request.design.seed).child("bootstrap");
    let sums = account.settle(&stream, 1000);
    Ok(Baselines {
        capstan: env!("CARGO_PKG_VERSION").to_owned(),
        data: DataSize {
            hash: operator.hash.to_owned(),
            users: ratings.n_users(),
            items: ratings.n_items(),
            ratings: ratings.len(),
        },
        model: ModelName {
            name: info.name.to_owned(),
            params: operator.params.clone(),
        },
        counterpart: info.counterpart.to_owned(),
        seed: request.design.seed,
        folds: request.design.folds,
        replicates: request.replicates,
        metrics: (0..METRICS.len())
            .map(|m| line(&sums, m, info.ranks_only))
            .collect(),
    })
}

fn line(sums: &Sums<'_>, m: usize, ranks_only: Option<&'static str>) -> Line {
    let interval = |figure| sums.estimate(figure).map(|e| e.interval());
    let model = interval(Figure::Base(m));
    Line {
        metric: METRICS[m].name,
        value: model.map(|i| i.value),
        low: model.map(|i| i.low),
        high: model.map(|i| i.high),
        counterpart: interval(Figure::Counterpart(m)),
        gap: interval(Figure::Gap(m)),
        reason: match (model, ranks_only) {
            (Some(_), _) => None,
            (None, Some(why)) if METRICS[m].needs_ratings => Some(why),
            (None, _) => Some("nobody has test ratings that this metric needs"),
        },
    }
}
