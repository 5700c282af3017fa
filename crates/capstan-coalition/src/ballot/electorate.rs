//! Who may vote: fixed when voting opens, so that a crowd cannot join to vote.

use crate::pledge::terms::Micros;
use serde::{Deserialize, Serialize};

/// The fewest accounts too new to vote that are called unusual.
pub const FEWEST_UNUSUAL: u64 = 10;

/// One in so many of those who may vote: where so many accounts or more are
/// too new to vote, it is called unusual.
pub const UNUSUAL_IN: u64 = 10;

/// Who may vote on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Electorate {
    /// When voting opened.
    pub opened: Micros,
    /// For how long someone must have been a member by then. Below 0 counts
    /// as 0.
    pub minimum_age: Micros,
}

/// How many accounts may vote, and how many came too late for it. Both are
/// exact: what is published of them is made coarse first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrivals {
    /// Those who may vote.
    pub may_vote: u64,
    /// Those who joined too late for it.
    pub too_new: u64,
}

impl Electorate {
    /// Whether someone who joined at this time may vote.
    pub fn may_vote(&self, joined_at: Micros) -> bool {
        joined_at <= self.opened.saturating_sub(self.minimum_age.max(0))
    }

    /// Counts members by the times at which they joined.
    pub fn arrivals(&self, joined: impl IntoIterator<Item = Micros>) -> Arrivals {
        let mut arrivals = Arrivals::default();
        for at in joined {
            match self.may_vote(at) {
                true => arrivals.may_vote += 1,
                false => arrivals.too_new += 1,
            }
        }
        arrivals
    }
}

impl Arrivals {
    /// Whether people should be told that unusually many accounts came just
    /// before the vote or during it. They decide nothing, but may be a sign of
    /// a crowd that someone sent. The limits are a rule of thumb.
    pub fn unusual(&self) -> bool {
        self.too_new >= FEWEST_UNUSUAL && self.too_new >= self.may_vote.div_ceil(UNUSUAL_IN)
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::Question;
    use super::super::rule::Base;
    use super::super::{Ballot, Choice, Majority, Outcome, Record, Rule, Share};
    use super::*;
    use crate::pledge::terms::DAY;
    use proptest::prelude::*;

    #[test]
    fn members_of_long_enough_may_vote() {
        let may = |opened, minimum_age, joined| {
            let electorate = Electorate {
                opened,
                minimum_age,
            };
            electorate.may_vote(joined)
        };
        assert!(may(100 * DAY, 30 * DAY, 70 * DAY));
        assert!(!may(100 * DAY, 30 * DAY, 70 * DAY + 1));
        assert!(may(100 * DAY, 0, 100 * DAY));
        assert!(!may(100 * DAY, 0, 100 * DAY + 1));
        // Neither an odd age nor the ends of time let anyone in.
        assert!(!may(100 * DAY, -30 * DAY, 100 * DAY + 1));
        assert!(!may(0, Micros::MAX, 0));
        assert!(!may(Micros::MIN, Micros::MAX, 0));
    }

    #[test]
    fn a_crowd_is_noticed() {
        let unusual = |may_vote, too_new| Arrivals { may_vote, too_new }.unusual();
        assert!(unusual(1000, 300));
        assert!(unusual(1000, 100));
        assert!(!unusual(1000, 99));
        assert!(!unusual(20, 9));
        assert!(unusual(20, 10));
        assert!(!unusual(101, 10));
    }

    fn outcome(electorate: &Electorate, people: &[(Micros, usize)]) -> Outcome {
        let may = people.iter().filter(|p| electorate.may_vote(p.0));
        let ballots = may.enumerate().map(|(at, &(_, option))| Ballot {
            tag: format!("{at:04}"),
            choice: Choice::Approve(vec![option]),
        });
        let ballots: Vec<Ballot> = ballots.collect();
        let half = Share::new(1, 2).unwrap();
        let question = Question {
            text: "Do we strike?".to_owned(),
            options: ["Yes", "No", "Later"].map(str::to_owned).to_vec(),
            method: "approval".to_owned(),
            rule: Rule {
                quorum: half,
                majority: Majority::MoreThan(half),
                base: Base::Voters,
            },
            electorate: electorate.arrivals(people.iter().map(|p| p.0)).may_vote,
        };
        Record::close(question, ballots).unwrap().outcome
    }

    proptest! {
        /// Three in ten new accounts that all vote alike change nothing, and
        /// are noticed.
        #[test]
        fn a_burst_changes_no_outcome(
            members in prop::collection::vec((0..70 * DAY, 0usize..3), 40..120),
            burst in prop::collection::vec(70 * DAY + 1..=200 * DAY, 36),
            option in 0usize..3,
        ) {
            let electorate = Electorate { opened: 100 * DAY, minimum_age: 30 * DAY };
            let before = outcome(&electorate, &members);
            let new = members.len() * 3 / 10;
            let mut people = members;
            people.extend(burst[..new].iter().map(|&at| (at, option)));
            prop_assert_eq!(outcome(&electorate, &people), before);
            let arrivals = electorate.arrivals(people.iter().map(|p| p.0));
            prop_assert!(arrivals.unusual());
        }
    }

    /// Without the rule the same burst would decide.
    #[test]
    fn the_burst_above_would_have_mattered() {
        let mut people: Vec<(Micros, usize)> = (0..100).map(|i| (0, usize::from(i < 45))).collect();
        let strict = Electorate {
            opened: 100 * DAY,
            minimum_age: 30 * DAY,
        };
        let loose = Electorate {
            opened: Micros::MAX,
            minimum_age: 0,
        };
        people.extend([(99 * DAY, 1); 30]);
        let decided = |electorate| match outcome(electorate, &people) {
            Outcome::Decided { option, .. } => option,
            other => panic!("{other:?}"),
        };
        assert_eq!((decided(&strict), decided(&loose)), (0, 1));
    }
}
