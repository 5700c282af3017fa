//! Leave-one-out: what is lost when one player alone leaves.

use crate::error::ValueError;
use crate::game::{Coalition, Game};
use crate::sampling::{SampleLog, Watch};
use crate::sight::{Sight, interval};
use capstan_stats::Interval;
use rayon::prelude::*;

/// What each player of `game` adds to all others, in each view of `sight`, with
/// a t interval over the parts of the worth (test points); one part alone leaves
/// the interval open.
/// Each model starts from where that of everybody stood. Players that `log`
/// kept are taken from there, and others are kept in it.
///
/// # Errors
/// If the worth of everybody, or of everybody but one, is undefined, players
/// cannot be kept, or `watch` says stop.
pub fn leave_one_out(
    game: &dyn Game,
    sight: &Sight,
    log: &mut SampleLog,
    watch: &dyn Watch,
) -> Result<Vec<Vec<Interval>>, ValueError> {
    let players = game.players();
    let everybody = Coalition::full(players);
    let mut state = Vec::new();
    let whole = game.parts(&everybody, &mut state)?;
    let views = sight.views().len();
    let mut values = vec![Vec::with_capacity(players); views];
    let all: Vec<usize> = (0..players).collect();
    for some in all.chunks(64) {
        if watch.cancelled() {
            return Err(ValueError::Cancelled);
        }
        let found: Vec<Vec<f64>> = some
            .par_iter()
            .map(|&player| {
                if let Some(kept) = log.kept(player as u64) {
                    return Ok(kept);
                }
                let left = game.parts(&everybody.without(player), &mut state.clone())?;
                let lost: Vec<f64> = whole.iter().zip(&left).map(|(a, b)| a - b).collect();
                let seen = (0..views).map(|view| sight.interval(view, player, &lost));
                Ok(seen.flat_map(|v| [v.value, v.low, v.high]).collect())
            })
            .collect::<Result<_, ValueError>>()?;
        for found in &found {
            log.keep(values[0].len() as u64, found)?;
            let (each, _) = found.as_chunks::<3>();
            for (values, &[value, low, high]) in values.iter_mut().zip(each) {
                values.push(Interval { value, low, high });
            }
        }
        watch.evaluated(values[0].len() as u64, players as u64);
    }
    Ok(values)
}

/// How many numbers are kept of a player in so many views.
pub(crate) fn width(views: usize) -> usize {
    3 * views
}

/// The mean of the differences of two lists with a t interval.
pub(crate) fn paired(a: &[f64], b: &[f64]) -> Interval {
    let off: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    interval(&off)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Semivalue;
    use crate::knn::{Hard, Points, scan};
    use crate::records::testing::clouds;
    use crate::records::{Metric, RecordGame};
    use capstan_learn::supervised::{Learner, Logistic, Neighbours};

    fn everyone() -> Sight {
        Sight::everyone()
    }

    #[test]
    fn with_neighbours_it_is_the_closed_form() {
        let (train, tests) = (clouds(40, 3, 1), clouds(30, 3, 2));
        let model = Neighbours { k: 1 };
        let game = RecordGame::new(&train, &tests, &model, Metric::Accuracy, false).unwrap();
        let slow = leave_one_out(&game, &everyone(), &mut SampleLog::none(), &()).unwrap();
        let (labels, seen) = (train.classes().unwrap(), tests.classes().unwrap());
        let rule = Hard::new(labels, seen, 1, Semivalue::LeaveOneOut).unwrap();
        let fast = scan(&Points::of(&train), Points::of(&tests), &rule).unwrap();
        for (at, slow) in slow[0].iter().enumerate() {
            let fast = fast.interval(at);
            assert!((slow.value - fast.value).abs() < 1e-6);
            assert!((slow.high - fast.high).abs() < 1e-6);
        }
    }

    #[test]
    fn a_warm_start_does_not_change_the_answer() {
        let (train, tests) = (clouds(40, 3, 1), clouds(30, 3, 2));
        let model = Logistic { lambda: 1.0 };
        let game = RecordGame::new(&train, &tests, &model, Metric::LogLoss, false).unwrap();
        let values = leave_one_out(&game, &everyone(), &mut SampleLog::none(), &()).unwrap();
        let score = |rows: &[u32]| {
            let w = model.learn(&train, rows, &[]).unwrap();
            let mut out = Vec::new();
            model.scores(&train, rows, &w, &tests, &mut out);
            let p = out.chunks_exact(2).zip(tests.classes().unwrap());
            p.map(|(p, &c)| p[c as usize].ln()).sum::<f64>() / 30.0
        };
        let all: Vec<u32> = (0..40).collect();
        let left: Vec<u32> = (0..40).filter(|&r| r != 7).collect();
        assert!((values[0][7].value - (score(&all) - score(&left))).abs() < 1e-6);
    }

    #[test]
    fn who_was_left_out_before_is_not_left_out_again() {
        let (train, tests) = (clouds(90, 3, 1), clouds(30, 3, 2));
        let model = Logistic { lambda: 1.0 };
        let game = RecordGame::new(&train, &tests, &model, Metric::LogLoss, false).unwrap();
        let whole = leave_one_out(&game, &everyone(), &mut SampleLog::none(), &()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("loo.log");
        let open = || SampleLog::open(&path, "a", width(1)).unwrap();
        assert_eq!(
            leave_one_out(&game, &everyone(), &mut open(), &()).unwrap(),
            whole
        );
        let length = std::fs::metadata(&path).unwrap().len();
        let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        file.set_len(length / 2).unwrap();
        assert_eq!(
            leave_one_out(&game, &everyone(), &mut open(), &()).unwrap(),
            whole
        );
        assert_eq!(std::fs::metadata(&path).unwrap().len(), length);
        // What is there is taken as it stands.
        let mut other = SampleLog::open(&path, "b", width(1)).unwrap();
        other.keep(0, &[7.0, 6.0, 8.0]).unwrap();
        let mut other = SampleLog::open(&path, "b", width(1)).unwrap();
        assert_eq!(
            leave_one_out(&game, &everyone(), &mut other, &()).unwrap()[0][0].value,
            7.0
        );
    }

    #[test]
    fn one_part_leaves_the_interval_open() {
        assert_eq!(paired(&[3.0], &[1.0]).high, f64::INFINITY);
        assert_eq!(paired(&[3.0, 3.0], &[1.0, 1.0]), Interval::around(2.0, 0.0));
    }
}
