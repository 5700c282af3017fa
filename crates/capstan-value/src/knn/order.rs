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
        f32::from_bits((self.0 >> 32) as u32)
    }
}

/// From this length on, sorting digit by digit is faster.
const LONG: usize = 1024;
/// Bits of one digit; three digits hold a distance.
const DIGIT: u32 = 11;

/// Sorts `near`, which is in order of records; `room` is as long.
pub fn sort(near: &mut Vec<Neighbour>, room: &mut Vec<Neighbour>) {
    if near.len() < LONG {
        near.sort_unstable();
        return;
    }
    room.resize(near.len(), Neighbour::default());
    for pass in 0..3 {
        let shift = 32 + DIGIT * pass;
        let digit = |n: Neighbour| (n.0 >> shift) as usize & ((1 << DIGIT) - 1);
        let mut starts = [0u32; 1 << DIGIT];
        for &n in near.iter() {
            starts[digit(n)] += 1;
        }
        let mut sum = 0;
        for s in &mut starts {
            sum += std::mem::replace(s, sum);
        }
        for &n in near.iter() {
            let to = &mut starts[digit(n)];
            room[*to as usize] = n;
            *to += 1;
        }
        std::mem::swap(near, room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_and_short_lists_are_sorted_alike() {
        let stream = capstan_stats::Stream::root(4);
        for n in [0, 1, 7, 1023, 1024, 5000] {
            // Many ties, and distances of very different sizes.
            let mut near: Vec<Neighbour> = (0..n)
                .map(|i| {
                    let u = stream.uniform(i as u64);
                    let square = if i % 3 == 0 {
                        2.0
                    } else {
                        (u * 60.0 - 30.0).exp2() as f32
                    };
                    Neighbour::new(i, if i % 7 == 0 { 0.0 } else { square })
                })
                .collect();
            let mut expected: Vec<(f32, usize)> =
                near.iter().map(|n| (n.square(), n.record())).collect();
            expected.sort_by(|a, b| a.partial_cmp(b).unwrap());
            sort(&mut near, &mut Vec::new());
            let got: Vec<(f32, usize)> = near.iter().map(|n| (n.square(), n.record())).collect();
            assert_eq!(got, expected);
        }
    }
}
