//! Nearest items: a rating is guessed from the person's ratings of similar
//! items.
//!
//! For each pair of items the sums over the people who rated both are kept,
//! in whole numbers, so that a person's part can be taken away exactly.

use super::common::{Crowd, Neighbours, Settings, ranks};
use super::similarity::{Cosine, Levels, Measure, Msd, Pearson, add, subtract};
use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::Params;
use crate::training::Training;
use capstan_stats::Stream;
use std::marker::PhantomData;

/// Nearest items.
#[derive(Debug)]
pub struct ItemKnn;

static INFO: ModelInfo = ModelInfo {
    name: "item-knn",
    title: "nearest items",
    source: "Sarwar, Karypis, Konstan and Riedl 2001, doi:10.1145/371920.372071; the baseline variant of Koren 2010, doi:10.1145/1644873.1644874; defaults as in Surprise (Hug 2020, doi:10.21105/joss.02174)",
    cost: "the sum of squares of ratings per person; 8 bytes a pair of items for msd, 24 for cosine, 32 for pearson",
    unknown: "the mean rating of each item: no personalisation",
    counterpart: "item-mean",
    ranks_only: None,
    forgets: true,
    params: super::PARAMS,
};

/// The memory that the sums may take, in bytes.
const MOST_BYTES: u64 = 12 << 30;

/// The place of an item without ratings.
const NOWHERE: u32 = u32::MAX;

impl Model for ItemKnn {
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
            "cosine" => Box::new(Items::<Cosine, 3>::fit(params, train)?),
            "pearson" => Box::new(Items::<Pearson, 4>::fit(params, train)?),
            _ => Box::new(Items::<Msd, 1>::fit(params, train)?),
        })
    }
}

struct Items<M, const W: usize> {
    crowd: Crowd,
    settings: Settings,
    levels: Levels,
    /// Where each item stands among those with ratings, most rated first, so
    /// that the pairs that are asked for most lie together.
    places: Vec<u32>,
    ties: Vec<u32>,
    /// The sums of the pair (a, b), a < b, at `b (b - 1) / 2 + a`.
    pairs: Vec<[u64; W]>,
    measure: PhantomData<M>,
}

/// One of a person's ratings, ready to be compared with.
struct Rated {
    place: u32,
    tie: u32,
    /// Where the pairs of this item with those before it begin.
    start: usize,
    far: f64,
}

impl<M: Measure<W>, const W: usize> Items<M, W> {
    fn fit(params: &Params, train: &Training) -> Result<Self, LearnError> {
        let settings = Settings::read(params);
        let (places, n) = places(train);
        let count = n * n.saturating_sub(1) / 2;
        let bytes = (count as u64).saturating_mul(8 * W as u64);
        if bytes > MOST_BYTES {
            let gib = |b: u64| b as f64 / f64::from(1 << 30);
            return Err(LearnError::TooMuch {
                model: INFO.name,
                why: format!(
                    "the sums for all pairs of {n} items need {:.1} GiB, and {:.0} GiB is the limit",
                    gib(bytes),
                    gib(MOST_BYTES)
                ),
                hint:
                    "leave out items with few ratings, set similarity = msd, or take the model svd"
                        .to_owned(),
            });
        }
        let mut fitted = Self {
            levels: super::levels(INFO.name, train.scale(), M::FROM_ZERO, train.n_users())?,
            crowd: Crowd::new(train, settings.baseline),
            settings,
            places,
            ties: ranks(train.item_keys()),
            pairs: vec![[0; W]; count],
            measure: PhantomData,
        };
        for user in 0..train.n_users() as u32 {
            fitted.change(user, add);
        }
        Ok(fitted)
    }

    /// Applies `change` to the sums of all pairs of items that `user` rated.
    fn change(&mut self, user: u32, change: impl Fn(&mut [u64; W], [u64; W])) {
        let levels = &self.levels;
        let row = self.crowd.train.user(user);
        let mut rated: Vec<(u32, i64)> = row
            .items
            .iter()
            .zip(row.values)
            .map(|(&i, &v)| (self.places[i as usize], levels.of(v)))
            .collect();
        rated.sort_unstable();
        for (at, &(b, y)) in rated.iter().enumerate().skip(1) {
            let pairs = &mut self.pairs[start(b)..][..b as usize];
            for &(a, x) in &rated[..at] {
                change(&mut pairs[a as usize], M::pair(levels, x, y));
            }
        }
    }
}

/// Where the pairs of `place` with those before it begin.
fn start(place: u32) -> usize {
    let b = place as usize;
    b * b.saturating_sub(1) / 2
}

/// Numbers the items that have ratings, most rated first, and counts them.
fn places(train: &Training) -> (Vec<u32>, usize) {
    let mut counts = vec![0u32; train.n_items()];
    for user in 0..train.n_users() as u32 {
        for &i in train.user(user).items {
            counts[i as usize] += 1;
        }
    }
    let mut order: Vec<u32> = (0..train.n_items() as u32)
        .filter(|&i| counts[i as usize] > 0)
        .collect();
    order.sort_unstable_by_key(|&i| (std::cmp::Reverse(counts[i as usize]), i));
    let mut places = vec![NOWHERE; train.n_items()];
    for (place, &i) in order.iter().enumerate() {
        places[i as usize] = place as u32;
    }
    (places, order.len())
}

impl<M: Measure<W>, const W: usize> Fitted for Items<M, W> {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        if !self.crowd.knows(user) {
            return self.crowd.serve_stranger(items, out);
        }
        let scale = self.crowd.train.scale();
        let row = self.crowd.train.user(user);
        let mut rated: Vec<Rated> = row
            .items
            .iter()
            .zip(row.values)
            .map(|(&i, &v)| Rated {
                place: self.places[i as usize],
                tie: self.ties[i as usize],
                start: start(self.places[i as usize]),
                far: f64::from(v) - self.crowd.expected(user, i),
            })
            .collect();
        rated.sort_unstable_by_key(|r| r.place);
        let mut near = Neighbours::new(self.settings.k);
        for (o, &item) in out.iter_mut().zip(items) {
            near.clear();
            let place = self.places[item as usize];
            if place != NOWHERE {
                let from = start(place);
                // An item is no neighbour of itself.
                let before = rated.partition_point(|r| r.place < place);
                let after = rated.partition_point(|r| r.place <= place);
                let pairs = &self.pairs[from..][..place as usize];
                let first = rated[..before]
                    .iter()
                    .map(|r| (r, &pairs[r.place as usize]));
                let rest = rated[after..]
                    .iter()
                    .map(|r| (r, &self.pairs[r.start + place as usize]));
                for (r, sums) in first.chain(rest) {
                    let n = self.levels.count(sums[0]);
                    if n > 0 {
                        let similarity = M::similarity(&self.levels, sums);
                        near.push(self.settings.shrunk(similarity, n), r.far, r.tie);
                    }
                }
            }
            *o = scale.clip(self.crowd.expected(user, item) + near.mean());
        }
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        for user in self.crowd.drop(users) {
            self.change(user, subtract);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::{distance, of, ratings, table};
    use crate::knn::oracle;

    #[test]
    fn agrees_with_brute_force() {
        let train = Training::all(&ratings(11));
        for settings in oracle::ALL {
            let params = Params::new(&INFO, settings.iter().copied()).unwrap();
            let fitted = ItemKnn.fit(&params, &train, &Stream::root(1)).unwrap();
            let expected = oracle::table(&train, &params, true);
            let far = distance(&table(&*fitted, &train), &expected);
            assert!(far < 1e-9, "{far} with {settings:?}");
        }
    }

    #[test]
    fn forgetting_leaves_the_same_sums() {
        let train = Training::all(&ratings(12));
        let params = Params::new(&INFO, [("similarity", "pearson")]).unwrap();
        let mut fitted = Items::<Pearson, 4>::fit(&params, &train).unwrap();
        fitted.forget(&(0..41).collect::<Vec<_>>()).unwrap();
        assert!(fitted.pairs.iter().all(|p| *p == [0; 4]));
    }

    #[test]
    fn too_many_items_are_refused_with_a_way_out() {
        let one_each: Vec<_> = (0..29_000).map(|i| (i, i, 3.0)).collect();
        let train = Training::all(&of(&one_each, 29_000, 29_000));
        let params = Params::new(&INFO, [("similarity", "pearson")]).unwrap();
        let error = ItemKnn
            .fit(&params, &train, &Stream::root(1))
            .err()
            .unwrap();
        let text = error.to_string();
        assert!(
            text.contains("29000 items") && text.contains("msd"),
            "{text}"
        );
        assert!(text.contains("12.5 GiB"), "{text}");
    }
}

#[cfg(test)]
crate::conformance::suite!(super::ItemKnn);
