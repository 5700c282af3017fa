//! What people do in a campaign, and what they are told.

use super::cascade::Need;
use super::terms::Micros;
use crate::key::keyed;
use serde::{Deserialize, Serialize};

/// A person, by a number that means nothing outside the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Member(pub u64);

/// Whom a person agrees to be shown to. Each includes those before it: who may
/// be seen by the public may be seen by all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// A lawyer or another person of trust whom the campaign names.
    Counsel,
    /// The organisers of the campaign.
    Organisers,
    /// All who are shown in the same campaign.
    Participants,
    /// Everyone.
    Public,
}

/// What someone does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Takes part if enough others do; or changes what was said before, which
    /// also takes back a confirmation.
    Pledge {
        /// The person.
        member: Member,
        /// What they ask for: nothing (0) or a size of [`GRID`].
        need: Need,
        /// Whom they agree to be shown to.
        audience: Audience,
    },
    /// Leaves. What is held about the person here is removed.
    Withdraw {
        /// The person.
        member: Member,
    },
    /// The second act: agrees to be shown.
    Confirm {
        /// The person.
        member: Member,
        /// The round that their notice named. A confirmation that is sent
        /// again later is not one of a later round.
        round: u64,
    },
    /// The organisers end the campaign.
    Close,
    /// Time passes.
    Wait,
}

/// What follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The person is to be told, privately, that enough are bound.
    Notice {
        /// The person.
        member: Member,
        /// The round.
        round: u64,
        /// The end of the window.
        until: Micros,
    },
    /// The person is shown.
    Revealed {
        /// The person.
        member: Member,
        /// To whom.
        audience: Audience,
    },
    /// The person had a notice and did not confirm: their pledge has ended.
    Lapsed {
        /// The person.
        member: Member,
    },
    /// The campaign has ended. Pledges of people who were not shown are gone.
    Closed,
}

/// Where a person stands: for their own eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stand {
    /// Has pledged; nobody is told.
    Pledged,
    /// Has a notice and may confirm.
    Noticed,
    /// Has confirmed; nobody is told yet.
    Confirmed,
    /// Is shown to their audience.
    Revealed,
}

keyed! {
    Audience {
        Counsel = "counsel",
        Organisers = "organisers",
        Participants = "participants",
        Public = "public",
    }
    Stand {
        Pledged = "pledged",
        Noticed = "noticed",
        Confirmed = "confirmed",
        Revealed = "revealed",
    }
}

/// Why an act is refused. It changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The campaign has ended, or has not opened.
    #[error("the campaign is not open; nothing was changed")]
    NotOpen,
    /// The person has no pledge.
    #[error("there is no pledge of yours in this campaign; pledge first")]
    NoPledge,
    /// A personal threshold between the published sizes.
    #[error("\"once {found} others take part\": choose 0 or one of 10, 20, 50, 100 and so on")]
    OffGrid {
        /// What was asked for.
        found: u64,
    },
    /// There is nothing to confirm.
    #[error(
        "there is nothing to confirm now: you will get a notice once enough others have pledged"
    )]
    NoNotice,
    /// The person is already shown.
    #[error("you are already shown to those you chose; withdraw to leave")]
    Shown,
}

impl Refusal {
    /// The stable key under which it has its sentences.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotOpen => "not-open",
            Self::NoPledge => "no-pledge",
            Self::OffGrid { .. } => "off-grid",
            Self::NoNotice => "no-notice",
            Self::Shown => "shown",
        }
    }
}
