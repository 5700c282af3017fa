//! How a forecast did, once a campaign is over.
//!
//! The forecast's interval at the participation that was reached is held
//! against the loss that was measured. The score is the interval score of
//! Gneiting and Raftery, "Strictly proper scoring rules, prediction, and
//! estimation" (2007), section 6.2: the width of the interval, and 2/alpha times
//! the distance by which it missed. Lower is better, and a forecaster does best
//! by saying what they believe.

use serde::{Deserialize, Serialize};

/// The greatest gain that is taken for one. A loss is a share of what
/// personalisation adds, so it can pass 1 and a gain can pass -1, but a number
/// beyond twice that is a slip, such as a percentage.
pub const LEAST_LOSS: f64 = -2.0;
/// The greatest loss that is taken for one.
pub const MOST_LOSS: f64 = 2.0;

/// The share of outcomes that a 95 % interval may miss.
const ALPHA: f64 = 0.05;

/// A point of a forecast curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The share of people who take part, 0 to 1.
    pub participation: f64,
    /// The lower limit of the 95 % interval of the loss.
    pub low: f64,
    /// The loss, as a share of what there was to lose; below 0 it is a gain.
    pub estimate: f64,
    /// The upper limit.
    pub high: f64,
}

/// What came about.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The share of people who took part, 0 to 1.
    pub participation: f64,
    /// The loss that was measured, in the unit of the forecast.
    pub loss: f64,
    /// The 95 % interval of that measurement, where it has one.
    pub interval: Option<[f64; 2]>,
}

/// How a forecast did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grade {
    /// The lower limit that was forecast for this participation.
    pub expected_low: f64,
    /// The loss that was forecast.
    pub expected: f64,
    /// The upper limit.
    pub expected_high: f64,
    /// Whether the measured loss lies between the limits.
    pub inside: bool,
    /// Whether the forecast's interval and the measurement's own touch; nothing
    /// where the measurement has none.
    pub touching: Option<bool>,
    /// The interval score, in the unit of the loss; lower is better.
    pub interval_score: f64,
    /// Whether the participation lies beyond the points of the forecast. Then
    /// the nearest point stands for it, and the grade says little.
    pub extrapolated: bool,
}

/// Why there is no grade.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum GradeError {
    /// The forecast has no points.
    #[error("the forecast has no points: expected one or more; choose a forecast with a curve")]
    NoPoints,
    /// A participation that is no share, of a point or of the outcome.
    #[error("participation = {found}: expected 0 to 1; give the share of people who took part")]
    Participation {
        /// What was given.
        found: f64,
    },
    /// Two points at the same participation.
    #[error("two points at participation {found}: expected one; choose one lever, view and metric")]
    Twice {
        /// The participation.
        found: f64,
    },
    /// A point whose limits do not hold its estimate between them.
    #[error(
        "the point at participation {participation} is {low}, {estimate}, {high}: expected numbers, the lowest first"
    )]
    Point {
        /// Where.
        participation: f64,
        /// The lower limit.
        low: f64,
        /// The estimate.
        estimate: f64,
        /// The upper limit.
        high: f64,
    },
    /// A measured loss that is none.
    #[error(
        "loss = {found}: expected a share from {LEAST_LOSS} to {MOST_LOSS}; write 12 % as 0.12"
    )]
    Loss {
        /// What was given.
        found: f64,
    },
    /// An interval that does not hold the measured loss.
    #[error("an interval from {low} to {high}: expected one with the loss {loss} inside")]
    Interval {
        /// The lower limit.
        low: f64,
        /// The upper limit.
        high: f64,
        /// The loss.
        loss: f64,
    },
}

impl GradeError {
    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoPoints => "grade-no-points",
            Self::Participation { .. } => "grade-participation",
            Self::Twice { .. } => "grade-twice",
            Self::Point { .. } => "grade-point",
            Self::Loss { .. } => "grade-loss",
            Self::Interval { .. } => "grade-interval",
        }
    }
}

/// Grades the points of one curve, in any order, by what came about. Between
/// points the curve and its limits are taken for straight.
///
/// # Errors
/// If a point or the outcome is out of range.
pub fn grade(points: &[Point], outcome: &Outcome) -> Result<Grade, GradeError> {
    let curve = checked(points)?;
    check(outcome)?;
    let at = outcome.participation;
    let after = curve.partition_point(|p| p.participation < at);
    let (expected, extrapolated) = match (curve[..after].last(), curve[after..].first()) {
        (Some(before), Some(after)) => (between(before, after, at), false),
        (None, Some(&nearest)) => (nearest, nearest.participation > at),
        (Some(&nearest), None) => (nearest, true),
        (None, None) => return Err(GradeError::NoPoints),
    };
    let Point {
        low,
        estimate,
        high,
        ..
    } = expected;
    let loss = outcome.loss;
    let missed = (low - loss).max(loss - high).max(0.0);
    Ok(Grade {
        expected_low: low,
        expected: estimate,
        expected_high: high,
        inside: missed == 0.0,
        touching: outcome.interval.map(|[l, h]| l <= high && h >= low),
        interval_score: (high - low) + 2.0 / ALPHA * missed,
        extrapolated,
    })
}

fn share(found: f64) -> Result<(), GradeError> {
    match (0.0..=1.0).contains(&found) {
        true => Ok(()),
        false => Err(GradeError::Participation { found }),
    }
}

/// The points in order.
fn checked(points: &[Point]) -> Result<Vec<Point>, GradeError> {
    let mut curve = points.to_vec();
    for &point in points {
        share(point.participation)?;
        let Point {
            participation,
            low,
            estimate,
            high,
        } = point;
        let finite = low.is_finite() && high.is_finite();
        if !(finite && low <= estimate && estimate <= high) {
            return Err(GradeError::Point {
                participation,
                low,
                estimate,
                high,
            });
        }
    }
    curve.sort_by(|a, b| a.participation.total_cmp(&b.participation));
    match curve
        .windows(2)
        .find(|pair| pair[0].participation == pair[1].participation)
    {
        Some(pair) => Err(GradeError::Twice {
            found: pair[0].participation,
        }),
        None => Ok(curve),
    }
}

fn check(outcome: &Outcome) -> Result<(), GradeError> {
    share(outcome.participation)?;
    let loss = outcome.loss;
    if !(LEAST_LOSS..=MOST_LOSS).contains(&loss) {
        return Err(GradeError::Loss { found: loss });
    }
    match outcome.interval {
        Some([low, high])
            if !(low.is_finite() && high.is_finite() && low <= loss && loss <= high) =>
        {
            Err(GradeError::Interval { low, high, loss })
        }
        _ => Ok(()),
    }
}

/// The point at a participation on the straight line between two.
fn between(before: &Point, after: &Point, participation: f64) -> Point {
    let way = (participation - before.participation) / (after.participation - before.participation);
    let mix = |one: f64, other: f64| one * (1.0 - way) + other * way;
    Point {
        participation,
        low: mix(before.low, after.low),
        estimate: mix(before.estimate, after.estimate),
        high: mix(before.high, after.high),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(participation: f64, low: f64, estimate: f64, high: f64) -> Point {
        Point {
            participation,
            low,
            estimate,
            high,
        }
    }

    fn outcome(participation: f64, loss: f64) -> Outcome {
        Outcome {
            participation,
            loss,
            interval: None,
        }
    }

    /// In halves, quarters and eighths, so that sums are exact.
    fn curve() -> Vec<Point> {
        vec![
            point(0.5, 0.25, 0.375, 0.5),
            point(0.0, 0.0, 0.0, 0.0),
            point(0.25, 0.0, 0.125, 0.25),
        ]
    }

    #[test]
    fn graded_by_hand() {
        let found = grade(&curve(), &outcome(0.375, 0.25)).unwrap();
        let expected = Grade {
            expected_low: 0.125,
            expected: 0.25,
            expected_high: 0.375,
            inside: true,
            touching: None,
            interval_score: 0.25,
            extrapolated: false,
        };
        assert_eq!(found, expected);
        // Missed by an eighth, upwards and downwards: 40 eighths more.
        for loss in [0.0, 0.5] {
            let found = grade(&curve(), &outcome(0.375, loss)).unwrap();
            assert_eq!((found.inside, found.interval_score), (false, 5.25));
        }
        // The limits themselves are inside.
        for loss in [0.125, 0.375] {
            let found = grade(&curve(), &outcome(0.375, loss)).unwrap();
            assert_eq!((found.inside, found.interval_score), (true, 0.25));
        }
    }

    #[test]
    fn points_stand_for_themselves_and_for_what_lies_beyond() {
        let at = |participation| {
            let g = grade(&curve(), &outcome(participation, 0.25)).unwrap();
            (g.expected, g.extrapolated)
        };
        assert_eq!(at(0.0), (0.0, false));
        assert_eq!(at(0.25), (0.125, false));
        assert_eq!(at(0.5), (0.375, false));
        assert_eq!(at(0.75), (0.375, true));
        let late = [point(0.5, 0.0, 0.5, 1.0)];
        let found = grade(&late, &outcome(0.25, 0.5)).unwrap();
        assert_eq!((found.expected, found.extrapolated), (0.5, true));
    }

    #[test]
    fn a_measurement_may_have_its_own_interval() {
        let touching = |low, high| {
            let outcome = Outcome {
                interval: Some([low, high]),
                ..outcome(0.375, 0.5)
            };
            grade(&curve(), &outcome).unwrap().touching
        };
        assert_eq!(touching(0.375, 0.75), Some(true));
        assert_eq!(touching(0.4375, 0.75), Some(false));
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        let key = |points: &[Point], outcome: Outcome| {
            grade(points, &outcome).err().map(|error| error.key())
        };
        let fine = outcome(0.5, 0.1);
        assert_eq!(key(&[], fine), Some("grade-no-points"));
        for wrong in [-0.1, 1.1, f64::NAN] {
            assert_eq!(
                key(&curve(), outcome(wrong, 0.1)),
                Some("grade-participation")
            );
            let points = [point(wrong, 0.0, 0.0, 0.0)];
            assert_eq!(key(&points, fine), Some("grade-participation"));
        }
        for wrong in [3.0, -2.1, f64::NAN, f64::INFINITY] {
            assert_eq!(key(&curve(), outcome(0.5, wrong)), Some("grade-loss"));
        }
        for wrong in [
            [0.2, 0.3],
            [0.0, 0.05],
            [0.3, 0.0],
            [f64::NAN, 1.0],
            [0.0, f64::INFINITY],
        ] {
            let outcome = Outcome {
                interval: Some(wrong),
                ..fine
            };
            assert_eq!(key(&curve(), outcome), Some("grade-interval"));
        }
        for wrong in [
            point(0.5, 0.2, 0.1, 0.3),
            point(0.5, 0.0, 0.4, 0.3),
            point(0.5, f64::NAN, 0.1, 0.3),
            point(0.5, 0.0, f64::NAN, 0.3),
            point(0.5, 0.0, 0.1, f64::INFINITY),
        ] {
            assert_eq!(key(&[wrong], fine), Some("grade-point"));
        }
        let twice = [curve()[0], curve()[0]];
        assert_eq!(key(&twice, fine), Some("grade-twice"));
    }

    proptest! {
        /// Moving the limits to a belief's quantiles is best: of an interval
        /// for a loss between 0 and 1, all equally likely, the score is least
        /// from 0.025 to 0.975.
        #[test]
        fn saying_what_one_believes_scores_best(low in 0.0..0.5f64, high in 0.5..1.0f64) {
            let mean = |low: f64, high: f64| {
                let points = [point(0.5, low, 0.5, high)];
                let losses = (0..2_000).map(|i| (f64::from(i) + 0.5) / 2_000.0);
                let scores = losses.map(|l| grade(&points, &outcome(0.5, l)).unwrap().interval_score);
                scores.sum::<f64>() / 2_000.0
            };
            prop_assert!(mean(low, high) >= mean(0.025, 0.975) - 1e-5);
        }
    }
}
