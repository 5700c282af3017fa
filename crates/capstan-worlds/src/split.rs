//! Which fold each rating is tested in, and in which order ties stand.

use crate::change::{Change, Withheld};
use crate::design::{Design, Protocol};
use crate::mislead;
use crate::published;
use capstan_data::{Feedback, Ratings};
use capstan_learn::Training;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// One way to cut the ratings into folds.
#[derive(Clone, Debug)]
pub struct Split {
    /// The fold of each rating, by position.
    pub fold: Vec<u8>,
    /// Among equal scores the lower comes first, by position.
    pub tie: Vec<u32>,
    /// For implicit feedback, items that each person never touched and that
    /// are tested as not liked: `(fold, item, tie)` for each person.
    pub untouched: Option<Vec<Vec<(u8, u32, u32)>>>,
}

/// How many untouched items are tested beside each touched one.
const UNTOUCHED_FOR_EACH: usize = 4;

impl Split {
    /// The folds of one replicate under `change`.
    pub fn new(ratings: &Ratings, design: &Design, replicate: u64, change: &Change) -> Self {
        let stream = design.replicate(replicate);
        let mut split = Self::paired(ratings, &stream, design.folds);
        if design.protocol == Protocol::Published {
            split.fold = published::folds(ratings, design.folds, |user| {
                change.withheld[user as usize] != Withheld::Nothing
            });
        }
        split
    }

    /// Each person's ratings are dealt out over the folds in an order of their
    /// own: it depends on who they are and what they rated, not on others.
    fn paired(ratings: &Ratings, stream: &capstan_stats::Stream, folds: u8) -> Self {
        let (dealing, ties) = (stream.child("folds"), stream.child("ties"));
        let mut fold = vec![0; ratings.len()];
        let mut tie = vec![0; ratings.len()];
        let mut untouched = Vec::new();
        let mut order = Vec::new();
        for user in 0..ratings.n_users() as u32 {
            let key = ratings.users().keys()[user as usize];
            by_item_key(ratings, user, &mut order);
            let mut rng = ties.at(key);
            for &at in &order {
                tie[at as usize] = rng.next_u32();
            }
            let mut rng = dealing.at(key);
            order.shuffle(&mut rng);
            let first = rng.random_range(0..folds);
            for (n, &at) in order.iter().enumerate() {
                fold[at as usize] = ((usize::from(first) + n) % usize::from(folds)) as u8;
            }
            if ratings.feedback() == Feedback::Implicit {
                let touched = ratings.user(user).items;
                let n_items = ratings.n_items() as u32;
                let room = ratings.n_items() - touched.len();
                let wanted = (UNTOUCHED_FOR_EACH * touched.len()).min(room / 2);
                let mut drawn: Vec<(u8, u32, u32)> = Vec::with_capacity(wanted);
                let mut seen = std::collections::HashSet::with_capacity(wanted);
                while drawn.len() < wanted {
                    let item = rng.random_range(0..n_items);
                    if touched.binary_search(&item).is_err() && seen.insert(item) {
                        let fold = (drawn.len() % usize::from(folds)) as u8;
                        drawn.push((fold, item, rng.next_u32()));
                    }
                }
                untouched.push(drawn);
            }
        }
        Self {
            fold,
            tie,
            untouched: (ratings.feedback() == Feedback::Implicit).then_some(untouched),
        }
    }

    /// What the model sees when `fold` is held out under `change`.
    pub fn training(
        &self,
        ratings: &Ratings,
        design: &Design,
        replicate: u64,
        change: &Change,
        fold: u8,
    ) -> Training {
        let drawing = design.replicate(replicate);
        let withholding = drawing.child("withhold");
        let times = ratings.time_column();
        let kept = Training::select(ratings, |user| {
            let withheld = change.withheld[user as usize];
            let thinned: Option<Vec<u32>> = match withheld {
                Withheld::Share(share) => Some(kept_positions(ratings, &withholding, user, share)),
                _ => None,
            };
            move |at: usize| {
                self.fold[at] != fold
                    && match withheld {
                        Withheld::Nothing | Withheld::Truth => true,
                        Withheld::Everything => false,
                        Withheld::From(t) => times.is_none_or(|times| times[at] < t),
                        Withheld::Share(_) => thinned
                            .as_ref()
                            .is_some_and(|kept| kept.binary_search(&(at as u32)).is_ok()),
                    }
            }
        });
        mislead::mislead(kept, ratings, &drawing, change)
    }
}

/// The positions of one person's ratings in an order that does not depend on
/// the order of the file.
pub(crate) fn by_item_key(ratings: &Ratings, user: u32, order: &mut Vec<u32>) {
    order.clear();
    order.extend(ratings.range(user).map(|at| at as u32));
    let keys = ratings.items().keys();
    order.sort_unstable_by_key(|&at| keys[ratings.item_column()[at as usize] as usize]);
}

/// The positions that someone who withholds `share` still gives, ascending;
/// what a smaller share withholds a larger one withholds too.
fn kept_positions(
    ratings: &Ratings,
    stream: &capstan_stats::Stream,
    user: u32,
    share: f64,
) -> Vec<u32> {
    let mut order = Vec::new();
    by_item_key(ratings, user, &mut order);
    order.shuffle(&mut stream.at(ratings.users().keys()[user as usize]));
    let given = order.len() - (share * order.len() as f64).round() as usize;
    order.truncate(given);
    order.sort_unstable();
    order
}
