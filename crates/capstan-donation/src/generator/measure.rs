//! How well made-up cards are read.

use super::{Made, Recipe, make};
use crate::card::Card;
use crate::error::DonationError;
use crate::reader::Reader;
use crate::{Limits, decode, kind};
use capstan_data::pay::Field;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

/// The fields that all must be right for a card to be.
pub const FOUR: [Field; 4] = [Field::OrderTotal, Field::Base, Field::Tip, Field::Total];

/// How many cards and amounts were read how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Cards that were made.
    pub cards: u64,
    /// Cards of which all four amounts were read as they are.
    pub right: u64,
    /// Cards of which an amount is asked back.
    pub asked: u64,
    /// Amounts on all cards.
    pub amounts: u64,
    /// Amounts that were read wrong, or not at all, and are not asked back; an
    /// amount that is on no card counts too.
    pub silent: u64,
    /// The pictures, by number, of which something was read wrong or not at
    /// all.
    pub wrong: Vec<u64>,
}

/// Makes pictures `from..to` of `seed` and reads them, on `threads` threads.
///
/// # Errors
/// If the font or Tesseract is missing.
pub fn measure(
    reader: &Reader,
    recipe: &Recipe,
    seed: u64,
    numbers: std::ops::Range<u64>,
    threads: usize,
) -> Result<Tally, DonationError> {
    let next = AtomicU64::new(numbers.start);
    let work = || -> Result<Vec<(u64, Tally)>, DonationError> {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= numbers.end {
                return Ok(done);
            }
            let made = make(recipe, seed, number)?;
            let file = format!("picture {number}");
            let kind = kind(&file, &made.file, &Limits::default())?;
            let picture = decode(&file, &made.file, kind, &Limits::default())?;
            let cards = reader.picture(&file, &picture)?;
            done.push((number, tally(&made, &cards)));
        }
    };
    let parts: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    let mut all = Tally::default();
    for part in parts {
        for (number, one) in part? {
            all.cards += one.cards;
            all.right += one.right;
            all.asked += one.asked;
            all.amounts += one.amounts;
            all.silent += one.silent;
            if one.right < one.cards || one.silent > 0 {
                all.wrong.push(number);
            }
        }
    }
    all.wrong.sort_unstable();
    Ok(all)
}

/// Compares the cards that were read with those that were made, in order.
pub fn tally(made: &Made, cards: &[Card]) -> Tally {
    let mut all = Tally {
        cards: made.truth.len() as u64,
        ..Tally::default()
    };
    let none = (BTreeMap::new(), Card::default());
    for at in 0..made.truth.len().max(cards.len()) {
        let truth = made.truth.get(at).unwrap_or(&none.0);
        let card = cards.get(at).unwrap_or(&none.1);
        all.amounts += truth.len() as u64;
        let same = |field| card.number(field) == truth.get(&field).copied();
        all.right += u64::from(at < made.truth.len() && FOUR.into_iter().all(same));
        let asked = card.questions().any(|q| Field::MONEY.contains(&q.0));
        all.asked += u64::from(asked);
        let silent = Field::MONEY.iter().filter(|&&field| {
            let flagged = card.readings.get(&field).is_some_and(|r| r.flag.is_some());
            !same(field) && !flagged
        });
        // A card that was not seen at all is noticed by whoever sent it.
        all.silent += if cards.len() == made.truth.len() {
            silent.count() as u64
        } else {
            0
        };
    }
    all
}
