//! A round of dividends: it is computed again from what the file says.

use super::Finding;
use anyhow::Result;
use capstan_report::{Voice, args};
use capstan_value::dividend::Dividends;
use serde_json::{Value, json};

/// Computes a round again and compares it with the file.
///
/// # Errors
/// If the text is no round of dividends.
pub fn check(text: &str, voice: &Voice) -> Result<Finding> {
    let held: Dividends = serde_json::from_str(text)?;
    let people = held.members.len() as f64;
    let differs = match held.again() {
        Err(error) => Some(error.to_string()),
        Ok(again) => differing(&held, &again)?,
    };
    let line = match &differs {
        None => voice.say("dividends-hold", args![people = people]),
        Some(why) => {
            let why = why.as_str();
            voice.say("dividends-fail", args![why = why])
        }
    };
    Ok(Finding {
        kind: "dividends",
        differs,
        lines: vec![line],
        facts: json!({ "members": held.members.len(), "budget": held.budget.to_string() }),
    })
}

/// Where the first difference is. Whole numbers, which payments are, must be
/// the same; others to 1e-6, since another processor may round them otherwise.
/// The version of Capstan may be another.
fn differing(held: &Dividends, again: &Dividends) -> Result<Option<String>> {
    let again = Dividends {
        capstan: held.capstan.clone(),
        ..again.clone()
    };
    let (held, again) = (serde_json::to_value(held)?, serde_json::to_value(again)?);
    Ok(at(&held, &again, ""))
}

fn at(a: &Value, b: &Value, path: &str) -> Option<String> {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            a.iter().find_map(|(key, x)| match b.get(key) {
                Some(y) => at(x, y, &format!("{path}/{key}")),
                None => Some(format!("{path}/{key}")),
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            (a.iter().zip(b).enumerate()).find_map(|(i, (x, y))| at(x, y, &format!("{path}/{i}")))
        }
        (Value::Number(x), Value::Number(y)) if x.is_f64() && y.is_f64() => {
            let (x, y) = (
                x.as_f64().unwrap_or(f64::NAN),
                y.as_f64().unwrap_or(f64::NAN),
            );
            let near = (x - y).abs() <= 1e-6 * x.abs().max(1.0);
            (!near).then(|| path.to_owned())
        }
        (a, b) => (a != b).then(|| path.to_owned()),
    }
}
