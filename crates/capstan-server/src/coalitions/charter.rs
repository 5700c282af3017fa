//! A charter as forms and programs write it: flat, each clause a field.

use crate::api::kinds;
use crate::dividends::chain;
use crate::problem::Problem;
use crate::typed;
use capstan_coalition::ballot::rule::Base;
use capstan_coalition::ballot::{Majority, Rule, Share};
use capstan_coalition::charter::{
    Charter, CharterError, Clause, Decisions, Dividend, Joining, LEAST_MEMBERS, LEAST_PUBLIC,
    LONGEST_CHAIN, LONGEST_RETENTION, LONGEST_WAIT, MOST_WORDS, MinimumGroup, SHORTEST_RETENTION,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The clauses of a charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Clauses {
    /// What the coalition is for; empty only where stewards have hidden it.
    #[schema(value_type = kinds::ParagraphOrEmpty, required)]
    pub purpose: String,
    /// How people come in.
    #[schema(value_type = kinds::WhoMayJoin)]
    pub who_may_join: String,
    /// How many stewards it takes to vouch for a member.
    #[schema(example = 1, minimum = 1, maximum = 3)]
    pub words_needed: u32,
    /// The method of voting.
    #[schema(value_type = kinds::Method)]
    pub method: String,
    /// The share of those who may vote that must take part.
    #[schema(value_type = kinds::Share)]
    pub quorum: String,
    /// Whether a winner needs the share, or more than it.
    #[schema(value_type = kinds::Majority)]
    pub majority: String,
    /// The share that a winner needs.
    #[schema(value_type = kinds::Share)]
    pub share: String,
    /// Whom it is a share of.
    #[schema(value_type = kinds::Base)]
    pub base: String,
    /// How many days before a ballot its voters have joined.
    #[schema(example = 14, maximum = 365)]
    pub minimum_age_days: u32,
    /// Of how many people figures are shown to everyone.
    #[schema(example = 10, minimum = 10)]
    pub group_public: u64,
    /// Of how many people figures are shown to members; at most `group_public`.
    #[schema(example = 5, minimum = 5)]
    pub group_members: u64,
    /// How many days data are kept.
    #[schema(example = 365, minimum = 30, maximum = 3650)]
    pub retention_days: u32,
    /// How money is split.
    #[schema(value_type = kinds::DividendRule)]
    pub dividend_rule: String,
    /// Where money is split by a chain of rules ("chain"), that chain as TOML;
    /// else empty.
    #[schema(max_length = 4000, example = "")]
    pub dividend_chain: String,
    /// How the coalition is reached.
    #[schema(value_type = kinds::Line, required)]
    pub contact: String,
}

impl Default for Clauses {
    fn default() -> Self {
        let text = str::to_owned;
        Self {
            purpose: String::new(),
            who_may_join: text("open"),
            words_needed: 1,
            method: text("approval"),
            quorum: text("1/5"),
            majority: text("more-than"),
            share: text("1/2"),
            base: text("voters"),
            minimum_age_days: 14,
            group_public: LEAST_PUBLIC,
            group_members: LEAST_MEMBERS,
            retention_days: 365,
            dividend_rule: String::new(),
            dividend_chain: String::new(),
            contact: String::new(),
        }
    }
}

impl From<&Charter> for Clauses {
    fn from(charter: &Charter) -> Self {
        let Rule {
            quorum,
            majority,
            base,
        } = charter.decisions.rule;
        let (majority, share) = match majority {
            Majority::AtLeast(share) => ("at-least", share),
            Majority::MoreThan(share) => ("more-than", share),
        };
        let base = match base {
            Base::Voters => "voters",
            Base::Present => "present",
            Base::Electorate => "electorate",
        };
        Self {
            purpose: charter.purpose.clone(),
            who_may_join: charter.who_may_join.key().to_owned(),
            words_needed: charter.words_needed,
            method: charter.decisions.method.clone(),
            quorum: quorum.to_string(),
            majority: majority.to_owned(),
            share: share.to_string(),
            base: base.to_owned(),
            minimum_age_days: charter.decisions.minimum_age_days,
            group_public: charter.minimum_group.public,
            group_members: charter.minimum_group.members,
            retention_days: charter.retention_days,
            dividend_rule: charter.dividend_rule.map_or("", Dividend::key).to_owned(),
            dividend_chain: charter.dividend_chain.clone().unwrap_or_default(),
            contact: charter.contact.clone(),
        }
    }
}

fn share(field: &'static str, text: &str) -> Result<Share, Problem> {
    text.trim()
        .parse()
        .map_err(|_| Problem::input(field, "charter-share"))
}

impl Clauses {
    /// The charter that these clauses make, cleaned and checked.
    ///
    /// # Errors
    /// What is wrong with the first clause that is, at its field.
    pub fn charter(&self) -> Result<Charter, Problem> {
        let choose = |field| Problem::input(field, "charter-choose");
        let joining = Joining::ALL.iter().find(|j| j.key() == self.who_may_join);
        let dividend = match self.dividend_rule.as_str() {
            "" => None,
            key => {
                let known = Dividend::ALL.iter().copied().find(|d| d.key() == key);
                Some(known.ok_or_else(|| choose("dividend_rule"))?)
            }
        };
        let needed = share("share", &self.share)?;
        let charter = Charter {
            purpose: self.purpose.clone(),
            who_may_join: *joining.ok_or_else(|| choose("who_may_join"))?,
            words_needed: self.words_needed,
            decisions: Decisions {
                method: self.method.clone(),
                rule: Rule {
                    quorum: share("quorum", &self.quorum)?,
                    majority: match self.majority.as_str() {
                        "more-than" => Majority::MoreThan(needed),
                        "at-least" => Majority::AtLeast(needed),
                        _ => return Err(choose("majority")),
                    },
                    base: match self.base.as_str() {
                        "voters" => Base::Voters,
                        "present" => Base::Present,
                        "electorate" => Base::Electorate,
                        _ => return Err(choose("base")),
                    },
                },
                minimum_age_days: self.minimum_age_days,
            },
            minimum_group: MinimumGroup {
                public: self.group_public,
                members: self.group_members,
            },
            retention_days: self.retention_days,
            dividend_rule: dividend,
            dividend_chain: match dividend {
                Some(Dividend::Chain) => Some(chain::checked(&self.dividend_chain)?),
                _ => None,
            },
            contact: self.contact.clone(),
        };
        charter.check().map_err(|wrong| match wrong.first() {
            Some(first) => problem(first),
            None => choose("purpose"),
        })
    }
}

fn problem(error: &CharterError) -> Problem {
    let key = error.key();
    match error {
        CharterError::Text(text) if text.field == Clause::Contact.key() => {
            typed::wrong("contact", text)
        }
        CharterError::Text(text) => typed::wrong("purpose", text),
        CharterError::Decisions(_) if key == "charter-method" => Problem::input("method", key),
        CharterError::Decisions(_) => Problem::input("share", key),
        CharterError::Wait { .. } => {
            Problem::input("minimum_age_days", key).with("most", LONGEST_WAIT)
        }
        CharterError::Words { .. } => Problem::input("words_needed", key).with("most", MOST_WORDS),
        CharterError::Public { .. } => {
            Problem::input("group_public", key).with("least", LEAST_PUBLIC)
        }
        CharterError::Members { most, .. } => Problem::input("group_members", key)
            .with("least", LEAST_MEMBERS)
            .with("most", most),
        CharterError::Retention { .. } => Problem::input("retention_days", key)
            .with("least", SHORTEST_RETENTION)
            .with("most", LONGEST_RETENTION),
        CharterError::Chain => Problem::input("dividend_chain", key).with("most", LONGEST_CHAIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_value::dividend::Chain;

    fn clauses() -> Clauses {
        Clauses {
            purpose: "Fair pay.".into(),
            contact: "mail@example.org".into(),
            ..Clauses::default()
        }
    }

    #[test]
    fn clauses_and_charters_say_the_same() {
        let mut clauses = clauses();
        assert_eq!(Clauses::from(&clauses.charter().unwrap()), clauses);
        clauses.majority = "at-least".into();
        clauses.base = "electorate".into();
        clauses.dividend_rule = "bins".into();
        clauses.who_may_join = "vouched".into();
        clauses.words_needed = 2;
        assert_eq!(Clauses::from(&clauses.charter().unwrap()), clauses);
        clauses.dividend_rule = "chain".into();
        clauses.dividend_chain = chain::text(&Chain::of("shift", Default::default()));
        assert_eq!(Clauses::from(&clauses.charter().unwrap()), clauses);
    }

    #[test]
    fn what_is_wrong_stands_at_its_field() {
        let voices = crate::words::voices();
        type Case = (fn(&mut Clauses), &'static str, &'static str);
        let cases: [Case; 15] = [
            (|c| c.purpose.clear(), "purpose", "text-too-short"),
            (|c| c.contact.push('\u{202E}'), "contact", "text-direction"),
            (|c| c.who_may_join.clear(), "who_may_join", "charter-choose"),
            (|c| c.words_needed = 4, "words_needed", "charter-words"),
            (|c| c.method = "dice".into(), "method", "charter-method"),
            (|c| c.quorum = "a lot".into(), "quorum", "charter-share"),
            (|c| c.share = "3/2".into(), "share", "charter-share"),
            (|c| c.share = "1/1".into(), "share", "charter-majority"),
            (
                |c| c.minimum_age_days = 366,
                "minimum_age_days",
                "charter-wait",
            ),
            (
                |c| c.group_public = 9,
                "group_public",
                "charter-group-public",
            ),
            (
                |c| c.group_members = 11,
                "group_members",
                "charter-group-members",
            ),
            (
                |c| c.retention_days = 1,
                "retention_days",
                "charter-retention",
            ),
            (
                |c| c.dividend_rule = "all".into(),
                "dividend_rule",
                "charter-choose",
            ),
            (
                |c| c.dividend_rule = "chain".into(),
                "dividend_chain",
                "sharing-chain",
            ),
            (
                |c| {
                    c.dividend_rule = "chain".into();
                    c.dividend_chain = "[[rule]]\nname = \"shift\"\n".repeat(200);
                },
                "dividend_chain",
                "charter-chain",
            ),
        ];
        for (change, field, key) in cases {
            let mut clauses = clauses();
            change(&mut clauses);
            let problem = clauses.charter().unwrap_err();
            assert_eq!((problem.field, problem.key), (Some(field), key));
            assert!(
                problem
                    .say(voices.of(capstan_report::Lang::Es))
                    .ends_with('.')
            );
        }
    }
}
