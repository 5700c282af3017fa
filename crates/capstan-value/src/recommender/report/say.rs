//! The sentences of values: the finding, what a value is, how sure it is.

use super::Room;
use crate::recommender::result::{Line, Note};
use capstan_report::{Format, args};
use capstan_stats::Interval;
use capstan_worlds::METRICS;

/// How many of so many intervals of 95 % leave zero out though nothing is
/// there.
fn by_chance(people: usize) -> usize {
    people.div_ceil(20)
}

impl Room<'_> {
    /// The finding, as a title.
    pub(super) fn title(&self) -> String {
        let lines = || {
            let lines = self.values.values.iter();
            lines.filter_map(|line| Some((line, line.main()?)))
        };
        if !self.groups() {
            let count = lines().filter(|(_, v)| !v.includes_zero()).count();
            let people = self.values.values.len();
            return if count <= by_chance(people) {
                self.say("value-title-nobody")
            } else {
                self.voice
                    .say("value-title-people", args![count = count, people = people])
            };
        }
        let by = |a: &(&Line, Interval), b: &(&Line, Interval)| a.1.value.total_cmp(&b.1.value);
        let amount = |v: Interval| self.amount(v.value.abs(), self.format([v]));
        if let Some((line, v)) = lines().filter(|(_, v)| v.low > 0.0).max_by(by) {
            let (who, amount, metric) = (line.id.as_str(), amount(v), self.metric_name());
            return self.voice.say(
                "value-title-most",
                args![who = who, amount = amount, metric = metric],
            );
        }
        match lines().filter(|(_, v)| v.high < 0.0).min_by(by) {
            Some((line, v)) => {
                let (who, amount) = (line.id.as_str(), amount(v));
                self.voice
                    .say("value-title-less", args![who = who, amount = amount])
            }
            None => self.say("value-title-unknown"),
        }
    }

    /// What the model does today and without the players, and for how many we
    /// can tell.
    pub(super) fn lead(&self) -> String {
        let mut out = Vec::new();
        let v = self.values;
        let metric = self.metric_name();
        if let Some(worth) = v.worths.iter().find(|w| w.view == "everyone")
            && let Some(all) = worth.everybody
        {
            let format = self.format(v.values.iter().filter_map(Line::main));
            let (model, all) = (v.model.name.as_str(), self.amount(all, format));
            out.push(self.voice.say(
                "value-lead-all",
                args![model = model, all = all, metric = metric.as_str()],
            ));
            if let Some(nobody) = worth.nobody {
                let nobody = self.amount(nobody, format);
                out.push(self.voice.say("value-lead-nobody", args![nobody = nobody]));
            }
        }
        if METRICS[self.metric].lower_is_better {
            out.push(self.say("value-error"));
        }
        if v.view != "everyone" {
            let view = self.view_name(&v.view);
            out.push(self.voice.say("value-lead-view", args![view = view]));
        }
        let known: Vec<Interval> = v.values.iter().filter_map(Line::main).collect();
        let better = known.iter().filter(|v| v.low > 0.0).count();
        let worse = known.iter().filter(|v| v.high < 0.0).count();
        let (rest, none) = (known.len() - better - worse, v.values.len() - known.len());
        out.push(
            self.voice
                .say("value-clear", args![better = better, worse = worse]),
        );
        if rest > 0 {
            out.push(self.voice.say("value-rest", args![rest = rest]));
        }
        if !self.groups() {
            let (people, count) = (v.values.len(), by_chance(v.values.len()));
            out.push(
                self.voice
                    .say("value-chance", args![people = people, count = count]),
            );
        }
        if none > 0 {
            out.push(self.voice.say(
                "value-refused",
                args![count = none, metric = metric.as_str()],
            ));
        }
        out.join(" ")
    }

    /// What a value is.
    pub(super) fn method(&self) -> String {
        let v = self.values;
        let mut out = vec![self.say(&format!("value-method-{}", v.method.name))];
        let draws = v.design.draws;
        if v.method.drawn && v.method.name == "banzhaf" {
            out.push(self.voice.say("value-drawn-subsets", args![draws = draws]));
        } else if v.method.drawn {
            out.push(self.voice.say("value-drawn", args![draws = draws]));
        }
        out.join(" ")
    }

    /// Whether any set of groups has a reason to leave.
    pub(super) fn excess(&self) -> Option<String> {
        let telling = self.telling();
        let excess = self.told(self.values.excess.as_ref()?);
        telling.excess(&excess, |x| self.amount(x, telling.format))
    }

    /// What would halve the intervals.
    pub(super) fn halving(&self) -> Option<String> {
        let halving = self.values.halving;
        if let Some(worlds) = halving.worlds {
            return Some(self.voice.say("value-halve-worlds", args![worlds = worlds]));
        }
        let people = halving.people?;
        Some(self.voice.say("value-halve-people", args![people = people]))
    }

    /// What to be careful with.
    pub(super) fn cautions(&self) -> Vec<String> {
        let mut out = Vec::new();
        for note in &self.values.notes {
            out.extend(match note {
                Note::Synthetic => Some(self.say("value-note-synthetic")),
                Note::OneReplicate => Some(self.say("value-note-one-replicate")),
                Note::Overlap | Note::ToleranceMet | Note::ToleranceMissed => None,
            });
        }
        out
    }

    /// What else a reader should know.
    pub(super) fn notes(&self) -> Vec<String> {
        let v = self.values;
        let mut out = Vec::new();
        for note in &v.notes {
            out.extend(match note {
                Note::Overlap => Some(self.say("value-note-overlap")),
                Note::ToleranceMet => Some(self.say("value-note-tolerance-met")),
                Note::ToleranceMissed => {
                    let option = if v.method.drawn {
                        "--budget"
                    } else {
                        "--replicates"
                    };
                    let missed = self
                        .voice
                        .say("value-note-tolerance-missed", args![option = option]);
                    Some(missed)
                }
                Note::Synthetic | Note::OneReplicate => None,
            });
        }
        if self.groups() && v.unit.ungrouped > 0 {
            let people = v.unit.ungrouped;
            out.push(
                self.voice
                    .say("value-note-ungrouped", args![people = people]),
            );
        }
        if !self.groups() {
            out.push(self.say("value-alone-note"));
        }
        out
    }

    /// The name of the metric.
    pub(super) fn metric_name(&self) -> String {
        let key = METRICS[self.metric].name.replace(['_', '@'], "-");
        self.say(&format!("value-metric-{key}"))
    }

    /// Whether the metric is in points of the rating scale, and not a share.
    fn in_points(&self) -> bool {
        METRICS[self.metric].needs_ratings
    }

    /// The unit of the metric, for heads and axes.
    pub(super) fn unit_words(&self) -> String {
        if self.in_points() {
            self.say("value-unit-points")
        } else {
            self.say("value-unit-thousand")
        }
    }

    /// A number with its unit: "17 of 1,000".
    fn amount(&self, value: f64, format: Format) -> String {
        let n = self.voice.format(value, format);
        if self.in_points() {
            self.voice.say("value-amount-points", args![n = n])
        } else {
            self.voice.say("value-amount-thousand", args![n = n])
        }
    }

    /// How numbers that stand together are written: with the digits that the
    /// interval in the middle bears.
    pub(super) fn format(&self, all: impl IntoIterator<Item = Interval>) -> Format {
        let reaches = all.into_iter().map(|i| i.reach()).filter(|r| *r > 0.0);
        let mut reaches: Vec<f64> = reaches.collect();
        reaches.sort_unstable_by(f64::total_cmp);
        let middle = reaches.get(reaches.len() / 2).copied().unwrap_or(1e-3);
        let digits = |scaled: f64, most: u8| {
            let bears = |d: &u8| scaled * 10f64.powi(i32::from(*d)) >= 1.0;
            (0..most).find(bears).unwrap_or(most)
        };
        if self.in_points() {
            Format::number(digits(middle, 6))
        } else {
            Format::of_thousand(digits(middle * 1000.0, 3))
        }
    }

    /// The people of a view.
    pub(super) fn view_name(&self, view: &str) -> String {
        if view == "strikers" && !self.groups() {
            return self.say("value-view-strikers-people");
        }
        self.say(&format!("value-view-{view}"))
    }
}
