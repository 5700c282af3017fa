//! Whose test examples count for whom.
//!
//! In a view each player looks at some of the test examples: at all, at its
//! own, at all but its own, or at those of nobody who is a player. What a
//! subset is worth to a player is the metric over these alone. Where they
//! differ from player to player, so do the games, and values of different
//! players share out no whole.

use capstan_stats::Interval;
use capstan_stats::interval::t95;
use capstan_worlds::View;
use std::borrow::Cow;

/// The views that values are told in, and which test examples count in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    views: Vec<View>,
    /// The players whose own each test example is, ascending.
    whose: Vec<Vec<u32>>,
    /// The own test examples of each player, ascending.
    own: Vec<Vec<u32>>,
    /// The test examples of nobody who is a player.
    nobodys: Vec<u32>,
    /// How much more a test example weighs for a player in a view than for
    /// everyone; empty where the metric is a plain mean.
    weights: Vec<Vec<f64>>,
}

impl Sight {
    /// All test examples count for all players, in the only view there is.
    pub fn everyone() -> Self {
        Self::new(vec![View::Everyone], Vec::new(), 0)
    }

    /// These views of so many players, the main one first; `whose` names, for
    /// each test example, the players whose own it is, ascending.
    pub fn new(views: Vec<View>, whose: Vec<Vec<u32>>, players: usize) -> Self {
        let mut own = vec![Vec::new(); players];
        let mut nobodys = Vec::new();
        for (test, players) in (0..).zip(&whose) {
            players.iter().for_each(|&p| own[p as usize].push(test));
            if players.is_empty() {
                nobodys.push(test);
            }
        }
        Self {
            views,
            whose,
            own,
            nobodys,
            weights: Vec::new(),
        }
    }

    /// The same of a metric that is over the variance of the labels that
    /// count, like `r2`.
    #[must_use]
    pub fn over_variance(mut self, labels: &[f64]) -> Self {
        let all = variance(labels);
        let weight = |view, player| all / variance(&self.of(view, player, labels));
        let weights = |view| {
            let many = if self.differs(view) {
                self.own.len()
            } else {
                1
            };
            (0..many).map(|player| weight(view, player)).collect()
        };
        self.weights = (0..self.views.len()).map(weights).collect();
        self
    }

    /// Leaves out the views beside the main one in which nobody has a value.
    #[must_use]
    pub fn told(mut self) -> Self {
        let known: Vec<bool> = (0..self.views.len())
            .map(|view| view == 0 || self.known(view))
            .collect();
        let mut keep = known.iter();
        self.views.retain(|_| keep.next() == Some(&true));
        let mut keep = known.iter();
        self.weights.retain(|_| keep.next() == Some(&true));
        self
    }

    /// Whether anybody has a value in a view.
    pub fn known(&self, view: usize) -> bool {
        match self.views[view] {
            View::Others => self.nobodys.len() > usize::from(view > 0) && self.seen(view, 0),
            View::Strikers | View::Bystanders => (0..self.own.len()).any(|p| self.seen(view, p)),
            View::Everyone | View::Similar => true,
        }
    }

    /// The views, the main one first.
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// Whether other test examples count for each player.
    pub fn differs(&self, view: usize) -> bool {
        matches!(self.views[view], View::Strikers | View::Bystanders)
    }

    /// Whether a player has a value in a view: that takes two test examples
    /// where they are the player's.
    pub fn seen(&self, view: usize, player: usize) -> bool {
        let many = match self.views[view] {
            View::Strikers => self.own[player].len(),
            View::Bystanders => self.whose.len() - self.own[player].len(),
            _ => 2,
        };
        many > 1 && self.weight(view, player).is_finite()
    }

    /// The view in which things are told that all players have in common, as
    /// its place: the main one, or that of everyone where it differs.
    pub fn common(&self) -> Option<usize> {
        match self.differs(0) {
            false => Some(0),
            true => self.views.iter().position(|v| *v == View::Everyone),
        }
    }

    /// How many of `all` test examples count in that view.
    pub fn many(&self, all: usize) -> usize {
        match self.views[0] {
            View::Others => self.nobodys.len(),
            _ => all,
        }
    }

    /// The worth in that view, of the parts of a worth.
    pub fn worth(&self, parts: &[f64]) -> f64 {
        match self.views[0] {
            View::Others => self.worth_in(0, parts),
            _ => mean(parts),
        }
    }

    /// The worth in a view that is the same for all players.
    pub fn worth_in(&self, view: usize, parts: &[f64]) -> f64 {
        let weight = self.weight(view, 0);
        // What is over a variance is counted down from 1.
        mean(&self.of(view, 0, parts)) + 1.0 - weight
    }

    /// What a sum of worths with weights that cancel out comes to in that view,
    /// of the parts of the sum.
    pub fn common_interval(&self, changes: &[f64]) -> Interval {
        match self.views[0] {
            View::Others => interval(&self.of(0, 0, changes)),
            _ => interval(changes),
        }
    }

    /// Of `changes`, one for each test example, those that count for `player`,
    /// with their weight.
    pub fn of<'a>(&self, view: usize, player: usize, changes: &'a [f64]) -> Cow<'a, [f64]> {
        let some = |of: &[u32]| of.iter().map(|&t| changes[t as usize]).collect();
        let mut counted = match self.views[view] {
            View::Strikers => Cow::Owned(some(&self.own[player])),
            View::Others => Cow::Owned(some(&self.nobodys)),
            View::Bystanders => {
                let all = changes.iter().enumerate();
                let rest = all.filter(|(test, _)| self.counts(view, player, *test));
                Cow::Owned(rest.map(|(_, &x)| x).collect())
            }
            View::Everyone | View::Similar => Cow::Borrowed(changes),
        };
        let weight = self.weight(view, player);
        if weight != 1.0 {
            counted.to_mut().iter_mut().for_each(|x| *x *= weight);
        }
        counted
    }

    /// The mean of those that count for `player`; 0 if there is none.
    pub fn mean(&self, view: usize, player: usize, changes: &[f64]) -> f64 {
        mean(&self.of(view, player, changes))
    }

    /// The same with a t interval over test examples; it has no ends for who
    /// is not seen, and where there is only one.
    pub fn interval(&self, view: usize, player: usize, changes: &[f64]) -> Interval {
        match self.seen(view, player) {
            true => interval(&self.of(view, player, changes)),
            false => Interval::around(0.0, f64::INFINITY),
        }
    }

    /// The means from which [`Sight::spread`] finds those of all players in
    /// all views: of all test examples, of those of nobody, and of the own ones
    /// of each player that has some.
    pub fn readings(&self, changes: &[f64]) -> Vec<f64> {
        let mut readings = vec![mean(changes)];
        if self.readings_many() > 1 {
            let some = |of: &Vec<u32>| {
                of.iter().map(|&t| changes[t as usize]).sum::<f64>() / of.len().max(1) as f64
            };
            readings.push(some(&self.nobodys));
            readings.extend(self.own.iter().filter(|own| !own.is_empty()).map(some));
        }
        readings
    }

    /// How many means these are.
    pub fn readings_many(&self) -> usize {
        match self.views[..] {
            [View::Everyone] => 1,
            _ => 2 + self.own.iter().filter(|own| !own.is_empty()).count(),
        }
    }

    /// The mean of each of `players` players in a view, from
    /// [`Sight::readings`], in constant work a player; 0 where none counts.
    pub fn spread(&self, view: usize, players: usize, readings: &[f64]) -> Vec<f64> {
        let all = readings[0];
        if !self.differs(view) {
            let at = usize::from(self.views[view] == View::Others);
            return vec![self.weight(view, 0) * readings[at]; players];
        }
        let tests = self.whose.len() as f64;
        let mut next = readings[2..].iter();
        let mut mean = |(player, own): (usize, &Vec<u32>)| {
            let many = own.len() as f64;
            let own = match own.is_empty() {
                true => 0.0,
                false => next.next().copied().unwrap_or_default(),
            };
            let found = match self.views[view] {
                View::Strikers => own,
                _ => (tests * all - many * own) / (tests - many),
            };
            match self.seen(view, player) {
                true => self.weight(view, player) * found,
                false => 0.0,
            }
        };
        self.own.iter().enumerate().map(&mut mean).collect()
    }

    /// Whether the test example `test` counts for `player` in a view.
    pub fn counts(&self, view: usize, player: usize, test: usize) -> bool {
        match self.views[view] {
            View::Strikers => self.whose[test].binary_search(&(player as u32)).is_ok(),
            View::Bystanders => self.whose[test].binary_search(&(player as u32)).is_err(),
            View::Others => self.whose[test].is_empty(),
            View::Everyone | View::Similar => true,
        }
    }

    /// The players whose own the test example `test` is, ascending.
    pub fn whose(&self, test: usize) -> &[u32] {
        &self.whose[test]
    }

    /// How many test examples count for each player in a view.
    pub fn counted(&self, view: usize) -> Vec<usize> {
        let own = self.own.iter().map(Vec::len);
        match self.views[view] {
            View::Strikers => own.collect(),
            View::Bystanders => own.map(|own| self.whose.len() - own).collect(),
            View::Others => vec![self.nobodys.len(); self.own.len()],
            View::Everyone | View::Similar => vec![self.whose.len(); self.own.len()],
        }
    }

    fn weight(&self, view: usize, player: usize) -> f64 {
        let weights = self.weights.get(view);
        let player = if self.differs(view) { player } else { 0 };
        weights.map_or(1.0, |of| of[player])
    }
}

/// The mean of some numbers; 0 of none.
pub(crate) fn mean(parts: &[f64]) -> f64 {
    parts.iter().sum::<f64>() / parts.len().max(1) as f64
}

/// The mean of some numbers with a t interval; one alone leaves it open.
pub(crate) fn interval(parts: &[f64]) -> Interval {
    let (n, mean) = (parts.len() as f64, mean(parts));
    if parts.len() < 2 {
        return Interval::around(mean, f64::INFINITY);
    }
    let squares: f64 = parts.iter().map(|x| (x - mean).powi(2)).sum();
    Interval::around(mean, t95(n - 1.0) * (squares / (n - 1.0) / n).sqrt())
}

/// The variance of some numbers: 0 to the last bit where they are all alike.
pub(crate) fn variance(of: &[f64]) -> f64 {
    if of.iter().all(|x| *x == of[0]) {
        return 0.0;
    }
    let middle = mean(of);
    of.iter().map(|x| (x - middle).powi(2)).sum::<f64>() / of.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oracle::{Q, float};
    use proptest::prelude::*;

    const ALL: [View; 4] = [
        View::Everyone,
        View::Strikers,
        View::Bystanders,
        View::Others,
    ];

    /// Of three players: four test examples of the first, of both others, of
    /// nobody, of the first.
    fn four() -> Sight {
        let whose = vec![vec![0], vec![1, 2], vec![], vec![0]];
        Sight::new(ALL.to_vec(), whose, 3)
    }

    #[test]
    fn each_view_has_its_test_examples() {
        let (sight, parts) = (four(), [1.0, 2.0, 3.0, 4.0]);
        let of = |view, player| sight.of(view, player, &parts).into_owned();
        assert_eq!(of(0, 2), parts);
        assert_eq!((of(1, 0), of(1, 2)), (vec![1.0, 4.0], vec![2.0]));
        assert_eq!((of(2, 0), of(2, 2)), (vec![2.0, 3.0], vec![1.0, 3.0, 4.0]));
        assert_eq!(of(3, 1), [3.0]);
        assert_eq!(sight.counted(1), [2, 1, 1]);
        assert_eq!(sight.counted(2), [2, 3, 3]);
        // One alone is too few to tell.
        let seen: Vec<bool> = (0..3).map(|p| sight.seen(1, p)).collect();
        assert_eq!(seen, [true, false, false]);
        assert_eq!(sight.interval(1, 1, &parts).high, f64::INFINITY);
        assert_eq!(sight.interval(1, 0, &parts), interval(&[1.0, 4.0]));
        // Of nobody there is one: enough to be asked for, but not beside.
        assert!(Sight::new(vec![View::Others], vec![vec![]], 0).known(0));
        assert_eq!(sight.told().views(), &ALL[..3]);
    }

    #[test]
    fn what_all_have_in_common_is_told_in_one_view() {
        let parts = [1.0, 2.0, 3.0, 4.0];
        let whose = || vec![vec![0], vec![], vec![], vec![0]];
        let with = |views: &[View]| Sight::new(views.to_vec(), whose(), 1);
        let others = with(&[View::Others, View::Everyone]);
        assert_eq!((others.common(), others.many(4)), (Some(0), 2));
        assert_eq!(others.worth(&parts), 2.5);
        assert_eq!(others.common_interval(&parts), interval(&[2.0, 3.0]));
        let own = with(&[View::Strikers, View::Everyone]);
        assert_eq!((own.common(), own.many(4)), (Some(1), 4));
        assert_eq!(own.worth(&[1.0, 2.0, 4.0, 5.0]), 3.0);
        assert_eq!(own.common_interval(&parts), interval(&parts));
        assert_eq!(with(&[View::Strikers]).common(), None);
    }

    /// Parts of a metric that is 1 minus the squared error over the variance.
    #[test]
    fn what_is_over_a_variance_is_over_that_of_the_view() {
        let labels = [0.0, 2.0, 5.0, 9.0, 4.0, 4.0, 4.0];
        let whose = vec![vec![0], vec![0], vec![0], vec![], vec![], vec![1], vec![1]];
        let sight = Sight::new(ALL.to_vec(), whose, 2).over_variance(&labels);
        let guesses = [[1.0, 1.0, 3.0, 7.0, 2.0, 4.5, 3.0], [2.0; 7]];
        let r2 = |of: &[usize], guess: &[f64; 7]| {
            let some: Vec<f64> = of.iter().map(|&t| labels[t]).collect();
            let lost = of.iter().map(|&t| (labels[t] - guess[t]).powi(2));
            1.0 - lost.sum::<f64>() / of.len() as f64 / variance(&some)
        };
        let all: Vec<usize> = (0..7).collect();
        let parts = guesses.map(|guess| -> Vec<f64> {
            let lost = |t: usize| (labels[t] - guess[t]).powi(2);
            (0..7).map(|t| 1.0 - lost(t) / variance(&labels)).collect()
        });
        let changes: Vec<f64> = (0..7).map(|t| parts[0][t] - parts[1][t]).collect();
        for (view, player, of) in [
            (0, 0, &all[..]),
            (1, 0, &[0, 1, 2]),
            (2, 0, &[3, 4, 5, 6]),
            (2, 1, &[0, 1, 2, 3, 4]),
            (3, 1, &[3, 4]),
        ] {
            let wanted = r2(of, &guesses[0]) - r2(of, &guesses[1]);
            let got = sight.mean(view, player, &changes);
            assert!((got - wanted).abs() < 1e-12, "{view}: {got} {wanted}");
            let quick = sight.spread(view, 2, &sight.readings(&changes))[player];
            assert!((quick - wanted).abs() < 1e-12, "{view}: {quick} {wanted}");
        }
        assert!((sight.worth_in(3, &parts[0]) - r2(&[3, 4], &guesses[0])).abs() < 1e-12);
        // The labels of the second player's own are all alike.
        assert!(sight.seen(1, 0) && !sight.seen(1, 1));
        // The mean of three times 0.1 is not 0.1.
        assert_eq!(variance(&[0.1; 3]), 0.0);
    }

    proptest! {
        #[test]
        fn all_means_come_out_of_a_few(
            tests in prop::collection::vec((-9i128..10, 0u32..8), 1..30), players in 1usize..4,
        ) {
            let whose: Vec<Vec<u32>> = tests.iter()
                .map(|(_, mask)| (0..players as u32).filter(|p| mask >> p & 1 == 1).collect())
                .collect();
            let changes: Vec<f64> = tests.iter().map(|(x, _)| *x as f64).collect();
            let sight = Sight::new(ALL.to_vec(), whose.clone(), players);
            let readings = sight.readings(&changes);
            prop_assert_eq!(readings.len(), sight.readings_many());
            for (view, name) in ALL.into_iter().enumerate() {
                let spread = sight.spread(view, players, &readings);
                let counted = sight.counted(view);
                for player in 0..players {
                    let counts = |of: &[u32]| match name {
                        View::Strikers => of.contains(&(player as u32)),
                        View::Bystanders => !of.contains(&(player as u32)),
                        View::Others => of.is_empty(),
                        _ => true,
                    };
                    let of: Vec<i128> = tests.iter().zip(&whose)
                        .filter(|(_, of)| counts(of)).map(|((x, _), _)| *x).collect();
                    prop_assert_eq!(of.len(), counted[player]);
                    if of.len() < 2 && sight.differs(view) {
                        prop_assert!(!sight.seen(view, player) && spread[player] == 0.0);
                        continue;
                    }
                    let many = of.len().max(1) as i128;
                    let wanted = float(of.iter().map(|&x| Q::from(x)).sum::<Q>() / Q::from(many));
                    prop_assert!((spread[player] - wanted).abs() < 1e-12);
                    prop_assert!((sight.mean(view, player, &changes) - wanted).abs() < 1e-12);
                }
            }
        }
    }
}
