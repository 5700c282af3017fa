//! Estimates with intervals, and ratios that are refused where they are
//! undefined.

use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// An estimate and its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The estimate.
    pub value: f64,
    /// The lower limit.
    pub low: f64,
    /// The upper limit.
    pub high: f64,
}

impl Interval {
    /// `value` with `reach` to both sides.
    pub fn around(value: f64, reach: f64) -> Self {
        Self {
            value,
            low: value - reach,
            high: value + reach,
        }
    }

    /// Whether the interval includes 0: not distinguishable from nothing.
    pub fn includes_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// Half its width.
    pub fn reach(&self) -> f64 {
        (self.high - self.low) / 2.0
    }
}

/// The two-sided 95 % point of Student's t with `freedom` degrees of freedom
/// (infinite: of the normal distribution).
pub fn t95(freedom: f64) -> f64 {
    if freedom > 1e6 || !freedom.is_finite() {
        return 1.959_963_984_540_054;
    }
    StudentsT::new(0.0, 1.0, freedom.max(1.0)).map_or(f64::NAN, |t| t.inverse_cdf(0.975))
}

/// The point of Student's t with `freedom` degrees of freedom that is passed
/// with probability 5 %, upwards.
pub fn t95_one_sided(freedom: f64) -> f64 {
    if freedom > 1e6 || !freedom.is_finite() {
        return 1.644_853_626_951_472_2;
    }
    StudentsT::new(0.0, 1.0, freedom.max(1.0)).map_or(f64::NAN, |t| t.inverse_cdf(0.95))
}

/// The probability that a normal variable with this mean and spread is above
/// `limit`; with no spread, 0 or 1.
pub fn probability_above(limit: f64, mean: f64, sd: f64) -> f64 {
    match Normal::new(mean, sd) {
        Ok(normal) if sd > 0.0 => normal.sf(limit),
        _ => f64::from(u8::from(mean >= limit)),
    }
}

/// The same where the spread is itself estimated, with `freedom` degrees of
/// freedom.
pub fn probability_above_t(limit: f64, mean: f64, sd: f64, freedom: f64) -> f64 {
    if freedom > 1e6 {
        return probability_above(limit, mean, sd);
    }
    match StudentsT::new(mean, sd, freedom.max(1.0)) {
        Ok(t) if sd > 0.0 => t.sf(limit),
        _ => f64::from(u8::from(mean >= limit)),
    }
}

/// Degrees of freedom of a sum of independent variances, each with its own
/// (Satterthwaite 1946, doi:10.2307/3002019).
pub fn satterthwaite(parts: &[(f64, f64)]) -> f64 {
    let total: f64 = parts.iter().map(|p| p.0).sum();
    let below: f64 = parts.iter().map(|(v, df)| v * v / df.max(1.0)).sum();
    if below > 0.0 {
        total * total / below
    } else {
        f64::INFINITY
    }
}

/// The ratio `a / b` of two correlated estimates with its interval by
/// Fieller's theorem (Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x);
/// `None` if `b` cannot be told from 0, when no bounded interval exists.
///
/// `var_a`, `var_b` and `cov` are their variances and covariance, `t` the
/// two-sided point of the reference distribution.
pub fn fieller(a: f64, b: f64, var_a: f64, var_b: f64, cov: f64, t: f64) -> Option<Interval> {
    let t2 = t * t;
    let square = b * b - t2 * var_b;
    if square.is_nan() || square <= 0.0 {
        return None;
    }
    let middle = a * b - t2 * cov;
    let root = (middle * middle - square * (a * a - t2 * var_a))
        .max(0.0)
        .sqrt();
    Some(Interval {
        value: a / b,
        low: (middle - root) / square,
        high: (middle + root) / square,
    })
}

/// Wilson's 95 % interval of a share (Wilson 1927,
/// doi:10.1080/01621459.1927.10502953); `None` of nothing.
pub fn wilson(successes: u64, trials: u64) -> Option<Interval> {
    if trials == 0 {
        return None;
    }
    let (n, z) = (trials as f64, t95(f64::INFINITY));
    let p = successes as f64 / n;
    let below = 1.0 + z * z / n;
    let middle = (p + z * z / (2.0 * n)) / below;
    let reach = z / below * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Some(Interval {
        value: p,
        low: middle - reach,
        high: middle + reach,
    })
}

/// The `q`-quantile of sorted numbers, between neighbours where needed
/// (type 7 of Hyndman and Fan 1996); `NaN` of nothing.
pub fn quantile(sorted: &[f64], q: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = q.clamp(0.0, 1.0) * last as f64;
    let (below, above) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    below + (above - below) * at.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_t() {
        assert!((t95(4.0) - 2.776_445).abs() < 1e-5);
        assert!((t95(f64::INFINITY) - 1.959_964).abs() < 1e-6);
        assert!((satterthwaite(&[(1.0, 4.0)]) - 4.0).abs() < 1e-12);
        assert!((satterthwaite(&[(1.0, 4.0), (1.0, 4.0)]) - 8.0).abs() < 1e-12);
    }

    #[test]
    fn probabilities_know_how_little_is_known() {
        assert!((probability_above_t(0.0, 1.644_854, 1.0, 1e9) - 0.95).abs() < 1e-5);
        assert!((probability_above_t(0.0, t95_one_sided(1.0), 1.0, 1.0) - 0.95).abs() < 1e-9);
        assert!((t95_one_sided(1.0) - 6.313_752).abs() < 1e-5);
        assert_eq!(probability_above_t(1.0, 2.0, 0.0, 3.0), 1.0);
        assert_eq!(probability_above_t(1.0, 0.5, 0.0, 3.0), 0.0);
    }

    #[test]
    fn fieller_reduces_to_the_plain_interval_of_a_known_denominator() {
        let i = fieller(3.0, 2.0, 0.25, 0.0, 0.0, 2.0).unwrap();
        assert!((i.low - 1.0).abs() < 1e-12 && (i.high - 2.0).abs() < 1e-12);
        assert_eq!(fieller(3.0, 0.5, 0.25, 0.25, 0.0, 2.0), None);
    }

    #[test]
    fn fieller_covers_a_true_ratio() {
        // a ~ N(2, 1/4), b ~ N(4, 1/4): the share of intervals that hold 1/2.
        use rand_distr::{Distribution, StandardNormal};
        let stream = crate::Stream::root(11);
        let hits = (0..4000)
            .filter(|&n| {
                let mut rng = stream.at(n);
                let x: f64 = StandardNormal.sample(&mut rng);
                let y: f64 = StandardNormal.sample(&mut rng);
                fieller(2.0 + x / 2.0, 4.0 + y / 2.0, 0.25, 0.25, 0.0, 1.96)
                    .is_some_and(|i| i.low <= 0.5 && i.high >= 0.5)
            })
            .count();
        assert!((3740..3860).contains(&hits), "{hits} of 4000");
    }

    #[test]
    fn wilson_as_published() {
        let i = wilson(8, 10).unwrap();
        assert!((i.low - 0.490_2).abs() < 1e-4 && (i.high - 0.943_3).abs() < 1e-4);
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn quantiles_between_neighbours() {
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), 3.0);
        assert!(quantile(&[], 0.5).is_nan());
    }
}
