//! The figures: how values are spread, and what is left when some go.

use super::Room;
use crate::usefulness::{Removed, Usefulness};
use capstan_report::figure::YAxis;
use capstan_report::{
    Baseline, Block, Cell, Column, Figure, Format, LeverCurve, Picture, Point, Series, Table, View,
    args,
};
use capstan_stats::Interval;
use capstan_stats::interval::quantile;

/// A line of the figure of what is left: its words, its look, and where its
/// points are.
type Line = (&'static str, View, fn(&Removed) -> Interval);

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

    /// Whether values do what they are for.
    pub(super) fn usefulness(&self) -> Vec<Block> {
        let Some(tried) = &self.result.usefulness else {
            return vec![Block::Text(self.say("records-not-tried"))];
        };
        let mut said = Vec::new();
        if let Some(wrong) = tried.wrong_labels {
            let (made, found) = (wrong.made as f64, wrong.found as f64);
            let chance = self.voice.format(wrong.by_chance, Format::number(0));
            said.push(self.voice.say(
                "records-use-wrong",
                args![made = made, found = found, chance = chance],
            ));
            let lower = self.voice.percent(wrong.lower, 0);
            said.push(self.voice.say("records-use-lower", args![lower = lower]));
        }
        if let Some(rho) = tried.stability {
            let rho = self.voice.format(rho, Format::number(2));
            said.push(self.voice.say("records-use-stable", args![rho = rho]));
        }
        let mut blocks = self.removal(tried);
        if !said.is_empty() {
            blocks.push(Block::Text(said.join(" ")));
        }
        blocks
    }

    /// What is left when some go.
    fn removal(&self, tried: &Usefulness) -> Vec<Block> {
        let Some(end) = tried.removal.last() else {
            return Vec::new();
        };
        let hurts = tried
            .removal
            .iter()
            .filter(|r| r.best_first.value < r.random.low)
            .count();
        let title = match hurts * 2 >= tried.removal.len() {
            true => self.say("records-use-good"),
            false => self.say("records-use-none"),
        };
        let lines: [Line; 3] = [
            ("records-use-best", View::Strikers, |r| r.best_first),
            ("records-use-worst", View::Bystanders, |r| r.worst_first),
            ("records-use-random", View::Others, |r| r.random),
        ];
        let series = lines.iter().map(|(key, view, of)| Series {
            label: self.say(key),
            look: view.look(),
            points: tried
                .removal
                .iter()
                .map(|r| Point {
                    participation: r.share,
                    value: drawn(of(r)),
                    hollow: false,
                })
                .collect(),
            refused: Vec::new(),
        });
        let (best, worst, random) = (
            self.score(end.best_first.value),
            self.score(end.worst_first.value),
            self.score(end.random.value),
        );
        let figure = LeverCurve {
            title: title.clone(),
            description: self.voice.say(
                "records-use-describe",
                args![best = best, worst = worst, random = random],
            ),
            x_label: self.say("records-use-x"),
            y: YAxis {
                label: self.say("records-use-y"),
                format: Format::number(3),
                zero: false,
                second: None,
            },
            series: series.collect(),
            baselines: Vec::new(),
            refused: Vec::new(),
            critical: None,
        };
        let mut columns = vec![Column::new("share", self.say("records-use-share"))];
        columns.extend(
            ["best-first", "worst-first", "random"]
                .into_iter()
                .zip(lines)
                .map(|(name, (key, ..))| Column::new(name, self.say(key))),
        );
        let mut data = Table::new(title, columns);
        for removed in &tried.removal {
            let mut row = vec![Cell::Number(removed.share, Format::percent(0))];
            row.extend(
                lines.map(|(_, _, of)| Cell::Estimate(drawn(of(removed)), Format::number(4))),
            );
            data.push(row);
        }
        vec![Block::Figure(Box::new(Picture {
            name: "removal".into(),
            figure: Figure::Curve(figure),
            caption: self.say("records-use-caption"),
            data,
        }))]
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
