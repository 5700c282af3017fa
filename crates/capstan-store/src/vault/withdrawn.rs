//! The list of what was withdrawn, beside the keys: it only grows.

use super::Vault;
use super::disk::{failed, private, sync, there};
use crate::error::StoreError;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;

/// The file of the list.
const WITHDRAWN: &str = "withdrawn";

impl Vault {
    /// Adds to the list of what was withdrawn. It is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// If the list cannot be written.
    pub fn withdraw(&self, donation: &str) -> Result<(), StoreError> {
        let folder = self.folder();
        let path = folder.join(WITHDRAWN);
        let append = || {
            fs::create_dir_all(&folder)?;
            let mut file = private().append(true).open(&path)?;
            // What a crash tore off before ends here, and is on no line of ours.
            file.write_all(format!("\n{donation}\n").as_bytes())?;
            file.sync_all()?;
            sync(&folder)?;
            sync(&self.data)
        };
        append().map_err(failed(&path))
    }

    /// All that was ever withdrawn one by one.
    ///
    /// # Errors
    /// If the list cannot be read.
    pub fn withdrawn(&self) -> Result<BTreeSet<String>, StoreError> {
        let path = self.folder().join(WITHDRAWN);
        let text = there(fs::read_to_string(&path)).map_err(failed(&path))?;
        // What was torn off is the beginning of an id, and so none.
        let text = text.unwrap_or_default();
        let lines = text.lines().filter(|line| !line.is_empty());
        Ok(lines.map(str::to_owned).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn the_list_of_the_withdrawn_only_grows() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        assert!(vault.withdrawn().expect("none").is_empty());
        vault.withdraw("d1").expect("written");
        vault.withdraw("d2").expect("written");
        let all = vault.withdrawn().expect("read");
        assert_eq!(all, BTreeSet::from(["d1".to_owned(), "d2".to_owned()]));
    }

    #[test]
    fn a_torn_list_loses_nothing_that_was_on_it_or_comes_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
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
}
