//! Biased matrix factorisation by stochastic gradient descent.
//!
//! `r = mean + b_u + b_i + p_u . q_i`, trained user by user in a random order,
//! the same in every epoch; single precision inside. A
//! person's and an item's first factors belong to them: they do not depend on
//! who else is in the data.

use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::{Domain, ParamInfo, Params};
use crate::sgd::{Factors, Rates, Visits};
use crate::training::Training;
use capstan_stats::Stream;
use rand_distr::{Distribution, Normal};
use std::cell::RefCell;

/// Biased matrix factorisation (SVD in the sense of the Netflix prize).
#[derive(Debug)]
pub struct Svd;

static INFO: ModelInfo = ModelInfo {
    name: "svd",
    title: "biased matrix factorisation, stochastic gradient descent",
    source: "Koren, Bell and Volinsky 2009, doi:10.1109/MC.2009.263; defaults as in Surprise (Hug 2020, doi:10.21105/joss.02174), which Vincent, Hecht and Sen used in 2019",
    cost: "epochs x ratings x factors; 4 bytes x (users + items) x factors",
    unknown: "the mean plus the item's bias: no personalisation",
    counterpart: "item-mean",
    ranks_only: None,
    forgets: false,
    params: &[
        ParamInfo {
            name: "factors",
            what: "hidden tastes per person and item",
            default: "100",
            domain: Domain::Whole(0, 4096),
        },
        ParamInfo {
            name: "epochs",
            what: "passes over the ratings",
            default: "20",
            domain: Domain::Whole(1, 10_000),
        },
        ParamInfo {
            name: "lr",
            what: "learning rate",
            default: "0.005",
            domain: Domain::Real(1e-6, 1.0),
        },
        ParamInfo {
            name: "reg",
            what: "pull of biases and factors towards 0",
            default: "0.02",
            domain: Domain::Real(0.0, 10.0),
        },
    ],
};

/// The spread of the first factors.
const INIT_SD: f32 = 0.1;

struct FittedSvd {
    mean: f32,
    user_bias: Vec<f32>,
    item_bias: Vec<f32>,
    users: Factors,
    items: Factors,
    known_user: Vec<bool>,
    known_item: Vec<bool>,
    scale: capstan_data::Scale,
}

impl Model for Svd {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(
        &self,
        params: &Params,
        train: &Training,
        stream: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError> {
        let width = params.whole("factors");
        let rates = Rates {
            lr: params.real("lr") as f32,
            reg: params.real("reg") as f32,
        };
        let (users, items) = first(stream, train, width);
        let mut fitted = FittedSvd {
            mean: train.mean() as f32,
            user_bias: vec![0.0; train.n_users()],
            item_bias: vec![0.0; train.n_items()],
            users,
            items,
            known_user: train.known(),
            known_item: train.counts().iter().map(|&n| n > 0).collect(),
            scale: train.scale(),
        };
        let visits = Visits::new(train, stream);
        for _ in 0..params.whole("epochs") {
            crate::sgd::epoch(
                &visits,
                fitted.mean,
                rates,
                (&mut fitted.users, &mut fitted.user_bias),
                (&mut fitted.items, &mut fitted.item_bias),
            );
        }
        let finite = |xs: &[f32]| xs.iter().all(|x| x.is_finite());
        if !finite(&fitted.user_bias) || !finite(&fitted.item_bias) {
            return Err(LearnError::TooMuch {
                model: INFO.name,
                why: format!("training ran away at lr = {}", params.real("lr")),
                hint: "lower lr or raise reg".to_owned(),
            });
        }
        Ok(Box::new(fitted))
    }
}

/// What the first factors of a training depend on: not on its ratings.
struct Start {
    stream: Stream,
    width: usize,
    users: Vec<u64>,
    items: Vec<u64>,
}

thread_local! {
    /// The first factors that this thread drew last. The worlds and folds of a
    /// replicate share them, and drawing them is a fifth of a small training.
    static LAST: RefCell<Option<(Start, Factors, Factors)>> = const { RefCell::new(None) };
}

/// The first factors of all people and items; each draws its own.
fn first(stream: &Stream, train: &Training, width: usize) -> (Factors, Factors) {
    LAST.with_borrow_mut(|last| {
        if let Some((start, users, items)) = last
            && start.stream == *stream
            && start.width == width
            && start.users == train.user_keys()
            && start.items == train.item_keys()
        {
            return (users.clone(), items.clone());
        }
        let draw = |name: &str, keys: &[u64]| {
            let stream = stream.child(name);
            let normal = Normal::new(0.0f32, INIT_SD).expect("a positive spread");
            Factors::new(keys.len(), width, |at, row| {
                let mut rng = stream.at(keys[at]);
                row.iter_mut().for_each(|x| *x = normal.sample(&mut rng));
            })
        };
        let users = draw("svd user", train.user_keys());
        let items = draw("svd item", train.item_keys());
        let start = Start {
            stream: stream.clone(),
            width,
            users: train.user_keys().to_vec(),
            items: train.item_keys().to_vec(),
        };
        *last = Some((start, users.clone(), items.clone()));
        (users, items)
    })
}

impl Fitted for FittedSvd {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        let u = user as usize;
        for (o, &item) in out.iter_mut().zip(items) {
            let i = item as usize;
            let mut r = self.mean;
            if self.known_user[u] {
                r += self.user_bias[u];
            }
            if self.known_item[i] {
                r += self.item_bias[i];
                if self.known_user[u] {
                    r += self.users.dot(u, &self.items, i);
                }
            }
            *o = self.scale.clip(f64::from(r));
        }
    }
}

#[cfg(test)]
crate::conformance::suite!(super::Svd);
