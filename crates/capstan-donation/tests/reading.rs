//! Pictures of made-up cards, read from the file to the amounts.

use capstan_donation::generator::{Damage, Face, Recipe, Style, make, tally};
use capstan_donation::{Limits, Reader};
use std::process::Command;

fn recipe(style: Style, dark: bool, damage: Damage, face: &str) -> Recipe {
    Recipe {
        style,
        face: Face::named(face),
        dark,
        damage,
        cards: 2,
    }
}

/// The file as a phone would keep it, made by libheif's own program; `more` are
/// its arguments.
fn heif(picture: &[u8], more: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let [from, to] = ["a.png", "a.heic"].map(|name| folder.path().join(name));
    std::fs::write(&from, picture).expect("written");
    let made = Command::new("heif-enc")
        .args(["-q", "80"])
        .args(more)
        .arg("-o")
        .args([&to, &from])
        .output()
        .expect("heif-enc of libheif-examples is there");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    std::fs::read(&to).expect("a picture")
}

#[test]
fn what_phones_keep_is_read() {
    let made = make(
        &recipe(Style::Newer, false, Damage::None, "DejaVuSans"),
        3,
        1,
    );
    let made = made.expect("fonts");
    for more in [&[][..], &["--avif"]] {
        let cards = Reader::default().bytes("a.heic", &heif(&made.file, more));
        let cards = cards.expect("read");
        assert_eq!(tally(&made, &cards).right, 2, "{more:?}");
        assert_eq!(cards[0].event().source.as_deref(), Some("photograph"));
    }
}

/// It says it is small, and is not: what counts is the memory it takes.
#[test]
fn a_heic_that_lies_about_its_size_gets_no_more_memory() {
    let white = image::GrayImage::from_pixel(2400, 2400, image::Luma([250]));
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(white)
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("memory");
    let mut file = heif(&png.into_inner(), &[]);
    let places: Vec<usize> = (0..file.len() - 16)
        .filter(|&at| &file[at..at + 4] == b"ispe")
        .collect();
    assert!(!places.is_empty());
    for at in places {
        file[at + 8..at + 16].copy_from_slice(&[0, 0, 0, 64, 0, 0, 0, 64]);
    }
    let reader = Reader {
        limits: Limits {
            decoding: 16 << 20,
            ..Limits::default()
        },
        ..Reader::default()
    };
    let said = reader.bytes("a.heic", &file).expect_err("refused");
    assert!(
        said.to_string()
            .starts_with("a.heic: found that heif-convert "),
        "{said}"
    );
}
