//! Logistic regression of more than two classes.

use super::exp::exp;
use super::{fma, lbfgs};
use capstan_data::Examples;
use capstan_stats::linalg::{self, widest};

/// Numbers that are looked at together.
const ABREAST: usize = 16;
/// Classes that are looked at together.
const GROUP: usize = 4;
/// A mean slope this flat is the bottom: closer to it, classes hardly change.
const FLAT: f64 = 1e-4;

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
    let (order, classes) = (train.width() + 1, super::outputs(train));
    let of = |c: u32| c as usize * order..(c as usize + 1) * order;
    let mut x0 = vec![0.0; present.len() * order];
    if start.len() == order * classes {
        for (to, &c) in x0.chunks_exact_mut(order).zip(present) {
            to.copy_from_slice(&start[of(c)]);
        }
    }
    let mut job = Job::new(train, rows, present, lambda)?;
    let flat = FLAT * rows.len() as f64;
    let solved = lbfgs::minimise(x0, flat, |x, slope| {
        let job = &mut job;
        widest(Look { job, x, slope })
    })?;
    let mut weights = vec![0.0; order * classes];
    for (from, &c) in solved.chunks_exact(order).zip(present) {
        weights[of(c)].copy_from_slice(from);
    }
    Some(weights)
}

/// What is minimised. The number of rows is filled up to a multiple of sixteen.
struct Job {
    width: usize,
    lambda: f64,
    /// Which of the classes each row has.
    own: Vec<usize>,
    /// For sixteen rows after the other, feature after feature.
    by_rows: Vec<[f64; ABREAST]>,
    /// For sixteen features after the other, row after row.
    by_features: Vec<[f64; ABREAST]>,
    /// Class after class, the log odds of each row at first, and how far off
    /// its probability is in the end.
    off: Vec<f64>,
    /// The highest log odds of each row.
    most: Vec<f64>,
    /// The sum of the odds of each row, that of the highest being 1.
    sums: Vec<f64>,
}

impl Job {
    fn new(train: &Examples, rows: &[u32], present: &[u32], lambda: f64) -> Option<Self> {
        let labels = train.classes()?;
        let mut place = vec![0; super::outputs(train)];
        (present.iter().enumerate()).for_each(|(at, &c)| place[c as usize] = at);
        let (many, width) = (rows.len(), train.width());
        let tall = many.next_multiple_of(ABREAST);
        let mut by_rows = vec![[0.0; ABREAST]; tall / ABREAST * width];
        let mut by_features = vec![[0.0; ABREAST]; width.div_ceil(ABREAST) * many];
        for (at, &row) in rows.iter().enumerate() {
            let cells = train.row(row as usize);
            for (cell, to) in cells.iter().zip(&mut by_rows[at / ABREAST * width..]) {
                to[at % ABREAST] = f64::from(*cell);
            }
            for (strip, cells) in cells.chunks(ABREAST).enumerate() {
                let to = by_features[strip * many + at].iter_mut();
                to.zip(cells).for_each(|(to, cell)| *to = f64::from(*cell));
            }
        }
        Some(Self {
            width,
            lambda,
            own: rows
                .iter()
                .map(|&r| place[labels[r as usize] as usize])
                .collect(),
            by_rows,
            by_features,
            off: vec![0.0; tall * present.len()],
            most: vec![0.0; tall],
            sums: vec![0.0; tall],
        })
    }

    /// Turns log odds into how far off the probabilities are; the loss.
    #[inline(always)]
    fn normalise<const FUSED: bool>(&mut self) -> f64 {
        let tall = self.most.len();
        let rows = self.own.iter().enumerate();
        let mut loss: f64 = rows.map(|(row, own)| -self.off[own * tall + row]).sum();
        self.most.fill(f64::NEG_INFINITY);
        for odds in self.off.chunks_exact(tall) {
            for (odds, most) in odds.iter().zip(&mut self.most) {
                *most = if *odds > *most { *odds } else { *most };
            }
        }
        self.sums.fill(0.0);
        for odds in self.off.chunks_exact_mut(tall) {
            for ((odds, most), sum) in odds.iter_mut().zip(&self.most).zip(&mut self.sums) {
                *odds = exp::<FUSED>(*odds - most);
                *sum += *odds;
            }
        }
        // The product of all sums, so that few logarithms are taken.
        let mut product = 1.0;
        for (most, sum) in self.most.iter().zip(&self.sums).take(self.own.len()) {
            loss += most;
            product *= sum;
            if product > 1e290 {
                loss += f64::ln(product);
                product = 1.0;
            }
        }
        self.sums.iter_mut().for_each(|sum| *sum = 1.0 / *sum);
        for odds in self.off.chunks_exact_mut(tall) {
            for (odds, part) in odds.iter_mut().zip(&self.sums) {
                *odds *= part;
            }
        }
        for (row, own) in self.own.iter().enumerate() {
            self.off[own * tall + row] -= 1.0;
        }
        loss + product.ln()
    }
}

/// The penalised loss of the weights `x`, and its slope.
struct Look<'a> {
    job: &'a mut Job,
    x: &'a [f64],
    slope: &'a mut [f64],
}

impl linalg::Job for Look<'_> {
    type Out = f64;

    #[inline(always)]
    fn run<const FUSED: bool, const WIDE: usize>(self) -> f64 {
        let Self { job, x, slope } = self;
        let (width, many, tall) = (job.width, job.own.len(), job.most.len());
        let classes = job.off.len() / tall;
        for start in (0..tall).step_by(ABREAST) {
            let cells = &job.by_rows[start / ABREAST * width..][..width];
            products::<FUSED>(x, width + 1, cells, |class, sums| {
                let constant = x[class * (width + 1) + width];
                let to = &mut job.off[class * tall + start..][..ABREAST];
                to.iter_mut()
                    .zip(sums)
                    .for_each(|(to, s)| *to = s + constant);
            });
        }
        let mut loss = job.normalise::<FUSED>();
        for start in (0..width).step_by(ABREAST) {
            let cells = &job.by_features[start / ABREAST * many..][..many];
            products::<FUSED>(&job.off, tall, cells, |class, sums| {
                let to = &mut slope[class * (width + 1)..][start..width];
                to.iter_mut().zip(sums).for_each(|(to, s)| *to = *s);
            });
        }
        for class in 0..classes {
            let (x, slope) = (&x[class * (width + 1)..], &mut slope[class * (width + 1)..]);
            for (s, w) in slope[..width].iter_mut().zip(x) {
                *s += job.lambda * w;
                loss += job.lambda / 2.0 * w * w;
            }
            slope[width] = job.off[class * tall..][..many].iter().sum();
        }
        loss
    }
}

/// For each row of `left`, which are `apart`, the sum of the rows of `cells`
/// times its own numbers.
#[inline(always)]
fn products<const FUSED: bool>(
    left: &[f64],
    apart: usize,
    cells: &[[f64; ABREAST]],
    mut put: impl FnMut(usize, &[f64; ABREAST]),
) {
    for (group, left) in left.chunks(GROUP * apart).enumerate() {
        let many = left.len() / apart;
        // Where fewer are left, the last one is looked at again.
        let row = |at: usize| &left[at.min(many - 1) * apart..][..cells.len()];
        let numbers = row(0).iter().zip(row(1)).zip(row(2)).zip(row(3));
        let mut sums = [[0.0; ABREAST]; GROUP];
        for (cells, (((a, b), c), d)) in cells.iter().zip(numbers) {
            for (sum, x) in sums.iter_mut().zip(&[*a, *b, *c, *d]) {
                for lane in 0..ABREAST {
                    sum[lane] = fma::<FUSED>(*x, cells[lane], sum[lane]);
                }
            }
        }
        for (at, sums) in sums[..many].iter().enumerate() {
            put(group * GROUP + at, sums);
        }
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
    use super::FLAT;

    /// More classes, features and rows than are looked at together, and parts
    /// left over of each: the slope by its definition.
    #[test]
    fn the_bottom_of_six_classes_is_flat() {
        let (width, classes) = (18, 6);
        let train = clouds(100, width, classes, 4);
        let rows: Vec<u32> = (0..100).filter(|r| r % 7 != 0).collect();
        let model = Logistic { lambda: 0.7 };
        let weights = model.learn(&train, &rows, &[]).unwrap();
        let mut probabilities = Vec::new();
        model.scores(&train, &rows, &weights, &train, &mut probabilities);
        for class in 0..classes {
            let of = &weights[class * (width + 1)..][..=width];
            for (j, w) in of.iter().enumerate() {
                let mut slope = if j < width { 0.7 * w } else { 0.0 };
                for &row in &rows {
                    let own = train.classes().unwrap()[row as usize] as usize;
                    let p = probabilities[row as usize * classes + class];
                    let off = p - f64::from(u8::from(own == class));
                    slope += off
                        * train
                            .row(row as usize)
                            .get(j)
                            .map_or(1.0, |&x| f64::from(x));
                }
                let flat = FLAT * rows.len() as f64;
                assert!(slope.abs() <= 1.001 * flat, "{class} {j} {slope}");
            }
        }
    }

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
