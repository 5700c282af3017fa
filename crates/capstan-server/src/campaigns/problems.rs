//! What is wrong with a campaign, as it is said.

use crate::problem::Problem;
use crate::typed;
use capstan_coalition::campaign::{self, BriefError, Field, Refusal};
use capstan_coalition::grade::GradeError;
use capstan_coalition::text::TextError;

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

/// The problem of a field; that of a claim says which one it is, from 1.
pub fn brief(error: &BriefError) -> Problem {
    let field = error.field.key();
    let problem = match &error.problem {
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
    };
    match error.claim {
        Some(n) => problem.with("claim", n),
        None => problem,
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
