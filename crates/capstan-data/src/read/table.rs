//! Records of delimited text.
//!
//! Lines without quotes are split in place. From the first field that starts
//! with a quote on, the `csv` crate reads.

use crate::error::DataError;
use crate::read::source::{Lines, fault};
use std::fmt;

/// What stands between the columns of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    /// One byte.
    Byte(u8),
    /// Two colons, as in MovieLens `.dat` files.
    Colons,
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Delimiter::Byte(b'\t') => f.write_str("a tab"),
            Delimiter::Byte(b' ') => f.write_str("a space"),
            Delimiter::Byte(b) => write!(f, "\"{}\"", char::from(b)),
            Delimiter::Colons => f.write_str("\"::\""),
        }
    }
}

/// The delimiters that are looked for; among equals the first wins.
const KNOWN: [Delimiter; 5] = [
    Delimiter::Colons,
    Delimiter::Byte(b'\t'),
    Delimiter::Byte(b','),
    Delimiter::Byte(b';'),
    Delimiter::Byte(b'|'),
];

impl Delimiter {
    /// The delimiter that splits `line` most often, outside quotes; a comma if
    /// none does.
    pub(crate) fn of(line: &[u8]) -> Self {
        let mut best = (Delimiter::Byte(b','), 0);
        for known in KNOWN {
            let count = known.count(line);
            if count > best.1 {
                best = (known, count);
            }
        }
        best.0
    }

    /// How often it stands in `line` outside quotes.
    pub(crate) fn count(self, line: &[u8]) -> usize {
        let (mut count, mut quoted, mut at) = (0, false, 0);
        while at < line.len() {
            quoted ^= line[at] == b'"';
            let hit = !quoted && self.starts(&line[at..]);
            count += usize::from(hit);
            at += if hit { self.len() } else { 1 };
        }
        count
    }

    fn starts(self, rest: &[u8]) -> bool {
        match self {
            Delimiter::Byte(b) => rest[0] == b,
            Delimiter::Colons => rest.starts_with(b"::"),
        }
    }

    fn len(self) -> usize {
        match self {
            Delimiter::Byte(_) => 1,
            Delimiter::Colons => 2,
        }
    }

    /// Fills `ends` with where each field of `line` ends; says whether one
    /// starts with a quote.
    fn split(self, line: &[u8], ends: &mut Vec<u32>) -> bool {
        ends.clear();
        let mut quote = line.first() == Some(&b'"');
        match self {
            Delimiter::Byte(b) => {
                for (at, &c) in line.iter().enumerate() {
                    if c == b {
                        ends.push(at as u32);
                        quote |= line.get(at + 1) == Some(&b'"');
                    }
                }
            }
            Delimiter::Colons => {
                let mut at = 0;
                while at + 1 < line.len() {
                    if line[at] == b':' && line[at + 1] == b':' {
                        ends.push(at as u32);
                        at += 1;
                    }
                    at += 1;
                }
            }
        }
        ends.push(line.len() as u32);
        quote
    }
}

/// One record.
pub(crate) enum Record<'r> {
    /// A line and the ends of its fields.
    Plain(&'r [u8], &'r [u32], usize),
    /// A record with quotes.
    Quoted(&'r csv::ByteRecord),
}

impl<'r> Record<'r> {
    /// How many fields it has.
    pub(crate) fn len(&self) -> usize {
        match self {
            Record::Plain(_, ends, _) => ends.len(),
            Record::Quoted(record) => record.len(),
        }
    }

    /// The field `at`; nothing where the record is shorter.
    pub(crate) fn get(&self, at: usize) -> &'r [u8] {
        match *self {
            Record::Plain(line, ends, gap) => {
                let Some(&end) = ends.get(at) else {
                    return &[];
                };
                let start = if at == 0 {
                    0
                } else {
                    ends[at - 1] as usize + gap
                };
                &line[start..end as usize]
            }
            Record::Quoted(record) => {
                let field = record.get(at).unwrap_or_default();
                if at + 1 == record.len() {
                    field.strip_suffix(b"\r").unwrap_or(field)
                } else {
                    field
                }
            }
        }
    }
}

enum Mode<'a> {
    Plain(Lines<'a>),
    Quoted(Box<csv::Reader<Lines<'a>>>, csv::ByteRecord),
    Over,
}

/// The records of a text, all with as many fields as the first.
pub(crate) struct Table<'a> {
    file: String,
    gzip: bool,
    delimiter: Delimiter,
    quotes: bool,
    mode: Mode<'a>,
    ends: Vec<u32>,
    width: Option<usize>,
    base: u64,
    line: u64,
}

impl<'a> Table<'a> {
    /// The records of `lines`. Without a `delimiter` the first line that is
    /// not blank decides; `quotes` says whether fields may stand in quotes.
    pub(crate) fn open(
        mut lines: Lines<'a>,
        delimiter: Option<Delimiter>,
        quotes: bool,
    ) -> Result<Self, DataError> {
        let file = lines.file().to_owned();
        let first = loop {
            let Some((from, to)) = lines.advance()? else {
                return Err(DataError::Empty { file });
            };
            if to > from {
                break lines.block()[from..to].to_vec();
            }
        };
        if first.contains(&b'\r') {
            return Err(DataError::NotText {
                file,
                line: lines.line(),
                found: "lines that end in a carriage return alone",
                advice: "Save the file with line feeds at the ends of lines.",
            });
        }
        let line = lines.line();
        lines.back();
        let looked = Delimiter::of(&first);
        let delimiter = match delimiter {
            Some(Delimiter::Byte(b':')) if looked == Delimiter::Colons => looked,
            Some(set) => set,
            None => looked,
        };
        // A text in quotes may go on past the first line.
        let open = first.iter().filter(|&&b| b == b'"').count() % 2 == 1;
        if delimiter.count(&first) == 0 && !(open && quotes) {
            return Err(DataError::WrongDelimiter {
                file,
                line,
                found: short(&first),
                delimiter: delimiter.to_string(),
                advice: if looked.count(&first) > 0 {
                    format!("The columns seem to be split by {looked}: leave --delimiter out.")
                } else {
                    "Say with --delimiter what stands between the columns.".to_owned()
                },
            });
        }
        Ok(Self {
            file,
            gzip: lines.is_gzip(),
            delimiter,
            quotes: quotes && delimiter != Delimiter::Colons,
            mode: Mode::Plain(lines),
            ends: Vec::new(),
            width: None,
            base: 0,
            line: 0,
        })
    }

    /// What stands between the columns.
    pub(crate) fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The next record that is not blank, and the line on which it starts.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Record<'_>)>, DataError> {
        let plain = self.plain()?;
        if plain.is_none() && !self.quoted()? {
            return Ok(None);
        }
        let record = match (&self.mode, plain) {
            (Mode::Plain(lines), Some((from, to))) => {
                Record::Plain(&lines.block()[from..to], &self.ends, self.delimiter.len())
            }
            (Mode::Quoted(_, record), _) => Record::Quoted(record),
            _ => return Ok(None),
        };
        let width = *self.width.get_or_insert(record.len());
        if record.len() != width {
            return Err(DataError::FieldCount {
                file: self.file.clone(),
                line: self.line,
                found: record.len(),
                expected: width,
                delimiter: self.delimiter.to_string(),
            });
        }
        Ok(Some((self.line, record)))
    }

    /// The next line without quotes; `None` at the end and where quotes begin.
    fn plain(&mut self) -> Result<Option<(usize, usize)>, DataError> {
        let Mode::Plain(lines) = &mut self.mode else {
            return Ok(None);
        };
        while let Some((from, to)) = lines.advance()? {
            if from == to {
                continue;
            }
            if self
                .delimiter
                .split(&lines.block()[from..to], &mut self.ends)
                && self.quotes
            {
                lines.back();
                self.begin_quotes();
                return Ok(None);
            }
            self.line = lines.line();
            return Ok(Some((from, to)));
        }
        Ok(None)
    }

    fn begin_quotes(&mut self) {
        let (Mode::Plain(lines), Delimiter::Byte(byte)) = (
            std::mem::replace(&mut self.mode, Mode::Over),
            self.delimiter,
        ) else {
            return;
        };
        self.base = lines.line();
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(byte)
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(1 << 16)
            .from_reader(lines);
        self.mode = Mode::Quoted(Box::new(reader), csv::ByteRecord::new());
    }

    /// Whether a record with quotes was read.
    fn quoted(&mut self) -> Result<bool, DataError> {
        let Mode::Quoted(reader, record) = &mut self.mode else {
            return Ok(false);
        };
        loop {
            match reader.read_byte_record(record) {
                Ok(false) => return Ok(false),
                Ok(true) => {}
                Err(e) => {
                    let whole = self.base + reader.position().line() - 1;
                    return Err(match e.into_kind() {
                        csv::ErrorKind::Io(why) => fault(&self.file, self.gzip, why, whole),
                        other => fault(
                            &self.file,
                            self.gzip,
                            std::io::Error::other(csv_text(&other)),
                            whole,
                        ),
                    });
                }
            }
            if record.len() != 1 || !matches!(record.get(0), Some(b"" | b"\r")) {
                break;
            }
        }
        // Every record ends in a line feed; those in quotes are inside it.
        let inside = record.as_slice().iter().filter(|&&b| b == b'\n').count() as u64;
        self.line = self.base + reader.position().line() - 1 - inside;
        Ok(true)
    }
}

fn csv_text(kind: &csv::ErrorKind) -> String {
    format!("{kind:?}")
}

/// The start of a text, as far as it helps to recognise it.
pub(crate) fn short(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::source::Form;
    use proptest::prelude::*;

    type Rows = Vec<(u64, Vec<String>)>;

    fn rows(text: &str, delimiter: Option<Delimiter>) -> Result<Rows, DataError> {
        let lines = Lines::new("f", Vec::new(), text.as_bytes(), Form::Text)?;
        let mut table = Table::open(lines, delimiter, true)?;
        let mut found = Vec::new();
        while let Some((line, record)) = table.next()? {
            let fields = (0..record.len())
                .map(|i| String::from_utf8_lossy(record.get(i)).into_owned())
                .collect();
            found.push((line, fields));
        }
        Ok(found)
    }

    #[test]
    fn quotes_in_the_middle_keep_fields_and_lines() {
        for end in ["\n", "\r\n"] {
            let text = "a,b\n\n\nc,d\n\"x, \"\"y\"\"\",e\n\n\"p\nq\",\"r\"\n\nf,g 5\" h"
                .replace('\n', end);
            let found = rows(&text, None).expect("text");
            let lines: Vec<u64> = found.iter().map(|r| r.0).collect();
            assert_eq!(lines, [1, 4, 5, 7, 10], "{end:?}");
            assert_eq!(found[2].1, ["x, \"y\"", "e"]);
            assert_eq!(found[3].1[1], "r");
            assert_eq!(found[4].1, ["f", "g 5\" h"]);
        }
    }

    #[test]
    fn delimiters_are_recognised() {
        for (line, expected) in [
            ("a,b;c,d", Delimiter::Byte(b',')),
            ("a;b;\"c,d,e,f\"", Delimiter::Byte(b';')),
            ("a\tb,c", Delimiter::Byte(b'\t')),
            ("1|24|M", Delimiter::Byte(b'|')),
            ("1::2::3", Delimiter::Colons),
            (
                "1::Toy Story (1995)::Animation|Comedy|Crime",
                Delimiter::Colons,
            ),
        ] {
            assert_eq!(Delimiter::of(line.as_bytes()), expected, "{line}");
        }
        assert_eq!(
            rows("1::2::3\n4::::6", None).expect("text")[1].1,
            ["4", "", "6"]
        );
    }

    #[test]
    fn wrong_delimiters_and_widths_are_errors() {
        let error = rows("a,b,c\n", Some(Delimiter::Byte(b';'))).expect_err("one column");
        assert!(
            error
                .to_string()
                .contains("split by \",\": leave --delimiter out")
        );
        let error = rows("\na,b\n1,2\n1,2,3\n", None).expect_err("three fields");
        assert_eq!(
            error.to_string(),
            "f, line 4: found 3 fields; expected 2, as in the first line. If a text holds \",\", put the text in quotes; check that every quote is closed."
        );
        assert!(matches!(rows("\n\r\n", None), Err(DataError::Empty { .. })));
    }

    proptest! {
        /// Whatever the csv crate makes of a text, so do we, quotes or not.
        #[test]
        fn the_same_records_as_the_csv_crate(
            cells in prop::collection::vec(prop::collection::vec("[a-c\", \n]{0,4}", 3), 1..8),
        ) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            for row in &cells {
                writer.write_record(row).expect("memory");
            }
            let text = String::from_utf8(writer.into_inner().expect("memory")).expect("utf-8");
            let found: Vec<Vec<String>> = rows(&text, Some(Delimiter::Byte(b',')))
                .expect("text").into_iter().map(|r| r.1).collect();
            prop_assert_eq!(found, cells);
        }
    }
}
