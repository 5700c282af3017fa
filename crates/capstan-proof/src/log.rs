//! An append-only log: each entry's hash is keyed by the one before, so that
//! no entry can be changed, dropped, added in between or moved unseen.
//!
//! The log holds no entries. Whoever stores them keeps, beside each, the hash
//! that [`Head::append`] gave; [`verify`] walks them from the start. A
//! [`Head`] that someone wrote down earlier is enough to see later whether the
//! past was rewritten.

use crate::digest::{Digest, DigestError};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

const START: &str = "capstan log start v1";

/// How far a log has come: the number of its entries, and the hash of all of
/// them in order. As text it is `LENGTH-HASH`, short enough for a letter or a
/// printed page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Head {
    length: u64,
    hash: Digest,
}

/// What is wrong with a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// An entry does not follow from those before it.
    #[error(
        "the log breaks at entry {entry}: its hash is {found}, expected {expected}; this entry or its place was changed after it was written"
    )]
    Broken {
        /// The number of the entry, from 1.
        entry: u64,
        /// The hash stored beside it.
        found: Digest,
        /// The hash that follows from its bytes and the entries before it.
        expected: Digest,
    },
    /// The log is shorter than someone has seen it.
    #[error(
        "the log has {found} entries, and it had {expected} when its head was written down: entries are missing at its end"
    )]
    Shorter {
        /// How many entries there are.
        found: u64,
        /// How many there were.
        expected: u64,
    },
    /// The log holds together but tells another past than someone has seen.
    #[error(
        "the first {entries} entries are not those whose head was written down: they have {found}, expected {expected}"
    )]
    Rewritten {
        /// How many entries the known head covers.
        entries: u64,
        /// Their hash now.
        found: Digest,
        /// Their hash then.
        expected: Digest,
    },
    /// The log holds together but does not end where it says.
    #[error(
        "the entries end at {found}, and the log says {expected}: its end or its head was changed"
    )]
    End {
        /// The head that follows from the entries.
        found: Head,
        /// The head that the log names.
        expected: Head,
    },
    /// A text that is no head of a log.
    #[error("\"{found}\" is no head of a log: expected the number of entries, a hyphen and a hash")]
    Head {
        /// What was given.
        found: String,
    },
}

impl Head {
    /// The head of the empty log called `name`. Logs of different names share
    /// no hashes, so that none can be passed off as another.
    pub fn start(name: &str) -> Self {
        Self {
            length: 0,
            hash: Digest::of(START, &[name.as_bytes()]),
        }
    }

    /// The head of a log with this many entries, of which the last has this
    /// hash beside it. Only [`verify`] tells whether it is true.
    pub fn new(length: u64, hash: Digest) -> Self {
        Self { length, hash }
    }

    /// How many entries the log has.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The hash of all entries in order: what is stored beside the last one.
    pub fn hash(&self) -> Digest {
        self.hash
    }

    /// The head after one more entry.
    #[must_use]
    pub fn append(&self, entry: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new_keyed(self.hash.bytes());
        hasher.update(&self.length.to_le_bytes());
        hasher.update(entry);
        Self {
            length: self.length + 1,
            hash: Digest::new(*hasher.finalize().as_bytes()),
        }
    }
}

/// Walks a whole log: the entries of the log called `name` in order, each with
/// the hash stored beside it. `known` is a head that was written down earlier,
/// or nothing. Gives the head at the end.
///
/// # Errors
/// If an entry does not follow from those before it, naming the first such; if
/// the log is shorter than `known`, or tells another past.
pub fn verify<B: AsRef<[u8]>>(
    name: &str,
    entries: impl IntoIterator<Item = (B, Digest)>,
    known: Option<&Head>,
) -> Result<Head, LogError> {
    let mut head = Head::start(name);
    let mut then = head;
    for (entry, found) in entries {
        head = head.append(entry.as_ref());
        if head.hash != found {
            return Err(LogError::Broken {
                entry: head.length,
                found,
                expected: head.hash,
            });
        }
        if known.is_some_and(|k| k.length == head.length) {
            then = head;
        }
    }
    let Some(known) = known else { return Ok(head) };
    if head.length < known.length {
        return Err(LogError::Shorter {
            found: head.length,
            expected: known.length,
        });
    }
    if then.hash != known.hash {
        return Err(LogError::Rewritten {
            entries: known.length,
            found: then.hash,
            expected: known.hash,
        });
    }
    Ok(head)
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.length, self.hash)
    }
}

impl FromStr for Head {
    type Err = LogError;

    fn from_str(text: &str) -> Result<Self, LogError> {
        let wrong = || LogError::Head {
            found: text.to_owned(),
        };
        let (length, hash) = text.split_once('-').ok_or_else(wrong)?;
        let number: u64 = length.parse().map_err(|_| wrong())?;
        if number.to_string() != length {
            return Err(wrong());
        }
        let hash = hash.parse().map_err(|_: DigestError| wrong())?;
        Ok(Self {
            length: number,
            hash,
        })
    }
}

impl TryFrom<String> for Head {
    type Error = LogError;

    fn try_from(text: String) -> Result<Self, LogError> {
        text.parse()
    }
}

impl From<Head> for String {
    fn from(head: Head) -> Self {
        head.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Stored = Vec<(Vec<u8>, Digest)>;

    fn write(name: &str, entries: &[Vec<u8>]) -> (Stored, Head) {
        let mut head = Head::start(name);
        let stored = entries
            .iter()
            .map(|entry| {
                head = head.append(entry);
                (entry.clone(), head.hash())
            })
            .collect();
        (stored, head)
    }

    #[test]
    fn a_hash_is_keyed_by_place_and_past() {
        let start = Head::start("log");
        let mut place = 0u64.to_le_bytes().to_vec();
        place.extend(b"first");
        let first = blake3::keyed_hash(start.hash().bytes(), &place);
        assert_eq!(start.append(b"first").hash().bytes(), first.as_bytes());
        let mut place = 1u64.to_le_bytes().to_vec();
        place.extend(b"second");
        let second = blake3::keyed_hash(first.as_bytes(), &place);
        let head = start.append(b"first").append(b"second");
        assert_eq!(head.hash().bytes(), second.as_bytes());
        assert_eq!(head.length(), 2);
    }

    #[test]
    fn heads_are_text() {
        let head = Head::start("log").append(b"x");
        let text = head.to_string();
        assert!(text.starts_with("1-"));
        assert_eq!(text.parse(), Ok(head));
        for wrong in [
            "",
            "1",
            "01-",
            "-",
            &format!("+{text}"),
            &format!("0{text}"),
        ] {
            assert!(wrong.parse::<Head>().is_err(), "{wrong}");
        }
        let json = serde_json::to_string(&head).expect("a string");
        assert_eq!(serde_json::from_str::<Head>(&json).expect("read"), head);
    }

    #[test]
    fn logs_of_other_names_are_refused() {
        let (stored, _) = write("a", &[b"x".to_vec()]);
        assert!(matches!(
            verify("b", stored, None),
            Err(LogError::Broken { entry: 1, .. })
        ));
    }

    #[test]
    fn an_end_cut_off_and_a_rewritten_past_are_told_apart() {
        let entries: Vec<Vec<u8>> = (0..5u8).map(|i| vec![i]).collect();
        let (mut stored, head) = write("log", &entries);
        stored.pop();
        assert_eq!(
            verify("log", stored, Some(&head)),
            Err(LogError::Shorter {
                found: 4,
                expected: 5
            })
        );
        let mut other = entries;
        other[1] = vec![9];
        other.push(vec![5]);
        let (stored, _) = write("log", &other);
        assert!(matches!(
            verify("log", stored, Some(&head)),
            Err(LogError::Rewritten { entries: 5, .. })
        ));
        let elsewhere = Head::start("other");
        let (stored, _) = write("log", &other);
        assert!(matches!(
            verify("log", stored, Some(&elsewhere)),
            Err(LogError::Rewritten { entries: 0, .. })
        ));
    }

    proptest! {
        #[test]
        fn whole_logs_hold_and_every_earlier_head_is_in_them(
            entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..8), 0..12),
            cut in 0usize..13,
        ) {
            let (stored, head) = write("log", &entries);
            let (_, early) = write("log", &entries[..cut.min(entries.len())]);
            prop_assert_eq!(verify("log", stored, Some(&early)), Ok(head));
        }

        #[test]
        fn every_change_is_found_where_it_is(
            entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..8), 2..12),
            at in any::<prop::sample::Index>(),
            how in 0u8..4,
        ) {
            let (mut stored, _) = write("log", &entries);
            let at = at.index(stored.len() - 1);
            match how {
                0 => stored[at].0[0] ^= 1,
                1 => stored[at].0.push(0),
                2 => { stored.remove(at); }
                _ => {
                    let (entry, _) = stored[at].clone();
                    stored.insert(at, (entry, stored[at + 1].1));
                }
            }
            let found = verify("log", stored, None);
            prop_assert!(
                matches!(found, Err(LogError::Broken { entry, .. }) if entry == at as u64 + 1),
                "{:?}", found
            );
        }
    }
}
