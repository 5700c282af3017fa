//! Shapley values by letting players in one after the other.

use super::Estimator;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::owen::Unions;
use crate::sight::Sight;
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
/// orders. Each step starts from where the model of the step before stood. In a
/// view with other test examples for each player, a step counts in the game of
/// who comes: so values are those of the views, and share out no whole.
pub struct Permutation<'a> {
    game: &'a dyn Game,
    stream: Stream,
    walk: Walk,
    /// Players that come together.
    unions: Option<Unions>,
    sight: Sight,
    /// The parts of the worth of nobody and of all.
    nobody: Vec<f64>,
    all: Vec<f64>,
}

/// Mean, sum of squared differences from it, and the widest single change of
/// each view.
#[derive(Clone, Debug)]
pub struct Spread {
    means: Vec<f64>,
    squares: Vec<f64>,
    widest: Vec<f64>,
}

impl<'a> Permutation<'a> {
    /// Orders of the players of `game` from `stream`.
    ///
    /// # Errors
    /// If the worth of nobody or of all is undefined.
    pub fn new(game: &'a dyn Game, stream: Stream, walk: Walk) -> Result<Self, ValueError> {
        let players = game.players();
        Ok(Self {
            nobody: game.parts(&Coalition::empty(players), &mut Vec::new())?,
            all: game.parts(&Coalition::full(players), &mut Vec::new())?,
            game,
            stream,
            walk,
            unions: None,
            sight: Sight::everyone(),
        })
    }

    /// The same in the views of `sight`. A walk that is truncated ends by the
    /// main one, so it can tell that one alone.
    #[must_use]
    pub fn in_views(self, sight: Sight) -> Self {
        Self { sight, ..self }
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
        let mut order: Vec<usize> = (0..self.game.players()).collect();
        order.shuffle(&mut self.stream.at(number));
        order
    }

    /// The worth of nobody and of all, in the view that all have in common.
    pub fn ends(&self) -> (f64, f64) {
        (self.sight.worth(&self.nobody), self.sight.worth(&self.all))
    }

    /// Adds to each value's place in `out` what its player brings in this
    /// order; how many worths that took.
    fn along(
        &self,
        order: impl Iterator<Item = usize>,
        out: &mut [f64],
    ) -> Result<f64, ValueError> {
        let players = self.game.players();
        let mut there = Coalition::empty(players);
        let truncated = matches!(self.walk, Walk::Truncated(_));
        let mut open: Vec<bool> = (0..players)
            .map(|player| !truncated || self.sight.seen(0, player))
            .collect();
        let (mut before, mut evaluations) = (self.nobody.clone(), 0.0);
        let mut state = Vec::new();
        for (at, player) in order.enumerate() {
            if let Walk::Truncated(bound) = self.walk {
                self.close(bound, &before, &mut open);
                if !open.contains(&true) {
                    break;
                }
            }
            there.insert(player);
            let after = if at + 1 == players {
                self.all.clone()
            } else {
                evaluations += 1.0;
                self.game.parts(&there, &mut state)?
            };
            if open[player] {
                let changes: Vec<f64> = after.iter().zip(&before).map(|(a, b)| a - b).collect();
                for view in 0..self.sight.views().len() {
                    out[view * players + player] += self.sight.mean(view, player, &changes);
                }
            }
            open[player] = false;
            before = after;
        }
        Ok(evaluations)
    }

    /// Ends the walk for those in whose game little is left to come.
    fn close(&self, bound: f64, before: &[f64], open: &mut [bool]) {
        let left: Vec<f64> = self.all.iter().zip(before).map(|(a, b)| a - b).collect();
        let left = self
            .sight
            .spread(0, open.len(), &self.sight.readings(&left));
        let each = open.iter_mut().zip(left);
        each.for_each(|(open, left)| *open &= left.abs() >= bound);
    }
}

impl Estimator for Permutation<'_> {
    type Tally = Spread;

    fn values(&self) -> usize {
        self.sight.views().len() * self.game.players()
    }

    fn decides(&self, value: usize) -> bool {
        value < self.game.players() && self.sight.seen(0, value)
    }

    fn width(&self) -> usize {
        self.values() + 1
    }

    fn cost(&self) -> u64 {
        let once = self.game.players().saturating_sub(1).max(1) as u64;
        match self.walk {
            Walk::Antithetic => 2 * once,
            Walk::Plain | Walk::Truncated(_) => once,
        }
    }

    fn start(&self) -> Spread {
        Spread {
            means: vec![0.0; self.values()],
            squares: vec![0.0; self.values()],
            widest: vec![0.0; self.sight.views().len()],
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
        }
        let views = sample[1..].chunks_exact(self.game.players().max(1));
        for (widest, view) in tally.widest.iter_mut().zip(views) {
            *widest = view.iter().fold(*widest, |w, x| w.max(x.abs()));
        }
    }

    /// A t interval over orders. It reaches one widest change of the view over
    /// the number of orders farther, since a player whose change was the same
    /// in all may still have another in one more. Who is not seen has none.
    fn interval(&self, tally: &Spread, samples: u64, value: usize) -> Interval {
        let players = self.game.players();
        let (n, view) = (samples as f64, value / players);
        let mean = tally.means[value];
        if samples < 2 || !self.sight.seen(view, value % players) {
            return Interval::around(mean, f64::INFINITY);
        }
        let error = (tally.squares[value] / (n - 1.0) / n).sqrt();
        Interval::around(mean, t95(n - 1.0) * error + tally.widest[view] / n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Semivalue, semivalues, worths};
    use crate::oracle::{self, Points, Q, float};
    use crate::sampling::{SampleLog, Stop, Stopped, run};
    use capstan_worlds::View;

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

    const POINTS: Points = Points {
        players: 5,
        tests: 12,
    };

    fn in_views(walk: Walk, views: &[View], seed: u64) -> Permutation<'static> {
        let p = Permutation::new(&POINTS, Stream::root(seed), walk).unwrap();
        p.in_views(POINTS.sight(views))
    }

    /// The exact Shapley value of each player in its own game, view after view.
    fn exact(views: &[View]) -> Vec<Option<f64>> {
        let of = |view: &View| POINTS.values(*view, |n, v| oracle::shapley(n, v));
        views.iter().flat_map(of).collect()
    }

    #[test]
    fn in_every_view_each_player_has_the_value_of_its_own_game() {
        let stop = Stop {
            tolerance: None,
            budget: 20_000,
        };
        let run = |p: &Permutation<'_>| run(p, stop, &mut SampleLog::none(), &()).unwrap();
        let mut ways: Vec<(Walk, Vec<View>)> = vec![
            (Walk::Plain, Points::VIEWS.to_vec()),
            (Walk::Antithetic, Points::VIEWS.to_vec()),
        ];
        ways.extend(Points::VIEWS.map(|view| (Walk::Truncated(0.0), vec![view])));
        for (walk, views) in ways {
            let found = run(&in_views(walk, &views, 1)).values;
            let exact = exact(&views);
            assert_eq!(found.len(), exact.len());
            for (at, (got, exact)) in found.iter().zip(exact).enumerate() {
                let Some(exact) = exact else {
                    assert_eq!(got.high, f64::INFINITY, "{at}");
                    continue;
                };
                let off = (got.value - exact).abs();
                assert!(off < 2.0 * got.reach(), "{walk:?} {at}: {got:?} {exact}");
                assert!(got.reach() < 2.0, "{walk:?} {at}: {got:?}");
            }
        }
    }

    #[test]
    fn a_view_beside_is_the_view_alone() {
        let all = in_views(Walk::Antithetic, &Points::VIEWS, 1);
        for (at, view) in Points::VIEWS.into_iter().enumerate() {
            let alone = in_views(Walk::Antithetic, &[view], 1);
            for number in 0..20 {
                let (all, alone) = (all.draw(number).unwrap(), alone.draw(number).unwrap());
                assert_eq!(all[0], alone[0]);
                assert_eq!(all[1 + 5 * at..][..5], alone[1..]);
            }
        }
    }

    /// A walk ends for a player once its own game is nearly at its end, by the
    /// definition in exact numbers.
    #[test]
    fn a_walk_is_truncated_in_the_game_of_each() {
        let (mut some, mut none) = (false, false);
        for view in Points::VIEWS {
            let p = in_views(Walk::Truncated(4.0), &[view], 3);
            for number in 0..60 {
                let order = p.order(number);
                let got = p.draw(number).unwrap();
                for player in 0..5 {
                    if POINTS.counted(view, player).len() < 2 {
                        assert_eq!(got[1 + player], 0.0);
                        continue;
                    }
                    let worth = |mask| POINTS.worth(view, player, mask);
                    let (mut mask, mut wanted) = (0usize, Q::from(0));
                    for &next in &order {
                        let left = worth(31) - worth(mask);
                        if left < Q::from(4) && left > Q::from(-4) {
                            none = true;
                            break;
                        }
                        if next == player {
                            some = true;
                            wanted = worth(mask | 1 << next) - worth(mask);
                            break;
                        }
                        mask |= 1 << next;
                    }
                    let wanted = float(wanted);
                    assert!((got[1 + player] - wanted).abs() < 1e-9, "{view} {player}");
                }
            }
        }
        assert!(some && none);
    }

    #[test]
    fn intervals_of_every_view_keep_their_promise() {
        let exact = exact(&Points::VIEWS);
        let mut held = [0; 4];
        for seed in 0..200 {
            let p = in_views(Walk::Plain, &Points::VIEWS, seed);
            let stop = Stop {
                tolerance: None,
                budget: 120,
            };
            let got = run(&p, stop, &mut SampleLog::none(), &()).unwrap().values;
            for (at, (got, exact)) in got.iter().zip(&exact).enumerate() {
                let held_it = exact.is_some_and(|e| got.low <= e && e <= got.high);
                held[at / 5] += u32::from(held_it);
            }
        }
        // Two of the five have no test examples of their own.
        for (held, known) in held.into_iter().zip([1000, 600, 1000, 1000]) {
            assert!(
                held * 100 >= known * 93 && held <= known,
                "{held} of {known}"
            );
        }
    }

    #[test]
    fn drawing_stops_by_those_who_have_a_value_in_the_main_view() {
        let stop = Stop {
            tolerance: Some(1.5),
            budget: 100_000,
        };
        for view in Points::VIEWS {
            let others = Points::VIEWS.into_iter().filter(|v| *v != view);
            let views: Vec<View> = [view].into_iter().chain(others).collect();
            let p = in_views(Walk::Plain, &views, 1);
            let found = run(&p, stop, &mut SampleLog::none(), &()).unwrap();
            assert_eq!(found.stopped, Stopped::Tolerance, "{view}");
            let known = found.values[..5].iter().filter(|v| v.high.is_finite());
            assert!(known.clone().count() >= 3 && known.clone().all(|v| v.reach() <= 1.5));
        }
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
