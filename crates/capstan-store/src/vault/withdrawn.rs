//! What was taken back, in lists beside the keys, so that a backup from before
//! cannot bring it back: donations, consents, phones of members, and members.

use super::Vault;
use crate::error::StoreError;
use crate::id::Micros;
use std::collections::{BTreeMap, BTreeSet};

/// The lists.
const WITHDRAWN: &str = "withdrawn";
const REFUSED: &str = "refused";
const UNLINKED: &str = "unlinked";
const LEFT: &str = "left";
const RESTORED: &str = "restored";

/// What is left of a donation that was kept and then withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grave {
    /// The hash that stands in its receipt.
    pub hash: String,
    /// When it was withdrawn.
    pub at: Micros,
}

/// That a member does not agree to a purpose any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The member.
    pub member: String,
    /// The purpose.
    pub purpose: String,
    /// Since when.
    pub at: Micros,
}

/// That a backup was restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made.
    pub made: Micros,
    /// When it was restored.
    pub at: Micros,
}

impl Vault {
    /// Adds to the list of what was withdrawn; with its grave, if it had been
    /// kept. It is on the disk when this returns.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn withdraw(&self, donation: &str, grave: Option<&Grave>) -> Result<(), StoreError> {
        let line = match grave {
            Some(Grave { hash, at }) => format!("{donation} {hash} {at}"),
            None => donation.to_owned(),
        };
        self.append(WITHDRAWN, &line)
    }

    /// All donations that were ever withdrawn one by one, with their graves.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn withdrawn(&self) -> Result<BTreeMap<String, Option<Grave>>, StoreError> {
        let of = |line: String| {
            let mut parts = line.split(' ').map(str::to_owned);
            let id = parts.next().unwrap_or_default();
            let grave = parts
                .next()
                .zip(parts.next().and_then(|at| at.parse().ok()));
            (id, grave.map(|(hash, at)| Grave { hash, at }))
        };
        Ok(self.lines(WITHDRAWN)?.into_iter().map(of).collect())
    }

    /// Writes down that a member does not agree to a purpose any more.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn refuse(&self, refused: &Refused) -> Result<(), StoreError> {
        let at = refused.at.to_string();
        self.append_sealed(REFUSED, &[&refused.member, &refused.purpose, &at])
    }

    /// All that was ever refused, in its order.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn refused(&self) -> Result<Vec<Refused>, StoreError> {
        let of = |line: Vec<String>| match <[String; 3]>::try_from(line) {
            Ok([member, purpose, at]) => Some(Refused {
                member,
                purpose,
                at: at.parse().ok()?,
            }),
            Err(_) => None,
        };
        Ok(self
            .sealed_lines(REFUSED)?
            .into_iter()
            .filter_map(of)
            .collect())
    }

    /// Writes down that the phones of a member were forgotten.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn unlink(&self, member: &str, at: Micros) -> Result<(), StoreError> {
        self.append_sealed(UNLINKED, &[member, &at.to_string()])
    }

    /// Whose phones were forgotten, and when.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn unlinked(&self) -> Result<Vec<(String, Micros)>, StoreError> {
        let of = |line: Vec<String>| match <[String; 2]>::try_from(line) {
            Ok([member, at]) => Some((member, at.parse().ok()?)),
            Err(_) => None,
        };
        Ok(self
            .sealed_lines(UNLINKED)?
            .into_iter()
            .filter_map(of)
            .collect())
    }

    /// Writes down that those with these ids left for good. Of them there are
    /// tags alone: whoever reads the list cannot tell who they were.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn leave(&self, ids: &[&str]) -> Result<(), StoreError> {
        let tags: Vec<String> = ids.iter().map(|id| self.keys.tag(LEFT, &[id])).collect();
        match tags.is_empty() {
            true => Ok(()),
            false => self.append_all(LEFT, &tags),
        }
    }

    /// Those of `all` who left for good.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn left(&self, mut all: Vec<String>) -> Result<Vec<String>, StoreError> {
        let left: BTreeSet<String> = self.lines(LEFT)?.into_iter().collect();
        all.retain(|id| left.contains(&self.keys.tag(LEFT, &[id])));
        Ok(all)
    }

    /// Whether anyone ever left for good.
    pub fn any_left(&self) -> bool {
        self.folder().join(LEFT).is_file()
    }

    /// Writes down that a backup was restored.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn put_back(&self, restored: Restored) -> Result<(), StoreError> {
        let Restored { made, at } = restored;
        self.append(RESTORED, &format!("{made} {at}"))
    }

    /// Which backups were restored, in their order.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn restored(&self) -> Result<Vec<Restored>, StoreError> {
        let of = |line: String| {
            let (made, at) = line.split_once(' ')?;
            Some(Restored {
                made: made.parse().ok()?,
                at: at.parse().ok()?,
            })
        };
        Ok(self.lines(RESTORED)?.into_iter().filter_map(of).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn what_was_taken_back_is_there_for_whoever_comes_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::fresh();
        let vault = Vault::new(folder.path(), &keys);
        assert!(vault.withdrawn().expect("none").is_empty());
        let grave = Grave {
            hash: "h1".into(),
            at: 7,
        };
        vault.withdraw("d1", Some(&grave)).expect("written");
        vault.withdraw("d2", None).expect("written");
        let refused = Refused {
            member: "ana".into(),
            purpose: "figures".into(),
            at: 8,
        };
        vault.refuse(&refused).expect("written");
        vault.unlink("ana", 9).expect("written");
        assert!(!vault.any_left());
        vault.leave(&["ana", "cleo"]).expect("written");
        let restored = Restored { made: 3, at: 10 };
        vault.put_back(restored).expect("written");

        let later = Vault::new(folder.path(), &keys);
        let all = later.withdrawn().expect("read");
        let expected = [("d1".to_owned(), Some(grave)), ("d2".to_owned(), None)];
        assert_eq!(all, BTreeMap::from(expected));
        assert_eq!(later.refused().expect("read"), [refused]);
        assert_eq!(later.unlinked().expect("read"), [("ana".to_owned(), 9)]);
        assert_eq!(later.restored().expect("read"), [restored]);
        assert!(later.any_left());
        let all = ["bo", "ana"].map(str::to_owned).to_vec();
        assert_eq!(later.left(all.clone()).expect("read"), ["ana"]);
        let list = std::fs::read_to_string(folder.path().join("vault").join(LEFT));
        assert!(!list.expect("a list").contains("ana"));
        // Nobody can try out who it was without the secret.
        let stranger = Vault::new(folder.path(), &Keys::fresh());
        assert!(stranger.left(all).expect("read").is_empty());
    }
}
