//! Finished worlds, so that nothing is done twice.
//!
//! A world's name is made of all that decides its content. On disk a world's file is
//! written beside, flushed, and renamed: a file that is there is whole. A file
//! that is damaged nevertheless fails its checksum and is made again.

use crate::WorldError;
use crate::world::Outcome;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Finished worlds by name.
#[derive(Debug)]
pub struct Cache {
    place: Place,
}

#[derive(Debug)]
enum Place {
    Folder(PathBuf),
    Memory(Mutex<HashMap<String, Outcome>>),
}

impl Cache {
    /// Keeps worlds as long as the program runs.
    pub fn in_memory() -> Self {
        Self {
            place: Place::Memory(Mutex::default()),
        }
    }

    /// Uses `folder`, which is made if needed.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn open(folder: &Path) -> Result<Self, WorldError> {
        fs::create_dir_all(folder).map_err(|source| WorldError::Write {
            path: folder.to_owned(),
            source,
        })?;
        Ok(Self {
            place: Place::Folder(folder.to_owned()),
        })
    }

    /// Whether the world called `key` is there.
    pub fn has(&self, key: &str) -> bool {
        match &self.place {
            Place::Folder(folder) => file_of(folder, key).is_file(),
            Place::Memory(worlds) => worlds.lock().is_ok_and(|w| w.contains_key(key)),
        }
    }

    /// The world called `key`, if it is there and whole.
    pub fn get(&self, key: &str, people: usize) -> Option<Outcome> {
        let folder = match &self.place {
            Place::Folder(folder) => folder,
            Place::Memory(worlds) => return worlds.lock().ok()?.get(key).cloned(),
        };
        let bytes = fs::read(file_of(folder, key)).ok()?;
        let (body, checksum) = bytes.split_last_chunk::<32>()?;
        if blake3::hash(body).as_bytes() != checksum {
            return None;
        }
        Outcome::from_bytes(body, people)
    }

    /// Keeps a finished world.
    ///
    /// # Errors
    /// If it cannot be written; worlds kept before stay whole.
    pub fn put(&self, key: &str, outcome: &Outcome) -> Result<(), WorldError> {
        let path = match &self.place {
            Place::Folder(folder) => file_of(folder, key),
            Place::Memory(worlds) => {
                if let Ok(mut worlds) = worlds.lock() {
                    worlds.insert(key.to_owned(), outcome.clone());
                }
                return Ok(());
            }
        };
        // The same world may be finished twice at the same time, here or by
        // another process.
        let (process, part) = (std::process::id(), PARTS.fetch_add(1, Ordering::Relaxed));
        let beside = path.with_extension(format!("{process}-{part}.part"));
        let body = outcome.to_bytes();
        let write = || {
            let mut file = File::create(&beside)?;
            file.write_all(&body)?;
            file.write_all(blake3::hash(&body).as_bytes())?;
            file.sync_data()?;
            fs::rename(&beside, &path)
        };
        write().map_err(|source| {
            // Best effort: on a full disk the part only takes up space.
            let _ = fs::remove_file(&beside);
            WorldError::Write { path, source }
        })
    }
}

/// How many files were begun.
static PARTS: AtomicU64 = AtomicU64::new(0);

fn file_of(folder: &Path, key: &str) -> PathBuf {
    folder.join(format!("{key}.world"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_that_is_finished_twice_at_once_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let outcome = Outcome {
            people: vec![[[1.5; 9], [2.0; 9]]; 100],
        };
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        cache.put("a", &outcome).unwrap();
                    }
                });
            }
        });
        assert_eq!(cache.get("a", 100), Some(outcome));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_was_kept_comes_back_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(folder.path()).unwrap();
        let outcome = Outcome {
            people: vec![[[1.5; 9], [2.0; 9]], [[0.1; 9], [0.0; 9]]],
        };
        assert_eq!(cache.get("a", 2), None);
        cache.put("a", &outcome).unwrap();
        assert_eq!(cache.get("a", 2), Some(outcome));
        assert_eq!(cache.get("a", 3), None);
        let path = file_of(folder.path(), "a");
        let mut bytes = fs::read(&path).unwrap();
        bytes[5] ^= 1;
        fs::write(&path, &bytes).unwrap();
        assert_eq!(cache.get("a", 2), None);
        fs::write(&path, &bytes[..20]).unwrap();
        assert_eq!(cache.get("a", 2), None);
    }
}
