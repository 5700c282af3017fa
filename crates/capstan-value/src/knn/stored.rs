//! Records whose numbers stand in a file, because memory is too small.

use super::scan::{Records, run};
use crate::error::ValueError;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// A file of numbers, row after row, four bytes each with the lowest first, as
/// [`capstan_data::read_examples_to`] writes it.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The file.
    pub path: PathBuf,
    /// How many records it holds.
    pub len: usize,
    /// How many numbers each has.
    pub width: usize,
}

impl Records for Stored {
    fn len(&self) -> usize {
        self.len
    }

    fn width(&self) -> usize {
        self.width
    }

    fn walk(&self, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), ValueError> {
        let failed = |source| ValueError::Log {
            path: self.path.clone(),
            source,
        };
        let mut file = BufReader::with_capacity(1 << 20, File::open(&self.path).map_err(failed)?);
        let run = run(self.width);
        let mut bytes = vec![0u8; run * self.width * 4];
        let mut cells = Vec::with_capacity(run * self.width);
        for first in (0..self.len).step_by(run) {
            let many = run.min(self.len - first);
            let bytes = &mut bytes[..many * self.width * 4];
            file.read_exact(bytes).map_err(failed)?;
            cells.clear();
            let (numbers, _) = bytes.as_chunks::<4>();
            cells.extend(numbers.iter().map(|b| f32::from_le_bytes(*b)));
            take(first, &cells);
        }
        Ok(())
    }

    fn read(&self, at: usize, row: &mut Vec<f32>) -> Result<(), ValueError> {
        let failed = |source| ValueError::Log {
            path: self.path.clone(),
            source,
        };
        let mut file = File::open(&self.path).map_err(failed)?;
        let mut bytes = vec![0u8; self.width * 4];
        file.seek(SeekFrom::Start((at * bytes.len()) as u64))
            .map_err(failed)?;
        file.read_exact(&mut bytes).map_err(failed)?;
        row.clear();
        let (numbers, _) = bytes.as_chunks::<4>();
        row.extend(numbers.iter().map(|b| f32::from_le_bytes(*b)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Semivalue;
    use crate::knn::{Hard, Points, scan};

    #[test]
    fn a_file_is_walked_like_memory() {
        let (n, width) = (run(3) + 100, 3);
        let stream = capstan_stats::Stream::root(1);
        let cells: Vec<f32> = (0..n * width)
            .map(|i| stream.uniform(i as u64) as f32)
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cells");
        let bytes: Vec<u8> = cells.iter().flat_map(|c| c.to_le_bytes()).collect();
        std::fs::write(&path, &bytes).unwrap();
        let labels: Vec<u32> = (0..n as u32).map(|i| i % 2).collect();
        let points = Points {
            width,
            len: n,
            cells: &cells,
        };
        let tests = Points {
            width,
            len: 9,
            cells: &cells[..9 * width],
        };
        let rule = Hard::new(&labels, &labels, 5, Semivalue::Shapley).unwrap();
        let stored = Stored {
            path: path.clone(),
            len: n,
            width,
        };
        let memory = scan(&points, tests, &rule).unwrap();
        assert_eq!(scan(&stored, tests, &rule).unwrap(), memory);
        std::fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert!(scan(&stored, tests, &rule).is_err());
    }
}
