//! EASE: a linear model of which items go with which.
//!
//! Of all item-item weights without a diagonal, those that best rebuild the
//! people's signs of interest, with a penalty `lambda`. Two forms of the same
//! answer, whichever side is smaller:
//!
//! - over items: with `P` the inverse of `XᵀX + lambda`, the weights are
//!   `-P_ij / P_jj`;
//! - over people (the dual): with `S` the inverse of `XXᵀ + lambda`, the scores
//!   are `X - S X diag(1 / P_jj)`, and `P_jj = (1 - x_jᵀ S x_j) / lambda`.
//!
//! Neither form keeps the weights or a table of scores. To forget people is to
//! take them out of the inverse, by whichever way is cheaper.

mod forms;

use crate::model::{Fitted, LearnError, Model, ModelInfo};
use crate::params::{Domain, ParamInfo, Params};
use crate::popularity::{LIKES, interest};
use crate::training::{Training, Transposed};
use capstan_stats::Stream;
use forms::{OverItems, OverPeople};

/// EASE, over items or over people.
#[derive(Debug)]
pub struct Ease;

static INFO: ModelInfo = ModelInfo {
    name: "ease",
    title: "linear item-item weights without a diagonal",
    source: "Steck 2019, doi:10.1145/3308558.3313710",
    cost: "the cube of the smaller of people and items with signs of interest, and 8 bytes times its square",
    unknown: "the most liked items: no personalisation",
    counterpart: "popularity",
    ranks_only: Some("it guesses interest, it does not predict ratings"),
    forgets: true,
    params: &[
        ParamInfo {
            name: "lambda",
            what: "pull of the weights towards 0",
            default: "500",
            domain: Domain::Real(1e-3, 1e9),
        },
        LIKES,
    ],
};

/// The largest order of the matrix that is inverted.
const MOST: usize = 25_000;

/// Signs of interest over `lambda`, from which on the matrix is inverted anew
/// whenever people leave: a bound on the digits that are lost.
const STABLE: f64 = 1e6;

/// The signs of interest of those who are not gone.
#[derive(Clone)]
struct Signs {
    by_user: Training,
    by_item: Transposed,
    gone: Vec<bool>,
    popularity: Vec<u32>,
    lambda: f64,
    /// Whether people can be taken out of an inverse without losing too many
    /// digits.
    stable: bool,
}

#[derive(Clone)]
enum Form {
    OverItems(OverItems),
    OverPeople(OverPeople),
}

#[derive(Clone)]
struct FittedEase {
    signs: Signs,
    form: Form,
}

impl Model for Ease {
    fn info(&self) -> &'static ModelInfo {
        &INFO
    }

    fn fit(
        &self,
        params: &Params,
        train: &Training,
        _: &Stream,
    ) -> Result<Box<dyn Fitted>, LearnError> {
        let signs = Signs::new(interest(params, train), params.real("lambda"));
        let people = signs.people().len();
        let items = signs.popularity.iter().filter(|&&n| n > 0).count();
        let smaller = people.min(items);
        if smaller > MOST {
            return Err(LearnError::TooMuch {
                model: INFO.name,
                why: format!(
                    "{people} people and {items} items have signs of interest, and one side has to be at most {MOST}"
                ),
                hint: "leave out items with few ratings, take a sample of the people, or take the model implicit-als".to_owned(),
            });
        }
        let form = if items <= people {
            Form::OverItems(OverItems::new(&signs)?)
        } else {
            Form::OverPeople(OverPeople::new(&signs)?)
        };
        Ok(Box::new(FittedEase { signs, form }))
    }
}

impl Signs {
    fn new(by_user: Training, lambda: f64) -> Self {
        Self {
            gone: vec![false; by_user.n_users()],
            popularity: by_user.counts(),
            stable: by_user.len() as f64 <= STABLE * lambda,
            by_item: by_user.transposed(),
            by_user,
            lambda,
        }
    }

    /// Whether the model has a sign of interest of this person.
    fn knows(&self, user: u32) -> bool {
        !self.gone[user as usize] && !self.by_user.user(user).items.is_empty()
    }

    /// Those who are known, in order.
    fn people(&self) -> Vec<u32> {
        (0..self.gone.len() as u32)
            .filter(|&u| self.knows(u))
            .collect()
    }
}

impl Fitted for FittedEase {
    fn scores(&self, user: u32, items: &[u32], out: &mut [f64]) {
        if !self.signs.knows(user) {
            for (o, &i) in out.iter_mut().zip(items) {
                *o = f64::from(self.signs.popularity[i as usize]);
            }
            return;
        }
        match &self.form {
            Form::OverItems(form) => form.scores(&self.signs, user, items, out),
            Form::OverPeople(form) => form.scores(&self.signs, user, items, out),
        }
    }

    fn forget(&mut self, users: &[u32]) -> Result<(), LearnError> {
        let mut leaving = Vec::new();
        for &user in users {
            if self.signs.knows(user) {
                leaving.push(user);
                for &i in self.signs.by_user.user(user).items {
                    self.signs.popularity[i as usize] -= 1;
                }
            }
            self.signs.gone[user as usize] = true;
        }
        if leaving.is_empty() {
            return Ok(());
        }
        leaving.sort_unstable();
        match &mut self.form {
            Form::OverItems(form) => form.forget(&self.signs, &leaving),
            Form::OverPeople(form) => form.forget(&self.signs, &leaving),
        }
    }

    fn fork(&self) -> Option<Box<dyn Fitted>> {
        Some(Box::new(self.clone()))
    }
}

/// What to say when rounding has eaten the penalty.
fn singular(lambda: f64) -> LearnError {
    LearnError::TooMuch {
        model: INFO.name,
        why: format!("at lambda = {lambda} the equations have no stable answer"),
        hint: "raise lambda".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::{distance, of, ratings, table};
    use capstan_data::Ratings;
    use proptest::prelude::*;

    /// The definition, by Gauss-Jordan over all items: a person's row times the
    /// weights.
    fn brute_force(train: &Training, lambda: f64) -> Vec<f64> {
        let n = train.n_items();
        let x: Vec<Vec<f64>> = (0..train.n_users() as u32)
            .map(|u| {
                let mut row = vec![0.0; n];
                train
                    .user(u)
                    .items
                    .iter()
                    .for_each(|&i| row[i as usize] = 1.0);
                row
            })
            .collect();
        let mut p = vec![vec![0.0; 2 * n]; n];
        for i in 0..n {
            for j in 0..n {
                p[i][j] = x.iter().map(|row| row[i] * row[j]).sum();
            }
            p[i][i] += lambda;
            p[i][n + i] = 1.0;
        }
        for k in 0..n {
            let pivot = p[k][k];
            p[k].iter_mut().for_each(|v| *v /= pivot);
            for i in (0..n).filter(|&i| i != k) {
                let (by, from) = (p[i][k], p[k].clone());
                p[i].iter_mut().zip(from).for_each(|(v, f)| *v -= by * f);
            }
        }
        let mut all = Vec::new();
        for row in &x {
            let stranger = row.iter().all(|v| *v == 0.0);
            for j in 0..n {
                all.push(if stranger {
                    x.iter().map(|other| other[j]).sum()
                } else {
                    let weight = |i: usize| {
                        if i == j {
                            0.0
                        } else {
                            -p[i][n + j] / p[j][n + j]
                        }
                    };
                    (0..n).map(|i| row[i] * weight(i)).sum()
                });
            }
        }
        all
    }

    fn fit(signs: Signs, over_items: bool) -> FittedEase {
        let form = if over_items {
            Form::OverItems(OverItems::new(&signs).unwrap())
        } else {
            Form::OverPeople(OverPeople::new(&signs).unwrap())
        };
        FittedEase { signs, form }
    }

    fn check(all: &Ratings, lambda: f64, steps: &[Vec<u32>]) -> f64 {
        let train = Training::all(all).likes();
        let mut far: f64 = 0.0;
        for over_items in [true, false] {
            let mut fitted = fit(Signs::new(train.clone(), lambda), over_items);
            let mut gone = Vec::new();
            let mut left = train.clone();
            far = far.max(distance(
                &table(&fitted, &left),
                &brute_force(&left, lambda),
            ));
            for step in steps {
                fitted.forget(step).unwrap();
                gone.extend(step);
                left = train.without(|u| gone.contains(&u));
                far = far.max(distance(
                    &table(&fitted, &left),
                    &brute_force(&left, lambda),
                ));
            }
        }
        far
    }

    #[test]
    fn both_forms_and_forgetting_agree_with_the_definition() {
        // One by one, a few, and most of them: every way of forgetting.
        let steps = [
            vec![3],
            vec![0, 7, 8, 39],
            (10..35).collect(),
            (0..40).collect(),
        ];
        for lambda in [0.05, 5.0, 500.0] {
            let far = check(&ratings(51), lambda, &steps);
            assert!(far < 1e-9, "{far} at lambda = {lambda}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn odd_sets_agree_too(
            likes in prop::collection::btree_set((0u32..9, 0u32..8), 0..50),
            first in prop::collection::vec(0u32..9, 0..4),
            second in prop::collection::vec(0u32..9, 0..9),
            lambda in 0.01f64..100.0,
        ) {
            let list: Vec<_> = likes.into_iter().map(|(u, i)| (u, i, 5.0)).collect();
            let far = check(&of(&list, 9, 8), lambda, &[first, second]);
            prop_assert!(far < 1e-6, "{far}");
        }
    }

    #[test]
    fn too_large_a_matrix_is_refused_with_a_way_out() {
        let n = MOST as u32 + 1;
        let one_each: Vec<_> = (0..n).map(|i| (i, i, 5.0)).collect();
        let train = Training::all(&of(&one_each, n, n));
        let params = Params::new(&INFO, []).unwrap();
        let error = Ease.fit(&params, &train, &Stream::root(1)).err().unwrap();
        let text = error.to_string();
        assert!(text.contains("25001 people and 25001 items"), "{text}");
        assert!(text.contains("implicit-als"), "{text}");
    }
}

#[cfg(test)]
crate::conformance::suite!(super::Ease);
