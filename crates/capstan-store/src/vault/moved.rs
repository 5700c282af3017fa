//! Donations that went from one member to another, who are one person: the list
//! of it, and their keys.
//!
//! A key stays the same under another name, so that a backup from before opens
//! with it. Whatever is withdrawn later is gone under all of its names.

use super::{Key, Part, Vault};
use crate::error::StoreError;

/// The list.
const MOVED: &str = "moved";

/// A donation by the ids of its donor and its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// The donor.
    pub member: String,
    /// The donation.
    pub donation: String,
}

impl Held {
    /// That of a member.
    pub fn of(member: &str, donation: &str) -> Self {
        Self {
            member: member.to_owned(),
            donation: donation.to_owned(),
        }
    }

    fn key(&self, part: Part) -> Key<'_> {
        Key {
            donor: &self.member,
            donation: &self.donation,
            part,
        }
    }
}

impl Vault {
    /// Gives the keys of a donation to another member, under another id, and
    /// writes that down; those of its pictures only if they are to be kept. The
    /// old ones stay until they are destroyed. It is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// If a key cannot be read or written.
    pub fn entrust(&self, from: &Held, to: &Held, pictures: bool) -> Result<(), StoreError> {
        let parts = [&from.member, &from.donation, &to.member, &to.donation];
        self.append_sealed(MOVED, &parts.map(String::as_str))?;
        self.adopt(from, to, Part::Kept)?;
        if pictures {
            self.adopt(from, to, Part::Pictures)?;
        }
        Ok(())
    }

    /// From whom to whom donations went, in their order.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn moved(&self) -> Result<Vec<(Held, Held)>, StoreError> {
        let of = |line: Vec<String>| match <[String; 4]>::try_from(line) {
            Ok([member, donation, to, new]) => {
                Some((Held { member, donation }, Held::of(&to, &new)))
            }
            Err(_) => None,
        };
        Ok(self
            .sealed_lines(MOVED)?
            .into_iter()
            .filter_map(of)
            .collect())
    }

    /// A donation under all names that it ever had, in these moves.
    pub fn names(moved: &[(Held, Held)], of: Held) -> Vec<Held> {
        let mut names = vec![of];
        let mut at = 0;
        while let Some(name) = names.get(at).cloned() {
            for (from, to) in moved {
                for (one, other) in [(from, to), (to, from)] {
                    if *one == name && !names.contains(other) {
                        names.push(other.clone());
                    }
                }
            }
            at += 1;
        }
        names
    }

    /// Brings the keys of a donation back from the other names that it had. Says
    /// whether it can be opened now.
    ///
    /// # Errors
    /// If a key cannot be read or written.
    pub fn regain(&self, moved: &[(Held, Held)], held: &Held) -> Result<bool, StoreError> {
        for other in Self::names(moved, held.clone()).iter().skip(1) {
            if self.adopt(other, held, Part::Kept)? {
                self.adopt(other, held, Part::Pictures)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Makes the key of one donation that of another, which has none yet. Says
    /// whether there was one.
    fn adopt(&self, from: &Held, to: &Held, part: Part) -> Result<bool, StoreError> {
        let Some(identity) = self.identity(from.key(part))? else {
            return Ok(false);
        };
        self.put(to.key(part), identity)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn what_went_to_another_opens_under_all_of_its_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let [phone, ana] = [Held::of("phone", "d1"), Held::of("ana", "e1")];
        let sealed = vault.seal(phone.key(Part::Kept), b"18.41").expect("sealed");
        let picture = vault
            .seal(phone.key(Part::Pictures), b"png")
            .expect("sealed");
        vault.entrust(&phone, &ana, true).expect("given");
        let opens = |held: &Held| {
            let text = vault.open(held.key(Part::Kept), &sealed).expect("read");
            let image = vault
                .open(held.key(Part::Pictures), &picture)
                .expect("read");
            (text.is_some(), image.is_some())
        };
        assert_eq!((opens(&phone), opens(&ana)), ((true, true), (true, true)));
        let moved = vault.moved().expect("read");
        assert_eq!(moved, [(phone.clone(), ana.clone())]);

        vault.destroy_all("phone").expect("destroyed");
        assert_eq!(opens(&phone), (false, false));
        assert!(vault.regain(&moved, &phone).expect("back"));
        assert_eq!(opens(&phone), (true, true));
        for member in ["phone", "ana"] {
            vault.destroy_all(member).expect("destroyed");
        }
        assert!(!vault.regain(&moved, &phone).expect("nothing there"));
    }

    #[test]
    fn pictures_that_are_not_kept_are_not_given_along() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let [phone, ana] = [Held::of("phone", "d1"), Held::of("ana", "e1")];
        for part in [Part::Kept, Part::Pictures] {
            vault.seal(phone.key(part), b"x").expect("sealed");
        }
        vault.entrust(&phone, &ana, false).expect("given");
        assert!(vault.holds(ana.key(Part::Kept)) && !vault.holds(ana.key(Part::Pictures)));
    }

    #[test]
    fn the_names_of_a_donation_are_found_over_all_its_moves() {
        let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| Held::of(name, name));
        let moved = [(a.clone(), b.clone()), (a.clone(), c.clone())];
        for of in [&a, &b, &c] {
            let mut names = Vault::names(&moved, of.clone());
            names.sort();
            assert_eq!(names, [a.clone(), b.clone(), c.clone()]);
        }
        assert_eq!(Vault::names(&moved, d.clone()), [d]);
    }
}
