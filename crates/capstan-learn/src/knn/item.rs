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

/// Items whose similarities are looked up together.
const ASKED_AT_ONCE: usize = 256;

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
        let everyone: Vec<u32> = (0..train.n_users() as u32).collect();
        fitted.change(&everyone, add);
        Ok(fitted)
    }

    /// Applies `change` to the sums of all pairs of items that each of `users`
    /// rated, item after item, so that the sums of an item are at hand while
    /// all its people are gone through.
    fn change(&mut self, users: &[u32], change: impl Fn(&mut [u64; W], [u64; W])) {
        // Everyone's ratings as (place, level), each person's in order of place.
        let mut rated: Vec<(u32, i32)> = Vec::new();
        // For each place, where a person's ratings start and where it is.
        let mut counts = vec![0u32; self.places.len() + 1];
        let mut starts = Vec::with_capacity(users.len());
        for &user in users {
            let start = rated.len();
            let row = self.crowd.train.user(user);
            for (&i, &v) in row.items.iter().zip(row.values) {
                let place = self.places[i as usize];
                rated.push((place, self.levels.of(v) as i32));
                counts[place as usize + 1] += 1;
            }
            rated[start..].sort_unstable();
            starts.push(start);
        }
        for at in 1..counts.len() {
            counts[at] += counts[at - 1];
        }
        let mut raters = vec![(0u32, 0u32); rated.len()];
        let mut next = counts.clone();
        let ends = starts.iter().skip(1).copied().chain([rated.len()]);
        for (&start, end) in starts.iter().zip(ends) {
            for at in start..end {
                let next = &mut next[rated[at].0 as usize];
                raters[*next as usize] = (start as u32, at as u32);
                *next += 1;
            }
        }
        for (place, range) in counts.windows(2).enumerate() {
            let raters = &raters[range[0] as usize..range[1] as usize];
            if raters.is_empty() {
                continue;
            }
            let pairs = &mut self.pairs[start(place as u32)..][..place];
            for &(from, at) in raters {
                let y = i64::from(rated[at as usize].1);
                for &(other, x) in &rated[from as usize..at as usize] {
                    let sums = &mut pairs[other as usize];
                    change(sums, M::pair(&self.levels, i64::from(x), y));
                }
            }
        }
    }

    /// How similar the items at `places` (ascending) are to those of `rated`
    /// (ascending): a row for each of `places`; 0 for an item and itself.
    ///
    /// Goes along the rows of the triangle from both sides, because a walk
    /// down a column would touch a new page of memory at every step.
    fn similarities(&self, places: &[u32], rated: &[Rated], into: &mut Vec<f64>) {
        let width = rated.len();
        into.clear();
        into.resize(places.len() * width, 0.0);
        for (&place, row) in places.iter().zip(into.chunks_exact_mut(width.max(1))) {
            let pairs = &self.pairs[start(place)..];
            for (s, r) in row
                .iter_mut()
                .zip(rated)
                .take_while(|(_, r)| r.place < place)
            {
                *s = self.similarity(&pairs[r.place as usize]);
            }
        }
        for (at, r) in rated.iter().enumerate() {
            let pairs = &self.pairs[start(r.place)..];
            for (row, &place) in places.iter().enumerate().take_while(|(_, p)| **p < r.place) {
                into[row * width + at] = self.similarity(&pairs[place as usize]);
            }
        }
    }

    #[inline(always)]
    fn similarity(&self, sums: &[u64; W]) -> f64 {
        let n = self.levels.count(sums[0]);
        if n == 0 {
            0.0
        } else {
            self.settings.shrunk(M::similarity(&self.levels, sums), n)
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
                far: f64::from(v) - self.crowd.expected(user, i),
            })
            .collect();
        rated.sort_unstable_by_key(|r| r.place);
        let mut asked: Vec<(u32, u32)> = Vec::with_capacity(items.len());
        for (&item, (at, o)) in items.iter().zip((0..).zip(&mut *out)) {
            *o = scale.clip(self.crowd.expected(user, item));
            if self.places[item as usize] != NOWHERE {
                asked.push((self.places[item as usize], at));
            }
        }
        asked.sort_unstable();
        let mut near = Neighbours::new(self.settings.k);
        let mut similarities = Vec::new();
        for asked in asked.chunks(ASKED_AT_ONCE) {
            let places: Vec<u32> = asked.iter().map(|a| a.0).collect();
            self.similarities(&places, &rated, &mut similarities);
            for (&(_, at), row) in asked.iter().zip(similarities.chunks_exact(rated.len())) {
                near.clear();
                for (&similarity, r) in row.iter().zip(&rated) {
                    near.push(similarity, r.far, r.tie);
                }
                let expected = self.crowd.expected(user, items[at as usize]);
                out[at as usize] = scale.clip(expected + near.mean());
            }
        }
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        let dropped = self.crowd.drop(users);
        self.change(&dropped, subtract);
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
