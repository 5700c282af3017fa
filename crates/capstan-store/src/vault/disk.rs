//! Files beside the database: written so that they are on the disk, destroyed
//! so that nothing stays.

use crate::error::StoreError;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What no row names is removed when it is this old: the row may still be on
/// its way before.
pub(super) const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether a file or folder was last written long ago.
pub(super) fn old(path: &Path) -> bool {
    let written = fs::metadata(path).and_then(|m| m.modified());
    let age = written
        .ok()
        .and_then(|at| SystemTime::now().duration_since(at).ok());
    age.is_some_and(|age| age > FORGOTTEN)
}

/// All that is in a folder; nothing if it is not there.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let read = || -> io::Result<Vec<PathBuf>> {
        let entries = there(fs::read_dir(folder))?.into_iter().flatten();
        entries.map(|entry| Ok(entry?.path())).collect()
    };
    read().map_err(failed(folder))
}

/// Overwrites and removes a file. One that is not there is removed already.
pub(super) fn destroy(path: &Path) -> Result<(), StoreError> {
    let destroy = || {
        let length = usize::try_from(fs::metadata(path)?.len()).unwrap_or(0);
        // Some disks write in place, so what stood there goes first.
        let mut file = File::options().write(true).open(path)?;
        file.write_all(&vec![0; length])?;
        file.sync_all()?;
        fs::remove_file(path)?;
        path.parent().map_or(Ok(()), sync)
    };
    there(destroy()).map(|_| ()).map_err(failed(path))
}

/// How a file is opened that is there, or made for its owner alone.
pub(crate) fn private() -> fs::OpenOptions {
    let mut options = File::options();
    options.create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Waits until the names in a folder are on the disk.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Nothing where something is not there.
pub(crate) fn there<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    match done {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        done => done.map(Some),
    }
}

/// What the disk refused, and where.
pub(crate) fn failed(path: &Path) -> impl Fn(io::Error) -> StoreError + '_ {
    |error| StoreError::File {
        path: path.display().to_string(),
        why: error.to_string(),
    }
}
