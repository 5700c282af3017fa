//! The terms on which a campaign gathers pledges.

use super::GRID;
use serde::{Deserialize, Serialize};

/// A time or a span of time in microseconds; times are UTC since 1970.
pub type Micros = i64;

/// The shortest window to confirm in: seven days.
pub const SHORTEST_WINDOW: Micros = 7 * DAY;

/// The shortest step of the clock: a day.
pub const SHORTEST_STEP: Micros = DAY;

/// A day.
pub(crate) const DAY: Micros = 24 * 60 * 60 * 1_000_000;

/// The terms of a campaign; they do not change once it is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// How many counted people must be bound, and confirm, before anyone is
    /// shown.
    pub threshold: u64,
    /// When the clock starts.
    pub opens: Micros,
    /// The time between two looks at the count.
    pub step: Micros,
    /// The time to confirm in.
    pub window: Micros,
    /// When the campaign ends. A round starts only if its window ends by then.
    pub closes: Micros,
}

/// Terms that a campaign cannot have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field} = {found}: expected {expected}")]
pub struct TermsError {
    /// The term.
    pub field: &'static str,
    /// What was given.
    pub found: i64,
    /// What was expected.
    pub expected: &'static str,
}

impl Terms {
    /// Whether a campaign can have these terms.
    ///
    /// # Errors
    /// If a term is out of its range.
    pub fn check(&self) -> Result<(), TermsError> {
        let wrong = |field, found, expected| {
            Err(TermsError {
                field,
                found,
                expected,
            })
        };
        if self.step < SHORTEST_STEP {
            return wrong("step", self.step, "a day or more, in microseconds");
        }
        if self.window < SHORTEST_WINDOW {
            return wrong("window", self.window, "seven days or more, in microseconds");
        }
        let needed = self
            .opens
            .checked_add(self.step)
            .and_then(|t| t.checked_add(self.window));
        if needed.is_none_or(|t| t > self.closes) {
            let expected = "a time at least one step and one window after the opening";
            return wrong("closes", self.closes, expected);
        }
        if self.threshold < GRID[0] {
            let found = i64::try_from(self.threshold).unwrap_or(i64::MAX);
            return wrong("threshold", found, "10 people or more");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_keep_to_their_ranges() {
        let with = |change: fn(&mut Terms)| {
            let mut terms = Terms {
                threshold: 10,
                opens: 0,
                step: DAY,
                window: 7 * DAY,
                closes: 60 * DAY,
            };
            change(&mut terms);
            terms.check().map_err(|e| e.field).err()
        };
        assert_eq!(with(|t| t.step = DAY - 1), Some("step"));
        assert_eq!(with(|t| t.window = 7 * DAY - 1), Some("window"));
        assert_eq!(with(|t| t.closes = 8 * DAY - 1), Some("closes"));
        assert_eq!(with(|t| t.closes = 8 * DAY), None);
        assert_eq!(with(|t| t.opens = Micros::MAX), Some("closes"));
        assert_eq!(with(|t| t.threshold = 9), Some("threshold"));
    }
}
