//! What can be wrong with the file of a rule or of rates: as data, so that it
//! can be said in any language. The messages here are for the command line.

use super::ExprError;
use std::fmt;

/// Where in a file something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A line, from 1.
    Line(usize),
    /// A field.
    Field(&'static str),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Field(field) => write!(f, "field {field}"),
        }
    }
}

/// What is wrong with a file: what was found, what was expected, what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// It cannot be read.
    #[error(
        "found no text that can be read ({why}); expected a file of TOML. Check the path and who may read it."
    )]
    Unreadable {
        /// What the system says.
        why: String,
    },
    /// It is no TOML, or a value is of another kind than expected.
    #[error("found something else than expected: {why}.")]
    Toml {
        /// What the reader says.
        why: String,
    },
    /// A field is missing.
    #[error("found no field {name}; expected one. Add it.")]
    Missing {
        /// Its name.
        name: String,
    },
    /// A field that nothing is known of.
    #[error(
        "found the field {name}, which is no part of such a file. Remove it or correct its name."
    )]
    Unknown {
        /// Its name.
        name: String,
    },
    /// A constant is called like a quantity of the job.
    #[error("found the name of a quantity of the job; expected another name. Rename {name}.")]
    Constant {
        /// The name.
        name: String,
    },
    /// The formula cannot be read.
    #[error(transparent)]
    Formula(ExprError),
    /// A tolerance below 0, or none.
    #[error("found {found}; expected 0 or more, such as 0.05.")]
    Tolerance {
        /// What stands there.
        found: f64,
    },
    /// No code of a currency.
    #[error("found {found:?}; expected a code such as USD.")]
    Currency {
        /// What stands there.
        found: String,
    },
    /// No day.
    #[error("found {found:?}; expected a day such as 2019-02-01.")]
    Day {
        /// What stands there.
        found: String,
    },
    /// An example gives something that no formula can ask for.
    #[error("found {found:?} given in example {example}; expected one of {known}.")]
    Given {
        /// What stands there.
        found: String,
        /// Which example, from 1.
        example: usize,
        /// What could.
        known: String,
    },
    /// The formula does not give what an example says.
    #[error(
        "found that the formula gives {} in example {example}; expected {expected}. Correct one of the two.",
        number(*found)
    )]
    Example {
        /// Which example, from 1.
        example: usize,
        /// What the formula gives, if anything.
        found: Option<f64>,
        /// What the example says.
        expected: f64,
    },
    /// Rates are by something else than miles or hours.
    #[error("found {found:?}; expected mile or hour.")]
    Per {
        /// What stands there.
        found: String,
    },
    /// A rate below 0, or none.
    #[error("found {found}; expected 0 or more.")]
    Rate {
        /// What stands there.
        found: f64,
    },
    /// The rates do not give what an example says.
    #[error(
        "found that the rates give {} in {place} on {on}; expected {expected}. Correct one of the two.",
        number(*found)
    )]
    RateExample {
        /// Where.
        place: String,
        /// The day.
        on: String,
        /// What the rates give, if anything.
        found: Option<f64>,
        /// What the example says.
        expected: f64,
    },
}

fn number(found: Option<f64>) -> String {
    found.map_or_else(|| "nothing".to_owned(), |x| x.to_string())
}

impl Fault {
    /// What the reader of TOML says, with the names of fields as far as it is
    /// about them.
    pub(super) fn of_toml(message: &str) -> Self {
        let after = |start: &str| {
            let name = message.strip_prefix(start)?.split('`').next()?;
            Some(name.to_owned())
        };
        if let Some(name) = after("missing field `") {
            return Self::Missing { name };
        }
        match after("unknown field `") {
            Some(name) => Self::Unknown { name },
            None => Self::Toml {
                why: message.to_owned(),
            },
        }
    }
}
