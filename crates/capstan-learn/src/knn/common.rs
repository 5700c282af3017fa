//! What the models of items and of people share.

use crate::baseline::{Biases, item_means};
use crate::params::Params;
use crate::training::Training;

/// What the parameters say.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub k: usize,
    pub shrink: f64,
    pub baseline: bool,
}

impl Settings {
    pub fn read(params: &Params) -> Self {
        Self {
            k: params.whole("k"),
            shrink: params.real("shrink"),
            baseline: params.word("baseline") == "yes",
        }
    }

    /// A similarity over `n` shared ratings, shrunk.
    #[inline(always)]
    pub fn shrunk(&self, similarity: f64, n: u64) -> f64 {
        if self.shrink > 0.0 {
            similarity * (n as f64 / (n as f64 + self.shrink))
        } else {
            similarity
        }
    }
}

/// Who is there, and what is expected of their ratings.
#[derive(Clone)]
pub struct Crowd {
    pub train: Training,
    pub gone: Vec<bool>,
    baseline: bool,
    biases: Biases,
    item_means: Vec<f64>,
}

impl Crowd {
    pub fn new(train: &Training, baseline: bool) -> Self {
        let gone = vec![false; train.n_users()];
        let (biases, item_means) = expectations(train, &gone, baseline);
        Self {
            train: train.clone(),
            gone,
            baseline,
            biases,
            item_means,
        }
    }

    /// Whether the model knows this person.
    pub fn knows(&self, user: u32) -> bool {
        !self.gone[user as usize] && !self.train.user(user).items.is_empty()
    }

    /// What a person gets whom the model does not know.
    pub fn serve_stranger(&self, items: &[u32], out: &mut [f64]) {
        for (o, &i) in out.iter_mut().zip(items) {
            *o = self.item_means[i as usize];
        }
    }

    /// What is expected of a rating before neighbours are asked.
    pub fn expected(&self, user: u32, item: u32) -> f64 {
        self.biases.expected(user, item)
    }

    /// Drops people, and returns those who were there before.
    pub fn drop(&mut self, users: &[u32]) -> Vec<u32> {
        let mut dropped = Vec::new();
        for &user in users {
            if self.knows(user) {
                dropped.push(user);
            }
            self.gone[user as usize] = true;
        }
        if !dropped.is_empty() {
            (self.biases, self.item_means) = expectations(&self.train, &self.gone, self.baseline);
        }
        dropped
    }
}

fn expectations(train: &Training, gone: &[bool], baseline: bool) -> (Biases, Vec<f64>) {
    let biases = if baseline {
        Biases::alternating(train, gone)
    } else {
        Biases::flat(train, gone)
    };
    (biases, item_means(train, gone))
}

/// One neighbour.
#[derive(Clone, Copy, Debug)]
struct Near {
    similarity: f64,
    /// How far its rating is from what was expected.
    far: f64,
    tie: u32,
}

/// Finds the nearest neighbours and takes their mean.
pub struct Neighbours {
    k: usize,
    list: Vec<Near>,
}

impl Neighbours {
    pub fn new(k: usize) -> Self {
        Self {
            k,
            list: Vec::new(),
        }
    }

    pub fn clear(&mut self) {
        self.list.clear();
    }

    /// Takes note of a neighbour whose rating is `far` from what was expected.
    /// Of equally similar ones the lowest `tie` comes first.
    #[inline(always)]
    pub fn push(&mut self, similarity: f64, far: f64, tie: u32) {
        if similarity > 0.0 {
            self.list.push(Near {
                similarity,
                far,
                tie,
            });
        }
    }

    /// The mean distance of the `k` nearest, weighted by similarity; 0 if
    /// there is none.
    pub fn mean(&mut self) -> f64 {
        if self.list.len() > self.k {
            self.list.select_nth_unstable_by(self.k, |a, b| {
                b.similarity
                    .total_cmp(&a.similarity)
                    .then(a.tie.cmp(&b.tie))
            });
            self.list.truncate(self.k);
        }
        let (mut sum, mut weight) = (0.0, 0.0);
        for near in &self.list {
            sum += near.similarity * near.far;
            weight += near.similarity;
        }
        if weight > 0.0 { sum / weight } else { 0.0 }
    }
}

/// The rank of each key: how ties are broken, by who they are and not by the
/// order of the file.
pub fn ranks(keys: &[u64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    order.sort_unstable_by_key(|&at| (keys[at as usize], at));
    let mut ranks = vec![0; keys.len()];
    for (rank, &at) in order.iter().enumerate() {
        ranks[at as usize] = rank as u32;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_count_and_ties_go_by_rank() {
        let mut near = Neighbours::new(2);
        near.push(0.5, 1.0, 3);
        near.push(0.5, 7.0, 1);
        near.push(0.25, 100.0, 0);
        near.push(-1.0, 100.0, 2);
        near.push(0.5, 4.0, 2);
        assert!((near.mean() - 5.5).abs() < 1e-12);
        near.clear();
        assert_eq!(near.mean(), 0.0);
        near.push(0.2, 3.0, 0);
        near.push(0.6, -1.0, 1);
        assert!((near.mean() - 0.0).abs() < 1e-12);
    }

    #[test]
    fn ranks_follow_keys() {
        assert_eq!(ranks(&[30, 10, 20]), [2, 0, 1]);
    }
}
