//! Values that only right and wrong tell apart.
//!
//! From far to near, the value of a record differs from that of the next one
//! only where one of them is right and the other wrong. So all records of one
//! kind between two of the other kind have the same value. The fewer kind is
//! put in order; of all others it is enough to know between which two of those
//! they lie, which takes one look into a table, and no sorting.

use super::Room;
use super::order::{Neighbour, fresh, starts};

/// A place to work in.
#[derive(Debug, Default)]
pub struct Sides {
    /// For each stretch of distances, how many of the fewer kind are nearer
    /// than all of it.
    stretches: Vec<u32>,
    /// For each gap between two of the fewer kind, how many records it has.
    counts: Vec<u32>,
    /// The value of those in each gap.
    gaps: Vec<f32>,
    /// The value of each of the fewer kind.
    few: Vec<f32>,
}

/// What is the same for all records of one test point.
pub struct Descent<'a> {
    /// The label of each record.
    pub labels: &'a [u32],
    /// The label that is right.
    pub right: u32,
    /// From near to far, what a place adds to the value of the place behind it
    /// if it is right and that one is wrong.
    pub steps: &'a [f64],
}

impl Descent<'_> {
    /// Puts values in place of the squared distances in `row`. `last` is the
    /// value of the farthest record, from whether it is right (1 or 0) and how
    /// many are. Says how many of the `k` nearest are right.
    pub fn values(
        &self,
        row: &mut [f32],
        last: impl Fn(f64, f64) -> f64,
        k: usize,
        room: &mut Room,
    ) -> usize {
        let Room { order, sides } = room;
        let n = row.len();
        let all_right = self.labels.iter().filter(|&&l| l == self.right).count();
        let few_right = all_right <= n - all_right;
        let many = all_right.min(n - all_right);
        let chosen = |record: usize| (self.labels[record] == self.right) == few_right;
        let few = order.some(row, many, chosen);
        sides.look_up(few, row);
        let own_few = f64::from(u8::from(few_right));
        let (mut value, mut before) = (0.0, 0.0);
        let mut step = |own: f64, place: usize| {
            if place + 1 == n {
                value = last(own, all_right as f64);
            } else {
                value += (own - before) * self.steps[place];
            }
            before = own;
            value as f32
        };
        fresh(&mut sides.gaps, many + 1);
        fresh(&mut sides.few, many);
        // The place behind the last record of a gap.
        let mut end = n;
        let mut near_few = 0;
        for at in (0..=many).rev() {
            let others = sides.counts[at] as usize - usize::from(at < many);
            let start = end - sides.counts[at] as usize;
            if at < many {
                sides.few[at] = step(own_few, end - 1);
                near_few += usize::from(end <= k);
            }
            if others > 0 {
                sides.gaps[at] = step(1.0 - own_few, start + others - 1);
            }
            end = start;
        }
        for x in row.iter_mut() {
            *x = sides.gaps[x.to_bits() as usize];
        }
        for (n, value) in few.iter().zip(&sides.few) {
            row[n.record()] = *value;
        }
        if few_right {
            near_few
        } else {
            k.min(n) - near_few
        }
    }
}

impl Sides {
    /// Counts the records of each gap of `few`, which is in order: those before
    /// its first, from its first to before its second, and so on; one of `few`
    /// ends its gap. In `row`, writes the bits of its gap over the distance of
    /// each record, since there is no room to spare.
    fn look_up(&mut self, few: &[Neighbour], row: &mut [f32]) {
        fresh(&mut self.counts, few.len() + 1);
        let stretches = Stretches::of(few, row.len());
        fresh(&mut self.stretches, stretches.last + 2);
        for n in few {
            self.stretches[stretches.place(n.bits())] += 1;
        }
        starts(&mut self.stretches);
        for (record, x) in row.iter_mut().enumerate() {
            let own = Neighbour::new(record, *x);
            let place = stretches.place(own.bits());
            let mut gap = self.stretches[place] as usize;
            // Most stretches hold one of the few or none.
            gap += usize::from(few.get(gap).is_some_and(|n| *n < own));
            if few.get(gap).is_some_and(|n| *n < own) {
                let end = self.stretches[place + 1] as usize;
                gap += few[gap..end].partition_point(|n| *n < own);
            }
            self.counts[gap] += 1;
            *x = f32::from_bits(gap as u32);
        }
    }
}

/// Distances cut into stretches of equal length, by their bits.
struct Stretches {
    low: u32,
    drop: u32,
    last: usize,
}

impl Stretches {
    /// For the distances of `few`, which is in order, of `records`. A few that
    /// are very near or very far do not make the stretches long.
    fn of(few: &[Neighbour], records: usize) -> Self {
        let rare = few.len() / 64;
        let (low, high) = match few {
            [] => (0, 0),
            _ => (few[rare].bits(), few[few.len() - 1 - rare].bits()),
        };
        // Four to eight for each of the few, but no more than there are records.
        let wanted = (8 * few.len()).min(records).max(1).ilog2();
        let drop = (32 - (high - low).leading_zeros()).saturating_sub(wanted);
        Self {
            low,
            drop,
            last: ((high - low) >> drop) as usize,
        }
    }

    /// The stretch of a distance with these bits.
    #[inline(always)]
    fn place(&self, bits: u32) -> usize {
        ((bits.saturating_sub(self.low) >> self.drop) as usize).min(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::Stream;

    /// The same, one place after the other.
    fn one_by_one(
        descent: &Descent<'_>,
        row: &[f32],
        last: impl Fn(f64, f64) -> f64,
        k: usize,
    ) -> (Vec<f32>, usize) {
        let mut room = Room::default();
        let near = room.near(row);
        let right =
            |n: &Neighbour| f64::from(u8::from(descent.labels[n.record()] == descent.right));
        let mut values = vec![f32::NAN; row.len()];
        let farthest = near.last().unwrap();
        let mut value = last(right(farthest), near.iter().map(right).sum());
        values[farthest.record()] = value as f32;
        for (pair, step) in near.windows(2).zip(descent.steps).rev() {
            value += (right(&pair[0]) - right(&pair[1])) * step;
            values[pair[0].record()] = value as f32;
        }
        let nearest = near.iter().take(k).map(right).sum::<f64>();
        (values, nearest as usize)
    }

    #[test]
    fn values_have_the_bits_of_going_one_by_one() {
        let stream = Stream::root(6);
        let uniform = |i: usize| stream.uniform(i as u64);
        for n in [1, 2, 7, 60, 700, 5000] {
            // Distances of usual data, with some that are very near or far; of
            // whole numbers, with many ties; all alike.
            let usual = (0..n).map(|i| match i % 50 {
                49 => (uniform(i) * 60.0 - 30.0).exp2() as f32,
                _ => 90.0 + 40.0 * uniform(i) as f32,
            });
            let whole = (0..n).map(|i| (uniform(i) * 90.0).floor() as f32);
            let rows = [usual.collect(), whole.collect(), vec![2.5; n]];
            // From all wrong, over few and many right, to all right.
            for share in [0.0, 0.02, 0.1, 0.5, 0.7, 0.99, 1.0] {
                let own = |i: usize| u32::from(uniform(i + n) < share);
                let labels: Vec<u32> = (0..n).map(own).collect();
                let steps: Vec<f64> = (1..=n).map(|i| 1.0 / i as f64 + uniform(i)).collect();
                let descent = Descent {
                    labels: &labels,
                    right: 1,
                    steps: &steps,
                };
                let last = |own: f64, all: f64| 0.3 + own + all / n as f64;
                let mut room = Room::default();
                for (row, k) in rows.iter().flat_map(|row| [(row, 5), (row, n)]) {
                    let mut row: Vec<f32> = row.clone();
                    let expected = one_by_one(&descent, &row, last, k);
                    let right = descent.values(&mut row, last, k, &mut room);
                    assert_eq!((row, right), expected, "{n} {share} {k}");
                }
            }
        }
    }
}
