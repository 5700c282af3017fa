//! How much a donated file may ask of a machine. Every limit is looked at
//! before anything is decoded.

use crate::error::DonationError;
use serde::{Deserialize, Serialize};

/// The limits of one file. [`Limits::default`] is what a service should use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of a picture, or of one page.
    pub pixels: u64,
    /// Pixels of a picture for each byte of its file; asked only from
    /// [`Limits::SMALL`] pixels on, since an empty screen packs well.
    pub pixels_a_byte: u64,
    /// Rows of a table.
    pub rows: usize,
    /// Cells of a table.
    pub cells: usize,
    /// Files in an archive.
    pub entries: usize,
    /// Bytes of all that is unpacked from an archive.
    pub unpacked: u64,
    /// Bytes unpacked for each byte packed; asked only from 1 MiB on.
    pub ratio: u64,
    /// Pages of a document.
    pub pages: u32,
    /// Seconds a program may take for one picture or document.
    pub seconds: u64,
    /// Bytes of memory a program may ask for.
    pub memory: u64,
    /// Bytes of memory that decoding one picture or document may ask for.
    pub decoding: u64,
}

impl Limits {
    /// Pictures of fewer pixels are not asked how well they are packed.
    pub const SMALL: u64 = 4_000_000;
    /// What is unpacked below this is not asked how well it was packed.
    pub const LITTLE: u64 = 1 << 20;

    /// Refuses a table as text that has too many rows or cells, before any of
    /// them is held in memory.
    pub(crate) fn of_table(&self, file: &str, bytes: &[u8]) -> Result<(), DonationError> {
        let rows = bytes.iter().filter(|&&b| b == b'\n').count();
        let marks = bytes.iter().filter(|b| b",;\t".contains(b)).count();
        if rows > self.rows || rows + marks > self.cells {
            return Err(DonationError::refused(
                file,
                format!("a table of {rows} rows and up to {} cells", rows + marks),
                format!("at most {} rows and {} cells", self.rows, self.cells),
                "Send it in parts.",
            ));
        }
        Ok(())
    }

    /// The same limits for a program that decodes a picture or a document.
    pub(crate) fn of_decoding(&self) -> Self {
        Self {
            memory: self.decoding,
            ..*self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 32 << 20,
            pixels: 50_000_000,
            pixels_a_byte: 400,
            rows: 100_000,
            cells: 2_000_000,
            entries: 2000,
            unpacked: 64 << 20,
            ratio: 100,
            pages: 40,
            seconds: 60,
            memory: 1 << 30,
            decoding: 256 << 20,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_counted_before_they_are_read() {
        let limits = Limits {
            rows: 3,
            cells: 9,
            ..Limits::default()
        };
        for (text, fits) in [
            ("a,b\n1,2\n3,4\n", true),
            ("a\n1\n2\n3\n", false),
            ("a,b,c,d,e,f,g,h,i\n", true),
            ("a;b;c;d;e;f;g;h;i;j\n", false),
        ] {
            let found = limits.of_table("f", text.as_bytes());
            assert_eq!(found.is_ok(), fits, "{text}");
        }
        let said = limits
            .of_table("f", b"\n\n\n\n")
            .expect_err("long")
            .to_string();
        assert_eq!(
            said,
            "f: found a table of 4 rows and up to 4 cells; expected at most 3 rows and 9 cells. Send it in parts."
        );
    }
}
