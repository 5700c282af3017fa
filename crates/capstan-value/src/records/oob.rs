//! Out-of-bag values: how often models that did not see a record are right
//! about it.

use super::game::RecordGame;
use crate::error::ValueError;
use crate::sampling::Estimator;
use capstan_data::Labels;
use capstan_stats::interval::{t95, wilson};
use capstan_stats::{Interval, Stream};
use rand::RngExt;

/// Data-OOB (Kwon and Zou 2023, arXiv:2304.07718): each bag draws as many
/// records as there are, with replacement; a model learns from the bag, and
/// each record outside is scored. Of classes a score is 1 where the record's
/// own class alone is at the top, else 0; of numbers minus the squared error.
pub struct OutOfBag<'a> {
    game: &'a RecordGame<'a>,
    stream: Stream,
}

/// How often each record was outside, and the sums of its scores.
#[derive(Clone, Debug)]
pub struct Outside {
    counts: Vec<u64>,
    sums: Vec<f64>,
    squares: Vec<f64>,
}

impl<'a> OutOfBag<'a> {
    /// Bags of the records of `game`, whose players must be single records.
    ///
    /// # Errors
    /// If they are not.
    pub fn new(game: &'a RecordGame<'a>, stream: Stream) -> Result<Self, ValueError> {
        let mut units = (0..).zip(game.units());
        let alone = units.all(|(row, unit)| unit[..] == [row]);
        if !alone || game.units().len() != game.train.len() {
            return Err(ValueError::Range {
                name: "--method",
                found: "oob of owners or groups".to_owned(),
                expected: "single records: leave --owner and --unit out".to_owned(),
            });
        }
        Ok(Self { game, stream })
    }
}

impl Estimator for OutOfBag<'_> {
    type Tally = Outside;

    fn values(&self) -> usize {
        self.game.train.len()
    }

    fn width(&self) -> usize {
        self.values() + 1
    }

    fn cost(&self) -> u64 {
        1
    }

    fn start(&self) -> Outside {
        let n = self.values();
        Outside {
            counts: vec![0; n],
            sums: vec![0.0; n],
            squares: vec![0.0; n],
        }
    }

    /// One model, and then a score a record: not a number of those inside.
    fn draw(&self, number: u64) -> Result<Vec<f64>, ValueError> {
        let (train, n) = (self.game.train, self.values());
        let mut rng = self.stream.at(number);
        let mut bag: Vec<u32> = (0..n).map(|_| rng.random_range(0..n as u32)).collect();
        bag.sort_unstable();
        let learner = self.game.learner;
        let learned = learner.learn(train, &bag, &[])?;
        let mut scores = Vec::new();
        learner.scores(train, &bag, &learned, train, &mut scores);
        let mut inside = vec![false; n];
        bag.iter().for_each(|&r| inside[r as usize] = true);
        let width = scores.len() / n.max(1);
        let mut sample = vec![1.0];
        sample.extend(
            scores
                .chunks_exact(width.max(1))
                .enumerate()
                .map(|(at, row)| match &train.labels {
                    _ if inside[at] => f64::NAN,
                    Labels::Numbers(of) => -(row[0] - of[at]).powi(2),
                    Labels::Classes { of, .. } => {
                        let own = row[of[at] as usize];
                        let others = row
                            .iter()
                            .enumerate()
                            .filter(|(c, _)| *c != of[at] as usize);
                        f64::from(u8::from(others.into_iter().all(|(_, &s)| s < own)))
                    }
                }),
        );
        Ok(sample)
    }

    fn count(&self, tally: &mut Outside, _number: u64, sample: &[f64]) {
        for (at, &x) in sample[1..].iter().enumerate() {
            if !x.is_nan() {
                tally.counts[at] += 1;
                tally.sums[at] += x;
                tally.squares[at] += x * x;
            }
        }
    }

    /// Wilson's interval of a share of classes, t of numbers.
    fn interval(&self, tally: &Outside, _samples: u64, record: usize) -> Interval {
        let (count, sum) = (tally.counts[record], tally.sums[record]);
        let open = Interval::around(0.0, f64::INFINITY);
        if matches!(self.game.train.labels, Labels::Classes { .. }) {
            return wilson(sum as u64, count).map_or(open, |i| Interval {
                // Rounding must not leave a share of 1 outside.
                low: i.low.clamp(0.0, i.value),
                high: i.high.clamp(i.value, 1.0),
                ..i
            });
        }
        if count < 2 {
            return open;
        }
        let n = count as f64;
        let variance = (tally.squares[record] - sum * sum / n).max(0.0) / (n - 1.0);
        Interval::around(sum / n, t95(n - 1.0) * (variance / n).sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Metric;
    use crate::records::testing::{classes, numbers};
    use crate::sampling::{SampleLog, Stop, run};
    use capstan_learn::supervised::Neighbours;

    const STOP: Stop = Stop {
        tolerance: None,
        budget: 400,
    };

    #[test]
    fn a_record_among_others_of_its_kind_is_right_and_one_among_strangers_wrong() {
        let cells: Vec<f64> = (0..20)
            .map(|i| f64::from(i / 10) * 100.0 + f64::from(i))
            .collect();
        let mut labels = vec!["a"; 10];
        labels.extend(["b"; 10]);
        labels[4] = "b";
        let train = classes(&cells, &labels);
        let model = Neighbours { k: 3 };
        let game = RecordGame::new(&train, &train, &model, Metric::Accuracy, false).unwrap();
        let oob = OutOfBag::new(&game, Stream::root(1)).unwrap();
        let values = run(&oob, STOP, &mut SampleLog::none(), &()).unwrap().values;
        assert_eq!(values[15].value, 1.0);
        assert!(values[15].low > 0.9 && values[15].high <= 1.0);
        assert!(values[4].value < 0.05, "{:?}", values[4]);
    }

    #[test]
    fn each_record_is_outside_every_third_bag() {
        let train = numbers(&[0.0, 1.0, 2.0, 3.0, 4.0], &[0.0, 1.0, 2.0, 3.0, 9.0]);
        let model = Neighbours { k: 1 };
        let game = RecordGame::new(&train, &train, &model, Metric::SquaredError, false).unwrap();
        let oob = OutOfBag::new(&game, Stream::root(1)).unwrap();
        let mut tally = oob.start();
        for number in 0..3000 {
            oob.count(&mut tally, number, &oob.draw(number).unwrap());
        }
        for &count in &tally.counts {
            // (1 - 1/5)^5 = 0.328
            assert!((900..1070).contains(&count), "{count}");
        }
        // The nearest to the last one is off by 6 or more.
        assert!(oob.interval(&tally, 3000, 4).value <= -36.0);
    }
}
