//! Files of people, beside the database: each under the hash of its content.
//!
//! A file is written beside, flushed, and renamed, so that one that is there
//! is whole. Each kind of file has a folder of its own, so that what one area
//! removes is never what another still needs.
//!
//! Equal content is kept once. So a file that just came and one that is just
//! removed can be the same: [`Upload::keep`] and [`Blobs::remove`] are to be
//! called in a transaction that writes ([`crate::Store::begin`]), of which
//! there is only one at a time, together with the row that names the file.

use crate::error::StoreError;
use crate::id;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// Uploads that were never finished are removed when they are this old.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// The files of one kind.
#[derive(Clone, Debug)]
pub struct Blobs {
    folder: PathBuf,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// The hash of its content: 64 hexadecimal digits.
    pub hash: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// A file that is coming in. If it is dropped, nothing stays of it.
#[derive(Debug)]
pub struct Upload {
    folder: PathBuf,
    beside: PathBuf,
    file: fs::File,
    hasher: blake3::Hasher,
    bytes: u64,
    most: u64,
}

impl Blobs {
    /// The files of the kind `kind`, a plain word, in the data folder `data`.
    /// Nothing is made before something is kept.
    pub fn new(data: &Path, kind: &str) -> Self {
        Self {
            folder: data.join("blobs").join(kind),
        }
    }

    /// Begins a file of at most `most` bytes.
    ///
    /// # Errors
    /// If nothing can be written there.
    pub async fn upload(&self, most: u64) -> Result<Upload, StoreError> {
        let beside = self.folder.join(format!("{}.part", id::blind()));
        fs::create_dir_all(&self.folder)
            .await
            .map_err(fail(&self.folder))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&beside).await.map_err(fail(&beside))?;
        Ok(Upload {
            folder: self.folder.clone(),
            beside,
            file,
            hasher: blake3::Hasher::new(),
            bytes: 0,
            most,
        })
    }

    /// Where the file with the hash `hash` lies, if `hash` is one.
    pub fn path(&self, hash: &str) -> Option<PathBuf> {
        is_hash(hash).then(|| self.folder.join(hash))
    }

    /// The content of a file.
    ///
    /// # Errors
    /// [`StoreError::Missing`] if it is not there; else if it cannot be read.
    pub async fn read(&self, hash: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.path(hash).ok_or(MISSING)?;
        match fs::read(&path).await {
            Err(e) if e.kind() == ErrorKind::NotFound => Err(MISSING),
            read => read.map_err(fail(&path)),
        }
    }

    /// Removes a file. One that is not there is removed already.
    ///
    /// # Errors
    /// If the system refuses.
    pub async fn remove(&self, hash: &str) -> Result<(), StoreError> {
        let Some(path) = self.path(hash) else {
            return Ok(());
        };
        match fs::remove_file(&path).await {
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
            done => done.map_err(fail(&path)),
        }
    }

    /// The hashes of all files that are there, in no order.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub async fn all(&self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let mut entries = match fs::read_dir(&self.folder).await {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(found),
            entries => entries.map_err(fail(&self.folder))?,
        };
        while let Some(entry) = entries.next_entry().await.map_err(fail(&self.folder))? {
            let name = entry.file_name().into_string();
            found.extend(name.ok().filter(|name| is_hash(name)));
        }
        Ok(found)
    }

    /// Removes what is left of uploads that ended with the process, say
    /// because the power failed.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        let mut entries = match fs::read_dir(&self.folder).await {
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(()),
            entries => entries.map_err(fail(&self.folder))?,
        };
        let now = SystemTime::now();
        while let Some(entry) = entries.next_entry().await.map_err(fail(&self.folder))? {
            let part = entry.path().extension().is_some_and(|e| e == "part");
            let written = entry.metadata().await.and_then(|m| m.modified());
            let old = written
                .ok()
                .and_then(|at| now.duration_since(at).ok())
                .is_some_and(|age| age > FORGOTTEN);
            if part && old {
                // Another copy of the service may have been quicker.
                let _ = fs::remove_file(entry.path()).await;
            }
        }
        Ok(())
    }
}

impl Upload {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`StoreError::TooLarge`] if there are too many; else if they cannot be
    /// written.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.most {
            return Err(StoreError::TooLarge { most: self.most });
        }
        self.hasher.update(bytes);
        self.file.write_all(bytes).await.map_err(fail(&self.beside))
    }

    /// Flushes what was written to the disk and gives the file, still beside,
    /// so that it can be looked at before it is kept.
    ///
    /// # Errors
    /// If the disk refuses.
    pub async fn whole(&mut self) -> Result<&Path, StoreError> {
        let flushed = match self.file.flush().await {
            Ok(()) => self.file.sync_all().await,
            failed => failed,
        };
        flushed.map_err(fail(&self.beside))?;
        Ok(&self.beside)
    }

    /// Keeps the file.
    ///
    /// # Errors
    /// If the disk refuses; nothing is kept then.
    pub async fn keep(mut self) -> Result<Blob, StoreError> {
        self.whole().await?;
        let hash = self.hasher.finalize().to_hex().to_string();
        let path = self.folder.join(&hash);
        fs::rename(&self.beside, &path).await.map_err(fail(&path))?;
        // The name is on the disk once its folder is.
        let folder = fs::File::open(&self.folder).await;
        match folder {
            Ok(folder) => folder.sync_all().await.map_err(fail(&self.folder))?,
            Err(e) => return Err(fail(&self.folder)(e)),
        }
        Ok(Blob {
            hash,
            bytes: self.bytes,
        })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // Once it is kept, it is not there any more.
        let _ = std::fs::remove_file(&self.beside);
    }
}

const MISSING: StoreError = StoreError::Missing { what: "file" };

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn fail(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError {
    let path = path.display().to_string();
    move |e| StoreError::File {
        path,
        why: e.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn put(blobs: &Blobs, bytes: &[u8]) -> Blob {
        let mut upload = blobs.upload(1000).await.unwrap();
        for part in bytes.chunks(7) {
            upload.write(part).await.unwrap();
        }
        upload.keep().await.unwrap()
    }

    fn names(blobs: &Blobs) -> Vec<String> {
        let entries = std::fs::read_dir(&blobs.folder).unwrap();
        entries
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[tokio::test]
    async fn a_file_comes_back_until_it_is_removed() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path(), "ratings");
        let text = b"a longer text than one part";
        let blob = put(&blobs, text).await;
        assert_eq!(blob.hash, blake3::hash(text).to_hex().to_string());
        assert_eq!(blob.bytes, text.len() as u64);
        assert_eq!(put(&blobs, text).await, blob);
        let _open = blobs.upload(10).await.unwrap();
        assert_eq!(blobs.all().await.unwrap(), std::slice::from_ref(&blob.hash));
        assert_eq!(blobs.read(&blob.hash).await.unwrap(), text);
        blobs.remove(&blob.hash).await.unwrap();
        blobs.remove(&blob.hash).await.unwrap();
        let gone = blobs.read(&blob.hash).await;
        assert!(matches!(gone, Err(StoreError::Missing { .. })), "{gone:?}");
    }

    #[tokio::test]
    async fn what_is_too_large_or_given_up_leaves_nothing() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path(), "ratings");
        let mut upload = blobs.upload(10).await.unwrap();
        upload.write(b"0123456789").await.unwrap();
        let more = upload.write(b"x").await;
        assert!(matches!(more, Err(StoreError::TooLarge { most: 10 })));
        assert_eq!(names(&blobs).len(), 1);
        drop(upload);
        assert_eq!(names(&blobs).len(), 0);
    }

    #[tokio::test]
    async fn only_hashes_are_names_and_kinds_do_not_meet() {
        let data = tempfile::tempdir().unwrap();
        let (one, other) = (
            Blobs::new(data.path(), "ratings"),
            Blobs::new(data.path(), "proofs"),
        );
        let blob = put(&one, b"same").await;
        put(&other, b"same").await;
        one.remove(&blob.hash).await.unwrap();
        assert_eq!(other.read(&blob.hash).await.unwrap(), b"same");
        std::fs::write(data.path().join("secret.key"), b"secret").unwrap();
        for name in ["../../secret.key", "", "..", &blob.hash.to_uppercase()] {
            assert!(other.path(name).is_none(), "{name}");
            assert!(other.read(name).await.is_err(), "{name}");
        }
    }

    #[tokio::test]
    async fn only_old_parts_are_tidied_away() {
        let data = tempfile::tempdir().unwrap();
        let blobs = Blobs::new(data.path(), "ratings");
        blobs.tidy().await.unwrap();
        let blob = put(&blobs, b"kept").await;
        let parts = ["old.part", "new.part"].map(|name| blobs.folder.join(name));
        for part in &parts {
            std::fs::write(part, b"x").unwrap();
        }
        let long_ago = SystemTime::now() - FORGOTTEN - Duration::from_secs(60);
        for path in [&parts[0], &blobs.folder.join(&blob.hash)] {
            let file = std::fs::File::options().append(true).open(path).unwrap();
            file.set_modified(long_ago).unwrap();
        }
        blobs.tidy().await.unwrap();
        let mut left = names(&blobs);
        left.sort();
        assert_eq!(left, [blob.hash, "new.part".to_owned()]);
    }
}
