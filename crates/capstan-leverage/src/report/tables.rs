//! The tables of a forecast.

use super::amount::format_of;
use super::room::{Room, interval, place};
use capstan_report::{Cell, Column, Fact, Format, Table, args};
use capstan_stats::Interval;
use capstan_worlds::{METRICS, View};

impl Room<'_> {
    /// The curve in the main metric, narrow enough for a terminal: how many
    /// take part, what changes for everyone, for those who take part and for
    /// those who do not, and the loss of the main view in per cent of the gap.
    pub(super) fn main_table(&self) -> Table {
        let m = self.metric;
        let mut views = vec![View::Everyone, View::Strikers, View::Bystanders];
        if !views.contains(&self.view) {
            views[2] = self.view;
        }
        let mut table = self.changes(m, &views);
        let say = |key| self.voice.say(key, args![]);
        table.columns[0].head = say("head-taking-part");
        table
            .columns
            .push(Column::new("normalised_loss", say("head-loss-percent")));
        let hundredfold = |i: Interval| Interval {
            value: i.value * 100.0,
            low: i.low * 100.0,
            high: i.high * 100.0,
        };
        let losses: Vec<Option<Interval>> = self
            .all_shares()
            .map(|p| self.loss(p, self.view, m).map(hundredfold))
            .collect();
        let narrowest = losses.iter().flatten().map(Interval::reach);
        let narrow = narrowest.fold(f64::INFINITY, f64::min) < 0.5;
        for ((row, share), lost) in table.rows.iter_mut().zip(self.all_shares()).zip(losses) {
            let people = self.point(share, self.view, m).map_or(0, |p| p.people);
            let people = self.voice.format(people as f64, Format::number(0));
            row[0] = Cell::text(format!("{} ({people})", self.percent(share)));
            row.push(match lost {
                Some(lost) => Cell::Estimate(lost, Format::number(u8::from(narrow))),
                None => Cell::refused(self.reason(share, self.view, m)),
            });
        }
        table
    }

    /// What changes in a metric: a row for each share, a column for each view.
    pub(super) fn changes(&self, m: usize, views: &[View]) -> Table {
        let head = self.voice.say("head-participation", args![]);
        let mut columns = vec![Column::new("participation", head)];
        for &view in views {
            columns.push(Column::new(view.name(), self.people(view)));
        }
        let mut table = Table::new(
            self.voice.say(
                "table-main",
                args![metric = self.metric_name(m), unit = self.unit_words(m)],
            ),
            columns,
        );
        let formats = views.iter().map(|&view| {
            let known = self.all_shares().filter_map(|p| self.change(p, view, m));
            format_of(m, known).signed()
        });
        let formats: Vec<Format> = formats.collect();
        for share in self.all_shares() {
            let digits = u8::from((share * 100.0).fract().abs() > 1e-9);
            let mut row = vec![Cell::Number(share, Format::percent(digits))];
            for (&view, &format) in views.iter().zip(&formats) {
                row.push(match self.change(share, view, m) {
                    Some(change) => Cell::Change(change, format),
                    None => Cell::refused(self.reason(share, view, m)),
                });
            }
            table.push(row);
        }
        table
    }

    /// The main figure's data: value, change and loss in the main metric and
    /// view.
    pub(super) fn curve_table(&self) -> Table {
        let (view, m) = (self.view, self.metric);
        let say = |key| self.voice.say(key, args![]);
        let mut table = Table::new(
            self.voice.say(
                "table-curve",
                args![
                    metric = self.metric_name(m),
                    view = self.people(view),
                    unit = self.unit_words(m)
                ],
            ),
            vec![
                Column::new("participation", say("head-participation")),
                Column::new("people", say("head-people")),
                Column::new("value", say("head-value")),
                Column::new("change", say("head-change")),
                Column::new("normalised_loss", say("head-loss")),
            ],
        );
        let values = format_of(m, self.all_shares().filter_map(|p| self.value(p, view, m)));
        let changes = self.all_shares().filter_map(|p| self.change(p, view, m));
        let changes = format_of(m, changes).signed();
        let losses = self.all_shares().filter_map(|p| self.loss(p, view, m));
        let losses = share_format(losses);
        for share in self.all_shares() {
            let why = || Cell::refused(self.reason(share, view, m));
            let people = self.point(share, view, m).map_or(0, |p| p.people);
            let digits = u8::from((share * 100.0).fract().abs() > 1e-9);
            table.push(vec![
                Cell::Number(share, Format::percent(digits)),
                Cell::Number(people as f64, Format::number(0)),
                self.value(share, view, m)
                    .map_or_else(why, |i| Cell::Estimate(i, values)),
                self.change(share, view, m)
                    .map_or_else(why, |i| Cell::Change(i, changes)),
                self.loss(share, view, m)
                    .map_or_else(why, |i| Cell::Estimate(i, losses)),
            ]);
        }
        table
    }

    /// Every metric today: the model, its counterpart, the gap.
    pub(super) fn metrics_table(&self) -> Table {
        let (model, other) = (&self.forecast.model.name, &self.forecast.model.counterpart);
        let head = |key, model: &str| self.voice.say(key, args![model = model]);
        let mut table = Table::new(
            self.voice.say("table-metrics", args![]),
            vec![
                Column::new("metric", self.voice.say("head-metric", args![])),
                Column::new("today", head("head-today", model)),
                Column::new("unknown", head("head-unknown", other)),
                Column::new("gap", self.voice.say("head-gap", args![])),
            ],
        );
        for gap in &self.forecast.gaps {
            let m = place(&gap.metric);
            let by = interval(gap.value, gap.low, gap.high);
            let [today, unknown] = [model, other].map(|name| self.baseline(name, m));
            let known: Vec<Interval> = [today, unknown, by].into_iter().flatten().collect();
            let format = format_of(m, known);
            let reason = gap.reason.as_deref().unwrap_or_default();
            let cell = |i: Option<Interval>| match i {
                Some(i) => Cell::Estimate(i, format),
                None => Cell::refused(super::reasons::said(&self.voice, reason)),
            };
            table.push(vec![
                Cell::text(self.metric_name(m)),
                cell(today),
                cell(unknown),
                match by {
                    Some(by) => Cell::Change(by, format.signed()),
                    None => cell(None),
                },
            ]);
        }
        table
    }

    /// What each metric means.
    pub(super) fn meanings(&self) -> Vec<(String, Fact)> {
        (0..METRICS.len())
            .map(|m| (self.metric_name(m), Fact::Said(self.metric_line(m))))
            .collect()
    }

    /// The views worth a column: where the call goes to everyone, similar
    /// people are the bystanders and there are no others.
    pub(super) fn shown_views(&self) -> Vec<View> {
        let mut views = View::ALL.to_vec();
        if self.random() {
            views.retain(|v| !matches!(v, View::Similar | View::Others));
        }
        views
    }

    /// All shares that were asked for.
    pub(super) fn all_shares(&self) -> impl Iterator<Item = f64> + Clone {
        self.forecast.design.participation.iter().copied()
    }
}

/// How shares of the gap that stand together are written.
fn share_format(shares: impl Iterator<Item = Interval>) -> Format {
    let narrowest = shares.map(|i| i.reach()).fold(f64::INFINITY, f64::min);
    Format::percent(u8::from(narrowest < 0.005))
}
