//! Precision and recall among the first places.
//!
//! Only people with a liked test item count. Precision at k divides by k or by
//! the number of liked items, whichever is smaller, so that 1 can be reached.

use super::{Gone, Metric, Ranked, any_liked, liked_among_first};

/// Precision at 5.
pub(super) const AT_5: Metric = Metric {
    name: "precision@5",
    score: |list| precision(list, 5),
    ..RECALL_10
};

/// Precision at 10.
pub(super) const AT_10: Metric = Metric {
    name: "precision@10",
    score: |list| precision(list, 10),
    ..RECALL_10
};

/// Recall at 10.
pub(super) const RECALL_10: Metric = Metric {
    name: "recall@10",
    lower_is_better: false,
    needs_ratings: false,
    gone: Gone::LeftOut,
    of_everyone: false,
    root: false,
    exposure: any_liked,
    score: |list| {
        if list.liked == 0 {
            0.0
        } else {
            liked_among_first(list, 10) / list.liked as f64
        }
    },
};

fn precision(list: &Ranked<'_>, k: usize) -> f64 {
    let places = k.min(list.liked);
    if places == 0 {
        0.0
    } else {
        liked_among_first(list, places) / places as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::by_hand;

    #[test]
    fn by_the_definition() {
        let given = [5.0, 2.0, 4.0, 1.0, 1.0, 1.0, 4.0];
        let scores = [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0];
        // Three liked items, so three places: 5, 2, 4.
        assert_eq!(by_hand("precision@5", &given, &scores), (2.0 / 3.0, 1.0));
        assert_eq!(by_hand("recall@10", &given, &scores), (1.0, 1.0));
        assert_eq!(by_hand("precision@10", &[2.0], &[1.0]), (0.0, 0.0));
    }
}
