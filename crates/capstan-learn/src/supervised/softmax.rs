//! Logistic regression of more than two classes.

use super::lbfgs;
use capstan_data::Examples;

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
    let labels = train.classes()?;
    let (order, classes) = (train.width() + 1, super::outputs(train));
    let many = present.len();
    let mut place = vec![usize::MAX; classes];
    present
        .iter()
        .enumerate()
        .for_each(|(at, &c)| place[c as usize] = at);
    // Inside, the weights of all classes for one feature stand together.
    let mut x0 = vec![0.0; order * many];
    if start.len() == order * classes {
        for (at, &c) in present.iter().enumerate() {
            for j in 0..order {
                x0[j * many + at] = start[c as usize * order + j];
            }
        }
    }
    let mut odds = vec![0.0; many];
    let solved = lbfgs::minimise(x0, 1e-6 * rows.len() as f64, |x, slope| {
        let free = (order - 1) * many;
        let mut loss = 0.0;
        for (s, w) in slope[..free].iter_mut().zip(&x[..free]) {
            *s = lambda * w;
            loss += lambda / 2.0 * w * w;
        }
        slope[free..].fill(0.0);
        for &row in rows {
            let features = train.row(row as usize);
            logits(features, x, &mut odds);
            let own = place[labels[row as usize] as usize];
            let own_odds = odds[own];
            loss += normalise(&mut odds) - own_odds;
            odds[own] -= 1.0;
            let blocks = slope.chunks_exact_mut(many);
            for (s, cell) in blocks.zip(features.iter().map(|&c| f64::from(c)).chain([1.0])) {
                for (s, o) in s.iter_mut().zip(&odds) {
                    *s += cell * o;
                }
            }
        }
        loss
    })?;
    let mut weights = vec![0.0; order * classes];
    for (at, &c) in present.iter().enumerate() {
        for j in 0..order {
            weights[c as usize * order + j] = solved[j * many + at];
        }
    }
    Some(weights)
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

/// The product of features with the weights of all classes.
fn logits(features: &[f32], x: &[f64], odds: &mut [f64]) {
    let many = odds.len();
    odds.copy_from_slice(&x[features.len() * many..]);
    for (w, cell) in x.chunks_exact(many).zip(features) {
        let cell = f64::from(*cell);
        for (o, w) in odds.iter_mut().zip(w) {
            *o += cell * w;
        }
    }
}

/// Turns log odds into probabilities; the logarithm of their sum.
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
