//! Merkle trees with proofs of inclusion and of consistency, shaped as in
//! RFC 9162, section 2.1, with BLAKE3 in place of SHA-256.
//!
//! Leaves and nodes are hashed in two contexts of their own, so that a node
//! cannot be passed off as an entry. A tree of `n` entries is split at the
//! largest power of two below `n`; so a tree that grows keeps the hashes of
//! all its full parts.

use crate::digest::Digest;
use serde::{Deserialize, Serialize};

const EMPTY: &str = "capstan merkle empty v1";
const LEAF: &str = "capstan merkle leaf v1";
const NODE: &str = "capstan merkle node v1";

/// A Merkle tree over entries in order. It holds the hashes of all full parts
/// (about two for each entry) and not the entries.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// `levels[k][i]` is the root of the `2^k` entries from `i · 2^k`.
    levels: Vec<Vec<Digest>>,
}

/// Proof that an entry is in a tree: the roots of the parts beside its way up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inclusion {
    /// The place of the entry, from 0.
    pub place: u64,
    /// The number of entries in the tree.
    pub size: u64,
    /// The hashes, from the entry upwards.
    pub path: Vec<Digest>,
}

/// Proof that a tree starts with all entries of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency {
    /// The number of entries in the earlier tree.
    pub earlier: u64,
    /// The number of entries in the later tree.
    pub later: u64,
    /// The hashes, from the last entry of the earlier tree upwards.
    pub path: Vec<Digest>,
}

/// Why there is no proof.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// There is no such entry.
    #[error("there is no entry {place} in a tree of {size}: places are counted from 0")]
    Place {
        /// The place asked for.
        place: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The tree was never of this size.
    #[error("the tree has {size} entries and was never one of {found}")]
    Size {
        /// The size asked for.
        found: u64,
        /// The size of the tree.
        size: u64,
    },
}

/// The hash of an entry as a leaf.
pub fn leaf(entry: &[u8]) -> Digest {
    Digest::of(LEAF, &[entry])
}

fn node(left: &Digest, right: &Digest) -> Digest {
    Digest::of(NODE, &[left.bytes(), right.bytes()])
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of entries.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, Vec::len) as u64
    }

    /// Adds an entry at the end; on average this takes two hashes.
    pub fn push(&mut self, entry: &[u8]) {
        self.push_leaf(leaf(entry));
    }

    /// Adds an entry of which only the hash as a [leaf] is known.
    pub fn push_leaf(&mut self, leaf: Digest) {
        let mut hash = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            match row.as_slice() {
                [.., left, right] if row.len().is_multiple_of(2) => hash = node(left, right),
                _ => break,
            }
        }
    }

    /// The hash of the whole tree.
    pub fn root(&self) -> Digest {
        self.part(0, self.size())
    }

    /// The hash of the tree of the first `size` entries.
    ///
    /// # Errors
    /// If the tree never had this size.
    pub fn root_at(&self, size: u64) -> Result<Digest, TreeError> {
        self.grown_to(size)?;
        Ok(self.part(0, size))
    }

    /// Proof that the entry at `place` is among the first `size`.
    ///
    /// # Errors
    /// If the tree never had this size, or no entry was at this place then.
    pub fn inclusion(&self, place: u64, size: u64) -> Result<Inclusion, TreeError> {
        self.grown_to(size)?;
        if place >= size {
            return Err(TreeError::Place { place, size });
        }
        let (mut from, mut to) = (0, size);
        let mut path = Vec::new();
        while to - from > 1 {
            let middle = from + split(to - from);
            if place < middle {
                path.push(self.part(middle, to));
                to = middle;
            } else {
                path.push(self.part(from, middle));
                from = middle;
            }
        }
        path.reverse();
        Ok(Inclusion { place, size, path })
    }

    /// Proof that the tree of the first `later` entries starts with the first
    /// `earlier`.
    ///
    /// # Errors
    /// If the tree never had one of these sizes, or they are the wrong way
    /// round.
    pub fn consistency(&self, earlier: u64, later: u64) -> Result<Consistency, TreeError> {
        self.grown_to(later)?;
        if earlier > later {
            return Err(TreeError::Size {
                found: earlier,
                size: later,
            });
        }
        let mut path = Vec::new();
        if earlier > 0 {
            let (mut from, mut to) = (0, later);
            while to != earlier {
                let middle = from + split(to - from);
                if earlier <= middle {
                    path.push(self.part(middle, to));
                    to = middle;
                } else {
                    path.push(self.part(from, middle));
                    from = middle;
                }
            }
            // Who checks the proof knows the root of the earlier tree.
            if from > 0 {
                path.push(self.part(from, to));
            }
            path.reverse();
        }
        Ok(Consistency {
            earlier,
            later,
            path,
        })
    }

    fn grown_to(&self, size: u64) -> Result<(), TreeError> {
        if size > self.size() {
            return Err(TreeError::Size {
                found: size,
                size: self.size(),
            });
        }
        Ok(())
    }

    /// The root of the entries from `from` up to `to`, where `from` is where a
    /// part of the tree starts.
    fn part(&self, from: u64, to: u64) -> Digest {
        let size = to - from;
        if size == 0 {
            return Digest::of(EMPTY, &[]);
        }
        if size.is_power_of_two() {
            let level = size.trailing_zeros();
            return self.levels[level as usize][(from >> level) as usize];
        }
        let middle = from + split(size);
        node(&self.part(from, middle), &self.part(middle, to))
    }
}

impl<B: AsRef<[u8]>> FromIterator<B> for Tree {
    fn from_iter<I: IntoIterator<Item = B>>(entries: I) -> Self {
        let mut tree = Self::new();
        for entry in entries {
            tree.push(entry.as_ref());
        }
        tree
    }
}

/// The largest power of two below `size`, which is at least 2.
fn split(size: u64) -> u64 {
    1 << (u64::BITS - 1 - (size - 1).leading_zeros())
}

impl Inclusion {
    /// Whether the proof shows that `entry` is in the tree with this root.
    pub fn holds(&self, entry: &[u8], root: &Digest) -> bool {
        if self.place >= self.size {
            return false;
        }
        let mut up = Climb::new(self.place, self.size - 1);
        let mut hash = leaf(entry);
        for beside in &self.path {
            match up.step() {
                Side::Top => return false,
                Side::Left => hash = node(beside, &hash),
                Side::Right => hash = node(&hash, beside),
            }
        }
        up.at_top() && hash == *root
    }
}

impl Consistency {
    /// Whether the proof shows that the tree with the root `later` starts with
    /// all entries of the tree with the root `earlier`.
    pub fn holds(&self, earlier: &Digest, later: &Digest) -> bool {
        if self.earlier == self.later {
            return self.path.is_empty() && earlier == later;
        }
        if self.earlier > self.later {
            return false;
        }
        if self.earlier == 0 {
            return self.path.is_empty() && *earlier == Digest::of(EMPTY, &[]);
        }
        let mut path = self.path.iter();
        let first = if self.earlier.is_power_of_two() {
            Some(earlier)
        } else {
            path.next()
        };
        let Some(&first) = first else { return false };
        let mut up = Climb::new(self.earlier - 1, self.later - 1);
        up.skip_full();
        let (mut old, mut new) = (first, first);
        for beside in path {
            match up.step() {
                Side::Top => return false,
                Side::Left => {
                    old = node(beside, &old);
                    new = node(beside, &new);
                }
                Side::Right => new = node(&new, beside),
            }
        }
        up.at_top() && old == *earlier && new == *later
    }
}

/// The way from a place up to the root, beside the way of the last place.
struct Climb {
    place: u64,
    last: u64,
}

/// Where the next hash of a path stands.
enum Side {
    Left,
    Right,
    /// There is none: the way has ended.
    Top,
}

impl Climb {
    fn new(place: u64, last: u64) -> Self {
        Self { place, last }
    }

    fn rise(&mut self) {
        self.place >>= 1;
        self.last >>= 1;
    }

    /// Rises while the place is a right child: to the root of the largest full
    /// part that ends there.
    fn skip_full(&mut self) {
        while self.place & 1 == 1 {
            self.rise();
        }
    }

    fn step(&mut self) -> Side {
        if self.last == 0 {
            return Side::Top;
        }
        let side = if self.place & 1 == 1 {
            Side::Left
        } else if self.place == self.last {
            // At the right edge a part may have nothing beside it for a while.
            while self.place & 1 == 0 && self.place != 0 {
                self.rise();
            }
            Side::Left
        } else {
            Side::Right
        };
        self.rise();
        side
    }

    fn at_top(&self) -> bool {
        self.last == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entries(n: u64) -> Vec<Vec<u8>> {
        (0..n).map(|i| format!("entry {i}").into_bytes()).collect()
    }

    /// The root by its definition.
    fn brute(entries: &[Vec<u8>]) -> Digest {
        match entries {
            [] => Digest::of(EMPTY, &[]),
            [one] => leaf(one),
            _ => {
                let mut k = 1;
                while k * 2 < entries.len() {
                    k *= 2;
                }
                node(&brute(&entries[..k]), &brute(&entries[k..]))
            }
        }
    }

    /// The path of RFC 9162, 2.1.3.1, by its definition.
    fn brute_path(place: usize, entries: &[Vec<u8>]) -> Vec<Digest> {
        if entries.len() == 1 {
            return Vec::new();
        }
        let mut k = 1;
        while k * 2 < entries.len() {
            k *= 2;
        }
        let (left, right) = entries.split_at(k);
        if place < k {
            let mut path = brute_path(place, left);
            path.push(brute(right));
            path
        } else {
            let mut path = brute_path(place - k, right);
            path.push(brute(left));
            path
        }
    }

    #[test]
    fn roots_are_those_of_the_definition() {
        for n in 0..70 {
            let all = entries(n);
            let tree: Tree = all.iter().collect();
            assert_eq!(tree.size(), n);
            for size in 0..=n {
                assert_eq!(tree.root_at(size), Ok(brute(&all[..size as usize])));
            }
            assert_eq!(tree.root(), brute(&all));
        }
    }

    #[test]
    fn paths_are_those_of_the_definition_and_hold() {
        let all = entries(40);
        let tree: Tree = all.iter().collect();
        for size in 1..=40u64 {
            let root = tree.root_at(size).unwrap();
            for place in 0..size {
                let proof = tree.inclusion(place, size).unwrap();
                assert_eq!(
                    proof.path,
                    brute_path(place as usize, &all[..size as usize])
                );
                assert!(proof.holds(&all[place as usize], &root));
            }
        }
    }

    #[test]
    fn every_earlier_tree_is_in_every_later_one_and_no_other_is() {
        let all = entries(40);
        let tree: Tree = all.iter().collect();
        for later in 0..=40 {
            let new = tree.root_at(later).unwrap();
            for earlier in 0..=later {
                let proof = tree.consistency(earlier, later).unwrap();
                let old = tree.root_at(earlier).unwrap();
                assert!(proof.holds(&old, &new), "{earlier} {later}");
                let mut past = all[..earlier as usize].to_vec();
                if let Some(last) = past.last_mut() {
                    last.push(b'!');
                    assert!(!proof.holds(&brute(&past), &new), "{earlier} {later}");
                }
            }
        }
    }

    /// The example of RFC 9162, 2.1.5: the proofs of a tree of seven, whose
    /// nodes it names.
    #[test]
    fn the_example_of_the_standard() {
        let all = entries(7);
        let tree: Tree = all.iter().collect();
        let [a, b, c, d, e, f, j] = [0, 1, 2, 3, 4, 5, 6].map(|i: usize| leaf(&all[i]));
        let (g, h, i) = (node(&a, &b), node(&c, &d), node(&e, &f));
        let (k, l) = (node(&g, &h), node(&i, &j));
        assert_eq!(tree.root(), node(&k, &l));
        let path = |place| tree.inclusion(place, 7).unwrap().path;
        assert_eq!(path(0), [b, h, l]);
        assert_eq!(path(3), [c, g, l]);
        assert_eq!(path(4), [f, j, k]);
        assert_eq!(path(6), [i, k]);
        let path = |earlier| tree.consistency(earlier, 7).unwrap().path;
        assert_eq!(path(3), [c, d, g, l]);
        assert_eq!(path(4), [l]);
        assert_eq!(path(6), [i, j, k]);
    }

    #[test]
    fn a_node_is_no_entry() {
        let all = entries(2);
        let tree: Tree = all.iter().collect();
        let mut inside = leaf(&all[0]).bytes().to_vec();
        inside.extend(leaf(&all[1]).bytes());
        let forged = Inclusion {
            place: 0,
            size: 1,
            path: Vec::new(),
        };
        assert!(!forged.holds(&inside, &tree.root()));
    }

    #[test]
    fn what_never_was_is_refused() {
        let tree: Tree = entries(3).into_iter().collect();
        assert_eq!(
            tree.inclusion(3, 3),
            Err(TreeError::Place { place: 3, size: 3 })
        );
        let never = TreeError::Size { found: 4, size: 3 };
        assert_eq!(tree.inclusion(0, 4), Err(never.clone()));
        assert_eq!(tree.consistency(1, 4), Err(never.clone()));
        assert_eq!(tree.root_at(4), Err(never));
        assert_eq!(
            tree.consistency(3, 2),
            Err(TreeError::Size { found: 3, size: 2 })
        );
    }

    proptest! {
        #[test]
        fn changed_proofs_of_inclusion_fail(
            size in 1u64..200, place in any::<prop::sample::Index>(),
            at in any::<prop::sample::Index>(), how in 0u8..5,
        ) {
            let all = entries(size);
            let tree: Tree = all.iter().collect();
            let place = place.index(size as usize);
            let mut proof = tree.inclusion(place as u64, size).unwrap();
            let mut entry = all[place].clone();
            match how {
                0 => entry[0] ^= 1,
                1 => proof.path.push(tree.root()),
                2 => { if proof.path.pop().is_none() { entry[0] ^= 1; } }
                3 => proof.place = if proof.place == 0 { size } else { proof.place - 1 },
                _ => {
                    if proof.path.is_empty() { entry[0] ^= 1; } else {
                        let at = at.index(proof.path.len());
                        let mut bytes = *proof.path[at].bytes();
                        bytes[0] ^= 1;
                        proof.path[at] = Digest::new(bytes);
                    }
                }
            }
            prop_assert!(!proof.holds(&entry, &tree.root()));
        }

        #[test]
        fn changed_proofs_of_consistency_fail(
            earlier in 1u64..100, more in 1u64..100,
            at in any::<prop::sample::Index>(), how in 0u8..4,
        ) {
            let later = earlier + more;
            let tree: Tree = entries(later).into_iter().collect();
            let (old, new) = (tree.root_at(earlier).unwrap(), tree.root());
            let mut proof = tree.consistency(earlier, later).unwrap();
            match how {
                0 => proof.path.push(new),
                1 => { proof.path.pop(); }
                2 => proof.earlier = later,
                _ => {
                    let at = at.index(proof.path.len());
                    let mut bytes = *proof.path[at].bytes();
                    bytes[0] ^= 1;
                    proof.path[at] = Digest::new(bytes);
                }
            }
            prop_assert!(!proof.holds(&old, &new));
        }

        #[test]
        fn hostile_proofs_never_panic(
            place in any::<u64>(), size in any::<u64>(), n in 0usize..70,
        ) {
            let hash = leaf(b"x");
            let path = vec![hash; n];
            let proof = Inclusion { place, size, path: path.clone() };
            prop_assert!(!proof.holds(b"y", &hash));
            let proof = Consistency { earlier: place, later: size, path };
            prop_assert!(!proof.holds(&leaf(b"y"), &hash));
        }
    }
}
