//! Values of records under nearest neighbours, as they are asked for.

use super::ask::{Over, Plan};
use super::game::owners_of;
use super::result::Worth;
use super::run::{Outcome, needs};
use super::settings::Settings;
use crate::error::ValueError;
use crate::exact::Semivalue;
use crate::knn::{
    Hard, Points, Records, Regression, Rule, Soft, Threshold, Totals, Weighted, scan, scan_owned,
    typical_radius,
};
use crate::sight::Sight;
use capstan_data::{Examples, Labels};
use capstan_learn::supervised::outputs;
use capstan_stats::Interval;

/// Refuses another model than nearest neighbours.
pub(crate) fn only_knn(plan: &Plan) -> Result<(), ValueError> {
    match plan.model.as_deref().filter(|m| *m != "knn") {
        None => Ok(()),
        Some(model) => Err(ValueError::Range {
            name: "--model",
            found: format!("{model} with --method {}", plan.method),
            expected: "knn, or nothing".to_owned(),
        }),
    }
}

/// Values under nearest neighbours.
pub(crate) fn neighbours(
    plan: &Plan,
    train: &Examples,
    tests: &Examples,
    stored: Option<&dyn Records>,
    sight: &Sight,
    settings: &mut Settings,
) -> Result<Outcome, ValueError> {
    only_knn(plan)?;
    let (records, points) = (Points::of(train), Points::of(tests));
    let k = settings.whole("k", 5, 1, u32::MAX as usize)?;
    let classes = outputs(train);
    let none: &[u32] = &[];
    let (labels, seen) = (
        train.classes().unwrap_or(none),
        tests.classes().unwrap_or(none),
    );
    let hard = |rule| Hard::new(labels, seen, k, rule).map(|h| Box::new(h) as Box<dyn Rule>);
    let rule: Box<dyn Rule> = match plan.method.as_str() {
        "knn-banzhaf" => hard(Semivalue::Banzhaf)?,
        "knn-loo" => hard(Semivalue::LeaveOneOut)?,
        "knn-beta" => {
            let a = settings.real("a", Some(4.0), 1e-3, 1e6)?.unwrap_or(4.0);
            let b = settings.real("b", Some(1.0), 1e-3, 1e6)?.unwrap_or(1.0);
            hard(Semivalue::Beta { a, b })?
        }
        "knn-soft" => Box::new(Soft::new(labels, seen, k, classes)?),
        "knn-threshold" => {
            let asked = settings.real("radius", None, 0.0, 1e30)?;
            if asked.is_none() && stored.is_some() {
                return Err(needs("--set", "radius=DISTANCE with --stream"));
            }
            let radius = asked.unwrap_or_else(|| typical_radius(records, points, k));
            settings.note("radius", radius);
            Box::new(Threshold::new(labels, seen, radius, classes)?)
        }
        "knn-weighted" => {
            let levels = settings.whole("levels", 8, 1, 64)?;
            let rule = match settings.word("rule", &["shapley", "banzhaf", "loo"])? {
                "banzhaf" => Semivalue::Banzhaf,
                "loo" => Semivalue::LeaveOneOut,
                _ => Semivalue::Shapley,
            };
            Box::new(Weighted::new(labels, seen, k, levels, rule)?)
        }
        "knn-regression" => {
            let (Labels::Numbers(goals), Labels::Numbers(seen)) = (&train.labels, &tests.labels)
            else {
                return Err(needs("--label", "a column of numbers for knn-regression"));
            };
            Box::new(Regression::new(goals, seen, k)?)
        }
        _ => hard(Semivalue::Shapley)?,
    };
    let records = stored.unwrap_or(&records);
    let totals = if plan.owners {
        let owners = owners_of(train)?;
        let many = owners.names.len();
        scan_owned(records, points, &*rule, (&owners.of, many), sight)?
    } else {
        vec![scan(records, points, &*rule)?]
    };
    let intervals =
        |of: &Totals| -> Vec<Interval> { (0..of.len()).map(|at| of.interval(at)).collect() };
    let values: Vec<Vec<Interval>> = totals.iter().map(intervals).collect();
    let common = sight.common().unwrap_or(0);
    let (worth, off) = (totals[common].worth, totals[common].off);
    let sum: f64 = values[common].iter().map(|v| v.value).sum();
    let metric = match plan.method.as_str() {
        "knn-regression" => "squared-error",
        "knn-weighted" => "vote",
        _ => "right-neighbours",
    };
    Ok(Outcome {
        views: sight.views().to_vec(),
        values,
        model: "knn".to_owned(),
        metric: metric.to_owned(),
        worth: Worth {
            all: Some(worth),
            nobody: off.map(|_| worth - sum),
        },
        evaluations: sight.many(tests.len()) as u64,
        interval: Over::Tests,
        subsets: None,
        together: None,
        stopped: None,
        bias: None,
    })
}
