//! A signed statement: its signature is checked.

use super::{Finding, INDENT, quoted};
use anyhow::Result;
use capstan_proof::statement::StatementError;
use capstan_proof::{Fact, PublicKey, Signed, Statement};
use capstan_report::{Voice, args};
use serde_json::json;

/// Checks the signature of a statement, and that the key is the one asked for.
///
/// # Errors
/// If the text is no signed statement.
pub fn check(text: &str, key: Option<&PublicKey>, voice: &Voice) -> Result<Finding> {
    let read: Result<Signed, StatementError> = text.parse();
    if let Err(error @ StatementError::Text { .. }) = read {
        return Err(error.into());
    }
    let held = read.and_then(|signed| signed.verify(key).map(|_| signed.clone()));
    Ok(match held {
        Ok(signed) => Finding {
            kind: "statement",
            differs: None,
            lines: told(&signed, key.is_some(), voice),
            facts: json!({
                "key": signed.key, "key_was_given": key.is_some(), "statement": signed.statement,
            }),
        },
        Err(error) => {
            let why = reason(&error, voice);
            Finding {
                kind: "statement",
                differs: Some(error.to_string()),
                lines: vec![voice.say("statement-fails", args![why = why])],
                facts: json!({}),
            }
        }
    })
}

fn told(signed: &Signed, key_given: bool, voice: &Voice) -> Vec<String> {
    let said: &Statement = &signed.statement;
    let mut lines = vec![voice.say("statement-holds", args![])];
    if key_given {
        lines.push(voice.say("statement-key", args![]));
    } else {
        lines.push(voice.say("statement-anyone", args![]));
        lines.push(format!("{INDENT}{}", signed.key));
    }
    let when = match jiff::Timestamp::from_microsecond(said.at) {
        Ok(time) => time.to_string(),
        Err(_) => said.at.to_string(),
    };
    let (kind, about) = (quoted(voice, &said.kind), quoted(voice, &said.about));
    lines.push(voice.say(
        "statement-said",
        args![kind = kind, about = about, when = when],
    ));
    for (name, fact) in &said.facts {
        let value = match fact {
            Fact::Number(number) => number.to_string(),
            Fact::Text(text) => text.clone(),
            Fact::List(list) => list.join("; "),
        };
        lines.push(format!("{INDENT}{name}: {value}"));
    }
    if let Some(head) = &said.head {
        lines.push(voice.say("statement-head", args![]));
        lines.push(format!("{INDENT}{head}"));
    }
    lines
}

fn reason(error: &StatementError, voice: &Voice) -> String {
    match error {
        StatementError::Text { why } => why.clone(),
        StatementError::Form => voice.say("statement-form", args![]),
        StatementError::Key { .. } => voice.say("statement-other-key", args![]),
        StatementError::Signature { .. } => voice.say("statement-changed", args![]),
    }
}
