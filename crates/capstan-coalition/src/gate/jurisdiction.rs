//! The country allows it.

use super::{Answer, Reason, Verdict, first};
use crate::pledge::terms::Micros;
use serde::{Deserialize, Serialize};

/// The review of the plan for a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The country.
    pub country: String,
    /// Who reviewed it.
    pub reviewer: String,
    /// When.
    pub at: Micros,
}

pub(super) fn judge(country: &str, reviews: &[Review], now: Micros) -> Verdict {
    let reviewed = reviews.iter().any(|r| {
        r.country == country && !country.is_empty() && !r.reviewer.is_empty() && r.at <= now
    });
    first(&[(!reviewed, Answer::Off, Reason::NotReviewedHere)])
}
