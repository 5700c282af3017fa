//! A Parquet source that holds the decoder to the length of the file.

use ::bytes::Bytes;
use ::parquet::errors::{ParquetError, Result};
use ::parquet::file::reader::{ChunkReader, Length};
use std::io::{self, Read};

/// How often a reader may be asked past its end. The decoder passes over
/// parts that it does not know without looking whether they are there, and a
/// broken file can claim billions of them.
const PATIENCE: u32 = 64;

/// A source that refuses what lies outside it.
pub(super) struct Bounded<R>(pub(super) R);

impl<R: ChunkReader> Length for Bounded<R> {
    fn len(&self) -> u64 {
        self.0.len()
    }
}

impl<R: ChunkReader> ChunkReader for Bounded<R> {
    type T = Ending<R::T>;

    fn get_read(&self, start: u64) -> Result<Self::T> {
        Ok(Ending {
            source: self.0.get_read(start)?,
            past: 0,
        })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        let end = start.checked_add(length as u64);
        if end.is_none_or(|end| end > self.len()) {
            return Err(ParquetError::EOF(format!(
                "{length} bytes from byte {start} of {}",
                self.len()
            )));
        }
        self.0.get_bytes(start, length)
    }
}

/// A reader that fails when it is asked past its end too often.
pub(super) struct Ending<R> {
    source: R,
    past: u32,
}

impl<R: Read> Read for Ending<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(into)?;
        if n == 0 && !into.is_empty() {
            self.past += 1;
            if self.past > PATIENCE {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_source_is_given() {
        let source = Bounded(Bytes::from_static(b"0123456789"));
        assert_eq!(
            source.get_bytes(2, 3).ok(),
            Some(Bytes::from_static(b"234"))
        );
        for (start, length) in [(8, 3), (11, 0), (u64::MAX, 2), (0, usize::MAX)] {
            assert!(source.get_bytes(start, length).is_err(), "{start} {length}");
        }
        let mut reader = source.get_read(8).expect("inside");
        let mut all = Vec::new();
        assert_eq!(reader.read_to_end(&mut all).ok(), Some(2));
        let mut byte = [0];
        let ends = (0..200).take_while(|_| reader.read(&mut byte).is_ok());
        assert!(ends.count() <= PATIENCE as usize);
    }
}
