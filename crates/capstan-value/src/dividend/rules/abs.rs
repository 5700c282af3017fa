//! Size of the value, whatever its sign: only to repeat what others did.

use crate::dividend::rule::{Rule, RuleInfo, Settings};

/// Weight is the size of the value. It pays harm like help, and so it pays for
/// spoiling data; it is here to repeat published figures.
pub struct Abs;

impl Rule for Abs {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "abs",
            source: "Vincent, Li, Zha and Hecht 2019, arXiv:1912.00757",
            pays_harm: true,
            settings: &[],
        }
    }

    fn weigh(&self, values: &[f64], _: &Settings) -> Vec<f64> {
        values.iter().map(|v| v.abs()).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn harm_is_paid_like_help() {
        assert_eq!(weigh("abs", &[], &[-1.0, 0.0, 1.0]), [1.0, 0.0, 1.0]);
    }
}
