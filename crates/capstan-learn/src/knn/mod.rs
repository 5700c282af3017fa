//! Neighbourhood models: a rating is guessed from the ratings of the nearest
//! items, or of the nearest people.
//!
//! The guess is what is expected of the rating plus the mean distance of the
//! neighbours' ratings from what was expected of them, weighted by similarity:
//! `e_ui + sum(s (r - e)) / sum(s)` over the `k` most similar with `s > 0`.
//! What is expected is the mean of all ratings, or with `baseline` the mean
//! and both biases. Without a neighbour the guess is what is expected.

mod common;
pub mod item;
mod pairs;
mod similarity;
#[cfg(test)]
mod surprise;
pub mod user;

use crate::model::LearnError;
use crate::params::{Domain, ParamInfo};

const PARAMS: &[ParamInfo] = &[
    ParamInfo {
        name: "k",
        what: "neighbours that count, at most",
        default: "40",
        domain: Domain::Whole(1, 1_000_000),
    },
    ParamInfo {
        name: "similarity",
        what: "how neighbours are compared over the ratings they share: mean squared difference, cosine or Pearson correlation",
        default: "msd",
        domain: Domain::Word(&["msd", "cosine", "pearson"]),
    },
    ParamInfo {
        name: "shrink",
        what: "a similarity over n shared ratings counts n / (n + shrink)",
        default: "0",
        domain: Domain::Real(0.0, 1e6),
    },
    ParamInfo {
        name: "baseline",
        what: "yes: neighbours correct the mean and the biases of person and item; no: the mean alone",
        default: "no",
        domain: Domain::Word(&["no", "yes"]),
    },
];

/// Levels for at most `most` shared ratings.
fn levels(
    model: &'static str,
    scale: capstan_data::Scale,
    from_zero: bool,
    most: usize,
) -> Result<similarity::Levels, LearnError> {
    similarity::Levels::new(scale, from_zero, most).ok_or_else(|| LearnError::TooMuch {
        model,
        why: format!("sums over up to {most} shared ratings do not fit"),
        hint: "take fewer people or items, or the model svd".to_owned(),
    })
}

/// The models by brute force, written apart from them.
#[cfg(test)]
mod oracle {
    use crate::conformance::{distance, ratings, table};
    use crate::model::Model;
    use crate::params::Params;
    use crate::training::Training;
    use capstan_stats::Stream;

    /// Compares the model over items or over people with this one.
    pub fn agrees(model: &dyn Model, over_items: bool) {
        let train = Training::all(&ratings(11));
        for settings in ALL {
            let params = Params::new(model.info(), settings.iter().copied()).unwrap();
            let fitted = model.fit(&params, &train, &Stream::root(1)).unwrap();
            let expected = guesses(&train, &params, over_items);
            let far = distance(&table(&*fitted, &train), &expected);
            assert!(far < 1e-9, "{far} with {settings:?}");
        }
    }

    const ALL: &[&[(&str, &str)]] = &[
        &[("k", "3")],
        &[("k", "3"), ("baseline", "yes")],
        &[("k", "5"), ("similarity", "cosine"), ("shrink", "4")],
        &[("k", "4"), ("similarity", "pearson")],
        &[
            ("k", "4"),
            ("similarity", "pearson"),
            ("baseline", "yes"),
            ("shrink", "2.5"),
        ],
    ];

    type Rows = Vec<Vec<(usize, f64)>>;

    fn similarity(kind: &str, a: &[(usize, f64)], b: &[(usize, f64)]) -> (f64, f64) {
        let mut shared = Vec::new();
        for &(i, x) in a {
            for &(j, y) in b {
                if i == j {
                    shared.push((x, y));
                }
            }
        }
        let n = shared.len() as f64;
        if shared.is_empty() {
            return (0.0, 0.0);
        }
        let sum = |f: fn(f64, f64) -> f64| shared.iter().map(|&(x, y)| f(x, y)).sum::<f64>();
        let s = match kind {
            "msd" => 1.0 / (sum(|x, y| (x - y) * (x - y)) / n + 1.0),
            "cosine" => sum(|x, y| x * y) / (sum(|x, _| x * x) * sum(|_, y| y * y)).sqrt(),
            _ => {
                let below = (n * sum(|x, _| x * x) - sum(|x, _| x).powi(2))
                    * (n * sum(|_, y| y * y) - sum(|_, y| y).powi(2));
                if below == 0.0 {
                    0.0
                } else {
                    (n * sum(|x, y| x * y) - sum(|x, _| x) * sum(|_, y| y)) / below.sqrt()
                }
            }
        };
        (s, n)
    }

    /// All guesses for all people, over items or over people.
    fn guesses(train: &Training, params: &Params, over_items: bool) -> Vec<f64> {
        let (n_users, n_items) = (train.n_users(), train.n_items());
        let mut by_user: Rows = vec![Vec::new(); n_users];
        let mut by_item: Rows = vec![Vec::new(); n_items];
        for (u, rated) in by_user.iter_mut().enumerate() {
            let row = train.user(u as u32);
            for (&i, &v) in row.items.iter().zip(row.values) {
                rated.push((i as usize, f64::from(v)));
                by_item[i as usize].push((u, f64::from(v)));
            }
        }
        let mean = train.mean();
        let (mut bu, mut bi) = (vec![0.0; n_users], vec![0.0; n_items]);
        if params.word("baseline") == "yes" {
            for _ in 0..10 {
                for i in 0..n_items {
                    let far: f64 = by_item[i].iter().map(|&(u, v)| v - mean - bu[u]).sum();
                    bi[i] = far / (10.0 + by_item[i].len() as f64);
                }
                for u in 0..n_users {
                    let far: f64 = by_user[u].iter().map(|&(i, v)| v - mean - bi[i]).sum();
                    bu[u] = far / (15.0 + by_user[u].len() as f64);
                }
            }
        }
        let expected = |u: usize, i: usize| mean + bu[u] + bi[i];
        let mut all = Vec::new();
        for u in 0..n_users {
            for i in 0..n_items {
                if by_user[u].is_empty() {
                    let n = by_item[i].len() as f64;
                    let sum: f64 = by_item[i].iter().map(|r| r.1).sum();
                    all.push(if n == 0.0 { mean } else { sum / n });
                    continue;
                }
                let (from, me, keys, rows) = if over_items {
                    (&by_user[u], i, train.item_keys(), &by_item)
                } else {
                    (&by_item[i], u, train.user_keys(), &by_user)
                };
                let mut near: Vec<(f64, u64, f64)> = from
                    .iter()
                    .filter(|(other, _)| *other != me)
                    .map(|&(other, v)| {
                        let (s, n) = similarity(params.word("similarity"), &rows[me], &rows[other]);
                        let s = if n > 0.0 {
                            s * (n / (n + params.real("shrink")))
                        } else {
                            0.0
                        };
                        let e = if over_items {
                            expected(u, other)
                        } else {
                            expected(other, i)
                        };
                        (s, keys[other], v - e)
                    })
                    .filter(|(s, _, _)| *s > 0.0)
                    .collect();
                near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                near.truncate(params.whole("k"));
                let weight: f64 = near.iter().map(|n| n.0).sum();
                let far: f64 = near.iter().map(|n| n.0 * n.2).sum();
                let guess = expected(u, i) + if weight > 0.0 { far / weight } else { 0.0 };
                all.push(train.scale().clip(guess));
            }
        }
        all
    }
}
