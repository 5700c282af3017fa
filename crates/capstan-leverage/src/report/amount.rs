//! Metrics in words: names, units, and amounts with as many digits as their
//! interval bears.

use super::room::Room;
use capstan_report::{Format, args};
use capstan_stats::Interval;
use capstan_worlds::METRICS;

/// In what a metric is counted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    /// Items found of 1,000 that people like.
    Hits,
    /// A share, of 1,000.
    Thousand,
    /// Points on the rating scale.
    Points,
}

/// The unit of the metric number `m`.
pub(super) fn unit(m: usize) -> Unit {
    let metric = &METRICS[m];
    if metric.needs_ratings {
        Unit::Points
    } else if metric.name.ends_with("_hits") {
        Unit::Hits
    } else {
        Unit::Thousand
    }
}

/// How values of the metric number `m` are written whose intervals reach
/// `reach` to both sides: one digit that matters, and none that does not.
pub(super) fn format(m: usize, reach: f64) -> Format {
    let digits = |scaled: f64, least: u8, most: u8| {
        (least..most)
            .find(|&d| scaled * 10f64.powi(i32::from(d)) >= 1.0)
            .unwrap_or(most)
    };
    match unit(m) {
        Unit::Points => Format::number(digits(reach, 2, 3)),
        Unit::Hits | Unit::Thousand => Format::of_thousand(digits(reach * 1000.0, 0, 1)),
    }
}

/// The format for figures that stand together, from the interval in the middle
/// when they are in order of width.
pub(super) fn format_of(m: usize, all: impl IntoIterator<Item = Interval>) -> Format {
    let reaches = all.into_iter().map(|i| i.reach()).filter(|r| *r > 0.0);
    let mut reaches: Vec<f64> = reaches.collect();
    reaches.sort_unstable_by(f64::total_cmp);
    let middle = reaches.get(reaches.len() / 2).copied();
    format(m, middle.unwrap_or(f64::INFINITY))
}

/// The part of a key that stands for a metric: "precision-5".
pub(super) fn key(m: usize) -> String {
    METRICS[m].name.replace(['_', '@'], "-")
}

impl Room<'_> {
    /// The name of a metric.
    pub(super) fn metric_name(&self, m: usize) -> String {
        self.voice.say(&format!("metric-{}", key(m)), args![])
    }

    /// What a metric is, in one line.
    pub(super) fn metric_line(&self, m: usize) -> String {
        self.voice.say(&format!("what-{}", key(m)), args![])
    }

    /// The unit of a metric, for heads and axes.
    pub(super) fn unit_words(&self, m: usize) -> String {
        match unit(m) {
            Unit::Hits if m == 0 => self.voice.say("unit-surfaced-hits", args![]),
            Unit::Hits | Unit::Thousand => self.voice.say("unit-thousand", args![]),
            Unit::Points => self.voice.say("unit-points", args![]),
        }
    }

    /// Less or more, for sentences.
    pub(super) fn direction(&self, change: Interval) -> &'static str {
        if change.value < 0.0 { "less" } else { "more" }
    }

    /// The size of `value` without its sign or unit.
    pub(super) fn size(&self, m: usize, value: f64, reach: f64) -> String {
        self.voice.format(value.abs(), format(m, reach))
    }

    /// The size of `value` with its unit: "17 of 1,000".
    pub(super) fn amount(&self, m: usize, value: f64, reach: f64) -> String {
        let n = self.size(m, value, reach);
        match unit(m) {
            Unit::Points => self.voice.say("amount-points", args![n = n]),
            Unit::Hits | Unit::Thousand => self.voice.say("amount-thousand", args![n = n]),
        }
    }

    /// The interval of a change: "between 9 and 25" of one direction, "between
    /// 3 fewer and 2 more" across zero. Units follow the upper limit, but for
    /// hits, whose sentences name them.
    pub(super) fn range(&self, m: usize, change: Interval) -> String {
        let hits = unit(m) == Unit::Hits;
        let nearest = change.low.abs().min(change.high.abs());
        // A limit that is not 0 is not written as 0 where a digit more tells.
        let reach = if nearest > 0.0 {
            change.reach().min(nearest * 2.0)
        } else {
            change.reach()
        };
        let number = |x| self.size(m, x, reach);
        let last = |x| {
            if hits {
                number(x)
            } else {
                self.amount(m, x, reach)
            }
        };
        let (low, high) = (change.low, change.high);
        if low < 0.0 && high > 0.0 {
            let (low, high) = (number(low), last(high));
            return if hits {
                self.voice
                    .say("range-across-hits", args![low = low, high = high])
            } else {
                self.voice
                    .say("range-across", args![low = low, high = high])
            };
        }
        let (small, large) = if low.abs() <= high.abs() {
            (low, high)
        } else {
            (high, low)
        };
        self.voice
            .say("range-both", args![low = number(small), high = last(large)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use capstan_report::Lang;
    use capstan_worlds::metric;

    #[test]
    fn digits_follow_the_interval() {
        let rmse = metric::find("rmse").expect("a metric");
        let write = |m, value, reach| Lang::En.format(value, format(m, reach));
        assert_eq!(write(0, 0.01731, 0.0080), "17");
        assert_eq!(write(0, 0.01731, 0.0009), "17.3");
        assert_eq!(write(0, 0.01731, 0.00009), "17.3");
        assert_eq!(write(0, 0.01731, 0.0), "17.3");
        assert_eq!(write(rmse, 0.0640, 0.018), "0.06");
        assert_eq!(write(rmse, 0.0640, 0.0018), "0.064");
        assert_eq!(write(rmse, 0.0640, 1e-9), "0.064");
        assert_eq!(format_of(0, []), Format::of_thousand(0));
        let column = |reaches: [f64; 3]| reaches.map(|r| Interval::around(0.0, r));
        let wide = format_of(0, column([0.0005, 0.002, 0.003]));
        let narrow = format_of(0, column([0.0005, 0.0006, 0.003]));
        assert_eq!(wide, Format::of_thousand(0));
        assert_eq!(narrow, Format::of_thousand(1));
    }

    #[test]
    fn limits_are_not_rounded_away() {
        let forecast = crate::report::samples::strike();
        let room = Room::new(&forecast, Lang::En);
        let range = |low, high| {
            let value = (low + high) / 2.0;
            room.range(0, Interval { value, low, high })
        };
        assert_eq!(range(-0.025, -0.009), "between 9 and 25");
        assert_eq!(range(-0.0384, 0.0022), "between 38 fewer and 2 more");
        assert_eq!(range(-0.0038, 0.0002), "between 3.8 fewer and 0.2 more");
        assert_eq!(range(0.0, 0.004), "between 0 and 4");
    }

    #[test]
    fn every_metric_has_a_unit() {
        let of = |name| unit(metric::find(name).expect("a metric"));
        assert_eq!(of("surfaced_hits"), Unit::Hits);
        assert_eq!(of("normalised_hits"), Unit::Hits);
        assert_eq!(of("precision@5"), Unit::Thousand);
        assert_eq!(of("ndcg@10"), Unit::Thousand);
        assert_eq!(of("mae"), Unit::Points);
        assert_eq!(key(metric::find("ndcg@10").expect("a metric")), "ndcg-10");
    }
}
