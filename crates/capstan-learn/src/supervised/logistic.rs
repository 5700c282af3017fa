//! Logistic regression: of two classes by Newton's method, of more as softmax.

use super::{Learner, linear, outputs, plain_guess, present, repeat, softmax};
use crate::model::LearnError;
use capstan_data::Examples;
use capstan_stats::linalg::{cholesky, gram, solve};

/// Logistic regression with a squared penalty on all weights but the constant:
/// the sum of log losses plus `lambda / 2` times the squares of the weights.
///
/// Two classes are solved by iteratively reweighted least squares (Hastie,
/// Tibshirani and Friedman 2009, section 4.4.1). A subset that shows one class
/// only predicts shares, with one example added to each class; of more
/// classes, those that a subset does not show have probability 0.
#[derive(Clone, Copy, Debug)]
pub struct Logistic {
    /// The penalty, above 0.
    pub lambda: f64,
}

/// A mean slope this flat is the bottom.
const FLAT: f64 = 1e-7;
/// Newton's steps at most; five or six are usual from nothing.
const STEPS: usize = 50;

impl Learner for Logistic {
    fn name(&self) -> &'static str {
        "logistic"
    }

    fn source(&self) -> &'static str {
        "Hastie, Tibshirani and Friedman 2009, section 4.4"
    }

    fn probabilities(&self) -> bool {
        true
    }

    /// For two classes one row of weights with the constant last; for more, a
    /// row a class, of zeros where it is absent; nothing where fewer are shown.
    fn learn(&self, train: &Examples, rows: &[u32], start: &[f64]) -> Result<Vec<f64>, LearnError> {
        let present = present(train, rows);
        if present.len() < 2 {
            return Ok(Vec::new());
        }
        let solved = match outputs(train) {
            2 => newton(train, rows, start, self.lambda),
            _ => softmax::learn(train, rows, &present, start, self.lambda),
        };
        solved.ok_or_else(|| LearnError::TooMuch {
            model: "logistic",
            why: format!("the numbers of {} examples are too far apart", rows.len()),
            hint: "bring all features to a similar scale, or raise --set lambda".to_owned(),
        })
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
        if outputs(train) == 2 {
            for at in 0..tests.len() {
                let p = sigmoid(linear(tests.row(at), learned));
                out.extend([1.0 - p, p]);
            }
        } else {
            softmax::scores(train, &present(train, rows), learned, tests, out);
        }
    }
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// The least point for two classes, `None` if the numbers do not allow it.
fn newton(train: &Examples, rows: &[u32], start: &[f64], lambda: f64) -> Option<Vec<f64>> {
    let (width, labels) = (train.width(), train.classes()?);
    let order = width + 1;
    let mut weights = vec![0.0; order];
    if start.len() == order {
        weights.copy_from_slice(start);
    }
    let mut slope = vec![0.0; order];
    let mut scaled = Vec::with_capacity(rows.len() * order);
    let mut loss = total_loss(train, rows, &weights, lambda);
    for _ in 0..STEPS {
        for (s, w) in slope.iter_mut().zip(&weights[..width]) {
            *s = lambda * w;
        }
        slope[width] = 0.0;
        scaled.clear();
        for &row in rows {
            let x = train.row(row as usize);
            let p = sigmoid(linear(x, &weights));
            let off = p - f64::from(labels[row as usize]);
            let root = (p * (1.0 - p)).sqrt();
            for (s, x) in slope.iter_mut().zip(x) {
                *s += off * f64::from(*x);
            }
            slope[width] += off;
            scaled.extend(x.iter().map(|x| root * f64::from(*x)));
            scaled.push(root);
        }
        let steepest = slope.iter().fold(0.0f64, |a, s| a.max(s.abs()));
        if steepest <= FLAT * rows.len() as f64 {
            return Some(weights);
        }
        let mut curve = gram(&scaled, order, lambda);
        // The constant has no penalty, but must not be lost either.
        curve[order * order - 1] += 1e-9 - lambda;
        cholesky(&mut curve, order).ok()?;
        let mut step = slope.clone();
        solve(&curve, order, &mut step);
        let mut part = 1.0;
        loop {
            let tried: Vec<f64> = weights
                .iter()
                .zip(&step)
                .map(|(w, s)| w - part * s)
                .collect();
            let reached = total_loss(train, rows, &tried, lambda);
            // As good as before is good enough at the bottom.
            if reached <= loss + 1e-12 * loss.abs() {
                weights = tried;
                loss = reached;
                break;
            }
            part /= 2.0;
            if part < 1e-10 {
                // No step can be told from rounding any more.
                return loss.is_finite().then_some(weights);
            }
        }
    }
    Some(weights)
}

fn total_loss(train: &Examples, rows: &[u32], weights: &[f64], lambda: f64) -> f64 {
    let labels = train.classes().unwrap_or_default();
    let squares: f64 = weights[..train.width()].iter().map(|w| w * w).sum();
    let mut loss = lambda / 2.0 * squares;
    for &row in rows {
        let z = linear(train.row(row as usize), weights);
        let towards = if labels[row as usize] == 1 { z } else { -z };
        // ln(1 + exp(-towards)), without overflow.
        loss += (-towards).max(0.0) + (-towards.abs()).exp().ln_1p();
    }
    loss
}

#[cfg(test)]
mod tests {
    use super::super::testing::clouds;
    use super::*;

    /// The slope of the penalised loss by its definition.
    fn slope(train: &Examples, rows: &[u32], w: &[f64], lambda: f64) -> Vec<f64> {
        let width = train.width();
        let mut g: Vec<f64> = w.iter().map(|w| lambda * w).collect();
        g[width] = 0.0;
        for &r in rows {
            let x = train.row(r as usize);
            let z: f64 = (0..width).map(|j| w[j] * f64::from(x[j])).sum::<f64>() + w[width];
            let off = 1.0 / (1.0 + (-z).exp()) - f64::from(train.classes().unwrap()[r as usize]);
            for j in 0..width {
                g[j] += off * f64::from(x[j]);
            }
            g[width] += off;
        }
        g
    }

    #[test]
    fn the_bottom_is_flat_from_wherever_one_starts() {
        let train = clouds(120, 7, 2, 3);
        let rows: Vec<u32> = (0..120).filter(|r| r % 3 != 0).collect();
        let model = Logistic { lambda: 1.0 };
        let cold = model.learn(&train, &rows, &[]).unwrap();
        for g in slope(&train, &rows, &cold, 1.0) {
            assert!(g.abs() < 1e-5, "{g}");
        }
        let all: Vec<u32> = (0..120).collect();
        let near = model.learn(&train, &all, &[]).unwrap();
        let warm = model.learn(&train, &rows, &near).unwrap();
        for (a, b) in cold.iter().zip(&warm) {
            assert!((a - b).abs() < 1e-5, "{a} {b}");
        }
    }

    #[test]
    fn clouds_that_do_not_touch_are_told_apart() {
        let mut train = clouds(60, 3, 2, 5);
        for i in 0..60 {
            train.cells[i * 3] = if i % 2 == 0 { -10.0 } else { 10.0 };
        }
        let rows: Vec<u32> = (0..60).collect();
        let model = Logistic { lambda: 0.01 };
        let learned = model.learn(&train, &rows, &[]).unwrap();
        let mut out = Vec::new();
        model.scores(&train, &rows, &learned, &train, &mut out);
        for (i, p) in out.chunks_exact(2).enumerate() {
            assert!(p[i % 2] > 0.9 && (p[0] + p[1] - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn small_subsets_guess() {
        let train = clouds(10, 2, 2, 1);
        let model = Logistic { lambda: 1.0 };
        let mut out = Vec::new();
        let learned = model.learn(&train, &[], &[]).unwrap();
        model.scores(&train, &[], &learned, &train, &mut out);
        assert_eq!(out[..2], [0.5, 0.5]);
        let learned = model.learn(&train, &[0, 2], &[]).unwrap();
        model.scores(&train, &[0, 2], &learned, &train, &mut out);
        assert_eq!(out[..2], [0.75, 0.25]);
    }
}
