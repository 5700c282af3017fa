//! Neighbours within a radius: a subset is worth the share of right labels
//! among its records within the radius, or one guess among the classes where
//! there is none.

use super::scan::Points;
use super::{Room, Rule, Share};
use crate::error::ValueError;
use capstan_stats::interval::quantile;
use capstan_stats::linalg::{ABREAST, squared_distances};
use rayon::prelude::*;

/// Shapley values of neighbours within a radius (Wang, Zhu and others 2023,
/// arXiv:2308.15709). Records outside add nothing to anybody, so what is left
/// is a mean over those inside, in closed form.
#[derive(Clone, Debug)]
pub struct Threshold<'a> {
    labels: &'a [u32],
    tests: &'a [u32],
    square: f64,
    guess: f64,
    /// 1 + 1/2 + .. up to each number, from none.
    harmonic: Vec<f64>,
}

impl<'a> Threshold<'a> {
    /// For records and test points with these labels, of `classes` classes.
    ///
    /// # Errors
    /// If the radius is no number from 0.
    pub fn new(
        labels: &'a [u32],
        tests: &'a [u32],
        radius: f64,
        classes: usize,
    ) -> Result<Self, ValueError> {
        if !(radius >= 0.0 && radius.is_finite()) {
            return Err(ValueError::Range {
                name: "radius",
                found: radius.to_string(),
                expected: "a distance: a number from 0".to_owned(),
            });
        }
        let mut harmonic = vec![0.0];
        for i in 1..=labels.len() {
            harmonic.push(harmonic[i - 1] + 1.0 / i as f64);
        }
        Ok(Self {
            labels,
            tests,
            square: radius * radius,
            guess: 1.0 / classes.max(1) as f64,
            harmonic,
        })
    }
}

impl Rule for Threshold<'_> {
    fn spread(&self, test: usize, row: &mut [f32], _: &mut Room<'_>) -> Result<Share, ValueError> {
        let right = |label: &u32| f64::from(u8::from(*label == self.tests[test]));
        let inside = |square: f32| f64::from(square) <= self.square;
        let (mut count, mut sum) = (0, 0.0);
        for (&square, label) in row.iter().zip(self.labels) {
            if inside(square) {
                count += 1;
                sum += right(label);
            }
        }
        let m = count as f64;
        for (x, label) in row.iter_mut().zip(self.labels) {
            let mut value = 0.0;
            if inside(*x) {
                let own = right(label);
                value = own - self.guess;
                if count > 1 {
                    value += (own - (sum - own) / (m - 1.0)) * (self.harmonic[count] - 1.0);
                }
                value /= m;
            }
            *x = value as f32;
        }
        let worth = if count > 0 { sum / m } else { self.guess };
        Ok(Share {
            worth,
            sum: Some(worth - self.guess),
        })
    }
}

/// A radius that fits the data: the median over test points of the distance to
/// the `k`-th nearest record.
pub fn typical_radius(records: Points<'_>, tests: Points<'_>, k: usize) -> f64 {
    let Some(last) = k.min(records.len).checked_sub(1) else {
        return 0.0;
    };
    let mut squares: Vec<f64> = (0..tests.len)
        .into_par_iter()
        .map_init(
            || vec![0f32; ABREAST * records.len],
            |room, at| {
                let point = &tests.cells[at * tests.width..][..tests.width];
                let mut rows = room.chunks_exact_mut(records.len);
                let out = std::array::from_fn(|_| rows.next().unwrap_or_default());
                squared_distances([point; ABREAST], records.cells, records.width, out);
                let row = &mut room[..records.len];
                f64::from(*row.select_nth_unstable_by(last, f32::total_cmp).1)
            },
        )
        .collect();
    squares.sort_unstable_by(f64::total_cmp);
    // Rounding must not put the record at the median outside.
    (quantile(&squares, 0.5) * (1.0 + 1e-12)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knn::testing::{alike, spread};
    use crate::oracle::{self, Q};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn values_are_those_of_counting_out(
            right in prop::collection::vec(0u32..2, 1..8), within in 0usize..9, classes in 2usize..5,
        ) {
            let n = right.len();
            let exact = oracle::shapley(n, |mask| {
                let there: Vec<usize> =
                    (0..n.min(within)).filter(|i| mask >> i & 1 == 1).collect();
                if there.is_empty() {
                    return Q::new(1, classes as i128);
                }
                let sum = there.iter().map(|&i| i128::from(right[i])).sum();
                Q::new(sum, there.len() as i128)
            });
            // Record i is at the squared distance i + 1.
            let radius = (within as f64 + 0.5).sqrt();
            let rule = Threshold::new(&right, &[1], radius, classes).unwrap();
            alike(&spread(&rule, n).0, &exact)?;
        }
    }

    #[test]
    fn the_typical_radius_is_the_median() {
        let records = Points {
            width: 1,
            len: 4,
            cells: &[0.0, 1.0, 3.0, 7.0],
        };
        // The second nearest are 1, 1 and 4 away.
        let tests = Points {
            width: 1,
            len: 3,
            cells: &[0.0, 1.0, 7.0],
        };
        assert!((typical_radius(records, tests, 2) - 1.0).abs() < 1e-9);
        assert!((typical_radius(records, tests, 9) - 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_radius_that_is_none_is_refused() {
        assert!(Threshold::new(&[1], &[1], -1.0, 2).is_err());
        assert!(Threshold::new(&[1], &[1], f64::NAN, 2).is_err());
    }
}
