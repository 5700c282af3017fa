//! How worlds are drawn.

use capstan_stats::Stream;

/// How folds are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Folds, first factors and ties belong to the rating, the person and the
    /// item, so that two worlds differ only by the change.
    Paired,
    /// The folds of the 2019 study: those who strike and those who do not are
    /// shuffled and folded apart, anew for every world. For comparison only.
    Published,
}

/// How the worlds of a run are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Design {
    /// The seed of everything.
    pub seed: u64,
    /// Into how many folds the ratings are cut, 2 to 255.
    pub folds: u8,
    /// How folds are made.
    pub protocol: Protocol,
}

impl Design {
    /// The stream of one replicate: one draw of folds, first factors and of the
    /// order of people.
    pub fn replicate(&self, replicate: u64) -> Stream {
        Stream::root(self.seed).nth("replicate", replicate)
    }
}
