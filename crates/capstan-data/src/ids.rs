//! Text ids and their dense numbers.

use capstan_stats::key_of;
use std::collections::HashMap;

/// The ids of all users or all items of a data set, in order of first
/// appearance, each with the key that ties random numbers to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ids {
    names: Vec<Box<str>>,
    keys: Vec<u64>,
    index: HashMap<Box<str>, u32>,
}

impl Ids {
    /// No ids yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of `name`, which is added if it is new; `None` once 2^32
    /// names are known.
    pub fn insert(&mut self, name: &str) -> Option<u32> {
        if let Some(&at) = self.index.get(name) {
            return Some(at);
        }
        let at = u32::try_from(self.names.len()).ok()?;
        self.names.push(name.into());
        self.keys.push(key_of(name));
        self.index.insert(name.into(), at);
        Some(at)
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is no id.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The id with the number `at`.
    ///
    /// # Panics
    /// If there is no such number.
    pub fn name(&self, at: u32) -> &str {
        &self.names[at as usize]
    }

    /// The number of `name`, if it is known.
    pub fn get(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    /// The keys of all ids, by number.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }

    /// All ids in order of number.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|n| &**n)
    }
}
