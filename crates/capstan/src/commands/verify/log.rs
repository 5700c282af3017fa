//! A published log: its entries are chained again.

use super::{Finding, INDENT};
use anyhow::{Context, Result};
use capstan_proof::log::LogError;
use capstan_proof::{Head, Published};
use capstan_report::{Voice, args};
use serde_json::json;

/// Walks a log from its start.
///
/// # Errors
/// If the text is no log.
pub fn check(text: &str, known: Option<&Head>, voice: &Voice) -> Result<Finding> {
    let log: Published = serde_json::from_str(text).context(
        "expected a log, with \"log\", \"entries\" of \"entry\" and \"hash\", and \"head\"",
    )?;
    Ok(match log.verify(known) {
        Ok(end) => {
            let mut lines = vec![voice.say("log-holds", args![entries = end.length()])];
            if let Some(known) = known {
                lines.push(voice.say("log-known", args![entries = known.length()]));
            }
            lines.push(voice.say("log-head", args![]));
            lines.push(format!("{INDENT}{end}"));
            Finding {
                kind: "log",
                differs: None,
                lines,
                facts: json!({"log": log.log, "entries": end.length(), "head": end}),
            }
        }
        Err(error) => {
            let why = reason(&error, voice);
            Finding {
                kind: "log",
                differs: Some(error.to_string()),
                lines: vec![voice.say("log-fails", args![why = why])],
                facts: json!({}),
            }
        }
    })
}

fn reason(error: &LogError, voice: &Voice) -> String {
    match error {
        LogError::Broken { entry, .. } => voice.say("log-broken", args![entry = *entry]),
        LogError::Shorter { found, expected } => {
            voice.say("log-shorter", args![found = *found, expected = *expected])
        }
        LogError::Rewritten { entries, .. } => {
            voice.say("log-rewritten", args![entries = *entries])
        }
        LogError::End { .. } | LogError::Head { .. } => voice.say("log-end", args![]),
    }
}
