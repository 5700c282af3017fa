//! Ratings, held compactly in user order and in item order.
//!
//! A rating costs 12 bytes (item, value, and its position in item order),
//! 8 more where times are kept and 4 more where the row of the file is kept.
//! Users and items are dense numbers; [`Ids`] maps them to the texts of the
//! file.

use crate::ids::Ids;
use std::ops::Range;

/// What the numbers of a data set mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The lowest rating that can be given.
    pub min: f32,
    /// The highest rating that can be given.
    pub max: f32,
}

impl Scale {
    /// `x` moved into the scale.
    pub fn clip(self, x: f64) -> f64 {
        x.clamp(f64::from(self.min), f64::from(self.max))
    }

    /// The mean of `count` ratings that add up to `sum`; the middle of the
    /// scale if there is none.
    pub fn mean(self, sum: f64, count: u64) -> f64 {
        if count == 0 {
            f64::midpoint(f64::from(self.min), f64::from(self.max))
        } else {
            sum / count as f64
        }
    }
}

/// Whether people said how much they liked an item, or only touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// Ratings on a scale.
    Explicit,
    /// Clicks, plays, purchases: every record is a sign of interest.
    Implicit,
}

/// One rating before it is packed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rating {
    /// The number of the user.
    pub user: u32,
    /// The number of the item.
    pub item: u32,
    /// The rating; 1 for implicit feedback.
    pub value: f32,
    /// Seconds since 1970 (UTC), or 0 where times are not kept.
    pub time: i64,
    /// The row of the source, from 0, header not counted.
    pub row: u32,
}

/// All ratings of a data set.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    users: Ids,
    items: Ids,
    scale: Scale,
    feedback: Feedback,
    relevant: f32,
    offsets: Vec<u32>,
    item: Vec<u32>,
    value: Vec<f32>,
    time: Option<Vec<i64>>,
    row: Option<Vec<u32>>,
    item_offsets: Vec<u32>,
    by_item: Vec<u32>,
}

/// The ratings of one user, items in ascending order of number.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The numbers of the items.
    pub items: &'a [u32],
    /// The ratings, in the same order.
    pub values: &'a [f32],
}

/// Which of the larger columns are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Keep times (8 bytes a rating).
    pub times: bool,
    /// Keep the row of the source (4 bytes a rating).
    pub rows: bool,
}

/// How many parts ratings are dealt into before they are sorted.
const PARTS: usize = 256;

/// Puts ratings in order of user, item and row, without further memory for
/// ratings: they are dealt into parts by user, few enough for the cache, and
/// the parts are sorted one by one.
///
/// # Panics
/// If there is a user of number `n_users` or more.
pub(crate) fn arrange(all: &mut [Rating], n_users: usize) {
    let key = |r: &Rating| (r.user, r.item, r.row);
    if all.is_sorted_by_key(|r| r.user) {
        // As most files are written: nothing moves far.
        for of_user in all.chunk_by_mut(|a, b| a.user == b.user) {
            of_user.sort_unstable_by_key(key);
        }
        return;
    }
    let width = n_users.div_ceil(PARTS).max(1);
    let part_of = |r: &Rating| r.user as usize / width;
    let mut ends = vec![0usize; n_users.div_ceil(width)];
    for r in all.iter() {
        ends[part_of(r)] += 1;
    }
    let mut next = vec![0usize; ends.len()];
    let mut start = 0;
    for (next, end) in next.iter_mut().zip(&mut ends) {
        *next = start;
        start += *end;
        *end = start;
    }
    let mut start = 0;
    for part in 0..ends.len() {
        while next[part] < ends[part] {
            let at = next[part];
            let owner = part_of(&all[at]);
            all.swap(at, next[owner]);
            next[owner] += 1;
        }
        all[start..ends[part]].sort_unstable_by_key(key);
        start = ends[part];
    }
}

impl Ratings {
    /// Packs ratings whose (user, item) pairs are all different.
    ///
    /// `relevant` is the rating from which an item counts as liked.
    ///
    /// # Panics
    /// If a number is not in `users` or `items`, or there are 2^32 ratings.
    pub fn pack(
        users: Ids,
        items: Ids,
        mut all: Vec<Rating>,
        scale: Scale,
        feedback: Feedback,
        relevant: f32,
        keep: Keep,
    ) -> Self {
        assert!(u32::try_from(all.len()).is_ok(), "fewer than 2^32 ratings");
        arrange(&mut all, users.len());
        let mut offsets = vec![0u32; users.len() + 1];
        let mut item_offsets = vec![0u32; items.len() + 1];
        for r in &all {
            offsets[r.user as usize + 1] += 1;
            item_offsets[r.item as usize + 1] += 1;
        }
        for list in [&mut offsets, &mut item_offsets] {
            for i in 1..list.len() {
                list[i] += list[i - 1];
            }
        }
        let item: Vec<u32> = all.iter().map(|r| r.item).collect();
        let value = all.iter().map(|r| r.value).collect();
        let time = keep.times.then(|| all.iter().map(|r| r.time).collect());
        let row = keep.rows.then(|| all.iter().map(|r| r.row).collect());
        drop(all);
        let mut next = item_offsets.clone();
        let mut by_item = vec![0u32; item.len()];
        for (at, &i) in item.iter().enumerate() {
            by_item[next[i as usize] as usize] = at as u32;
            next[i as usize] += 1;
        }
        Self {
            users,
            items,
            scale,
            feedback,
            relevant,
            offsets,
            item,
            value,
            time,
            row,
            item_offsets,
            by_item,
        }
    }

    /// How many ratings there are.
    pub fn len(&self) -> usize {
        self.item.len()
    }

    /// Whether there is no rating.
    pub fn is_empty(&self) -> bool {
        self.item.is_empty()
    }

    /// How many users there are.
    pub fn n_users(&self) -> usize {
        self.users.len()
    }

    /// How many items there are.
    pub fn n_items(&self) -> usize {
        self.items.len()
    }

    /// The ids of the users.
    pub fn users(&self) -> &Ids {
        &self.users
    }

    /// The ids of the items.
    pub fn items(&self) -> &Ids {
        &self.items
    }

    /// The lowest and highest rating that can be given.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// Ratings or mere touches.
    pub fn feedback(&self) -> Feedback {
        self.feedback
    }

    /// The rating from which an item counts as liked.
    pub fn relevant(&self) -> f32 {
        self.relevant
    }

    /// The positions of one user's ratings.
    pub fn range(&self, user: u32) -> Range<usize> {
        self.offsets[user as usize] as usize..self.offsets[user as usize + 1] as usize
    }

    /// One user's ratings.
    pub fn user(&self, user: u32) -> Row<'_> {
        let range = self.range(user);
        Row {
            items: &self.item[range.clone()],
            values: &self.value[range],
        }
    }

    /// The positions of one item's ratings, users in ascending order.
    pub fn of_item(&self, item: u32) -> &[u32] {
        let (a, b) = (
            self.item_offsets[item as usize],
            self.item_offsets[item as usize + 1],
        );
        &self.by_item[a as usize..b as usize]
    }

    /// The items of all ratings, by position.
    pub fn item_column(&self) -> &[u32] {
        &self.item
    }

    /// The values of all ratings, by position.
    pub fn value_column(&self) -> &[f32] {
        &self.value
    }

    /// The times of all ratings by position, in seconds since 1970, where kept.
    pub fn time_column(&self) -> Option<&[i64]> {
        self.time.as_deref()
    }

    /// The rows of the source of all ratings by position, where kept.
    pub fn row_column(&self) -> Option<&[u32]> {
        self.row.as_deref()
    }

    /// The user who gave the rating at `position`.
    pub fn user_at(&self, position: usize) -> u32 {
        (self.offsets.partition_point(|&o| o as usize <= position) - 1) as u32
    }

    /// Bytes held, ids not counted.
    pub fn bytes(&self) -> usize {
        4 * (self.offsets.len() + self.item_offsets.len())
            + 12 * self.item.len()
            + self.time.as_ref().map_or(0, |t| 8 * t.len())
            + self.row.as_ref().map_or(0, |r| 4 * r.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn arranged_as_a_sort_would(
            pairs in prop::collection::vec((0u32..700, 0u32..4), 0..50),
            fold in prop::sample::select(vec![6u32, 300, 700]), extra in 0usize..3, by_user: bool,
        ) {
            let mut all: Vec<Rating> = pairs.iter().zip(0..).map(|(&(user, item), row)| Rating {
                user: user % fold, item, value: row as f32, time: 0, row,
            }).collect();
            if by_user {
                all.sort_by_key(|r| r.user);
            }
            let mut sorted = all.clone();
            sorted.sort_by_key(|r| (r.user, r.item, r.row));
            arrange(&mut all, fold as usize + extra);
            prop_assert_eq!(all, sorted);
        }
    }
}
