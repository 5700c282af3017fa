//! The tables of a report on values.

use super::Room;
use crate::groups::report::{self as groups, Alone, Beside, Coalition, Pair, Telling, Union};
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

    /// How groups are told of.
    pub(super) fn telling(&self) -> Telling<'_> {
        let (metric, unit) = (self.metric_name(), self.unit_words());
        Telling {
            voice: &self.voice,
            format: self.format(self.readings()),
            what: self
                .voice
                .say("value-what", args![metric = metric, unit = unit]),
        }
    }

    /// What is told of groups beside their values.
    pub(super) fn beside(&self) -> Beside<'_> {
        Beside {
            alone: self.alone(),
            unions: self.unions(),
            pairs: self.pairs(),
            coalitions: self.coalitions(),
        }
    }

    fn alone(&self) -> Vec<Alone<'_>> {
        let none = || Err(String::new());
        let lines = self.values.values.iter();
        lines
            .map(|line| Alone {
                name: &line.id,
                leverage: line.leverage.as_ref().map_or_else(none, |r| self.told(r)),
                stand_alone: line
                    .stand_alone
                    .as_ref()
                    .map_or_else(none, |r| self.told(r)),
            })
            .collect()
    }

    fn unions(&self) -> Vec<Union<'_>> {
        let unions = self.values.unions.iter();
        unions
            .map(|union| Union {
                name: &union.name,
                groups: &union.groups,
                value: self.told(&union.value),
            })
            .collect()
    }

    fn pairs(&self) -> Vec<Pair<'_>> {
        let pairs = self.values.pairs.iter();
        pairs
            .map(|pair| Pair {
                names: [&pair.a, &pair.b],
                interaction: self.told(&pair.interaction),
                synergy: self.told(&pair.synergy),
                bond: pair.bond,
            })
            .collect()
    }

    fn coalitions(&self) -> Vec<Coalition<'_>> {
        let coalitions = self.values.coalitions.iter();
        coalitions
            .map(|c| Coalition {
                groups: &c.groups,
                figures: [&c.leverage, &c.stand_alone, &c.synergy].map(|r| self.told(r)),
            })
            .collect()
    }

    /// A reading, or why there is none.
    pub(super) fn told(&self, reading: &Reading) -> groups::Figure {
        let metric = self.metric_name();
        reading.interval().ok_or_else(|| {
            self.voice
                .say("value-refused", args![count = 1, metric = metric])
        })
    }

    fn cell(&self, reading: &Reading, format: Format) -> Cell {
        match self.told(reading) {
            Ok(interval) => Cell::Change(interval, format.signed()),
            Err(why) => Cell::refused(why),
        }
    }

    fn readings(&self) -> impl Iterator<Item = Interval> {
        self.values.values.iter().filter_map(Line::main)
    }
}
