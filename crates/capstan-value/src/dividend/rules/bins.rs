//! A few steps.

use super::ranks;
use crate::dividend::rule::{Rule, RuleInfo, Setting, Settings};

/// Members in order of value are cut into `count` bins of equal size; weight is
/// the number of the bin, from `first` on. Equals are in the same bin.
pub struct Bins;

impl Rule for Bins {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "bins",
            source: "quantile bins: Capstan",
            pays_harm: false,
            settings: &[
                Setting {
                    name: "count",
                    default: 3.0,
                    low: 1.0,
                    high: 1000.0,
                    whole: true,
                },
                Setting {
                    name: "first",
                    default: 0.0,
                    low: 0.0,
                    high: 1000.0,
                    whole: false,
                },
            ],
        }
    }

    fn weigh(&self, values: &[f64], settings: &Settings) -> Vec<f64> {
        let count = settings.get("count");
        let first = settings.get("first");
        let n = values.len() as f64;
        let bin = |rank: f64| first + ((rank - 0.5) / n * count).floor().min(count - 1.0);
        ranks(values).into_iter().map(bin).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn thirds_and_equals() {
        let values = [5.0, 1.0, 3.0, 3.0, 2.0, 9.0];
        assert_eq!(weigh("bins", &[], &values), [2.0, 0.0, 1.0, 1.0, 0.0, 2.0]);
        let halves = weigh("bins", &[("count", 2.0), ("first", 1.0)], &values);
        assert_eq!(halves, [2.0, 1.0, 2.0, 2.0, 1.0, 2.0]);
    }
}
