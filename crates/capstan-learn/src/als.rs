//! Biased matrix factorisation by alternating least squares.
//!
//! What damped biases leave of a rating is guessed as `p_u . q_i`. In turn all
//! `p` are solved for with the `q` held, and all `q` with the `p` held; the
//! penalty of each grows with its number of ratings. An item's first factors
//! belong to it: they do not depend on who else is in the data.

use crate::baseline::Biases;
use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::{Domain, FACTORS, ParamInfo, Params, epochs};
use crate::training::Training;
use capstan_stats::Stream;
use capstan_stats::linalg::Ridge;
use rand_distr::{Distribution, Normal};

/// Biased matrix factorisation by alternating least squares.
#[derive(Debug)]
pub struct Als;

static INFO: ModelInfo = ModelInfo {
    name: "als",
    title: "biased matrix factorisation, alternating least squares",
    source: "Zhou, Wilkinson, Schreiber and Pan 2008, doi:10.1007/978-3-540-68880-8_32; defaults and damping as in LensKit (Ekstrand 2020, doi:10.1145/3340531.3412778)",
    cost: "epochs x ratings x factors x min(factors, ratings per person or item); 8 bytes x (users + items) x factors",
    unknown: "the mean plus the item's damped bias: no personalisation",
    counterpart: "item-mean",
    ranks_only: None,
    forgets: false,
    params: &[
        FACTORS,
        epochs("10"),
        ParamInfo {
            name: "reg",
            what: "pull of the factors towards 0, for each rating",
            default: "0.1",
            domain: Domain::Real(1e-6, 1e6),
        },
    ],
};

/// Ratings at the mean that each bias is damped by.
const DAMPING: f64 = 5.0;

/// The spread of the first factors.
const INIT_SD: f64 = 0.1;

struct FittedAls {
    width: usize,
    biases: Biases,
    users: Vec<f64>,
    items: Vec<f64>,
    scale: capstan_data::Scale,
}

impl Model for Als {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(
        &self,
        params: &Params,
        train: &Training,
        stream: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError> {
        Ok(Box::new(FittedAls::new(params, train, stream)?))
    }
}

impl FittedAls {
    fn new(params: &Params, train: &Training, stream: &Stream) -> Result<Self, LearnError> {
        let width = params.whole("factors");
        let reg = params.real("reg");
        let biases = Biases::damped(train, DAMPING);
        let by_item = train.transposed();
        let mut fitted = Self {
            width,
            users: vec![0.0; train.n_users() * width],
            items: first_factors(train, width, &stream.child("als item"), |x| x),
            biases,
            scale: train.scale(),
        };
        let mut side = Side::default();
        for _ in 0..params.whole("epochs") {
            for (user, p) in (0..).zip(fitted.users.chunks_exact_mut(width)) {
                let row = train.user(user);
                let far = |i, v| f64::from(v) - fitted.biases.expected(user, i);
                side.solve(row.items, row.values, &fitted.items, far, reg, p)?;
            }
            for (item, q) in (0..).zip(fitted.items.chunks_exact_mut(width)) {
                let (users, values) = by_item.item(item);
                let far = |u, v| f64::from(v) - fitted.biases.expected(u, item);
                side.solve(users, values, &fitted.users, far, reg, q)?;
            }
        }
        Ok(fitted)
    }
}

/// First factors of the items with ratings; 0 for the others.
pub(crate) fn first_factors(
    train: &Training,
    width: usize,
    stream: &Stream,
    shape: impl Fn(f64) -> f64,
) -> Vec<f64> {
    let normal = Normal::new(0.0, INIT_SD).expect("a positive spread");
    let mut all = vec![0.0; train.n_items() * width];
    let keys = train.item_keys().iter().zip(train.counts());
    for (row, (&key, count)) in all.chunks_exact_mut(width).zip(keys) {
        if count > 0 {
            let mut rng = stream.at(key);
            row.iter_mut()
                .for_each(|x| *x = shape(normal.sample(&mut rng)));
        }
    }
    all
}

/// Room for one regression.
#[derive(Default)]
struct Side {
    rows: Vec<f64>,
    right: Vec<f64>,
    ridge: Ridge,
}

impl Side {
    /// Solves for the factors `x` of one person or item, given the factors
    /// `others` of those it has ratings with; without ratings they are 0.
    fn solve(
        &mut self,
        with: &[u32],
        values: &[f32],
        others: &[f64],
        far: impl Fn(u32, f32) -> f64,
        reg: f64,
        x: &mut [f64],
    ) -> Result<(), LearnError> {
        gather(with, others, x.len(), &mut self.rows);
        self.right.clear();
        let pairs = with.iter().zip(values);
        self.right.extend(pairs.map(|(&o, &v)| far(o, v)));
        let penalty = reg * with.len().max(1) as f64;
        self.ridge
            .least_squares(&self.rows, &self.right, penalty, x)
            .map_err(|_| ran_away(INFO.name))
    }
}

/// The rows of `from` that `which` names, one after the other.
pub(crate) fn gather(which: &[u32], from: &[f64], width: usize, into: &mut Vec<f64>) {
    into.clear();
    for &at in which {
        into.extend_from_slice(&from[at as usize * width..][..width]);
    }
}

pub(crate) fn ran_away(model: &'static str) -> LearnError {
    LearnError::TooMuch {
        model,
        why: "the factors grew beyond what numbers can hold".to_owned(),
        hint: "raise reg".to_owned(),
    }
}

impl Fitted for FittedAls {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        // Those without ratings have factors and biases of 0.
        let p = &self.users[user as usize * self.width..][..self.width];
        for (o, &item) in out.iter_mut().zip(items) {
            let q = &self.items[item as usize * self.width..][..self.width];
            let dot: f64 = p.iter().zip(q).map(|(x, y)| x * y).sum();
            *o = self.scale.clip(self.biases.expected(user, item) + dot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::ratings;

    /// After a round over the items, no item's factor can be moved for the
    /// better: written out from the raw ratings, the slope is 0.
    #[test]
    fn item_factors_are_least_squares() {
        let all = ratings(31);
        let train = Training::all(&all);
        let set = [("factors", "3"), ("epochs", "2"), ("reg", "0.2")];
        let params = Params::new(&INFO, set).unwrap();
        let fitted = FittedAls::new(&params, &train, &Stream::root(1)).unwrap();
        for item in 0..train.n_items() as u32 {
            let q = &fitted.items[item as usize * 3..][..3];
            let mut slope = [0.0; 3];
            let mut n = 0.0;
            for user in 0..train.n_users() as u32 {
                let row = train.user(user);
                let p = &fitted.users[user as usize * 3..][..3];
                if let Ok(at) = row.items.binary_search(&item) {
                    n += 1.0;
                    let dot: f64 = p.iter().zip(q).map(|(x, y)| x * y).sum();
                    let guess = fitted.biases.expected(user, item) + dot;
                    let error = guess - f64::from(row.values[at]);
                    for (s, x) in slope.iter_mut().zip(p) {
                        *s += error * x;
                    }
                    let mut out = [0.0];
                    fitted.scores(user, &[item], &mut out);
                    assert!((out[0] - train.scale().clip(guess)).abs() < 1e-12);
                }
            }
            for (s, x) in slope.iter().zip(q) {
                assert!((s + 0.2 * n * x).abs() < 1e-9, "{s} {x}");
            }
        }
    }
}

#[cfg(test)]
crate::conformance::suite!(super::Als);
