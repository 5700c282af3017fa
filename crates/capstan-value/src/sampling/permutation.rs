//! Shapley values by letting players in one after the other.

use super::Estimator;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::owen::Unions;
use capstan_stats::interval::t95;
use capstan_stats::{Interval, Stream};
use rand::seq::SliceRandom;

/// How an order of players is walked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Walk {
    /// To its end (Castro, Gómez and Tejada 2009,
    /// doi:10.1016/j.cor.2008.04.004).
    Plain,
    /// Until the worth is this close to that of all; whoever comes later counts
    /// as adding nothing. This biases values by up to the bound (Ghorbani and
    /// Zou 2019, arXiv:1904.02868).
    Truncated(f64),
    /// To its end, and the same order from its end (Mitchell and others 2022,
    /// arXiv:2104.12199).
    Antithetic,
}

/// The estimator: what a player adds to those who came before, over random
/// orders. Each step starts from where the model of the step before stood.
pub struct Permutation<'a> {
    game: &'a dyn Game,
    stream: Stream,
    walk: Walk,
    /// Players that come together.
    unions: Option<Unions>,
    nobody: f64,
    all: f64,
}

/// Mean, sum of squared differences from it, and the widest single change.
#[derive(Clone, Debug)]
pub struct Spread {
    means: Vec<f64>,
    squares: Vec<f64>,
    widest: f64,
}

impl<'a> Permutation<'a> {
    /// Orders of the players of `game` from `stream`.
    ///
    /// # Errors
    /// If the worth of nobody or of all is undefined.
    pub fn new(game: &'a dyn Game, stream: Stream, walk: Walk) -> Result<Self, ValueError> {
        let players = game.players();
        Ok(Self {
            nobody: game.worth(&Coalition::empty(players))?,
            all: game.worth(&Coalition::full(players))?,
            game,
            stream,
            walk,
            unions: None,
        })
    }

    /// The same, where the players of a union come one after the other: then
    /// values are Owen values.
    #[must_use]
    pub fn together(self, unions: Unions) -> Self {
        Self {
            unions: Some(unions),
            ..self
        }
    }

    /// The order of a sample.
    fn order(&self, number: u64) -> Vec<usize> {
        if let Some(unions) = &self.unions {
            return unions.order(&self.stream, number);
        }
        let mut order: Vec<usize> = (0..self.players()).collect();
        order.shuffle(&mut self.stream.at(number));
        order
    }

    /// The worth of nobody and of all.
    pub fn ends(&self) -> (f64, f64) {
        (self.nobody, self.all)
    }

    /// Adds to each player's place in `out` what they bring in this order; how
    /// many worths that took.
    fn along(
        &self,
        order: impl Iterator<Item = usize>,
        out: &mut [f64],
    ) -> Result<f64, ValueError> {
        let players = self.game.players();
        let mut there = Coalition::empty(players);
        let (mut before, mut evaluations) = (self.nobody, 0.0);
        let mut state = Vec::new();
        for (at, player) in order.enumerate() {
            if let Walk::Truncated(bound) = self.walk
                && (self.all - before).abs() < bound
            {
                break;
            }
            there.insert(player);
            let worth = if at + 1 == players {
                self.all
            } else {
                evaluations += 1.0;
                self.game.worth_from(&there, &mut state)?
            };
            out[player] += worth - before;
            before = worth;
        }
        Ok(evaluations)
    }
}

impl Estimator for Permutation<'_> {
    type Tally = Spread;

    fn players(&self) -> usize {
        self.game.players()
    }

    fn width(&self) -> usize {
        self.players() + 1
    }

    fn cost(&self) -> u64 {
        let once = self.players().saturating_sub(1).max(1) as u64;
        match self.walk {
            Walk::Antithetic => 2 * once,
            Walk::Plain | Walk::Truncated(_) => once,
        }
    }

    fn start(&self) -> Spread {
        Spread {
            means: vec![0.0; self.players()],
            squares: vec![0.0; self.players()],
            widest: 0.0,
        }
    }

    fn draw(&self, number: u64) -> Result<Vec<f64>, ValueError> {
        let order = self.order(number);
        let mut sample = vec![0.0; self.width()];
        sample[0] = self.along(order.iter().copied(), &mut sample[1..])?;
        if self.walk == Walk::Antithetic {
            let more = self.along(order.iter().rev().copied(), &mut sample[1..])?;
            sample[0] += more;
            sample[1..].iter_mut().for_each(|x| *x /= 2.0);
        }
        Ok(sample)
    }

    fn count(&self, tally: &mut Spread, number: u64, sample: &[f64]) {
        let n = number as f64 + 1.0;
        let values = tally.means.iter_mut().zip(&mut tally.squares);
        for ((mean, square), &x) in values.zip(&sample[1..]) {
            let off = x - *mean;
            *mean += off / n;
            *square += off * (x - *mean);
            tally.widest = tally.widest.max(x.abs());
        }
    }

    /// A t interval over orders. It reaches one widest change over the number
    /// of orders farther, since a player whose change was the same in all may
    /// still have another in one more.
    fn interval(&self, tally: &Spread, samples: u64, player: usize) -> Interval {
        let n = samples as f64;
        if samples < 2 {
            return Interval::around(tally.means[player], f64::INFINITY);
        }
        let error = (tally.squares[player] / (n - 1.0) / n).sqrt();
        Interval::around(tally.means[player], t95(n - 1.0) * error + tally.widest / n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Semivalue, semivalues, worths};
    use crate::sampling::{SampleLog, Stop, run};

    /// A game without any order: the worth of a subset is drawn by its mask.
    struct Wild;

    impl Game for Wild {
        fn players(&self) -> usize {
            5
        }

        fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
            Ok(Stream::root(8).uniform(c.words()[0]))
        }
    }

    fn values(walk: Walk, budget: u64) -> Vec<Interval> {
        let stop = Stop {
            tolerance: None,
            budget,
        };
        let p = Permutation::new(&Wild, Stream::root(1), walk).unwrap();
        run(&p, stop, &mut SampleLog::none(), &()).unwrap().values
    }

    #[test]
    fn orders_lead_to_the_exact_values() {
        let exact = semivalues(&worths(&Wild).unwrap(), Semivalue::Shapley);
        for walk in [Walk::Plain, Walk::Antithetic, Walk::Truncated(0.0)] {
            for (got, exact) in values(walk, 20_000).iter().zip(&exact) {
                assert!(
                    got.low <= *exact && *exact <= got.high,
                    "{walk:?} {got:?} {exact}"
                );
                assert!(got.reach() < 0.03);
            }
        }
    }

    #[test]
    fn who_comes_together_gets_owen_values() {
        let unions = Unions::new(&[0, 1, 0, 1, 1]);
        let stop = Stop {
            tolerance: None,
            budget: 40_000,
        };
        let p = Permutation::new(&Wild, Stream::root(1), Walk::Antithetic).unwrap();
        let p = p.together(unions.clone());
        let found = run(&p, stop, &mut SampleLog::none(), &()).unwrap().values;
        for (player, got) in found.iter().enumerate() {
            let terms = unions.owen(player).unwrap();
            let exact = crate::groups::total(&Wild, &terms).unwrap();
            assert!(
                (got.value - exact).abs() < 2.0 * got.reach(),
                "{got:?} {exact}"
            );
            assert!(got.reach() < 0.02);
        }
    }

    #[test]
    fn every_order_shares_out_the_whole() {
        let all = Wild.worth(&Coalition::full(5)).unwrap();
        let nobody = Wild.worth(&Coalition::empty(5)).unwrap();
        for walk in [Walk::Plain, Walk::Antithetic] {
            let sum: f64 = values(walk, 100).iter().map(|v| v.value).sum();
            assert!((sum - (all - nobody)).abs() < 1e-12);
        }
    }

    #[test]
    fn close_enough_is_where_a_truncated_walk_ends() {
        let p = Permutation::new(&Wild, Stream::root(1), Walk::Truncated(2.0)).unwrap();
        // No worth is farther than 1 from any other.
        assert_eq!(p.draw(0).unwrap(), [0.0; 6]);
    }

    /// Of 200 runs, most intervals must hold the exact value.
    #[test]
    fn intervals_keep_their_promise() {
        let exact = semivalues(&worths(&Wild).unwrap(), Semivalue::Shapley);
        let mut held = 0;
        for seed in 0..200 {
            let p = Permutation::new(&Wild, Stream::root(seed), Walk::Plain).unwrap();
            let stop = Stop {
                tolerance: None,
                budget: 120,
            };
            let got = run(&p, stop, &mut SampleLog::none(), &()).unwrap().values;
            held += got
                .iter()
                .zip(&exact)
                .filter(|(g, e)| g.low <= **e && **e <= g.high)
                .count();
        }
        assert!(held >= 940, "{held} of 1000");
    }
}
