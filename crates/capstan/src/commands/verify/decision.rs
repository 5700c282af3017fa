//! The record of a decision: its ballots are counted again.

use super::{Finding, INDENT, quoted};
use anyhow::{Context, Result};
use capstan_coalition::ballot::{Outcome, Record, RecordError};
use capstan_report::{Voice, args};
use serde_json::{Value, json};

/// Counts the ballots of a decision again.
///
/// # Errors
/// If the text is no record of a decision.
pub fn check(text: &str, voice: &Voice) -> Result<Finding> {
    let expected = "expected the record of a decision, with \"question\", \"ballots\", \"root\", \"tally\" and \"outcome\"";
    let record: Record = serde_json::from_str(text).context(expected)?;
    let whole: Value = serde_json::from_str(text).context(expected)?;
    // A part that is not counted could tell another story than the ballots.
    let (differs, why) = if serde_json::to_value(&record)? != whole {
        let why = "it has parts that no record of a decision has; ask for it as it was published";
        (Some(why.to_owned()), voice.say("decision-more", args![]))
    } else {
        match record.verify() {
            Ok(()) => (None, String::new()),
            Err(error) => (Some(error.to_string()), reason(&error, voice)),
        }
    };
    let lines = match differs {
        None => told(&record, voice),
        Some(_) => vec![voice.say("decision-fails", args![why = why])],
    };
    Ok(Finding {
        kind: "decision",
        facts: match differs {
            None => json!({
                "question": record.question.text,
                "method": record.question.method,
                "electorate": record.question.electorate,
                "cast": record.tally.cast,
                "abstained": record.tally.abstained,
                "winners": names(&record, &record.tally.count.winners),
                "outcome": record.outcome,
                "root": record.root,
            }),
            Some(_) => json!({}),
        },
        differs,
        lines,
    })
}

/// The options at these places of the question.
fn names<'a>(record: &'a Record, places: &[usize]) -> Vec<&'a str> {
    let options = &record.question.options;
    let name = |&place: &usize| options.get(place).map(String::as_str);
    places.iter().filter_map(name).collect()
}

fn told(record: &Record, voice: &Voice) -> Vec<String> {
    let question = quoted(voice, &record.question.text);
    let cast = record.tally.cast;
    let electorate = record.question.electorate;
    let abstained = record.tally.abstained;
    let name = |place: usize| {
        let name = names(record, &[place]);
        quoted(voice, name.first().copied().unwrap_or_default())
    };
    let outcome = match &record.outcome {
        Outcome::NoQuorum { cast, needed } => {
            let (cast, needed) = (*cast, *needed);
            voice.say("outcome-no-quorum", args![cast = cast, needed = needed])
        }
        Outcome::NobodyChose => voice.say("outcome-nobody-chose", args![]),
        Outcome::Tie { options } => {
            let options: Vec<String> = options.iter().map(|&o| name(o)).collect();
            voice.say("outcome-tie", args![options = options.join(", ")])
        }
        &Outcome::TooLittle {
            option,
            support,
            needed,
        } => voice.say(
            "outcome-too-little",
            args![option = name(option), support = support, needed = needed],
        ),
        &Outcome::Decided {
            option,
            support,
            needed,
        } => voice.say(
            "outcome-decided",
            args![option = name(option), support = support, needed = needed],
        ),
    };
    vec![
        voice.say("decision-holds", args![]),
        voice.say("decision-asked", args![question = question]),
        outcome,
        voice.say(
            "decision-ballots",
            args![cast = cast, electorate = electorate, abstained = abstained],
        ),
        voice.say("decision-known", args![]),
        format!("{INDENT}{}", record.root),
    ]
}

fn reason(error: &RecordError, voice: &Voice) -> String {
    match error {
        RecordError::Ballot(error) => {
            voice.say("decision-uncountable", args![why = error.to_string()])
        }
        RecordError::Order { ballot, .. } => voice.say("decision-order", args![ballot = *ballot]),
        RecordError::Root { .. } => voice.say("decision-root", args![]),
        RecordError::Count { field: "tally" } => voice.say("decision-tally", args![]),
        RecordError::Count { .. } => voice.say("decision-outcome", args![]),
    }
}
