//! `capstan audit`: measurements of how people are paid.

mod pay;

use crate::Done;
use crate::cli::{AuditCommand, AuditSample};
use crate::output;
use anyhow::{Context, Result};
use capstan_audit::sample::{Spec, events};
use capstan_audit::{Rates, Rule, rule};

/// Runs an audit, or says what it could be about.
///
/// # Errors
/// If the options, the data or the disk do not allow it.
pub fn run(command: AuditCommand) -> Result<Done> {
    match command {
        AuditCommand::Pay(options) => pay::run(&options),
        AuditCommand::Sample(options) => sample(&options),
        AuditCommand::Rules => rules(),
    }
}

fn sample(options: &AuditSample) -> Result<Done> {
    let spec = Spec {
        workers: options.workers,
        ..Spec::default()
    };
    let made = events(&spec, options.seed);
    let mut bytes = Vec::new();
    capstan_data::pay::write(&made, &mut bytes).context("cannot write the events")?;
    output::put_bytes(&options.out, &bytes)?;
    tell!(
        "written to {}: {} made-up jobs of {} workers",
        options.out.display(),
        made.len(),
        options.workers
    );
    Ok(Done::Well)
}

fn rules() -> Result<Done> {
    let mut text = String::new();
    for name in rule::names() {
        let rule = Rule::find(name)?;
        text += &format!(
            "{name}: {}\n  formula  {}\n  source   {}\n\n",
            rule.title.en, rule.formula, rule.source
        );
    }
    for name in Rates::names() {
        let rates = Rates::find(name)?;
        let first = rates.rates.iter().map(|r| r.from).min();
        text += &format!(
            "{name}: {}\n  rates    {}",
            rates.title.en,
            rates.rates.len()
        );
        text += &first.map_or_else(String::new, |day| format!(", from {day} on"));
        text += "\n\n";
    }
    output::print(&format!("{}\n", text.trim_end()))?;
    Ok(Done::Well)
}
