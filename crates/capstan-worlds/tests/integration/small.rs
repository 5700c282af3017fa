//! A small population, a lab on it, and a count of the worlds it makes.

use capstan_data::world::grow;
use capstan_data::{Dataset, WorldSpec};
use capstan_learn::{Model, Params, find};
use capstan_worlds::{Cache, Design, Lab, Progress, Protocol};
use std::sync::atomic::{AtomicUsize, Ordering};

pub const DESIGN: Design = Design {
    seed: 5,
    folds: 3,
    protocol: Protocol::Paired,
};

pub fn data() -> Dataset {
    grow(&WorldSpec::small(), 1, 2).data
}

/// Settings with which a model trains quickly.
pub fn params(model: &dyn Model) -> Params {
    let wanted = [("factors", "4"), ("epochs", "5"), ("lambda", "20")];
    let names: Vec<_> = model.info().params.iter().map(|p| p.name).collect();
    let changes = wanted.into_iter().filter(|(n, _)| names.contains(n));
    Params::new(model.info(), changes).unwrap()
}

/// The lab of the model `name`.
pub fn lab<'a>(data: &'a Dataset, name: &str, design: Design, cache: &'a Cache) -> Lab<'a> {
    let model = find(name).unwrap();
    let operator = (model, &params(model));
    Lab::new(&data.ratings, &data.hash(), operator, design, cache).unwrap()
}

/// Worlds that were made, and those that were found in the cache.
#[derive(Default)]
pub struct Count {
    made: AtomicUsize,
    found: AtomicUsize,
}

impl Progress for Count {
    fn done(&self, worlds: usize, found: bool) {
        let count = if found { &self.found } else { &self.made };
        count.fetch_add(worlds, Ordering::Relaxed);
    }
}

impl Count {
    pub fn both(&self) -> [usize; 2] {
        [&self.made, &self.found].map(|n| n.load(Ordering::Relaxed))
    }
}
