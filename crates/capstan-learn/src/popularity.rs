//! How many people liked each item.

use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::{Domain, ParamInfo, Params};
use crate::training::Training;
use capstan_stats::Stream;

/// Whether models of likes see only liked items: shared by all of them.
pub const LIKES: ParamInfo = ParamInfo {
    name: "likes",
    what: "yes: only ratings that count as liked are signs of interest; no: every rating is",
    default: "yes",
    domain: Domain::Word(&["yes", "no"]),
};

/// The signs of interest in `train`.
pub fn interest(params: &Params, train: &Training) -> Training {
    if params.word("likes") == "yes" {
        train.likes()
    } else {
        train.clone()
    }
}

/// How many people liked each item.
#[derive(Debug)]
pub struct Popularity;

static INFO: ModelInfo = ModelInfo {
    name: "popularity",
    title: "how many people liked each item",
    source: "the un-personalised baseline (TopPop) of Cremonesi, Koren and Turrin, RecSys 2010, doi:10.1145/1864708.1864721",
    cost: "one pass over the ratings; 4 bytes an item",
    unknown: "the most liked items, as everyone",
    counterpart: "popularity",
    ranks_only: Some("popularity counts people, it does not predict ratings"),
    forgets: true,
    params: &[LIKES],
};

#[derive(Clone)]
struct Counts {
    interest: Training,
    gone: Vec<bool>,
    counts: Vec<u32>,
}

impl Model for Popularity {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(
        &self,
        params: &Params,
        train: &Training,
        _: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError> {
        let interest = interest(params, train);
        Ok(Box::new(Counts {
            gone: vec![false; interest.n_users()],
            counts: interest.counts(),
            interest,
        }))
    }
}

impl Fitted for Counts {
    fn scores(&self, _: u32, items: &[u32], out: &mut [f64]) {
        for (o, &i) in out.iter_mut().zip(items) {
            *o = f64::from(self.counts[i as usize]);
        }
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        for &user in users {
            if !std::mem::replace(&mut self.gone[user as usize], true) {
                for &i in self.interest.user(user).items {
                    self.counts[i as usize] -= 1;
                }
            }
        }
        Ok(())
    }

    fn fork(&self) -> Option<Box<dyn Fitted>> {
        Some(Box::new(self.clone()))
    }
}

#[cfg(test)]
crate::conformance::suite!(super::Popularity);
