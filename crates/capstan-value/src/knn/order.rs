//! Records in order of their distance.

/// One record as a test point sees it. In order of distance, and of records
/// where distances are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour(u64);

impl Neighbour {
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

    fn bits(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// From this length on, sorting digit by digit is faster.
const LONG: usize = 1024;
/// Bits of one digit.
const DIGIT: u32 = 11;

/// Puts the records at these squared distances into `near`, in their order.
pub fn fill(squares: &[f32], near: &mut Vec<Neighbour>) {
    near.clear();
    near.extend(
        (squares.iter().enumerate()).map(|(record, &square)| Neighbour::new(record, square)),
    );
}

/// The same, near to far; `room` is a place to work in.
///
/// Two digits are taken from the part of the bits in which distances differ,
/// from the highest down. What they cannot tell apart stands together and is
/// sorted by itself, so the order is the exact one.
pub fn sort(squares: &[f32], near: &mut Vec<Neighbour>, room: &mut Vec<Neighbour>) {
    if squares.len() < LONG {
        fill(squares, near);
        near.sort_unstable();
        return;
    }
    let bits = squares.iter().map(|s| s.to_bits());
    let (low, high) = bits.fold((u32::MAX, 0), |(low, high), b| (low.min(b), high.max(b)));
    let drop = (32 - (high - low).leading_zeros()).saturating_sub(2 * DIGIT);
    let place = |bits: u32| ((bits - low) >> drop) as usize;
    let digits = |bits: u32| (place(bits) & ((1 << DIGIT) - 1), place(bits) >> DIGIT);
    let (mut first, mut second) = ([0u32; 1 << DIGIT], [0u32; 1 << DIGIT]);
    for square in squares {
        let (a, b) = digits(square.to_bits());
        first[a] += 1;
        second[b] += 1;
    }
    starts(&mut first);
    starts(&mut second);
    near.resize(squares.len(), Neighbour::default());
    room.resize(squares.len(), Neighbour::default());
    for (record, &square) in squares.iter().enumerate() {
        let to = &mut first[digits(square.to_bits()).0];
        room[*to as usize] = Neighbour::new(record, square);
        *to += 1;
    }
    for &n in room.iter() {
        let to = &mut second[digits(n.bits()).1];
        near[*to as usize] = n;
        *to += 1;
    }
    if drop > 0 {
        settle(near, |n| place(n.bits()));
    }
}

/// From how many fall on each digit to where those of each begin.
fn starts(counts: &mut [u32]) {
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
        let (mut near, mut room) = (Vec::new(), Vec::new());
        sort(squares, &mut near, &mut room);
        let got: Vec<(f32, usize)> = near.iter().map(|n| (n.square(), n.record())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn long_and_short_lists_are_sorted_alike() {
        let stream = capstan_stats::Stream::root(4);
        for n in [0, 1, 7, 1023, 1024, 5000] {
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
