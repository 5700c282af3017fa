//! Named streams of random numbers, all derived from one seed.
//!
//! A stream is a 256-bit ChaCha key. Its children are named, so that two parts
//! of a computation never share numbers by accident, and its cells are
//! numbered, so that the numbers of one person or one item do not depend on
//! who else is there or on the order in which threads arrive.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A named source of random numbers.
///
/// ```
/// use capstan_stats::Stream;
/// use rand::RngExt;
/// let world = Stream::root(7).child("folds").child("replicate 3");
/// let a: u64 = world.at(12).random();
/// let b: u64 = world.at(12).random();
/// assert_eq!(a, b);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u8; 32],
}

impl Stream {
    /// The stream that everything of one run comes from.
    pub fn root(seed: u64) -> Self {
        Self {
            key: blake3::derive_key("capstan stream root v1", &seed.to_le_bytes()),
        }
    }

    /// The stream called `name` below this one.
    pub fn child(&self, name: &str) -> Self {
        Self {
            key: *blake3::keyed_hash(&self.key, name.as_bytes()).as_bytes(),
        }
    }

    /// The `number`-th stream called `name` below this one.
    pub fn nth(&self, name: &str, number: u64) -> Self {
        self.child(&format!("{name}\u{0}{number}"))
    }

    /// The generator of the cell `cell`: of one person, item or rating.
    ///
    /// Cells are independent of each other; drawing from one never moves
    /// another.
    pub fn at(&self, cell: u64) -> ChaCha8Rng {
        let mut rng = ChaCha8Rng::from_seed(self.key);
        rng.set_stream(cell);
        rng
    }

    /// The generator of the stream as a whole.
    pub fn rng(&self) -> ChaCha8Rng {
        ChaCha8Rng::from_seed(self.key)
    }

    /// Sixty-four bits for the cell `cell`: a priority, for ordering people or
    /// breaking ties in a way that is tied to who or what they are.
    pub fn priority(&self, cell: u64) -> u64 {
        self.at(cell).next_u64()
    }

    /// A number in `[0, 1)` for the cell `cell`.
    pub fn uniform(&self, cell: u64) -> f64 {
        self.at(cell).random()
    }
}

/// A number that stands for a text id in streams: the same for the same text,
/// whatever file it came from and wherever it stood in it.
pub fn key_of(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    let mut first = [0u8; 8];
    first.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_cells_are_apart() {
        let root = Stream::root(1);
        let mut seen = std::collections::HashSet::new();
        for name in ["a", "b", "a b"] {
            for cell in 0..50 {
                assert!(seen.insert(root.child(name).priority(cell)));
            }
        }
        assert_ne!(root.nth("x", 1), root.nth("x", 11));
        assert_ne!(Stream::root(1), Stream::root(2));
    }

    #[test]
    fn uniform_fills_the_unit_interval() {
        let stream = Stream::root(3).child("u");
        let draws: Vec<f64> = (0..20_000).map(|i| stream.uniform(i)).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        assert!((mean - 0.5).abs() < 0.01, "{mean}");
        assert!(draws.iter().all(|d| (0.0..1.0).contains(d)));
    }
}
