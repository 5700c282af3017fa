//! The keys of donors: one for each person who donated, in a file of its own
//! beside the database, never in it and never in its backups.
//!
//! What someone donated is locked for their key alone. Who destroys the file
//! of a key has erased everything locked for it, in every backup too. Beside
//! the keys stands a list of what was withdrawn, so that a backup from before
//! cannot bring it back.

use crate::error::StoreError;
use crate::id;
use crate::keys::Keys;
use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// The list of what was withdrawn, beside the keys.
const WITHDRAWN: &str = "withdrawn";

/// The keys of donors.
#[derive(Clone, Debug)]
pub struct Vault {
    folder: PathBuf,
    keys: Keys,
}

impl Vault {
    /// The keys in the data folder `data`, locked with the secret of the
    /// installation. Nothing is made before someone donates.
    pub fn new(data: &Path, keys: &Keys) -> Self {
        Self {
            folder: data.join("vault"),
            keys: keys.clone(),
        }
    }

    /// Locks `bytes` for a donor. Their first donation makes their key; it is
    /// on the disk when this returns.
    ///
    /// # Errors
    /// If the key cannot be read or written.
    pub fn seal(&self, donor: &str, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let identity = match self.identity(donor)? {
            Some(identity) => identity,
            None => self.make(donor)?,
        };
        age::encrypt(&identity.to_public(), bytes).map_err(|e| self.fail(donor, e))
    }

    /// What was locked for a donor; nothing if their key is destroyed.
    ///
    /// # Errors
    /// If the key cannot be read, or something else was locked.
    pub fn open(&self, donor: &str, sealed: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self.identity(donor)? {
            None => Ok(None),
            Some(identity) => age::decrypt(&identity, sealed)
                .map(Some)
                .map_err(|e| self.fail(donor, e)),
        }
    }

    /// Whether a donor has a key.
    pub fn holds(&self, donor: &str) -> bool {
        self.path(donor).is_file()
    }

    /// Destroys the key of a donor. What was locked for it cannot be read any
    /// more, wherever copies of it are.
    ///
    /// # Errors
    /// If the file cannot be removed.
    pub fn destroy(&self, donor: &str) -> Result<(), StoreError> {
        let path = self.path(donor);
        let length = match fs::metadata(&path) {
            Ok(found) => usize::try_from(found.len()).unwrap_or(0),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(&path)(error)),
        };
        // Some disks write in place, so what stood there goes first.
        let overwrite = || {
            let mut file = File::options().write(true).open(&path)?;
            file.write_all(&vec![0; length])?;
            file.sync_all()
        };
        overwrite().map_err(failed(&path))?;
        fs::remove_file(&path).map_err(failed(&path))?;
        self.sync()
    }

    /// Adds to the list of what was withdrawn. It is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn withdraw(&self, donation: &str) -> Result<(), StoreError> {
        let path = self.folder.join(WITHDRAWN);
        let append = || {
            fs::create_dir_all(&self.folder)?;
            let mut options = File::options();
            options.create(true).append(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path)?;
            // What a crash tore off before ends here, and is on no line of ours.
            file.write_all(format!("\n{donation}\n").as_bytes())?;
            file.sync_all()
        };
        append().map_err(failed(&path))?;
        self.sync()
    }

    /// All that was ever withdrawn one by one.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn withdrawn(&self) -> Result<BTreeSet<String>, StoreError> {
        let path = self.folder.join(WITHDRAWN);
        match fs::read_to_string(&path) {
            // What was torn off is the beginning of an id, and so none.
            Ok(text) => Ok(text
                .lines()
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
            Err(error) => Err(failed(&path)(error)),
        }
    }

    /// The file of a donor's key. Its name leads to nobody without the secret.
    fn path(&self, donor: &str) -> PathBuf {
        self.folder.join(self.keys.tag("vault", &[donor]))
    }

    fn identity(&self, donor: &str) -> Result<Option<Identity>, StoreError> {
        let path = self.path(donor);
        let mut text = String::new();
        match File::open(&path) {
            Ok(mut file) => file.read_to_string(&mut text).map_err(failed(&path))?,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path)(error)),
        };
        let open = self.keys.open_sealed("vault", donor, &text);
        let identity = open.and_then(|text| text.parse().ok());
        identity.map(Some).ok_or_else(|| StoreError::File {
            path: path.display().to_string(),
            why: "it is no key, or was locked with another secret; bring back the file from \
                  where you keep keys"
                .to_owned(),
        })
    }

    fn make(&self, donor: &str) -> Result<Identity, StoreError> {
        let path = self.path(donor);
        let identity = Identity::generate();
        let secret = identity.to_string();
        let sealed = self.keys.seal("vault", donor, secret.expose_secret());
        let beside = self.folder.join(format!("{}.part", id::blind()));
        let write = || {
            fs::create_dir_all(&self.folder)?;
            let mut options = File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&beside)?;
            file.write_all(sealed.as_bytes())?;
            file.sync_all()?;
            // Of two that make a key at once, one is the key.
            let first = fs::hard_link(&beside, &path);
            fs::remove_file(&beside)?;
            match first {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                done => done.map(|()| true),
            }
        };
        let first = write().map_err(failed(&path))?;
        self.sync()?;
        match first {
            true => Ok(identity),
            false => self
                .identity(donor)?
                .ok_or_else(|| self.fail(donor, "the key was destroyed meanwhile; try again")),
        }
    }

    /// Waits until the names in the folder are on the disk.
    fn sync(&self) -> Result<(), StoreError> {
        let sync = || File::open(&self.folder)?.sync_all();
        sync().map_err(failed(&self.folder))
    }

    fn fail(&self, donor: &str, error: impl std::fmt::Display) -> StoreError {
        StoreError::File {
            path: self.path(donor).display().to_string(),
            why: error.to_string(),
        }
    }
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> StoreError + '_ {
    |error| StoreError::File {
        path: path.display().to_string(),
        why: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &Path, keys: &Keys) -> Vault {
        Vault::new(folder, keys)
    }

    #[test]
    fn what_is_locked_opens_for_its_donor_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = Keys::fresh();
        let sealed = vault(folder.path(), &keys)
            .seal("ana", b"18.41")
            .expect("sealed");
        assert!(!sealed.windows(5).any(|part| part == b"18.41"));
        let again = vault(folder.path(), &keys);
        assert_eq!(
            again.open("ana", &sealed).expect("opened"),
            Some(b"18.41".to_vec())
        );
        assert_eq!(again.open("bo", &sealed).expect("no key"), None);
        again.seal("bo", b"1").expect("sealed");
        assert!(again.open("bo", &sealed).is_err());
        let other = vault(folder.path(), &Keys::fresh());
        assert_eq!(other.open("ana", &sealed).expect("no key"), None);
    }

    #[test]
    fn a_destroyed_key_is_gone_and_a_new_one_opens_nothing_old() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path(), &Keys::fresh());
        let sealed = vault.seal("ana", b"x").expect("sealed");
        assert!(vault.holds("ana"));
        vault.destroy("ana").expect("destroyed");
        vault.destroy("ana").expect("nothing left to destroy");
        assert!(!vault.holds("ana"));
        assert_eq!(vault.open("ana", &sealed).expect("no key"), None);
        vault.seal("ana", b"y").expect("a new key");
        assert!(vault.open("ana", &sealed).is_err());
    }

    #[test]
    fn the_list_of_the_withdrawn_only_grows() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path(), &Keys::fresh());
        assert!(vault.withdrawn().expect("none").is_empty());
        vault.withdraw("d1").expect("written");
        vault.withdraw("d2").expect("written");
        let all = vault.withdrawn().expect("read");
        assert_eq!(all, BTreeSet::from(["d1".to_owned(), "d2".to_owned()]));
    }

    #[test]
    fn a_torn_list_loses_nothing_that_was_on_it_or_comes_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path(), &Keys::fresh());
        let list = folder.path().join("vault").join(WITHDRAWN);
        vault.withdraw("first").expect("written");
        let whole = fs::read(&list).expect("a list").len();
        vault.withdraw("second").expect("written");
        let text = fs::read(&list).expect("a list");
        for cut in whole..=text.len() {
            fs::write(&list, &text[..cut]).expect("torn");
            vault.withdraw("third").expect("written");
            let all = vault.withdrawn().expect("read");
            assert!(all.contains("first") && all.contains("third"), "{all:?}");
        }
    }

    #[test]
    fn a_key_that_was_half_made_or_half_destroyed_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path(), &Keys::fresh());
        vault.seal("ana", b"x").expect("sealed");
        let key = fs::read(vault.path("ana")).expect("a key");
        vault.destroy("ana").expect("destroyed");
        for cut in [0, 1, key.len() / 2, key.len()] {
            let beside = folder.path().join("vault").join("half.part");
            fs::write(beside, &key[..cut]).expect("torn");
            assert!(!vault.holds("ana"));
        }
        // The process ended between writing over it and removing it.
        fs::write(vault.path("ana"), vec![0; key.len()]).expect("torn");
        assert!(vault.open("ana", b"").is_err());
        vault.destroy("ana").expect("destroyed again");
        assert!(!vault.holds("ana"));
    }

    #[test]
    fn two_first_donations_at_once_share_a_key() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path(), &Keys::fresh());
        let sealed: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let each = |n: u8| {
                let vault = &vault;
                scope.spawn(move || vault.seal("ana", &[n]).expect("sealed"))
            };
            let all: Vec<_> = (0..8).map(each).collect();
            all.into_iter()
                .map(|t| t.join().expect("no panic"))
                .collect()
        });
        for (n, sealed) in sealed.iter().enumerate() {
            let open = vault.open("ana", sealed).expect("opened");
            assert_eq!(open, Some(vec![n as u8]));
        }
    }

    #[cfg(unix)]
    #[test]
    fn keys_are_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path(), &Keys::fresh());
        vault.seal("ana", b"x").expect("sealed");
        let mode = fs::metadata(vault.path("ana"))
            .expect("there")
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }
}
