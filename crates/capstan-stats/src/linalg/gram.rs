//! The product of a matrix with itself.

use super::kernel::{Job, fma, widest};
use super::mirror;

/// Columns of one strip, and rows of the result that are made at a time.
const STRIP: usize = 16;
const ROWS: usize = 4;
/// Rows that stay in the second-level cache.
const PART: usize = 256;

/// `rowsᵀ rows` plus `diagonal` times the unit matrix, both triangles, of order
/// `width`.
pub fn gram(rows: &[f64], width: usize, diagonal: f64) -> Vec<f64> {
    let mut a = vec![0.0; width * width];
    a.iter_mut().step_by(width + 1).for_each(|x| *x = diagonal);
    let mut strips = Vec::new();
    for part in rows.chunks(PART * width.max(1)) {
        pack(part, width, &mut strips);
        widest(Add {
            a: &mut a,
            width,
            strips: &strips,
            depth: part.len() / width,
        });
    }
    mirror(&mut a, width);
    a
}

/// Sixteen columns after the other, each row after row, filled up with zeros.
fn pack(rows: &[f64], width: usize, strips: &mut Vec<[f64; STRIP]>) {
    let depth = rows.len() / width;
    strips.clear();
    strips.resize(width.div_ceil(STRIP) * depth, [0.0; STRIP]);
    for (k, row) in rows.chunks_exact(width).enumerate() {
        let (whole, rest) = row.as_chunks::<STRIP>();
        for (strip, columns) in whole.iter().enumerate() {
            strips[strip * depth + k] = *columns;
        }
        if !rest.is_empty() {
            strips[whole.len() * depth + k][..rest.len()].copy_from_slice(rest);
        }
    }
}

/// Adds the product to the upper triangle.
struct Add<'a> {
    a: &'a mut [f64],
    width: usize,
    strips: &'a [[f64; STRIP]],
    depth: usize,
}

impl Job for Add<'_> {
    type Out = ();

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) {
        let Self {
            a, width, depth, ..
        } = self;
        let strips: Vec<_> = self.strips.chunks_exact(depth).collect();
        for top in (0..width).step_by(ROWS) {
            let left = strips[top / STRIP];
            for (strip, right) in strips.iter().enumerate().skip(top / STRIP) {
                for part in (0..STRIP).step_by(WIDE) {
                    let from = strip * STRIP + part;
                    if from >= width || from + WIDE <= top {
                        continue;
                    }
                    let mut sums = [[0.0; WIDE]; ROWS];
                    for (x, y) in left.iter().zip(*right) {
                        let x = &x.as_chunks::<ROWS>().0[top % STRIP / ROWS];
                        let y = &y[part..part + WIDE];
                        for (sum, &x) in sums.iter_mut().zip(x) {
                            for l in 0..WIDE {
                                sum[l] = fma::<FUSED>(x, y[l], sum[l]);
                            }
                        }
                    }
                    for (row, sum) in sums.iter().enumerate().take(width - top) {
                        let to = &mut a[(top + row) * width + from..][..WIDE.min(width - from)];
                        to.iter_mut().zip(sum).for_each(|(x, s)| *x += s);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;

    #[test]
    fn every_cell_is_a_sum_of_products() {
        for (n, width) in [(0, 3), (1, 1), (5, 4), (7, 17), (300, 33), (520, 50)] {
            let stream = Stream::root(width as u64);
            let rows: Vec<f64> = (0..n * width)
                .map(|i| stream.uniform(i as u64) - 0.5)
                .collect();
            let a = gram(&rows, width, 0.25);
            for i in 0..width {
                for j in 0..width {
                    let sum: f64 = rows.chunks_exact(width).map(|r| r[i] * r[j]).sum();
                    let expected = sum + if i == j { 0.25 } else { 0.0 };
                    let off = (a[i * width + j] - expected).abs();
                    assert!(off < 1e-12 * n.max(1) as f64, "{n} {width} {i} {j}");
                }
            }
        }
        assert!(gram(&[], 0, 1.0).is_empty());
    }
}
