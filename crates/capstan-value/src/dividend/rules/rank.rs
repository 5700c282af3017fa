//! The place in the order.

use super::ranks;
use crate::dividend::rule::{Rule, RuleInfo, Settings};

/// Weight is the place from below: 1 for the smallest value; equals share the
/// mean of their places.
pub struct Rank;

impl Rule for Rank {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "rank",
            source: "mid-ranks: Kendall 1945, doi:10.1093/biomet/33.3.239",
            pays_harm: false,
            settings: &[],
        }
    }

    fn weigh(&self, values: &[f64], _: &Settings) -> Vec<f64> {
        ranks(values)
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn how_far_apart_does_not_matter() {
        assert_eq!(
            weigh("rank", &[], &[-9.0, 1000.0, 0.0, 0.0]),
            [1.0, 4.0, 2.5, 2.5]
        );
    }
}
