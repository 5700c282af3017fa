//! Where bytes come from: a file or a slice, gzipped or not; and their lines.

use crate::error::DataError;
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};

/// The longest line that is read; a longer one is no line of a table.
const LONGEST_LINE: usize = 16 << 20;
/// How much is asked for at once.
const BLOCK: usize = 1 << 18;

/// What the first bytes of a source say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Anything that is not one of the others.
    Text,
    /// One or more gzip members.
    Gzip,
    /// Parquet.
    Parquet,
}

/// Reads the first bytes of `source`, and gives them back with the form.
pub(crate) fn sniff(source: &mut impl Read) -> io::Result<(Vec<u8>, Form)> {
    let mut head = Vec::with_capacity(4);
    source.by_ref().take(4).read_to_end(&mut head)?;
    let form = match head[..] {
        [0x1f, 0x8b, ..] => Form::Gzip,
        [b'P', b'A', b'R', b'1'] => Form::Parquet,
        _ => Form::Text,
    };
    Ok((head, form))
}

/// The lines of a text, one at a time, without their ends.
///
/// It can also be read on as plain bytes, from the start of a line.
pub(crate) struct Lines<'a> {
    source: Box<dyn Read + 'a>,
    file: String,
    gzip: bool,
    block: Vec<u8>,
    start: usize,
    end: usize,
    scanned: usize,
    done: bool,
    line: u64,
    last: usize,
    closed: bool,
}

impl<'a> Lines<'a> {
    /// The lines of `source`, whose first bytes `head` were taken already.
    pub(crate) fn new(
        file: &str,
        head: Vec<u8>,
        source: impl Read + 'a,
        form: Form,
    ) -> Result<Self, DataError> {
        let whole = io::Cursor::new(head).chain(source);
        let gzip = form == Form::Gzip;
        let source: Box<dyn Read + 'a> = if gzip {
            Box::new(MultiGzDecoder::new(whole))
        } else {
            Box::new(whole)
        };
        let mut lines = Self {
            source,
            file: file.to_owned(),
            gzip,
            block: vec![0; BLOCK],
            start: 0,
            end: 0,
            scanned: 0,
            done: false,
            line: 0,
            last: 0,
            closed: true,
        };
        lines.begin()?;
        Ok(lines)
    }

    /// Steps over a byte order mark; refuses what is no UTF-8 text at all.
    fn begin(&mut self) -> Result<(), DataError> {
        while !self.done && self.end < 4 {
            self.fill()?;
        }
        let (found, advice) = match &self.block[..self.end] {
            [0xef, 0xbb, 0xbf, ..] => {
                self.start = 3;
                self.scanned = 3;
                return Ok(());
            }
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("UTF-16 text", "Save the file as UTF-8."),
            [b'P', b'K', 3, 4, ..] => ("a zip archive", "Unpack it and name the file inside."),
            [b'P', b'A', b'R', b'1', ..] => ("gzipped Parquet", "Unpack it first."),
            [0x1f, 0x8b, ..] => ("gzip inside gzip", "Unpack it once."),
            _ => return Ok(()),
        };
        Err(DataError::NotText {
            file: self.file.clone(),
            line: 1,
            found,
            advice,
        })
    }

    /// The file, as it was named.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    /// How many lines were taken so far.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Takes the next line and says where in [`Lines::block`] it lies.
    pub(crate) fn advance(&mut self) -> Result<Option<(usize, usize)>, DataError> {
        loop {
            let fresh = &self.block[self.scanned..self.end];
            if let Some(at) = fresh.iter().position(|&b| b == b'\n') {
                let (from, to) = (self.start, self.scanned + at);
                self.last = from;
                self.start = to + 1;
                self.scanned = self.start;
                self.line += 1;
                return Ok(Some((from, self.without_return(from, to))));
            }
            self.scanned = self.end;
            if self.done {
                if self.start == self.end {
                    return Ok(None);
                }
                let (from, to) = (self.start, self.end);
                self.last = from;
                self.start = to;
                self.line += 1;
                return Ok(Some((from, self.without_return(from, to))));
            }
            if self.end - self.start > LONGEST_LINE {
                return Err(DataError::NotText {
                    file: self.file.clone(),
                    line: self.line + 1,
                    found: "a line longer than 16 MiB",
                    advice: "Check that this is a table with one record a line.",
                });
            }
            self.fill()?;
        }
    }

    fn without_return(&self, from: usize, to: usize) -> usize {
        if to > from && self.block[to - 1] == b'\r' {
            to - 1
        } else {
            to
        }
    }

    /// The bytes that the last [`Lines::advance`] points into.
    pub(crate) fn block(&self) -> &[u8] {
        &self.block
    }

    /// Gives the line that was taken last back; only once for each line.
    pub(crate) fn back(&mut self) {
        self.start = self.last;
        self.scanned = self.last;
        self.line -= 1;
    }

    fn fill(&mut self) -> Result<(), DataError> {
        if self.start > 0 && self.end + BLOCK / 2 > self.block.len() {
            self.block.copy_within(self.start..self.end, 0);
            self.scanned -= self.start;
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.block.len() {
            self.block.resize(self.block.len() * 2, 0);
        }
        let end = self.end;
        loop {
            match self.source.read(&mut self.block[end..]) {
                Ok(0) => {
                    self.done = true;
                    return Ok(());
                }
                Ok(n) => {
                    self.end += n;
                    return Ok(());
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(fault(&self.file, self.gzip, e, self.line)),
            }
        }
    }

    /// Whether the source is gzip.
    pub(crate) fn is_gzip(&self) -> bool {
        self.gzip
    }
}

/// The error for a failed read of `file` after the whole line `line`.
pub(crate) fn fault(file: &str, gzip: bool, why: io::Error, line: u64) -> DataError {
    let file = file.to_owned();
    match why.kind() {
        io::ErrorKind::UnexpectedEof if gzip => DataError::CutGzip { file, line },
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData if gzip => DataError::BrokenGzip {
            file,
            line,
            why: why.to_string(),
        },
        _ => DataError::Unreadable { file, why },
    }
}

/// Gives the lines that were not taken yet as bytes; the last one ends in a
/// line feed, whether or not it does in the source.
impl Read for Lines<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            if !self.done {
                self.end = self.source.read(&mut self.block)?;
                self.done = self.end == 0;
            }
            if self.done {
                let open = !std::mem::replace(&mut self.closed, true);
                into[0] = b'\n';
                return Ok(usize::from(open));
            }
        }
        let n = into.len().min(self.end - self.start);
        into[..n].copy_from_slice(&self.block[self.start..self.start + n]);
        self.start += n;
        self.closed = into[n - 1] == b'\n';
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut to = GzEncoder::new(Vec::new(), Compression::fast());
        to.write_all(text).expect("memory");
        to.finish().expect("memory")
    }

    fn all(bytes: &[u8]) -> Result<Vec<Vec<u8>>, DataError> {
        let mut source = bytes;
        let (head, form) = sniff(&mut source).expect("memory");
        let mut lines = Lines::new("f", head, source, form)?;
        let mut found = Vec::new();
        while let Some((from, to)) = lines.advance()? {
            found.push(lines.block()[from..to].to_vec());
        }
        Ok(found)
    }

    #[test]
    fn ends_marks_and_members() {
        let expected = vec![b"a,b".to_vec(), b"".to_vec(), b"c".to_vec()];
        assert_eq!(all(b"a,b\n\nc").expect("text"), expected);
        assert_eq!(all(b"a,b\r\n\r\nc\r\n").expect("text"), expected);
        assert_eq!(all(b"\xef\xbb\xbfa,b\n\nc\n").expect("text"), expected);
        let mut two = gzip(b"a,b\n\n");
        two.extend(gzip(b"c\n"));
        assert_eq!(all(&two).expect("gzip"), expected);
        assert_eq!(all(b"").expect("empty"), Vec::<Vec<u8>>::new());
    }

    #[test]
    fn cut_gzip_names_the_last_whole_line() {
        // Text that does not compress, so that a cut leaves whole lines.
        let mut text = String::new();
        let mut x = 1u64;
        for i in 1..=100_000 {
            x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text += &format!("{i},{x}\n");
        }
        let whole = gzip(text.as_bytes());
        let Err(DataError::CutGzip { line, .. }) = all(&whole[..whole.len() / 2]) else {
            panic!("a cut file was read");
        };
        assert!((10_000..90_000).contains(&line), "{line}");
        let mut broken = whole.clone();
        for b in &mut broken[whole.len() / 2..whole.len() / 2 + 100] {
            *b ^= 0x55;
        }
        assert!(matches!(all(&broken), Err(DataError::BrokenGzip { .. })));
    }

    #[test]
    fn other_forms_are_named() {
        for bytes in [&b"PK\x03\x04...."[..], b"\xff\xfea\0b\0", b"\xfe\xff\0a\0b"] {
            assert!(matches!(
                all(bytes),
                Err(DataError::NotText { line: 1, .. })
            ));
        }
        let endless = vec![b'x'; LONGEST_LINE + 2 * BLOCK];
        assert!(matches!(
            all(&endless),
            Err(DataError::NotText { line: 1, .. })
        ));
    }

    #[test]
    fn a_line_can_be_given_back_and_read_on() {
        let mut source = &b"one\ntwo\nthree"[..];
        let (head, form) = sniff(&mut source).expect("memory");
        let mut lines = Lines::new("f", head, source, form).expect("text");
        lines.advance().expect("one");
        lines.advance().expect("two");
        lines.back();
        assert_eq!(lines.line(), 1);
        let mut rest = String::new();
        lines.read_to_string(&mut rest).expect("memory");
        assert_eq!(rest, "two\nthree\n");
    }

    proptest! {
        #[test]
        fn lines_are_those_of_the_standard_library(text in "[ab\n\r]{0,40}") {
            let expected: Vec<Vec<u8>> = text.split_terminator('\n')
                .map(|l| l.strip_suffix('\r').unwrap_or(l).as_bytes().to_vec()).collect();
            prop_assert_eq!(all(text.as_bytes()).expect("text"), expected);
        }
    }
}
