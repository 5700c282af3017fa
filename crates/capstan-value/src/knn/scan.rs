//! Every test point against every record, in parallel, with the same bits
//! whatever the number of threads.
//!
//! Six test points are worked on at a time, each in single precision, and then
//! added to the totals in their order. Beside the data this takes 16 bytes a
//! record for the totals, and on each thread 24 for the test points and some
//! more for the rule: 5 for plain neighbours of ten classes, which want 4 once
//! for all threads too, and 18 at most.
//! Where records are far more than a cache holds, walking through them is dear:
//! then more test points are worked on at a time, as many as [`ROOM`] has place
//! for.

use super::{Closer, Room, Rule, Share};
use crate::error::ValueError;
use crate::sight::Sight;
use crate::value::Value;
use capstan_data::Examples;
use capstan_stats::Interval;
use capstan_stats::interval::t95;
use capstan_stats::linalg::{ABREAST, squared_distances};
use capstan_worlds::View;
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
    pub(super) fn get(self, at: usize) -> &'a [f32] {
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

    /// Puts the numbers of the record number `at` in place of those in `row`.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&self, at: usize, row: &mut Vec<f32>) -> Result<(), ValueError>;
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

    fn read(&self, at: usize, row: &mut Vec<f32>) -> Result<(), ValueError> {
        row.clear();
        row.extend_from_slice(self.get(at));
        Ok(())
    }
}

/// What all test points together say about each record.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    sums: Vec<f64>,
    squares: Vec<f64>,
    /// How many test points count.
    tests: Counting,
    /// The mean over test points of what all records are worth.
    pub worth: f64,
    /// The widest difference over test points between the sum of the values
    /// and what was to be shared out; `None` if the rule promises no sum.
    pub off: Option<f64>,
}

/// How many test points count for a record or an owner.
#[derive(Clone, Debug, PartialEq)]
enum Counting {
    /// As many for each, with Student's factor for so many.
    All { tests: usize, t: f64 },
    /// So many for each.
    Some(Vec<usize>),
}

impl Counting {
    fn all(tests: usize) -> Self {
        Self::All {
            tests,
            t: t95(tests as f64 - 1.0),
        }
    }
}

impl Totals {
    /// The value of record number `at`, with a t interval over test points.
    /// One test point says nothing about others: its interval has no ends.
    pub fn interval(&self, at: usize) -> Interval {
        let (n, t) = match &self.tests {
            Counting::All { tests, t } => (*tests as f64, *t),
            Counting::Some(many) => (many[at] as f64, t95(many[at] as f64 - 1.0)),
        };
        let mean = self.sums[at] / n.max(1.0);
        if n < 2.0 {
            return Interval::around(mean, f64::INFINITY);
        }
        let spread = (self.squares[at] - n * mean * mean).max(0.0) / (n - 1.0);
        Interval::around(mean, t * (spread / n).sqrt())
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
        let tests = |at: usize| match &self.tests {
            Counting::All { tests, .. } => *tests as u64,
            Counting::Some(many) => many[at] as u64,
        };
        (0..self.len())
            .map(|at| Value::new(id(at), self.interval(at), tests(at)))
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
/// Bytes that a [`Room`] takes for each record, at most.
const ROOM_A_RECORD: usize = 18;
/// The most test points that a thread works on at a time.
const MOST: usize = 36;

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
    let mut all = scan_for(records, tests, rule, &Owned::default())?;
    Ok(all.swap_remove(0))
}

/// The same for owners of records: a value is the sum of the values of their
/// records, and its interval is that of the sum. `owners` has the owner of
/// each record, and how many there are, each with a record; `sight` says which
/// test points count for which owner. Gives what each of its views says.
///
/// # Errors
/// As [`scan`].
pub fn scan_owned(
    records: &dyn Records,
    tests: Points<'_>,
    rule: &dyn Rule,
    owners: (&[u32], usize),
    sight: &Sight,
) -> Result<Vec<Totals>, ValueError> {
    let owned = Owned {
        owners: Some(owners),
        sight: Some(sight).filter(|s| s.views() != [View::Everyone]),
    };
    scan_for(records, tests, rule, &owned)
}

/// Whose records are, if they are put together.
#[derive(Clone, Copy, Default)]
struct Owned<'a> {
    owners: Option<(&'a [u32], usize)>,
    sight: Option<&'a Sight>,
}

fn scan_for(
    records: &dyn Records,
    tests: Points<'_>,
    rule: &dyn Rule,
    owned: &Owned<'_>,
) -> Result<Vec<Totals>, ValueError> {
    let n = records.len();
    let (threads, tile) = match 4 * n * records.width() {
        ..=CHEAP => (usize::MAX, ABREAST),
        _ => fitting(n, rayon::current_num_threads()),
    };
    scan_by(records, tests, rule, owned, threads, tile)
}

/// How many threads there is room for with `n` records, and how many test
/// points each can work on at a time.
fn fitting(n: usize, threads: usize) -> (usize, usize) {
    let desk = |tile: usize| (ROOM_A_RECORD + 4 * tile) * n.max(1);
    let threads = threads.min(ROOM / desk(ABREAST)).max(1);
    let tiles = (1..=MOST / ABREAST).rev().map(|t| t * ABREAST);
    let tile = tiles.filter(|&t| threads * desk(t) <= ROOM).max();
    (threads, tile.unwrap_or(ABREAST))
}

/// The same with `tile` test points, a multiple of [`ABREAST`], at a time on each of
/// at most `threads` threads.
fn scan_by(
    records: &dyn Records,
    tests: Points<'_>,
    rule: &dyn Rule,
    owned: &Owned<'_>,
    threads: usize,
    tile: usize,
) -> Result<Vec<Totals>, ValueError> {
    let n = records.len();
    if n == 0 || tests.len == 0 || n > u32::MAX as usize {
        return Err(ValueError::Range {
            name: "records",
            found: format!("{n} to learn from, {} to test on", tests.len),
            expected: "from 1 to 4294967295 to learn from, and 1 or more to test on".to_owned(),
        });
    }
    let closer = Closer::new(records, tests)?;
    let starts: Vec<usize> = (0..tests.len).step_by(tile).collect();
    let threads = rayon::current_num_threads().min(threads).min(starts.len());
    let mut desks: Vec<Desk<'_>> = (0..threads).map(|_| Desk::new(n, tile)).collect();
    let players = owned.owners.map_or(n, |(_, many)| many);
    let mut totals = Totals {
        sums: vec![0.0; players],
        squares: vec![0.0; players],
        tests: Counting::all(tests.len),
        worth: 0.0,
        off: None,
    };
    let mut parts = owned.sight.map(|sight| Parts::new(sight, players));
    for round in starts.chunks(threads) {
        let desks = &mut desks[..round.len()];
        desks
            .par_iter_mut()
            .zip(round)
            .try_for_each(|(desk, &start)| {
                desk.work((records, tests, closer), start, rule, owned)
            })?;
        totals.add(desks);
        if let Some(parts) = &mut parts {
            parts.add(desks, round);
        }
    }
    totals.worth /= tests.len as f64;
    Ok(match parts {
        None => vec![totals],
        Some(parts) => parts.views(&totals),
    })
}

/// What the test points that are not everyone's say of owners.
struct Parts<'a> {
    sight: &'a Sight,
    /// Sums and squares over the own test points of each owner.
    own: [Vec<f64>; 2],
    /// The same over those of nobody.
    nobodys: [Vec<f64>; 2],
    /// What all records are worth to those of nobody.
    worth: f64,
}

impl<'a> Parts<'a> {
    fn new(sight: &'a Sight, players: usize) -> Self {
        let none = || [vec![0.0; players], vec![0.0; players]];
        Self {
            sight,
            own: none(),
            nobodys: none(),
            worth: 0.0,
        }
    }

    fn add(&mut self, desks: &[Desk], starts: &[usize]) {
        let add = |[sums, squares]: &mut [Vec<f64>; 2], at: usize, x: f32| {
            let x = f64::from(x);
            sums[at] += x;
            squares[at] += x * x;
        };
        for (desk, start) in desks.iter().zip(starts) {
            let rows = desk.rows.chunks_exact(desk.records);
            for (at, (row, (share, _))) in rows.zip(&desk.shares).enumerate() {
                let whose = self.sight.whose(start + at);
                for &owner in whose {
                    add(&mut self.own, owner as usize, row[owner as usize]);
                }
                if whose.is_empty() {
                    self.worth += share.worth;
                    let owners = 0..self.nobodys[0].len();
                    owners.for_each(|owner| add(&mut self.nobodys, owner, row[owner]));
                }
            }
        }
    }

    /// The totals of each view from those of everyone.
    fn views(&self, all: &Totals) -> Vec<Totals> {
        let views = self.sight.views().iter().enumerate();
        let totals = views.map(|(view, name)| {
            let counted = self.sight.counted(view);
            let of = |[sums, squares]: &[Vec<f64>; 2], tests| Totals {
                sums: sums.clone(),
                squares: squares.clone(),
                tests,
                ..*all
            };
            match name {
                View::Everyone | View::Similar => all.clone(),
                View::Strikers => of(&self.own, Counting::Some(counted)),
                View::Bystanders => {
                    let less = |all: &[f64], own: &[f64]| -> Vec<f64> {
                        all.iter().zip(own).map(|(all, own)| all - own).collect()
                    };
                    let [sums, squares] = &self.own;
                    let rest = [less(&all.sums, sums), less(&all.squares, squares)];
                    of(&rest, Counting::Some(counted))
                }
                View::Others => {
                    let many = counted.first().copied().unwrap_or(0);
                    Totals {
                        worth: self.worth / many.max(1) as f64,
                        ..of(&self.nobodys, Counting::all(many))
                    }
                }
            }
        });
        totals.collect()
    }
}

/// Records whose totals are added up together: they stay in a first-level cache.
const RUN: usize = 1024;

impl Totals {
    fn add(&mut self, desks: &[Desk<'_>]) {
        for desk in desks {
            for (share, off) in &desk.shares {
                self.worth += share.worth;
                if share.sum.is_some() {
                    self.off = Some(self.off.unwrap_or(0.0).max(*off));
                }
            }
        }
        self.sums
            .par_chunks_mut(RUN)
            .zip(self.squares.par_chunks_mut(RUN))
            .enumerate()
            .for_each(|(run, (sums, squares))| {
                for desk in desks {
                    for row in desk.rows.chunks_exact(desk.records).take(desk.shares.len()) {
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
struct Desk<'a> {
    /// How many records a row has.
    records: usize,
    /// For each test point, distances at first and values in the end, those of
    /// owners at the beginning.
    rows: Vec<f32>,
    room: Room<'a>,
    /// What each test point shared out, and how far its values were off.
    shares: Vec<(Share, f64)>,
}

impl<'a> Desk<'a> {
    fn new(records: usize, tile: usize) -> Self {
        Self {
            records,
            rows: vec![0.0; tile * records],
            room: Room::default(),
            shares: Vec::with_capacity(tile),
        }
    }

    /// Works on the test points from `start` on.
    fn work(
        &mut self,
        (records, tests, closer): (&dyn Records, Points<'_>, Option<Closer<'a>>),
        start: usize,
        rule: &dyn Rule,
        owned: &Owned<'_>,
    ) -> Result<(), ValueError> {
        let (n, width) = (records.len(), records.width());
        let tile = &mut self.rows;
        records.walk(&mut |first, cells| {
            let groups = tile.chunks_exact_mut(ABREAST * n).enumerate();
            for (group, rows) in groups.filter(|(g, _)| start + g * ABREAST < tests.len) {
                // Where fewer are left, the last one is looked at again.
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
            self.room.look = closer.map(|c| c.from(start + at));
            let share = rule.spread(start + at, row, &mut self.room)?;
            self.shares.push((share, checked(share, row)?));
            if let Some((of, many)) = owned.owners {
                let mut sums = vec![0.0; many];
                for (&owner, &x) in of.iter().zip(&*row) {
                    sums[owner as usize] += f64::from(x);
                }
                row.iter_mut()
                    .zip(sums)
                    .for_each(|(x, sum)| *x = sum as f32);
            }
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
    let off = (summed(row, f64::from) - expected).abs();
    // What the sizes of the values allow on top is seldom asked for.
    if off <= 1e-6 || off <= 1e-6 * (1.0 + summed(row, |x| f64::from(x.abs()))) {
        Ok(off)
    } else {
        let sum = summed(row, f64::from);
        Err(ValueError::NotShared { sum, expected })
    }
}

/// The sum of `part` of all numbers, in several chains, so that one addition
/// does not wait for the last.
fn summed(row: &[f32], part: impl Fn(f32) -> f64) -> f64 {
    let mut sums = [0.0; 8];
    let (some, rest) = row.as_chunks::<8>();
    for some in some {
        for lane in 0..8 {
            sums[lane] += part(some[lane]);
        }
    }
    sums.iter().sum::<f64>() + rest.iter().map(|&x| part(x)).sum::<f64>()
}

#[cfg(test)]
mod tests;
