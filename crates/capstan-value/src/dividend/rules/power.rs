//! A power of the value above the smallest.

use super::above_least;
use crate::dividend::rule::{Rule, RuleInfo, Setting, Settings};

/// Weight is `(value - smallest) ^ g`: below 1 it brings people nearer, above 1
/// it drives them apart.
pub struct Power;

impl Rule for Power {
    fn info(&self) -> &'static RuleInfo {
        &RuleInfo {
            name: "power",
            source: "isoelastic weights: Atkinson 1970, doi:10.1016/0022-0531(70)90039-6",
            pays_harm: false,
            settings: &[Setting {
                name: "g",
                default: 0.5,
                low: 0.01,
                high: 4.0,
                whole: false,
            }],
        }
    }

    fn weigh(&self, values: &[f64], settings: &Settings) -> Vec<f64> {
        let weights = above_least(values);
        let most = weights.iter().copied().fold(0.0, f64::max);
        // Of the largest, so that no power is beyond what a number holds.
        let unit = if most > 0.0 { most } else { 1.0 };
        let g = settings.get("g");
        weights.into_iter().map(|w| (w / unit).powf(g)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::dividend::rule::weigh;

    #[test]
    fn a_square_root_of_the_range() {
        let w = weigh("power", &[], &[-1.0, 0.0, 1.0]);
        assert_eq!((w[0], w[2]), (0.0, 1.0));
        assert!((w[1] - 0.5f64.sqrt()).abs() < 1e-15);
        assert_eq!(
            weigh("power", &[("g", 1.0)], &[0.0, 1.0, 4.0]),
            [0.0, 0.25, 1.0]
        );
    }
}
