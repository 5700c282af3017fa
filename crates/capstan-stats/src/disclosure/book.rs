//! What was released before, so that no later release tells about a person by
//! the difference.

use super::{Limits, Withheld};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who stands behind a figure: a tag for each person, with a digest of what
/// they contribute to it.
pub type Contributions = BTreeMap<String, String>;

/// The releases of figures. It says who stood behind them, under keyed tags,
/// so it is to be kept as safe as the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    releases: BTreeMap<String, Vec<Contributions>>,
}

/// The tag of a person, or the digest of what they contribute, under `key`:
/// who does not have the key cannot tell whose it is.
pub fn tag(key: &[u8; 32], what: &[u8]) -> String {
    let hash = blake3::keyed_hash(key, what);
    hash.to_hex().as_str()[..32].to_owned()
}

impl Book {
    /// Why `figure` over these contributions may not be released after all that
    /// was: nothing if it may, or if nothing about it changed.
    ///
    /// Two releases of a figure must differ by as many people as the limits
    /// say. Where one only adds to the other, their difference is a figure of
    /// its own, about those who came or went, and they must be as many as any
    /// figure is about.
    pub fn why_not(&self, figure: &str, now: &Contributions, limits: &Limits) -> Option<Withheld> {
        if let Some(few) = limits.why_not_count(now.len()) {
            return Some(few);
        }
        let earlier = self.releases.get(figure).map_or(&[][..], Vec::as_slice);
        earlier.iter().find_map(|before| {
            let absent = |from: &Contributions, to: &Contributions| {
                from.keys().filter(|who| !to.contains_key(*who)).count()
            };
            let (came, gone) = (absent(now, before), absent(before, now));
            let other = |(who, what): &(&String, &String)| {
                before.get(*who).is_some_and(|earlier| earlier != *what)
            };
            let altered = now.iter().filter(other).count();
            let needed = if altered == 0 && (came == 0 || gone == 0) {
                limits.people.max(limits.turnover)
            } else {
                limits.turnover
            };
            (1..needed)
                .contains(&(came + gone + altered))
                .then_some(Withheld::Unchanged { needed })
        })
    }

    /// Writes down that `figure` was released over these contributions.
    pub fn write(&mut self, figure: &str, now: Contributions) {
        let releases = self.releases.entry(figure.to_owned()).or_default();
        if !releases.contains(&now) {
            releases.push(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn people(of: impl IntoIterator<Item = usize>) -> Contributions {
        let one = |n: usize| (format!("p{n}"), "10".to_owned());
        of.into_iter().map(one).collect()
    }

    #[test]
    fn tags_need_the_key() {
        let (a, b) = ([1; 32], [2; 32]);
        assert_eq!(tag(&a, b"w1"), tag(&a, b"w1"));
        assert_ne!(tag(&a, b"w1"), tag(&b, b"w1"));
        assert_ne!(tag(&a, b"w1"), tag(&a, b"w2"));
        assert_eq!(tag(&a, b"w1").len(), 32);
    }

    #[test]
    fn small_changes_are_not_released() {
        let limits = Limits::default();
        let mut book = Book::default();
        assert_eq!(book.why_not("share", &people(0..20), &limits), None);
        book.write("share", people(0..20));
        let why = |now: &Contributions| book.why_not("share", now, &limits);
        assert_eq!(why(&people(0..20)), None, "the same is no news");
        let needed = |needed| Some(Withheld::Unchanged { needed });
        assert_eq!(why(&people(0..21)), needed(10));
        assert_eq!(why(&people(0..29)), needed(10));
        assert_eq!(why(&people(0..30)), None);
        assert_eq!(why(&people(2..22)), needed(5));
        assert_eq!(why(&people(3..23)), None);
        let mut altered = people(0..20);
        for who in 0..4 {
            altered.insert(format!("p{who}"), "11".into());
        }
        assert_eq!(why(&altered), needed(5));
        altered.insert("p4".into(), "11".into());
        assert_eq!(why(&altered), None);
        assert!(matches!(why(&people(0..9)), Some(Withheld::TooFew { .. })));
        assert_eq!(book.why_not("other", &people(0..21), &limits), None);
    }

    #[test]
    fn a_change_in_steps_is_seen_against_every_release() {
        let limits = Limits::default();
        let mut book = Book::default();
        book.write("share", people(0..20));
        book.write("share", people(5..25));
        // Ten from the second, but only one person more than the first.
        let now = people(0..21);
        assert_eq!(
            book.why_not("share", &now, &limits),
            Some(Withheld::Unchanged { needed: 10 })
        );
    }

    proptest! {
        /// The adversary takes every two releases whose people are nested and
        /// subtracts them.
        #[test]
        fn differences_of_releases_are_never_about_few(
            steps in proptest::collection::vec(proptest::collection::vec(0_usize..40, 0..8), 1..12)
        ) {
            let limits = Limits::default();
            let mut book = Book::default();
            let mut inside: BTreeSet<usize> = (0..20).collect();
            let mut released: Vec<BTreeSet<usize>> = Vec::new();
            for step in steps {
                for who in step {
                    if !inside.remove(&who) {
                        inside.insert(who);
                    }
                }
                let now = people(inside.iter().copied());
                if book.why_not("share", &now, &limits).is_none() {
                    book.write("share", now);
                    released.push(inside.clone());
                }
            }
            for a in &released {
                prop_assert!(a.len() >= limits.people);
                for b in released.iter().filter(|b| b.is_subset(a)) {
                    let told = a.difference(b).count();
                    prop_assert!(told == 0 || told >= limits.people, "{told}");
                }
            }
        }
    }
}
