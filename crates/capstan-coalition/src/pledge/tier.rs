//! What is known of the person behind an account, and whose pledge counts.
//!
//! An account costs nothing, so a crowd of them says nothing. A campaign names
//! the lowest evidence that counts; all who have less may take part, and move
//! neither the campaign nor anyone's own threshold.

use super::cascade::Need;
use crate::key::keyed;
use serde::{Deserialize, Serialize};

/// What tells an account from a false one. Each is harder to make up than the
/// one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Nothing.
    None,
    /// An address that was written to and answered.
    Email,
    /// A member invited the person.
    Invitation,
    /// A steward vouches for the person.
    Vouched,
    /// Something about the person was verified, such as their work.
    Verified,
}

keyed! {
    Tier {
        None = "none",
        Email = "email",
        Invitation = "invitation",
        Vouched = "vouched",
        Verified = "verified",
    }
}

/// Whose pledges count in a campaign: theirs of whom at least so much is
/// known. It cannot be [`Tier::None`], under which anyone could bring about a
/// notice with accounts made up for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Tier", into = "Tier")]
pub struct Counting(Tier);

/// A campaign in which every account would count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the lowest evidence that counts is \"none\": choose email, invitation, vouched or verified"
)]
pub struct AnyoneCounts;

impl Counting {
    /// Counts those of whom at least `lowest` is known.
    ///
    /// # Errors
    /// If that is nothing.
    pub fn at_least(lowest: Tier) -> Result<Self, AnyoneCounts> {
        match lowest {
            Tier::None => Err(AnyoneCounts),
            _ => Ok(Self(lowest)),
        }
    }

    /// The lowest evidence that counts.
    pub fn lowest(self) -> Tier {
        self.0
    }

    /// What the pledge of a person asks for: `others`, and whether they count.
    pub fn need(self, others: u64, tier: Tier) -> Need {
        Need {
            others,
            counted: tier >= self.0,
        }
    }
}

impl TryFrom<Tier> for Counting {
    type Error = AnyoneCounts;

    fn try_from(lowest: Tier) -> Result<Self, AnyoneCounts> {
        Self::at_least(lowest)
    }
}

impl From<Counting> for Tier {
    fn from(counting: Counting) -> Self {
        counting.0
    }
}

/// How many pledges there are of each evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerTier([u64; Tier::ALL.len()]);

impl PerTier {
    /// Takes in `pledges` of people with this evidence.
    pub fn add(&mut self, tier: Tier, pledges: u64) {
        let cell = &mut self.0[tier as usize];
        *cell = cell.saturating_add(pledges);
    }

    /// How many count in a campaign.
    pub fn counted(&self, counting: Counting) -> u64 {
        let counting = &self.0[counting.0 as usize..];
        counting.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }

    /// What may be published: each evidence, from the lowest, with its size as
    /// `coarse` makes it, which is nothing for sizes that are too small.
    pub fn published(&self, coarse: impl Fn(u64) -> Option<u64>) -> [(Tier, Option<u64>); 5] {
        std::array::from_fn(|at| (Tier::ALL[at], coarse(self.0[at])))
    }
}

#[cfg(test)]
mod tests {
    use super::super::terms::DAY;
    use super::super::{Act, Audience, Buckets, Drive, GRID, Member, Stand, Terms};
    use super::*;
    use proptest::prelude::*;

    fn tiers() -> impl Strategy<Value = Tier> {
        prop::sample::select(Tier::ALL.to_vec())
    }

    #[test]
    fn each_tier_counts_itself_and_those_above() {
        let vouched = Counting::at_least(Tier::Vouched).unwrap();
        let counted = Tier::ALL.iter().map(|&t| vouched.need(10, t).counted);
        assert!(counted.eq([false, false, false, true, true]));
        assert_eq!(vouched.need(10, Tier::Email).others, 10);
        assert_eq!(Counting::at_least(Tier::None), Err(AnyoneCounts));
        assert_eq!(serde_json::to_string(&vouched).unwrap(), "\"vouched\"");
        let back: Counting = serde_json::from_str("\"vouched\"").unwrap();
        assert_eq!(back, vouched);
        assert!(serde_json::from_str::<Counting>("\"none\"").is_err());
    }

    #[test]
    fn sizes_are_published_coarsely_and_by_tier() {
        let mut per_tier = PerTier::default();
        per_tier.add(Tier::Email, 33);
        per_tier.add(Tier::Vouched, 4);
        per_tier.add(Tier::Verified, 7);
        per_tier.add(Tier::Verified, 5);
        let from = |tier| per_tier.counted(Counting::at_least(tier).unwrap());
        assert_eq!(from(Tier::Email), 49);
        assert_eq!(from(Tier::Invitation), 16);
        assert_eq!(from(Tier::Verified), 12);
        let tens = |n: u64| (n >= 10).then_some(n / 10 * 10);
        let expected = [
            (Tier::None, None),
            (Tier::Email, Some(30)),
            (Tier::Invitation, None),
            (Tier::Vouched, None),
            (Tier::Verified, Some(10)),
        ];
        assert_eq!(per_tier.published(tens), expected);
    }

    /// What the campaign told each of its people after its first look.
    fn told(pledges: &[(u64, Need)]) -> Vec<u64> {
        let mut drive = Drive::open(Terms {
            threshold: 10,
            opens: 0,
            step: DAY,
            window: 7 * DAY,
            closes: 60 * DAY,
        })
        .unwrap();
        for &(member, need) in pledges {
            let act = Act::Pledge {
                member: Member(member),
                need,
                audience: Audience::Public,
            };
            drive.apply(1, &act).1.unwrap();
        }
        drive.apply(DAY, &Act::Wait).1.unwrap();
        let members = pledges.iter().map(|&(member, _)| member);
        members
            .filter(|&m| drive.stand(Member(m)) == Some(Stand::Noticed))
            .collect()
    }

    proptest! {
        /// Ten times as many accounts with too little evidence change neither
        /// the count nor what any other person is told.
        #[test]
        fn false_accounts_move_nothing(
            lowest in tiers(),
            people in prop::collection::vec((prop::sample::select(vec![0u64, 0, 10, 20]), tiers()), 1..30),
            fakes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![0u64, GRID[0], GRID[17]])), 300),
        ) {
            let Ok(counting) = Counting::at_least(lowest) else {
                return Ok(());
            };
            let mut pledges: Vec<(u64, Need)> = (0..)
                .zip(&people)
                .map(|(member, &(others, tier))| (member, counting.need(others, tier)))
                .collect();
            let mut buckets = Buckets::default();
            let mut per_tier = PerTier::default();
            for (&(_, tier), (_, need)) in people.iter().zip(&pledges) {
                buckets.add(need).unwrap();
                per_tier.add(tier, 1);
            }
            let before = (buckets.committed(0).counted, per_tier.counted(counting), told(&pledges));
            let fakes = fakes[..10 * people.len()].iter().zip(1000..);
            for ((which, others), member) in fakes {
                let tier = Tier::ALL[which.index(lowest as usize)];
                let need = counting.need(*others, tier);
                buckets.add(&need).unwrap();
                per_tier.add(tier, 1);
                pledges.push((member, need));
            }
            let mut after = told(&pledges);
            after.retain(|&member| member < 1000);
            prop_assert_eq!(
                before,
                (buckets.committed(0).counted, per_tier.counted(counting), after)
            );
        }
    }
}
