//! How far predicted ratings are from those given.

use super::{Gone, Metric, Ranked};

/// Root of the mean squared error, in points of the scale.
pub(super) const RMSE: Metric = Metric {
    name: "rmse",
    root: true,
    score: |list| errors(list).map(|e| e * e).sum(),
    ..MAE
};

/// Mean absolute error, in points of the scale.
pub(super) const MAE: Metric = Metric {
    name: "mae",
    lower_is_better: true,
    needs_ratings: true,
    gone: Gone::LeftOut,
    of_everyone: false,
    root: false,
    exposure: |list| list.values.len() as f64,
    score: |list| errors(list).map(f64::abs).sum(),
};

fn errors<'a>(list: &'a Ranked<'_>) -> impl Iterator<Item = f64> + 'a {
    list.values
        .iter()
        .zip(list.scores)
        .map(|(&v, s)| f64::from(v) - s)
}

#[cfg(test)]
mod tests {
    use super::super::by_hand;

    #[test]
    fn by_the_definition() {
        let (given, scores) = ([5.0, 2.0], [4.0, 3.5]);
        assert_eq!(by_hand("rmse", &given, &scores), (1.0 + 2.25, 2.0));
        assert_eq!(by_hand("mae", &given, &scores), (2.5, 2.0));
    }
}
