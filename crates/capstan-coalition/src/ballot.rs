//! Decisions: what was asked, what people chose, and what follows.
//!
//! Published ballots are enough to repeat the count. Equal ballots are put
//! together before they are counted, so no method can tell who cast which, or
//! when. All numbers are whole, so a count is the same everywhere. A tie is
//! said to be one.

pub mod approval;
#[cfg(test)]
mod conformance;
pub mod electorate;
pub mod instant_runoff;
pub mod record;
mod registry;
pub mod rule;
pub mod schulze;
pub mod score;

pub use electorate::{Arrivals, Electorate};
pub use record::{Ballot, Record, RecordError};
pub use registry::{find, methods};
pub use rule::{Base, Majority, Outcome, Rule, Share};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most options a question may have.
pub const MOST_OPTIONS: usize = 200;

/// What one ballot says. Options are named by their places in the question,
/// from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// Present, but for nothing and against nothing.
    Abstain,
    /// The options that are approved. None of them is a vote against all.
    Approve(Vec<usize>),
    /// The options from best to worst; those in one place are equal. Options
    /// left out come last, all equal.
    Rank(Vec<Vec<usize>>),
    /// For each option a score from 0 to [`score::TOP`], or nothing, which
    /// counts as 0.
    Score(Vec<Option<u8>>),
}

/// What a method of voting says about itself.
#[derive(Debug)]
pub struct MethodInfo {
    /// Its name in files and on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Where it is described.
    pub source: &'static str,
    /// What a ballot must be.
    pub ballot: &'static str,
    /// What the support of an option is: the ballots that a majority is
    /// measured by.
    pub support: &'static str,
    /// Whether ranking an option higher, or scoring it more, never harms it.
    pub monotone: bool,
}

/// Different choices, each with the number of ballots that say it. None is
/// [`Choice::Abstain`], and all passed [`Method::check`].
pub type Votes<'a> = [(&'a Choice, u64)];

/// A method of voting.
pub trait Method: Sync {
    /// What the method says about itself.
    fn info(&self) -> &'static MethodInfo;

    /// Whether a ballot that is not an abstention fits a question with so many
    /// options.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    fn check(&self, options: usize, choice: &Choice) -> Result<(), String>;

    /// Counts the votes on so many options.
    ///
    /// # Errors
    /// If the method cannot say who wins.
    fn count(&self, options: usize, votes: &Votes) -> Result<Count, BallotError>;
}

/// What a method makes of the votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The options that win, in their order in the question: several in a tie.
    pub winners: Vec<usize>,
    /// For each option the number of ballots that support it, as the method
    /// defines it.
    pub support: Vec<u64>,
    /// The figures on the way, so that a person can follow the count.
    pub working: Vec<Sheet>,
}

/// A table on the way to a result: its columns are the options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What the figures are.
    pub name: String,
    /// The figures; nothing where an option is out of the count.
    pub rows: Vec<Vec<Option<u64>>>,
}

/// How many took part, and what the method made of their ballots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// All ballots that were cast.
    pub cast: u64,
    /// Those among them that abstain.
    pub abstained: u64,
    /// What the method makes of the others.
    pub count: Count,
}

/// Why ballots cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BallotError {
    /// The method is none.
    #[error("\"{name}\" is no method of voting: expected one of {known}")]
    Method {
        /// What was asked for.
        name: String,
        /// The methods there are.
        known: String,
    },
    /// A question without options, or with too many.
    #[error("a question with {found} options: expected 1 to {MOST_OPTIONS}")]
    Options {
        /// How many there are.
        found: usize,
    },
    /// Two options say the same.
    #[error("the option \"{option}\" is there twice; say each once")]
    SameOption {
        /// Its text.
        option: String,
    },
    /// A ballot does not fit the question.
    #[error("ballot {ballot}: {why}; the method {method} expects {expected}")]
    Ballot {
        /// The number of the ballot in the list, from 1.
        ballot: usize,
        /// What is wrong with it.
        why: String,
        /// The method.
        method: &'static str,
        /// What it expects.
        expected: &'static str,
    },
    /// A share that is none.
    #[error(
        "\"{found}\" is no share: expected two whole numbers like 2/3, the first not above the second, the second above 0"
    )]
    Share {
        /// What was given.
        found: String,
    },
    /// A majority nobody can reach.
    #[error("more than {share} can never be reached; choose a smaller share, or \"at least\"")]
    Unreachable {
        /// The share.
        share: Share,
    },
    /// There are more ballots than people who may vote.
    #[error(
        "{cast} ballots from {electorate} people who may vote; one of the two numbers is wrong"
    )]
    TooMany {
        /// How many ballots there are.
        cast: u64,
        /// How many people may vote.
        electorate: u64,
    },
    /// So many ties on the way that their outcomes cannot all be followed.
    #[error(
        "so many options tie on the way that not all outcomes could be followed (more than {limit} rounds); count the same rankings with schulze"
    )]
    Ties {
        /// The most rounds that are counted.
        limit: usize,
    },
}

/// Counts ballots on a question of so many options by one method.
///
/// # Errors
/// If the number of options is out of range, a ballot does not fit (the error
/// says which), or the method cannot say who wins.
pub fn tally<'a>(
    method: &dyn Method,
    options: usize,
    choices: impl IntoIterator<Item = &'a Choice>,
) -> Result<Tally, BallotError> {
    if !(1..=MOST_OPTIONS).contains(&options) {
        return Err(BallotError::Options { found: options });
    }
    let (mut cast, mut abstained) = (0, 0);
    let mut alike: BTreeMap<&Choice, u64> = BTreeMap::new();
    for choice in choices {
        cast += 1;
        if *choice == Choice::Abstain {
            abstained += 1;
            continue;
        }
        method
            .check(options, choice)
            .map_err(|why| BallotError::Ballot {
                ballot: cast as usize,
                why,
                method: method.info().name,
                expected: method.info().ballot,
            })?;
        *alike.entry(choice).or_default() += 1;
    }
    let votes: Vec<_> = alike.into_iter().collect();
    Ok(Tally {
        cast,
        abstained,
        count: method.count(options, &votes)?,
    })
}

/// Whether options are in range and each is there once.
fn each_once<'a>(options: usize, named: impl IntoIterator<Item = &'a usize>) -> Result<(), String> {
    let mut seen = vec![false; options];
    for &option in named {
        match seen.get_mut(option) {
            None => return Err(format!("there is no option {option}")),
            Some(true) => return Err(format!("option {option} is there twice")),
            Some(seen) => *seen = true,
        }
    }
    Ok(())
}

/// The places with the highest figure.
fn highest(figures: &[u64]) -> Vec<usize> {
    let top = figures.iter().max();
    (0..figures.len())
        .filter(|&i| Some(&figures[i]) == top)
        .collect()
}

/// What to say of a ballot of another kind.
fn other_kind() -> Result<(), String> {
    Err("it is a ballot of another kind".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abstentions_are_cast_but_not_counted() {
        let ballots = [
            Choice::Approve(vec![0]),
            Choice::Abstain,
            Choice::Approve(vec![]),
        ];
        let tally = tally(&approval::Approval, 2, &ballots).unwrap();
        assert_eq!((tally.cast, tally.abstained), (3, 1));
        assert_eq!(tally.count.support, [1, 0]);
    }

    #[test]
    fn a_ballot_that_does_not_fit_is_named() {
        let good = Choice::Approve(vec![0]);
        for bad in [
            Choice::Approve(vec![2]),
            Choice::Approve(vec![1, 1]),
            Choice::Rank(vec![]),
        ] {
            let error = tally(&approval::Approval, 2, [&good, &bad]).unwrap_err();
            assert!(error.to_string().starts_with("ballot 2: "), "{error}");
        }
        assert_eq!(
            tally(&approval::Approval, 0, []),
            Err(BallotError::Options { found: 0 })
        );
        assert!(tally(&approval::Approval, MOST_OPTIONS + 1, []).is_err());
    }
}
