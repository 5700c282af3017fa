//! What the data are that would mislead.

use super::{Answer, Reason, Verdict};
use crate::key::keyed;
use serde::{Deserialize, Serialize};

/// What the data are that would mislead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataClass {
    /// Traces that one's own behaviour leaves without further effort.
    OwnTraces,
    /// One's own works before they are published.
    OwnUnpublishedWorks,
    /// Health.
    Health,
    /// Money, credit, financial standing.
    Finance,
    /// Insurance.
    Insurance,
    /// Records of employment.
    Employment,
    /// School.
    School,
    /// A census or another form of a government.
    Government,
    /// Biometric identification.
    Biometric,
    /// Emergencies.
    Emergency,
    /// Elections.
    Elections,
    /// What people's safety hangs on.
    Safety,
    /// Children.
    Children,
    /// Anything else.
    Other,
}

keyed! {
    DataClass {
        OwnTraces = "own-traces",
        OwnUnpublishedWorks = "own-unpublished-works",
        Health = "health",
        Finance = "finance",
        Insurance = "insurance",
        Employment = "employment",
        School = "school",
        Government = "government",
        Biometric = "biometric",
        Emergency = "emergency",
        Elections = "elections",
        Safety = "safety",
        Children = "children",
        Other = "other",
    }
}

pub(super) fn judge(class: DataClass) -> Verdict {
    match class {
        DataClass::OwnTraces | DataClass::OwnUnpublishedWorks => None,
        DataClass::Other => Some((Answer::Block, Reason::UnlistedData)),
        _ => Some((Answer::Never, Reason::NeverThisData)),
    }
}
