//! The keys of donors: a folder for each person who donated, with a key for
//! each thing that is locked for them, beside the database, never in it and
//! never in its backups.
//!
//! Who destroys the file of a key has erased what was locked under it, in every
//! copy and every backup, and nothing else. Who destroys a folder has erased
//! all that its donor gave. Beside the keys stand lists of what was taken back,
//! so that a backup from before cannot bring it back, and of what went from one
//! member to another, so that it does not lose it.

use crate::error::StoreError;
use crate::id;
use crate::keys::Keys;
use age::DecryptError;
use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use disk::{destroy, failed, files, old, private, sync, there};
use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

pub(crate) mod disk;
mod list;
mod moved;
mod withdrawn;

pub use moved::Held;
pub use withdrawn::{Grave, Refused, Restored};

/// The keys of donors.
#[derive(Clone, Debug)]
pub struct Vault {
    data: PathBuf,
    keys: Keys,
}

/// What a key locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Draft,
    Kept,
    Pictures,
    Made,
}

impl Part {
    /// The end of a file's name.
    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Kept => "kept",
            Self::Pictures => "pictures",
            Self::Made => "made",
        }
    }
}

/// Which key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    donor: &'a str,
    donation: &'a str,
    part: Part,
}

impl<'a> Key<'a> {
    /// That of a donation which waits for its donor's look, with the files that
    /// came.
    pub fn draft(donor: &'a str, donation: &'a str) -> Self {
        Self {
            donor,
            donation,
            part: Part::Draft,
        }
    }

    /// That of a donation which is kept.
    pub fn kept(donor: &'a str, donation: &'a str) -> Self {
        Self {
            part: Part::Kept,
            ..Self::draft(donor, donation)
        }
    }

    /// That of the pictures beside a donation.
    pub fn pictures(donor: &'a str, donation: &'a str) -> Self {
        Self {
            part: Part::Pictures,
            ..Self::draft(donor, donation)
        }
    }

    /// That of what was made of all that a donor gave, for them alone.
    pub fn made(donor: &'a str) -> Self {
        Self {
            part: Part::Made,
            ..Self::draft(donor, "")
        }
    }
}

impl Vault {
    /// The keys in the data folder `data`, locked with the secret of the
    /// installation. Nothing is made before someone donates.
    pub fn new(data: &Path, keys: &Keys) -> Self {
        Self {
            data: data.to_owned(),
            keys: keys.clone(),
        }
    }

    /// Locks `bytes` under a key. The first time makes it; it is on the disk
    /// when this returns.
    ///
    /// # Errors
    /// If the key cannot be read or written.
    pub fn seal(&self, key: Key<'_>, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let identity = match self.identity(key)? {
            Some(identity) => identity,
            None => self.put(key, Identity::generate())?,
        };
        age::encrypt(&identity.to_public(), bytes).map_err(|e| self.fail(key, e))
    }

    /// What was locked under a key; nothing if that is destroyed, even if there
    /// is a new one in its place.
    ///
    /// # Errors
    /// If the key cannot be read, or what was locked is damaged.
    pub fn open(&self, key: Key<'_>, sealed: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(identity) = self.identity(key)? else {
            return Ok(None);
        };
        match age::decrypt(&identity, sealed) {
            Err(DecryptError::NoMatchingKeys) => Ok(None),
            done => done.map(Some).map_err(|e| self.fail(key, e)),
        }
    }

    /// Whether there is such a key.
    pub fn holds(&self, key: Key<'_>) -> bool {
        self.path(key).is_file()
    }

    /// Whether a donation of a donor can be opened.
    ///
    /// # Errors
    /// If their folder cannot be read.
    pub fn keeps(&self, donor: &str) -> Result<bool, StoreError> {
        let all = files(&self.of(donor))?;
        Ok(all.iter().any(|path| is_part(path, Part::Kept)))
    }

    /// Destroys a key. What was locked under it cannot be read any more,
    /// wherever copies of it are.
    ///
    /// # Errors
    /// If the file cannot be removed.
    pub fn destroy(&self, key: Key<'_>) -> Result<(), StoreError> {
        let path = self.path(key);
        match path.is_file() {
            true => destroy(&path),
            false => Ok(()),
        }
    }

    /// Destroys all keys of a donor.
    ///
    /// # Errors
    /// If a file cannot be removed.
    pub fn destroy_all(&self, donor: &str) -> Result<(), StoreError> {
        let folder = self.of(donor);
        for path in files(&folder)? {
            destroy(&path)?;
        }
        match fs::remove_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => done.map_err(failed(&folder)),
        }
    }

    /// Destroys keys of what came, but is not among `waiting` (pairs of donor
    /// and donation), and removes what else a crash may have left.
    ///
    /// # Errors
    /// If a folder cannot be read or a file not be removed.
    pub fn tidy(&self, waiting: &[(String, String)]) -> Result<(), StoreError> {
        let known = |(donor, donation): &(String, String)| self.path(Key::draft(donor, donation));
        let known: BTreeSet<PathBuf> = waiting.iter().map(known).collect();
        for folder in files(&self.folder())?.iter().filter(|path| path.is_dir()) {
            for path in files(folder)? {
                let left = path.extension().is_some_and(|e| e == "part");
                let lost = left || is_part(&path, Part::Draft) && !known.contains(&path);
                if lost && old(&path) {
                    destroy(&path)?;
                }
            }
            if old(folder) {
                // Where keys are left, this is refused.
                let _ = fs::remove_dir(folder);
            }
        }
        Ok(())
    }

    /// The folder of all keys.
    fn folder(&self) -> PathBuf {
        self.data.join("vault")
    }

    /// The folder of a donor. Its name leads to nobody without the secret.
    fn of(&self, donor: &str) -> PathBuf {
        self.folder().join(self.keys.tag("vault", &[donor]))
    }

    fn path(&self, key: Key<'_>) -> PathBuf {
        let tag = self.keys.tag("vault", &[key.donor, key.donation]);
        let name = format!("{tag}.{}", key.part.name());
        self.of(key.donor).join(name)
    }

    fn identity(&self, key: Key<'_>) -> Result<Option<Identity>, StoreError> {
        let path = self.path(key);
        let text = there(fs::read_to_string(&path)).map_err(failed(&path))?;
        let Some(text) = text else {
            return Ok(None);
        };
        let open = self.keys.open_sealed("vault", &about(key), &text);
        let identity = open.and_then(|text| text.parse().ok());
        identity.map(Some).ok_or_else(|| {
            self.fail(
                key,
                "it is no key, or was locked with another secret; bring back the file from \
                 where you keep keys",
            )
        })
    }

    /// Writes a key down, if there is none yet, and gives the one that holds.
    fn put(&self, key: Key<'_>, identity: Identity) -> Result<Identity, StoreError> {
        let (path, folder) = (self.path(key), self.of(key.donor));
        let secret = identity.to_string();
        let sealed = self.keys.seal("vault", &about(key), secret.expose_secret());
        let beside = folder.join(format!("{}.part", id::blind()));
        let write = || {
            fs::create_dir_all(&folder)?;
            let mut file = private().write(true).open(&beside)?;
            file.write_all(sealed.as_bytes())?;
            file.sync_all()?;
            // Of two that make a key at once, one is the key.
            let first = fs::hard_link(&beside, &path);
            fs::remove_file(&beside)?;
            // A name is on the disk once its folder is.
            for folder in [&folder, &self.folder(), &self.data] {
                sync(folder)?;
            }
            match first {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                done => done.map(|()| true),
            }
        };
        match write().map_err(failed(&path))? {
            true => Ok(identity),
            false => self
                .identity(key)?
                .ok_or_else(|| self.fail(key, "the key was destroyed meanwhile; try again")),
        }
    }

    fn fail(&self, key: Key<'_>, error: impl std::fmt::Display) -> StoreError {
        StoreError::File {
            path: self.path(key).display().to_string(),
            why: error.to_string(),
        }
    }
}

/// What a key is locked with, so that its file opens nowhere else.
fn about(key: Key<'_>) -> String {
    [key.donor, key.donation, key.part.name()].join(" ")
}

fn is_part(path: &Path, part: Part) -> bool {
    path.extension().is_some_and(|e| e == part.name())
}

#[cfg(test)]
mod tests {
    use super::disk::FORGOTTEN;
    use super::*;
    use std::fs::File;
    use std::time::{Duration, SystemTime};

    #[test]
    fn what_is_locked_opens_for_its_donor_and_with_its_own_key_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::fresh();
        let ana = Key::kept("ana", "d1");
        let vault = Vault::new(folder.path(), &keys);
        let sealed = vault.seal(ana, b"18.41").expect("sealed");
        assert!(!sealed.windows(5).any(|part| part == b"18.41"));
        let again = Vault::new(folder.path(), &keys);
        let open = |key| again.open(key, &sealed).expect("read");
        assert_eq!(open(ana).as_deref(), Some(&b"18.41"[..]));
        for other in [
            Key::kept("bo", "d1"),
            Key::kept("ana", "d2"),
            Key::draft("ana", "d1"),
        ] {
            assert_eq!(open(other), None, "no key");
            again.seal(other, b"1").expect("sealed");
            assert_eq!(open(other), None, "another key");
        }
        assert!(again.open(ana, b"18.41").is_err(), "nothing was locked");
        let stranger = Vault::new(folder.path(), &Keys::fresh());
        assert_eq!(stranger.open(ana, &sealed).expect("no key"), None);
    }

    #[test]
    fn a_key_locked_for_one_thing_is_none_for_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let (one, other) = (Key::kept("ana", "d1"), Key::kept("ana", "d2"));
        let sealed = vault.seal(one, b"x").expect("sealed");
        fs::copy(vault.path(one), vault.path(other)).expect("copied");
        assert!(vault.open(other, &sealed).is_err());
    }

    #[test]
    fn a_destroyed_key_is_gone_alone_and_a_new_one_opens_nothing_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let (one, other) = (Key::kept("ana", "d1"), Key::kept("ana", "d2"));
        let sealed = vault.seal(one, b"x").expect("sealed");
        let kept = vault.seal(other, b"y").expect("sealed");
        assert!(vault.holds(one) && vault.keeps("ana").expect("read"));
        vault.destroy(one).expect("destroyed");
        vault.destroy(one).expect("nothing left to destroy");
        assert!(!vault.holds(one));
        assert_eq!(vault.open(one, &sealed).expect("no key"), None);
        vault.seal(one, b"z").expect("a new key");
        assert_eq!(vault.open(one, &sealed).expect("another key"), None);
        let open = vault.open(other, &kept).expect("opened");
        assert_eq!(open.as_deref(), Some(&b"y"[..]));
    }

    #[test]
    fn with_the_folder_of_a_donor_go_all_their_keys_and_no_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let all = [
            Key::kept("ana", "d1"),
            Key::draft("ana", "d2"),
            Key::kept("bo", "d3"),
        ];
        for key in all {
            vault.seal(key, b"x").expect("sealed");
        }
        vault.destroy_all("ana").expect("destroyed");
        vault.destroy_all("ana").expect("nothing left to destroy");
        assert_eq!(all.map(|key| vault.holds(key)), [false, false, true]);
        assert!(!vault.keeps("ana").expect("none") && !vault.of("ana").exists());
        assert!(vault.keeps("bo").expect("read"));
    }

    #[test]
    fn only_old_keys_of_what_no_row_names_are_tidied_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        vault.tidy(&[]).expect("nothing there");
        let long_ago = SystemTime::now() - FORGOTTEN - Duration::from_secs(60);
        let age = |path: &Path| {
            let file = File::open(path).expect("there");
            file.set_modified(long_ago).expect("as if of long ago");
        };
        let waits = Key::draft("ana", "waits");
        let (lost, new) = (Key::draft("ana", "lost"), Key::draft("ana", "new"));
        // A row of it may be in another backup than the one that is here.
        let kept = Key::kept("ana", "kept");
        for key in [waits, lost, new, kept] {
            vault.seal(key, b"x").expect("sealed");
        }
        let left = vault.of("ana").join("half.part");
        fs::write(&left, b"half").expect("left by a crash");
        for path in [
            vault.path(waits),
            vault.path(lost),
            vault.path(kept),
            left.clone(),
        ] {
            age(&path);
        }
        vault.seal(Key::draft("bo", "lost"), b"x").expect("sealed");
        age(&vault.path(Key::draft("bo", "lost")));
        vault.withdraw("d", None).expect("written");
        let waiting = [("ana".to_owned(), "waits".to_owned())];
        vault.tidy(&waiting).expect("tidied");
        let held = [waits, lost, new, kept].map(|key| vault.holds(key));
        assert_eq!(held, [true, false, true, true]);
        assert!(!left.exists() && !vault.holds(Key::draft("bo", "lost")));
        age(&vault.of("bo"));
        vault.tidy(&waiting).expect("tidied");
        assert!(!vault.of("bo").exists() && vault.holds(waits));
        assert_eq!(vault.withdrawn().expect("read").len(), 1);
    }

    #[test]
    fn a_key_that_was_half_made_or_half_destroyed_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let ana = Key::kept("ana", "d1");
        vault.seal(ana, b"x").expect("sealed");
        let bytes = fs::read(vault.path(ana)).expect("a key");
        vault.destroy(ana).expect("destroyed");
        for cut in [0, 1, bytes.len() / 2, bytes.len()] {
            fs::write(vault.of("ana").join("half.part"), &bytes[..cut]).expect("torn");
            assert!(!vault.holds(ana));
        }
        // The process ended between writing over it and removing it.
        fs::write(vault.path(ana), vec![0; bytes.len()]).expect("torn");
        assert!(vault.open(ana, b"").is_err());
        vault.destroy(ana).expect("destroyed again");
        assert!(!vault.holds(ana));
    }

    #[test]
    fn two_that_make_a_key_at_once_share_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let ana = Key::kept("ana", "d1");
        let sealed: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let each = |n: u8| {
                let vault = &vault;
                scope.spawn(move || vault.seal(ana, &[n]).expect("sealed"))
            };
            let all: Vec<_> = (0..8).map(each).collect();
            all.into_iter()
                .map(|t| t.join().expect("no panic"))
                .collect()
        });
        for (n, sealed) in sealed.iter().enumerate() {
            let open = vault.open(ana, sealed).expect("opened");
            assert_eq!(open, Some(vec![n as u8]));
        }
    }

    #[cfg(unix)]
    #[test]
    fn keys_are_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        let ana = Key::kept("ana", "d1");
        vault.seal(ana, b"x").expect("sealed");
        let mode = fs::metadata(vault.path(ana)).expect("there").permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
}
