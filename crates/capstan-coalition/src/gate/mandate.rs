//! Nobody launches it alone.

use super::{Answer, Reason, Verdict, first};
use serde::{Deserialize, Serialize};

/// Who has agreed to the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// The coalition decided on it by its charter, with the quorum.
    pub voted: bool,
    /// A reviewer of ethics agreed.
    pub reviewed: bool,
    /// The person who launches it and the reviewer are two people.
    pub two_people: bool,
}

pub(super) fn judge(plan: &Mandate) -> Verdict {
    first(&[
        (!plan.voted, Answer::Draft, Reason::NoVote),
        (!plan.reviewed, Answer::Draft, Reason::NoEthicsReview),
        (!plan.two_people, Answer::Draft, Reason::OnePerson),
    ])
}
