//! Value, and nothing for those below zero.

use crate::dividend::rule::{Rule, RuleInfo, Settings};

/// Weight is the value where it is above zero, else nothing.
pub struct Clip;

impl Rule for Clip {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "clip",
            source: "Vincent, Li, Zha and Hecht 2019, arXiv:1912.00757",
            pays_harm: false,
            settings: &[],
        }
    }

    fn weigh(&self, values: &[f64], _: &Settings) -> Vec<f64> {
        values.iter().map(|v| v.max(0.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn below_zero_is_nothing() {
        assert_eq!(weigh("clip", &[], &[-1.0, 0.0, 1.5]), [0.0, 0.0, 1.5]);
    }
}
