//! Instant runoff: the weakest option leaves, and its ballots go to their next
//! choice, until one option has more than half of those still counted.
//!
//! Where the weakest options tie, every order of leaving is followed, and all
//! options that win in one of them win. So no tie on the way is broken by
//! chance or by the order of the question.

use super::{BallotError, Choice, Count, Method, MethodInfo, Sheet, Votes, each_once, other_kind};
use std::collections::BTreeSet;

/// Instant-runoff voting; all outcomes of ties are followed.
#[derive(Debug)]
pub struct InstantRunoff;

/// The most rounds that are counted over all outcomes of ties.
const LIMIT: usize = 20_000;

static INFO: MethodInfo = MethodInfo {
    name: "instant-runoff",
    title: "the option that outlasts the others when the weakest leave one by one",
    source: "Hare's method for one seat; ties as in Conitzer, Rognlie and Xia, 2009",
    ballot: "options from best to worst, one in each place; some may be left out",
    support: "the ballots with it in the round that it wins; the fewest, if ties on the way lead to several",
    monotone: false,
};

impl Method for InstantRunoff {
    fn info(&self) -> &'static MethodInfo {
        &INFO
    }

    fn check(&self, options: usize, choice: &Choice) -> Result<(), String> {
        let Choice::Rank(places) = choice else {
            return other_kind();
        };
        if let Some(place) = places.iter().position(|p| p.len() != 1) {
            return Err(format!(
                "place {} has {} options",
                place + 1,
                places[place].len()
            ));
        }
        each_once(options, places.iter().flatten())
    }

    fn count(&self, options: usize, votes: &Votes) -> Result<Count, BallotError> {
        let mut support = vec![None; options];
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![vec![true; options]];
        while let Some(standing) = open.pop() {
            if !seen.insert(standing.clone()) {
                continue;
            }
            if seen.len() > LIMIT {
                return Err(BallotError::Ties { limit: LIMIT });
            }
            let counts = count_round(&standing, votes);
            for option in winners(&counts) {
                let least: &mut Option<u64> = &mut support[option];
                let here = counts[option].unwrap_or(0);
                *least = Some(least.map_or(here, |l| l.min(here)));
            }
            if winners(&counts).is_empty() {
                open.extend(next(&counts));
            }
            rows.push(counts);
        }
        Ok(Count {
            winners: (0..options).filter(|&o| support[o].is_some()).collect(),
            support: support.into_iter().map(|s| s.unwrap_or(0)).collect(),
            working: vec![Sheet {
                name: "rounds".to_owned(),
                rows,
            }],
        })
    }
}

/// The ballots with each option that still stands.
fn count_round(standing: &[bool], votes: &Votes) -> Vec<Option<u64>> {
    let mut counts: Vec<_> = standing.iter().map(|&s| s.then_some(0)).collect();
    for (choice, ballots) in votes {
        if let Choice::Rank(places) = choice {
            let first = places.iter().flatten().find(|&&o| standing[o]);
            if let Some(count) = first.and_then(|&o| counts[o].as_mut()) {
                *count += ballots;
            }
        }
    }
    counts
}

/// Who wins in this round: the option with more than half, or all that stand
/// where no ballot is left to tell them apart.
fn winners(counts: &[Option<u64>]) -> Vec<usize> {
    let total: u64 = counts.iter().flatten().sum();
    let standing = counts.iter().flatten().count();
    (0..counts.len())
        .filter(|&o| counts[o].is_some_and(|c| total == 0 || 2 * c > total || standing == 1))
        .collect()
}

/// Who can stand in the next round.
fn next(counts: &[Option<u64>]) -> Vec<Vec<bool>> {
    let mut order: Vec<(u64, usize)> = Vec::new();
    for (option, count) in counts.iter().enumerate() {
        order.extend(count.map(|c| (c, option)));
    }
    order.sort_unstable();
    let without = |gone: &[(u64, usize)]| {
        let mut standing: Vec<bool> = counts.iter().map(Option::is_some).collect();
        for &(_, option) in gone {
            standing[option] = false;
        }
        standing
    };
    // Options that together have fewer ballots than the next one leave before
    // it in whatever order.
    let mut sum = 0;
    let mut safe = 0;
    for (at, pair) in order.windows(2).enumerate() {
        sum += pair[0].0;
        if sum < pair[1].0 {
            safe = at + 1;
        }
    }
    if safe > 0 {
        return vec![without(&order[..safe])];
    }
    let weakest = order.first().map(|o| o.0);
    order
        .iter()
        .filter(|o| Some(o.0) == weakest)
        .map(|o| without(&[*o]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::conformance::{rankings, suite, tennessee};
    use super::super::tally;
    use super::*;
    use proptest::prelude::*;

    suite!(InstantRunoff);

    /// One round by its definition, one option leaving at a time, no memory.
    fn brute(standing: &[usize], ballots: &[Choice], winners: &mut BTreeSet<usize>) {
        let tops: Vec<usize> = standing
            .iter()
            .map(|&o| {
                ballots
                    .iter()
                    .filter(|b| {
                        let Choice::Rank(places) = b else {
                            return false;
                        };
                        places.iter().flatten().find(|p| standing.contains(p)) == Some(&o)
                    })
                    .count()
            })
            .collect();
        if standing.len() == 1 {
            winners.insert(standing[0]);
            return;
        }
        let least = *tops.iter().min().unwrap();
        for at in (0..standing.len()).filter(|&at| tops[at] == least) {
            let mut left = standing.to_vec();
            left.remove(at);
            brute(&left, ballots, winners);
        }
    }

    proptest! {
        #[test]
        fn who_wins_is_as_by_the_definition(
            ballots in prop::collection::vec(rankings(4), 0..12),
        ) {
            let mut expected = BTreeSet::new();
            brute(&[0, 1, 2, 3], &ballots, &mut expected);
            let count = tally(&InstantRunoff, 4, &ballots).unwrap().count;
            prop_assert_eq!(count.winners, expected.into_iter().collect::<Vec<_>>());
        }
    }

    /// Tennessee's capital: Chattanooga leaves with 15, then Nashville with
    /// 26, and Knoxville wins with 58.
    #[test]
    fn the_capital_of_tennessee() {
        let count = tally(&InstantRunoff, 4, &tennessee()).unwrap().count;
        assert_eq!(count.winners, [3]);
        assert_eq!(count.support[3], 58);
        assert_eq!(
            count.working[0].rows,
            [
                [Some(42), Some(26), Some(15), Some(17)],
                [Some(42), Some(26), None, Some(32)],
                [Some(42), None, None, Some(58)]
            ]
        );
    }

    /// Ten people who rank the winner higher make it lose.
    #[test]
    fn more_support_can_harm() {
        let group =
            |n: usize, order: [usize; 3]| vec![Choice::Rank(order.map(|o| vec![o]).to_vec()); n];
        let before = [
            group(39, [0, 1, 2]),
            group(35, [1, 2, 0]),
            group(26, [2, 0, 1]),
        ];
        let after = [
            group(49, [0, 1, 2]),
            group(25, [1, 2, 0]),
            group(26, [2, 0, 1]),
        ];
        let win =
            |b: [Vec<Choice>; 3]| tally(&InstantRunoff, 3, &b.concat()).unwrap().count.winners;
        assert_eq!(win(before), [0]);
        assert_eq!(win(after), [2]);
    }

    #[test]
    fn two_in_one_place_and_endless_ties_are_refused() {
        assert!(
            InstantRunoff
                .check(2, &Choice::Rank(vec![vec![0, 1]]))
                .is_err()
        );
        assert!(InstantRunoff.check(2, &Choice::Rank(vec![vec![]])).is_err());
        let own: Vec<_> = (0..40).map(|o| Choice::Rank(vec![vec![o]])).collect();
        assert_eq!(
            tally(&InstantRunoff, 40, &own),
            Err(BallotError::Ties { limit: LIMIT })
        );
    }
}
