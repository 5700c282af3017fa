//! What is wrong with a campaign, as it is said.

use crate::problem::Problem;
use crate::typed;
use capstan_coalition::campaign::{self, BriefError, Field, Refusal};
use capstan_coalition::grade::GradeError;
use capstan_coalition::text::TextError;

/// The fields of the claims.
const CLAIMS: [&str; campaign::MOST_CLAIMS] = [
    "claim-1", "claim-2", "claim-3", "claim-4", "claim-5", "claim-6", "claim-7", "claim-8",
    "claim-9", "claim-10", "claim-11", "claim-12", "claim-13", "claim-14", "claim-15", "claim-16",
    "claim-17", "claim-18", "claim-19", "claim-20", "claim-21", "claim-22", "claim-23", "claim-24",
    "claim-25", "claim-26", "claim-27", "claim-28", "claim-29", "claim-30", "claim-31", "claim-32",
    "claim-33", "claim-34", "claim-35", "claim-36", "claim-37", "claim-38", "claim-39", "claim-40",
    "claim-41", "claim-42", "claim-43", "claim-44", "claim-45", "claim-46", "claim-47", "claim-48",
    "claim-49", "claim-50",
];

/// The problem of a step that is refused.
pub fn refused(refusal: &Refusal) -> Problem {
    match refusal {
        Refusal::NotNow { .. } => Problem::conflict("campaign-not-now"),
        Refusal::RoleTooLow => Problem::forbidden("role-too-low"),
        Refusal::OwnDraft => Problem::forbidden("campaign-own-draft"),
        Refusal::Brief(errors) => match errors.first() {
            Some(error) => brief(error),
            None => Problem::conflict("campaign-not-now"),
        },
        Refusal::TooLate(_) => Problem::input("closes", "campaign-too-late"),
        Refusal::Poison(gate) => {
            Problem::input("poison", "campaign-poison").with("gate", gate.key())
        }
        Refusal::Reason(error) => typed::wrong("reason", error),
        Refusal::Fixed { .. } => Problem::conflict("campaign-fixed"),
    }
}

/// The field of the claim with a number, from 1.
pub fn claim_field(number: usize) -> Option<&'static str> {
    CLAIMS.get(number.checked_sub(1)?).copied()
}

/// The problem of a field.
pub fn brief(error: &BriefError) -> Problem {
    let claim = error.claim.and_then(claim_field);
    let field = claim.unwrap_or(error.field.key());
    match &error.problem {
        campaign::Problem::Text(fault) => {
            let error = TextError {
                field: String::new(),
                fault: *fault,
            };
            typed::wrong(field, &error)
        }
        campaign::Problem::Link(error) => Problem::input(field, error.key()),
        campaign::Problem::Terms(_) => Problem::input(field, terms(error.field)),
        campaign::Problem::ThresholdTooHigh { .. } => {
            Problem::input(field, "campaign-threshold-high")
        }
        campaign::Problem::NoLever => Problem::input(field, "campaign-no-lever"),
        campaign::Problem::LeverTwice(_) => Problem::input(field, "campaign-lever-twice"),
        campaign::Problem::PoisonPlan => Problem::input(field, "campaign-poison-plan"),
        campaign::Problem::TooManyClaims { .. } => {
            Problem::input(field, "too-many").with("most", campaign::MOST_CLAIMS)
        }
        campaign::Problem::FutureSource => Problem::input(field, "campaign-future-source"),
    }
}

/// The key of what is wrong with a term.
fn terms(field: Field) -> &'static str {
    match field {
        Field::Step => "campaign-step",
        Field::Window => "campaign-window",
        Field::Threshold => "campaign-threshold-low",
        _ => "campaign-closes",
    }
}

/// The problem of an outcome that cannot be graded.
pub fn grade(error: &GradeError) -> Problem {
    match error {
        GradeError::Participation { .. } => Problem::input("participation", error.key()),
        GradeError::Loss { .. } => Problem::input("loss", error.key()),
        GradeError::Interval { .. } => Problem::input("low", error.key()),
        GradeError::NoPoints | GradeError::Twice { .. } | GradeError::Point { .. } => {
            Problem::conflict("grade-points")
        }
    }
}
