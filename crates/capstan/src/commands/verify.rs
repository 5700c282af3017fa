//! `capstan verify`: whether a file is what it says it is. What kind of file
//! it is shows in what it holds.

mod audit;
mod decision;
mod dividends;
mod forecast;
mod log;
mod ratings;
mod receipt;
mod records;
mod statement;

use crate::Done;
use crate::cli::Verify;
use crate::output;
use anyhow::{Context, Result, bail};
use capstan_report::{Voice, Words, args, paragraph};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

/// The sentences of this command.
fn words() -> Words {
    Words::room("checking")
}

/// The width of text on a terminal, in characters.
const WIDTH: usize = 80;

/// What a line begins with that holds a value to copy.
const INDENT: &str = "  ";

/// What was found about a published file.
struct Finding {
    /// What it is, in JSON.
    kind: &'static str,
    /// Why it does not hold: what differs, as JSON says it.
    differs: Option<String>,
    /// What to tell a person, a sentence or a few each.
    lines: Vec<String>,
    /// What to tell a program, beside the above.
    facts: Value,
}

/// What was found about values that were made again.
fn values(players: usize, same_build: bool, differs: Option<String>, voice: &Voice) -> Finding {
    let line = match differs.as_deref() {
        Some(why) => voice.say("values-fail", args![why = why]),
        None if same_build => voice.say("values-bytes", args![players = players as f64]),
        None => voice.say("values-numbers", args![players = players as f64]),
    };
    Finding {
        kind: "values",
        differs,
        lines: vec![line],
        facts: json!({"players": players, "same_build": same_build}),
    }
}

/// The parts by which a published file is recognised.
#[derive(Deserialize)]
struct Marks {
    audit: Option<IgnoredAny>,
    ballots: Option<IgnoredAny>,
    chain: Option<IgnoredAny>,
    entries: Option<IgnoredAny>,
    receipt: Option<IgnoredAny>,
    signature: Option<IgnoredAny>,
    train: Option<IgnoredAny>,
    unit: Option<IgnoredAny>,
}

/// Checks a file and says whether it holds.
///
/// # Errors
/// If the file or its data cannot be read, it is of no kind that can be
/// checked, or an option is for files of another kind.
pub fn run(options: Verify) -> Result<Done> {
    let voice = Voice::own(options.lang.into(), &[words()]);
    let mut options = options;
    let audit = options.file.join("audit.json");
    if audit.is_file() && !options.file.join("forecast.json").exists() {
        options.file = audit;
    }
    let file = options.file.display();
    if options.file.is_dir() {
        only(&options, "a forecast", &["--data", "--share"])?;
        return forecast::run(options, &voice);
    }
    let text =
        std::fs::read_to_string(&options.file).with_context(|| format!("cannot read {file}"))?;
    let marks: Marks = serde_json::from_str(&text).with_context(|| {
        format!(
            "{file} is nothing that can be checked; expected a forecast.json, values.json, dividends.json or audit.json, or a decision, a log, a signed statement or a receipt as a coalition gave it out"
        )
    })?;
    if marks.audit.is_some() {
        only(&options, "an audit", &["--data"])?;
        return audit::run(&options, &text, &voice);
    }
    let finding = if marks.ballots.is_some() {
        only(&options, "a decision", &[])?;
        decision::check(&text, &voice)
    } else if marks.chain.is_some() {
        only(&options, "a round of dividends", &[])?;
        dividends::check(&text, &voice)
    } else if marks.entries.is_some() {
        only(&options, "a log", &["--head"])?;
        log::check(&text, options.head.as_ref(), &voice)
    } else if marks.train.is_some() {
        only(&options, "a file of values", &["--data"])?;
        records::check(&options.file, &text, options.data.clone(), &voice)
    } else if marks.unit.is_some() {
        only(&options, "a file of values", &["--data"])?;
        ratings::check(&text, options.data.clone(), &voice)
    } else if marks.receipt.is_some() {
        only(&options, "a receipt", &["--key", "--root"])?;
        receipt::check(&text, options.key.as_ref(), options.root.as_ref(), &voice)
    } else if marks.signature.is_some() {
        only(&options, "a signed statement", &["--key"])?;
        statement::check(&text, options.key.as_ref(), &voice)
    } else {
        only(&options, "a forecast", &["--data", "--share"])?;
        return forecast::run(options, &voice);
    };
    tell(
        finding.with_context(|| format!("cannot read {file}"))?,
        options.json,
    )
}

/// Refuses options that are not for files of this kind.
fn only(options: &Verify, kind: &str, allowed: &[&str]) -> Result<()> {
    let given = [
        ("--data", options.data.is_some()),
        ("--share", options.share.is_some()),
        ("--head", options.head.is_some()),
        ("--key", options.key.is_some()),
        ("--root", options.root.is_some()),
    ];
    match given
        .iter()
        .find(|(o, given)| *given && !allowed.contains(o))
    {
        Some((option, _)) => bail!(
            "{option} is not for {kind}, which {} is; leave it out or name another file",
            options.file.display()
        ),
        None => Ok(()),
    }
}

fn tell(finding: Finding, as_json: bool) -> Result<Done> {
    if as_json {
        let mut all = json!({
            "kind": finding.kind, "holds": finding.differs.is_none(), "differs": finding.differs,
        });
        if let (Value::Object(all), Value::Object(facts)) = (&mut all, finding.facts) {
            all.extend(facts);
        }
        output::print(&format!("{all:#}\n"))?;
    } else {
        for line in finding.lines {
            let first = if line.starts_with(INDENT) { INDENT } else { "" };
            output::print(&format!("{}\n", paragraph(first, &line, WIDTH)))?;
        }
    }
    Ok(match finding.differs {
        None => Done::Well,
        Some(_) => Done::Finding,
    })
}

/// Words of others, in quotation marks.
fn quoted(voice: &Voice, text: &str) -> String {
    voice.say("quoted", args![text = text])
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::faults;

    #[test]
    fn both_languages_say_the_same() {
        let sources = [
            include_str!("verify.rs"),
            include_str!("verify/audit.rs"),
            include_str!("verify/decision.rs"),
            include_str!("verify/dividends.rs"),
            include_str!("verify/forecast.rs"),
            include_str!("verify/log.rs"),
            include_str!("verify/ratings.rs"),
            include_str!("verify/records.rs"),
            include_str!("verify/receipt.rs"),
            include_str!("verify/statement.rs"),
        ];
        assert_eq!(faults(&words(), &sources), Vec::<String>::new());
    }
}
