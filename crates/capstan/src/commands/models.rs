//! `capstan models`

use crate::Done;
use crate::cli::Models;
use crate::output;
use anyhow::Result;
use capstan_learn::params::Domain;
use serde_json::json;

/// Says what the models are.
///
/// # Errors
/// If there is no such model.
pub fn run(options: Models) -> Result<Done> {
    let models = match &options.name {
        Some(name) => vec![capstan_learn::find(name)?],
        None => capstan_learn::models().to_vec(),
    };
    if options.json {
        let list: Vec<_> = models
            .iter()
            .map(|m| {
                let i = m.info();
                let params: Vec<_> = i
                    .params
                    .iter()
                    .map(|p| json!({"name": p.name, "what": p.what, "default": p.default, "expected": expected(&p.domain)}))
                    .collect();
                json!({"name": i.name, "title": i.title, "source": i.source, "cost": i.cost,
                    "unknown": i.unknown, "counterpart": i.counterpart, "ranks_only": i.ranks_only,
                    "forgets": i.forgets, "params": params})
            })
            .collect();
        output::json(&list)?;
        return Ok(Done::Well);
    }
    let mut text = String::new();
    for model in models {
        let i = model.info();
        text.push_str(&format!("{}: {}\n", i.name, i.title));
        let mut line = |name: &str, value: &str| text.push_str(&format!("  {name:<12} {value}\n"));
        line("source", i.source);
        line("cost", i.cost);
        line("to strikers", i.unknown);
        line("counterpart", i.counterpart);
        line(
            "forgets",
            if i.forgets {
                "exactly, without training anew"
            } else {
                "only by training anew"
            },
        );
        if let Some(why) = i.ranks_only {
            line("no rmse, mae", why);
        }
        for p in i.params {
            let what = format!(
                "{} [{}; default {}]",
                p.what,
                expected(&p.domain),
                p.default
            );
            line(p.name, &what);
        }
        text.push('\n');
    }
    output::print(&text)?;
    Ok(Done::Well)
}

fn expected(domain: &Domain) -> String {
    match domain {
        Domain::Whole(low, high) => format!("a whole number from {low} to {high}"),
        Domain::Real(low, high) => format!("a number from {low} to {high}"),
        Domain::Word(words) => format!("one of {}", words.join(", ")),
    }
}
