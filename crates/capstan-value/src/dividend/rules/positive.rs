//! The same for everyone above zero.

use crate::dividend::rule::{Rule, RuleInfo, Setting, Settings};

/// Everyone whose value is above zero has the same weight, all others none;
/// with `zero=1` those at zero are in.
pub struct Positive;

impl Rule for Positive {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "positive",
            source: "a wage floor of membership: Capstan",
            pays_harm: false,
            settings: &[Setting {
                name: "zero",
                default: 0.0,
                low: 0.0,
                high: 1.0,
                whole: true,
            }],
        }
    }

    fn weigh(&self, values: &[f64], settings: &Settings) -> Vec<f64> {
        let zero = settings.get("zero") > 0.0;
        let paid = |v: &f64| *v > 0.0 || (zero && *v == 0.0);
        values
            .iter()
            .map(|v| f64::from(u8::from(paid(v))))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn zero_is_in_where_asked() {
        let values = [-1.0, 0.0, 3.0];
        assert_eq!(weigh("positive", &[], &values), [0.0, 0.0, 1.0]);
        assert_eq!(
            weigh("positive", &[("zero", 1.0)], &values),
            [0.0, 1.0, 1.0]
        );
    }
}
