//! How a coalition ends: two of its stewards want it, every member is told, and
//! it stands for a while after that.

use crate::key::keyed;
use crate::pledge::terms::{DAY, Micros};
use serde::{Deserialize, Serialize};

/// How long a coalition stands at least after its members are told that it
/// ends: fourteen days, in which they take out what is theirs.
pub const STANDS: Micros = 14 * DAY;

/// How long the wish of one steward waits for another: thirty days.
pub const WAITS: Micros = 30 * DAY;

/// What keeps a coalition from ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hindrance {
    /// A campaign is open, in which people have pledged or may.
    Campaign,
    /// Money is due to people, or kept for all of them.
    Money,
}

keyed! {
    Hindrance {
        Campaign = "campaign",
        Money = "money",
    }
}

/// The beginning of the day (UTC) on which a coalition ends whose stewards
/// agreed on it at a time.
pub fn due(agreed: Micros) -> Micros {
    day_from(agreed.saturating_add(STANDS))
}

/// The next day on which an ending that is hindered is tried again.
pub fn again(now: Micros) -> Micros {
    day_from(now.saturating_add(1))
}

/// The first beginning of a day at a time or later.
fn day_from(at: Micros) -> Micros {
    let left = (DAY - at.rem_euclid(DAY)) % DAY;
    at.saturating_add(left)
}

/// Whether someone can call it off alone: an ending rests on the word of the
/// steward who asked for it and of the one who agreed. It takes two others.
pub fn rests_on<P: PartialEq>(person: &P, asker: Option<&P>, confirmer: Option<&P>) -> bool {
    [asker, confirmer].contains(&Some(person))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_ends_at_the_beginning_of_a_day() {
        assert_eq!(due(0), 14 * DAY);
        assert_eq!(due(1), 15 * DAY);
        assert_eq!(due(DAY - 1), 15 * DAY);
        assert_eq!(due(-1), 14 * DAY);
        assert_eq!(again(14 * DAY), 15 * DAY);
        assert_eq!(again(14 * DAY + 5), 15 * DAY);
    }

    proptest! {
        #[test]
        fn members_have_fourteen_days_and_less_than_fifteen(agreed in -(1i64 << 50)..1i64 << 50) {
            let stands = due(agreed) - agreed;
            prop_assert!((STANDS..STANDS + DAY).contains(&stands));
            prop_assert_eq!(due(agreed).rem_euclid(DAY), 0);
            prop_assert!((1..=DAY).contains(&(again(agreed) - agreed)));
        }
    }

    #[test]
    fn those_whose_word_it_rests_on_call_it_off_alone() {
        assert!(rests_on(&1, Some(&1), None));
        assert!(rests_on(&2, Some(&1), Some(&2)));
        assert!(!rests_on(&3, Some(&1), Some(&2)));
        // One who left rests on nobody.
        assert!(!rests_on(&3, None, None));
    }
}
