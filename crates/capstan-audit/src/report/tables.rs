//! The tables.

use super::room::Room;
use crate::choices::Records;
use crate::hourly::{Hour, Hourly, Under};
use crate::sensitivity::{Choice, Variant};
use crate::staggered::Staggered;
use crate::tips::Tips;
use crate::{cells, opacity, search};
use capstan_report::{Cell, Column, Format, Table, Voice, args};
use capstan_stats::interval::Interval;

const COUNT: Format = Format::number(0);
const SHARE: Format = Format::percent(0);
const CHANGE: Format = Format::percent(1).signed();
const STEP: Format = Format::percent(0).signed();
const AMOUNT: Format = Format::number(2);

/// What an hour brought, under every definition.
pub(super) fn hours(voice: &Voice, caption: String, hourly: &Hourly) -> Table {
    let column = |key: &str, head: &str| Column::new(key, voice.say(head, args![]));
    let mut table = Table::new(
        caption,
        vec![
            column("way", "head-way"),
            column("with_tips", "head-with-tips"),
            column("without_tips", "head-without-tips"),
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
            let is = |h: &&Hour| (h.online, h.net, h.tips) == (online, net, tips);
            let hour = hourly.pay.iter().find(is);
            match hour.map(|h| (h.pay, h.value)) {
                Some((Some(i), _)) => Cell::Estimate(i, AMOUNT),
                Some((None, Some(value))) => Cell::Number(value, AMOUNT),
                _ => Cell::Empty,
            }
        };
        table.push(vec![
            Cell::text(voice.say(key, args![])),
            cell(true),
            cell(false),
        ]);
    }
    table
}

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
            let limit = |at: usize| {
                let limits = one.worker_mean;
                limits.map_or(Cell::Empty, |limits| Cell::Number(limits[at], STEP))
            };
            let (low, high) = (limit(0), limit(1));
            let share = Cell::text(self.chosen(one.share));
            table.push(vec![share, cut_low, cut_high, low, high]);
        }
        table
    }

    /// What an hour brought, under every definition, in the jobs that came in
    /// one way.
    pub(super) fn hourly_table(&self, hourly: &Hourly, way: Records) -> Table {
        let (currency, name, jobs) = (self.currency(), way.name(), hourly.jobs);
        let caption = self.voice.say(
            "hourly-caption",
            args![currency = currency, way = name, jobs = jobs],
        );
        hours(&self.voice, caption, hourly)
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
            table.push(vec![
                Cell::text(self.came(take.record)),
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

    /// How jobs came in, in a cell.
    fn came(&self, record: Records) -> String {
        self.voice.say(&format!("take-{}", record.name()), args![])
    }

    /// Tips of all jobs and of those that came in each way; nothing where they
    /// do not stand apart.
    pub(super) fn tips_table(&self) -> Option<Table> {
        let of = |key: &str| self.voice.say(key, args![currency = self.currency()]);
        let mut table = Table::new(
            self.voice.say("tips-caption", args![]),
            vec![
                self.column("record", "head-record"),
                self.column("jobs", "head-jobs"),
                self.column("workers", "head-of"),
                Column::new("tip", of("head-tip")),
                self.column("share", "head-tip-share"),
                Column::new("base_with_tip", of("head-tip-base")),
            ],
        );
        let mut row = |record: Records, tips: &Tips| {
            let estimate =
                |i: Option<Interval>, format| i.map_or(Cell::Empty, |i| Cell::Estimate(i, format));
            let change = |i: Interval| Cell::Change(i, AMOUNT.signed());
            table.push(vec![
                Cell::text(self.came(record)),
                Cell::Number(tips.jobs as f64, COUNT),
                Cell::Number(tips.workers as f64, COUNT),
                estimate(tips.per_job, AMOUNT),
                estimate(tips.share, SHARE),
                tips.substitution.map_or(Cell::Empty, change),
            ]);
        };
        let parts = &self.audit.tips_apart;
        row(
            Records::All,
            self.audit.tips.as_ref().filter(|_| !parts.is_empty())?,
        );
        for part in parts {
            row(part.record, &part.figure);
        }
        Some(table)
    }

    /// How pay is made in all jobs and in those that came in each way; nothing
    /// where they do not stand apart.
    pub(super) fn now_table(&self) -> Option<Table> {
        let currency = self.currency();
        let mut table = Table::new(
            self.voice.say("now-caption", args![]),
            vec![
                self.column("record", "head-record"),
                self.column("workers", "head-of"),
                self.column("opacity", "head-opacity"),
                Column::new(
                    "typical_miss",
                    self.voice.say("head-miss", args![currency = currency]),
                ),
                self.column("rule", "head-rule"),
                self.column("gives", "head-gives"),
            ],
        );
        type Now<'a> = (Option<&'a opacity::Opacity>, Option<&'a search::Found>);
        let mut row = |record: Records, (opacity, found): Now<'_>| {
            let number =
                |x: Option<f64>, format| x.map_or(Cell::Empty, |x| Cell::Number(x, format));
            let share = |i: Option<Interval>| i.map_or(Cell::Empty, |i| Cell::Estimate(i, SHARE));
            table.push(vec![
                Cell::text(self.came(record)),
                number(opacity.map(|o| o.workers as f64), COUNT),
                share(opacity.and_then(|o| o.opacity)),
                number(opacity.map(|o| o.typical_miss), AMOUNT),
                found.map_or(Cell::Empty, |f| Cell::text(f.formula.clone())),
                share(found.map(|f| f.gives)),
            ]);
        };
        let audit = self.audit;
        if audit.opacity_apart.is_empty() && audit.found_apart.is_empty() {
            return None;
        }
        row(Records::All, (audit.opacity.as_ref(), audit.found.as_ref()));
        for way in Records::WAYS {
            let opacity = audit.opacity_apart.iter().find(|a| a.record == way);
            let found = audit.found_apart.iter().find(|a| a.record == way);
            if opacity.is_some() || found.is_some() {
                row(way, (opacity.map(|a| &a.figure), found.map(|a| &a.figure)));
            }
        }
        Some(table)
    }

    /// The figures by place, each split by ways where that may be shown.
    pub(super) fn places_table(&self) -> Table {
        let split = self.audit.places.iter().any(|c| !c.apart.is_empty());
        let mut columns = vec![self.column("place", "head-place")];
        columns.extend(split.then(|| self.column("record", "head-record")));
        columns.extend([
            self.column("workers", "head-of"),
            self.column("cut", "head-cut"),
            self.column("of_pay", "head-of-pay"),
        ]);
        let mut table = Table::new(self.voice.say("places-caption", args![]), columns);
        let mut row = |place: &str, record: Records, line: &cells::Line| {
            let mut row = vec![Cell::text(place)];
            row.extend(split.then(|| Cell::text(self.came(record))));
            row.extend([
                Cell::Number(line.workers as f64, COUNT),
                Cell::Estimate(line.cut, SHARE),
                line.of_pay.map_or(Cell::Empty, |x| Cell::Number(x, CHANGE)),
            ]);
            table.push(row);
        };
        for cell in &self.audit.places {
            let others = || self.voice.say("place-others", args![]);
            let place = cell.place.clone().unwrap_or_else(others);
            row(&place, Records::All, &cell.all);
            for part in &cell.apart {
                row(&place, part.record, &part.figure);
            }
        }
        table
    }
}
