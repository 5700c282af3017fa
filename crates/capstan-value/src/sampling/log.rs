//! Samples kept in a file that only grows, so that an interrupted run goes on.

use crate::error::ValueError;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes that close a sample: the start of a hash of its number and content.
const SEAL: usize = 8;

/// A file of samples. It starts with the hash of what decides their content;
/// a file of another run is begun anew. A sample that a crash tore is cut off.
#[derive(Debug)]
pub struct SampleLog {
    file: Option<(File, PathBuf)>,
    kept: Vec<Vec<f64>>,
    width: usize,
}

impl SampleLog {
    /// A log that keeps nothing.
    pub fn none() -> Self {
        Self {
            file: None,
            kept: Vec::new(),
            width: 0,
        }
    }

    /// The log at `path` of the run that `key` stands for, whose samples have
    /// `width` numbers.
    ///
    /// # Errors
    /// If the file cannot be read or written.
    pub fn open(path: &Path, key: &str, width: usize) -> Result<Self, ValueError> {
        let wrong = |source| ValueError::Log {
            path: path.to_owned(),
            source,
        };
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(wrong)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(wrong)?;
        let head = blake3::derive_key("capstan samples v1", format!("{width} {key}").as_bytes());
        let mut kept = Vec::new();
        let mut end = head.len();
        if bytes.starts_with(&head) {
            let each = width * 8 + SEAL;
            for (number, record) in bytes[end..].chunks_exact(each).enumerate() {
                let (content, sealed) = record.split_at(width * 8);
                if seal(number as u64, content) != sealed {
                    break;
                }
                let (numbers, _) = content.as_chunks::<8>();
                kept.push(numbers.iter().map(|b| f64::from_le_bytes(*b)).collect());
                end += each;
            }
        } else {
            file.set_len(0).map_err(wrong)?;
            file.seek(SeekFrom::Start(0)).map_err(wrong)?;
            file.write_all(&head).map_err(wrong)?;
        }
        file.set_len(end as u64).map_err(wrong)?;
        file.seek(SeekFrom::End(0)).map_err(wrong)?;
        Ok(Self {
            file: Some((file, path.to_owned())),
            kept,
            width,
        })
    }

    /// The sample `number`, if it was kept by an earlier run.
    pub fn kept(&self, number: u64) -> Option<Vec<f64>> {
        self.kept.get(usize::try_from(number).ok()?).cloned()
    }

    /// Keeps the sample `number`, the next one; one that is kept already is
    /// passed over.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep(&mut self, number: u64, sample: &[f64]) -> Result<(), ValueError> {
        let Some((file, path)) = &mut self.file else {
            return Ok(());
        };
        if number < self.kept.len() as u64 {
            return Ok(());
        }
        debug_assert_eq!(sample.len(), self.width);
        let mut record: Vec<u8> = sample.iter().flat_map(|x| x.to_le_bytes()).collect();
        record.extend(seal(number, &record));
        file.write_all(&record).map_err(|source| ValueError::Log {
            path: path.clone(),
            source,
        })
    }
}

fn seal(number: u64, content: &[u8]) -> [u8; SEAL] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&number.to_le_bytes());
    hasher.update(content);
    let mut first = [0; SEAL];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..SEAL]);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_come_back_and_others_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.log");
        let mut log = SampleLog::open(&path, "a", 2).unwrap();
        log.keep(0, &[1.0, -0.0]).unwrap();
        log.keep(1, &[0.1, f64::INFINITY]).unwrap();
        let log = SampleLog::open(&path, "a", 2).unwrap();
        assert_eq!(log.kept(1), Some(vec![0.1, f64::INFINITY]));
        assert_eq!(log.kept(2), None);
        // Another run does not take them over.
        let other = SampleLog::open(&path, "b", 2).unwrap();
        assert_eq!(other.kept(0), None);
        assert_eq!(SampleLog::open(&path, "a", 2).unwrap().kept(0), None);
    }

    #[test]
    fn what_was_torn_or_changed_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.log");
        let mut log = SampleLog::open(&path, "a", 1).unwrap();
        for i in 0..4 {
            log.keep(i, &[i as f64]).unwrap();
        }
        let whole = std::fs::read(&path).unwrap();
        for cut in 1..17 {
            std::fs::write(&path, &whole[..whole.len() - cut]).unwrap();
            let mut log = SampleLog::open(&path, "a", 1).unwrap();
            assert_eq!((log.kept(2), log.kept(3)), (Some(vec![2.0]), None));
            log.keep(3, &[3.0]).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), whole);
        }
        let mut broken = whole.clone();
        broken[32 + 16 + 3] ^= 1;
        std::fs::write(&path, &broken).unwrap();
        let log = SampleLog::open(&path, "a", 1).unwrap();
        assert_eq!((log.kept(0), log.kept(1)), (Some(vec![0.0]), None));
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let error = SampleLog::open(Path::new("/nowhere/s.log"), "a", 1).unwrap_err();
        assert!(error.to_string().contains("/nowhere/s.log"));
    }
}
