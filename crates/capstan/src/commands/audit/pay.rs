//! `capstan audit pay`

use crate::Done;
use crate::cli::AuditPay;
use crate::output;
use anyhow::{Context, Result};
use capstan_audit::{Question, Rates, Rule, audit, bundle, detail, report, strata};
use capstan_data::pay;

/// Audits a file of pay events and writes what was found.
///
/// # Errors
/// If the options, the events, the rule or the disk do not allow it.
pub fn run(options: &AuditPay) -> Result<Done> {
    let question = question(options)?;
    let read = pay::read(&options.events, options.amounts.into())?;
    for column in &read.ignored {
        tell!("the column {column:?} is passed over: no field has this name");
    }
    let file = options.events.display().to_string();
    let made = audit(&read.events, &file, &question)?;
    let lang = options.results.lang.into();
    let mut files = vec![
        ("audit.json", made.to_json()),
        ("report.html", report::page(&made, lang)),
    ];
    if options.detail {
        let tables = detail(&read.events, &question)?;
        files.extend([("jobs.csv", tables.jobs), ("workers.csv", tables.workers)]);
    }
    output::give(&options.results, &files, |lang| report::text(&made, lang))?;
    if let Some(file) = &options.bundle {
        output::put_bytes(file, &bundle(&made, lang)?)?;
        tell!("written to {}: the bundle", file.display());
    }
    Ok(Done::Well)
}

fn question(options: &AuditPay) -> Result<Question> {
    let mut question = Question::about(Rule::find(&options.rule)?)?;
    let rates = |asked: &Option<String>, usual: Option<Rates>| -> Result<Option<Rates>> {
        match asked.as_deref() {
            None => Ok(usual),
            Some("none") => Ok(None),
            Some(name) => Ok(Some(Rates::find(name)?)),
        }
    };
    question.mileage = rates(&options.mileage, question.mileage)?;
    question.wage = rates(&options.wage, question.wage)?;
    if let Some(path) = &options.population {
        let file = path.display().to_string();
        let text = std::fs::read(path).with_context(|| format!("cannot read {file}"))?;
        question.population = strata::read(&file, &text)?;
    }
    let all: usize = question.population.iter().map(|s| s.workers).sum();
    question.roster = options.roster.or((all > 0).then_some(all));
    if let Some(place) = &options.place {
        question.place.clone_from(place);
    }
    let (given, choices) = (&options.choices, &mut question.choices);
    let set = |into: &mut f64, given: Option<f64>| *into = given.unwrap_or(*into);
    set(&mut choices.margin, given.margin);
    set(&mut choices.tolerance, given.tolerance);
    set(&mut choices.cap, given.cap);
    let count = |into: &mut usize, given: Option<usize>| *into = given.unwrap_or(*into);
    count(&mut choices.min_jobs, given.min_jobs);
    count(&mut choices.limits.people, given.min_group);
    count(&mut choices.draws, given.draws);
    choices.jobs = given.jobs.into();
    choices.promotion = given.promotion.into();
    choices.seed = given.seed;
    Ok(question)
}
