//! What a data set looks like, in numbers.

use crate::attributes::{Attributes, Column};
use crate::{Dataset, Feedback};
use jiff::Timestamp;
use serde::Serialize;

/// The numbers that describe a data set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Description {
    /// The name of the data set.
    pub name: String,
    /// How many users there are.
    pub users: usize,
    /// How many items were rated.
    pub items: usize,
    /// How many ratings there are.
    pub ratings: usize,
    /// Ratings as a share of all pairs of user and item, 0 to 1.
    pub density: f64,
    /// `explicit` (ratings on a scale) or `implicit` (signs of interest).
    pub feedback: &'static str,
    /// The lowest and highest rating that can be given.
    pub scale: [f32; 2],
    /// The rating from which an item counts as liked.
    pub relevant: f32,
    /// The share of ratings that say liked, 0 to 1.
    pub relevant_share: f64,
    /// The mean of all ratings.
    pub mean: f64,
    /// The standard deviation of all ratings (divided by their number).
    pub sd: f64,
    /// Ratings of a user.
    pub per_user: Spread,
    /// Ratings of an item.
    pub per_item: Spread,
    /// What share of ratings goes to the most rated items.
    pub top_items: Vec<Top>,
    /// The Gini coefficient of ratings over items: 0 if all items are rated
    /// equally often, near 1 if one has nearly all.
    pub gini: f64,
    /// First and last time, where times are kept.
    pub times: Option<Span>,
    /// The columns of the table of users.
    pub user_columns: Vec<ColumnNote>,
    /// The columns of the table of items.
    pub item_columns: Vec<ColumnNote>,
    /// Bytes that the ratings take in memory, ids not counted.
    pub bytes: usize,
}

/// How a count spreads over users or items. Quantiles are interpolated
/// between neighbours (type 7 of Hyndman and Fan, 1996).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The smallest.
    pub min: f64,
    /// A tenth are below.
    pub p10: f64,
    /// A quarter are below.
    pub p25: f64,
    /// Half are below.
    pub median: f64,
    /// Three quarters are below.
    pub p75: f64,
    /// Nine tenths are below.
    pub p90: f64,
    /// The largest.
    pub max: f64,
    /// The mean.
    pub mean: f64,
}

/// One point of the popularity curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Top {
    /// The share of items taken from the most rated down, 0 to 1; rounded up
    /// to whole items.
    pub items: f64,
    /// The share of all ratings that they have, 0 to 1.
    pub ratings: f64,
}

/// First and last time, as dates with time of day (UTC).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first.
    pub first: String,
    /// The last.
    pub last: String,
}

/// One column of a side table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnNote {
    /// Its name.
    pub name: String,
    /// The share of users or items of whom it says something, 0 to 1.
    pub coverage: f64,
    /// What it holds.
    pub content: Content,
}

/// What a column of a side table holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Content {
    /// Numbers; none where nothing is known of anyone.
    Numbers {
        /// The smallest.
        min: Option<f64>,
        /// The largest.
        max: Option<f64>,
    },
    /// Labels.
    Labels {
        /// How many different ones there are.
        distinct: usize,
        /// The most frequent ones, at most 30, with how many have them.
        top: Vec<(String, usize)>,
    },
}

/// Describes `data`.
pub fn describe(data: &Dataset) -> Description {
    let ratings = &data.ratings;
    let (users, items, n) = (ratings.n_users(), ratings.n_items(), ratings.len());
    let values = ratings.value_column();
    let relevant = values.iter().filter(|&&v| v >= ratings.relevant()).count();
    let mean = mean(values.iter().map(|&v| f64::from(v)), n);
    let variance = values
        .iter()
        .map(|&v| (f64::from(v) - mean).powi(2))
        .sum::<f64>()
        / n as f64;
    let mut per_user: Vec<usize> = (0..users as u32).map(|u| ratings.range(u).len()).collect();
    let mut per_item: Vec<usize> = (0..items as u32)
        .map(|i| ratings.of_item(i).len())
        .collect();
    per_user.sort_unstable();
    per_item.sort_unstable();
    Description {
        name: data.name.clone(),
        users,
        items,
        ratings: n,
        density: n as f64 / (users as f64 * items as f64),
        feedback: match ratings.feedback() {
            Feedback::Explicit => "explicit",
            Feedback::Implicit => "implicit",
        },
        scale: [ratings.scale().min, ratings.scale().max],
        relevant: ratings.relevant(),
        relevant_share: relevant as f64 / n as f64,
        mean,
        sd: variance.sqrt(),
        per_user: spread(&per_user),
        per_item: spread(&per_item),
        top_items: [0.01, 0.05, 0.1, 0.2, 0.5]
            .map(|share| top(&per_item, share))
            .to_vec(),
        gini: gini(&per_item),
        times: ratings.time_column().and_then(span),
        user_columns: columns(&data.users, users),
        item_columns: columns(&data.items, items),
        bytes: ratings.bytes(),
    }
}

fn mean(values: impl Iterator<Item = f64>, n: usize) -> f64 {
    values.sum::<f64>() / n as f64
}

fn spread(sorted: &[usize]) -> Spread {
    let at = |p: f64| quantile(sorted, p);
    Spread {
        min: at(0.0),
        p10: at(0.1),
        p25: at(0.25),
        median: at(0.5),
        p75: at(0.75),
        p90: at(0.9),
        max: at(1.0),
        mean: mean(sorted.iter().map(|&c| c as f64), sorted.len()),
    }
}

/// The quantile `p` of counts in ascending order; NaN of none.
fn quantile(sorted: &[usize], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = p * last as f64;
    let below = sorted[place.floor() as usize] as f64;
    let above = sorted[place.ceil() as usize] as f64;
    below + (above - below) * place.fract()
}

fn top(sorted: &[usize], share: f64) -> Top {
    let count = (share * sorted.len() as f64 - 1e-9).ceil() as usize;
    let sum: usize = sorted.iter().rev().take(count).sum();
    let all: usize = sorted.iter().sum();
    Top {
        items: share,
        ratings: sum as f64 / all as f64,
    }
}

/// The Gini coefficient of counts in ascending order.
fn gini(sorted: &[usize]) -> f64 {
    let n = sorted.len() as f64;
    let all: usize = sorted.iter().sum();
    let ranked: f64 = (1u32..)
        .zip(sorted)
        .map(|(rank, &c)| f64::from(rank) * c as f64)
        .sum();
    2.0 * ranked / (n * all as f64) - (n + 1.0) / n
}

fn span(times: &[i64]) -> Option<Span> {
    let text = |seconds: i64| {
        Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |t| t.to_string())
    };
    Some(Span {
        first: text(*times.iter().min()?),
        last: text(*times.iter().max()?),
    })
}

fn columns(attributes: &Attributes, n: usize) -> Vec<ColumnNote> {
    let note = |(name, column): (&String, &Column)| {
        let (known, content) = match column {
            Column::Number(values) => {
                let known = || values.iter().copied().filter(|v| !v.is_nan());
                let content = Content::Numbers {
                    min: known().reduce(f64::min),
                    max: known().reduce(f64::max),
                };
                (known().count(), content)
            }
            Column::Labels(sets) => (sets.iter().filter(|s| !s.is_empty()).count(), labels(sets)),
        };
        ColumnNote {
            name: name.clone(),
            coverage: known as f64 / n as f64,
            content,
        }
    };
    attributes.columns.iter().map(note).collect()
}

fn labels(sets: &[Vec<Box<str>>]) -> Content {
    let mut counts: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    for label in sets.iter().flatten() {
        *counts.entry(label).or_default() += 1;
    }
    let mut top: Vec<(String, usize)> = counts.iter().map(|(l, &c)| ((*l).to_owned(), c)).collect();
    top.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    top.truncate(30);
    Content::Labels {
        distinct: counts.len(),
        top,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Keep;
    use crate::read::{ReadOptions, read_bytes, read_sides};
    use proptest::prelude::*;

    #[test]
    fn a_small_data_set_by_hand() {
        let options = ReadOptions {
            keep: Keep {
                times: true,
                rows: false,
            },
            ..ReadOptions::default()
        };
        let text = b"user,item,rating,time\na,x,5,0\nb,x,4,86400\nc,x,1,5\na,y,2,6\n";
        let mut data = read_bytes("small", text, &options).expect("text");
        let users = (
            "users.csv",
            &b"id,age,mood\na,20,good\nc,30,good\nb,,bad\n"[..],
        );
        read_sides(&mut data, Some(users), None, &options).expect("table");
        let found = describe(&data);
        assert_eq!((found.users, found.items, found.ratings), (3, 2, 4));
        assert_eq!(found.density, 4.0 / 6.0);
        assert_eq!(found.scale, [1.0, 5.0]);
        assert_eq!(found.relevant_share, 0.5);
        assert_eq!(found.mean, 3.0);
        assert_eq!(found.sd, 2.5f64.sqrt());
        assert_eq!((found.per_user.median, found.per_user.max), (1.0, 2.0));
        assert_eq!(found.per_item.p25, 1.5);
        assert_eq!(found.top_items[0].ratings, 0.75);
        assert_eq!(found.gini, 0.25);
        let span = found.times.expect("times");
        assert_eq!(span.first, "1970-01-01T00:00:00Z");
        assert_eq!(span.last, "1970-01-02T00:00:00Z");
        assert_eq!(found.user_columns[0].coverage, 2.0 / 3.0);
        assert_eq!(
            found.user_columns[0].content,
            Content::Numbers {
                min: Some(20.0),
                max: Some(30.0)
            }
        );
        assert_eq!(
            found.user_columns[1].content,
            Content::Labels {
                distinct: 2,
                top: vec![("good".into(), 2), ("bad".into(), 1)]
            }
        );
    }

    proptest! {
        /// Half the mean absolute difference over the mean, pair by pair.
        #[test]
        fn gini_as_defined(mut counts in prop::collection::vec(1usize..50, 1..20)) {
            counts.sort_unstable();
            let n = counts.len() as f64;
            let differences: usize = counts.iter()
                .flat_map(|a| counts.iter().map(move |b| a.abs_diff(*b))).sum();
            let sum: usize = counts.iter().sum();
            let expected = differences as f64 / (2.0 * n * sum as f64);
            prop_assert!((gini(&counts) - expected).abs() < 1e-12);
        }

        #[test]
        fn quantiles_bound_their_share(mut counts in prop::collection::vec(0usize..50, 1..40), p in 0.0f64..=1.0) {
            counts.sort_unstable();
            let q = quantile(&counts, p);
            let below = counts.iter().filter(|&&c| (c as f64) < q - 1e-9).count() as f64;
            let above = counts.iter().filter(|&&c| c as f64 > q + 1e-9).count() as f64;
            let n = counts.len() as f64;
            prop_assert!(below <= p * (n - 1.0) + 1.0 && above <= (1.0 - p) * (n - 1.0) + 1.0);
        }
    }
}
