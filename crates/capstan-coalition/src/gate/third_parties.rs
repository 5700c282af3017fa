//! Nobody else is hurt.

use super::{Answer, Reason, Verdict, first};
use serde::{Deserialize, Serialize};

/// Who else would be hurt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThirdParties {
    /// Advertisers or others would be billed.
    pub billed: bool,
    /// Other people's safety would suffer.
    pub safety: bool,
    /// The target is a commons: an encyclopedia, a map, answers on health.
    pub commons: bool,
}

pub(super) fn judge(plan: &ThirdParties) -> Verdict {
    first(&[
        (plan.safety, Answer::Block, Reason::Safety),
        (plan.commons, Answer::Block, Reason::Commons),
        (plan.billed, Answer::Block, Reason::Billed),
    ])
}
