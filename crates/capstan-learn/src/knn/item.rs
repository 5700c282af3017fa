//! Nearest items: a rating is guessed from the person's ratings of similar
//! items.
//!
//! For each pair of items that somebody rated both of, the sums over those who
//! did are kept, in whole numbers, so that a person's part can be taken away
//! exactly.

use super::common::{Crowd, Neighbours, Settings, ranks};
use super::pairs::{Pairs, Visits};
use super::similarity::{Cosine, Levels, Measure, Msd, Pearson};
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
    cost: "the sum of squares of ratings per person; for each pair of items that somebody rated both of, 8 bytes with msd, 24 with cosine, 32 with pearson",
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
            "cosine" => Box::new(Items::<Cosine, 3>::fit(params, train, MOST_BYTES)?),
            "pearson" => Box::new(Items::<Pearson, 4>::fit(params, train, MOST_BYTES)?),
            _ => Box::new(Items::<Msd, 1>::fit(params, train, MOST_BYTES)?),
        })
    }
}

#[derive(Clone)]
struct Items<M, const W: usize> {
    crowd: Crowd,
    settings: Settings,
    levels: Levels,
    /// Where each item stands among those with ratings.
    places: Vec<u32>,
    ties: Vec<u32>,
    pairs: Pairs<W>,
    measure: PhantomData<M>,
}

/// One of a person's ratings, ready to be compared with.
struct Rated {
    place: u32,
    tie: u32,
    far: f64,
}

impl<M: Measure<W>, const W: usize> Items<M, W> {
    fn fit(params: &Params, train: &Training, most_bytes: u64) -> Result<Self, LearnError> {
        let settings = Settings::read(params);
        let levels = super::levels(INFO.name, train.scale(), M::FROM_ZERO, train.n_users())?;
        let places = places(train);
        let everyone: Vec<u32> = (0..train.n_users() as u32).collect();
        let visits = visits(train, &levels, &places, &everyone);
        let pairs = Pairs::gather(&visits, most_bytes, |x, y| M::pair(&levels, x, y));
        Ok(Self {
            pairs: pairs.ok_or_else(|| too_much(params, train, most_bytes))?,
            crowd: Crowd::new(train, settings.baseline),
            settings,
            levels,
            places,
            ties: ranks(train.item_keys()),
            measure: PhantomData,
        })
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
            let pairs = self.pairs.row(place);
            for (s, r) in row
                .iter_mut()
                .zip(rated)
                .take_while(|(_, r)| r.place < place)
            {
                *s = pairs.get(r.place).map_or(0.0, |sums| self.similarity(sums));
            }
        }
        for (at, r) in rated.iter().enumerate() {
            let pairs = self.pairs.row(r.place);
            for (row, &place) in places.iter().enumerate().take_while(|(_, p)| **p < r.place) {
                if let Some(sums) = pairs.get(place) {
                    into[row * width + at] = self.similarity(sums);
                }
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

/// The place of each item: the most rated first, so that the pairs that are
/// asked for most lie together.
fn places(train: &Training) -> Vec<u32> {
    let counts = train.counts();
    let mut order: Vec<u32> = (0..train.n_items() as u32).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(counts[i as usize]));
    let mut places = vec![NOWHERE; train.n_items()];
    for (place, &i) in order.iter().enumerate() {
        if counts[i as usize] > 0 {
            places[i as usize] = place as u32;
        }
    }
    places
}

/// The ratings of `users`, by place.
fn visits(train: &Training, levels: &Levels, places: &[u32], users: &[u32]) -> Visits {
    let known = places.iter().filter(|&&p| p != NOWHERE).count();
    let people = users.iter().map(|&user| {
        let row = train.user(user);
        let pairs = row.items.iter().zip(row.values);
        pairs
            .map(|(&i, &v)| (places[i as usize], levels.of(v) as i32))
            .collect()
    });
    Visits::new(known, people)
}

fn too_much(params: &Params, train: &Training, most_bytes: u64) -> LearnError {
    LearnError::TooMuch {
        model: INFO.name,
        why: format!(
            "with similarity = {} the sums for all pairs of {} items need more than the limit of {:.1} GiB",
            params.word("similarity"),
            train.n_items(),
            most_bytes as f64 / f64::from(1 << 30),
        ),
        hint: "leave out items with few ratings, set similarity = msd, or take the model svd"
            .to_owned(),
    }
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
        let visits = visits(&self.crowd.train, &self.levels, &self.places, &dropped);
        let levels = &self.levels;
        self.pairs.take_away(&visits, |x, y| M::pair(levels, x, y));
        Ok(())
    }

    fn fork(&self) -> Option<Box<dyn Fitted>> {
        Some(Box::new(self.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::ratings;

    #[test]
    fn agrees_with_brute_force() {
        crate::knn::oracle::agrees(&ItemKnn, true);
    }

    #[test]
    fn forgetting_everyone_leaves_nothing() {
        let train = Training::all(&ratings(12));
        let params = Params::new(&INFO, [("similarity", "pearson")]).unwrap();
        let mut fitted = Items::<Pearson, 4>::fit(&params, &train, MOST_BYTES).unwrap();
        fitted.forget(&(0..41).collect::<Vec<_>>()).unwrap();
        for b in 0..30 {
            for a in 0..b {
                assert!(fitted.pairs.row(b).get(a).is_none_or(|s| *s == [0; 4]));
            }
        }
    }

    #[test]
    fn too_much_memory_is_refused_with_a_way_out() {
        let train = Training::all(&ratings(13));
        let params = Params::new(&INFO, [("similarity", "cosine")]).unwrap();
        let error = Items::<Cosine, 3>::fit(&params, &train, 5000)
            .err()
            .unwrap();
        let text = error.to_string();
        assert!(text.contains("similarity = cosine"), "{text}");
        assert!(text.contains("31 items") && text.contains("msd"), "{text}");
    }
}

#[cfg(test)]
crate::conformance::suite!(super::ItemKnn);
