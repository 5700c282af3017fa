//! Schulze: every two options are compared, and chains of comparisons settle
//! circles; an option that beats every other wins.

use super::{BallotError, Choice, Count, Method, MethodInfo, Sheet, Votes, each_once, other_kind};

/// The Schulze method, with the strength of a comparison being the ballots on
/// its winning side.
#[derive(Debug)]
pub struct Schulze;

static INFO: MethodInfo = MethodInfo {
    name: "schulze",
    title: "the option that no other beats, directly or through a chain",
    source: "Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method, 2011",
    ballot: "options from best to worst, equals in one place; some may be left out",
    support: "the ballots that prefer it, in the comparison with another option where these are fewest",
    monotone: true,
};

impl Method for Schulze {
    fn info(&self) -> &'static MethodInfo {
        &INFO
    }

    fn check(&self, options: usize, choice: &Choice) -> Result<(), String> {
        match choice {
            Choice::Rank(places) if places.iter().any(Vec::is_empty) => {
                Err("a place is empty".to_owned())
            }
            Choice::Rank(places) => each_once(options, places.iter().flatten()),
            _ => other_kind(),
        }
    }

    fn count(&self, options: usize, votes: &Votes) -> Result<Count, BallotError> {
        let prefer = comparisons(options, votes);
        let chains = strongest(&prefer);
        let others = |a: usize| (0..options).filter(move |&b| b != a);
        let support = (0..options)
            .map(|a| match others(a).map(|b| prefer[a][b]).min() {
                Some(fewest) => fewest,
                None => ranked(a, votes),
            })
            .collect();
        let sheet = |name: &str, figures: &[Vec<u64>]| Sheet {
            name: name.to_owned(),
            rows: figures
                .iter()
                .enumerate()
                .map(|(a, row)| {
                    let cells = row.iter().enumerate();
                    cells.map(|(b, &f)| (a != b).then_some(f)).collect()
                })
                .collect(),
        };
        Ok(Count {
            winners: (0..options)
                .filter(|&a| others(a).all(|b| chains[a][b] >= chains[b][a]))
                .collect(),
            support,
            working: vec![
                sheet("ballots that prefer the row to the column", &prefer),
                sheet("strongest chain from the row to the column", &chains),
            ],
        })
    }
}

/// For every two options the ballots that prefer the first to the second.
fn comparisons(options: usize, votes: &Votes) -> Vec<Vec<u64>> {
    let mut prefer = vec![vec![0; options]; options];
    let mut place = vec![0; options];
    for (choice, ballots) in votes {
        if let Choice::Rank(places) = choice {
            place.fill(usize::MAX);
            for (at, equals) in places.iter().enumerate() {
                for &option in equals {
                    place[option] = at;
                }
            }
            for a in places.iter().flatten().copied() {
                for (b, &at) in place.iter().enumerate() {
                    if place[a] < at {
                        prefer[a][b] += ballots;
                    }
                }
            }
        }
    }
    prefer
}

/// For every two options the strength of the strongest chain from the first to
/// the second: a chain is as strong as its weakest comparison.
fn strongest(prefer: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let n = prefer.len();
    let mut chains = vec![vec![0; n]; n];
    for a in 0..n {
        for b in 0..n {
            if prefer[a][b] > prefer[b][a] {
                chains[a][b] = prefer[a][b];
            }
        }
    }
    for through in 0..n {
        for a in (0..n).filter(|&a| a != through) {
            for b in (0..n).filter(|&b| b != a) {
                let chain = chains[a][through].min(chains[through][b]);
                chains[a][b] = chains[a][b].max(chain);
            }
        }
    }
    chains
}

/// The ballots that rank an option at all.
fn ranked(option: usize, votes: &Votes) -> u64 {
    votes
        .iter()
        .filter(|(choice, _)| {
            matches!(choice, Choice::Rank(places) if places.iter().flatten().any(|&o| o == option))
        })
        .map(|(_, ballots)| ballots)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::conformance::{equal_rankings, suite, tennessee};
    use super::super::tally;
    use super::*;
    use proptest::prelude::*;

    suite!(Schulze);

    /// The strongest chain by its definition: over every way without circles.
    fn brute(prefer: &[Vec<u64>], way: &mut Vec<usize>, to: usize) -> u64 {
        let from = way[way.len() - 1];
        if from == to {
            return u64::MAX;
        }
        let mut best = 0;
        for next in 0..prefer.len() {
            if !way.contains(&next) && prefer[from][next] > prefer[next][from] {
                way.push(next);
                best = best.max(prefer[from][next].min(brute(prefer, way, to)));
                way.pop();
            }
        }
        best
    }

    proptest! {
        #[test]
        fn chains_are_those_of_the_definition(
            ballots in prop::collection::vec(equal_rankings(5), 0..20),
        ) {
            let votes: Vec<_> = ballots.iter().map(|b| (b, 1)).collect();
            let prefer = comparisons(5, &votes);
            let chains = strongest(&prefer);
            for (a, row) in chains.iter().enumerate() {
                for b in (0..5).filter(|&b| b != a) {
                    prop_assert_eq!(row[b], brute(&prefer, &mut vec![a], b));
                }
            }
            let count = tally(&Schulze, 5, &ballots).unwrap().count;
            prop_assert!(!count.winners.is_empty());
            let beats_all = |a: usize| (0..5).all(|b| a == b || prefer[a][b] > prefer[b][a]);
            if let Some(a) = (0..5).find(|&a| beats_all(a)) {
                prop_assert_eq!(count.winners, vec![a]);
            }
        }
    }

    /// Nashville wins every comparison.
    #[test]
    fn the_capital_of_tennessee() {
        let count = tally(&Schulze, 4, &tennessee()).unwrap().count;
        assert_eq!(count.winners, [1]);
        assert_eq!(count.support[1], 58);
    }

    /// The first example of Schulze's paper: 45 voters, 5 options, E wins.
    #[test]
    fn the_example_of_the_paper() {
        let groups = [
            (5, "ACBED"),
            (5, "ADECB"),
            (8, "BEDAC"),
            (3, "CABED"),
            (7, "CAEBD"),
            (2, "CBADE"),
            (7, "DCEBA"),
            (8, "EBADC"),
        ];
        let mut ballots = Vec::new();
        for (n, order) in groups {
            let places = order.bytes().map(|b| vec![usize::from(b - b'A')]);
            ballots.extend(vec![Choice::Rank(places.collect()); n]);
        }
        let count = tally(&Schulze, 5, &ballots).unwrap().count;
        assert_eq!(count.winners, [4]);
        let row = |sheet: usize, a: usize| -> Vec<u64> {
            count.working[sheet].rows[a]
                .iter()
                .flatten()
                .copied()
                .collect()
        };
        assert_eq!(row(0, 0), [20, 26, 30, 22]);
        assert_eq!(row(0, 4), [23, 27, 21, 31]);
        assert_eq!(row(1, 0), [28, 28, 30, 24]);
        assert_eq!(row(1, 4), [25, 28, 28, 31]);
        assert_eq!(count.support[4], 21);
    }

    #[test]
    fn one_option_is_supported_by_those_who_rank_it() {
        let ballots = [Choice::Rank(vec![vec![0]]), Choice::Rank(vec![])];
        assert_eq!(tally(&Schulze, 1, &ballots).unwrap().count.support, [1]);
        assert!(Schulze.check(1, &Choice::Rank(vec![vec![]])).is_err());
    }
}
