//! Everyone something, those above others more.

use crate::dividend::rule::{Rule, RuleInfo, Setting, Settings};
use capstan_stats::interval::quantile;

/// Weight is `exp(value / t)`; with `mad=1`, `t` counts in median distances from
/// the median, so that the unit of the values does not matter.
pub struct Softmax;

impl Rule for Softmax {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "softmax",
            source: "Bridle 1990, doi:10.1007/978-3-642-76153-9_28",
            pays_harm: false,
            settings: &[
                Setting {
                    name: "t",
                    default: 1.0,
                    low: 0.000001,
                    high: 1000000.0,
                    whole: false,
                },
                Setting {
                    name: "mad",
                    default: 0.0,
                    low: 0.0,
                    high: 1.0,
                    whole: true,
                },
            ],
        }
    }

    fn weigh(&self, values: &[f64], settings: &Settings) -> Vec<f64> {
        let spread = if settings.get("mad") > 0.0 {
            deviation(values)
        } else {
            1.0
        };
        let t = settings.get("t") * if spread > 0.0 { spread } else { 1.0 };
        // Of the largest, so that no power is beyond what a number holds.
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        values.iter().map(|v| ((v - most) / t).exp()).collect()
    }
}

/// The median distance from the median.
fn deviation(values: &[f64]) -> f64 {
    let median = |mut numbers: Vec<f64>| {
        numbers.sort_by(f64::total_cmp);
        quantile(&numbers, 0.5)
    };
    let middle = median(values.to_vec());
    median(values.iter().map(|v| (v - middle).abs()).collect())
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn a_temperature_in_the_unit_of_the_values_or_without() {
        let e = 1f64.exp();
        let w = weigh("softmax", &[], &[-1.0, 0.0, 1.0]);
        assert!((w[1] / w[0] - e).abs() < 1e-12 && w[2] == 1.0);
        let w = weigh("softmax", &[("t", 0.5)], &[-1.0, 0.0, 1.0]);
        assert!((w[2] / w[1] - e * e).abs() < 1e-12);
        let small = weigh("softmax", &[("mad", 1.0)], &[-1.0, 0.0, 1.0]);
        assert_eq!(weigh("softmax", &[("mad", 1.0)], &[-4.0, 0.0, 4.0]), small);
    }
}
