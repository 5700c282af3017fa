//! How many pledges ask for each size: all that is needed to say who is bound.
//!
//! Personal thresholds lie on [`GRID`], so a campaign of a million pledges is
//! 38 numbers. One pledge changes one of them, and a walk over 19 sizes gives
//! the same answer as a recount from scratch.

use super::GRID;
use super::cascade::{Committed, Need};
use serde::{Deserialize, Serialize};

/// The sizes that a pledge may ask for: 0, and those of [`GRID`].
const SIZES: usize = GRID.len() + 1;

/// The pledges of one campaign, counted by what they ask for. People who are
/// shown already are kept here as asking for 0: they are in, whatever they
/// asked for before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buckets {
    counted: [u64; SIZES],
    others: [u64; SIZES],
}

/// Why a count cannot be changed so. It stays as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BucketError {
    /// A size between the published ones.
    #[error("a pledge asks for {found} others: expected 0 or one of 10, 20, 50, 100 and so on")]
    OffGrid {
        /// What it asks for.
        found: u64,
    },
    /// More pledges would be taken out than there are, or more put in than can
    /// be counted.
    #[error(
        "{found} pledges ask for {others} others, and the change does not fit them: count the pledges again from scratch"
    )]
    Change {
        /// The size they ask for.
        others: u64,
        /// How many there are.
        found: u64,
    },
}

impl Buckets {
    /// Takes in one pledge.
    ///
    /// # Errors
    /// If it asks for a size that is not on the grid.
    pub fn add(&mut self, need: &Need) -> Result<(), BucketError> {
        self.put(need, 1)
    }

    /// Takes in several pledges that ask for the same, as when rows are read
    /// back.
    ///
    /// # Errors
    /// If they ask for a size that is not on the grid, or are too many.
    pub fn put(&mut self, need: &Need, pledges: u64) -> Result<(), BucketError> {
        self.change(need, |n| n.checked_add(pledges))
    }

    /// Takes out one pledge.
    ///
    /// # Errors
    /// If it asks for a size that is not on the grid, or there is no such
    /// pledge.
    pub fn remove(&mut self, need: &Need) -> Result<(), BucketError> {
        self.change(need, |n| n.checked_sub(1))
    }

    /// The kinds of pledges there are, each with how many.
    pub fn rows(&self) -> impl Iterator<Item = (Need, u64)> {
        let kind = |counted| move |(others, &pledges)| (Need { others, counted }, pledges);
        let counted = sizes().zip(&self.counted).map(kind(true));
        let others = sizes().zip(&self.others).map(kind(false));
        counted.chain(others).filter(|&(_, pledges)| pledges > 0)
    }

    /// The largest set of people in which everyone's need is met and at least
    /// `threshold` count; the empty set if there is none. The same as
    /// [`committed`](super::committed) of the pledges themselves.
    pub fn committed(&self, threshold: u64) -> Committed {
        let (mut asking, mut counted) = (0u64, 0);
        for (size, &pledges) in sizes().zip(&self.counted) {
            // A set of more than `size` people can hold if so many ask for no
            // more than `size` others.
            asking = asking.saturating_add(pledges);
            if asking > size {
                counted = asking;
            }
        }
        if counted < threshold {
            return Committed::default();
        }
        let others = sizes().zip(&self.others);
        let others = others.filter(|&(size, _)| size <= counted);
        Committed {
            counted,
            people: others.fold(counted, |n, (_, &more)| n.saturating_add(more)),
        }
    }

    fn change(&mut self, need: &Need, by: impl Fn(u64) -> Option<u64>) -> Result<(), BucketError> {
        let others = need.others;
        let at = sizes()
            .position(|size| size == others)
            .ok_or(BucketError::OffGrid { found: others })?;
        let cell = match need.counted {
            true => &mut self.counted[at],
            false => &mut self.others[at],
        };
        *cell = by(*cell).ok_or(BucketError::Change {
            others,
            found: *cell,
        })?;
        Ok(())
    }
}

fn sizes() -> impl Iterator<Item = u64> {
    std::iter::once(0).chain(GRID)
}

#[cfg(test)]
mod tests {
    use super::super::committed;
    use super::*;
    use proptest::prelude::*;

    fn need(others: u64, counted: bool) -> Need {
        Need { others, counted }
    }

    fn filled(rows: &[(u64, bool, u64)]) -> Buckets {
        let mut buckets = Buckets::default();
        for &(others, counted, pledges) in rows {
            buckets.put(&need(others, counted), pledges).unwrap();
        }
        buckets
    }

    #[test]
    fn hand_counts() {
        let of = |rows: &[(u64, bool, u64)], threshold| {
            let found = filled(rows).committed(threshold);
            (found.counted, found.people)
        };
        assert_eq!(of(&[], 0), (0, 0));
        assert_eq!(of(&[(0, true, 3)], 3), (3, 3));
        assert_eq!(of(&[(0, true, 3)], 4), (0, 0));
        // Ten who each ask for ten others are one too few; eleven hold.
        assert_eq!(of(&[(10, true, 10)], 0), (0, 0));
        assert_eq!(of(&[(10, true, 11)], 0), (11, 11));
        // Who asks for 20 comes along once 20 others are there.
        assert_eq!(of(&[(0, true, 20), (20, true, 1)], 0), (21, 21));
        assert_eq!(of(&[(0, true, 19), (20, true, 1)], 0), (19, 19));
        // Those who do not count see all who do, and move nobody.
        let rows = [(0, true, 10), (10, false, 5), (20, false, 5)];
        assert_eq!(of(&rows, 10), (10, 15));
        assert_eq!(of(&rows, 11), (0, 0));
        assert_eq!(of(&[(0, true, u64::MAX), (0, false, 1)], 1).0, u64::MAX);
    }

    #[test]
    fn what_does_not_fit_changes_nothing() {
        let mut buckets = filled(&[(0, true, u64::MAX), (10, false, 1)]);
        let before = buckets.clone();
        let off = BucketError::OffGrid { found: 11 };
        assert_eq!(buckets.add(&need(11, true)), Err(off));
        assert_eq!(buckets.remove(&need(11, true)), Err(off));
        let change = |others, found| Err(BucketError::Change { others, found });
        assert_eq!(buckets.add(&need(0, true)), change(0, u64::MAX));
        assert_eq!(buckets.remove(&need(10, true)), change(10, 0));
        assert_eq!(buckets, before);
    }

    /// A size that a pledge may ask for, often a small one.
    fn size() -> impl Strategy<Value = u64> {
        prop_oneof![8 => Just(0), 8 => prop::sample::select(GRID[..3].to_vec()), 1 => prop::sample::select(GRID.to_vec())]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_same_as_a_recount(
            start in prop::collection::vec((size(), prop::bool::weighted(0.8)), 0..80),
            acts in prop::collection::vec((size(), any::<bool>(), any::<prop::sample::Index>(), any::<bool>()), 0..60),
            threshold in prop_oneof![Just(0u64), Just(10), Just(20), 0u64..60],
        ) {
            let mut pledges: Vec<Need> = start.iter().map(|&(o, c)| need(o, c)).collect();
            let mut buckets = Buckets::default();
            for pledge in &pledges {
                buckets.add(pledge).unwrap();
            }
            for (others, counted, which, add) in acts {
                if add || pledges.is_empty() {
                    pledges.push(need(others, counted));
                    buckets.add(&need(others, counted)).unwrap();
                } else {
                    let gone = pledges.swap_remove(which.index(pledges.len()));
                    buckets.remove(&gone).unwrap();
                }
                prop_assert_eq!(buckets.committed(threshold), committed(&pledges, threshold));
            }
            let mut back = Buckets::default();
            for (need, pledges) in buckets.rows() {
                back.put(&need, pledges).unwrap();
            }
            prop_assert_eq!(&back, &buckets);
            let text = serde_json::to_string(&buckets).unwrap();
            prop_assert_eq!(serde_json::from_str::<Buckets>(&text).unwrap(), buckets);
        }
    }
}
