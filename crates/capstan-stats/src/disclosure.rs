//! What may be shown of figures about people.
//!
//! A figure over few people, or over one who weighs more than the others
//! together, tells about a person. So do two figures whose difference is such
//! a figure: cells of a table and its margin, or the same figure before and
//! after one person came. The rules are those of statistical offices
//! (Hundepool and others 2012, Statistical Disclosure Control,
//! doi:10.1002/9781118348239); they decide what is released and prove nothing
//! about those who know more than what was released.

mod book;
mod grid;
mod spent;

pub use book::{Book, Contributions, tag};
pub use grid::{Grid, pool};
pub use spent::{Entry, Spent, SpentError};

use serde::{Deserialize, Serialize};

/// From where on a figure may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// The fewest people a figure may be about.
    pub people: usize,
    /// The largest share of a sum that one person may have, 0 to 1.
    pub dominance: f64,
    /// How near to the largest part of a sum the second largest may come by
    /// subtracting its own, as a share of the largest: the p of the p%-rule.
    pub near: f64,
    /// How many people must have come, gone or changed before a figure is
    /// released again.
    pub turnover: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            people: 10,
            dominance: 0.25,
            near: 0.15,
            turnover: 5,
        }
    }
}

/// Why a figure is not shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Withheld {
    /// It is about too few people.
    TooFew {
        /// How many it is about; not for showing.
        #[serde(skip)]
        people: usize,
        /// How many it takes.
        needed: usize,
    },
    /// One person has too large a share of the sum.
    Dominated,
    /// Someone in it could work out another's part too nearly.
    Near,
    /// With what else is shown, it would tell one that is not.
    Complement,
    /// Too few people changed since it was released.
    Unchanged {
        /// How many must.
        needed: usize,
    },
}

impl Limits {
    /// Why a figure to which people contribute `amounts`, one each, may not be
    /// shown; nothing if it may. The signs of amounts do not matter.
    pub fn why_not(&self, amounts: &[f64]) -> Option<Withheld> {
        if amounts.len() < self.people {
            return Some(Withheld::TooFew {
                people: amounts.len(),
                needed: self.people,
            });
        }
        let sum: f64 = amounts.iter().map(|a| a.abs()).sum();
        let largest = amounts.iter().fold(0.0, |most: f64, a| most.max(a.abs()));
        // A share that is the limit but for rounding is at the limit.
        if largest > self.dominance * sum * (1.0 + 1e-9) {
            return Some(Withheld::Dominated);
        }
        self.why_not_changes(amounts)
    }

    /// The same for changes, which may cancel out, so that a share of their sum
    /// says nothing: only the p%-rule holds. If but one person's pay changed,
    /// the sum is theirs, whatever it is.
    pub fn why_not_changes(&self, amounts: &[f64]) -> Option<Withheld> {
        let mut sizes: Vec<f64> = amounts.iter().map(|a| a.abs()).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        let largest = sizes.first().copied().unwrap_or(0.0);
        let rest: f64 = sizes.iter().skip(2).sum();
        let near = || (rest < self.near * largest).then_some(Withheld::Near);
        self.why_not_count(amounts.len()).or_else(near)
    }

    /// The same where each of `people` counts alike.
    pub fn why_not_count(&self, people: usize) -> Option<Withheld> {
        (people < self.people).then_some(Withheld::TooFew {
            people,
            needed: self.people,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_people_are_refused() {
        let limits = Limits::default();
        assert_eq!(limits.why_not(&[1.0; 10]), None);
        let few = Some(Withheld::TooFew {
            people: 9,
            needed: 10,
        });
        assert_eq!(limits.why_not(&[1.0; 9]), few);
        let said = serde_json::to_string(&few).unwrap();
        assert_eq!(said, r#"{"why":"too-few","needed":10}"#);
    }

    #[test]
    fn one_person_may_have_a_quarter_and_no_more() {
        let limits = Limits::default();
        let mut amounts = vec![1.0; 12];
        amounts[3] = 11.0 / 3.0;
        assert_eq!(limits.why_not(&amounts), None, "a quarter of 44/3");
        amounts[3] = -3.7;
        assert_eq!(limits.why_not(&amounts), Some(Withheld::Dominated));
    }

    #[test]
    fn the_second_largest_may_not_come_too_near() {
        // The largest has 40 of 80.5; the second knows the sum and their own
        // 40, so the first is known to 0.5, which is under 15 % of 40.
        let limits = Limits {
            dominance: 0.5,
            ..Limits::default()
        };
        let mut amounts = vec![0.0625; 8];
        amounts.extend([40.0, 40.0]);
        assert_eq!(limits.why_not(&amounts), Some(Withheld::Near));
        amounts[0] = 5.5625;
        assert_eq!(limits.why_not(&amounts), None, "the rest has 6 of 40");
    }

    #[test]
    fn changes_may_cancel_out_but_not_be_one_persons_alone() {
        let limits = Limits::default();
        let mut changes = vec![0.0; 12];
        assert_eq!(limits.why_not_changes(&changes), None, "nothing changed");
        changes[4] = -7.0;
        assert_eq!(limits.why_not_changes(&changes), Some(Withheld::Near));
        // A third of all, and still hidden by the others' 1.4 beyond the second.
        changes[..4].copy_from_slice(&[1.4, -0.7, 0.4, -0.3]);
        assert_eq!(limits.why_not_changes(&changes), None);
        assert!(matches!(
            limits.why_not_changes(&changes[..9]),
            Some(Withheld::TooFew { .. })
        ));
    }
}
