//! What is said to others.

use super::{Answer, Reason, Verdict, first};
use serde::{Deserialize, Serialize};

/// What the plan would say to a counter-party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representation {
    /// It states a fact to someone who relies on it.
    pub states_fact: bool,
    /// It is on a form that is signed.
    pub signed: bool,
    /// Its truth is warranted.
    pub warranted: bool,
}

pub(super) fn judge(plan: &Representation) -> Verdict {
    first(&[
        (plan.signed, Answer::Block, Reason::Signed),
        (plan.warranted, Answer::Block, Reason::Warranted),
        (plan.states_fact, Answer::Block, Reason::StatesFact),
    ])
}
