//! Sums for the pairs of items that somebody rated both of.
//!
//! A bit says for each pair whether it has sums, and the sums of those that
//! have stand one after the other, row by row. Most pairs of items share no
//! one, so this takes a fraction of a full table, and asking for a pair
//! without sums does not leave the bits.

use super::similarity::{add, subtract};

/// The ratings of some people, by place of the item.
pub struct Visits {
    /// Place and level, each person's in order of place.
    rated: Vec<(u32, i32)>,
    /// For each place from which on its ratings stand in `raters`.
    starts: Vec<u32>,
    /// Where the person's ratings begin in `rated`, and where this one is.
    raters: Vec<(u32, u32)>,
}

impl Visits {
    /// The ratings of people on items at places below `n`: each person's
    /// (place, level), in any order.
    pub fn new(n: usize, people: impl Iterator<Item = Vec<(u32, i32)>>) -> Self {
        let mut rated: Vec<(u32, i32)> = Vec::new();
        let mut begins = Vec::new();
        let mut starts = vec![0u32; n + 1];
        for mut ratings in people {
            ratings.sort_unstable();
            for (place, _) in &ratings {
                starts[*place as usize + 1] += 1;
            }
            begins.extend(std::iter::repeat_n(rated.len() as u32, ratings.len()));
            rated.append(&mut ratings);
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut raters = vec![(0, 0); rated.len()];
        for ((at, (place, _)), begin) in (0..).zip(&rated).zip(begins) {
            let next = &mut next[*place as usize];
            raters[*next as usize] = (begin, at);
            *next += 1;
        }
        Self {
            rated,
            starts,
            raters,
        }
    }

    /// For everyone who rated the item at `place`: its level, and their
    /// ratings of items at lower places.
    fn at(&self, place: usize) -> impl Iterator<Item = (i64, &[(u32, i32)])> {
        let range = self.starts[place] as usize..self.starts[place + 1] as usize;
        self.raters[range].iter().map(|&(begin, at)| {
            let level = i64::from(self.rated[at as usize].1);
            (level, &self.rated[begin as usize..at as usize])
        })
    }
}

/// Sums of `W` words for pairs of places.
#[derive(Clone)]
pub struct Pairs<const W: usize> {
    /// For each place, where its row begins in `words`.
    rows: Vec<usize>,
    words: Vec<Word>,
    sums: Vec<[u64; W]>,
}

/// Sixty-four pairs.
#[derive(Clone, Copy)]
struct Word {
    /// Which of them have sums.
    bits: u64,
    /// How many pairs before them have sums.
    before: u32,
}

/// The pairs of one place with all lower places.
#[derive(Clone, Copy)]
pub struct PairRow<'a, const W: usize> {
    words: &'a [Word],
    sums: &'a [[u64; W]],
}

impl<const W: usize> Pairs<W> {
    /// The sums of all `visits`; `pair` says what two levels add. `None` if
    /// they take more than `most` bytes.
    pub fn gather(visits: &Visits, most: u64, pair: impl Fn(i64, i64) -> [u64; W]) -> Option<Self> {
        let n = visits.starts.len() - 1;
        let mut rows = Vec::with_capacity(n + 1);
        rows.push(0);
        for place in 0..n {
            rows.push(rows[place] + place.div_ceil(64));
        }
        let room = most.checked_sub(rows[n] as u64 * size_of::<Word>() as u64)?;
        let most_sums = (room / (8 * W as u64)).min(u64::from(u32::MAX)) as usize;
        let mut words = Vec::with_capacity(rows[n]);
        let mut sums = Vec::new();
        let mut row = vec![[0; W]; n];
        let mut bits = vec![0u64; n.div_ceil(64)];
        for place in 0..n {
            for (y, others) in visits.at(place) {
                for &(other, x) in others {
                    add(&mut row[other as usize], pair(i64::from(x), y));
                    bits[other as usize / 64] |= 1 << (other % 64);
                }
            }
            for (at, bits) in bits[..place.div_ceil(64)].iter_mut().enumerate() {
                words.push(Word {
                    bits: *bits,
                    before: sums.len() as u32,
                });
                while *bits != 0 {
                    let other = at * 64 + bits.trailing_zeros() as usize;
                    sums.push(std::mem::replace(&mut row[other], [0; W]));
                    *bits &= *bits - 1;
                }
            }
            if sums.len() > most_sums {
                return None;
            }
        }
        Some(Self { rows, words, sums })
    }

    /// Takes away what `visits` added.
    pub fn take_away(&mut self, visits: &Visits, pair: impl Fn(i64, i64) -> [u64; W]) {
        for place in 0..self.rows.len() - 1 {
            let words = &self.words[self.rows[place]..self.rows[place + 1]];
            for (y, others) in visits.at(place) {
                for &(other, x) in others {
                    let at = words[other as usize / 64].place(other);
                    subtract(&mut self.sums[at], pair(i64::from(x), y));
                }
            }
        }
    }

    /// The pairs of `place` with all lower places.
    pub fn row(&self, place: u32) -> PairRow<'_, W> {
        let place = place as usize;
        PairRow {
            words: &self.words[self.rows[place]..self.rows[place + 1]],
            sums: &self.sums,
        }
    }
}

impl Word {
    #[inline(always)]
    fn has(self, other: u32) -> bool {
        self.bits >> (other % 64) & 1 == 1
    }

    /// Where the sums of a pair that has some are.
    #[inline(always)]
    fn place(self, other: u32) -> usize {
        let lower = self.bits & ((1 << (other % 64)) - 1);
        self.before as usize + lower.count_ones() as usize
    }
}

impl<'a, const W: usize> PairRow<'a, W> {
    /// The sums of the pair with `other`, a lower place.
    #[inline(always)]
    pub fn get(&self, other: u32) -> Option<&'a [u64; W]> {
        let word = self.words[other as usize / 64];
        word.has(other).then(|| &self.sums[word.place(other)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    type People = Vec<BTreeMap<u32, i32>>;

    fn visits(people: &[BTreeMap<u32, i32>]) -> Visits {
        // The order of a person's ratings must not matter.
        let rows = people
            .iter()
            .map(|p| p.iter().rev().map(|(&a, &b)| (a, b)).collect());
        Visits::new(200, rows)
    }

    fn pair(x: i64, y: i64) -> [u64; 2] {
        [1, (3 * x + y) as u64]
    }

    fn table(people: &[BTreeMap<u32, i32>]) -> BTreeMap<(u32, u32), [u64; 2]> {
        let mut all = BTreeMap::new();
        for person in people {
            for (&a, &x) in person {
                for (&b, &y) in person.range(a + 1..) {
                    let sums = all.entry((a, b)).or_insert([0; 2]);
                    add(sums, pair(i64::from(x), i64::from(y)));
                }
            }
        }
        all
    }

    fn people() -> impl Strategy<Value = People> {
        prop::collection::vec(
            prop::collection::btree_map(0u32..200, 0i32..9, 0..30),
            0..12,
        )
    }

    proptest! {
        #[test]
        fn every_pair_has_its_sums(people in people(), stay in 0usize..12) {
            let expected = table(&people);
            let mut pairs = Pairs::gather(&visits(&people), 1 << 20, pair).unwrap();
            for b in 0..200 {
                for a in 0..b {
                    prop_assert_eq!(pairs.row(b).get(a), expected.get(&(a, b)));
                }
            }
            let (left, gone) = people.split_at(stay.min(people.len()));
            pairs.take_away(&visits(gone), pair);
            let expected = table(left);
            for b in 0..200 {
                for a in 0..b {
                    let got = pairs.row(b).get(a).copied().unwrap_or_default();
                    prop_assert_eq!(got, expected.get(&(a, b)).copied().unwrap_or_default());
                }
            }
        }
    }

    #[test]
    fn more_than_the_limit_is_refused() {
        // 190 pairs of 16 bytes, and 472 words of 16 bytes.
        let one: BTreeSet<u32> = (0..20).collect();
        let people = [one.into_iter().map(|i| (i, 1)).collect()];
        let words = (0..200u64).map(|p| p.div_ceil(64)).sum::<u64>() * 16;
        assert!(Pairs::gather(&visits(&people), words + 190 * 16, pair).is_some());
        assert!(Pairs::gather(&visits(&people), words + 190 * 16 - 1, pair).is_none());
        assert!(Pairs::gather(&visits(&people), words - 1, pair).is_none());
    }
}
