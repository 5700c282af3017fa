//! Logistic regression of more than two classes.

use super::{fma, lbfgs};
use capstan_data::Examples;
use capstan_stats::linalg::{Job, widest};

/// The least point over the classes `present`, as a row of weights for every
/// class of the data with the constant last; `None` if the numbers do not
/// allow it.
pub fn learn(
    train: &Examples,
    rows: &[u32],
    present: &[u32],
    start: &[f64],
    lambda: f64,
) -> Option<Vec<f64>> {
    if present.len() <= 8 {
        learn_by::<8>(train, rows, present, start, lambda)
    } else {
        learn_by::<16>(train, rows, present, start, lambda)
    }
}

/// The same with classes in blocks of `LANES`. Inside, the weights of a block
/// for one feature stand together; places of no class stay 0.
fn learn_by<const LANES: usize>(
    train: &Examples,
    rows: &[u32],
    present: &[u32],
    start: &[f64],
    lambda: f64,
) -> Option<Vec<f64>> {
    let labels = train.classes()?;
    let (order, classes) = (train.width() + 1, super::outputs(train));
    let blocks = present.len().div_ceil(LANES);
    let mut place = vec![0; classes];
    (present.iter().enumerate()).for_each(|(at, &c)| place[c as usize] = at);
    let own: Vec<usize> = rows
        .iter()
        .map(|&r| place[labels[r as usize] as usize])
        .collect();
    let inside = |at: usize, j: usize| (at / LANES * order + j) * LANES + at % LANES;
    let mut x0 = vec![0.0; blocks * order * LANES];
    if start.len() == order * classes {
        for (at, &c) in present.iter().enumerate() {
            (0..order).for_each(|j| x0[inside(at, j)] = start[c as usize * order + j]);
        }
    }
    let mut odds = vec![0.0; ABREAST * blocks * LANES];
    let nothing = vec![0.0; order - 1];
    let solved = lbfgs::minimise(x0, 1e-6 * rows.len() as f64, |x, slope| {
        widest(Look::<LANES> {
            train,
            rows,
            own: &own,
            classes: present.len(),
            x,
            lambda,
            odds: &mut odds,
            nothing: &nothing,
            slope,
        })
    })?;
    let mut weights = vec![0.0; order * classes];
    for (at, &c) in present.iter().enumerate() {
        (0..order).for_each(|j| weights[c as usize * order + j] = solved[inside(at, j)]);
    }
    Some(weights)
}

/// Rows that are looked at together.
const ABREAST: usize = 4;

/// The penalised loss of the weights `x`, and its slope.
struct Look<'a, const LANES: usize> {
    train: &'a Examples,
    rows: &'a [u32],
    /// Which of the classes each row has.
    own: &'a [usize],
    classes: usize,
    x: &'a [f64],
    lambda: f64,
    /// Room for the odds of the rows that are looked at.
    odds: &'a mut [f64],
    /// The features of no row.
    nothing: &'a [f32],
    slope: &'a mut [f64],
}

impl<const LANES: usize> Job for Look<'_, LANES> {
    type Out = f64;

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) -> f64 {
        let width = self.train.width();
        let mut loss = 0.0;
        let blocks = self.x.as_chunks::<LANES>().0.chunks_exact(width + 1);
        let slopes = self.slope.as_chunks_mut::<LANES>().0;
        for (x, slope) in blocks.clone().zip(slopes.chunks_exact_mut(width + 1)) {
            for (x, slope) in x[..width].iter().zip(&mut *slope) {
                for (w, s) in x.iter().zip(slope) {
                    *s = self.lambda * w;
                    loss += self.lambda / 2.0 * w * w;
                }
            }
            slope[width] = [0.0; LANES];
        }
        let wide = self.odds.len() / ABREAST;
        for (rows, own) in self.rows.chunks(ABREAST).zip(self.own.chunks(ABREAST)) {
            let features: [&[f32]; ABREAST] = std::array::from_fn(|r| match rows.get(r) {
                Some(&row) => self.train.row(row as usize),
                None => self.nothing,
            });
            for (block, x) in blocks.clone().enumerate() {
                let mut sums = [x[width]; ABREAST];
                for (j, w) in x[..width].iter().enumerate() {
                    for (sum, features) in sums.iter_mut().zip(features) {
                        let cell = f64::from(features[j]);
                        for (s, w) in sum.iter_mut().zip(w) {
                            *s = fma::<FUSED>(cell, *w, *s);
                        }
                    }
                }
                for (odds, sum) in self.odds.chunks_exact_mut(wide).zip(sums) {
                    odds[block * LANES..][..LANES].copy_from_slice(&sum);
                }
            }
            for (at, odds) in self.odds.chunks_exact_mut(wide).enumerate() {
                let (classes, rest) = odds.split_at_mut(self.classes);
                rest.fill(0.0);
                match own.get(at) {
                    Some(&own) => {
                        let own_odds = classes[own];
                        loss += normalise(classes) - own_odds;
                        classes[own] -= 1.0;
                    }
                    None => classes.fill(0.0),
                }
            }
            for (block, slope) in slopes.chunks_exact_mut(width + 1).enumerate() {
                let off: [[f64; LANES]; ABREAST] = std::array::from_fn(|r| {
                    std::array::from_fn(|l| self.odds[r * wide + block * LANES + l])
                });
                for (j, slope) in slope[..width].iter_mut().enumerate() {
                    for (off, features) in off.iter().zip(features) {
                        let cell = f64::from(features[j]);
                        for (s, o) in slope.iter_mut().zip(off) {
                            *s = fma::<FUSED>(cell, *o, *s);
                        }
                    }
                }
                for off in off {
                    slope[width].iter_mut().zip(off).for_each(|(s, o)| *s += o);
                }
            }
        }
        loss
    }
}

/// The probabilities of all classes; 0 of those not in `present`.
pub fn scores(
    train: &Examples,
    present: &[u32],
    learned: &[f64],
    tests: &Examples,
    out: &mut Vec<f64>,
) {
    let (order, classes) = (train.width() + 1, super::outputs(train));
    let mut odds = vec![0.0; present.len()];
    for at in 0..tests.len() {
        for (o, &c) in odds.iter_mut().zip(present) {
            *o = super::linear(tests.row(at), &learned[c as usize * order..][..order]);
        }
        normalise(&mut odds);
        let from = out.len();
        out.resize(from + classes, 0.0);
        for (&p, &c) in odds.iter().zip(present) {
            out[from + c as usize] = p;
        }
    }
}

/// Turns log odds into probabilities; the logarithm of their sum.
#[inline]
fn normalise(odds: &mut [f64]) -> f64 {
    let most = odds.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for o in &mut *odds {
        *o = (*o - most).exp();
        sum += *o;
    }
    odds.iter_mut().for_each(|o| *o /= sum);
    most + sum.ln()
}

#[cfg(test)]
mod tests {
    use super::super::testing::clouds;
    use super::super::{Learner, Logistic};

    #[test]
    fn three_classes_are_told_apart_and_the_absent_has_no_chance() {
        let train = clouds(150, 6, 3, 2);
        let model = Logistic { lambda: 1.0 };
        let all: Vec<u32> = (0..150).collect();
        let learned = model.learn(&train, &all, &[]).unwrap();
        let mut out = Vec::new();
        model.scores(&train, &all, &learned, &train, &mut out);
        let right = out.chunks_exact(3).enumerate().filter(|(i, p)| {
            assert!((p.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            p.iter().all(|x| *x <= p[i % 3])
        });
        assert!(right.count() > 80);
        let two: Vec<u32> = (0..150).filter(|r| r % 3 != 1).collect();
        let warm = model.learn(&train, &two, &learned).unwrap();
        model.scores(&train, &two, &warm, &train, &mut out);
        assert!(out.chunks_exact(3).all(|p| p[1] == 0.0));
    }

    /// With two of three classes there, softmax is logistic regression whose
    /// weights are shared out on both sides: half the penalty on their
    /// difference.
    #[test]
    fn two_present_classes_are_the_logistic_of_their_difference() {
        let three = clouds(90, 4, 3, 7);
        let rows: Vec<u32> = (0..90).filter(|r| r % 3 != 2).collect();
        let soft = Logistic { lambda: 1.0 }.learn(&three, &rows, &[]).unwrap();
        let mut two = three.clone();
        let names = match &three.labels {
            capstan_data::Labels::Classes { names, .. } => names,
            capstan_data::Labels::Numbers(_) => unreachable!(),
        };
        let mut fewer = capstan_data::Ids::new();
        fewer.insert(names.name(0));
        fewer.insert(names.name(1));
        two.labels = capstan_data::Labels::Classes {
            names: fewer,
            of: three.classes().unwrap().iter().map(|&c| c.min(1)).collect(),
        };
        let pair = Logistic { lambda: 0.5 }.learn(&two, &rows, &[]).unwrap();
        for j in 0..5 {
            let difference = soft[5 + j] - soft[j];
            assert!(
                (difference - pair[j]).abs() < 1e-3,
                "{difference} {}",
                pair[j]
            );
        }
    }
}
