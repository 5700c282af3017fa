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
use crate::sight::{Sight, mean};
use rayon::prelude::*;

/// Subsets between two looks.
const BATCH: usize = 256;

/// What sums of worths come to, in every part.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The parts of each sum.
    sums: Vec<Vec<f64>>,
    /// The worth of each subset in each view; none in views where it is another
    /// for each player.
    pub worths: Vec<Vec<f64>>,
    /// The same without every twentieth part, from the first, the second, ...
    /// on; only where that was asked for and there are two parts or more. Up to
    /// a constant for all subsets of a view.
    pub without: Vec<Vec<Vec<f64>>>,
}

/// What is to be evaluated.
pub struct Count<'a> {
    /// The subsets.
    pub subsets: &'a [Coalition],
    /// Sums of their worths, by place, each place once and in order.
    pub sums: &'a [Sum],
    /// How many parts a worth has.
    pub parts: usize,
    /// Which parts count in which view.
    pub sight: &'a Sight,
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
        let views = self.sight.views().len();
        let same: Vec<usize> = (0..views).filter(|&v| !self.sight.differs(v)).collect();
        let mut counted = Counted {
            sums: vec![vec![0.0; self.parts]; self.sums.len()],
            worths: vec![Vec::new(); views],
            without: vec![Vec::new(); views],
        };
        for &view in same.iter().filter(|_| self.blocks) {
            let many = self.sight.of(view, 0, &vec![0.0; self.parts]).len();
            if many > 1 {
                counted.without[view] = vec![Vec::new(); BLOCKS.min(many)];
            }
        }
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
                for &view in &same {
                    counted.worths[view].push(self.sight.worth_in(view, parts));
                    let seen = self.sight.of(view, 0, parts);
                    let blocks = counted.without[view].len();
                    for (block, worths) in counted.without[view].iter_mut().enumerate() {
                        let others = seen.iter().enumerate();
                        let others = others.filter(|(p, _)| p % blocks != block);
                        let others: Vec<f64> = others.map(|(_, x)| *x).collect();
                        worths.push(mean(&others));
                    }
                }
            }
            watch.evaluated((first + batch.len()) as u64, self.subsets.len() as u64);
        }
        Ok(counted)
    }
}

impl Counted {
    /// The parts of a sum.
    pub fn parts(&self, sum: usize) -> &[f64] {
        &self.sums[sum]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Semivalue;
    use crate::groups::semivalue;
    use crate::oracle::{self, Points, Q, float};
    use crate::recommender::ledger::Book;
    use crate::sight::interval;
    use capstan_stats::interval::t95;
    use capstan_worlds::View;

    /// A game of five with so many test points.
    fn points(tests: usize) -> Points {
        Points { players: 5, tests }
    }

    fn counted(game: &Points, log: &mut SampleLog) -> Counted {
        counted_in(game, &Sight::everyone(), log)
    }

    fn book() -> (Book, Vec<Sum>) {
        let mut book = Book::default();
        let terms = (0..5).map(|p| semivalue(5, p, Semivalue::Shapley));
        let sums = terms.map(|terms| book.sum(terms)).collect();
        (book, sums)
    }

    fn counted_in(game: &Points, sight: &Sight, log: &mut SampleLog) -> Counted {
        let (book, sums) = book();
        let count = Count {
            subsets: book.subsets(),
            sums: &sums,
            parts: game.tests,
            sight,
            blocks: true,
        };
        count.run(game, log, &()).unwrap()
    }

    #[test]
    fn values_and_spread_are_those_of_each_part_alone() {
        let game = points(23);
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
            let got = interval(found.parts(player));
            assert!((got.value - middle).abs() < 1e-9, "{got:?} {middle}");
            assert!((got.reach() - reach).abs() < 1e-9);
        }
        // Every part is left out once, in one of twenty blocks.
        let without = &found.without[0];
        assert_eq!(without.len(), BLOCKS);
        let third = without[2][0];
        let whole = found.worths[0][0] * 23.0;
        let mask = book().0.subsets()[0].words()[0];
        let left = whole - (game.at(2, mask) + game.at(22, mask)) as f64;
        assert!((third - left / 21.0).abs() < 1e-9);
        let one = counted(&points(1), &mut SampleLog::none());
        assert_eq!(interval(one.parts(0)).high, f64::INFINITY);
        assert!(one.without[0].is_empty());
    }

    #[test]
    fn a_view_of_all_has_worths_of_its_own() {
        let game = points(23);
        // Every third test point is of nobody.
        let whose = (0..23).map(|t| (0..(t % 3).min(1)).collect()).collect();
        let views = [View::Strikers, View::Others, View::Everyone];
        let sight = Sight::new(views.to_vec(), whose, 5);
        let found = counted_in(&game, &sight, &mut SampleLog::none());
        let alone = counted(&game, &mut SampleLog::none());
        assert!(found.worths[0].is_empty() && found.without[0].is_empty());
        assert_eq!(found.worths[2], alone.worths[0]);
        assert_eq!(found.without[2], alone.without[0]);
        // Eight are left, each a block of its own.
        let mask = book().0.subsets()[4].words()[0];
        let of = |skip: usize| -> f64 {
            let kept = (0..23).step_by(3).filter(|t| *t != skip);
            kept.map(|t| game.at(t, mask) as f64).sum()
        };
        assert!((found.worths[1][4] - of(99) / 8.0).abs() < 1e-9);
        assert_eq!(found.without[1].len(), 8);
        assert!((found.without[1][7][4] - of(21) / 7.0).abs() < 1e-9);
    }

    #[test]
    fn what_was_kept_is_not_evaluated_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("parts.log");
        let whole = counted(&points(4), &mut SampleLog::none());
        counted(&points(4), &mut SampleLog::open(&path, "a", 4).unwrap());
        let length = std::fs::metadata(&path).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(length / 2).unwrap();
        let again = counted(&points(4), &mut SampleLog::open(&path, "a", 4).unwrap());
        assert_eq!(again, whole);
        assert_eq!(std::fs::metadata(&path).unwrap().len(), length);
    }
}
