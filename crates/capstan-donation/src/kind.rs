//! What a file is, by its bytes and never by its name.

use crate::error::DonationError;
use crate::limits::Limits;
use serde::{Deserialize, Serialize};

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A picture in PNG.
    Png,
    /// A picture in JPEG.
    Jpeg,
    /// A picture in WebP.
    WebP,
    /// A picture in HEIC or AVIF.
    Heif,
    /// A document in PDF.
    Pdf,
    /// A spreadsheet or an archive.
    Zip,
    /// Text: a table.
    Text,
}

const EXPECTED: &str =
    "a picture (PNG, JPEG, WebP, HEIC), a PDF, a spreadsheet (XLSX), a zip or a table as text";

/// Finds out what the file is.
///
/// # Errors
/// If it is larger than `limits` allow, of a kind that is not read, or two
/// kinds in one (which is how a picture smuggles in something else).
pub fn kind(file: &str, bytes: &[u8], limits: &Limits) -> Result<Kind, DonationError> {
    if bytes.len() > limits.bytes {
        return Err(DonationError::refused(
            file,
            format!("{} bytes", bytes.len()),
            format!("at most {}", limits.bytes),
            "Send a smaller file.",
        ));
    }
    let kind = first(bytes).map_err(|found| {
        DonationError::refused(file, found, EXPECTED, "Save it in one of these forms.")
    })?;
    if let Some(second) = second(bytes, kind) {
        return Err(DonationError::refused(
            file,
            format!("a file that is {second} too"),
            "one that is only one thing",
            "Take a new screenshot and send that.",
        ));
    }
    Ok(kind)
}

/// The kind that the first bytes say.
fn first(bytes: &[u8]) -> Result<Kind, &'static str> {
    let brand = |brands: &[&[u8; 4]]| brands.iter().any(|b| bytes.get(8..12) == Some(&b[..]));
    Ok(match bytes {
        [] => return Err("an empty file"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Kind::Png,
        [0xff, 0xd8, 0xff, ..] => Kind::Jpeg,
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Kind::WebP,
        [_, _, _, _, b'f', b't', b'y', b'p', ..]
            if brand(&[
                b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"avif",
            ]) =>
        {
            Kind::Heif
        }
        [b'%', b'P', b'D', b'F', b'-', ..] => Kind::Pdf,
        [b'P', b'K', 3, 4, ..] => Kind::Zip,
        [b'G', b'I', b'F', b'8', ..] => return Err("a GIF"),
        [b'B', b'M', ..] if bytes.contains(&0) => return Err("a BMP"),
        [0x1f, 0x8b, ..] => return Err("gzip"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err("a spreadsheet or document of the old kind"),
        _ if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&0) => Kind::Text,
        _ => return Err("bytes of no kind we know"),
    })
}

/// What else a picture or a PDF is.
fn second(bytes: &[u8], kind: Kind) -> Option<&'static str> {
    if matches!(kind, Kind::Zip | Kind::Text) {
        return None;
    }
    if ends_as_zip(bytes) {
        return Some("a zip archive");
    }
    let head = &bytes[..bytes.len().min(1024)];
    let has = |mark: &[u8]| {
        head.windows(mark.len())
            .any(|w| w.eq_ignore_ascii_case(mark))
    };
    if kind != Kind::Pdf && has(b"%PDF-") {
        Some("a PDF")
    } else if has(b"<script") || has(b"<html") || has(b"<svg") || has(b"<?php") {
        Some("a page or a program")
    } else {
        None
    }
}

/// Whether a reader of zip archives, which looks from the end, would open it.
fn ends_as_zip(bytes: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let ends = bytes[tail..].windows(22).enumerate();
    let mut ends = ends.filter(|(_, w)| w.starts_with(b"PK\x05\x06"));
    ends.any(|(at, w)| {
        let size = u32::from_le_bytes([w[12], w[13], w[14], w[15]]) as usize;
        let start = (tail + at).checked_sub(size);
        size == 0 || start.is_some_and(|s| bytes[s..].starts_with(b"PK\x01\x02"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> Result<Kind, String> {
        kind("f", bytes, &Limits::default()).map_err(|e| e.to_string())
    }

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

    #[test]
    fn kinds_are_known_by_their_first_bytes() {
        assert_eq!(of(PNG), Ok(Kind::Png));
        assert_eq!(of(b"\xff\xd8\xff\xe0"), Ok(Kind::Jpeg));
        assert_eq!(of(b"RIFF\x00\x01\x00\x00WEBPVP8 "), Ok(Kind::WebP));
        assert_eq!(of(b"\0\0\0\x18ftypheic"), Ok(Kind::Heif));
        assert_eq!(of(b"%PDF-1.7"), Ok(Kind::Pdf));
        assert_eq!(of(b"PK\x03\x04"), Ok(Kind::Zip));
        assert_eq!(of(b"worker,base\n"), Ok(Kind::Text));
        for (bytes, found) in [
            (&b""[..], "f: found an empty file; expected a picture"),
            (b"GIF89a", "f: found a GIF;"),
            (b"\x7fELF\0", "f: found bytes of no kind we know;"),
        ] {
            assert!(of(bytes).expect_err("refused").starts_with(found));
        }
    }

    #[test]
    fn two_kinds_in_one_are_refused() {
        let zip = b"PK\x01\x02 entry PK\x05\x06\0\0\0\0\x01\0\x01\0\x0b\0\0\0\0\0\0\0\0\0";
        for (more, found) in [
            (&zip[..], "a zip archive too"),
            (b" %PDF-1.4", "a PDF too"),
            (b"<SCRIPT>", "a page or a program too"),
        ] {
            let both = [PNG, more].concat();
            assert!(of(&both).expect_err("refused").contains(found));
        }
        // The four bytes alone are no archive: pictures can hold any bytes.
        let chance = [PNG, b"PK\x05\x06", &[7; 40]].concat();
        assert_eq!(of(&chance), Ok(Kind::Png));
    }

    #[test]
    fn large_files_are_refused_unread() {
        let tight = Limits {
            bytes: 7,
            ..Limits::default()
        };
        let said = kind("f", PNG, &tight).expect_err("large").to_string();
        assert_eq!(
            said,
            "f: found 8 bytes; expected at most 7. Send a smaller file."
        );
    }
}
