//! Searching: words and filters in, a page of entries and exact counts out.

use super::bits::Bits;
use super::fold::words;
use super::index::{FACETS, Facet, Index};
use capstan_store::directory::Entry;

/// The most words of a search that are looked at.
const MOST_WORDS: usize = 8;
/// The most values of a facet that are counted out.
const MOST_VALUES: usize = 500;
/// The most entries on one page.
pub const MOST: usize = 100;

/// In which order entries come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The largest published size first, then the newest.
    #[default]
    Size,
    /// The newest first.
    Newest,
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words, all of which an entry has.
    pub words: String,
    /// A value for each of [`FACETS`]; empty for any.
    pub filters: [String; 4],
    /// In which order entries come.
    pub sort: Sort,
    /// After which entry the page begins.
    pub after: Option<Mark>,
    /// How many entries there are on a page, at most [`MOST`].
    pub limit: usize,
}

/// A place in the order of entries: what an entry is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    first: i64,
    second: i64,
    id: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// A page of entries.
    pub entries: Vec<Entry>,
    /// Where the next page begins, if there is one.
    pub next: Option<Mark>,
    /// How many entries there are on all pages.
    pub total: usize,
    /// For each of [`FACETS`], how many entries each of its values would
    /// leave, the other filters staying as they are.
    pub counts: [Vec<(String, usize)>; 4],
    /// Words that nobody knows, with the known words that were taken instead.
    pub meant: Vec<(String, String)>,
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}.{}", self.first, self.second, self.id)
    }
}

impl Mark {
    fn of(entry: &Entry, sort: Sort) -> Self {
        let (first, second) = match sort {
            Sort::Size => (entry.size, entry.made),
            Sort::Newest => (entry.made, entry.size),
        };
        Self {
            first,
            second,
            id: entry.id.clone(),
        }
    }

    /// The mark that a text is.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        Some(Self {
            first: parts.next()?.parse().ok()?,
            second: parts.next()?.parse().ok()?,
            id: parts.next()?.to_owned(),
        })
    }
}

/// What a search finds in an index.
pub fn find(index: &Index, search: &Search) -> Found {
    let mut found = Found::default();
    let mut base = index.all();
    for word in words(&search.words).iter().take(MOST_WORDS) {
        let (places, meant) = index.matching(word);
        base.and(&places);
        if let Some(meant) = meant {
            found.meant.push((word.clone(), meant));
        }
    }
    let chosen: [Option<Bits>; 4] = std::array::from_fn(|at| {
        let value = &search.filters[at];
        (!value.is_empty()).then(|| index.having(FACETS[at], value))
    });
    let without = |facet: Option<Facet>| {
        let mut places = base.clone();
        for (&at, bits) in FACETS.iter().zip(&chosen) {
            if let Some(bits) = bits.as_ref().filter(|_| Some(at) != facet) {
                places.and(bits);
            }
        }
        places
    };
    let places = without(None);
    found.total = places.count();
    found.counts = std::array::from_fn(|at| match &chosen[at] {
        None => index.counts(FACETS[at], &places, MOST_VALUES),
        Some(_) => index.counts(FACETS[at], &without(Some(FACETS[at])), MOST_VALUES),
    });
    let mark = |place: u32| index.entry(place).map(|e| Mark::of(e, search.sort));
    let is_after = |place: u32| match (&search.after, mark(place)) {
        (Some(after), Some(mark)) => mark < *after,
        (None, Some(_)) => true,
        (_, None) => false,
    };
    // The id decides only where all else is equal, so it is looked up only then.
    let before = |&a: &u32, &b: &u32| {
        let key = |place: u32| match (search.sort, index.key(place)) {
            (Sort::Size, key) => key,
            (Sort::Newest, (size, made)) => (made, size),
        };
        let id = |place: u32| index.entry(place).map(|entry| entry.id.as_str());
        key(b).cmp(&key(a)).then_with(|| id(b).cmp(&id(a)))
    };
    let mut left: Vec<u32> = match search.after {
        None => places.iter().collect(),
        Some(_) => places.iter().filter(|&p| is_after(p)).collect(),
    };
    let limit = search.limit.clamp(1, MOST);
    let more = left.len() > limit;
    if more {
        left.select_nth_unstable_by(limit, before);
        left.truncate(limit);
    }
    left.sort_unstable_by(before);
    found.next = left.last().copied().filter(|_| more).and_then(mark);
    found.entries = left
        .iter()
        .filter_map(|&place| index.entry(place).cloned())
        .collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(id: &str, title: &str, size: i64, made: i64) -> Entry {
        Entry {
            id: id.into(),
            title: title.into(),
            size,
            made,
            ..Entry::default()
        }
    }

    fn ids(found: &Found) -> Vec<&str> {
        found.entries.iter().map(|e| e.id.as_str()).collect()
    }

    fn search(words: &str) -> Search {
        Search {
            words: words.into(),
            limit: 10,
            ..Search::default()
        }
    }

    #[test]
    fn words_are_found_by_their_beginning_and_with_one_slip() {
        let mut index = Index::default();
        index.put(entry("a", "Drivers of Córdoba", 0, 1));
        index.put(entry("b", "Driving lessons", 10, 2));
        index.put(entry("c", "Rare diseases", 0, 3));
        assert_eq!(ids(&find(&index, &search("driv"))), ["b", "a"]);
        assert_eq!(ids(&find(&index, &search("DRIVERS cordoba"))), ["a"]);
        let slip = find(&index, &search("dirvers"));
        assert_eq!(ids(&slip), ["a"]);
        assert_eq!(slip.meant, [("dirvers".into(), "drivers".into())]);
        assert_eq!(ids(&find(&index, &search("xyzzy"))), [""; 0]);
        assert_eq!(find(&index, &search("rar")).total, 1);
        assert_eq!(find(&index, &search("rxr")).total, 0, "too short to guess");
        index.put(entry("a", "Riders", 0, 1));
        assert_eq!(ids(&find(&index, &search("driv"))), ["b"]);
        index.remove("b");
        assert_eq!(find(&index, &search("driv")).total, 0);
        assert_eq!(find(&index, &search("")).total, 2);
    }

    /// Entries of few values, so that filters meet.
    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        let word = prop::sample::select(vec!["pay", "play", "map", "ride", "rider"]);
        let value = prop::sample::select(vec!["", "uber", "Über", "lyft"]);
        let tags = prop::collection::vec(prop::sample::select(vec!["pay", "climate"]), 0..3);
        let one = (0..30u32, word, value, tags, 0i64..3, 0i64..3);
        prop::collection::vec(one, 0..60).prop_map(|all| {
            let entry = |(id, title, system, visions, size, made): (
                u32,
                &str,
                &str,
                Vec<&str>,
                i64,
                i64,
            )| Entry {
                system: system.into(),
                visions: visions.into_iter().map(str::to_owned).collect(),
                ..entry(&id.to_string(), title, size, made)
            };
            all.into_iter().map(entry).collect()
        })
    }

    proptest! {
        #[test]
        fn pages_and_counts_are_those_of_a_plain_look_through_all(
            puts in entries(), dropped in prop::collection::vec(0..30u32, 0..20),
            word in prop::sample::select(vec!["", "ri", "pay", "pla"]),
            system in prop::sample::select(vec!["", "UBER", "lyft", "none"]),
            vision in prop::sample::select(vec!["", "pay"]),
            newest in any::<bool>(), limit in 1usize..5,
        ) {
            let mut index = Index::default();
            let mut all = std::collections::BTreeMap::new();
            for entry in puts {
                all.insert(entry.id.clone(), entry.clone());
                index.put(entry);
            }
            for id in dropped {
                all.remove(&id.to_string());
                index.remove(&id.to_string());
            }
            prop_assert_eq!(index.len(), all.len());
            let fold = super::super::fold::fold;
            let has = |e: &Entry, system: &str, vision: &str| {
                let texts = [&e.title, &e.system, &e.visions.join(" ")].map(|t| words(t)).concat();
                (word.is_empty() || texts.iter().any(|t| t.starts_with(word)))
                    && (system.is_empty() || fold(&e.system) == fold(system))
                    && (vision.is_empty() || e.visions.iter().any(|v| v == vision))
            };
            // A word that nothing begins with may find its neighbour.
            prop_assume!(all.values().any(|e| has(e, "", "")) || word.len() < 4);
            let sort = if newest { Sort::Newest } else { Sort::Size };
            let mut expected: Vec<&Entry> = all.values().filter(|e| has(e, system, vision)).collect();
            expected.sort_by_key(|e| std::cmp::Reverse(Mark::of(e, sort)));
            let mut search = Search {
                words: word.into(),
                filters: [vision.into(), system.into(), String::new(), String::new()],
                sort, limit, after: None,
            };
            let mut pages = Vec::new();
            loop {
                let found = find(&index, &search);
                prop_assert_eq!(found.total, expected.len());
                for (value, count) in &found.counts[0] {
                    let exact = all.values().filter(|e| has(e, system, value)).count();
                    prop_assert_eq!(*count, exact, "{}", value);
                }
                for (value, count) in &found.counts[1] {
                    let exact = all.values().filter(|e| has(e, value, vision)).count();
                    prop_assert_eq!(*count, exact, "{}", value);
                }
                pages.extend(found.entries.iter().map(|e| e.id.clone()));
                let Some(next) = found.next else { break };
                search.after = Mark::read(&next.to_string());
                prop_assert!(search.after.is_some());
            }
            let expected: Vec<String> = expected.iter().map(|e| e.id.clone()).collect();
            prop_assert_eq!(pages, expected);
        }
    }
}
