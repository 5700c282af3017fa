//! Logistic regression: of two classes by Newton's method, of more as softmax.

use super::exp::exp;
use super::{Learner, fma, linear, outputs, plain_guess, present};
use super::{repeat, softmax, too_far_apart};
use crate::model::LearnError;
use capstan_data::Examples;
use capstan_stats::linalg::{Job, cholesky, gram, solve, widest};

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
        solved.ok_or_else(|| too_far_apart(self.name(), rows))
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
    let order = train.width() + 1;
    let mut weights = vec![0.0; order];
    if start.len() == order {
        weights.copy_from_slice(start);
    }
    let mut place = Place::new(train, rows)?;
    let mut loss = place.look(&weights, lambda);
    for _ in 0..STEPS {
        let steepest = place.slope.iter().fold(0.0f64, |a, s| a.max(s.abs()));
        if steepest <= FLAT * rows.len() as f64 {
            return Some(weights);
        }
        let mut curve = gram(&place.scaled, order, lambda);
        // The constant has no penalty, but must not be lost either.
        curve[order * order - 1] += 1e-9 - lambda;
        cholesky(&mut curve, order).ok()?;
        let mut step = place.slope.clone();
        solve(&curve, order, &mut step);
        let mut part = 1.0;
        loop {
            let tried: Vec<f64> = weights
                .iter()
                .zip(&step)
                .map(|(w, s)| w - part * s)
                .collect();
            let reached = place.look(&tried, lambda);
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

/// Some of the examples, as some weights see them.
struct Place<'a> {
    train: &'a Examples,
    rows: &'a [u32],
    /// 1 for each row of the second class, and otherwise 0.
    own: Vec<f64>,
    /// How far off the probability of each row is; its log odds at first.
    off: Vec<f64>,
    /// The root of how much the loss of each row bends.
    root: Vec<f64>,
    /// What the log odds alone add to the loss of each row, and the other
    /// factor of its logarithm.
    parts: Vec<(f64, f64)>,
    /// The slope of the penalised loss.
    slope: Vec<f64>,
    /// Each row times its root.
    scaled: Vec<f64>,
}

impl<'a> Place<'a> {
    fn new(train: &'a Examples, rows: &'a [u32]) -> Option<Self> {
        let labels = train.classes()?;
        let order = train.width() + 1;
        let own = |&row: &u32| f64::from(u8::from(labels[row as usize] == 1));
        Some(Self {
            train,
            rows,
            own: rows.iter().map(own).collect(),
            off: vec![0.0; rows.len()],
            root: vec![0.0; rows.len()],
            parts: vec![(0.0, 0.0); rows.len()],
            slope: vec![0.0; order],
            scaled: vec![0.0; rows.len() * order],
        })
    }

    /// Looks at it with `weights`; the penalised loss.
    fn look(&mut self, weights: &[f64], lambda: f64) -> f64 {
        widest(Look {
            place: self,
            weights,
            lambda,
        })
    }
}

struct Look<'a, 'b> {
    place: &'a mut Place<'b>,
    weights: &'a [f64],
    lambda: f64,
}

impl Job for Look<'_, '_> {
    type Out = f64;

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) -> f64 {
        let Self { place, weights, .. } = self;
        let width = place.train.width();
        for (&row, z) in place.rows.iter().zip(&mut place.off) {
            *z = dot::<FUSED>(place.train.row(row as usize), &weights[..width]) + weights[width];
        }
        let of_rows = place.off.iter_mut().zip(&mut place.root);
        for (((z, root), own), part) in of_rows.zip(&place.own).zip(&mut place.parts) {
            let e = exp::<FUSED>(-z.abs());
            let right_way = if *own > 0.0 { *z } else { -*z };
            *part = (if right_way < 0.0 { -right_way } else { 0.0 }, 1.0 + e);
            *root = e.sqrt() / (1.0 + e);
            *z = if *z < 0.0 { e } else { 1.0 } / (1.0 + e) - own;
        }
        let mut loss = 0.0;
        // The product of all factors, so that few logarithms are taken.
        let mut product = 1.0;
        for (alone, factor) in &place.parts {
            loss += alone;
            product *= factor;
            if product > 1e300 {
                loss += f64::ln(product);
                product = 1.0;
            }
        }
        for (s, w) in place.slope[..width].iter_mut().zip(weights) {
            *s = self.lambda * w;
            loss += self.lambda / 2.0 * w * w;
        }
        place.slope[width] = 0.0;
        let (slope, constant) = place.slope.split_at_mut(width);
        let scaled = place.scaled.chunks_exact_mut(width + 1);
        for (((&row, off), root), scaled) in (place.rows.iter().zip(&place.off))
            .zip(&place.root)
            .zip(scaled)
        {
            let x = place.train.row(row as usize);
            for ((to, s), x) in scaled.iter_mut().zip(&mut *slope).zip(x) {
                let x = f64::from(*x);
                *to = root * x;
                *s = fma::<FUSED>(*off, x, *s);
            }
            constant[0] += off;
            scaled[width] = *root;
        }
        loss + product.ln()
    }
}

#[inline(always)]
fn dot<const FUSED: bool>(x: &[f32], weights: &[f64]) -> f64 {
    let (mut sums, mut last) = ([0.0; 8], 0.0);
    let ((x, x_rest), (w, w_rest)) = (x.as_chunks::<8>(), weights.as_chunks::<8>());
    for (x, w) in x.iter().zip(w) {
        for lane in 0..8 {
            sums[lane] = fma::<FUSED>(f64::from(x[lane]), w[lane], sums[lane]);
        }
    }
    for (x, w) in x_rest.iter().zip(w_rest) {
        last = fma::<FUSED>(f64::from(*x), *w, last);
    }
    sums.iter().sum::<f64>() + last
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
