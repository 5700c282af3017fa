//! Values of records.

use super::command::Scored;
use crate::Done;
use crate::cli::Value as Options;
use crate::load;
use crate::output;
use crate::progress::Bar;
use anyhow::{Context, Result, bail};
use capstan_data::{
    DataError, ExampleOptions, Examples, Groups, Ids, Keep, read_examples, read_examples_to,
};
use capstan_value::Game;
use capstan_value::knn::{Records, Stored};
use capstan_value::recommender::run::PEOPLE;
use capstan_value::records::{Ask, Found, Plan, RecordsResult, Units, rated, report, run as find};
use capstan_value::value::csv;
use capstan_worlds::View;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How to make values again.
#[derive(Debug, Serialize, Deserialize)]
struct Origin {
    train: PathBuf,
    test: Option<PathBuf>,
    label: String,
    id: Option<String>,
    owner: Option<String>,
    ignore: Vec<String>,
    delimiter: Option<char>,
    command: Option<String>,
    check: bool,
    /// The ratings, where their people are valued; else the records are read
    /// from `train`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ratings: Option<load::Source>,
    /// The table of groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    groups: Option<PathBuf>,
}

/// Values the records of labelled examples and writes what came out.
///
/// # Errors
/// If the options, the data or the disk do not allow it.
pub fn run(options: &Options) -> Result<Done> {
    if options.unit.as_deref() == Some(PEOPLE) {
        bail!(
            "--unit {PEOPLE} is for ratings; of labelled examples, name the column of people with --owner, or a table of groups with --unit FILE"
        );
    }
    let records = &options.records;
    let (Some(train), Some(label)) = (&options.data.file, &records.label) else {
        bail!(
            "labelled examples are read from a file: name it, and its column of labels with --label"
        );
    };
    let origin = Origin {
        train: train.clone(),
        test: records.test.clone(),
        label: label.clone(),
        id: records.id.clone(),
        owner: records.owner.clone(),
        ignore: records.ignore.clone(),
        delimiter: options.data.reading.delimiter,
        command: records.command.clone(),
        check: records.check,
        ratings: None,
        groups: options.unit.as_ref().map(PathBuf::from),
    };
    give(options, &origin)
}

/// Values the people of ratings, or groups of them, by a command, and writes
/// what came out.
///
/// # Errors
/// If the options, the data or the disk do not allow it.
pub fn run_rated(options: &Options, unit: &str) -> Result<Done> {
    let records = &options.records;
    if records.stream || records.owner.is_some() || records.id.is_some() {
        bail!(
            "--stream, --owner and --id are for labelled examples: of ratings, people are valued by their ids"
        );
    }
    if options.model.model.is_some() || options.metric.is_some() {
        bail!(
            "--model and --metric are for models; with --command, the command says what a subset is worth"
        );
    }
    let source = load::source(&options.data, Keep::default())?;
    let origin = Origin {
        train: source.file.clone().unwrap_or_default(),
        test: None,
        label: "rating".to_owned(),
        id: None,
        owner: Some(PEOPLE.to_owned()),
        ignore: Vec::new(),
        delimiter: None,
        command: records.command.clone(),
        check: records.check,
        ratings: Some(source),
        groups: (unit != PEOPLE).then(|| PathBuf::from(unit)),
    };
    give(options, &origin)
}

fn give(options: &Options, origin: &Origin) -> Result<Done> {
    let plan = Plan {
        method: options.method.clone(),
        set: options.model.set.clone(),
        model: options.model.model.clone(),
        metric: options.metric.clone(),
        owners: origin.owner.is_some(),
        view: Some(options.view.clone()).filter(|view| view != View::Everyone.name()),
        coalitions: options.coalitions(),
        seed: options.seed,
        tolerance: options.tolerance,
        budget: options.budget,
    };
    let results = &options.results;
    output::folder(results)?;
    let found = value(&plan, origin, Some(&results.out), options.records.stream)?;
    if let Some(label) = &found.result.only_label {
        tell!("warning: all records have the label {label:?}");
    }
    let page = report::page(&found.result, &found.values, results.lang.into());
    let files = [
        ("values.json", found.result.to_json()),
        ("values.csv", csv(&found.values)),
        ("report.html", page),
    ];
    output::give(results, &files, |lang| {
        report::text(&found.result, &found.values, lang)
    })?;
    Ok(Done::Well)
}

/// Makes values again as their file says; `data` is where the records are now,
/// if they moved.
///
/// # Errors
/// If the examples cannot be read, or are not those of the file.
pub fn again(made: &RecordsResult, data: Option<PathBuf>) -> Result<Found> {
    let mut origin: Origin = serde_json::from_value(made.source.clone())
        .context("the values do not say where their data came from")?;
    let source = made.source.clone();
    if let Some(data) = data {
        match &mut origin.ratings {
            Some(ratings) => ratings.file = Some(data),
            None => origin.train = data,
        }
    }
    let mut found = value(&made.plan, &origin, None, false)?;
    found.result.source = source;
    let test = |r: &RecordsResult| r.test.as_ref().map(|t| t.hash.clone());
    let groups = |r: &RecordsResult| r.together.as_ref().map(|t| t.hash.clone());
    if groups(&found.result) != groups(made) {
        bail!(
            "these are not the groups of the values: the content of their table has changed; put the right table in place"
        );
    }
    if found.result.train.hash != made.train.hash || test(&found.result) != test(made) {
        bail!(
            "these are not the examples of the values: content hash {} found, {} expected; put the right files in place, or name the records with --data",
            &found.result.train.hash[..16],
            made.train.hash.get(..16).unwrap_or(&made.train.hash)
        );
    }
    found.result.train.name.clone_from(&made.train.name);
    Ok(found)
}

fn value(plan: &Plan, origin: &Origin, keep: Option<&Path>, stream: bool) -> Result<Found> {
    let delimiter = match origin.delimiter {
        Some(c) if c.is_ascii() => Some(c as u8),
        Some(c) => bail!("--delimiter {c}: expected one plain character like , or ;"),
        None => None,
    };
    let options = ExampleOptions {
        label: origin.label.clone(),
        numbers: plan.numbers()?,
        id: origin.id.clone(),
        owner: origin.owner.clone(),
        ignore: origin.ignore.clone(),
        delimiter,
    };
    let (train, stored) = match (&origin.ratings, keep.filter(|_| stream)) {
        (Some(source), _) => (rated(&load::read(source.clone())?.data), None),
        (None, None) => (read_examples(&origin.train, &options, None)?, None),
        (None, Some(folder)) => {
            let (train, stored) = store(&origin.train, &options, folder)?;
            (train, Some(stored))
        }
    };
    let test = |owner: Option<&String>| {
        let options = ExampleOptions {
            id: None,
            owner: owner.cloned(),
            ignore: Vec::new(),
            ..options.clone()
        };
        let test = origin.test.as_deref();
        test.map(|test| read_examples(test, &options, Some(&train)))
            .transpose()
    };
    let tests = match test(origin.owner.as_ref()) {
        // Whose a test example is matters to views alone.
        Err(DataError::MissingColumn {
            option: "--owner", ..
        }) if plan.view.is_none() => test(None)?,
        read => read?,
    };
    let units = match &origin.groups {
        None => None,
        Some(table) => Some(units(table, origin, plan, &train)?),
    };
    let command = origin.command.as_deref();
    let scored = command.map(|command| Scored::new(command, ids(&train, plan.owners)));
    let scored = scored.as_ref().map(|game| game as &dyn Game);
    let outside = scored.zip(command);
    let bar = Bar::new();
    let found = find(
        &Ask {
            plan,
            train: &train,
            tests: tests.as_ref(),
            stored: stored
                .as_ref()
                .map(|s| (&s.records as &dyn Records, s.hash.as_str())),
            units: units.as_ref(),
            outside,
            source: serde_json::to_value(origin)?,
            keep,
            check: origin.check,
        },
        &bar,
    )?;
    bar.finish();
    Ok(found)
}

/// Records whose numbers are in a file, which goes when this goes.
struct OnDisk {
    records: Stored,
    hash: String,
}

impl Drop for OnDisk {
    fn drop(&mut self) {
        // Best effort: what stays only takes up space.
        let _ = std::fs::remove_file(&self.records.path);
    }
}

/// Reads examples with their numbers going to a file in `folder`.
fn store(train: &Path, options: &ExampleOptions, folder: &Path) -> Result<(Examples, OnDisk)> {
    let path = folder.join("records.part");
    let cannot = || format!("cannot write {}", path.display());
    let mut into = BufWriter::new(File::create(&path).with_context(cannot)?);
    let mut on_disk = OnDisk {
        records: Stored {
            path: path.clone(),
            len: 0,
            width: 0,
        },
        hash: String::new(),
    };
    let examples = read_examples_to(train, options, &mut into)?;
    into.flush().with_context(cannot)?;
    (on_disk.records.len, on_disk.records.width) = (examples.len(), examples.width());
    let mut walked = Ok(());
    on_disk.hash = examples.hash_with(&mut |take| {
        walked = on_disk.records.walk(&mut |_, cells| take(cells));
    });
    walked?;
    Ok((examples, on_disk))
}

/// The groups of a table, whose members are records by their ids, or owners.
fn units(table: &Path, origin: &Origin, plan: &Plan, train: &Examples) -> Result<Units> {
    let (column, known) = match &origin.owner {
        Some(owner) => (owner.as_str(), "owners of the records"),
        None => (origin.id.as_deref().unwrap_or("id"), "ids of the records"),
    };
    let mut members = Ids::new();
    for id in ids(train, plan.owners) {
        members.insert(&id);
    }
    let groups = Groups::read_of(table, &members, column, known)?;
    Ok(Units::new(
        train,
        (&groups, &members),
        plan.owners,
        &plan.coalitions,
    )?)
}

/// The ids of the players where they are no groups.
fn ids(train: &Examples, owners: bool) -> Vec<String> {
    match &train.owners {
        Some(known) if owners => known.names.names().map(str::to_owned).collect(),
        _ => (0..train.len()).map(|at| train.id(at)).collect(),
    }
}
