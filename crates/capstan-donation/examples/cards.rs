//! Writes made-up pay cards into a folder, with the truth beside each, to try
//! readers with:
//!
//! `cargo run -p capstan-donation --example cards -- FOLDER FONT older|newer|ruled light|dark clean|small|mms|rotated|photographed [COUNT [SEED]]`

use capstan_donation::generator::{Damage, Face, Recipe, Style, make};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [folder, font, style, paper, damage, rest @ ..] = &given[..] else {
        return Err("expected FOLDER FONT STYLE light|dark DAMAGE [COUNT [SEED]]".into());
    };
    let recipe = Recipe {
        style: match style.as_str() {
            "older" => Style::Older,
            "newer" => Style::Newer,
            "ruled" => Style::Ruled,
            other => return Err(format!("no style {other}: older, newer or ruled").into()),
        },
        face: Face::named(font),
        dark: paper == "dark",
        damage: *Damage::ALL
            .iter()
            .find(|d| d.name().eq_ignore_ascii_case(damage))
            .ok_or("no such damage: clean, small, mms, rotated or photographed")?,
        cards: 2,
    };
    let number = |at: usize, other: u64| rest.get(at).map_or(Ok(other), |text| text.parse());
    let (count, seed) = (number(0, 1)?, number(1, 1)?);
    std::fs::create_dir_all(folder)?;
    for picture in 0..count {
        let made = make(&recipe, seed, picture)?;
        let form = if made.file.starts_with(b"\x89PNG") {
            "png"
        } else {
            "jpg"
        };
        let path = Path::new(folder).join(format!("card-{picture}.{form}"));
        std::fs::write(&path, &made.file)?;
        for card in &made.truth {
            let amounts: Vec<String> = card
                .iter()
                .map(|(f, minor)| format!("{f} {minor}"))
                .collect();
            println!("{}: {}", path.display(), amounts.join(", "));
        }
    }
    Ok(())
}
