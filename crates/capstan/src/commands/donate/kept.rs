//! What was read of each file, kept in a folder, so that a long reading goes on
//! where it was interrupted.
//!
//! The name of a kept file is the hash of all that its content depends on: the
//! donated file's name and bytes, how it is read, and the version. So nothing
//! kept is ever stale, and a file that changed is read again.

use crate::output;
use anyhow::{Context, Result};
use capstan_donation::{Card, Reader};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of what was read.
pub struct Kept {
    folder: PathBuf,
    how: String,
}

impl Kept {
    /// The folder, made if it is not there, for what `reader` reads.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(folder: &Path, reader: &Reader) -> Result<Self> {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        // Where pictures are decoded changes nothing.
        let how = Reader {
            decoder: None,
            ..reader.clone()
        };
        Ok(Self {
            folder: folder.to_owned(),
            how: format!("{} {how:?}", env!("CARGO_PKG_VERSION")),
        })
    }

    /// The cards in `file`: as they are kept, else read and then kept. A file
    /// that cannot be read is tried again each time.
    ///
    /// # Errors
    /// If it cannot be read, or what was read cannot be kept.
    pub fn read(&self, reader: &Reader, file: &Path) -> Result<Vec<Card>> {
        let Some(place) = self.place(file, reader.limits.bytes as u64) else {
            return Ok(reader.read(file)?);
        };
        let kept = fs::read(&place).ok();
        if let Some(cards) = kept.and_then(|text| serde_json::from_slice(&text).ok()) {
            return Ok(cards);
        }
        let cards = reader.read(file)?;
        output::put(&place, &serde_json::to_string(&cards)?)?;
        Ok(cards)
    }

    /// Where what is read of `file` is kept; nowhere if it is not there or too
    /// large to be read.
    fn place(&self, file: &Path, most: u64) -> Option<PathBuf> {
        let size = fs::metadata(file).ok()?.len();
        let bytes = (size <= most).then(|| fs::read(file).ok())??;
        let mut hash = blake3::Hasher::new();
        for part in [
            self.how.as_bytes(),
            file.as_os_str().as_encoded_bytes(),
            &bytes,
        ] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Some(
            self.folder
                .join(format!("{}.json", hash.finalize().to_hex())),
        )
    }
}
