//! What a campaign wants to reach, as a condition on the forecast.

use crate::error::LeverageError;
use capstan_worlds::{METRICS, View, metric};
use std::fmt;
use std::str::FromStr;

/// What is compared with the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// The change as a share of the personalisation gap.
    NormalisedLoss,
    /// The change of the metric.
    Change,
    /// The metric itself.
    Value,
}

/// A condition like "normalised loss of at least one half".
///
/// Written `[normalised_loss|change [of]] [METRIC] [for VIEW] >=|<= NUMBER`.
/// Where no metric is named it is surfaced hits; where no view is named,
/// everyone.
///
/// ```
/// use capstan_leverage::Target;
/// let target: Target = "normalised_loss >= 0.5".parse().unwrap();
/// assert_eq!(target.to_string(), "normalised_loss of surfaced_hits for everyone >= 0.5");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// What is compared.
    pub quantity: Quantity,
    /// The place of the metric in [`METRICS`].
    pub metric: usize,
    /// The view.
    pub view: View,
    /// Whether at least (else at most) the threshold is wanted.
    pub at_least: bool,
    /// The threshold.
    pub threshold: f64,
}

impl FromStr for Target {
    type Err = LeverageError;

    fn from_str(text: &str) -> Result<Self, LeverageError> {
        let bad = |why: String| LeverageError::Target {
            found: text.to_owned(),
            why,
        };
        let (left, at_least, right) = if let Some((l, r)) = text.split_once(">=") {
            (l, true, r)
        } else if let Some((l, r)) = text.split_once("<=") {
            (l, false, r)
        } else {
            return Err(bad("it has neither >= nor <=".to_owned()));
        };
        let right = right.trim();
        let number = match right.strip_suffix('%') {
            Some(percent) => percent.trim().parse::<f64>().map(|x| x / 100.0),
            None => right.parse(),
        };
        let threshold = number
            .ok()
            .filter(|x| x.is_finite())
            .ok_or_else(|| bad(format!("\"{right}\" is no number")))?;
        let mut target = Self {
            quantity: Quantity::Value,
            metric: 0,
            view: View::Everyone,
            at_least,
            threshold,
        };
        let mut named = false;
        let mut words = left.split_whitespace().peekable();
        while let Some(word) = words.next() {
            match word {
                "normalised_loss" => (target.quantity, named) = (Quantity::NormalisedLoss, true),
                "change" => (target.quantity, named) = (Quantity::Change, true),
                "of" if words.peek().is_some() => {}
                "for" => {
                    let name = words.next().unwrap_or_default();
                    target.view = View::find(name).ok_or_else(|| {
                        let views = View::ALL.map(View::name).join(", ");
                        bad(format!("\"{name}\" is no view: expected one of {views}"))
                    })?;
                }
                _ => {
                    target.metric = metric::find(word).ok_or_else(|| {
                        let names = METRICS.each_ref().map(|m| m.name).join(", ");
                        bad(format!("\"{word}\" is no metric: expected one of {names}"))
                    })?;
                    named = true;
                }
            }
        }
        if named {
            Ok(target)
        } else {
            Err(bad("it names nothing to compare".to_owned()))
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.quantity {
            Quantity::NormalisedLoss => "normalised_loss of ",
            Quantity::Change => "change of ",
            Quantity::Value => "",
        })?;
        let sign = if self.at_least { ">=" } else { "<=" };
        let (metric, view) = (METRICS[self.metric].name, self.view);
        write!(f, "{metric} for {view} {sign} {}", self.threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_read_back_what_they_show() {
        for text in [
            "normalised_loss >= 0.5",
            "change of rmse for bystanders >= 0.01",
            "surfaced_hits for strikers <= 70%",
            "normalised_loss ndcg@10 >= 1",
        ] {
            let target: Target = text.parse().unwrap();
            assert_eq!(
                target.to_string().parse::<Target>().unwrap(),
                target,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_target_is_said() {
        let said = |text: &str| text.parse::<Target>().unwrap_err().to_string();
        assert!(said("normalised_loss = 2").contains("neither >= nor <="));
        assert!(said("hits >= 1").contains("\"hits\" is no metric"));
        assert!(said("rmse for me >= 1").contains("\"me\" is no view"));
        assert!(said("rmse >= lots").contains("\"lots\" is no number"));
        assert!(said(">= 1").contains("nothing to compare"));
    }
}
