//! What the members of the demonstration decide.

use super::crowd::{Moved, Town};
use super::seed::{Seeding, Stage};
use super::story::Proposal;
use crate::decisions::acts::{Proposing, propose, vote};
use crate::decisions::ballot::{AGAINST, Ballot, FOR};
use crate::web::view::language;
use capstan_report::Lang;
use capstan_stats::Stream;
use std::collections::HashSet;

/// A vote under way.
#[derive(Debug, Default)]
pub struct Voting {
    /// The id of the proposal, once it was opened.
    pub id: String,
    opened: i64,
    voted: HashSet<String>,
    asked: Proposing,
}

/// Does what happens to a proposal on a day.
pub(super) async fn day(
    stage: &Stage<'_>,
    town: &Town,
    (place, proposal): (u64, &Proposal),
    voting: &mut Voting,
    day: i64,
) -> Result<(), Seeding> {
    let app = stage.app;
    let charter = &town.story.founding.charter;
    if day == proposal.opened {
        let lang = language(&town.story.words).unwrap_or(Lang::En);
        let by = &town.who(&proposal.by)?.who;
        voting.asked = proposal.ask(charter)?;
        if voting.asked.method.is_empty() {
            voting.asked.method = charter.method.clone();
        }
        voting.opened = app.now();
        voting.id = propose(app, by, &town.slug, app.voices.of(lang), &voting.asked).await?;
    }
    let last = (proposal.opened - proposal.days() + 1).max(0);
    if !(last..proposal.opened).contains(&day) {
        return Ok(());
    }
    let stream = town.stream.nth("vote", place);
    let age = i64::from(charter.minimum_age_days) * capstan_store::id::DAY;
    let mut voters: Vec<(u64, &Moved)> = (0..)
        .zip(&town.crowd)
        .filter(|(_, moved)| moved.member.joined <= voting.opened - age)
        .collect();
    voters.sort_by_key(|&(cell, _)| stream.priority(cell));
    let all = super::crowd::scaled(proposal.voters, stage.people);
    let (passed, whole) = (proposal.opened - day, proposal.opened - last);
    let goal = all * passed.unsigned_abs() / whole.unsigned_abs().max(1);
    for (cell, moved) in voters {
        if voting.voted.len() as u64 >= goal {
            break;
        }
        if voting.voted.insert(moved.member.id.clone()) {
            let ballot = ballot(&voting.asked, &stream.nth("ballot", cell));
            vote(app, &moved.who, &town.slug, &voting.id, ballot).await?;
        }
    }
    Ok(())
}

/// What someone thinks: options that stand first please most people more.
fn ballot(asked: &Proposing, mind: &Stream) -> Ballot {
    let likes = |option: usize| 0.3 + 0.8 * mind.uniform(option as u64) - 0.2 * option as f64;
    let options = 0..asked.options.len();
    if asked.options.is_empty() {
        return match mind.uniform(0) {
            x if x < 0.75 => Ballot::Approve(vec![FOR]),
            x if x < 0.92 => Ballot::Approve(vec![AGAINST]),
            _ => Ballot::Abstain,
        };
    }
    match asked.method.as_str() {
        "score" => Ballot::Score(
            options
                .map(|option| Some((likes(option).clamp(0.0, 0.99) * 6.0) as u8))
                .collect(),
        ),
        "approval" => Ballot::Approve(options.filter(|&option| likes(option) > 0.4).collect()),
        _ => {
            let mut ranked: Vec<usize> = options.collect();
            ranked.sort_by(|&a, &b| likes(b).total_cmp(&likes(a)));
            Ballot::Rank(ranked.into_iter().map(|option| vec![option]).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::story::coalitions;
    use super::*;

    #[test]
    fn every_ballot_fits_its_question() {
        for coalition in coalitions().unwrap() {
            for proposal in &coalition.proposals {
                let asked = proposal.ask(&coalition.founding.charter).unwrap();
                let options = asked.options.len().max(2);
                let method = match asked.options.is_empty() {
                    true => "approval",
                    false => asked.method.as_str(),
                };
                for number in 0..50 {
                    let ballot = ballot(&asked, &Stream::root(number));
                    ballot.choice(method, options).unwrap();
                }
            }
        }
    }
}
