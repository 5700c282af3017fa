//! The mean of all ratings, for everyone and everything.

use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::Params;
use crate::training::Training;
use capstan_stats::Stream;

/// The mean of all ratings.
#[derive(Debug)]
pub struct GlobalMean;

static INFO: ModelInfo = ModelInfo {
    name: "global-mean",
    title: "the mean of all ratings",
    source: "the plainest baseline: one number",
    cost: "one pass over the ratings",
    unknown: "the mean of all ratings",
    counterpart: "global-mean",
    ranks_only: None,
    forgets: true,
    params: &[],
};

#[derive(Clone)]
struct FittedMean {
    train: Training,
    sum: f64,
    count: u64,
    gone: Vec<bool>,
}

impl Model for GlobalMean {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(&self, _: &Params, train: &Training, _: &Stream) -> Result<Box<dyn Fitted>, LearnError> {
        Ok(Box::new(FittedMean {
            sum: train.mean() * train.len() as f64,
            count: train.len() as u64,
            gone: vec![false; train.n_users()],
            train: train.clone(),
        }))
    }
}

impl Fitted for FittedMean {
    fn scores(&self, _: u32, _: &[u32], out: &mut [f64]) {
        out.fill(self.train.scale().mean(self.sum, self.count));
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        for &user in users {
            if !std::mem::replace(&mut self.gone[user as usize], true) {
                let row = self.train.user(user);
                self.sum -= row.values.iter().map(|&v| f64::from(v)).sum::<f64>();
                self.count -= row.values.len() as u64;
            }
        }
        Ok(())
    }

    fn fork(&self) -> Option<Box<dyn Fitted>> {
        Some(Box::new(self.clone()))
    }
}

#[cfg(test)]
crate::conformance::suite!(super::GlobalMean);
