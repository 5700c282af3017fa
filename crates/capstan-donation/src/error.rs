//! What can be wrong with a donated file, said so that a person can put it
//! right.

use capstan_data::pay::PayError;
use std::borrow::Cow;

/// Why a file could not be taken in. Nothing was changed by the attempt.
#[derive(Debug, thiserror::Error)]
pub enum DonationError {
    /// The file is not there or may not be read.
    #[error(
        "{file}: found no file that can be read ({why}); expected a readable file. Check the path and who may read it."
    )]
    Unreadable {
        /// The file.
        file: String,
        /// What the operating system says.
        why: std::io::Error,
    },
    /// The file is not of a kind that is read, or beyond a limit.
    #[error("{file}: found {found}; expected {expected}. {advice}")]
    Refused {
        /// The file, with its part inside an archive or its page.
        file: String,
        /// What it is.
        found: String,
        /// What is read.
        expected: String,
        /// What to do.
        advice: Cow<'static, str>,
    },
    /// A program that reads pictures or documents is not on this machine.
    #[error(
        "{file}: found no program {program} on this machine; expected it, to read this kind of file. Install the package {package}."
    )]
    NoProgram {
        /// The file.
        file: String,
        /// The program.
        program: &'static str,
        /// The package of Debian that has it.
        package: &'static str,
    },
    /// Such a program did not do its work within its limits.
    #[error(
        "{file}: found that {program} {why}; expected it to read the file within its limits. Try a smaller picture, or one page alone."
    )]
    Program {
        /// The file.
        file: String,
        /// The program.
        program: &'static str,
        /// What happened.
        why: String,
    },
    /// A description of a layout that makes no sense.
    #[error("layout {file}: {why}. Compare it with the layouts that come with Capstan.")]
    Layout {
        /// The file.
        file: String,
        /// What was found and expected.
        why: String,
    },
    /// A table of pay events that cannot be read.
    #[error(transparent)]
    Table(#[from] PayError),
}

impl DonationError {
    /// The file `file` is refused.
    pub(crate) fn refused(
        file: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
        advice: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::Refused {
            file: file.to_owned(),
            found: found.into(),
            expected: expected.into(),
            advice: advice.into(),
        }
    }
}
