//! Every test point against every record, in parallel, with the same bits
//! whatever the number of threads.
//!
//! A few test points are worked on at a time, each in single precision, and
//! then added to the totals in their order. Beside the data this takes 48
//! bytes a record on one thread, and 32 more for each further thread. Where
//! records are far more than a cache holds, walking through them is dear: then
//! more test points are worked on at a time, as many as [`ROOM`] has place for.

use super::order::{Neighbour, fill, sort};
use super::{Rule, Share};
use crate::error::ValueError;
use crate::value::Value;
use capstan_data::Examples;
use capstan_stats::Interval;
use capstan_stats::interval::t95;
use capstan_stats::linalg::{ABREAST, squared_distances};
use rayon::prelude::*;

/// Points in memory, row after row.
#[derive(Clone, Copy, Debug)]
pub struct Points<'a> {
    /// How many numbers a point has.
    pub width: usize,
    /// How many points there are.
    pub len: usize,
    /// All their numbers.
    pub cells: &'a [f32],
}

impl<'a> Points<'a> {
    /// The features of examples.
    pub fn of(examples: &'a Examples) -> Self {
        Self {
            width: examples.width(),
            len: examples.len(),
            cells: &examples.cells,
        }
    }

    /// The point number `at`.
    fn get(self, at: usize) -> &'a [f32] {
        &self.cells[at * self.width..][..self.width]
    }
}

/// Records that can be walked through any number of times.
pub trait Records: Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many numbers each has.
    fn width(&self) -> usize;

    /// Hands all records over in runs, in order; with the number of the first
    /// of each run.
    ///
    /// # Errors
    /// If they cannot be read.
    fn walk(&self, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), ValueError>;
}

impl Records for Points<'_> {
    fn len(&self) -> usize {
        self.len
    }

    fn width(&self) -> usize {
        self.width
    }

    fn walk(&self, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), ValueError> {
        let run = run(self.width);
        for first in (0..self.len).step_by(run) {
            let end = self.len.min(first + run);
            take(first, &self.cells[first * self.width..end * self.width]);
        }
        Ok(())
    }
}

/// What all test points together say about each record.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    sums: Vec<f64>,
    squares: Vec<f64>,
    tests: usize,
    /// The mean over test points of what all records are worth.
    pub worth: f64,
    /// The widest difference over test points between the sum of the values
    /// and what was to be shared out; `None` if the rule promises no sum.
    pub off: Option<f64>,
}

impl Totals {
    /// The value of record number `at`, with a t interval over test points.
    /// One test point says nothing about others: its interval has no ends.
    pub fn interval(&self, at: usize) -> Interval {
        let n = self.tests as f64;
        let mean = self.sums[at] / n;
        if self.tests < 2 {
            return Interval::around(mean, f64::INFINITY);
        }
        let spread = (self.squares[at] - n * mean * mean).max(0.0) / (n - 1.0);
        Interval::around(mean, t95(n - 1.0) * (spread / n).sqrt())
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.sums.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// The value of each record; `id` names it.
    pub fn values(&self, id: impl Fn(usize) -> String) -> Vec<Value> {
        (0..self.len())
            .map(|at| Value::new(id(at), self.interval(at), self.tests as u64))
            .collect()
    }
}

/// How many records of this width a second-level cache holds with room to
/// spare.
pub(super) fn run(width: usize) -> usize {
    ((1 << 15) / width.max(1)).max(1)
}

/// Bytes of records that walking through is cheap below.
const CHEAP: usize = 1 << 24;
/// Bytes that all threads together may take to work in.
pub const ROOM: usize = 3 << 29;
/// The most test points that a thread works on at a time.
const MOST: usize = 32;

/// Asks every test point about every record.
///
/// # Errors
/// If there are no records or test points, records cannot be read, or the
/// values of a test point do not sum to what it shares out.
pub fn scan(
    records: &dyn Records,
    tests: Points<'_>,
    rule: &dyn Rule,
) -> Result<Totals, ValueError> {
    let n = records.len();
    let (threads, tile) = match 4 * n * records.width() {
        ..=CHEAP => (usize::MAX, ABREAST),
        _ => fitting(n, rayon::current_num_threads()),
    };
    scan_by(records, tests, rule, threads, tile)
}

/// How many threads there is room for with `n` records, and how many test
/// points each can work on at a time.
fn fitting(n: usize, threads: usize) -> (usize, usize) {
    let desk = |tile: usize| (2 * size_of::<Neighbour>() + 4 * tile) * n.max(1);
    let threads = threads.min(ROOM / desk(ABREAST)).max(1);
    let tiles = (1..=MOST / ABREAST).rev().map(|t| t * ABREAST);
    let tile = tiles.filter(|&t| threads * desk(t) <= ROOM).max();
    (threads, tile.unwrap_or(ABREAST))
}

/// The same with `tile` test points, a multiple of four, at a time on each of
/// at most `threads` threads.
fn scan_by(
    records: &dyn Records,
    tests: Points<'_>,
    rule: &dyn Rule,
    threads: usize,
    tile: usize,
) -> Result<Totals, ValueError> {
    let n = records.len();
    if n == 0 || tests.len == 0 || n > u32::MAX as usize {
        return Err(ValueError::Range {
            name: "records",
            found: format!("{n} to learn from, {} to test on", tests.len),
            expected: "from 1 to 4294967295 to learn from, and 1 or more to test on".to_owned(),
        });
    }
    let starts: Vec<usize> = (0..tests.len).step_by(tile).collect();
    let threads = rayon::current_num_threads().min(threads).min(starts.len());
    let mut desks: Vec<Desk> = (0..threads).map(|_| Desk::new(n, tile)).collect();
    let mut totals = Totals {
        sums: vec![0.0; n],
        squares: vec![0.0; n],
        tests: tests.len,
        worth: 0.0,
        off: None,
    };
    for round in starts.chunks(threads) {
        let desks = &mut desks[..round.len()];
        desks
            .par_iter_mut()
            .zip(round)
            .try_for_each(|(desk, &start)| desk.work(records, tests, start, rule))?;
        totals.add(desks);
    }
    totals.worth /= tests.len as f64;
    Ok(totals)
}

/// Records whose totals are added up together.
const RUN: usize = 4096;

impl Totals {
    fn add(&mut self, desks: &[Desk]) {
        for desk in desks {
            for (share, off) in &desk.shares {
                self.worth += share.worth;
                if share.sum.is_some() {
                    self.off = Some(self.off.unwrap_or(0.0).max(*off));
                }
            }
        }
        let n = self.sums.len();
        self.sums
            .par_chunks_mut(RUN)
            .zip(self.squares.par_chunks_mut(RUN))
            .enumerate()
            .for_each(|(run, (sums, squares))| {
                for desk in desks {
                    for row in desk.rows.chunks_exact(n).take(desk.shares.len()) {
                        for ((sum, square), &x) in
                            sums.iter_mut().zip(&mut *squares).zip(&row[run * RUN..])
                        {
                            let x = f64::from(x);
                            *sum += x;
                            *square += x * x;
                        }
                    }
                }
            });
    }
}

/// The place where one thread works on a few test points.
struct Desk {
    /// For each test point, distances at first and values in the end.
    rows: Vec<f32>,
    near: Vec<Neighbour>,
    room: Vec<Neighbour>,
    /// What each test point shared out, and how far its values were off.
    shares: Vec<(Share, f64)>,
}

impl Desk {
    fn new(records: usize, tile: usize) -> Self {
        Self {
            rows: vec![0.0; tile * records],
            near: Vec::with_capacity(records),
            room: Vec::with_capacity(records),
            shares: Vec::with_capacity(tile),
        }
    }

    /// Works on the test points from `start` on.
    fn work(
        &mut self,
        records: &dyn Records,
        tests: Points<'_>,
        start: usize,
        rule: &dyn Rule,
    ) -> Result<(), ValueError> {
        let (n, width) = (records.len(), records.width());
        let tile = &mut self.rows;
        records.walk(&mut |first, cells| {
            let groups = tile.chunks_exact_mut(ABREAST * n).enumerate();
            for (group, rows) in groups.filter(|(g, _)| start + g * ABREAST < tests.len) {
                // Where fewer than four are left, the last one is looked at again.
                let at = start + group * ABREAST;
                let points = std::array::from_fn(|i| tests.get((at + i).min(tests.len - 1)));
                let mut rows = rows.chunks_exact_mut(n).map(|row| &mut row[first..]);
                let out = std::array::from_fn(|_| rows.next().unwrap_or_default());
                squared_distances(points, cells, width, out);
            }
        })?;
        self.shares.clear();
        let rows = self.rows.chunks_exact_mut(n).take(tests.len - start);
        for (at, row) in rows.enumerate() {
            if rule.ordered() {
                sort(row, &mut self.near, &mut self.room);
            } else {
                fill(row, &mut self.near);
            }
            let share = rule.spread(start + at, &self.near, row)?;
            self.shares.push((share, checked(share, row)?));
        }
        Ok(())
    }
}

/// How far the values are from summing to what they must; they are kept in
/// single precision.
fn checked(share: Share, row: &[f32]) -> Result<f64, ValueError> {
    let Some(expected) = share.sum else {
        return Ok(0.0);
    };
    // In several chains, so that one addition does not wait for the last.
    let (mut sums, mut sizes) = ([0.0; 8], [0.0; 8]);
    for some in row.chunks(8) {
        for ((sum, size), &x) in sums.iter_mut().zip(&mut sizes).zip(some) {
            *sum += f64::from(x);
            *size += f64::from(x.abs());
        }
    }
    let (sum, size): (f64, f64) = (sums.iter().sum(), sizes.iter().sum());
    let off = (sum - expected).abs();
    if off <= 1e-6 * (1.0 + size) {
        Ok(off)
    } else {
        Err(ValueError::NotShared { sum, expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Semivalue;
    use crate::knn::Hard;

    fn cells(n: usize, seed: u64) -> Vec<f32> {
        let stream = capstan_stats::Stream::root(seed);
        (0..n).map(|i| stream.uniform(i as u64) as f32).collect()
    }

    #[test]
    fn threads_and_runs_do_not_change_a_bit() {
        /// Hands records over in small runs.
        struct Runs<'a>(Points<'a>);
        impl Records for Runs<'_> {
            fn len(&self) -> usize {
                self.0.len
            }
            fn width(&self) -> usize {
                self.0.width
            }
            fn walk(&self, take: &mut dyn FnMut(usize, &[f32])) -> Result<(), ValueError> {
                for (run, cells) in self.0.cells.chunks(7 * self.0.width).enumerate() {
                    take(run * 7, cells);
                }
                Ok(())
            }
        }
        let (n, m, width) = (5000, 23, 3);
        let (train, test) = (cells(n * width, 1), cells(m * width, 2));
        let labels: Vec<u32> = (0..n as u32).map(|i| i % 3).collect();
        let seen: Vec<u32> = (0..m as u32).map(|i| i % 3).collect();
        let train = Points {
            width,
            len: n,
            cells: &train,
        };
        let test = Points {
            width,
            len: m,
            cells: &test,
        };
        let rule = Hard::new(&labels, &seen, 5, Semivalue::Shapley).unwrap();
        let with = |threads: usize, records: &dyn Records| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.unwrap()
                .install(|| scan(records, test, &rule).unwrap())
        };
        let one = with(1, &train);
        assert_eq!(with(3, &train), one);
        assert_eq!(with(2, &Runs(train)), one);
        assert_eq!(scan_by(&Runs(train), test, &rule, 2, 12).unwrap(), one);
        let sum: f64 = (0..n).map(|at| one.interval(at).value).sum();
        assert!((sum - one.worth).abs() < 1e-6, "{sum} {}", one.worth);
        assert!(one.off.is_some());
    }

    #[test]
    fn room_is_kept_and_used() {
        for (n, threads) in [
            (10_000_000, 1),
            (10_000_000, 2),
            (1_000_000, 64),
            (3_000_000, 7),
        ] {
            let (threads, tile) = fitting(n, threads);
            assert!(tile.is_multiple_of(ABREAST) && threads * (16 + 4 * tile) * n <= ROOM);
            let more = threads * (16 + 4 * (tile + ABREAST)) * n;
            assert!(tile == MOST || more > ROOM, "{threads} {tile}");
        }
        assert_eq!(fitting(4_000_000_000, 8), (1, ABREAST));
    }

    #[test]
    fn the_interval_is_that_of_student() {
        // What three test points said of one record: 1, 2 and 6.
        let totals = Totals {
            sums: vec![9.0],
            squares: vec![41.0],
            tests: 3,
            worth: 0.0,
            off: None,
        };
        let i = totals.interval(0);
        assert_eq!(i.value, 3.0);
        // sd = sqrt(7), t of 2 degrees of freedom 4.302653.
        assert!((i.high - 3.0 - 4.302_653 * (7.0f64 / 3.0).sqrt()).abs() < 1e-5);
        let lone = Totals { tests: 1, ..totals };
        assert_eq!(lone.interval(0).high, f64::INFINITY);
    }

    #[test]
    fn values_that_do_not_add_up_are_refused() {
        let share = Share {
            worth: 1.0,
            sum: Some(1.0),
        };
        assert!(checked(share, &[0.5, 0.5]).is_ok());
        assert!(checked(share, &[0.5, 0.4]).is_err());
    }

    #[test]
    fn nothing_to_learn_from_is_refused() {
        let none = Points {
            width: 2,
            len: 0,
            cells: &[],
        };
        let rule = Hard::new(&[], &[], 1, Semivalue::Shapley).unwrap();
        assert!(matches!(
            scan(&none, none, &rule),
            Err(ValueError::Range { .. })
        ));
    }
}
