//! A ballot as people fill it in and programs send it.

use super::acts::MOST_OPTIONS;
use super::plan::Kind;
use crate::problem::Problem;
use capstan_coalition::ballot::score::TOP;
use capstan_coalition::ballot::{Choice, find};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type,
};
use utoipa::{PartialSchema, ToSchema};

/// The options of a motion: for it, and against it.
pub const FOR: usize = 0;
/// See [`FOR`].
pub const AGAINST: usize = 1;

/// What a ballot says. Options are named by their places in the question,
/// from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ballot {
    /// For nothing and against nothing.
    Abstain,
    /// The options that one agrees to. None is a vote against all.
    Approve(Vec<usize>),
    /// The options from best to worst; those in one place are equal.
    Rank(Vec<Vec<usize>>),
    /// For each option a score from 0 to 5, or nothing.
    Score(Vec<Option<u8>>),
}

impl PartialSchema for Ballot {
    fn schema() -> RefOr<Schema> {
        let most = Some(MOST_OPTIONS);
        let number = |most: usize| {
            let number = ObjectBuilder::new().schema_type(Type::Integer);
            number.minimum(Some(0)).maximum(Some(most))
        };
        let options = || {
            let array = ArrayBuilder::new().items(number(MOST_OPTIONS - 1));
            array.unique_items(true).max_items(most)
        };
        let null = ObjectBuilder::new().schema_type(Type::Null);
        let score = OneOfBuilder::new()
            .item(number(usize::from(TOP)))
            .item(null);
        let one = |name: &str, said: ArrayBuilder, what: &str| {
            ObjectBuilder::new()
                .property(name, said)
                .required(name)
                .additional_properties(Some(AdditionalProperties::FreeForm(false)))
                .description(Some(what))
        };
        let abstain = ObjectBuilder::new().schema_type(Type::String);
        let abstain = abstain.enum_values(Some(["abstain"]));
        let places = ArrayBuilder::new().items(options().min_items(Some(1)));
        let scores = ArrayBuilder::new().items(score).min_items(Some(2));
        OneOfBuilder::new()
            .item(abstain.description(Some("For nothing and against nothing.")))
            .item(one("approve", options(), "The options that one agrees to."))
            .item(one(
                "rank",
                places.max_items(most),
                "From best to worst; those in one place are equal.",
            ))
            .item(one(
                "score",
                scores.max_items(most),
                "A score for each option, or nothing.",
            ))
            .description(Some(
                "What a ballot says. Options are named by their places in the question, from 0.",
            ))
            .examples([json!({"approve": [0]})])
            .into()
    }
}

impl ToSchema for Ballot {}

impl Ballot {
    /// The choice it is on a question with so many options, counted by this
    /// method.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn choice(self, method: &str, options: usize) -> Result<Choice, Problem> {
        let choice = match self {
            Self::Abstain => Choice::Abstain,
            Self::Approve(options) => Choice::Approve(options),
            Self::Rank(places) => Choice::Rank(places),
            Self::Score(scores) => Choice::Score(scores),
        };
        let method = find(method).map_err(|_| Problem::input("ballot", "ballot-approval"))?;
        if choice != Choice::Abstain && method.check(options, &choice).is_err() {
            return Err(misfit(method.info().name));
        }
        Ok(choice)
    }
}

/// What a ballot of this method must be.
fn misfit(method: &str) -> Problem {
    let key = match method {
        "score" => "ballot-score",
        "instant-runoff" => "ballot-instant-runoff",
        "schulze" => "ballot-schulze",
        _ => "ballot-approval",
    };
    Problem::input("ballot", key)
}

/// What the form of a ballot sends: one value an option for ranks and scores,
/// in the order of the options, empty where none was chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    /// For a motion: "for", "against" or "abstain".
    pub vote: String,
    /// "yes" to abstain from a question.
    pub abstain: String,
    /// The options that are approved.
    pub approve: Vec<usize>,
    /// The place of each option, from 1.
    pub place: Vec<String>,
    /// The score of each option.
    pub score: Vec<String>,
}

impl Filled {
    /// The ballot it is on a proposal of this kind, counted by this method.
    ///
    /// # Errors
    /// If a place or a score is no number, or a motion is not answered.
    pub fn ballot(&self, kind: Kind, method: &str) -> Result<Ballot, Problem> {
        if kind.is_motion() {
            return match self.vote.as_str() {
                "for" => Ok(Ballot::Approve(vec![FOR])),
                "against" => Ok(Ballot::Approve(vec![AGAINST])),
                "abstain" => Ok(Ballot::Abstain),
                _ => Err(Problem::input("ballot", "ballot-motion")),
            };
        }
        if self.abstain == "yes" {
            return Ok(Ballot::Abstain);
        }
        let number = |text: &String| match text.as_str() {
            "" => Ok(None),
            text => text.parse::<u8>().map(Some).map_err(|_| misfit(method)),
        };
        match method {
            "score" => {
                let scores: Result<_, _> = self.score.iter().map(number).collect();
                Ok(Ballot::Score(scores?))
            }
            "instant-runoff" | "schulze" => {
                let mut placed = Vec::new();
                for (option, place) in self.place.iter().enumerate() {
                    placed.extend(number(place)?.map(|place| (place, option)));
                }
                placed.sort_unstable();
                let equal = placed.chunk_by(|a, b| a.0 == b.0);
                let places = equal.map(|place| place.iter().map(|p| p.1).collect());
                Ok(Ballot::Rank(places.collect()))
            }
            _ => Ok(Ballot::Approve(self.approve.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[&str]) -> Vec<String> {
        values.iter().map(|&v| v.to_owned()).collect()
    }

    #[test]
    fn forms_become_ballots() {
        let ranked = |places: &[&str], method| {
            let filled = Filled {
                place: texts(places),
                ..Filled::default()
            };
            let ballot = filled.ballot(Kind::Question, method)?;
            ballot.choice(method, places.len())
        };
        // Numbers left out in between do not matter.
        let expected = Choice::Rank(vec![vec![2], vec![0]]);
        assert_eq!(ranked(&["4", "", "1"], "instant-runoff"), Ok(expected));
        let expected = Choice::Rank(vec![vec![0, 2], vec![1]]);
        assert_eq!(ranked(&["1", "2", "1"], "schulze"), Ok(expected));
        let twice = ranked(&["1", "2", "1"], "instant-runoff").unwrap_err();
        assert_eq!(twice.key, "ballot-instant-runoff");
        assert!(ranked(&["x"], "schulze").is_err());

        let scored = Filled {
            score: texts(&["5", "", "0"]),
            ..Filled::default()
        };
        let expected = Choice::Score(vec![Some(5), None, Some(0)]);
        let ballot = scored.ballot(Kind::Question, "score").unwrap();
        assert_eq!(ballot.clone().choice("score", 3), Ok(expected));
        assert_eq!(ballot.choice("score", 2).unwrap_err().key, "ballot-score");

        let filled = |vote: &str| Filled {
            vote: vote.into(),
            approve: vec![1],
            ..Filled::default()
        };
        let motion = |vote| filled(vote).ballot(Kind::Charter, "approval");
        assert_eq!(motion("for"), Ok(Ballot::Approve(vec![0])));
        assert_eq!(motion("abstain"), Ok(Ballot::Abstain));
        assert!(motion("").is_err(), "nothing is chosen for anyone");
        let question = filled("for").ballot(Kind::Question, "approval");
        assert_eq!(question, Ok(Ballot::Approve(vec![1])));
    }

    #[test]
    fn ballots_that_do_not_fit_are_refused() {
        let long: Vec<Vec<usize>> = (0..5000).map(|i| vec![i]).collect();
        let high = Ballot::Score(vec![Some(6), None, None]);
        for (ballot, method) in [
            (Ballot::Rank(long), "schulze"),
            (Ballot::Rank(vec![vec![]]), "schulze"),
            (Ballot::Approve(vec![usize::MAX]), "approval"),
            (Ballot::Approve(vec![0, 0]), "approval"),
            (Ballot::Approve(vec![0]), "score"),
            (high, "score"),
            (Ballot::Approve(vec![0]), "dice"),
        ] {
            assert!(ballot.choice(method, 3).is_err(), "{method}");
        }
        let json: Ballot = serde_json::from_str(r#""abstain""#).unwrap();
        assert_eq!(json.choice("schulze", 3), Ok(Choice::Abstain));
    }
}
