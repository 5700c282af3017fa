//! Evaluator views: whose test data an effect is measured on.

use std::fmt;

/// Where a person stands in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Takes part.
    Striker,
    /// Belongs to a group that was called, and does not take part.
    Similar,
    /// Everyone else.
    Other,
}

/// An evaluator view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// All people.
    Everyone,
    /// Those who take part.
    Strikers,
    /// Those who do not.
    Bystanders,
    /// Those of the same groups who do not.
    Similar,
    /// Those of no group that was called.
    Others,
}

impl View {
    /// All views, in the order in which they are shown.
    pub const ALL: [Self; 5] = [
        Self::Everyone,
        Self::Strikers,
        Self::Bystanders,
        Self::Similar,
        Self::Others,
    ];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Strikers => "strikers",
            Self::Bystanders => "bystanders",
            Self::Similar => "similar",
            Self::Others => "others",
        }
    }

    /// The view called `name`.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }

    /// The sides that a view is made of.
    pub fn sides(self) -> &'static [Side] {
        match self {
            Self::Everyone => &[Side::Striker, Side::Similar, Side::Other],
            Self::Strikers => &[Side::Striker],
            Self::Bystanders => &[Side::Similar, Side::Other],
            Self::Similar => &[Side::Similar],
            Self::Others => &[Side::Other],
        }
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
