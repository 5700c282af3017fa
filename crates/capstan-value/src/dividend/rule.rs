//! What a rule is, and all rules by name.

use super::DividendError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A rule: how values become weights by which money is shared.
pub trait Rule: Send + Sync {
    /// What the rule says about itself.
    fn info(&self) -> &'static RuleInfo;

    /// A weight of at least 0 for each of the values, which are finite. All
    /// may be 0: then nobody has a claim by this rule.
    fn weigh(&self, values: &[f64], settings: &Settings) -> Vec<f64>;
}

/// What a rule says about itself.
#[derive(Debug)]
pub struct RuleInfo {
    /// The name on the command line and in files.
    pub name: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Whether it pays those who harm; if so every result says it.
    pub pays_harm: bool,
    /// The settings with their defaults.
    pub settings: &'static [Setting],
}

/// A setting of a rule: a number.
#[derive(Debug)]
pub struct Setting {
    /// The name.
    pub name: &'static str,
    /// The default.
    pub default: f64,
    /// The least it may be.
    pub low: f64,
    /// The most it may be.
    pub high: f64,
    /// Whether it is a whole number.
    pub whole: bool,
}

/// The settings of a rule, checked and complete.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, f64>);

impl Settings {
    /// The defaults of a rule, changed by `changes`.
    ///
    /// # Errors
    /// If a name is not the rule's, or a number is outside its range.
    pub fn new(
        info: &'static RuleInfo,
        changes: &BTreeMap<String, f64>,
    ) -> Result<Self, DividendError> {
        let known = || -> Vec<&str> { info.settings.iter().map(|s| s.name).collect() };
        let mut all: BTreeMap<String, f64> = (info.settings.iter())
            .map(|s| (s.name.to_owned(), s.default))
            .collect();
        for (name, &found) in changes {
            let Some(setting) = info.settings.iter().find(|s| s.name == name) else {
                return Err(DividendError::UnknownSetting {
                    rule: info.name,
                    name: name.clone(),
                    known: if info.settings.is_empty() {
                        "none".to_owned()
                    } else {
                        known().join(", ")
                    },
                });
            };
            let number = match setting.whole {
                true => "a whole number",
                false => "a number",
            };
            let whole = !setting.whole || found.fract() == 0.0;
            if !(setting.low..=setting.high).contains(&found) || !whole {
                return Err(DividendError::Range {
                    option: format!("{} of the rule {}", setting.name, info.name),
                    found: found.to_string(),
                    expected: format!("{number} from {} to {}", setting.low, setting.high),
                });
            }
            all.insert(name.clone(), found);
        }
        Ok(Self(all))
    }

    /// The number called `name`.
    ///
    /// # Panics
    /// If the rule has no such setting: an error in the rule's code.
    pub fn get(&self, name: &str) -> f64 {
        self.0[name]
    }

    /// All names and numbers, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, f64)> {
        self.0.iter().map(|(n, v)| (n.as_str(), *v))
    }
}

/// Every rule, from the plainest on.
pub fn rules() -> &'static [&'static dyn Rule] {
    &[
        &super::rules::equal::Equal,
        &super::rules::rank::Rank,
        &super::rules::bins::Bins,
        &super::rules::positive::Positive,
        &super::rules::shift::Shift,
        &super::rules::power::Power,
        &super::rules::softmax::Softmax,
        &super::rules::clip::Clip,
        &super::rules::abs::Abs,
    ]
}

/// The rule called `name`.
///
/// # Errors
/// If there is none; the error names those there are.
pub fn find(name: &str) -> Result<&'static dyn Rule, DividendError> {
    let found = rules().iter().copied().find(|r| r.info().name == name);
    found.ok_or_else(|| {
        let known: Vec<&str> = rules().iter().map(|r| r.info().name).collect();
        DividendError::UnknownRule {
            name: name.to_owned(),
            known: known.join(", "),
        }
    })
}

#[cfg(test)]
pub(super) fn weigh(name: &str, changes: &[(&str, f64)], values: &[f64]) -> Vec<f64> {
    let rule = find(name).unwrap();
    let changes = changes.iter().map(|&(n, v)| (n.to_owned(), v)).collect();
    rule.weigh(values, &Settings::new(rule.info(), &changes).unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_and_settings_are_checked() {
        let one = |name: &str, x: f64| BTreeMap::from([(name.to_owned(), x)]);
        let info = find("softmax").unwrap().info();
        assert_eq!(Settings::new(info, &one("t", 2.0)).unwrap().get("t"), 2.0);
        let said = |e: Result<Settings, DividendError>| e.unwrap_err().to_string();
        assert_eq!(
            said(Settings::new(info, &one("t", f64::NAN))),
            "t of the rule softmax = NaN: expected a number from 0.000001 to 1000000"
        );
        assert_eq!(
            said(Settings::new(info, &one("k", 2.0))),
            "the rule softmax has no setting \"k\"; it has: t, mad"
        );
        assert!(
            said(Settings::new(find("equal").unwrap().info(), &one("k", 2.0))).ends_with("none")
        );
        let bins = find("bins").unwrap().info();
        assert_eq!(
            said(Settings::new(bins, &one("count", 2.5))),
            "count of the rule bins = 2.5: expected a whole number from 1 to 1000"
        );
        let unknown = find("fair").err().unwrap().to_string();
        assert!(
            unknown.contains("\"fair\": expected one of equal, rank"),
            "{unknown}"
        );
    }

    proptest! {
        /// What every rule must keep, whatever it is.
        #[test]
        fn weights_are_finite_and_do_not_know_who_stands_where(
            values in proptest::collection::vec(
                prop_oneof![-1e9..1e9_f64, Just(0.0), Just(1.0), Just(-1e300), Just(1e300)], 1..20),
        ) {
            for rule in rules() {
                let settings = Settings::new(rule.info(), &BTreeMap::new()).unwrap();
                let weights = rule.weigh(&values, &settings);
                prop_assert_eq!(weights.len(), values.len());
                prop_assert!(
                    weights.iter().all(|w| w.is_finite() && *w >= 0.0),
                    "{}: {weights:?}", rule.info().name
                );
                for (a, x) in values.iter().zip(&weights) {
                    for (b, y) in values.iter().zip(&weights) {
                        prop_assert!(a != b || x == y, "{}", rule.info().name);
                    }
                }
            }
        }
    }
}
