//! The tables of a round.

use super::Room;
use crate::dividend::{INDICES, Index, Outcome, Property, Share};
use capstan_report::{Cell, Column, Format, Table, args};
use capstan_stats::Interval;

/// The indices that fit a terminal.
pub(super) const NARROW: [&str; 3] = ["gini", "theil", "top-tenth"];

/// A tenth of the members, in order of dividend.
pub(super) struct Tenth {
    pub number: usize,
    pub people: usize,
    pub coins: u64,
}

impl Room<'_> {
    /// The index of these rules called `name`.
    pub(super) fn index(&self, name: &str) -> Option<&Index> {
        self.round.inequality.iter().find(|i| i.name == name)
    }

    /// Every member where they are few, else tenths.
    pub(super) fn main_table(&self) -> Table {
        if self.many() {
            self.tenths_table()
        } else {
            self.members_table()
        }
    }

    fn members_table(&self) -> Table {
        let currency = self.round.budget.currency;
        let waits = self.round.members.iter().any(|m| m.paid != m.amount);
        let mut columns = vec![
            Column::new("id", self.say("head-id")),
            Column::new("value", self.say("head-value")),
            Column::new("share", self.say("head-share")),
            Column::new("amount", self.say("head-amount")),
        ];
        if waits {
            columns.push(Column::new("paid", self.say("head-paid")));
            columns.push(Column::new("carried", self.say("head-carried")));
        }
        let code = currency.code();
        let caption = self.voice.say("table-members", args![currency = code]);
        let mut table = Table::new(caption, columns);
        let unit = 10f64.powi(currency.decimals().into());
        let format = Format::number(currency.decimals());
        let coins = |coins: u64| Cell::Number(coins as f64 / unit, format);
        let amount = |m: &Share| match (m.amount_low, m.amount_high) {
            (Some(low), Some(high)) => {
                let [value, low, high] = [m.amount, low, high].map(|c| c as f64 / unit);
                Cell::Estimate(Interval { value, low, high }, format)
            }
            _ => coins(m.amount),
        };
        let digits = self.value_format();
        for m in &self.round.members {
            let value = match m.member.low == m.member.high {
                true => Cell::Number(m.member.value, digits),
                false => Cell::Estimate(m.member.interval(), digits),
            };
            let mut row = vec![
                Cell::text(m.member.id.as_str()),
                value,
                Cell::Number(m.share, Format::percent(1)),
                amount(m),
            ];
            if waits {
                row.extend([coins(m.paid), coins(m.carried)]);
            }
            table.push(row);
        }
        table
    }

    /// As many digits as tell values apart.
    fn value_format(&self) -> Format {
        let sizes = self.round.members.iter().map(|m| m.member.value.abs());
        let most = sizes.fold(0.0, f64::max);
        let digits = if most > 0.0 {
            2.0 - most.log10().floor()
        } else {
            0.0
        };
        Format::number(digits.clamp(0.0, 12.0) as u8)
    }

    /// Members in order of dividend, cut into ten parts.
    pub(super) fn tenths(&self) -> Vec<Tenth> {
        let mut amounts: Vec<u64> = self.round.members.iter().map(|m| m.amount).collect();
        amounts.sort_unstable();
        let n = amounts.len();
        (0..10)
            .map(|t| {
                let part = &amounts[t * n / 10..(t + 1) * n / 10];
                Tenth {
                    number: t + 1,
                    people: part.len(),
                    coins: part.iter().sum(),
                }
            })
            .collect()
    }

    fn tenths_table(&self) -> Table {
        let currency = self.round.budget.currency;
        let code = currency.code();
        let mut table = Table::new(
            self.voice.say("table-tenths", args![currency = code]),
            vec![
                Column::new("tenth", self.say("head-tenth")),
                Column::new("people", self.say("head-people")),
                Column::new("mean", self.say("head-mean")),
                Column::new("share", self.say("head-money")),
            ],
        );
        let tenths = self.tenths();
        let all: u64 = tenths.iter().map(|t| t.coins).sum();
        let unit = 10f64.powi(currency.decimals().into());
        for t in tenths {
            let number = t.number as f64;
            let mean = t.coins as f64 / t.people.max(1) as f64 / unit;
            table.push(vec![
                Cell::text(self.voice.say("tenth", args![number = number])),
                Cell::Number(t.people as f64, Format::number(0)),
                Cell::Number(mean, Format::number(currency.decimals())),
                Cell::Number(t.coins as f64 / all.max(1) as f64, Format::percent(1)),
            ]);
        }
        table
    }

    /// These rules and every rule by itself: the indices called `names`.
    pub(super) fn inequality_table(&self, names: &[&str]) -> Table {
        let mut columns = vec![Column::new("rule", self.say("head-rule"))];
        for name in names {
            columns.push(Column::new(*name, self.say(&format!("head-{name}"))));
        }
        let mut table = Table::new(self.say("table-inequality"), columns);
        let mut row = |rule: &str, indices: &[Index]| {
            let mut cells = vec![Cell::text(rule)];
            for name in names {
                let index = indices.iter().find(|i| i.name == *name);
                cells.push(self.index_cell(index));
            }
            table.push(cells);
        };
        row(&self.say("compare-this"), &self.round.inequality);
        for compared in &self.round.rules {
            row(&self.called(&compared.rule), &compared.inequality);
        }
        table
    }

    /// Every index.
    pub(super) fn all_indices(&self) -> Vec<&'static str> {
        INDICES.iter().map(|i| i.0).collect()
    }

    fn index_cell(&self, index: Option<&Index>) -> Cell {
        let format = Format::number(3);
        match index.map(|i| (i.value, i.low, i.high)) {
            Some((Some(value), Some(low), Some(high))) if low < high => {
                Cell::Estimate(Interval { value, low, high }, Format::number(2))
            }
            Some((Some(value), ..)) => Cell::Number(value, format),
            _ => Cell::refused(self.say("index-infinite")),
        }
    }

    /// What every rule keeps, four properties a table, so that each fits a
    /// terminal.
    pub(super) fn properties_tables(&self) -> Vec<Table> {
        Property::ALL
            .chunks(4)
            .map(|p| self.properties_table(p))
            .collect()
    }

    fn properties_table(&self, properties: &[Property]) -> Table {
        let mut columns = vec![Column::new("rule", self.say("head-rule"))];
        for p in properties {
            columns.push(Column::new(
                p.name(),
                self.say(&format!("property-{}", p.name())),
            ));
        }
        let mut table = Table::new(self.say("table-properties"), columns);
        let mut row = |rule: &str, outcomes: &[Outcome]| {
            let mut cells = vec![Cell::text(rule)];
            for p in properties {
                let outcome = outcomes.iter().find(|o| o.property == *p);
                cells.push(match outcome {
                    Some(o) if o.broken_by.is_some() => Cell::text(self.say("broken")),
                    Some(o) if o.tried > 0 => Cell::text(self.say("kept")),
                    _ => Cell::refused(self.say("untried")),
                });
            }
            table.push(cells);
        };
        row(&self.say("compare-this"), &self.round.properties);
        for compared in &self.round.rules {
            row(&self.called(&compared.rule), &compared.properties);
        }
        table
    }

    /// The groups, where the table names them.
    pub(super) fn groups_table(&self) -> Option<Table> {
        let parts = self.round.groups.as_ref()?;
        let mut table = Table::new(
            self.say("table-groups"),
            vec![
                Column::new("group", self.say("head-group")),
                Column::new("people", self.say("head-people")),
                Column::new("money", self.say("head-money")),
                Column::new("theil", self.say("head-inside")),
            ],
        );
        for g in &parts.groups {
            table.push(vec![
                Cell::text(g.group.as_str()),
                Cell::Number(g.people, Format::number(0)),
                Cell::Number(g.share_of_money, Format::percent(1)),
                match g.theil {
                    Some(theil) => Cell::Number(theil, Format::number(3)),
                    None => Cell::refused(self.say("group-nothing")),
                },
            ]);
        }
        Some(table)
    }
}
