//! Logistic regression of more than two classes.

use super::exp::exp;
use super::{fma, lbfgs};
use capstan_data::Examples;
use capstan_stats::linalg::{self, widest};

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
    let deep = order.next_multiple_of(ABREAST);
    let inside = |at: usize, j: usize| (at / LANES * deep + j) * LANES + at % LANES;
    let mut x0 = vec![0.0; blocks * deep * LANES];
    if start.len() == order * classes {
        for (at, &c) in present.iter().enumerate() {
            (0..order).for_each(|j| x0[inside(at, j)] = start[c as usize * order + j]);
        }
    }
    let tall = rows.len().next_multiple_of(ABREAST);
    let mut by_rows = vec![[0.0; ABREAST]; tall * deep / ABREAST];
    let mut by_features = by_rows.clone();
    for (at, &row) in rows.iter().enumerate() {
        let cells = train.row(row as usize).iter().map(|&c| f64::from(c));
        let of_four = &mut by_rows[at / ABREAST * deep..][..order];
        for ((j, cell), four) in cells.chain([1.0]).enumerate().zip(of_four) {
            four[at % ABREAST] = cell;
            by_features[j / ABREAST * tall + at][j % ABREAST] = cell;
        }
    }
    let open = |at: usize| f64::from(u8::from(at < present.len()));
    let mut job = Job::<LANES> {
        own: rows
            .iter()
            .map(|&r| place[labels[r as usize] as usize])
            .collect(),
        lambda,
        free: (order - 1) * LANES,
        by_rows,
        by_features,
        open: (0..blocks)
            .map(|b| std::array::from_fn(|lane| open(b * LANES + lane)))
            .collect(),
        off: vec![[0.0; LANES]; blocks * tall],
    };
    let flat = FLAT * rows.len() as f64;
    let solved = lbfgs::minimise(x0, flat, |x, slope| {
        let job = &mut job;
        widest(Look { job, x, slope })
    })?;
    let mut weights = vec![0.0; order * classes];
    for (at, &c) in present.iter().enumerate() {
        (0..order).for_each(|j| weights[c as usize * order + j] = solved[inside(at, j)]);
    }
    Some(weights)
}

/// A mean slope this flat is the bottom.
const FLAT: f64 = 3e-5;
/// Rows, and features, that are looked at together.
const ABREAST: usize = 4;

/// What is minimised. Features have a last one for the constant; rows and
/// features are filled up with zeros to a multiple of four.
struct Job<const LANES: usize> {
    /// Which of the classes each row has.
    own: Vec<usize>,
    lambda: f64,
    /// How many weights of a block of classes have a penalty.
    free: usize,
    /// For four rows after the other, a feature of the four after the other.
    by_rows: Vec<[f64; ABREAST]>,
    /// For four features after the other, the four of a row after the other.
    by_features: Vec<[f64; ABREAST]>,
    /// 1 where a place has a class and 0 where it has none.
    open: Vec<[f64; LANES]>,
    /// How far off the probabilities of each row are, a block of classes after
    /// the other.
    off: Vec<[f64; LANES]>,
}

/// The penalised loss of the weights `x`, and its slope.
struct Look<'a, const LANES: usize> {
    job: &'a mut Job<LANES>,
    x: &'a [f64],
    slope: &'a mut [f64],
}

impl<const LANES: usize> linalg::Job for Look<'_, LANES> {
    type Out = f64;

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) -> f64 {
        let Self { job, x, slope } = self;
        let tall = job.own.len().next_multiple_of(ABREAST);
        let deep = job.by_rows.len() * ABREAST / tall;
        let (x, slope) = (x.as_chunks().0, slope.as_chunks_mut().0);
        for (of, cells) in job.by_rows.chunks_exact(deep).enumerate() {
            for (x, off) in x.chunks_exact(deep).zip(job.off.chunks_exact_mut(tall)) {
                let sums = products::<FUSED, LANES>(x, cells);
                off[of * ABREAST..][..ABREAST].copy_from_slice(&sums);
            }
        }
        let mut loss = 0.0;
        // The product of all sums, so that few logarithms are taken.
        let mut product = 1.0;
        for (row, &own) in job.own.iter().enumerate() {
            let own_odds = job.off[own / LANES * tall + row][own % LANES];
            let (most, sum) = normalise::<FUSED, LANES>(&mut job.off[row..], tall, &job.open);
            job.off[own / LANES * tall + row][own % LANES] -= 1.0;
            loss += most - own_odds;
            product *= sum;
            if product > 1e290 {
                loss += product.ln();
                product = 1.0;
            }
        }
        loss += product.ln();
        for (slope, off) in slope.chunks_exact_mut(deep).zip(job.off.chunks_exact(tall)) {
            let blocks = slope.chunks_exact_mut(ABREAST);
            for (slope, cells) in blocks.zip(job.by_features.chunks_exact(tall)) {
                slope.copy_from_slice(&products::<FUSED, LANES>(off, cells));
            }
        }
        for (x, slope) in x.chunks_exact(deep).zip(slope.chunks_exact_mut(deep)) {
            let free = x.as_flattened()[..job.free].iter();
            for (w, s) in free.zip(slope.as_flattened_mut()) {
                *s += job.lambda * w;
                loss += job.lambda / 2.0 * w * w;
            }
        }
        loss
    }
}

/// Four sums of rows of `x`, each times its own number in `cells`.
#[inline(always)]
fn products<const FUSED: bool, const LANES: usize>(
    x: &[[f64; LANES]],
    cells: &[[f64; ABREAST]],
) -> [[f64; LANES]; ABREAST] {
    let mut sums = [[0.0; LANES]; ABREAST];
    for (x, cells) in x.iter().zip(cells) {
        for (sum, cell) in sums.iter_mut().zip(cells) {
            for lane in 0..LANES {
                sum[lane] = fma::<FUSED>(*cell, x[lane], sum[lane]);
            }
        }
    }
    sums
}

/// Turns the log odds of a row into probabilities, and gives the highest of
/// them, and the sum of all odds beside it. Blocks of classes are `apart`.
#[inline(always)]
fn normalise<const FUSED: bool, const LANES: usize>(
    odds: &mut [[f64; LANES]],
    apart: usize,
    open: &[[f64; LANES]],
) -> (f64, f64) {
    let mut highest = [f64::NEG_INFINITY; LANES];
    for (odds, open) in odds.iter_mut().step_by(apart).zip(open) {
        for lane in 0..LANES {
            // Where there is no class, as low as no other.
            odds[lane] = fma::<FUSED>(open[lane] - 1.0, 1e300, odds[lane]);
            highest[lane] = larger(highest[lane], odds[lane]);
        }
    }
    let most = fold(highest, larger);
    let mut sums = [0.0; LANES];
    for (odds, open) in odds.iter_mut().step_by(apart).zip(open) {
        for lane in 0..LANES {
            odds[lane] = open[lane] * exp::<FUSED>(odds[lane] - most);
            sums[lane] += odds[lane];
        }
    }
    let sum = fold(sums, |a, b| a + b);
    for (odds, _) in odds.iter_mut().step_by(apart).zip(open) {
        odds.iter_mut().for_each(|o| *o /= sum);
    }
    (most, sum)
}

#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// All lanes together, halving them.
#[inline(always)]
fn fold<const LANES: usize>(mut lanes: [f64; LANES], both: impl Fn(f64, f64) -> f64) -> f64 {
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] = both(lanes[lane], lanes[lane + half]);
        }
        half /= 2;
    }
    lanes[0]
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
    out.clear();
    out.resize(tests.len() * classes, 0.0);
    for (at, out) in out.chunks_exact_mut(classes).enumerate() {
        let mut most = f64::NEG_INFINITY;
        for &c in present {
            let of = &learned[c as usize * order..][..order];
            out[c as usize] = super::linear(tests.row(at), of);
            most = most.max(out[c as usize]);
        }
        let mut sum = 0.0;
        for &c in present {
            out[c as usize] = (out[c as usize] - most).exp();
            sum += out[c as usize];
        }
        out.iter_mut().for_each(|p| *p /= sum);
    }
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
