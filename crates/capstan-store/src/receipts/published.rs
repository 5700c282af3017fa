//! What was published of closed days, beside the keys and never in a backup: a
//! file for each day, written once.
//!
//! A backup from before a day was closed does not know its leaves of nobody, so
//! that it would make another root of it. With these files nothing else is ever
//! published of that day, and receipts of it keep their proofs.

use crate::error::StoreError;
use crate::id;
use crate::vault::disk::{failed, files, private, sync, there};
use capstan_proof::Digest;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The days that were published.
#[derive(Clone, Debug)]
pub struct Published {
    data: PathBuf,
}

/// What was published of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The root of its tree.
    pub root: Digest,
    /// All its leaves, in their order.
    pub leaves: Vec<Digest>,
}

impl Published {
    /// Those of the data folder `data`. Nothing is made before a day is closed.
    pub fn new(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
        }
    }

    /// The days, counted from 1970, in order.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn days(&self) -> Result<Vec<i64>, StoreError> {
        let all = files(&self.folder())?;
        let day = |path: &PathBuf| path.file_name()?.to_str()?.parse().ok();
        let mut days: Vec<i64> = all.iter().filter_map(day).collect();
        days.sort_unstable();
        Ok(days)
    }

    /// What was published of a day, if anything was.
    ///
    /// # Errors
    /// If the file cannot be read, or holds something else.
    pub fn find(&self, day: i64) -> Result<Option<Day>, StoreError> {
        let path = self.path(day);
        let Some(text) = there(fs::read_to_string(&path)).map_err(failed(&path))? else {
            return Ok(None);
        };
        let lines: Result<Vec<Digest>, _> = text.lines().map(str::parse).collect();
        if let Ok([root, leaves @ ..]) = lines.as_deref() {
            let (root, leaves) = (*root, leaves.to_vec());
            return Ok(Some(Day { root, leaves }));
        }
        Err(StoreError::File {
            path: path.display().to_string(),
            why: "it holds no root with its leaves, 64 hexadecimal digits a line; bring the \
                  file back from where you keep the folder vault"
                .to_owned(),
        })
    }

    /// Writes down what is published of a day. It is on the disk when this
    /// returns.
    ///
    /// # Errors
    /// If something else was published of it, or the disk refuses.
    pub fn publish(&self, day: i64, published: &Day) -> Result<(), StoreError> {
        let (path, folder) = (self.path(day), self.folder());
        let beside = folder.join(format!("{}.part", id::blind()));
        let mut text = format!("{}\n", published.root);
        for leaf in &published.leaves {
            text.push_str(&format!("{leaf}\n"));
        }
        let write = || {
            fs::create_dir_all(&folder)?;
            let mut file = private().write(true).open(&beside)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            let first = fs::hard_link(&beside, &path);
            fs::remove_file(&beside)?;
            for folder in [folder.as_path(), &self.data.join("vault"), &self.data] {
                sync(folder)?;
            }
            match first {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
                done => done,
            }
        };
        write().map_err(failed(&path))?;
        match self.find(day)?.is_some_and(|found| found == *published) {
            true => Ok(()),
            false => Err(other(&path)),
        }
    }

    fn folder(&self) -> PathBuf {
        self.data.join("vault").join("days")
    }

    pub(super) fn path(&self, day: i64) -> PathBuf {
        self.folder().join(day.to_string())
    }
}

/// Another root of a day was published.
pub(super) fn other(path: &Path) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        why: "another root of this day was published than the database has; bring back the \
              folder vault and the backup that belong together"
            .to_owned(),
    }
}
