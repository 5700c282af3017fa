//! Ridge regression, also as a classifier.

use super::{Learner, linear, outputs, plain_guess, repeat, too_far_apart};
use crate::model::LearnError;
use capstan_data::{Examples, Labels};
use capstan_stats::linalg::{cholesky, gram, solve};

/// Least squares with a squared penalty on all weights but the constant. Of
/// classes, one regression each on 1 for the class and 0 for all others
/// (Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634).
#[derive(Clone, Copy, Debug)]
pub struct Ridge {
    /// The penalty, above 0.
    pub lambda: f64,
}

impl Learner for Ridge {
    fn name(&self) -> &'static str {
        "ridge"
    }

    fn source(&self) -> &'static str {
        "Hoerl and Kennard 1970, doi:10.1080/00401706.1970.10488634"
    }

    fn probabilities(&self) -> bool {
        false
    }

    /// A row of weights for each output, the constant last; nothing where
    /// nobody is there.
    fn learn(
        &self,
        train: &Examples,
        rows: &[u32],
        _start: &[f64],
    ) -> Result<Vec<f64>, LearnError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let order = train.width() + 1;
        let mut design = Vec::with_capacity(rows.len() * order);
        let mut right = vec![0.0; outputs(train) * order];
        for &row in rows {
            let row = row as usize;
            design.extend(train.row(row).iter().map(|x| f64::from(*x)));
            design.push(1.0);
            let x = &design[design.len() - order..];
            let (output, goal) = match &train.labels {
                Labels::Classes { of, .. } => (of[row] as usize, 1.0),
                Labels::Numbers(of) => (0, of[row]),
            };
            for (r, x) in right[output * order..][..order].iter_mut().zip(x) {
                *r += goal * x;
            }
        }
        let mut curve = gram(&design, order, self.lambda);
        curve[order * order - 1] -= self.lambda;
        cholesky(&mut curve, order).map_err(|_| too_far_apart(self.name(), rows))?;
        for weights in right.chunks_exact_mut(order) {
            solve(&curve, order, weights);
        }
        Ok(right)
    }

    fn scores(
        &self,
        train: &Examples,
        rows: &[u32],
        learned: &[f64],
        tests: &Examples,
        out: &mut Vec<f64>,
    ) {
        if learned.is_empty() {
            return repeat(&plain_guess(train, rows), tests, out);
        }
        out.clear();
        for at in 0..tests.len() {
            let row = tests.row(at);
            let weights = learned.chunks_exact(train.width() + 1);
            out.extend(weights.map(|w| linear(row, w)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{clouds, slope};
    use super::*;

    #[test]
    fn the_slope_at_the_solution_is_zero() {
        let train = slope(40, 5, 3);
        let rows: Vec<u32> = (0..40).filter(|r| r % 4 != 0).collect();
        let model = Ridge { lambda: 0.7 };
        let w = model.learn(&train, &rows, &[]).unwrap();
        let mut out = Vec::new();
        model.scores(&train, &rows, &w, &train, &mut out);
        let Labels::Numbers(y) = &train.labels else {
            unreachable!()
        };
        for (j, weight) in w.iter().enumerate() {
            let mut g = if j < 5 { 0.7 * weight } else { 0.0 };
            for &r in &rows {
                let r = r as usize;
                let x = if j < 5 {
                    f64::from(train.row(r)[j])
                } else {
                    1.0
                };
                g += (out[r] - y[r]) * x;
            }
            assert!(g.abs() < 1e-8, "{g}");
        }
    }

    #[test]
    fn classes_are_told_apart() {
        let train = clouds(120, 6, 3, 2);
        let rows: Vec<u32> = (0..120).collect();
        let model = Ridge { lambda: 1.0 };
        let w = model.learn(&train, &rows, &[]).unwrap();
        let mut out = Vec::new();
        model.scores(&train, &rows, &w, &train, &mut out);
        let right = out.chunks_exact(3).enumerate();
        let right = right
            .filter(|(i, s)| s.iter().all(|x| *x <= s[i % 3]))
            .count();
        assert!(right > 65, "{right}");
    }

    #[test]
    fn nobody_predicts_zero_and_one_predicts_itself() {
        let train = slope(10, 2, 1);
        let model = Ridge { lambda: 1.0 };
        let mut out = Vec::new();
        model.scores(&train, &[], &[], &train, &mut out);
        assert_eq!(out, [0.0; 10]);
        let w = model.learn(&train, &[4], &[]).unwrap();
        model.scores(&train, &[4], &w, &train, &mut out);
        let Labels::Numbers(y) = &train.labels else {
            unreachable!()
        };
        assert!((out[4] - y[4]).abs() < 1e-9);
    }
}
