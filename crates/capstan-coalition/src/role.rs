//! Roles in a coalition: who may do what, and what nobody does alone.

use crate::key::keyed;
use crate::pledge::terms::{DAY, Micros};
use serde::{Deserialize, Serialize};

/// After so long without an act of any steward, members may name new ones:
/// ninety days.
pub const VANISHED_AFTER: Micros = 90 * DAY;

/// What a person is in a coalition. Each may do all that those before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Takes part.
    Member,
    /// Prepares campaigns.
    Organiser,
    /// Answers for the coalition; every act of theirs is in its log.
    Steward,
}

/// What takes a role to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// Reads what is for members: their figures, the stewards' log.
    ReadAsMember,
    /// Casts a ballot.
    Vote,
    /// Opens a proposal.
    OpenProposal,
    /// Opens a proposal that names new stewards, once the old ones have
    /// vanished.
    ReplaceStewards,
    /// Pledges in a campaign.
    Pledge,
    /// Donates, and withdraws what they donated.
    Donate,
    /// Invites a person.
    Invite,
    /// Vouches for a member, or says that something about them was checked.
    Vouch,
    /// Reports a post or a claim.
    Report,
    /// Changes the draft of a charter, which takes effect by a proposal.
    EditCharterDraft,
    /// Writes or changes a draft of a campaign.
    DraftCampaign,
    /// Reviews the draft of another.
    ReviewCampaign,
    /// Opens a campaign: who wrote it first, who reviewed it second.
    OpenCampaign,
    /// Ends a campaign.
    CloseCampaign,
    /// Enters what a campaign brought about.
    EnterOutcome,
    /// Lets the engine work out what data add.
    ValueData,
    /// Says what is asked of the pay that members donated, and by which rule.
    AuditPay,
    /// Shares out money by the chain of the charter: worked out by one,
    /// confirmed by another.
    PayOut,
    /// Writes a new version of an action kit.
    DraftKit,
    /// Lets a kit be used: who wrote it first, who reviewed it second.
    ReviewKit,
    /// Sees what was reported.
    SeeReports,
    /// Hides or restores a post, with the reason.
    Moderate,
    /// Makes a member an organiser, or an organiser a member.
    NameOrganiser,
    /// Makes a person a steward: proposed by one, confirmed by another.
    NameSteward,
    /// Ends the coalition: asked for by one, confirmed by another.
    EndCoalition,
}

/// Why a deed is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The role of the first person does not allow it.
    #[error("this takes another role; ask someone who has it")]
    RoleTooLow,
    /// It waits for a second person.
    #[error("this takes a second person with the role; ask another to confirm it")]
    SecondNeeded,
    /// The second person is the first one.
    #[error("the second person must be another than the first; ask another to confirm it")]
    SamePerson,
    /// The role of the second person does not allow it.
    #[error("the second person lacks the role for this; ask one who has it")]
    SecondTooLow,
    /// There are stewards who act.
    #[error("a steward has acted in the last 90 days; members may name new ones after that time")]
    NotVanished,
}

keyed! {
    Role {
        Member = "member",
        Organiser = "organiser",
        Steward = "steward",
    }
    Deed {
        ReadAsMember = "read-as-member",
        Vote = "vote",
        OpenProposal = "open-proposal",
        ReplaceStewards = "replace-stewards",
        Pledge = "pledge",
        Donate = "donate",
        Invite = "invite",
        Vouch = "vouch",
        Report = "report",
        EditCharterDraft = "edit-charter-draft",
        DraftCampaign = "draft-campaign",
        ReviewCampaign = "review-campaign",
        OpenCampaign = "open-campaign",
        CloseCampaign = "close-campaign",
        EnterOutcome = "enter-outcome",
        ValueData = "value-data",
        AuditPay = "audit-pay",
        PayOut = "pay-out",
        DraftKit = "draft-kit",
        ReviewKit = "review-kit",
        SeeReports = "see-reports",
        Moderate = "moderate",
        NameOrganiser = "name-organiser",
        NameSteward = "name-steward",
        EndCoalition = "end-coalition",
    }
    Refusal {
        RoleTooLow = "role-too-low",
        SecondNeeded = "second-needed",
        SamePerson = "same-person",
        SecondTooLow = "second-too-low",
        NotVanished = "not-vanished",
    }
}

/// What is known of a coalition's stewards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stewards {
    /// How many there are.
    pub count: u64,
    /// When any of them last acted; the founding counts as an act.
    pub last_act: Micros,
}

/// Someone who acts: any name that tells people apart, and their role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor<P> {
    /// Who.
    pub person: P,
    /// As what.
    pub role: Role,
}

/// The least role for a deed.
pub fn least(deed: Deed) -> Role {
    use Deed::*;
    match deed {
        ReadAsMember | Vote | OpenProposal | ReplaceStewards | Pledge | Donate | Invite
        | Report => Role::Member,
        EditCharterDraft | DraftCampaign | ReviewCampaign | OpenCampaign | CloseCampaign
        | EnterOutcome | ValueData | AuditPay | DraftKit | ReviewKit => Role::Organiser,
        Vouch | PayOut | SeeReports | Moderate | NameOrganiser | NameSteward | EndCoalition => {
            Role::Steward
        }
    }
}

/// Whether someone with this role may do it; a [second] person aside.
pub fn may(role: Role, deed: Deed) -> bool {
    role >= least(deed)
}

/// Whether it takes a second person, who is not the first.
pub fn second(deed: Deed) -> bool {
    use Deed::*;
    matches!(
        deed,
        OpenCampaign | PayOut | ReviewKit | NameSteward | EndCoalition
    )
}

/// Whether no steward has acted for [`VANISHED_AFTER`].
pub fn vanished(last_act: Micros, now: Micros) -> bool {
    now.saturating_sub(last_act) >= VANISHED_AFTER
}

/// Whether a deed may be done now by these people. A sole steward names the
/// next one and pays out alone: there is nobody else yet.
///
/// # Errors
/// If it may not, the first reason.
pub fn allowed<P: PartialEq>(
    deed: Deed,
    first: &Actor<P>,
    other: Option<&Actor<P>>,
    stewards: Stewards,
    now: Micros,
) -> Result<(), Refusal> {
    if !may(first.role, deed) {
        return Err(Refusal::RoleTooLow);
    }
    if deed == Deed::ReplaceStewards && !vanished(stewards.last_act, now) {
        return Err(Refusal::NotVanished);
    }
    let alone = matches!(deed, Deed::NameSteward | Deed::PayOut) && stewards.count <= 1;
    if !second(deed) || alone {
        return Ok(());
    }
    let other = other.ok_or(Refusal::SecondNeeded)?;
    if other.person == first.person {
        Err(Refusal::SamePerson)
    } else if !may(other.role, deed) {
        Err(Refusal::SecondTooLow)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every deed: whether a member, an organiser and a steward may do it, and
    /// whether it takes two.
    const MATRIX: [(Deed, [bool; 3], bool); 25] = {
        use Deed::*;
        const ALL: [bool; 3] = [true, true, true];
        const ORGANISERS: [bool; 3] = [false, true, true];
        const STEWARDS: [bool; 3] = [false, false, true];
        [
            (ReadAsMember, ALL, false),
            (Vote, ALL, false),
            (OpenProposal, ALL, false),
            (ReplaceStewards, ALL, false),
            (Pledge, ALL, false),
            (Donate, ALL, false),
            (Invite, ALL, false),
            (Vouch, STEWARDS, false),
            (Report, ALL, false),
            (EditCharterDraft, ORGANISERS, false),
            (DraftCampaign, ORGANISERS, false),
            (ReviewCampaign, ORGANISERS, false),
            (OpenCampaign, ORGANISERS, true),
            (CloseCampaign, ORGANISERS, false),
            (EnterOutcome, ORGANISERS, false),
            (ValueData, ORGANISERS, false),
            (AuditPay, ORGANISERS, false),
            (PayOut, STEWARDS, true),
            (DraftKit, ORGANISERS, false),
            (ReviewKit, ORGANISERS, true),
            (SeeReports, STEWARDS, false),
            (Moderate, STEWARDS, false),
            (NameOrganiser, STEWARDS, false),
            (NameSteward, STEWARDS, true),
            (EndCoalition, STEWARDS, true),
        ]
    };

    const TWO: Stewards = Stewards {
        count: 2,
        last_act: 0,
    };

    fn actor(person: u8, role: Role) -> Actor<u8> {
        Actor { person, role }
    }

    #[test]
    fn the_whole_matrix() {
        let deeds: Vec<Deed> = MATRIX.iter().map(|row| row.0).collect();
        assert_eq!(deeds, Deed::ALL);
        for (deed, expected, two) in MATRIX {
            for (&role, expected) in Role::ALL.iter().zip(expected) {
                assert_eq!(may(role, deed), expected, "{role:?} {deed:?}");
            }
            assert_eq!(second(deed), two, "{deed:?}");
        }
    }

    #[test]
    fn every_deed_by_every_pair() {
        let now = VANISHED_AFTER;
        for (deed, who, two) in MATRIX {
            for (&one, one_may) in Role::ALL.iter().zip(who) {
                let first = actor(1, one);
                let alone = allowed(deed, &first, None, TWO, now);
                let expected = match (one_may, two) {
                    (false, _) => Err(Refusal::RoleTooLow),
                    (true, true) => Err(Refusal::SecondNeeded),
                    (true, false) => Ok(()),
                };
                assert_eq!(alone, expected, "{one:?} {deed:?}");
                if !(one_may && two) {
                    continue;
                }
                let same = allowed(deed, &first, Some(&first), TWO, now);
                assert_eq!(same, Err(Refusal::SamePerson), "{deed:?}");
                for (&role, other_may) in Role::ALL.iter().zip(who) {
                    let both = allowed(deed, &first, Some(&actor(2, role)), TWO, now);
                    let expected = other_may.then_some(()).ok_or(Refusal::SecondTooLow);
                    assert_eq!(both, expected, "{one:?} {role:?} {deed:?}");
                }
            }
        }
    }

    #[test]
    fn a_sole_steward_names_the_next_and_pays_alone_and_ends_nothing_alone() {
        let sole = Stewards { count: 1, ..TWO };
        let steward = actor(1, Role::Steward);
        for deed in [Deed::NameSteward, Deed::PayOut] {
            assert_eq!(allowed(deed, &steward, None, sole, 0), Ok(()));
        }
        assert_eq!(
            allowed(Deed::EndCoalition, &steward, None, sole, 0),
            Err(Refusal::SecondNeeded)
        );
        let organiser = actor(2, Role::Organiser);
        assert_eq!(
            allowed(Deed::NameSteward, &organiser, None, sole, 0),
            Err(Refusal::RoleTooLow)
        );
    }

    #[test]
    fn stewards_are_replaced_only_when_they_vanish() {
        let acted = Stewards {
            count: 2,
            last_act: 5 * DAY,
        };
        let member = actor(1, Role::Member);
        let replace = |now| allowed(Deed::ReplaceStewards, &member, None, acted, now);
        assert_eq!(replace(95 * DAY - 1), Err(Refusal::NotVanished));
        assert_eq!(replace(95 * DAY), Ok(()));
        // A clock that was put back replaces nobody.
        assert_eq!(replace(Micros::MIN), Err(Refusal::NotVanished));
    }
}
