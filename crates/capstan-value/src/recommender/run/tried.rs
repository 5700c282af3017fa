//! Trying what values of people and groups are good for.

use super::Run;
use crate::error::ValueError;
use crate::game::Coalition;
use crate::recommender::ledger::{Draws, Ledger};
use crate::recommender::result::{Line, RatingsValues};
use crate::usefulness::{Usefulness, rank_correlation, removal_by};
use capstan_stats::{Interval, Stream};
use capstan_worlds::{METRICS, View};
use rand::seq::SliceRandom;

impl Run<'_> {
    /// Takes more and more players away, of `made` the highest values first,
    /// the lowest first and at random; and finds the values again on two halves
    /// of the people who are tested. None where the metric has nothing to go
    /// by.
    pub(super) fn tried(&mut self, made: &RatingsValues) -> Result<Option<Usefulness>, ValueError> {
        let values = made.values.iter().map(Line::main);
        // Who has no value is taken for somebody who adds nothing.
        let values: Vec<f64> = values.map(|v| v.map_or(0.0, |v| v.value)).collect();
        let stream = Stream::root(self.plan.seed).child("usefulness");
        let view = self.one_view();
        let seen = self.seen(view, 0);
        if self.ledger.estimate(&[], &Draws::None, seen).is_none() {
            return Ok(None);
        }
        let removal = removal_by(&values, &stream.child("removal"), &mut |subsets| {
            let places = subsets.iter().map(|s| self.book.place(s.clone()));
            let places: Vec<u32> = places.collect();
            self.make_worlds()?;
            places
                .iter()
                .zip(subsets)
                .map(|(&place, left)| self.left(place, left, view))
                .collect()
        })?;
        Ok(Some(Usefulness {
            removal,
            wrong_labels: None,
            stability: self.stability(&stream.child("halves"))?,
        }))
    }

    /// The number of the main view, or of everyone where it is another one for
    /// each player.
    fn one_view(&self) -> usize {
        let views = &self.views;
        let same = |v: &&View| !matches!(v, View::Strikers | View::Bystanders);
        let view = views.first().filter(same).unwrap_or(&View::Everyone);
        views.iter().position(|v| v == view).unwrap_or(0)
    }

    /// The metric where only `left` are there.
    fn left(&self, place: u32, left: &Coalition, view: usize) -> Result<Interval, ValueError> {
        let seen = self.seen(view, 0);
        let estimate = self.ledger.estimate(&[(place, 1.0)], &Draws::None, seen);
        let worth = estimate.ok_or_else(|| ValueError::Undefined {
            size: left.len(),
            why: "nobody of the view has test ratings that the metric needs".to_owned(),
        })?;
        let worth = worth.interval();
        if !METRICS[self.plan.metric].lower_is_better {
            return Ok(worth);
        }
        Ok(Interval {
            value: -worth.value,
            low: -worth.high,
            high: -worth.low,
        })
    }

    /// The rank correlation of the values that two halves of the people say.
    fn stability(&self, stream: &Stream) -> Result<Option<f64>, ValueError> {
        let mut order: Vec<usize> = (0..self.lab.ratings.n_users()).collect();
        order.shuffle(&mut stream.rng());
        let mut first = vec![false; order.len()];
        order.iter().step_by(2).for_each(|&p| first[p] = true);
        let second: Vec<bool> = first.iter().map(|f| !f).collect();
        let (one, other) = (self.of_half(&first)?, self.of_half(&second)?);
        let both = one.iter().zip(&other);
        let both = both.filter_map(|(a, b)| Some(((*a)?, (*b)?)));
        let (one, other): (Vec<f64>, Vec<f64>) = both.unzip();
        Ok(rank_correlation(&one, &other))
    }

    /// The main value of each player for the people of a half; none where
    /// nobody of it counts.
    fn of_half(&self, half: &[bool]) -> Result<Vec<Option<f64>>, ValueError> {
        let seen = |player: usize| -> Vec<bool> {
            let all = self.seen(0, player).iter().zip(half);
            all.map(|(seen, half)| *seen && *half).collect()
        };
        let players = 0..self.players.len();
        if let Some(stable) = self.plan.method.stable() {
            // Every subset stands at the place of its mask.
            let seen = seen(0);
            let worth = |place: u32| {
                let estimate = self.ledger.estimate(&[(place, 1.0)], &Draws::None, &seen);
                estimate.map(|e| e.value)
            };
            let worths: Option<Vec<f64>> = (0..1 << players.len()).map(worth).collect();
            let Some(worths) = worths else {
                return Ok(vec![None; players.len()]);
            };
            let shared = stable.share(&worths, [&[], &[]])?;
            return Ok(shared.shares.iter().map(|s| Some(s.value)).collect());
        }
        let ledger: &Ledger = &self.ledger;
        Ok(players
            .map(|player| {
                let (sum, draws) = self.ask.sum(player);
                let estimate = ledger.estimate(&sum, &draws, &seen(player));
                estimate.map(|e| e.value)
            })
            .collect())
    }
}
