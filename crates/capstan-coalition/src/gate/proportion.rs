//! Lawful levers come first.

use super::{Answer, Reason, Verdict};
use serde::{Deserialize, Serialize};

/// What a lawful lever would do instead.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// A strike or an objection is open to the people.
    pub open: bool,
    /// Its forecast effect as a share of that of poison; nothing if there is no
    /// forecast.
    pub share_of_effect: Option<f64>,
    /// The share from which the alternative comes first, 0 to 1.
    pub enough: f64,
}

pub(super) fn judge(plan: &Alternative) -> Verdict {
    if !plan.open {
        return None;
    }
    if !(0.0..=1.0).contains(&plan.enough) {
        return Some((Answer::Redirect, Reason::NoShareNamed));
    }
    match plan.share_of_effect {
        Some(share) if share < plan.enough => None,
        Some(share) if share >= plan.enough => Some((Answer::Redirect, Reason::StrikeDoesEnough)),
        _ => Some((Answer::Redirect, Reason::StrikeNotForecast)),
    }
}
