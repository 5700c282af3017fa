//! What is expected of votes when every record comes with the same probability.
//!
//! A state is how many have voted, and the sum of their votes. A sum of few
//! votes is never large, so only the middle of each row of states is looked at.

use capstan_stats::linalg::{Job, widest};

/// Votes cast and what comes of them.
pub struct Table {
    k: usize,
    /// The largest sum of votes; sums from minus to plus this have a column.
    most: i32,
    width: usize,
    /// How likely each number of voters with each sum is, among nearer ones.
    cast: Vec<f64>,
    /// For each record of a run, and after it, what is expected in the end
    /// when so many voted with such a sum.
    after: Vec<f64>,
    /// The same at the end of every run.
    marks: Vec<f64>,
}

/// Sums that are added up beside each other.
const LANES: usize = 8;

/// Records whose tables are kept at a time.
const RUN: usize = 32;

impl Table {
    /// For `k` votes of at most `levels`.
    pub fn new(k: usize, levels: i32) -> Self {
        let most = levels * k as i32;
        let width = 2 * most as usize + 1;
        Self {
            k,
            most,
            width,
            cast: vec![0.0; k * width],
            after: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Adds to each value, times `weight`, what its record is expected to
    /// change when others come with probability `p`.
    pub fn add(&mut self, p: f64, weight: f64, votes: &[i32], values: &mut [f64]) {
        widest(Add {
            table: self,
            p,
            weight,
            votes,
            values,
        });
    }

    #[inline(always)]
    fn added<const FUSED: bool>(&mut self, p: f64, weight: f64, votes: &[i32], values: &mut [f64]) {
        let cells = self.k * self.width;
        let runs = votes.len().div_ceil(RUN);
        // What comes of every state when nobody is left to vote.
        self.marks.resize((runs + 1) * cells, 0.0);
        let decided: Vec<f64> = (-self.most..=self.most)
            .map(|sum| f64::from(u8::from(sum > 0)))
            .collect();
        for row in self.marks[runs * cells..].chunks_exact_mut(self.width) {
            row.copy_from_slice(&decided);
        }
        let mut before = vec![0.0; cells];
        for run in (0..runs).rev() {
            before.copy_from_slice(&self.marks[(run + 1) * cells..][..cells]);
            let of = &votes[run * RUN..votes.len().min((run + 1) * RUN)];
            for &vote in of.iter().rev() {
                self.back::<FUSED>(p, vote, &mut before, &decided);
            }
            self.marks[run * cells..][..cells].copy_from_slice(&before);
        }
        self.cast.fill(0.0);
        self.cast[self.most as usize] = 1.0;
        self.after.resize(RUN * cells, 0.0);
        for run in 0..runs {
            let of = &votes[run * RUN..votes.len().min((run + 1) * RUN)];
            before.copy_from_slice(&self.marks[(run + 1) * cells..][..cells]);
            for (at, &vote) in of.iter().enumerate().rev() {
                self.after[at * cells..][..cells].copy_from_slice(&before);
                self.back::<FUSED>(p, vote, &mut before, &decided);
            }
            for (at, &vote) in of.iter().enumerate() {
                let after = &self.after[at * cells..][..cells];
                values[run * RUN + at] += weight * self.change::<FUSED>(vote, after, &decided);
                self.forth::<FUSED>(p, vote);
            }
        }
    }

    /// Where the sums of `count` voters lie in a row.
    fn span(&self, count: usize) -> std::ops::Range<usize> {
        let reach = count * (self.most as usize / self.k);
        self.most as usize - reach..self.most as usize + reach + 1
    }

    /// From what is expected after a record to what is expected before it.
    #[inline(always)]
    fn back<const FUSED: bool>(&self, p: f64, vote: i32, after: &mut [f64], decided: &[f64]) {
        for count in 0..self.k {
            let span = self.span(count);
            let to = (span.start as i32 + vote) as usize;
            let (own, more) = after.split_at_mut((count + 1) * self.width);
            let own = &mut own[count * self.width..][span.clone()];
            let more = if count + 1 == self.k { decided } else { more };
            for (o, m) in own.iter_mut().zip(&more[to..]) {
                *o = fma::<FUSED>(p, m - *o, *o);
            }
        }
    }

    /// What a record changes, over all that nearer ones may have cast.
    #[inline(always)]
    fn change<const FUSED: bool>(&self, vote: i32, after: &[f64], decided: &[f64]) -> f64 {
        // In several chains, so that one addition does not wait for the last.
        let mut sums = [0.0; LANES];
        for count in 0..self.k {
            let span = self.span(count);
            let to = (span.start as i32 + vote) as usize;
            let own = &after[count * self.width..][span.clone()];
            let more = match count + 1 {
                next if next == self.k => decided,
                next => &after[next * self.width..],
            };
            let cast = &self.cast[count * self.width..][span];
            let parts = cast.chunks(LANES).zip(own.chunks(LANES));
            for ((cast, own), more) in parts.zip(more[to..].chunks(LANES)) {
                for (((sum, c), o), m) in sums.iter_mut().zip(cast).zip(own).zip(more) {
                    *sum = fma::<FUSED>(*c, m - o, *sum);
                }
            }
        }
        sums.iter().sum()
    }

    /// Lets a record vote with probability `p`.
    #[inline(always)]
    fn forth<const FUSED: bool>(&mut self, p: f64, vote: i32) {
        for count in (0..self.k).rev() {
            let span = self.span(count);
            let to = (span.start as i32 + vote) as usize;
            let (own, more) = self.cast.split_at_mut((count + 1) * self.width);
            let own = &mut own[count * self.width..][span];
            if count + 1 < self.k {
                for (m, o) in more[to..].iter_mut().zip(&*own) {
                    *m = fma::<FUSED>(p, *o, *m);
                }
            }
            own.iter_mut().for_each(|o| *o *= 1.0 - p);
        }
    }
}

/// [`Table::add`] for the widest vectors there are.
struct Add<'a> {
    table: &'a mut Table,
    p: f64,
    weight: f64,
    votes: &'a [i32],
    values: &'a mut [f64],
}

impl Job for Add<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        (self.table).added::<FUSED>(self.p, self.weight, self.votes, self.values);
    }
}

#[inline(always)]
fn fma<const FUSED: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}
