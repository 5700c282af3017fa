//! Score: each ballot gives every option points; the highest sum wins.

use super::{BallotError, Choice, Count, Method, MethodInfo, Sheet, Votes, highest, other_kind};

/// The highest score a ballot can give.
pub const TOP: u8 = 5;

/// Score voting by sums.
#[derive(Debug)]
pub struct Score;

static INFO: MethodInfo = MethodInfo {
    name: "score",
    title: "the option with the highest sum of scores",
    source: "range voting with sums; Smith, Range voting, 2000",
    ballot: "a score from 0 to 5 or nothing for each option; nothing counts as 0",
    support: "the ballots that give it at least 3 of 5",
    monotone: true,
};

impl Method for Score {
    fn info(&self) -> &'static MethodInfo {
        &INFO
    }

    fn check(&self, options: usize, choice: &Choice) -> Result<(), String> {
        let Choice::Score(scores) = choice else {
            return other_kind();
        };
        if scores.len() != options {
            return Err(format!(
                "it has {} scores for {options} options",
                scores.len()
            ));
        }
        match scores.iter().flatten().find(|&&s| s > TOP) {
            Some(high) => Err(format!("the score {high} is above {TOP}")),
            None => Ok(()),
        }
    }

    fn count(&self, options: usize, votes: &Votes) -> Result<Count, BallotError> {
        let mut sums = vec![0; options];
        let mut support = vec![0; options];
        for (choice, ballots) in votes {
            if let Choice::Score(scores) = choice {
                for (option, score) in scores.iter().enumerate() {
                    let score = score.unwrap_or(0);
                    sums[option] += u64::from(score) * ballots;
                    if score > TOP / 2 {
                        support[option] += ballots;
                    }
                }
            }
        }
        Ok(Count {
            winners: highest(&sums),
            support,
            working: vec![Sheet {
                name: "sums".to_owned(),
                rows: vec![sums.into_iter().map(Some).collect()],
            }],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tally;
    use super::*;

    crate::ballot::conformance::suite!(Score);

    #[test]
    fn a_hand_count() {
        let ballots = [
            Choice::Score(vec![Some(5), Some(3), None]),
            Choice::Score(vec![Some(0), Some(3), Some(2)]),
            Choice::Score(vec![Some(1), Some(2), Some(5)]),
        ];
        let count = tally(&Score, 3, &ballots).unwrap().count;
        assert_eq!(count.working[0].rows, [[Some(6), Some(8), Some(7)]]);
        assert_eq!(count.winners, [1]);
        assert_eq!(count.support, [1, 2, 1]);
    }

    #[test]
    fn scores_keep_to_their_range() {
        for bad in [vec![Some(6)], vec![], vec![None, None]] {
            assert!(Score.check(1, &Choice::Score(bad)).is_err());
        }
        assert!(Score.check(1, &Choice::Score(vec![Some(TOP)])).is_ok());
    }
}
