//! Nearest neighbours as a classifier and a regressor.

use super::{Learner, outputs, plain_guess, repeat};
use crate::model::LearnError;
use capstan_data::{Examples, Labels};
use capstan_stats::linalg::{ABREAST, squared_distances};

/// The votes, or the mean, of the `k` nearest examples; of all where there are
/// fewer. Of examples that are equally far the earlier counts (Cover and Hart
/// 1967, doi:10.1109/TIT.1967.1053964).
#[derive(Clone, Copy, Debug)]
pub struct Neighbours {
    /// How many neighbours, from 1.
    pub k: usize,
}

impl Learner for Neighbours {
    fn name(&self) -> &'static str {
        "knn"
    }

    fn source(&self) -> &'static str {
        "Cover and Hart 1967, doi:10.1109/TIT.1967.1053964"
    }

    fn probabilities(&self) -> bool {
        true
    }

    fn learn(
        &self,
        _train: &Examples,
        _rows: &[u32],
        _start: &[f64],
    ) -> Result<Vec<f64>, LearnError> {
        Ok(Vec::new())
    }

    fn scores(
        &self,
        train: &Examples,
        rows: &[u32],
        _learned: &[f64],
        tests: &Examples,
        out: &mut Vec<f64>,
    ) {
        if rows.is_empty() {
            return repeat(&plain_guess(train, rows), tests, out);
        }
        let (n, width, outputs) = (rows.len(), train.width(), outputs(train));
        let mut cells = Vec::with_capacity(n * width);
        for &row in rows {
            cells.extend_from_slice(train.row(row as usize));
        }
        let mut far = vec![0f32; ABREAST * n];
        let mut near: Vec<(f32, u32)> = Vec::with_capacity(n);
        let k = self.k.min(n);
        out.clear();
        out.resize(tests.len() * outputs, 0.0);
        for start in (0..tests.len()).step_by(ABREAST) {
            let points = std::array::from_fn(|i| tests.row((start + i).min(tests.len() - 1)));
            let mut parts = far.chunks_exact_mut(n);
            let parts = std::array::from_fn(|_| parts.next().unwrap_or_default());
            squared_distances(points, &cells, width, parts);
            for (at, far) in (start..tests.len()).zip(far.chunks_exact(n)) {
                near.clear();
                near.extend(far.iter().copied().zip(rows.iter().copied()));
                near.select_nth_unstable_by(k - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                let scores = &mut out[at * outputs..][..outputs];
                for &(_, row) in &near[..k] {
                    match &train.labels {
                        Labels::Classes { of, .. } => {
                            scores[of[row as usize] as usize] += 1.0 / k as f64;
                        }
                        Labels::Numbers(of) => scores[0] += of[row as usize] / k as f64,
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{clouds, slope};
    use super::*;

    #[test]
    fn the_nearest_vote() {
        let mut train = clouds(6, 1, 2, 1);
        train.cells = vec![0.0, 1.0, 2.0, 3.0, 3.0, 9.0];
        let mut tests = clouds(2, 1, 2, 1);
        tests.cells = vec![3.0, 0.2];
        let model = Neighbours { k: 2 };
        let mut out = Vec::new();
        // Classes are 0, 1, 0, 1, 0, 1; the third and fourth example are equally near.
        model.scores(&train, &[0, 1, 2, 3, 4, 5], &[], &tests, &mut out);
        assert_eq!(out, [0.5, 0.5, 0.5, 0.5]);
        model.scores(&train, &[1, 3, 5], &[], &tests, &mut out);
        assert_eq!(out, [0.0, 1.0, 0.0, 1.0]);
        model.scores(&train, &[2], &[], &tests, &mut out);
        assert_eq!(out, [1.0, 0.0, 1.0, 0.0]);
        model.scores(&train, &[], &[], &tests, &mut out);
        assert_eq!(out, [0.5; 4]);
    }

    #[test]
    fn numbers_are_averaged() {
        let mut train = slope(3, 1, 1);
        train.cells = vec![0.0, 1.0, 5.0];
        train.labels = Labels::Numbers(vec![2.0, 4.0, 30.0]);
        let mut out = Vec::new();
        Neighbours { k: 2 }.scores(&train, &[0, 1, 2], &[], &train, &mut out);
        assert_eq!(out, [3.0, 3.0, 17.0]);
    }
}
