//! The tables.

use super::room::Room;
use crate::choices::Records;
use crate::hourly::{Hourly, Under};
use crate::sensitivity::{Choice, Variant};
use crate::staggered::Staggered;
use capstan_report::{Cell, Column, Format, Table, args};
use capstan_stats::interval::Interval;

const COUNT: Format = Format::number(0);
const SHARE: Format = Format::percent(0);
const CHANGE: Format = Format::percent(1).signed();

impl Room<'_> {
    fn column(&self, key: &str, head: &str) -> Column {
        Column::new(key, self.voice.say(head, args![]))
    }

    /// The headline under every choice.
    pub(super) fn variants_table(&self) -> Table {
        let mut table = Table::new(
            self.voice.say("variants-caption", args![]),
            vec![
                self.column("choice", "head-choice"),
                self.column("workers", "head-of"),
                self.column("cut", "head-cut"),
                self.column("of_pay", "head-of-pay"),
                self.column("worker_mean", "head-worker-mean"),
                self.column("worker_median", "head-worker-median"),
            ],
        );
        for variant in &self.audit.sensitivity {
            let mut row = vec![Cell::text(self.choice(variant.choice))];
            row.extend(self.variant_cells(variant));
            table.push(row);
        }
        table
    }

    /// The share cut under every choice, in two columns; nothing if no other
    /// choice may be shown.
    pub(super) fn shares_table(&self) -> Option<Table> {
        let title = self.choices_title()?;
        let mut table = Table::new(
            title,
            vec![
                self.column("choice", "head-choice"),
                self.column("cut", "head-cut"),
            ],
        );
        for variant in &self.audit.sensitivity {
            let cut = self.variant_cells(variant).swap_remove(1);
            table.push(vec![Cell::text(self.choice(variant.choice)), cut]);
        }
        Some(table)
    }

    fn variant_cells(&self, variant: &Variant) -> Vec<Cell> {
        let Some(figures) = variant.figures else {
            let before = self.audit.recipe.held.choices.contains(&variant.choice);
            let why = variant.withheld.as_ref().map(|w| match before {
                true => self.voice.say("why-shown-before", args![]),
                false => self.why(w),
            });
            return vec![Cell::refused(why.unwrap_or_default()); 5];
        };
        let change = |i: Option<Interval>| i.map_or(Cell::Empty, |i| Cell::Change(i, CHANGE));
        vec![
            Cell::Number(figures.of as f64, COUNT),
            Cell::Estimate(figures.cut, SHARE),
            change(figures.of_pay),
            change(figures.worker_mean),
            change(figures.worker_median),
        ]
    }

    /// What whole logs and picked jobs say of the change, each by itself;
    /// nothing if they do not stand apart.
    pub(super) fn apart_table(&self) -> Option<Table> {
        let of_way = |v: &&Variant| matches!(v.choice, Choice::Records(_)) && v.figures.is_some();
        let mut table = Table::new(
            self.voice.say("apart-caption", args![]),
            vec![
                self.column("record", "head-record"),
                self.column("workers", "head-of"),
                self.column("cut", "head-cut"),
                self.column("of_pay", "head-of-pay"),
                self.column("worker_mean", "head-worker-mean"),
                self.column("worker_median", "head-worker-median"),
            ],
        );
        for variant in self.audit.sensitivity.iter().filter(of_way) {
            let mut row = vec![Cell::text(self.choice(variant.choice))];
            row.extend(self.variant_cells(variant));
            table.push(row);
        }
        (!table.rows.is_empty()).then_some(table)
    }

    /// What false donors could have moved.
    pub(super) fn falsified_table(&self) -> Table {
        let bounds = ["head-low", "head-high"].map(|b| self.voice.say(b, args![]).to_lowercase());
        let [low, high] = &bounds;
        let of = |key: &str, bound: &str| self.voice.say(key, args![bound = bound]);
        let mut table = Table::new(
            self.voice.say("false-caption", args![]),
            vec![
                self.column("share", "head-false"),
                Column::new("cut_lowest", of("head-false-cut", low)),
                Column::new("cut_highest", of("head-false-cut", high)),
                Column::new("mean_lowest", of("head-false-mean", low)),
                Column::new("mean_highest", of("head-false-mean", high)),
            ],
        );
        for one in &self.audit.falsified {
            let [cut_low, cut_high] = one.cut.map(|x| Cell::Number(x, SHARE));
            let [low, high] = one.worker_mean.map(|x| Cell::Number(x, CHANGE));
            let share = Cell::text(self.chosen(one.share));
            table.push(vec![share, cut_low, cut_high, low, high]);
        }
        table
    }

    /// What an hour brought, under every definition, in the jobs that came in
    /// one way.
    pub(super) fn hourly_table(&self, hourly: &Hourly, way: Records) -> Table {
        let (currency, name) = (self.currency(), way.name());
        let jobs = hourly.jobs;
        let mut table = Table::new(
            self.voice.say(
                "hourly-caption",
                args![currency = currency, way = name, jobs = jobs],
            ),
            vec![
                self.column("way", "head-way"),
                self.column("with_tips", "head-with-tips"),
                self.column("without_tips", "head-without-tips"),
            ],
        );
        let ways = [
            ("way-engaged-gross", false, false),
            ("way-engaged-net", false, true),
            ("way-online-gross", true, false),
            ("way-online-net", true, true),
        ];
        for (key, online, net) in ways {
            let cell = |tips: bool| {
                let is =
                    |h: &&crate::hourly::Hour| (h.online, h.net, h.tips) == (online, net, tips);
                let pay = hourly.pay.iter().find(is).and_then(|h| h.pay);
                pay.map_or(Cell::Empty, |i| Cell::Estimate(i, Format::number(2)))
            };
            let way = Cell::text(self.voice.say(key, args![]));
            table.push(vec![way, cell(true), cell(false)]);
        }
        table
    }

    /// Shifts below the minimum wage, for each break that ends a shift.
    pub(super) fn under_table(&self, under: &[Under]) -> Table {
        let mut table = Table::new(
            self.voice.say("under-caption", args![]),
            vec![
                self.column("gap_minutes", "head-gap"),
                self.column("shifts", "head-shifts"),
                self.column("below_wage", "head-below-wage"),
                self.column("below_contractor", "head-below-contractor"),
            ],
        );
        let share = |i: Option<Interval>| i.map_or(Cell::Empty, |i| Cell::Estimate(i, SHARE));
        for one in under {
            table.push(vec![
                Cell::Number(f64::from(one.gap), COUNT),
                Cell::Number(one.shifts as f64, COUNT),
                share(one.share),
                share(one.contractor),
            ]);
        }
        table
    }

    /// What the change did, by the month of the change and the month after.
    pub(super) fn staggered_table(&self, found: &Staggered) -> Table {
        let mut table = Table::new(
            self.voice.say("staggered-caption", args![]),
            vec![
                self.column("since", "head-since"),
                self.column("month", "head-month"),
                self.column("workers", "head-of"),
                self.column("beside", "head-beside"),
                self.column("change", "head-effect"),
            ],
        );
        for effect in &found.effects {
            table.push(vec![
                Cell::text(effect.since.clone()),
                Cell::text(effect.month.clone()),
                Cell::Number(effect.workers as f64, COUNT),
                Cell::Number(effect.beside as f64, COUNT),
                Cell::Change(effect.change, CHANGE),
            ]);
        }
        table
    }

    /// What the platform kept.
    pub(super) fn take_table(&self) -> Table {
        let mut table = Table::new(
            self.voice.say("take-caption", args![]),
            vec![
                self.column("record", "head-record"),
                self.column("jobs", "head-jobs"),
                self.column("workers", "head-of"),
                self.column("kept", "head-take"),
                self.column("kept_with_fees", "head-take-fees"),
                self.column("median", "head-take-median"),
                self.column("over_half", "head-take-half"),
            ],
        );
        for take in &self.audit.take {
            let share = |i: Option<Interval>| i.map_or(Cell::Empty, |i| Cell::Estimate(i, SHARE));
            let record = self.voice.say(&format!("take-{}", take.record), args![]);
            table.push(vec![
                Cell::text(record),
                Cell::Number(take.jobs as f64, COUNT),
                Cell::Number(take.workers as f64, COUNT),
                share(take.of_all),
                share(take.with_fees),
                Cell::Number(take.median, SHARE),
                Cell::Number(take.over_half, SHARE),
            ]);
        }
        table
    }

    /// The figures by place.
    pub(super) fn places_table(&self) -> Table {
        let mut table = Table::new(
            self.voice.say("places-caption", args![]),
            vec![
                self.column("place", "head-place"),
                self.column("workers", "head-of"),
                self.column("cut", "head-cut"),
                self.column("of_pay", "head-of-pay"),
            ],
        );
        for cell in &self.audit.places {
            let place = cell.place.clone();
            table.push(vec![
                Cell::text(place.unwrap_or_else(|| self.voice.say("place-others", args![]))),
                Cell::Number(cell.workers as f64, COUNT),
                Cell::Estimate(cell.cut, SHARE),
                Cell::Number(cell.of_pay, CHANGE),
            ]);
        }
        table
    }
}
