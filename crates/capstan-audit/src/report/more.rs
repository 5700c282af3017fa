//! When the rule changed, tips, how pay is made now, hours, what the platform
//! keeps, places.

use super::room::Room;
use crate::choices::Records;
use crate::hourly::{GAPS, Hour};
use crate::result::Shown;
use crate::rule::{Kind, Title};
use crate::when::CLEAR;
use capstan_report::{Block, Lang, args};
use capstan_stats::interval::Interval;

impl Room<'_> {
    /// An interval of changes, with their signs.
    pub(super) fn signed(&self, i: Interval, write: &dyn Fn(&Self, f64) -> String) -> String {
        let (low, high) = (write(self, i.low), write(self, i.high));
        self.voice
            .say("range-between", args![low = low, high = high])
    }

    /// An amount with the digits it has.
    pub(super) fn exact(&self, amount: f64) -> String {
        let digits = (2..6).find(|&d| {
            let scaled = amount * 10f64.powi(d);
            (scaled - scaled.round()).abs() < 1e-9
        });
        let format = capstan_report::Format::number(digits.unwrap_or(6) as u8);
        format!(
            "{}\u{a0}{}",
            self.voice.format(amount, format),
            self.currency()
        )
    }

    fn title_of<'b>(&self, title: &'b Title) -> &'b str {
        match self.voice.lang() {
            Lang::En => &title.en,
            Lang::Es => &title.es,
        }
    }

    fn list(lines: Vec<String>) -> Vec<Block> {
        if lines.is_empty() {
            Vec::new()
        } else {
            vec![Block::List(lines)]
        }
    }

    /// When the rule changed.
    pub(super) fn when(&self) -> Vec<Block> {
        if self.audit.recipe.rule.kind == Kind::Floor {
            return Vec::new();
        }
        if let Some(held) = self.not_shown(Shown::Changed) {
            return Self::list(vec![held]);
        }
        let Some(change) = self.audit.changed.as_ref().filter(|c| c.evidence >= CLEAR) else {
            return Self::list(vec![self.voice.say("changed-none", args![])]);
        };
        let (day, low, high) = (&*change.day, &*change.low, &*change.high);
        let [before, after] = change.followed.map(|x| self.percent(x));
        let mut lines = vec![
            match low == high {
                true => self.voice.say("changed-day", args![day = day]),
                false => self
                    .voice
                    .say("changed-on", args![day = day, high = high, low = low]),
            },
            self.voice
                .say("changed-shares", args![before = before, after = after]),
        ];
        let Some(found) = &self.audit.staggered else {
            return Self::list(lines);
        };
        let (changed, unchanged) = (found.changed, found.unchanged);
        let range = self.signed(found.overall, &Self::percent);
        lines.push(self.voice.say(
            "staggered-lead",
            args![changed = changed, unchanged = unchanged],
        ));
        lines.push(if found.overall.includes_zero() {
            self.voice.say("staggered-unknown", args![range = range])
        } else {
            self.voice.say("staggered-change", args![range = range])
        });
        vec![
            Block::List(lines),
            Block::Table(self.staggered_table(found)),
        ]
    }

    /// Tips.
    pub(super) fn tips(&self) -> Vec<Block> {
        let mut lines: Vec<String> = self.not_shown(Shown::Tips).into_iter().collect();
        if let Some(tips) = self.audit.tips {
            if let Some(i) = tips.share {
                let (share, range) = (self.percent(i.value), self.range(i, &Self::percent));
                lines.push(
                    self.voice
                        .say("tips-share", args![share = share, range = range]),
                );
            }
            if let Some(i) = tips.substitution {
                let currency = self.currency();
                lines.push(if i.high < 0.0 {
                    let (amount, range) = (self.money(-i.value), self.range(i, &Self::money));
                    self.voice.say(
                        "tips-used",
                        args![currency = currency, amount = amount, range = range],
                    )
                } else {
                    let range = self.signed(i, &Self::money);
                    self.voice
                        .say("tips-unused", args![currency = currency, range = range])
                });
            }
        }
        lines.extend(self.not_shown(Shown::TipsApart));
        let mut blocks = Self::list(lines);
        blocks.extend(self.tips_table().map(Block::Table));
        blocks
    }

    /// How pay is made now.
    pub(super) fn now(&self) -> Vec<Block> {
        let figures = [Shown::Promotions, Shown::Opacity, Shown::Search];
        let held = figures
            .into_iter()
            .filter_map(|figure| self.not_shown(figure));
        let mut lines: Vec<String> = held.collect();
        if let Some(opacity) = &self.audit.opacity
            && let Some(i) = opacity.opacity
        {
            let known: Vec<String> = opacity.known.iter().map(|k| self.known(k)).collect();
            let known = known.join(", ");
            let share = self.percent(i.value);
            let range = self.range(i, &Self::percent);
            lines.push(self.voice.say(
                "opacity-share",
                args![known = known, share = share, range = range],
            ));
            let amount = self.money(opacity.typical_miss);
            lines.push(self.voice.say("opacity-miss", args![amount = amount]));
        }
        if let Some(found) = &self.audit.found {
            let formula = found.formula.as_str();
            lines.push(self.voice.say("found-rule", args![formula = formula]));
            let tolerance = self.exact(self.audit.recipe.choices.tolerance.max(0.005));
            let share = self.percent(found.gives.value);
            let range = self.range(found.gives, &Self::percent);
            lines.push(self.voice.say(
                "found-share",
                args![share = share, tolerance = tolerance, range = range],
            ));
        }
        let figures = [Shown::OpacityApart, Shown::SearchApart];
        lines.extend(
            figures
                .into_iter()
                .filter_map(|figure| self.not_shown(figure)),
        );
        let mut blocks = Self::list(lines);
        blocks.extend(self.now_table().map(Block::Table));
        blocks
    }

    fn known(&self, name: &str) -> String {
        self.voice
            .say(&format!("known-{}", name.replace('_', "-")), args![])
    }

    /// What an hour brought.
    pub(super) fn hourly(&self) -> Vec<Block> {
        if let Some(held) = self.not_shown(Shown::Hourly) {
            return Self::list(vec![held]);
        }
        let Some(hourly) = &self.audit.hourly else {
            return Vec::new();
        };
        let (jobs, workers) = (hourly.jobs, hourly.workers);
        let mut lines = vec![
            self.voice.say("hourly-lead", args![]),
            self.voice
                .say("hourly-jobs", args![jobs = jobs, workers = workers]),
        ];
        let netted = |h: &Hour| h.net && h.pay.is_some();
        let mileage = &self.audit.recipe.mileage;
        match mileage.as_ref().filter(|_| hourly.pay.iter().any(netted)) {
            Some(rates) => {
                let rate = self.title_of(&rates.title);
                lines.push(self.voice.say("hourly-cost", args![rate = rate]));
            }
            None => lines.push(self.voice.say("hourly-no-cost", args![])),
        }
        if !hourly.pay.iter().any(|h| h.tips && h.pay.is_some()) {
            lines.push(self.voice.say("hourly-no-tips", args![]));
        }
        let usual = hourly.under.iter().find(|u| u.gap == GAPS[1]);
        if let (Some(under), Some(wage)) = (usual, &self.audit.recipe.wage) {
            let wage = self.title_of(&wage.title);
            if let Some(i) = under.share {
                let (share, range) = (self.percent(i.value), self.range(i, &Self::percent));
                let gap = under.gap;
                lines.push(self.voice.say(
                    "under-share",
                    args![share = share, wage = wage, range = range, gap = gap],
                ));
            }
            if let Some(i) = under.contractor {
                let share = self.percent(i.value);
                lines.push(self.voice.say("under-contractor", args![share = share]));
            }
        }
        lines.extend(self.not_shown(Shown::HourlyApart));
        let mut blocks = vec![
            Block::List(lines),
            Block::Table(self.hourly_table(hourly, Records::All)),
        ];
        for of in &self.audit.hourly_apart {
            blocks.push(Block::Table(self.hourly_table(&of.figure, of.record)));
        }
        if !hourly.under.is_empty() {
            blocks.push(Block::Table(self.under_table(&hourly.under)));
        }
        blocks
    }

    /// What the platform kept.
    pub(super) fn take(&self) -> Vec<Block> {
        let mut blocks = Self::list(self.not_shown(Shown::Take).into_iter().collect());
        if !self.audit.take.is_empty() {
            blocks.push(Block::Text(self.voice.say("take-lead", args![])));
            blocks.push(Block::Table(self.take_table()));
        }
        blocks
    }

    /// The figures by place.
    pub(super) fn places(&self) -> Vec<Block> {
        if self.audit.places.is_empty() {
            let held = self.not_shown(Shown::Places).map(Block::Text);
            return held.into_iter().collect();
        }
        vec![
            Block::Text(self.voice.say("places-lead", args![])),
            Block::Table(self.places_table()),
        ]
    }
}
