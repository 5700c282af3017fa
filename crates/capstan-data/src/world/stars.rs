//! How people turn liking into stars.

use capstan_stats::interval::probability_above;

/// A way of giving stars: the lowest, the step, and how much an item must be
/// liked for each step more.
pub(super) struct Pen {
    lowest: f64,
    step: f64,
    cuts: &'static [f64],
}

/// Whole stars from 1 to 5.
pub(super) static WHOLES: Pen = Pen {
    lowest: 1.0,
    step: 1.0,
    cuts: &[1.5, 2.45, 3.4, 4.7],
};

/// Half stars from 0.5 to 5.
pub(super) static HALVES: Pen = Pen {
    lowest: 0.5,
    step: 0.5,
    cuts: &[0.8, 1.3, 1.75, 2.25, 2.7, 3.2, 3.65, 4.4, 4.85],
};

impl Pen {
    /// The stars for an item that is liked this much.
    pub fn stars(&self, liking: f64) -> f64 {
        let steps = self.cuts.iter().filter(|&&cut| liking > cut).count();
        self.lowest + self.step * steps as f64
    }

    /// The mean of the stars if liking is normal with this mean and spread.
    pub fn mean(&self, liking: f64, spread: f64) -> f64 {
        let above = |&cut: &f64| probability_above(cut, liking, spread);
        self.lowest + self.step * self.cuts.iter().map(above).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::Stream;
    use rand_distr::{Distribution, StandardNormal};

    #[test]
    fn more_liking_never_gives_fewer_stars() {
        assert_eq!(WHOLES.stars(-9.0), 1.0);
        assert_eq!(WHOLES.stars(3.0), 3.0);
        assert_eq!(WHOLES.stars(9.0), 5.0);
        assert_eq!(HALVES.stars(-9.0), 0.5);
        assert_eq!(HALVES.stars(3.0), 3.0);
        assert_eq!(HALVES.stars(9.0), 5.0);
        for pen in [&WHOLES, &HALVES] {
            assert!(pen.cuts.is_sorted());
        }
    }

    #[test]
    fn the_mean_is_the_mean_of_draws() {
        let stream = Stream::root(4);
        for (cell, pen, liking) in [(0, &WHOLES, 3.3), (1, &HALVES, 4.6), (2, &HALVES, 0.4)] {
            let mut rng = stream.at(cell);
            let n = 40_000;
            let sum: f64 = (0..n)
                .map(|_| {
                    let x: f64 = StandardNormal.sample(&mut rng);
                    pen.stars(liking + 0.8 * x)
                })
                .sum();
            let error = (sum / f64::from(n) - pen.mean(liking, 0.8)).abs();
            assert!(error < 0.02, "{liking}: {error}");
            assert_eq!(pen.mean(liking, 0.0), pen.stars(liking));
        }
    }
}
