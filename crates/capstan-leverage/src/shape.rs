//! The shape of a curve: does each further person add more, or less?
//!
//! In the theory of collective action (Oliver, Marwell and Teixeira 1985,
//! doi:10.1086/228313) a production function that accelerates needs people who
//! start, one that decelerates is soon fed by a few. The shape is read from
//! differences of slopes over thirds of the curve, with simultaneous intervals
//! over their joint draws.

use capstan_stats::interval::quantile;
use capstan_worlds::Estimate;
use serde::{Deserialize, Serialize};

/// What the curve looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Each further person adds more than the one before.
    Accelerating,
    /// Each further person adds less than the one before.
    Decelerating,
    /// First more, then less.
    SShaped,
    /// First less, then more.
    ReverseS,
    /// Each person adds about the same.
    Linear,
    /// The data cannot tell.
    NotDistinguishable,
}

/// A difference of two neighbouring slopes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bend {
    /// Where it bends: the participation between the two slopes.
    pub at: f64,
    /// Upper slope minus lower slope of the loss, per unit of participation.
    pub value: f64,
    /// Lower limit, simultaneous over all bends at 95 %.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

/// The shape of a curve and what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// The shape.
    pub kind: Kind,
    /// The bends it was read from.
    pub bends: Vec<Bend>,
    /// The mean slope of the loss, per unit of participation.
    pub slope: f64,
    /// Why the shape is not distinguishable, where it is not.
    pub reason: Option<String>,
}

/// Bends up to this share of the mean slope still count as a straight line.
const STRAIGHT: f64 = 0.5;

/// The shape of the loss over participation. `curve` holds ascending
/// participations above 0 with the loss there; at 0 the loss is 0.
pub fn shape(curve: &[(f64, Estimate)]) -> Shape {
    let unknown = |slope: f64, bends: Vec<Bend>, reason: &str| Shape {
        kind: Kind::NotDistinguishable,
        bends,
        slope,
        reason: Some(reason.to_owned()),
    };
    let Some((end, last)) = curve.last() else {
        return unknown(0.0, Vec::new(), "there is no point to read a shape from");
    };
    let slope = last.value / end;
    let knots = knots(curve, *end);
    if knots.len() < 2 {
        return unknown(
            slope,
            Vec::new(),
            "a shape takes at least two participations",
        );
    }
    let draws = last.draws.len();
    // Slopes between knots, the first from the origin.
    let slopes = |loss: &dyn Fn(usize) -> f64| -> Vec<f64> {
        let (mut x, mut y) = (0.0, 0.0);
        let mut out = Vec::new();
        for &k in &knots {
            out.push((loss(k) - y) / (curve[k].0 - x));
            (x, y) = (curve[k].0, loss(k));
        }
        out
    };
    let bends = |slopes: &[f64]| -> Vec<f64> { slopes.windows(2).map(|w| w[1] - w[0]).collect() };
    let own = bends(&slopes(&|k| curve[k].1.value));
    let drawn: Vec<Vec<f64>> = (0..draws)
        .map(|d| bends(&slopes(&|k| curve[k].1.draws[d])))
        .collect();
    let errors: Vec<f64> = (0..own.len())
        .map(|i| {
            let column: Vec<f64> = drawn.iter().map(|d| d[i]).collect();
            capstan_worlds::account::covariance(&column, &column).sqrt()
        })
        .collect();
    let mut widest: Vec<f64> = drawn
        .iter()
        .map(|d| {
            d.iter()
                .zip(&errors)
                .map(|(x, e)| if *e > 0.0 { (x / e).abs() } else { 0.0 })
                .fold(0.0, f64::max)
        })
        .collect();
    widest.sort_unstable_by(f64::total_cmp);
    let reach = quantile(&widest, 0.95);
    let bends: Vec<Bend> = own
        .iter()
        .zip(&errors)
        .zip(&knots)
        .map(|((&value, error), &k)| Bend {
            at: curve[k].0,
            value,
            low: value - reach * error,
            high: value + reach * error,
        })
        .collect();
    let total = last.interval();
    let up: Vec<bool> = bends.iter().map(|b| b.low > 0.0).collect();
    let down: Vec<bool> = bends.iter().map(|b| b.high < 0.0).collect();
    let first_up = up.iter().position(|&u| u);
    let first_down = down.iter().position(|&d| d);
    let margin = STRAIGHT * slope.abs();
    let straight = bends.iter().all(|b| b.low > -margin && b.high < margin);
    let kind = match (first_up, first_down) {
        (Some(_), None) => Kind::Accelerating,
        (None, Some(_)) => Kind::Decelerating,
        (Some(u), Some(d)) if u < d => Kind::SShaped,
        (Some(_), Some(_)) => Kind::ReverseS,
        (None, None) if straight && !total.includes_zero() => Kind::Linear,
        (None, None) if total.includes_zero() => {
            return unknown(slope, bends, "the effect itself cannot be told from none");
        }
        (None, None) => {
            return unknown(
                slope,
                bends,
                "the intervals of the bends include zero and are too wide for a straight line",
            );
        }
    };
    Shape {
        kind,
        bends,
        slope,
        reason: None,
    }
}

/// The points nearest to each third of the curve, without repeats.
fn knots(curve: &[(f64, Estimate)], end: f64) -> Vec<usize> {
    let mut knots = Vec::new();
    for third in 1..=3u32 {
        let wanted = end * f64::from(third) / 3.0;
        let nearest = (0..curve.len()).min_by(|&a, &b| {
            (curve[a].0 - wanted)
                .abs()
                .total_cmp(&(curve[b].0 - wanted).abs())
        });
        if let Some(k) = nearest
            && curve[k].0 > 0.0
            && knots.last().is_none_or(|&last| last < k)
        {
            knots.push(k);
        }
    }
    knots
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::Stream;

    fn curve(loss: impl Fn(f64) -> f64, noise: f64) -> Vec<(f64, Estimate)> {
        let stream = Stream::root(1);
        (1..=9u32)
            .map(|n| {
                let p = f64::from(n) / 9.0;
                let stream = stream.nth("point", u64::from(n));
                let draws = (0..500)
                    .map(|d| noise * (stream.uniform(d) - 0.5))
                    .collect();
                let estimate = Estimate {
                    value: loss(p),
                    draws,
                    freedom: f64::INFINITY,
                    pulls: Vec::new(),
                };
                (p, estimate)
            })
            .collect()
    }

    #[test]
    fn known_shapes_are_told_apart() {
        let kind = |loss: fn(f64) -> f64, noise| shape(&curve(loss, noise)).kind;
        assert_eq!(kind(|p| p * p, 0.02), Kind::Accelerating);
        assert_eq!(kind(f64::sqrt, 0.02), Kind::Decelerating);
        assert_eq!(kind(|p| p, 0.02), Kind::Linear);
        assert_eq!(kind(|p| p * p * (3.0 - 2.0 * p), 0.02), Kind::SShaped);
        assert_eq!(
            kind(|p| (2.0 * p - 1.0).powi(3).midpoint(1.0), 0.02),
            Kind::ReverseS
        );
        assert_eq!(kind(|p| p * p, 3.0), Kind::NotDistinguishable);
        assert_eq!(kind(|_| 0.0, 0.02), Kind::NotDistinguishable);
    }

    #[test]
    fn noise_around_a_line_is_seldom_called_bent() {
        let mut bent = 0;
        for run in 0..200u64 {
            let stream = Stream::root(run).child("line");
            let error = 0.03;
            let points: Vec<(f64, Estimate)> = (1..=9u32)
                .map(|n| {
                    let p = f64::from(n) / 9.0;
                    let cell = stream.nth("point", u64::from(n));
                    let estimate = Estimate {
                        value: p + error * normal(&cell, 1_000_000),
                        draws: (0..400).map(|d| error * normal(&cell, d)).collect(),
                        freedom: f64::INFINITY,
                        pulls: Vec::new(),
                    };
                    (p, estimate)
                })
                .collect();
            let kind = shape(&points).kind;
            bent += u32::from(!matches!(kind, Kind::Linear | Kind::NotDistinguishable));
        }
        assert!(bent <= 22, "{bent} of 200, expected about 10");
    }

    /// A nearly normal number: twelve uniforms.
    fn normal(stream: &Stream, cell: u64) -> f64 {
        let stream = stream.nth("normal", cell);
        (0..12).map(|n| stream.uniform(n)).sum::<f64>() - 6.0
    }
}
