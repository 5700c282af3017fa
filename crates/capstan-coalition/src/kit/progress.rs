//! How far people have come with a kit, in bands.

use crate::key::keyed;
use crate::pledge::GRID;
use serde::{Deserialize, Serialize};

/// The share of people who have done a step, so coarsely that it says little of
/// any one of them. Counts are taken at the ticks of a [clock](crate::size::Clock).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Progress {
    /// Not shown: there are fewer than 10 people.
    Hidden,
    /// Fewer than a quarter of them; perhaps nobody.
    Begun,
    /// A quarter or more.
    Quarter,
    /// Half or more.
    Half,
    /// Three quarters or more; perhaps all.
    Most,
}

keyed! {
    Progress {
        Hidden = "hidden",
        Begun = "begun",
        Quarter = "quarter",
        Half = "half",
        Most = "most",
    }
}

/// The band for `done` of so many people. More than all count as all.
pub fn band(done: u64, of_people: u64) -> Progress {
    let quarters = 4 * u128::from(done.min(of_people));
    let people = u128::from(of_people);
    match of_people {
        0..GRID_LEAST => Progress::Hidden,
        _ if quarters < people => Progress::Begun,
        _ if quarters < 2 * people => Progress::Quarter,
        _ if quarters < 3 * people => Progress::Half,
        _ => Progress::Most,
    }
}

/// Of fewer people nothing is shown.
const GRID_LEAST: u64 = GRID[0];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_by_hand() {
        for (done, people, expected) in [
            (0, 0, Progress::Hidden),
            (9, 9, Progress::Hidden),
            (0, 10, Progress::Begun),
            (2, 10, Progress::Begun),
            (3, 10, Progress::Quarter),
            (3, 12, Progress::Quarter),
            (5, 10, Progress::Half),
            (7, 10, Progress::Half),
            (8, 10, Progress::Most),
            (10, 10, Progress::Most),
            (11, 10, Progress::Most),
            (u64::MAX, u64::MAX, Progress::Most),
            (u64::MAX / 4, u64::MAX, Progress::Begun),
        ] {
            assert_eq!(band(done, people), expected, "{done} of {people}");
        }
    }
}
