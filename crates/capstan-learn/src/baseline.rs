//! What is expected of a rating from the person's and the item's habits alone.

use crate::training::Training;

/// `mean + b_u + b_i`: how far each person and each item stand from the mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Biases {
    mean: f64,
    user: Vec<f64>,
    item: Vec<f64>,
}

impl Biases {
    /// No habits: the mean of the ratings of those who are not `gone`.
    pub fn flat(train: &Training, gone: &[bool]) -> Self {
        Self {
            mean: mean(train, gone),
            user: vec![0.0; train.n_users()],
            item: vec![0.0; train.n_items()],
        }
    }

    /// Alternating least squares with the sums of squares of users and items
    /// weighted by 15 and 10, ten rounds: Koren 2010,
    /// doi:10.1145/1644873.1644874, with the defaults of Surprise (Hug 2020,
    /// doi:10.21105/joss.02174).
    pub fn alternating(train: &Training, gone: &[bool]) -> Self {
        Self::fit(train, gone, 10.0, 15.0, 10)
    }

    /// The mean distance of each item from the mean, then of each user from
    /// what is left, each as if it had `damping` more ratings at distance 0.
    pub fn damped(train: &Training, damping: f64) -> Self {
        Self::fit(train, &vec![false; train.n_users()], damping, damping, 1)
    }

    /// What is expected of this user's rating of this item, not yet moved into
    /// the scale. Those without ratings stand at the mean.
    pub fn expected(&self, user: u32, item: u32) -> f64 {
        self.mean + self.user[user as usize] + self.item[item as usize]
    }

    fn fit(train: &Training, gone: &[bool], item_reg: f64, user_reg: f64, rounds: usize) -> Self {
        let mut fitted = Self::flat(train, gone);
        let mean = fitted.mean;
        let mut counts = vec![0u32; train.n_items()];
        for user in staying(train, gone) {
            for &i in train.user(user).items {
                counts[i as usize] += 1;
            }
        }
        for _ in 0..rounds {
            fitted.item.fill(0.0);
            for user in staying(train, gone) {
                let row = train.user(user);
                let bias = fitted.user[user as usize];
                for (&i, &v) in row.items.iter().zip(row.values) {
                    fitted.item[i as usize] += f64::from(v) - mean - bias;
                }
            }
            for (bias, &count) in fitted.item.iter_mut().zip(&counts) {
                if count > 0 {
                    *bias /= item_reg + f64::from(count);
                }
            }
            for user in staying(train, gone) {
                let row = train.user(user);
                let far: f64 = row
                    .items
                    .iter()
                    .zip(row.values)
                    .map(|(&i, &v)| f64::from(v) - mean - fitted.item[i as usize])
                    .sum();
                if !row.items.is_empty() {
                    fitted.user[user as usize] = far / (user_reg + row.items.len() as f64);
                }
            }
        }
        fitted
    }
}

/// The mean rating of each item among those who are not `gone`; the mean of
/// all where an item has no rating.
pub fn item_means(train: &Training, gone: &[bool]) -> Vec<f64> {
    let mut sums = vec![0.0; train.n_items()];
    let mut counts = vec![0u32; train.n_items()];
    for user in staying(train, gone) {
        let row = train.user(user);
        for (&i, &v) in row.items.iter().zip(row.values) {
            sums[i as usize] += f64::from(v);
            counts[i as usize] += 1;
        }
    }
    let mean = mean(train, gone);
    sums.iter()
        .zip(&counts)
        .map(|(sum, &count)| {
            if count == 0 {
                mean
            } else {
                sum / f64::from(count)
            }
        })
        .collect()
}

fn staying<'a>(train: &Training, gone: &'a [bool]) -> impl Iterator<Item = u32> + use<'a> {
    (0..train.n_users() as u32).filter(|&u| !gone[u as usize])
}

fn mean(train: &Training, gone: &[bool]) -> f64 {
    let (mut sum, mut count) = (0.0, 0u64);
    for user in staying(train, gone) {
        let values = train.user(user).values;
        count += values.len() as u64;
        for &v in values {
            sum += f64::from(v);
        }
    }
    train.scale().mean(sum, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::ratings;

    /// At the end of enough rounds no bias can be moved for the better: the
    /// slope of squared errors and penalties is 0.
    #[test]
    fn many_rounds_reach_the_least_squares() {
        let train = Training::all(&ratings(1));
        let gone = vec![false; train.n_users()];
        let b = Biases::fit(&train, &gone, 10.0, 15.0, 2000);
        let mut item_slope: Vec<f64> = b.item.iter().map(|x| 10.0 * x).collect();
        for user in 0..train.n_users() as u32 {
            let row = train.user(user);
            let mut slope = 15.0 * b.user[user as usize];
            for (&i, &v) in row.items.iter().zip(row.values) {
                let error = b.expected(user, i) - f64::from(v);
                slope += error;
                item_slope[i as usize] += error;
            }
            assert!(slope.abs() < 1e-9, "{slope}");
        }
        assert!(item_slope.iter().all(|s| s.abs() < 1e-9));
    }

    /// Two people, two items, by hand: mean 3, damping 1.
    #[test]
    fn damped_biases_by_hand() {
        let all = crate::conformance::of(&[(0, 0, 5.0), (0, 1, 2.0), (1, 0, 2.0)], 2, 2);
        let b = Biases::damped(&Training::all(&all), 1.0);
        let items = [1.0 / 3.0, -0.5];
        let users = [
            (2.0 - 1.0 / 3.0 - 1.0 + 0.5) / 3.0,
            (-1.0 - 1.0 / 3.0) / 2.0,
        ];
        for (u, user) in (0..).zip(users) {
            for (i, item) in (0..).zip(items) {
                assert!((b.expected(u, i) - (3.0 + user + item)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn those_who_are_gone_leave_no_trace() {
        let train = Training::all(&ratings(2));
        let gone: Vec<bool> = (0..train.n_users()).map(|u| u % 3 == 0).collect();
        let left = train.without(|u| gone[u as usize]);
        let none = vec![false; train.n_users()];
        assert_eq!(
            Biases::alternating(&train, &gone),
            Biases::alternating(&left, &none)
        );
        assert_eq!(item_means(&train, &gone), item_means(&left, &none));
    }
}
