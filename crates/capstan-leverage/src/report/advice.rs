//! What a campaign can take from a forecast: the critical mass, and what the
//! shape of the curve means for how to organise.

use super::amount::{Unit, unit};
use super::reasons::said;
use super::room::Room;
use crate::critical::CriticalMass;
use crate::shape::Kind;
use crate::target::{Quantity, Target};
use capstan_report::{Format, args};
use capstan_worlds::View;

impl Room<'_> {
    /// The critical mass, where a target was given.
    pub(super) fn critical(&self) -> Option<String> {
        let found = self.forecast.critical_mass.as_ref()?;
        let target = self.target_words(&found.target);
        let Some((value, people)) = found.value.zip(found.people) else {
            let reason = found.reason.as_deref().unwrap_or_default();
            let reason = said(&self.voice, reason);
            return Some(
                self.voice
                    .say("critical-none", args![reason = reason, target = target]),
            );
        };
        let share = self.takers(value);
        let mut text = self.voice.say(
            "critical-found",
            args![share = share, people = people as f64, target = target],
        );
        if let Some(range) = self.critical_range(found) {
            text.push(' ');
            text += &range;
        }
        Some(text)
    }

    fn critical_range(&self, found: &CriticalMass) -> Option<String> {
        let low = found.low?;
        let digits = u8::from(found.high.is_some_and(|high| high - low < 0.05));
        let percent = |x| self.voice.percent(x, digits);
        Some(match found.high {
            Some(high) => self.voice.say(
                "critical-range",
                args![low = percent(low), high = percent(high)],
            ),
            None => self.voice.say("critical-open", args![low = percent(low)]),
        })
    }

    /// How many take part at `share`: "3 in 10 members".
    pub(super) fn takers(&self, share: f64) -> String {
        match self.forecast.scenario.as_slice() {
            [one] => self.who(one, share * one.share),
            _ if share >= 1.0 => self.voice.say("who-called-all", args![]),
            _ => {
                let part = self.voice.part(share);
                self.voice.say("who-called", args![part = part])
            }
        }
    }

    /// A target in words; as it stands if it cannot be read.
    pub(super) fn target_words(&self, target: &str) -> String {
        let Ok(target) = target.parse::<Target>() else {
            return target.to_owned();
        };
        let m = target.metric;
        let metric = self.metric_name(m);
        let say = |key| {
            let amount = self.threshold(m, target.threshold);
            let metric = metric.as_str();
            self.voice.say(key, args![metric = metric, amount = amount])
        };
        let words = match (target.quantity, target.at_least) {
            (Quantity::NormalisedLoss, at_least) => {
                let key = if at_least {
                    "target-loss-least"
                } else {
                    "target-loss-most"
                };
                let words = self
                    .voice
                    .say(key, args![amount = self.percent(target.threshold)]);
                if m == 0 {
                    words
                } else {
                    self.voice
                        .say("target-in", args![target = words, metric = metric.as_str()])
                }
            }
            (Quantity::Change, true) => say("target-change-least"),
            (Quantity::Change, false) => say("target-change-most"),
            (Quantity::Value, true) => say("target-value-least"),
            (Quantity::Value, false) => say("target-value-most"),
        };
        if target.view == View::Everyone {
            return words;
        }
        let view = self.people(target.view);
        self.voice
            .say("target-for", args![target = words, view = view])
    }

    /// A threshold that somebody chose, with the digits it has.
    fn threshold(&self, m: usize, value: f64) -> String {
        let n = match unit(m) {
            Unit::Points => self
                .voice
                .format(value, Format::number(0).for_step(value.abs())),
            Unit::Hits | Unit::Thousand => self
                .voice
                .format(value, Format::of_thousand(0).for_step(value.abs())),
        };
        match unit(m) {
            Unit::Points => self.voice.say("amount-points", args![n = n]),
            Unit::Hits | Unit::Thousand => self.voice.say("amount-thousand", args![n = n]),
        }
    }

    /// The shape of the curve and what follows from it.
    pub(super) fn shape(&self) -> Vec<String> {
        let shape = &self.forecast.shape;
        let (kind, advice) = match shape.kind {
            Kind::Accelerating => ("shape-accelerating", "advice-accelerating"),
            Kind::Decelerating => ("shape-decelerating", "advice-decelerating"),
            Kind::SShaped => ("shape-s-shaped", "advice-s-shaped"),
            Kind::ReverseS => ("shape-reverse-s", "advice-reverse-s"),
            Kind::Linear => ("shape-linear", "advice-linear"),
            Kind::NotDistinguishable => {
                let reason = shape.reason.as_deref().unwrap_or_default();
                let reason = said(&self.voice, reason);
                return vec![
                    self.voice.say("shape-unknown", args![reason = reason]),
                    self.voice.say("advice-unknown", args![]),
                ];
            }
        };
        [kind, advice]
            .map(|key| self.voice.say(key, args![]))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;
    use capstan_report::Lang;

    #[test]
    fn targets_are_said_with_the_digits_they_have() {
        let forecast = samples::strike();
        let room = Room::new(&forecast, Lang::En);
        let words = |target| room.target_words(target).replace('\u{a0}', " ");
        for (target, said) in [
            (
                "normalised_loss >= 12.5%",
                "at least 12.5 % of what personalisation gives is lost",
            ),
            (
                "change of ndcg@10 for bystanders <= -0.015",
                "the change in order of the first 10 (nDCG) is at most −15 of 1,000, for those who do not strike",
            ),
            (
                "rmse >= 0.905",
                "the typical error (RMSE) is at least 0.905 rating points",
            ),
            ("what nobody reads", "what nobody reads"),
        ] {
            assert_eq!(words(target), said);
        }
    }

    #[test]
    fn every_shape_has_its_advice() {
        let mut forecast = samples::strike();
        let mut all = Vec::new();
        for kind in [
            Kind::Accelerating,
            Kind::Decelerating,
            Kind::SShaped,
            Kind::ReverseS,
            Kind::Linear,
            Kind::NotDistinguishable,
        ] {
            forecast.shape.kind = kind;
            for lang in Lang::ALL {
                let said = Room::new(&forecast, lang).shape();
                assert_eq!(said.len(), 2);
                all.extend(said);
            }
        }
        let n = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), n);
    }
}
