//! Makes an audit again from its own recipe, and compares.

use crate::audit::{Question, audit};
use crate::error::AuditError;
use crate::result::{Audit, RatesNote};
use crate::rule::{Rates, Rule};
use capstan_data::pay::PayEvent;
use serde::Serialize;
use serde_json::Value;

/// How closely an audit was met again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Every byte.
    Bytes,
    /// Every number to 1e-6; the version differs.
    Numbers,
    /// Not met.
    Differs,
}

/// What comparing showed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// How closely it was met.
    pub agreement: Agreement,
    /// Whether it was made by the same version, so that bytes were expected.
    pub same_version: bool,
    /// The first few places that differ.
    pub differences: Vec<String>,
}

impl Verdict {
    /// Where the two differ, as paths into the file, without the figures.
    pub fn places(&self) -> Vec<String> {
        let paths = self.differences.iter().filter(|d| d.starts_with('/'));
        let path = |d: &String| d.split(": ").next().map(str::to_owned);
        paths.filter_map(path).collect()
    }
}

impl Audit {
    /// The question that its recipe asks.
    ///
    /// # Errors
    /// If the rule or a table in it cannot be used.
    pub fn question(&self) -> Result<Question, AuditError> {
        let recipe = &self.recipe;
        let rates = |note: &Option<RatesNote>| {
            let read = |n: &RatesNote| Rates::parse(&format!("{}.toml", n.name), &n.file);
            note.as_ref().map(read).transpose()
        };
        Ok(Question {
            rule: Rule::parse(&format!("{}.toml", recipe.rule.name), &recipe.rule.file)?,
            choices: recipe.choices.clone(),
            mileage: rates(&recipe.mileage)?,
            wage: rates(&recipe.wage)?,
            place: recipe.place.clone(),
            roster: recipe.roster,
            held: recipe.held.clone(),
            population: recipe.population.clone(),
        })
    }
}

/// Numbers agree up to this.
const CLOSE: f64 = 1e-6;

/// Makes `earlier` again from `events`; `text` is its file as it was written.
///
/// # Errors
/// As [`audit`], or if the rule in it cannot be used.
pub fn verify(earlier: &Audit, text: &str, events: &[PayEvent]) -> Result<Verdict, AuditError> {
    let again = audit(events, &earlier.recipe.data.file, &earlier.question()?)?;
    let same_version = again.capstan == earlier.capstan;
    let made = again.to_json();
    if made == text {
        return Ok(Verdict {
            agreement: Agreement::Bytes,
            same_version,
            differences: Vec::new(),
        });
    }
    let parse = |t: &str| serde_json::from_str::<Value>(t).unwrap_or_default();
    let mut differences = Vec::new();
    compare("", &parse(text), &parse(&made), &mut differences);
    differences.retain(|d| !d.starts_with("/capstan:"));
    if differences.is_empty() && same_version {
        differences.push("the bytes of the file, though every number is the same".into());
    }
    differences.truncate(20);
    Ok(Verdict {
        agreement: match differences.is_empty() {
            true => Agreement::Numbers,
            false => Agreement::Differs,
        },
        same_version,
        differences,
    })
}

fn compare(place: &str, a: &Value, b: &Value, out: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            for key in x.keys().chain(y.keys().filter(|k| !x.contains_key(*k))) {
                let at = |m: &serde_json::Map<String, Value>| m.get(key).cloned();
                let (x, y) = (at(x).unwrap_or_default(), at(y).unwrap_or_default());
                compare(&format!("{place}/{key}"), &x, &y, out);
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (n, (x, y)) in x.iter().zip(y).enumerate() {
                compare(&format!("{place}/{n}"), x, y, out);
            }
        }
        (Value::Number(x), Value::Number(y)) if close(x, y) => {}
        _ if a == b => {}
        _ => out.push(format!("{place}: {a} in the file, {b} made again")),
    }
}

fn close(x: &serde_json::Number, y: &serde_json::Number) -> bool {
    let of = |n: &serde_json::Number| n.as_f64().unwrap_or(f64::NAN);
    let (x, y) = (of(x), of(y));
    (x - y).abs() <= CLOSE * (1.0 + x.abs().max(y.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Spec, events};

    #[test]
    fn an_audit_is_made_again_and_a_forged_one_found() {
        let rows = events(
            &Spec {
                workers: 20,
                ..Spec::default()
            },
            3,
        );
        let question = Question::about(Rule::find("shipt-2019").expect("a rule"));
        let made = audit(&rows, "e.csv", &question.expect("a question")).expect("an audit");
        let text = made.to_json();
        let verdict = verify(&made, &text, &rows).expect("a verdict");
        assert_eq!(
            (verdict.agreement, verdict.differences),
            (Agreement::Bytes, vec![])
        );
        let mut other = made.clone();
        other.capstan = "0.0.1".into();
        let verdict = verify(&other, &other.to_json(), &rows).expect("a verdict");
        assert_eq!(verdict.agreement, Agreement::Numbers);
        let mut forged = made.clone();
        if let Some(headline) = &mut forged.headline {
            headline.share.cut += 1;
        }
        let verdict = verify(&forged, &forged.to_json(), &rows).expect("a verdict");
        assert_eq!(verdict.agreement, Agreement::Differs);
        assert!(verdict.differences[0].starts_with("/headline/share/cut: "));
        assert_eq!(verdict.places(), ["/headline/share/cut"]);
        let verdict = verify(&made, &(text + "\n"), &rows).expect("a verdict");
        assert_eq!(verdict.agreement, Agreement::Differs);
        let verdict = verify(&made, &made.to_json(), &rows[1..]).expect("a verdict");
        assert_eq!(verdict.agreement, Agreement::Differs);
    }
}
