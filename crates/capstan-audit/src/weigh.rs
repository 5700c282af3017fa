//! No one donor carries a figure: what a worker adds to an average weighs at
//! most a set share of it.

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

#[cfg(test)]
mod tests {
    use super::*;
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

    proptest! {
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
