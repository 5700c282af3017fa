//! Models that learn labels from numbers: nearest neighbours, logistic
//! regression and ridge regression.
//!
//! They learn from any subset of examples, also from very small ones, and can
//! start from where they stood on a similar subset. What they learned is a
//! list of numbers.

mod exp;
mod lbfgs;
mod logistic;
mod neighbours;
mod ridge;
mod softmax;

pub use logistic::Logistic;
pub use neighbours::Neighbours;
pub use ridge::Ridge;

use crate::model::LearnError;
use capstan_data::{Examples, Labels};

/// A model that learns labels from numbers.
///
/// For classes, scores are one number a class in the order of the training
/// data's names, higher is likelier; for numbers, the score is the prediction.
pub trait Learner: Send + Sync {
    /// The name on the command line.
    fn name(&self) -> &'static str;

    /// Where the method comes from.
    fn source(&self) -> &'static str;

    /// Whether the scores of classes are probabilities.
    fn probabilities(&self) -> bool;

    /// Learns from the examples `rows` (ascending). `start` is what was
    /// learned from a similar subset, or nothing; it changes the time this
    /// takes, and the result only within the precision of the solution.
    ///
    /// # Errors
    /// If the data cannot carry what is asked.
    fn learn(&self, train: &Examples, rows: &[u32], start: &[f64]) -> Result<Vec<f64>, LearnError>;

    /// The scores of all examples of `tests` by what was `learned` from
    /// `rows`: a row of [`outputs`] numbers each.
    fn scores(
        &self,
        train: &Examples,
        rows: &[u32],
        learned: &[f64],
        tests: &Examples,
        out: &mut Vec<f64>,
    );
}

/// How many scores an example gets: one a class, or one.
pub fn outputs(train: &Examples) -> usize {
    match &train.labels {
        Labels::Classes { names, .. } => names.len(),
        Labels::Numbers(_) => 1,
    }
}

/// What is predicted of every test example where a subset shows no more than
/// one class, or nobody is there: the share of each class with one example
/// added to each; of numbers, their mean, or 0.
fn plain_guess(train: &Examples, rows: &[u32]) -> Vec<f64> {
    match &train.labels {
        Labels::Classes { names, of } => {
            let all = (rows.len() + names.len()) as f64;
            let mut shares = vec![1.0 / all; names.len()];
            for &row in rows {
                shares[of[row as usize] as usize] += 1.0 / all;
            }
            shares
        }
        Labels::Numbers(of) => {
            let sum: f64 = rows.iter().map(|&r| of[r as usize]).sum();
            vec![sum / rows.len().max(1) as f64]
        }
    }
}

/// What to say when the equations for `rows` have no answer in numbers.
fn too_far_apart(model: &'static str, rows: &[u32]) -> LearnError {
    LearnError::TooMuch {
        model,
        why: format!("the numbers of {} examples are too far apart", rows.len()),
        hint: "bring all features to a similar scale, or raise --set lambda".to_owned(),
    }
}

/// Writes the same scores for all of `tests`.
fn repeat(guess: &[f64], tests: &Examples, out: &mut Vec<f64>) {
    out.clear();
    for _ in 0..tests.len() {
        out.extend_from_slice(guess);
    }
}

/// The classes that `rows` show, ascending.
fn present(train: &Examples, rows: &[u32]) -> Vec<u32> {
    let mut seen = vec![false; outputs(train)];
    if let Some(of) = train.classes() {
        rows.iter()
            .for_each(|&r| seen[of[r as usize] as usize] = true);
    }
    (0..seen.len() as u32)
        .filter(|&c| seen[c as usize])
        .collect()
}

/// The product of a row of features with weights, of which the last stands for
/// a constant.
fn linear(row: &[f32], weights: &[f64]) -> f64 {
    // Four chains, so that one addition does not wait for the last.
    let mut sums = [0.0; 4];
    let steps = row.chunks_exact(4);
    let rest = steps.remainder();
    for (x, w) in steps.zip(weights.chunks_exact(4)) {
        for ((s, x), w) in sums.iter_mut().zip(x).zip(w) {
            *s += f64::from(*x) * w;
        }
    }
    let mut sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    for (x, w) in rest.iter().zip(&weights[row.len() - rest.len()..]) {
        sum += f64::from(*x) * w;
    }
    sum + weights[row.len()]
}

#[inline(always)]
fn fma<const FUSED: bool>(a: f64, b: f64, c: f64) -> f64 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

#[cfg(test)]
mod testing {
    use capstan_data::{ExampleOptions, Examples, read_examples_bytes};
    use capstan_stats::Stream;

    /// `n` examples of `width` features in `classes` classes that overlap.
    pub fn clouds(n: usize, width: usize, classes: usize, seed: u64) -> Examples {
        let stream = Stream::root(seed);
        let mut text = (0..width).map(|j| format!("x{j},")).collect::<String>() + "class\n";
        for i in 0..n {
            let class = i % classes;
            for j in 0..width {
                let noise = stream.uniform((i * width + j) as u64) * 4.0 - 2.0;
                let centre = if j % classes == class { 1.0 } else { 0.0 };
                text += &format!("{},", noise + centre);
            }
            // The classes stand in the order 0, 1, ..
            text += &format!("c{class}\n");
        }
        let options = ExampleOptions {
            label: "class".into(),
            ..ExampleOptions::default()
        };
        read_examples_bytes("clouds", text.as_bytes(), &options, None).expect("clouds")
    }

    /// The same with a number to predict: a linear function and a little more.
    pub fn slope(n: usize, width: usize, seed: u64) -> Examples {
        let mut examples = clouds(n, width, 2, seed);
        let numbers = (0..n)
            .map(|i| {
                let row = examples.row(i);
                let sum: f64 = row
                    .iter()
                    .enumerate()
                    .map(|(j, x)| j as f64 * f64::from(*x))
                    .sum();
                sum + 3.0 + (i as f64).sin()
            })
            .collect();
        examples.labels = capstan_data::Labels::Numbers(numbers);
        examples
    }
}
