//! Approval: each ballot names the options it could live with.

use super::{
    BallotError, Choice, Count, Method, MethodInfo, Sheet, Votes, each_once, highest, other_kind,
};

/// Approval voting.
#[derive(Debug)]
pub struct Approval;

static INFO: MethodInfo = MethodInfo {
    name: "approval",
    title: "the option most people approve of",
    source: "Brams and Fishburn, Approval Voting, 1978",
    ballot: "the options that are approved, each once",
    support: "the ballots that approve of it",
    monotone: true,
};

impl Method for Approval {
    fn info(&self) -> &'static MethodInfo {
        &INFO
    }

    fn check(&self, options: usize, choice: &Choice) -> Result<(), String> {
        match choice {
            Choice::Approve(named) => each_once(options, named),
            _ => other_kind(),
        }
    }

    fn count(&self, options: usize, votes: &Votes) -> Result<Count, BallotError> {
        let mut support = vec![0; options];
        for (choice, ballots) in votes {
            if let Choice::Approve(named) = choice {
                for &option in named {
                    support[option] += ballots;
                }
            }
        }
        Ok(Count {
            winners: highest(&support),
            working: vec![Sheet {
                name: "approvals".to_owned(),
                rows: vec![support.iter().copied().map(Some).collect()],
            }],
            support,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tally;
    use super::*;

    crate::ballot::conformance::suite!(Approval);

    #[test]
    fn a_hand_count() {
        let ballots = [vec![0, 1], vec![1], vec![2, 1], vec![2], vec![2], vec![]];
        let ballots = ballots.map(Choice::Approve);
        let count = tally(&Approval, 3, &ballots).unwrap().count;
        assert_eq!(count.support, [1, 3, 3]);
        assert_eq!(count.winners, [1, 2]);
    }
}
