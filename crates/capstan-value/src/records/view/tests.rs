//! Values of every view against the exact values of the game of each player.

use super::*;
use crate::Game;
use crate::exact::{Semivalue, semivalues, worths};
use crate::groups::total;
use crate::owen::Unions;
use crate::records::testing::{clouds, numbers};
use crate::records::{Found, RecordGame, RecordsResult, run};
use capstan_data::{Groups, Ids};
use capstan_learn::supervised::{Learner, Neighbours, Ridge};
use capstan_stats::Stream;
use std::path::Path;

/// Records of four people or more, and test examples of them and of two others.
struct Bench {
    people: u32,
    train: Examples,
    tests: Examples,
    units: Option<Units>,
    numbers: bool,
}

fn owned(mut examples: Examples, people: u32) -> Examples {
    let mut names = Ids::new();
    (0..people).for_each(|p| {
        names.insert(&format!("p{p}"));
    });
    let of = (0..examples.len() as u32).map(|at| at / 2 % people);
    examples.owners = Some(Owners {
        names,
        of: of.collect(),
    });
    examples
}

fn line(n: usize, seed: u64) -> Examples {
    let stream = Stream::root(seed);
    let cells: Vec<f64> = (0..n as u64).map(|i| stream.uniform(i) * 3.0).collect();
    let noise = |i: usize| stream.uniform((900 + i) as u64);
    let goals: Vec<f64> = (0..n).map(|i| 2.0 * cells[i] + noise(i)).collect();
    numbers(&cells, &goals)
}

impl Bench {
    fn new(numbers: bool, grouped: bool) -> Self {
        Self::of(4, numbers, grouped)
    }

    fn of(people: u32, numbers: bool, grouped: bool) -> Self {
        let of = |n, seed| match numbers {
            true => line(n, seed),
            false => clouds(n, 2, seed),
        };
        let (train, tests) = (owned(of(24, 1), people), owned(of(38, 2), people + 2));
        let groups = Groups {
            names: ["a", "b", "c"].map(str::to_owned).to_vec(),
            // The second person is in two groups, and the last in none.
            members: vec![vec![0, 1], vec![1], vec![2]],
            unions: Some(vec![Some("x".to_owned()), None, Some("x".to_owned())]),
        };
        let names = train.owners.as_ref().map(|o| o.names.clone()).unwrap();
        let units = grouped.then(|| Units::new(&train, (&groups, &names), true, &[]).unwrap());
        Self {
            people,
            train,
            tests,
            units,
            numbers,
        }
    }

    fn plan(&self, method: &str, view: View, budget: Option<u64>) -> Plan {
        Plan {
            method: method.to_owned(),
            set: match (self.numbers, method) {
                (_, "truncated") => vec!["k=3".to_owned(), "truncation=0".to_owned()],
                (true, _) => Vec::new(),
                (false, _) => vec!["k=3".to_owned()],
            },
            model: (!self.numbers).then(|| "knn".to_owned()),
            metric: self.numbers.then(|| "r2".to_owned()),
            owners: true,
            view: Some(view.name().to_owned()),
            coalitions: Vec::new(),
            seed: 1,
            tolerance: None,
            budget,
        }
    }

    fn ask<'a>(&'a self, plan: &'a Plan, keep: Option<&'a Path>) -> Ask<'a> {
        Ask {
            plan,
            train: &self.train,
            tests: Some(&self.tests),
            stored: None,
            units: self.units.as_ref(),
            outside: None,
            source: serde_json::Value::Null,
            keep,
            check: false,
        }
    }

    fn run(&self, method: &str, view: View, budget: Option<u64>) -> Found {
        let plan = self.plan(method, view, budget);
        run(&self.ask(&plan, None), &()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        match &self.units {
            Some(units) => units.names().to_vec(),
            None => (0..self.people).map(|p| format!("p{p}")).collect(),
        }
    }

    /// The test examples that count for one player in a view.
    fn counted(&self, view: View, player: usize) -> Examples {
        let own: &[u32] = match (&self.units, player) {
            (None, player) => &[player as u32],
            (Some(_), 0) => &[0, 1],
            (Some(_), player) => &[player as u32],
        };
        let players = match self.units {
            None => self.people,
            Some(_) => 3,
        };
        let of = &self.tests.owners.as_ref().unwrap().of;
        let counts = |of: u32| match view {
            View::Strikers => own.contains(&of),
            View::Bystanders => !own.contains(&of),
            View::Others => of >= players,
            _ => true,
        };
        let rows: Vec<usize> = (0..of.len()).filter(|&t| counts(of[t])).collect();
        some(&self.tests, &rows)
    }

    /// Asks about the game of one player in a view: the metric over those
    /// test examples alone that count.
    fn own<T>(&self, view: View, player: usize, ask: impl Fn(&dyn Game) -> T) -> T {
        let tests = self.counted(view, player);
        let learner: Box<dyn Learner> = match self.numbers {
            true => Box::new(Ridge { lambda: 1.0 }),
            false => Box::new(Neighbours { k: 3 }),
        };
        let metric = match self.numbers {
            true => Metric::R2,
            false => Metric::Accuracy,
        };
        let train = &self.train;
        let game = match &self.units {
            None => RecordGame::new(train, &tests, &*learner, metric, true),
            Some(units) => {
                let units = (units.rows().to_vec(), units.always().to_vec());
                RecordGame::of_units(train, &tests, &*learner, metric, units)
            }
        };
        ask(&game.unwrap())
    }

    /// The exact value of each player in its own game.
    fn exact(&self, view: View, rule: Semivalue) -> Vec<f64> {
        let all = 0..self.names().len();
        let value = |player| {
            self.own(view, player, |game| {
                semivalues(&worths(game).unwrap(), rule)[player]
            })
        };
        all.map(value).collect()
    }
}

const VIEWS: [View; 4] = crate::oracle::Points::VIEWS;

/// The values of a view that stand in the file beside the main one.
fn told(result: &RecordsResult, view: View) -> Vec<f64> {
    let of = |line: &crate::records::told::SeenLine| {
        let reading = line.views.iter().find(|r| r.view == view.name());
        reading.and_then(|r| r.value).unwrap()
    };
    result.seen.iter().map(of).collect()
}

fn alike(got: &[f64], wanted: &[f64], what: &str) {
    assert_eq!(got.len(), wanted.len());
    for (got, wanted) in got.iter().zip(wanted) {
        assert!((got - wanted).abs() < 1e-6, "{what}: {got} {wanted}");
    }
}

#[test]
fn all_views_come_from_the_same_evaluations() {
    for (numbers, grouped) in [(false, false), (false, true), (true, false), (true, true)] {
        let bench = Bench::new(numbers, grouped);
        for (method, rule) in [
            ("loo", Semivalue::LeaveOneOut),
            ("shapley", Semivalue::Shapley),
            ("banzhaf", Semivalue::Banzhaf),
        ] {
            let subsets = bench.run(method, View::Everyone, None).result.subsets;
            for main in VIEWS {
                let found = bench.run(method, main, None);
                assert_eq!(found.result.subsets, subsets, "{method}");
                let own: Vec<f64> = found.values.iter().map(|v| v.value).collect();
                alike(&own, &told(&found.result, main), method);
                for view in VIEWS {
                    let exact = bench.exact(view, rule);
                    alike(
                        &told(&found.result, view),
                        &exact,
                        &format!("{method} {view}"),
                    );
                }
                let shared = matches!(main, View::Everyone | View::Others);
                assert_eq!(found.result.sum.is_some(), shared);
                // What all have in common is told of the main view, or of
                // everyone.
                let common = if shared { main } else { View::Everyone };
                let all = bench.own(common, 0, |g| worths(g).unwrap().pop().unwrap());
                let worth = found.result.worth.all.unwrap();
                assert!((worth - all).abs() < 1e-9, "{method} {main}: {worth} {all}");
                let leverage = found.result.together.map(|t| t.groups[0].leverage.value);
                let loo = bench.exact(common, Semivalue::LeaveOneOut)[0];
                assert!(leverage.is_none_or(|l| (l - loo).abs() < 1e-9));
            }
        }
    }
}

#[test]
fn what_is_drawn_has_every_view() {
    for grouped in [false, true] {
        let bench = Bench::new(false, grouped);
        let budget = if grouped { 7 } else { 15 };
        for (method, budget, rule) in [
            ("permutation", 6000, Semivalue::Shapley),
            ("antithetic", 6000, Semivalue::Shapley),
            ("truncated", 6000, Semivalue::Shapley),
            ("shapley", budget, Semivalue::Shapley),
        ] {
            for main in VIEWS {
                let found = bench.run(method, main, Some(budget));
                assert!(found.result.stopped.is_some(), "{method}");
                let exact = bench.exact(main, rule);
                for (value, exact) in found.values.iter().zip(exact) {
                    let reach = value.high - value.value;
                    let off = (value.value - exact).abs();
                    assert!(off <= 2.0 * reach, "{method} {main}: {value:?} {exact}");
                }
                // A walk that is truncated ends by one view.
                let views = found.result.seen.first().map_or(0, |l| l.views.len());
                assert_eq!(views, if method == "truncated" { 0 } else { 4 });
                if views > 0 {
                    for view in VIEWS {
                        let alone = bench.run(method, view, Some(budget));
                        let alone: Vec<f64> = alone.values.iter().map(|v| v.value).collect();
                        alike(&told(&found.result, view), &alone, method);
                    }
                }
            }
        }
    }
}

/// A view says of a player what the same subsets would say if there were only
/// the test examples that count.
#[test]
fn subsets_that_are_drawn_serve_all_views() {
    for numbers in [false, true] {
        // All 64 subsets are more than the budget.
        let bench = Bench::of(6, numbers, false);
        let found = bench.run("banzhaf", View::Strikers, Some(63));
        assert!(found.result.stopped.is_some());
        for view in VIEWS {
            for (player, line) in found.result.seen.iter().enumerate() {
                let reading = line.views.iter().find(|r| r.view == view.name());
                let got = reading.and_then(|r| r.interval()).unwrap();
                let mut alone = Bench::of(6, numbers, false);
                alone.tests = bench.counted(view, player);
                alone.tests.owners = None;
                let wanted = alone.run("banzhaf", View::Everyone, Some(63));
                assert!(wanted.result.seen.is_empty());
                let wanted = &wanted.values[player];
                assert!((got.value - wanted.value).abs() < 1e-9, "{view} {got:?}");
                assert!((got.high - wanted.high).abs() < 1e-9, "{view} {wanted:?}");
            }
        }
    }
}

#[test]
fn unions_come_together_in_every_view() {
    let bench = Bench::new(false, true);
    let unions = Unions::new(&[0, 1, 0]);
    for budget in [None, Some(5)] {
        let found = bench.run("owen", View::Bystanders, budget);
        assert_eq!(found.result.stopped.is_some(), budget.is_some());
        for view in VIEWS {
            for (player, line) in found.result.seen.iter().enumerate() {
                let terms = unions.owen(player).unwrap();
                let exact = bench.own(view, player, |game| total(game, &terms).unwrap());
                let reading = line.views.iter().find(|r| r.view == view.name());
                let i = reading.and_then(|r| r.interval()).unwrap();
                let off = (i.value - exact).abs();
                let near = if budget.is_none() {
                    1e-9
                } else {
                    2.0 * i.reach()
                };
                assert!(off <= near, "{view}: {i:?} {exact}");
            }
        }
    }
}

#[test]
fn shares_of_one_whole_are_told_for_everyone_and_for_others() {
    let bench = Bench::new(true, true);
    for method in ["least-core", "nucleolus"] {
        let found = bench.run(method, View::Everyone, None);
        let names: Vec<&str> = found.result.seen[0]
            .views
            .iter()
            .map(|r| &*r.view)
            .collect();
        assert_eq!(names, ["everyone", "others"]);
        for view in [View::Everyone, View::Others] {
            let v = bench.own(view, 0, |game| worths(game).unwrap());
            let wanted = match method {
                "nucleolus" => crate::nucleolus::nucleolus(&v).unwrap(),
                _ => crate::least_core::least_core(&v).unwrap().shares,
            };
            alike(&told(&found.result, view), &wanted, method);
        }
        let others = bench.run(method, View::Others, None);
        let own: Vec<f64> = others.values.iter().map(|v| v.value).collect();
        alike(&own, &told(&found.result, View::Others), method);
    }
}

#[test]
fn samples_of_another_owner_are_not_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut bench = Bench::new(false, false);
    let plan = bench.plan("permutation", View::Strikers, Some(300));
    let first = run(&bench.ask(&plan, Some(folder.path())), &()).unwrap();
    let again = run(&bench.ask(&plan, Some(folder.path())), &()).unwrap();
    assert_eq!(first.values, again.values);
    if let Some(owners) = &mut bench.tests.owners {
        owners.of.rotate_left(1);
    }
    let other = run(&bench.ask(&plan, Some(folder.path())), &()).unwrap();
    let alone = run(&bench.ask(&plan, None), &()).unwrap();
    assert_ne!(other.values, first.values);
    assert_eq!(other.values, alone.values);
}

#[test]
fn trials_go_with_every_view() {
    let bench = Bench::new(false, false);
    for method in ["loo", "permutation", "knn-shapley"] {
        for view in VIEWS {
            let plan = bench.plan(method, view, Some(300));
            let mut ask = bench.ask(&plan, None);
            ask.check = true;
            let tried = run(&ask, &()).unwrap().result.usefulness.unwrap();
            assert_eq!(tried.removal.len(), 6);
            let share = |t: &Examples| {
                let known = match view {
                    View::Others => others(&bench.ask(&plan, None), t).unwrap().unwrap(),
                    _ => t.clone(),
                };
                let model = Neighbours { k: 3 };
                let metric = Metric::Accuracy;
                let game = RecordGame::new(&bench.train, &known, &model, metric, true);
                game.unwrap().worth(&crate::Coalition::full(4)).unwrap()
            };
            let all = tried.removal[0].best_first.value;
            assert!((all - share(&bench.tests)).abs() < 1e-9, "{method} {view}");
        }
    }
}

#[test]
fn labels_that_are_all_alike_have_no_r2() {
    let mut bench = Bench::new(true, false);
    let of = bench.tests.owners.clone().unwrap().of;
    if let Labels::Numbers(labels) = &mut bench.tests.labels {
        for (label, of) in labels.iter_mut().zip(&of) {
            if *of == 1 || *of > 3 {
                *label = 0.1;
            }
        }
    }
    let found = bench.run("loo", View::Strikers, None);
    assert_eq!((found.result.unseen, found.values.len()), (1, 3));
    assert!(found.values.iter().all(|v| v.id != "p1"));
    let views: Vec<&str> = found.result.seen[1]
        .views
        .iter()
        .map(|r| &*r.view)
        .collect();
    assert_eq!(views, ["strikers", "everyone", "bystanders"]);
    assert_eq!(found.result.seen[1].views[0].value, None);
    let plan = bench.plan("loo", View::Others, None);
    let refused = run(&bench.ask(&plan, None), &()).unwrap_err().to_string();
    assert!(refused.contains("r2"), "{refused}");
}
