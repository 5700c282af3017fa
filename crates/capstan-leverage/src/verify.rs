//! Makes a forecast again, whole or in part, and compares.

use crate::error::LeverageError;
use crate::forecast::{Operator, Watch, forecast, values};
use crate::plan::{Action, Plan};
use crate::result::{Forecast, WorldNote};
use capstan_data::Group;
use capstan_stats::Stream;
use capstan_worlds::{Cache, Outcome, Protocol};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// How closely a forecast was met again.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Every byte.
    Bytes,
    /// Every number to 1e-6; version or processor differ.
    Numbers,
    /// Not met.
    Differs,
}

/// What comparing showed.
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// How closely it was met.
    pub agreement: Agreement,
    /// How many worlds were made again, of how many.
    pub worlds: [usize; 2],
    /// Whether version and processor features are the same, so that bytes were
    /// expected.
    pub same_build: bool,
    /// The first few differences, by place.
    pub differences: Vec<String>,
}

/// Numbers agree up to this.
const CLOSE: f64 = 1e-6;

/// The plan of a forecast.
///
/// # Errors
/// If an entry of the file cannot be read.
pub fn plan_of(forecast: &Forecast) -> Result<Plan, LeverageError> {
    let mut actions = Vec::new();
    for note in &forecast.scenario {
        actions.push(Action {
            group: Group::parse(&note.group)?,
            lever: note.lever.parse()?,
            share: note.share,
        });
    }
    let target = forecast.design.target.as_deref().map(str::parse);
    Ok(Plan {
        actions,
        participation: forecast.design.participation.clone(),
        replicates: forecast.design.asked,
        folds: forecast.design.folds,
        seed: forecast.seed,
        target: target.transpose()?,
        tolerance: forecast.design.tolerance,
        protocol: if forecast.design.protocol == "published" {
            Protocol::Published
        } else {
            Protocol::Paired
        },
    })
}

fn same_build(forecast: &Forecast) -> bool {
    forecast.capstan == env!("CARGO_PKG_VERSION")
        && forecast.processor == capstan_learn::sgd::features()
}

/// Makes the whole forecast again. `text` is the file as it was written.
///
/// # Errors
/// As [`forecast`].
pub fn whole(
    earlier: &Forecast,
    text: &str,
    operator: Operator<'_>,
    watch: &dyn Watch,
) -> Result<Verdict, LeverageError> {
    let source = earlier.data.source.clone();
    let again = forecast(
        &plan_of(earlier)?,
        operator,
        source,
        &Cache::in_memory(),
        watch,
    )?;
    let worlds = [again.worlds.len(), earlier.worlds.len()];
    let mut differences = Vec::new();
    let json = again.to_json();
    let agreement = if json == text {
        Agreement::Bytes
    } else {
        let parse = |t: &str| serde_json::from_str::<Value>(t).unwrap_or_default();
        walk("", &parse(text), &parse(&json), &mut differences);
        differences.retain(|d| !d.starts_with("/capstan:") && !d.starts_with("/processor:"));
        let build = same_build(earlier);
        if differences.is_empty() && !build {
            Agreement::Numbers
        } else {
            if differences.is_empty() {
                differences.push("the bytes of the file, though every number is the same".into());
            }
            Agreement::Differs
        }
    };
    differences.truncate(20);
    Ok(Verdict {
        agreement,
        worlds,
        same_build: same_build(earlier),
        differences,
    })
}

fn walk(place: &str, a: &Value, b: &Value, out: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            let keys: BTreeSet<&String> = x.keys().chain(y.keys()).collect();
            for key in keys {
                let at =
                    |m: &serde_json::Map<String, Value>| m.get(key).cloned().unwrap_or_default();
                walk(&format!("{place}/{key}"), &at(x), &at(y), out);
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (n, (p, q)) in x.iter().zip(y).enumerate() {
                walk(&format!("{place}/{n}"), p, q, out);
            }
        }
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (
                x.as_f64().unwrap_or(f64::NAN),
                y.as_f64().unwrap_or(f64::NAN),
            );
            if !close(x, y) {
                out.push(format!("{place}: {x} in the file, {y} made again"));
            }
        }
        // A digest names exact bits; the numbers beside it are compared.
        _ if a != b && !place.ends_with("/digest") => {
            out.push(format!("{place}: {a} in the file, {b} made again"));
        }
        _ => {}
    }
}

fn close(x: f64, y: f64) -> bool {
    (x - y).abs() <= CLOSE * (1.0 + x.abs().max(y.abs()))
}

/// Makes a share of the worlds again, drawn by the seed; at least one.
///
/// # Errors
/// As [`forecast`].
pub fn sample(
    earlier: &Forecast,
    share: f64,
    operator: Operator<'_>,
    watch: &dyn Watch,
) -> Result<Verdict, LeverageError> {
    let plan = plan_of(earlier)?;
    let call = plan.call(operator.data)?;
    let info = operator.model.info();
    let cache = Cache::in_memory();
    let lab = operator.lab(plan.design(), &cache)?;
    let stream = Stream::root(plan.seed).child("verify");
    let wanted = ((share * earlier.worlds.len() as f64).ceil() as usize).max(1);
    let mut order: Vec<usize> = (0..earlier.worlds.len()).collect();
    order.sort_by_key(|&n| stream.priority(n as u64));
    order.truncate(wanted);
    let replicates: BTreeSet<u64> = order.iter().map(|&n| earlier.worlds[n].replicate).collect();
    watch.begins(replicates.len() as u64, plan.folds);
    let mut verdict = Verdict {
        agreement: Agreement::Bytes,
        worlds: [order.len(), earlier.worlds.len()],
        same_build: same_build(earlier),
        differences: Vec::new(),
    };
    for replicate in replicates {
        let chosen: Vec<&WorldNote> = order
            .iter()
            .map(|&n| &earlier.worlds[n])
            .filter(|w| w.replicate == replicate)
            .collect();
        // A model that forgets goes through all participations in order.
        let participation: Vec<f64> = plan
            .participation
            .iter()
            .copied()
            .filter(|p| info.forgets || chosen.iter().any(|w| w.participation == Some(*p)))
            .collect();
        let changes = |r: u64| participation.iter().map(|&p| call.change(r, p)).collect();
        for made in lab.run(replicate..replicate + 1, &changes, watch)? {
            for note in &chosen {
                let outcome = match note.participation {
                    None if note.model == info.name => Some(&made.base),
                    None => Some(&made.counterpart),
                    Some(p) => participation
                        .iter()
                        .position(|x| *x == p)
                        .and_then(|n| made.outcomes.get(n)),
                };
                judge(note, outcome, &mut verdict);
            }
        }
    }
    if !verdict.differences.is_empty() {
        verdict.agreement = Agreement::Differs;
    }
    verdict.differences.truncate(20);
    Ok(verdict)
}

fn judge(note: &WorldNote, outcome: Option<&Outcome>, verdict: &mut Verdict) {
    let place = match note.participation {
        Some(p) => format!(
            "replicate {}, participation {p}, {}",
            note.replicate, note.model
        ),
        None => format!("replicate {}, as it is, {}", note.replicate, note.model),
    };
    let Some(outcome) = outcome else {
        verdict
            .differences
            .push(format!("{place}: not part of the plan"));
        return;
    };
    if outcome.digest() == note.digest {
        return;
    }
    let numbers = values(outcome);
    let alike = numbers.len() == note.values.len()
        && numbers.iter().zip(&note.values).all(|(a, b)| match (a, b) {
            (Some(a), Some(b)) => close(*a, *b),
            (a, b) => a == b,
        });
    if alike && !verdict.same_build {
        verdict.agreement = Agreement::Numbers;
    } else {
        verdict.differences.push(format!(
            "{place}: {:?} in the file, {numbers:?} made again",
            note.values
        ));
    }
}
