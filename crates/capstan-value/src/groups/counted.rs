//! Sums of worths of a game, each subset evaluated once.
//!
//! A worth is a mean over parts (test points), and a value is a sum of
//! worths, so each part has a value of its own. Their spread is what a value
//! would differ by with other parts.

use super::stable::BLOCKS;
use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::recommender::ledger::Sum;
use crate::sampling::{SampleLog, Watch};
use crate::sight::Sight;
use capstan_stats::Interval;
use capstan_stats::interval::t95;
use rayon::prelude::*;

/// Subsets between two looks.
const BATCH: usize = 256;

/// What sums of worths come to, in every part.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The parts of each sum.
    sums: Vec<Vec<f64>>,
    /// The worth of each subset.
    pub worths: Vec<f64>,
    /// The same without every twentieth part, from the first, the second, ...
    /// on; only where that was asked for and there are two parts or more.
    pub without: Vec<Vec<f64>>,
}

/// What is to be evaluated.
pub struct Count<'a> {
    /// The subsets.
    pub subsets: &'a [Coalition],
    /// Sums of their worths, by place, each place once and in order.
    pub sums: &'a [Sum],
    /// How many parts a worth has.
    pub parts: usize,
    /// Whether worths without blocks of parts are needed.
    pub blocks: bool,
}

impl Count<'_> {
    /// Evaluates every subset in `game`. Parts that `log` kept are taken from
    /// there, and others are kept in it.
    ///
    /// # Errors
    /// If a worth is undefined, parts cannot be kept, or `watch` says stop.
    pub fn run(
        &self,
        game: &dyn Game,
        log: &mut SampleLog,
        watch: &dyn Watch,
    ) -> Result<Counted, ValueError> {
        let blocks = match self.blocks && self.parts > 1 {
            true => BLOCKS.min(self.parts),
            false => 0,
        };
        let mut counted = Counted {
            sums: vec![vec![0.0; self.parts]; self.sums.len()],
            worths: Vec::with_capacity(self.subsets.len()),
            without: vec![Vec::new(); blocks],
        };
        let mut next = vec![0usize; self.sums.len()];
        for (number, batch) in self.subsets.chunks(BATCH).enumerate() {
            if watch.cancelled() {
                return Err(ValueError::Cancelled);
            }
            let first = number * BATCH;
            let found: Vec<Vec<f64>> = batch
                .par_iter()
                .enumerate()
                .map(|(at, subset)| match log.kept((first + at) as u64) {
                    Some(parts) => Ok(parts),
                    None => game.parts(subset, &mut Vec::new()),
                })
                .collect::<Result<_, _>>()?;
            let sums = counted.sums.par_iter_mut().zip(&mut next).zip(self.sums);
            sums.for_each(|((total, next), sum)| {
                while let Some(&(place, weight)) = sum.get(*next)
                    && let Some(parts) = found.get(place as usize - first)
                {
                    total
                        .iter_mut()
                        .zip(parts)
                        .for_each(|(t, p)| *t += weight * p);
                    *next += 1;
                }
            });
            for (at, parts) in found.iter().enumerate() {
                log.keep((first + at) as u64, parts)?;
                counted.worths.push(mean(parts.iter().copied()));
                for (block, worths) in counted.without.iter_mut().enumerate() {
                    let others = parts
                        .iter()
                        .enumerate()
                        .filter(|(p, _)| p % blocks != block);
                    worths.push(mean(others.map(|(_, x)| *x)));
                }
            }
            watch.evaluated((first + batch.len()) as u64, self.subsets.len() as u64);
        }
        Ok(counted)
    }
}

impl Counted {
    /// What a sum comes to, with a t interval over parts; one part alone
    /// leaves the interval open.
    pub fn interval(&self, sum: usize) -> Interval {
        self.interval_of(sum, None)
    }

    /// The same of those parts alone that count for a player.
    pub fn interval_of(&self, sum: usize, sight: Option<(&Sight, usize)>) -> Interval {
        let counted = sight.map(|(sight, player)| sight.of(player, &self.sums[sum]));
        let parts = counted.as_ref().unwrap_or(&self.sums[sum]);
        let n = parts.len() as f64;
        let value = mean(parts.iter().copied());
        if parts.len() < 2 {
            return Interval::around(value, f64::INFINITY);
        }
        let squares: f64 = parts.iter().map(|x| (x - value).powi(2)).sum();
        Interval::around(value, t95(n - 1.0) * (squares / (n - 1.0) / n).sqrt())
    }
}

fn mean(parts: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut n) = (0.0, 0.0f64);
    parts.for_each(|x| {
        sum += x;
        n += 1.0;
    });
    sum / n.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Semivalue;
    use crate::groups::semivalue;
    use crate::oracle::{self, Q, float};
    use crate::recommender::ledger::Book;
    use capstan_stats::Stream;

    /// What a subset is worth to each of some test points, in whole numbers.
    struct Points(usize);

    impl Points {
        fn at(&self, test: usize, mask: u64) -> i128 {
            let stream = Stream::root(7).nth("test", test as u64);
            (stream.uniform(mask) * 50.0) as i128
        }
    }

    impl Game for Points {
        fn players(&self) -> usize {
            5
        }

        fn worth(&self, c: &Coalition) -> Result<f64, ValueError> {
            Ok(mean(self.parts(c, &mut Vec::new())?.into_iter()))
        }

        fn parts(&self, c: &Coalition, _: &mut Vec<f64>) -> Result<Vec<f64>, ValueError> {
            let mask = c.words()[0];
            Ok((0..self.0).map(|t| self.at(t, mask) as f64).collect())
        }
    }

    fn counted(game: &Points, log: &mut SampleLog) -> Counted {
        let mut book = Book::default();
        let sums: Vec<Sum> = (0..5)
            .map(|p| book.sum(semivalue(5, p, Semivalue::Shapley)))
            .collect();
        let count = Count {
            subsets: book.subsets(),
            sums: &sums,
            parts: game.0,
            blocks: true,
        };
        count.run(game, log, &()).unwrap()
    }

    #[test]
    fn values_and_spread_are_those_of_each_part_alone() {
        let game = Points(23);
        let found = counted(&game, &mut SampleLog::none());
        let each: Vec<Vec<f64>> = (0..23)
            .map(|t| {
                let exact = oracle::shapley(5, |m| Q::from(game.at(t, m as u64)));
                exact.into_iter().map(float).collect()
            })
            .collect();
        for player in 0..5 {
            let values: Vec<f64> = each.iter().map(|v| v[player]).collect();
            let middle = values.iter().sum::<f64>() / 23.0;
            let squares: f64 = values.iter().map(|v| (v - middle).powi(2)).sum();
            let reach = t95(22.0) * (squares / 22.0 / 23.0).sqrt();
            let got = found.interval(player);
            assert!((got.value - middle).abs() < 1e-9, "{got:?} {middle}");
            assert!((got.reach() - reach).abs() < 1e-9);
        }
        // Every part is left out once, in one of twenty blocks.
        assert_eq!(found.without.len(), BLOCKS);
        let third = found.without[2][0];
        let whole = found.worths[0] * 23.0;
        let mask = {
            let mut book = Book::default();
            book.sum(semivalue(5, 0, Semivalue::Shapley));
            book.subsets()[0].words()[0]
        };
        let left = whole - (game.at(2, mask) + game.at(22, mask)) as f64;
        assert!((third - left / 21.0).abs() < 1e-9);
        let one = counted(&Points(1), &mut SampleLog::none());
        assert_eq!(one.interval(0).high, f64::INFINITY);
        assert!(one.without.is_empty());
    }

    #[test]
    fn what_was_kept_is_not_evaluated_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parts.log");
        let whole = counted(&Points(4), &mut SampleLog::none());
        counted(&Points(4), &mut SampleLog::open(&path, "a", 4).unwrap());
        let length = std::fs::metadata(&path).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(length / 2).unwrap();
        let again = counted(&Points(4), &mut SampleLog::open(&path, "a", 4).unwrap());
        assert_eq!(again, whole);
        assert_eq!(std::fs::metadata(&path).unwrap().len(), length);
    }
}
