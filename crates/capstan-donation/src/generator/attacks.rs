//! Files that attack whoever reads them, made so that it can be tried that they
//! are refused: pictures and archives that unpack to far more than they are,
//! that lie about it, lead elsewhere, or are two things at once.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A file that attacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// What it is called: its ending is that of its kind.
    pub name: &'static str,
    /// What it is, in words.
    pub what: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Files that attack. All of them must be refused, but for the profile, which
/// may be passed over.
pub fn attacks() -> Vec<Attack> {
    let attack = |name, what, bytes| Attack { name, what, bytes };
    let packed = zip(&[("Driver Payments.csv", &zeros(256 << 20))]);
    let lies = lying(packed.clone());
    let nested: Vec<(String, &[u8])> = (0..16).map(|n| (format!("{n}.zip"), &lies[..])).collect();
    let nested: Vec<(&str, &[u8])> = nested.iter().map(|(n, b)| (&n[..], *b)).collect();
    let many: Vec<String> = (0..100_000).map(|n| n.to_string()).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|n| (&n[..], &b""[..])).collect();
    let small = png([8, 8, 8, 0], None, 72);
    vec![
        attack(
            "says.png",
            "PNG that says 60,000 by 60,000 pixels",
            png([60_000, 60_000, 8, 2], None, 0),
        ),
        attack(
            "white.png",
            "PNG of 20,000 by 20,000 pixels of one shade",
            png([20_000, 20_000, 1, 0], None, 2501 * 20_000),
        ),
        attack(
            "deep.png",
            "PNG of 7,000 by 7,000 pixels of 8 bytes each",
            png([7000, 7000, 16, 6], None, 56_001 * 7000),
        ),
        attack(
            "profile.png",
            "PNG of 8 by 8 pixels with a colour profile of 400 MiB",
            png([8, 8, 8, 0], Some(400 << 20), 72),
        ),
        attack("says.jpg", "JPEG that says 60,000 by 60,000 pixels", jpeg()),
        attack(
            "says.webp",
            "WebP that says 16,384 by 16,384 pixels",
            webp(),
        ),
        attack(
            "says.heic",
            "HEIC that says 60,000 by 60,000 pixels",
            heic(),
        ),
        attack(
            "zip.png",
            "PNG with a zip archive behind it",
            [&small[..], &zip(&[("a.csv", b"x,y\n")])].concat(),
        ),
        attack(
            "page.png",
            "PNG that is a web page too",
            [&small[..8], b"<html><script>", &small[8..]].concat(),
        ),
        attack("large.zip", "zip that unpacks to 256 MiB", packed),
        attack("lies.zip", "the same, lying about its size", lies.clone()),
        attack("nested.zip", "16 of these in a zip", zip(&nested)),
        attack(
            "overlaps.zip",
            "zip whose two files lie in the same place",
            overlapping(),
        ),
        attack("many.zip", "zip with 100,000 files", zip(&many)),
        attack(
            "leads.zip",
            "zip with a file that leads out of its folder",
            zip(&[("../../Driver Payments.csv", b"x,y\n")]),
        ),
        attack(
            "link.zip",
            "zip with a link to a file of the machine",
            link(),
        ),
        attack(
            "large.xlsx",
            "spreadsheet that unpacks to 256 MiB",
            zip(&[
                ("xl/workbook.xml", b"<workbook/>"),
                ("xl/worksheets/sheet1.xml", &vec![b' '; 256 << 20]),
            ]),
        ),
        attack(
            "wide.csv",
            "table of 16 million columns",
            vec![b','; 16 << 20],
        ),
        attack(
            "long.csv",
            "table of 8 million rows",
            b"a,\n".repeat(8 << 20),
        ),
    ]
}

fn zeros(count: usize) -> Vec<u8> {
    vec![b'0'; count]
}

/// A PNG of this width, height, bits and kind of colour, with a profile of so
/// many bytes and so many bytes of pixels, all of them 0.
fn png([width, height, bits, colour]: [u32; 4], profile: Option<usize>, pixels: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |name: &[u8; 4], data: &[u8]| {
        file.extend((data.len() as u32).to_be_bytes());
        let mut check = flate2::Crc::new();
        check.update(name);
        check.update(data);
        file.extend([&name[..], data, &check.sum().to_be_bytes()].concat());
    };
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let form = [bits as u8, colour as u8, 0, 0, 0];
    chunk(b"IHDR", &[&size[..], &form].concat());
    if let Some(bytes) = profile {
        chunk(b"iCCP", &[b"profile\0\0", &deflated(bytes)[..]].concat());
    }
    chunk(b"IDAT", &deflated(pixels));
    chunk(b"IEND", b"");
    file
}

/// So many zeros, packed.
fn deflated(count: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let block = [0; 1 << 16];
    let mut left = count;
    while left > 0 {
        let part = left.min(block.len());
        packed
            .write_all(&block[..part])
            .expect("memory takes all bytes");
        left -= part;
    }
    packed.finish().expect("memory takes all bytes")
}

fn jpeg() -> Vec<u8> {
    let frame = [8, 0xea, 0x60, 0xea, 0x60, 1, 1, 0x11, 0];
    [&b"\xff\xd8\xff\xc0\x00\x0b"[..], &frame, b"\xff\xd9"].concat()
}

fn webp() -> Vec<u8> {
    // 14 bits of width and of height, each less 1.
    let size = ((1_u32 << 28) - 1).to_le_bytes();
    let body = [&b"WEBPVP8L\x06\0\0\0\x2f"[..], &size, &[0; 3]].concat();
    [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat()
}

fn heic() -> Vec<u8> {
    let size = 60_000_u32.to_be_bytes();
    [
        &b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x14ispe\0\0\0\0"[..],
        &size,
        &size,
    ]
    .concat()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("memory takes all files");
        writer.write_all(bytes).expect("memory takes all bytes");
    }
    writer
        .finish()
        .expect("memory takes all files")
        .into_inner()
}

/// The archive, which says that its first file is 1,000 bytes long.
fn lying(mut archive: Vec<u8>) -> Vec<u8> {
    let size = listed(&archive) + 24;
    archive[size..size + 4].copy_from_slice(&1000_u32.to_le_bytes());
    archive
}

/// An archive of two files of which the second is said to begin where the
/// first does.
fn overlapping() -> Vec<u8> {
    let mut archive = zip(&[("a.csv", &[b'x'; 400]), ("b.csv", &[b'x'; 400])]);
    let first = listed(&archive);
    let second = first + 4 + listed(&archive[first + 4..]);
    archive[second + 42..second + 46].copy_from_slice(&[0; 4]);
    archive
}

fn link() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer
        .add_symlink(
            "Driver Payments.csv",
            "/etc/passwd",
            SimpleFileOptions::default(),
        )
        .expect("memory takes all files");
    writer
        .finish()
        .expect("memory takes all files")
        .into_inner()
}

/// Where the first line of an archive's list begins.
fn listed(archive: &[u8]) -> usize {
    let mut places = archive.windows(4);
    places.position(|w| w == b"PK\x01\x02").expect("a list")
}
