//! The figure of how values are spread.

use super::Room;
use capstan_report::figure::YAxis;
use capstan_report::{
    Baseline, Block, Cell, Column, Figure, Format, LeverCurve, Picture, Point, Series, Table, View,
    args,
};
use capstan_stats::Interval;
use capstan_stats::interval::quantile;

/// Points of the figure of all values.
const POINTS: usize = 41;

impl Room<'_> {
    /// All values from the lowest to the highest.
    pub(super) fn spread(&self) -> Block {
        let n = self.values.len();
        let up: Vec<Interval> = self.values.iter().rev().map(|v| v.interval()).collect();
        let many = POINTS.min(n);
        let places: Vec<usize> = (0..many).map(|p| p * (n - 1) / (many - 1).max(1)).collect();
        let share = |place: usize| place as f64 / (n - 1).max(1) as f64;
        let points = places.iter().map(|&place| Point {
            participation: share(place),
            value: drawn(up[place]),
            hollow: up[place].includes_zero(),
        });
        let points: Vec<Point> = points.collect();
        let sorted: Vec<f64> = up.iter().map(|v| v.value).collect();
        let at = |q| self.number(quantile(&sorted, q));
        let (low, middle, high) = (at(0.25), at(0.5), at(0.75));
        let label = self.say("records-value");
        let figure = LeverCurve {
            title: self.say("records-spread-title"),
            description: self.voice.say(
                "records-spread-describe",
                args![low = low, middle = middle, high = high],
            ),
            x_label: self.say("records-spread-x"),
            y: YAxis {
                label: label.clone(),
                format: self.format,
                zero: true,
                second: None,
            },
            series: vec![Series {
                label: String::new(),
                look: View::Everyone.look(),
                points: points.clone(),
                refused: Vec::new(),
            }],
            baselines: vec![Baseline {
                label: self.say("records-zero"),
                value: 0.0,
            }],
            refused: Vec::new(),
            critical: None,
        };
        let columns = vec![
            Column::new("share", self.say("records-spread-x")),
            Column::new("value", label),
        ];
        let mut data = Table::new(self.say("records-spread-title"), columns);
        for point in points {
            data.push(vec![
                Cell::Number(point.participation, Format::percent(1)),
                Cell::Change(point.value, self.format.signed()),
            ]);
        }
        Block::Figure(Box::new(Picture {
            name: "spread".into(),
            figure: Figure::Curve(figure),
            caption: self.say("records-spread-caption"),
            data,
        }))
    }
}

/// An interval that can be drawn: one without ends is only a point.
fn drawn(value: Interval) -> Interval {
    if value.high.is_finite() {
        value
    } else {
        Interval::around(value.value, 0.0)
    }
}
