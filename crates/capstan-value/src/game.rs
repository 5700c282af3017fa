//! Games: players, and what every subset of them is worth.

use crate::error::ValueError;

/// Players and what every subset of them is worth.
pub trait Game: Sync {
    /// How many players there are.
    fn players(&self) -> usize;

    /// What `coalition` is worth, in the unit of the game. Equal coalitions
    /// have equal bits, on whatever thread.
    ///
    /// # Errors
    /// [`ValueError::Undefined`] with the size of the subset where it has no
    /// worth, and whatever is in the way of finding it out.
    fn worth(&self, coalition: &Coalition) -> Result<f64, ValueError>;

    /// The same, starting from where the model of a similar subset stood:
    /// `state` is what such a call left there, or nothing. Worths may differ
    /// from [`Game::worth`] within the precision of a solution.
    ///
    /// # Errors
    /// As [`Game::worth`].
    fn worth_from(&self, coalition: &Coalition, state: &mut Vec<f64>) -> Result<f64, ValueError> {
        let _ = state;
        self.worth(coalition)
    }

    /// The parts whose mean is the worth: what each test point says, where
    /// that is known, and otherwise the worth alone.
    ///
    /// # Errors
    /// As [`Game::worth`].
    fn parts(&self, coalition: &Coalition, state: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
        Ok(vec![self.worth_from(coalition, state)?])
    }
}

/// A subset of the players of a game.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Coalition {
    players: usize,
    bits: Vec<u64>,
}

impl Coalition {
    /// Nobody out of `players`.
    pub fn empty(players: usize) -> Self {
        Self {
            players,
            bits: vec![0; players.div_ceil(64)],
        }
    }

    /// All of `players`.
    pub fn full(players: usize) -> Self {
        Self::of(players, 0..players)
    }

    /// Those of `players` that `members` names.
    ///
    /// # Panics
    /// If a member is not below `players`.
    pub fn of(players: usize, members: impl IntoIterator<Item = usize>) -> Self {
        let mut all = Self::empty(players);
        members.into_iter().for_each(|m| all.insert(m));
        all
    }

    /// The subset of at most 64 players whose bits are set in `mask`, lowest
    /// first.
    pub fn from_mask(players: usize, mask: u64) -> Self {
        Self {
            players,
            bits: if players == 0 { vec![] } else { vec![mask] },
        }
    }

    /// The subset whose players are the set bits of `words`, 64 players a
    /// word, lowest first; bits beyond the last player must not be set.
    pub fn from_words(players: usize, words: Vec<u64>) -> Self {
        debug_assert_eq!(words.len(), players.div_ceil(64));
        Self {
            players,
            bits: words,
        }
    }

    /// How many players the game has.
    pub fn players(&self) -> usize {
        self.players
    }

    /// How many are in the subset.
    pub fn len(&self) -> usize {
        self.bits.iter().map(|b| b.count_ones() as usize).sum()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|&b| b == 0)
    }

    /// Whether `player` is in it.
    pub fn contains(&self, player: usize) -> bool {
        self.bits[player / 64] >> (player % 64) & 1 == 1
    }

    /// Takes `player` in.
    ///
    /// # Panics
    /// If there is no such player.
    pub fn insert(&mut self, player: usize) {
        assert!(player < self.players, "player {player} of {}", self.players);
        self.bits[player / 64] |= 1 << (player % 64);
    }

    /// Lets `player` go.
    pub fn remove(&mut self, player: usize) {
        self.bits[player / 64] &= !(1 << (player % 64));
    }

    /// This subset with `player`.
    #[must_use]
    pub fn with(&self, player: usize) -> Self {
        let mut more = self.clone();
        more.insert(player);
        more
    }

    /// This subset without `player`.
    #[must_use]
    pub fn without(&self, player: usize) -> Self {
        let mut less = self.clone();
        less.remove(player);
        less
    }

    /// Who is in this subset or in `other`, a subset of the same players.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let both = self.bits.iter().zip(&other.bits);
        Self {
            players: self.players,
            bits: both.map(|(a, b)| a | b).collect(),
        }
    }

    /// Everybody else.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self::of(
            self.players,
            (0..self.players).filter(|&p| !self.contains(p)),
        )
    }

    /// Who is in it, in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.bits.iter().enumerate().flat_map(|(word, &bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let at = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(word * 64 + at)
            })
        })
    }

    /// The bits, 64 players a word, lowest first.
    pub fn words(&self) -> &[u64] {
        &self.bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_coalition_is_a_set(players in 1usize..200, picks in prop::collection::vec(0usize..200, 0..50), gone in 0usize..200) {
            let picks: BTreeSet<usize> = picks.into_iter().filter(|&p| p < players).collect();
            let mut c = Coalition::of(players, picks.iter().copied());
            prop_assert_eq!(c.iter().collect::<Vec<_>>(), picks.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(c.len(), picks.len());
            prop_assert_eq!(c.is_empty(), picks.is_empty());
            let rest = c.complement();
            prop_assert_eq!(rest.len(), players - picks.len());
            prop_assert_eq!(c.union(&rest), Coalition::full(players));
            if gone < players {
                c.remove(gone);
                prop_assert!(!c.contains(gone));
                prop_assert_eq!(c.with(gone).without(gone), c);
            }
        }
    }

    #[test]
    fn a_mask_is_its_bits() {
        let c = Coalition::from_mask(5, 0b10110);
        assert_eq!(c, Coalition::of(5, [1, 2, 4]));
        assert_eq!(Coalition::from_mask(0, 0), Coalition::empty(0));
    }
}
