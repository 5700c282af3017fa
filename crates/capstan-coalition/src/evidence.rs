//! What stewards can say of a member, and what is known of the member by it.
//!
//! Nothing of what was shown to a steward is kept: only that it was checked,
//! on which day, and how many stewards said so.

use crate::key::keyed;
use crate::pledge::Tier;
use crate::pledge::terms::{DAY, Micros};
use serde::{Deserialize, Serialize};

/// How long stewards have to answer a member who asks for their word. Then the
/// question goes, with what was written in it: thirty days.
pub const ASKED_FOR: Micros = 30 * DAY;

/// What a steward can say of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// They know the person, and that nobody else stands behind the account.
    Vouched,
    /// The person answered from an address at the place where they work.
    WorkAddress,
    /// The person showed that they work there: a payslip, a badge.
    Work,
    /// The person showed a card or a licence: of a union, of a trade.
    Card,
    /// The person showed an account of theirs with the operator.
    Account,
}

keyed! {
    Word {
        Vouched = "vouched",
        WorkAddress = "work-address",
        Work = "work",
        Card = "card",
        Account = "account",
    }
}

/// How many stewards said a thing of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// What.
    pub word: Word,
    /// How many, each counted once.
    pub stewards: u64,
    /// How many it took, by the charter when the first of them spoke.
    pub needed: u64,
}

impl Word {
    /// What is known of a person of whom this is said.
    pub fn tier(self) -> Tier {
        match self {
            Self::Vouched => Tier::Vouched,
            Self::WorkAddress | Self::Work | Self::Card | Self::Account => Tier::Verified,
        }
    }
}

impl Said {
    /// Whether enough stewards said it.
    pub fn settled(&self) -> bool {
        self.stewards > 0 && self.stewards >= self.needed
    }
}

/// What is known of a member: the most of what is known without the stewards,
/// and of what enough of them said.
pub fn known(without: Tier, said: &[Said]) -> Tier {
    let settled = said.iter().filter(|said| said.settled());
    settled
        .map(|said| said.word.tier())
        .fold(without, Tier::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(word: Word, stewards: u64, needed: u64) -> Said {
        Said {
            word,
            stewards,
            needed,
        }
    }

    #[test]
    fn a_word_counts_once_enough_stewards_gave_it() {
        for (stewards, needed, expected) in [
            (0, 0, Tier::Email),
            (0, 1, Tier::Email),
            (1, 1, Tier::Vouched),
            (1, 2, Tier::Email),
            (2, 2, Tier::Vouched),
            (3, 2, Tier::Vouched),
        ] {
            let found = known(Tier::Email, &[said(Word::Vouched, stewards, needed)]);
            assert_eq!(found, expected, "{stewards} of {needed}");
        }
    }

    #[test]
    fn words_of_two_kinds_do_not_add_up() {
        let one_each = [said(Word::Work, 1, 2), said(Word::Card, 1, 2)];
        assert_eq!(known(Tier::None, &one_each), Tier::None);
        let both = [said(Word::Vouched, 1, 1), said(Word::Account, 1, 1)];
        assert_eq!(known(Tier::Invitation, &both), Tier::Verified);
    }

    proptest! {
        #[test]
        fn a_word_never_makes_less_known(
            without in prop::sample::select(Tier::ALL.to_vec()),
            all in prop::collection::vec(
                (prop::sample::select(Word::ALL.to_vec()), 0..4_u64, 1..4_u64), 0..6),
        ) {
            let all: Vec<Said> = all.into_iter().map(|(w, s, n)| said(w, s, n)).collect();
            let found = known(without, &all);
            prop_assert!(found >= without);
            let reason = all.iter().any(|s| s.settled() && s.word.tier() == found);
            prop_assert!(found == without || reason);
        }
    }
}
