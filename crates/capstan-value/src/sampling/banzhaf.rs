//! Banzhaf values in which every sample serves every player.

use super::Estimator;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::sight::Sight;
use capstan_stats::interval::{satterthwaite, t95};
use capstan_stats::{Interval, Stream};
use rand::Rng;

/// Maximum sample reuse (Wang and Jia 2023, arXiv:2205.15466): every player is
/// in a subset with probability one half; a value is the mean worth of the
/// subsets with the player less that of those without. A sample takes a few
/// additions a player, and is kept as one number; or, in views with other test
/// examples for each player, as one for each that has some, since then the
/// same subset has a worth of its own in the game of each.
pub struct Banzhaf<'a> {
    game: &'a dyn Game,
    stream: Stream,
    sight: Sight,
    /// Where the model of all players stands, from which all others start.
    state: Vec<f64>,
    /// The parts of the worth of all.
    all: Vec<f64>,
}

/// Sums and squares of worths, of all samples and of those with each player.
#[derive(Clone, Debug)]
pub struct Halves {
    /// How many samples have each player.
    counts: Vec<u64>,
    views: Vec<Sums>,
}

/// Those of one view.
#[derive(Clone, Debug)]
struct Sums {
    /// Of all samples, in the game of each player.
    all: [Vec<f64>; 2],
    /// Of those with the player.
    with: [Vec<f64>; 2],
}

impl<'a> Banzhaf<'a> {
    /// Subsets of the players of `game` from `stream`.
    ///
    /// # Errors
    /// If the worth of all is undefined.
    pub fn new(game: &'a dyn Game, stream: Stream) -> Result<Self, ValueError> {
        let mut state = Vec::new();
        let all = game.parts(&Coalition::full(game.players()), &mut state)?;
        Ok(Self {
            game,
            stream,
            sight: Sight::everyone(),
            state,
            all,
        })
    }

    /// The same in the views of `sight`.
    #[must_use]
    pub fn in_views(self, sight: Sight) -> Self {
        Self { sight, ..self }
    }

    /// The worth of all, in the view that all have in common.
    pub fn all(&self) -> f64 {
        self.sight.worth(&self.all)
    }

    /// The subset of a sample.
    fn subset(&self, number: u64) -> Vec<u64> {
        let players = self.game.players();
        let mut rng = self.stream.at(number);
        let mut words: Vec<u64> = (0..players.div_ceil(64)).map(|_| rng.next_u64()).collect();
        if let (Some(last), over @ 1..) = (words.last_mut(), players % 64) {
            *last &= (1 << over) - 1;
        }
        words
    }
}

impl Estimator for Banzhaf<'_> {
    type Tally = Halves;

    fn values(&self) -> usize {
        self.sight.views().len() * self.game.players()
    }

    fn decides(&self, value: usize) -> bool {
        value < self.game.players() && self.sight.seen(0, value)
    }

    fn width(&self) -> usize {
        1 + self.sight.readings_many()
    }

    fn cost(&self) -> u64 {
        1
    }

    fn start(&self) -> Halves {
        let n = self.game.players();
        let none = || [vec![0.0; n], vec![0.0; n]];
        let view = |_: &_| Sums {
            all: none(),
            with: none(),
        };
        Halves {
            counts: vec![0; n],
            views: self.sight.views().iter().map(view).collect(),
        }
    }

    fn draw(&self, number: u64) -> Result<Vec<f64>, ValueError> {
        let subset = Coalition::from_words(self.game.players(), self.subset(number));
        let parts = self.game.parts(&subset, &mut self.state.clone())?;
        // Counted from the worth of all, so that squares stay small.
        let less: Vec<f64> = parts
            .iter()
            .zip(&self.all)
            .map(|(p, all)| p - all)
            .collect();
        let mut sample = vec![1.0];
        sample.extend(self.sight.readings(&less));
        Ok(sample)
    }

    fn count(&self, tally: &mut Halves, number: u64, sample: &[f64]) {
        let words = self.subset(number);
        let there = |at: usize| words[at / 64] >> (at % 64) & 1;
        let counts = tally.counts.iter_mut().enumerate();
        counts.for_each(|(at, count)| *count += there(at));
        for (view, Sums { all, with }) in tally.views.iter_mut().enumerate() {
            let worths = self.sight.spread(view, self.game.players(), &sample[1..]);
            for (at, worth) in worths.into_iter().enumerate() {
                let with_it = there(at) as f64;
                for (cells, x) in [(0, worth), (1, worth * worth)] {
                    all[cells][at] += x;
                    with[cells][at] += x * with_it;
                }
            }
        }
    }

    /// The difference of two means, with an interval of Welch's kind (Welch
    /// 1947, doi:10.1093/biomet/34.1-2.28). Who is not seen has none.
    fn interval(&self, tally: &Halves, samples: u64, value: usize) -> Interval {
        let (view, player) = (value / self.game.players(), value % self.game.players());
        let count = tally.counts[player];
        let (n1, n0) = (count as f64, (samples - count) as f64);
        if n1 < 2.0 || n0 < 2.0 || !self.sight.seen(view, player) {
            return Interval::around(0.0, f64::INFINITY);
        }
        let Sums { all, with } = &tally.views[view];
        let [s1, q1] = [0, 1].map(|cells| with[cells][player]);
        let (s0, q0) = (all[0][player] - s1, all[1][player] - q1);
        let variance = |s: f64, q: f64, n: f64| (q - s * s / n).max(0.0) / (n - 1.0) / n;
        let (v1, v0) = (variance(s1, q1, n1), variance(s0, q0, n0));
        let freedom = satterthwaite(&[(v1, n1 - 1.0), (v0, n0 - 1.0)]);
        Interval::around(s1 / n1 - s0 / n0, t95(freedom) * (v1 + v0).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Semivalue, semivalues, worths};
    use crate::oracle::{self, Points};
    use crate::sampling::{SampleLog, Stop, run};

    struct Wild(usize);

    impl Game for Wild {
        fn players(&self) -> usize {
            self.0
        }

        fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
            let wild = c.words().iter().fold(7, |a, w| a ^ w.wrapping_mul(31));
            Ok(c.len() as f64 / 2.0 + Stream::root(8).uniform(wild))
        }
    }

    #[test]
    fn subsets_lead_to_the_exact_values() {
        let game = Wild(6);
        let exact = semivalues(&worths(&game).unwrap(), Semivalue::Banzhaf);
        let stop = Stop {
            tolerance: None,
            budget: 20_000,
        };
        let b = Banzhaf::new(&game, Stream::root(2)).unwrap();
        let got = run(&b, stop, &mut SampleLog::none(), &()).unwrap();
        assert_eq!(got.evaluations, 20_000);
        for (got, exact) in got.values.iter().zip(&exact) {
            assert!(
                (got.value - exact).abs() < 2.0 * got.reach(),
                "{got:?} {exact}"
            );
            assert!(got.reach() < 0.03);
        }
    }

    #[test]
    fn intervals_keep_their_promise() {
        let game = Wild(5);
        let exact = semivalues(&worths(&game).unwrap(), Semivalue::Banzhaf);
        let mut held = 0;
        for seed in 0..200 {
            let b = Banzhaf::new(&game, Stream::root(seed)).unwrap();
            let stop = Stop {
                tolerance: None,
                budget: 100,
            };
            let got = run(&b, stop, &mut SampleLog::none(), &()).unwrap().values;
            held += got
                .iter()
                .zip(&exact)
                .filter(|(g, e)| g.low <= **e && **e <= g.high)
                .count();
        }
        assert!((930..=990).contains(&held), "{held} of 1000");
    }

    const POINTS: Points = Points {
        players: 5,
        tests: 12,
    };

    fn in_views(seed: u64, budget: u64) -> Vec<Interval> {
        let stop = Stop {
            tolerance: None,
            budget,
        };
        let b = Banzhaf::new(&POINTS, Stream::root(seed)).unwrap();
        let b = b.in_views(POINTS.sight(&Points::VIEWS));
        // All, those of nobody, and the own ones of three players.
        assert_eq!(b.width(), 6);
        run(&b, stop, &mut SampleLog::none(), &()).unwrap().values
    }

    fn exact() -> Vec<Option<f64>> {
        let of = |view| POINTS.values(view, |n, v| oracle::banzhaf(n, v));
        Points::VIEWS.into_iter().flat_map(of).collect()
    }

    #[test]
    fn one_subset_serves_every_player_in_its_own_game() {
        for (at, (got, exact)) in in_views(2, 20_000).iter().zip(exact()).enumerate() {
            let Some(exact) = exact else {
                assert_eq!(got.high, f64::INFINITY, "{at}");
                continue;
            };
            assert!(
                (got.value - exact).abs() < 2.0 * got.reach(),
                "{at}: {got:?} {exact}"
            );
            assert!(got.reach() < 0.5, "{at}: {got:?}");
        }
    }

    #[test]
    fn intervals_of_every_view_keep_their_promise() {
        let (mut held, exact) = ([0; 4], exact());
        for seed in 0..200 {
            for (at, (got, exact)) in in_views(seed, 100).iter().zip(&exact).enumerate() {
                let held_it = exact.is_some_and(|e| got.low <= e && e <= got.high);
                held[at / 5] += u32::from(held_it);
            }
        }
        for (held, known) in held.into_iter().zip([1000, 600, 1000, 1000]) {
            assert!(
                held * 100 >= known * 93 && held * 100 <= known * 99,
                "{held} of {known}"
            );
        }
    }

    #[test]
    fn nobody_beyond_the_last_player_is_drawn() {
        let game = Wild(70);
        let b = Banzhaf::new(&game, Stream::root(2)).unwrap();
        for number in 0..50 {
            assert_eq!(b.subset(number)[1] >> 6, 0);
        }
    }
}
