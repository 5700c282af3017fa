//! Small dense linear algebra: symmetric positive definite matrices.
//!
//! A matrix of order `n` is a slice of `n * n` numbers, row after row. Of a
//! symmetric matrix only the upper triangle is read, unless said otherwise.
//! Everything runs on one thread and sums in a fixed order; only processors
//! without fused multiply-add give other bits.

mod distance;
mod gram;
mod kernel;
mod ridge;

pub use distance::{ABREAST, squared_distance, squared_distances, steps_off};
pub use gram::gram;
pub use kernel::{Job, widest};
pub use ridge::Ridge;

use kernel::Panels;

/// A matrix that should be positive definite is not, as far as its numbers
/// can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPositive;

impl std::fmt::Display for NotPositive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the matrix is not positive definite")
    }
}

impl std::error::Error for NotPositive {}

/// How many rows one step of [`invert`] takes out.
const BLOCK: usize = 64;

/// Turns a positive definite matrix of order `n` into its inverse, both
/// triangles.
///
/// Takes out 64 rows at a time by the symmetric sweep (Goodnight 1979,
/// doi:10.2307/2683825): `n^3` multiplications and additions, no second
/// matrix.
///
/// # Errors
/// If the matrix is not positive definite; it is then in an unusable state.
pub fn invert(a: &mut [f64], n: usize) -> Result<(), NotPositive> {
    let mut step = Step::default();
    for start in (0..n).step_by(BLOCK) {
        let block: Vec<usize> = (start..n.min(start + BLOCK)).collect();
        step.take_out(a, n, &block)?;
        step.write_back(a, n, &block);
    }
    for i in 0..n {
        for j in i..n {
            let x = -a[i * n + j];
            a[i * n + j] = x;
            a[j * n + i] = x;
        }
    }
    Ok(())
}

/// From the inverse of a matrix of order `n`, the inverse of what is left when
/// the rows and columns `leaving` (ascending) go: the Schur complement, about
/// `n^2` multiplications and additions for each that leaves.
///
/// # Errors
/// As [`invert`].
pub fn leave(inverse: &mut Vec<f64>, n: usize, leaving: &[usize]) -> Result<(), NotPositive> {
    let mut step = Step::default();
    for block in leaving.chunks(BLOCK) {
        step.take_out(inverse, n, block)?;
    }
    let mut stays = vec![true; n];
    leaving.iter().for_each(|&p| stays[p] = false);
    let stays: Vec<usize> = (0..n).filter(|&i| stays[i]).collect();
    let m = stays.len();
    for (to, &from) in stays.iter().enumerate() {
        for (at, &j) in stays.iter().enumerate().skip(to) {
            inverse[to * m + at] = inverse[from * n + j];
        }
    }
    inverse.truncate(m * m);
    mirror(inverse, m);
    Ok(())
}

/// `a += c d cᵀ` on both triangles; `c` has `n` rows of `width`, `d` is
/// symmetric (both triangles) of order `width`.
pub fn add_congruence(a: &mut [f64], n: usize, c: &[f64], d: &[f64], width: usize) {
    let mut e = vec![0.0; n * width];
    multiply(c, d, width, &mut e);
    let mut panels = Panels::default();
    panels.subtract(
        a,
        n,
        width,
        |i, k| -e[i * width + k],
        |j, k| c[j * width + k],
    );
    mirror(a, n);
}

/// Copies the upper triangle onto the lower.
pub fn mirror(a: &mut [f64], n: usize) {
    for i in 1..n {
        for j in 0..i {
            a[i * n + j] = a[j * n + i];
        }
    }
}

/// Replaces the upper triangle of a positive definite matrix of order `n` by
/// its Cholesky factor `u` (`uᵀ u`).
///
/// # Errors
/// As [`invert`].
pub fn cholesky(a: &mut [f64], n: usize) -> Result<(), NotPositive> {
    kernel::widest(kernel::Cholesky { a, n })
}

/// Solves `uᵀ u x = b` in place, with `u` from [`cholesky`].
pub fn solve(u: &[f64], n: usize, b: &mut [f64]) {
    kernel::widest(kernel::Solve { u, n, b });
}

/// Room for one step of elimination.
#[derive(Default)]
struct Step {
    panels: Panels,
    /// The columns of the block, a row for each row of the matrix; zero in the
    /// rows of the block.
    columns: Vec<f64>,
    /// The inverse of the block's own square.
    pivot: Vec<f64>,
    /// `columns` times `pivot`.
    scaled: Vec<f64>,
}

impl Step {
    /// Subtracts from `a` what the rows of `block` explain of it.
    fn take_out(&mut self, a: &mut [f64], n: usize, block: &[usize]) -> Result<(), NotPositive> {
        let b = block.len();
        self.columns.clear();
        self.columns.resize(n * b, 0.0);
        for (k, &p) in block.iter().enumerate() {
            for i in 0..n {
                self.columns[i * b + k] = a[i.min(p) * n + i.max(p)];
            }
        }
        self.pivot.clear();
        for &p in block {
            self.pivot.extend_from_slice(&self.columns[p * b..][..b]);
        }
        invert_small(&mut self.pivot, b)?;
        for &p in block {
            self.columns[p * b..][..b].fill(0.0);
        }
        self.scaled.clear();
        self.scaled.resize(n * b, 0.0);
        multiply(&self.columns, &self.pivot, b, &mut self.scaled);
        let (scaled, columns) = (&self.scaled, &self.columns);
        self.panels
            .subtract(a, n, b, |i, k| scaled[i * b + k], |j, k| columns[j * b + k]);
        Ok(())
    }

    /// Writes the swept rows of `block` into `a`.
    fn write_back(&self, a: &mut [f64], n: usize, block: &[usize]) {
        let b = block.len();
        for (k, &p) in block.iter().enumerate() {
            for i in 0..n {
                a[i.min(p) * n + i.max(p)] = self.scaled[i * b + k];
            }
        }
        for (k, &p) in block.iter().enumerate() {
            for (l, &q) in block.iter().enumerate().skip(k) {
                a[p * n + q] = -self.pivot[k * b + l];
            }
        }
    }
}

/// The inverse (both triangles) of a small positive definite matrix.
fn invert_small(a: &mut [f64], n: usize) -> Result<(), NotPositive> {
    cholesky(a, n)?;
    let mut all = vec![0.0; n * n];
    for (k, x) in all.chunks_exact_mut(n.max(1)).enumerate() {
        x[k] = 1.0;
        solve(a, n, x);
    }
    for i in 0..n {
        for j in 0..n {
            a[i * n + j] = f64::midpoint(all[i * n + j], all[j * n + i]);
        }
    }
    Ok(())
}

/// `out = c d`; all rows have `width` numbers.
pub fn multiply(c: &[f64], d: &[f64], width: usize, out: &mut [f64]) {
    kernel::widest(kernel::Multiply { c, d, width, out });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;
    use proptest::prelude::*;
    use rand::RngExt;

    /// `xᵀ x + ridge` of a random `x` with 2n rows.
    fn positive(n: usize, ridge: f64, seed: u64) -> Vec<f64> {
        let mut rng = Stream::root(seed).rng();
        let x: Vec<f64> = (0..2 * n * n).map(|_| rng.random::<f64>() - 0.4).collect();
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..n {
                let dot: f64 = (0..2 * n).map(|k| x[k * n + i] * x[k * n + j]).sum();
                a[i * n + j] = dot + if i == j { ridge } else { 0.0 };
            }
        }
        a
    }

    /// The widest difference between `a b` and the unit matrix.
    fn from_unit(a: &[f64], b: &[f64], n: usize) -> f64 {
        let mut far: f64 = 0.0;
        for i in 0..n {
            for j in 0..n {
                let dot: f64 = (0..n).map(|k| a[i * n + k] * b[k * n + j]).sum();
                far = far.max((dot - f64::from(u8::from(i == j))).abs());
            }
        }
        far
    }

    #[test]
    fn the_inverse_of_a_known_matrix() {
        let mut a = vec![4.0, 2.0, 2.0, 3.0];
        invert(&mut a, 2).unwrap();
        for (x, y) in a.iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((x - y).abs() < 1e-15, "{a:?}");
        }
    }

    #[test]
    fn times_its_inverse_is_one_at_every_block_edge() {
        for n in [1, 2, 3, 15, 16, 17, 63, 64, 65, 130, 200] {
            let a = positive(n, 1.0, n as u64);
            let mut inverse = a.clone();
            invert(&mut inverse, n).unwrap();
            assert!(from_unit(&a, &inverse, n) < 1e-10, "order {n}");
        }
    }

    #[test]
    fn what_is_not_positive_is_refused() {
        assert_eq!(invert(&mut [1.0, 2.0, 2.0, 1.0], 2), Err(NotPositive));
        assert_eq!(invert(&mut [f64::NAN], 1), Err(NotPositive));
        assert_eq!(cholesky(&mut [0.0], 1), Err(NotPositive));
    }

    #[test]
    fn leaving_equals_inverting_what_is_left() {
        for (n, every) in [(5, 2), (90, 3), (150, 2), (150, 140)] {
            let a = positive(n, 1.0, 7);
            let leaving: Vec<usize> = (0..n).filter(|i| i % every == 1).collect();
            let stays: Vec<usize> = (0..n).filter(|i| i % every != 1).collect();
            let m = stays.len();
            let mut left = vec![0.0; m * m];
            for (x, &i) in stays.iter().enumerate() {
                for (y, &j) in stays.iter().enumerate() {
                    left[x * m + y] = a[i * n + j];
                }
            }
            let mut inverse = a;
            invert(&mut inverse, n).unwrap();
            leave(&mut inverse, n, &leaving).unwrap();
            assert!(from_unit(&left, &inverse, m) < 1e-9, "order {n}");
        }
    }

    #[test]
    fn a_congruence_is_added() {
        let (n, width) = (37, 5);
        let mut a = positive(n, 0.0, 1);
        let d = positive(width, 0.0, 2);
        let c: Vec<f64> = (0..n * width).map(|x| (x as f64 * 0.7).sin()).collect();
        let mut expected = a.clone();
        for i in 0..n {
            for j in 0..n {
                for k in 0..width {
                    for l in 0..width {
                        expected[i * n + j] +=
                            c[i * width + k] * d[k * width + l] * c[j * width + l];
                    }
                }
            }
        }
        add_congruence(&mut a, n, &c, &d, width);
        for (x, y) in a.iter().zip(&expected) {
            assert!((x - y).abs() < 1e-10 * y.abs().max(1.0));
        }
    }

    proptest! {
        #[test]
        fn solutions_solve(n in 1usize..70, seed in 0u64..1000) {
            let a = positive(n, 0.5, seed);
            let b: Vec<f64> = (0..n).map(|i| (i as f64 + 1.0).cos()).collect();
            let mut u = a.clone();
            cholesky(&mut u, n).unwrap();
            let mut x = b.clone();
            solve(&u, n, &mut x);
            for i in 0..n {
                let got: f64 = (0..n).map(|j| a[i * n + j] * x[j]).sum();
                prop_assert!((got - b[i]).abs() < 1e-9);
            }
        }
    }
}
