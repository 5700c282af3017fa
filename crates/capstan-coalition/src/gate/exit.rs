//! It ends.

use super::{Answer, Reason, Verdict, first};
use crate::pledge::terms::{DAY, Micros};
use serde::{Deserialize, Serialize};

/// The longest time for which a plan may stand: thirty days.
pub const LONGEST: Micros = 30 * DAY;

/// How the plan ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// The condition on which it stops is published.
    pub stop_published: bool,
    /// An operator that meets it is spared.
    pub spares_compliant: bool,
    /// When it begins.
    pub from: Micros,
    /// When it ends by itself.
    pub until: Micros,
}

pub(super) fn judge(plan: &Exit, now: Micros) -> Verdict {
    let lasts = plan.until.checked_sub(plan.from);
    first(&[
        (
            !plan.stop_published,
            Answer::Draft,
            Reason::StopNotPublished,
        ),
        (
            !plan.spares_compliant,
            Answer::Block,
            Reason::CompliantNotSpared,
        ),
        (
            lasts.is_none_or(|l| l <= 0 || l > LONGEST),
            Answer::Draft,
            Reason::NoEnd,
        ),
        (now >= plan.until, Answer::Off, Reason::HasEnded),
    ])
}
