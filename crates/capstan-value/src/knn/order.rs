//! Records in order of their distance.

/// One record as a test point sees it. In order of distance, and of records
/// where distances are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour(u64);

impl Neighbour {
    /// One that is farther than any record.
    const BEYOND: Self = Self(u64::MAX);

    /// The record number `record` at the squared distance `square`, which is
    /// 0 or more.
    pub fn new(record: usize, square: f32) -> Self {
        // The bits of numbers from 0 on are in the order of the numbers.
        Self(u64::from(square.to_bits()) << 32 | record as u64)
    }

    /// Its number.
    #[inline]
    pub fn record(self) -> usize {
        (self.0 & 0xffff_ffff) as usize
    }

    /// Its squared distance.
    pub fn square(self) -> f32 {
        f32::from_bits(self.bits())
    }

    /// The bits of its squared distance, which are in the order of distances.
    #[inline]
    pub(super) fn bits(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// From this length on, sorting digit by digit is faster.
const LONG: usize = 512;
/// Bits of one digit, at most.
const DIGIT: u32 = 11;

/// A place to put records in order, 16 bytes for each.
#[derive(Debug, Default)]
pub struct Order {
    near: Vec<Neighbour>,
    spare: Vec<Neighbour>,
}

impl Order {
    /// All records at these squared distances, near to far.
    pub fn all(&mut self, squares: &[f32]) -> &mut [Neighbour] {
        self.near.clear();
        self.near.reserve_exact(squares.len());
        let all = squares.iter().enumerate();
        self.near.extend(all.map(|(at, &s)| Neighbour::new(at, s)));
        self.sort()
    }

    /// So many of the records at these squared distances, `chosen`, near to far;
    /// and behind them one that is farther than any.
    pub fn some(
        &mut self,
        squares: &[f32],
        many: usize,
        chosen: impl Iterator<Item = u32>,
    ) -> &mut [Neighbour] {
        self.near.clear();
        self.near.reserve_exact(many + 1);
        let chosen = chosen.map(|record| record as usize);
        self.near
            .extend(chosen.map(|record| Neighbour::new(record, squares[record])));
        self.sort();
        self.near.push(Neighbour::BEYOND);
        &mut self.near
    }

    /// Two digits are taken from the part of the bits in which distances
    /// differ, from the highest down. What they cannot tell apart stands
    /// together and is sorted by itself, so the order is the exact one.
    fn sort(&mut self) -> &mut [Neighbour] {
        let Self { near, spare } = self;
        if near.len() < LONG {
            near.sort_unstable();
            return near;
        }
        let bits = near.iter().map(|n| n.bits());
        let (low, high) = bits.fold((u32::MAX, 0), |(low, high), b| (low.min(b), high.max(b)));
        // A place for each of 64 to 256 times as many records leaves few together.
        let digit = ((near.len().ilog2() + 7) / 2).min(DIGIT);
        let drop = (32 - (high - low).leading_zeros()).saturating_sub(2 * digit);
        let place = |n: Neighbour| ((n.bits() - low) >> drop) as usize;
        let digits = |n: Neighbour| (place(n) & ((1 << digit) - 1), place(n) >> digit);
        let (mut first, mut second) = ([0u32; 1 << DIGIT], [0u32; 1 << DIGIT]);
        let (first, second) = (&mut first[..1 << digit], &mut second[..1 << digit]);
        for &n in &*near {
            let (a, b) = digits(n);
            first[a] += 1;
            second[b] += 1;
        }
        starts(first);
        starts(second);
        fresh(spare, near.len());
        for &n in &*near {
            let to = &mut first[digits(n).0];
            spare[*to as usize] = n;
            *to += 1;
        }
        for &n in &*spare {
            let to = &mut second[digits(n).1];
            near[*to as usize] = n;
            *to += 1;
        }
        if drop > 0 {
            settle(near, place);
        }
        near
    }
}

/// Makes so many zeros of a list, with room for no more.
pub(super) fn fresh<T: Clone + Default>(list: &mut Vec<T>, many: usize) {
    list.clear();
    list.reserve_exact(many);
    list.resize(many, T::default());
}

/// From how many fall on each digit to where those of each begin.
pub(super) fn starts(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
}

/// Sorts what is in order of `place`, each stretch of the same place by itself.
fn settle(near: &mut [Neighbour], place: impl Fn(Neighbour) -> usize) {
    let mut at = 1;
    while at < near.len() {
        // Most places hold one record, so most steps end here.
        if near[at - 1] > near[at] {
            let same = place(near[at]);
            let alike = |n: &&Neighbour| place(**n) == same;
            let start = at - near[..at].iter().rev().take_while(alike).count();
            let end = at + near[at..].iter().take_while(alike).count();
            near[start..end].sort_unstable();
            at = end;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(squares: &[f32]) {
        let mut expected: Vec<(f32, usize)> = squares.iter().copied().zip(0..).collect();
        expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
        let mut order = Order::default();
        let told =
            |near: &[Neighbour]| Vec::from_iter(near.iter().map(|n| (n.square(), n.record())));
        assert_eq!(told(order.all(squares)), expected);
        expected.retain(|(_, record)| record % 7 < 3);
        let chosen = (0..squares.len() as u32).filter(|record| record % 7 < 3);
        let some = order.some(squares, expected.len(), chosen);
        let (beyond, some) = some.split_last().unwrap();
        assert_eq!(told(some), expected);
        assert!(*beyond > Neighbour::new(u32::MAX as usize, f32::INFINITY));
    }

    #[test]
    fn long_and_short_lists_are_sorted_alike() {
        let stream = capstan_stats::Stream::root(4);
        for n in [0, 1, 7, 511, 512, 1300, 5000] {
            let uniform = |i: usize| stream.uniform(i as u64);
            // Many ties, and distances of very different sizes.
            let wild: Vec<f32> = (0..n)
                .map(|i| match (i % 7, i % 3) {
                    (0, _) => 0.0,
                    (_, 0) => 2.0,
                    _ => (uniform(i) * 60.0 - 30.0).exp2() as f32,
                })
                .collect();
            check(&wild);
            // Distances of usual data, and the same with one that is far.
            let mut usual: Vec<f32> = (0..n).map(|i| 90.0 + 40.0 * uniform(i) as f32).collect();
            check(&usual);
            if let Some(last) = usual.last_mut() {
                *last = f32::INFINITY;
            }
            check(&usual);
            check(&vec![1.5; n]);
            let close: Vec<f32> = (0..n)
                .map(|i| f32::from_bits(0x4200_0000 ^ (i as u32 * 7 % 64)))
                .collect();
            check(&close);
        }
    }
}
