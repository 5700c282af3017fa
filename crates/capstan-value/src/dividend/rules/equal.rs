//! Everyone the same.

use crate::dividend::rule::{Rule, RuleInfo, Settings};

/// Everyone has the same weight, whatever their value.
pub struct Equal;

impl Rule for Equal {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "equal",
            source: "a citizens' dividend: Paine 1797",
            pays_harm: false,
            settings: &[],
        }
    }

    fn weigh(&self, values: &[f64], _: &Settings) -> Vec<f64> {
        vec![1.0; values.len()]
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn values_do_not_matter() {
        assert_eq!(weigh("equal", &[], &[-5.0, 2.0]), [1.0, 1.0]);
    }
}
