//! What is expected of votes when every record comes with the same probability,
//! for eight probabilities at a time.
//!
//! A state is how many have voted, and the sum of their votes. The states of
//! one number of voters are a row, from the lowest sum up; the row of a further
//! voter is longer by twice the largest vote. What stands in a state are eight
//! numbers, one for each probability, so that they move together. All loops go
//! through rows number by number, which is what the compiler makes wide.

use capstan_stats::linalg::{Job, widest};
use std::ops::{Deref, DerefMut, Range};

/// Probabilities that are looked at together.
pub const LANES: usize = 8;
/// Records whose tables are kept at a time.
const RUN: usize = 16;

/// Probabilities with which records come, and their weights in a mixture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nodes {
    /// The probabilities.
    pub p: [f64; LANES],
    /// The weights.
    pub weight: [f64; LANES],
}

/// Votes cast and what comes of them.
pub struct Table {
    k: usize,
    /// The largest vote.
    levels: i32,
    /// What each state is worth when nobody is left to vote, also of all `k`.
    end: Lines,
    /// How likely each state is among nearer records.
    cast: Lines,
    /// For each record of a run, by how much its vote moves what is expected of
    /// each state.
    moves: Lines,
    /// What is expected of each state at the end of every run.
    marks: Lines,
    /// The probabilities, again and again, for the longest row.
    p: Lines,
}

impl Table {
    /// For `k` votes of at most `levels`.
    pub fn new(k: usize, levels: i32) -> Self {
        let mut table = Self {
            k,
            levels,
            end: Lines::default(),
            cast: Lines::default(),
            moves: Lines::default(),
            marks: Lines::default(),
            p: Lines::default(),
        };
        table.end = Lines::zeros(table.row(k).end);
        for count in 0..=k {
            // Sums above 0 are worth 1.
            let above = (count * levels as usize + 1) * LANES;
            let row = table.row(count);
            table.end[row][above..].fill(1.0);
        }
        table.cast = Lines::zeros(table.cells());
        table.moves = Lines::zeros(RUN * table.cells());
        table.p = Lines::zeros(table.row(k - 1).len());
        table
    }

    /// Where the states of `count` voters are.
    #[inline(always)]
    fn row(&self, count: usize) -> Range<usize> {
        let levels = self.levels as usize;
        let start = count + levels * count * count.saturating_sub(1);
        start * LANES..(start + 1 + 2 * levels * count) * LANES
    }

    /// How many numbers the states of fewer than `k` voters take.
    fn cells(&self) -> usize {
        self.row(self.k).start
    }

    /// Adds to each value, in sum over the mixture, what its record is expected
    /// to change.
    pub fn add(&mut self, nodes: &Nodes, votes: &[i32], values: &mut [f64]) {
        widest(Add {
            table: self,
            nodes,
            votes,
            values,
        });
    }
    #[inline(always)]
    fn added<const FUSED: bool>(&mut self, nodes: &Nodes, votes: &[i32], values: &mut [f64]) {
        for (into, p) in self.p.iter_mut().zip(nodes.p.iter().cycle()) {
            *into = *p;
        }
        let cells = self.cells();
        let runs = votes.len().div_ceil(RUN);
        if self.marks.len() < (runs + 1) * cells {
            self.marks = Lines::zeros((runs + 1) * cells);
        }
        let mut before = Lines::zeros(cells);
        before.copy_from_slice(&self.end[..cells]);
        let mut moves = std::mem::take(&mut self.moves);
        self.marks[runs * cells..][..cells].copy_from_slice(&before);
        for (run, of) in votes.chunks(RUN).enumerate().rev() {
            for &vote in of.iter().rev() {
                self.back::<FUSED, false>(vote, &mut before, &mut []);
            }
            self.marks[run * cells..][..cells].copy_from_slice(&before);
        }
        self.cast.fill(0.0);
        self.cast[..LANES].fill(1.0);
        for ((run, of), values) in votes.chunks(RUN).enumerate().zip(values.chunks_mut(RUN)) {
            before.copy_from_slice(&self.marks[(run + 1) * cells..][..cells]);
            for (&vote, moves) in of.iter().zip(moves.chunks_exact_mut(cells)).rev() {
                self.back::<FUSED, true>(vote, &mut before, moves);
            }
            for ((&vote, moves), value) in of.iter().zip(moves.chunks_exact(cells)).zip(values) {
                *value += self.change::<FUSED>(moves, &nodes.weight);
                self.forth::<FUSED>(vote);
            }
        }
        self.moves = moves;
    }

    /// By how many places a vote moves a state on its way to the next row.
    #[inline(always)]
    fn shift(&self, vote: i32) -> usize {
        (self.levels + vote) as usize * LANES
    }

    /// From what is expected after a record to what is expected before it, and
    /// by how much its vote moves that, which is kept if `KEEP`.
    #[inline(always)]
    fn back<const FUSED: bool, const KEEP: bool>(
        &self,
        vote: i32,
        expected: &mut [f64],
        moves: &mut [f64],
    ) {
        for count in 0..self.k {
            let row = self.row(count);
            let (own, more) = expected.split_at_mut(row.end);
            let more = match count + 1 == self.k {
                true => &self.end[self.row(self.k)],
                false => &*more,
            };
            let own = own[row.clone()].iter_mut();
            let own = own.zip(&more[self.shift(vote)..]).zip(&*self.p);
            if KEEP {
                for (((own, more), p), moves) in own.zip(&mut moves[row]) {
                    *moves = more - *own;
                    *own = fma::<FUSED>(*p, *moves, *own);
                }
            } else {
                for ((own, more), p) in own {
                    *own = fma::<FUSED>(*p, more - *own, *own);
                }
            }
        }
    }

    /// What a record changes, over all that nearer ones may have cast.
    #[inline(always)]
    fn change<const FUSED: bool>(&self, moves: &[f64], weight: &[f64; LANES]) -> f64 {
        let mut sums = [0.0; LANES];
        let cast = self.cast.as_chunks::<LANES>().0;
        for (cast, moves) in cast.iter().zip(moves.as_chunks::<LANES>().0) {
            for lane in 0..LANES {
                sums[lane] = fma::<FUSED>(cast[lane], moves[lane], sums[lane]);
            }
        }
        sums.iter().zip(weight).map(|(sum, w)| sum * w).sum()
    }

    /// Lets a record vote with probability `p`.
    #[inline(always)]
    fn forth<const FUSED: bool>(&mut self, vote: i32) {
        let shift = self.shift(vote);
        for count in (0..self.k).rev() {
            let row = self.row(count);
            let (own, more) = self.cast.split_at_mut(row.end);
            let own = &mut own[row];
            if count + 1 < self.k {
                let more = more[shift..].iter_mut();
                for ((more, own), p) in more.zip(&*own).zip(&*self.p) {
                    *more = fma::<FUSED>(*p, *own, *more);
                }
            }
            for (own, p) in own.iter_mut().zip(&*self.p) {
                *own *= 1.0 - p;
            }
        }
    }
}

/// Numbers that start where a line of the cache does, so that no vector lies
/// across two.
#[derive(Default)]
struct Lines {
    numbers: Vec<f64>,
    start: usize,
}

impl Lines {
    fn zeros(len: usize) -> Self {
        let numbers = vec![0.0; len + LANES];
        let start = numbers.as_ptr().align_offset(64).min(LANES);
        let mut lines = Self { numbers, start };
        lines.numbers.truncate(start + len);
        lines
    }
}

impl Deref for Lines {
    type Target = [f64];

    #[inline(always)]
    fn deref(&self) -> &[f64] {
        &self.numbers[self.start..]
    }
}

impl DerefMut for Lines {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.numbers[self.start..]
    }
}

/// [`Table::add`] for the widest vectors there are.
struct Add<'a> {
    table: &'a mut Table,
    nodes: &'a Nodes,
    votes: &'a [i32],
    values: &'a mut [f64],
}

impl Job for Add<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        (self.table).added::<FUSED>(self.nodes, self.votes, self.values);
    }
}

#[inline(always)]
fn fma<const FUSED: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}
