//! Values of people and groups on a small synthetic population.

use capstan_data::world::grow;
use capstan_data::{Dataset, Groups, WorldSpec};
use capstan_learn::{Params, find};
use capstan_value::recommender::result::{Note, Reason};
use capstan_value::recommender::{Method, Plan, Players, RatingsValues, System, values};
use capstan_value::{Coalition, Semivalue, ValueError, exact};
use capstan_worlds::{
    Account, Cache, Change, Design, Figure, Lab, METRICS, Outcome, Protocol, View, metric,
};

fn data() -> Dataset {
    grow(&WorldSpec::small(), 1, 2).data
}

/// Four groups, of which two share people, and some people in none.
fn groups() -> Groups {
    let union = |name: &str| Some(name.to_owned());
    Groups {
        names: ["a", "b", "c", "d"].map(str::to_owned).to_vec(),
        members: vec![
            (0..40).collect(),
            (30..60).collect(),
            (60..70).collect(),
            (70..130).collect(),
        ],
        unions: Some(vec![union("x"), union("x"), None, union("y")]),
    }
}

fn in_groups(data: &Dataset) -> Players {
    Players::groups(data, &groups())
}

fn plan(method: Method, metric: &str) -> Plan {
    Plan {
        method,
        metric: metric::find(metric).expect("a metric"),
        view: View::Everyone,
        folds: 3,
        replicates: 2,
        seed: 7,
        tolerance: None,
        budget: None,
    }
}

fn design(plan: &Plan) -> Design {
    Design {
        seed: plan.seed,
        folds: plan.folds,
        protocol: Protocol::Paired,
    }
}

fn run(
    cache: &Cache,
    model: &str,
    plan: &Plan,
    players: fn(&Dataset) -> Players,
) -> Result<RatingsValues, ValueError> {
    let data = data();
    let model = find(model).expect("a model");
    let wanted = [("factors", "4"), ("epochs", "5"), ("lambda", "20")];
    let has = |name: &str| model.info().params.iter().any(|p| p.name == name);
    let changes = wanted.into_iter().filter(|(n, _)| has(n));
    let params = Params::new(model.info(), changes).expect("parameters");
    let players = players(&data);
    let unit = players.hash().map_or("user", |_| "groups.csv");
    let system = System {
        data: &data,
        hash: &data.hash(),
        synthetic: true,
        source: &serde_json::Value::Null,
        model,
        params: &params,
    };
    values(plan, &players, unit, system, cache, &())
}

fn made(model: &str, plan: &Plan) -> RatingsValues {
    run(&Cache::in_memory(), model, plan, in_groups).expect("values")
}

/// What a strike of one group would change, as a forecast has it.
#[test]
fn leaving_is_a_strike_of_everybody_in_the_group() {
    for (name, metric) in [("ease", "normalised_hits"), ("svd", "rmse")] {
        let plan = Plan {
            replicates: 3,
            ..plan(Method::LeaveOneOut, metric)
        };
        let cache = Cache::in_memory();
        let made = run(&cache, name, &plan, in_groups).expect("values");
        let (data, model) = (data(), find(name).expect("a model"));
        let params = &made.model.params;
        let lab = Lab::new(
            &data.ratings,
            &data.hash(),
            (model, params),
            design(&plan),
            &cache,
        )
        .expect("a lab");
        // Only those of the group who are in no other leave.
        let n = data.ratings.n_users();
        let strike = Change::without(n, 0..30);
        let mut account = Account::new(n, 1);
        for replicate in lab
            .run(0..3, &|_| vec![strike.clone()], &())
            .expect("worlds")
        {
            account.add(&replicate);
        }
        let figure = Figure::Change(0, View::Everyone, plan.metric);
        let change = account.value(figure, None).expect("a change");
        let loss = if METRICS[plan.metric].lower_is_better {
            change
        } else {
            -change
        };
        let line = &made.values[0];
        assert_eq!((line.id.as_str(), line.people), ("a", 40));
        let value = line.main().expect("a value");
        assert!((value.value - loss).abs() < 1e-9, "{value:?} {loss}");
        let leverage = line.leverage.as_ref().and_then(|l| l.interval());
        assert_eq!(leverage, Some(value));
        // People and replicates spread it as they do there.
        let ratio = value.reach() / account.reach(figure);
        assert!((ratio - 1.0).abs() < 1e-6, "{name}: {ratio}");
    }
}

#[test]
fn shapley_values_share_out_what_all_add_in_every_view() {
    for method in [Method::Shapley, Method::Owen, Method::Permutation] {
        let plan = Plan {
            budget: (method == Method::Permutation).then_some(12),
            ..plan(method, "normalised_hits")
        };
        let made = made("ease", &plan);
        assert_eq!(made.method.drawn, method == Method::Permutation);
        assert_eq!(made.worths.len(), 2, "everyone, and those in no group");
        for worth in &made.worths {
            let lines = made.values.iter();
            let sum: f64 = lines
                .map(|line| {
                    line.view(&worth.view)
                        .and_then(|r| r.value)
                        .expect("a value")
                })
                .sum();
            let all = worth.everybody.expect("a worth") - worth.nobody.expect("a worth");
            assert!((sum - all).abs() < 1e-9, "{method}: {sum} {all}");
        }
    }
}

/// Trained on every subset, one by one, and counted out.
#[test]
fn shapley_values_are_those_of_training_on_every_subset() {
    let plan = Plan {
        replicates: 1,
        ..plan(Method::Shapley, "normalised_hits")
    };
    let made = made("ease", &plan);
    assert_eq!((made.design.subsets, made.design.worlds), (16, 16));
    let (data, model) = (data(), find("ease").expect("a model"));
    let cache = Cache::in_memory();
    let operator = (model, &made.model.params);
    let lab = Lab::new(&data.ratings, "", operator, design(&plan), &cache).expect("a lab");
    let players = in_groups(&data);
    let mut worths = Vec::new();
    for mask in 0..16 {
        let change = players.change(&Coalition::from_mask(4, mask));
        let keep = |o: Outcome| {
            let sum = |part: usize| -> f64 {
                let people = o.people.iter();
                people.map(|p| f64::from(p[part][plan.metric])).sum()
            };
            sum(0) / sum(1)
        };
        worths.extend(lab.apart(0, &[change], &keep, &()).expect("a world"));
    }
    let wanted = exact::semivalues(&worths, Semivalue::Shapley);
    for (line, wanted) in made.values.iter().zip(wanted) {
        let got = line.main().expect("a value").value;
        assert!((got - wanted).abs() < 1e-9, "{}: {got} {wanted}", line.id);
    }
    assert_eq!(made.pairs.len(), 6);
    let alone = (worths[15] - worths[14]) + (worths[15] - worths[13]);
    let wanted = (worths[15] - worths[12]) - alone;
    let synergy = made.pairs[0].synergy.value.expect("a synergy");
    assert!((synergy - wanted).abs() < 1e-9, "{synergy} {wanted}");
}

#[test]
fn every_person_is_a_player() {
    let plan = Plan {
        view: View::Bystanders,
        ..plan(Method::LeaveOneOut, "normalised_hits")
    };
    let made = run(&Cache::in_memory(), "ease", &plan, Players::people).expect("values");
    let people = made.data.users;
    assert_eq!(made.values.len(), people);
    assert_eq!(made.design.subsets as usize, people + 1);
    assert_eq!(made.values[0].views[0].view, "bystanders");
    assert!(made.values[0].leverage.is_none() && made.pairs.is_empty());
    // The ratings of one person do more for that person than for another.
    let mean = |view: &str| {
        let values = made.values.iter();
        let known = values.filter_map(|l| l.view(view).and_then(|r| r.value));
        known.map(f64::abs).sum::<f64>() / people as f64
    };
    let (own, others) = (mean("strikers"), mean("bystanders"));
    assert!(own > 5.0 * others, "{own} {others}");
    assert_eq!(made.values().len(), people);
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads_and_after_a_stop() {
    let plan = Plan {
        tolerance: Some(1e-9),
        budget: Some(10),
        ..plan(Method::Permutation, "normalised_hits")
    };
    let on = |threads: usize, cache: &Cache| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads")
            .install(|| run(cache, "ease", &plan, in_groups))
            .expect("values")
            .to_json()
    };
    let first = Cache::in_memory();
    let json = on(1, &first);
    assert_eq!(on(3, &Cache::in_memory()), json);
    // All worlds are there already.
    assert_eq!(on(2, &first), json);
    let back: RatingsValues = serde_json::from_str(&json).expect("values");
    assert_eq!(back.to_json(), json);
    for note in [Note::ToleranceMissed, Note::Overlap, Note::Synthetic] {
        assert!(back.notes.contains(&note), "{note:?}");
    }
}

#[test]
fn a_wide_enough_interval_stops_the_drawing() {
    let wide = Plan {
        tolerance: Some(10.0),
        ..plan(Method::Banzhaf, "normalised_hits")
    };
    let drawn = Plan {
        budget: Some(15),
        ..wide.clone()
    };
    let drawn = made("popularity", &drawn);
    assert_eq!((drawn.design.draws, drawn.method.drawn), (64, true));
    assert!(drawn.notes.contains(&Note::ToleranceMet));
    let counted = made("popularity", &wide);
    assert_eq!((counted.design.draws, counted.method.drawn), (0, false));
    for (a, b) in drawn.values.iter().zip(&counted.values) {
        let (a, b) = (a.main().expect("a value"), b.main().expect("a value"));
        assert!(a.low <= b.value && b.value <= a.high, "{a:?} {b:?}");
    }
}

#[test]
fn what_is_undefined_is_refused_with_the_reason() {
    let plan = plan(Method::LeaveOneOut, "normalised_hits");
    let said = |plan: Plan, players: fn(&Dataset) -> Players| {
        let made = run(&Cache::in_memory(), "ease", &plan, players);
        made.expect_err("refused").to_string()
    };
    let rmse = Plan {
        metric: metric::find("rmse").expect("a metric"),
        ..plan.clone()
    };
    let text = said(rmse, in_groups);
    assert!(
        text.contains("rmse does not exist for the model ease"),
        "{text}"
    );
    let of = |view| Plan {
        view,
        ..plan.clone()
    };
    let text = said(of(View::Similar), in_groups);
    assert!(text.contains("a group leaves whole"), "{text}");
    let text = said(of(View::Others), Players::people);
    assert!(text.contains("everybody is a player"), "{text}");
    let text = said(
        Plan {
            folds: 1,
            ..plan.clone()
        },
        in_groups,
    );
    assert!(
        text.contains("folds = 1") && text.contains("at least 2"),
        "{text}"
    );
    // Nobody has ten ratings in one of so many folds.
    let ten = Plan {
        metric: metric::find("ndcg@10").expect("a metric"),
        folds: 100,
        ..plan
    };
    let made = made("popularity", &ten);
    let reading = &made.values[0].views[0];
    assert_eq!(
        (reading.value, reading.reason),
        (None, Some(Reason::NothingToGoBy))
    );
    assert!(made.values().is_empty());
}
