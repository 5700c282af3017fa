//! Lists beside the keys that only grow: what a restored backup does not know
//! and has to be told.

use super::Vault;
use super::disk::{failed, private, sync, there};
use crate::error::StoreError;
use std::fs;
use std::io::Write;

/// What stands at the end of a whole line.
const WHOLE: &str = " .";

impl Vault {
    /// Adds a line to a list. It is on the disk when this returns.
    pub(super) fn append(&self, list: &str, line: &str) -> Result<(), StoreError> {
        self.append_all(list, &[line])
    }

    /// As [`Vault::append`], of several lines.
    pub(super) fn append_all(
        &self,
        list: &str,
        lines: &[impl std::fmt::Display],
    ) -> Result<(), StoreError> {
        let folder = self.folder();
        let path = folder.join(list);
        let append = || {
            fs::create_dir_all(&folder)?;
            let mut file = private().append(true).open(&path)?;
            // What a crash tore off before ends here, and is on no line of ours.
            let lines = lines.iter().map(|line| format!("\n{line}{WHOLE}\n"));
            file.write_all(lines.collect::<String>().as_bytes())?;
            file.sync_all()?;
            sync(&folder)?;
            sync(&self.data)
        };
        append().map_err(failed(&path))
    }

    /// The lines of a list that were written whole, in their order.
    pub(super) fn lines(&self, list: &str) -> Result<Vec<String>, StoreError> {
        let path = self.folder().join(list);
        let text = there(fs::read_to_string(&path)).map_err(failed(&path))?;
        let text = text.unwrap_or_default();
        let whole = text.lines().filter_map(|line| line.strip_suffix(WHOLE));
        Ok(whole.map(str::to_owned).collect())
    }

    /// As [`Vault::append`], locked: nobody without the secret can tell what
    /// stands there.
    pub(super) fn append_sealed(&self, list: &str, parts: &[&str]) -> Result<(), StoreError> {
        self.append(list, &self.keys.seal("vault", list, &parts.join(" ")))
    }

    /// As [`Vault::lines`], of what [`Vault::append_sealed`] wrote, in its
    /// parts. What was locked with another secret says nothing.
    pub(super) fn sealed_lines(&self, list: &str) -> Result<Vec<Vec<String>>, StoreError> {
        let open = |line: &String| self.keys.open_sealed("vault", list, line);
        let lines = self.lines(list)?;
        let lines = lines.iter().filter_map(open);
        Ok(lines
            .map(|line| line.split(' ').map(str::to_owned).collect())
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    #[test]
    fn a_torn_list_loses_nothing_that_was_on_it_or_comes_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        assert!(vault.lines("a").expect("none").is_empty());
        vault.append("a", "first 1").expect("written");
        let path = folder.path().join("vault").join("a");
        let whole = fs::read(&path).expect("a list").len();
        vault.append("a", "second 22").expect("written");
        let text = fs::read(&path).expect("a list");
        for cut in whole..=text.len() {
            fs::write(&path, &text[..cut]).expect("torn");
            vault.append("a", "third 333").expect("written");
            let lines = vault.lines("a").expect("read");
            let second = cut + 1 >= text.len();
            let expected = ["first 1", "second 22", "third 333"];
            let expected = expected
                .iter()
                .filter(|line| second || **line != "second 22");
            assert!(lines.iter().eq(expected), "{cut}: {lines:?}");
        }
    }

    #[test]
    fn what_is_locked_on_a_list_is_for_this_list_and_secret_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::new(folder.path(), &Keys::fresh());
        vault.append_sealed("a", &["ana", "d1"]).expect("written");
        assert_eq!(vault.sealed_lines("a").expect("read"), [["ana", "d1"]]);
        let path = |list| folder.path().join("vault").join(list);
        let text = fs::read_to_string(path("a")).expect("a list");
        assert!(!text.contains("ana"), "{text}");
        fs::copy(path("a"), path("b")).expect("copied");
        assert!(vault.sealed_lines("b").expect("read").is_empty());
        let other = Vault::new(folder.path(), &Keys::fresh());
        assert!(other.sealed_lines("a").expect("read").is_empty());
    }
}
