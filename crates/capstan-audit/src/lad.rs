//! Lines through jobs by least absolute deviations, which a few odd jobs do
//! not move as they would least squares.

use nalgebra::{DMatrix, DVector};

/// The coefficients that make the sum of `|y - x b|` the smallest, by
/// iteratively reweighted least squares (Schlossmacher 1973,
/// doi:10.1080/01621459.1973.10481336). `rows` have one number for each
/// coefficient; a constant must be among them if there is to be one.
///
/// `None` if there are fewer rows than coefficients, or the columns cannot be
/// told apart.
pub fn fit(rows: &[Vec<f64>], y: &[f64]) -> Option<Vec<f64>> {
    let width = rows.first()?.len();
    if rows.len() < width {
        return None;
    }
    // Columns are brought to the same size, so that no unit decides.
    let size: Vec<f64> = (0..width)
        .map(|c| rows.iter().map(|r| r[c].abs()).fold(0.0, f64::max))
        .collect();
    if size.contains(&0.0) {
        return None;
    }
    let spread = y.iter().map(|v| v.abs()).fold(0.0, f64::max).max(1e-12);
    let mut weights = vec![1.0; rows.len()];
    let mut best: Option<(f64, Vec<f64>)> = None;
    for round in 0..60 {
        let mut left = DMatrix::zeros(width, width);
        let mut right = DVector::zeros(width);
        for ((row, &y), &w) in rows.iter().zip(y).zip(&weights) {
            for a in 0..width {
                let x = w * row[a] / size[a];
                right[a] += x * y;
                for b in 0..=a {
                    left[(a, b)] += x * row[b] / size[b];
                }
            }
        }
        let largest = (0..width).map(|a| left[(a, a)]).fold(0.0, f64::max);
        let factor = left.cholesky()?;
        if (0..width).any(|a| factor.l_dirty()[(a, a)].powi(2) < 1e-12 * largest) {
            return None;
        }
        let solved = factor.solve(&right);
        let found: Vec<f64> = (0..width).map(|a| solved[a] / size[a]).collect();
        let misses: Vec<f64> = (rows.iter().zip(y))
            .map(|(row, y)| (y - dot(row, &found)).abs())
            .collect();
        let sum: f64 = misses.iter().sum();
        if best.as_ref().is_none_or(|(least, _)| sum < *least) {
            best = Some((sum, found));
        }
        // Deviations below this count as squares. It falls slowly: with a small
        // one at once, the first two jobs that are met would hold the line.
        let least = spread * 0.75f64.powi(round);
        for (weight, miss) in weights.iter_mut().zip(misses) {
            *weight = 1.0 / miss.hypot(least);
        }
    }
    best.map(|(_, found)| found)
}

/// The value of a row under coefficients.
pub fn dot(row: &[f64], coefficients: &[f64]) -> f64 {
    row.iter().zip(coefficients).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::stream::Stream;

    fn missed(rows: &[Vec<f64>], y: &[f64], b: &[f64]) -> f64 {
        rows.iter()
            .zip(y)
            .map(|(row, y)| (y - dot(row, b)).abs())
            .sum()
    }

    /// A line of least absolute deviations passes through two of the points,
    /// so the best over all pairs is the best.
    #[test]
    fn no_line_through_two_points_is_better() {
        for seed in 0..20 {
            let stream = Stream::root(seed);
            let rows: Vec<Vec<f64>> = (0..25)
                .map(|n| vec![1.0, 100.0 * stream.child("x").uniform(n)])
                .collect();
            let y: Vec<f64> = (rows.iter().zip(0..))
                .map(|(r, n)| 5.0 + 0.07 * r[1] + 4.0 * stream.child("e").uniform(n).powi(3))
                .collect();
            let found = fit(&rows, &y).expect("a line");
            let mut least = f64::INFINITY;
            for i in 0..25 {
                for j in 0..i {
                    let slope = (y[i] - y[j]) / (rows[i][1] - rows[j][1]);
                    let line = [y[i] - slope * rows[i][1], slope];
                    least = least.min(missed(&rows, &y, &line));
                }
            }
            let reached = missed(&rows, &y, &found);
            assert!(
                reached <= least * 1.001,
                "{seed}: {reached} against {least}"
            );
        }
    }

    #[test]
    fn odd_jobs_do_not_move_it() {
        let rows: Vec<Vec<f64>> = (0..40).map(|n| vec![1.0, f64::from(n)]).collect();
        let mut y: Vec<f64> = (0..40).map(|n| 5.0 + 0.075 * f64::from(n)).collect();
        for odd in y.iter_mut().step_by(3) {
            *odd += 50.0;
        }
        let found = fit(&rows, &y).expect("a line");
        assert!(
            (found[0] - 5.0).abs() < 1e-4 && (found[1] - 0.075).abs() < 1e-5,
            "{found:?}"
        );
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused() {
        let twice: Vec<Vec<f64>> = (1..9)
            .map(|n| vec![f64::from(n), 2.0 * f64::from(n)])
            .collect();
        assert_eq!(fit(&twice, &[1.0; 8]), None);
        assert_eq!(fit(&[vec![1.0, 2.0]], &[1.0]), None);
        assert_eq!(fit(&[vec![0.0], vec![0.0]], &[1.0, 1.0]), None);
        assert_eq!(fit(&[], &[]), None);
    }
}
