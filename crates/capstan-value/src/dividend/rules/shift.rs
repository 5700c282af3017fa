//! Value above the smallest.

use super::above_least;
use crate::dividend::rule::{Rule, RuleInfo, Settings};

/// Weight is the value less the smallest value: who has the smallest gets nothing.
pub struct Shift;

impl Rule for Shift {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "shift",
            source: "Vincent, Li, Zha and Hecht 2019, arXiv:1912.00757",
            pays_harm: false,
            settings: &[],
        }
    }

    fn weigh(&self, values: &[f64], _: &Settings) -> Vec<f64> {
        above_least(values)
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn the_smallest_value_is_nothing() {
        assert_eq!(weigh("shift", &[], &[-1.0, 0.0, 1.0]), [0.0, 1.0, 2.0]);
        assert_eq!(weigh("shift", &[], &[4.0, 4.0]), [0.0, 0.0]);
    }
}
