//! The charter of a coalition: what it is for and by which rules it lives, in
//! clauses that programs can keep.

mod version;

pub use version::Version;

use crate::ballot::{self, BallotError, Rule};
use crate::key::keyed;
use crate::text::{LINE, PARAGRAPH, TextError};
use serde::{Deserialize, Serialize};

/// The least group of whom a figure is shown to everyone.
pub const LEAST_PUBLIC: u64 = 10;
/// The least group of whom a figure is shown to members.
pub const LEAST_MEMBERS: u64 = 5;
/// The fewest days for which data are kept.
pub const SHORTEST_RETENTION: u32 = 30;
/// The most days for which data are kept: about ten years.
pub const LONGEST_RETENTION: u32 = 3650;
/// The most days that a member has to wait before they may vote.
pub const LONGEST_WAIT: u32 = 365;
/// The most stewards whose word it takes to vouch for a member.
pub const MOST_WORDS: u32 = 3;
/// The longest chain of rules for dividends, in bytes.
pub const LONGEST_CHAIN: usize = 4000;

/// How people come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Joining {
    /// Anyone may join.
    Open,
    /// Whom a member invites.
    Invitation,
    /// For whom a member vouches.
    Vouched,
}

/// How money is split over data values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dividend {
    /// The same for everyone.
    Equal,
    /// By values counted from the lowest.
    Shift,
    /// By values, those below 0 as 0.
    Clip,
    /// By values without their sign.
    Abs,
    /// The same for all whose values lie between the same bounds.
    Bins,
    /// By the order of values.
    Rank,
    /// By powers of e.
    Softmax,
    /// By a power of values.
    Power,
    /// By a chain of rules, which the charter holds.
    Chain,
}

/// A clause of a charter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clause {
    /// What the coalition is for.
    Purpose,
    /// How people come in.
    WhoMayJoin,
    /// How many stewards it takes to vouch for a member.
    WordsNeeded,
    /// How decisions are made.
    Decisions,
    /// Of how many people figures are shown.
    MinimumGroup,
    /// How long data are kept.
    RetentionDays,
    /// How money is split.
    DividendRule,
    /// How the coalition is reached.
    Contact,
}

keyed! {
    Joining {
        Open = "open",
        Invitation = "invitation",
        Vouched = "vouched",
    }
    Dividend {
        Equal = "equal",
        Shift = "shift",
        Clip = "clip",
        Abs = "abs",
        Bins = "bins",
        Rank = "rank",
        Softmax = "softmax",
        Power = "power",
        Chain = "chain",
    }
    Clause {
        Purpose = "purpose",
        WhoMayJoin = "who-may-join",
        WordsNeeded = "words-needed",
        Decisions = "decisions",
        MinimumGroup = "minimum-group",
        RetentionDays = "retention-days",
        DividendRule = "dividend-rule",
        Contact = "contact",
    }
}

/// How decisions are made where a proposal says nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// The name of the [method](ballot::methods).
    pub method: String,
    /// When a count is a decision.
    pub rule: Rule,
    /// How many days before the opening of a ballot its voters have joined.
    pub minimum_age_days: u32,
}

/// Of how many people figures are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumGroup {
    /// To everyone: [`LEAST_PUBLIC`] or more.
    pub public: u64,
    /// To members: [`LEAST_MEMBERS`] or more, and no more than to everyone.
    pub members: u64,
}

/// A charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charter {
    /// What the coalition is for.
    pub purpose: String,
    /// How people come in.
    pub who_may_join: Joining,
    /// How many stewards it takes to vouch for a member, or to say that
    /// something about one was checked: 1 to [`MOST_WORDS`].
    pub words_needed: u32,
    /// How decisions are made.
    pub decisions: Decisions,
    /// Of how many people figures are shown.
    pub minimum_group: MinimumGroup,
    /// How many days data are kept.
    pub retention_days: u32,
    /// How money is split; nothing where that is not decided yet.
    pub dividend_rule: Option<Dividend>,
    /// The chain of rules for dividends as TOML, where money is split by
    /// [`Dividend::Chain`]; else nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dividend_chain: Option<String>,
    /// How the coalition is reached.
    pub contact: String,
}

/// What is wrong with a clause.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CharterError {
    /// Its text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The method of voting, or a majority that nobody can reach.
    #[error("decisions: {0}")]
    Decisions(BallotError),
    /// Too long a wait.
    #[error("decisions: a wait of {found} days: expected {LONGEST_WAIT} or fewer")]
    Wait {
        /// The days.
        found: u32,
    },
    /// Nobody's word, or that of too many.
    #[error("words-needed: {found} stewards: expected 1 to {MOST_WORDS}")]
    Words {
        /// The number of stewards.
        found: u32,
    },
    /// Figures shown to everyone of too few people.
    #[error("minimum-group: {found} people for everyone: expected {LEAST_PUBLIC} or more")]
    Public {
        /// The number of people.
        found: u64,
    },
    /// Figures shown to members of too few people, or of more than are needed
    /// to show them to everyone.
    #[error(
        "minimum-group: {found} people for members: expected {LEAST_MEMBERS} or more, and at most the {most} for everyone"
    )]
    Members {
        /// The number of people.
        found: u64,
        /// The number for everyone.
        most: u64,
    },
    /// Data kept for too short or too long a time.
    #[error("retention-days: {found} days: expected {SHORTEST_RETENTION} to {LONGEST_RETENTION}")]
    Retention {
        /// The days.
        found: u32,
    },
    /// A chain of rules without being split by one, the reverse, or one that
    /// is too long.
    #[error(
        "dividend-rule: expected \"chain\" together with a chain of at most {LONGEST_CHAIN} bytes, or neither"
    )]
    Chain,
}

impl Charter {
    /// The charter with its texts cleaned, if a coalition can have it.
    ///
    /// # Errors
    /// What is wrong with each clause that is.
    pub fn check(&self) -> Result<Self, Vec<CharterError>> {
        let mut wrong = Vec::new();
        let mut text = |kind: &crate::text::Kind, clause: Clause, text: &str| {
            let clean = kind.clean(clause.key(), text);
            clean.unwrap_or_else(|error| {
                wrong.push(error.into());
                String::new()
            })
        };
        let clean = Self {
            purpose: text(&PARAGRAPH, Clause::Purpose, &self.purpose),
            contact: text(&LINE, Clause::Contact, &self.contact),
            ..self.clone()
        };
        let decisions = &self.decisions;
        if let Err(error) = ballot::find(&decisions.method) {
            wrong.push(CharterError::Decisions(error));
        }
        if let Err(error) = decisions.rule.check() {
            wrong.push(CharterError::Decisions(error));
        }
        if decisions.minimum_age_days > LONGEST_WAIT {
            let found = decisions.minimum_age_days;
            wrong.push(CharterError::Wait { found });
        }
        let found = self.words_needed;
        if !(1..=MOST_WORDS).contains(&found) {
            wrong.push(CharterError::Words { found });
        }
        let MinimumGroup { public, members } = self.minimum_group;
        if public < LEAST_PUBLIC {
            wrong.push(CharterError::Public { found: public });
        }
        if members < LEAST_MEMBERS || members > public {
            let (found, most) = (members, public);
            wrong.push(CharterError::Members { found, most });
        }
        let found = self.retention_days;
        if !(SHORTEST_RETENTION..=LONGEST_RETENTION).contains(&found) {
            wrong.push(CharterError::Retention { found });
        }
        let by_chain = self.dividend_rule == Some(Dividend::Chain);
        let length = self.dividend_chain.as_ref().map(String::len);
        if by_chain != length.is_some() || length.is_some_and(|l| l > LONGEST_CHAIN) {
            wrong.push(CharterError::Chain);
        }
        if wrong.is_empty() {
            Ok(clean)
        } else {
            Err(wrong)
        }
    }
}

impl CharterError {
    /// The clause that is wrong, by its key.
    pub fn clause(&self) -> &str {
        match self {
            Self::Text(error) => &error.field,
            Self::Decisions(_) | Self::Wait { .. } => Clause::Decisions.key(),
            Self::Words { .. } => Clause::WordsNeeded.key(),
            Self::Public { .. } | Self::Members { .. } => Clause::MinimumGroup.key(),
            Self::Retention { .. } => Clause::RetentionDays.key(),
            Self::Chain => Clause::DividendRule.key(),
        }
    }

    /// The stable key under which it has its sentences.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Text(error) => error.fault.key(),
            Self::Decisions(BallotError::Method { .. }) => "charter-method",
            Self::Decisions(_) => "charter-majority",
            Self::Wait { .. } => "charter-wait",
            Self::Words { .. } => "charter-words",
            Self::Public { .. } => "charter-group-public",
            Self::Members { .. } => "charter-group-members",
            Self::Retention { .. } => "charter-retention",
            Self::Chain => "charter-chain",
        }
    }
}

/// The clauses in which two charters differ, in the order of clauses.
pub fn diff(old: &Charter, new: &Charter) -> Vec<Clause> {
    let changed = |clause: &Clause| match clause {
        Clause::Purpose => old.purpose != new.purpose,
        Clause::WhoMayJoin => old.who_may_join != new.who_may_join,
        Clause::WordsNeeded => old.words_needed != new.words_needed,
        Clause::Decisions => old.decisions != new.decisions,
        Clause::MinimumGroup => old.minimum_group != new.minimum_group,
        Clause::RetentionDays => old.retention_days != new.retention_days,
        Clause::DividendRule => {
            (old.dividend_rule, &old.dividend_chain) != (new.dividend_rule, &new.dividend_chain)
        }
        Clause::Contact => old.contact != new.contact,
    };
    Clause::ALL.iter().copied().filter(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ballot::rule::Base;
    use crate::ballot::{Majority, Share};

    pub(super) fn charter() -> Charter {
        Charter {
            purpose: "Pay for the data of our work.".to_owned(),
            who_may_join: Joining::Invitation,
            words_needed: 1,
            decisions: Decisions {
                method: "approval".to_owned(),
                rule: Rule {
                    quorum: Share::new(1, 5).unwrap(),
                    majority: Majority::MoreThan(Share::new(1, 2).unwrap()),
                    base: Base::Voters,
                },
                minimum_age_days: 14,
            },
            minimum_group: MinimumGroup {
                public: 10,
                members: 5,
            },
            retention_days: 365,
            dividend_rule: None,
            dividend_chain: None,
            contact: "mail@example.org".to_owned(),
        }
    }

    /// One change with the keys of what is wrong after it.
    type Case = (fn(&mut Charter), &'static [(&'static str, &'static str)]);

    #[test]
    fn each_clause_is_checked_by_name() {
        let cases: [Case; 20] = [
            (|_| (), &[]),
            (|c| c.purpose.clear(), &[("purpose", "text-too-short")]),
            (
                |c| c.purpose.push('\u{202E}'),
                &[("purpose", "text-direction")],
            ),
            (
                |c| c.contact = "a\nb".to_owned(),
                &[("contact", "text-control")],
            ),
            (
                |c| c.decisions.method = "dice".to_owned(),
                &[("decisions", "charter-method")],
            ),
            (
                |c| c.decisions.rule.majority = Majority::MoreThan(Share::new(1, 1).unwrap()),
                &[("decisions", "charter-majority")],
            ),
            (|c| c.decisions.minimum_age_days = 365, &[]),
            (
                |c| c.decisions.minimum_age_days = 366,
                &[("decisions", "charter-wait")],
            ),
            (|c| c.words_needed = 0, &[("words-needed", "charter-words")]),
            (|c| c.words_needed = 3, &[]),
            (|c| c.words_needed = 4, &[("words-needed", "charter-words")]),
            (
                |c| c.minimum_group.public = 9,
                &[("minimum-group", "charter-group-public")],
            ),
            (
                |c| c.minimum_group.members = 4,
                &[("minimum-group", "charter-group-members")],
            ),
            (
                |c| c.minimum_group.members = 11,
                &[("minimum-group", "charter-group-members")],
            ),
            (
                |c| c.retention_days = 29,
                &[("retention-days", "charter-retention")],
            ),
            (|c| c.retention_days = 3650, &[]),
            (
                |c| c.dividend_rule = Some(Dividend::Chain),
                &[("dividend-rule", "charter-chain")],
            ),
            (
                |c| c.dividend_chain = Some("equal = 1.0".to_owned()),
                &[("dividend-rule", "charter-chain")],
            ),
            (
                |c| {
                    c.dividend_rule = Some(Dividend::Chain);
                    c.dividend_chain = Some("x".repeat(LONGEST_CHAIN));
                },
                &[],
            ),
            (
                |c| {
                    c.retention_days = 3651;
                    c.purpose.clear();
                },
                &[
                    ("purpose", "text-too-short"),
                    ("retention-days", "charter-retention"),
                ],
            ),
        ];
        for (change, expected) in cases {
            let mut charter = charter();
            change(&mut charter);
            let wrong = charter.check().err().unwrap_or_default();
            let found: Vec<_> = wrong.iter().map(|e| (e.clause(), e.key())).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn texts_are_cleaned() {
        let mut untidy = charter();
        untidy.contact = "  mail@example.org ".to_owned();
        assert_eq!(untidy.check(), Ok(charter()));
    }

    #[test]
    fn every_changed_clause_is_named() {
        assert_eq!(diff(&charter(), &charter()), []);
        let changes: [fn(&mut Charter); 8] = [
            |c| c.purpose.push('.'),
            |c| c.who_may_join = Joining::Open,
            |c| c.words_needed = 2,
            |c| c.decisions.rule.quorum = Share::new(1, 4).unwrap(),
            |c| c.minimum_group.members = 6,
            |c| c.retention_days = 30,
            |c| c.dividend_rule = Some(Dividend::Bins),
            |c| c.contact.push('x'),
        ];
        let mut all = charter();
        for (&clause, change) in Clause::ALL.iter().zip(changes) {
            let mut one = charter();
            change(&mut one);
            change(&mut all);
            assert_eq!(diff(&charter(), &one), [clause]);
        }
        assert_eq!(diff(&charter(), &all), Clause::ALL);
    }

    #[test]
    fn another_chain_is_another_clause() {
        let with = |text: &str| Charter {
            dividend_rule: Some(Dividend::Chain),
            dividend_chain: Some(text.to_owned()),
            ..charter()
        };
        assert_eq!(diff(&with("a"), &with("b")), [Clause::DividendRule]);
        assert_eq!(diff(&with("a"), &with("a")), []);
        assert_eq!(with("a").check(), Ok(with("a")));
    }

    #[test]
    fn clauses_have_the_names_of_their_fields() {
        let json = serde_json::to_value(charter()).unwrap();
        let fields = json.as_object().unwrap();
        assert_eq!(fields.len(), Clause::ALL.len());
        for clause in Clause::ALL {
            assert!(fields.contains_key(&clause.key().replace('-', "_")));
        }
        let mut more = json.clone();
        more["fee"] = 1.into();
        assert!(serde_json::from_value::<Charter>(more).is_err());
    }
}
