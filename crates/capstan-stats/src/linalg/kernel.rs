//! The hot loops of dense algebra.
//!
//! Each is written once and compiled for the widest vectors the processor has.
//! A number of the result is one chain of fused multiply-adds in a fixed
//! order, or a sum of eight such chains, so AVX2 and AVX-512 give the same
//! bits.

use super::NotPositive;

/// Rows of one tile.
const ROWS: usize = 4;
/// Columns of one strip.
const STRIP: usize = 16;

/// A loop that can be compiled for several processors.
pub trait Job {
    /// What comes out.
    type Out;

    /// Runs it; `FUSED` with fused multiply-add, `WIDE` columns at a time.
    fn run<const FUSED: bool, const WIDE: usize>(self) -> Self::Out;
}

/// Runs `job` with the widest vectors of this processor.
pub fn widest<J: Job>(job: J) -> J::Out {
    #[cfg(target_arch = "x86_64")]
    #[allow(unsafe_code)]
    {
        #[target_feature(enable = "avx512f,fma")]
        fn avx512<J: Job>(job: J) -> J::Out {
            job.run::<true, 16>()
        }
        #[target_feature(enable = "avx2,fma")]
        fn avx2<J: Job>(job: J) -> J::Out {
            job.run::<true, 8>()
        }
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F, as just checked.
            return unsafe { avx512(job) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: the processor has AVX2 and FMA, as just checked.
            return unsafe { avx2(job) };
        }
    }
    job.run::<false, 8>()
}

#[inline(always)]
pub fn fma<const FUSED: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// Both sides of a product, packed tile by tile; reused from call to call.
#[derive(Clone, Debug, Default)]
pub struct Panels {
    left: Vec<f64>,
    right: Vec<f64>,
}

impl Panels {
    /// `a -= left rightᵀ` on the upper triangle of `a`, of order `n`; both
    /// sides have `depth` columns and are asked for (row, column). The product
    /// must be symmetric. Parts of the lower triangle are overwritten.
    pub fn subtract(
        &mut self,
        a: &mut [f64],
        n: usize,
        depth: usize,
        left: impl Fn(usize, usize) -> f64,
        right: impl Fn(usize, usize) -> f64,
    ) {
        pack::<ROWS>(&mut self.left, n, depth, left);
        pack::<STRIP>(&mut self.right, n, depth, right);
        let job = Subtract {
            a,
            n,
            depth,
            left: &self.left,
            right: &self.right,
        };
        widest(job);
    }
}

/// Rows in groups of `W`, column after column, the last group filled with 0.
fn pack<const W: usize>(
    into: &mut Vec<f64>,
    n: usize,
    depth: usize,
    at: impl Fn(usize, usize) -> f64,
) {
    into.clear();
    into.resize(n.div_ceil(W) * depth * W, 0.0);
    if depth == 0 {
        return;
    }
    for (group, part) in into.chunks_exact_mut(depth * W).enumerate() {
        let rows = W.min(n - group * W);
        for (k, cell) in part.chunks_exact_mut(W).enumerate() {
            for (r, x) in cell[..rows].iter_mut().enumerate() {
                *x = at(group * W + r, k);
            }
        }
    }
}

struct Subtract<'a> {
    a: &'a mut [f64],
    n: usize,
    depth: usize,
    left: &'a [f64],
    right: &'a [f64],
}

impl Job for Subtract<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        let Self { a, n, depth, .. } = self;
        if depth == 0 {
            return;
        }
        for (group, left) in self.left.chunks_exact(depth * ROWS).enumerate() {
            let top = group * ROWS;
            let first = top / STRIP;
            let strips = self.right.chunks_exact(depth * STRIP).enumerate();
            for (strip, right) in strips.skip(first) {
                for part in (0..STRIP).step_by(WIDE) {
                    let from = strip * STRIP + part;
                    if from >= n {
                        break;
                    }
                    let sums = tile::<FUSED, WIDE>(left, right, part);
                    for (row, sum) in sums.iter().enumerate().take(n - top) {
                        let to = &mut a[(top + row) * n..][from..n];
                        if let Some(to) = to.first_chunk_mut::<WIDE>() {
                            for l in 0..WIDE {
                                to[l] -= sum[l];
                            }
                        } else {
                            to.iter_mut().zip(sum).for_each(|(x, s)| *x -= s);
                        }
                    }
                }
            }
        }
    }
}

#[inline(always)]
fn tile<const FUSED: bool, const WIDE: usize>(
    left: &[f64],
    right: &[f64],
    part: usize,
) -> [[f64; WIDE]; ROWS] {
    let mut sums = [[0.0; WIDE]; ROWS];
    for (x, y) in left.chunks_exact(ROWS).zip(right.chunks_exact(STRIP)) {
        let y = &y[part..part + WIDE];
        for (sum, &x) in sums.iter_mut().zip(x) {
            for l in 0..WIDE {
                sum[l] = fma::<FUSED>(x, y[l], sum[l]);
            }
        }
    }
    sums
}

/// `out = c d`, rows of `width`.
pub struct Multiply<'a> {
    pub c: &'a [f64],
    pub d: &'a [f64],
    pub width: usize,
    pub out: &'a mut [f64],
}

impl Job for Multiply<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        let width = self.width.max(1);
        let rows = self.c.chunks_exact(width);
        for (c, out) in rows.zip(self.out.chunks_exact_mut(width)) {
            out.fill(0.0);
            for (&x, d) in c.iter().zip(self.d.chunks_exact(width)) {
                for (o, &y) in out.iter_mut().zip(d) {
                    *o = fma::<FUSED>(x, y, *o);
                }
            }
        }
    }
}

/// `x += rowsᵀ by`.
pub struct AddRows<'a> {
    pub rows: &'a [f64],
    pub by: &'a [f64],
    pub x: &'a mut [f64],
}

impl Job for AddRows<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        let width = self.x.len().max(1);
        for (row, &b) in self.rows.chunks_exact(width).zip(self.by) {
            for (x, &r) in self.x.iter_mut().zip(row) {
                *x = fma::<FUSED>(b, r, *x);
            }
        }
    }
}

/// The factor `u` of `uᵀ u = a`, on the upper triangle.
pub struct Cholesky<'a> {
    pub a: &'a mut [f64],
    pub n: usize,
}

impl Job for Cholesky<'_> {
    type Out = Result<(), NotPositive>;

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) -> Self::Out {
        let Self { a, n } = self;
        for j in 0..n {
            let (done, rest) = a.split_at_mut((j + 1) * n);
            let row = &mut done[j * n + j..];
            let pivot = row[0].sqrt();
            if !(pivot > 0.0 && pivot.is_finite()) {
                return Err(NotPositive);
            }
            row[0] = pivot;
            row[1..].iter_mut().for_each(|x| *x /= pivot);
            for (i, below) in rest.chunks_exact_mut(n).enumerate() {
                let i = j + 1 + i;
                let from = &row[i - j..];
                let x = -from[0];
                for (y, &f) in below[i..].iter_mut().zip(from) {
                    *y = fma::<FUSED>(x, f, *y);
                }
            }
        }
        Ok(())
    }
}

/// Solves `uᵀ u x = b`.
pub struct Solve<'a> {
    pub u: &'a [f64],
    pub n: usize,
    pub b: &'a mut [f64],
}

impl Job for Solve<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        let Self { u, n, b } = self;
        for j in 0..n {
            let (done, rest) = b.split_at_mut(j + 1);
            let row = &u[j * n + j..][..n - j];
            let x = done[j] / row[0];
            done[j] = x;
            for (y, &f) in rest.iter_mut().zip(&row[1..]) {
                *y = fma::<FUSED>(-x, f, *y);
            }
        }
        for j in (0..n).rev() {
            let (done, rest) = b.split_at_mut(j + 1);
            let row = &u[j * n + j..][..n - j];
            done[j] = (done[j] - dot::<FUSED>(&row[1..], rest)) / row[0];
        }
    }
}

#[inline(always)]
pub fn dot<const FUSED: bool>(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (head_a, tail_a) = a.as_chunks::<8>();
    let (head_b, tail_b) = b.as_chunks::<8>();
    for (x, y) in head_a.iter().zip(head_b) {
        for l in 0..8 {
            sums[l] = fma::<FUSED>(x[l], y[l], sums[l]);
        }
    }
    for ((sum, x), y) in sums.iter_mut().zip(tail_a).zip(tail_b) {
        *sum = fma::<FUSED>(*x, *y, *sum);
    }
    for half in [4, 2, 1] {
        for l in 0..half {
            sums[l] += sums[l + half];
        }
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The plain loop against the one for this processor, at odd sizes.
    #[test]
    fn every_width_subtracts_the_same_product() {
        for (n, depth) in [(1, 1), (4, 0), (5, 3), (16, 7), (23, 64), (50, 9)] {
            let left = |i: usize, k: usize| ((i * 7 + k * 3) % 11) as f64 - 5.0;
            let right = left;
            let start: Vec<f64> = (0..n * n).map(|x| (x % 13) as f64).collect();
            let mut a = start.clone();
            Panels::default().subtract(&mut a, n, depth, left, right);
            let mut packed = Panels::default();
            pack::<ROWS>(&mut packed.left, n, depth, left);
            pack::<STRIP>(&mut packed.right, n, depth, right);
            let mut plain = start.clone();
            let job = Subtract {
                a: &mut plain,
                n,
                depth,
                left: &packed.left,
                right: &packed.right,
            };
            job.run::<false, 8>();
            for i in 0..n {
                for j in i..n {
                    let product: f64 = (0..depth).map(|k| left(i, k) * right(j, k)).sum();
                    assert_eq!(a[i * n + j], start[i * n + j] - product, "{n} {depth}");
                    assert_eq!(plain[i * n + j], a[i * n + j]);
                }
            }
        }
    }

    #[test]
    fn dots_of_every_length() {
        for n in 0..40 {
            let a: Vec<f64> = (0..n).map(f64::from).collect();
            let expected: f64 = a.iter().map(|x| x * x).sum();
            assert_eq!(dot::<false>(&a, &a), expected);
        }
    }
}
