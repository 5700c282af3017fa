//! Sizes as they are published: coarse, and only at the ticks of a clock.
//!
//! A count that is shown live tells whoever watches it when each person joins.
//! So a published size changes at fixed times only, at least a day apart, and is
//! rounded down to one of few.
//!
//! How much this hides: someone who knows all about a coalition except where
//! its count lies between two published sizes, and wants to know whether one
//! person joined, has to hope that this person makes the size change. Between
//! two sizes that are 10 apart this happens 1 time in 10, between larger ones
//! less often. Such a guess is right 55 times in 100, where a coin is right 50
//! times. Someone who knows the exact count but for this person learns it.

use crate::pledge::GRID;
use crate::pledge::terms::{Micros, SHORTEST_STEP};
use serde::{Deserialize, Serialize};

/// A published size: fewer than 10 people, or at least a size of [`GRID`].
/// Bands are ordered by size. In files it is that size, or 0.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u64", into = "u64")]
pub struct Band(u64);

/// A number that is no published size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{found} is no published size: expected 0 or one of 10, 20, 50, 100 and so on")]
pub struct BandError {
    /// What was given.
    pub found: u64,
}

/// When sizes are published: at its opening and at equal steps after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Times", into = "Times")]
pub struct Clock {
    opens: Micros,
    step: Micros,
}

/// A clock that goes too fast to hide anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("step = {found}: expected a day or more, in microseconds")]
pub struct ClockError {
    /// The step that was given.
    pub found: Micros,
}

#[derive(Serialize, Deserialize)]
struct Times {
    opens: Micros,
    step: Micros,
}

/// What is published of a count: the largest size of [`GRID`] that it reaches.
/// Nothing below 10.
pub fn published(count: u64) -> Option<u64> {
    Band::of(count).least()
}

impl Band {
    /// The band of a count.
    pub fn of(count: u64) -> Self {
        let reached = GRID.iter().rev().find(|&&size| size <= count);
        Self(reached.copied().unwrap_or(0))
    }

    /// The fewest people in this band. Nothing for fewer than 10, of which no
    /// number is published.
    pub fn least(self) -> Option<u64> {
        (self.0 > 0).then_some(self.0)
    }
}

impl TryFrom<u64> for Band {
    type Error = BandError;

    fn try_from(found: u64) -> Result<Self, BandError> {
        match Self::of(found) {
            band if band.0 == found => Ok(band),
            _ => Err(BandError { found }),
        }
    }
}

impl From<Band> for u64 {
    fn from(band: Band) -> Self {
        band.0
    }
}

impl Clock {
    /// A clock whose first tick is at `opens`.
    ///
    /// # Errors
    /// If its step is shorter than [`SHORTEST_STEP`].
    pub fn new(opens: Micros, step: Micros) -> Result<Self, ClockError> {
        if step < SHORTEST_STEP {
            return Err(ClockError { found: step });
        }
        Ok(Self { opens, step })
    }

    /// The number of the last tick at or before a time; the first is 0. Nothing
    /// before the opening.
    pub fn tick(&self, now: Micros) -> Option<u64> {
        let since = i128::from(now) - i128::from(self.opens);
        (since >= 0).then(|| (since / i128::from(self.step)) as u64)
    }

    /// The time of the last tick at or before a time: what is shown now is as
    /// of then. Nothing before the opening.
    pub fn as_of(&self, now: Micros) -> Option<Micros> {
        let tick = self.tick(now)?;
        let at = i128::from(self.opens) + i128::from(tick) * i128::from(self.step);
        Micros::try_from(at).ok()
    }

    /// What may be shown at a time, of a count that is known for every time.
    /// Before the opening it is the lowest band.
    pub fn shown(&self, now: Micros, count_at: impl FnOnce(Micros) -> u64) -> Band {
        self.as_of(now)
            .map_or(Band::default(), |tick| Band::of(count_at(tick)))
    }
}

impl TryFrom<Times> for Clock {
    type Error = ClockError;

    fn try_from(times: Times) -> Result<Self, ClockError> {
        Self::new(times.opens, times.step)
    }
}

impl From<Clock> for Times {
    fn from(clock: Clock) -> Self {
        Self {
            opens: clock.opens,
            step: clock.step,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pledge::terms::DAY;
    use proptest::prelude::*;

    #[test]
    fn counts_are_rounded_down_to_the_grid() {
        for (count, expected) in [
            (0, None),
            (9, None),
            (10, Some(10)),
            (19, Some(10)),
            (20, Some(20)),
            (49, Some(20)),
            (999, Some(500)),
            (1_000, Some(1_000)),
            (u64::MAX, Some(5_000_000)),
        ] {
            assert_eq!(published(count), expected, "{count}");
        }
        assert!(Band::of(9) < Band::of(10) && Band::of(10) == Band::of(19));
    }

    #[test]
    fn bands_in_files_are_published_sizes() {
        assert_eq!(serde_json::to_string(&Band::of(75)).unwrap(), "50");
        assert_eq!(serde_json::from_str::<Band>("0").unwrap(), Band::of(3));
        assert!(serde_json::from_str::<Band>("75").is_err());
    }

    #[test]
    fn ticks_are_at_fixed_times() {
        let clock = Clock::new(5, DAY).unwrap();
        assert_eq!((clock.tick(4), clock.as_of(4)), (None, None));
        assert_eq!((clock.tick(5), clock.as_of(5)), (Some(0), Some(5)));
        assert_eq!(clock.as_of(5 + DAY - 1), Some(5));
        assert_eq!(clock.tick(5 + DAY), Some(1));
        assert_eq!(clock.as_of(5 + 3 * DAY + 7), Some(5 + 3 * DAY));
        let ends = Clock::new(Micros::MIN, Micros::MAX).unwrap();
        assert_eq!(ends.tick(Micros::MAX), Some(2));
        assert_eq!(Clock::new(0, DAY - 1), Err(ClockError { found: DAY - 1 }));
        let json = serde_json::to_string(&clock).unwrap();
        assert_eq!(serde_json::from_str::<Clock>(&json).unwrap(), clock);
        assert!(serde_json::from_str::<Clock>(r#"{"opens":0,"step":1}"#).is_err());
    }

    /// How often the best guess is right whether one more person joined, for
    /// someone who sees the published size and holds every count from `low` to
    /// below `high` for equally likely.
    fn right(low: u64, high: u64) -> f64 {
        let all = (high - low) as f64;
        let sees = |more: u64, band: u64| {
            let counts = (low..high).filter(|&c| Band::of(c + more).0 == band);
            counts.count() as f64 / all
        };
        let bands = [Band::of(low).0, Band::of(high).0];
        let best = bands.map(|band| sees(0, band).max(sees(1, band)));
        best.iter().sum::<f64>() / 2.0
    }

    #[test]
    fn one_join_is_guessed_little_better_than_by_a_coin() {
        let edges = [&[0], &GRID[..GRID.len() - 8]].concat();
        for pair in edges.windows(2) {
            let advantage = right(pair[0], pair[1]) - 0.5;
            let expected = 0.5 / (pair[1] - pair[0]) as f64;
            assert!(
                (advantage - expected).abs() < 1e-12,
                "{pair:?}: {advantage}"
            );
            assert!(advantage <= 0.05 + 1e-12, "{pair:?}: {advantage}");
        }
    }

    proptest! {
        #[test]
        fn only_counts_at_ticks_are_shown(
            joins in prop::collection::vec(0..20 * DAY, 0..60),
            other in prop::collection::vec(0..DAY, 60),
            now in 0..21 * DAY,
        ) {
            let clock = Clock::new(0, DAY).unwrap();
            let count = |joins: &[Micros], at: Micros| {
                joins.iter().filter(|&&join| join <= at).count() as u64
            };
            // The same people join between the same ticks, at other times.
            let moved: Vec<Micros> = joins
                .iter()
                .zip(&other)
                .map(|(&join, &other)| match join % DAY {
                    0 => join,
                    _ => join - join % DAY + other.max(1),
                })
                .collect();
            let shown = clock.shown(now, |at| count(&joins, at));
            prop_assert_eq!(shown, clock.shown(now, |at| count(&moved, at)));
            let tick = clock.as_of(now).unwrap();
            prop_assert_eq!(shown.least(), published(count(&joins, tick)));
            // Nothing that happens after a tick is shown before the next one.
            let mut later = joins.clone();
            later.extend((0..50).map(|i| tick + 1 + i));
            prop_assert_eq!(shown, clock.shown(now, |at| count(&later, at)));
        }
    }
}
