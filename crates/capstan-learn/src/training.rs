//! The part of the ratings that a model sees.

use capstan_data::{Feedback, Ratings, Row, Scale};
use std::sync::Arc;

/// A training set: some of the ratings of a data set, in user order. Users and
/// items keep their numbers, so that worlds can be compared.
#[derive(Clone, Debug)]
pub struct Training {
    offsets: Vec<u32>,
    items: Vec<u32>,
    values: Vec<f32>,
    scale: Scale,
    feedback: Feedback,
    relevant: f32,
    keys: Arc<Keys>,
}

#[derive(Debug)]
struct Keys {
    users: Vec<u64>,
    items: Vec<u64>,
}

/// A training set in item order.
#[derive(Clone, Debug)]
pub struct Transposed {
    offsets: Vec<u32>,
    users: Vec<u32>,
    values: Vec<f32>,
}

impl Training {
    /// The ratings whose position `keep` accepts. It is asked once for each
    /// user in order (with the user's number) and answers with a rule for
    /// positions.
    pub fn select<R: FnMut(usize) -> bool>(
        ratings: &Ratings,
        mut keep: impl FnMut(u32) -> R,
    ) -> Self {
        let mut offsets = Vec::with_capacity(ratings.n_users() + 1);
        let mut items = Vec::with_capacity(ratings.len());
        let mut values = Vec::with_capacity(ratings.len());
        offsets.push(0);
        for user in 0..ratings.n_users() as u32 {
            let mut rule = keep(user);
            for at in ratings.range(user) {
                if rule(at) {
                    items.push(ratings.item_column()[at]);
                    values.push(ratings.value_column()[at]);
                }
            }
            offsets.push(items.len() as u32);
        }
        Self {
            offsets,
            items,
            values,
            scale: ratings.scale(),
            feedback: ratings.feedback(),
            relevant: ratings.relevant(),
            keys: Arc::new(Keys {
                users: ratings.users().keys().to_vec(),
                items: ratings.items().keys().to_vec(),
            }),
        }
    }

    /// All ratings.
    pub fn all(ratings: &Ratings) -> Self {
        Self::select(ratings, |_| |_| true)
    }

    /// The same without the users for whom `gone` is true.
    pub fn without(&self, gone: impl Fn(u32) -> bool) -> Self {
        self.filter(|user, _, _| !gone(user))
    }

    /// Only the ratings that `keep` (user, item, value) accepts.
    pub fn filter(&self, mut keep: impl FnMut(u32, u32, f32) -> bool) -> Self {
        let mut offsets = Vec::with_capacity(self.offsets.len());
        let mut items = Vec::new();
        let mut values = Vec::new();
        offsets.push(0);
        for user in 0..self.n_users() as u32 {
            let row = self.user(user);
            for (&i, &v) in row.items.iter().zip(row.values) {
                if keep(user, i, v) {
                    items.push(i);
                    values.push(v);
                }
            }
            offsets.push(items.len() as u32);
        }
        Self {
            offsets,
            items,
            values,
            scale: self.scale,
            feedback: self.feedback,
            relevant: self.relevant,
            keys: Arc::clone(&self.keys),
        }
    }

    /// The same ratings with other values: `change` gets each user with their
    /// items and values.
    pub fn revalued(mut self, mut change: impl FnMut(u32, &[u32], &mut [f32])) -> Self {
        for user in 0..self.n_users() as u32 {
            let (from, to) = (
                self.offsets[user as usize] as usize,
                self.offsets[user as usize + 1] as usize,
            );
            change(user, &self.items[from..to], &mut self.values[from..to]);
        }
        self
    }

    /// Only what counts as liked.
    pub fn likes(&self) -> Self {
        self.filter(|_, _, v| v >= self.relevant)
    }

    /// How many ratings there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no rating.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How many users the data set has, with or without training ratings.
    pub fn n_users(&self) -> usize {
        self.offsets.len() - 1
    }

    /// How many items the data set has, with or without training ratings.
    pub fn n_items(&self) -> usize {
        self.keys.items.len()
    }

    /// One user's training ratings, items ascending.
    pub fn user(&self, user: u32) -> Row<'_> {
        let range = self.offsets[user as usize] as usize..self.offsets[user as usize + 1] as usize;
        Row {
            items: &self.items[range.clone()],
            values: &self.values[range],
        }
    }

    /// Which users have training ratings.
    pub fn known(&self) -> Vec<bool> {
        self.offsets.windows(2).map(|w| w[0] < w[1]).collect()
    }

    /// The stable keys of the users.
    pub fn user_keys(&self) -> &[u64] {
        &self.keys.users
    }

    /// The stable keys of the items.
    pub fn item_keys(&self) -> &[u64] {
        &self.keys.items
    }

    /// The scale of the ratings.
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

    /// The mean of all ratings; the middle of the scale if there is none.
    pub fn mean(&self) -> f64 {
        let sum = self.values.iter().map(|&v| f64::from(v)).sum();
        self.scale.mean(sum, self.len() as u64)
    }

    /// How many ratings each item has.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.n_items()];
        for &i in &self.items {
            counts[i as usize] += 1;
        }
        counts
    }

    /// The same ratings in item order.
    pub fn transposed(&self) -> Transposed {
        let mut offsets = vec![0];
        let mut end = 0;
        offsets.extend(self.counts().into_iter().map(|count| {
            end += count;
            end
        }));
        let mut next = offsets.clone();
        let mut users = vec![0u32; self.len()];
        let mut values = vec![0f32; self.len()];
        for user in 0..self.n_users() as u32 {
            let row = self.user(user);
            for (&i, &v) in row.items.iter().zip(row.values) {
                let at = next[i as usize] as usize;
                users[at] = user;
                values[at] = v;
                next[i as usize] += 1;
            }
        }
        Transposed {
            offsets,
            users,
            values,
        }
    }
}

impl Transposed {
    /// The users who rated `item` (ascending) and their ratings.
    pub fn item(&self, item: u32) -> (&[u32], &[f32]) {
        let range = self.offsets[item as usize] as usize..self.offsets[item as usize + 1] as usize;
        (&self.users[range.clone()], &self.values[range])
    }

    /// How many items there are.
    pub fn n_items(&self) -> usize {
        self.offsets.len() - 1
    }
}
