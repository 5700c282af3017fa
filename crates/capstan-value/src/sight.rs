//! Whose test examples a value is about, where these are others for each
//! player: its own, or all but its own.

/// Which test examples count for which player.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// Whether a player's own test examples count, and not all others.
    own: bool,
    /// The players whose own each test example is, ascending.
    whose: Vec<Vec<u32>>,
    players: usize,
}

impl Sight {
    /// Of so many players; `whose` names, for each test example, those whose
    /// own it is, ascending. If `own` is false, all others count.
    pub fn new(own: bool, whose: Vec<Vec<u32>>, players: usize) -> Self {
        Self {
            own,
            whose,
            players,
        }
    }

    /// Whether the test example `test` counts for `player`.
    pub fn counts(&self, player: usize, test: usize) -> bool {
        self.whose[test].binary_search(&(player as u32)).is_ok() == self.own
    }

    /// Those of `parts`, one for each test example, that count for `player`.
    pub fn of(&self, player: usize, parts: &[f64]) -> Vec<f64> {
        let parts = parts.iter().enumerate();
        parts
            .filter(|(test, _)| self.counts(player, *test))
            .map(|(_, &x)| x)
            .collect()
    }

    /// Of `values`, one for each player, makes 0 of those for whom the test
    /// example `test` does not count.
    pub fn blind(&self, test: usize, values: &mut [f64]) {
        let whose = &self.whose[test];
        if !self.own {
            whose.iter().for_each(|&p| values[p as usize] = 0.0);
            return;
        }
        let kept: Vec<f64> = whose.iter().map(|&p| values[p as usize]).collect();
        values.fill(0.0);
        for (&player, kept) in whose.iter().zip(kept) {
            values[player as usize] = kept;
        }
    }

    /// How many test examples count for each player.
    pub fn many(&self) -> Vec<usize> {
        let mut own = vec![0; self.players];
        self.whose
            .iter()
            .flatten()
            .for_each(|&p| own[p as usize] += 1);
        match self.own {
            true => own,
            false => own.iter().map(|many| self.whose.len() - many).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_and_other_test_examples() {
        // Four test examples: of the first player, of both others, of nobody,
        // of the first.
        let whose = vec![vec![0], vec![1, 2], vec![], vec![0]];
        let parts = [1.0, 2.0, 3.0, 4.0];
        let own = Sight::new(true, whose.clone(), 3);
        assert_eq!(own.many(), [2, 1, 1]);
        assert_eq!(own.of(0, &parts), [1.0, 4.0]);
        assert_eq!(own.of(2, &parts), [2.0]);
        let other = Sight::new(false, whose, 3);
        assert_eq!(other.many(), [2, 3, 3]);
        assert_eq!(other.of(0, &parts), [2.0, 3.0]);
        for (test, [kept, left]) in [
            [[5.0, 0.0, 0.0], [0.0, 6.0, 7.0]],
            [[0.0, 6.0, 7.0], [5.0, 0.0, 0.0]],
        ]
        .into_iter()
        .enumerate()
        {
            for (sight, wanted) in [(&own, kept), (&other, left)] {
                let mut values = [5.0, 6.0, 7.0];
                sight.blind(test, &mut values);
                assert_eq!(values, wanted);
                for (player, value) in values.iter().enumerate() {
                    assert_eq!(sight.counts(player, test), *value != 0.0);
                }
            }
        }
    }
}
