//! Noise for figures that go to the public: differential privacy, by the
//! proven mechanisms of OpenDP (Gaboardi, Hay and Vadhan 2020, A Programming
//! Framework for OpenDP).
//!
//! Noise is never derived from a seed. It comes from a generator that the
//! operating system seeds, is drawn once, and is then kept in a
//! [`Spent`](capstan_stats::disclosure::Spent) ledger.

use capstan_stats::disclosure::SpentError;
use opendp::domains::AtomDomain;
use opendp::measurements::make_laplace;
use opendp::measures::MaxDivergence;
use opendp::metrics::AbsoluteDistance;

/// `exact` with discrete Laplace noise, so that what any one person could
/// change, at most `most` units, is hidden with `epsilon`.
///
/// # Errors
/// If `epsilon` is not above 0, or the library refuses.
pub fn laplace(exact: i64, most: u32, epsilon: f64) -> Result<i64, SpentError> {
    if !(epsilon > 0.0 && epsilon.is_finite()) {
        return Err(SpentError::Epsilon { found: epsilon });
    }
    let wrong = |why: opendp::error::Error| SpentError::Noise {
        why: why.to_string(),
    };
    let mechanism = make_laplace::<_, _, MaxDivergence>(
        AtomDomain::<i64>::default(),
        AbsoluteDistance::<i64>::default(),
        f64::from(most) / epsilon,
        None,
    )
    .map_err(wrong)?;
    // The library's own proof of what it spends, rounded up.
    let spent = mechanism.map(&i64::from(most)).map_err(wrong)?;
    if spent > epsilon * (1.0 + 1e-9) {
        return Err(SpentError::Noise {
            why: format!("it would spend {spent} in place of {epsilon}"),
        });
    }
    mechanism.invoke(&exact).map_err(wrong)
}

/// How far Laplace noise may take a figure, with 95 %: half the width of the
/// interval of what was released, in the units of the figure.
pub fn reach(most: f64, epsilon: f64) -> f64 {
    20f64.ln() * most / epsilon
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_the_spread_it_should() {
        // Laplace of scale 2 has the mean distance 2, and 95 % within 6.
        let draws: Vec<i64> = (0..4000)
            .map(|_| laplace(100, 2, 1.0).expect("noise") - 100)
            .collect();
        let mean = draws.iter().sum::<i64>() as f64 / 4000.0;
        let distance = draws.iter().map(|d| d.abs()).sum::<i64>() as f64 / 4000.0;
        assert!(mean.abs() < 0.2, "{mean}");
        assert!((distance - 1.92).abs() < 0.2, "{distance}");
        let inside = draws.iter().filter(|d| d.abs() as f64 <= reach(2.0, 1.0));
        let inside = inside.count() as f64 / 4000.0;
        assert!((inside - 0.95).abs() < 0.02, "{inside}");
    }

    #[test]
    fn published_widths() {
        // Of a share of 20, 60, 94 and 200 workers, in points, at epsilon 1.
        for (workers, points) in [(20.0, 15.0), (60.0, 5.0), (94.0, 3.2), (200.0, 1.5)] {
            assert!((100.0 * reach(1.0, 1.0) / workers - points).abs() < 0.05);
        }
    }

    #[test]
    fn nothing_is_drawn_without_a_budget() {
        for epsilon in [0.0, -1.0, f64::NAN] {
            assert!(matches!(
                laplace(1, 1, epsilon),
                Err(SpentError::Epsilon { .. })
            ));
        }
    }
}
