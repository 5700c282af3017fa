//! Ridge regressions in their thousands, with no allocation between them.

use super::kernel::{AddRows, Panels, widest};
use super::{NotPositive, cholesky, solve};

/// Solves small ridge regressions one after the other.
///
/// A regression with fewer rows than columns is solved over its rows, so it
/// costs about `rows * columns * m + m^3 / 3` multiplications and additions,
/// where `m` is the smaller side.
#[derive(Clone, Debug, Default)]
pub struct Ridge {
    panels: Panels,
    gram: Vec<f64>,
    right: Vec<f64>,
}

impl Ridge {
    /// The `x` that makes `|rows x - y|^2 + penalty |x|^2` least. `rows` holds
    /// `y.len()` rows of `x.len()`; `penalty` is above 0.
    ///
    /// # Errors
    /// If the numbers are not finite, or `penalty` is lost beside them.
    pub fn least_squares(
        &mut self,
        rows: &[f64],
        y: &[f64],
        penalty: f64,
        x: &mut [f64],
    ) -> Result<(), NotPositive> {
        let (n, width) = (y.len(), x.len());
        x.fill(0.0);
        if n < width {
            self.start(n, penalty);
            self.add_products(rows, rows, width, 1.0);
            self.right.clear();
            self.right.extend_from_slice(y);
            cholesky(&mut self.gram, n)?;
            solve(&self.gram, n, &mut self.right);
            add_rows(rows, &self.right, x);
        } else {
            self.start(width, penalty);
            add_gram(&mut self.panels, &mut self.gram, rows, width, 1.0);
            add_rows(rows, y, x);
            cholesky(&mut self.gram, width)?;
            solve(&self.gram, width, x);
        }
        Ok(())
    }

    /// The `x` that solves `(base + weight rowsᵀ rows) x = (1 + weight) rowsᵀ 1`:
    /// a regression on ones that shares `base` with many others.
    ///
    /// `base` is positive definite of order `x.len()`; `through` is `rows`
    /// times the inverse of `base`, and is used where there are fewer rows
    /// than columns.
    ///
    /// # Errors
    /// As [`Ridge::least_squares`].
    pub fn weighted_ones(
        &mut self,
        base: &[f64],
        rows: &[f64],
        through: &[f64],
        weight: f64,
        x: &mut [f64],
    ) -> Result<(), NotPositive> {
        let width = x.len();
        let n = rows.len() / width.max(1);
        self.right.clear();
        self.right.resize(n, 1.0 + weight);
        x.fill(0.0);
        if n < width {
            self.start(n, 1.0);
            self.add_products(rows, through, width, weight);
            cholesky(&mut self.gram, n)?;
            solve(&self.gram, n, &mut self.right);
            add_rows(through, &self.right, x);
        } else {
            self.gram.clear();
            self.gram.extend_from_slice(base);
            add_gram(&mut self.panels, &mut self.gram, rows, width, weight);
            add_rows(rows, &self.right, x);
            cholesky(&mut self.gram, width)?;
            solve(&self.gram, width, x);
        }
        Ok(())
    }

    /// `diagonal` times the unit matrix of order `n`.
    fn start(&mut self, n: usize, diagonal: f64) {
        self.gram.clear();
        self.gram.resize(n * n, 0.0);
        self.gram
            .iter_mut()
            .step_by(n + 1)
            .for_each(|x| *x = diagonal);
    }

    /// Adds `weight a bᵀ`, of the order of the number of rows.
    fn add_products(&mut self, a: &[f64], b: &[f64], width: usize, weight: f64) {
        let n = a.len() / width.max(1);
        let left = |i: usize, k: usize| -weight * a[i * width + k];
        let right = |j: usize, k: usize| b[j * width + k];
        self.panels.subtract(&mut self.gram, n, width, left, right);
    }
}

/// `a += weight rowsᵀ rows` on the upper triangle.
fn add_gram(panels: &mut Panels, a: &mut [f64], rows: &[f64], width: usize, weight: f64) {
    // In parts that stay in the second-level cache.
    for part in rows.chunks(256 * width.max(1)) {
        let left = |i: usize, k: usize| -weight * part[k * width + i];
        let right = |j: usize, k: usize| part[k * width + j];
        panels.subtract(a, width, part.len() / width, left, right);
    }
}

/// `x += rowsᵀ by`.
fn add_rows(rows: &[f64], by: &[f64], x: &mut [f64]) {
    widest(AddRows { rows, by, x });
}

#[cfg(test)]
mod tests {
    use super::super::gram;
    use super::*;
    use crate::Stream;
    use proptest::prelude::*;
    use rand::RngExt;

    fn random(n: usize, seed: u64) -> Vec<f64> {
        let mut rng = Stream::root(seed).rng();
        (0..n).map(|_| rng.random::<f64>() * 2.0 - 1.0).collect()
    }

    proptest! {
        /// At the least point the slope is 0, whichever side was solved.
        #[test]
        fn least_squares_are_least(n in 0usize..40, width in 1usize..24, seed in 0u64..1000) {
            let rows = random(n * width, seed);
            let y = random(n, seed + 1);
            let penalty = 0.3;
            let mut x = vec![f64::NAN; width];
            Ridge::default().least_squares(&rows, &y, penalty, &mut x).unwrap();
            for j in 0..width {
                let slope: f64 = (0..n)
                    .map(|i| {
                        let row = &rows[i * width..][..width];
                        let at: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
                        (at - y[i]) * row[j]
                    })
                    .sum::<f64>() + penalty * x[j];
                prop_assert!(slope.abs() < 1e-9, "{slope}");
            }
        }

        #[test]
        fn weighted_ones_solve_their_equations(n in 0usize..30, width in 1usize..20, seed in 0u64..1000) {
            let rows = random(n * width, seed);
            let weight = 7.0;
            let base = gram(&random(40 * width, seed + 1), width, 0.5);
            let mut inverse = base.clone();
            super::super::invert(&mut inverse, width).unwrap();
            let mut through = vec![0.0; n * width];
            super::super::multiply(&rows, &inverse, width, &mut through);
            let mut x = vec![f64::NAN; width];
            Ridge::default().weighted_ones(&base, &rows, &through, weight, &mut x).unwrap();
            for j in 0..width {
                let mut left: f64 = (0..width).map(|k| base[j * width + k] * x[k]).sum();
                let mut right = 0.0;
                for row in rows.chunks_exact(width) {
                    let at: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
                    left += weight * row[j] * at;
                    right += (1.0 + weight) * row[j];
                }
                prop_assert!((left - right).abs() < 1e-8, "{left} {right}");
            }
        }
    }

    #[test]
    fn one_row_one_column() {
        let mut x = [0.0];
        Ridge::default()
            .least_squares(&[2.0], &[3.0], 2.0, &mut x)
            .unwrap();
        assert!((x[0] - 1.0).abs() < 1e-15);
    }
}
