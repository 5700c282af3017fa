//! People who mislead the operator, as a simulation: each of their ratings has
//! a random value, and nothing else of it changes.
//!
//! This is the "random vandalism" of Vincent and Hecht (CSCW 2021), whose code
//! draws evenly from the steps of the scale. They stay real people with the
//! items that they really rated, unlike the made-up profiles of attacks.

use crate::change::{Change, Withheld};
use crate::split::by_item_key;
use capstan_data::Ratings;
use capstan_learn::Training;
use capstan_stats::Stream;
use rand::RngExt;

/// `training`, with random values for those who mislead, drawn evenly from the
/// values that occur in the data. What one person draws for an item depends on
/// nobody else, nor on which ratings are held out.
pub(crate) fn mislead(
    training: Training,
    ratings: &Ratings,
    replicate: &Stream,
    change: &Change,
) -> Training {
    if !change.withheld.contains(&Withheld::Truth) {
        return training;
    }
    let stream = replicate.child("mislead");
    let mut steps = ratings.value_column().to_vec();
    steps.sort_unstable_by(f32::total_cmp);
    steps.dedup();
    let mut order = Vec::new();
    training.revalued(|user, items, values| {
        if change.withheld[user as usize] != Withheld::Truth {
            return;
        }
        by_item_key(ratings, user, &mut order);
        let mut rng = stream.at(ratings.users().keys()[user as usize]);
        for &at in &order {
            let drawn = steps[rng.random_range(0..steps.len() as u32) as usize];
            let item = ratings.item_column()[at as usize];
            if let Ok(place) = items.binary_search(&item) {
                values[place] = drawn;
            }
        }
    })
}
