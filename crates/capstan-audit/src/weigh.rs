//! No one donor carries a figure: what a worker adds to an average weighs at
//! most a set share of it. And what is left of it may tell about no one.

use capstan_stats::bootstrap::UserWeights;
use capstan_stats::disclosure::{Limits, Withheld};
use capstan_stats::interval::Interval;
use capstan_stats::resample::expanded;

/// Weights of at most 1 with which no one of `sizes` has more than the share
/// `cap` of the sum; as large as can be. With fewer than `1 / cap` of them all
/// get the same part.
pub fn weights(sizes: &[f64], cap: f64) -> Vec<f64> {
    let mut sorted = sizes.to_vec();
    sorted.sort_by(|a, b| b.total_cmp(a));
    let mut limit = sorted.last().copied().unwrap_or(0.0);
    let mut rest: f64 = sorted.iter().sum();
    for (n, &size) in sorted.iter().enumerate() {
        // With the n largest at the limit the sum is rest + n * limit, and the
        // limit is its share `cap`.
        let free = 1.0 - n as f64 * cap;
        if free > 0.0 && size <= cap * rest / free * (1.0 + 1e-12) {
            limit = cap * rest / free;
            break;
        }
        rest -= size;
    }
    let weight = |&size: &f64| if size > limit { limit / size } else { 1.0 };
    sizes.iter().map(weight).collect()
}

/// The sum of `above` over that of `below`, one of each for every worker, with
/// the weights that `below` has under `cap`; and its 95 % interval by the
/// percentiles of `draws` over workers, which one worker alone has not.
pub fn ratio(
    above: &[f64],
    below: &[f64],
    cap: f64,
    draws: &UserWeights,
) -> (f64, Option<Interval>) {
    let columns: Vec<f64> = (above.iter().zip(below))
        .zip(weights(below, cap))
        .flat_map(|((a, b), weight)| [weight * a, weight * b])
        .collect();
    let sum = |n: usize| columns.iter().skip(n).step_by(2).sum::<f64>();
    let drawn = (0..draws.draws())
        .map(|draw| {
            let totals = draws.totals(draw, &columns);
            totals[0] / totals[1]
        })
        .collect();
    let value = sum(0) / sum(1);
    let workers = below.iter().filter(|b| **b > 0.0).count();
    (value, expanded(value, drawn, workers))
}

/// The middle of sorted values with weights that sum to `all`: half of the
/// weight lies on either side. Where it lies between two values, their mean.
pub fn middle(sorted: &[(f64, f64)], all: f64) -> f64 {
    let mut below = 0.0;
    for (n, (value, weight)) in sorted.iter().enumerate() {
        below += weight;
        let left = below - all / 2.0;
        if left.abs() <= 1e-9 * all {
            let next = sorted.get(n + 1).map_or(*value, |next| next.0);
            return (value + next) / 2.0;
        }
        if left > 0.0 {
            return *value;
        }
    }
    f64::NAN
}

/// Why a figure over these `amounts`, each of them one of every worker, may not
/// be shown with the weights that `sizes` have under `cap`. Workers without a
/// size are not in it. Whoever is weighed down to the largest share of the sizes
/// may have a little more of the amounts, so one may have twice that share of
/// these.
pub fn why_not(amounts: &[&[f64]], sizes: &[f64], cap: f64, limits: &Limits) -> Option<Withheld> {
    let weights = weights(sizes, cap);
    let of = |amounts: &[f64], limits: &Limits| {
        let inside = amounts.iter().zip(&weights).zip(sizes);
        let inside = inside.filter(|(_, size)| **size > 0.0);
        let parts: Vec<f64> = inside.map(|((a, w), _)| a * w).collect();
        limits.why_not(&parts)
    };
    let twice = Limits {
        dominance: 2.0 * limits.dominance,
        ..*limits
    };
    of(sizes, limits).or_else(|| amounts.iter().find_map(|amounts| of(amounts, &twice)))
}

/// Why the plain sum of `sizes` may not be shown beside figures with weights
/// under `cap`: whoever weighs less in those could be worked out from both.
pub fn why_not_total(sizes: &[f64], cap: f64, limits: &Limits) -> Option<Withheld> {
    let weighs_less = || weights(sizes, cap).iter().any(|w| *w < 1.0);
    let dominated = || weighs_less().then_some(Withheld::Dominated);
    limits.why_not(sizes).or_else(dominated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_stats::stream::Stream;
    use proptest::prelude::*;

    #[test]
    fn weights_by_hand() {
        assert_eq!(weights(&[1.0, 1.0, 1.0, 1.0], 0.25), [1.0; 4]);
        // 6 becomes 1 beside 3: a quarter of 4.
        let found = weights(&[6.0, 1.0, 1.0, 1.0], 0.25);
        assert!((found[0] - 1.0 / 6.0).abs() < 1e-12, "{found:?}");
        // Fewer than 1 / cap of them: all alike.
        assert_eq!(weights(&[4.0, 2.0], 0.25), [0.5, 1.0]);
        assert_eq!(weights(&[], 0.25), [0.0; 0]);
    }

    #[test]
    fn what_one_carries_is_not_shown() {
        let limits = Limits::default();
        let mut sizes = vec![1.0; 12];
        assert_eq!(why_not(&[&sizes, &[2.0; 12]], &sizes, 0.25, &limits), None);
        // Five of sixteen: too much for a plain sum, and weighed down to a
        // quarter in an average.
        sizes[3] = 5.0;
        assert_eq!(why_not(&[&sizes], &sizes, 0.25, &limits), None);
        assert_eq!(
            why_not(&[&sizes], &sizes, 1.0, &limits),
            Some(Withheld::Dominated)
        );
        assert_eq!(
            why_not_total(&sizes, 1.0, &limits),
            Some(Withheld::Dominated)
        );
        // Of the amounts one may have twice the share, and no more.
        let mut amounts = vec![1.0; 12];
        amounts[3] = 10.0;
        assert_eq!(why_not(&[&amounts], &[1.0; 12], 0.25, &limits), None);
        amounts[3] = 12.0;
        let why = why_not(&[&amounts], &[1.0; 12], 0.25, &limits);
        assert_eq!(why, Some(Withheld::Dominated));
        // Who has no size hides nobody.
        let mut few = vec![0.0; 12];
        few[..9].fill(1.0);
        let why = why_not(&[&few], &few, 0.25, &limits);
        assert!(matches!(why, Some(Withheld::TooFew { .. })));
        // Of two of twenty each the plain sum is fine, but not beside one in
        // which either weighs a tenth.
        let mut sizes = vec![1.0; 16];
        sizes[..2].fill(2.0);
        assert_eq!(why_not_total(&sizes, 0.25, &limits), None);
        let why = why_not_total(&sizes, 0.08, &limits);
        assert_eq!(why, Some(Withheld::Dominated));
    }

    #[test]
    fn a_ratio_is_that_of_the_weighed_sums() {
        let draws = UserWeights::new(&Stream::root(1), 4, 400);
        // The first weighs a half: 3 of 6 beside three of 1 each.
        let (value, interval) = ratio(&[6.0, 0.0, 1.0, 2.0], &[6.0, 1.0, 1.0, 1.0], 0.5, &draws);
        assert!((value - (3.0 + 3.0) / 6.0).abs() < 1e-12);
        let interval = interval.expect("an interval");
        assert!(interval.low < value && value < interval.high);
        let one = UserWeights::new(&Stream::root(1), 1, 400);
        assert_eq!(ratio(&[3.0], &[4.0], 0.25, &one), (0.75, None));
    }

    proptest! {
        #[test]
        fn with_equal_weights_the_middle_is_the_median(
            mut values in proptest::collection::vec(0.0..1.0_f64, 1..20),
        ) {
            values.sort_by(f64::total_cmp);
            let each: Vec<(f64, f64)> = values.iter().map(|&v| (v, 1.0)).collect();
            let found = middle(&each, values.len() as f64);
            let median = capstan_stats::interval::quantile(&values, 0.5);
            prop_assert!((found - median).abs() < 1e-12);
        }

        #[test]
        fn nobody_has_more_than_the_cap(
            sizes in proptest::collection::vec(0.1..1000.0_f64, 4..40),
            cap in 0.25..0.9_f64,
        ) {
            let weights = weights(&sizes, cap);
            let parts: Vec<f64> = sizes.iter().zip(&weights).map(|(s, w)| s * w).collect();
            let sum: f64 = parts.iter().sum();
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(*part <= cap * sum * (1.0 + 1e-9));
                prop_assert!(*weight <= 1.0);
                // Who is weighed down is at the cap: no weight could be larger.
                prop_assert!(*weight == 1.0 || *part >= cap * sum * (1.0 - 1e-9));
            }
        }
    }
}
