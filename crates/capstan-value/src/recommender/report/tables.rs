//! The tables of a report on values.

use super::Room;
use crate::interaction::Bond;
use crate::recommender::result::{Line, Reading};
use capstan_report::{Cell, Column, Format, Table, args};
use capstan_stats::Interval;
use capstan_stats::interval::quantile;

/// Which parts of the people add less than a line of the table says.
const SHARES: [f64; 7] = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];

impl Room<'_> {
    /// What each group adds in every view, the one that adds most first; of
    /// people, how that is spread.
    pub(super) fn main_table(&self) -> Table {
        if self.groups() {
            self.groups_table()
        } else {
            self.people_table()
        }
    }

    fn views(&self) -> Vec<String> {
        let first = self.values.values.first();
        first.map_or_else(Vec::new, |line| {
            line.views.iter().map(|r| r.view.clone()).collect()
        })
    }

    fn groups_table(&self) -> Table {
        let mut columns = vec![
            Column::new("group", self.say("value-head-group")),
            Column::new("people", self.say("value-head-people")),
        ];
        let views = self.views();
        columns.extend(views.iter().map(|v| Column::new(v, self.view_name(v))));
        let (metric, unit) = (self.metric_name(), self.unit_words());
        let caption = self
            .voice
            .say("value-table-groups", args![metric = metric, unit = unit]);
        let mut table = Table::new(caption, columns);
        let format = self.format(self.readings());
        let mut lines: Vec<&Line> = self.values.values.iter().collect();
        let place = |line: &Line| line.main().map_or(f64::NEG_INFINITY, |v| v.value);
        lines.sort_by(|a, b| place(b).total_cmp(&place(a)));
        for line in lines {
            let mut row = vec![
                Cell::text(&line.id),
                Cell::Number(line.people as f64, Format::number(0)),
            ];
            row.extend(line.views.iter().map(|r| self.cell(r, format)));
            table.push(row);
        }
        table
    }

    fn people_table(&self) -> Table {
        let mut columns = vec![Column::new("share", self.say("value-head-share"))];
        let views = self.views();
        columns.extend(views.iter().map(|v| Column::new(v, self.view_name(v))));
        let (metric, unit) = (self.metric_name(), self.unit_words());
        let caption = self
            .voice
            .say("value-table-people", args![metric = metric, unit = unit]);
        let mut table = Table::new(caption, columns);
        let format = self.format(self.readings());
        let sorted: Vec<Vec<f64>> = views
            .iter()
            .map(|view| {
                let lines = self.values.values.iter();
                let mut values: Vec<f64> = lines.filter_map(|l| l.view(view)?.value).collect();
                values.sort_unstable_by(f64::total_cmp);
                values
            })
            .collect();
        for share in SHARES {
            let mut row = vec![Cell::text(self.voice.percent(share, 0))];
            row.extend(
                sorted
                    .iter()
                    .map(|values| Cell::Number(quantile(values, share), format.signed())),
            );
            table.push(row);
        }
        table
    }

    /// What is lost when each group leaves, and what it adds alone.
    pub(super) fn alone_table(&self) -> Table {
        let (metric, unit) = (self.metric_name(), self.unit_words());
        let mut table = Table::new(
            self.voice
                .say("value-table-alone", args![metric = metric, unit = unit]),
            vec![
                Column::new("group", self.say("value-head-group")),
                Column::new("leverage", self.say("value-head-leverage")),
                Column::new("alone", self.say("value-head-alone")),
            ],
        );
        let format = self.format(self.readings());
        for line in &self.values.values {
            let both = [&line.leverage, &line.stand_alone];
            let cells = both.map(|r| r.as_ref().map_or(Cell::Empty, |r| self.cell(r, format)));
            let mut row = vec![Cell::text(&line.id)];
            row.extend(cells);
            table.push(row);
        }
        table
    }

    /// What two groups are to each other.
    pub(super) fn pairs_table(&self) -> Table {
        let (metric, unit) = (self.metric_name(), self.unit_words());
        let mut table = Table::new(
            self.voice
                .say("value-table-pairs", args![metric = metric, unit = unit]),
            vec![
                Column::new("pair", self.say("value-head-pair")),
                Column::new("interaction", self.say("value-head-interaction")),
                Column::new("synergy", self.say("value-head-synergy")),
                Column::new("bond", self.say("value-head-bond")),
            ],
        );
        let format = self.format(self.readings());
        for pair in &self.values.pairs {
            let bond = match pair.bond {
                Some(Bond::Allies) => self.say("value-bond-allies"),
                Some(Bond::Substitutes) => self.say("value-bond-substitutes"),
                Some(Bond::Unknown) | None => self.say("value-bond-unknown"),
            };
            table.push(vec![
                Cell::text(format!("{} – {}", pair.a, pair.b)),
                self.cell(&pair.interaction, format),
                self.cell(&pair.synergy, format),
                Cell::text(bond),
            ]);
        }
        table
    }

    fn cell(&self, reading: &Reading, format: Format) -> Cell {
        match reading.interval() {
            Some(interval) => Cell::Change(interval, format.signed()),
            None => {
                let metric = self.metric_name();
                Cell::refused(
                    self.voice
                        .say("value-refused", args![count = 1, metric = metric]),
                )
            }
        }
    }

    fn readings(&self) -> impl Iterator<Item = Interval> {
        self.values.values.iter().filter_map(Line::main)
    }
}
