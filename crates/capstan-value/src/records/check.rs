//! Trying what values of records are good for.

use super::ask::Over;
use super::run::{Ask, Outcome, compute, game, learner, quotient};
use super::view::some;
use super::{Metric, Settings};
use crate::error::ValueError;
use crate::game::Game;
use crate::sampling::Watch;
use crate::usefulness::{Usefulness, rank_correlation, removal, spoil, wrong_labels};
use capstan_data::{Examples, Labels};
use capstan_learn::supervised::{Learner, Neighbours, outputs};
use capstan_stats::Stream;
use capstan_worlds::View;
use rand::seq::SliceRandom;

/// Tries what the values are good for. What is left is tried on all of `tests`,
/// also where values are measured on others for each player.
pub(crate) fn check(
    ask: &Ask<'_>,
    tests: &Examples,
    outcome: &Outcome,
    watch: &dyn Watch,
) -> Result<Usefulness, ValueError> {
    let (plan, train) = (ask.plan, ask.train);
    let stream = Stream::root(plan.seed).child("usefulness");
    let numbers = matches!(train.labels, Labels::Numbers(_));
    let mut settings = Settings::new(&plan.set)?;
    let learner: Box<dyn Learner> = if plan.method.starts_with("knn-") {
        let k = settings.whole("k", 5, 1, u32::MAX as usize)?;
        Box::new(Neighbours { k })
    } else {
        learner(plan, numbers, &mut settings)?.0
    };
    let metric = if numbers {
        Metric::SquaredError
    } else {
        Metric::Accuracy
    };
    let game = game(ask, train, tests, &*learner, metric)?;
    let values = main(outcome);
    let again = |train: &Examples, tests: &Examples, seed: u64| {
        let mut settings = Settings::new(&plan.set)?;
        compute(ask, train, Some(tests), seed, false, &mut settings, watch)
    };
    let classes = outputs(train);
    let wrong = match train.classes() {
        Some(of) if !plan.owners && ask.units.is_none() && classes > 1 && of.len() >= 10 => {
            let spoiled = spoil(of, classes, &stream.child("wrong"));
            let mut other = train.clone();
            if let Labels::Classes { of, .. } = &mut other.labels {
                spoiled.iter().for_each(|&(at, class)| of[at] = class);
            }
            let at: Vec<usize> = spoiled.iter().map(|s| s.0).collect();
            Some(wrong_labels(&main(&again(&other, tests, plan.seed)?), &at))
        }
        _ => None,
    };
    let stability = match outcome.interval {
        Over::Samples => agreement(outcome, &again(train, tests, stream.priority(0))?),
        Over::Tests | Over::Both => {
            let order = mixed(tests, &stream.child("halves"));
            let (even, odd) = (half(tests, &order, 0), half(tests, &order, 1));
            let seed = plan.seed;
            agreement(&again(train, &even, seed)?, &again(train, &odd, seed)?)
        }
    };
    Ok(Usefulness {
        removal: removal(&game, &values, &stream.child("removal"))?,
        wrong_labels: wrong,
        stability,
    })
}

/// The values of the main view. Who has none is taken for somebody who adds
/// nothing.
fn main(outcome: &Outcome) -> Vec<f64> {
    outcome.values[0].iter().map(|v| v.value).collect()
}

/// The rank correlation of the values that two outcomes both tell.
fn agreement(one: &Outcome, other: &Outcome) -> Option<f64> {
    // Where one view is for all, values without an interval are values too.
    let alike = matches!(one.views[0], View::Everyone | View::Others);
    let both = one.values[0].iter().zip(&other.values[0]);
    let both = both.filter(|(a, b)| alike || (a.high.is_finite() && b.high.is_finite()));
    let (one, other): (Vec<f64>, Vec<f64>) = both.map(|(a, b)| (a.value, b.value)).unzip();
    rank_correlation(&one, &other)
}

/// Tries what values by a game that is not ours are good for. It has one score
/// for each subset, so only values that were drawn can be found again: with
/// other draws.
pub(crate) fn check_outside(
    ask: &Ask<'_>,
    game: &dyn Game,
    outcome: &Outcome,
    watch: &dyn Watch,
) -> Result<Usefulness, ValueError> {
    let stream = Stream::root(ask.plan.seed).child("usefulness");
    let values = main(outcome);
    let stability = match outcome.interval {
        Over::Samples => {
            let mut settings = Settings::new(&ask.plan.set)?;
            let seed = stream.priority(0);
            let again = compute(ask, ask.train, None, seed, false, &mut settings, watch)?;
            agreement(outcome, &again)
        }
        Over::Tests | Over::Both => None,
    };
    let stream = stream.child("removal");
    Ok(Usefulness {
        removal: match quotient(ask, game) {
            None => removal(game, &values, &stream)?,
            Some(quotient) => removal(&quotient, &values, &stream)?,
        },
        wrong_labels: None,
        stability,
    })
}

/// A random order in which classes stand together, so that every second of it
/// has its share of each.
fn mixed(examples: &Examples, stream: &Stream) -> Vec<usize> {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    order.shuffle(&mut stream.rng());
    if let Some(of) = examples.classes() {
        order.sort_by_key(|&at| of[at]);
    }
    order
}

/// Every second example of an order, from `first` on.
fn half(examples: &Examples, order: &[usize], first: usize) -> Examples {
    let rows: Vec<usize> = order.iter().skip(first).step_by(2).copied().collect();
    some(examples, &rows)
}
