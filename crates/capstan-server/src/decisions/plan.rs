//! What a proposal is about, and what follows if it passes.

use capstan_coalition::charter::{Charter, Clause, diff};
use capstan_proof::Digest;
use serde::{Deserialize, Serialize};
use serde_json::Value;

const CONTEXT: &str = "capstan proposal v1";

/// What a proposal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A question with options of its own.
    Question,
    /// A charter with other clauses.
    Charter,
    /// Another way to decide: a clause of the charter.
    Rule,
    /// Another rule for dividends: a clause of the charter.
    Dividend,
    /// That the coalition runs a campaign.
    Campaign,
    /// New stewards in the place of those who vanished.
    Stewards,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Question,
        Self::Campaign,
        Self::Charter,
        Self::Rule,
        Self::Dividend,
        Self::Stewards,
    ];

    /// The stable key under which it has its sentences.
    pub fn key(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Charter => "charter",
            Self::Rule => "rule",
            Self::Dividend => "dividend",
            Self::Campaign => "campaign",
            Self::Stewards => "stewards",
        }
    }

    /// The kind with this key.
    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether it is a motion: for it or against it, by the charter's rule.
    pub fn is_motion(self) -> bool {
        self != Self::Question
    }
}

/// What follows if a proposal passes, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The hash of all that the proposal says, so that nothing in it can be
    /// changed after voting opened.
    pub hash: Digest,
    /// The clauses of the charter that it changes.
    pub clauses: Option<Clauses>,
}

/// A change of clauses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clauses {
    /// The charter when it was proposed.
    pub before: Charter,
    /// The charter as it would be then.
    pub after: Charter,
}

/// The hash of all that a proposal says: an object with names in any order.
pub fn hash(mut said: Value) -> Digest {
    said.sort_all_objects();
    Digest::of(CONTEXT, &[said.to_string().as_bytes()])
}

impl Clauses {
    /// The clauses that change.
    pub fn changed(&self) -> Vec<Clause> {
        diff(&self.before, &self.after)
    }

    /// The charter that holds now with the changes. Nothing if one of the
    /// clauses was changed since: nobody voted on giving that up.
    pub fn on(&self, now: &Charter) -> Option<Charter> {
        let changed = self.changed();
        if diff(&self.before, now).iter().any(|c| changed.contains(c)) {
            return None;
        }
        let after = self.after.clone();
        let mut charter = now.clone();
        for clause in changed {
            match clause {
                Clause::Purpose => charter.purpose = after.purpose.clone(),
                Clause::WhoMayJoin => charter.who_may_join = after.who_may_join,
                Clause::WordsNeeded => charter.words_needed = after.words_needed,
                Clause::Decisions => charter.decisions = after.decisions.clone(),
                Clause::MinimumGroup => charter.minimum_group = after.minimum_group,
                Clause::RetentionDays => charter.retention_days = after.retention_days,
                Clause::DividendRule => {
                    charter.dividend_rule = after.dividend_rule;
                    charter.dividend_chain = after.dividend_chain.clone();
                }
                Clause::Contact => charter.contact = after.contact.clone(),
            }
        }
        Some(charter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coalitions::charter::Clauses as Written;
    use capstan_coalition::charter::{Dividend, Joining, MinimumGroup};

    fn charter() -> Charter {
        let written = Written {
            purpose: "Fair pay.".into(),
            contact: "mail@example.org".into(),
            ..Written::default()
        };
        written.charter().unwrap()
    }

    #[test]
    fn only_what_was_voted_on_changes() {
        let changes: [fn(&mut Charter); 8] = [
            |c| c.purpose.push('!'),
            |c| c.who_may_join = Joining::Vouched,
            |c| c.words_needed = 2,
            |c| c.decisions.minimum_age_days = 1,
            |c| {
                c.minimum_group = MinimumGroup {
                    public: 50,
                    members: 20,
                };
            },
            |c| c.retention_days = 30,
            |c| {
                c.dividend_rule = Some(Dividend::Chain);
                c.dividend_chain = Some("a chain".to_owned());
            },
            |c| c.contact.push('!'),
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut after = charter();
            change(&mut after);
            let clauses = Clauses {
                before: charter(),
                after: after.clone(),
            };
            assert_eq!(clauses.changed(), [Clause::ALL[at]]);
            assert_eq!(clauses.on(&charter()), Some(after));
            for (other, meanwhile) in changes.iter().enumerate() {
                let mut now = charter();
                meanwhile(&mut now);
                let mut both = now.clone();
                change(&mut both);
                let expected = (other != at).then_some(both);
                assert_eq!(clauses.on(&now), expected, "{at} {other}");
            }
        }
    }

    #[test]
    fn the_hash_does_not_depend_on_the_order_of_names() {
        let one = hash(serde_json::json!({"title": "a", "text": "b"}));
        let other = hash(serde_json::json!({"text": "b", "title": "a"}));
        assert_eq!(one, other);
        assert_ne!(one, hash(serde_json::json!({"text": "b", "title": "c"})));
        assert!(
            Kind::ALL
                .iter()
                .all(|&kind| Kind::of(kind.key()) == Some(kind))
        );
    }
}
