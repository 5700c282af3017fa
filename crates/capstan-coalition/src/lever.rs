//! The ways to use data together.

use crate::key::keyed;
use serde::{Deserialize, Serialize};

/// A way to use data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lever {
    /// Withhold or delete data, and stay.
    Strike,
    /// Leave altogether.
    Boycott,
    /// Give data to a competitor or a commons.
    Contribute,
    /// Mislead: only ever simulated, behind the [gates](crate::gate).
    Poison,
}

keyed! {
    Lever {
        Strike = "strike",
        Boycott = "boycott",
        Contribute = "contribute",
        Poison = "poison",
    }
}
