//! Own account, own device, own hands.

use super::{Answer, Reason, Verdict, first};
use serde::{Deserialize, Serialize};

/// Whose account it is and how it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// Each person uses their own account.
    pub own_account: bool,
    /// Each person uses their own device.
    pub own_device: bool,
    /// A program acts for people.
    pub automated: bool,
    /// One person uses several accounts.
    pub several_accounts: bool,
    /// It goes faster than a person could.
    pub faster_than_human: bool,
}

pub(super) fn judge(plan: &Ownership) -> Verdict {
    first(&[
        (!plan.own_account, Answer::Block, Reason::OtherAccount),
        (!plan.own_device, Answer::Block, Reason::OtherDevice),
        (plan.automated, Answer::Block, Reason::Automated),
        (
            plan.several_accounts,
            Answer::Block,
            Reason::SeveralAccounts,
        ),
        (plan.faster_than_human, Answer::Block, Reason::TooFast),
    ])
}
