//! Ratios of sums over workers, such as all that was paid beside all that a
//! rule gives.

use capstan_stats::bootstrap::UserWeights;
use capstan_stats::interval::{Interval, quantile};

/// The ratio of the sum of `above` to that of `below`, one of each for every
/// worker, with the 95 % interval of its symmetric studentised bootstrap over
/// workers (Hall 1988, On symmetric bootstrap confidence intervals, Journal of
/// the Royal Statistical Society B 50:35).
///
/// Where a few workers have most of the sum, a draw that leaves them out has
/// both another ratio and another spread. Each draw is measured by its own
/// standard error, that of the jackknife, so that this does not make the
/// interval too narrow, as it does that of the percentiles.
///
/// `None` for fewer than two workers.
pub fn ratio(above: &[f64], below: &[f64], draws: &UserWeights) -> Option<Interval> {
    let once = vec![1; above.len()];
    let (value, error) = with_error(above, below, &once);
    if above.len() < 2 || !(value.is_finite() && error.is_finite()) {
        return None;
    }
    let mut far: Vec<f64> = (0..draws.draws())
        .map(|draw| {
            let (drawn, its) = with_error(above, below, draws.counts(draw));
            ((drawn - value) / its).abs()
        })
        .filter(|t| t.is_finite())
        .collect();
    far.sort_by(f64::total_cmp);
    let reach = match far.is_empty() {
        true => 0.0,
        false => error * quantile(&far, 0.95),
    };
    Some(Interval {
        value,
        low: value - reach,
        high: value + reach,
    })
}

/// The ratio and its standard error by the jackknife, with each worker as often
/// as `counts` says. (Without worker i the ratio R differs by the residual
/// a − R b, over the sum without b; the mean of these differences is left out,
/// which makes the error larger, if anything.)
fn with_error(above: &[f64], below: &[f64], counts: &[u8]) -> (f64, f64) {
    let rows = || {
        let pairs = above.iter().zip(below).zip(counts);
        pairs.map(|((&a, &b), &count)| (a, b, f64::from(count)))
    };
    let sum = rows().map(|(_, b, count)| count * b).sum::<f64>();
    let ratio = rows().map(|(a, _, count)| count * a).sum::<f64>() / sum;
    let squares = rows().filter(|row| row.2 > 0.0).map(|(a, b, count)| {
        let moved = (a - ratio * b) / (sum - b);
        count * moved * moved
    });
    (ratio, squares.sum::<f64>().sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::stream::Stream;

    #[test]
    fn the_standard_error_is_that_of_leaving_each_out() {
        // Ratio 6/4; without the first 5/3, the second 3/3, the third 4/2.
        let (above, below) = ([1.0, 3.0, 2.0], [1.0, 1.0, 2.0]);
        let (value, error) = with_error(&above, &below, &[1; 3]);
        assert_eq!(value, 1.5);
        let without = [5.0 / 3.0, 3.0 / 3.0, 4.0 / 2.0];
        let squares: f64 = without.iter().map(|w| (w - value) * (w - value)).sum();
        assert!((error - squares.sqrt()).abs() < 1e-12);
        let twice = with_error(&[1.0, 3.0, 3.0, 2.0], &[1.0, 1.0, 1.0, 2.0], &[1; 4]);
        assert_eq!(with_error(&above, &below, &[1, 2, 1]), twice);
    }

    #[test]
    fn of_many_alike_it_is_the_usual_interval_of_a_mean() {
        let stream = Stream::root(3);
        let xs: Vec<f64> = (0..400).map(|n| stream.uniform(n)).collect();
        let draws = UserWeights::new(&stream.child("draws"), 400, 4000);
        let found = ratio(&xs, &[1.0; 400], &draws).expect("an interval");
        let mean = xs.iter().sum::<f64>() / 400.0;
        let error = (xs.iter().map(|x| (x - mean).powi(2)).sum::<f64>()).sqrt() / 400.0;
        assert!((found.value - mean).abs() < 1e-12);
        assert!((found.high - mean - 1.96 * error).abs() < 0.1 * error);
        assert!((found.high - mean - (mean - found.low)).abs() < 1e-12);
    }

    #[test]
    fn one_worker_has_no_interval_and_no_spread_a_point() {
        let draws = UserWeights::new(&Stream::root(1), 1, 200);
        assert_eq!(ratio(&[1.0], &[2.0], &draws), None);
        let draws = UserWeights::new(&Stream::root(1), 3, 200);
        let found = ratio(&[1.0; 3], &[2.0; 3], &draws).expect("a point");
        assert_eq!((found.low, found.value, found.high), (0.5, 0.5, 0.5));
    }
}
