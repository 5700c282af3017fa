//! Values that only right and wrong tell apart.
//!
//! From far to near, the value of a record differs from that of the next one
//! only where one of them is right and the other wrong. So all records of one
//! kind between two of the other kind have the same value. The fewer kind is
//! put in order; of all others it is enough to know between which two of those
//! they lie, which takes one look into a table, and no sorting.

use super::kinds::Kinds;
use super::order::{Neighbour, Order, fresh, starts};
use super::{Look, Room};
use crate::error::ValueError;

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
    /// Those of the other kind that rounding could have put in another gap.
    unsure: Vec<Neighbour>,
}

/// From near to far, what a place adds to the value of the place behind it if
/// it is right and that one is wrong.
#[derive(Clone, Debug)]
pub enum Steps {
    /// One of so many, or of all up to the place where these are more; and as
    /// much on top everywhere. It needs no room.
    Share {
        /// So many.
        k: usize,
        /// What is on top.
        more: f64,
    },
    /// A list; places behind it add nothing.
    List(Vec<f64>),
}

impl Steps {
    /// What the place number `place` adds, from 0.
    #[inline]
    pub fn at(&self, place: usize) -> f64 {
        match self {
            Self::Share { k, more } => more + 1.0 / (place + 1).max(*k) as f64,
            Self::List(list) => list.get(place).copied().unwrap_or(0.0),
        }
    }
}

/// What is the same for all records of one test point.
pub struct Descent<'a> {
    /// The records of each label.
    pub kinds: &'a Kinds<'a>,
    /// The label that is right.
    pub right: u32,
    /// What each place adds.
    pub steps: &'a Steps,
}

impl Descent<'_> {
    /// Puts values in place of the squared distances in `row`. `last` is the
    /// value of the farthest record, from whether it is right (1 or 0) and how
    /// many are. Says how many of the `k` nearest are right.
    ///
    /// # Errors
    /// If records cannot be read again.
    pub fn values(
        &self,
        row: &mut [f32],
        last: impl Fn(f64, f64) -> f64,
        k: usize,
        room: &mut Room<'_>,
    ) -> Result<usize, ValueError> {
        let Room { order, sides, look } = room;
        let n = row.len();
        let right = self.kinds.of(self.right);
        let all_right = right.len();
        let few_right = all_right <= n - all_right;
        let few = self.few(few_right, row, order);
        let many = few.len() - 1;
        match look {
            Some(look) => {
                let near = look.near(many, n);
                sides.look_up(few, row, |own, few, gap| {
                    gap < near
                        && few[gap] != own
                        && (gap > 0 && look.unsure(few[gap - 1], own) || look.unsure(own, few[gap]))
                });
                sides.look_again(&mut few[..many], near, row, look)?;
            }
            None => sides.look_up(few, row, |_, _, _| false),
        }
        let own_few = f64::from(u8::from(few_right));
        let (mut value, mut before) = (0.0, 0.0);
        let mut step = |own: f64, place: usize| {
            if place + 1 == n {
                value = last(own, all_right as f64);
            } else {
                value += (own - before) * self.steps.at(place);
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
        Ok(if few_right {
            near_few
        } else {
            k.min(n) - near_few
        })
    }

    /// The fewer kind in order, and one behind them.
    fn few<'o>(&self, right: bool, row: &[f32], order: &'o mut Order) -> &'o mut [Neighbour] {
        let all = self.kinds.of(self.right);
        if right {
            order.some(row, all.len(), all.iter().copied())
        } else {
            order.some(row, row.len() - all.len(), self.kinds.but(self.right))
        }
    }
}

impl Sides {
    /// Counts the records of each gap of `few`, which is in order with one
    /// behind: those before its first, from its first to before its second, and
    /// so on; one of `few` ends its gap. In `row`, writes the bits of its gap
    /// over the distance of each record, since there is no room to spare.
    /// Takes down those of whom `unsure` says so in their gap.
    fn look_up(
        &mut self,
        few: &[Neighbour],
        row: &mut [f32],
        unsure: impl Fn(Neighbour, &[Neighbour], usize) -> bool,
    ) {
        self.unsure.clear();
        fresh(&mut self.counts, few.len());
        let stretches = Stretches::of(&few[..few.len() - 1], row.len());
        fresh(&mut self.stretches, stretches.many + 1);
        for n in &few[..few.len() - 1] {
            self.stretches[stretches.place(n.bits())] += 1;
        }
        starts(&mut self.stretches);
        for (record, x) in row.iter_mut().enumerate() {
            let own = Neighbour::new(record, *x);
            let place = stretches.place(own.bits());
            let mut gap = self.stretches[place] as usize;
            // Most stretches hold one of the few or none.
            gap += usize::from(few[gap] < own);
            if few[gap] < own {
                let end = self.stretches[place + 1] as usize;
                gap += few[gap..end].partition_point(|n| *n < own);
            }
            self.counts[gap] += 1;
            *x = f32::from_bits(gap as u32);
            if unsure(own, few, gap) {
                self.unsure.push(own);
            }
        }
    }

    /// Puts the first so many of `few`, and those that are unsure, in the exact
    /// order.
    fn look_again(
        &mut self,
        few: &mut [Neighbour],
        near: usize,
        row: &mut [f32],
        look: &mut Look<'_>,
    ) -> Result<(), ValueError> {
        look.settle(&mut few[..near])?;
        for &own in &self.unsure {
            let gap = look.nearer(few, own)?;
            let x = &mut row[own.record()];
            self.counts[x.to_bits() as usize] -= 1;
            self.counts[gap] += 1;
            *x = f32::from_bits(gap as u32);
        }
        Ok(())
    }
}

/// Distances cut into stretches of equal length, by their bits.
struct Stretches {
    low: u32,
    high: u32,
    /// How many stretches there are.
    many: usize,
    /// Stretches to a bit, times 2^32.
    scale: u64,
}

impl Stretches {
    /// Four for each of `few`, which is in order, but no more than there are
    /// records. Some that are very near or very far do not make them long.
    fn of(few: &[Neighbour], records: usize) -> Self {
        let rare = few.len() / 256;
        let (low, high) = match few {
            [] => (0, 0),
            _ => (few[rare].bits(), few[few.len() - 1 - rare].bits()),
        };
        let many = (4 * few.len()).min(records).max(1);
        Self {
            low,
            high,
            many,
            scale: ((many as u64) << 32) / (u64::from(high - low) + 1),
        }
    }

    /// The stretch of a distance with these bits.
    #[inline(always)]
    fn place(&self, bits: u32) -> usize {
        let from = u64::from(bits.clamp(self.low, self.high) - self.low);
        ((from * self.scale) >> 32) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::Stream;

    /// The same, one place after the other.
    fn one_by_one(
        (labels, steps): (&[u32], &Steps),
        row: &[f32],
        last: impl Fn(f64, f64) -> f64,
        k: usize,
    ) -> (Vec<f32>, usize) {
        let mut room = Room::default();
        let near = room.near(row).unwrap();
        let right = |n: &Neighbour| f64::from(u8::from(labels[n.record()] == 1));
        let mut values = vec![f32::NAN; row.len()];
        let farthest = near.last().unwrap();
        let mut value = last(right(farthest), near.iter().map(right).sum());
        values[farthest.record()] = value as f32;
        for (place, pair) in near.windows(2).enumerate().rev() {
            value += (right(&pair[0]) - right(&pair[1])) * steps.at(place);
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
                let kinds = Kinds::new(&labels);
                let list = (1..n).map(|i| 1.0 / i as f64 + uniform(i)).collect();
                let last = |own: f64, all: f64| 0.3 + own + all / n as f64;
                let mut room = Room::default();
                for steps in [Steps::List(list), Steps::Share { k: 5, more: 0.1 }] {
                    let descent = Descent {
                        kinds: &kinds,
                        right: 1,
                        steps: &steps,
                    };
                    for (row, k) in rows.iter().flat_map(|row| [(row, 5), (row, n)]) {
                        let mut row: Vec<f32> = row.clone();
                        let expected = one_by_one((&labels, &steps), &row, last, k);
                        let right = descent.values(&mut row, last, k, &mut room).unwrap();
                        assert_eq!((row, right), expected, "{n} {share} {k} {steps:?}");
                    }
                }
            }
        }
    }
}
