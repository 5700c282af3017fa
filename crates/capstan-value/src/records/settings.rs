//! Settings of a method as they were asked for, and as they are.

use crate::error::ValueError;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What was asked for, by name. What is asked of it is remembered, so that in
/// the end all settings are known with their defaults, and those that nobody
/// asked about can be refused.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    given: BTreeMap<String, String>,
    known: BTreeMap<String, Value>,
}

impl Settings {
    /// Settings as `name=value`.
    ///
    /// # Errors
    /// If there is no sign between the two.
    pub fn new<S: AsRef<str>>(list: &[S]) -> Result<Self, ValueError> {
        let mut given = BTreeMap::new();
        for set in list {
            let Some((name, value)) = set.as_ref().split_once('=') else {
                return Err(ValueError::Range {
                    name: "--set",
                    found: set.as_ref().to_owned(),
                    expected: "a name and a value, like k=5".to_owned(),
                });
            };
            given.insert(name.trim().to_owned(), value.trim().to_owned());
        }
        Ok(Self {
            given,
            known: BTreeMap::new(),
        })
    }

    /// The whole number called `name`.
    ///
    /// # Errors
    /// If it is none from `low` to `high`.
    pub fn whole(
        &mut self,
        name: &'static str,
        default: usize,
        low: usize,
        high: usize,
    ) -> Result<usize, ValueError> {
        let value = match self.given.get(name) {
            None => default,
            Some(text) => match text.parse() {
                Ok(n) if (low..=high).contains(&n) => n,
                _ => {
                    let expected = format!("a whole number from {low} to {high}");
                    return Err(wrong(name, text, expected));
                }
            },
        };
        self.known.insert(name.to_owned(), json!(value));
        Ok(value)
    }

    /// The number called `name`; `None` if it has no default and was not given.
    ///
    /// # Errors
    /// If it is none from `low` to `high`.
    pub fn real(
        &mut self,
        name: &'static str,
        default: Option<f64>,
        low: f64,
        high: f64,
    ) -> Result<Option<f64>, ValueError> {
        let value = match self.given.get(name) {
            None => default,
            Some(text) => match text.parse::<f64>() {
                Ok(x) if x >= low && x <= high => Some(x),
                _ => return Err(wrong(name, text, format!("a number from {low} to {high}"))),
            },
        };
        self.known.insert(name.to_owned(), json!(value));
        Ok(value)
    }

    /// The word called `name`: one of `words`, the first if none was given.
    ///
    /// # Errors
    /// If it is none of them.
    pub fn word(
        &mut self,
        name: &'static str,
        words: &'static [&'static str],
    ) -> Result<&'static str, ValueError> {
        let value = match self.given.get(name) {
            None => words.first().copied().unwrap_or_default(),
            Some(text) => match words.iter().find(|w| *w == text) {
                Some(word) => word,
                None => {
                    return Err(wrong(name, text, format!("one of {}", words.join(", "))));
                }
            },
        };
        self.known.insert(name.to_owned(), json!(value));
        Ok(value)
    }

    /// Writes down what a setting without a default came to.
    pub fn note(&mut self, name: &str, value: f64) {
        self.known.insert(name.to_owned(), json!(value));
    }

    /// All settings as they are.
    ///
    /// # Errors
    /// If one was given that nobody asked about.
    pub fn finish(self) -> Result<BTreeMap<String, Value>, ValueError> {
        for (name, value) in &self.given {
            if !self.known.contains_key(name) {
                let names: Vec<&str> = self.known.keys().map(String::as_str).collect();
                return Err(ValueError::Range {
                    name: "--set",
                    found: format!("{name}={value}"),
                    expected: match names.len() {
                        0 => "nothing to set for this method".to_owned(),
                        _ => format!("one of {}", names.join(", ")),
                    },
                });
            }
        }
        Ok(self.known)
    }
}

fn wrong(name: &'static str, found: &str, expected: String) -> ValueError {
    ValueError::Range {
        name,
        found: found.to_owned(),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_and_what_is_given() {
        let mut s = Settings::new(&["k=7", "radius = 2.5"]).unwrap();
        assert_eq!(s.whole("k", 5, 1, 100).unwrap(), 7);
        assert_eq!(s.real("radius", None, 0.0, 1e9).unwrap(), Some(2.5));
        assert_eq!(s.word("rule", &["shapley", "banzhaf"]).unwrap(), "shapley");
        let all = s.finish().unwrap();
        assert_eq!(
            json!(all),
            json!({"k": 7, "radius": 2.5, "rule": "shapley"})
        );
    }

    #[test]
    fn what_is_wrong_is_named() {
        let mut s = Settings::new(&["k=0", "kk=3", "rule=x"]).unwrap();
        let k = s.whole("k", 5, 1, 100).unwrap_err().to_string();
        assert_eq!(k, "k = 0: expected a whole number from 1 to 100");
        assert!(s.word("rule", &["shapley"]).is_err());
        let mut s = Settings::new(&["kk=3"]).unwrap();
        s.whole("k", 5, 1, 100).unwrap();
        let error = s.finish().unwrap_err().to_string();
        assert_eq!(error, "--set = kk=3: expected one of k");
        assert!(Settings::new(&["k"]).is_err());
    }
}
