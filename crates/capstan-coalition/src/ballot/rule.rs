//! Quorum and majority: when a count is a decision.

use super::{BallotError, Tally};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A share as a fraction, written `2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Share {
    part: u32,
    of: u32,
}

/// How much support a winner needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Majority {
    /// This share or more.
    AtLeast(Share),
    /// More than this share.
    MoreThan(Share),
}

/// Whom a majority is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// Those who voted and did not abstain.
    Voters,
    /// All who cast a ballot.
    Present,
    /// All who may vote.
    Electorate,
}

/// When a count is a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The share of those who may vote that must cast a ballot. Abstentions
    /// are ballots.
    pub quorum: Share,
    /// The support that the winner needs.
    pub majority: Majority,
    /// Whom this is a share of.
    pub base: Base,
}

/// What follows from a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Too few took part.
    NoQuorum {
        /// The ballots cast.
        cast: u64,
        /// The ballots needed.
        needed: u64,
    },
    /// All who took part abstained, or nobody did.
    NobodyChose,
    /// Several options win. Nothing is decided: the rules do not prefer one.
    Tie {
        /// The options, in their order in the question.
        options: Vec<usize>,
    },
    /// The winner has too little support.
    TooLittle {
        /// The option.
        option: usize,
        /// The ballots that support it.
        support: u64,
        /// The ballots needed.
        needed: u64,
    },
    /// The option is decided on.
    Decided {
        /// The option.
        option: usize,
        /// The ballots that support it.
        support: u64,
        /// The ballots needed.
        needed: u64,
    },
}

impl Share {
    /// The share `part` of `of`.
    ///
    /// # Errors
    /// If `of` is 0 or below `part`.
    pub fn new(part: u32, of: u32) -> Result<Self, BallotError> {
        if of == 0 || part > of {
            return Err(BallotError::Share {
                found: format!("{part}/{of}"),
            });
        }
        Ok(Self { part, of })
    }

    /// The fewest of `people` that are this share or more.
    pub fn at_least(&self, people: u64) -> u64 {
        let exact = u128::from(people) * u128::from(self.part);
        exact.div_ceil(u128::from(self.of)) as u64
    }

    /// The fewest of `people` that are more than this share.
    pub fn more_than(&self, people: u64) -> u64 {
        let exact = u128::from(people) * u128::from(self.part);
        (exact / u128::from(self.of)) as u64 + 1
    }
}

impl Rule {
    /// Whether the rule can be met at all.
    ///
    /// # Errors
    /// If more than everyone would have to agree.
    pub fn check(&self) -> Result<(), BallotError> {
        match self.majority {
            Majority::MoreThan(share) if share.part == share.of => {
                Err(BallotError::Unreachable { share })
            }
            _ => Ok(()),
        }
    }

    /// What follows from a count among `electorate` people who may vote.
    ///
    /// # Errors
    /// If the rule can never be met, or more ballots were cast than people may
    /// vote.
    pub fn outcome(&self, electorate: u64, tally: &Tally) -> Result<Outcome, BallotError> {
        self.check()?;
        let cast = tally.cast;
        if cast > electorate {
            return Err(BallotError::TooMany { cast, electorate });
        }
        let needed = self.quorum.at_least(electorate);
        if cast < needed {
            return Ok(Outcome::NoQuorum { cast, needed });
        }
        let voters = cast.saturating_sub(tally.abstained);
        if voters == 0 {
            return Ok(Outcome::NobodyChose);
        }
        let option = match tally.count.winners.as_slice() {
            &[option] => option,
            options => {
                return Ok(Outcome::Tie {
                    options: options.to_vec(),
                });
            }
        };
        let base = match self.base {
            Base::Voters => voters,
            Base::Present => cast,
            Base::Electorate => electorate,
        };
        // A decision that nobody supports is none, whatever the share.
        let needed = match self.majority {
            Majority::AtLeast(share) => share.at_least(base).max(1),
            Majority::MoreThan(share) => share.more_than(base),
        };
        let support = tally.count.support.get(option).copied().unwrap_or(0);
        Ok(if support < needed {
            Outcome::TooLittle {
                option,
                support,
                needed,
            }
        } else {
            Outcome::Decided {
                option,
                support,
                needed,
            }
        })
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

impl FromStr for Share {
    type Err = BallotError;

    fn from_str(text: &str) -> Result<Self, BallotError> {
        let wrong = || BallotError::Share {
            found: text.to_owned(),
        };
        let (part, of) = text.split_once('/').ok_or_else(wrong)?;
        let part = part.parse().map_err(|_| wrong())?;
        Self::new(part, of.parse().map_err(|_| wrong())?).map_err(|_| wrong())
    }
}

impl TryFrom<String> for Share {
    type Error = BallotError;

    fn try_from(text: String) -> Result<Self, BallotError> {
        text.parse()
    }
}

impl From<Share> for String {
    fn from(share: Share) -> Self {
        share.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, approval::Approval, tally};
    use super::*;

    fn share(text: &str) -> Share {
        text.parse().unwrap()
    }

    fn outcome(yes: usize, no: usize, abstain: usize, rule: Rule, electorate: u64) -> Outcome {
        let mut ballots = vec![Choice::Approve(vec![0]); yes];
        ballots.extend(vec![Choice::Approve(vec![1]); no]);
        ballots.extend(vec![Choice::Abstain; abstain]);
        let tally = tally(&Approval, 2, &ballots).unwrap();
        rule.outcome(electorate, &tally).unwrap()
    }

    #[test]
    fn shares_round_to_whole_people() {
        assert_eq!(share("2/3").at_least(9), 6);
        assert_eq!(share("2/3").at_least(10), 7);
        assert_eq!(share("1/2").more_than(10), 6);
        assert_eq!(share("1/2").more_than(9), 5);
        assert_eq!(share("1/1").at_least(u64::MAX), u64::MAX);
        for wrong in ["", "1", "2/1", "0/0", "-1/2", "1/2/3", "0.5"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
        let json = serde_json::to_string(&share("2/3")).unwrap();
        assert_eq!(json, "\"2/3\"");
        assert!(serde_json::from_str::<Share>("\"3/2\"").is_err());
    }

    #[test]
    fn every_outcome() {
        let rule = Rule {
            quorum: share("1/2"),
            majority: Majority::MoreThan(share("1/2")),
            base: Base::Voters,
        };
        let no_quorum = Outcome::NoQuorum { cast: 4, needed: 5 };
        assert_eq!(outcome(4, 0, 0, rule, 9), no_quorum);
        assert_eq!(outcome(0, 0, 5, rule, 9), Outcome::NobodyChose);
        let tie = Outcome::Tie {
            options: vec![0, 1],
        };
        assert_eq!(outcome(3, 3, 0, rule, 9), tie);
        // Abstentions make the quorum and do not weigh on the majority.
        let decided = Outcome::Decided {
            option: 0,
            support: 2,
            needed: 2,
        };
        assert_eq!(outcome(2, 1, 2, rule, 9), decided);
        let present = Rule {
            base: Base::Present,
            ..rule
        };
        let short = |needed| Outcome::TooLittle {
            option: 0,
            support: 2,
            needed,
        };
        assert_eq!(outcome(2, 1, 2, present, 9), short(3));
        let all = Rule {
            base: Base::Electorate,
            ..rule
        };
        assert_eq!(outcome(2, 1, 2, all, 9), short(5));
    }

    #[test]
    fn impossible_rules_and_numbers_are_refused() {
        let mut rule = Rule {
            quorum: share("0/1"),
            majority: Majority::MoreThan(share("1/1")),
            base: Base::Voters,
        };
        let tally = tally(&Approval, 1, &[Choice::Approve(vec![])]).unwrap();
        assert!(matches!(
            rule.outcome(1, &tally),
            Err(BallotError::Unreachable { .. })
        ));
        rule.majority = Majority::AtLeast(share("0/1"));
        assert_eq!(
            rule.outcome(0, &tally),
            Err(BallotError::TooMany {
                cast: 1,
                electorate: 0
            })
        );
        let none = Outcome::TooLittle {
            option: 0,
            support: 0,
            needed: 1,
        };
        assert_eq!(rule.outcome(1, &tally), Ok(none));
    }
}
