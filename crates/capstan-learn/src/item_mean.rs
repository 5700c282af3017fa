//! The mean rating of each item: a recommender that knows items, not people.

use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::Params;
use crate::training::Training;
use capstan_stats::Stream;

/// The mean rating of each item.
#[derive(Debug)]
pub struct ItemMean;

static INFO: ModelInfo = ModelInfo {
    name: "item-mean",
    title: "the mean rating of each item",
    source: "the un-personalised baseline (MovieMean) of Vincent, Hecht and Sen, \"Data Strikes\", WWW 2019",
    cost: "one pass over the ratings; 16 bytes an item",
    unknown: "the mean rating of each item, as everyone",
    counterpart: "item-mean",
    ranks_only: None,
    forgets: true,
    params: &[],
};

#[derive(Clone)]
struct FittedMeans {
    train: Training,
    gone: Vec<bool>,
    sums: Vec<f64>,
    counts: Vec<u32>,
    sum: f64,
    count: u64,
}

impl Model for ItemMean {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(&self, _: &Params, train: &Training, _: &Stream) -> Result<Box<dyn Fitted>, LearnError> {
        let mut fitted = FittedMeans {
            train: train.clone(),
            gone: vec![false; train.n_users()],
            sums: vec![0.0; train.n_items()],
            counts: vec![0; train.n_items()],
            sum: 0.0,
            count: train.len() as u64,
        };
        for user in 0..train.n_users() as u32 {
            let row = train.user(user);
            for (&i, &v) in row.items.iter().zip(row.values) {
                fitted.sums[i as usize] += f64::from(v);
                fitted.counts[i as usize] += 1;
                fitted.sum += f64::from(v);
            }
        }
        Ok(Box::new(fitted))
    }
}

impl Fitted for FittedMeans {
    fn scores(&self, _: u32, items: &[u32], out: &mut [f64]) {
        let mean = self.train.scale().mean(self.sum, self.count);
        for (o, &i) in out.iter_mut().zip(items) {
            let count = self.counts[i as usize];
            *o = if count == 0 {
                mean
            } else {
                self.sums[i as usize] / f64::from(count)
            };
        }
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        for &user in users {
            if std::mem::replace(&mut self.gone[user as usize], true) {
                continue;
            }
            let row = self.train.user(user);
            for (&i, &v) in row.items.iter().zip(row.values) {
                self.sums[i as usize] -= f64::from(v);
                self.counts[i as usize] -= 1;
                self.sum -= f64::from(v);
            }
            self.count -= row.items.len() as u64;
        }
        Ok(())
    }

    fn fork(&self) -> Option<Box<dyn Fitted>> {
        Some(Box::new(self.clone()))
    }
}

#[cfg(test)]
crate::conformance::suite!(super::ItemMean);
