//! Influence: what the loss on test points would rise by if a player left,
//! from the slope and curvature at the solution; nothing is trained again.

use super::game::RecordGame;
use crate::error::ValueError;
use crate::sight::Sight;
use capstan_data::{Examples, Labels};
use capstan_learn::LearnError;
use capstan_learn::supervised::outputs;
use capstan_stats::Interval;
use capstan_stats::linalg::{cholesky, gram, solve};
use rayon::prelude::*;

/// The values of all players: of logistic regression one Newton step without
/// them, measured in log-loss to first order (Koh and Liang 2017,
/// arXiv:1703.04730; of an owner of several records with the curvature of
/// those who stay); of ridge regression exactly what squared error rises by,
/// since there one step leads to the new solution (Sherman and Morrison 1950,
/// doi:10.1214/aoms/1177729893); in each view of `sight`. `lambda` is the
/// penalty of the model.
///
/// # Errors
/// If the model is neither, or its curvature has no inverse.
pub fn influence(
    game: &RecordGame<'_>,
    lambda: f64,
    sight: &Sight,
) -> Result<Vec<Vec<Interval>>, ValueError> {
    let train = game.train;
    let rows: Vec<u32> = (0..train.len() as u32).collect();
    let weights = game.learner.learn(train, &rows, &[])?;
    let shape = match (game.learner.name(), &train.labels) {
        ("ridge", Labels::Numbers(_)) => Shape::Line,
        ("logistic", Labels::Classes { .. }) if outputs(train) == 2 => Shape::Two,
        ("logistic", Labels::Classes { .. }) => Shape::Many(outputs(train)),
        _ => {
            return Err(ValueError::Range {
                name: "--method",
                found: format!("influence of {}", game.learner.name()),
                expected: "--model logistic of classes, or --model ridge of numbers".to_owned(),
            });
        }
    };
    if weights.is_empty() {
        return Err(ValueError::Range {
            name: "--method",
            found: "influence where all records have one label".to_owned(),
            expected: "records with at least two labels".to_owned(),
        });
    }
    let bench = Bench {
        train,
        shape,
        order: train.width() + 1,
        weights: &weights,
    };
    let curve = bench.curve(&rows, lambda);
    let tests: Vec<Point> = (0..game.tests.len())
        .map(|at| bench.point(game.tests, at))
        .collect();
    let why = || LearnError::TooMuch {
        model: game.learner.name(),
        why: "without one of the players, the numbers are too far apart".to_owned(),
        hint: "bring all features to a similar scale, or raise --set lambda".to_owned(),
    };
    let mut whole = curve.clone();
    cholesky(&mut whole, weights.len()).map_err(|_| why())?;
    let units = game.units().par_iter().enumerate();
    let each: Vec<Vec<Interval>> = units
        .map(|(player, unit)| {
            let step = match unit[..] {
                [row] => bench.alone(&whole, row),
                _ => bench.together(curve.clone(), unit),
            };
            let rises = rises(&bench, &tests, &step.ok_or_else(why)?);
            let views = 0..sight.views().len();
            Ok(views.map(|v| sight.interval(v, player, &rises)).collect())
        })
        .collect::<Result<_, ValueError>>()?;
    let view = |view: usize| each.iter().map(|of| of[view]).collect();
    Ok((0..sight.views().len()).map(view).collect())
}

/// How the loss on each test point rises when weights move by `step`.
fn rises(bench: &Bench<'_>, tests: &[Point], step: &[f64]) -> Vec<f64> {
    let rise = |t: &Point| {
        let moves = step.chunks_exact(bench.order);
        let along: Vec<f64> = moves
            .map(|m| m.iter().zip(&t.x).map(|(a, b)| a * b).sum())
            .collect();
        let first: f64 = along.iter().zip(&t.pulls).map(|(a, p)| a * p).sum();
        match bench.shape {
            // Squared error has no further terms than these.
            Shape::Line => 2.0 * first + along[0] * along[0],
            Shape::Two | Shape::Many(_) => first,
        }
    };
    tests.iter().map(rise).collect()
}

/// What kind of model it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    /// A linear function.
    Line,
    /// Log odds of the second class.
    Two,
    /// Log odds of so many classes.
    Many(usize),
}

/// A model at its solution.
struct Bench<'a> {
    train: &'a Examples,
    shape: Shape,
    order: usize,
    weights: &'a [f64],
}

/// An example as the model sees it.
struct Point {
    /// Its features, and 1.
    x: Vec<f64>,
    /// The slope of its loss in each output.
    pulls: Vec<f64>,
    /// The probability of each output.
    chances: Vec<f64>,
}

impl Bench<'_> {
    fn point(&self, examples: &Examples, at: usize) -> Point {
        let mut x: Vec<f64> = examples.row(at).iter().map(|x| f64::from(*x)).collect();
        x.push(1.0);
        let outputs = self.weights.chunks_exact(self.order);
        let odds: Vec<f64> = outputs
            .map(|w| w.iter().zip(&x).map(|(a, b)| a * b).sum())
            .collect();
        let class = |c: usize| {
            f64::from(u8::from(
                examples.classes().is_some_and(|of| of[at] as usize == c),
            ))
        };
        let (pulls, chances) = match (self.shape, &examples.labels) {
            (Shape::Line, Labels::Numbers(of)) => (vec![odds[0] - of[at]], vec![1.0]),
            (Shape::Two, _) => {
                let p = 1.0 / (1.0 + (-odds[0]).exp());
                (vec![p - class(1)], vec![p])
            }
            _ => {
                let most = odds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let raw: Vec<f64> = odds.iter().map(|o| (o - most).exp()).collect();
                let sum: f64 = raw.iter().sum();
                let p: Vec<f64> = raw.iter().map(|r| r / sum).collect();
                (p.iter().enumerate().map(|(c, p)| p - class(c)).collect(), p)
            }
        };
        Point { x, pulls, chances }
    }

    /// Where the weights go when one record leaves; `whole` is the factor of
    /// the curvature with it.
    fn alone(&self, whole: &[f64], row: u32) -> Option<Vec<f64>> {
        let point = self.point(self.train, row as usize);
        let mut step: Vec<f64> = point
            .pulls
            .iter()
            .flat_map(|p| point.x.iter().map(move |x| p * x))
            .collect();
        if self.shape != Shape::Line {
            solve(whole, step.len(), &mut step);
            return Some(step);
        }
        let mut through = point.x.clone();
        solve(whole, through.len(), &mut through);
        let own: f64 = through.iter().zip(&point.x).map(|(a, b)| a * b).sum();
        let left = 1.0 - own;
        (left > 1e-12).then(|| through.iter().map(|t| t * point.pulls[0] / left).collect())
    }

    /// Where they go when several leave; `curve` is the curvature with them.
    fn together(&self, mut curve: Vec<f64>, unit: &[u32]) -> Option<Vec<f64>> {
        let (order, size) = (self.order, self.weights.len());
        self.add_curve(&mut curve, unit, -1.0);
        cholesky(&mut curve, size).ok()?;
        let mut step = vec![0.0; size];
        for &row in unit {
            let point = self.point(self.train, row as usize);
            for (to, pull) in step.chunks_exact_mut(order).zip(&point.pulls) {
                to.iter_mut()
                    .zip(&point.x)
                    .for_each(|(t, x)| *t += pull * x);
            }
        }
        solve(&curve, size, &mut step);
        Some(step)
    }

    /// The curvature of the penalised loss of `rows`.
    fn curve(&self, rows: &[u32], lambda: f64) -> Vec<f64> {
        let size = self.weights.len();
        let mut curve = vec![0.0; size * size];
        for at in 0..size {
            // Constants have no penalty, but must not be lost either.
            let constant = (at + 1).is_multiple_of(self.order);
            curve[at * size + at] = if constant { 1e-9 } else { lambda };
        }
        self.add_curve(&mut curve, rows, 1.0);
        curve
    }

    /// Adds `sign` times the curvature of the loss of `rows`.
    fn add_curve(&self, curve: &mut [f64], rows: &[u32], sign: f64) {
        let (order, size) = (self.order, self.weights.len());
        let points: Vec<Point> = rows
            .iter()
            .map(|&r| self.point(self.train, r as usize))
            .collect();
        let outputs = size / order;
        for a in 0..outputs {
            for b in a..outputs {
                // Blocks off the diagonal are below 0.
                let (weight, sign): (fn(f64, f64) -> f64, f64) = match (self.shape, a == b) {
                    (Shape::Line, _) => (|_, _| 1.0, sign),
                    (_, true) => (|p, _| p * (1.0 - p), sign),
                    (_, false) => (|p, q| p * q, -sign),
                };
                let mut scaled = Vec::with_capacity(points.len() * order);
                for point in &points {
                    let root = weight(point.chances[a], point.chances[b]).sqrt();
                    scaled.extend(point.x.iter().map(|x| root * x));
                }
                let block = gram(&scaled, order, 0.0);
                for i in 0..order {
                    for j in 0..order {
                        curve[(a * order + i) * size + b * order + j] +=
                            sign * block[i * order + j];
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Metric;
    use crate::records::loo::leave_one_out;
    use crate::records::testing::{classes, clouds, numbers};
    use crate::sampling::SampleLog;
    use capstan_learn::supervised::{Logistic, Neighbours, Ridge};
    use capstan_stats::Stream;

    fn everyone() -> Sight {
        Sight::everyone()
    }

    fn line(n: usize, seed: u64) -> Examples {
        let stream = Stream::root(seed);
        let cells: Vec<f64> = (0..n * 3).map(|i| stream.uniform(i as u64)).collect();
        let goals: Vec<f64> = cells
            .chunks(3)
            .enumerate()
            .map(|(i, x)| x[0] - 2.0 * x[1] + stream.uniform((9_000 + i) as u64))
            .collect();
        numbers(&cells, &goals)
    }

    #[test]
    fn of_ridge_it_is_leaving_out_exactly_for_one_and_for_many() {
        let (mut train, tests) = (line(30, 1), line(12, 2));
        let mut names = capstan_data::Ids::new();
        (0..4).for_each(|i| {
            names.insert(&format!("o{i}"));
        });
        train.owners = Some(capstan_data::Owners {
            names,
            of: (0..30).map(|i| i % 4).collect(),
        });
        let model = Ridge { lambda: 0.5 };
        for owners in [false, true] {
            let game =
                RecordGame::new(&train, &tests, &model, Metric::SquaredError, owners).unwrap();
            let exact = leave_one_out(&game, &everyone(), &mut SampleLog::none(), &()).unwrap();
            let found = influence(&game, 0.5, &everyone()).unwrap();
            for (got, exact) in found[0].iter().zip(&exact[0]) {
                assert!((got.value - exact.value).abs() < 1e-7, "{got:?} {exact:?}");
                assert!((got.high - exact.high).abs() < 1e-7);
            }
        }
    }

    /// Whether two lists go up and down together.
    fn together(a: &[Interval], b: &[Interval]) -> f64 {
        let mean = |x: &[Interval]| x.iter().map(|v| v.value).sum::<f64>() / x.len() as f64;
        let (ma, mb) = (mean(a), mean(b));
        let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
            a.iter()
                .zip(b)
                .map(|(a, b)| f(a.value - ma, b.value - mb))
                .sum()
        };
        sum(&|x, y| x * y) / (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt()
    }

    #[test]
    fn of_logistic_it_is_close_to_leaving_out() {
        let (train, tests) = (clouds(80, 3, 1), clouds(60, 3, 2));
        let model = Logistic { lambda: 1.0 };
        let game = RecordGame::new(&train, &tests, &model, Metric::LogLoss, false).unwrap();
        let exact = leave_one_out(&game, &everyone(), &mut SampleLog::none(), &()).unwrap();
        let got = influence(&game, 1.0, &everyone()).unwrap();
        let (got, exact) = (&got[0], &exact[0]);
        assert!(together(got, exact) > 0.99, "{}", together(got, exact));
    }

    #[test]
    fn so_it_is_for_three_classes() {
        let stream = Stream::root(3);
        let cells: Vec<f64> = (0..120 * 2)
            .map(|i| stream.uniform(i) * 2.0 + f64::from(u8::from(i / 2 % 3 == i % 2)))
            .collect();
        let labels: Vec<&str> = (0..120).map(|i| ["a", "b", "c"][i % 3]).collect();
        let train = classes(&cells, &labels);
        let model = Logistic { lambda: 1.0 };
        let game = RecordGame::new(&train, &train, &model, Metric::LogLoss, false).unwrap();
        let exact = leave_one_out(&game, &everyone(), &mut SampleLog::none(), &()).unwrap();
        let got = influence(&game, 1.0, &everyone()).unwrap();
        let (got, exact) = (&got[0], &exact[0]);
        assert!(together(got, exact) > 0.97, "{}", together(got, exact));
    }

    #[test]
    fn other_models_are_refused() {
        let train = clouds(10, 2, 1);
        let model = Neighbours { k: 1 };
        let game = RecordGame::new(&train, &train, &model, Metric::Accuracy, false).unwrap();
        assert!(influence(&game, 1.0, &everyone()).is_err());
    }
}
