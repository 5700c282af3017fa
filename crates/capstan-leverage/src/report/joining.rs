//! What one's joining adds: the slope of the curve where a campaign stands.

use super::amount::{Unit, unit};
use super::room::Room;
use capstan_report::args;
use capstan_stats::Interval;
use capstan_worlds::View;

/// What further people add.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Slope {
    /// The change for each further person.
    each: Interval,
    /// Whether its interval rests on two points taken as independent.
    loose: bool,
}

impl Room<'_> {
    /// What each further person adds once `people` take part, in sentences.
    pub(super) fn joining(&self, people: u64) -> Vec<String> {
        let users = self.forecast.data.users as f64;
        let counted = self.voice.say("joining-people", args![users = users]);
        let points = self.reached();
        if points.is_empty() {
            return vec![self.voice.say("joining-none", args![])];
        }
        let Some(slope) = slope(&points, people as f64) else {
            return vec![self.voice.say("joining-end", args![]), counted];
        };
        let called: usize = self.forecast.scenario.iter().map(|a| a.people).sum();
        let step = self.step(slope.each.value, called);
        let change = Interval {
            value: slope.each.value * step,
            low: slope.each.low * step,
            high: slope.each.high * step,
        };
        let m = self.metric;
        let mut out = vec![if change.includes_zero() {
            let limit = |x| self.amount(m, x, change.reach());
            let (low, high) = (limit(change.low), limit(change.high));
            let range = self
                .voice
                .say("range-across", args![low = low, high = high]);
            self.voice
                .say("joining-unknown", args![people = step, range = range])
        } else {
            let amount = self.amount(m, change.value, change.reach());
            let range = self.range(m, change);
            self.voice.say(
                "joining-known",
                args![
                    people = step,
                    metric = self.metric_name(m),
                    direction = self.direction(change),
                    amount = amount,
                    range = range
                ],
            )
        }];
        if self.view != View::Everyone {
            let view = self.people(self.view);
            out.push(self.voice.say("joining-for", args![view = view]));
        }
        if slope.loose {
            out.push(self.voice.say("joining-loose", args![]));
        }
        out.push(counted);
        out
    }

    /// How many take part and what changes then, for every share that has a
    /// figure, ascending.
    fn reached(&self) -> Vec<(f64, Interval)> {
        let mut points: Vec<(f64, Interval)> = self
            .shares()
            .filter_map(|share| {
                let people = self.point(share, self.view, self.metric)?.people as f64;
                let change = self.change(share, self.view, self.metric)?;
                (people > 0.0).then_some((people, change))
            })
            .collect();
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points.dedup_by(|a, b| a.0 == b.0);
        points
    }

    /// The number of people, 1, 10, 100 and so on, whose joining changes as
    /// much as can be written; at most the power of ten below `called`.
    fn step(&self, each: f64, called: usize) -> f64 {
        let least = match unit(self.metric) {
            Unit::Hits | Unit::Thousand => 0.001,
            Unit::Points => 0.01,
        };
        let mut step = 1.0;
        while each.abs() * step < least && step * 10.0 <= called as f64 {
            step *= 10.0;
        }
        step
    }
}

/// The slope of the curve where `people` take part: between the last point
/// that is reached, or nobody, and the next one. Nothing beyond the last.
fn slope(points: &[(f64, Interval)], people: f64) -> Option<Slope> {
    let next = points.iter().position(|p| p.0 > people)?;
    let (upper, after) = points[next];
    let Some(&(lower, before)) = next.checked_sub(1).and_then(|last| points.get(last)) else {
        // Where nobody takes part nothing changes, which is known exactly.
        let each = Interval {
            value: after.value / upper,
            low: after.low / upper,
            high: after.high / upper,
        };
        return Some(Slope { each, loose: false });
    };
    let value = (after.value - before.value) / (upper - lower);
    let reach = after.reach().hypot(before.reach()) / (upper - lower);
    Some(Slope {
        each: Interval {
            value,
            low: value - reach,
            high: value + reach,
        },
        loose: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::samples;
    use capstan_report::Lang;

    fn at(value: f64, reach: f64) -> Interval {
        Interval {
            value,
            low: value - reach,
            high: value + reach,
        }
    }

    #[test]
    fn the_slope_is_that_of_the_stretch_one_joins_in() {
        let points = [(100.0, at(-2.0, 1.0)), (300.0, at(-8.0, 1.0))];
        let first = slope(&points, 0.0).expect("a slope");
        assert_eq!(first.each, at(-0.02, 0.01));
        assert_eq!(slope(&points, 99.0), Some(first));
        let second = slope(&points, 100.0).expect("a slope");
        assert!((second.each.value + 0.03).abs() < 1e-12);
        assert!((second.each.reach() - 2f64.sqrt() / 200.0).abs() < 1e-12);
        assert!(second.loose && !first.loose);
        assert_eq!(slope(&points, 300.0), None);
        assert_eq!(slope(&[], 0.0), None);
    }

    #[test]
    fn what_cannot_be_told_is_said() {
        let forecast = samples::strike();
        let says = |people| {
            let said = Room::new(&forecast, Lang::En).joining(people);
            said.join(" ").replace('\u{a0}', " ")
        };
        for lang in Lang::ALL {
            for people in [0, 100, 10_000] {
                assert!(!Room::new(&forecast, lang).joining(people).is_empty());
            }
        }
        let (start, end) = (says(0), says(10_000));
        assert!(start.starts_with("From here on, with every 10"), "{start}");
        assert!(end.starts_with("With as many taking part as this"), "{end}");
        let none = samples::no_gap();
        let unknown = Room::new(&none, Lang::En).joining(0).join(" ");
        assert!(
            unknown.contains("cannot be told from these data"),
            "{unknown}"
        );
    }
}
