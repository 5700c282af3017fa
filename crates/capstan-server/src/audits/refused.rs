//! What the engine refuses of a rule, as problems that have a sentence in
//! every language.

use crate::forecasts::refused::short;
use crate::problem::Problem;
use capstan_audit::AuditError;
use capstan_audit::rule::{DEEPEST, Expected, ExprError, FUNCTIONS, Fault, Place};

/// Why the file of a rule cannot be used.
pub fn rule(error: &AuditError) -> Problem {
    let AuditError::Rule { place, why, .. } = error else {
        return file("rule-other");
    };
    let (line, field) = match place {
        Place::Line(line) => (*line, ""),
        Place::Field(field) => (0, *field),
    };
    match why {
        Fault::Toml { .. } => file("rule-toml").with("line", line),
        Fault::Missing { name } => file("rule-missing").with("name", short(name)),
        Fault::Unknown { name } => file("rule-unknown")
            .with("line", line)
            .with("name", short(name)),
        Fault::Constant { name } => file("rule-constant").with("name", short(name)),
        Fault::Formula(error) => formula(error),
        Fault::Tolerance { found } => file("rule-tolerance").with("found", found),
        Fault::Currency { found } => file("rule-currency").with("found", short(found)),
        Fault::Day { found } => file("rule-day")
            .with("field", field)
            .with("found", short(found)),
        Fault::Given {
            found,
            example,
            known,
        } => file("rule-given")
            .with("found", short(found))
            .with("example", example)
            .with("known", known),
        Fault::Example {
            example,
            found: None,
            expected,
        } => file("rule-example-none")
            .with("example", example)
            .with("expected", expected),
        Fault::Example {
            example,
            found: Some(found),
            expected,
        } => file("rule-example")
            .with("example", example)
            .with("found", found)
            .with("expected", expected),
        // Only files of this machine, and tables of rates, say these.
        Fault::Unreadable { .. }
        | Fault::Per { .. }
        | Fault::Rate { .. }
        | Fault::RateExample { .. } => file("rule-other"),
    }
}

fn file(key: &'static str) -> Problem {
    Problem::input("file", key)
}

fn formula(error: &ExprError) -> Problem {
    let problem = match &error.found {
        None => file("rule-formula-end"),
        Some(found) => file("rule-formula").with("found", short(found)),
    };
    let (expected, names) = match &error.expected {
        Expected::End => ("sign", String::new()),
        Expected::Part => ("part", String::new()),
        Expected::Number => ("number", String::new()),
        Expected::Closing => ("closing", String::new()),
        Expected::Name(names) => ("name", short(names)),
        Expected::Function => ("function", FUNCTIONS.to_owned()),
        Expected::Shallower => ("shallower", DEEPEST.to_string()),
    };
    problem
        .with("at", error.at)
        .with("expected", expected)
        .with("names", names)
}
