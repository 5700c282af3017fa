//! Banzhaf values in which every sample serves every player.

use super::Estimator;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use capstan_stats::interval::{satterthwaite, t95};
use capstan_stats::{Interval, Stream};
use rand::Rng;

/// Maximum sample reuse (Wang and Jia 2023, arXiv:2205.15466): every player is
/// in a subset with probability one half; a value is the mean worth of the
/// subsets with the player less that of those without. A sample takes one
/// addition a player, and is kept as one number.
pub struct Banzhaf<'a> {
    game: &'a dyn Game,
    stream: Stream,
    /// Where the model of all players stands, from which all others start.
    state: Vec<f64>,
    all: f64,
}

/// Counts and sums of worths, of all samples and of those with each player.
#[derive(Clone, Debug)]
pub struct Halves {
    all: [f64; 2],
    counts: Vec<u64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
}

impl<'a> Banzhaf<'a> {
    /// Subsets of the players of `game` from `stream`.
    ///
    /// # Errors
    /// If the worth of all is undefined.
    pub fn new(game: &'a dyn Game, stream: Stream) -> Result<Self, ValueError> {
        let mut state = Vec::new();
        let all = game.worth_from(&Coalition::full(game.players()), &mut state)?;
        Ok(Self {
            game,
            stream,
            state,
            all,
        })
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

    fn players(&self) -> usize {
        self.game.players()
    }

    fn width(&self) -> usize {
        2
    }

    fn cost(&self) -> u64 {
        1
    }

    fn start(&self) -> Halves {
        let n = self.players();
        Halves {
            all: [0.0; 2],
            counts: vec![0; n],
            sums: vec![0.0; n],
            squares: vec![0.0; n],
        }
    }

    fn draw(&self, number: u64) -> Result<Vec<f64>, ValueError> {
        let subset = Coalition::from_words(self.players(), self.subset(number));
        let mut state = self.state.clone();
        Ok(vec![1.0, self.game.worth_from(&subset, &mut state)?])
    }

    fn count(&self, tally: &mut Halves, number: u64, sample: &[f64]) {
        // Counted from the worth of all, so that squares stay small.
        let worth = sample[1] - self.all;
        tally.all[0] += worth;
        tally.all[1] += worth * worth;
        let words = self.subset(number);
        let cells = tally.counts.iter_mut().zip(&mut tally.sums);
        for (at, ((count, sum), square)) in cells.zip(&mut tally.squares).enumerate() {
            let there = words[at / 64] >> (at % 64) & 1;
            *count += there;
            *sum += worth * there as f64;
            *square += worth * worth * there as f64;
        }
    }

    /// The difference of two means, with an interval of Welch's kind (Welch
    /// 1947, doi:10.1093/biomet/34.1-2.28).
    fn interval(&self, tally: &Halves, samples: u64, player: usize) -> Interval {
        let with = tally.counts[player];
        let (n1, n0) = (with as f64, (samples - with) as f64);
        if n1 < 2.0 || n0 < 2.0 {
            return Interval::around(0.0, f64::INFINITY);
        }
        let (s1, q1) = (tally.sums[player], tally.squares[player]);
        let (s0, q0) = (tally.all[0] - s1, tally.all[1] - q1);
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

    #[test]
    fn nobody_beyond_the_last_player_is_drawn() {
        let game = Wild(70);
        let b = Banzhaf::new(&game, Stream::root(2)).unwrap();
        for number in 0..50 {
            assert_eq!(b.subset(number)[1] >> 6, 0);
        }
    }
}
