//! Nearest people: a rating is guessed from the ratings of similar people.
//!
//! A person's similarities are found when the person is served, by one walk
//! over all ratings of the items they rated. So nothing has to be kept for
//! pairs of people, and to forget someone is to leave them out.

use super::common::{Crowd, Neighbours, Settings, ranks};
use super::similarity::{Cosine, Levels, Measure, Msd, Pearson, add};
use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::Params;
use crate::training::{Training, Transposed};
use capstan_stats::Stream;
use std::marker::PhantomData;

/// Nearest people.
#[derive(Debug)]
pub struct UserKnn;

static INFO: ModelInfo = ModelInfo {
    name: "user-knn",
    title: "nearest people",
    source: "Resnick, Iacovou, Suchak, Bergstrom and Riedl 1994, doi:10.1145/192844.192905; the baseline variant of Koren 2010, doi:10.1145/1644873.1644874; defaults as in Surprise (Hug 2020, doi:10.21105/joss.02174)",
    cost: "two passes over the ratings, and to serve a person all ratings of the items they rated; 12 bytes a rating",
    unknown: "the mean rating of each item: no personalisation",
    counterpart: "item-mean",
    ranks_only: None,
    forgets: true,
    params: super::PARAMS,
};

impl Model for UserKnn {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(
        &self,
        params: &Params,
        train: &Training,
        _: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError> {
        Ok(match params.word("similarity") {
            "cosine" => Box::new(People::<Cosine, 3>::fit(params, train)?),
            "pearson" => Box::new(People::<Pearson, 4>::fit(params, train)?),
            _ => Box::new(People::<Msd, 1>::fit(params, train)?),
        })
    }
}

#[derive(Clone)]
struct People<M, const W: usize> {
    crowd: Crowd,
    by_item: Transposed,
    settings: Settings,
    levels: Levels,
    ties: Vec<u32>,
    measure: PhantomData<M>,
}

impl<M: Measure<W>, const W: usize> People<M, W> {
    fn fit(params: &Params, train: &Training) -> Result<Self, LearnError> {
        let settings = Settings::read(params);
        Ok(Self {
            levels: super::levels(INFO.name, train.scale(), M::FROM_ZERO, train.n_items())?,
            crowd: Crowd::new(train, settings.baseline),
            by_item: train.transposed(),
            settings,
            ties: ranks(train.user_keys()),
            measure: PhantomData,
        })
    }

    /// How similar everyone is to `user`; 0 for those who share no rating,
    /// for those who are gone, and for the person.
    fn similarities(&self, user: u32) -> Vec<f64> {
        let levels = &self.levels;
        let mut sums = vec![[0; W]; self.crowd.gone.len()];
        let row = self.crowd.train.user(user);
        for (&item, &value) in row.items.iter().zip(row.values) {
            let x = levels.of(value);
            let (users, values) = self.by_item.item(item);
            for (&other, &v) in users.iter().zip(values) {
                add(&mut sums[other as usize], M::pair(levels, x, levels.of(v)));
            }
        }
        sums[user as usize] = [0; W];
        sums.iter()
            .zip(&self.crowd.gone)
            .map(|(sums, &gone)| {
                let n = levels.count(sums[0]);
                if gone || n == 0 {
                    0.0
                } else {
                    self.settings.shrunk(M::similarity(levels, sums), n)
                }
            })
            .collect()
    }
}

impl<M: Measure<W>, const W: usize> Fitted for People<M, W> {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        if !self.crowd.knows(user) {
            return self.crowd.serve_stranger(items, out);
        }
        let scale = self.crowd.train.scale();
        let similarities = self.similarities(user);
        let mut near = Neighbours::new(self.settings.k);
        for (o, &item) in out.iter_mut().zip(items) {
            near.clear();
            let (users, values) = self.by_item.item(item);
            for (&other, &value) in users.iter().zip(values) {
                let similarity = similarities[other as usize];
                if similarity > 0.0 {
                    let far = f64::from(value) - self.crowd.expected(other, item);
                    near.push(similarity, far, self.ties[other as usize]);
                }
            }
            *o = scale.clip(self.crowd.expected(user, item) + near.mean());
        }
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        self.crowd.drop(users);
        Ok(())
    }

    fn fork(&self) -> Option<Box<dyn Fitted>> {
        Some(Box::new(self.clone()))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn agrees_with_brute_force() {
        crate::knn::oracle::agrees(&super::UserKnn, false);
    }
}

#[cfg(test)]
crate::conformance::suite!(super::UserKnn);
