//! The tests that every model inherits: `suite!(super::MyModel)` in its file.

use crate::model::{Fitted, Model};
use crate::params::Params;
use crate::training::Training;
use capstan_data::{Feedback, Ids, Keep, Rating, Ratings, Scale};
use capstan_stats::Stream;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rand::RngExt;
use std::collections::BTreeMap;

/// A small set of ratings with two tastes: 40 people, 30 items, and one person
/// and one item that nobody knows (the last ones).
pub fn ratings(seed: u64) -> Ratings {
    let stream = Stream::root(seed).child("conformance");
    let mut all = Vec::new();
    for u in 0..40u32 {
        for i in 0..30u32 {
            let mut rng = stream.at(u64::from(u * 100 + i));
            let shown = if i < 2 { 0.9 } else { 0.35 };
            if rng.random::<f64>() < shown {
                let taste = if u % 2 == i % 2 { 1.2 } else { -1.2 };
                let raw: f64 = 3.2 + taste + f64::from(i % 5) * 0.2 + rng.random::<f64>() - 0.5;
                let value = ((raw * 2.0).round() / 2.0).clamp(0.5, 5.0) as f32;
                all.push((u, i, value));
            }
        }
    }
    of(&all, 41, 31)
}

/// These ratings (user, item, stars) of so many users and items.
pub fn of(ratings: &[(u32, u32, f32)], n_users: u32, n_items: u32) -> Ratings {
    let (mut users, mut items) = (Ids::new(), Ids::new());
    for u in 0..n_users {
        users.insert(&format!("u{u}"));
    }
    for i in 0..n_items {
        items.insert(&format!("i{i}"));
    }
    let all = ratings
        .iter()
        .zip(0..)
        .map(|(&(user, item, value), row)| Rating {
            user,
            item,
            value,
            time: 0,
            row,
        })
        .collect();
    let scale = Scale { min: 0.5, max: 5.0 };
    Ratings::pack(
        users,
        items,
        all,
        scale,
        Feedback::Explicit,
        4.0,
        Keep::default(),
    )
}

/// The model's defaults, with fewer factors and neighbours where it has them.
pub fn small_params(model: &dyn Model) -> Params {
    let wanted = [
        ("factors", "8"),
        ("epochs", "60"),
        ("lr", "0.02"),
        ("k", "10"),
        ("lambda", "5"),
    ];
    let names: Vec<_> = model.info().params.iter().map(|p| p.name).collect();
    Params::new(
        model.info(),
        wanted.into_iter().filter(|(n, _)| names.contains(n)),
    )
    .expect("the values are inside every domain")
}

/// All scores of all people.
pub fn table(fitted: &dyn Fitted, train: &Training) -> Vec<f64> {
    let items: Vec<u32> = (0..train.n_items() as u32).collect();
    let mut all = Vec::new();
    for user in 0..train.n_users() as u32 {
        let mut out = vec![f64::NAN; items.len()];
        fitted.scores(user, &items, &mut out);
        all.extend(out);
    }
    all
}

/// The widest difference of two tables.
pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .map(|(x, y)| (x - y).abs())
        .fold(0.0, f64::max)
}

pub fn describes_itself(model: &dyn Model) {
    let info = model.info();
    for text in [info.title, info.source, info.cost, info.unknown] {
        assert!(!text.is_empty());
    }
    let counterpart = crate::find(info.counterpart).expect("the counterpart is a model");
    assert_eq!(
        counterpart.info().ranks_only.is_none(),
        info.ranks_only.is_none()
    );
    assert!(
        crate::models().iter().any(|m| m.info().name == info.name),
        "registered"
    );
}

pub fn defaults_stand(model: &dyn Model) {
    let params = Params::new(model.info(), []).expect("defaults are inside their domains");
    assert_eq!(params.iter().count(), model.info().params.len());
    let error = Params::new(model.info(), [("wings", "2")])
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("wings") && error.contains(model.info().name),
        "{error}"
    );
}

pub fn scores_are_finite_and_on_the_scale(model: &dyn Model) {
    let train = Training::all(&ratings(1));
    let fitted = model
        .fit(&small_params(model), &train, &Stream::root(1))
        .unwrap();
    for s in table(&*fitted, &train) {
        assert!(s.is_finite());
        assert!(
            model.info().ranks_only.is_some() || (0.5..=5.0).contains(&s),
            "{s}"
        );
    }
}

pub fn same_seed_same_bits(model: &dyn Model) {
    let train = Training::all(&ratings(2));
    let run = || {
        let fitted = model
            .fit(&small_params(model), &train, &Stream::root(9))
            .unwrap();
        table(&*fitted, &train)
    };
    assert_eq!(run(), run());
}

pub fn strangers_all_get_the_same(model: &dyn Model) {
    let train = Training::all(&ratings(3)).without(|u| u < 5);
    let fitted = model
        .fit(&small_params(model), &train, &Stream::root(1))
        .unwrap();
    let all = table(&*fitted, &train);
    let width = train.n_items();
    for u in 1..5 {
        assert_eq!(all[..width], all[u * width..(u + 1) * width], "person {u}");
    }
}

pub fn an_empty_training_set_is_served(model: &dyn Model) {
    let train = Training::all(&ratings(4)).without(|_| true);
    if let Ok(fitted) = model.fit(&small_params(model), &train, &Stream::root(1)) {
        assert!(table(&*fitted, &train).iter().all(|s| s.is_finite()));
    }
}

/// A quarter of the ratings, of both tastes for everyone.
fn held_out(user: u32, item: u32) -> bool {
    (user / 2 + item / 2).is_multiple_of(4)
}

pub fn beats_its_counterpart(model: &dyn Model) {
    let info = model.info();
    if info.counterpart == info.name {
        return;
    }
    let ratings = ratings(5);
    let train = Training::all(&ratings).filter(|u, i, _| !held_out(u, i));
    let plain = crate::find(info.counterpart).expect("registered");
    let right = |m: &dyn Model| {
        let fitted = m.fit(&small_params(m), &train, &Stream::root(1)).unwrap();
        let all = table(&*fitted, &train);
        let mut right = 0;
        for u in 0..40u32 {
            let row = ratings.user(u);
            let held: Vec<_> = row
                .items
                .iter()
                .zip(row.values)
                .filter(|(i, _)| held_out(u, **i))
                .collect();
            for (a, va) in &held {
                for (b, vb) in &held {
                    let at = |i: u32| all[u as usize * train.n_items() + i as usize];
                    right += usize::from(va > vb && at(**a) > at(**b));
                }
            }
        }
        right
    };
    let (personal, not) = (right(model), right(plain));
    assert!(
        personal > not,
        "{personal} pairs in order, {not} without personalisation"
    );
}

pub fn forgetting_equals_never_having_known(model: &dyn Model) {
    let train = Training::all(&ratings(6));
    let params = small_params(model);
    let mut fitted = model.fit(&params, &train, &Stream::root(1)).unwrap();
    if !model.info().forgets {
        assert_eq!(fitted.forget(&[0]), Err(crate::LearnError::CannotForget));
        return;
    }
    // In several steps, with repeats and a person without ratings.
    for step in [vec![3, 40], vec![0, 3, 7, 8], (10..30).collect()] {
        fitted.forget(&step).unwrap();
    }
    let gone = |u: u32| [0, 3, 7, 8, 40].contains(&u) || (10..30).contains(&u);
    let left = train.without(gone);
    let anew = model.fit(&params, &left, &Stream::root(1)).unwrap();
    let far = distance(&table(&*fitted, &left), &table(&*anew, &left));
    assert!(far <= exactness(model), "{far}");
}

/// A fork has the same bits, and what it forgets the other still knows.
pub fn forks_forget_apart(model: &dyn Model) {
    let train = Training::all(&ratings(7));
    let params = small_params(model);
    let mut fitted = model.fit(&params, &train, &Stream::root(1)).unwrap();
    let before = table(&*fitted, &train);
    let Some(mut fork) = fitted.fork() else {
        assert!(!model.info().forgets);
        return;
    };
    assert_eq!(table(&*fork, &train), before);
    fork.forget(&[2, 9]).unwrap();
    assert_eq!(table(&*fitted, &train), before);
    fitted.forget(&[2, 9]).unwrap();
    assert_eq!(table(&*fork, &train), table(&*fitted, &train));
}

/// Tiny sets: one rating, one person, all ratings equal, people with nothing
/// in common. Half the people are forgotten.
pub fn odd_sets_are_served(model: &dyn Model) {
    let stars = prop_oneof![Just(1u8..=10), Just(8..=8), Just(2..=2)]
        .prop_flat_map(|range| prop::collection::btree_map((0u32..6, 0u32..7), range, 0..20));
    let mut runner = TestRunner::new(Config {
        cases: 60,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(
        &(stars, 0u32..64),
        |(stars, gone): (BTreeMap<_, u8>, u32)| {
            let list: Vec<_> = stars
                .iter()
                .map(|(&(u, i), &v)| (u, i, f32::from(v) / 2.0))
                .collect();
            let train = Training::all(&of(&list, 6, 7));
            let params = small_params(model);
            let Ok(mut fitted) = model.fit(&params, &train, &Stream::root(1)) else {
                return Ok(());
            };
            prop_assert!(table(&*fitted, &train).iter().all(|s| s.is_finite()));
            if model.info().forgets {
                let users: Vec<u32> = (0..6).filter(|u| gone >> u & 1 == 1).collect();
                fitted.forget(&users).unwrap();
                let left = train.without(|u| users.contains(&u));
                let anew = model.fit(&params, &left, &Stream::root(1)).unwrap();
                let far = distance(&table(&*fitted, &left), &table(&*anew, &left));
                prop_assert!(far <= exactness(model), "{far}");
            }
            Ok(())
        },
    );
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// How near forgetting has to come to training anew.
fn exactness(model: &dyn Model) -> f64 {
    let inverse = model.info().params.iter().any(|p| p.name == "lambda");
    if inverse { 1e-6 } else { 1e-9 }
}

/// Gives a model the tests of the suite.
macro_rules! suite {
    ($model:expr) => {
        mod conformance {
            $crate::conformance::suite!(@ $model;
                describes_itself,
                defaults_stand,
                scores_are_finite_and_on_the_scale,
                same_seed_same_bits,
                strangers_all_get_the_same,
                an_empty_training_set_is_served,
                beats_its_counterpart,
                forgetting_equals_never_having_known,
                forks_forget_apart,
                odd_sets_are_served
            );
        }
    };
    (@ $model:expr; $($test:ident),+) => {
        $(#[test]
        fn $test() {
            $crate::conformance::$test(&$model);
        })+
    };
}
pub(crate) use suite;
