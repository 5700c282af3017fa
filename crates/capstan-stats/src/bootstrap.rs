//! The bootstrap over people.
//!
//! People are the clusters: all that one person contributed is drawn together.
//! The same draws serve every figure of a forecast, so that differences and
//! ratios of figures keep their pairing (Efron and Tibshirani 1993, chapter 8;
//! Cameron, Gelbach and Miller 2008, doi:10.1162/rest.90.3.414).

use crate::stream::Stream;
use rand::RngExt;

/// How often each person is drawn in each bootstrap draw.
#[derive(Clone, Debug)]
pub struct UserWeights {
    people: usize,
    draws: usize,
    counts: Vec<u8>,
}

impl UserWeights {
    /// `draws` draws of `people` out of `people` with replacement.
    pub fn new(stream: &Stream, people: usize, draws: usize) -> Self {
        let mut counts = vec![0u8; people * draws];
        for (draw, row) in counts.chunks_mut(people.max(1)).enumerate() {
            let mut rng = stream.at(draw as u64);
            for _ in 0..people {
                let at = rng.random_range(0..people);
                row[at] = row[at].saturating_add(1);
            }
        }
        Self {
            people,
            draws,
            counts,
        }
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// How often each person is drawn in the draw `draw`.
    pub fn counts(&self, draw: usize) -> &[u8] {
        &self.counts[draw * self.people..][..self.people]
    }

    /// The totals of a table of `columns.len() / people` columns, one row a
    /// person, in the draw `draw`.
    pub fn totals(&self, draw: usize, columns: &[f64]) -> Vec<f64> {
        let width = columns.len() / self.people.max(1);
        let mut out = vec![0.0; width];
        for (&count, row) in self
            .counts(draw)
            .iter()
            .zip(columns.chunks_exact(width.max(1)))
        {
            if count > 0 {
                let weight = f64::from(count);
                for (o, x) in out.iter_mut().zip(row) {
                    *o += weight * x;
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_of_a_mean_is_its_standard_error() {
        let stream = Stream::root(5);
        let xs: Vec<f64> = (0..400).map(|i| stream.uniform(i)).collect();
        let weights = UserWeights::new(&stream.child("w"), 400, 2000);
        let means: Vec<f64> = (0..2000)
            .map(|b| weights.totals(b, &xs)[0] / 400.0)
            .collect();
        let mean = means.iter().sum::<f64>() / 2000.0;
        let sd = (means.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / 1999.0).sqrt();
        let own = xs.iter().sum::<f64>() / 400.0;
        let se = (xs.iter().map(|x| (x - own).powi(2)).sum::<f64>() / 400.0).sqrt() / 20.0;
        assert!((sd / se - 1.0).abs() < 0.06, "{sd} against {se}");
    }

    #[test]
    fn every_draw_draws_everybody_once_on_average() {
        let weights = UserWeights::new(&Stream::root(1), 7, 5);
        for draw in 0..5 {
            assert_eq!(weights.totals(draw, &[1.0; 7]), [7.0]);
            assert_eq!(weights.totals(draw, &[1.0; 14]), [7.0, 7.0]);
        }
    }
}
