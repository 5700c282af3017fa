//! Values by definition, in exact arithmetic, for tests only: slow, short,
//! and with nothing in common with what they test.

use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::sight::{Sight, mean};
use capstan_stats::Stream;
use capstan_worlds::View;

/// An exact number.
pub type Q = num_rational::Ratio<i128>;

/// The nearest floating point number.
pub fn float(q: Q) -> f64 {
    *q.numer() as f64 / *q.denom() as f64
}

/// `n` over `k`.
fn choose(n: usize, k: usize) -> i128 {
    (0..k).fold(1, |c, i| c * (n - i) as i128 / (i + 1) as i128)
}

/// The value of each of `n` players whose subsets (as masks) are worth `v`,
/// with `weight` of a subset's size.
pub fn semivalue(n: usize, weight: impl Fn(usize) -> Q, v: impl Fn(usize) -> Q) -> Vec<Q> {
    (0..n)
        .map(|i| {
            (0..1usize << n)
                .filter(|mask| mask >> i & 1 == 0)
                .map(|mask| weight(mask.count_ones() as usize) * (v(mask | 1 << i) - v(mask)))
                .sum()
        })
        .collect()
}

/// Shapley values: `1 / (n C(n-1, s))`.
pub fn shapley(n: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    semivalue(n, |s| Q::new(1, n as i128 * choose(n - 1, s)), v)
}

/// Banzhaf values: `1 / 2^(n-1)`.
pub fn banzhaf(n: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    semivalue(n, |_| Q::new(1, 1 << (n - 1)), v)
}

/// Beta values for whole `a` and `b`: `B(s+b, n-s-1+a) / B(b, a)`.
pub fn beta(n: usize, a: usize, b: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    let factorial = |k: usize| (1..=k as i128).product::<i128>();
    let function =
        |x: usize, y: usize| Q::new(factorial(x - 1) * factorial(y - 1), factorial(x + y - 1));
    semivalue(n, |s| function(s + b, n - s - 1 + a) / function(b, a), v)
}

/// What is lost when one leaves.
pub fn leave_one_out(n: usize, v: impl Fn(usize) -> Q) -> Vec<Q> {
    semivalue(n, |s| Q::from(i128::from(s + 1 == n)), v)
}

/// A game in which every test point says a whole number of every subset.
#[derive(Clone, Copy)]
pub struct Points {
    /// How many players there are, at most 64.
    pub players: usize,
    /// How many test points there are.
    pub tests: usize,
}

impl Points {
    /// The views that values of records have.
    pub const VIEWS: [View; 4] = [
        View::Everyone,
        View::Strikers,
        View::Bystanders,
        View::Others,
    ];

    /// What the test point `test` says of the subset `mask`.
    pub fn at(&self, test: usize, mask: u64) -> i128 {
        let stream = Stream::root(7).nth("test", test as u64);
        (stream.uniform(mask) * 50.0) as i128
    }

    /// The players whose own a test point is: of every five, one is of the
    /// first and third player, the next three are of one of the first three
    /// each, and the last is of nobody.
    pub fn whose(&self, test: usize) -> Vec<u32> {
        match test % 5 {
            0 => vec![0, 2],
            4 => Vec::new(),
            own => vec![own as u32 - 1],
        }
    }

    /// These views of the game.
    pub fn sight(&self, views: &[View]) -> Sight {
        let whose = (0..self.tests).map(|t| self.whose(t)).collect();
        Sight::new(views.to_vec(), whose, self.players)
    }

    /// The test points that count for `player` in a view.
    pub fn counted(&self, view: View, player: usize) -> Vec<usize> {
        let own = |t: &usize| self.whose(*t).contains(&(player as u32));
        let counts = |t: &usize| match view {
            View::Strikers => own(t),
            View::Bystanders => !own(t),
            View::Others => self.whose(*t).is_empty(),
            _ => true,
        };
        (0..self.tests).filter(counts).collect()
    }

    /// The worth of a subset for `player` in a view.
    pub fn worth(&self, view: View, player: usize, mask: usize) -> Q {
        let counted = self.counted(view, player);
        let sum: i128 = counted.iter().map(|&t| self.at(t, mask as u64)).sum();
        Q::new(sum, counted.len() as i128)
    }

    /// The value of each player in its own game by `rule`, one of the functions
    /// above; none where fewer than two test points count.
    pub fn values(
        &self,
        view: View,
        rule: impl Fn(usize, &dyn Fn(usize) -> Q) -> Vec<Q>,
    ) -> Vec<Option<f64>> {
        let value = |player: usize| {
            let known = self.counted(view, player).len() > 1;
            let game = |mask: usize| self.worth(view, player, mask);
            known.then(|| float(rule(self.players, &game)[player]))
        };
        (0..self.players).map(value).collect()
    }
}

impl Game for Points {
    fn players(&self) -> usize {
        self.players
    }

    fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
        Ok(mean(&self.parts(c, &mut Vec::new())?))
    }

    fn parts(&self, c: &Coalition, _: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
        let mask = c.words()[0];
        Ok((0..self.tests).map(|t| self.at(t, mask) as f64).collect())
    }
}
