//! Files that came and wait to be read: locked for their donor, in a folder of
//! their donation, on no backup. What is read is removed.

use crate::app::App;
use capstan_store::StoreError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A folder that no donation names is removed when it is this old: its files
/// may still be coming in before.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// A file that came, as the donation remembers it until it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentFile {
    /// Its name, for its donor alone.
    pub name: String,
    /// The name under which it waits in its folder.
    pub place: String,
    /// Its SHA-256, to know it when it is sent again.
    pub hash: String,
    /// How it stands.
    pub state: State,
}

/// How a file that came stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has read it yet.
    Waits,
    /// What was read of it is in the donation.
    Read,
    /// It cannot be read, and this is why, as [`crate::jobs::noted`] has it.
    Failed(String),
}

/// The folder of the files of a donation.
#[derive(Clone, Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder of a donation, by its id.
    pub fn of(app: &App, donation: &str) -> Self {
        Self(all(app).join(donation))
    }

    /// Writes a locked file at a place; it is on the disk when this returns.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn put(&self, place: &str, locked: &[u8]) -> Result<(), StoreError> {
        let path = self.path(place);
        let write = || {
            fs::create_dir_all(&self.0)?;
            let mut options = File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&path)?;
            file.write_all(locked)?;
            file.sync_all()
        };
        write().map_err(failed(&path))
    }

    /// The locked file at a place; nothing if it is gone.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn read(&self, place: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(place);
        gone(fs::read(&path)).map_err(failed(&path))
    }

    /// Removes the file at a place.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn remove(&self, place: &str) -> Result<(), StoreError> {
        let path = self.path(place);
        gone(fs::remove_file(&path)).map_err(failed(&path))?;
        Ok(())
    }

    /// Removes it with all that is in it.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn clear(&self) -> Result<(), StoreError> {
        gone(fs::remove_dir_all(&self.0)).map_err(failed(&self.0))?;
        Ok(())
    }

    fn path(&self, place: &str) -> PathBuf {
        self.0.join(place)
    }
}

fn all(app: &App) -> PathBuf {
    app.config.data.join("sent")
}

/// Removes folders of donations that are not among `known`: a crash or a
/// restored backup may have left them.
///
/// # Errors
/// If the disk refuses.
pub fn tidy(app: &App, known: &BTreeSet<String>) -> Result<(), StoreError> {
    let all = all(app);
    let Some(entries) = gone(fs::read_dir(&all)).map_err(failed(&all))? else {
        return Ok(());
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let written = entry.metadata().and_then(|m| m.modified());
        let age = written
            .ok()
            .and_then(|at| SystemTime::now().duration_since(at).ok());
        if !known.contains(&name) && age.is_some_and(|age| age > FORGOTTEN) {
            Folder(entry.path()).clear()?;
        }
    }
    Ok(())
}

/// Nothing where something is not there.
fn gone<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError {
    move |error| StoreError::File {
        path: path.display().to_string(),
        why: error.to_string(),
    }
}
