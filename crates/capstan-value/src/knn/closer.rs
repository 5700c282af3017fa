//! A closer look at records that are nearly as far as each other.
//!
//! Distances in single precision can change places where they are nearly the
//! same. A swap behind place `i` moves a value by less than `1 / (i t)` with
//! `t` test points, which is little far away and much nearby. So the near
//! places are put in the order of double precision; only records that rounding
//! could have swapped are looked at again.

use super::order::Neighbour;
use super::scan::{Points, Records};
use crate::error::ValueError;
use capstan_stats::linalg::{squared_distance, steps_off};
use std::cmp::Ordering;

/// How much one swap may move a value.
const LITTLE: f64 = 5e-7;
/// From so many records on it is done: of fewer it would take a third of the
/// time for what is seldom. Values of 25 sets of 10,000 made-up records, with
/// 1,000 test points, were off by 5e-7 at most without it.
const MANY: usize = 20_000;

/// What a closer look needs to know of the data.
#[derive(Clone, Copy)]
pub struct Closer<'a> {
    records: &'a dyn Records,
    tests: Points<'a>,
    /// The places where a swap moves a value by more than a little.
    places: usize,
    /// Records that are so many steps of single precision apart can have been
    /// swapped by rounding.
    steps: u32,
}

impl<'a> Closer<'a> {
    /// For these records and test points; none where records are few, or single
    /// precision makes no errors, as with small whole numbers.
    ///
    /// # Errors
    /// If records cannot be read.
    pub fn new(records: &'a dyn Records, tests: Points<'a>) -> Result<Option<Self>, ValueError> {
        if records.len() < MANY || !errs(records, tests)? {
            return Ok(None);
        }
        Ok(Some(Self {
            records,
            tests,
            places: (1.0 / (LITTLE * tests.len.max(1) as f64)).ceil() as usize,
            steps: steps_off(records.width()),
        }))
    }

    /// The look of one test point.
    pub fn from(self, test: usize) -> Look<'a> {
        Look {
            closer: self,
            point: self.tests.get(test),
            row: Vec::new(),
        }
    }
}

/// Whether distances in single precision can be wrong.
fn errs(records: &dyn Records, tests: Points<'_>) -> Result<bool, ValueError> {
    let mut most = Some(0f32);
    let mut look = |cells: &[f32]| most = most.and_then(|most| whole(cells, most));
    look(tests.cells);
    records.walk(&mut |_, cells| look(cells))?;
    // Up to here single precision has every whole number.
    let last = f64::from(1 << f32::MANTISSA_DIGITS);
    let farthest = |most: f32| records.width() as f64 * (2.0 * f64::from(most)).powi(2);
    Ok(most.is_none_or(|most| farthest(most) > last))
}

/// The largest of whole numbers and of `most`, by size; none if one is not
/// whole.
fn whole(cells: &[f32], most: f32) -> Option<f32> {
    cells.iter().try_fold(most, |most, &x| {
        (x.fract() == 0.0).then(|| most.max(x.abs()))
    })
}

/// What one test point sees that looks closer.
pub struct Look<'a> {
    closer: Closer<'a>,
    point: &'a [f32],
    /// A place for the record that is looked at.
    row: Vec<f32>,
}

impl Look<'_> {
    /// How many of `some` of `all` records are in the near places, if they are
    /// spread evenly.
    pub fn near(&self, some: usize, all: usize) -> usize {
        (some * self.closer.places).div_ceil(all).min(some)
    }

    /// Whether rounding could have swapped two records, the nearer one first.
    pub fn unsure(&self, near: Neighbour, far: Neighbour) -> bool {
        far.bits() - near.bits() <= self.closer.steps
    }

    /// The exact order of a record.
    fn key(&mut self, of: Neighbour) -> Result<(f64, usize), ValueError> {
        self.closer.records.read(of.record(), &mut self.row)?;
        Ok((squared_distance(self.point, &self.row), of.record()))
    }

    /// Puts the first of `near`, which is in order, in the exact order. The
    /// distances stay where they are, so that they remain in order.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn settle(&mut self, near: &mut [Neighbour]) -> Result<(), ValueError> {
        let mut from = 0;
        while from < near.len() {
            let pairs = near[from..].windows(2);
            let more = pairs.take_while(|p| self.unsure(p[0], p[1])).count();
            let run = &mut near[from..=from + more];
            if more > 0 {
                let keys = run.iter().map(|&n| self.key(n));
                let mut keys = keys.collect::<Result<Vec<_>, _>>()?;
                keys.sort_unstable_by(by_distance);
                for (place, (_, record)) in run.iter_mut().zip(keys) {
                    *place = Neighbour::new(record, place.square());
                }
            }
            from += more + 1;
        }
        Ok(())
    }

    /// How many of `near`, which are settled, are nearer than `one`.
    ///
    /// # Errors
    /// If a record cannot be read.
    pub fn nearer(&mut self, near: &[Neighbour], one: Neighbour) -> Result<usize, ValueError> {
        // Settling moves a distance no farther than rounding did.
        let steps = 2 * self.closer.steps;
        let low = one.bits().saturating_sub(steps);
        let high = one.bits().saturating_add(steps);
        let mut from = near.partition_point(|n| n.bits() < low);
        let mut to = near.partition_point(|n| n.bits() <= high);
        let key = self.key(one)?;
        while from < to {
            let middle = from.midpoint(to);
            match by_distance(&self.key(near[middle])?, &key) {
                Ordering::Less => from = middle + 1,
                _ => to = middle,
            }
        }
        Ok(from)
    }
}

fn by_distance(a: &(f64, usize), b: &(f64, usize)) -> Ordering {
    a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Semivalue;
    use crate::knn::{Hard, Room, scan};

    const WIDTH: usize = 40;

    /// So many points that are nearly as far as each other from those that are
    /// `far`.
    fn points(many: usize, far: f32, seed: u64) -> Vec<f32> {
        let stream = capstan_stats::Stream::root(seed);
        let cell = |i| far + 1e-4 * stream.uniform(i) as f32;
        (0..(many * WIDTH) as u64).map(cell).collect()
    }

    fn of(cells: &[f32]) -> Points<'_> {
        Points {
            width: WIDTH,
            len: cells.len() / WIDTH,
            cells,
        }
    }

    /// The records in the exact order of each test point.
    fn exact(train: Points<'_>, tests: Points<'_>) -> Vec<Vec<usize>> {
        let sorted = |test: usize| {
            let key = |at: usize| (squared_distance(tests.get(test), train.get(at)), at);
            let mut keys: Vec<_> = (0..train.len).map(key).collect();
            keys.sort_unstable_by(by_distance);
            keys.into_iter().map(|(_, at)| at).collect()
        };
        (0..tests.len).map(sorted).collect()
    }

    #[test]
    fn values_are_those_of_double_precision() {
        let (n, many) = (MANY, 3);
        let (train, tests) = (points(n, 1.0, 1), points(many, -1.0, 2));
        let (train, tests) = (of(&train), of(&tests));
        let orders = exact(train, tests);
        for share in [2, 7] {
            let labels: Vec<u32> = (0..n as u32).map(|i| u32::from(i % share == 0)).collect();
            let goals: Vec<f64> = labels.iter().map(|&l| f64::from(l)).collect();
            let seen = vec![1; many];
            let shapley = Hard::new(&labels, &seen, 5, Semivalue::Shapley).unwrap();
            let found = scan(&train, tests, &shapley).unwrap();
            let mut wanted = vec![0.0; n];
            for order in &orders {
                let right = |place: usize| goals[order[place]];
                let mut value = right(n - 1) / n as f64;
                wanted[order[n - 1]] += value / many as f64;
                for place in (0..n - 1).rev() {
                    value += (right(place) - right(place + 1)) / (place + 1).max(5) as f64;
                    wanted[order[place]] += value / many as f64;
                }
            }
            for (at, wanted) in wanted.iter().enumerate() {
                let value = found.interval(at).value;
                assert!((value - wanted).abs() < 1e-7, "{at}: {value} {wanted}");
            }
            // Rules that put all records in order see the same order.
            for (test, order) in orders.iter().enumerate() {
                let mut room = Room {
                    look: Closer::new(&train, tests).unwrap().map(|c| c.from(test)),
                    ..Default::default()
                };
                let row: Vec<f32> = (0..n)
                    .map(|at| squared_distance(tests.get(test), train.get(at)) as f32)
                    .collect();
                let near = room.near(&row).unwrap().iter().map(|n| n.record());
                assert!(near.eq(order.iter().copied()));
            }
        }
    }

    #[test]
    fn small_whole_numbers_need_no_closer_look() {
        let (small, large, half) = ([3.0; WIDTH], [-4000.0; WIDTH], [0.5; WIDTH]);
        let errs = |cells: &[f32]| errs(&of(cells), of(&small)).unwrap();
        assert!(!errs(&small) && errs(&large) && errs(&half));
    }
}
