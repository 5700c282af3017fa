//! `capstan donate read`: pay cards from pictures, documents, tables and
//! exports. Pictures are decoded by `capstan decode`, which no person calls.

mod kept;

use crate::Done;
use crate::cli::{DonateRead, HowAmounts};
use crate::output;
use anyhow::{Context, Result, bail};
use capstan_data::pay::{self, Field, PayEvent, Units};
use capstan_donation::{Card, Layout, Mapping, Reader, report};
use capstan_report::Voice;
use kept::Kept;
use rayon::prelude::*;
use serde_json::Value;
use std::path::Path;

/// Reads files and says what was found. A file that cannot be read does not
/// keep the others back.
///
/// # Errors
/// If an option makes no sense, or a file cannot be read.
pub fn run(options: DonateRead) -> Result<Done> {
    let voice = Voice::own(options.lang.into(), &[report::words()]);
    let reader = reader(&options)?;
    let kept = options.resume.as_deref();
    let kept = kept.map(|folder| Kept::open(folder, &reader)).transpose()?;
    let read: Vec<Result<Vec<Card>>> = options
        .files
        .par_iter()
        .map(|file| match &kept {
            Some(kept) => kept.read(&reader, file),
            None => Ok(reader.read(file)?),
        })
        .collect();
    let mut cards: Vec<Card> = Vec::new();
    let mut failed = Vec::new();
    for (file, found) in options.files.iter().zip(read) {
        match found {
            Ok(found) if found.is_empty() => {
                tell!("{}", report::none(&file.display().to_string(), &voice));
            }
            Ok(found) => cards.extend(found),
            Err(error) => failed.push(error),
        }
    }
    if let Some(out) = &options.out {
        keep(&cards, out)?;
    }
    if options.json {
        let all: Vec<Value> = cards.iter().map(Card::json).collect();
        output::json(&all)?;
    } else if !cards.is_empty() {
        output::table(&report::table(&cards, &voice), &voice)?;
        tell!("{}", report::asked(&cards, &voice));
    }
    let mut failed = failed.into_iter();
    match (failed.next(), failed.len()) {
        (None, _) => Ok(Done::Well),
        (Some(error), 0) => Err(error),
        (Some(error), more) => {
            failed.for_each(|e| tell!("error: {e:#}"));
            Err(error.context(format!("{} files could not be read", more + 1)))
        }
    }
}

/// Decodes one picture for the process that asks.
///
/// # Errors
/// If nobody asks, or nobody takes the answer.
pub fn decode() -> Result<Done> {
    capstan_donation::answer()?;
    Ok(Done::Well)
}

/// Writes the cards as a file of events.
fn keep(cards: &[Card], out: &Path) -> Result<()> {
    let events: Vec<PayEvent> = cards.iter().map(Card::event).collect();
    if events.iter().any(|e| e.worker.is_empty()) {
        bail!(
            "found jobs of nobody; expected a pseudonym for each. Name the person with --worker."
        );
    }
    let mut text = Vec::new();
    pay::write(&events, &mut text)?;
    output::put(out, &String::from_utf8(text)?)
}

fn reader(options: &DonateRead) -> Result<Reader> {
    let mut layouts = Vec::new();
    for path in &options.layouts {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {file}"))?;
        layouts.push(Layout::parse(&file, &text)?);
    }
    layouts.extend(Layout::known());
    let mut mapping = Mapping {
        currency: options.currency,
        platform: options.platform.clone(),
        units: match options.amounts {
            HowAmounts::Guess => Units::Guess,
            HowAmounts::Major => Units::Major,
            HowAmounts::Minor => Units::Minor,
        },
        ..Mapping::default()
    };
    for pair in &options.columns {
        let known = pair
            .split_once('=')
            .and_then(|(field, column)| Some((Field::of_name(field)?, column.trim().to_owned())));
        let Some((field, column)) = known else {
            let fields: Vec<&str> = Field::ALL.iter().map(|f| f.name()).collect();
            bail!(
                "--column {pair}: expected FIELD=COLUMN, with one of the fields {}",
                fields.join(", ")
            );
        };
        mapping.columns.insert(field, column);
    }
    Ok(Reader {
        layouts,
        taken: options.taken,
        mapping,
        worker: options.worker.clone(),
        ..Reader::default()
    })
}
