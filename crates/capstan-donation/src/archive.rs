//! Zip archives: spreadsheets, and the exports that platforms give people.
//! Everything that an archive says of itself is looked at before anything is
//! unpacked, and nothing of it is believed while it is.

use crate::card::Card;
use crate::error::DonationError;
use crate::limits::Limits;
use crate::reader::Reader;
use crate::{export, spreadsheet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The cards in a spreadsheet or an export.
pub(crate) fn read(reader: &Reader, file: &str, bytes: &[u8]) -> Result<Vec<Card>, DonationError> {
    let mut archive = Archive::open(file, bytes, &reader.limits)?;
    if archive.names.iter().any(|n| n == "xl/workbook.xml") {
        // The reader of spreadsheets unpacks by itself: try it here first.
        archive.unpack(|_| false)?;
        return spreadsheet::read(reader, file, bytes);
    }
    if ["mimetype", "content.xml"]
        .iter()
        .all(|part| archive.names.iter().any(|n| n == part))
    {
        return Err(DonationError::refused(
            file,
            "a document of an office program that is no XLSX",
            "a spreadsheet in XLSX, or a table as CSV",
            "Save the sheet as XLSX or CSV and send that.",
        ));
    }
    export::read(reader, file, &mut archive)
}

/// An archive that keeps to the limits as far as it says.
pub(crate) struct Archive<'a> {
    file: &'a str,
    limits: &'a Limits,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of its files, in its order.
    pub names: Vec<String>,
}

const ADVICE: &str = "Unpack it, look at what is in it, and send the files themselves.";

impl<'a> Archive<'a> {
    /// Opens an archive, and refuses one that is not what exports are.
    pub fn open(file: &'a str, bytes: &'a [u8], limits: &'a Limits) -> Result<Self, DonationError> {
        let refused =
            |found: String, expected: &str| DonationError::refused(file, found, expected, ADVICE);
        let broken = |e: zip::result::ZipError| {
            refused(
                format!("an archive that cannot be read ({e})"),
                "a whole zip archive",
            )
        };
        // The list of files is held in memory: it is counted before it is read.
        let listed = bytes.windows(4).filter(|w| w == b"PK\x01\x02").count();
        if listed > limits.entries {
            return Err(refused(
                format!("{listed} files"),
                &format!("at most {}", limits.entries),
            ));
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        if zip.has_overlapping_files().map_err(broken)? {
            return Err(refused(
                "files that overlap".into(),
                "each in its own place",
            ));
        }
        let mut names = Vec::with_capacity(zip.len());
        let mut unpacked = 0u64;
        for at in 0..zip.len() {
            let entry = zip.by_index_raw(at).map_err(broken)?;
            let name = entry.name().map_err(broken)?.into_owned();
            let shown: String = name.chars().take(80).collect();
            let absolute = name.starts_with('/') || name.contains(['\\', '\0']);
            let safe = entry.enclosed_name().is_some() && !absolute;
            if !safe || entry.is_symlink() {
                return Err(refused(
                    format!("{shown:?}, which leads elsewhere"),
                    "plain files inside the archive",
                ));
            }
            if entry.encrypted() {
                return Err(refused(
                    format!("{shown:?}, which needs a password"),
                    "files without one",
                ));
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            unpacked = unpacked.saturating_add(size);
            if unpacked > limits.unpacked
                || (size > Limits::LITTLE && size > packed.saturating_mul(limits.ratio))
            {
                return Err(too_much(file, &shown, limits));
            }
            names.push(name);
        }
        Ok(Self {
            file,
            limits,
            zip,
            names,
        })
    }

    /// Unpacks everything, and gives the files whose names are `wanted`. What
    /// is not wanted is unpacked too, and thrown away: an archive that lies
    /// about any of its sizes is refused whole.
    pub fn unpack(
        &mut self,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Vec<(String, Vec<u8>)>, DonationError> {
        let mut files = Vec::new();
        let mut left = self.limits.unpacked;
        for at in 0..self.names.len() {
            let name = &self.names[at];
            let broken = |why: String| {
                DonationError::refused(
                    self.file,
                    format!("{name:?}, which cannot be unpacked ({why})"),
                    "files as long as the archive says",
                    ADVICE,
                )
            };
            let keep = wanted(name);
            let entry = self.zip.by_index(at).map_err(|e| broken(e.to_string()))?;
            let (said, packed) = (entry.size(), entry.compressed_size());
            let most = left.min(packed.saturating_mul(self.limits.ratio).max(Limits::LITTLE));
            let mut entry = entry.take(most.min(said) + 1);
            let mut bytes = Vec::new();
            let mut block = [0u8; 1 << 14];
            let mut size = 0u64;
            loop {
                let n = entry.read(&mut block).map_err(|e| broken(e.to_string()))?;
                if n == 0 {
                    break;
                }
                if size == 0 && block.starts_with(b"PK\x03\x04") {
                    return Err(broken("it is an archive again".to_owned()));
                }
                size += n as u64;
                if keep {
                    bytes.extend_from_slice(&block[..n]);
                }
            }
            if size > most {
                return Err(too_much(self.file, name, self.limits));
            }
            if size != said {
                return Err(broken(format!("it is not {said} bytes long")));
            }
            left -= size;
            if keep {
                files.push((name.clone(), bytes));
            }
        }
        Ok(files)
    }
}

fn too_much(file: &str, name: &str, limits: &Limits) -> DonationError {
    DonationError::refused(
        file,
        format!("{name:?}, which unpacks to too much"),
        format!(
            "at most {} bytes in all, and {} for each byte packed",
            limits.unpacked, limits.ratio
        ),
        ADVICE,
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    /// An archive of these files.
    pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            let options = SimpleFileOptions::default();
            writer.start_file(*name, options).expect("memory");
            writer.write_all(bytes).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }

    fn refusal(bytes: &[u8]) -> String {
        let said = Reader::default()
            .bytes("a.zip", bytes)
            .expect_err("refused");
        said.to_string()
    }

    fn place(bytes: &[u8], mark: &[u8]) -> usize {
        bytes
            .windows(mark.len())
            .position(|w| w == mark)
            .expect("a mark")
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_by_what_it_says() {
        let zeros = vec![b'0'; 3 << 20];
        let said = refusal(&zip(&[("Driver Payments.csv", &zeros)]));
        assert!(
            said.starts_with("a.zip: found \"Driver Payments.csv\", which unpacks to too much;"),
            "{said}"
        );
        let many: Vec<(String, &[u8])> = (0..2001).map(|n| (n.to_string(), &b""[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        assert!(refusal(&zip(&many)).contains("found 2001 files; expected at most 2000"));
    }

    #[test]
    fn an_archive_that_lies_about_sizes_is_refused_while_it_unpacks() {
        let zeros = vec![b'0'; 3 << 20];
        let mut lies = zip(&[("Driver Payments.csv", &zeros)]);
        let listed = place(&lies, b"PK\x01\x02") + 24;
        lies[listed..listed + 4].copy_from_slice(&1000u32.to_le_bytes());
        let said = refusal(&lies);
        assert!(said.contains("which cannot be unpacked"), "{said}");
    }

    #[test]
    fn files_that_overlap_are_refused() {
        let mut both = zip(&[("a.csv", &[b'x'; 400]), ("b.csv", &[b'x'; 400])]);
        let first = place(&both, b"PK\x01\x02");
        let second = first + 46 + 5 + place(&both[first + 46 + 5..], b"PK\x01\x02");
        // The second file is said to begin where the first does.
        both[second + 42..second + 46].copy_from_slice(&[0; 4]);
        let said = refusal(&both);
        assert!(
            said.contains("overlap") || said.contains("cannot be"),
            "{said}"
        );
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        for name in ["../evil.csv", "/etc/passwd", "a/../../b.csv", "c:\\x.csv"] {
            let said = refusal(&zip(&[(name, b"x")]));
            assert!(said.contains("leads elsewhere"), "{name}: {said}");
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default();
        writer
            .add_symlink("link.csv", "/etc/passwd", options)
            .expect("memory");
        let link = writer.finish().expect("memory").into_inner();
        assert!(refusal(&link).contains("leads elsewhere"));
    }

    #[test]
    fn archives_in_archives_are_refused() {
        let inner = zip(&[("Driver Payments.csv", b"x")]);
        let said = refusal(&zip(&[("more.zip", &inner)]));
        assert!(said.contains("it is an archive again"), "{said}");
    }

    #[test]
    fn other_spreadsheets_are_refused_with_what_to_do() {
        let ods = zip(&[("mimetype", b"x"), ("content.xml", b"x")]);
        let said = Reader::default().bytes("a.ods", &ods).expect_err("refused");
        assert!(
            said.to_string().contains("Save the sheet as XLSX or CSV"),
            "{said}"
        );
    }

    #[test]
    fn cut_and_empty_archives_are_refused() {
        let whole = zip(&[("a.csv", b"x,y\n1,2\n")]);
        assert!(refusal(&whole[..whole.len() - 10]).contains("an archive that cannot be read"));
        let said = refusal(&whole);
        assert!(said.contains("found the files a.csv;"), "{said}");
    }
}
