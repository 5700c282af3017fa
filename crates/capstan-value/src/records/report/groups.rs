//! What is told of groups of records.

use super::{Room, WIDTH};
use crate::groups::report::{Alone, Beside, Coalition, Figure as Told, Pair, Telling, Union};
use crate::records::told::{self, Together};
use crate::value::Value;
use capstan_report::{
    Block, Cell, Column, Effect, Effects, Figure, Format, Picture, Section, Table, args,
};
use capstan_stats::Interval;

/// The most groups whose values are drawn one below the other.
const DRAWN: usize = 60;

impl Room<'_> {
    /// What is known of the groups, if the players are some.
    pub(super) fn groups(&self) -> Option<&Together> {
        self.result.together.as_ref()
    }

    /// Sentences about who is in which group, and who has a reason to leave.
    pub(super) fn about_groups(&self, together: &Together) -> Vec<String> {
        let mut all = Vec::new();
        if together.overlap {
            all.push(self.say("records-overlap"));
        }
        if together.ungrouped > 0 {
            let records = together.ungrouped as f64;
            all.push(
                self.voice
                    .say("records-ungrouped", args![records = records]),
            );
        }
        let excess = together.excess.map(told);
        all.extend(excess.and_then(|e| self.telling().excess(&e, |x| self.number(x))));
        all
    }

    /// The value of each group in every view, the highest first.
    pub(super) fn groups_table(&self, together: &Together) -> Table {
        let mut columns = vec![
            Column::new("group", self.say("records-group")),
            Column::new("records", self.say("records-size")),
        ];
        columns.extend(self.view_columns());
        let mut table = Table::new(self.say("records-groups-caption"), columns);
        let mut push = |id: &str, cells: Vec<Cell>| {
            let of = together.groups.iter().find(|g| g.name == id);
            let records = of.map_or(0, |g| g.records) as f64;
            let mut row = vec![Cell::text(id), Cell::Number(records, Format::number(0))];
            row.extend(cells);
            table.push(row);
        };
        for line in self.seen() {
            push(
                &line.id,
                line.views.iter().map(|r| self.reading(r)).collect(),
            );
        }
        for value in self.values.iter().filter(|_| self.result.seen.is_empty()) {
            push(
                &value.id,
                vec![match value.high.is_finite() {
                    true => Cell::Change(value.interval(), self.format.signed()),
                    false => Cell::Number(value.value, self.format.signed()),
                }],
            );
        }
        table
    }

    /// The value of each group as a figure, or as a table where there are many
    /// or no intervals.
    pub(super) fn groups_figure(&self, together: &Together) -> Block {
        let table = self.groups_table(together);
        if self.values.len() > DRAWN || !self.bounded() {
            return Block::Table(table);
        }
        let rows: Vec<Effect> = self
            .values
            .iter()
            .map(|v| Effect {
                label: v.id.clone(),
                value: v.interval(),
            })
            .collect();
        let told: Vec<String> = self.values.iter().map(|v| self.described(v)).collect();
        let metric = self.metric();
        Block::Figure(Box::new(Picture {
            name: "values".into(),
            figure: Figure::Effects(Effects {
                title: self.title(),
                description: told.join(" "),
                x_label: self.voice.say("records-group-axis", args![metric = metric]),
                format: self.format,
                rows,
            }),
            caption: self.say("records-group-figure"),
            data: table,
        }))
    }

    fn described(&self, value: &Value) -> String {
        let estimate = self.voice.estimate(value.interval(), self.format);
        let (who, estimate) = (value.id.as_str(), estimate.as_str());
        self.voice
            .say("records-group-describe", args![who = who, value = estimate])
    }

    fn metric(&self) -> String {
        self.say(&format!("records-metric-{}", self.result.metric))
    }

    fn telling(&self) -> Telling<'_> {
        Telling {
            voice: &self.voice,
            format: self.format,
            what: self.metric(),
        }
    }

    /// The sections of a page about what groups are to each other.
    pub(super) fn together(&self, together: &Together) -> Vec<Section> {
        self.telling().sections(&beside(together))
    }

    /// The same for a terminal.
    pub(super) fn together_lines(&self, together: &Together) -> Vec<String> {
        self.telling().terminal(&beside(together), WIDTH)
    }
}

/// A number that stands in the file.
fn told(of: told::Told) -> Told {
    Ok(of
        .interval()
        .unwrap_or(Interval::around(of.value, f64::INFINITY)))
}

fn beside(together: &Together) -> Beside<'_> {
    let alone = together.groups.iter().map(|g| Alone {
        name: &g.name,
        leverage: told(g.leverage),
        stand_alone: told(g.stand_alone),
    });
    let unions = together.unions.iter().map(|u| Union {
        name: &u.name,
        groups: &u.groups,
        value: told(u.value),
    });
    let pairs = together.pairs.iter().map(|p| Pair {
        names: [&p.a, &p.b],
        interaction: told(p.interaction),
        synergy: told(p.synergy),
        bond: Some(p.bond),
    });
    let coalitions = together.coalitions.iter().map(|c| Coalition {
        groups: &c.groups,
        figures: [c.leverage, c.stand_alone, c.synergy].map(told),
    });
    Beside {
        alone: alone.collect(),
        unions: unions.collect(),
        pairs: pairs.collect(),
        coalitions: coalitions.collect(),
    }
}
