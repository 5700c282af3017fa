//! From a question about records to values.

use super::ask::{Over, Plan, method};
use super::check::{check, check_outside};
use super::drawing::{BUDGET, Drawing, Drawn};
use super::influence::influence;
use super::neighbours::{neighbours, only_knn};
use super::oob::OutOfBag;
use super::result::{DataNote, RecordsResult, Worth};
use super::told::{SeenLine, Together};
use super::view::{checked, each_its_own, others, sight};
use super::{Metric, RecordGame, Settings, Units};
use crate::error::ValueError;
use crate::exact::MOST;
use crate::game::{Coalition, Game};
use crate::groups::Quotient;
use crate::knn::Records;
use crate::recommender::result::Reading;
use crate::sampling::{Stopped, Watch};
use crate::value::Value;
use capstan_data::{Examples, Labels};
use capstan_learn::supervised::{Learner, Logistic, Neighbours, Ridge};
use capstan_stats::{Interval, Stream};
use capstan_worlds::View;
use std::path::Path;

/// What is valued, and how.
pub struct Ask<'a> {
    /// What is asked.
    pub plan: &'a Plan,
    /// The examples that are valued.
    pub train: &'a Examples,
    /// The examples to be right about; none where `outside` scores subsets.
    pub tests: Option<&'a Examples>,
    /// The numbers of `train` and their content hash, where they are not in
    /// memory; for methods of nearest neighbours.
    pub stored: Option<(&'a dyn Records, &'a str)>,
    /// The groups of records that are the players, if they are some.
    pub units: Option<&'a Units>,
    /// A game that is not ours, with what to call it.
    pub outside: Option<(&'a dyn Game, &'a str)>,
    /// How to read the examples again.
    pub source: serde_json::Value,
    /// The folder in which samples are kept.
    pub keep: Option<&'a Path>,
    /// Whether to try what the values are good for; of a model this takes two
    /// test examples.
    pub check: bool,
}

/// Values with what is to be said about them.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was asked and found.
    pub result: RecordsResult,
    /// The value of each player, in order of the data.
    pub values: Vec<Value>,
}

/// Values the records.
///
/// # Errors
/// If the question does not fit the data, a worth is undefined, samples cannot
/// be kept, or `watch` says stop.
pub fn run(ask: &Ask<'_>, watch: &dyn Watch) -> Result<Found, ValueError> {
    let info = method(&ask.plan.method)?;
    ask.plan.check()?;
    checked(ask)?;
    let mut settings = Settings::new(&ask.plan.set)?;
    let mut outcome = compute(
        ask,
        ask.train,
        ask.tests,
        ask.plan.seed,
        true,
        &mut settings,
        watch,
    )?;
    let settings = settings.finish()?;
    let usefulness = match (ask.outside, ask.tests) {
        _ if !ask.check => None,
        (Some((game, _)), _) => Some(check_outside(ask, game, &outcome, watch)?),
        (None, Some(tests)) => {
            let others = others(ask, tests)?;
            let tests = others.as_ref().unwrap_or(tests);
            let enough = tests.len() > 1;
            enough
                .then(|| check(ask, tests, &outcome, watch))
                .transpose()?
        }
        _ => None,
    };
    let mut values = named(ask, &outcome);
    let seen = seen(&values, &outcome);
    let (players, differs) = (values.len(), each_its_own(ask.plan)?);
    let mut main = outcome.values.swap_remove(0);
    if differs {
        values.retain(|v| v.high.is_finite());
        main.retain(|v| v.high.is_finite());
    }
    let note = |e: &Examples, hash: String| DataNote {
        name: e.name.clone(),
        hash,
        records: e.len(),
        features: e.width(),
    };
    let mut result = RecordsResult {
        capstan: env!("CARGO_PKG_VERSION").to_owned(),
        processor: capstan_learn::sgd::features().to_owned(),
        seed: ask.plan.seed,
        train: note(
            ask.train,
            ask.stored
                .map_or_else(|| ask.train.hash(), |(_, hash)| hash.to_owned()),
        ),
        test: ask.tests.map(|tests| note(tests, tests.hash())),
        source: ask.source.clone(),
        plan: ask.plan.clone(),
        method_source: info.source.to_owned(),
        settings,
        model: outcome.model,
        metric: outcome.metric,
        unit: match (ask.units, ask.plan.owners) {
            (Some(_), _) => "group",
            (None, true) => "owner",
            (None, false) => "record",
        }
        .to_owned(),
        players,
        unseen: players - values.len(),
        worth: outcome.worth,
        interval: outcome.interval,
        evaluations: outcome.evaluations,
        to_halve: outcome.evaluations.saturating_mul(3),
        stopped: outcome.stopped,
        bias: outcome.bias,
        sum: None,
        above: 0,
        below: 0,
        unclear: 0,
        subsets: outcome.subsets,
        together: outcome.together,
        seen,
        // A command may look at what it likes.
        only_label: ask.train.only_label().filter(|_| ask.outside.is_none()),
        usefulness,
        values: blake3::hash(crate::value::csv(&values).as_bytes())
            .to_hex()
            .to_string(),
    };
    result.tell(&main, !differs);
    Ok(Found { result, values })
}

/// The values of all players in all views, where there are several.
fn seen(values: &[Value], outcome: &Outcome) -> Vec<SeenLine> {
    if outcome.views.len() < 2 {
        return Vec::new();
    }
    let line = |(player, value): (usize, &Value)| {
        let views = outcome.views.iter().zip(&outcome.values);
        let reading = |(view, of): (&View, &Vec<Interval>)| {
            let known = Some(of[player]).filter(|v| v.high.is_finite());
            Reading::new(view.name(), known)
        };
        SeenLine {
            id: value.id.clone(),
            views: views.map(reading).collect(),
        }
    };
    values.iter().enumerate().map(line).collect()
}

/// The values with the ids of records or owners.
fn named(ask: &Ask<'_>, outcome: &Outcome) -> Vec<Value> {
    let id = |at: usize| match &ask.train.owners {
        _ if let Some(units) = ask.units => units.names()[at].clone(),
        Some(owners) if ask.plan.owners => owners.names.name(at as u32).to_owned(),
        _ => ask.train.id(at),
    };
    let values = outcome.values[0].iter().enumerate();
    values
        .map(|(at, v)| Value::new(id(at), *v, outcome.evaluations))
        .collect()
}

/// Values before they have names.
pub(crate) struct Outcome {
    /// The views, the main one first.
    pub(crate) views: Vec<View>,
    /// In each view, of each player; open for who has none in the view.
    pub(crate) values: Vec<Vec<Interval>>,
    pub(crate) model: String,
    pub(crate) metric: String,
    pub(crate) worth: Worth,
    pub(crate) evaluations: u64,
    pub(crate) interval: Over,
    pub(crate) subsets: Option<u64>,
    pub(crate) together: Option<Together>,
    pub(crate) stopped: Option<Stopped>,
    pub(crate) bias: Option<f64>,
}

/// Finds the values of `train` for `tests`.
pub(crate) fn compute(
    ask: &Ask<'_>,
    train: &Examples,
    tests: Option<&Examples>,
    seed: u64,
    keep: bool,
    settings: &mut Settings,
    watch: &dyn Watch,
) -> Result<Outcome, ValueError> {
    let plan = ask.plan;
    let keep = ask.keep.filter(|_| keep);
    let sight = &sight(plan, train, tests, ask.units)?;
    let drawing = |tests, extra| Drawing {
        plan,
        seed,
        keep,
        train,
        tests,
        extra,
        units: ask.units,
        sight,
        most: BUDGET,
        kept: true,
    };
    if plan.method.starts_with("knn-") {
        let tests = tests.ok_or_else(|| needs("--test", "test examples"))?;
        let stored = ask.stored.map(|(records, _)| records);
        let Some(units) = ask.units else {
            return neighbours(plan, train, tests, stored, sight, settings);
        };
        only_knn(plan)?;
        let near = Drawing {
            most: 1 << MOST,
            kept: false,
            ..drawing(Some(tests), "right-neighbours")
        };
        let found = near.near(units, tests, stored, settings, watch)?;
        let mut found = found.into_outcome(sight, "knn", "right-neighbours");
        // Its orders are walked at each test example alone.
        if found.stopped.is_some() && plan.method == "knn-shapley" {
            found.interval = Over::Both;
        }
        return Ok(found);
    }
    if ask.stored.is_some() {
        return Err(ValueError::Range {
            name: "--stream",
            found: format!("--method {}", plan.method),
            expected: "a method of nearest neighbours, knn-shapley for example".to_owned(),
        });
    }
    if let Some((game, name)) = ask.outside {
        let drawing = drawing(None, name);
        let found = match quotient(ask, game) {
            None => drawing.of_game(game, settings, watch)?,
            Some(quotient) => drawing.of_game(&quotient, settings, watch)?,
        };
        return Ok(found.into_outcome(sight, name, "score"));
    }
    let tests = tests.ok_or_else(|| needs("--test", "test examples"))?;
    let numbers = matches!(train.labels, Labels::Numbers(_));
    let (learner, lambda) = learner(plan, numbers, settings)?;
    let metric = metric(plan, numbers, learner.name())?;
    let game = game(ask, train, tests, &*learner, metric)?;
    let drawing = drawing(Some(tests), metric.name());
    let found = match plan.method.as_str() {
        "oob" => {
            let stream = Stream::root(seed).child("bags");
            let oob = OutOfBag::new(&game, stream)?;
            let drawn = drawing.draw(&oob, settings, watch)?;
            Drawn::from(drawn, train.len(), Worth::default(), None)
        }
        "influence" => Drawn {
            values: influence(&game, lambda, sight)?,
            worth: Worth::default(),
            evaluations: sight.many(tests.len()) as u64,
            stopped: None,
            bias: None,
            subsets: None,
            together: drawing.together(&game, watch)?,
        },
        _ => drawing.of_game(&game, settings, watch)?,
    };
    Ok(found.into_outcome(sight, learner.name(), metric.name()))
}

/// The game of the players that are asked about.
pub(crate) fn game<'a>(
    ask: &Ask<'_>,
    train: &'a Examples,
    tests: &'a Examples,
    learner: &'a dyn Learner,
    metric: Metric,
) -> Result<RecordGame<'a>, ValueError> {
    match ask.units {
        None => RecordGame::new(train, tests, learner, metric, ask.plan.owners),
        Some(units) => {
            let units = (units.rows().to_vec(), units.always().to_vec());
            RecordGame::of_units(train, tests, learner, metric, units)
        }
    }
}

/// The game of the groups that are asked about, whose members are the players
/// of `game`; none where they are no groups.
pub(crate) fn quotient<'a>(ask: &Ask<'_>, game: &'a dyn Game) -> Option<Quotient<'a>> {
    let units = ask.units?;
    let of = |rows: &[u32]| players_of(ask.train, ask.plan.owners, rows);
    let groups = units.rows().iter().map(|rows| of(rows)).collect();
    Some(Quotient::new(game, groups).beside(of(units.always())))
}

/// The players of a game of records, or of their owners, whose examples are
/// `rows`.
fn players_of(train: &Examples, owners: bool, rows: &[u32]) -> Coalition {
    match &train.owners {
        Some(owned) if owners => {
            let of = rows.iter().map(|&r| owned.of[r as usize] as usize);
            Coalition::of(owned.names.len(), of)
        }
        _ => Coalition::of(train.len(), rows.iter().map(|&r| r as usize)),
    }
}

pub(crate) fn needs(name: &'static str, expected: &str) -> ValueError {
    ValueError::Range {
        name,
        found: "nothing".to_owned(),
        expected: expected.to_owned(),
    }
}

/// The model that is asked for, and its penalty.
pub(crate) fn learner(
    plan: &Plan,
    numbers: bool,
    settings: &mut Settings,
) -> Result<(Box<dyn Learner>, f64), ValueError> {
    let usual = if numbers { "ridge" } else { "logistic" };
    let name = plan.model.as_deref().unwrap_or(usual);
    if name == "knn" {
        let k = settings.whole("k", 5, 1, u32::MAX as usize)?;
        return Ok((Box::new(Neighbours { k }), 0.0));
    }
    let lambda = settings
        .real("lambda", Some(1.0), 1e-9, 1e12)?
        .unwrap_or(1.0);
    match name {
        "logistic" => Ok((Box::new(Logistic { lambda }), lambda)),
        "ridge" => Ok((Box::new(Ridge { lambda }), lambda)),
        other => Err(ValueError::Range {
            name: "--model",
            found: other.to_owned(),
            expected: "logistic, ridge or knn".to_owned(),
        }),
    }
}

/// The metric that is asked for, or the usual one.
fn metric(plan: &Plan, numbers: bool, learner: &str) -> Result<Metric, ValueError> {
    let influence = plan.method == "influence";
    let usual = match (numbers, influence && learner == "logistic") {
        (true, _) => Metric::SquaredError,
        (false, true) => Metric::LogLoss,
        (false, false) => Metric::Accuracy,
    };
    let metric = plan.metric.as_deref().map_or(Ok(usual), Metric::named)?;
    let fits = match plan.method.as_str() {
        "influence" => metric == usual,
        "oob" => matches!(metric, Metric::Accuracy | Metric::SquaredError),
        _ => true,
    };
    if fits {
        return Ok(metric);
    }
    Err(ValueError::Range {
        name: "--metric",
        found: format!("{} with --method {}", metric.name(), plan.method),
        expected: usual.name().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{clouds, numbers};
    use super::*;

    fn plan(method: &str, set: &[&str]) -> Plan {
        Plan {
            method: method.to_owned(),
            set: set.iter().map(|&s| s.to_owned()).collect(),
            model: None,
            metric: None,
            owners: false,
            view: None,
            coalitions: Vec::new(),
            seed: 1,
            tolerance: None,
            budget: Some(600),
        }
    }

    fn ask<'a>(plan: &'a Plan, train: &'a Examples, tests: &'a Examples) -> Ask<'a> {
        Ask {
            plan,
            train,
            tests: Some(tests),
            stored: None,
            units: None,
            outside: None,
            source: serde_json::Value::Null,
            keep: None,
            check: false,
        }
    }

    #[test]
    fn every_method_runs_and_says_the_same_again() {
        let (train, tests) = (clouds(24, 3, 1), clouds(15, 3, 2));
        // Shares of the whole and Owen values are for few groups.
        let few = ["owen", "least-core", "nucleolus"];
        let all = crate::records::METHODS.iter();
        for info in all.filter(|m| !few.contains(&m.name)) {
            let (mut train, mut tests) = (train.clone(), tests.clone());
            if info.name == "knn-regression" {
                let goals = |e: &Examples| -> Vec<f64> {
                    (0..e.len()).map(|at| f64::from(e.row(at)[0])).collect()
                };
                train.labels = Labels::Numbers(goals(&train));
                tests.labels = Labels::Numbers(goals(&tests));
            }
            let plan = plan(info.name, &[]);
            let first = run(&ask(&plan, &train, &tests), &()).unwrap();
            let second = run(&ask(&plan, &train, &tests), &()).unwrap();
            assert_eq!(first.result.to_json(), second.result.to_json());
            assert_eq!(first.values, second.values);
            assert_eq!(first.values.len(), 24, "{}", info.name);
            assert!(
                first
                    .values
                    .iter()
                    .all(|v| v.low <= v.value && v.value <= v.high)
            );
        }
    }

    #[test]
    fn shares_add_up_to_what_everybody_is_worth() {
        let (train, tests) = (clouds(24, 3, 1), clouds(15, 3, 2));
        for method in [
            "knn-shapley",
            "knn-soft",
            "knn-threshold",
            "knn-weighted",
            "permutation",
            "antithetic",
        ] {
            let plan = plan(method, &[]);
            let found = run(&ask(&plan, &train, &tests), &()).unwrap().result;
            let (all, nobody) = (found.worth.all.unwrap(), found.worth.nobody.unwrap());
            assert!(
                (found.sum.unwrap() - (all - nobody)).abs() < 1e-6,
                "{method}"
            );
        }
    }

    #[test]
    fn trials_tell_values_from_chance() {
        let (train, tests) = (clouds(80, 2, 1), clouds(400, 2, 2));
        let plan = plan("knn-shapley", &["k=3"]);
        let mut ask = ask(&plan, &train, &tests);
        ask.check = true;
        let tried = run(&ask, &()).unwrap().result.usefulness.unwrap();
        let wrong = tried.wrong_labels.unwrap();
        assert!(
            wrong.lower > 0.8 && wrong.found as f64 > wrong.by_chance,
            "{wrong:?}"
        );
        let end = tried.removal.last().unwrap();
        assert!(end.best_first.value < end.worst_first.value);
        assert!(tried.stability.unwrap() > 0.3);
    }

    #[test]
    fn a_run_that_was_stopped_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let (train, tests) = (clouds(12, 2, 1), clouds(9, 2, 2));
        let short = Plan {
            budget: Some(100),
            ..plan("permutation", &[])
        };
        let long = plan("permutation", &[]);
        let with = |plan: &Plan, keep: Option<&Path>| {
            let mut ask = ask(plan, &train, &tests);
            ask.keep = keep;
            run(&ask, &()).unwrap().values
        };
        with(&short, Some(folder.path()));
        assert_eq!(with(&long, Some(folder.path())), with(&long, None));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let (train, tests) = (clouds(12, 2, 1), clouds(9, 2, 2));
        let refuse = |plan: &Plan| {
            run(&ask(plan, &train, &tests), &())
                .unwrap_err()
                .to_string()
        };
        assert!(refuse(&plan("knn-shapley", &["kk=3"])).contains("expected one of k"));
        let budget = Plan {
            budget: Some(0),
            ..plan("permutation", &[])
        };
        assert!(refuse(&budget).starts_with("--budget = 0"));
        let owners = Plan {
            owners: true,
            ..plan("knn-shapley", &[])
        };
        assert!(refuse(&owners).contains("--owner = no column"));
        let metric = Plan {
            metric: Some("squared-error".into()),
            ..plan("loo", &[])
        };
        assert!(refuse(&metric).contains("accuracy or log-loss"));
        assert!(refuse(&plan("knn-regression", &[])).contains("numbers"));
        let goals = numbers(&[0.0, 1.0], &[1.0, 2.0]);
        let plan = plan("loo", &[]);
        let squared = run(&ask(&plan, &goals, &goals), &()).unwrap();
        assert_eq!(squared.result.metric, "squared-error");
    }
}
