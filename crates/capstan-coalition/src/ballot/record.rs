//! The record of a decision, which anyone can count again.

use super::rule::Base;
use super::{BallotError, Choice, Majority, Outcome, Rule, Tally, find, tally};
use capstan_proof::{Digest, Tree, merkle::Inclusion};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked, of how many, and by which rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question in words.
    pub text: String,
    /// The options in words.
    pub options: Vec<String>,
    /// The name of the method.
    pub method: String,
    /// When a count is a decision.
    pub rule: Rule,
    /// How many people may vote: those who were members when voting opened.
    pub electorate: u64,
}

/// A ballot as it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ballot {
    /// What it is known by in this record. In a secret ballot it says nothing
    /// of the voter, who does not know it either: what nobody can prove, nobody
    /// can be made to prove.
    pub tag: String,
    /// What it says.
    pub choice: Choice,
}

/// A closed decision: all that is needed to count it again, and what the count
/// was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What was asked.
    pub question: Question,
    /// The ballots that count, in order of their tags.
    pub ballots: Vec<Ballot>,
    /// The root of the Merkle tree over the question and the ballots. All else
    /// follows from them, so whoever knows the root knows the decision again.
    pub root: Digest,
    /// The count.
    pub tally: Tally,
    /// What follows from it.
    pub outcome: Outcome,
}

/// Why a record does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// The ballots cannot be counted.
    #[error(transparent)]
    Ballot(#[from] BallotError),
    /// The ballots are out of order, or a tag is there twice.
    #[error(
        "ballot {ballot}, \"{tag}\", does not come after the one before it: expected each tag once, in order"
    )]
    Order {
        /// The number of the ballot, from 1.
        ballot: usize,
        /// Its tag.
        tag: String,
    },
    /// The question or the ballots are not those that were published.
    #[error(
        "the question and the ballots have the root {found}, and the record says {expected}: one was changed, or a ballot added or removed"
    )]
    Root {
        /// The root of the question and the ballots.
        found: Digest,
        /// The root in the record.
        expected: Digest,
    },
    /// The count is another.
    #[error("counting the ballots again gives other figures than the record's {field}")]
    Count {
        /// The part of the record that differs.
        field: &'static str,
    },
}

impl Record {
    /// Closes a decision. `cast` are the ballots in the order in which they
    /// came; of several with one tag the last counts.
    ///
    /// # Errors
    /// If the question is not well formed or a ballot does not fit it.
    pub fn close(question: Question, cast: Vec<Ballot>) -> Result<Self, BallotError> {
        let last: BTreeMap<String, Choice> = cast.into_iter().map(|b| (b.tag, b.choice)).collect();
        let ballots: Vec<Ballot> = last
            .into_iter()
            .map(|(tag, choice)| Ballot { tag, choice })
            .collect();
        let (tally, outcome) = count(&question, &ballots)?;
        Ok(Self {
            root: tree(&question, &ballots).root(),
            question,
            ballots,
            tally,
            outcome,
        })
    }

    /// Counts the ballots again and compares.
    ///
    /// # Errors
    /// If the record does not follow from its ballots; the error says where.
    pub fn verify(&self) -> Result<(), RecordError> {
        for (at, pair) in self.ballots.windows(2).enumerate() {
            if pair[0].tag >= pair[1].tag {
                return Err(RecordError::Order {
                    ballot: at + 2,
                    tag: pair[1].tag.clone(),
                });
            }
        }
        let found = tree(&self.question, &self.ballots).root();
        if found != self.root {
            return Err(RecordError::Root {
                found,
                expected: self.root,
            });
        }
        let (tally, outcome) = count(&self.question, &self.ballots)?;
        if tally != self.tally {
            return Err(RecordError::Count { field: "tally" });
        }
        if outcome != self.outcome {
            return Err(RecordError::Count { field: "outcome" });
        }
        Ok(())
    }

    /// Proof that the ballot with this tag is in the record: it holds for
    /// [`Ballot::bytes`] and the root. Nothing if there is no such ballot.
    pub fn proof(&self, tag: &str) -> Option<Inclusion> {
        let place = self
            .ballots
            .binary_search_by(|b| b.tag.as_str().cmp(tag))
            .ok()?;
        let tree = tree(&self.question, &self.ballots);
        // The question comes first.
        tree.inclusion(place as u64 + 1, tree.size()).ok()
    }
}

fn number(out: &mut Vec<u8>, number: usize) {
    out.extend((number as u64).to_le_bytes());
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend(text.as_bytes());
}

impl Question {
    /// The question as bytes, the same on every machine: what the Merkle tree
    /// begins with. They are made like [`Ballot::bytes`].
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        text(&mut out, &self.text);
        number(&mut out, self.options.len());
        self.options.iter().for_each(|o| text(&mut out, o));
        text(&mut out, &self.method);
        text(&mut out, &self.rule.quorum.to_string());
        let (kind, share) = match self.rule.majority {
            Majority::AtLeast(share) => (0, share),
            Majority::MoreThan(share) => (1, share),
        };
        out.push(kind);
        text(&mut out, &share.to_string());
        out.push(match self.rule.base {
            Base::Voters => 0,
            Base::Present => 1,
            Base::Electorate => 2,
        });
        out.extend(self.electorate.to_le_bytes());
        out
    }
}

impl Ballot {
    /// The ballot as bytes, the same on every machine: what the Merkle tree
    /// holds. Every list is preceded by its length and every number is 8
    /// bytes, so that no two ballots share their bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        text(&mut out, &self.tag);
        match &self.choice {
            Choice::Abstain => out.push(0),
            Choice::Approve(options) => {
                out.push(1);
                number(&mut out, options.len());
                options.iter().for_each(|&o| number(&mut out, o));
            }
            Choice::Rank(places) => {
                out.push(2);
                number(&mut out, places.len());
                for place in places {
                    number(&mut out, place.len());
                    place.iter().for_each(|&o| number(&mut out, o));
                }
            }
            Choice::Score(scores) => {
                out.push(3);
                number(&mut out, scores.len());
                out.extend(scores.iter().map(|s| s.unwrap_or(u8::MAX)));
            }
        }
        out
    }
}

fn tree(question: &Question, ballots: &[Ballot]) -> Tree {
    let ballots = ballots.iter().map(Ballot::bytes);
    std::iter::once(question.bytes()).chain(ballots).collect()
}

fn count(question: &Question, ballots: &[Ballot]) -> Result<(Tally, Outcome), BallotError> {
    let mut seen = BTreeSet::new();
    if let Some(option) = question.options.iter().find(|o| !seen.insert(o.as_str())) {
        return Err(BallotError::SameOption {
            option: option.clone(),
        });
    }
    let method = find(&question.method)?;
    let choices = ballots.iter().map(|b| &b.choice);
    let tally = tally(method, question.options.len(), choices)?;
    let outcome = question.rule.outcome(question.electorate, &tally)?;
    Ok((tally, outcome))
}

#[cfg(test)]
mod tests {
    use super::super::Share;
    use super::*;

    fn ballot(tag: &str, options: &[usize]) -> Ballot {
        Ballot {
            tag: tag.to_owned(),
            choice: Choice::Approve(options.to_vec()),
        }
    }

    fn record() -> Record {
        let question = Question {
            text: "When do we start?".to_owned(),
            options: vec!["May".to_owned(), "June".to_owned()],
            method: "approval".to_owned(),
            rule: Rule {
                quorum: Share::new(1, 2).unwrap(),
                majority: Majority::MoreThan(Share::new(1, 2).unwrap()),
                base: Base::Voters,
            },
            electorate: 4,
        };
        let cast = vec![
            ballot("c", &[0]),
            ballot("a", &[0]),
            ballot("b", &[1]),
            ballot("c", &[1]),
        ];
        Record::close(question, cast).unwrap()
    }

    #[test]
    fn the_last_ballot_of_a_tag_counts() {
        let record = record();
        assert_eq!(record.tally.count.support, [1, 2]);
        let decided = Outcome::Decided {
            option: 1,
            support: 2,
            needed: 2,
        };
        assert_eq!(record.outcome, decided);
        assert_eq!(record.verify(), Ok(()));
    }

    #[test]
    fn a_record_read_back_is_the_same_and_holds() {
        let text = serde_json::to_string(&record()).unwrap();
        let back: Record = serde_json::from_str(&text).unwrap();
        assert_eq!(back, record());
        assert_eq!(back.verify(), Ok(()));
        assert_eq!(serde_json::to_string(&back).unwrap(), text);
    }

    #[test]
    fn every_change_is_found() {
        let mut changed = record();
        changed.ballots[0].choice = Choice::Abstain;
        assert!(matches!(changed.verify(), Err(RecordError::Root { .. })));
        let mut changed = record();
        changed.ballots.swap(0, 1);
        assert!(matches!(
            changed.verify(),
            Err(RecordError::Order { ballot: 2, .. })
        ));
        let mut changed = record();
        changed.ballots[1].tag = "a".to_owned();
        assert!(matches!(changed.verify(), Err(RecordError::Order { .. })));
        let mut changed = record();
        changed.tally.count.support[0] = 2;
        assert_eq!(changed.verify(), Err(RecordError::Count { field: "tally" }));
        let mut changed = record();
        changed.outcome = Outcome::NobodyChose;
        let other = RecordError::Count { field: "outcome" };
        assert_eq!(changed.verify(), Err(other));
    }

    #[test]
    fn every_change_of_the_question_is_found() {
        let half = Share::new(1, 2).unwrap();
        let changes: [fn(&mut Question, Share); 9] = [
            |q, _| q.text.push('!'),
            |q, _| q.options[1] = "July".to_owned(),
            |q, _| q.options.push("July".to_owned()),
            |q, _| q.method = "score".to_owned(),
            |q, _| q.electorate = 5,
            |q, _| q.rule.quorum = Share::new(2, 4).unwrap(),
            |q, half| q.rule.majority = Majority::AtLeast(half),
            |q, _| q.rule.majority = Majority::MoreThan(Share::new(1, 3).unwrap()),
            |q, _| q.rule.base = Base::Present,
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut changed = record();
            change(&mut changed.question, half);
            let found = changed.verify();
            assert!(matches!(found, Err(RecordError::Root { .. })), "{at}");
        }
    }

    #[test]
    fn what_cannot_be_counted_is_said_to_be_so() {
        let refused = |change: fn(&mut Question)| {
            let mut changed = record();
            change(&mut changed.question);
            changed.root = tree(&changed.question, &changed.ballots).root();
            assert!(matches!(changed.verify(), Err(RecordError::Ballot(_))));
        };
        refused(|q| q.electorate = 2);
        refused(|q| q.options[1] = "May".to_owned());
        refused(|q| q.method = "dice".to_owned());
    }

    #[test]
    fn a_voter_can_prove_their_ballot_was_counted() {
        let record = record();
        let proof = record.proof("b").unwrap();
        assert!(proof.holds(&ballot("b", &[1]).bytes(), &record.root));
        assert!(!proof.holds(&ballot("b", &[0]).bytes(), &record.root));
        assert_eq!(record.proof("z"), None);
    }

    #[test]
    fn different_ballots_have_different_bytes() {
        let choices = [
            Choice::Abstain,
            Choice::Approve(vec![]),
            Choice::Approve(vec![0, 1]),
            Choice::Rank(vec![]),
            Choice::Rank(vec![vec![0, 1]]),
            Choice::Rank(vec![vec![0], vec![1]]),
            Choice::Score(vec![None]),
            Choice::Score(vec![Some(0)]),
        ];
        let mut seen = BTreeSet::new();
        for tag in ["", "a", "ab"] {
            for choice in &choices {
                let ballot = Ballot {
                    tag: tag.to_owned(),
                    choice: choice.clone(),
                };
                assert!(seen.insert(ballot.bytes()));
            }
        }
    }
}
