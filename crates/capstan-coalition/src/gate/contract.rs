//! What was agreed with the operator.

use super::{Answer, Reason, Verdict, first};
use serde::{Deserialize, Serialize};

/// What binds the people to the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// The people are shown the operator's terms on automation and false data.
    pub terms_shown: bool,
    /// The data are paid work.
    pub paid: bool,
}

pub(super) fn judge(plan: &Contract) -> Verdict {
    first(&[
        (plan.paid, Answer::Block, Reason::PaidWork),
        (!plan.terms_shown, Answer::Block, Reason::TermsNotShown),
        (true, Answer::Warn, Reason::AccountAtRisk),
    ])
}
