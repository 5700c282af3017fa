//! How many more workers until something can be said, if the figures stay as
//! they are.

use crate::average::Averages;
use crate::share::ShareCut;
use capstan_stats::interval::{Interval, wilson};
use serde::{Deserialize, Serialize};

/// Something that could be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Saying {
    /// Anything about the group: as many workers as a figure must be about.
    Anything,
    /// Whether more or fewer than half were cut.
    Half,
    /// The share cut to within 5 points.
    FivePoints,
    /// Whether workers on average lose or gain.
    Direction,
    /// Whether pay on the whole fell or rose.
    DirectionOfPay,
}

/// What it takes to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Needed {
    /// What could be said.
    pub saying: Saying,
    /// How many more workers it takes: 0 if it can be said now; nothing if no
    /// number looked at is enough.
    pub more: Option<usize>,
}

/// The most workers looked at.
const MOST: usize = 1_000_000;

/// What each saying takes, beyond the smallest group.
pub fn needed(share: &ShareCut, averages: &Averages) -> Vec<Needed> {
    let of = share.of;
    let p = share.wilson.value;
    let more = |enough: &dyn Fn(usize) -> bool| first(of, enough).map(|n| n - of);
    let at = |n: usize| wilson_at(p, n);
    let apart = |i: Option<Interval>| i.and_then(|i| more(&|n| apart_from_zero(i, of, n)));
    let of_saying = |saying, more| Needed { saying, more };
    vec![
        of_saying(
            Saying::Half,
            more(&|n| at(n).is_some_and(|i| i.high < 0.5 || i.low > 0.5)),
        ),
        of_saying(
            Saying::FivePoints,
            more(&|n| at(n).is_some_and(|i| i.reach() <= 0.05)),
        ),
        of_saying(Saying::Direction, apart(averages.worker_mean)),
        of_saying(Saying::DirectionOfPay, apart(averages.of_pay)),
    ]
}

/// Wilson's interval of the share nearest to `p` among `n` workers.
fn wilson_at(p: f64, n: usize) -> Option<Interval> {
    wilson((p * n as f64).round() as u64, n as u64)
}

/// Whether the interval of `n` workers, narrower by the square root of how many
/// times `of` they are, is on one side of 0.
fn apart_from_zero(interval: Interval, of: usize, n: usize) -> bool {
    let reach = if interval.value < 0.0 {
        interval.high - interval.value
    } else {
        interval.value - interval.low
    };
    reach * (of as f64 / n as f64).sqrt() < interval.value.abs()
}

/// The smallest number from `of` on that is enough, and stays so for those a
/// little above; numbers are looked at more sparsely the larger they are.
fn first(of: usize, enough: &dyn Fn(usize) -> bool) -> Option<usize> {
    let mut low = of;
    let mut n = of;
    while !enough(n) {
        low = n + 1;
        n += 1 + n / 16;
        if n > MOST {
            return None;
        }
    }
    (low..=n).find(|&m| enough(m))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(cut: u64, of: u64) -> ShareCut {
        ShareCut {
            cut: cut as usize,
            of: of as usize,
            wilson: wilson(cut, of).expect("a share"),
            bootstrap: None,
            shrunk: 0.0,
        }
    }

    fn averages(change: Option<Interval>) -> Averages {
        Averages {
            of_pay: change,
            per_job: None,
            worker_mean: change,
            worker_median: None,
            of_the_cut: None,
            capped: 0,
        }
    }

    fn more(share: &ShareCut, change: Option<Interval>) -> Vec<Option<usize>> {
        let all = needed(share, &averages(change));
        all.iter().map(|n| n.more).collect()
    }

    #[test]
    fn five_points_take_370_workers() {
        // 1.96² / 4 / 0.05² = 384, less about 4 by Wilson's form; at 41 % it
        // is 0.968 of that.
        let found = more(&share(39, 94), None);
        let total = 94 + found[1].expect("a number");
        assert!((360..=376).contains(&total), "{total}");
        assert!(wilson_at(39.0 / 94.0, total).expect("a share").reach() <= 0.05);
        assert!(wilson_at(39.0 / 94.0, total - 1).expect("a share").reach() > 0.05);
        // 94 are not enough to say that fewer than half were cut.
        assert!(found[0].expect("a number") > 0);
        assert_eq!(found[2..], [None, None]);
    }

    #[test]
    fn what_can_be_said_now_takes_nobody() {
        let change = Interval::around(-0.2, 0.05);
        assert_eq!(more(&share(1000, 1200), Some(change)), [Some(0); 4]);
    }

    #[test]
    fn directions_by_the_square_root() {
        // Twice too wide: more than four times as many.
        let change = Interval::around(0.1, 0.2);
        let found = more(&share(5, 100), Some(change));
        assert_eq!(found[2], Some(301));
        assert_eq!(
            more(&share(5, 100), Some(Interval::around(0.0, 0.2)))[2],
            None
        );
    }

    #[test]
    fn half_is_never_told_from_half() {
        assert_eq!(more(&share(50, 100), None)[0], None);
    }
}
