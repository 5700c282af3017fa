//! Hits: liked items among the first places.
//!
//! A person with `n` liked test items is shown `n` items; hits are the liked
//! ones among them.

use super::{Gone, Metric, Ranked, any_liked, liked_among_first};

/// Hits of a view as a share of all liked test ratings of everyone.
pub(super) const SURFACED: Metric = Metric {
    name: "surfaced_hits",
    lower_is_better: false,
    needs_ratings: false,
    gone: Gone::CountAsZero,
    of_everyone: true,
    root: false,
    exposure: |list| list.liked as f64,
    score: hits,
};

/// The mean over people and folds of hits as a share of the person's own liked
/// test items.
pub(super) const NORMALISED: Metric = Metric {
    name: "normalised_hits",
    lower_is_better: false,
    needs_ratings: false,
    gone: Gone::CountAsZero,
    of_everyone: false,
    root: false,
    exposure: any_liked,
    score: |list| {
        if list.liked == 0 {
            0.0
        } else {
            hits(list) / list.liked as f64
        }
    },
};

fn hits(list: &Ranked<'_>) -> f64 {
    liked_among_first(list, list.liked)
}

#[cfg(test)]
mod tests {
    use super::super::by_hand;

    #[test]
    fn by_the_definition() {
        let (given, scores) = ([5.0, 2.0, 4.0, 4.5], [4.0, 3.0, 2.0, 1.0]);
        assert_eq!(by_hand("surfaced_hits", &given, &scores), (2.0, 3.0));
        assert_eq!(
            by_hand("normalised_hits", &given, &scores),
            (2.0 / 3.0, 1.0)
        );
        assert_eq!(by_hand("normalised_hits", &[1.0], &[1.0]), (0.0, 0.0));
    }
}
