//! Pictures of made-up cards, read from the file to the amounts.

use capstan_donation::Reader;
use capstan_donation::generator::{Damage, Face, Recipe, Style, measure};

fn recipe(style: Style, dark: bool, damage: Damage, face: &str) -> Recipe {
    Recipe {
        style,
        face: Face::named(face),
        dark,
        damage,
        cards: 2,
    }
}

#[test]
#[ignore = "long: for those who change how pictures are read"]
fn how_well_each_kind_is_read() {
    let n: u64 = std::env::var("CAPSTAN_CARDS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(6);
    let reader = Reader::default();
    for face in [
        "DejaVuSans",
        "LiberationSans-Regular",
        "Roboto-Regular",
        "Roboto-Bold",
    ] {
        for style in [Style::Older, Style::Newer] {
            for dark in [false, true] {
                for &damage in Damage::ALL {
                    let recipe = recipe(style, dark, damage, face);
                    let tally = measure(&reader, &recipe, 1, 0..n, 2).expect("read");
                    println!(
                        "{face:24} {style:?} dark={dark:5} {:12} right {}/{} asked {} silent {}/{} wrong {:?}",
                        damage.name(),
                        tally.right,
                        tally.cards,
                        tally.asked,
                        tally.silent,
                        tally.amounts,
                        tally.wrong
                    );
                }
            }
        }
    }
}
