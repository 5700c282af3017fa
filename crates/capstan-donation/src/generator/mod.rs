//! Made-up pay cards whose truth is known: what tests and measurements of the
//! readers are made with. Nobody's card is among them.
//!
//! The same seed and number give the same picture, on any machine with the
//! same fonts.

mod attacks;
mod damage;
mod draw;
mod font;
mod hidden;
mod measure;
mod people;

use crate::error::DonationError;
use capstan_data::pay::Field;
use capstan_stats::Stream;
use image::RgbImage;
use rand::RngExt;
use std::collections::BTreeMap;

pub use attacks::{Attack, attacks};
pub use damage::Damage;
pub use font::Face;
pub use hidden::{Hidden, Part, hidden};
pub use measure::{FOUR, Tally, measure, tally};
pub use people::{impersonal, personal};

/// How cards are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The older card of a shopping platform: words and amounts side by side.
    Older,
    /// The newer one: it begins with the window, amounts stand at the right.
    Newer,
    /// What many other platforms show: an amount at the right of each name,
    /// on cards with an edge.
    Ruled,
}

/// What to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// How it is laid out.
    pub style: Style,
    /// The font.
    pub face: Face,
    /// Light letters on a dark screen.
    pub dark: bool,
    /// What happens to the picture on its way.
    pub damage: Damage,
    /// How many cards one below the other.
    pub cards: usize,
}

/// A picture and what is on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// The file: PNG, or JPEG where it was sent or photographed.
    pub file: Vec<u8>,
    /// The amounts of each card in minor units, in reading order; a field that
    /// the card does not show has no entry.
    pub truth: Vec<BTreeMap<Field, i64>>,
}

/// Makes picture `number` of `seed`.
///
/// # Errors
/// If the font is not on this machine.
pub fn make(recipe: &Recipe, seed: u64, number: u64) -> Result<Made, DonationError> {
    let mut rng = Stream::root(seed).child("pay cards").at(number);
    let truth: Vec<_> = (0..recipe.cards).map(|_| amounts(&mut rng)).collect();
    let screen = draw::screen(recipe, &truth, &mut rng)?;
    let file = recipe.damage.apply(screen, &mut rng);
    Ok(Made { file, truth })
}

/// The screen itself, before anything happens to it.
///
/// # Errors
/// As [`make`].
pub fn screen(recipe: &Recipe, seed: u64, number: u64) -> Result<RgbImage, DonationError> {
    let mut rng = Stream::root(seed).child("pay cards").at(number);
    let truth: Vec<_> = (0..recipe.cards).map(|_| amounts(&mut rng)).collect();
    draw::screen(recipe, &truth, &mut rng)
}

/// The amounts of a job: an order of some size, paid by a rule or nearly so.
fn amounts(rng: &mut impl RngExt) -> BTreeMap<Field, i64> {
    let order: i64 = rng.random_range(1_200..42_000);
    let by_rule = 500 + (order * 75 + 500) / 1000;
    let base = (by_rule + rng.random_range(-400..400)).max(300);
    let tip = match rng.random_range(0..4) {
        0 => 0,
        1 => 100 * rng.random_range(1..30),
        _ => rng.random_range(50..4_500),
    };
    let promotion = (rng.random_range(0..4) == 0).then(|| 50 * rng.random_range(1..30));
    let mut truth = BTreeMap::from([
        (Field::OrderTotal, order),
        (Field::Base, base),
        (Field::Tip, tip),
        (Field::Total, base + tip + promotion.unwrap_or(0)),
    ]);
    truth.extend(promotion.map(|p| (Field::Promotion, p)));
    truth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(style: Style, damage: Damage) -> Recipe {
        Recipe {
            style,
            face: Face::named("DejaVuSans"),
            dark: false,
            damage,
            cards: 2,
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_bytes() {
        for damage in Damage::ALL {
            let recipe = recipe(Style::Older, *damage);
            let one = make(&recipe, 7, 3).expect("fonts");
            assert_eq!(make(&recipe, 7, 3).expect("fonts"), one);
            assert_ne!(make(&recipe, 7, 4).expect("fonts").file, one.file);
            assert_ne!(make(&recipe, 8, 3).expect("fonts").file, one.file);
        }
    }

    #[test]
    fn cards_add_up() {
        let made = make(&recipe(Style::Newer, Damage::None), 1, 1).expect("fonts");
        assert_eq!(made.truth.len(), 2);
        for card in &made.truth {
            let of = |field| card.get(&field).copied().unwrap_or(0);
            let sum = of(Field::Base) + of(Field::Tip) + of(Field::Promotion);
            assert_eq!(sum, of(Field::Total));
        }
    }

    #[test]
    fn a_font_that_is_not_there_is_named() {
        let missing = Recipe {
            face: Face::named("NoSuchFont"),
            ..recipe(Style::Older, Damage::None)
        };
        let said = make(&missing, 1, 1).expect_err("no font").to_string();
        assert!(said.contains("NoSuchFont"), "{said}");
    }
}
