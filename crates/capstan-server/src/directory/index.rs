//! Entries in memory, found by their words and facets.

use super::bits::Bits;
use super::fold::{fold, one_edit, words};
use capstan_store::directory::Entry;
use std::collections::{BTreeMap, HashMap};

/// The shortest word of which a misspelling is guessed.
const SHORTEST_GUESS: usize = 4;

/// What entries are filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// What they want.
    Vision,
    /// The system they are about.
    System,
    /// Where they are.
    Place,
    /// Which languages they speak.
    Language,
}

/// Every facet, in order.
pub const FACETS: [Facet; 4] = [Facet::Vision, Facet::System, Facet::Place, Facet::Language];

impl Facet {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vision => "vision",
            Self::System => "system",
            Self::Place => "place",
            Self::Language => "language",
        }
    }

    fn values(self, entry: &Entry) -> Vec<&str> {
        match self {
            Self::Vision => entry.visions.iter().map(String::as_str).collect(),
            Self::Language => entry.languages.iter().map(String::as_str).collect(),
            Self::System => some(&entry.system),
            Self::Place => some(&entry.place),
        }
    }
}

fn some(text: &str) -> Vec<&str> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![text]
    }
}

/// One value of a facet.
#[derive(Debug)]
struct Value {
    label: String,
    places: Vec<u32>,
}

/// All values of a facet, by their folded form.
#[derive(Debug, Default)]
struct Values {
    list: Vec<Value>,
    by_key: HashMap<String, u32>,
}

impl Values {
    fn add(&mut self, label: &str, place: u32) {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let number = *self.by_key.entry(fold(label)).or_insert(next);
        if number == next {
            self.list.push(Value {
                label: label.to_owned(),
                places: Vec::new(),
            });
        }
        let places = &mut self.list[number as usize].places;
        if places.last() != Some(&place) {
            places.push(place);
        }
    }
}

/// Entries of one kind. Places only grow: one that is changed or gone leaves
/// a hole, and once there are more holes than entries all is made anew.
#[derive(Debug, Default)]
pub struct Index {
    entries: Vec<Option<Entry>>,
    /// Size and time of each place, side by side: sorting reads only these.
    keys: Vec<(i64, i64)>,
    alive: Bits,
    by_id: HashMap<String, u32>,
    words: BTreeMap<String, Vec<u32>>,
    facets: [Values; 4],
}

impl Index {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many places there are, holes among them.
    pub fn places(&self) -> usize {
        self.entries.len()
    }

    /// Puts an entry in, or in the place of the one with its id.
    pub fn put(&mut self, entry: Entry) {
        self.remove(&entry.id);
        let place = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        for text in [
            &entry.title,
            &entry.summary,
            &entry.system,
            &entry.operator,
            &entry.place,
        ] {
            for word in words(text) {
                self.post(word, place);
            }
        }
        for tag in &entry.visions {
            for word in words(tag) {
                self.post(word, place);
            }
        }
        for (facet, values) in FACETS.iter().zip(&mut self.facets) {
            for value in facet.values(&entry) {
                values.add(value, place);
            }
        }
        self.by_id.insert(entry.id.clone(), place);
        self.alive.insert(place);
        self.keys.push((entry.size, entry.made));
        self.entries.push(Some(entry));
    }

    fn post(&mut self, word: String, place: u32) {
        let places = self.words.entry(word).or_default();
        if places.last() != Some(&place) {
            places.push(place);
        }
    }

    /// Takes an entry out.
    pub fn remove(&mut self, id: &str) {
        if let Some(place) = self.by_id.remove(id) {
            self.entries[place as usize] = None;
            self.alive.remove(place);
        }
        if self.entries.len() > 64 && self.entries.len() > 2 * self.by_id.len() {
            let old = std::mem::take(self);
            for entry in old.entries.into_iter().flatten() {
                self.put(entry);
            }
        }
    }

    /// The entry at a place.
    pub fn entry(&self, place: u32) -> Option<&Entry> {
        self.entries.get(place as usize)?.as_ref()
    }

    /// The size and the time of the entry at a place.
    pub fn key(&self, place: u32) -> (i64, i64) {
        self.keys[place as usize]
    }

    /// All places that are no holes.
    pub fn all(&self) -> Bits {
        self.alive.clone()
    }

    /// The places whose words begin with `word`. If there are none, those with
    /// the known word that is one edit from it and stands in most places; then
    /// that word comes back too.
    pub fn matching(&self, word: &str) -> (Bits, Option<String>) {
        let mut bits = Bits::none(self.entries.len());
        let mut found = false;
        for (_, places) in self
            .words
            .range(word.to_owned()..)
            .take_while(|(known, _)| known.starts_with(word))
        {
            for &place in places {
                bits.insert(place);
                found = true;
            }
        }
        if found {
            return (bits, None);
        }
        match self.nearest(word) {
            None => (bits, None),
            Some((known, places)) => {
                places.iter().for_each(|&place| bits.insert(place));
                (bits, Some(known.to_owned()))
            }
        }
    }

    fn nearest(&self, word: &str) -> Option<(&str, &[u32])> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < SHORTEST_GUESS {
            return None;
        }
        let near = self.words.iter().filter(|(known, _)| {
            if known.is_ascii() && word.is_ascii() {
                return one_edit(word.as_bytes(), known.as_bytes());
            }
            let known: Vec<char> = known.chars().collect();
            one_edit(&letters, &known)
        });
        near.max_by(|a, b| (a.1.len(), b.0).cmp(&(b.1.len(), a.0)))
            .map(|(known, places)| (known.as_str(), places.as_slice()))
    }

    /// The places that have a value of a facet; none for an unknown value.
    pub fn having(&self, facet: Facet, value: &str) -> Bits {
        let mut bits = Bits::none(self.entries.len());
        let values = &self.facets[facet as usize];
        if let Some(&number) = values.by_key.get(&fold(value)) {
            let places = &values.list[number as usize].places;
            places.iter().for_each(|&place| bits.insert(place));
        }
        bits
    }

    /// How many of these places have each value of a facet, the most frequent
    /// first and at most `most`; values that none has are left out.
    pub fn counts(&self, facet: Facet, among: &Bits, most: usize) -> Vec<(String, usize)> {
        let count = |value: &Value| {
            let places = value.places.iter();
            places.filter(|&&place| among.contains(place)).count()
        };
        let mut counts: Vec<(&str, usize)> = self.facets[facet as usize]
            .list
            .iter()
            .map(|value| (value.label.as_str(), count(value)))
            .filter(|(_, count)| *count > 0)
            .collect();
        counts.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        counts.truncate(most);
        let owned = |(label, count): (&str, usize)| (label.to_owned(), count);
        counts.into_iter().map(owned).collect()
    }
}
